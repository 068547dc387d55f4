/* test_notice: the condition of every notice, and that one recorded as sent is not wanted again. */
#include "programme/due_support.h"

static struct notice seen;

/* The stage ("" if there is none, "-" if the notice is not wanted) of a notice of the partnership. */
static const char *of_pair(enum notice_code code, enum side side)
{
	return notice_of_pair(code, &facts, &facts.pairs.at[0], side, &mem, &seen) ? seen.stage : "-";
}

static bool of_person(enum notice_code code, size_t who)
{
	return notice_of_person(code, &facts, &person[who], &mem, &seen);
}

static bool wanted(enum notice_code code, const char *key)
{
	struct notices all;
	bool found = false;
	notices_wanted(&all, &mem, &facts);
	for (size_t i = 0; i < all.v.n; i++) found |= all.v.at[i].code == code && strcmp(all.v.at[i].key, key) == 0;
	vec_dispose(&all.v);
	return found;
}

static void sent(const char *code, const char *key, int64_t application)
{
	struct due_notice n = { 1, application, 7, code, key, "x.eml", day("2026-03-12"), day("2026-03-12") };
	vec_push(&facts.notices, n);
}

static void without_pair(void)
{
	vec_clear(&facts.pairs);
}

static void acknowledgement(void **state)
{
	(void)state;
	assert_false(of_person(NOTICE_ACKNOWLEDGEMENT, MENTEE)); /* proposed already */
	assert_true(of_person(NOTICE_ACKNOWLEDGEMENT, PEER));
	assert_string_equal(seen.key, "peer/501");
	today("2026-05-30"); /* ninety days */
	assert_true(of_person(NOTICE_ACKNOWLEDGEMENT, PEER));
	today("2026-05-31");
	assert_false(of_person(NOTICE_ACKNOWLEDGEMENT, PEER));
	today("2026-03-12");
	struct due_decision d = { &facts.rounds.at[0], &person[PEER], "defer", day("2026-03-11") };
	vec_push(&facts.decisions, d);
	assert_false(of_person(NOTICE_ACKNOWLEDGEMENT, PEER));
}

static void not_eligible(void **state)
{
	(void)state;
	assert_false(of_person(NOTICE_NOT_ELIGIBLE, PEER));
	people[PEER].matchable = REASON_LAPSED;
	assert_true(of_person(NOTICE_NOT_ELIGIBLE, PEER));
	assert_string_equal(seen.key, "peer/501/lapsed");
	people[PEER].matchable = REASON_ON_HOLD; /* another reason is news */
	assert_true(of_person(NOTICE_NOT_ELIGIBLE, PEER));
	assert_string_equal(seen.key, "peer/501/hold");
}

static void not_eligible_by_decision(void **state)
{
	struct due_decision d = { &facts.rounds.at[0], &person[PEER], "not_eligible", day("2026-03-11") };
	(void)state;
	assert_true(notice_of_decision(NOTICE_NOT_ELIGIBLE, &facts, &d, &mem, &seen));
	assert_false(notice_of_decision(NOTICE_NO_MATCH, &facts, &d, &mem, &seen));
	people[PEER].matchable = REASON_LAPSED; /* told from the records, with the reason */
	assert_false(notice_of_decision(NOTICE_NOT_ELIGIBLE, &facts, &d, &mem, &seen));
}

static void clarify(void **state)
{
	(void)state;
	assert_false(of_person(NOTICE_CLARIFY, PEER));
	people[PEER].choices.n = 1;
	people[PEER].choices.at[0] =
		(struct preference){ .rank = 1, .typed = sv("7KQ-3XHH"), .how = PREFERENCE_SLIP, .code = "R140" };
	assert_true(of_person(NOTICE_CLARIFY, PEER));
	people[PEER].choices.at[0].code = NULL;
	assert_false(of_person(NOTICE_CLARIFY, PEER));
	people[PEER].needs.n = 0;
	assert_true(of_person(NOTICE_CLARIFY, PEER));
	without_pair();
	people[MENTOR].offers.n = 0;
	assert_true(of_person(NOTICE_CLARIFY, MENTOR));
	people[MENTOR].matchable = REASON_PAUSED;
	assert_false(of_person(NOTICE_CLARIFY, MENTOR));
}

