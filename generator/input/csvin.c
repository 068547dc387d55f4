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
	bool sniffed, failed, ends_mixed;
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
	struct extent e = measure(cell, quoted);
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
		fail_at(r, r->cell_at, "B106", "split the text, or look for a quote (\") that is never closed",
			"this cell is longer than 1 MiB");
		return;
	}
	if (r->ends.n == CSVIN_MAX_COLUMNS || r->bytes.len + n > CSVIN_MAX_ROW) {
		fail_at(r, r->cell_at, "B107", "look for a quote (\") that is missing in this row",
			"this row has more than 4096 cells or 8 MiB");
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
	struct csvin_row row = { r->cells.at, r->places.at, n, n ? r->row_line : r->line_no, r->dialect->rows, sv("") };
	note_line_end(r);
	r->dialect->rows++;
	r->stop = r->fn(r->ctx, &row);
	str_clear(&r->bytes);
	vec_clear(&r->ends);
	vec_clear(&r->places);
}

/* Lines. */

static struct place in_line(const struct reader *r, size_t offset)
{
	size_t chars = utf8_length(sv_sub(r->line.text, 0, offset));
	return (struct place){ r->name, r->line_no, (unsigned)chars + 1 };
}

static void quote_error(struct reader *r, size_t offset)
{
	size_t start = r->cell_offset;
	struct sv before = sv_trim(sv_sub(r->line.text, start, offset - start));
	bool quoted = r->cell_carried || r->line.text.p[start] == '"';
	if (quoted)
		fail_at(r, in_line(r, offset), "B105",
			"a quote within a quoted cell is written twice (\"\"); "
			"a closing quote is followed by the delimiter or the line's end",
			"there is text after the closing quote of a cell");
	else if (before.n == 0)
		fail_at(r, in_line(r, offset), "B105", "remove the spaces before the quote",
			"a quoted cell begins with spaces before its quote");
	else
		fail_at(r, in_line(r, offset), "B105",
			"put the whole cell in quotes and write the quote within it twice (\"\")",
			"there is a quote (\") inside a cell that is not in quotes");
}

static const char *nul_help(struct sv line)
{
	size_t zeros = 0;
	for (size_t i = 0; i < line.n; i++) zeros += line.p[i] == '\0';
	return zeros * 3 >= line.n
		       ? "the file looks like UTF-16 without its mark; say encoding: utf-16, or save it as UTF-8"
		       : "the file is damaged or not text; export it again";
}

static bool check_line(struct reader *r)
{
	const struct csvin_line *line = &r->line;
	const char *nul = memchr(line->text.p, 0, line->text.n);
	if (nul)
		fail_at(r, in_line(r, (size_t)(nul - line->text.p)), "B103", nul_help(line->text),
			"a NUL byte is not text");
	else if (line->bad != SIZE_MAX)
		fail_at(r, in_line(r, line->bad), "B102",
			"save the file as UTF-8, or say encoding: windows-1252 or auto", "this is not valid UTF-8");
	else if (line->text.n > CSVIN_MAX_ROW)
		fail_at(r, in_line(r, 0), "B107", "look for line ends that are missing",
			"this line is longer than 8 MiB");
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
	size_t used = csv_parse(&r->parser, r->line.text.p, r->line.text.n, on_cell, on_row, r);
	if (done_with(r)) return;
	if (used != r->line.text.n) {
		quote_error(r, used);
		return;
	}
	if (r->parser.entry_pos > CSVIN_MAX_CELL)
		fail_at(r, r->cell_at, "B106", "split the text, or look for a quote (\") that is never closed",
			"the cell that begins here is longer than 1 MiB");
}

