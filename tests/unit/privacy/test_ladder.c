/* The ladder against its promises, checked by brute force on thousands of small random tables, and against tables small
 * enough to be worked out by hand. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include "base/random.h"
#include "privacy/ladder.h"
#include "trees.h"

enum { ROWS_MAX = 60, FIELDS = 2 };

struct fixture {
	struct vocab areas, years;
	struct vocab_value area[AREAS], year[YEARS];
	struct ladder_field field[FIELDS];
};

static void setup(struct fixture *f)
{
	tree_areas(&f->areas, f->area);
	tree_years(&f->years, f->year);
	f->field[0] = (struct ladder_field){ &f->areas, 4 };
	f->field[1] = (struct ladder_field){ &f->years, 2 };
}

static void teardown(struct fixture *f)
{
	map_dispose(&f->areas.by_word);
	map_dispose(&f->years.by_word);
}

static bool is_ancestor(const struct vocab *v, size_t above, size_t below)
{
	while (below != above && below) below = v->value[below].parent;
	return below == above;
}

static void check_promises(
	const struct fixture *f, const struct ladder *l, const uint16_t *leaf, size_t rows, unsigned k)
{
	int seen[ROWS_MAX] = { 0 };

	if (rows < k) {
		assert_int_equal(l->n, 0);
		assert_int_equal(l->unplaced, rows);
		return;
	}
	assert_int_equal(l->placed, rows);
	assert_int_equal(l->unplaced, 0);
	for (size_t c = 0; c < l->n; c++) {
		assert_true(l->at[c].n >= k);
		for (size_t i = 0; i < l->at[c].n; i++) {
			size_t r = l->at[c].row[i];

			assert_int_equal(seen[r]++, 0);
			assert_true(i == 0 || l->at[c].row[i - 1] < r);
			for (size_t x = 0; x < FIELDS; x++)
				assert_true(is_ancestor(f->field[x].vocab, l->at[c].tuple[x], leaf[r * FIELDS + x]));
		}
		for (size_t d = 0; d < c; d++)
			assert_true(memcmp(l->at[c].tuple, l->at[d].tuple, FIELDS * sizeof(size_t)) != 0);
	}
}

/* The ladder once more, in the plainest way: all pairs of levels by cost, counting by comparing every row with every other.
 * Costs by hand: 5 leaves of area, deepest 2: leaves 0; level 1: gcp, gvp, glp, bio become inner values of 2 leaves, (2-1)/(5-1), quality
 * stays, mean 200000; level 2: all roots, 1000000. Experience: 0 and 1000000. Weights 4 and 2. */
static const uint64_t cost[3][2] = { { 0, 2000000 }, { 800000, 2800000 }, { 4000000, 6000000 } };

static size_t at_level(const struct vocab *v, size_t value, size_t level)
{
	while (v->value[value].depth + level > v->max_depth) value = v->value[value].parent;
	return value;
}

static void plain_ladder(const struct fixture *f, const uint16_t *leaf, size_t rows, unsigned k,
	size_t out[ROWS_MAX][FIELDS], bool placed[ROWS_MAX])
{
	bool done[3][2] = { { false } };

	for (int rung = 0; rung < 6; rung++) {
		size_t a = 0, y = 0;
		uint64_t least = UINT64_MAX;
		bool now[ROWS_MAX] = { false };

		for (size_t i = 0; i < 3; i++)
			for (size_t j = 0; j < 2; j++)
				if (!done[i][j] && cost[i][j] < least) {
					least = cost[i][j];
					a = i;
					y = j;
				}
		done[a][y] = true;
		for (size_t r = 0; r < rows; r++) {
			size_t same = 0;

			for (size_t o = 0; o < rows && !placed[r]; o++)
				same += !placed[o] &&
					at_level(&f->areas, leaf[o * 2], a) == at_level(&f->areas, leaf[r * 2], a) &&
					at_level(&f->years, leaf[o * 2 + 1], y) ==
						at_level(&f->years, leaf[r * 2 + 1], y);
			now[r] = same >= k;
		}
		for (size_t r = 0; r < rows; r++) {
			if (!now[r]) continue;
			placed[r] = true;
			out[r][0] = at_level(&f->areas, leaf[r * 2], a);
			out[r][1] = at_level(&f->years, leaf[r * 2 + 1], y);
		}
	}
}

