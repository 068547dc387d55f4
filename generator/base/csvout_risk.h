/* csvout_risk: what a spreadsheet would do with a piece of text that it finds as a cell. For csvout only. */
#ifndef BASE_CSVOUT_RISK_H
#define BASE_CSVOUT_RISK_H
#include "base/str.h"
/* Would a cell that begins so be run as a formula? */
bool csvout_formula(struct sv v);
/* The same of what follows a separator inside a cell, up to the next. A list's "- item" is none. */
bool csvout_formula_part(struct sv v);
/* Would a spreadsheet (English, German) read this whole cell as a number, date or truth value and write it back as
 * something that no longer says what it said? Numbers that stay what they are, and dates YYYY-MM-DD, are not. */
bool csvout_changes(struct sv v);
#endif
