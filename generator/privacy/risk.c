/* risk.c asks what somebody who knows everybody else could tell from the cards, by drawing the pool again with one person gone or
 * changed. It is a count for the private screen, and the only honest one: a formula would have to know the ladder's every turn. */
#include "privacy/risk.h"
#include <assert.h>

enum { RUN_OVERHEAD = 2000 /* steps that a ladder over nobody would cost */ };

struct trial {
	const struct ladder_field *field;
	size_t nfields;
	const struct tuples *t;
	const struct ladder *base;
	unsigned k;
	uint64_t cost, left; /* of one run; of the budget */
	size_t *class_of;    /* per tuple; SIZE_MAX when nobody is placed */
	uint16_t *leaf;
	uint32_t *count;
	struct arena mem;
};

/* What one run may cost at most. */
static uint64_t run_cost(const struct trial *w)
{
	uint64_t rungs = 1;

	for (size_t f = 0; f < w->nfields; f++) rungs *= w->field[f].vocab->max_depth + 1;
	return RUN_OVERHEAD + rungs * (w->t->n + 1) * (w->nfields ? w->nfields : 1);
}

static bool affords(struct trial *w, uint64_t runs)
{
	if (runs > w->left / w->cost) return false;
	w->left -= runs * w->cost;
	return true;
}

static bool same_cards(const struct ladder *a, const struct ladder *b, size_t nfields)
{
	if (a->n != b->n) return false;
	for (size_t c = 0; c < a->n; c++)
		if (nfields && memcmp(a->at[c].tuple, b->at[c].tuple, nfields * sizeof *a->at[c].tuple) != 0)
			return false;
	return true;
}

/* The people without one of tuple `gone`, and with one more of tuple `come` (NULL: nobody). */
static size_t others(struct trial *w, size_t gone, const uint16_t *come)
{
	size_t width = w->nfields * sizeof *w->leaf, n = 0;
	bool added = !come;

	for (size_t i = 0; i < w->t->n; i++) {
		const uint16_t *tuple = w->t->leaf + i * w->nfields;
		uint32_t count = w->t->count[i] - (i == gone);
		bool same = !added && memcmp(tuple, come, width) == 0;

		count += same;
		added |= same;
		if (!count) continue;
		memcpy(w->leaf + n * w->nfields, tuple, width);
		w->count[n++] = count;
	}
	if (added) return n;
	memcpy(w->leaf + n * w->nfields, come, width);
	w->count[n] = 1;
	return n + 1;
}

static bool changes_nothing(struct trial *w, size_t gone, const uint16_t *come)
{
	struct ladder l;
	size_t n = others(w, gone, come);
	bool same = ladder_run(&l, &w->mem, w->field, w->nfields, w->leaf, w->count, n, w->k) == 0 &&
		    same_cards(&l, w->base, w->nfields);

	arena_reset(&w->mem);
	return same;
}

/* All with one exact combination leave the ladder together, so such a group is those people and nobody else. */
static bool safe_without_trial(const struct trial *w, size_t tuple)
{
	size_t class = w->class_of[tuple];

	if (class == SIZE_MAX || w->base->at[class].persons <= w->k) return false;
	for (size_t f = 0; f < w->nfields; f++) {
		size_t shown = w->base->at[class].tuple[f];
		if (shown == 0 || !w->field[f].vocab->value[shown].leaf) return false;
	}
	return true;
}

static bool in_group_of_k(const struct trial *w, size_t tuple)
{
	size_t class = w->class_of[tuple];

	return class != SIZE_MAX && w->base->at[class].persons == w->k;
}

static bool try_presence(struct trial *w, struct risk *out, size_t tuple)
{
	bool safe = safe_without_trial(w, tuple);

	if (!safe && !affords(w, 1)) return false;
	out->tried += w->t->count[tuple];
	if (!safe && !changes_nothing(w, tuple, NULL)) out->present += w->t->count[tuple];
	return true;
}

/* Groups of exactly k first: there the answer is most likely yes, so that few trials say much. */
static void presence(struct trial *w, struct risk *out)
{
	for (size_t i = 0; i < w->t->n; i++) {
		if (!in_group_of_k(w, i)) continue;
		out->exactly_k += w->t->count[i];
		if (try_presence(w, out, i)) out->exactly_k_tried += w->t->count[i];
	}
	for (size_t i = 0; i < w->t->n; i++)
		if (!in_group_of_k(w, i)) try_presence(w, out, i);
}

static bool below(const struct vocab *v, size_t value, size_t top)
{
	while (value && value != top) value = v->value[value].parent;
	return value == top;
}

