/* test_register: the state of a partnership on any day follows from its events, and from nothing else. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>
#include "programme/register.h"
#include "programme/schema.h"

static struct store *s;
static struct arena mem;
static struct rules rules;
static int64_t id;

static date_t day(const char *iso)
{
	return date_parse(sv(iso));
}

static int open_one(void **state)
{
	struct str err = STR_INIT;
	(void)state;
	mem = (struct arena)ARENA_INIT;
	rules = (struct rules){ .grace = 30 };
	assert_int_equal(store_open_memory(&s, &err), 0);
	assert_int_equal(programme_migrate(s), 0);
	/* No application of the test is in the tables of records/, so both sides are "erased" as far as persons go. */
	struct partnership_new p = { .peers = false,
		.a = 0,
		.b = 0,
		.cycle = "2026-03",
		.proposed = day("2026-03-11"),
		.reply_by = day("2026-03-25"),
		.plan_due = day("2026-04-10"),
		.checkin_due = day("2026-07-10"),
		.evaluation_due = day("2026-10-10"),
		.how = 1,
		.fit = 81 };
	assert_int_equal(partnership_open(s, &p, &id), 0);
	str_dispose(&err);
	return 0;
}

static int close_one(void **state)
{
	(void)state;
	store_close(s);
	arena_dispose(&mem);
	return 0;
}

static void event(const char *on, const char *name, enum side side, const char *value)
{
	assert_int_equal(partnership_event(s, id, day(on), name, side, value, "", 0), 0);
}

/* The state on a day; the partnership itself is left in `seen`. */
static struct partnership seen;
static enum partnership_state on(const char *iso)
{
	struct run run = { .as_of = day(iso) };
	struct partnerships all;
	assert_int_equal(partnerships_read(&all, &mem, s, &run, &rules), 0);
	assert_int_equal(all.v.n, 1);
	seen = all.v.at[0];
	vec_dispose(&all.v);
	return seen.state;
}

static void a_partnership_that_goes_well(void **state)
{
	(void)state;
	event("2026-03-20", "agreed", SIDE_A, "");
	assert_int_equal(on("2026-03-20"), STATE_PROPOSED); /* one of two */
	event("2026-03-22", "agreed", SIDE_B, "");
	assert_int_equal(on("2026-03-21"), STATE_PROPOSED); /* what came later was not known on that day */
	assert_int_equal(on("2026-03-22"), STATE_ACCEPTED);
	event("2026-04-12", "plan_received", SIDE_B, "");
	assert_int_equal(on("2026-04-11"), STATE_ACCEPTED);
	assert_int_equal(on("2026-04-12"), STATE_FORMAL);
	assert_int_equal(on("2026-10-09"), STATE_FORMAL);
	assert_int_equal(on("2026-10-10"), STATE_DUE);
	event("2026-10-12", "evaluated", SIDE_A, "");
	assert_int_equal(on("2026-10-12"), STATE_DUE);
	event("2026-10-20", "evaluated", SIDE_B, "");
	assert_int_equal(on("2026-10-20"), STATE_CONCLUDED);
	assert_int_equal(seen.concluded, day("2026-10-20"));
}

static void one_evaluation_and_the_grace_days(void **state)
{
	(void)state;
	event("2026-04-12", "plan_received", SIDE_A, "");
	event("2026-10-01", "evaluated", SIDE_B, "");
	assert_int_equal(on("2026-11-09"), STATE_DUE); /* the thirtieth day */
	assert_int_equal(on("2026-11-10"), STATE_CONCLUDED);
	assert_int_equal(seen.concluded, day("2026-11-10"));
}

static void without_goals_an_evaluation_concludes_nothing(void **state)
{
	(void)state;
	event("2026-03-20", "agreed", SIDE_A, "");
	event("2026-03-20", "agreed", SIDE_B, "");
	event("2026-10-01", "evaluated", SIDE_A, "");
	event("2026-10-01", "evaluated", SIDE_B, "");
	assert_int_equal(on("2027-01-01"), STATE_ACCEPTED);
}

