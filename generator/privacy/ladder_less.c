/* Would the cards be others without one person? For nearly everybody one climb tells, so that nobody has to be left untried:
 *
 * - On rungs before the one that published the person, the person's groups were under k: with one less they still are. So nothing changes
 *   up to that rung; and when more than k were published together there, nothing changes at all: SAME.
 * - When they were exactly k, their tuple C is not published on that rung. From there on only these k - 1, and who was left after the rung,
 *   can be published. If of the latter nobody lies below C in every field, no tuple at or below C can be published later. Then C would have to come
 *   from another group with the same tuple, or from what takes in the left-overs: a tuple D below C, published before, that becomes C. But then D
 *   is gone, and was a card unless it was D that took in the left-overs before. Where none of that applies: OTHER.
 * - Who is left over at the end was under k on every rung: only what takes in the left-overs is looked at again.
 *
 * The rest is OPEN: groups of exactly k with a tuple that is published twice, that others could fill again (somebody without an answer looks as
 * broad on fine rungs as others on coarse ones), or that the left-overs may have to do with. */
#include <stdlib.h>
#include "privacy/ladder_internal.h"

struct look {
	const struct ladder_climbed *c;
	const struct ladder_tuples *t;
	const struct ladder_join *base;
	uint64_t *key, *mask; /* of the tuple that is looked at */
};

static const uint16_t *tuple_of(const struct look *l, size_t published)
{
	return l->t->tuple + published * l->t->fields;
}

/* Marks tuples that were published twice. */
static void find_twins(const struct look *l, bool *twin)
{
	size_t n = l->t->n, width = l->t->fields * sizeof *l->t->tuple;
	uint32_t *slot = xcalloc((size_t)1 << ladder_bits(2 * n), sizeof *slot);
	uint64_t *key = xcalloc(n * l->c->rows->plan->words + 1, sizeof *key), *all = NULL;
	size_t words = l->c->rows->plan->words, last = ((size_t)1 << ladder_bits(2 * n)) - 1;

	all = xmalloc(words * sizeof *all);
	memset(all, 0xFF, words * sizeof *all);
	for (size_t i = 0; i < n; i++) {
		ladder_key(l->c->rows->plan, tuple_of(l, i), key + i * words);
		size_t at = ladder_spread(key + i * words, all, words, ladder_bits(2 * n));

		while (slot[at] && width && memcmp(tuple_of(l, slot[at] - 1), tuple_of(l, i), width) != 0)
			at = (at + 1) & last;
		if (slot[at])
			twin[i] = twin[slot[at] - 1] = true;
		else
			slot[at] = (uint32_t)i + 1;
	}
	free(slot);
	free(key);
	free(all);
}

static bool below(const struct vocab *v, size_t value, size_t top)
{
	while (v->value[value].depth > v->value[top].depth) value = v->value[value].parent;
	return value == top;
}

/* Is what took in the left-overs this tuple, or below it? */
static bool concerns_left(const struct look *l, size_t published)
{
	const uint16_t *tuple = tuple_of(l, published), *taken;

	if (l->base->published == SIZE_MAX) return false;
	taken = tuple_of(l, l->base->published);
	for (size_t f = 0; f < l->t->fields; f++)
		if (!below(l->c->rows->plan->field[f].vocab, taken[f], tuple[f])) return false;
	return true;
}

/* The digits that stand for the depth of each value of the tuple. True when some value is less deep than its rung shows: only then
 * can somebody who was left after that rung lie below. */
static bool shallow(const struct look *l, size_t published)
{
	const struct ladder_plan *p = l->c->rows->plan;
	size_t vector = l->c->published.at[published].vector;
	bool result = false;

	memset(l->mask, 0, p->words * sizeof *l->mask);
	for (size_t f = p->nfields; f-- > 0;) {
		const struct ladder_coded *c = &p->field[f];
		size_t level = c->levels - 1 - c->vocab->value[tuple_of(l, published)[f]].depth;

		result |= level != vector % c->levels;
		vector /= c->levels;
		for (size_t w = 0; w < p->words; w++) l->mask[w] |= c->mask[level * p->words + w];
	}
	return result;
}

static bool refillable(const struct look *l, size_t published)
{
	const struct ladder_rows *r = l->c->rows;
	const struct ladder_published *at = l->c->published.at;
	size_t words = r->plan->words;

	if (!shallow(l, published)) return false;
	ladder_key(r->plan, tuple_of(l, published), l->key);
	for (size_t i = 0; i < r->kinds; i++) {
		uint32_t class = l->c->class_of[i];
		bool later = class == LADDER_LEFT || (class > published && at[class].vector != at[published].vector);

		if (r->many[i] && later && ladder_alike(r->key + i * words, l->key, l->mask, words)) return true;
	}
	return false;
}

static void judge_published(uint8_t *of_class, const struct look *l, unsigned k)
{
	bool *twin = xcalloc(l->t->n + 1, sizeof *twin);

	find_twins(l, twin);
	for (size_t i = 0; i < l->t->n; i++) {
		if (l->c->published.at[i].persons > k)
			of_class[i] = LADDER_SAME;
		else
			of_class[i] = twin[i] || concerns_left(l, i) || refillable(l, i) ? LADDER_OPEN : LADDER_OTHER;
	}
	free(twin);
}

static uint8_t judge_left(const struct look *l, uint32_t kind)
{
	uint16_t *tuple = xcalloc(l->t->fields + 1, sizeof *tuple);
	struct ladder_join join = { SIZE_MAX, tuple };

	ladder_join_find(&join, l->c, l->t, kind, NULL);
	uint8_t result = ladder_join_same(&join, l->base, l->t) ? LADDER_SAME : LADDER_OTHER;
	free(tuple);
	return result;
}

void ladder_less_find(uint8_t *less, const struct ladder_climbed *c, const struct ladder_tuples *t,
	const struct ladder_join *base, unsigned k)
{
	size_t words = c->rows->plan->words;
	struct look l = { c, t, base, xcalloc(words, sizeof *l.key), xcalloc(words, sizeof *l.mask) };
	uint8_t *of_class = xcalloc(t->n + 1, sizeof *of_class);

	judge_published(of_class, &l, k);
	for (uint32_t i = 0; i < c->rows->kinds; i++) {
		if (c->class_of[i] != LADDER_LEFT)
			less[i] = of_class[c->class_of[i]];
		else
			less[i] = c->rows->many[i] && t->n ? judge_left(&l, i) : LADDER_SAME;
	}
	free(of_class);
	free(l.key);
	free(l.mask);
}

void ladder_climb_less(struct ladder *out, struct arena *mem, const struct ladder_rows *rows, unsigned k, uint8_t *less)
{
	struct ladder_climbed climbed;
	struct ladder_tuples tuples;
	uint8_t *of_kind = xcalloc(rows->kinds + 1, sizeof *of_kind);

	ladder_climbed_init(&climbed, rows, k);
	ladder_tuples_init(&tuples, &climbed);
	struct ladder_join base = { SIZE_MAX, xcalloc(tuples.fields + 1, sizeof *base.tuple) };
	if (climbed.left) ladder_join_find(&base, &climbed, &tuples, LADDER_LEFT, NULL);
	ladder_less_find(of_kind, &climbed, &tuples, &base, k);
	for (size_t i = 0; i < rows->rows; i++)
		less[i] = ladder_persons(rows, i) ? of_kind[rows->kind[i]] : LADDER_SAME;
	ladder_classes(out, mem, &climbed);
	ladder_tuples_dispose(&tuples);
	ladder_climbed_dispose(&climbed);
	free(base.tuple);
	free(of_kind);
}
