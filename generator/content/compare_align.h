/* compare_align: which clause of the old text is which of the new one, and which block is which. Private to content/. */
#ifndef CONTENT_COMPARE_ALIGN_H
#define CONTENT_COMPARE_ALIGN_H
#include "base/word_diff.h"
#include "content/compare_text.h"
#define ALIGN_NONE SIZE_MAX
struct pair {
	size_t before, now; /* index, or ALIGN_NONE */
	bool displaced;
};
struct pairs {
	VEC(struct pair) v; /* in the order of the new text; what is gone stands behind what stood before it */
	bool moves_unknown;
};
/* By number and by text; replaces what *out held. */
void align_clauses(struct pairs *out, const struct text *before, const struct text *now);
/* The blocks of two clauses, in order: a block never passes another. Indices are of the texts. */
void align_blocks(struct pairs *out, const struct text *before, const struct text_clause *a, const struct text *now,
	const struct text_clause *b);
void pairs_dispose(struct pairs *p);
/* How alike two lists of words are, order aside: 0 to 1000. Ids sorted. */
unsigned align_alike(const uint32_t *a, size_t na, const uint32_t *b, size_t nb);
/* The ids of n words in ascending order, to be freed. */
uint32_t *align_sorted(const struct text_word *word, size_t n);
#endif
