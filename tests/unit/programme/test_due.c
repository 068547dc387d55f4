/* test_due: what is due on which day, and who must act. */
#include "programme/due_support.h"

static struct due_list list;
static struct due_item found;

/* How many of the kind there are; the last one is left in `found`. */
static size_t count_within(enum due_kind kind, long within)
{
	size_t n = 0;
	due_list_make(&list, &mem, &facts, within);
	for (size_t i = 0; i < list.v.n; i++)
		if (list.v.at[i].kind == kind) {
			found = list.v.at[i];
			n++;
		}
	vec_dispose(&list.v);
	return n;
}

static size_t count(enum due_kind kind)
{
	return count_within(kind, DUE_AS_THE_RULES_SAY);
}

static void acknowledgements(void **state)
{
	(void)state;
	vec_clear(&facts.pairs);
	for (size_t i = 0; i < PEOPLE; i++) people[i].submitted = day("2026-03-05");
	people[PEER].submitted = day("2026-03-01");
	today("2026-03-08");
	assert_int_equal(count(DUE_ACKNOWLEDGE), 4);
	assert_int_equal(count_within(DUE_ACKNOWLEDGE, 0), 1); /* seven days on March 8 */
	assert_int_equal(found.day, day("2026-03-08"));
	assert_false(due_is_overdue(&found, facts.day));
	today("2026-03-09");
	count_within(DUE_ACKNOWLEDGE, 0);
	assert_true(due_is_overdue(&found, facts.day));
	assert_int_equal(found.actor, ACT_HEADQUARTERS);
	struct due_notice sent = { 1, PEER + 1, 0, "acknowledgement", "peer/501", "x", day("2026-03-02"),
		day("2026-03-02") };
	vec_push(&facts.notices, sent);
	assert_int_equal(count_within(DUE_ACKNOWLEDGE, 0), 0);
	people[MENTEE].matchable = REASON_WITHDRAWN;
	assert_int_equal(count(DUE_ACKNOWLEDGE), 2);
}

static void the_mentor_confirms_then_the_mentee_replies(void **state)
{
	(void)state;
	assert_int_equal(count(DUE_CONFIRM), 1); /* proposed March 11 */
	assert_int_equal(found.actor, ACT_MENTOR);
	assert_int_equal(found.day, day("2026-03-21"));
	assert_string_equal(found.command, "mentorpress partnership P-0007 agreed --by mentor");
	assert_int_equal(count(DUE_REPLY), 0);
	pair_of.agreed[SIDE_A] = day("2026-03-14");
	assert_int_equal(count(DUE_CONFIRM), 0);
	today("2026-03-15");
	assert_int_equal(count(DUE_REPLY), 1);
	assert_int_equal(found.actor, ACT_MENTEE);
	assert_int_equal(found.day, day("2026-03-25"));
	state_is(STATE_ACCEPTED);
	assert_int_equal(count(DUE_REPLY), 0);
}

static void plans(void **state)
{
	(void)state;
	state_is(STATE_ACCEPTED);
	today("2026-03-26");
	assert_int_equal(count(DUE_PLAN), 0);
	assert_int_equal(count_within(DUE_PLAN, 15), 1);
	today("2026-03-27");
	assert_int_equal(count(DUE_PLAN), 1);
	assert_int_equal(found.actor, ACT_MENTOR);
	today("2026-04-16");
	count(DUE_PLAN);
	assert_string_equal(found.command, "mentorpress notices plan-reminder");
	today("2026-04-17");
	count(DUE_PLAN);
	assert_string_equal(found.command, "mentorpress partnership P-0007 plan-due DATE");
	make_pair(true);
	state_is(STATE_ACCEPTED);
	assert_int_equal(count(DUE_PLAN), 2);
	assert_int_equal(found.actor, ACT_PEER);
}

static void check_ins(void **state)
{
	(void)state;
	state_is(STATE_FORMAL);
	pair_of.plan_due = day("2025-11-30"); /* three months on: February 28 */
	today("2026-02-27");
	assert_int_equal(count(DUE_CHECK_IN), 0);
	today("2026-02-28");
	assert_int_equal(count(DUE_CHECK_IN), 1);
	assert_int_equal(found.day, day("2026-02-28"));
	pair_of.plan_due = day("2027-11-30"); /* of a leap year: the 29th */
	today("2028-02-29");
	count(DUE_CHECK_IN);
	assert_int_equal(found.day, day("2028-02-29"));
}

static void evaluations(void **state)
{
	(void)state;
	state_is(STATE_FORMAL);
	today("2026-09-09");
	assert_int_equal(count(DUE_EVALUATION), 0);
	today("2026-09-10");
	assert_int_equal(count(DUE_EVALUATION), 2);
	pair_of.evaluated[SIDE_A] = day("2026-09-10");
	assert_int_equal(count(DUE_EVALUATION), 1);
	assert_int_equal(found.actor, ACT_MENTEE);
}

