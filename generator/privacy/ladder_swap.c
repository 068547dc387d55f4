/* Could somebody have answered otherwise, and the cards be the same? Each such question is one person walking up the ladder beside the people as they
 * are: as long as that person meets fewer than k - 1 others, nothing happens; k others or more take the person in, and nothing changes either; at the end
 * it may belong to the left-overs. All questions walk together, so that every rung is looked at once: people are counted into small buckets without looking
 * who shares one, and only those that walk into a bucket of k - 1 or more are counted exactly. Who really answered leaves a place
 * behind, which matters where exactly k were published together: the other answer has to fill it. */
#include <stdint.h>
#include "privacy/ladder_internal.h"

enum { BUCKET_FULL = 255, BUCKETS_A_KIND = 4 };

struct walker {
	struct ladder_swap *swap; /* NULL: has its answer */
	uint32_t own;             /* kind of who really answered */
};
struct walk {
	const struct ladder_climbed *c;
	const struct ladder_tuples *t;
	const struct ladder_join *base;
	const uint8_t *less; /* per kind */
	size_t k, words;
	uint64_t *mask;
	VEC(struct walker) walker;
	uint64_t *key; /* per walker × words */
	size_t answered;
	size_t n; /* kinds that were not published before this rung, and their keys */
	uint32_t *kind;
	uint64_t *kind_key;
	uint8_t *bucket;
	VEC(uint32_t) candidate; /* walkers that may meet k - 1 */
	VEC(uint32_t) meets;     /* per candidate: index into met */
	VEC(size_t) met;         /* persons, per different answer of the candidates on this rung */
	VEC(uint32_t) first;     /* walker */
	uint32_t *slot;
};

/* Compiled for one word and for any number. */
#define EACH_WIDTH static inline __attribute__((always_inline))

static const struct ladder_published *published_of(const struct walk *w, uint32_t kind)
{
	uint32_t class = w->c->class_of[kind];

	return class == LADDER_LEFT ? NULL : &w->c->published.at[class];
}

/* Compiled for one word and for any number. */
#define EACH_WIDTH static inline __attribute__((always_inline))

EACH_WIDTH void find_candidates(struct walk *w, size_t words)
{
	unsigned bits = ladder_bits(w->n * BUCKETS_A_KIND),
		 least = (unsigned)(w->k - 1 < BUCKET_FULL ? w->k - 1 : BUCKET_FULL);

	vec_clear(&w->candidate);
	memset(w->bucket, 0, (size_t)1 << bits);
	for (size_t i = 0; i < w->n; i++) {
		uint8_t *b = &w->bucket[ladder_spread(w->kind_key + i * words, w->mask, words, bits)];
		size_t now = *b + w->c->rows->many[w->kind[i]];

		*b = (uint8_t)(now < BUCKET_FULL ? now : BUCKET_FULL);
	}
	for (size_t i = 0; i < w->walker.n; i++)
		if (w->bucket[ladder_spread(w->key + i * words, w->mask, words, bits)] >= least && w->walker.at[i].swap)
			vec_push(&w->candidate, (uint32_t)i);
}

/* The answer of this rung among the candidates; UINT32_MAX where there is none, unless `add` is one that has it. */
static uint32_t find(struct walk *w, const uint64_t *key, unsigned bits, size_t add)
{
	size_t at = ladder_spread(key, w->mask, w->words, bits), last = ((size_t)1 << bits) - 1;

	while (w->slot[at] && !ladder_alike(w->key + w->first.at[w->slot[at] - 1] * w->words, key, w->mask, w->words))
		at = (at + 1) & last;
	if (w->slot[at]) return w->slot[at] - 1;
	if (add == SIZE_MAX) return UINT32_MAX;
	vec_push(&w->first, (uint32_t)add);
	vec_push(&w->met, 0);
	w->slot[at] = (uint32_t)w->first.n;
	return (uint32_t)w->first.n - 1;
}

