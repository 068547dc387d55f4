/* survey: what stands in the columns of an export nobody has mapped yet: its headers and, over the first rows, what kinds of
 * values each column holds and which of them come again and again. Private to records/ and the command `mapping`.
 *
 * The values are private; only counts and headers may be shown. Memory is bounded: SURVEY_ROWS rows, SURVEY_DISTINCT different
 * values a column, SURVEY_BYTES of them altogether. */
#ifndef RECORDS_SURVEY_H
#define RECORDS_SURVEY_H
#include "base/arena.h"
#include "base/map.h"
#include "input/csvin.h"
enum { SURVEY_ROWS = 2000, SURVEY_DISTINCT = 300, SURVEY_LONG = 300 /* bytes; longer values are counted, not kept */ };
#define SURVEY_BYTES ((size_t)32 << 20)
struct survey_value {
	struct sv text; /* squeezed */
	size_t rows;
};
struct survey_column {
	const char *header;    /* squeezed */
	struct sv key;         /* its comparison form (words.h) */
	size_t occurrence, of; /* the n-th of so many columns with this header */
	size_t filled;         /* rows in which it is not empty; the others count among these */
	size_t emails, numbers, yes_no /* 1 and 0 too */, urls, files, addresses /* of the internet */;
	size_t ticks;                 /* the header's own text, or yes */
	size_t noes;                  /* no, 0, Not Checked */
	size_t ymd, mdy, dmy, either; /* dates by the only order that fits; either: day and month could change places */
	size_t dotted;                /* of them, how many with dots, which are never month first */
	size_t serials;               /* whole numbers that could be a spreadsheet's days of 1954 to 2119 */
	size_t padded;                /* digits that begin with 0 */
	size_t longest;               /* code points of the longest value */
	struct survey_value *value;   /* in order of first appearance */
	size_t nvalues;
	bool more; /* there are further different values */
	struct map index;
};
struct survey {
	const char *name;
	struct survey_column *column;
	size_t n, rows;
	bool partial;  /* the file has more rows than were read */
	bool headless; /* the first row holds values, not headers: no header may be shown */
	struct csvin_dialect dialect;
	size_t bytes;
};
/* Reads a file; `name` is used in places. encoding may be NULL, delimiter 0 (both: detect). out lives in mem, which must outlive ds.
 * 0, or -1 after diags. survey_dispose in either case. */
int survey_read(struct survey *out, struct arena *mem, const char *path, const char *name, const char *encoding,
	char delimiter, struct diags *ds);
void survey_dispose(struct survey *s);
bool survey_is_date(struct sv v); /* 2026-03-14, 3/14/2026, 14.3.2026, a time may follow */
/* Adds a date to c->ymd, mdy, dmy or either; anything else changes nothing. */
void survey_count_date(struct survey_column *c, struct sv v);
/* Dates of any order. */
size_t survey_dates(const struct survey_column *c);
/* Is part at least percent of whole? False when whole is 0. */
bool survey_mostly(size_t part, size_t whole, unsigned percent);
#endif
