/* risk.c asks what somebody who knows everybody else could tell from the cards, by drawing the pool again with one person gone or
 * changed. It is a count for the private screen, and the only honest one: a formula would have to know the ladder's every turn. */
#include "privacy/risk.h"
#include <assert.h>
#include "base/vec.h"

enum { RUN_OVERHEAD = 2000 /* steps that a ladder over nobody would cost */ };

struct trial {
	const struct ladder_field *field;
	size_t nfields;
	const struct tuples *t;
	const struct ladder *base;
	const struct ladder_rows *rows;
	const uint8_t *less;
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
	bool same;

	ladder_climb(&l, &w->mem, ladder_rows_new(&w->mem, ladder_plan_of(w->rows), w->leaf, w->count, n), w->k);
	same = same_cards(&l, w->base, w->nfields);
	arena_reset(&w->mem);
	return same;
}

static bool in_group_of_k(const struct trial *w, size_t tuple)
{
	size_t class = w->class_of[tuple];

	return class != SIZE_MAX && w->base->at[class].persons == w->k;
}

static void presence(struct trial *w, struct risk *out)
{
	for (size_t i = 0; i < w->t->n; i++) {
		uint32_t persons = w->t->count[i];
		bool open = w->less[i] == LADDER_OPEN, guessed = open && !affords(w, 1);

		if (in_group_of_k(w, i)) out->exactly_k += persons;
		if (guessed) out->guessed += persons;
		if (w->less[i] == LADDER_OTHER || guessed || (open && !changes_nothing(w, i, NULL)))
			out->present += persons;
	}
}

static bool below(const struct vocab *v, size_t value, size_t top)
{
	while (value && value != top) value = v->value[value].parent;
	return value == top;
}

