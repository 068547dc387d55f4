/* csvin_internal: what the parts of csvin share. csvin takes a file from beginning to end: csvin_source opens one that is
 * one, csvin_decode turns its bytes into physical lines of UTF-8 (csvin_charset decides between the older encodings),
 * csvin_dialect looks at the beginning to find delimiter and sep= line (csvin_kind whether it is CSV at all), csvin_feed
 * hands the lines on (csvin_gather keeps those of a record, csvin_mend reads one that libcsv refuses), csvin_cells has
 * libcsv make cells and rows of them, csvin_describe says what was detected. */
#ifndef INPUT_CSVIN_INTERNAL_H
#define INPUT_CSVIN_INTERNAL_H
#include "base/vec.h"
#include "input/csvin.h"
#define CSVIN_SNIFF ((size_t)64 << 10) /* bytes looked at to find the delimiter */
#define CSVIN_CHUNK ((size_t)1 << 20)  /* bytes read at a time */
#define CSVIN_GATHERED_LINES 65536     /* of one record, kept to ask whether it is known */

enum csvin_code { CSVIN_AUTO, CSVIN_UTF8, CSVIN_CP1252, CSVIN_MACROMAN, CSVIN_UTF16LE, CSVIN_UTF16BE };
enum csvin_end { CSVIN_NO_END, CSVIN_LF, CSVIN_CRLF, CSVIN_CR };

/* Which encoding of one byte a character the lines that are not UTF-8 are in. */
enum csvin_sure { CSVIN_CLEAR, CSVIN_THIN, CSVIN_CONTRADICTORY };
struct csvin_verdict {
	enum csvin_code code; /* CSVIN_CP1252 or CSVIN_MACROMAN */
	enum csvin_sure sure;
	unsigned against; /* CONTRADICTORY: the first line, counted from 1, that looks like the other one */
};

struct csvin_decoder {
	enum csvin_code code;
	bool bom, started, at_end;
	bool unmarked;             /* UTF-16 recognised by its zero bytes */
	struct str text;           /* UTF-8, or for the encodings of one byte the bytes as they came */
	size_t from;               /* first byte of text not yet delivered */
	size_t lf, cr;             /* next LF and CR at or after from, or SIZE_MAX when there is none up to text.len */
	struct str utf16;          /* bytes of UTF-16 not yet decoded, at most one character's */
	bool bad_utf16;            /* text ends before something that is no UTF-16 */
	struct str line;           /* a decoded line when it cannot be used in place */
	unsigned fallbacks, plain; /* AUTO: lines that were not UTF-8; non-ASCII lines that were */
	unsigned high, high_utf8;  /* one byte a character was declared: non-ASCII lines, those that are valid UTF-8 */
	unsigned undefined;        /* bytes that Windows-1252 does not define, which became U+FFFD */
	struct place first_fallback, first_undefined;
	/* What is looked at as a whole to decide about a fallback: the file's descriptor, whose offset is left alone, or
	 * with fd < 0 the text. */
	int fd;
	struct sv whole;
	struct csvin_verdict verdict;
};
struct csvin_line {
	struct sv text;
	enum csvin_end end;
	size_t bad; /* offset of the first invalid byte, or SIZE_MAX */
};

/* Sets code from the options' name; false if it is none we know. */
bool csvin_decoder_init(struct csvin_decoder *d, const char *encoding);
void csvin_decoder_dispose(struct csvin_decoder *d);
/* Room for n raw bytes to be read into, then the number really read (0 = end of the file). */
char *csvin_decoder_room(struct csvin_decoder *d, size_t n);
void csvin_decoder_filled(struct csvin_decoder *d, size_t n);
/* The next physical line, its end written as one '\n' (none at the end of a file that lacks it). The slice is good until the
 * next call. False: more bytes are needed, or none are left when at_end. `at` gives the line's place, for the fallback note. */
bool csvin_decoder_line(struct csvin_decoder *d, struct place at, struct csvin_line *out);
struct sv csvin_decoder_pending(const struct csvin_decoder *d);
const char *csvin_code_name(const struct csvin_decoder *d);

/* Decides by the letters around every byte above 0x7F of the lines that are not UTF-8. */
void csvin_charset_judge(struct csvin_verdict *out, int fd, struct sv whole);
/* Tells, once per file, what the decoder had to decide or could not read (B109, B121, B122, B123). first_line: number of
 * the text's first line. */
void csvin_tell(const struct csvin_decoder *d, const char *name, unsigned first_line, const struct csvin_options *o,
	struct diags *ds);

/* Opens a file for reading if it is one and not too large; never waits. Returns NULL with an error (B101, B120). */
FILE *csvin_open(const char *path, const char *name, uint64_t *size, struct diags *ds);

/* csvin_kind.c: what a file that begins so is instead of CSV ("a spreadsheet workbook (.xlsx)"), and what to do; NULL if
 * nothing speaks against CSV. export: a tool wrote it; else a person keeps it. */
