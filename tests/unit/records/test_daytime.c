/* Tests of dates: words, offsets, day numbers, and which reading is certain. */
#include "support.h"
#include "records/daytime.h"

static const enum date_order ALL[] = { DATE_YMD, DATE_MDY, DATE_DMY, DATE_SERIAL };

static int64_t at(int year, int month, int day, int h, int m, int s)
{
	return date_epoch(date_civil(year, month, day)) + (h * 60 + m) * 60 + s;
}

static struct daytime read_ok(const char *text)
{
	struct daytime d;
	if (daytime_read(sv(text), ALL, 4, &d) != DAYTIME_OK) fail_msg("%s", text);
	return d;
}

static void months_as_words(void **state)
{
	(void)state;
	static const char *const day[] = { "14 Mar 2026", "March 14, 2026", "14. M\xC3\xA4rz 2026", "14-Mar-2026",
		"14 mars 2026", "14 de marzo de 2026", "Mar. 14 2026", "2026-Mar-14", "14. Mrz. 2026",
		"14th of March 2026", "14/mars/2026" };
	for (size_t i = 0; i < sizeof day / sizeof *day; i++) {
		struct daytime d = read_ok(day[i]);
		assert_int_equal(d.seconds, at(2026, 3, 14, 0, 0, 0));
		assert_true(d.worded && !d.ambiguous && !d.timed);
	}
	assert_int_equal(read_ok("Mar 14, 2026 2:05 PM").seconds, at(2026, 3, 14, 14, 5, 0));
	assert_int_equal(read_ok("1er ao\xC3\xBBt 2026").seconds, at(2026, 8, 1, 0, 0, 0));
	assert_int_equal(read_ok("2026-Mar-14T14:05").seconds, at(2026, 3, 14, 14, 5, 0));
	assert_int_equal(read_ok("5 mai 2026").seconds, at(2026, 5, 5, 0, 0, 0));
	assert_int_equal(read_ok("1 D\xC3\xA9"
				 "c 2026")
				 .seconds,
		at(2026, 12, 1, 0, 0, 0));
	assert_int_equal(daytime_month(sv("jui")), 0);
	assert_int_equal(daytime_month(sv("juil.")), 7);
	assert_int_equal(daytime_month(sv("ma")), 0);
	assert_int_equal(daytime_month(sv("Sept")), 9);
	assert_int_equal(daytime_month(sv("marble")), 0);
}

static void result_is(const char *text, enum daytime_result want)
{
	struct daytime d;
	if (daytime_read(sv(text), ALL, 4, &d) != want) fail_msg("%s", text);
}

static void what_is_refused(void **state)
{
	(void)state;
	result_is("3/14/26", DAYTIME_SHORT_YEAR);
	result_is("14-mars-26", DAYTIME_SHORT_YEAR);
	result_is("5-Mar", DAYTIME_NONE);
	result_is("March 2026", DAYTIME_NONE);
	result_is("31 Feb 2026", DAYTIME_NONE);
	result_is("14 Mar 2026 sometime", DAYTIME_NONE);
	result_is("14 Mar 2026 10:00 EST", DAYTIME_NONE);
	result_is("2026-03-14 10:00 EST", DAYTIME_NONE);
	result_is("soon", DAYTIME_NONE);
	result_is("", DAYTIME_NONE);
	result_is("2026", DAYTIME_NONE);
	result_is("20260314", DAYTIME_NONE);
}

static void offsets_from_utc(void **state)
{
	(void)state;
	static const struct {
		const char *text;
		int offset;
	} cases[] = { { "2026-03-14T10:00:00Z", 0 }, { "2026-03-14T10:00:00+01:00", 3600 },
		{ "2026-03-14 10:00 -0500", -18000 }, { "2026-03-14 10:00:00.000+05:30", 19800 },
		{ "2026-03-14 10:00 UTC", 0 }, { "3/14/2026, 10:00 AM -05:00", -18000 },
		{ "14 Mar 2026 10:00:00 +0000", 0 } };
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct daytime d = read_ok(cases[i].text);
		assert_int_equal(d.seconds, at(2026, 3, 14, 10, 0, 0));
		assert_true(d.zoned && d.timed);
		assert_int_equal(d.offset, cases[i].offset);
	}
	assert_false(read_ok("2026-03-14 10:00").zoned);
	assert_false(read_ok("2026-03-14").timed);
	assert_true(read_ok("2026-03-14 0:00").timed);
	assert_int_equal(read_ok("3/14/2026 10:00 p.m.").seconds, at(2026, 3, 14, 22, 0, 0));
}

