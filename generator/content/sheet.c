/* Reads tables back from HTML of our own making, which is known to be well formed. */
#include "content/sheet.h"
#include "base/utf8.h"
#include "base/vec.h"
#include "content/html_scan.h"

struct reader {
	struct arena *mem;
	const struct document *doc;
	struct sv section;
	const char *anchor;
	VEC(struct sheet_table) tables;
	VEC(struct sv) cells;     /* of the table being read, row by row */
	VEC(size_t) row;          /* where in cells each row begins */
	struct str text;          /* of the cell or heading being read */
	bool collecting, reading; /* text; a table */
};

/* "<h2 class=…>" → "h2"; "</h2>" → "/h2" */
static struct sv tag_name(struct sv tag)
{
	size_t n = 1;
	while (n < tag.n && tag.p[n] != ' ' && tag.p[n] != '>') n++;
	return sv_sub(tag, 1, n - 1);
}

static struct sv collected(struct reader *r)
{
	struct str plain = STR_INIT, squeezed = STR_INIT;
	html_scan_decode(&plain, sv_of(&r->text));
	utf8_squeeze(&squeezed, sv_of(&plain));
	struct sv out = arena_sv(r->mem, sv_of(&squeezed));
	str_dispose(&plain);
	str_dispose(&squeezed);
	r->collecting = false;
	return out;
}

static void collect(struct reader *r)
{
	str_clear(&r->text);
	r->collecting = true;
}

static void finish_table(struct reader *r)
{
	struct sheet_table t = { .section = r->section, .anchor = r->anchor, .rows = r->row.n };
	vec_push(&r->row, r->cells.n);
	for (size_t i = 0; i < t.rows; i++) {
		size_t n = r->row.at[i + 1] - r->row.at[i];
		if (n > t.columns) t.columns = n;
	}
	struct sv *cell = ARENA_ARRAY(r->mem, struct sv, t.rows * t.columns + 1);
	for (size_t i = 0; i < t.rows; i++)
		for (size_t k = 0; k < t.columns; k++) {
			size_t at = r->row.at[i] + k;
			struct sv v = at < r->row.at[i + 1] ? r->cells.at[at] : sv("");
			cell[i * t.columns + k] = v;
			if (i > 0 && !v.n) t.to_fill = true;
		}
	if (t.rows == 1) t.to_fill = true;
	t.cell = cell;
	if (t.columns) vec_push(&r->tables, t);
	r->reading = false;
}

static void take_heading(struct reader *r, struct sv tag)
{
	struct html_scan scan = { tag, 0 };
	struct html_tag t;
	const struct html_attribute *id = html_scan_next(&scan, &t) ? html_scan_get(&t, "id") : NULL;
	r->anchor = id ? arena_strdup(r->mem, id->value) : "";
	collect(r);
}

static void take_tag(struct reader *r, struct sv tag)
{
	struct sv name = tag_name(tag);
	if (sv_is(name, "h2") || sv_is(name, "h3")) {
		take_heading(r, tag);
	} else if (sv_is(name, "/h2") || sv_is(name, "/h3")) {
		r->section = collected(r);
	} else if (sv_is(name, "table")) {
		vec_clear(&r->cells);
		vec_clear(&r->row);
		r->reading = true;
	} else if (!r->reading) {
		if (r->collecting && sv_is(name, "/a")) str_putc(&r->text, ' '); /* the number of a heading */
	} else if (sv_is(name, "tr")) {
		vec_push(&r->row, r->cells.n);
	} else if (sv_is(name, "th") || sv_is(name, "td")) {
		collect(r);
	} else if (sv_is(name, "/th") || sv_is(name, "/td")) {
		vec_push(&r->cells, collected(r));
	} else if (sv_is(name, "br")) {
		str_putc(&r->text, ' ');
	} else if (sv_is(name, "/table")) {
		finish_table(r);
	}
}

void sheet_read(struct sheet *out, struct arena *mem, const struct document *doc)
{
	struct sv html = sv_of(&doc->body.bytes);
	struct reader r = { .mem = mem, .doc = doc, .section = doc->title, .anchor = "", .text = STR_INIT };
	for (size_t i = 0; i < html.n;) {
		if (html.p[i] != '<') {
			if (r.collecting) str_putc(&r.text, html.p[i]);
			i++;
			continue;
		}
		const char *end = memchr(html.p + i, '>', html.n - i); /* > in attributes is written &gt; */
		size_t n = end ? (size_t)(end - html.p) - i + 1 : html.n - i;
		take_tag(&r, sv_sub(html, i, n));
		i += n;
	}
	struct sheet_table *table = ARENA_ARRAY(mem, struct sheet_table, r.tables.n + 1);
	if (r.tables.n) memcpy(table, r.tables.at, r.tables.n * sizeof *table);
	*out = (struct sheet){ table, r.tables.n };
	vec_dispose(&r.tables);
	vec_dispose(&r.cells);
	vec_dispose(&r.row);
	str_dispose(&r.text);
}
