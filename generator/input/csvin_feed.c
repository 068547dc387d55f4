/* csvin_feed.c hands the lines of a file on one a call, so that an error of libcsv can be tied to its line and a line that
 * breaks the rules of quoting can still be read when there is one way only. It gathers the lines of a record beforehand
 * where the caller may know the record already. */
#include <assert.h>
#include <stdint.h>
#include "base/utf8.h"
#include "input/csvin_internal.h"

static struct place in_line(const struct csvin_reader *r, size_t offset)
{
	size_t chars = utf8_length(sv_sub(r->line.text, 0, offset));
	return (struct place){ r->name, r->line_no, (unsigned)chars + 1 };
}

/* libcsv cannot go on after an error, so the rest of the line goes to a parser that starts afresh: whole cells, with the
 * quotes that were forgotten. The row itself is kept here, not there. */
static void feed_mended(struct csvin_reader *r, struct sv line, const struct csvin_span *span, size_t n)
{
	struct str cell = STR_INIT;
	csvin_cells_restart(r);
	for (size_t i = 0; i < n && !csvin_done(r); i++) {
		str_clear(&cell);
		csvin_mended_cell(&cell, line, &span[i]);
		str_putc(&cell, i + 1 < n ? r->dialect->delimiter : '\n');
		r->cell_offset = span[i].from - span[i].quoted;
		r->cell_at = in_line(r, r->cell_offset);
		if (span[i].mended) {
			r->mended = true;
			diags_warn(r->ds, "B125", in_line(r, span[i].quote),
				csvin_is_export(r->options)
					? "nothing, if the cell reads well in the form tool; what it writes is not "
					  "quite CSV"
					: "a quote within a cell is written twice (\"\") and the cell put in quotes",
				"a quote (\") stands here where none may; it was read as part of the text");
		}
		size_t used = csvin_cells_feed(r, sv_of(&cell));
		assert(used == cell.len);
		(void)used;
	}
	str_dispose(&cell);
}

/* A quote where none may be: can the line be read as a whole in one way only? Not in a table of our own, which a person
 * keeps and can put right. */
static bool mend(struct csvin_reader *r)
{
	struct sv line = r->line.text;
	size_t n = r->wide > r->ends.n ? r->wide - r->ends.n : 0;
	if (r->cell_carried || n == 0 || r->options->own_table) return false;
	if (line.n && line.p[line.n - 1] == '\n') line.n--;
	struct csvin_span *span = xcalloc(n, sizeof *span);
	bool one_way = csvin_mend(span, line, r->cell_offset, r->dialect->delimiter, n);
	if (one_way) feed_mended(r, line, span, n);
	free(span);
	return one_way;
}

static void quote_error(struct csvin_reader *r, size_t offset)
{
	if (mend(r)) return;
	const char *help, *what = csvin_quote_fault(&help, r->line.text, r->cell_offset, offset, r->cell_carried);
	if (r->cell_carried) what = diags_text(r->ds, "%s, which begins in line %u", what, r->cell_at.line);
	csvin_fail(r, in_line(r, offset), "B105", csvin_cell_help(r->options, help), what);
}

static bool check_line(struct csvin_reader *r)
{
	const struct csvin_line *line = &r->line;
	const char *nul = memchr(line->text.p, 0, line->text.n);
	if (nul)
		csvin_fail(r, in_line(r, (size_t)(nul - line->text.p)), "B103", csvin_nul_help(r->options, line->text),
			"this byte (NUL) stands in no text");
	else if (line->bad != SIZE_MAX)
		csvin_fail(r, in_line(r, line->bad), "B102",
			csvin_help(r->options,
				"take encoding: out of the mapping, or write windows-1252 or macroman there",
				"save the file as UTF-8"),
			"this is not valid UTF-8");
	else if (line->text.n > CSVIN_MAX_ROW)
		csvin_fail(r, in_line(r, 0), "B107", csvin_lines_help(r->options),
			csvin_over_limit(r, "this line", CSVIN_MAX_ROW));
	return !r->failed;
}

static void begin_line(struct csvin_reader *r)
{
	/* A cell still open after a whole line: the line ended inside a quoted cell, whose place stays. */
	r->cell_carried = csvin_cells_open(r) > 0;
	r->cell_offset = 0;
	if (!r->cell_carried) r->cell_at = (struct place){ r->name, r->line_no, 1 };
}

static bool consume_sep_line(struct csvin_reader *r)
{
	struct sv text = r->line.text;
	char delimiter;
	if (text.n && text.p[text.n - 1] == '\n') text.n--;
	if (!csvin_sep_line(text, &delimiter)) return false;
	r->dialect->sep_line = true;
	if (!r->options->delimiter) r->dialect->delimiter = delimiter;
	csvin_cells_delimiter(r);
	return true;
}

