/* packed: the fields of a record as one run of bytes, "name 1F value 1E", sorted by name, empty values left out. Two
 * records are equal when their bytes are. Private to records/. */
#ifndef RECORDS_PACKED_H
#define RECORDS_PACKED_H
#include "base/str.h"
/* The separators within a value become spaces. */
void packed_add(struct str *out, struct sv name, struct sv value);
/* Takes the next field off *rest; false at the end. */
bool packed_next(struct sv *rest, struct sv *name, struct sv *value);
struct sv packed_get(struct sv fields, const char *name); /* empty if absent */
/* Does any field of that name have that value? Ignored columns may share a header. */
bool packed_has(struct sv fields, struct sv name, struct sv value);
#endif
