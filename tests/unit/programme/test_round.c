/* test_round: who is in a round and why not, on which day; which pairs are ruled out; and that neither the order of the rows nor an unrelated
 * record changes anything. */
#include "match_support.h"
#include "programme/round_index.h"

static struct ws *w;

static int begin(void **state)
{
	(void)state;
	w = world_new();
	return 0;
}

static int end(void **state)
{
	(void)state;
	world_free(w);
	return 0;
}

static const struct person good_mentor = { .no = "10", .offers = "a|b", .languages = "en" };

static void reason(const char *no, enum round_reason expected, const char *words)
{
	const struct round_member *m = find(no);
	assert_non_null(m);
	if (m->reason != expected || strcmp(m->words, words) != 0)
		fail_msg("%s: %d \"%s\", expected %d \"%s\"", no, (int)m->reason, m->words, (int)expected, words);
}

static void who_is_in_and_why_not(void **state)
{
	const struct person mentor[] = { good_mentor, { .no = "11" }, { .no = "12", .offers = "a", .capacity = "0" },
		{ .no = "13", .offers = "a", .staff = "Full" }, { .no = "14", .offers = "a", .ethics = "No" },
		{ .no = "15", .offers = "a", .staff = "Gone" }, { .no = "16", .offers = "a", .on = "2026-03-02" },
		{ .no = "17", .offers = "a", .on = "2026-03-03" },
		{ .no = "18", .offers = "a", .staff = "Inactive until 2026-03-11" },
		{ .no = "19", .offers = "a", .staff = "Inactive until 2026-03-12" } };
	(void)state;
	file(w, "mentor", mentor, sizeof mentor / sizeof *mentor);
	w->run.as_of = date_civil(2026, 3, 4); /* the day of the meeting counts, not that of the run */
	gather(w);
	reason("10", IN_ROUND, "");
	reason("11", OUT_INCOMPLETE, "incomplete: no topic is offered");
	reason("12", OUT_NO_PLACE, "takes no partnership now (0 places)");
	reason("13", OUT_NO_PLACE, "recorded as full");
	reason("14", OUT_NO_CONSENT_ETHICS, "did not agree to the code of ethics");
	reason("15", OUT_RECORD, "withdrawn");
	reason("16", IN_ROUND, ""); /* on the day of the cutoff */
	reason("17", OUT_AFTER_CUTOFF, "applied on March 3, 2026, after the cutoff of March 2, 2026: next round");
	reason("18", IN_ROUND, ""); /* that day it is back */
	reason("19", OUT_RECORD, "paused until March 12, 2026");
}

static void roster(const char *paid, const char *more)
{
	ws_write(w, "m/roster.yml", ROSTER_YML);
	ws_write(w, "e/2026-03-02-members.csv",
		arena_printf(&w->mem, ROSTER_HEADER "10,Ada,,,Active,Full,%s,\n11,Bo,,,Active,Full,2027-01-01,Yes\n%s",
			paid, more));
}

static void the_paid_through_day_counts(void **state)
{
	const struct person mentor[] = { good_mentor, { .no = "11", .offers = "a" }, { .no = "12", .offers = "a" } };
	(void)state;
	file(w, "mentor", mentor, 3);
	roster("2026-03-11", "");
	gather(w);
	reason("10", IN_ROUND, ""); /* the meeting is on that day */
	reason("11", OUT_RECORD, "membership on hold");
	reason("12", OUT_RECORD, "not on the list of members");
	roster("2026-03-10", "");
	gather(w);
	reason("10", OUT_RECORD, "not a member in good standing");
}

/* Pairs of "10" with each mentee. */
static void hard(const char *no, enum hard expected)
{
	const char *why = NULL;
	enum hard h = hard_rule(&r, find(no)->who, find("10")->who, &why);
	if (h != expected) fail_msg("%s: %d %s, expected %d", no, (int)h, why, (int)expected);
	assert_string_equal(why, hard_words(h));
}

static const struct person hard_mentor = { .no = "10",
	.first = "Klaus",
	.last = "Example",
	.employer = "Ironbridge Ltd.",
	.languages = "en",
	.offers = "a|b",
	.refuses = "c" };