/* 45000 is March 15, 2023, in the table of Microsoft's own documentation of day numbers from 1900. */
static void day_numbers(void **state)
{
	(void)state;
	static const enum date_order only_ymd[] = { DATE_YMD };
	assert_int_equal(read_ok("45000").seconds, at(2023, 3, 15, 0, 0, 0));
	assert_int_equal(read_ok("10000").seconds, at(1927, 5, 18, 0, 0, 0));
	assert_int_equal(read_ok("45000.5").seconds, at(2023, 3, 15, 12, 0, 0));
	assert_int_equal(read_ok("45000,25").seconds, at(2023, 3, 15, 6, 0, 0));
	assert_int_equal(read_ok("45000.5868055556").seconds, at(2023, 3, 15, 14, 5, 0));
	assert_int_equal(read_ok("45000.999999999999999").seconds, at(2023, 3, 16, 0, 0, 0));
	assert_int_equal(read_ok("45000").order, DATE_SERIAL);
	result_is("9999", DAYTIME_NONE);
	result_is("61", DAYTIME_NONE);
	result_is("12", DAYTIME_NONE);
	result_is("0", DAYTIME_NONE);
	result_is("80001", DAYTIME_NONE);
	result_is("45000.", DAYTIME_NONE);
	result_is("-45000", DAYTIME_NONE);
	struct daytime d;
	assert_int_equal(daytime_read(sv("45000"), only_ymd, 1, &d), DAYTIME_UNLISTED);
	assert_int_equal(d.order, DATE_SERIAL);
	assert_int_equal(d.seconds, at(2023, 3, 15, 0, 0, 0));
}

static void which_reading_is_certain(void **state)
{
	(void)state;
	static const enum date_order mdy[] = { DATE_MDY };
	struct daytime d = read_ok("3/4/2026");
	assert_true(d.ambiguous && !d.only_md && !d.only_dm);
	d = read_ok("3/14/2026");
	assert_true(!d.ambiguous && d.only_md && !d.only_dm);
	d = read_ok("01.04.2026"); /* with dots the day is first, whatever is listed before */
	assert_true(!d.ambiguous && !d.only_md && d.only_dm && d.dotted);
	assert_int_equal(d.seconds, at(2026, 4, 1, 0, 0, 0));
	assert_int_equal(daytime_read(sv("01.04.2026"), mdy, 1, &d), DAYTIME_UNLISTED);
	assert_int_equal(d.order, DATE_DMY);
	result_is("04.15.2026", DAYTIME_NONE);
	d = read_ok("14/3/2026");
	assert_true(!d.ambiguous && !d.only_md && d.only_dm);
	d = read_ok("4/4/2026");
	assert_true(!d.ambiguous && !d.only_md && !d.only_dm);
	d = read_ok("2026-03-04");
	assert_true(!d.ambiguous && !d.only_md && !d.only_dm);
	assert_int_equal(daytime_read(sv("14/3/2026"), mdy, 1, &d), DAYTIME_UNLISTED);
	assert_int_equal(d.order, DATE_DMY);
	assert_int_equal(daytime_read(sv("2026-03-14"), mdy, 1, &d), DAYTIME_UNLISTED);
	assert_int_equal(d.order, DATE_YMD);
}

static void weekdays(void **state)
{
	(void)state;
	static const char *const saturday[] = { "Saturday, March 14, 2026", "Sat 3/14/2026", "sam. 14 mars 2026",
		"Sa., 14. M\xC3\xA4rz 2026",
		"S\xC3\xA1"
		"bado 14 de marzo de 2026",
		"Sonnabend, 2026-03-14" };
	for (size_t i = 0; i < sizeof saturday / sizeof *saturday; i++)
		assert_int_equal(read_ok(saturday[i]).seconds, at(2026, 3, 14, 0, 0, 0));
	assert_int_equal(read_ok("Wednesday, February 25, 2026 10:05 AM").seconds, at(2026, 2, 25, 10, 5, 0));
	assert_int_equal(read_ok("Mar 3, 2026").seconds, at(2026, 3, 3, 0, 0, 0));
	assert_int_equal(read_ok("mar. 3 mars 2026").seconds, at(2026, 3, 3, 0, 0, 0)); /* mardi */
	assert_int_equal(read_ok("Mar 03/03/2026").seconds, at(2026, 3, 3, 0, 0, 0));
	assert_int_equal(read_ok("Wed 12/31/1969").seconds, at(1969, 12, 31, 0, 0, 0));
	result_is("Friday, March 14, 2026", DAYTIME_WEEKDAY);
	result_is("Sun 14/3/2026", DAYTIME_WEEKDAY);
	result_is("Sat 3/14/26", DAYTIME_SHORT_YEAR);
	result_is("Someday, March 14, 2026", DAYTIME_NONE);
	result_is("Saturday", DAYTIME_NONE);
	result_is("2026-03-14 18:19:36.zzz", DAYTIME_NONE);
	result_is("2026-03-14 18:19:36.", DAYTIME_NONE);
	assert_int_equal(read_ok("2026-03-14 18:19:36.123456").seconds, at(2026, 3, 14, 18, 19, 36));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(months_as_words),
		cmocka_unit_test(what_is_refused),
		cmocka_unit_test(offsets_from_utc),
		cmocka_unit_test(day_numbers),
		cmocka_unit_test(weekdays),
		cmocka_unit_test(which_reading_is_certain),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
