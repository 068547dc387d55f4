/* Civil dates. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include "base/date.h"

static void test_known_days(void **state)
{
	(void)state;
	assert_int_equal(date_civil(1970, 1, 1), 0);
	assert_int_equal(date_civil(1969, 12, 31), -1);
	assert_int_equal(date_civil(2000, 3, 1), 11017);
	assert_int_equal(date_civil(2026, 3, 14), 20526);
	assert_int_equal(date_civil(1, 1, 1), -719162);
	assert_int_equal(date_civil(9999, 12, 31), 2932896);
}

static void test_days_that_do_not_exist(void **state)
{
	(void)state;
	assert_int_equal(date_civil(2023, 2, 29), DATE_NONE);
	assert_int_equal(date_civil(1900, 2, 29), DATE_NONE);
	assert_int_not_equal(date_civil(2000, 2, 29), DATE_NONE);
	assert_int_equal(date_civil(2026, 4, 31), DATE_NONE);
	assert_int_equal(date_civil(2026, 13, 1), DATE_NONE);
	assert_int_equal(date_civil(2026, 0, 1), DATE_NONE);
	assert_int_equal(date_civil(2026, 1, 0), DATE_NONE);
	assert_int_equal(date_civil(0, 1, 1), DATE_NONE);
	assert_int_equal(date_civil(10000, 1, 1), DATE_NONE);
}

static void test_every_day_of_the_calendar(void **state)
{
	date_t d = date_civil(1, 1, 1), last = date_civil(9999, 12, 31);
	int y = 0, m = 0, day = 0, before = 31;

	(void)state;
	for (; d <= last; d++) {
		date_parts(d, &y, &m, &day);
		if (date_civil(y, m, day) != d || (day != before + 1 && day != 1)) fail_msg("day %d", d);
		before = day;
	}
	assert_int_equal(y, 9999);
}

static void test_parse_is_exact(void **state)
{
	static const char *const bad[] = { "", "2026-3-14", "2026-03-14 ", "2026/03/14", "20260314", "2026-02-30",
		"2026-03-1x", "-026-03-14", "+026-03-14", "2026-03-144", "0000-01-01" };

	(void)state;
	assert_int_equal(date_parse(sv("2026-03-14")), 20526);
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) assert_int_equal(date_parse(sv(bad[i])), DATE_NONE);
}

static void test_adding_months_clamps(void **state)
{
	(void)state;
	assert_string_equal(date_iso(date_add_months(date_civil(2026, 8, 31), 6)).z, "2027-02-28");
	assert_string_equal(date_iso(date_add_months(date_civil(2023, 8, 31), 6)).z, "2024-02-29");
	assert_string_equal(date_iso(date_add_months(date_civil(2026, 3, 31), -1)).z, "2026-02-28");
	assert_string_equal(date_iso(date_add_months(date_civil(2026, 1, 15), -1)).z, "2025-12-15");
	assert_string_equal(date_iso(date_add_months(date_civil(2026, 12, 1), 1)).z, "2027-01-01");
	assert_string_equal(date_iso(date_add_months(date_civil(2026, 5, 4), 0)).z, "2026-05-04");
	assert_int_equal(date_add_months(DATE_NONE, 3), DATE_NONE);
	assert_int_equal(date_add_months(date_civil(9999, 12, 1), 1), DATE_NONE);
	assert_int_equal(date_add_months(date_civil(1, 1, 1), -1), DATE_NONE);
	assert_int_equal(date_add_months(date_civil(2026, 1, 1), INT32_MAX), DATE_NONE);
}

static void test_epoch(void **state)
{
	(void)state;
	assert_int_equal(date_from_epoch(0), 0);
	assert_int_equal(date_from_epoch(86399), 0);
	assert_int_equal(date_from_epoch(86400), 1);
	assert_int_equal(date_from_epoch(-1), -1);
	assert_int_equal(date_from_epoch(-86400), -1);
	assert_int_equal(date_from_epoch(-86401), -2);
	assert_int_equal(date_from_epoch(INT64_MAX), DATE_NONE);
	assert_int_equal(date_from_epoch(INT64_MIN), DATE_NONE);
	assert_true(date_epoch(date_civil(2038, 1, 20)) == INT64_C(2147558400));
}

static void test_written(void **state)
{
	date_t d = date_civil(2026, 9, 4);

	(void)state;
	assert_string_equal(date_iso(d).z, "2026-09-04");
	assert_string_equal(date_long(d).z, "September 4, 2026");
	assert_string_equal(date_short(d).z, "Sep 4, 2026");
	assert_string_equal(date_long(date_civil(2026, 5, 14)).z, "May 14, 2026");
	assert_string_equal(date_iso(date_civil(33, 1, 1)).z, "0033-01-01");
	assert_string_equal(date_iso(DATE_NONE).z, "");
	assert_string_equal(date_long(DATE_NONE).z, "");
	assert_string_equal(date_short(DATE_NONE).z, "");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_known_days),
		cmocka_unit_test(test_days_that_do_not_exist),
		cmocka_unit_test(test_every_day_of_the_calendar),
		cmocka_unit_test(test_parse_is_exact),
		cmocka_unit_test(test_adding_months_clamps),
		cmocka_unit_test(test_epoch),
		cmocka_unit_test(test_written),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