static void sniff(struct reader *r)
{
	struct sv text = csvin_decoder_pending(&r->decoder);
	bool whole = r->decoder.at_end && text.n <= CSVIN_SNIFF;
	r->sniffed = true;
	r->dialect->delimiter =
		r->options->delimiter ? r->options->delimiter : csvin_sniff(sv_sub(text, 0, CSVIN_SNIFF), whole);
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
		feed_line(r);
	}
	if (!done_with(r) && r->decoder.bad_utf16) utf16_error(r);
	if (!done_with(r) && csvin_decoder_pending(&r->decoder).n > CSVIN_MAX_ROW)
		fail_at(r, (struct place){ r->name, r->line_no + 1, 1 }, "B107", "look for line ends that are missing",
			"this line is longer than 8 MiB");
}

/* Beginning and end of a file. */

static bool reader_init(struct reader *r, const char *name, unsigned first_line, const struct csvin_options *o,
	struct csvin_dialect *dialect, csvin_fn *fn, void *ctx, struct diags *ds)
{
	*dialect = (struct csvin_dialect){ .encoding = "utf-8", .line_end = "none", .delimiter = ',' };
	*r = (struct reader){ .name = name, .options = o, .dialect = dialect, .fn = fn, .ctx = ctx, .ds = ds };
	str_init(&r->bytes, 0);
	r->first_line = first_line > 0 ? first_line : 1;
	r->line_no = r->first_line - 1;
	if (!csvin_decoder_init(&r->decoder, o->encoding)) {
		diags_error(ds, "B108", ((struct place){ name, 0, 0 }), "write auto, utf-8, windows-1252 or utf-16",
			"the encoding \"%s\" is not known", o->encoding);
		csvin_decoder_dispose(&r->decoder);
		return false;
	}
	int bad = csv_init(&r->parser, CSV_STRICT | CSV_STRICT_FINI | CSV_REPALL_NL);
	assert(bad == 0);
	(void)bad;
	csv_set_space_func(&r->parser, never);
	csv_set_realloc_func(&r->parser, grow);
	csv_set_blk_size(&r->parser, (size_t)64 << 10);
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
	if (csv_fini(&r->parser, on_cell, on_row, r) != 0)
		fail_at(r, r->cell_at, "B105", "look where the cell should end and add the closing quote",
			"a quote (\") is opened here and never closed");
}

static void note_fallback(struct reader *r)
{
	const struct csvin_decoder *d = &r->decoder;
	if (!d->fallbacks) return;
	diags_warn(r->ds, "B109", d->first_fallback,
		d->plain ? "other lines are UTF-8, so the file mixes two encodings; check letters with accents"
			 : "if letters with accents come out right, set encoding: windows-1252; else export the file "
			   "as UTF-8",
		"this is not valid UTF-8 and was read as Windows-1252 (lines read so: %u)", d->fallbacks);
}

static const char *line_end_name(const struct reader *r)
{
	static const char *const names[] = { "none", "LF", "CRLF", "CR" };
	return r->ends_mixed ? "mixed" : names[r->row_end];
}

static int reader_end(struct reader *r)
{
	if (!done_with(r)) finish_rows(r);
	note_fallback(r);
	r->dialect->encoding = csvin_code_name(&r->decoder);
	r->dialect->bom = r->decoder.bom;
	r->dialect->line_end = line_end_name(r);
	digest_end_sha256(r->digest, &r->dialect->digest);
	csv_free(&r->parser);
	csvin_decoder_dispose(&r->decoder);
	str_dispose(&r->bytes);
	vec_dispose(&r->ends);
	vec_dispose(&r->places);
	vec_dispose(&r->cells);
	return r->failed ? -1 : r->stop;
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
	FILE *f = fopen(path, "rbe");
	if (!f) {
		diags_error(ds, "B101", ((struct place){ name, 0, 0 }), "check the file's name and its permissions",
			"cannot open the file: %s", strerror(errno));
		r.failed = true;
		return reader_end(&r);
	}
	setvbuf(f, NULL, _IONBF, 0);
	while (read_chunk(&r, f))
		;
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
	take(&r, text.n, room);
	if (text.n > 0) {
		csvin_decoder_room(&r.decoder, 1);
		csvin_decoder_filled(&r.decoder, 0);
	}
	drain(&r);
	return reader_end(&r);
}
