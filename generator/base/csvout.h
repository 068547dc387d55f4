/* csvout: RFC 4180 rows, LF, UTF-8; a cell that a spreadsheet would run as a formula (= + - @ tab CR LF first) gets a
 * leading apostrophe and quotes (OWASP CSV injection); plain numbers such as -3 or +4.5 are left alone. */
#ifndef BASE_CSVOUT_H
#define BASE_CSVOUT_H
#include "base/str.h"
void csvout_cell(struct str *out, struct sv v); /* adds the comma if the row has begun: see csvout_row */
void csvout_row(struct str *out, const char *const *cells, size_t n); /* whole row with line end */
void csvout_end(struct str *out);                                     /* line end */
#endif
