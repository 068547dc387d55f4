/* The rungs of the ladder depend on the fields alone, not on the people: they are worked out here once, in the order of
 * their cost, together with keys in which to generalize is one operation. */
#include <assert.h>
#include "privacy/ladder_internal.h"

#define RUNGS_MAX ((size_t)1 << 20)
#define PPM UINT64_C(1000000)

/* Where a field's digits of one depth stand in the key. */
struct digit {
	size_t word;
	unsigned shift, bits;
};
struct layout {
	size_t word;
	unsigned used; /* bits of it */
};

uint64_t ladder_ncp(const struct vocab *v, size_t value)
{
	size_t all = v->value[0].leaves;

	if (all < 2) return 0;
	return v->value[value].leaves < 2 ? 0 : (v->value[value].leaves - 1) * PPM / (all - 1);
}

size_t ladder_generalized(const struct vocab *v, size_t value, size_t level)
{
	size_t deepest = v->max_depth - level;

	while (v->value[value].depth > deepest) value = v->value[value].parent;
	return value;
}

static uint64_t mean_ncp(const struct vocab *v, size_t level)
{
	uint64_t sum = 0, leaves = 0;

	for (size_t i = 0; i < v->n; i++) {
		if (!v->value[i].leaf) continue;
		sum += ladder_ncp(v, ladder_generalized(v, i, level));
		leaves++;
	}
	return leaves ? sum / leaves : 0;
}

/* The how-manieth child of its parent each value is, from 1; the root is 0. */
static uint32_t *ranks_new(const struct vocab *v)
{
	uint32_t *children = xcalloc(v->n, sizeof *children), *rank = xcalloc(v->n, sizeof *rank);

	for (size_t i = 1; i < v->n; i++) rank[i] = ++children[v->value[i].parent];
	free(children);
	return rank;
}

/* A digit never lies across two words. */
static struct digit place_digit(struct layout *at, uint32_t largest)
{
	unsigned bits = 0;

	while (largest >> bits) bits++;
	if (at->used + bits > 64) *at = (struct layout){ at->word + 1, 0 };
	at->used += bits;
	return (struct digit){ at->word, 64 - at->used, bits };
}

static uint32_t widest(const struct vocab *v, const uint32_t *rank, size_t depth)
{
	uint32_t largest = 0;

	for (size_t i = 1; i < v->n; i++)
		if (v->value[i].depth == depth && rank[i] > largest) largest = rank[i];
	return largest;
}

/* Is b's digit to stand before a's? Heavy fields are given up last, and those with many values divide people best. */
static bool goes_before(const struct ladder_coded *b, const struct ladder_coded *a)
{
	return b->weight != a->weight ? b->weight > a->weight : b->vocab->n > a->vocab->n;
}

static size_t *order_new(const struct ladder_coded *field, size_t nfields)
{
	size_t *order = xcalloc(nfields + 1, sizeof *order);

	for (size_t f = 0; f < nfields; f++) {
		size_t at = f;

		for (; at > 0 && goes_before(&field[f], &field[order[at - 1]]); at--) order[at] = order[at - 1];
		order[at] = f;
	}
	return order;
}

/* digit[f]: one for each depth from 1. The number of words used. */
static size_t place_digits(const struct ladder_coded *field, size_t nfields, uint32_t **rank, struct digit **digit)
{
	size_t *order = order_new(field, nfields);
	struct layout at = { 0, 0 };
	bool deeper = true;

	for (size_t depth = 1; deeper; depth++) {
		deeper = false;
		for (size_t i = 0; i < nfields; i++) {
			size_t f = order[i];

			if (depth >= field[f].levels) continue;
			digit[f][depth - 1] = place_digit(&at, widest(field[f].vocab, rank[f], depth));
			deeper = true;
		}
	}
	free(order);
	return at.word + 1;
}

/* Parents stand before their children, so a child's code is its parent's and one digit more. */
static void code_field(
	struct ladder_coded *c, struct arena *mem, size_t words, const uint32_t *rank, const struct digit *digit)
{
	const struct vocab *v = c->vocab;
	uint64_t *code = ARENA_ARRAY(mem, uint64_t, v->n * words),
		 *mask = ARENA_ARRAY(mem, uint64_t, c->levels * words);

