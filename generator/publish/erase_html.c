/* Cutting an entry out of a page. Pages are our own templates' work or cmark's, so elements are closed and quoted as we expect; a page
 * in which something is not found that way is left alone here and taken down by the caller. */
#include "publish/erase_page.h"

/* Length of the element that begins at `from` with <name…>, through its end tag; 0 if it has none. */
static size_t element(struct sv page, size_t from, const char *name)
{
	size_t depth = 0, n = strlen(name);

	for (size_t i = from; i + n + 1 < page.n; i++) {
		bool closes = page.p[i + 1] == '/';
		size_t at = i + 1 + closes;

		if (page.p[i] != '<' || at + n >= page.n || memcmp(page.p + at, name, n) != 0) continue;
		if (!strchr(" >\n\t", page.p[at + n])) continue;
		if (!closes) depth++;
		if (closes && --depth == 0) {
			size_t end = sv_find(sv_sub(page, at, page.n), sv(">"));

			return end == SIZE_MAX ? 0 : at + end + 1 - from;
		}
	}
	return 0;
}

/* The start of the tag that `at` stands in, SIZE_MAX if it stands in text. */
static size_t tag_around(struct sv page, size_t at)
{
	for (size_t i = at; i-- > 0;) {
		if (page.p[i] == '>') return SIZE_MAX;
		if (page.p[i] == '<') return i;
	}
	return SIZE_MAX;
}

static size_t last_before(struct sv page, size_t at, const char *what)
{
	size_t n = strlen(what);

	for (size_t i = at; i-- > 0;)
		if (i + n <= page.n && memcmp(page.p + i, what, n) == 0) return i;
	return SIZE_MAX;
}

struct cut {
	size_t from, n;
};

static bool take_line_end(struct sv page, struct cut *c)
{
	if (c->n && c->from + c->n < page.n && page.p[c->from + c->n] == '\n') c->n++;
	return c->n > 0;
}

/* <tag … id="e-ID"…> */
static bool cut_by_id(struct sv page, size_t at, struct cut *c)
{
	size_t tag = tag_around(page, at), n = 0;
	char name[16];

	if (tag == SIZE_MAX || at < 6 || memcmp(page.p + at - 6, "id=\"e-", 6) != 0) return false;
	while (tag + 1 + n < page.n && n < sizeof name - 1 && page.p[tag + 1 + n] >= 'a' && page.p[tag + 1 + n] <= 'z')
		n++;
	memcpy(name, page.p + tag + 1, n);
	name[n] = '\0';
	*c = (struct cut){ tag, n ? element(page, tag, name) : 0 };
	return take_line_end(page, c);
}

/* <tr…><th scope="row">[<a …#e-ID">]ID */
static bool cut_row(struct sv page, size_t at, struct cut *c)
{
	size_t row = last_before(page, at, "<tr"), cell = last_before(page, at, "<th");
	size_t past = last_before(page, at, "</t");

	if (row == SIZE_MAX || cell == SIZE_MAX || cell < row || (past != SIZE_MAX && past > row)) return false;
	*c = (struct cut){ row, element(page, row, "tr") };
	return c->from + c->n > at && take_line_end(page, c);
}

/* The tag of a link to the entry; its end tag and its words stay and go as their own. */
static bool unlink_at(struct sv page, size_t at, struct str *out, size_t *from)
{
	size_t tag = tag_around(page, at), end, n;
	struct sv words;

	if (tag == SIZE_MAX || !sv_starts(sv_sub(page, tag, 3), "<a ") || at < 3 ||
		memcmp(page.p + at - 3, "#e-", 3) != 0)
		return false;
	n = element(page, tag, "a");
	end = sv_find(sv_sub(page, at, page.n), sv(">"));
	if (!n || end == SIZE_MAX || at + end + 1 + 4 > tag + n) return false;
	words = sv_sub(page, at + end + 1, tag + n - 4 - (at + end + 1));
	str_sv(out, sv_sub(page, *from, tag - *from));
	str_sv(out, words);
	*from = tag + n;
	return true;
}

static void cut_one(struct str *out, struct sv page, const char *id)
{
	size_t from = 0, look = 0, at;

	while ((at = sv_find(sv_sub(page, look, page.n), sv(id))) != SIZE_MAX) {
		struct cut c;

		at += look;
		look = at + strlen(id);
		if (cut_by_id(page, at, &c) || cut_row(page, at, &c)) {
			if (c.from < from) continue; /* would reach back over what is copied: left, and seen later */
			str_sv(out, sv_sub(page, from, c.from - from));
			from = look = c.from + c.n;
		} else if (unlink_at(page, at, out, &from)) {
			look = from;
		}
	}
	str_sv(out, sv_sub(page, from, page.n));
}

void erase_html(struct str *out, struct sv page, const struct erase_ids *ids)
{
	struct str now = STR_INIT, next = STR_INIT;

	str_sv(&now, page);
	for (size_t i = 0; i < ids->n; i++) {
		str_clear(&next);
		cut_one(&next, sv_of(&now), ids->at[i]);
		str_clear(&now);
		str_sv(&now, sv_of(&next));
	}
	str_sv(out, sv_of(&now));
	str_dispose(&now);
	str_dispose(&next);
}
