/* convert_cell: one cell by one rule. Private to convert.c and convert_cell.c. */
#ifndef RECORDS_CONVERT_CELL_H
#define RECORDS_CONVERT_CELL_H
#include "records/convert.h"
enum cell_result { CELL_OK, CELL_KEPT /* lenient: keep the raw text */, CELL_REFUSED };
struct cell_value {
	int64_t seconds;
	size_t choice;
	date_t until;
};
/* The text to store is appended to c->scratch. rule is the index of the mapping's rule. */
enum cell_result convert_cell(
	struct converter *c, size_t rule, struct sv cell, struct place at, struct cell_value *out);
/* Appends the chosen codes in the vocabulary's order, joined by '|', and clears the choice. */
void convert_join(struct converter *c, const struct vocab *v);
#endif