static void hard_rules(void **state)
{
	const struct person mentee[] = { { .no = "20", .needs = "a", .primary = "a", .languages = "en|fr" },
		{ .no = "21", .needs = "a", .member = "10" }, { .no = "22", .needs = "a", .employer = "IRONBRIDGE" },
		{ .no = "23", .needs = "a", .languages = "fr" }, { .no = "24", .needs = "a" },
		{ .no = "25", .needs = "c", .primary = "c" }, { .no = "26", .needs = "a|c", .primary = "a" },
		{ .no = "27", .needs = "a", .avoid = "not Klaus Example please" },
		{ .no = "28", .needs = "a", .avoid = "anybody from Ironbridge" } };
	struct str flags = STR_INIT;
	(void)state;
	file(w, "mentor", &hard_mentor, 1);
	file(w, "mentee", mentee, sizeof mentee / sizeof *mentee);
	gather(w);
	hard("20", HARD_NONE);
	hard("21", HARD_SAME_PERSON);
	hard("22", HARD_EMPLOYER);
	hard("23", HARD_LANGUAGE);
	hard("24", HARD_NONE); /* languages unknown */
	hard("25", HARD_REFUSES);
	hard("26", HARD_NONE);
	hard("27", HARD_AVOID);
	hard("28", HARD_AVOID);
	assert_true(hard_flags(&r, find("26")->who, find("10")->who, &flags));
	assert_non_null(strstr(flags.ptr, "whether they have the same employer cannot be told"));
	assert_non_null(strstr(flags.ptr, "languages not given"));
	assert_non_null(strstr(flags.ptr, "does not take one of the needs"));
	str_dispose(&flags);
}

static void locks_lift_and_vetoes_forbid(void **state)
{
	const struct person mentee[] = { { .no = "20", .needs = "a" },
		{ .no = "22", .needs = "a", .employer = "IRONBRIDGE" }, { .no = "21", .needs = "a", .member = "10" } };
	struct lock lock[3];
	(void)state;
	file(w, "mentor", &hard_mentor, 1);
	file(w, "mentee", mentee, 3);
	gather(w);
	for (size_t i = 0; i < 3; i++)
		lock[i] =
			(struct lock){ find(mentee[i].no)->who->application, find("10")->who->application, i == 0, "" };
	options.lock = lock;
	options.nlocks = 3;
	gather(w);
	hard("20", HARD_VETO);
	hard("22", HARD_NONE);
	hard("21", HARD_SAME_PERSON); /* nothing lifts that */
	assert_int_equal(round_check_locks(&r, &w->ds), -1);
	struct proposals p;
	struct str lines = STR_INIT;
	assert_int_equal(proposals_make(&p, &r), 0);
	assert_int_equal(round_locks_lost(&r, &p, &lines, &w->ds), 1);
	assert_non_null(strstr(lines.ptr, "The lock of mentee 21"));
	assert_non_null(strstr(lines.ptr, "with mentor 10"));
	assert_non_null(strstr(lines.ptr, "was not kept: the same person"));
	assert_string_equal(w->ds.at[w->ds.n - 1].code, "M046");
	assert_non_null(strstr(w->ds.at[w->ds.n - 1].text, "lock 3 was not kept"));
	proposals_dispose(&p);
	options.nlocks = 2;
	gather(w);
	assert_int_equal(round_check_locks(&r, &w->ds), 0);
	assert_int_equal(proposals_make(&p, &r), 0);
	str_clear(&lines);
	assert_int_equal(round_locks_lost(&r, &p, &lines, &w->ds), 0);
	assert_int_equal(lines.len, 0);
	/* A lock that came in after the proposals: the place is another's. */
	lock[0].veto = false;
	assert_int_equal(round_locks_lost(&r, &p, &lines, &w->ds), 1);
	assert_non_null(strstr(lines.ptr, "The lock of mentee 20"));
	assert_non_null(strstr(lines.ptr, "its places go to mentee 22"));
	str_dispose(&lines);
	proposals_dispose(&p);
}

