/* word_diff: what changed between two texts, word by word: as a text that is readable without color ("I audit [-two-]
 * {+three+} laboratories."), as pieces, or as runs of numbers for callers that have words of their own.
 *
 * Shortest edit (Myers 1986, "An O(ND) difference algorithm and its variations", linear space). In every gap between
 * words that stayed, the old ones come first, then the new ones. What both have in common at their ends is always found;
 * if more than WORD_DIFF_LIMIT words differ in between, that middle is told whole, old then new, and `whole` is set. */
#ifndef BASE_WORD_DIFF_H
#define BASE_WORD_DIFF_H
#include <stdint.h>
#include "base/str.h"
#include "base/vec.h"
enum { WORD_DIFF_LIMIT = 4000 };
enum diff_part { DIFF_SAME, DIFF_OLD, DIFF_NEW };
struct diff_run {
	enum diff_part part;
	size_t old_at, new_at; /* first item on either side; where the other side stands, for OLD and NEW */
	size_t n;              /* items, at least 1 */
};
struct word_diff {
	VEC(struct diff_run) runs; /* in order; neighbors differ in part */
	bool whole;                /* too much differs to be told word by word */
};
#define WORD_DIFF_INIT                                                                                                 \
	{                                                                                                              \
		VEC_INIT, false                                                                                        \
	}
/* Compares lists of numbers; equal numbers are equal words. Replaces what *out held; free with word_diff_dispose. */
void word_diff_ids(struct word_diff *out, const uint32_t *before, size_t nbefore, const uint32_t *now, size_t nnow);
void word_diff_dispose(struct word_diff *d);

struct diff_piece {
	enum diff_part part;
	struct sv
		text; /* borrowed from the new text, of DIFF_OLD from the old one; blanks within as they were written */
};
struct word_pieces {
	VEC(struct diff_piece) v;
	bool whole;
};
/* Words are what stands between blanks; equal words are compared byte for byte. Replaces what *out held. */
void word_diff_pieces(struct word_pieces *out, struct sv before, struct sv now);
void word_pieces_dispose(struct word_pieces *p);
/* The same as a text with the marks [-old-] and {+new+}, white space single. Appends to out. */
void word_diff_text(struct str *out, struct sv before, struct sv now);

enum text_change {
	TEXT_SAME,
	TEXT_SPACING, /* the same words; only blanks, capital letters, accents and punctuation differ */
	TEXT_WORDS
};
enum text_change word_diff_kind(struct sv before, struct sv now);
#endif
