/* test_register_check: which events are refused, in which words, and on which day something is due. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>
#include "programme/match.h"
#include "programme/schema.h"

static struct arena mem;

static date_t day(const char *iso)
{
	return date_parse(sv(iso));
}

static int begin(void **state)
{
	(void)state;
	mem = (struct arena)ARENA_INIT;
	return 0;
}

static int end(void **state)
{
	(void)state;
	arena_dispose(&mem);
	return 0;
}

static struct partnership proposed(void)
{
	struct partnership p = { .number = "P-0007",
		.proposed = day("2026-03-11"),
		.plan_due = day("2026-04-10"),
		.evaluation_due = day("2026-10-10"),
		.end_reason = "",
		.decline_reason = "",
		.first_contact = DATE_NONE,
		.plan_received = DATE_NONE,
		.checked_in = DATE_NONE,
		.ended = DATE_NONE,
		.concluded = DATE_NONE,
		.state = STATE_PROPOSED };
	for (int i = 0; i < 3; i++) p.agreed[i] = p.declined[i] = p.evaluated[i] = p.petition_on[i] = DATE_NONE;
	return p;
}

static struct partnership formal(void)
{
	struct partnership p = proposed();
	p.agreed[SIDE_A] = p.agreed[SIDE_B] = day("2026-03-20");
	p.plan_received = day("2026-04-09");
	p.state = STATE_FORMAL;
	return p;
}

static void allowed(const struct partnership *p, const char *on, const char *event, enum side side, const char *value)
{
	const char *why = partnership_event_refused(&mem, p, day(on), event, side, value);
	if (why) fail_msg("%s was refused: %s", event, why);
}

static void refused(const struct partnership *p, const char *on, const char *event, enum side side, const char *value,
	const char *part)
{
	const char *why = partnership_event_refused(&mem, p, day(on), event, side, value);
	if (!why) fail_msg("%s was not refused", event);
	if (!strstr(why, part)) fail_msg("\"%s\" is not in \"%s\"", part, why);
}

static void answers(void **state)
{
	struct partnership p = proposed();
	(void)state;
	refused(&p, "2026-03-10", "agreed", SIDE_A, "", "proposed on March 11, 2026");
	allowed(&p, "2026-03-11", "agreed", SIDE_A, "");
	refused(&p, "2026-03-12", "agreed", SIDE_NONE, "", "--by mentor or --by mentee");
	p.agreed[SIDE_A] = day("2026-03-12");
	refused(&p, "2026-03-13", "agreed", SIDE_A, "", "the mentor of P-0007 agreed on March 12, 2026 already");
	allowed(&p, "2026-03-13", "agreed", SIDE_B, "");
	allowed(&p, "2026-03-13", "declined", SIDE_A, ""); /* after agreeing */
	p.declined[SIDE_A] = day("2026-03-13");
	p.state = STATE_NOT_FORMED;
	refused(&p, "2026-03-14", "agreed", SIDE_B, "", "P-0007 was declined on March 13, 2026");
	refused(&p, "2026-03-14", "plan_received", SIDE_A, "", "was declined");
	allowed(&p, "2026-03-14", "replaced", SIDE_A, "declined");
	refused(&p, "2026-03-14", "replaced", SIDE_B, "declined", "for the mentee");
	p.peers = true;
	refused(&p, "2026-03-14", "declined", SIDE_NONE, "", "--by a or --by b");
	refused(&p, "2026-03-14", "danced", SIDE_NONE, "", "no event");
}

static void goals_and_evaluations(void **state)
{
	struct partnership p = proposed();
	(void)state;
	refused(&p, "2026-03-14", "evaluated", SIDE_A, "", "no partnership goals yet (5.3.3)");
	refused(&p, "2026-03-14", "checked_in", SIDE_NONE, "", "no partnership goals yet");
	refused(&p, "2026-03-14", "ended", SIDE_NONE, "completed", "no partnership goals yet");
	allowed(&p, "2026-03-14", "ended", SIDE_NONE, "no_contact");
	p = formal();
	refused(&p, "2026-04-10", "plan_received", SIDE_A, "", "received on April 9, 2026 already");
	refused(&p, "2026-04-10", "declined", SIDE_A, "", "confirmed it (5.3.3)");
	refused(&p, "2026-04-08", "evaluated", SIDE_A, "", "received later");
	allowed(&p, "2026-04-09", "evaluated", SIDE_A, "");
	p.evaluated[SIDE_A] = day("2026-10-01");
	p.state = STATE_CONCLUDED;
	p.concluded = day("2026-11-10");
	allowed(&p, "2026-11-20", "evaluated", SIDE_B, ""); /* late, after the grace days */
	refused(&p, "2026-11-20", "evaluated", SIDE_A, "", "received on October 1, 2026 already");
	refused(&p, "2026-11-20", "ended", SIDE_A, "early_other", "was concluded on November 10, 2026");
}

