/* test_units: who earns how many units in which year, each rule alone, then thousands of invented histories against a count made another way. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdlib.h>
#include <string.h>
#include "programme/units.h"

static const struct unit_rule calendar[] = { { 0, 2, 2, 4, 1, 1, "5.6.1" } };
static const struct rules usual = { .unit = calendar, .nunits = 1 };

static date_t day(const char *iso)
{
	return date_parse(sv(iso));
}

static struct unit_claim concluded(const char *on, int64_t order)
{
	return (struct unit_claim){ .on = day(on), .order = order, .goals = true, .evaluation = true };
}

static struct unit_claim early(const char *on, int64_t order, enum petition petition)
{
	return (struct unit_claim){ .on = day(on), .order = order, .early = true, .goals = true, .petition = petition };
}

static struct unit_line line[16];
static void count(const struct unit_claim *claim, size_t n, const struct rules *r)
{
	units_count(line, claim, n, r, day("2026-12-31"));
}

static void two_earn_and_the_third_does_not(void **state)
{
	(void)state;
	/* The third of the year by conclusion, not by number or by place in the list. */
	struct unit_claim c[] = { concluded("2026-10-10", 1), concluded("2026-03-01", 3), concluded("2026-05-05", 2) };
	struct str words = STR_INIT;
	count(c, 3, &usual);
	assert_int_equal(line[0].units, 0);
	assert_int_equal(line[0].reason, UNITS_PARTNERSHIPS);
	assert_int_equal(line[1].units, 2);
	assert_int_equal(line[2].units, 2);
	units_words(&words, &line[0]);
	assert_string_equal(words.ptr, "annual maximum of 2 partnerships");
	assert_string_equal(units_clause(&line[0]), "5.6.1");
	str_dispose(&words);
}

static void on_one_day_the_lower_number_is_first(void **state)
{
	(void)state;
	struct unit_claim c[] = { concluded("2026-03-01", 9), concluded("2026-03-01", 7), concluded("2026-03-01", 8) };
	count(c, 3, &usual);
	assert_int_equal(line[0].units, 0);
	assert_int_equal(line[1].units, 2);
	assert_int_equal(line[2].units, 2);
}

static void the_year_turns_at_midnight(void **state)
{
	(void)state;
	struct unit_claim c[] = { concluded("2025-06-01", 1), concluded("2025-12-31", 2), concluded("2026-01-01", 3) };
	count(c, 3, &usual);
	assert_int_equal(line[1].year, 2025);
	assert_int_equal(line[1].units, 2);
	assert_int_equal(line[2].year, 2026);
	assert_int_equal(line[2].units, 2);
	assert_int_equal(line[2].from, day("2026-01-01"));
	assert_int_equal(line[2].until, day("2026-12-31"));
}

static void the_period_of_the_registration(void **state)
{
	(void)state;
	const struct unit_rule october[] = { { 0, 2, 2, 4, 10, 1, "" } };
	struct rules r = { .unit = october, .nunits = 1 };
	struct unit_claim c[] = { concluded("2026-09-30", 1), concluded("2026-10-01", 2), concluded("2025-10-01", 3),
		concluded("2026-02-28", 4) };
	count(c, 4, &r);
	assert_int_equal(line[0].year, 2026);
	assert_int_equal(line[0].units, 0); /* after October and February */
	assert_int_equal(line[0].from, day("2025-10-01"));
	assert_int_equal(line[0].until, day("2026-09-30"));
	assert_int_equal(line[1].year, 2027);
	assert_int_equal(line[1].units, 2);
	assert_string_equal(units_clause(&line[0]), "5.6.1"); /* the table names none */
}

static void leap_days(void **state)
{
	(void)state;
	const struct unit_rule march[] = { { 0, 2, 2, 4, 3, 1, "" } };
	struct rules r = { .unit = march, .nunits = 1 };
	struct unit_claim c[] = { concluded("2028-02-29", 1), concluded("2028-03-01", 2), concluded("2027-02-28", 3) };
	count(c, 3, &r);
	assert_int_equal(line[0].year, 2028);
	assert_int_equal(line[0].from, day("2027-03-01"));
	assert_int_equal(line[0].until, day("2028-02-29"));
	assert_int_equal(line[1].year, 2029);
	assert_int_equal(line[1].until, day("2029-02-28"));
	assert_int_equal(line[2].year, 2027);
}

