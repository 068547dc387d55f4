/* Long names are for those who read the script; a seventh of what a member's phone has to fetch before it can search were such names. */
#include "site/strip_names.h"
#include <stdint.h>
#include <string.h>

#define MARK "// short:"
/* The short words, in order: 52 letters; then each of two signs with each of 62, which no name of a person looks like. */
#define LETTERS "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
#define AFTER LETTERS "0123456789"
#define WORDS (52 + 2 * 62)

bool strip_names_is_word(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '$' ||
	       c == '#' || c == '\\' || (unsigned char)c >= 0x80;
}

/* The next word of s from *at on, and *at behind it; empty at the end. */
static struct sv next_word(struct sv s, size_t *at)
{
	size_t from;
	while (*at < s.n && !strip_names_is_word(s.p[*at])) (*at)++;
	from = *at;
	while (*at < s.n && strip_names_is_word(s.p[*at])) (*at)++;
	return sv_n(s.p + from, *at - from);
}

static const struct strip_name *find(const struct strip_names *names, struct sv word)
{
	for (size_t i = 0; i < names->n; i++)
		if (sv_eq(names->at[i].name, word)) return &names->at[i];
	return NULL;
}

static bool is_name(struct sv w)
{
	for (size_t i = 0; i < w.n; i++)
		if (w.p[i] == '#' || w.p[i] == '\\' || (unsigned char)w.p[i] >= 0x80) return false;
	return w.n && !(w.p[0] >= '0' && w.p[0] <= '9');
}

static int refuse(struct strip_error *error, struct sv source, struct sv word, const char *what)
{
	*error = (struct strip_error){ (size_t)(word.p - source.p), what };
	return -1;
}

static int read_list(struct strip_names *out, struct sv source, struct sv list, struct strip_error *error)
{
	size_t at = 0;
	for (struct sv w; (w = next_word(list, &at)).n;) {
		if (!is_name(w))
			return refuse(
				error, source, w, "only a name of plain letters, digits, _ and $ can be made short");
		if (find(out, w)) return refuse(error, source, w, "a name to be made short is listed twice");
		if (out->n == STRIP_NAMES_MAX) return refuse(error, source, w, "too many names to be made short");
		out->at[out->n++].name = w;
	}
	return 0;
}

static size_t place_in(const char *list, char c)
{
	const char *at = c ? strchr(list, c) : NULL;
	return at ? (size_t)(at - list) : SIZE_MAX;
}

/* Which of the short words it is; WORDS if none. */
static size_t number_of(struct sv w)
{
	size_t letter = place_in(LETTERS, w.p[0]), sign = place_in("$_", w.p[0]);
	size_t after = w.n == 2 ? place_in(AFTER, w.p[1]) : SIZE_MAX;
	if (w.n == 1 && letter != SIZE_MAX) return letter;
	return sign != SIZE_MAX && after != SIZE_MAX ? 52 + sign * 62 + after : WORDS;
}

static void give(struct strip_name *name, size_t number)
{
	size_t pair = number - 52;
	if (number < 52) {
		name->to[0] = LETTERS[number];
		name->to[1] = 0;
		return;
	}
	name->to[0] = "$_"[pair / 62];
	name->to[1] = AFTER[pair % 62];
	name->to[2] = 0;
}

/* How often each listed name stands in the source, its list included, and which of the short words do. */
static void look_around(
	const struct strip_names *names, struct sv source, size_t seen[STRIP_NAMES_MAX], bool taken[WORDS])
{
	size_t at = 0;
	for (struct sv w; (w = next_word(source, &at)).n;) {
		const struct strip_name *listed = find(names, w);
		size_t number = number_of(w);
		if (listed) seen[listed - names->at]++;
		if (number < WORDS) taken[number] = true;
	}
}

int strip_names_read(struct strip_names *out, struct sv source, struct strip_error *error)
{
	size_t seen[STRIP_NAMES_MAX] = { 0 }, number = 0;
	bool taken[WORDS] = { false };
	out->n = 0;
	for (size_t line = 0; line < source.n;) {
		const char *end = memchr(source.p + line, '\n', source.n - line);
		struct sv s = sv_n(source.p + line, end ? (size_t)(end - source.p) - line : source.n - line);
		if (sv_starts(s, MARK) && read_list(out, source, sv_n(s.p + strlen(MARK), s.n - strlen(MARK)), error))
			return -1;
		line += s.n + 1;
	}
	if (!out->n) return 0;
	look_around(out, source, seen, taken);
	for (size_t i = 0; i < out->n; i++) {
		if (seen[i] < 2)
			return refuse(error, source, out->at[i].name,
				"a name to be made short stands nowhere else in the script");
		while (number < WORDS && taken[number]) number++;
		if (number == WORDS) return refuse(error, source, out->at[i].name, "too many names to be made short");
		give(&out->at[i], number++);
	}
	return 0;
}

struct sv strip_names_word(const struct strip_names *names, struct sv word)
{
	const struct strip_name *listed = find(names, word);
	return listed ? sv(listed->to) : word;
}