static void petitions(void **state)
{
	struct partnership p = formal();
	(void)state;
	refused(&p, "2026-06-02", "petition", SIDE_B, "requested", "did not end early");
	refused(&p, "2026-06-02", "ended", SIDE_B, "tired", "must be completed, early_mutual");
	p.state = STATE_ENDED;
	p.ended = day("2026-06-01");
	p.end_reason = "lack_of_effort";
	refused(&p, "2026-06-02", "petition", SIDE_B, "requested", "no petition (5.6.1)");
	p.end_reason = "no_contact";
	refused(&p, "2026-06-02", "petition", SIDE_B, "requested", "no petition (5.6.1)");
	p.end_reason = "early_other";
	refused(&p, "2026-05-31", "petition", SIDE_B, "requested", "ended later, on June 1, 2026");
	allowed(&p, "2026-06-01", "petition", SIDE_B, "requested");
	refused(&p, "2026-06-02", "petition", SIDE_B, "granted", "has not petitioned");
	p.petition[SIDE_B] = PETITION_REQUESTED;
	p.petition_on[SIDE_B] = day("2026-06-10");
	refused(&p, "2026-06-09", "petition", SIDE_B, "granted", "received later");
	allowed(&p, "2026-06-10", "petition", SIDE_B, "denied");
	refused(&p, "2026-06-11", "petition", SIDE_A, "denied", "the mentor of P-0007 has not petitioned");
	p.petition[SIDE_B] = PETITION_DENIED;
	refused(&p, "2026-06-12", "petition", SIDE_B, "granted", "take that back first");
}

static void moved_days_and_mistakes(void **state)
{
	struct partnership p = proposed();
	(void)state;
	refused(&p, "2026-03-12", "plan_due", SIDE_NONE, "soon", "written as 2026-09-01");
	refused(&p, "2026-03-12", "plan_due", SIDE_NONE, "2026-03-11", "is not after March 11, 2026");
	refused(&p, "2026-03-12", "plan_due", SIDE_NONE, "2026-04-10", "due on April 10, 2026 now");
	allowed(&p, "2026-03-12", "plan_due", SIDE_NONE, "2026-03-12");
	allowed(&p, "2026-03-12", "annulled", SIDE_NONE, "");
	p.agreed[SIDE_B] = day("2026-03-12");
	refused(&p, "2026-03-12", "annulled", SIDE_NONE, "", "it stands");
	p = formal();
	refused(&p, "2026-05-12", "plan_due", SIDE_NONE, "2026-06-10", "received on April 9");
	refused(&p, "2026-05-12", "evaluation_due", SIDE_NONE, "2026-04-10", "on which the plan is due");
	allowed(&p, "2026-05-12", "evaluation_due", SIDE_NONE, "2026-04-11");
}

/* plan due, check-in, evaluation */
static void due(
	const char *on, const struct cycle_days *cycle, const char *plan, const char *checkin, const char *evaluation)
{
	struct rules rules = { .plan = 30, .checkin_months = 3, .evaluation_months = 6 };
	struct partnership_new p = { .proposed = day(on) };
	partnership_dates(&p, &rules, cycle);
	assert_string_equal(date_iso(p.plan_due).z, plan);
	assert_string_equal(date_iso(p.checkin_due).z, checkin);
	assert_string_equal(date_iso(p.evaluation_due).z, evaluation);
}

static void dates_of_cycles_and_rules(void **state)
{
	struct cycle_days c = { "2026-03", day("2026-03-02"), day("2026-03-11"), day("2026-03-25"), day("2026-04-10"),
		day("2026-07-10"), DATE_NONE };
	(void)state;
	due("2026-03-11", &c, "2026-04-10", "2026-07-10", "2026-10-10");
	c.evaluation_due = day("2026-09-30"); /* earlier, per timeline */
	due("2026-03-11", &c, "2026-04-10", "2026-07-10", "2026-09-30");
	due("2026-04-09", &c, "2026-04-10", "2026-07-10", "2026-09-30");
	due("2026-04-10", &c, "2026-05-10", "2026-07-10",
		"2026-09-30"); /* decided so late that the plan would be due at once */
	due("2026-08-01", NULL, "2026-08-31", "2026-11-30", "2027-02-28"); /* 31 August and six months */
	due("2027-08-01", NULL, "2027-08-31", "2027-11-30", "2028-02-29"); /* a leap year */
	due("2028-01-30", NULL, "2028-02-29", "2028-05-29", "2028-08-29");
	due("2025-10-31", NULL, "2025-11-30", "2026-02-28", "2026-05-30");
}

static void what_it_waits_for(void **state)
{
	struct partnership p = proposed();
	(void)state;
	p.reply_by = day("2026-03-25");
	assert_string_equal(partnership_next(&mem, &p, day("2026-03-25")), "answer of both by 2026-03-25 (5.2.3)");
	p.agreed[SIDE_A] = day("2026-03-20");
	assert_string_equal(partnership_next(&mem, &p, day("2026-03-26")), "answer of mentee since 2026-03-25 (5.2.3)");
	p.state = STATE_ACCEPTED;
	assert_string_equal(partnership_next(&mem, &p, day("2026-03-26")),
		"first contact by mentee (5.3.1); goals from mentor by 2026-04-10 (5.3.3)");
	p = formal();
	p.checkin_due = DATE_NONE;
	p.evaluated[SIDE_A] = day("2026-10-01");
	assert_string_equal(
		partnership_next(&mem, &p, day("2026-10-11")), "evaluation since 2026-10-10: mentee (5.5.1)");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(answers, begin, end),
		cmocka_unit_test_setup_teardown(goals_and_evaluations, begin, end),
		cmocka_unit_test_setup_teardown(petitions, begin, end),
		cmocka_unit_test_setup_teardown(moved_days_and_mistakes, begin, end),
		cmocka_unit_test_setup_teardown(dates_of_cycles_and_rules, begin, end),
		cmocka_unit_test_setup_teardown(what_it_waits_for, begin, end),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