static void the_mentor_is_asked_first(void **state)
{
	(void)state;
	assert_string_equal(of_pair(NOTICE_MENTOR_CONFIRM, SIDE_A), "");
	assert_string_equal(seen.key, "P-0007/mentor");
	assert_string_equal(of_pair(NOTICE_MENTOR_CONFIRM, SIDE_B), "-");
	assert_string_equal(of_pair(NOTICE_MATCH_MENTEE, SIDE_B), "-");
	assert_string_equal(of_pair(NOTICE_MATCH_MENTOR, SIDE_A), "-");
	pair_of.agreed[SIDE_A] = day("2026-03-14");
	assert_string_equal(of_pair(NOTICE_MENTOR_CONFIRM, SIDE_A), "-");
	assert_string_equal(of_pair(NOTICE_MATCH_MENTEE, SIDE_B), "proposed");
	assert_string_equal(seen.key, "P-0007/mentee/proposed");
	assert_string_equal(of_pair(NOTICE_MATCH_MENTOR, SIDE_A), "-");
	state_is(STATE_ACCEPTED);
	assert_string_equal(of_pair(NOTICE_MATCH_MENTEE, SIDE_B), "agreed");
	assert_string_equal(of_pair(NOTICE_MATCH_MENTOR, SIDE_A), "agreed");
	assert_string_equal(of_pair(NOTICE_MATCH_PEER, SIDE_A), "-");
	assert_string_equal(of_pair(NOTICE_MATCH_MENTOR, SIDE_B), "-");
	state_is(STATE_FORMAL);
	assert_string_equal(of_pair(NOTICE_MATCH_MENTEE, SIDE_B), "-");
}

static void peers_are_asked_together(void **state)
{
	(void)state;
	make_pair(true);
	assert_string_equal(of_pair(NOTICE_MENTOR_CONFIRM, SIDE_A), "-");
	assert_string_equal(of_pair(NOTICE_MATCH_PEER, SIDE_A), "proposed");
	assert_string_equal(of_pair(NOTICE_MATCH_PEER, SIDE_B), "proposed");
	assert_string_equal(seen.key, "P-0007/b/proposed");
	pair_of.agreed[SIDE_B] = day("2026-03-14");
	assert_string_equal(of_pair(NOTICE_MATCH_PEER, SIDE_A), "proposed");
	assert_string_equal(of_pair(NOTICE_MATCH_PEER, SIDE_B), "-"); /* waits for the other */
	state_is(STATE_ACCEPTED);
	assert_string_equal(of_pair(NOTICE_MATCH_PEER, SIDE_B), "agreed");
}

static void no_match(void **state)
{
	struct due_decision d = { &facts.rounds.at[0], &person[PEER], "no_match", day("2026-03-11") };
	(void)state;
	assert_true(notice_of_decision(NOTICE_NO_MATCH, &facts, &d, &mem, &seen));
	assert_string_equal(seen.key, "2026-03/peer/501");
	d.who = &person[MENTEE]; /* proposed on the same day, or later */
	assert_false(notice_of_decision(NOTICE_NO_MATCH, &facts, &d, &mem, &seen));
	d.on = day("2026-04-01");
	assert_true(notice_of_decision(NOTICE_NO_MATCH, &facts, &d, &mem, &seen));
	d.who = NULL;
	assert_false(notice_of_decision(NOTICE_NO_MATCH, &facts, &d, &mem, &seen));
}

static void a_newer_decision_stands(void **state)
{
	(void)state;
	vec_push(&facts.decisions,
		((struct due_decision){ &facts.rounds.at[0], &person[PEER], "no_match", day("2026-03-11") }));
	vec_push(&facts.decisions,
		((struct due_decision){ &facts.rounds.at[0], &person[PEER], "match", day("2026-04-08") }));
	assert_false(wanted(NOTICE_NO_MATCH, "2026-03/peer/501"));
	facts.decisions.at[1].on = day("2026-03-01");
	assert_true(wanted(NOTICE_NO_MATCH, "2026-03/peer/501"));
}

