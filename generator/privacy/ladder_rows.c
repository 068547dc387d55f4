/* People who answered the same stay together on every rung. They are brought together here before the climb, so that a
 * million people cost no more than their different answers; and these are sorted, so that those who may share a class on
 * many rungs lie side by side. */
#include <assert.h>
#include "privacy/ladder_internal.h"

enum { SORT_BITS = 11, SORT_VALUES = 1 << SORT_BITS };

unsigned ladder_bits(size_t n)
{
	unsigned bits = 4;

	while ((size_t)1 << bits < n) bits++;
	return bits;
}

/* One pass of a stable radix sort of rows, by some bits of a word of their keys. False when it changed nothing. */
static bool sort_pass(uint32_t *to, const uint32_t *from, size_t n, const uint64_t *key, size_t words, unsigned shift)
{
	size_t begin[SORT_VALUES] = { 0 }, sum = 0;

	for (size_t i = 0; i < n; i++) begin[key[from[i] * words] >> shift & (SORT_VALUES - 1)]++;
	if (begin[key[from[0] * words] >> shift & (SORT_VALUES - 1)] == n) return false;
	for (size_t v = 0; v < SORT_VALUES; v++) {
		size_t here = begin[v];

		begin[v] = sum;
		sum += here;
	}
	for (size_t i = 0; i < n; i++) to[begin[key[from[i] * words] >> shift & (SORT_VALUES - 1)]++] = from[i];
	return true;
}

/* Rows in order of their keys, equal ones as they came. */
static uint32_t *sorted_new(const uint64_t *key, size_t words, size_t n)
{
	uint32_t *from = xcalloc(n + 1, sizeof *from), *to = xcalloc(n + 1, sizeof *to);

	for (size_t i = 0; i < n; i++) from[i] = (uint32_t)i;
	for (size_t w = words; n && w-- > 0;)
		for (unsigned shift = 0; shift < 64; shift += SORT_BITS)
			if (sort_pass(to, from, n, key + w, words, shift)) {
				uint32_t *t = from;

				from = to;
				to = t;
			}
	free(to);
	return from;
}

/* Numbers the kinds: kind[] per row. How many there are. */
static size_t number_kinds(uint32_t *kind, const uint32_t *sorted, const uint64_t *key, size_t words, size_t n)
{
	size_t kinds = 0;

	for (size_t i = 0; i < n; i++) {
		if (i == 0 || memcmp(key + sorted[i] * words, key + sorted[i - 1] * words, words * sizeof *key) != 0)
			kinds++;
		kind[sorted[i]] = (uint32_t)kinds - 1;
	}
	return kinds;
}

static void fill_kinds(struct ladder_rows *r, struct arena *mem, const uint32_t *sorted, const uint64_t *key)
{
	size_t words = r->plan->words;
	uint64_t *kind_key = ARENA_ARRAY(mem, uint64_t, r->kinds * words);
	size_t *many = ARENA_ARRAY(mem, size_t, r->kinds);
	uint32_t *row = ARENA_ARRAY(mem, uint32_t, r->kinds);

	for (size_t i = r->rows; i-- > 0;) {
		size_t kind = r->kind[sorted[i]];

		row[kind] = sorted[i];
		many[kind] += ladder_persons(r, sorted[i]);
		r->persons += ladder_persons(r, sorted[i]);
	}
	for (size_t i = 0; i < r->kinds; i++) memcpy(kind_key + i * words, key + row[i] * words, words * sizeof *key);
	r->key = kind_key;
	r->many = many;
	r->row = row;
}

const struct ladder_rows *ladder_rows_new(
	struct arena *mem, const struct ladder_plan *plan, const uint16_t *leaf, const uint32_t *count, size_t rows)
{
	struct ladder_rows *r = ARENA_NEW(mem, struct ladder_rows);
	uint32_t *kind = ARENA_ARRAY(mem, uint32_t, rows), *sorted;
	uint64_t *key = xcalloc(rows * plan->words + 1, sizeof *key);

	assert(rows < UINT32_MAX);
	for (size_t i = 0; i < rows; i++) ladder_key(plan, leaf + i * plan->nfields, key + i * plan->words);
	sorted = sorted_new(key, plan->words, rows);
	*r = (struct ladder_rows){ .plan = plan, .leaf = leaf, .count = count, .rows = rows, .kind = kind };
	r->kinds = number_kinds(kind, sorted, key, plan->words, rows);
	fill_kinds(r, mem, sorted, key);
	free(sorted);
	free(key);
	return r;
}

const struct ladder_plan *ladder_plan_of(const struct ladder_rows *rows)
{
	return rows->plan;
}
