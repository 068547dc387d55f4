/* normal_fold: one character outside ASCII as it is compared. utf8_fold's result, and what only looks like a Latin letter or a digit is that letter or digit.
 *
 * Values and texts go through the same table, so a name in Cyrillic, Greek or another script is still equal to itself and to nothing that it does not look
 * like. Four Greek letters look like one letter when capital and like another when small (Ν and ν); normal_other_case says which words hold them, and
 * identity_derive.c searches for those in every case. */
#ifndef PRIVACY_NORMAL_FOLD_H
#define PRIVACY_NORMAL_FOLD_H
#include <stdint.h>
#include "base/str.h"

struct normal_letter {
	uint32_t cp;
	unsigned char n; /* bytes in b; 0: dropped, as are marks, joiners and soft hyphens */
	bool capital, separates;
	unsigned char b[24];
};
/* `scratch` is any str, for room. */
void normal_fold(struct normal_letter *out, struct str *scratch, uint32_t cp);
/* Does the word look different in capitals? If so, *out gets it in capitals, *lower in small letters (only the letters concerned). */
bool normal_other_case(struct str *upper, struct str *lower, struct sv text);
#endif