/* Exactly, for the candidates. */
static void count_met(struct walk *w)
{
	unsigned bits = ladder_bits(2 * w->candidate.n);

	memset(w->slot, 0, sizeof *w->slot << bits);
	vec_clear(&w->first);
	vec_clear(&w->met);
	vec_clear(&w->meets);
	for (size_t i = 0; i < w->candidate.n; i++)
		vec_push(&w->meets, find(w, w->key + w->candidate.at[i] * w->words, bits, w->candidate.at[i]));
	for (size_t i = 0; i < w->n; i++) {
		uint32_t met = find(w, w->kind_key + i * w->words, bits, SIZE_MAX);

		if (met != UINT32_MAX) w->met.at[met] += w->c->rows->many[w->kind[i]];
	}
}

/* Does removing who really answered, where that comes later than this, leave everything as it is? */
static bool own_may_go(const struct walk *w, uint32_t own)
{
	const struct ladder_published *p = published_of(w, own);

	return p ? p->persons > w->k : w->less[own] == LADDER_SAME;
}

enum step { GOES_ON, SAME, OTHER };

/* all: whom the other answer meets on this rung. gone: rungs before this one published who really answered. */
static enum step step_of(
	const struct walk *w, const struct walker *p, const uint64_t *key, size_t all, size_t vector, bool gone)
{
	const struct ladder_published *own = published_of(w, p->own);
	bool beside = !gone && ladder_alike(w->c->rows->key + p->own * w->words, key, w->mask, w->words);
	size_t met = all - beside;

	if (own && own->vector == vector && beside) return SAME; /* the one takes the other's place */
	if (own && own->vector == vector && own->persons == w->k) return OTHER;
	if (met >= w->k) return own_may_go(w, p->own) ? SAME : OTHER;
	return met + 1 == w->k ? OTHER : GOES_ON;
}

static bool is_left(const struct walk *w, uint32_t kind, size_t rung)
{
	const struct ladder_published *p = published_of(w, kind);

	return !p || p->vector != rung;
}

/* Forgets who was published on this rung. */
static void drop_kinds(struct walk *w, size_t vector)
{
	size_t kept = 0;

	for (size_t i = 0; i < w->n; i++) {
		if (!is_left(w, w->kind[i], vector)) continue;
		w->kind[kept] = w->kind[i];
		memmove(w->kind_key + kept++ * w->words, w->kind_key + i * w->words, w->words * sizeof *w->key);
	}
	w->n = kept;
}

static void drop_answered(struct walk *w)
{
	size_t kept = 0;

	for (size_t i = 0; i < w->walker.n; i++) {
		if (!w->walker.at[i].swap) continue;
		w->walker.at[kept] = w->walker.at[i];
		memmove(w->key + kept++ * w->words, w->key + i * w->words, w->words * sizeof *w->key);
	}
	w->walker.n = kept;
	w->answered = 0;
}

static void take_step(struct walk *w, size_t vector, const bool *gone)
{
	ladder_mask(w->c->rows->plan, vector, w->mask);
	if (w->words == 1)
		find_candidates(w, 1);
	else
		find_candidates(w, w->words);
	if (!w->candidate.n) return;
	count_met(w);
	for (size_t i = 0; i < w->candidate.n; i++) {
		uint32_t at = w->candidate.at[i];
		struct walker *p = &w->walker.at[at];
		enum step s = step_of(w, p, w->key + at * w->words, w->met.at[w->meets.at[i]], vector, gone[p->own]);

		if (s == GOES_ON) continue;
		p->swap->same = s == SAME;
		p->swap = NULL;
		w->answered++;
	}
	if (w->answered > w->walker.n / 16) drop_answered(w);
}

/* Who walked to the end is one of the left-overs, unless that makes k of them. */
static void end_walk(struct walk *w)
{
	uint16_t *tuple = xcalloc(w->t->fields + 1, sizeof *tuple);

	for (size_t i = 0; i < w->walker.n; i++) {
		const struct walker *p = &w->walker.at[i];
		bool own_left = !published_of(w, p->own);
		struct ladder_join join = { SIZE_MAX, tuple };

		if (!p->swap || w->c->left + !own_left >= w->k) continue;
		ladder_join_find(&join, w->c, w->t, own_left ? p->own : LADDER_LEFT, p->swap->leaf);
		p->swap->same = ladder_join_same(&join, w->base, w->t);
	}
	free(tuple);
}