static void recorded_exceptions_lift(void **state)
{
	const struct person mentor_too[] = { hard_mentor, { .no = "11" },
		{ .no = "12", .offers = "a", .staff = "Gone" } };
	const struct person mentee[] = { { .no = "21", .needs = "a", .member = "10" },
		{ .no = "22", .needs = "a", .employer = "IRONBRIDGE" },
		{ .no = "23", .needs = "a", .employer = "IRONBRIDGE" } };
	struct str flags = STR_INIT, err = STR_INIT;
	(void)state;
	assert_int_equal(fs_mkdirs(fs_join(&w->mem, w->root, "records"), 0700, &err), 0);
	ws_write(w, "records/overrides.csv",
		"kind,form_a,entry_a,form_b,entry_b,why,by,on,until\n"
		"pair,mentee,22,mentor,10,another site,Committee,2026-03-01,2026-03-11\n"
		"pair,mentee,23,mentor,10,another site,Committee,2026-03-01,2026-03-10\n"
		"pair,mentee,21,mentor,10,oneself,Committee,2026-03-01,\n"
		"member_of_round,mentor,11,,,told us by mail,Committee,2026-03-01,\n"
		"member_of_round,mentor,12,,,no,Committee,2026-03-01,\n");
	rules_dispose(&rules);
	assert_int_equal(rules_load(&rules, &w->mem, &w->run, &w->ds), 0);
	file(w, "mentor", mentor_too, 3);
	file(w, "mentee", mentee, 3);
	gather(w);
	hard("21", HARD_SAME_PERSON); /* nothing lifts that */
	hard("22", HARD_NONE);        /* holds on the day of the meeting */
	hard("23", HARD_EMPLOYER);    /* until the day before */
	reason("11", IN_ROUND, "");
	reason("12", OUT_RECORD, "withdrawn"); /* the records bind the committee too */
	assert_true(hard_flags(&r, find("22")->who, find("10")->who, &flags));
	assert_non_null(strstr(flags.ptr, "same employer, allowed by records/overrides.csv"));
	str_dispose(&flags);
	str_dispose(&err);
}

static int64_t pair_up(
	const char *mentor, const char *mentee, const char *on, const char *event, enum side side, const char *day)
{
	struct partnership_new p = { .a = find(mentor)->who->application,
		.b = find(mentee)->who->application,
		.cycle = "2024",
		.proposed = date_parse(sv(on)),
		.reply_by = DATE_NONE,
		.plan_due = date_parse(sv(on)) + 30,
		.checkin_due = DATE_NONE,
		.evaluation_due = date_parse(sv(on)) + 200,
		.fit = -1 };
	int64_t id = 0;
	assert_int_equal(partnership_open(w->s, &p, &id), 0);
	if (event)
		assert_int_equal(
			partnership_event(w->s, id, date_parse(sv(day)), event, side, "early_mutual", "", 0), 0);
	return id;
}

static void a_past_keeps_apart_for_two_years(void **state)
{
	const struct person mentee[] = { { .no = "20", .needs = "a" }, { .no = "21", .needs = "a" },
		{ .no = "22", .needs = "a" }, { .no = "23", .needs = "a" } };
	const struct person mentor = { .no = "10", .offers = "a", .capacity = "2" };
	struct str flags = STR_INIT;
	(void)state;
	file(w, "mentor", &mentor, 1);
	file(w, "mentee", mentee, 4);
	gather(w);
	pair_up("10", "20", "2024-02-01", "declined", SIDE_A, "2024-03-11"); /* two years ago to the day */
	pair_up("10", "21", "2024-02-01", "declined", SIDE_A, "2024-03-12");
	pair_up("10", "22", "2026-02-01", NULL, SIDE_NONE, ""); /* still open */
	gather(w);
	hard("20", HARD_NONE);
	hard("21", HARD_EARLIER);
	hard("22", HARD_EARLIER);
	hard("23", HARD_NONE);
	assert_true(hard_flags(&r, find("20")->who, find("10")->who, &flags));
	assert_non_null(strstr(flags.ptr, "one of them declined earlier (P-0001)"));
	str_dispose(&flags);
	reason("22", OUT_RUNNING, "a partner is proposed already");
	assert_int_equal(find("10")->places, 1);
	assert_int_equal(find("10")->proposed, 1);
	assert_int_equal(find("10")->recent, 1); /* those declined count for nothing */
	pair_up("10", "23", "2026-02-02", NULL, SIDE_NONE, "");
	gather(w);
	reason("10", OUT_NO_PLACE, "no place left: 2 places, 0 running, 2 proposed");
}

/* ---- many at once */

static unsigned chance_state;
static unsigned chance(unsigned n)
{
	chance_state = chance_state * 1664525u + 1013904223u;
	return (chance_state >> 8) % n;
}

static const char *some(const char *const *from, unsigned n, unsigned most)
{
	struct str out = STR_INIT;
	for (unsigned i = 0; i < n; i++)
		if (chance(n) < most) str_printf(&out, "%s%s", out.len ? "|" : "", from[i]);
	const char *z = arena_strdup(&w->mem, sv_of(&out));
	str_dispose(&out);
	return z;
}

