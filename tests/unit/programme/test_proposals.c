/* test_proposals: from a gathered round to sentences, to what is remembered, and to what a second run says has changed. */
#include "match_support.h"

static struct ws *w;
static struct proposals p;
static struct str changes;

static int begin(void **state)
{
	(void)state;
	w = world_new();
	changes = (struct str)STR_INIT;
	return 0;
}

static int end(void **state)
{
	(void)state;
	proposals_dispose(&p);
	str_dispose(&changes);
	world_free(w);
	return 0;
}

static void run(bool store_it)
{
	gather(w);
	proposals_dispose(&p);
	str_clear(&changes);
	assert_int_equal(proposals_make(&p, &r), 0);
	assert_int_equal(proposals_store(w->s, &r, &p, store_it, &changes), 0);
}

static const struct proposal *of(const char *no)
{
	for (size_t i = 0; i < p.mentees.n; i++)
		if (!strcmp(p.mentees.at[i].seeker->who->entry_no, no)) return &p.mentees.at[i];
	for (size_t i = 0; i < p.peers.n; i++)
		if (!strcmp(p.peers.at[i].seeker->who->entry_no, no)) return &p.peers.at[i];
	fail_msg("no proposal for %s", no);
	return NULL;
}

static void gives(const char *no, const char *partner, int how)
{
	const struct proposal *x = of(no);
	assert_string_equal(x->other ? x->other->who->entry_no : "", partner);
	assert_int_equal(x->how, how);
}

static void says(const char *no, const char *part)
{
	if (!strstr(of(no)->sentence, part)) fail_msg("\"%s\" is not in: %s", part, of(no)->sentence);
}

static void changed(const char *part)
{
	if (!strstr(changes.len ? changes.ptr : "", part))
		fail_msg("\"%s\" is not in: %s", part, changes.len ? changes.ptr : "");
}

/* 10 covers both needs; 11 one; 12 speaks no language they speak. */
static struct person mentor[] = { { .no = "10", .offers = "a|b", .years = "30", .languages = "en" },
	{ .no = "11", .offers = "a", .years = "30", .languages = "en" },
	{ .no = "12", .offers = "a", .languages = "fr" } };
static struct person mentee[] = {
	{ .no = "20", .needs = "a|b", .primary = "a", .years = "3", .languages = "en", .p1 = "10", .on = "2026-02-01" },
	{ .no = "21",
		.needs = "a|b",
		.primary = "a",
		.years = "3",
		.languages = "en",
		.p1 = "10",
		.p2 = "12",
		.alternative = "No",
		.on = "2026-02-02" },
	{ .no = "22", .needs = "a", .years = "3", .languages = "en", .on = "2026-02-03" },
	{ .no = "23", .needs = "a", .languages = "en", .alternative = "No" }
};

static void wait_one_round(const char *no)
{
	struct stmt *st = store_stmt(w->s,
		"INSERT INTO round(name, cycle, day, state, rules, inputs) VALUES('old', 'x', 1, 'decided', '', '')");
	assert_int_equal(stmt_run(st), 0);
	int64_t round = store_last_id(w->s);
	st = store_stmt(w->s, "INSERT INTO decision VALUES(?1, ?2, 'no_match', 0, 0, NULL, '', '', 'c', 0)");
	stmt_int_in(st, 1, round);
	stmt_int_in(st, 2, find(no)->who->application);
	assert_int_equal(stmt_run(st), 0);
}

static void sentences_give_the_reason(void **state)
{
	(void)state;
	file(w, "mentor", mentor, 3);
	file(w, "mentee", mentee, 4);
	run(false);
	gives("20", "10", 1);
	says("20", "mentee 20 gets mentor 10 (1st choice): fit 80: 2 of 2 needs, gap 27 years");
	gives("21", "", 0);
	assert_int_equal(of("21")->why, NOT_PLACES);
	says("21", "Not the 1st choice, mentor 10: the place goes to mentee 20 (applied earlier, on February 1, 2026)");
	says("21", "Not the 2nd choice, mentor 12: no language in common that one of them speaks well");
	says("21", "Takes no alternative.");
	gives("22", "11", 0);
	says("22", "mentee 22 is suggested mentor 11");
	assert_int_equal(of("23")->why, NOT_ASKED);
	says("23", "mentee 23 gets nobody: named nobody and takes no alternative.");
	assert_int_equal(p.matched, 2);
}

static void who_waited_comes_first_and_it_is_said(void **state)
{
	(void)state;
	file(w, "mentor", mentor, 3);
	file(w, "mentee", mentee, 4);
	gather(w);
	wait_one_round("21");
	run(false);
	gives("21", "10", 1);
	says("21", "mentee 21 gets mentor 10 (1st choice): unmatched in 1 round, so ahead of mentee 20; fit 80: ");
	gives("20", "", 0); /* 11 suits 22 better */
	gives("22", "11", 0);
	says("20", "Not the 1st choice, mentor 10: the place goes to mentee 21 (unmatched in 1 round, so first under "
		   "5.1.6).");
}

static void a_group_is_each_of_its_members(void **state)
{
	(void)state;
	mentee[2].p1 = "10 | 11"; /* not a group, but two in one cell is two choices */
	file(w, "mentor", mentor, 3);
	file(w, "mentee", mentee, 4);
	run(false);
	mentee[2].p1 = NULL;
	gather(w);
	/* Make the choice of 22 a group of all three: the best fit that is possible and free is proposed. */
	struct participant *who = (struct participant *)(uintptr_t)find("22")->who;
	int64_t group[] = { find("12")->who->application, find("11")->who->application, find("10")->who->application };
	who->choices = (struct preferences){ .n = 1 };
	who->choices.at[0] = (struct preference){
		.rank = 1, .how = PREFERENCE_ENTRY_ID, .application = group, .n = 3, .id = { "7KQ-3XHM" }, .reason = ""
	};
	proposals_dispose(&p);
	assert_int_equal(proposals_make(&p, &r), 0);
	gives("22", "11", 1); /* 10 fits as well, but 20 asked for it and was earlier */
	says("22", "mentee 22 gets mentor 11 (1st choice, any of group 7KQ-3XHM: the best fit with a place)");
}

