/* What was computed from the records is kept for its day and its import, and for nothing else. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include "records/application.h"
#include "records/import.h"
#include "records/packed.h"
#include "records/remember.h"

static struct store *open_store(void)
{
	struct store *s = NULL;
	struct str err = STR_INIT;
	assert_int_equal(store_open_memory(&s, &err), 0);
	assert_int_equal(records_migrate(s), 0);
	str_dispose(&err);
	return s;
}

static int get(struct store *s, date_t day, const char *want)
{
	struct str out = STR_INIT;
	int r = remember_get(s, day, "thing", &out);
	assert_string_equal(out.ptr, want);
	str_dispose(&out);
	return r;
}

static void test_for_its_day_and_its_import(void **state)
{
	struct store *s = open_store();
	date_t day = date_civil(2026, 3, 13);
	(void)state;
	assert_int_equal(get(s, day, ""), 1);
	assert_int_equal(store_exec(s, "INSERT INTO import_state(key, value) VALUES('inputs', 'abc')"), 0);
	assert_int_equal(remember_set(s, day, "thing", sv("3 of 5")), 0);
	assert_int_equal(get(s, day, "3 of 5"), 0);
	assert_int_equal(get(s, day + 1, ""), 1);
	assert_int_equal(store_exec(s, "UPDATE import_state SET value = 'abcd' WHERE key = 'inputs'"), 0);
	assert_int_equal(get(s, day, ""), 1);
	assert_int_equal(remember_set(s, day, "thing", sv("")), 0);
	assert_int_equal(get(s, day, ""), 0);
	store_close(s);
}

/* "capacity" 0, packed; its name is the first that this database knows. */
static void full(struct store *s, struct str *out)
{
	assert_int_equal(store_exec(s, "INSERT INTO field_code(code, name) VALUES(1, 'capacity')"), 0);
	str_puts(out, "x'");
	struct str fields = STR_INIT;
	packed_add(&fields, 1, sv("0"));
	for (size_t i = 0; i < fields.len; i++) str_printf(out, "%02x", (unsigned char)fields.ptr[i]);
	str_puts(out, "'");
	str_dispose(&fields);
}

/* Who takes no request now can be listed, and is said apart: a profile of one's own is not shown then, a group's card is. */
static void test_who_takes_no_request(void **state)
{
	struct store *s = open_store();
	struct run run = { .as_of = date_civil(2026, 3, 13) };
	struct answers a[KIND_COUNT];
	struct str sql = STR_INIT, none = STR_INIT;
	(void)state;
	full(s, &none);
	str_printf(&sql,
		"INSERT INTO application(id, form, entry_no, kind, consent, staff, held, first_file, line, fields, "
		"extra) "
		"VALUES "
		"(1,'m','1',0,3,0,0,0,2,%s,x''),(2,'m','2',0,2,0,0,0,3,%s,x''),(3,'m','3',0,3,0,0,0,4,x'',x'')",
		none.ptr, none.ptr);
	assert_int_equal(store_exec(s, sql.ptr), 0);
	assert_int_equal(store_exec(s, "INSERT INTO standing(rank, application, kind, person, current, held, member, "
				       "has_events) VALUES(1,1,0,1,1,0,0,0),(2,2,0,2,1,0,0,0),(3,3,0,3,1,0,0,0)"),
		0);
	for (int again = 0; again < 2; again++) { /* the second time from what is remembered */
		assert_int_equal(application_answers(s, &run, a), 0);
		assert_int_equal(a[KIND_MENTOR].publishable[REASON_OK], 3);
		assert_int_equal(a[KIND_MENTOR].full, 1);
	}
	str_dispose(&sql);
	str_dispose(&none);
	store_close(s);
}

/* Three mentors: one may be listed, one chose not to be, one is held. */
static void test_answers_add_up_and_are_kept(void **state)
{
	struct store *s = open_store();
	struct run run = { .as_of = date_civil(2026, 3, 13) };
	struct answers a[KIND_COUNT];
	(void)state;
	assert_int_equal(
		store_exec(s,
			"INSERT INTO application(id, form, entry_no, kind, consent, staff, held, first_file, line, "
			"fields, extra) VALUES (1,'m','1',0,2,0,0,0,2,x'',x''),"
			"(2,'m','2',0,1,0,0,0,3,x'',x''),(3,'m','3',0,2,0,1,0,4,x'',x'')"),
		0);
	assert_int_equal(store_exec(s, "INSERT INTO standing(rank, application, kind, person, current, held, member, "
				       "has_events) VALUES"
				       "(1,1,0,1,1,0,0,0),(2,2,0,2,1,0,0,0),(3,3,0,3,1,1,0,0)"),
		0);
	for (int again = 0; again < 2; again++) {
		assert_int_equal(application_answers(s, &run, a), 0);
		assert_int_equal(a[KIND_MENTOR].current, 3);
		assert_int_equal(a[KIND_MENTOR].matchable[REASON_OK], 2);
		assert_int_equal(a[KIND_MENTOR].matchable[REASON_TEST], 1);
		assert_int_equal(a[KIND_MENTOR].publishable[REASON_OK], 1);
		assert_int_equal(a[KIND_MENTOR].publishable[REASON_TEST], 1);
		assert_int_equal(a[KIND_MENTOR].publishable[REASON_NOT_LISTED], 1);
		assert_int_equal(a[KIND_MENTEE].current, 0);
	}
	/* Kept: rows that go without an import change nothing, as they cannot. */
	assert_int_equal(store_exec(s, "DELETE FROM standing"), 0);
	assert_int_equal(application_answers(s, &run, a), 0);
	assert_int_equal(a[KIND_MENTOR].current, 3);
	run.as_of++;
	assert_int_equal(application_answers(s, &run, a), 0);
	assert_int_equal(a[KIND_MENTOR].current, 0);
	store_close(s);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_for_its_day_and_its_import),
		cmocka_unit_test(test_answers_add_up_and_are_kept), cmocka_unit_test(test_who_takes_no_request) };
	return cmocka_run_group_tests(tests, NULL, NULL);
}
