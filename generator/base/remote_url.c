/* One reading of an address for all: what is printed, what a host key is looked up by, and whom credentials are given to must never be
 * different hosts. Hence a narrow set of characters, and no repair of what is odd. */
#include "base/remote_url.h"

#include <stdint.h>

enum { LONGEST = 1000 };
#define FORMS "write ssh://git@host/path.git, git@host:path.git, https://host/path.git, or the path of a folder"

static int refuse(const char **why, const char **help, const char *reason, const char *advice)
{
	*why = reason;
	*help = advice;
	return -1;
}

static bool plain(struct sv v, const char *also)
{
	for (size_t i = 0; i < v.n; i++) {
		char c = v.p[i];

		if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')) continue;
		if (!c || !strchr(also, c)) return false;
	}
	return v.n > 0 && v.p[0] != '-';
}

static bool path_plain(struct sv v)
{
	for (size_t i = 0; i < v.n; i++)
		if ((unsigned char)v.p[i] < ' ' || v.p[i] == 0x7f || strchr("'\"`\\?#", v.p[i])) return false;
	return v.n > 0;
}

/* "host", "host:22", "[::1]:22" */
static bool take_host(struct remote_url *out, struct arena *mem, struct sv v)
{
	long port;
	size_t end;

	if (sv_starts(v, "[")) {
		end = sv_find(v, SV_LIT("]"));
		if (end == SIZE_MAX || !plain(sv_sub(v, 1, end - 1), ".:")) return false;
		out->host = arena_strdup(mem, sv_sub(v, 1, end - 1));
		v = sv_sub(v, end + 1, v.n - end - 1);
	} else {
		end = sv_find(v, SV_LIT(":"));
		if (end == SIZE_MAX) end = v.n;
		if (!plain(sv_sub(v, 0, end), ".-")) return false;
		out->host = arena_strdup(mem, sv_sub(v, 0, end));
		v = sv_sub(v, end, v.n - end);
	}
	if (!v.n) return true;
	if (v.p[0] != ':' || !sv_long(sv_sub(v, 1, v.n - 1), &port) || port < 1 || port > 65535) return false;
	out->port = (unsigned)port;
	return true;
}

/* "user@host:port" before the path. */
static int take_authority(struct remote_url *out, struct arena *mem, struct sv v, const char **why, const char **help)
{
	size_t at = sv_find(v, SV_LIT("@"));

	if (at != SIZE_MAX) {
		struct sv user = sv_sub(v, 0, at);

		if (sv_find(user, SV_LIT(":")) != SIZE_MAX)
			return refuse(why, help, "has a password in it",
				"take the password out of the address and withdraw it where it was issued; put a token "
				"into a file under private/ and name that file with push: token");
		if (!plain(user, "._-")) return refuse(why, help, "has a user name that cannot be used", FORMS);
		out->user = arena_strdup(mem, user);
		v = sv_sub(v, at + 1, v.n - at - 1);
	}
	return take_host(out, mem, v) ? 0 : refuse(why, help, "has no host name that can be used", FORMS);
}

static int take_net(
	struct remote_url *out, struct arena *mem, struct sv v, char before_path, const char **why, const char **help)
{
	size_t slash = sv_find(v, sv_n(&before_path, 1));

	if (slash == SIZE_MAX) return refuse(why, help, "names no repository on the host", FORMS);
	if (take_authority(out, mem, sv_sub(v, 0, slash), why, help) < 0) return -1;
	if (before_path == ':') slash++;
	v = sv_sub(v, slash, v.n - slash);
	/* "ext::…" is a way of git to run a program. */
	if (!path_plain(v) || sv_is(v, "/") || v.p[0] == ':')
		return refuse(why, help, "names no repository on the host", FORMS);
	out->path = arena_strdup(mem, v);
	return 0;
}

int remote_url_parse(struct remote_url *out, struct arena *mem, struct sv text, const char **why, const char **help)
{
	size_t colon = sv_find(text, SV_LIT(":")), slash = sv_find(text, SV_LIT("/"));
	size_t scheme = sv_find(text, SV_LIT("://"));

	*out = (struct remote_url){ REMOTE_FOLDER, arena_strdup(mem, text), "", "", 0, "" };
	if (!text.n || text.n > LONGEST || memchr(text.p, 0, text.n) || text.p[0] == '-')
		return refuse(why, help, "is not the address of a repository", FORMS);
	if (sv_starts(text, "ssh://")) {
		*out = (struct remote_url){ REMOTE_SSH, out->whole, "", "", 22, "" };
		return take_net(out, mem, sv_sub(text, 6, text.n - 6), '/', why, help);
	}
	if (sv_starts(text, "https://")) {
		*out = (struct remote_url){ REMOTE_HTTPS, out->whole, "", "", 443, "" };
		return take_net(out, mem, sv_sub(text, 8, text.n - 8), '/', why, help);
	}
	if (sv_starts(text, "http://") || sv_starts(text, "git://"))
		return refuse(why, help, "goes over a line that is not protected",
			"use https:// or ssh://: with the other two, nobody can tell who answers");
	if (sv_starts(text, "file:///"))
		text = sv_sub(text, 7, text.n - 7);
	else if (scheme != SIZE_MAX)
		return refuse(why, help, "begins with something that is not known here", FORMS);
	else if (colon != SIZE_MAX && (slash == SIZE_MAX || colon < slash)) {
		*out = (struct remote_url){ REMOTE_SSH, out->whole, "", "", 22, "" };
		return take_net(out, mem, text, ':', why, help);
	}
	out->path = arena_strdup(mem, text);
	return path_plain(text) ? 0 : refuse(why, help, "is not the path of a folder", FORMS);
}
