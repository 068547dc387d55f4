/* ladder: local recoding with fixed hierarchies (references: k-anonymity, Sweeney 2002; local recoding along value generalisation hierarchies).
 *
 *   rungs = all vectors of levels (0 = leaf … depth = root), sorted by sum over fields of weight × mean NCP(field, level), ties by vector
 *   remaining = all rows
 *   for each rung, fine to coarse: rows whose generalised tuple is shared by ≥ k remaining rows are published at that rung and leave
 *   left-overs (< k): join, all together, the one class whose common ancestors with them cost least (ties by tuple in vocabulary order)
 *   a whole set under k: nobody is placed
 * NCP of a value with L leaves in a vocabulary of N leaves = (L-1)/(N-1), in parts per million, integer; the mean is over the vocabulary's leaves, so it does not
 * depend on the data. One row per distinct person is the caller's duty. Deterministic, independent of row order; exact keys of digits (ladder_plan.c), no bare hashes. */
#ifndef PRIVACY_LADDER_H
#define PRIVACY_LADDER_H
#include "base/arena.h"
#include "records/vocab.h"
struct ladder_field {
	const struct vocab *vocab;
	unsigned weight;
};
struct ladder_class {
	const size_t *tuple; /* value index per field */
	const size_t *row;
	size_t n;       /* rows */
	size_t persons; /* behind them: the sum of their counts */
};                      /* rows ascending; classes in vocabulary order of their tuples */
struct ladder {
	const struct ladder_class *at;
	size_t n;
	size_t placed, unplaced; /* persons */
	uint64_t loss_ppm;       /* mean weighted NCP over placed persons × fields */
};
/* leaf: rows × fields value indices, row-major (0 = unknown, stays the root). count: persons behind each row (0: as if the row
 * were not there), or NULL for one each; who looks the same may be given as one row, and every count gives the same classes as its
 * persons one by one. Results live in mem. -1 only when there are more than 2^20 rungs. */
int ladder_run(struct ladder *out, struct arena *mem, const struct ladder_field *field, size_t nfields,
	const uint16_t *leaf, const uint32_t *count, size_t rows, unsigned k);

/* The same in three steps, for who asks about the same people again: the rungs of some fields in order, the people by what they answered, and what
 * one k makes of them.
 *     plan = ladder_plan_new(&mem, field, n); rows = ladder_rows_new(&mem, plan, leaf, count, nrows);
 *     for each k: ladder_climb(&l, &scratch, rows, k);  … arena_reset(&scratch); */
struct ladder_plan;
struct ladder_rows;
/* Lives in mem, as do the rows; field is copied, the vocabularies must outlive it. NULL when there are more than 2^20 rungs. */
const struct ladder_plan *ladder_plan_new(struct arena *mem, const struct ladder_field *field, size_t nfields);
/* leaf and count are borrowed and must outlive the result. Fewer than 2^32 rows. */
const struct ladder_rows *ladder_rows_new(
	struct arena *mem, const struct ladder_plan *plan, const uint16_t *leaf, const uint32_t *count, size_t rows);
const struct ladder_plan *ladder_plan_of(const struct ladder_rows *rows);
void ladder_climb(struct ladder *out, struct arena *mem, const struct ladder_rows *rows, unsigned k);

/* Would the classes' tuples be others without one person of a row? Known of nearly everybody from the one climb (ladder_less.c says why).
 * OPEN: only another climb would tell. */
enum ladder_less { LADDER_SAME, LADDER_OTHER, LADDER_OPEN };
void ladder_climb_less(struct ladder *out, struct arena *mem, const struct ladder_rows *rows, unsigned k,
	uint8_t *less); /* per row: enum ladder_less; rows of nobody are SAME */

/* Could one person of a row have answered otherwise, so that the same tuples are published? */
struct ladder_swap {
	size_t row; /* a row with a person */
	const uint16_t *leaf;
	bool same; /* the answer. Where the other answer would fill a group of its own to k, or take one that is shown below it,
		    * the tuples are taken for others without climbing on: hardly ever wrong, and then on the side of "no" */
};
void ladder_swaps(const struct ladder_rows *rows, unsigned k, struct ladder_swap *swap, size_t n);
#endif