/* Of so many persons. possible: one flag a value of the vocabulary. The answers are the leaves, and what the person really gave. */
static void judge(
	const struct trial *w, size_t tuple, size_t f, const bool *possible, size_t persons, struct risk_count *out)
{
	const struct vocab *v = w->field[f].vocab;
	uint16_t own = w->t->leaf[tuple * w->nfields + f];
	size_t class = w->class_of[tuple], shown = class == SIZE_MAX ? 0 : w->base->at[class].tuple[f];
	size_t left = 0, on_card = 0;

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

/* Is this another answer than that person's own? */
static bool is_other(const struct trial *w, size_t tuple, size_t f, size_t value)
{
	return w->field[f].vocab->value[value].leaf && value != w->t->leaf[tuple * w->nfields + f];
}

static void field_tried(struct trial *w, size_t f, struct risk_count *out)
{
	const struct vocab *v = w->field[f].vocab;
	bool *possible = xcalloc(v->n, sizeof *possible);
	uint16_t other[TUPLES_FIELDS];

	for (size_t i = 0; i < w->t->n; i++) {
		memcpy(other, w->t->leaf + i * w->nfields, w->nfields * sizeof *other);
		for (size_t value = 1; value < v->n; value++) {
			other[f] = (uint16_t)value;
			possible[value] = is_other(w, i, f, value) && changes_nothing(w, i, other);
		}
		judge(w, i, f, possible, w->t->count[i], out);
	}
	free(possible);
}

/* How many of `sample` persons, evenly spread over all, are of each tuple. */
static size_t *sample_new(const struct tuples *t, size_t sample)
{
	size_t *of = xcalloc(t->n + 1, sizeof *of), before = 0;

	if (sample > t->persons) sample = t->persons;
	for (size_t i = 0; i < t->n; i++) {
		size_t after = before + t->count[i];

		of[i] = after * sample / t->persons - before * sample / t->persons;
		before = after;
	}
	return of;
}

/* All that is asked of a sample, by field, then tuple. */
struct questions {
	VEC(struct ladder_swap) swap;
	VEC(uint16_t) leaf; /* nfields a swap */
	bool asked[TUPLES_FIELDS];
};

static void ask_field(const struct trial *w, size_t f, const size_t *sample, struct questions *q)
{
	const struct vocab *v = w->field[f].vocab;

	for (size_t i = 0; i < w->t->n; i++) {
		for (size_t value = 1; sample[i] && value < v->n; value++) {
			if (!is_other(w, i, f, value)) continue;
			vec_push(&q->swap, ((struct ladder_swap){ i, NULL, false }));
			for (size_t g = 0; g < w->nfields; g++)
				vec_push(&q->leaf, g == f ? (uint16_t)value : w->t->leaf[i * w->nfields + g]);
		}
	}
	q->asked[f] = true;
}

/* begin: of the field's answers. Where the next field's begin. */
static size_t hear_field(const struct trial *w, size_t f, const size_t *sample, const struct questions *q, size_t begin,
	struct risk_count *out)
{
	const struct vocab *v = w->field[f].vocab;
	bool *possible = xcalloc(v->n, sizeof *possible);

	for (size_t i = 0; i < w->t->n; i++) {
		if (!sample[i]) continue;
		memset(possible, 0, v->n * sizeof *possible);
		for (size_t value = 1; value < v->n; value++)
			if (is_other(w, i, f, value)) possible[value] = q->swap.at[begin++].same;
		judge(w, i, f, possible, sample[i], out);
	}
	out->walked = true;
	free(possible);
	return begin;
}

/* One walk for all fields: most of it is looking at who is there on every rung. */
static void fields_walked(struct trial *w, struct questions *q, const size_t *sample, struct risk *out)
{
	size_t at = 0;

	for (size_t i = 0; i < q->swap.n; i++) q->swap.at[i].leaf = q->leaf.at + i * w->nfields;
	ladder_swaps(w->rows, w->k, q->swap.at, q->swap.n);
	for (size_t f = 0; f < w->nfields; f++)
		if (q->asked[f]) at = hear_field(w, f, sample, q, at, &out->known[f]);
}

static void fields_known(struct trial *w, struct risk *out, uint64_t budget, size_t people)
{
	size_t *sample = sample_new(w->t, people);
	struct questions q = { 0 };

	for (size_t f = 0; f < w->nfields; f++) {
		w->left = budget / w->nfields;
		if (affords(w, w->t->n * w->field[f].vocab->value[0].leaves))
			field_tried(w, f, &out->known[f]);
		else
			ask_field(w, f, sample, &q);
	}
	if (q.swap.n) fields_walked(w, &q, sample, out);
	vec_dispose(&q.swap);
	vec_dispose(&q.leaf);
	free(sample);
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
	size_t fields = w->nfields;

	assert(fields <= TUPLES_FIELDS);
	for (size_t f = 0; f < fields; f++) {
		assert(possible[f]);
		memset(possible[f], 0, w->field[f].vocab->n * sizeof **possible);
		other[f] = first_leaf(w->field[f].vocab);
	}
	do {
		bool known = true; /* all its values are known to be possible already */

		for (size_t f = 0; f < fields; f++) known = known && possible[f][other[f]];
		if (known || !changes_nothing(w, tuple, other)) continue;
		for (size_t f = 0; f < fields; f++) possible[f][other[f]] = true;
	} while (next_combination(w, other));
	for (size_t f = 0; f < fields; f++) judge(w, tuple, f, possible[f], w->t->count[tuple], &out->blind[f]);
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
	if (combinations <= w->left / w->cost && affords(w, w->t->n * combinations))
		for (size_t i = 0; i < w->t->n; i++) blind_person(w, out, i, possible);
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
	const struct risk_base *base, bool fields, uint64_t budget, size_t sample)
{
	struct trial w = { .field = field,
		.nfields = nfields,
		.t = t,
		.base = base->ladder,
		.rows = base->rows,
		.less = base->less,
		.k = base->k,
		.left = budget,
		.mem = ARENA_INIT };

	assert(nfields == t->nfields);
	*out = (struct risk){ .persons = t->persons, .nfields = nfields };
	trial_init(&w);
	presence(&w, out);
	out->spent = budget - w.left;
	if (fields && nfields && t->n) {
		fields_known(&w, out, budget, sample);
		w.left = budget;
		fields_blind(&w, out);
	}
	free(w.class_of);
	free(w.leaf);
	free(w.count);
	arena_dispose(&w.mem);
}
