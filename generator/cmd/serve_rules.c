/* What the preview server lets in. It stands apart from the server so that every rule can be tried without a network. */
#include "cmd/serve_rules.h"
#include "base/fs.h"

bool serve_host_ok(const char *host, unsigned port)
{
	static const char *const names[] = { "localhost", "127.0.0.1", "[::1]" };
	char whole[64];
	if (!host) return false;
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		snprintf(whole, sizeof whole, "%s:%u", names[i], port);
		if (sv_ieq_ascii(sv(host), sv(whole))) return true;
		if (port == 80 && sv_ieq_ascii(sv(host), sv(names[i]))) return true;
	}
	return false;
}

bool serve_method_ok(const char *method)
{
	return strcmp(method, "GET") == 0 || strcmp(method, "HEAD") == 0;
}

static int hex_digit(char c)
{
	if (c >= '0' && c <= '9') return c - '0';
	if (c >= 'a' && c <= 'f') return c - 'a' + 10;
	if (c >= 'A' && c <= 'F') return c - 'A' + 10;
	return -1;
}

/* An escape may not bring in what has a meaning of its own in a path. */
static bool unescape(struct str *out, struct sv raw)
{
	for (size_t i = 0; i < raw.n; i++) {
		char c = raw.p[i];
		if (c == '%') {
			int high = i + 2 < raw.n ? hex_digit(raw.p[i + 1]) : -1;
			int low = i + 2 < raw.n ? hex_digit(raw.p[i + 2]) : -1;
			if (high < 0 || low < 0) return false;
			c = (char)(high * 16 + low);
			if (c == '/' || c == '%') return false;
			i += 2;
		}
		str_putc(out, c);
	}
	return true;
}

/* fs_safe_path knows what may never be a path; a name that begins with a dot is hidden, not published. */
static bool has_hidden_part(struct sv path)
{
	struct sv part;
	while (sv_split(&path, '/', &part))
		if (sv_starts(part, ".")) return true;
	return false;
}

enum serve_path serve_path(struct str *out, struct sv raw)
{
	size_t from = out->len;
	bool folder;
	if (!sv_starts(raw, "/") || !unescape(out, sv_sub(raw, 1, raw.n)))
		return str_truncate(out, from), SERVE_PATH_BAD;
	if (out->len == from) return SERVE_PATH_FOLDER;
	folder = out->ptr[out->len - 1] == '/';
	if (folder) str_truncate(out, out->len - 1);
	struct sv path = sv_sub(sv_of(out), from, out->len);
	if (!fs_safe_path(path) || has_hidden_part(path)) return str_truncate(out, from), SERVE_PATH_BAD;
	return folder ? SERVE_PATH_FOLDER : SERVE_PATH_FILE;
}

const char *serve_type(const char *path)
{
	static const struct {
		const char *ending, *type;
	} known[] = { { ".html", "text/html; charset=utf-8" }, { ".css", "text/css; charset=utf-8" },
		{ ".js", "text/javascript; charset=utf-8" }, { ".json", "application/json" },
		{ ".csv", "text/csv; charset=utf-8" }, { ".txt", "text/plain; charset=utf-8" },
		{ ".ics", "text/calendar; charset=utf-8" }, { ".xml", "application/xml" },
		{ ".atom", "application/atom+xml" }, { ".svg", "image/svg+xml" }, { ".png", "image/png" },
		{ ".jpg", "image/jpeg" }, { ".jpeg", "image/jpeg" }, { ".gif", "image/gif" }, { ".webp", "image/webp" },
		{ ".pdf", "application/pdf" }, { ".woff2", "font/woff2" } };
	for (size_t i = 0; i < sizeof known / sizeof *known; i++)
		if (sv_ends(sv(path), known[i].ending)) return known[i].type;
	return "application/octet-stream";
}
