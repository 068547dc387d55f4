/* compare_runs: the words of two blocks as runs of words that stayed, went and came. Private to content/. */
#ifndef CONTENT_COMPARE_RUNS_H
#define CONTENT_COMPARE_RUNS_H
#include "content/compare.h"
#include "content/compare_text.h"
/* In mem. One of the blocks may be NULL. *whole is set, never cleared, when too much differs. */
void compare_runs(struct compare_block *out, struct arena *mem, const struct numbers *n, const struct text *before,
	const struct text_block *a, const struct text *now, const struct text_block *b, bool *whole);
/* Two plain texts. */
void compare_plain_runs(
	const struct compare_run **out, size_t *nout, struct arena *mem, struct sv before, struct sv now);
#endif
