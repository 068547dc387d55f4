/* convert: one row of an export, through its binding, into a record. Private to records/. */
#ifndef RECORDS_CONVERT_H
#define RECORDS_CONVERT_H
#include "records/mapping.h"
#define SECONDS_NONE INT64_MIN /* no day of application: held rows only */
/* What the row says. Strings are reused from row to row. */
struct record {
	struct str fields, extra;              /* packed; extra: ignored columns under their headers */
	struct str entry_no, member_no, email; /* the last two in comparison form, empty if unusable */
	const struct mapping_form *form;       /* NULL for a roster */
	int64_t submitted;                     /* seconds */
	bool held;                             /* by "skip when" */
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
struct converter {
	const struct binding *b;
	struct diags *ds;
	struct arena *mem;
	bool lenient; /* a held row: what cannot be understood is kept as it is */
	bool quiet;   /* an older export: its warnings were given when it was the newest */
	bool refused;
	struct str scratch, key;
	struct map *wording; /* distinct values of each wording column */
	bool *wording_told;
	struct place *ambiguous; /* first ambiguous date by rule */
	size_t *nambiguous;
	bool *chosen; /* scratch: ticked values of a vocabulary, in its order */
};
#define RECORD_INIT                                                                                                    \
	{                                                                                                              \
		.fields = STR_INIT, .extra = STR_INIT, .entry_no = STR_INIT, .member_no = STR_INIT, .email = STR_INIT  \
	}
void converter_init(struct converter *c, const struct binding *b, bool quiet, struct arena *mem, struct diags *ds);
void converter_dispose(struct converter *c); /* also gives the warnings that are told once a file */
bool convert_row(
	struct converter *c, const struct csvin_row *row, struct record *out); /* false: refused, errors given */
void record_dispose(struct record *r);
/* What was found out about the file's values, in words, appended to out: "dates month/day/year"; nothing when there is nothing to say. */
void converter_describe(const struct converter *c, struct str *out);
#endif
