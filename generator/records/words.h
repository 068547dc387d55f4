/* words: how headers, choices and labels are compared: HTML entities decoded (form tools store choices sanitised),
 * all white space and no-break spaces collapsed, case and marks folded. "R&amp;D  lead" and "r&d lead" are the same
 * words. Private to records/. */
#ifndef RECORDS_WORDS_H
#define RECORDS_WORDS_H
#include <stdint.h>
#include "base/str.h"
/* Replaces out with the comparison form of v. v must be valid UTF-8. */
void words_key(struct str *out, struct sv v);
bool words_same(struct sv a, struct sv b);
/* Yes and no as form tools, spreadsheets and their translations write them: 1, 0, or -1 when it is neither. Empty is
 * 0. */
int words_yes(struct sv v);
#endif