/* possible: one flag a value of the vocabulary. The answers are the leaves, and what the person really gave. */
static void judge(const struct trial *w, size_t tuple, size_t f, const bool *possible, struct risk_count *out)
{
	const struct vocab *v = w->field[f].vocab;
	uint16_t own = w->t->leaf[tuple * w->nfields + f];
	size_t class = w->class_of[tuple], shown = class == SIZE_MAX ? 0 : w->base->at[class].tuple[f];
	size_t left = 0, on_card = 0;
	uint32_t persons = w->t->count[tuple];

	for (size_t i = 0; i < v->n; i++) {
		if (i != own && (i == 0 || !v->value[i].leaf)) continue;
		on_card += below(v, i, shown);
		left += possible[i] || i == own;
	}
	out->tried += persons;
	if (left == 1 && on_card > 1)
		out->revealed += persons;
	else if (left == 1 && v->value[0].leaves > 1)
		out->confirmed += persons;
	else if (left < on_card)
		out->narrowed += persons;
}

static void fields_known(struct trial *w, struct risk *out, uint64_t budget)
{
	uint16_t other[TUPLES_FIELDS];

	for (size_t f = 0; f < w->nfields; f++) {
		const struct vocab *v = w->field[f].vocab;
		bool *possible = xcalloc(v->n, sizeof *possible);

		w->left = budget / w->nfields;
		for (size_t i = 0; i < w->t->n && affords(w, v->value[0].leaves); i++) {
			memcpy(other, w->t->leaf + i * w->nfields, w->nfields * sizeof *other);
			for (size_t value = 1; value < v->n; value++) {
				other[f] = (uint16_t)value;
				possible[value] = v->value[value].leaf && value != w->t->leaf[i * w->nfields + f] &&
						  changes_nothing(w, i, other);
			}
			judge(w, i, f, possible, &out->known[f]);
		}
		free(possible);
	}
}

static uint16_t first_leaf(const struct vocab *v)
{
	uint16_t value = 0;

	while (!v->value[value].leaf) value++;
	return value;
}

/* The next combination of leaves, like an odometer; false after the last. */
static bool next_combination(const struct trial *w, uint16_t *tuple)
{
	for (size_t f = w->nfields; f-- > 0;) {
		const struct vocab *v = w->field[f].vocab;

		do tuple[f]++;
		while (tuple[f] < v->n && !v->value[tuple[f]].leaf);
		if (tuple[f] < v->n) return true;
		tuple[f] = first_leaf(v);
	}
	return false;
}

static void blind_person(struct trial *w, struct risk *out, size_t tuple, bool **possible)
{
	uint16_t other[TUPLES_FIELDS];

	for (size_t f = 0; f < w->nfields; f++) {
		memset(possible[f], 0, w->field[f].vocab->n * sizeof **possible);
		other[f] = first_leaf(w->field[f].vocab);
	}
	do {
		bool known = true; /* all its values are known to be possible already */

		for (size_t f = 0; f < w->nfields; f++) known &= possible[f][other[f]];
		if (known || !changes_nothing(w, tuple, other)) continue;
		for (size_t f = 0; f < w->nfields; f++) possible[f][other[f]] = true;
	} while (next_combination(w, other));
	for (size_t f = 0; f < w->nfields; f++) judge(w, tuple, f, possible[f], &out->blind[f]);
}

static void fields_blind(struct trial *w, struct risk *out)
{
	bool *possible[TUPLES_FIELDS] = { 0 };
	uint64_t combinations = 1;

	for (size_t f = 0; f < w->nfields; f++) {
		const struct vocab *v = w->field[f].vocab;

		possible[f] = xcalloc(v->n, sizeof **possible);
		if (combinations < UINT32_MAX) combinations *= v->value[0].leaves;
	}
	for (size_t i = 0; i < w->t->n && affords(w, combinations); i++) blind_person(w, out, i, possible);
	for (size_t f = 0; f < w->nfields; f++) free(possible[f]);
}

static void trial_init(struct trial *w)
{
	size_t rows = w->t->n + 1;

	w->cost = run_cost(w);
	w->class_of = xcalloc(rows, sizeof *w->class_of);
	w->leaf = xcalloc(rows * w->nfields + 1, sizeof *w->leaf);
	w->count = xcalloc(rows, sizeof *w->count);
	for (size_t i = 0; i < rows; i++) w->class_of[i] = SIZE_MAX;
	for (size_t c = 0; c < w->base->n; c++)
		for (size_t i = 0; i < w->base->at[c].n; i++) w->class_of[w->base->at[c].row[i]] = c;
}

void risk_all_but_one(struct risk *out, const struct ladder_field *field, size_t nfields, const struct tuples *t,
	const struct ladder *base, unsigned k, bool fields, uint64_t budget)
{
	struct trial w = {
		.field = field, .nfields = nfields, .t = t, .base = base, .k = k, .left = budget, .mem = ARENA_INIT
	};

	assert(nfields == t->nfields);
	*out = (struct risk){ .persons = t->persons, .nfields = nfields };
	trial_init(&w);
	presence(&w, out);
	out->spent = budget - w.left;
	if (fields && nfields) {
		fields_known(&w, out, budget);
		w.left = budget;
		fields_blind(&w, out);
	}
	free(w.class_of);
	free(w.leaf);
	free(w.count);
	arena_dispose(&w.mem);
}