static void who_declines_after_agreeing_frees_the_place(void **state)
{
	(void)state;
	event("2026-03-20", "agreed", SIDE_A, "");
	event("2026-03-20", "agreed", SIDE_B, "");
	event("2026-03-30", "declined", SIDE_A, "no time");
	assert_int_equal(on("2026-03-29"), STATE_ACCEPTED);
	assert_int_equal(on("2026-03-30"), STATE_NOT_FORMED);
	assert_string_equal(seen.decline_reason, "no time");
	assert_false(partnership_is_running(&seen));
}

static void an_early_end(void **state)
{
	(void)state;
	event("2026-04-12", "plan_received", SIDE_A, "");
	event("2026-06-01", "ended", SIDE_NONE, "early_mutual");
	assert_int_equal(on("2026-05-31"), STATE_FORMAL);
	assert_int_equal(on("2026-06-01"), STATE_ENDED);
	event("2026-06-02", "petition", SIDE_B, "requested");
	event("2026-06-20", "petition", SIDE_B, "granted");
	on("2026-06-19");
	assert_int_equal(seen.petition[SIDE_B], PETITION_REQUESTED);
	on("2026-06-20");
	assert_int_equal(seen.petition[SIDE_B], PETITION_GRANTED);
	assert_int_equal(seen.petition[SIDE_A], PETITION_NONE);
}

static void a_mistake_is_taken_back(void **state)
{
	(void)state;
	event("2026-03-20", "declined", SIDE_A, "");
	event("2026-03-21", "replaced", SIDE_A, "declined");
	assert_int_equal(on("2026-03-20"), STATE_NOT_FORMED); /* as it was known on that day */
	assert_int_equal(on("2026-03-21"), STATE_PROPOSED);
	event("2026-03-22", "declined", SIDE_B, "");
	assert_int_equal(on("2026-03-22"), STATE_NOT_FORMED); /* of the other side: not taken back */
}

static void the_same_event_stands_once(void **state)
{
	(void)state;
	event("2026-03-20", "agreed", SIDE_A, "");
	assert_int_equal(partnership_event(s, id, day("2026-03-20"), "agreed", SIDE_A, "", "", 0), 1);
}

static void moved_dates_and_numbers(void **state)
{
	(void)state;
	event("2026-04-12", "plan_received", SIDE_A, "");
	event("2026-09-01", "evaluation_due", SIDE_NONE, "2026-12-01");
	assert_int_equal(on("2026-11-30"), STATE_FORMAL);
	assert_int_equal(on("2026-12-01"), STATE_DUE);
	struct partnerships all;
	struct run run = { .as_of = day("2026-12-01") };
	assert_int_equal(partnerships_read(&all, &mem, s, &run, &rules), 0);
	static const char *const typed[] = { "P-0001", "p1", " 1", "P-1" }, *const wrong[] = { "P-2", "", "P", "-1",
		"P-0001x" };
	for (size_t i = 0; i < sizeof typed / sizeof *typed; i++) assert_non_null(partnership_find(&all, sv(typed[i])));
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) assert_null(partnership_find(&all, sv(wrong[i])));
	vec_dispose(&all.v);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(a_partnership_that_goes_well, open_one, close_one),
		cmocka_unit_test_setup_teardown(one_evaluation_and_the_grace_days, open_one, close_one),
		cmocka_unit_test_setup_teardown(without_goals_an_evaluation_concludes_nothing, open_one, close_one),
		cmocka_unit_test_setup_teardown(who_declines_after_agreeing_frees_the_place, open_one, close_one),
		cmocka_unit_test_setup_teardown(an_early_end, open_one, close_one),
		cmocka_unit_test_setup_teardown(a_mistake_is_taken_back, open_one, close_one),
		cmocka_unit_test_setup_teardown(the_same_event_stands_once, open_one, close_one),
		cmocka_unit_test_setup_teardown(moved_dates_and_numbers, open_one, close_one),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
