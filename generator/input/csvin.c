/* csvin.c drives libcsv so that nothing of what STYLE and RELIABILITY found about it can lose a record: it is fed one
 * physical line a call, told to be strict at the end as well, and after an error nothing it still hands out is used. The
 * place of each cell is computed from the cell itself, since libcsv does not tell where it stands. */
#include "input/csvin.h"
#include <assert.h>
#include <csv.h>
#include <errno.h>
#include <stdint.h>
#include "base/utf8.h"
#include "base/vec.h"
#include "input/csvin_internal.h"

struct reader {
	const char *name;
	const struct csvin_options *options;
	struct csvin_dialect *dialect;
	csvin_fn *fn;
	void *ctx;
	struct diags *ds;
	struct csvin_decoder decoder;
	struct csv_parser parser;
	struct digest_ctx *digest;
	bool sniffed, failed, ends_mixed, mended;
	int stop; /* what the callback returned */
	unsigned line_no, first_line;
	struct csvin_line line; /* the one being fed */
	enum csvin_end row_end;
	/* The cell being read: where it began, and its offset in the line fed, if it began there. */
	struct place cell_at;
	size_t cell_offset;
	bool cell_carried; /* began on an earlier line, so it is quoted */
	struct str bytes;  /* cells of the row, one after the other */
	VEC(size_t) ends;
	VEC(struct place) places;
	VEC(struct sv) cells;
	unsigned row_line;
	size_t wide;    /* cells of the first record */
	struct str raw; /* the record's lines fed so far, while it is not at its end */
	bool row_ended; /* by the line fed last */
	bool finishing; /* no line follows */
	struct csvin_gathered gathered;
};

static int never(unsigned char c)
{
	(void)c;
	return 0;
}

static void *grow(void *p, size_t n)
{
	return xrealloc(p, n);
}

/* What a limit's message says. */
static const char *over_limit(struct reader *r, const char *what, size_t limit)
{
	return diags_text(r->ds, "%s is longer than %zu MiB, the most that is read", what, limit >> 20);
}

static void fail_at(struct reader *r, struct place at, const char *code, const char *help, const char *what)
{
	if (!r->failed) diags_error(r->ds, code, at, help, "%s", what);
	r->failed = true;
}

static bool done_with(const struct reader *r)
{
	return r->failed || r->stop != 0;
}

/* Rows and cells, as libcsv hands them out. */

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
static void step_over(struct reader *r, struct sv cell)
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
	struct reader *r = ctx;
	if (done_with(r)) return;
	if (n > CSVIN_MAX_CELL) {
		fail_at(r, r->cell_at, "B106",
			csvin_cell_help(r->options, "split the text, or look for a quote (\") that is never closed"),
			over_limit(r, "this cell", CSVIN_MAX_CELL));
		return;
	}
	if (r->ends.n == CSVIN_MAX_COLUMNS) {
		fail_at(r, r->cell_at, "B107", "export fewer columns, or look for a line end that is missing",
			diags_text(
				r->ds, "this row has more than %d columns, the most that are read", CSVIN_MAX_COLUMNS));
		return;
	}
	if (r->bytes.len + n > CSVIN_MAX_ROW) {
		fail_at(r, r->cell_at, "B107",
			csvin_cell_help(r->options, "look for a quote (\") that is missing in this row"),
			over_limit(r, "this row", CSVIN_MAX_ROW));
		return;
	}
	if (r->ends.n == 0) r->row_line = r->cell_at.line;
	vec_push(&r->places, r->cell_at);
	str_append(&r->bytes, p, n);
	vec_push(&r->ends, r->bytes.len);
	step_over(r, sv_n(p, n));
}

static void note_line_end(struct reader *r)
{
	if (r->line.end == CSVIN_NO_END) return;
	if (r->row_end == CSVIN_NO_END)
		r->row_end = r->line.end;
	else if (r->row_end != r->line.end)
		r->ends_mixed = true;
}

/* Copies nothing for a record of one line. At the end of a file without a last line end the line is in r->raw already. */
static struct sv raw_record(struct reader *r)
{
	if (r->raw.len && !r->finishing) str_sv(&r->raw, r->line.text);
	struct sv raw = r->raw.len ? sv_of(&r->raw) : r->finishing ? sv("") : r->line.text;
	if (raw.n && raw.p[raw.n - 1] == '\n') raw.n--;
	return raw;
}