static struct person anybody(unsigned no, unsigned mentors)
{
	static const char *const topic[] = { "a", "b", "c", "d", "e", "rqap-exam" }, *const language[] = { "en", "fr",
		"de" };
	static const char *const employer[] = { "", "Ironbridge", "Osprey Ltd", "Kestrel Inc" }, *const region[] = { "",
		"eu", "us" };
	static const char *const credential[] = { "rqap-glp", "cqa" };
	struct person p = { .no = arena_printf(&w->mem, "%u", no) };
	p.on = arena_printf(&w->mem, "2026-02-%02u", 1 + chance(28));
	p.last = arena_printf(&w->mem, "Last%u", no);
	p.employer = employer[chance(4)];
	p.region = region[chance(3)];
	p.offset = chance(3) ? arena_printf(&w->mem, "UTC+%02u:00", chance(12)) : "";
	p.years = chance(5) ? arena_printf(&w->mem, "%u", chance(30)) : "";
	p.sectors = some(topic, 4, 2);
	p.credentials = some(credential, 2, 1);
	p.languages = some(language, 3, 2);
	p.channels = some(topic, 3, 1);
	p.offers = some(topic, 6, 3);
	p.refuses = some(topic, 6, 1);
	p.needs = some(topic, 6, 3);
	p.primary = chance(3) ? topic[chance(6)] : "";
	p.capacity = arena_printf(&w->mem, "%u", chance(4));
	p.until = chance(4) ? "" : "2026-12-31";
	p.p1 = chance(2) ? arena_printf(&w->mem, "%u", 100 + chance(mentors)) : "";
	p.p2 = chance(3) ? "" : arena_printf(&w->mem, "%u", 100 + chance(mentors));
	p.avoid = chance(9) ? "" : arena_printf(&w->mem, "Ada Last%u", 100 + chance(mentors));
	p.alternative = chance(3) ? "Yes" : "No";
	return p;
}

enum { MANY = 40 };
static struct person mentors[MANY], mentees[MANY], peers[MANY];

static void make_many(unsigned seed)
{
	chance_state = seed;
	for (unsigned i = 0; i < MANY; i++) {
		mentors[i] = anybody(100 + i, MANY);
		mentees[i] = anybody(200 + i, MANY);
		peers[i] = anybody(300 + i, MANY);
		peers[i].p1 = peers[i].p1[0] ? arena_printf(&w->mem, "%u", 300 + chance(MANY)) : "";
		peers[i].p2 = "";
	}
}

static void write_many(size_t from)
{
	struct person turned[MANY];
	struct {
		const char *kind;
		const struct person *at;
	} all[] = { { "mentor", mentors }, { "mentee", mentees }, { "peer", peers } };
	for (size_t k = 0; k < 3; k++) {
		for (size_t i = 0; i < MANY; i++) turned[i] = all[k].at[(from + i * 7) % MANY];
		file(w, all[k].kind, turned, MANY);
	}
}

static const struct round_member **all_of(const struct round_member *at, size_t n)
{
	const struct round_member **p = ARENA_ARRAY(&w->mem, const struct round_member *, n + 1);
	for (size_t i = 0; i < n; i++) p[i] = &at[i];
	return p;
}

static void same_fits(const struct round_member **row, size_t rows, const struct round_member **col, size_t cols)
{
	uint8_t *fit = xmalloc(rows * cols + 1);
	size_t possible = 0;
	round_fits(fit, &r, row, rows, col, cols);
	for (size_t i = 0; i < rows; i++)
		for (size_t k = 0; k < cols; k++) {
			const struct participant *a = row[i]->who, *b = col[k]->who;
			bool no = hard_rule(&r, a, b, NULL) != HARD_NONE;
			struct fit lines;
			int total = fit_total(&r.rules, a, b, r.from, r.until), sum = 0;
			assert_int_equal(fit[i * cols + k], no ? FIT_IMPOSSIBLE : total);
			possible += !no;
			fit_explain(&lines, &r.mem, &r.rules, r.book, a, b, r.from, r.until);
			for (size_t l = 0; l < lines.n; l++) {
				assert_in_range(lines.line[l].points, 0, lines.line[l].of);
				sum += lines.line[l].points;
			}
			assert_int_equal(sum, total);
			assert_int_equal(lines.total, total);
		}
	assert_in_range(possible, rows * cols / 4, rows * cols - 1); /* both kinds occur */
	free(fit);
}