static void who_is_told_that_the_other_declined(void **state)
{
	(void)state;
	state_is(STATE_NOT_FORMED);
	pair_of.agreed[SIDE_A] = pair_of.agreed[SIDE_B] = DATE_NONE;
	pair_of.declined[SIDE_A] = day("2026-03-15");
	assert_string_equal(of_pair(NOTICE_DECLINED, SIDE_B), "-"); /* the mentee never heard of it */
	assert_string_equal(of_pair(NOTICE_DECLINED, SIDE_A), "-");
	sent("match-mentee", "P-0007/mentee/proposed", MENTEE + 1);
	assert_string_equal(of_pair(NOTICE_DECLINED, SIDE_B), "");
	vec_clear(&facts.notices);
	pair_of.agreed[SIDE_B] = day("2026-03-13");
	assert_string_equal(of_pair(NOTICE_DECLINED, SIDE_B), "");
	pair_of.declined[SIDE_B] = day("2026-03-16");
	assert_string_equal(of_pair(NOTICE_DECLINED, SIDE_B), "-");
}

static void plan_reminders(void **state)
{
	(void)state;
	state_is(STATE_ACCEPTED); /* due April 10 */
	today("2026-03-26");
	assert_string_equal(of_pair(NOTICE_PLAN_REMINDER, SIDE_A), "-");
	today("2026-03-27");
	assert_string_equal(of_pair(NOTICE_PLAN_REMINDER, SIDE_A), "before");
	assert_string_equal(seen.key, "P-0007/mentor/before/2026-04-10");
	assert_string_equal(of_pair(NOTICE_PLAN_REMINDER, SIDE_B), "-"); /* 5.3.3: the mentor submits */
	today("2026-04-10");
	assert_string_equal(of_pair(NOTICE_PLAN_REMINDER, SIDE_A), "due");
	today("2026-04-16");
	assert_string_equal(of_pair(NOTICE_PLAN_REMINDER, SIDE_A), "due");
	today("2026-04-17");
	assert_string_equal(of_pair(NOTICE_PLAN_REMINDER, SIDE_A), "late");
	pair_of.plan_due = day("2026-05-10"); /* put off: reminded again */
	today("2026-04-30");
	assert_string_equal(of_pair(NOTICE_PLAN_REMINDER, SIDE_A), "before");
	assert_string_equal(seen.key, "P-0007/mentor/before/2026-05-10");
	make_pair(true);
	state_is(STATE_ACCEPTED);
	today("2026-04-10");
	assert_string_equal(of_pair(NOTICE_PLAN_REMINDER, SIDE_A), "due");
	assert_string_equal(of_pair(NOTICE_PLAN_REMINDER, SIDE_B), "due");
	state_is(STATE_FORMAL);
	assert_string_equal(of_pair(NOTICE_PLAN_REMINDER, SIDE_A), "-");
}

static void plan_received(void **state)
{
	(void)state;
	state_is(STATE_ACCEPTED);
	assert_string_equal(of_pair(NOTICE_PLAN_RECEIVED, SIDE_B), "-");
	state_is(STATE_FORMAL);
	assert_string_equal(of_pair(NOTICE_PLAN_RECEIVED, SIDE_A), "");
	assert_string_equal(of_pair(NOTICE_PLAN_RECEIVED, SIDE_B), "");
	state_is(STATE_DUE);
	assert_string_equal(of_pair(NOTICE_PLAN_RECEIVED, SIDE_B), "-");
}

