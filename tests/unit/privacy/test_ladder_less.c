/* One person less, or one who answered otherwise: what the ladder says of them from one climb against climbing again for each, in thousands of
 * random pools. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include "base/random.h"
#include "base/vec.h"
#include "privacy/ladder.h"
#include "forest.h"

enum { FIELDS_MAX = 8, ROWS_MAX = 40, VALUES_MAX = 1500, PERSONS_MAX = 4, RUNGS_MAX = 400 };

struct world {
	struct random_source *chance;
	struct vocab vocab[FIELDS_MAX];
	struct vocab_value value[FIELDS_MAX][VALUES_MAX];
	struct ladder_field field[FIELDS_MAX];
	size_t fields, rungs;
	uint16_t leaf[ROWS_MAX * FIELDS_MAX];
	uint32_t count[ROWS_MAX];
	size_t rows;
	unsigned k;
};
/* A random tree, depth first: each value hangs below the one before it or below one of that one's ancestors. `spread`
 * gives the root and its first child hundreds of children more, which nobody chooses, so that digits become wide. */
static void grow(struct world *w, size_t f, bool spread)
{
	size_t parent[VALUES_MAX] = { 0 }, depth[VALUES_MAX] = { 0 }, n = 1, deepest = 1 + random_below(w->chance, 3);

	for (size_t i = 2 + random_below(w->chance, 8); i > 0; i--, n++) {
		size_t above = n - 1;

		while (depth[above] && (depth[above] >= deepest || random_below(w->chance, 2))) above = parent[above];
		parent[n] = above;
		depth[n] = depth[above] + 1;
	}
	if (spread) {
		size_t last = n;

		parent[n++] = 0;
		for (size_t i = 0; i < 600; i++) parent[n++] = last;
		for (size_t i = 0; i < 600; i++) parent[n++] = 0;
	}
	forest_tree(&w->vocab[f], w->value[f], parent, n);
}

static void make_world(struct world *w, bool spread)
{
	w->fields = random_below(w->chance, FIELDS_MAX + 1);
	w->rows = random_below(w->chance, ROWS_MAX);
	w->k = 1 + random_below(w->chance, 7);
	w->rungs = 1;
	for (size_t f = 0; f < w->fields; f++) {
		grow(w, f, spread);
		w->field[f] = (struct ladder_field){ &w->vocab[f], random_below(w->chance, 5) };
		if (w->rungs * (w->vocab[f].max_depth + 1) > RUNGS_MAX) {
			w->fields = f;
			break;
		}
		w->rungs *= w->vocab[f].max_depth + 1;
	}
	for (size_t r = 0; r < w->rows; r++) {
		w->count[r] = 1 + random_below(w->chance, PERSONS_MAX);
		/* Half of the rows are like one before, in all but one field. */
		bool like = r && random_below(w->chance, 2);
		size_t other = r ? random_below(w->chance, (uint32_t)r) : 0, own = random_below(w->chance, FIELDS_MAX);

		for (size_t f = 0; f < w->fields; f++)
			w->leaf[r * w->fields + f] =
				like && f != own ? w->leaf[other * w->fields + f]
						 : (uint16_t)random_below(w->chance,
							   (uint32_t)(w->vocab[f].n < 10 ? w->vocab[f].n : 10));
	}
}

struct tally {
	size_t less[LADDER_OPEN + 1];
	size_t swaps, same, missed; /* missed: the same, and taken for others */
};

static bool same_tuples(const struct ladder *a, const struct ladder *b, size_t fields)
{
	if (a->n != b->n) return false;
	for (size_t c = 0; c < a->n; c++)
		if (fields && memcmp(a->at[c].tuple, b->at[c].tuple, fields * sizeof *a->at[c].tuple) != 0)
			return false;
	return true;
}

/* Drawn again without one person of row r, and with one more of row `come`, if there is one. */
static bool drawn_again(struct world *w, const struct ladder *l, size_t r, size_t come)
{
	struct arena mem = ARENA_INIT;
	struct ladder again;

	w->count[r]--;
	if (come < w->rows) w->count[come]++;
	assert_int_equal(ladder_run(&again, &mem, w->field, w->fields, w->leaf, w->count, w->rows, w->k), 0);
	if (come < w->rows) w->count[come]--;
	w->count[r]++;
	bool same = same_tuples(&again, l, w->fields);
	arena_dispose(&mem);
	return same;
}

/* Everybody's row tries the answers of every other row. */
static void try_swaps(struct world *w, const struct ladder_rows *rows, const struct ladder *l, struct tally *t)
{
	VEC(struct ladder_swap) swap = VEC_INIT;

	for (size_t r = 0; r < w->rows; r++)
		for (size_t o = 0; o < w->rows; o++)
			vec_push(&swap, ((struct ladder_swap){ r, w->leaf + o * w->fields, false }));
	ladder_swaps(rows, w->k, swap.at, swap.n);
	for (size_t i = 0; i < swap.n; i++) {
		bool same = drawn_again(w, l, i / w->rows, i % w->rows);

		assert_true(same || !swap.at[i].same); /* never "possible" of what is not */
		t->swaps++;
		t->same += same;
		t->missed += same && !swap.at[i].same;
	}
	vec_dispose(&swap);
}

static void play(struct tally *t, uint64_t seed, size_t rounds, bool spread)
{
	struct random_source chance = { random_seeded_fill, seed };
	struct world *w = xcalloc(1, sizeof *w);

	w->chance = &chance;
	for (size_t round = 0; round < rounds; round++) {
		struct arena mem = ARENA_INIT;
		struct ladder l, again;
		uint8_t less[ROWS_MAX] = { 0 };

		make_world(w, spread);
		const struct ladder_rows *rows =
			ladder_rows_new(&mem, ladder_plan_new(&mem, w->field, w->fields), w->leaf, w->count, w->rows);
		ladder_climb_less(&l, &mem, rows, w->k, less);
		ladder_climb(&again, &mem, rows, w->k);
		assert_true(same_tuples(&l, &again, w->fields));
		for (size_t r = 0; r < w->rows; r++) {
			t->less[less[r]]++;
			if (less[r] != LADDER_OPEN)
				assert_int_equal(less[r] == LADDER_SAME, drawn_again(w, &l, r, w->rows));
		}
		if (round % 10 == 0) try_swaps(w, rows, &l, t);
		arena_dispose(&mem);
	}
	free(w);
}

/* Small pools with many unanswered questions are the worst case for what must stay open. */
static void test_narrow_keys(void **state)
{
	struct tally t = { .swaps = 0 };

	(void)state;
	play(&t, 31, 1500, false);
	assert_true(t.less[LADDER_SAME] > 1000 && t.less[LADDER_OTHER] > 1000);
	assert_true(t.less[LADDER_OPEN] * 4 < t.less[LADDER_SAME] + t.less[LADDER_OTHER]);
	assert_true(t.same > 1000);
	assert_true(t.missed * 10 < t.same);
}

static void test_wide_keys(void **state)
{
	struct tally t = { .swaps = 0 };

	(void)state;
	play(&t, 32, 100, true);
	assert_true(t.less[LADDER_SAME] + t.less[LADDER_OTHER] > 100);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_narrow_keys), cmocka_unit_test(test_wide_keys) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
