/* csvout: RFC 4180 rows, LF, UTF-8, safe to open in a spreadsheet.
 *
 * A cell that a spreadsheet would run as a formula (= + - @ TAB CR LF first, after blanks too, full-width forms too)
 * gets a leading apostrophe and quotes (OWASP, "CSV injection"); plain numbers such as -3 or +4.5 are left alone. The
 * same within a cell after a semicolon, TAB or line end, where a spreadsheet that takes those for the delimiter would
 * begin a cell of its own; there lists written with "- " are left alone unless they could hold a call.
 * An apostrophe that stands where a guard would is doubled, so that csvout_unguard gives back every cell exactly.
 *
 *     csvout_cell(&out, sv("=1+1"));    "'=1+1"
 *     csvout_text(&out, sv("00123"));   "'00123"
 */
#ifndef BASE_CSVOUT_H
#define BASE_CSVOUT_H
#include "base/str.h"
void csvout_cell(struct str *out, struct sv v); /* adds the comma if the row has begun: see csvout_row */
/* For numbers and notes of our own files, which must come back as they went when a spreadsheet has opened and saved the
 * file: guards also what it would take for something else and save changed: leading zeros, 12 and more digits, 1E5, 3-5,
 * 2/3, 5.3., MAR-1, true. Not for dates YYYY-MM-DD, which csvin_table_date understands however they were saved. */
void csvout_text(struct str *out, struct sv v);
/* Appends the text of a cell without the guards either of the two put in. */
void csvout_unguard(struct str *out, struct sv cell);
void csvout_row(struct str *out, const char *const *cells, size_t n); /* whole row of csvout_cell with line end */
void csvout_end(struct str *out);                                     /* line end */
#endif