const char *csvin_other_kind(const char **help, const char **code, struct sv begin, bool export);
/* csvin_advice.c: a tool wrote this file, and nobody is to correct it by hand; what to do, by that. */
bool csvin_is_export(const struct csvin_options *o);
const char *csvin_help(const struct csvin_options *o, const char *of_export, const char *by_hand);
const char *csvin_cell_help(const struct csvin_options *o, const char *by_hand); /* about what one cell holds */
const char *csvin_lines_help(const struct csvin_options *o);
const char *csvin_nul_help(const struct csvin_options *o, struct sv line);

/* One cell of a line that breaks the rules of quoting: text [from, to) without the quotes around it when `quoted`. */
struct csvin_span {
	size_t from, to, next; /* next: where the next cell begins, or one past the line's text */
	bool quoted, mended;
	size_t quote; /* mended: the first quote that stands where none may */
};
/* The cells of line from `from` on, when there is exactly one sensible way to read them as `n` cells up to the line's end:
 * fills out[0..n) and returns true. The line comes without its end. */
bool csvin_mend(struct csvin_span *out, struct sv line, size_t from, char delimiter, size_t n);

/* The cell as it should have been written, in quotes. */
void csvin_mended_cell(struct str *out, struct sv line, const struct csvin_span *span);
/* What is wrong with a quote in the cell that begins at `from`, or on an earlier line (carried), and what to do about it
 * in a file that is kept by hand. */
const char *csvin_quote_fault(const char **help, struct sv line, size_t from, size_t quote, bool carried);

/* What a cell is as a date, and the day where that is certain (ISO, DOTS, MONTH_FIRST, DAY_FIRST). */
enum csvin_date {
	CSVIN_DATE_NOT,
	CSVIN_DATE_ISO,         /* 2026-03-14 or 2026/3/14 */
	CSVIN_DATE_DOTS,        /* 14.03.2026 */
	CSVIN_DATE_MONTH_FIRST, /* 3/14/2026; 3/3/2026 too */
	CSVIN_DATE_DAY_FIRST,   /* 14/3/2026 */
	CSVIN_DATE_TWO_WAYS,    /* 3/4/2026 */
	CSVIN_DATE_SHORT_YEAR,  /* 03/14/26 */
	CSVIN_DATE_DAY_NUMBER   /* 46095 */
};
enum csvin_date csvin_date(date_t *out, struct sv cell);
/* In words, for those that a spreadsheet writes, or NULL. */
const char *csvin_date_order(enum csvin_date d);
bool csvin_is_exponent(struct sv cell);
/* Lines of a record kept until its end is seen, so that it can be asked for whole. */
struct csvin_gathered_line {
	size_t stop; /* in text */
	enum csvin_end end;
	size_t bad;
};
struct csvin_gathered {
	struct str text;
	VEC(struct csvin_gathered_line) lines;
};
void csvin_gathered_add(struct csvin_gathered *g, const struct csvin_line *line);
void csvin_gathered_clear(struct csvin_gathered *g);
void csvin_gathered_dispose(struct csvin_gathered *g);
bool csvin_odd_quotes(struct sv text);
bool csvin_blank(struct sv line); /* nothing, or blanks and tabs only */

/* Of the first physical line (without its end): is it Excel's "sep=;"? */
bool csvin_sep_line(struct sv line, char *delimiter);
/* The delimiter of the first records of text. *other: a character that parts the first row although it is none of those
 * that are tried, or 0. */
char csvin_sniff(struct sv text, bool whole, char *other);

/* One file or text while it is read. */
struct csvin_reader {
	const char *name;
	const struct csvin_options *options;
	struct csvin_dialect *dialect;
	csvin_fn *fn;
	void *ctx;
	struct diags *ds;
	struct csvin_decoder decoder;
	struct csv_parser *parser; /* of csvin_cells alone */
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

/* Reading is over: an error was told, or the callback wants no more. */
static inline bool csvin_done(const struct csvin_reader *r)
{
	return r->failed || r->stop != 0;
}
/* Ends the reading. Only the first error of a file is told. */
void csvin_fail(struct csvin_reader *r, struct place at, const char *code, const char *help, const char *what);
/* What a limit's message says; limit in bytes, whole MiB. The text is the diags'. */
const char *csvin_over_limit(struct csvin_reader *r, const char *what, size_t limit);

/* Feeds what whole lines the decoder has; all that is left once it is at the end. */
void csvin_feed(struct csvin_reader *r);

/* csvin_cells.c: libcsv, for a reader whose dialect has a delimiter. */
void csvin_cells_begin(struct csvin_reader *r);
void csvin_cells_dispose(struct csvin_reader *r);
/* After an error libcsv cannot go on: starts it afresh. The row's cells so far are kept. */
void csvin_cells_restart(struct csvin_reader *r);
void csvin_cells_delimiter(struct csvin_reader *r); /* takes the dialect's */
/* Calls the callback for each row that ends in text. Bytes taken; fewer than text.n: a quote stands where none may. */
size_t csvin_cells_feed(struct csvin_reader *r, struct sv text);
/* Bytes of the cell that goes on in the next line, 0 if none does. */
size_t csvin_cells_open(const struct csvin_reader *r);
/* No line follows. False: the file ends within a quoted cell. */
bool csvin_cells_finish(struct csvin_reader *r);
/* Counts a row that ended with the line fed, for the dialect. */
void csvin_cells_row(struct csvin_reader *r);
#endif
