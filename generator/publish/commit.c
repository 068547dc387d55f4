/* A commit made of the same tree, parent, day, role and message must have the same id on every machine; libgit2's own
 * makers read the clock and the configuration for what is not given. */
#include "publish/commit.h"

static bool plain_name(const char *z)
{
	if (!*z) return false;
	for (; *z; z++)
		if ((unsigned char)*z < 0x20 || *z == 0x7f || *z == '<' || *z == '>') return false;
	return true;
}

bool commit_signature_ok(const struct commit_signature *s)
{
	return plain_name(s->name) && plain_name(s->email) && s->day >= 0;
}

bool commit_message_ok(struct sv message)
{
	return message.n > 1 && message.p[message.n - 1] == '\n' && !memchr(message.p, '\0', message.n);
}

static void put_id(struct str *out, const char *label, const git_oid *id)
{
	char hex[REPO_HEX + 1];

	repo_hex(id, hex);
	str_printf(out, "%s %s\n", label, hex);
}

static void put_signature(struct str *out, const char *label, const struct commit_signature *s)
{
	str_printf(out, "%s %s <%s> %lld +0000\n", label, s->name, s->email, (long long)date_epoch(s->day));
}

void commit_put(struct str *out, const git_oid *tree, const git_oid *parent, const struct commit_signature *s,
	struct sv message)
{
	put_id(out, "tree", tree);
	if (parent) put_id(out, "parent", parent);
	put_signature(out, "author", s);
	put_signature(out, "committer", s);
	str_putc(out, '\n');
	str_sv(out, message);
}

void commit_put_tag(
	struct str *out, const git_oid *commit, const char *name, const struct commit_signature *s, struct sv message)
{
	put_id(out, "object", commit);
	str_printf(out, "type commit\ntag %s\n", name);
	put_signature(out, "tagger", s);
	str_putc(out, '\n');
	str_sv(out, message);
}

struct sv commit_trailers(struct sv message)
{
	size_t start;

	while (message.n && message.p[message.n - 1] == '\n') message.n--;
	for (start = message.n; start > 0; start--)
		if (start >= 2 && message.p[start - 1] == '\n' && message.p[start - 2] == '\n') break;
	/* A message of one paragraph is a subject, not trailers. */
	return start ? sv_sub(message, start, message.n - start) : sv("");
}

static bool key_char(char c)
{
	return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
}

bool commit_trailer_next(struct sv *rest, struct sv *key, struct sv *value)
{
	struct sv line;

	while (rest->p && sv_split(rest, '\n', &line)) {
		size_t n = 0;

		while (n < line.n && key_char(line.p[n])) n++;
		if (n == 0 || n == line.n || line.p[n] != ':') continue;
		*key = sv_n(line.p, n);
		*value = sv_trim(sv_sub(line, n + 1, line.n - n - 1));
		return true;
	}
	return false;
}

unsigned commit_edition(struct sv message)
{
	struct sv rest = commit_trailers(message), key, value;
	long n;

	while (commit_trailer_next(&rest, &key, &value))
		if (sv_is(key, "Edition") && sv_long(value, &n) && n > 0 && n <= 1000000) return (unsigned)n;
	return 0;
}