static void check_in(void **state)
{
	(void)state;
	state_is(STATE_FORMAL); /* no day of its own: April 10 and three months */
	today("2026-07-09");
	assert_string_equal(of_pair(NOTICE_CHECK_IN, SIDE_A), "-");
	today("2026-07-10");
	assert_string_equal(of_pair(NOTICE_CHECK_IN, SIDE_A), "");
	assert_string_equal(of_pair(NOTICE_CHECK_IN, SIDE_B), "");
	pair_of.checked_in = day("2026-07-10");
	assert_string_equal(of_pair(NOTICE_CHECK_IN, SIDE_B), "-");
	pair_of.checked_in = DATE_NONE;
	today("2026-09-10"); /* the evaluation is asked for now */
	assert_string_equal(of_pair(NOTICE_CHECK_IN, SIDE_B), "-");
	pair_of.plan_due = day("2026-11-30"); /* and three months: the last day of February */
	pair_of.evaluation_due = day("2027-05-30");
	today("2027-02-27");
	assert_string_equal(of_pair(NOTICE_CHECK_IN, SIDE_A), "-");
	today("2027-02-28");
	assert_string_equal(of_pair(NOTICE_CHECK_IN, SIDE_A), "");
}

static void evaluation_due(void **state)
{
	(void)state;
	state_is(STATE_FORMAL); /* due October 10 */
	today("2026-09-09");
	assert_string_equal(of_pair(NOTICE_EVALUATION_DUE, SIDE_A), "-");
	today("2026-09-10");
	assert_string_equal(of_pair(NOTICE_EVALUATION_DUE, SIDE_A), "before");
	state_is(STATE_DUE);
	today("2026-10-10");
	assert_string_equal(of_pair(NOTICE_EVALUATION_DUE, SIDE_B), "due");
	today("2026-10-23");
	assert_string_equal(of_pair(NOTICE_EVALUATION_DUE, SIDE_B), "due");
	today("2026-10-24");
	assert_string_equal(of_pair(NOTICE_EVALUATION_DUE, SIDE_B), "late");
	assert_string_equal(seen.key, "P-0007/mentee/late/2026-10-10");
	pair_of.evaluated[SIDE_B] = day("2026-10-20");
	assert_string_equal(of_pair(NOTICE_EVALUATION_DUE, SIDE_B), "-");
	assert_string_equal(of_pair(NOTICE_EVALUATION_DUE, SIDE_A), "late"); /* each for oneself */
}

static void concluded_and_units(void **state)
{
	(void)state;
	state_is(STATE_DUE);
	assert_string_equal(of_pair(NOTICE_CONCLUDED, SIDE_A), "-");
	state_is(STATE_CONCLUDED);
	assert_string_equal(of_pair(NOTICE_CONCLUDED, SIDE_A), "");
	assert_string_equal(of_pair(NOTICE_UNITS, SIDE_A), "-"); /* the own evaluation is missing */
	pair_of.evaluated[SIDE_A] = day("2026-10-12");
	assert_string_equal(of_pair(NOTICE_UNITS, SIDE_A), "");
	assert_string_equal(of_pair(NOTICE_UNITS, SIDE_B), "-");
	pair_of.plan_received = DATE_NONE; /* and goals are needed */
	assert_string_equal(of_pair(NOTICE_UNITS, SIDE_A), "-");
}

static void certificates(void **state)
{
	(void)state;
	state_is(STATE_CONCLUDED);
	assert_string_equal(of_pair(NOTICE_CERTIFICATE, SIDE_A), "-");
	vec_push(&facts.certificates, ((struct due_certificate){ MENTOR + 1, 7, "MP-2026-0001", day("2026-10-13") }));
	assert_string_equal(of_pair(NOTICE_CERTIFICATE, SIDE_A), "");
	assert_string_equal(seen.key, "MP-2026-0001");
	assert_string_equal(of_pair(NOTICE_CERTIFICATE, SIDE_B), "-");
	sent("certificate", "MP-2026-0001", MENTOR + 1);
	assert_false(wanted(NOTICE_CERTIFICATE, "MP-2026-0001"));
	vec_push(
		&facts.certificates, ((struct due_certificate){ MENTOR + 1, 7, "MP-2026-0001-R1", day("2026-11-13") }));
	assert_true(wanted(NOTICE_CERTIFICATE, "MP-2026-0001-R1"));
}

