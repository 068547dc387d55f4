/* convert: one row of an export, through its binding, into a record. Private to records/. */
#ifndef RECORDS_CONVERT_H
#define RECORDS_CONVERT_H
#include "records/field_code.h"
#include "records/mapping.h"
#define SECONDS_NONE INT64_MIN /* no day of application: held rows only */
/* What the row says. Strings are reused from row to row. */
struct record {
	struct str fields, extra;              /* packed; extra: ignored columns under their headers */
	struct str entry_no, member_no, email; /* the last two in comparison form, empty if unusable */
	const struct mapping_form *form;       /* NULL for a roster */
	int64_t submitted;                     /* seconds */
	bool held;                             /* by "skip when" */
	const struct skip_rule *skip;          /* which of them; NULL: not held */
	enum consent consent;
	enum staff_state staff;
	date_t staff_until;
	bool status_ok, no_date, hold;
	date_t paid_through; /* roster */
	unsigned line;
	struct place at;
	/* Counts for something that is told of the file as a whole (dates whose order is not sure, a new text of a wording
	 * column): such a row has to be read at every import, known or not. */
	bool again;
	bool choices; /* it names preferences */
};
/* What is told once for a column of a file, with its count (convert_tally.c). */
enum tally_kind {
	TALLY_ZEROS,   /* padded numbers that had lost their zeros */
	TALLY_WRAPPED, /* ="00123" */
	TALLY_SIGN,    /* #10412 */
	TALLY_ENTITIES,
	TALLY_TWICE, /* entities encoded twice */
	TALLY_INVISIBLE,
	TALLY_MOJIBAKE,
	TALLY_LOST,    /* U+FFFD */
	TALLY_UNIT,    /* "5 years" */
	TALLY_WIDE,    /* full-width digits */
	TALLY_ENDLESS, /* 9999-12-31 */
	/* Dates: from here on none is told by itself (convert_orders.c). */
	TALLY_UNSURE, /* month/day and day/month would read them differently */
	TALLY_ONLY_MD,
	TALLY_ONLY_DM,
	TALLY_DOTTED,   /* 14.3.2026 */
	TALLY_UNLISTED, /* refused, since their order is not listed */
	TALLY_UNLISTED_DOTS,
	TALLY_UNLISTED_YMD,
	TALLIES
};
enum { TALLY_PLACES = 3 };
struct tally {
	size_t n;
	struct place at;
	unsigned line[TALLY_PLACES]; /* of the first ones */
};
/* Rows with fewer cells than the header. */
struct short_rows {
	size_t n;
	struct place at, last;
	unsigned line[TALLY_PLACES];
};
struct zone;
struct converter {
	const struct binding *b;
	struct field_codes *codes;
	const uint32_t *code, *ignored_code; /* of each rule's field; of each ignored column's header */
	struct diags *ds;
	struct arena *mem;
	bool lenient; /* a held row: what cannot be understood is kept as it is */
	bool quiet;   /* an older export: its warnings were given when it was the newest */
	bool refused;
	bool again;    /* the row counted for something that is told of the file as a whole */
	date_t latest; /* day of the export: nothing was sent in later; DATE_NONE if not known. Set after converter_init */
	struct short_rows short_rows;
	struct str scratch, key, clean;
	struct map *wording; /* distinct values of each wording column */
	bool *wording_told;
	struct tally (*tally)[TALLIES]; /* by rule */
	bool *echo;   /* by rule: an earlier rule reads the same column and has told what there is to tell */
	bool *joined; /* by rule: a label of its vocabulary holds the separator of its list */
	bool *chosen; /* scratch: ticked values of a vocabulary, in its order */
	struct zone *zone, *society; /* the mapping's; the society's; NULL if not given */
	bool both_orders;            /* month/day and day/month are both listed */
	/* what was met, for converter_describe */
	bool met[DATE_ORDERS], met_words, met_zone, met_offset;
	struct str form_text; /* the last row's form cell, and its form */
	const struct mapping_form *form;
};
#define RECORD_INIT                                                                                                    \
	{                                                                                                              \
		.fields = STR_INIT, .extra = STR_INIT, .entry_no = STR_INIT, .member_no = STR_INIT, .email = STR_INIT  \
	}
/* society_zone: the zone that times are turned into when they have an offset of their own or the mapping names a zone
 * ("America/New_York", "-05:00"; NULL: the mapping's own). A zone that cannot be read is an error, told here.
 * codes: for the names of fields, new ones are given; must outlive the converter and is what records are read by. */
void converter_init(struct converter *c, const struct binding *b, bool quiet, struct arena *mem, struct diags *ds,
	const char *society_zone, struct field_codes *codes);
/* The file has ended: tells of its short rows, once. rows: all of it, the header apart. cut: its last row is one and has no
 * line end, so nobody knows what is missing. */
void converter_tell_short(struct converter *c, size_t rows, bool cut);
void converter_dispose(struct converter *c); /* also gives what is told once a file */
bool convert_row(
	struct converter *c, const struct csvin_row *row, struct record *out); /* false: refused, errors given */
void record_dispose(struct record *r);
/* What was found out about the values of the rows converted so far, in words, appended to out: "dates month/day/year and
 * day numbers, times of America/New_York"; nothing when there is nothing to say. */
void converter_describe(const struct converter *c, struct str *out);
#endif
