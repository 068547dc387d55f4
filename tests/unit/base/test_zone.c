/* Time zones: instants known from the laws of the places, hours that do not exist or exist twice, damaged tables. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include "base/date.h"
#include "base/zone.h"
#include "base/zone_rule.h"

static int64_t at(int year, int month, int day, int h, int m)
{
	return date_epoch(date_civil(year, month, day)) + (h * 60 + m) * 60;
}

static struct zone *zone(const char *name)
{
	struct zone *z = NULL;
	struct str err = STR_INIT;
	if (zone_open(&z, name, &err)) print_error("%s: %s\n", name, err.ptr);
	assert_non_null(z);
	str_dispose(&err);
	return z;
}

static void same_instant(const char *name, int64_t local, int64_t utc)
{
	struct zone *z = zone(name);
	assert_int_equal(zone_to_utc(z, local), utc);
	assert_int_equal(zone_from_utc(z, utc), local);
	zone_free(z);
}

static void known_instants(void **state)
{
	(void)state;
	same_instant("America/New_York", at(2026, 1, 15, 9, 0), at(2026, 1, 15, 14, 0));
	same_instant("America/New_York", at(2026, 7, 15, 9, 0), at(2026, 7, 15, 13, 0));
	same_instant("America/New_York", at(1990, 7, 1, 12, 0), at(1990, 7, 1, 16, 0));
	same_instant("Europe/Berlin", at(2026, 7, 1, 12, 0), at(2026, 7, 1, 10, 0));
	same_instant("Europe/Berlin", at(2026, 12, 1, 0, 30), at(2026, 11, 30, 23, 30));
	same_instant("Asia/Kolkata", at(2026, 1, 1, 0, 0), at(2025, 12, 31, 18, 30));
	same_instant("UTC", at(2026, 1, 1, 0, 0), at(2026, 1, 1, 0, 0));
	same_instant("+05:30", at(2026, 1, 1, 0, 0), at(2025, 12, 31, 18, 30));
	same_instant("-0500", at(2026, 1, 1, 0, 0), at(2026, 1, 1, 5, 0));
}

static void years_after_the_table_follow_its_rule(void **state)
{
	(void)state;
	same_instant("America/New_York", at(2060, 7, 1, 12, 0), at(2060, 7, 1, 16, 0));
	same_instant("America/New_York", at(2060, 12, 1, 12, 0), at(2060, 12, 1, 17, 0));
	same_instant("Australia/Sydney", at(2050, 1, 1, 0, 0), at(2049, 12, 31, 13, 0));
	same_instant("Australia/Sydney", at(2050, 7, 1, 0, 0), at(2050, 6, 30, 14, 0));
}

/* Clocks in New York went from 02:00 to 03:00 on March 8, 2026, and go back from 02:00 to 01:00 on November 1. */
static void hours_that_do_not_exist_or_exist_twice(void **state)
{
	(void)state;
	struct zone *z = zone("America/New_York");
	assert_int_equal(zone_to_utc(z, at(2026, 3, 8, 1, 59)), at(2026, 3, 8, 6, 59));
	assert_int_equal(zone_to_utc(z, at(2026, 3, 8, 2, 30)), at(2026, 3, 8, 7, 30));
	assert_int_equal(zone_from_utc(z, at(2026, 3, 8, 7, 30)), at(2026, 3, 8, 3, 30));
	assert_int_equal(zone_to_utc(z, at(2026, 3, 8, 3, 0)), at(2026, 3, 8, 7, 0));
	assert_int_equal(zone_to_utc(z, at(2026, 11, 1, 1, 30)), at(2026, 11, 1, 5, 30));
	assert_int_equal(zone_to_utc(z, at(2026, 11, 1, 2, 0)), at(2026, 11, 1, 7, 0));
	zone_free(z);
	z = zone("Europe/Berlin");
	assert_int_equal(zone_to_utc(z, at(2026, 3, 29, 2, 15)), at(2026, 3, 29, 1, 15));
	assert_int_equal(zone_to_utc(z, at(2026, 10, 25, 2, 15)), at(2026, 10, 25, 0, 15));
	assert_int_equal(zone_to_utc(z, at(2026, 10, 25, 3, 0)), at(2026, 10, 25, 2, 0));
	zone_free(z);
}

static void rules(void **state)
{
	(void)state;
	struct zone_rule r;
	assert_true(zone_rule_parse(&r, sv("EST5EDT,M3.2.0,M11.1.0")));
	assert_int_equal(r.standard, -5 * 3600);
	assert_int_equal(r.summer, -4 * 3600);
	assert_int_equal(zone_rule_offset(&r, at(2026, 3, 8, 6, 59)), -5 * 3600);
	assert_int_equal(zone_rule_offset(&r, at(2026, 3, 8, 7, 0)), -4 * 3600);
	assert_true(zone_rule_parse(&r, sv("<+0330>-3:30")));
	assert_int_equal(zone_rule_offset(&r, 0), 12600);
	/* Day 60 without leap days is always March 1; the day before is February 28 or 29. */
	assert_true(zone_rule_parse(&r, sv("AAA0BBB,J60/0,J365/0")));
	assert_int_equal(zone_rule_offset(&r, at(2028, 2, 29, 23, 59)), 0);
	assert_int_equal(zone_rule_offset(&r, at(2028, 3, 1, 0, 0)), 3600);
	assert_int_equal(zone_rule_offset(&r, at(2027, 3, 1, 0, 0)), 3600);
	/* Counted from 0 with leap days: day 59 is February 29 in a leap year. */
	assert_true(zone_rule_parse(&r, sv("AAA0BBB,59/0,300/0")));
	assert_int_equal(zone_rule_offset(&r, at(2028, 2, 29, 0, 0)), 3600);
	/* The last Sunday of October, hours below zero. */
	assert_true(zone_rule_parse(&r, sv("<-02>2<-01>,M3.5.0/-1,M10.5.0/0")));
	assert_int_equal(zone_rule_offset(&r, at(2026, 3, 29, 0, 59)), -7200);
	assert_int_equal(zone_rule_offset(&r, at(2026, 3, 29, 1, 0)), -3600);
	assert_false(zone_rule_parse(&r, sv("EST5EDT")));
	assert_false(zone_rule_parse(&r, sv("E5")));
	assert_false(zone_rule_parse(&r, sv("EST5EDT,M13.2.0,M11.1.0")));
	assert_false(zone_rule_parse(&r, sv("EST5EDT,M3.2.0,M11.1.0x")));
	assert_false(zone_rule_parse(&r, sv("")));
}