static void feed_line(struct csvin_reader *r)
{
	if (!check_line(r) || (r->line_no == r->first_line && consume_sep_line(r))) return;
	begin_line(r);
	r->row_ended = false;
	size_t used = csvin_cells_feed(r, r->line.text);
	if (csvin_done(r)) return;
	if (used != r->line.text.n) {
		quote_error(r, used);
		return;
	}
	if (!r->row_ended) str_sv(&r->raw, r->line.text);
	if (csvin_cells_open(r) > CSVIN_MAX_CELL)
		csvin_fail(r, r->cell_at, "B106",
			csvin_cell_help(r->options, "split the text, or look for a quote (\") that is never closed"),
			csvin_over_limit(r, "the cell that begins here", CSVIN_MAX_CELL));
}

/* Records that the caller knows. */

static bool skip_known(struct csvin_reader *r, struct sv raw, unsigned line)
{
	if (raw.n && raw.p[raw.n - 1] == '\n') raw.n--;
	if (!r->options->known(r->ctx, raw, line)) return false;
	csvin_cells_row(r);
	r->dialect->known++;
	return true;
}

/* Feeds what was gathered as if it had come a line at a time, so that a quote in the wrong place is found there. */
static void feed_gathered(struct csvin_reader *r)
{
	struct csvin_gathered *g = &r->gathered;
	unsigned last = r->line_no;
	size_t start = 0, n = g->lines.n;
	for (size_t i = 0; i < n && !csvin_done(r); i++) {
		const struct csvin_gathered_line *l = &g->lines.at[i];
		r->line = (struct csvin_line){ sv_n(g->text.ptr + start, l->stop - start), l->end, l->bad };
		r->line_no = last - (unsigned)(n - 1 - i);
		start = l->stop;
		feed_line(r);
	}
	csvin_gathered_clear(g);
}

/* A record ends at the first line end with an even number of quotes before it. Where that cannot be relied on (text that
 * is no text, a record longer than any may be), the parser decides. */
static void take_line(struct csvin_reader *r)
{
	struct csvin_gathered *g = &r->gathered;
	const struct csvin_line *line = &r->line;
	bool begins = g->lines.n == 0;
	if (begins && (!r->options->known || r->dialect->rows == 0 || r->raw.len || csvin_blank(line->text))) {
		feed_line(r);
		return;
	}
	bool odd = csvin_odd_quotes(line->text);
	bool plain = line->bad == SIZE_MAX && line->text.n <= CSVIN_MAX_ROW;
	if (begins && (!odd || !plain)) {
		if (!plain || !skip_known(r, line->text, r->line_no)) feed_line(r);
		return;
	}
	csvin_gathered_add(g, line);
	plain = plain && g->text.len <= CSVIN_MAX_ROW && g->lines.n <= CSVIN_GATHERED_LINES;
	if (plain && (begins || !odd)) return;
	if (plain && skip_known(r, sv_of(&g->text), r->line_no - (unsigned)(g->lines.n - 1)))
		csvin_gathered_clear(g);
	else
		feed_gathered(r);
}

static void sniff(struct csvin_reader *r)
{
	struct sv text = csvin_decoder_pending(&r->decoder);
	bool whole = r->decoder.at_end && text.n <= CSVIN_SNIFF;
	char other = 0;
	r->sniffed = true;
	r->dialect->delimiter = r->options->delimiter ? r->options->delimiter
						      : csvin_sniff(sv_sub(text, 0, CSVIN_SNIFF), whole, &other);
	if (other)
		csvin_fail(r, (struct place){ r->name, r->first_line, 1 }, "B124",
			diags_text(r->ds, "export it with commas, semicolons or tabs, or let the first line be sep=%c",
				other),
			diags_text(r->ds, "the columns seem to be parted by \"%c\", which is not looked for", other));
	csvin_cells_delimiter(r);
}

/* All lines before the bad place have been fed; the last of them may lack its end because of it. */
static void utf16_error(struct csvin_reader *r)
{
	bool cut = r->line.text.p && r->line.end == CSVIN_NO_END;
	struct place at = cut ? in_line(r, r->line.text.n) : (struct place){ r->name, r->line_no + 1, 1 };
	csvin_fail(r, at, "B104", "the file is damaged or cut off; export it again", "this is not valid UTF-16");
}

void csvin_feed(struct csvin_reader *r)
{
	if (!r->sniffed) sniff(r);
	while (!csvin_done(r)) {
		struct place at = { r->name, r->line_no + 1, 1 };
		if (!csvin_decoder_line(&r->decoder, at, &r->line)) break;
		r->line_no++;
		take_line(r);
	}
	bool too_long = csvin_decoder_pending(&r->decoder).n > CSVIN_MAX_ROW;
	bool last = r->decoder.bad_utf16 || r->decoder.at_end || too_long;
	if (!csvin_done(r) && r->gathered.lines.n && last) feed_gathered(r);
	if (!csvin_done(r) && r->decoder.bad_utf16) utf16_error(r);
	if (!csvin_done(r) && too_long)
		csvin_fail(r, (struct place){ r->name, r->line_no + 1, 1 }, "B107", csvin_lines_help(r->options),
			csvin_over_limit(r, "this line", CSVIN_MAX_ROW));
}
