/* csvin_table.c reads the small tables the committee keeps by hand (vocabularies, registers, cycles) whole and strictly:
 * what a program may skip in an export of thousands of rows is a slip worth a message in a table of twenty. */
#include <assert.h>
#include <stdint.h>
#include "base/csvout.h"
#include "base/fs.h"
#include "base/utf8.h"
#include "base/vec.h"
#include "input/csvin_internal.h"

#define UNNAMED (SIZE_MAX - 1) /* a column at the right end without a name, which a spreadsheet has added */

struct table {
	struct arena *mem;
	const char *name;
	const char *const *columns;
	size_t ncolumns, nrequired;
	bool is_private, have_header, bad, dates_told;
	VEC(size_t) column_of; /* place in `columns` of each column of the file, SIZE_MAX or UNNAMED */
	VEC(struct sv) cells;
	VEC(struct place) places;
	size_t rows;
	struct str scratch, plain;
	struct diags *ds;
};

static struct sv squeezed(struct table *t, struct sv cell)
{
	str_clear(&t->scratch);
	utf8_squeeze(&t->scratch, cell);
	return sv_of(&t->scratch);
}

static const char *shown(struct table *t, struct sv v)
{
	return t->is_private ? diags_value(t->ds, v) : diags_text(t->ds, "\"%.*s\"", SV_ARG(v));
}

static const char *list_of(struct table *t, size_t n)
{
	struct str names = STR_INIT;
	for (size_t i = 0; i < n; i++) str_printf(&names, "%s%s", i ? ", " : "", t->columns[i]);
	const char *result = diags_text(t->ds, "%s", names.ptr);
	str_dispose(&names);
	return result;
}

static size_t column_index(const struct table *t, struct sv name)
{
	for (size_t i = 0; i < t->ncolumns; i++)
		if (sv_is(name, t->columns[i])) return i;
	return SIZE_MAX;
}

static bool seen_before(const struct table *t, size_t column)
{
	for (size_t i = 0; i < t->column_of.n; i++)
		if (t->column_of.at[i] == column) return true;
	return false;
}

static void unknown_column(struct table *t, struct place at, struct sv name)
{
	const char *near = diags_near(name, t->columns, t->ncolumns);
	const char *help = near ? diags_text(t->ds, "did you mean \"%s\"?", near)
				: diags_text(t->ds, "the columns are: %s", list_of(t, t->ncolumns));
	if (name.n == 0)
		diags_error(t->ds, "B111", at, help, "this column has no name");
	else
		diags_error(t->ds, "B111", at, help, "%s is not a column of this table", shown(t, name));
	t->bad = true;
}

static void read_header(struct table *t, const struct csvin_row *row)
{
	size_t named = row->n;
	t->have_header = true;
	while (squeezed(t, row->cell[named - 1]).n == 0) named--;
	for (size_t i = 0; i < row->n; i++) {
		if (i >= named) {
			vec_push(&t->column_of, UNNAMED);
			continue;
		}
		struct sv name = squeezed(t, row->cell[i]);
		size_t column = column_index(t, name);
		if (column == SIZE_MAX) {
			unknown_column(t, row->at[i], name);
		} else if (seen_before(t, column)) {
			diags_error(t->ds, "B112", row->at[i], "keep one of them", "the column \"%s\" stands twice",
				t->columns[column]);
			t->bad = true;
			column = SIZE_MAX;
		}
		vec_push(&t->column_of, column);
	}
	for (size_t i = 0; i < t->nrequired; i++) {
		if (seen_before(t, i)) continue;
		diags_error(t->ds, "B113", ((struct place){ t->name, row->line, 1 }), "add it to the first row",
			"the column \"%s\" is missing", t->columns[i]);
		t->bad = true;
	}
}

static bool is_blank(struct table *t, const struct csvin_row *row)
{
	for (size_t i = 0; i < row->n; i++)
		if (squeezed(t, row->cell[i]).n > 0) return false;
	return true;
}

static void bad_width(struct table *t, const struct csvin_row *row)
{
	size_t want = t->column_of.n;
	bool more = row->n > want;
	diags_error(t->ds, "B114", more ? row->at[want] : row->at[row->n - 1],
		more ? "put a cell that contains the delimiter in quotes" : "add the missing cells, empty if need be",
		"this row has %zu cell%s where the first row has %zu", row->n, row->n == 1 ? "" : "s", want);
	t->bad = true;
}

/* A row may lack its last cells when none of them must be there, and have more when they are empty. */
static bool good_width(struct table *t, const struct csvin_row *row)
{
	for (size_t i = row->n; i < t->column_of.n; i++) {
		size_t column = t->column_of.at[i];
		if (column != UNNAMED && (column == SIZE_MAX || column < t->nrequired)) return false;
	}
	for (size_t i = t->column_of.n; i < row->n; i++)
		if (squeezed(t, row->cell[i]).n > 0) return false;
	return true;
}

/* What a spreadsheet has done to a cell when it saved the file. Its dates are told once, and understood or refused where
 * they are read as dates. */