/* The slices are made only now: while cells were added the buffer may have moved. */
static void on_row(int c, void *ctx)
{
	struct reader *r = ctx;
	(void)c;
	if (done_with(r)) return;
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
	note_line_end(r);
	r->dialect->rows++;
	r->row_ended = true;
	r->stop = r->fn(r->ctx, &row);
	str_clear(&r->raw);
	str_clear(&r->bytes);
	vec_clear(&r->ends);
	vec_clear(&r->places);
}

static void parser_init(struct reader *r)
{
	int bad = csv_init(&r->parser, CSV_STRICT | CSV_STRICT_FINI | CSV_REPALL_NL);
	assert(bad == 0);
	(void)bad;
	csv_set_space_func(&r->parser, never);
	csv_set_realloc_func(&r->parser, grow);
	csv_set_blk_size(&r->parser, (size_t)64 << 10);
	csv_set_delim(&r->parser, (unsigned char)r->dialect->delimiter);
}

static void parser_reset(struct reader *r)
{
	csv_free(&r->parser);
	parser_init(r);
}

/* Lines. */

static struct place in_line(const struct reader *r, size_t offset)
{
	size_t chars = utf8_length(sv_sub(r->line.text, 0, offset));
	return (struct place){ r->name, r->line_no, (unsigned)chars + 1 };
}

/* libcsv cannot go on after an error, so the rest of the line goes to a parser that starts afresh: whole cells, with the
 * quotes that were forgotten. The row itself is kept here, not there. */
static void feed_mended(struct reader *r, struct sv line, const struct csvin_span *span, size_t n)
{
	struct str cell = STR_INIT;
	parser_reset(r);
	for (size_t i = 0; i < n && !done_with(r); i++) {
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
		size_t used = csv_parse(&r->parser, cell.ptr, cell.len, on_cell, on_row, r);
		assert(used == cell.len);
		(void)used;
	}
	str_dispose(&cell);
}

/* A quote where none may be: can the line be read as a whole in one way only? Not in a table of our own, which a person
 * keeps and can put right. */
static bool mend(struct reader *r)
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

static void quote_error(struct reader *r, size_t offset)
{
	if (mend(r)) return;
	const char *help, *what = csvin_quote_fault(&help, r->line.text, r->cell_offset, offset, r->cell_carried);
	if (r->cell_carried) what = diags_text(r->ds, "%s, which begins in line %u", what, r->cell_at.line);
	fail_at(r, in_line(r, offset), "B105", csvin_cell_help(r->options, help), what);
}

static bool check_line(struct reader *r)
{
	const struct csvin_line *line = &r->line;
	const char *nul = memchr(line->text.p, 0, line->text.n);
	if (nul)
		fail_at(r, in_line(r, (size_t)(nul - line->text.p)), "B103", csvin_nul_help(r->options, line->text),
			"this byte (NUL) stands in no text");
	else if (line->bad != SIZE_MAX)
		fail_at(r, in_line(r, line->bad), "B102",
			csvin_help(r->options,
				"take encoding: out of the mapping, or write windows-1252 or macroman there",
				"save the file as UTF-8"),
			"this is not valid UTF-8");
	else if (line->text.n > CSVIN_MAX_ROW)
		fail_at(r, in_line(r, 0), "B107", csvin_lines_help(r->options),
			over_limit(r, "this line", CSVIN_MAX_ROW));
	return !r->failed;
}

static void begin_line(struct reader *r)
{
	/* Something in libcsv's buffer after a whole line: the line ended inside a quoted cell, whose place stays. */
	r->cell_carried = r->parser.entry_pos > 0;
	r->cell_offset = 0;
	if (!r->cell_carried) r->cell_at = (struct place){ r->name, r->line_no, 1 };
}

static bool consume_sep_line(struct reader *r)
{
	struct sv text = r->line.text;
	char delimiter;
	if (text.n && text.p[text.n - 1] == '\n') text.n--;
	if (!csvin_sep_line(text, &delimiter)) return false;
	r->dialect->sep_line = true;
	if (!r->options->delimiter) r->dialect->delimiter = delimiter;
	csv_set_delim(&r->parser, (unsigned char)r->dialect->delimiter);
	return true;
}

static void feed_line(struct reader *r)
{
	if (!check_line(r) || (r->line_no == r->first_line && consume_sep_line(r))) return;
	begin_line(r);
	r->row_ended = false;
	size_t used = csv_parse(&r->parser, r->line.text.p, r->line.text.n, on_cell, on_row, r);
	if (done_with(r)) return;
	if (used != r->line.text.n) {
		quote_error(r, used);
		return;
	}
	if (!r->row_ended) str_sv(&r->raw, r->line.text);
	if (r->parser.entry_pos > CSVIN_MAX_CELL)
		fail_at(r, r->cell_at, "B106",
			csvin_cell_help(r->options, "split the text, or look for a quote (\") that is never closed"),
			over_limit(r, "the cell that begins here", CSVIN_MAX_CELL));
}

