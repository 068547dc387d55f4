/* test_fit: the table of DOMAIN 7.4, edge by edge, and the lines of an explanation. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <limits.h>
#include <string.h>
#include "programme/fit_parts.h"

static struct rules rules;
static struct participant seeker, other;
static date_t from, until;
static const uint16_t one[] = { 1 }, two[] = { 2 }, one_two[] = { 1, 2 }, three[] = { 1, 2, 3 };
static const uint8_t fluent[] = { LEVEL_FLUENT }, basic[] = { LEVEL_BASIC };
#define CODES(a) ((struct codes){ a, sizeof a / sizeof *a })

static const int usual[WEIGHT_COUNT] = { 40, 15, 10, 10, 10, 5, 5, 5 };

/* Two who lack nothing: 100. */
static int set_up(void **state)
{
	(void)state;
	memset(&rules, 0, sizeof rules);
	memcpy(rules.weight, usual, sizeof usual);
	from = date_civil(2026, 3, 11);
	until = date_civil(2026, 10, 10);
	seeker = (struct participant){ .kind = KIND_MENTEE,
		.needs = CODES(one_two),
		.primary_need = 1,
		.sectors = CODES(one),
		.channels = CODES(one),
		.language = one,
		.level = fluent,
		.nlanguages = 1,
		.qa_months = 24,
		.region = 1,
		.utc_offset = 0,
		.available_from = DATE_NONE,
		.available_until = DATE_NONE };
	other = seeker;
	other.kind = KIND_MENTOR;
	other.offers = CODES(three);
	other.qa_months = 24 + 60;
	return 0;
}

static int total(void)
{
	return fit_total(&rules, &seeker, &other, from, until);
}

static void nothing_lacks(void **state)
{
	(void)state;
	assert_int_equal(total(), 100);
}

static void needs(void **state)
{
	(void)state;
	other.offers = CODES(one); /* the primary need: half of 40 */
	assert_int_equal(total(), 80);
	other.offers = CODES(two); /* the other one: the rest */
	assert_int_equal(total(), 80);
	other.offers = (struct codes){ NULL, 0 };
	assert_int_equal(total(), 60);
	seeker.needs = CODES(three);
	other.offers = CODES(one_two); /* 20 and one of two others */
	assert_int_equal(total(), 90);
	seeker.needs = CODES(one); /* a single need is worth all */
	assert_int_equal(total(), 100);
	seeker.needs = (struct codes){ NULL, 0 }; /* the primary one alone, not repeated among the needs */
	assert_int_equal(total(), 100);
	seeker.primary_need = CODE_NONE;
	assert_int_equal(total(), 60);
	seeker.needs = CODES(three); /* no primary: 26 of 40 */
	assert_int_equal(total(), 86);
}

static void experience(void **state)
{
	static const int months[][2] = { { 60, 15 }, { 59, 12 }, { 36, 12 }, { 35, 6 }, { 12, 6 }, { 11, 0 }, { 0, 0 },
		{ -60, 0 } };
	(void)state;
	seeker.qa_months = 100;
	for (size_t i = 0; i < sizeof months / sizeof *months; i++) {
		other.qa_months = 100 + months[i][0];
		assert_int_equal(total(), 85 + months[i][1]);
	}
	other.qa_months = -1;
	assert_int_equal(total(), 90); /* unknown: 5 */
}

static void region_and_time(void **state)
{
	static const int minutes[][2] = { { 0, 6 }, { 180, 6 }, { 181, 3 }, { 360, 3 }, { 361, 0 }, { 720, 0 },
		{ -180, 6 } };
	(void)state;
	other.region = 2;
	for (size_t i = 0; i < sizeof minutes / sizeof *minutes; i++) {
		other.utc_offset = minutes[i][0];
		assert_int_equal(total(), 90 + minutes[i][1]);
	}
	seeker.utc_offset = 12 * 60; /* round the clock: New Zealand and Samoa are an hour apart */
	other.utc_offset = -11 * 60;
	assert_int_equal(total(), 96);
	other.utc_offset = INT_MIN;
	assert_int_equal(total(), 93);
}

