/* test_tier: for how many rounds somebody waited, from what was decided and what became of it (SOP 5.1.6). */
#include "match_support.h"

static struct ws *w;
static int rounds; /* made so far */

static int begin(void **state)
{
	const struct person mentor[] = { { .no = "10", .offers = "a", .capacity = "9" } };
	const struct person mentee[] = { { .no = "20", .needs = "a", .before = "Yes" }, { .no = "21", .needs = "a" } };
	const struct person peer[] = { { .no = "30", .needs = "a", .member = "20" } };
	(void)state;
	w = world_new();
	rounds = 0;
	file(w, "mentor", mentor, 1);
	file(w, "mentee", mentee, 2);
	file(w, "peer", peer, 1);
	gather(w);
	return 0;
}

static int end(void **state)
{
	(void)state;
	world_free(w);
	return 0;
}

static int64_t id_of(const char *no)
{
	return find(no)->who->application;
}

/* A round a month, from August 2025 on; returns its number. */
static int64_t next_round(void)
{
	struct stmt *st = store_stmt(w->s, "INSERT INTO round(name, cycle, day, state, rules, inputs) VALUES(?1, 'x', "
					   "?2, 'decided', '', '')");
	stmt_text_in(st, 1, sv(arena_printf(&w->mem, "r%d", rounds)));
	stmt_int_in(st, 2, date_add_months(date_civil(2025, 8, 11), rounds++));
	assert_int_equal(stmt_run(st), 0);
	return store_last_id(w->s);
}

static void decide(int64_t round, const char *no, const char *decision)
{
	struct stmt *st = store_stmt(w->s, "INSERT INTO decision VALUES(?1, ?2, ?3, 0, 0, NULL, '', '', 'c', 0)");
	stmt_int_in(st, 1, round);
	stmt_int_in(st, 2, id_of(no));
	stmt_text_in(st, 3, sv(decision));
	assert_int_equal(stmt_run(st), 0);
}

static int64_t open_with(int64_t round)
{
	date_t day = date_add_months(date_civil(2025, 8, 11), rounds - 1);
	struct partnership_new p = { .a = id_of("10"),
		.b = id_of("20"),
		.round = round,
		.cycle = "x",
		.proposed = day,
		.reply_by = DATE_NONE,
		.plan_due = day + 30,
		.checkin_due = DATE_NONE,
		.evaluation_due = day + 200,
		.fit = -1 };
	int64_t id = 0;
	assert_int_equal(partnership_open(w->s, &p, &id), 0);
	return id;
}

static void event(int64_t p, const char *name, enum side side, const char *value)
{
	date_t day = date_add_months(date_civil(2025, 8, 11), rounds - 1) + 5;
	assert_int_equal(partnership_event(w->s, p, day, name, side, value, "", 0), 0);
}

static int tier_on(const char *no, date_t day)
{
	struct partnerships all;
	int n = -1;
	assert_int_equal(partnerships_read(&all, &w->mem, w->s, &w->run, &rules), 0);
	assert_int_equal(register_unmatched_rounds(w->s, &all, find(no)->who->person, day, &n), 0);
	vec_dispose(&all.v);
	return n;
}

static int tier(const char *no)
{
	return tier_on(no, date_civil(2026, 3, 11));
}

static void every_round_without_a_match_counts(void **state)
{
	(void)state;
	assert_int_equal(tier("20"), 0);
	decide(next_round(), "20", "no_match");
	assert_int_equal(tier("20"), 1);
	decide(next_round(), "20", "defer");
	decide(next_round(), "20", "not_eligible"); /* was not in the round */
	assert_int_equal(tier("20"), 2);
	assert_int_equal(tier("21"), 0);
	assert_int_equal(
		tier_on("20", date_civil(2025, 8, 11)), 0); /* the round of that day itself is none before it */
	assert_int_equal(tier_on("20", date_civil(2025, 8, 12)), 1);
	gather(w);
	assert_int_equal(find("20")->tier, 2);
	assert_false(find("20")->claim_unproved);
}

static void a_claim_is_no_proof(void **state)
{
	(void)state;
	assert_int_equal(find("20")->tier, 0);
	assert_true(find("20")->claim_unproved);
	assert_false(find("21")->claim_unproved);
}

