/* remember: what was computed from the records for one day, kept so that asking again costs nothing. A value is forgotten when an import
 * read anything new, and does not hold for another day. */
#ifndef RECORDS_REMEMBER_H
#define RECORDS_REMEMBER_H
#include "base/date.h"
#include "store/store.h"
/* Appends the value to out. 0; 1 when there is none; -1 when the store failed. name: "answers", … not that of a row of import_state. */
int remember_get(struct store *s, date_t day, const char *name, struct str *out);
int remember_set(struct store *s, date_t day, const char *name, struct sv value);
#endif