static void petitions(void **state)
{
	(void)state;
	state_is(STATE_ENDED);
	assert_string_equal(of_pair(NOTICE_PETITION, SIDE_B), "open");
	assert_string_equal(of_pair(NOTICE_UNITS, SIDE_B), "-");
	pair_of.petition[SIDE_B] = PETITION_REQUESTED;
	assert_string_equal(of_pair(NOTICE_PETITION, SIDE_B), "-");
	pair_of.petition[SIDE_B] = PETITION_GRANTED;
	assert_string_equal(of_pair(NOTICE_PETITION, SIDE_B), "granted");
	assert_string_equal(of_pair(NOTICE_UNITS, SIDE_B), "");
	pair_of.petition[SIDE_B] = PETITION_DENIED;
	assert_string_equal(of_pair(NOTICE_PETITION, SIDE_B), "denied");
	static const char *const faults[] = { "no_contact", "lack_of_effort" };
	for (size_t i = 0; i < 2; i++) {
		pair_of.end_reason = faults[i];
		assert_string_equal(of_pair(NOTICE_PETITION, SIDE_A), "-");
	}
	pair_of.end_reason = "early_other";
	pair_of.plan_received = DATE_NONE; /* was never formal */
	assert_string_equal(of_pair(NOTICE_PETITION, SIDE_A), "-");
}

static void pauses(void **state)
{
	(void)state;
	assert_false(of_person(NOTICE_PAUSED, PEER));
	people[PEER].matchable = REASON_PAUSED;
	person[PEER].paused_on = day("2026-03-05");
	person[PEER].paused_until = day("2026-04-01");
	assert_true(of_person(NOTICE_PAUSED, PEER));
	assert_string_equal(seen.key, "peer/501/2026-03-05");
	assert_false(of_person(NOTICE_RESUMED, PEER));
	person[PEER].returning = day("2026-04-01");
	assert_true(of_person(NOTICE_STILL_WILLING, PEER));
	assert_string_equal(seen.stage, "returning");
	assert_int_equal(notice_stop_of(NOTICE_PAUSED, &person[PEER]), NOTICE_GOES);
	assert_int_equal(notice_stop_of(NOTICE_STILL_WILLING, &person[PEER]), NOTICE_GOES);
	assert_int_equal(notice_stop_of(NOTICE_CHECK_IN, &person[PEER]), NOTICE_STOP_PAUSED);
}

static void resumptions(void **state)
{
	(void)state;
	person[PEER].paused_on = day("2026-01-05");
	person[PEER].resumed_on = day("2026-03-10");
	today("2026-04-09");
	assert_true(of_person(NOTICE_RESUMED, PEER));
	today("2026-04-10"); /* no news any more */
	assert_false(of_person(NOTICE_RESUMED, PEER));
	today("2026-03-09"); /* to come */
	assert_false(of_person(NOTICE_RESUMED, PEER));
}

static void silent_for_a_year(void **state)
{
	(void)state;
	without_pair();
	people[MENTOR].submitted = day("2024-02-29");
	today("2025-02-27");
	assert_false(of_person(NOTICE_STILL_WILLING, MENTOR));
	today("2025-02-28"); /* a year after the leap day */
	assert_true(of_person(NOTICE_STILL_WILLING, MENTOR));
	assert_string_equal(seen.key, "mentor/10412/year/2024-02-29");
	person[MENTOR].reconfirmed = day("2025-03-01");
	assert_false(of_person(NOTICE_STILL_WILLING, MENTOR));
	today("2026-03-01");
	assert_true(of_person(NOTICE_STILL_WILLING, MENTOR));
	assert_string_equal(seen.key, "mentor/10412/year/2025-03-01");
	people[MENTEE].submitted = day("2024-02-29");
	assert_false(of_person(NOTICE_STILL_WILLING, MENTEE));
}