static void locks_and_vetoes(void **state)
{
	struct lock lock[2];
	(void)state;
	file(w, "mentor", mentor, 3);
	file(w, "mentee", mentee, 4);
	gather(w);
	lock[0] = (struct lock){ find("22")->who->application, find("10")->who->application, false, "" };
	lock[1] = (struct lock){ find("20")->who->application, find("11")->who->application, true, "" };
	options.lock = lock;
	options.nlocks = 2;
	run(false);
	gives("22", "10", 0);
	says("22", "mentee 22 gets mentor 10, locked");
	gives("20", "", 0);
	says("20", "the place goes to mentee 22 (locked)");
	options = (struct round_options){ .goal = -1 };
}

static void a_second_run_says_what_changed(void **state)
{
	(void)state;
	struct person two_choices[4];
	memcpy(two_choices, mentee, sizeof two_choices);
	two_choices[0].p2 = "11";
	file(w, "mentor", mentor, 3);
	file(w, "mentee", two_choices, 4);
	run(true);
	assert_int_equal(changes.len, 0); /* nothing to compare with */
	run(true);
	assert_int_equal(changes.len, 0); /* the same again */
	struct person now[3];
	memcpy(now, mentor, sizeof now);
	now[0].staff = "Gone";
	file(w, "mentor", now, 3);
	run(false);
	changed("mentor 10 is not in the round any more: withdrawn.\n");
	changed("mentee 20: mentor 11 (2nd choice, fit 60), ");
	changed("before mentor 10 (1st choice, fit 80): mentor 10 is not in the round: withdrawn.\n");
	changed("mentee 22: nobody, before mentor 11 (fit 80): mentor 11 goes to mentee 20.\n");
	size_t told = changes.len;
	run(true); /* the dry run before stored nothing, so the same is told */
	assert_int_equal(changes.len, told);
	run(true);
	assert_int_equal(changes.len, 0);
	file(w, "mentor", mentor, 3);
	run(true);
	changed("mentor 10 came into the round.\n");
	changed("mentee 20: mentor 10 (1st choice, fit 80), before mentor 11 (2nd choice, fit 60): mentor 10 came into "
		"the round.\n");
	changed("mentee 22: mentor 11 (fit 80), before nobody: mentor 11 does not go to mentee 20 any more.\n");
}

static void what_was_decided_stays(void **state)
{
	int64_t n = 0;
	(void)state;
	file(w, "mentor", mentor, 3);
	file(w, "mentee", mentee, 4);
	run(true);
	struct stmt *st = store_stmt(
		w->s, "INSERT INTO decision SELECT id, ?1, 'no_match', 0, 0, NULL, '', '', 'c', 0 FROM round");
	stmt_int_in(st, 1, find("22")->who->application);
	assert_int_equal(stmt_run(st), 0);
	run(true);
	assert_int_equal(find("22")->reason, OUT_DECIDED);
	assert_int_equal(p.mentees.n, 3);
	assert_int_equal(store_int(w->s, "SELECT count(*) FROM proposal", 0, &n), 0);
	assert_int_equal(n, 4); /* the decided one's proposal stands as it was put before the committee */
	assert_int_equal(store_int(w->s, "SELECT count(*) FROM round", 0, &n), 0);
	assert_int_equal(n, 1);
}

static void peers_goals_and_both_sides(void **state)
{
	const struct person peer[] = { { .no = "30", .needs = "a", .offers = "b", .p1 = "31" },
		{ .no = "31", .needs = "b", .offers = "a", .p1 = "30" },
		{ .no = "32", .needs = "a", .p1 = "30", .alternative = "No" } };
	(void)state;
	file(w, "peer", peer, 3);
	run(false);
	gives("30", "31", 1);
	gives("31", "30", 1);
	says("30", "peer 30 goes with peer 31, its 1st choice and itself its partner's 1st: fit ");
	gives("32", "", 0);
	says("32", "peer 32 goes with nobody. Not the 1st choice, peer 30: goes with peer 31. Takes no alternative.");
}

static void ordinals(void **state)
{
	static const struct person mentees[] = {
		{ .no = "20", .needs = "a", .p1 = "11", .p2 = "10", .alternative = "No" },
		{ .no = "19", .needs = "a", .p1 = "11", .on = "2026-01-01" }
	};
	(void)state;
	file(w, "mentor", mentor, 3);
	file(w, "mentee", mentees, 2);
	run(false);
	gives("20", "10", 2);
	says("20", "mentee 20 gets mentor 10 (2nd choice)");
	says("20", "Not the 1st choice, mentor 11: the place goes to mentee 19 (applied earlier, on January 1, 2026).");
}

int main(void)
{
#define T(f) cmocka_unit_test_setup_teardown(f, begin, end)
	const struct CMUnitTest tests[] = { T(sentences_give_the_reason), T(who_waited_comes_first_and_it_is_said),
		T(a_group_is_each_of_its_members), T(locks_and_vetoes), T(a_second_run_says_what_changed),
		T(what_was_decided_stays), T(peers_goals_and_both_sides), T(ordinals) };
	return cmocka_run_group_tests_name("proposals", tests, NULL, NULL);
}
