/* packed_recode: the records of a database whose fields still carry their names (schema 1 to 4), row by row into codes. Private to schema.c. */
#ifndef RECORDS_PACKED_RECODE_H
#define RECORDS_PACKED_RECODE_H
#include "store/store.h"
/* Within the transaction that makes the table field_code. Needs memory for one row. -1: the store failed; nothing is to be kept then. */
int packed_recode(struct store *s);
#endif