static void the_fast_way_is_the_slow_way(void **state)
{
	(void)state;
	for (unsigned seed = 1; seed <= 3; seed++) {
		make_many(seed);
		write_many(0);
		gather(w);
		same_fits(all_of(r.mentees.at, MANY), MANY, all_of(r.mentors.at, MANY), MANY);
		same_fits(all_of(r.peers.at, MANY), MANY, all_of(r.peers.at, MANY), MANY);
		rules.weight[WEIGHT_REGION] = (int)seed * 3;
	}
}

static void the_order_of_rows_is_nothing(void **state)
{
	char first[65];
	(void)state;
	make_many(7);
	write_many(0);
	gather(w);
	memcpy(first, r.inputs, sizeof first);
	int64_t order = find("230")->order;
	for (size_t turn = 1; turn < 6; turn++) {
		world_free(w);
		w = world_new();
		make_many(7);
		write_many(turn * 5);
		gather(w);
		assert_string_equal(r.inputs, first);
		assert_int_equal(find("230")->order, order);
	}
}

static void an_unrelated_record_changes_nobody(void **state)
{
	enum round_reason before[2 * MANY];
	int places[MANY];
	(void)state;
	make_many(11);
	write_many(0);
	gather(w);
	for (size_t i = 0; i < MANY; i++) {
		before[i] = find(mentors[i].no)->reason;
		before[MANY + i] = find(mentees[i].no)->reason;
		places[i] = find(mentors[i].no)->places;
	}
	struct person more[MANY + 1];
	memcpy(more, mentees, sizeof mentees);
	more[MANY] = (struct person){ .no = "999", .needs = "e", .on = "2026-01-01", .p1 = "100" };
	file(w, "mentee", more, MANY + 1);
	gather(w);
	assert_int_equal(find("999")->reason, IN_ROUND);
	for (size_t i = 0; i < MANY; i++) {
		assert_int_equal(find(mentors[i].no)->reason, before[i]);
		assert_int_equal(find(mentees[i].no)->reason, before[MANY + i]);
		assert_int_equal(find(mentors[i].no)->places, places[i]);
	}
}

static void order_is_by_arrival_then_number(void **state)
{
	const struct person mentee[] = { { .no = "9", .needs = "a", .on = "2026-02-03" },
		{ .no = "10", .needs = "a", .on = "2026-02-03" }, { .no = "100", .needs = "a", .on = "2026-02-02" } };
	(void)state;
	file(w, "mentee", mentee, 3);
	gather(w);
	assert_int_equal(find("100")->order, 0);
	assert_int_equal(find("9")->order, 1);
	assert_int_equal(find("10")->order, 2);
}

static void who_corrects_a_form_keeps_the_place(void **state)
{
	const struct person mentee[] = { { .no = "20", .needs = "a", .on = "2026-02-03", .member = "7" },
		{ .no = "21", .needs = "a", .on = "2026-03-03", .member = "7" },
		{ .no = "22", .needs = "a", .on = "2026-02-04" } };
	(void)state;
	file(w, "mentee", mentee, 3);
	gather(w);
	assert_null(find("20"));    /* replaced */
	reason("21", IN_ROUND, ""); /* although the newer form came after the cutoff */
	assert_int_equal(find("21")->effective, date_civil(2026, 2, 3));
	assert_int_equal(find("21")->order, 0);
	assert_int_equal(find("22")->order, 1);
}

static void officers_are_recused(void **state)
{
	const struct person mentee[] = { { .no = "9", .first = "Ingeborg", .last = "Castellanos-Roy", .needs = "a" },
		{ .no = "10", .first = "Ingeborg", .last = "Roy", .needs = "a" } };
	const struct sv officer[] = { sv("Ingeborg Castellanos Roy") };
	(void)state;
	file(w, "mentee", mentee, 2);
	options.officer = officer;
	options.nofficers = 1;
	gather(w);
	assert_true(find("9")->recused);
	assert_false(find("10")->recused);
}

int main(void)
{
#define T(f) cmocka_unit_test_setup_teardown(f, begin, end)
	const struct CMUnitTest tests[] = { T(who_is_in_and_why_not), T(the_paid_through_day_counts), T(hard_rules),
		T(locks_lift_and_vetoes_forbid), T(recorded_exceptions_lift), T(a_past_keeps_apart_for_two_years),
		T(the_fast_way_is_the_slow_way), T(the_order_of_rows_is_nothing), T(an_unrelated_record_changes_nobody),
		T(order_is_by_arrival_then_number), T(who_corrects_a_form_keeps_the_place), T(officers_are_recused) };
	return cmocka_run_group_tests_name("round", tests, NULL, NULL);
}
