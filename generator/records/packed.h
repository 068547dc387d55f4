/* packed: the fields of a record as one run of bytes: for each its code (field_code.h), the length of its value, both as numbers of
 * seven bits a byte, lowest first, the high bit set on all bytes but the last, and the value. In order of name, empty values left
 * out. Two records of one database are equal when their bytes are. Private to records/. */
#ifndef RECORDS_PACKED_H
#define RECORDS_PACKED_H
#include <stdint.h>
#include "base/str.h"
/* The separators 1E and 1F within a value become spaces. */
void packed_add(struct str *out, uint32_t code, struct sv value);
/* Takes the next field off *rest; false at the end. */
bool packed_next(struct sv *rest, uint32_t *code, struct sv *value);
struct sv packed_get(struct sv fields, uint32_t code); /* the first of that code; empty if absent, and of code 0 */
/* Does any field of that code have that value? Ignored columns may share a header. */
bool packed_has(struct sv fields, uint32_t code, struct sv value);
#endif