static void the_other_parts(void **state)
{
	(void)state;
	other.sectors = CODES(two);
	assert_int_equal(total(), 90);
	other.level = basic;
	assert_int_equal(total(), 84);
	seeker.level = basic; /* neither speaks it well */
	assert_int_equal(total(), 80);
	other.nlanguages = 0;
	assert_int_equal(total(), 83);
	other.channels = CODES(two);
	assert_int_equal(total(), 78);
	other.channels = (struct codes){ NULL, 0 };
	assert_int_equal(total(), 80);
	seeker.asks_exam = true;
	seeker.exam = CODES(one_two);
	assert_int_equal(total(), 75);
	other.credentials = CODES(two);
	assert_int_equal(total(), 80);
}

static void the_window_covers_the_partnership(void **state)
{
	(void)state;
	other.available_from = from;
	other.available_until = until;
	assert_int_equal(total(), 100);
	other.available_until = until - 1;
	assert_int_equal(total(), 95);
	other.available_until = until;
	other.available_from = from + 1;
	assert_int_equal(total(), 95);
	other.available_from = DATE_NONE;
	seeker.available_until = until - 1; /* the seeker's too */
	assert_int_equal(total(), 95);
}

static void peers_both_ways(void **state)
{
	(void)state;
	seeker.kind = other.kind = KIND_PEER;
	other.qa_months = seeker.qa_months + 36;
	seeker.offers = CODES(one_two);
	assert_int_equal(total(), 100);
	seeker.offers = CODES(one); /* (100 + 80) / 2 */
	assert_int_equal(total(), 90);
	other.qa_months = seeker.qa_months + 37; /* 8 in place of 15 */
	assert_int_equal(total(), 83);
	other.qa_months = seeker.qa_months + 85; /* 3 */
	assert_int_equal(total(), 78);
	seeker.needs = CODES(three);
	other.offers = CODES(one_two); /* one way 90, the other 80, less 12: 78 and 68 */
	assert_int_equal(total(), 73);
	struct participant swap = seeker;
	seeker = other;
	other = swap;
	assert_int_equal(total(), 73); /* the same from either side */
}

static void weights_stand_for_a_hundred(void **state)
{
	struct fit_scale s;
	(void)state;
	rules.weight[WEIGHT_REGION] = 0;
	fit_scale_make(&s, &rules);
	/* Of 90: 44 rest 40, 16 rest 60, 11 rest 10, 0, 11 rest 10, 5 rest 50 three times: 97, and three for 60, 50, 50. */
	static const int expected[WEIGHT_COUNT] = { 44, 17, 11, 0, 11, 6, 6, 5 };
	assert_memory_equal(s.most, expected, sizeof expected);
	assert_int_equal(total(), 100);
	memset(rules.weight, 0, sizeof rules.weight);
	rules.weight[WEIGHT_SECTOR] = 7;
	assert_int_equal(total(), 100);
	other.sectors = CODES(two);
	assert_int_equal(total(), 0);
}

/* Unknown never beats known to be good. */
static void unknown_is_never_better(void **state)
{
	struct fit_scale s;
	(void)state;
	for (unsigned seed = 1; seed < 2000; seed++) {
		unsigned x = seed * 2654435761u;
		for (int i = 0; i < WEIGHT_COUNT; i++, x = x * 1664525u + 1013904223u) rules.weight[i] = (int)(x >> 24);
		rules.weight[0]++;
		fit_scale_make(&s, &rules);
		int sum = 0;
		for (int i = 0; i < WEIGHT_COUNT; i++) {
			sum += s.most[i];
			assert_true(s.points[i][GRADE_UNKNOWN] <= s.points[i][GRADE_FULL]);
			assert_int_equal(s.points[i][GRADE_FULL], s.most[i]);
		}
		assert_int_equal(sum, 100);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(nothing_lacks, set_up),
		cmocka_unit_test_setup(needs, set_up),
		cmocka_unit_test_setup(experience, set_up),
		cmocka_unit_test_setup(region_and_time, set_up),
		cmocka_unit_test_setup(the_other_parts, set_up),
		cmocka_unit_test_setup(the_window_covers_the_partnership, set_up),
		cmocka_unit_test_setup(peers_both_ways, set_up),
		cmocka_unit_test_setup(weights_stand_for_a_hundred, set_up),
		cmocka_unit_test_setup(unknown_is_never_better, set_up),
	};
	return cmocka_run_group_tests_name("fit", tests, NULL, NULL);
}
