/* text_diff: what changed between two texts, word by word, readable without color: "I audit [-two-] {+three+} laboratories." */
#ifndef PRIVACY_TEXT_DIFF_H
#define PRIVACY_TEXT_DIFF_H
#include "base/str.h"
enum text_change {
	TEXT_SAME,
	TEXT_SPACING, /* the same words; only blanks, capital letters, accents and punctuation differ */
	TEXT_WORDS
};
/* Words are what stands between blanks; equal words are compared byte for byte. Texts of more than 2,000 changed words are told whole: old, then new. */
void text_diff(struct str *out, struct sv before, struct sv now);
enum text_change text_diff_kind(struct sv before, struct sv now);
#endif
