/* identity_spelling: other spellings in which a name is written where its letters are missing. Private to identity_derive.c. */
#ifndef PRIVACY_IDENTITY_SPELLING_H
#define PRIVACY_IDENTITY_SPELLING_H
#include "base/str.h"
#define IDENTITY_SPELLINGS 5
/* Zero-initialised by STR_INIT for each. Writes the other spellings of a value into out[] and returns how many there are: Müller as Mueller,
 * Mueller as Muller (which is how Müller is compared), and Greek in capitals, in small letters and with capitals at the beginning of words, where
 * a letter looks like another one in only one of the two cases (normal_fold.h). */
size_t identity_spellings(struct str out[IDENTITY_SPELLINGS], struct sv value);
#endif