static void a_partners_refusal_keeps_it_the_own_takes_it(void **state)
{
	int64_t round;
	(void)state;
	decide(next_round(), "20", "no_match");
	decide(round = next_round(), "20", "match");
	int64_t p = open_with(round);
	assert_int_equal(tier("20"), 1); /* no answer yet */
	event(p, "agreed", SIDE_B, "");
	event(p, "declined", SIDE_A, "no time");
	assert_int_equal(tier("20"), 2);
	decide(round = next_round(), "20", "alternative");
	p = open_with(round);
	event(p, "declined", SIDE_B, "rather not");
	assert_int_equal(tier("20"), 0);
	decide(next_round(), "20", "no_match"); /* from then on it counts again */
	assert_int_equal(tier("20"), 1);
}

/* A round without a match for 20, and then one whose match both agreed to. */
static int64_t formed_after_one_without(void)
{
	int64_t round;
	decide(next_round(), "20", "no_match");
	decide(round = next_round(), "20", "match");
	int64_t p = open_with(round);
	event(p, "agreed", SIDE_A, "");
	event(p, "agreed", SIDE_B, "");
	return p;
}

static void a_match_that_was_formed_ends_it(void **state)
{
	(void)state;
	formed_after_one_without();
	assert_int_equal(tier("20"), 0);
}

static void no_contact_takes_it_away(void **state)
{
	(void)state;
	int64_t p = formed_after_one_without();
	event(p, "ended", SIDE_B, "no_contact");
	assert_int_equal(tier("20"), 0);
}

static void unless_the_partner_was_the_one(void **state)
{
	(void)state;
	int64_t p = formed_after_one_without();
	event(p, "ended", SIDE_A, "no_contact");
	assert_int_equal(tier("20"), 2);
}

static void two_applications_in_a_round_are_one_round(void **state)
{
	int64_t round = next_round();
	(void)state;
	decide(round, "20", "no_match");
	decide(round, "30", "no_match"); /* the same person as a peer */
	assert_int_equal(tier("20"), 1);
	assert_int_equal(tier("30"), 1);
}

static void one_entered_by_hand_ends_it_too(void **state)
{
	(void)state;
	decide(next_round(), "20", "no_match");
	next_round();
	int64_t p = open_with(0);
	assert_int_equal(tier("20"), 1);
	event(p, "plan_received", SIDE_A, "");
	assert_int_equal(tier("20"), 0);
}

/* 5.2.3: the mentor declines after the meeting; the mentee is in the same round again, before those who never waited. */
static void back_in_the_round(void **state)
{
	int64_t round = 0, p;
	struct stmt *st;
	(void)state;
	st = store_stmt(w->s,
		"INSERT INTO round(name, cycle, day, state, rules, inputs) VALUES('2026-03', '2026-03', ?1, "
		"'decided', '', '')");
	stmt_int_in(st, 1, cycle.meeting);
	assert_int_equal(stmt_run(st), 0);
	round = store_last_id(w->s);
	rounds = 8; /* March 2026 */
	decide(round, "20", "match");
	decide(round, "21", "no_match");
	p = open_with(round);
	w->run.as_of = date_civil(2026, 3, 20);
	gather(w);
	assert_int_equal(find("20")->reason, OUT_DECIDED);
	assert_int_equal(find("21")->reason, OUT_DECIDED);
	assert_int_equal(find("10")->places, 8);
	event(p, "declined", SIDE_A, "no time");
	gather(w);
	assert_int_equal(find("20")->reason, IN_ROUND);
	assert_int_equal(find("20")->tier, 1);
	assert_int_equal(find("21")->reason, OUT_DECIDED);
	assert_int_equal(find("10")->places, 9);
	const char *why;
	assert_int_equal(hard_rule(&r, find("20")->who, find("10")->who, &why), HARD_EARLIER);
}

int main(void)
{
#define T(f) cmocka_unit_test_setup_teardown(f, begin, end)
	const struct CMUnitTest tests[] = { T(every_round_without_a_match_counts), T(a_claim_is_no_proof),
		T(a_partners_refusal_keeps_it_the_own_takes_it), T(a_match_that_was_formed_ends_it),
		T(no_contact_takes_it_away), T(unless_the_partner_was_the_one),
		T(two_applications_in_a_round_are_one_round), T(one_entered_by_hand_ends_it_too),
		T(back_in_the_round) };
	return cmocka_run_group_tests_name("tier", tests, NULL, NULL);
}