static void an_agreement_is_a_sign_of_life(void **state)
{
	(void)state;
	people[MENTOR].submitted = day("2024-03-01");
	today("2026-03-12");
	assert_true(of_person(NOTICE_STILL_WILLING, MENTOR));
	pair_of.agreed[SIDE_A] = day("2026-03-12");
	assert_false(of_person(NOTICE_STILL_WILLING, MENTOR));
}

static void what_was_sent_is_not_wanted_again(void **state)
{
	(void)state;
	assert_true(wanted(NOTICE_MENTOR_CONFIRM, "P-0007/mentor"));
	sent("mentor-confirm", "P-0007/mentor", MENTOR + 1);
	assert_false(wanted(NOTICE_MENTOR_CONFIRM, "P-0007/mentor"));
	facts.notices.at[0].sent = DATE_NONE; /* a draft only */
	assert_true(wanted(NOTICE_MENTOR_CONFIRM, "P-0007/mentor"));
}

static void who_gets_none(void **state)
{
	(void)state;
	static const struct {
		enum reason reason;
		enum notice_stop stop;
	} none[] = { { REASON_WITHDRAWN, NOTICE_STOP_WITHDRAWN }, { REASON_PAUSED, NOTICE_STOP_PAUSED },
		{ REASON_TEST, NOTICE_STOP_HELD }, { REASON_HELD, NOTICE_STOP_HELD },
		{ REASON_MISSING, NOTICE_STOP_HELD } };
	for (size_t i = 0; i < sizeof none / sizeof *none; i++)
		for (enum notice_code c = 0; c < NOTICE_COUNT; c++) {
			people[PEER].matchable = none[i].reason;
			if (none[i].reason == REASON_PAUSED && (c == NOTICE_PAUSED || c == NOTICE_STILL_WILLING))
				continue;
			assert_int_equal(notice_stop_of(c, &person[PEER]), none[i].stop);
		}
	people[PEER].matchable = REASON_OK;
	people[PEER].email = sv("none");
	assert_int_equal(notice_stop_of(NOTICE_CHECK_IN, &person[PEER]), NOTICE_STOP_ADDRESS);
}

static void an_erased_partner(void **state)
{
	(void)state;
	facts.pairs.at[0].side[SIDE_B] = NULL;
	for (enum notice_code c = 0; c < NOTICE_COUNT; c++)
		for (enum partnership_state s = 0; s < STATE_COUNT; s++) {
			make_pair(false);
			facts.pairs.at[0].side[SIDE_B] = NULL;
			state_is(s);
			assert_string_equal(of_pair(c, SIDE_B), "-");
		}
	make_pair(false);
	facts.pairs.at[0].side[SIDE_B] = NULL;
	assert_string_equal(of_pair(NOTICE_MENTOR_CONFIRM, SIDE_A), "-");
	state_is(STATE_CONCLUDED);
	assert_string_equal(of_pair(NOTICE_CONCLUDED, SIDE_A), "");
}

static void codes_have_one_word_each(void **state)
{
	(void)state;
	for (enum notice_code c = 0; c < NOTICE_COUNT; c++)
		assert_int_equal(notice_code_of(sv(notice_code_word(c))), c);
	assert_int_equal(notice_code_of(sv("match")), NOTICE_COUNT);
}

int main(void)
{
#define T(name) cmocka_unit_test_setup_teardown(name, make_world, end_world)
	const struct CMUnitTest tests[] = {
		T(acknowledgement),
		T(not_eligible),
		T(not_eligible_by_decision),
		T(clarify),
		T(the_mentor_is_asked_first),
		T(peers_are_asked_together),
		T(no_match),
		T(a_newer_decision_stands),
		T(who_is_told_that_the_other_declined),
		T(plan_reminders),
		T(plan_received),
		T(check_in),
		T(evaluation_due),
		T(concluded_and_units),
		T(certificates),
		T(petitions),
		T(pauses),
		T(resumptions),
		T(silent_for_a_year),
		T(an_agreement_is_a_sign_of_life),
		T(what_was_sent_is_not_wanted_again),
		T(who_gets_none),
		T(an_erased_partner),
		T(codes_have_one_word_each),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