/* Who leaves a place behind can only be replaced there. */
static bool may_fill(struct walk *w, uint32_t own, const uint64_t *key)
{
	const struct ladder_published *p = published_of(w, own);

	if (!p || p->persons > w->k) return true;
	ladder_mask(w->c->rows->plan, p->vector, w->mask);
	return ladder_alike(w->c->rows->key + own * w->words, key, w->mask, w->words);
}

static void begin_walk(struct walk *w, struct ladder_swap *swap, size_t n)
{
	const struct ladder_rows *r = w->c->rows;

	w->mask = xcalloc(w->words, sizeof *w->mask);
	w->key = xcalloc(n * w->words + 1, sizeof *w->key);
	w->kind = xcalloc(r->kinds + 1, sizeof *w->kind);
	w->kind_key = xcalloc(r->kinds * w->words + 1, sizeof *w->kind_key);
	w->bucket = xcalloc((size_t)1 << ladder_bits(r->kinds * BUCKETS_A_KIND), 1);
	w->slot = xcalloc((size_t)1 << ladder_bits(2 * n), sizeof *w->slot);
	for (size_t i = 0; i < n; i++) {
		uint64_t *key = w->key + w->walker.n * w->words;

		swap[i].same = w->t->n == 0; /* nobody is placed either way */
		ladder_key(r->plan, swap[i].leaf, key);
		if (w->t->n && may_fill(w, r->kind[swap[i].row], key))
			vec_push(&w->walker, ((struct walker){ &swap[i], r->kind[swap[i].row] }));
	}
	for (size_t i = 0; i < r->kinds; i++) {
		if (!r->many[i]) continue;
		w->kind[w->n] = (uint32_t)i;
		memcpy(w->kind_key + w->n++ * w->words, r->key + i * w->words, w->words * sizeof *w->key);
	}
}

static void walk_up(struct walk *w)
{
	const struct ladder_plan *p = w->c->rows->plan;
	bool *gone = xcalloc(w->c->rows->kinds + 1, sizeof *gone);
	size_t next = 0; /* of those published */

	for (size_t i = 0; i < p->nrungs && next < w->c->published.n && w->walker.n; i++) {
		size_t vector = p->rung[i].vector, before = w->n;

		take_step(w, vector, gone);
		while (next < w->c->published.n && w->c->published.at[next].vector == vector) next++;
		if (next && w->c->published.at[next - 1].vector == vector) {
			for (size_t j = 0; j < before; j++)
				if (!is_left(w, w->kind[j], vector)) gone[w->kind[j]] = true;
			drop_kinds(w, vector);
		}
	}
	end_walk(w);
	free(gone);
}

void ladder_swaps(const struct ladder_rows *rows, unsigned k, struct ladder_swap *swap, size_t n)
{
	struct ladder_climbed climbed;
	struct ladder_tuples tuples;
	uint8_t *less = xcalloc(rows->kinds + 1, sizeof *less);

	ladder_climbed_init(&climbed, rows, k);
	ladder_tuples_init(&tuples, &climbed);
	struct ladder_join base = { SIZE_MAX, xcalloc(tuples.fields + 1, sizeof *base.tuple) };
	if (climbed.left) ladder_join_find(&base, &climbed, &tuples, LADDER_LEFT, NULL);
	ladder_less_find(less, &climbed, &tuples, &base, k);
	struct walk w = {
		.c = &climbed, .t = &tuples, .base = &base, .less = less, .k = k, .words = rows->plan->words
	};
	begin_walk(&w, swap, n);
	walk_up(&w);
	free(w.mask);
	free(w.key);
	free(w.kind);
	free(w.kind_key);
	free(w.slot);
	free(w.bucket);
	vec_dispose(&w.walker);
	vec_dispose(&w.candidate);
	vec_dispose(&w.meets);
	vec_dispose(&w.met);
	vec_dispose(&w.first);
	ladder_tuples_dispose(&tuples);
	ladder_climbed_dispose(&climbed);
	free(base.tuple);
	free(less);
}
