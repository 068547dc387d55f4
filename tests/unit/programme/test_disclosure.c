/* test_disclosure: nothing that is shown, and nothing that can be worked out of it, is about fewer than five answers. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdlib.h>
#include <string.h>
#include "programme/disclosure.h"

enum { MANY = 40 };
static int64_t person[MANY];
static bool set[8][MANY];

static int everybody_is_another(void **state)
{
	(void)state;
	for (int i = 0; i < MANY; i++) person[i] = i + 1;
	memset(set, 0, sizeof set);
	return 0;
}

static const bool *range(int which, int from, int to)
{
	memset(set[which], 0, sizeof set[which]);
	for (int i = from; i < to; i++) set[which][i] = true;
	return set[which];
}

static bool show(struct shown *s, const bool *one)
{
	return shown_add(s, &one, 1);
}

static void five_are_shown_four_are_not(void **state)
{
	(void)state;
	struct shown *s = shown_new(person, 9);
	assert_false(show(s, range(0, 0, 4)));
	assert_true(show(s, range(0, 0, 5)));
	assert_true(show(s, range(0, 0, 0)));
	shown_free(s);
	for (int i = 0; i < 9; i++) person[i] = i / 2; /* nine answers of five people: two of them are three people's */
	s = shown_new(person, 9);
	assert_false(show(s, range(0, 0, 6)));
	assert_true(show(s, range(0, 0, 9)));
	shown_free(s);
}

static void a_total_less_its_parts(void **state)
{
	(void)state;
	struct shown *s = shown_new(person, 20);
	assert_true(show(s, range(0, 0, 20)));
	assert_true(show(s, range(0, 0, 9)));
	assert_false(show(s, range(0, 9, 17))); /* would leave three */
	assert_true(show(s, range(0, 9, 15)));  /* leaves five */
	assert_true(show(s, range(0, 15, 20)));
	shown_free(s);
}

static void nearly_the_same_group(void **state)
{
	(void)state;
	struct shown *s = shown_new(person, 20);
	assert_true(show(s, range(0, 0, 10)));
	assert_false(show(s, range(0, 0, 11)));
	assert_false(show(s, range(0, 2, 10)));
	assert_true(show(s, range(0, 0, 15)));
	assert_false(show(s, range(0, 1, 11))); /* less the first ten: who came and who went */
	shown_free(s);
}

static void two_ways_of_grouping(void **state)
{
	(void)state;
	/* Ten in two halves, twelve in two halves: the second pair sums to two more than the first. */
	struct shown *s = shown_new(person, 12);
	assert_true(show(s, range(0, 0, 5)));
	assert_true(show(s, range(0, 5, 10)));
	const bool mixed[2][12] = { { 1, 1, 1, 0, 0, 1, 1, 1, 0, 0, 1, 0 }, { 0, 0, 0, 1, 1, 0, 0, 0, 1, 1, 0, 1 } };
	assert_true(show(s, mixed[0]));
	assert_false(show(s, mixed[1])); /* both less both halves: the last two */
	shown_free(s);
}

static void all_or_nothing(void **state)
{
	(void)state;
	struct shown *s = shown_new(person, 20);
	const bool *both[] = { range(0, 0, 10), range(1, 10, 13) };
	assert_false(shown_add(s, both, 2));
	assert_true(show(s, range(2, 0, 9))); /* ten is not shown, so that nine leaves nobody alone */
	struct shown *copy = shown_copy(s);
	assert_false(show(copy, range(2, 0, 10)));
	shown_free(copy);
	shown_free(s);
}

/* ---- by brute force: can the rows be combined to something on few answers? Fractions of long long, tried for every few answers. */

static bool solvable(const bool row[8][MANY], size_t nrows, size_t n, const bool *few)
{
	/* The rows without the columns of `few`: dependent rows, where they were independent, make something of the few alone. */
	double m[2][8][MANY];
	size_t rank[2] = { 0, 0 };
	for (int part = 0; part < 2; part++) {
		size_t cols = 0;
		for (size_t k = 0; k < n; k++) {
			if (part && few[k]) continue;
			for (size_t r = 0; r < nrows; r++) m[part][r][cols] = row[r][k];
			cols++;
		}
		for (size_t c = 0; c < cols && rank[part] < nrows; c++) {
			size_t best = rank[part];
			for (size_t r = best; r < nrows; r++)
				if (m[part][r][c] * m[part][r][c] > m[part][best][c] * m[part][best][c]) best = r;
			if (m[part][best][c] * m[part][best][c] < 1e-12) continue;
			for (size_t k = 0; k < cols; k++) {
				double swap = m[part][best][k];
				m[part][best][k] = m[part][rank[part]][k];
				m[part][rank[part]][k] = swap;
			}
			for (size_t r = rank[part] + 1; r < nrows; r++) {
				double f = m[part][r][c] / m[part][rank[part]][c];
				for (size_t k = c; k < cols; k++) m[part][r][k] -= f * m[part][rank[part]][k];
			}
			rank[part]++;
		}
	}
	return rank[1] < rank[0];
}

static bool any_few(const bool row[8][MANY], size_t nrows, size_t n)
{
	bool few[MANY] = { false };
	for (size_t a = 0; a < n; a++)
		for (size_t b = a; b < n; b++)
			for (size_t c = b; c < n; c++)
				for (size_t d = c; d < n; d++) {
					few[a] = few[b] = few[c] = few[d] = true;
					bool yes = solvable(row, nrows, n, few);
					few[a] = few[b] = few[c] = few[d] = false;
					if (yes) return true;
				}
	return false;
}

static void as_brute_force_says(void **state)
{
	(void)state;
	uint32_t seed = 5;
	size_t refused = 0, taken = 0;
#define CHANCE(n) ((seed = seed * 1664525u + 1013904223u) >> 8) % (uint32_t)(n)
	for (int round = 0; round < 250; round++) {
		bool row[8][MANY] = { { false } };
		size_t n = 8 + CHANCE(9), nrows = 0;
		struct shown *s = shown_new(person, n);
		size_t kinds = 2 + CHANCE(n);
		for (int t = 0; t < 8; t++) {
			bool *now = row[nrows];
			bool in[MANY];
			size_t many = 0;
			for (size_t k = 0; k < kinds; k++) in[k] = CHANCE(3) > 0;
			for (size_t k = 0; k < n; k++) many += now[k] = in[k * kinds / n];
			bool fine = show(s, now);
			bool safe = many >= 5 && !any_few((const bool(*)[MANY])row, nrows + 1, n);
			if (many) assert_int_equal(fine, safe);
			if (many) taken += fine, refused += !fine;
			if (many && fine && nrows < 7)
				nrows++;
			else if (many && fine)
				break;
		}
		shown_free(s);
	}
	assert_true(refused > 100 && taken > 100);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(five_are_shown_four_are_not, everybody_is_another),
		cmocka_unit_test_setup(a_total_less_its_parts, everybody_is_another),
		cmocka_unit_test_setup(nearly_the_same_group, everybody_is_another),
		cmocka_unit_test_setup(two_ways_of_grouping, everybody_is_another),
		cmocka_unit_test_setup(all_or_nothing, everybody_is_another),
		cmocka_unit_test_setup(as_brute_force_says, everybody_is_another),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