static void conclusions_and_petitions(void **state)
{
	(void)state;
	state_is(STATE_CONCLUDED);
	today("2026-10-20");
	assert_int_equal(count(DUE_CERTIFICATE), 2);
	vec_push(&facts.certificates, ((struct due_certificate){ MENTOR + 1, 7, "MP-1", day("2026-10-13") }));
	assert_int_equal(count(DUE_CERTIFICATE), 1);
	state_is(STATE_ENDED);
	assert_int_equal(count(DUE_PETITION), 0);
	pair_of.petition[SIDE_B] = PETITION_REQUESTED;
	pair_of.petition_on[SIDE_B] = day("2026-10-19");
	assert_int_equal(count(DUE_PETITION), 1);
	assert_int_equal(found.actor, ACT_COMMITTEE);
}

static void memberships(void **state)
{
	(void)state;
	person[MENTEE].paid_through = day("2026-10-10"); /* the day itself counts */
	assert_int_equal(count(DUE_MEMBERSHIP), 0);
	person[MENTEE].paid_through = day("2026-10-09");
	assert_int_equal(count(DUE_MEMBERSHIP), 1);
	assert_int_equal(found.actor, ACT_MENTEE);
	assert_int_equal(count_within(DUE_MEMBERSHIP, 30), 0);
	state_is(STATE_CONCLUDED);
	assert_int_equal(count(DUE_MEMBERSHIP), 0);
}

static void pauses_that_end(void **state)
{
	(void)state;
	people[PEER].matchable = REASON_PAUSED;
	person[PEER].returning = day("2026-04-01");
	assert_int_equal(count(DUE_RETURNING), 1);
	assert_int_equal(count_within(DUE_RETURNING, 7), 0);
	assert_int_equal(count_within(DUE_RETURNING, 20), 1);
}

static void a_year_without_a_word(void **state)
{
	(void)state;
	vec_clear(&facts.pairs);
	today("2027-02-28");
	assert_int_equal(count(DUE_RECONFIRM), 0);
	today("2027-03-01");
	assert_int_equal(count(DUE_RECONFIRM), 3); /* the mentor and both peers; mentees are not asked */
	assert_int_equal(count(DUE_NEVER_ASKED), 1);
	person[MENTOR].named = day("2026-06-01");
	assert_int_equal(count(DUE_NEVER_ASKED), 0);
	today("2027-06-01");
	assert_int_equal(count(DUE_NEVER_ASKED), 1);
}

static void rounds_and_texts(void **state)
{
	static const struct due_meeting meeting = { { "2026-03", 7 }, DATE_NONE, 0, DATE_NONE };
	struct due_meeting m = meeting;
	(void)state;
	m.meeting = day("2026-03-11");
	facts.meeting = &m;
	facts.nmeetings = 1;
	assert_int_equal(count(DUE_DECISIONS), 0);
	facts.rounds.at[0].state = "drawn";
	assert_int_equal(count(DUE_DECISIONS), 1);
	assert_int_equal(found.day, day("2026-03-11"));
	assert_int_equal(count(DUE_TEXTS), 0);
	facts.texts_waiting = 3;
	assert_int_equal(count(DUE_TEXTS), 1);
	assert_string_equal(found.what, "3 profile texts wait for a person's eye");
}

static void the_order_is_by_who_acts_and_day(void **state)
{
	(void)state;
	state_is(STATE_FORMAL);
	facts.rounds.at[0].state = "drawn";
	person[MENTEE].paid_through = day("2026-01-01");
	today("2027-06-01");
	due_list_make(&list, &mem, &facts, DUE_AS_THE_RULES_SAY);
	assert_true(list.v.n > 5);
	for (size_t i = 1; i < list.v.n; i++) {
		const struct due_item *a = &list.v.at[i - 1], *b = &list.v.at[i];
		assert_true(a->actor < b->actor || (a->actor == b->actor && a->day <= b->day));
	}
	vec_dispose(&list.v);
}

int main(void)
{
#define T(name) cmocka_unit_test_setup_teardown(name, make_world, end_world)
	const struct CMUnitTest tests[] = {
		T(acknowledgements),
		T(the_mentor_confirms_then_the_mentee_replies),
		T(plans),
		T(check_ins),
		T(evaluations),
		T(conclusions_and_petitions),
		T(memberships),
		T(pauses_that_end),
		T(a_year_without_a_word),
		T(rounds_and_texts),
		T(the_order_is_by_who_acts_and_day),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
