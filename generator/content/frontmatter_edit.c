/* frontmatter_edit.c: a program that writes into a person's file must leave what it does not mean to change to the byte,
 * so this works on lines and never prints a parsed tree. What is not plainly one line it refuses. */
#include "content/frontmatter_edit.h"
#include <stdint.h>

struct span {
	size_t from, to; /* whole lines, line ends included */
	bool found, odd;
};

static struct sv line_at(struct sv text, size_t from, size_t *next)
{
	const char *nl = memchr(text.p + from, '\n', text.n - from);
	size_t end = nl ? (size_t)(nl - text.p) : text.n;
	*next = nl ? end + 1 : text.n;
	if (end > from && text.p[end - 1] == '\r') end--;
	return sv_sub(text, from, end - from);
}

static bool is_fence(struct sv line)
{
	return sv_starts(line, "---") && sv_trim(line).n == 3;
}

/* A line that belongs to the setting above it: indented, an item of a list, or empty. */
static bool continues(struct sv line)
{
	return !line.n || line.p[0] == ' ' || line.p[0] == '\t' ||
	       (line.p[0] == '-' && (line.n == 1 || line.p[1] == ' '));
}

/* Where the head's settings begin and where its closing fence stands. */
static bool find_head(struct sv text, struct span *out)
{
	size_t next, at = sv_starts(text, "\xEF\xBB\xBF") ? 3 : 0;
	if (!is_fence(line_at(text, at, &next))) return false;
	out->from = at = next;
	while (at < text.n) {
		if (is_fence(line_at(text, at, &next))) {
			out->to = at;
			return true;
		}
		at = next;
	}
	return false;
}

static bool is_key(struct sv line, const char *key)
{
	size_t n = strlen(key), i;
	if (!sv_starts(line, key)) return false;
	for (i = n; i < line.n && (line.p[i] == ' ' || line.p[i] == '\t');) i++;
	return i < line.n && line.p[i] == ':' && (i + 1 == line.n || line.p[i + 1] == ' ' || line.p[i + 1] == '\t');
}

/* The lines of a setting; odd when its value goes on below its key. Comments and empty lines below are not its own. */
static struct span find_key(struct sv text, const struct span *head, const char *key)
{
	struct span s = { 0, 0, false, false };
	size_t next;
	for (size_t at = head->from; at < head->to; at = next) {
		struct sv line = line_at(text, at, &next);
		if (s.found && !continues(line)) break;
		if (s.found && line.n && sv_trim(line).n && sv_trim(line).p[0] != '#') {
			s.odd = true;
			s.to = next;
		} else if (!s.found && is_key(line, key)) {
			s = (struct span){ at, next, true, false };
		}
	}
	return s;
}

static const char *line_end(struct sv text)
{
	size_t nl = sv_find(text, SV_LIT("\n"));
	return nl != SIZE_MAX && nl > 0 && text.p[nl - 1] == '\r' ? "\r\n" : "\n";
}

static void replace(struct str *text, const struct span *s, const char *line)
{
	struct str out = STR_INIT;
	struct sv old = sv_of(text);
	str_sv(&out, sv_sub(old, 0, s->from));
	if (line) {
		str_puts(&out, line);
		str_puts(&out, line_end(old));
	}
	str_sv(&out, sv_sub(old, s->to, old.n - s->to));
	str_dispose(text);
	*text = out;
}

int frontmatter_set(struct str *text, const char *key, const char *line, const char *after)
{
	struct span head, s;
	if (!find_head(sv_of(text), &head)) return -1;
	s = find_key(sv_of(text), &head, key);
	if (s.found && s.odd) return -1;
	if (!s.found) {
		struct span before = find_key(sv_of(text), &head, after);
		s.from = s.to = before.found ? before.to : head.to;
	}
	replace(text, &s, line);
	return 0;
}

int frontmatter_drop(struct str *text, const char *key)
{
	struct span head, s;
	if (!find_head(sv_of(text), &head)) return -1;
	s = find_key(sv_of(text), &head, key);
	if (s.found && s.odd) return -1;
	if (s.found) replace(text, &s, NULL);
	return 0;
}