static void look_for_damage(struct table *t, struct sv cell, struct place at)
{
	date_t ignored;
	const char *order = csvin_date_order(csvin_date(&ignored, cell));
	if (order && !t->dates_told) {
		t->dates_told = true;
		diags_warn(t->ds, "B127", at,
			"such dates are read where only one reading is possible; write 2026-03-14 to be sure",
			"dates in this file are written as %s, as a spreadsheet leaves them", order);
	}
	if (csvin_is_error_value(cell))
		diags_error(t->ds, "B128", at, "write the text again, or take the file as it was before",
			"a spreadsheet has put %.*s in place of what stood here", SV_ARG(sv_trim(cell)));
	else if (csvin_is_exponent(cell))
		diags_error(t->ds, "B128", at, "write the number again, or take the file as it was before",
			"a spreadsheet has shortened this number, and its last digits are lost");
	else
		return;
	t->bad = true;
}

static void read_cell(struct table *t, size_t base, size_t column, struct sv cell, struct place at)
{
	if (column == UNNAMED && squeezed(t, cell).n > 0) {
		diags_error(t->ds, "B114", at, "name the column in the first row, or empty the cell",
			"this cell stands below no column name");
		t->bad = true;
	}
	if (column >= t->ncolumns) return;
	str_clear(&t->plain);
	csvout_unguard(&t->plain, cell);
	look_for_damage(t, sv_of(&t->plain), at);
	t->cells.at[base + column] = arena_sv(t->mem, squeezed(t, sv_of(&t->plain)));
	t->places.at[base + column] = at;
}

static int on_row(void *ctx, const struct csvin_row *row)
{
	struct table *t = ctx;
	if (is_blank(t, row)) return 0;
	if (!t->have_header) {
		read_header(t, row);
		return 0;
	}
	if (row->n != t->column_of.n && !good_width(t, row)) {
		bad_width(t, row);
		return 0;
	}
	size_t base = t->cells.n;
	for (size_t i = 0; i < t->ncolumns; i++) {
		vec_push(&t->cells, sv(""));
		vec_push(&t->places, ((struct place){ t->name, row->line, 1 }));
	}
	for (size_t i = 0; i < row->n && i < t->column_of.n; i++)
		read_cell(t, base, t->column_of.at[i], row->cell[i], row->at[i]);
	t->rows++;
	return 0;
}

/* Comment lines may hold quotes and delimiters, so they are passed over before anything looks at those. A spreadsheet
 * puts quotes around one that has some. */
static struct sv skip_comments(struct sv text, unsigned *line)
{
	if (sv_starts(text, "\xef\xbb\xbf")) text = sv_sub(text, 3, text.n - 3);
	while ((text.n > 0 && text.p[0] && strchr("#\n\r", text.p[0])) || sv_starts(text, "\"#")) {
		size_t end = 0;
		while (end < text.n && text.p[end] != '\n' && text.p[end] != '\r') end++;
		if (end + 1 < text.n && text.p[end] == '\r' && text.p[end + 1] == '\n') end++;
		text = sv_sub(text, end + 1, text.n);
		++*line;
	}
	return text;
}

static void keep(struct csvin_table *out, struct table *t)
{
	struct sv *cells = ARENA_ARRAY(t->mem, struct sv, t->cells.n + 1);
	struct place *places = ARENA_ARRAY(t->mem, struct place, t->places.n + 1);
	if (t->cells.n > 0) {
		memcpy(cells, t->cells.at, t->cells.n * sizeof *cells);
		memcpy(places, t->places.at, t->places.n * sizeof *places);
	}
	*out = (struct csvin_table){ t->rows, t->ncolumns, cells, places };
}

int csvin_table(struct csvin_table *out, struct arena *mem, const char *path, const char *name,
	const char *const *columns, size_t ncolumns, size_t nrequired, bool is_private, struct diags *ds)
{
	struct table t = { .mem = mem,
		.name = name,
		.columns = columns,
		.ncolumns = ncolumns,
		.nrequired = nrequired,
		.is_private = is_private,
		.column_of = VEC_INIT,
		.cells = VEC_INIT,
		.places = VEC_INIT,
		.scratch = STR_INIT,
		.plain = STR_INIT,
		.ds = ds };
	struct csvin_options options = { .is_private = is_private, .own_table = true };
	struct csvin_dialect dialect;
	struct str text = STR_INIT, err = STR_INIT;
	unsigned first_line = 1;
	int result = -1;
	assert(nrequired <= ncolumns);
	*out = (struct csvin_table){ 0, ncolumns, NULL, NULL };
	if (fs_read(&text, path, FS_MAX_TEXT, &err)) {
		diags_error(ds, "B101", ((struct place){ name, 0, 0 }), NULL, "%s", err.ptr);
		goto done;
	}
	diags_source(ds, name, sv_of(&text), is_private);
	struct sv body = skip_comments(sv_of(&text), &first_line);
	if (csvin_text(body, name, first_line, &options, &dialect, on_row, &t, ds)) goto done;
	if (!t.have_header) {
		diags_error(ds, "B115", ((struct place){ name, 1, 1 }),
			diags_text(ds, "begin it with: %s", list_of(&t, ncolumns)),
			"the file is empty; its first row must name the columns");
		goto done;
	}
	keep(out, &t);
	result = t.bad ? -1 : 0;
done:
	str_dispose(&text);
	str_dispose(&err);
	str_dispose(&t.scratch);
	str_dispose(&t.plain);
	vec_dispose(&t.column_of);
	vec_dispose(&t.cells);
	vec_dispose(&t.places);
	return result;
}
