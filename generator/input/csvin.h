/* csvin: CSV exports as form tools and spreadsheets write them -> rows of UTF-8 cells with positions, streamed.
 *
 * libcsv (CSV_STRICT | CSV_STRICT_FINI | CSV_APPEND_NULL off) does the quoting, fed one physical line per call so that every cell
 * knows its file:line:column, no trimming, blank rows delivered as rows with n == 0. After an error csv_fini's callbacks are ignored.
 * What was detected is returned in the dialect: byte-order mark, UTF-8 / UTF-16LE/BE (without mark too: a note) / Windows-1252 or MacRoman
 * (lines that are not valid UTF-8 when encoding is auto: which of the two is decided over the whole file, and a warning says which, how
 * sure that is and names the first such place), `sep=` line, comma/semicolon/tab (by consistency
 * over the first 20 records), LF/CRLF/CR. NUL bytes and invalid UTF-8 (when utf-8 was demanded) are errors with their place.
 * A quote where none may be is an error, since nobody knows where its record ends, unless its line can be read in one way only: then a
 * warning (B125) names it and it is part of the text.
 * Only regular files up to CSVIN_MAX_FILE are read; one that changes its size meanwhile is an error.
 * Memory is bounded by the limits below, not by the file's size. Cells are borrowed for the callback only.
 */
#ifndef INPUT_CSVIN_H
#define INPUT_CSVIN_H
#include "base/date.h"
#include "base/diag.h"
#include "base/digest.h"
#define CSVIN_MAX_CELL ((size_t)1 << 20) /* bytes in one cell */
#define CSVIN_MAX_ROW ((size_t)8 << 20)  /* bytes in one record */
#define CSVIN_MAX_COLUMNS 4096
#define CSVIN_MAX_FILE ((uint64_t)4 << 30) /* bytes of a file; more is refused before it is read */
struct csvin_options {
	const char *encoding; /* NULL or "auto", "utf-8", "windows-1252", "macroman", "utf-16" */
	char delimiter;       /* 0 = auto */
	bool is_private;
	bool own_table; /* a small table kept by hand: no mapping to refer to, no lenience with quotes */
	/* Asked for every record after the first that is not blank, before it is parsed: true = the caller knows what this
	 * text means already, and it gets no row. NULL: every record is a row. */
	bool (*known)(void *ctx, struct sv raw, unsigned line);
};
struct csvin_dialect {
	const char *encoding;
	bool bom, sep_line;
	bool mixed; /* some lines are UTF-8, others in `encoding` */
	char delimiter;
	const char *line_end; /* LF, CRLF, CR, mixed, none: of rows, not within cells */
	size_t rows;          /* those that were known included */
	size_t known;
	bool open_end; /* the last line has no end: so does a file that was cut off */
	uint64_t bytes;
	struct sha256 digest;
};
struct csvin_row {
	const struct sv *cell;
	const struct place *at;
	size_t n;      /* at[i]: where cell i begins; file pointer = the name given */
	unsigned line; /* first physical line of the record */
	size_t index;  /* 0 for the first record (usually the header) */
	struct sv
		raw; /* the record as it stands in the file, decoded to UTF-8, lines ending in LF, without the last end */
	bool mended; /* a quote in it was taken for text, which a warning said */
};
/* Return 0 to go on, anything else stops (csvin then returns that value). */
typedef int csvin_fn(void *ctx, const struct csvin_row *row);
/* Reads a file. `name` is used in places (e.g. "records/exports/x.csv") and must outlive the diags. Returns 0, -1 when diags got an error of the file as a whole. */
int csvin_file(const char *path, const char *name, const struct csvin_options *o, struct csvin_dialect *dialect,
	csvin_fn *fn, void *ctx, struct diags *ds);
int csvin_text(struct sv text, const char *name, unsigned first_line, const struct csvin_options *o,
	struct csvin_dialect *dialect, csvin_fn *fn, void *ctx, struct diags *ds);
/* "UTF-8 with byte-order mark, semicolon, CRLF": what was detected, in words, appended to out. Not worth words: LF, no mark
 * in UTF-8, a mark in UTF-16. */
void csvin_describe(struct str *out, const struct csvin_dialect *dialect);
/* A small table read whole (vocabularies, registers, cycles, our own records): header names must be exactly `columns` in any order,
 * `required` first n of them present; unknown, missing, duplicate columns and short or long rows are errors. Cells are trimmed and
 * squeezed, and csvout's guards taken off. A table that a spreadsheet has saved is understood: byte-order mark, CRLF, semicolons or
 * tabs, empty columns at the right, rows whose last, optional cells are missing. Dates in a country's order bring one warning (B127)
 * a file; what a spreadsheet has destroyed (#NAME?, 1.23457E+17) is an error (B128). */
struct csvin_table {
	size_t rows, ncols;
	const struct sv *cells;
	const struct place *places;
}; /* row-major, in the order of `columns`; absent optional column = empty */
int csvin_table(struct csvin_table *out, struct arena *mem, const char *path, const char *name,
	const char *const *columns, size_t ncolumns, size_t nrequired, bool is_private, struct diags *ds);
/* The day of a date cell of such a table: YYYY-MM-DD, or what a spreadsheet makes of it when only one reading is possible
 * (14.03.2026, 3/14/2026, 14/3/2026). Else DATE_NONE and an error with the caller's `code`: 3/4/2026, 03/14/26, 46095 with their
 * reason. An empty cell is DATE_NONE without error. `what`: the column's name, for the message. */
date_t csvin_table_date(struct sv cell, struct place at, const char *code, const char *what, struct diags *ds);
/* "#NAME?", "#BEZUG!", "#¡REF!", "#####", "Err:502": an error, or a column too narrow, stands in the value's place. */
bool csvin_is_error_value(struct sv cell);
#endif