static void what_has_to_be_there(void **state)
{
	(void)state;
	struct unit_claim c[] = { concluded("2026-01-10", 1), concluded("2026-02-10", 2), concluded("2026-03-10", 3),
		concluded("2026-04-10", 4) };
	c[0].goals = false;
	c[1].evaluation = false;
	c[2].goals = c[2].evaluation = false;
	c[2].exception = true;
	count(c, 4, &usual);
	assert_int_equal(line[0].reason, UNITS_NO_GOALS);
	assert_string_equal(units_clause(&line[0]), "5.3.3");
	assert_int_equal(line[1].reason, UNITS_NO_EVALUATION);
	assert_string_equal(units_clause(&line[1]), "5.5.2");
	assert_int_equal(line[2].reason, UNITS_EXCEPTION);
	assert_int_equal(line[2].units, 2);
	assert_int_equal(line[3].units, 2); /* what earned nothing took no place */
}

static void petitions(void **state)
{
	(void)state;
	struct unit_claim c[] = { early("2026-01-10", 1, PETITION_NONE), early("2026-01-11", 2, PETITION_REQUESTED),
		early("2026-01-12", 3, PETITION_DENIED), early("2026-01-13", 4, PETITION_GRANTED),
		early("2026-01-14", 5, PETITION_GRANTED), early("2026-01-15", 6, PETITION_GRANTED) };
	c[3].goals = false;
	c[4].effort = true; /* no petition lies against that */
	count(c, 6, &usual);
	assert_int_equal(line[0].reason, UNITS_EARLY);
	assert_int_equal(line[1].reason, UNITS_PETITION_OPEN);
	assert_int_equal(line[2].reason, UNITS_PETITION_DENIED);
	assert_int_equal(line[3].reason, UNITS_PETITION);
	assert_int_equal(line[3].units, 2);
	assert_int_equal(line[4].reason, UNITS_EFFORT);
	assert_int_equal(line[4].units, 0);
	assert_int_equal(line[5].units, 2);
	c[4].exception = true;
	count(c, 6, &usual);
	assert_int_equal(line[4].reason, UNITS_EXCEPTION);
	assert_int_equal(
		line[5].reason, UNITS_PARTNERSHIPS); /* a granted petition keeps the maximum, an exception too */
}

static void an_exception_lifts_no_maximum(void **state)
{
	(void)state;
	struct unit_claim c[] = { concluded("2026-01-10", 1), concluded("2026-02-10", 2), concluded("2026-03-10", 3) };
	c[2].exception = true;
	count(c, 3, &usual);
	assert_int_equal(line[2].reason, UNITS_PARTNERSHIPS);
	assert_int_equal(line[2].units, 0);
}

static void running_ones_earn_nothing_yet(void **state)
{
	(void)state;
	struct unit_claim c[] = { { .on = DATE_NONE, .order = 1, .goals = true, .evaluation = true, .exception = true },
		concluded("2026-12-01", 2), concluded("2026-12-02", 3) };
	count(c, 3, &usual);
	assert_int_equal(line[0].reason, UNITS_RUNNING);
	assert_int_equal(line[0].year, 2026); /* today's */
	assert_int_equal(line[0].units, 0);
	assert_int_equal(line[1].units + line[2].units, 4);
}

static void a_rule_that_changes_within_the_year(void **state)
{
	(void)state;
	const struct unit_rule two[] = { { 0, 2, 2, 4, 1, 1, "5.6.1" },
		{ day("2026-07-01"), 3, 3, 5, 1, 1, "CP-12.06 4.2" } };
	struct rules r = { .unit = two, .nunits = 2 };
	struct unit_claim c[] = { concluded("2026-01-10", 1), concluded("2026-06-30", 2), concluded("2026-07-01", 3),
		concluded("2026-08-01", 4) };
	struct str words = STR_INIT;
	count(c, 4, &r);
	assert_int_equal(line[1].units, 2);
	assert_int_equal(line[2].units, 1); /* three would be seven; five are allowed, four are taken */
	assert_int_equal(line[2].reason, UNITS_EARNED);
	assert_string_equal(units_clause(&line[2]), "CP-12.06 4.2");
	units_words(&words, &line[2]);
	assert_string_equal(
		words.ptr, "partnership concluded, goals and own evaluation received; the annual maximum is 5 units");
	assert_int_equal(line[3].reason, UNITS_PARTNERSHIPS);
	str_dispose(&words);
}

static void the_maximum_of_units_alone(void **state)
{
	(void)state;
	const struct unit_rule one[] = { { 0, 2, 5, 4, 1, 1, "" } };
	struct rules r = { .unit = one, .nunits = 1 };
	struct unit_claim c[] = { concluded("2026-01-10", 1), concluded("2026-02-10", 2), concluded("2026-03-10", 3) };
	count(c, 3, &r);
	assert_int_equal(line[2].reason, UNITS_MAXIMUM);
}