/* Every class is what the plain ladder gives, but for the one that took in the left-overs. */
static void check_nothing_given_away(
	const struct fixture *f, const struct ladder *l, const uint16_t *leaf, size_t rows, unsigned k)
{
	size_t expected[ROWS_MAX][FIELDS] = { { 0 } }, joined = 0;
	bool placed[ROWS_MAX] = { false };

	plain_ladder(f, leaf, rows, k, expected, placed);
	for (size_t c = 0; c < l->n; c++) {
		bool took_in = false;

		for (size_t i = 0; i < l->at[c].n; i++) took_in |= !placed[l->at[c].row[i]];
		joined += took_in;
		for (size_t i = 0; i < l->at[c].n && !took_in; i++)
			assert_memory_equal(expected[l->at[c].row[i]], l->at[c].tuple, sizeof expected[0]);
	}
	assert_true(joined <= 1);
}

static void shuffled(uint16_t *leaf, const uint16_t *from, size_t *order, size_t rows, struct random_source *chance)
{
	for (size_t i = 0; i < rows; i++) order[i] = i;
	for (size_t i = rows; i > 1; i--) {
		size_t j = random_below(chance, (uint32_t)i), t = order[i - 1];

		order[i - 1] = order[j];
		order[j] = t;
	}
	for (size_t i = 0; i < rows; i++) memcpy(leaf + i * FIELDS, from + order[i] * FIELDS, FIELDS * sizeof *leaf);
}

/* Which tuple each original row got. */
static void tuples_of(const struct ladder *l, const size_t *order, size_t out[ROWS_MAX][FIELDS])
{
	for (size_t c = 0; c < l->n; c++)
		for (size_t i = 0; i < l->at[c].n; i++)
			memcpy(out[order ? order[l->at[c].row[i]] : l->at[c].row[i]], l->at[c].tuple, sizeof out[0]);
}

static void test_random_tables(void **state)
{
	struct random_source chance = { random_seeded_fill, 11 };
	struct fixture f;

	(void)state;
	setup(&f);
	for (int round = 0; round < 4000; round++) {
		struct arena mem = ARENA_INIT;
		uint16_t leaf[ROWS_MAX * FIELDS], again[ROWS_MAX * FIELDS];
		size_t order[ROWS_MAX], rows = random_below(&chance, ROWS_MAX);
		size_t one[ROWS_MAX][FIELDS] = { { 0 } }, two[ROWS_MAX][FIELDS] = { { 0 } };
		unsigned k = 2 + random_below(&chance, 6);
		struct ladder a, b;

		for (size_t r = 0; r < rows; r++) {
			leaf[r * 2] = (uint16_t)random_below(&chance, AREAS);
			leaf[r * 2 + 1] = (uint16_t)random_below(&chance, YEARS);
		}
		assert_int_equal(ladder_run(&a, &mem, f.field, FIELDS, leaf, NULL, rows, k), 0);
		check_promises(&f, &a, leaf, rows, k);
		check_nothing_given_away(&f, &a, leaf, rows, k);
		shuffled(again, leaf, order, rows, &chance);
		assert_int_equal(ladder_run(&b, &mem, f.field, FIELDS, again, NULL, rows, k), 0);
		assert_int_equal(a.n, b.n);
		assert_int_equal(a.loss_ppm, b.loss_ppm);
		tuples_of(&a, NULL, one);
		tuples_of(&b, order, two);
		assert_memory_equal(one, two, sizeof one);
		arena_dispose(&mem);
	}
	teardown(&f);
}

