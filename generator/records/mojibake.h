/* mojibake: UTF-8 that was read as Windows-1252 or ISO-8859-1 somewhere on its way ("CafÃ©", "donâ€™t"). Private to records/. */
#ifndef RECORDS_MOJIBAKE_H
#define RECORDS_MOJIBAKE_H
#include "base/str.h"
/* True when the text, written back as one of these, is valid UTF-8 of plausible letters: once undone at least, so text
 * that was damaged twice is found as well. v must be valid UTF-8. */
bool mojibake_is(struct sv v);
#endif
