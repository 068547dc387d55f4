/* convert_columns: values that stand in more than one column. Private to convert.c. */
#ifndef RECORDS_CONVERT_COLUMNS_H
#define RECORDS_CONVERT_COLUMNS_H
#include "records/convert_cell.h"
/* The cells of several columns as one list, separated as the rule says; in buffer, empty when all are. */
struct sv convert_columns_list(
	const struct rule *rule, const struct bound_rule *bound, const struct csvin_row *row, struct str *buffer);
/* Marks in c->chosen what the boxes of the row say, and returns how many are ticked. A cell that holds anything but its
 * label or a yes or no refuses the row (c->refused); of a held row it is kept in out->extra. */
size_t convert_columns_ticks(struct converter *c, size_t rule, const struct csvin_row *row, struct record *out);
/* The answer about consent has been read: v, and its text in c->scratch. Puts the version there whose wording the row
 * shows; under an older one a profile is a group entry (v->choice). False: refused, the wording is not known. An
 * answer that allows nothing needs no wording. */
bool convert_columns_wording(struct converter *c, size_t rule, const struct csvin_row *row, struct cell_value *v);
#endif