/* Five GLP stay exact. Of three GCP and two GVP nobody is five alone, so they meet in "clinical". */
static void test_by_hand(void **state)
{
	struct arena mem = ARENA_INIT;
	struct fixture f;
	struct ladder l;
	const uint16_t leaf[] = { AREA_GLP, AREA_GCP, AREA_GLP, AREA_GCP, AREA_GLP, AREA_GVP, AREA_GLP, AREA_GCP,
		AREA_GLP, AREA_GVP };

	(void)state;
	setup(&f);
	assert_int_equal(ladder_run(&l, &mem, f.field, 1, leaf, NULL, 10, 5), 0);
	assert_int_equal(l.n, 2);
	assert_int_equal(l.at[0].tuple[0], AREA_CLINICAL);
	assert_int_equal(l.at[1].tuple[0], AREA_GLP);
	assert_int_equal(l.at[0].n, 5);
	/* five leaves in all: clinical has 2 of them, (2-1)/(5-1) = 250000 ppm for half the rows */
	assert_int_equal(l.loss_ppm, 125000);
	arena_dispose(&mem);
	teardown(&f);
}

/* Two left-overs from bioanalytical join GLP (making it nonclinical), which costs less than making clinical a root. */
static void test_left_overs(void **state)
{
	struct arena mem = ARENA_INIT;
	struct fixture f;
	struct ladder l;
	uint16_t leaf[12];

	(void)state;
	setup(&f);
	for (size_t i = 0; i < 12; i++) leaf[i] = i < 5 ? AREA_GCP : i < 10 ? AREA_GLP : AREA_BIO;
	assert_int_equal(ladder_run(&l, &mem, f.field, 1, leaf, NULL, 12, 5), 0);
	assert_int_equal(l.n, 2);
	assert_int_equal(l.at[0].tuple[0], AREA_GCP);
	assert_int_equal(l.at[1].tuple[0], AREA_NONCLINICAL);
	assert_int_equal(l.at[1].n, 7);
	arena_dispose(&mem);
	teardown(&f);
}

/* "Nonclinical" given as such and two exact ones that become nonclinical are one class, not two that look alike. */
static void test_inner_answers_meet(void **state)
{
	struct arena mem = ARENA_INIT;
	struct fixture f;
	struct ladder l;
	const uint16_t leaf[] = { AREA_NONCLINICAL, AREA_NONCLINICAL, AREA_GLP, AREA_BIO };

	(void)state;
	setup(&f);
	assert_int_equal(ladder_run(&l, &mem, f.field, 1, leaf, NULL, 4, 2), 0);
	assert_int_equal(l.n, 1);
	assert_int_equal(l.at[0].tuple[0], AREA_NONCLINICAL);
	assert_int_equal(l.at[0].n, 4);
	arena_dispose(&mem);
	teardown(&f);
}

static void test_no_fields_and_unknown(void **state)
{
	struct arena mem = ARENA_INIT;
	struct fixture f;
	struct ladder l;
	const uint16_t none[5] = { 0 };

	(void)state;
	setup(&f);
	assert_int_equal(ladder_run(&l, &mem, f.field, 0, none, NULL, 5, 5), 0);
	assert_int_equal(l.n, 1);
	assert_int_equal(l.at[0].n, 5);
	assert_int_equal(ladder_run(&l, &mem, f.field, 1, none, NULL, 5, 5), 0);
	assert_int_equal(l.at[0].tuple[0], 0);
	assert_int_equal(ladder_run(&l, &mem, f.field, 1, none, NULL, 4, 5), 0);
	assert_int_equal(l.n, 0);
	assert_int_equal(l.unplaced, 4);
	arena_dispose(&mem);
	teardown(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_random_tables), cmocka_unit_test(test_by_hand),
		cmocka_unit_test(test_left_overs), cmocka_unit_test(test_inner_answers_meet),
		cmocka_unit_test(test_no_fields_and_unknown) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
