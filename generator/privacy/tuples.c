/* tuples.c counts equal combinations by sorting them as whole numbers: sixteen bits a value, eight values at most, so that a comparison
 * is one instruction and the result does not depend on the order in which people came. */
#include "privacy/tuples.h"
#include <assert.h>
#include <stdlib.h>

typedef unsigned __int128 packed_tuple;
struct counted {
	packed_tuple key;
	uint32_t count;
};

static int by_key(const void *a, const void *b)
{
	const struct counted *x = a, *y = b;

	return (x->key > y->key) - (x->key < y->key);
}

static size_t merge(struct counted *at, size_t n)
{
	size_t kept = 0;

	if (n) qsort(at, n, sizeof *at, by_key);
	for (size_t i = 0; i < n; i++) {
		if (kept && at[kept - 1].key == at[i].key)
			at[kept - 1].count += at[i].count;
		else
			at[kept++] = at[i];
	}
	return kept;
}

void tuples_of(struct tuples *out, struct arena *mem, const uint16_t *leaf, const uint32_t *count, size_t rows,
	size_t fields, unsigned subset)
{
	struct counted *at = xcalloc(rows + 1, sizeof *at);
	size_t keep[TUPLES_FIELDS], nkeep = 0, n, persons = 0;

	assert(fields <= TUPLES_FIELDS);
	for (size_t f = 0; f < fields; f++)
		if (subset >> f & 1) keep[nkeep++] = f;
	for (size_t r = 0; r < rows; r++) {
		for (size_t f = 0; f < nkeep; f++) at[r].key = at[r].key << 16 | leaf[r * fields + keep[f]];
		at[r].count = count ? count[r] : 1;
		persons += at[r].count;
	}
	n = merge(at, rows);
	uint16_t *values = ARENA_ARRAY(mem, uint16_t, n * nkeep + 1);
	uint32_t *counts = ARENA_ARRAY(mem, uint32_t, n + 1);
	for (size_t i = 0; i < n; i++) {
		counts[i] = at[i].count;
		for (size_t f = nkeep; f-- > 0; at[i].key >>= 16) values[i * nkeep + f] = (uint16_t)at[i].key;
	}
	*out = (struct tuples){ values, counts, n, nkeep, persons };
	free(at);
}

size_t tuples_alone(const struct tuples *t)
{
	size_t n = 0;

	for (size_t i = 0; i < t->n; i++) n += t->count[i] == 1;
	return n;
}
