/* csvin_cells.c is the only file that knows libcsv, so that what has been found about it is heeded in one place: it is told
 * to be strict at the end as well, and after an error nothing it still hands out is used. The place of each cell is
 * computed from the cell itself, since libcsv does not tell where it stands. */
#include <assert.h>
#include <csv.h>
#include "input/csvin_internal.h"

static int never(unsigned char c)
{
	(void)c;
	return 0;
}

static void *grow(void *p, size_t n)
{
	return xrealloc(p, n);
}

struct extent {
	unsigned chars, quotes;
	size_t tail;
	bool newline;
};

/* Characters and quotes of a cell's last line, tail = bytes of it. */
static struct extent measure(struct sv cell, bool quoted)
{
	struct extent e = { 0, 0, cell.n, false };
	const char *p = cell.p, *end = cell.p + cell.n;
	const char *nl = quoted && cell.n ? memrchr(cell.p, '\n', cell.n) : NULL;
	if (nl) {
		p = nl + 1;
		e.newline = true;
		e.tail = (size_t)(end - p);
	}
	for (; p < end; p++) {
		e.chars += ((unsigned char)*p & 0xc0) != 0x80;
		e.quotes += *p == '"';
	}
	if (!quoted) e.quotes = 0;
	return e;
}

/* Moves the position past a finished cell and its delimiter. A quoted cell is written with its quotes around it and every
 * quote within doubled. */
static void step_over(struct csvin_reader *r, struct sv cell)
{
	bool quoted = r->cell_carried || (r->cell_offset < r->line.text.n && r->line.text.p[r->cell_offset] == '"');
	struct extent e = { 0 };
	if (cell.n) e = measure(cell, quoted); /* most cells of a form with boxes to tick are empty */
	size_t marks = e.quotes + (!quoted ? 0u : e.newline ? 1u : 2u);
	if (e.newline) {
		r->cell_offset = 0;
		r->cell_at.col = 1;
	}
	r->cell_at.line = r->line_no;
	r->cell_offset += e.tail + marks + 1;
	r->cell_at.col += e.chars + (unsigned)marks + 1;
	r->cell_carried = false;
}

static void on_cell(void *p, size_t n, void *ctx)
{
	struct csvin_reader *r = ctx;
	if (csvin_done(r)) return;
	if (n > CSVIN_MAX_CELL) {
		csvin_fail(r, r->cell_at, "B106",
			csvin_cell_help(r->options, "split the text, or look for a quote (\") that is never closed"),
			csvin_over_limit(r, "this cell", CSVIN_MAX_CELL));
		return;
	}
	if (r->ends.n == CSVIN_MAX_COLUMNS) {
		csvin_fail(r, r->cell_at, "B107", "export fewer columns, or look for a line end that is missing",
			diags_text(
				r->ds, "this row has more than %d columns, the most that are read", CSVIN_MAX_COLUMNS));
		return;
	}
	if (r->bytes.len + n > CSVIN_MAX_ROW) {
		csvin_fail(r, r->cell_at, "B107",
			csvin_cell_help(r->options, "look for a quote (\") that is missing in this row"),
			csvin_over_limit(r, "this row", CSVIN_MAX_ROW));
		return;
	}
	if (r->ends.n == 0) r->row_line = r->cell_at.line;
	vec_push(&r->places, r->cell_at);
	str_append(&r->bytes, p, n);
	vec_push(&r->ends, r->bytes.len);
	step_over(r, sv_n(p, n));
}

static void note_line_end(struct csvin_reader *r)
{
	if (r->line.end == CSVIN_NO_END) return;
	if (r->row_end == CSVIN_NO_END)
		r->row_end = r->line.end;
	else if (r->row_end != r->line.end)
		r->ends_mixed = true;
}

void csvin_cells_row(struct csvin_reader *r)
{
	note_line_end(r);
	r->dialect->rows++;
}

/* Copies nothing for a record of one line. At the end of a file without a last line end the line is in r->raw already. */
static struct sv raw_record(struct csvin_reader *r)
{
	if (r->raw.len && !r->finishing) str_sv(&r->raw, r->line.text);
	struct sv raw = r->raw.len ? sv_of(&r->raw) : r->finishing ? sv("") : r->line.text;
	if (raw.n && raw.p[raw.n - 1] == '\n') raw.n--;
	return raw;
}

/* The slices are made only now: while cells were added the buffer may have moved. */
static void on_row(int c, void *ctx)
{
	struct csvin_reader *r = ctx;
	(void)c;
	if (csvin_done(r)) return;
	size_t n = r->ends.n, start = 0;
	vec_reserve(&r->cells, n);
	for (size_t i = 0; i < n; i++) {
		r->cells.at[i] = sv_n(r->bytes.ptr + start, r->ends.at[i] - start);
		start = r->ends.at[i];
	}
	struct csvin_row row = { r->cells.at, r->places.at, n, n ? r->row_line : r->line_no, r->dialect->rows,
		raw_record(r), r->mended };
	r->mended = false;
	/* Not the widest so far: records that are known are not looked at, and must not change how others are read. */
	if (r->dialect->rows == 0) r->wide = n;
	csvin_cells_row(r);
	r->row_ended = true;
	r->stop = r->fn(r->ctx, &row);
	str_clear(&r->raw);
	str_clear(&r->bytes);
	vec_clear(&r->ends);
	vec_clear(&r->places);
}

/* libcsv's state between lines. */

static void start(struct csvin_reader *r)
{
	int bad = csv_init(r->parser, CSV_STRICT | CSV_STRICT_FINI | CSV_REPALL_NL);
	assert(bad == 0);
	(void)bad;
	csv_set_space_func(r->parser, never);
	csv_set_realloc_func(r->parser, grow);
	csv_set_blk_size(r->parser, (size_t)64 << 10);
	csvin_cells_delimiter(r);
}

void csvin_cells_begin(struct csvin_reader *r)
{
	str_init(&r->bytes, 0);
	str_init(&r->raw, 0);
	r->parser = xcalloc(1, sizeof *r->parser);
	start(r);
}

void csvin_cells_restart(struct csvin_reader *r)
{
	csv_free(r->parser);
	start(r);
}

void csvin_cells_delimiter(struct csvin_reader *r)
{
	csv_set_delim(r->parser, (unsigned char)r->dialect->delimiter);
}

size_t csvin_cells_feed(struct csvin_reader *r, struct sv text)
{
	return csv_parse(r->parser, text.p, text.n, on_cell, on_row, r);
}

size_t csvin_cells_open(const struct csvin_reader *r)
{
	return r->parser->entry_pos;
}

bool csvin_cells_finish(struct csvin_reader *r)
{
	r->finishing = true;
	return csv_fini(r->parser, on_cell, on_row, r) == 0;
}

void csvin_cells_dispose(struct csvin_reader *r)
{
	csv_free(r->parser);
	free(r->parser);
	str_dispose(&r->bytes);
	str_dispose(&r->raw);
	vec_dispose(&r->ends);
	vec_dispose(&r->places);
	vec_dispose(&r->cells);
}
