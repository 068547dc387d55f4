/* Partners keep a log and a plan where they like: on paper, or in a spreadsheet. Both come from the one text. */
#include "site/tool.h"
#include "base/csvout.h"
#include "content/sheet.h"

#define UTF8_MARK "\xEF\xBB\xBF"

static const char *file_name(struct site *s, const struct document *doc, const struct sheet *sheet, size_t table)
{
	const char *anchor = sheet->table[table].anchor;
	unsigned same = 1;
	if (doc->template == TEMPLATE_FORM || !*anchor) return arena_printf(&s->mem, "tool-%s.csv", doc->id);
	for (size_t i = 0; i < table; i++)
		same += sheet->table[i].to_fill && strcmp(sheet->table[i].anchor, anchor) == 0;
	return same == 1 ? arena_printf(&s->mem, "tool-%s-%s.csv", doc->id, anchor)
			 : arena_printf(&s->mem, "tool-%s-%s-%u.csv", doc->id, anchor, same);
}

/* A row of `columns` cells; those beyond n are empty. */
static void put_row(struct str *out, const struct sv *cell, size_t n, size_t columns)
{
	for (size_t i = 0; i < columns; i++) csvout_cell(out, i < n ? cell[i] : sv(""));
	csvout_end(out);
}

static void put_table(struct str *out, const struct sheet_table *t, size_t columns)
{
	for (size_t i = 0; i < t->rows; i++) put_row(out, t->cell + i * t->columns, t->columns, columns);
}

static void put_form(struct str *out, const struct document *doc, const struct sheet *sheet)
{
	size_t columns = 1;
	for (size_t i = 0; i < sheet->n; i++)
		if (sheet->table[i].to_fill && sheet->table[i].columns > columns) columns = sheet->table[i].columns;
	put_row(out, &doc->title, 1, columns);
	for (size_t i = 0; i < sheet->n; i++) {
		const struct sheet_table *t = &sheet->table[i];
		if (!t->to_fill) continue;
		put_row(out, NULL, 0, columns);
		if (*t->anchor) put_row(out, &t->section, 1, columns);
		put_table(out, t, columns);
	}
}

static int put_file(struct site *s, const struct document *doc, const char *path, struct str *csv)
{
	bool ascii = true;
	for (size_t i = 0; i < csv->len; i++) ascii &= !((unsigned char)csv->ptr[i] & 0x80);
	rendering_clear(&s->out);
	if (!ascii) rendering_add(&s->out, SV_LIT(UTF8_MARK), ORIGIN_TEMPLATE, NULL);
	rendering_add(&s->out, sv_of(csv), ORIGIN_DOCUMENT, doc->file);
	str_dispose(csv);
	return rendering_put(&s->out, path, s->sink);
}

int tool_build(struct site *s, const struct document *doc)
{
	struct sheet sheet;
	int rc = 0;
	size_t files = 0;
	arena_reset(&s->mem);
	sheet_read(&sheet, &s->mem, doc);
	for (size_t i = 0; i < sheet.n; i++) {
		struct str csv = STR_INIT;
		if (!sheet.table[i].to_fill || (files && doc->template == TEMPLATE_FORM)) continue;
		files++;
		if (doc->template == TEMPLATE_FORM)
			put_form(&csv, doc, &sheet);
		else
			put_table(&csv, &sheet.table[i], sheet.table[i].columns);
		if (put_file(s, doc, file_name(s, doc, &sheet, i), &csv) != 0) rc = -1;
	}
	if (!files) {
		diags_error(s->ds, "C153", doc->at, "add a table with empty cells, or take out the line \"template\"",
			"a template for a spreadsheet is asked for, but no table has anything to fill in");
		rc = -1;
	}
	return rc;
}

void tool_links(struct site *s, struct tmap *m, const struct document *doc)
{
	struct sheet sheet = { NULL, 0 };
	struct tlist *list = tmap_list(m, "templates");
	if (doc->template != TEMPLATE_NONE) sheet_read(&sheet, &s->mem, doc);
	for (size_t i = 0; i < sheet.n; i++) {
		bool form = doc->template == TEMPLATE_FORM;
		if (!sheet.table[i].to_fill || (form && tlist_length(list))) continue;
		struct tmap *item = tlist_add(list);
		page_url(s, item, "href", file_name(s, doc, &sheet, i), ORIGIN_DOCUMENT, doc->file);
		tmap_text(item, "label", form ? doc->title : sheet.table[i].section, ORIGIN_DOCUMENT, doc->file);
	}
	tmap_bool(m, "has_templates", tlist_length(list) > 0);
}
