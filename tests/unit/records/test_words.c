/* Tests of the small comparison forms: labels, dates, member numbers, addresses, packed fields, fields. */
#include "support.h"
#include "records/daytime.h"
#include "records/entry_order.h"
#include "records/fields.h"
#include "records/person_key.h"
#include "records/words.h"

static void labels_are_compared_by_meaning(void **state)
{
	(void)state;
	assert_true(words_same(sv("R&amp;D  lead"), sv("r&d Lead")));
	assert_true(words_same(sv("Don&#8217;t"), sv("don't")));
	assert_true(words_same(sv("Don&#x2019;t"), sv("Don\xE2\x80\x99t")));
	assert_true(words_same(sv("\xC2\xA0Name\n(First) "), sv("name (first)")));
	assert_true(words_same(sv("Fran\xC3\xA7"
				  "ais"),
		sv("francais")));
	assert_false(words_same(sv("GCP"), sv("GLP")));
	assert_true(words_same(sv("A &bogus; b"), sv("a &bogus; B")));
	assert_true(words_same(sv("&#xD800;"), sv("&#xd800;")));
	assert_false(words_same(sv("&amp;lt;"), sv("<")));
}

static void yes_and_no_in_many_words(void **state)
{
	(void)state;
	assert_int_equal(words_yes(sv("Checked")), 1);
	assert_int_equal(words_yes(sv("WAHR")), 1);
	assert_int_equal(words_yes(sv("Not Checked")), 0);
	assert_int_equal(words_yes(sv("faux")), 0);
	assert_int_equal(words_yes(sv("")), 0);
	assert_int_equal(words_yes(sv("maybe")), -1);
}

static int64_t seconds(int year, int month, int day, int h, int m, int s)
{
	return date_epoch(date_civil(year, month, day)) + (h * 60 + m) * 60 + s;
}

static void day_is(const char *text, const char *orders, int64_t want, bool ambiguous)
{
	enum date_order o[3];
	size_t n = 0;
	struct daytime got;
	for (; orders[n]; n++) o[n] = orders[n] == 'y' ? DATE_YMD : orders[n] == 'm' ? DATE_MDY : DATE_DMY;
	assert_int_equal(daytime_read(sv(text), o, n, &got), DAYTIME_OK);
	assert_int_equal(got.seconds, want);
	assert_int_equal(got.ambiguous, ambiguous);
}

static void no_day(const char *text)
{
	enum date_order all[] = { DATE_YMD, DATE_MDY, DATE_DMY };
	struct daytime got;
	assert_int_not_equal(daytime_read(sv(text), all, 3, &got), DAYTIME_OK);
}

static void dates_as_exports_write_them(void **state)
{
	(void)state;
	day_is("2026-01-05", "y", seconds(2026, 1, 5, 0, 0, 0), false);
	day_is(" 2026-01-05 14:03:09 ", "y", seconds(2026, 1, 5, 14, 3, 9), false);
	day_is("2026-01-05T14:03:09.123", "y", seconds(2026, 1, 5, 14, 3, 9), false);
	day_is("1/5/2026 0:00", "m", seconds(2026, 1, 5, 0, 0, 0), false);
	day_is("1/5/2026 12:05 AM", "m", seconds(2026, 1, 5, 0, 5, 0), false);
	day_is("1/5/2026 12:05 pm", "m", seconds(2026, 1, 5, 12, 5, 0), false);
	day_is("5.1.2026", "d", seconds(2026, 1, 5, 0, 0, 0), false);
	day_is("03/04/2026", "md", seconds(2026, 3, 4, 0, 0, 0), true);
	day_is("03/04/2026", "dm", seconds(2026, 4, 3, 0, 0, 0), true);
	day_is("03/03/2026", "md", seconds(2026, 3, 3, 0, 0, 0), false);
	day_is("13/04/2026", "md", seconds(2026, 4, 13, 0, 0, 0), false);
}

static void what_is_no_date(void **state)
{
	(void)state;
	no_day("");
	no_day("05-Mar");
	no_day("2026-02-30");
	no_day("1/5/26");
	no_day("44927");
	no_day("2026-01-05 25:00");
	no_day("2026-01-05 10");
	no_day("2026-01-05 13:00 PM");
	no_day("2026-01/05");
	no_day("2026-1-5-6");
}

static void member_numbers_and_addresses(void **state)
{
	(void)state;
	struct str key = STR_INIT;
	person_member_key(&key, sv("M-001234"));
	assert_string_equal(key.ptr, "1234");
	person_member_key(&key, sv("none"));
	assert_string_equal(key.ptr, "");
	person_member_key(&key, sv("0000"));
	assert_string_equal(key.ptr, "");
	assert_true(person_email_key(&key, sv(" Ann.Lee@Example.ORG ")));
	assert_string_equal(key.ptr, "ann.lee@example.org");
	assert_false(person_email_key(&key, sv("ann at example.org")));
	assert_false(person_email_key(&key, sv("a@b")));
	assert_false(person_email_key(&key, sv("a@b@c.org")));
	assert_false(person_email_key(&key, sv("a b@example.org")));
	assert_int_equal(key.len, 0);
	struct sv rest = sv(" a@x.org; b@x.org,\nc@x.org "), part;
	const char *const want[] = { "a@x.org", "b@x.org", "c@x.org" };
	for (size_t i = 0; i < 3; i++) {
		assert_true(person_next_email(&rest, &part));
		assert_true(sv_is(part, want[i]));
	}
	assert_false(person_next_email(&rest, &part));
	str_dispose(&key);
}

static void entry_numbers_have_one_order(void **state)
{
	(void)state;
	assert_true(entry_no_order(sv("9"), sv("10")) < 0);
	assert_true(entry_no_order(sv("10"), sv("1a")) < 0);
	assert_true(entry_no_order(sv("9"), sv("1a")) < 0);
	assert_true(entry_no_order(sv("1b"), sv("1a")) > 0);
	assert_true(entry_no_order(sv("007"), sv("7")) < 0);
	assert_int_equal(entry_no_order(sv("7"), sv("7")), 0);
}

static void every_field_is_found_by_its_name(void **state)
{
	(void)state;
	size_t n = 0;
	for (; field_at(n); n++) assert_ptr_equal(field_find(sv(field_at(n)->name)), field_at(n));
	assert_true(n > 40);
	assert_int_equal(field_find(sv("email"))->kind, FIELD_EMAIL);
	assert_null(field_find(sv("emai")));
	assert_null(field_find(sv("emails")));
	assert_null(field_find(sv("")));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(labels_are_compared_by_meaning),
		cmocka_unit_test(yes_and_no_in_many_words),
		cmocka_unit_test(dates_as_exports_write_them),
		cmocka_unit_test(what_is_no_date),
		cmocka_unit_test(member_numbers_and_addresses),
		cmocka_unit_test(entry_numbers_have_one_order),
		cmocka_unit_test(every_field_is_found_by_its_name),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