static void from_calendar_years_to_periods(void **state)
{
	(void)state;
	const struct unit_rule two[] = { { 0, 2, 2, 4, 1, 1, "" }, { day("2026-07-01"), 2, 2, 4, 10, 1, "" } };
	struct rules r = { .unit = two, .nunits = 2 };
	struct unit_claim c[] = { concluded("2025-09-30", 1), concluded("2025-10-01", 2), concluded("2026-03-01", 3),
		concluded("2026-08-01", 4), concluded("2026-10-01", 5) };
	count(c, 5, &r);
	assert_int_equal(line[1].year, 2025);
	assert_int_equal(line[2].year, 2026);
	/* Of August the new rule makes October to September, and there are two in it already. */
	assert_int_equal(line[3].from, day("2025-10-01"));
	assert_int_equal(line[3].reason, UNITS_PARTNERSHIPS);
	assert_int_equal(line[4].year, 2027);
	assert_int_equal(line[4].units, 2);
}

/* ---- the same, counted by walking through the days */

static bool good(const struct unit_claim *c)
{
	if (c->exception) return true;
	if (c->early) return !c->effort && c->petition == PETITION_GRANTED;
	return c->goals && c->evaluation;
}

/* Is there a first day of a year after `a` up to and including `b`? */
static bool turned(date_t a, date_t b, const struct unit_rule *u)
{
	for (date_t d = a + 1; d <= b; d++) {
		int y, m, dd;
		date_parts(d, &y, &m, &dd);
		if (m == u->year_month && dd == u->year_day) return true;
	}
	return false;
}

static void by_walking(int *units, const struct unit_claim *c, size_t n, const struct rules *r)
{
	bool done[16] = { false };
	for (size_t i = 0; i < n; i++) units[i] = 0;
	for (;;) {
		size_t next = n;
		for (size_t i = 0; i < n; i++)
			if (!done[i] && c[i].on != DATE_NONE &&
				(next == n || c[i].on < c[next].on ||
					(c[i].on == c[next].on && c[i].order < c[next].order)))
				next = i;
		if (next == n) return;
		const struct unit_rule *u = &r->unit[0];
		for (size_t k = 0; k < r->nunits; k++)
			if (c[next].on >= r->unit[k].from) u = &r->unit[k];
		int have = 0, sum = 0;
		for (size_t i = 0; i < n; i++)
			if (done[i] && good(&c[i]) && units[i] && !turned(c[i].on, c[next].on, u))
				have++, sum += units[i];
		if (good(&c[next]) && have < u->max_partnerships)
			for (int k = 0; k < u->per_partnership && sum < u->max_units; k++) units[next]++, sum++;
		done[next] = true;
	}
}

static void thousands_of_histories(void **state)
{
	(void)state;
	uint32_t seed = 20260313;
#define CHANCE(n) ((seed = seed * 1664525u + 1013904223u) >> 8) % (uint32_t)(n)
	for (int round = 0; round < 5000; round++) {
		struct unit_rule u[3];
		size_t nrules = 1 + CHANCE(3), n = CHANCE(9);
		for (size_t i = 0; i < nrules; i++)
			u[i] = (struct unit_rule){ i ? day("2025-01-01") + (date_t)(i * 250 + CHANCE(200)) : 0,
				1 + (int)(CHANCE(3)), 1 + (int)(CHANCE(3)), 1 + (int)(CHANCE(7)), CHANCE(2) ? 1 : 10, 1,
				"" };
		struct rules r = { .unit = u, .nunits = nrules };
		struct unit_claim c[9];
		for (size_t i = 0; i < n; i++)
			c[i] = (struct unit_claim){ CHANCE(8) ? day("2024-06-01") + (date_t)(CHANCE(1300)) : DATE_NONE,
				(int64_t)(n - i), CHANCE(4) == 0, CHANCE(2), CHANCE(5) > 0, CHANCE(5) > 0,
				(enum petition)(CHANCE(4)), CHANCE(9) == 0 };
		int expected[9];
		count(c, n, &r);
		by_walking(expected, c, n, &r);
		for (size_t i = 0; i < n; i++) assert_int_equal(line[i].units, expected[i]);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(two_earn_and_the_third_does_not),
		cmocka_unit_test(on_one_day_the_lower_number_is_first),
		cmocka_unit_test(the_year_turns_at_midnight),
		cmocka_unit_test(the_period_of_the_registration),
		cmocka_unit_test(leap_days),
		cmocka_unit_test(what_has_to_be_there),
		cmocka_unit_test(petitions),
		cmocka_unit_test(an_exception_lifts_no_maximum),
		cmocka_unit_test(running_ones_earn_nothing_yet),
		cmocka_unit_test(a_rule_that_changes_within_the_year),
		cmocka_unit_test(the_maximum_of_units_alone),
		cmocka_unit_test(from_calendar_years_to_periods),
		cmocka_unit_test(thousands_of_histories),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
