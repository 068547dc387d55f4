/* convert_cell: one cell by one rule. Private to convert.c and convert_*.c. */
#ifndef RECORDS_CONVERT_CELL_H
#define RECORDS_CONVERT_CELL_H
#include "records/convert.h"
enum cell_result {
	CELL_OK,
	CELL_KEPT,   /* keep the raw text, and leave the field empty */
	CELL_EMPTY,  /* nothing was in it but blanks that do not look like any */
	CELL_REFUSED /* the error is given */
};
struct cell_value {
	int64_t seconds;
	size_t choice;
	date_t until;
};
struct cell {
	struct converter *c;
	const struct rule *rule;
	size_t index; /* of the rule */
	const char *header;
	struct sv text;
	struct place at;
};
/* The text to store is appended to c->scratch. rule is the index of the mapping's rule. */
enum cell_result convert_cell(
	struct converter *c, size_t rule, struct sv cell, struct place at, struct cell_value *out);
/* Appends the chosen codes in the vocabulary's order, joined by '|', and clears the choice. */
void convert_join(struct converter *c, const struct vocab *v);

/* For the parts of convert_cell: */
/* Gives the error "HEADER" what: value, unless the row is held. */
enum cell_result cell_refuse(const struct cell *x, const char *code, const char *help, const char *what);
bool cell_speaks(const struct cell *x); /* are warnings to be given of this cell? */
/* Index of a label, by the mapping's aliases, then by the vocabulary; SIZE_MAX if unknown. */
size_t cell_alias_of(const struct cell *x, struct sv label); /* by the aliases alone */
size_t cell_value_of(const struct cell *x, struct sv label);
/* convert_text.c: the text without what does not belong to it; borrowed from the cell or from c->clean. */
struct sv cell_clean(const struct cell *x);
enum cell_result cell_read_text(const struct cell *x); /* member and entry numbers too */
enum cell_result cell_read_email(const struct cell *x);
/* convert_number.c */
enum cell_result cell_read_number(const struct cell *x);
enum cell_result cell_read_band(const struct cell *x);
/* If a spreadsheet made a date of one of the vocabulary's ranges: refuses it with what it was, true. */
bool cell_was_range(const struct cell *x, struct sv text, enum cell_result *result);
/* convert_date.c */
enum cell_result cell_read_date(const struct cell *x, struct cell_value *out);
/* A day within a phrase. CELL_EMPTY: it is no date at all; what is one and cannot be taken is refused here. */
enum cell_result cell_day(const struct cell *x, struct sv text, int64_t *seconds);
/* convert_orders.c: what the days of a file say together about the order of day and month. */
struct daytime;
void convert_orders_note(const struct cell *x, const struct daytime *d, bool unlisted);
void convert_orders_tell(struct converter *c);
/* "dates: [ymd, mdy, serial] at FILE:LINE": the mapping's line with day numbers among its orders. */
const char *convert_orders_with_serial(struct converter *c);
/* convert_tally.c */
void convert_count(const struct cell *x, enum tally_kind kind);
void convert_tell(struct converter *c);
const char *convert_lines(struct diags *ds, size_t n, const unsigned line[TALLY_PLACES]); /* "lines 3, 4, 9 …" */
#endif