/* Records that the caller knows. */

static bool skip_known(struct reader *r, struct sv raw, unsigned line)
{
	if (raw.n && raw.p[raw.n - 1] == '\n') raw.n--;
	if (!r->options->known(r->ctx, raw, line)) return false;
	note_line_end(r);
	r->dialect->rows++;
	r->dialect->known++;
	return true;
}

/* Feeds what was gathered as if it had come a line at a time, so that a quote in the wrong place is found there. */
static void feed_gathered(struct reader *r)
{
	struct csvin_gathered *g = &r->gathered;
	unsigned last = r->line_no;
	size_t start = 0, n = g->lines.n;
	for (size_t i = 0; i < n && !done_with(r); i++) {
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
static void take_line(struct reader *r)
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

static void sniff(struct reader *r)
{
	struct sv text = csvin_decoder_pending(&r->decoder);
	bool whole = r->decoder.at_end && text.n <= CSVIN_SNIFF;
	char other = 0;
	r->sniffed = true;
	r->dialect->delimiter = r->options->delimiter ? r->options->delimiter
						      : csvin_sniff(sv_sub(text, 0, CSVIN_SNIFF), whole, &other);
	if (other)
		fail_at(r, (struct place){ r->name, r->first_line, 1 }, "B124",
			diags_text(r->ds, "export it with commas, semicolons or tabs, or let the first line be sep=%c",
				other),
			diags_text(r->ds, "the columns seem to be parted by \"%c\", which is not looked for", other));
	csv_set_delim(&r->parser, (unsigned char)r->dialect->delimiter);
}

/* All lines before the bad place have been fed; the last of them may lack its end because of it. */
static void utf16_error(struct reader *r)
{
	bool cut = r->line.text.p && r->line.end == CSVIN_NO_END;
	struct place at = cut ? in_line(r, r->line.text.n) : (struct place){ r->name, r->line_no + 1, 1 };
	fail_at(r, at, "B104", "the file is damaged or cut off; export it again", "this is not valid UTF-16");
}

/* Feeds what whole lines there are. */
static void drain(struct reader *r)
{
	if (!r->sniffed) sniff(r);
	while (!done_with(r)) {
		struct place at = { r->name, r->line_no + 1, 1 };
		if (!csvin_decoder_line(&r->decoder, at, &r->line)) break;
		r->line_no++;
		take_line(r);
	}
	bool too_long = csvin_decoder_pending(&r->decoder).n > CSVIN_MAX_ROW;
	bool last = r->decoder.bad_utf16 || r->decoder.at_end || too_long;
	if (!done_with(r) && r->gathered.lines.n && last) feed_gathered(r);
	if (!done_with(r) && r->decoder.bad_utf16) utf16_error(r);
	if (!done_with(r) && too_long)
		fail_at(r, (struct place){ r->name, r->line_no + 1, 1 }, "B107", csvin_lines_help(r->options),
			over_limit(r, "this line", CSVIN_MAX_ROW));
}

/* Beginning and end of a file. */

static bool reader_init(struct reader *r, const char *name, unsigned first_line, const struct csvin_options *o,
	struct csvin_dialect *dialect, csvin_fn *fn, void *ctx, struct diags *ds)
{
	*dialect = (struct csvin_dialect){ .encoding = "utf-8", .line_end = "none", .delimiter = ',' };
	*r = (struct reader){ .name = name, .options = o, .dialect = dialect, .fn = fn, .ctx = ctx, .ds = ds };
	str_init(&r->bytes, 0);
	str_init(&r->raw, 0);
	str_init(&r->gathered.text, 0);
	r->first_line = first_line > 0 ? first_line : 1;
	r->line_no = r->first_line - 1;
	if (!csvin_decoder_init(&r->decoder, o->encoding)) {
		diags_error(ds, "B108", ((struct place){ name, 0, 0 }),
			"write auto, utf-8, windows-1252, macroman or utf-16", "the encoding \"%s\" is not known",
			o->encoding);
		csvin_decoder_dispose(&r->decoder);
		return false;
	}
	parser_init(r);
	r->digest = digest_new_sha256();
	return true;
}

static void take(struct reader *r, size_t n, const char *bytes)
{
	digest_add(r->digest, bytes, n);
	r->dialect->bytes += n;
	csvin_decoder_filled(&r->decoder, n);
}

static void finish_rows(struct reader *r)
{
	r->finishing = true;
	if (csv_fini(&r->parser, on_cell, on_row, r) != 0)
		fail_at(r, r->cell_at, "B105",
			csvin_help(r->options,
				"the download was cut off: export the file again; if it ends here every time, tell "
				"whoever looks after the form tool that a closing quote (\") is missing",
				"look where the cell should end and add the closing quote"),
			csvin_help(r->options, "the file ends inside the cell that begins here",
				"a quote (\") is opened here and never closed"));
}

static const char *line_end_name(const struct reader *r)
{
	static const char *const names[] = { "none", "LF", "CRLF", "CR" };
	return r->ends_mixed ? "mixed" : names[r->row_end];
}

static int reader_end(struct reader *r)
{
	if (!done_with(r)) finish_rows(r);
	csvin_tell(&r->decoder, r->name, r->first_line, r->options, r->ds);
	r->dialect->mixed = r->decoder.fallbacks && r->decoder.plain;
	r->dialect->encoding = csvin_code_name(&r->decoder);
	r->dialect->bom = r->decoder.bom;
	r->dialect->line_end = line_end_name(r);
	r->dialect->open_end = r->line.text.n && r->line.end == CSVIN_NO_END;
	digest_end_sha256(r->digest, &r->dialect->digest);
	csv_free(&r->parser);
	csvin_decoder_dispose(&r->decoder);
	str_dispose(&r->bytes);
	str_dispose(&r->raw);
	csvin_gathered_dispose(&r->gathered);
	vec_dispose(&r->ends);
	vec_dispose(&r->places);
	vec_dispose(&r->cells);
	return r->failed ? -1 : r->stop;
}

/* One message in place of many about bytes that were never meant to be cells. */
static bool is_csv(struct reader *r, struct sv begin)
{
	const char *help, *code, *kind = csvin_other_kind(&help, &code, begin, csvin_is_export(r->options));
	if (kind)
		fail_at(r, (struct place){ r->name, 0, 0 }, code, help,
			diags_text(r->ds, "this is %s, not a CSV file", kind));
	return !kind;
}

/* Reads until the chunk is full, so that what is sniffed does not depend on how the system hands out bytes. */
static bool read_chunk(struct reader *r, FILE *f)
{
	char *room = csvin_decoder_room(&r->decoder, CSVIN_CHUNK);
	size_t n = fread(room, 1, CSVIN_CHUNK, f);
	if (ferror(f)) {
		diags_error(r->ds, "B101", ((struct place){ r->name, 0, 0 }), NULL, "cannot read the file: %s",
			strerror(errno));
		r->failed = true;
		return false;
	}
	bool at_end = n < CSVIN_CHUNK;
	if (r->dialect->bytes == 0 && !is_csv(r, sv_n(room, n))) return false;
	if (n > 0) take(r, n, room);
	if (at_end) {
		csvin_decoder_room(&r->decoder, 1);
		csvin_decoder_filled(&r->decoder, 0);
	}
	drain(r);
	return !at_end && !done_with(r);
}

int csvin_file(const char *path, const char *name, const struct csvin_options *o, struct csvin_dialect *dialect,
	csvin_fn *fn, void *ctx, struct diags *ds)
{
	struct reader r;
	if (!reader_init(&r, name, 1, o, dialect, fn, ctx, ds)) return -1;
	uint64_t size;
	FILE *f = csvin_open(path, name, &size, ds);
	if (!f) {
		r.failed = true;
		return reader_end(&r);
	}
	setvbuf(f, NULL, _IONBF, 0);
	r.decoder.fd = fileno(f);
	while (read_chunk(&r, f))
		;
	if (!done_with(&r) && dialect->bytes != size)
		fail_at(&r, (struct place){ name, 0, 0 }, "B126", "run again when it is complete",
			"the file changed while it was read");
	fclose(f);
	return reader_end(&r);
}

int csvin_text(struct sv text, const char *name, unsigned first_line, const struct csvin_options *o,
	struct csvin_dialect *dialect, csvin_fn *fn, void *ctx, struct diags *ds)
{
	struct reader r;
	if (!reader_init(&r, name, first_line, o, dialect, fn, ctx, ds)) return -1;
	char *room = csvin_decoder_room(&r.decoder, text.n + 1);
	memcpy(room, text.p, text.n);
	r.decoder.whole = text;
	take(&r, text.n, room);
	if (text.n > 0) {
		csvin_decoder_room(&r.decoder, 1);
		csvin_decoder_filled(&r.decoder, 0);
	}
	drain(&r);
	return reader_end(&r);
}