	for (size_t i = 1; i < v->n; i++) {
		const struct digit *d = &digit[v->value[i].depth - 1];

		assert(v->value[i].parent < i);
		memcpy(code + i * words, code + v->value[i].parent * words, words * sizeof *code);
		code[i * words + d->word] |= (uint64_t)rank[i] << d->shift;
	}
	for (size_t level = c->levels - 1; level-- > 0;) {
		const struct digit *d = &digit[v->max_depth - level - 1];

		assert(d->bits < 64 && d->shift < 64);
		memcpy(mask + level * words, mask + (level + 1) * words, words * sizeof *mask);
		mask[level * words + d->word] |= ((UINT64_C(1) << d->bits) - 1) << d->shift;
	}
	c->code = code;
	c->mask = mask;
}

static void code_fields(struct ladder_plan *p, struct ladder_coded *field, struct arena *mem)
{
	uint32_t **rank = xcalloc(p->nfields + 1, sizeof *rank);
	struct digit **digit = xcalloc(p->nfields + 1, sizeof *digit);

	for (size_t f = 0; f < p->nfields; f++) {
		rank[f] = ranks_new(field[f].vocab);
		digit[f] = xcalloc(field[f].levels, sizeof **digit);
	}
	p->words = place_digits(field, p->nfields, rank, digit);
	for (size_t f = 0; f < p->nfields; f++) {
		code_field(&field[f], mem, p->words, rank[f], digit[f]);
		free(rank[f]);
		free(digit[f]);
	}
	free(rank);
	free(digit);
}

static int by_cost(const void *a, const void *b)
{
	const struct ladder_rung *x = a, *y = b;

	if (x->cost != y->cost) return x->cost < y->cost ? -1 : 1;
	return (x->vector > y->vector) - (x->vector < y->vector);
}

/* Field by field, each rung so far becomes one for every level; from the last backwards, so that nothing is overwritten
 * that is still needed. */
static void make_rungs(struct ladder_plan *p, struct arena *mem, size_t n)
{
	struct ladder_rung *rung = ARENA_ARRAY(mem, struct ladder_rung, n);
	size_t have = 1;

	for (size_t f = 0; f < p->nfields; f++) {
		const struct ladder_coded *c = &p->field[f];
		uint64_t *cost = xcalloc(c->levels, sizeof *cost);

		for (size_t level = 0; level < c->levels; level++) cost[level] = c->weight * mean_ncp(c->vocab, level);
		for (size_t i = have; i-- > 0;) {
			uint64_t before = rung[i].cost;

			for (size_t level = 0; level < c->levels; level++)
				rung[i * c->levels + level].cost = before + cost[level];
		}
		have *= c->levels;
		free(cost);
	}
	for (size_t i = 0; i < n; i++) rung[i].vector = i;
	qsort(rung, n, sizeof *rung, by_cost);
	p->rung = rung;
	p->nrungs = n;
}

const struct ladder_plan *ladder_plan_new(struct arena *mem, const struct ladder_field *field, size_t nfields)
{
	struct ladder_plan *p = ARENA_NEW(mem, struct ladder_plan);
	struct ladder_coded *coded = ARENA_ARRAY(mem, struct ladder_coded, nfields);
	size_t rungs = 1;

	for (size_t f = 0; f < nfields; f++) {
		coded[f] = (struct ladder_coded){ field[f].vocab, field[f].weight,
			(size_t)field[f].vocab->max_depth + 1, NULL, NULL };
		rungs *= coded[f].levels;
		if (rungs > RUNGS_MAX) return NULL;
	}
	p->field = coded;
	p->nfields = nfields;
	code_fields(p, coded, mem);
	make_rungs(p, mem, rungs);
	return p;
}

void ladder_mask(const struct ladder_plan *p, size_t vector, uint64_t *mask)
{
	memset(mask, 0, p->words * sizeof *mask);
	for (size_t f = p->nfields; f-- > 0;) {
		const struct ladder_coded *c = &p->field[f];

		for (size_t i = 0; i < p->words; i++) mask[i] |= c->mask[vector % c->levels * p->words + i];
		vector /= c->levels;
	}
}

void ladder_key(const struct ladder_plan *p, const uint16_t *tuple, uint64_t *key)
{
	memset(key, 0, p->words * sizeof *key);
	for (size_t f = 0; f < p->nfields; f++) {
		const uint64_t *code = p->field[f].code + tuple[f] * p->words;

		for (size_t i = 0; i < p->words; i++) key[i] |= code[i];
	}
}