static void offsets(void **state)
{
	(void)state;
	static const struct {
		const char *text;
		bool ok;
		int seconds;
	} cases[] = {
		{ "Z", true, 0 },
		{ "utc", true, 0 },
		{ "+01:00", true, 3600 },
		{ "-0430", true, -16200 },
		{ "+01", true, 3600 },
		{ "+5", true, 18000 },
		{ "+1:30", true, 5400 },
		{ "01:00", false, 0 },
		{ "+", false, 0 },
		{ "+16", false, 0 },
		{ "+01:60", false, 0 },
		{ "+:30", false, 0 },
		{ "+0100:", false, 0 },
		{ "+123456", false, 0 },
		{ "EST", false, 0 },
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		int got = -1;
		if (zone_offset(sv(cases[i].text), &got) != cases[i].ok) fail_msg("%s", cases[i].text);
		if (cases[i].ok) assert_int_equal(got, cases[i].seconds);
	}
}

static void no_name(const char *name)
{
	struct zone *z;
	struct str err = STR_INIT;
	if (zone_open(&z, name, &err) == 0) fail_msg("opened %s", name);
	assert_null(z);
	assert_true(err.len > 0);
	str_dispose(&err);
}

static void names_are_names_only(void **state)
{
	(void)state;
	no_name("");
	no_name("/etc/passwd");
	no_name("../zoneinfo/UTC");
	no_name("America/../UTC");
	no_name("America/");
	no_name("America");
	no_name("America/New York");
	no_name("America/Nowhere");
	no_name("localtime");
	no_name("posixrules");
	no_name("+99:00");
}

/* A table of two transitions: version 1 with 4-byte times, then the same as version 2 with a footer. */
static void put(struct str *s, uint64_t value, size_t width)
{
	for (size_t i = width; i-- > 0;) str_putc(s, (char)(value >> (8 * i)));
}

static void put_block(struct str *s, char version, size_t width)
{
	static const uint32_t count[6] = { 0, 0, 0, 2, 2, 4 };
	str_puts(s, "TZif");
	str_putc(s, version);
	put(s, 0, 15 - 7);
	put(s, 0, 7);
	for (size_t i = 0; i < 6; i++) put(s, count[i], 4);
	put(s, 1000, width);
	put(s, 2000, width);
	str_append(s, "\1\0", 2);
	put(s, 0, 4); /* type 0: UTC */
	str_append(s, "\0\0", 2);
	put(s, 3600, 4); /* type 1: an hour east, summer */
	str_append(s, "\1\0AAA\0", 6);
}

static int try_bytes(struct sv bytes)
{
	struct zone *z;
	struct str err = STR_INIT;
	int result = zone_read(&z, bytes, &err);
	zone_free(z);
	str_dispose(&err);
	return result;
}

static void tables_old_new_and_damaged(void **state)
{
	(void)state;
	struct str one = STR_INIT, two = STR_INIT, err = STR_INIT;
	struct zone *z;
	put_block(&one, '\0', 4);
	put_block(&two, '2', 4);
	put_block(&two, '2', 8);
	str_puts(&two, "\nAAA-2\n");
	assert_int_equal(zone_read(&z, sv_of(&one), &err), 0);
	assert_int_equal(zone_from_utc(z, 999), 999);
	assert_int_equal(zone_from_utc(z, 1000), 4600);
	assert_int_equal(zone_from_utc(z, 1999), 5599);
	assert_int_equal(zone_from_utc(z, 5000), 5000);
	zone_free(z);
	assert_int_equal(zone_read(&z, sv_of(&two), &err), 0);
	assert_int_equal(zone_from_utc(z, 1500), 5100);
	assert_int_equal(zone_from_utc(z, 5000), 5000 + 7200);
	zone_free(z);
	for (size_t n = 0; n < two.len; n++) assert_int_equal(try_bytes(sv_sub(sv_of(&two), 0, n)), -1);
	one.ptr[44 + 8] = 2; /* a type that is not there */
	assert_int_equal(try_bytes(sv_of(&one)), -1);
	one.ptr[44 + 8] = 1;
	one.ptr[44 + 6] = 0, one.ptr[44 + 7] = 0; /* times that fall */
	assert_int_equal(try_bytes(sv_of(&one)), -1);
	str_dispose(&one);
	str_dispose(&two);
	str_dispose(&err);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(known_instants),
		cmocka_unit_test(years_after_the_table_follow_its_rule),
		cmocka_unit_test(hours_that_do_not_exist_or_exist_twice),
		cmocka_unit_test(rules),
		cmocka_unit_test(offsets),
		cmocka_unit_test(names_are_names_only),
		cmocka_unit_test(tables_old_new_and_damaged),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
