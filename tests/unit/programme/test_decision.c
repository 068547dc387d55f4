/* test_decision: files of decisions against a round made by hand: three mentees, two mentors, four peers. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "base/checkcode.h"
#include "base/fs.h"
#include "programme/decision.h"
#include "programme/schema.h"
#include "records/import.h"

enum { PEOPLE = 9 };
static struct store *s;
static struct arena mem;
static struct round r;
static struct cycle_days cycle;
static struct run run;
static struct diags ds;
static char path[40];
static int64_t forbidden_mentee; /* with mentor 21 */

static date_t day(const char *iso)
{
	return date_parse(sv(iso));
}

static const char *forbidden(
	const struct round *round, const struct participant *seeker, const struct participant *other)
{
	(void)round;
	return seeker->application == forbidden_mentee && !strcmp(other->entry_no, "21") ? "same employer" : NULL;
}

static int fit(const struct round *round, const struct participant *seeker, const struct participant *other)
{
	(void)round;
	return (int)(seeker->application + other->application);
}

static const struct decision_judge judge = { forbidden, fit };

/* Applications 1 2 3 are mentees 0011 12 13, 4 5 mentors 21 22 (22 has two places), 6 to 9 peers 31 to 34. */
static void people(void)
{
	static const char *const number[PEOPLE] = { "0011", "12", "13", "21", "22", "31", "32", "33", "34" };
	static uint32_t by_application[PEOPLE];
	static struct checkcode id;
	assert_int_equal(checkcode_parse(sv("ooo-ooOO"), &id), CHECKCODE_OK);
	for (int i = 0; i < PEOPLE; i++) {
		struct participant p = { .application = i + 1,
			.person = i + 101,
			.kind = i < 3   ? KIND_MENTEE
				: i < 5 ? KIND_MENTOR
					: KIND_PEER,
			.form = i < 3   ? "mentee"
				: i < 5 ? "mentor"
					: "peer",
			.entry_no = number[i],
			.entry_id = i == 3 ? id.z : "",
			.employer_key = "",
			.capacity = i == 4 ? 2 : 1 };
		by_application[i] = (uint32_t)i;
		vec_push(&r.people.v, p);
	}
	r.people.by_application = by_application;
	/* Mentee 12 asks for mentor 22 in the second place. */
	static const int64_t asked[] = { 5 };
	r.people.v.at[1].choices.n = 1;
	r.people.v.at[1].choices.at[0] = (struct preference){ .rank = 2, .application = asked, .n = 1 };
	for (int i = 0; i < PEOPLE; i++) {
		struct round_member m = { .who = &r.people.v.at[i], .places = 1 };
		if (i < 3)
			vec_push(&r.mentees, m);
		else if (i < 5)
			vec_push(&r.mentors, m);
		else
			vec_push(&r.peers, m);
	}
}

static int begin(void **state)
{
	struct str err = STR_INIT;
	(void)state;
	mem = (struct arena)ARENA_INIT;
	ds = (struct diags)DIAGS_INIT;
	run = (struct run){ .as_of = day("2026-03-12"), .role = "headquarters" };
	forbidden_mentee = 0;
	cycle = (struct cycle_days){ "2026-03", day("2026-03-02"), day("2026-03-11"), day("2026-03-25"),
		day("2026-04-10"), day("2026-07-10"), DATE_NONE };
	assert_int_equal(store_open_memory(&s, &err), 0);
	assert_int_equal(records_migrate(s), 0);
	assert_int_equal(programme_migrate(s), 0);
	assert_int_equal(store_exec(s, "INSERT INTO round VALUES(1, '2026-03', '2026-03', 20523, 'drawn', '', ''), "
				       "(2, '2026-02', '2026-02', 20495, 'decided', '', '')"),
		0);
	r = (struct round){ .name = "2026-03",
		.cycle = &cycle,
		.rules = { .plan = 30, .checkin_months = 3, .evaluation_months = 6, .grace = 30 } };
	people();
	snprintf(path, sizeof path, "/tmp/mp-decisions-XXXXXX");
	int fd = mkstemp(path);
	assert_true(fd >= 0);
	close(fd);
	str_dispose(&err);
	return 0;
}

static int end(void **state)
{
	(void)state;
	unlink(path);
	store_close(s);
	vec_dispose(&r.people.v);
	vec_dispose(&r.mentees);
	vec_dispose(&r.mentors);
	vec_dispose(&r.peers);
	vec_dispose(&r.past.v);
	diags_dispose(&ds);
	arena_dispose(&mem);
	return 0;
}

/* No application stands in the tables of records/, so who stands behind one is filled in here. */
static void read_past(void)
{
	vec_dispose(&r.past.v);
	assert_int_equal(partnerships_read(&r.past, &mem, s, &run, &r.rules), 0);
	for (size_t i = 0; i < r.past.v.n; i++) {
		r.past.v.at[i].person_a = r.past.v.at[i].a + 100;
		r.past.v.at[i].person_b = r.past.v.at[i].b + 100;
	}
}

#define HEAD                                                                                                           \
	"round_id,form,form_entry_no,decision,partner_form_entry_no,rank_given,override_flags,reason,decided_by,"      \
	"decided_on\n"
#define TAIL ",,,fits,committee,2026-03-11\n"

/* Reads, checks and records; the number of errors. */
static size_t take_file(const char *text)
{
	static const struct decision_defaults none = { "", "", DATE_NONE };
	struct str err = STR_INIT;
	struct decisions d;
	diags_dispose(&ds);
	ds = (struct diags)DIAGS_INIT;
	read_past();
	assert_int_equal(fs_write_atomic(path, sv(text), 0600, &err), 0);
	if (decisions_read(&d, &mem, s, &run, path, "d.csv", &none, &ds) == 0 &&
		decisions_check(&d, s, &run, &r, &judge, &ds) == 0)
		assert_int_equal(decisions_record(&d, s, &run, &r), 0);
	if (getenv("SHOW")) diags_print(&ds, stderr);
	decisions_dispose(&d);
	str_dispose(&err);
	read_past();
	return ds.errors;
}

static const struct diag *told(const char *code)
{
	for (size_t i = 0; i < ds.n; i++)
		if (!strcmp(ds.at[i].code, code)) return &ds.at[i];
	return NULL;
}

static void told_at(const char *code, unsigned line, const char *part)
{
	for (size_t i = 0; i < ds.n; i++)
		if (!strcmp(ds.at[i].code, code) && ds.at[i].at.line == line && strstr(ds.at[i].text, part)) return;
	diags_print(&ds, stderr);
	fail_msg("%s was not told at line %u: %s", code, line, part);
}

static int64_t number(const char *sql)
{
	int64_t n = 0;
	assert_int_equal(store_int(s, sql, -1, &n), 0);
	return n;
}

static void a_match_opens_a_partnership(void **state)
{
	(void)state;
	assert_int_equal(take_file(HEAD "2026-03,mentee,12,match,22" TAIL "2026-03,mentee,11,no_match,21" TAIL
					"2026-03,mentee,13,,21,,,,,\n"),
		0);
	assert_int_equal(r.past.v.n, 1);
	const struct partnership *p = &r.past.v.at[0];
	assert_string_equal(p->number, "P-0001");
	assert_int_equal(p->a, 5);
	assert_int_equal(p->b, 2);
	assert_int_equal(p->how, 2); /* as the application says, not as the file leaves open */
	assert_int_equal(p->fit, 7);
	assert_int_equal(p->proposed, day("2026-03-11"));
	assert_int_equal(p->plan_due, day("2026-04-10"));
	assert_int_equal(p->evaluation_due, day("2026-10-10"));
	assert_int_equal(number("SELECT count(*) FROM decision"), 2); /* the empty row decides nothing */
	assert_int_equal(number("SELECT partner FROM decision WHERE application = 1"), 0);
	assert_int_equal(number("SELECT count(*) FROM round WHERE id = 1 AND state = 'decided'"), 1);
}

static void the_same_again_changes_nothing(void **state)
{
	const char *file = HEAD "2026-03,mentee,12,match,22" TAIL "2026-03,peer,31,match,33" TAIL;
	(void)state;
	assert_int_equal(take_file(file), 0);
	assert_int_equal(number("SELECT count(*) FROM decision"), 3); /* the other peer too */
	assert_int_equal(take_file(file), 0);
	assert_int_equal(r.past.v.n, 2);
	assert_int_equal(number("SELECT count(*) FROM partnership_event"), 0);
	assert_int_equal(number("SELECT count(*) FROM decision"), 3);
}

static void as_a_spreadsheet_saves_it(void **state)
{
	(void)state;
	assert_int_equal(
		take_file("\xef\xbb\xbf# to fill in;;;;;;;;;\r\nround_id;form;form_entry_no;decision;partner_form_"
			  "entry_no;rank_given;override_flags;reason;decided_by;decided_on\r\n"
			  "Mrz 26;mentee;11;No match;;;;later;committee;11.03.2026\r\n"
			  "01.03.2026;mentee;12;ALTERNATIVE;ooo-oooo;;;fits;committee;11.03.2026\r\n;;;;;;;;;\r\n"),
		0);
	assert_int_equal(number("SELECT count(*) FROM decision WHERE application = 1 AND decision = 'no_match'"), 1);
	assert_int_equal(number("SELECT partner FROM decision WHERE application = 2"), 4);
}

static void everything_wrong_is_told_at_once(void **state)
{
	(void)state;
	forbidden_mentee = 3;
	assert_int_equal(take_file(HEAD "2026-03,mentee,11,perhaps,22" TAIL                /* 2 */
					"2026-03,mentee,99,match,22" TAIL                  /* 3 */
					"2026-03,mentee,12,match," TAIL                    /* 4 */
					"2026-03,mentee,13,match,21" TAIL                  /* 5 */
					"2026-03,mentee,0013,no_match," TAIL               /* 6 */
					"2026-03,mentor,21,match,22" TAIL                  /* 7 */
					"2026-03,peer,31,match,32,,,fits,,2026-03-11\n"    /* 8 */
					"2026-03,peer,33,match,34,,,fits,c,2026-03-13\n"), /* 9: tomorrow */
		8);
	told_at("M072", 2, "no decision");
	told_at("M073", 3, "no applicant");
	told_at("M074", 4, "needs a partner");
	told_at("M077", 5, "same employer");
	told_at("M075", 6, "line 5");
	told_at("M073", 7, "mentor's");
	told_at("M079", 8, "who decided");
	told_at("M079", 9, "after today");
	assert_int_equal(told("M077")->at.col, 25);
	assert_int_equal(number("SELECT count(*) FROM decision"), 0);
	assert_int_equal(number("SELECT count(*) FROM partnership"), 0);
}

static void places_hold_over_files(void **state)
{
	(void)state;
	assert_int_equal(take_file(HEAD "2026-03,mentee,11,match,21" TAIL "2026-03,mentee,12,match,21" TAIL), 2);
	told_at("M078", 2, "this file gives 2");
	told_at("M078", 3, "has 1 place;");
	assert_int_equal(take_file(HEAD "2026-03,mentee,11,match,21" TAIL), 0);
	assert_int_equal(take_file(HEAD "2026-03,mentee,12,match,21" TAIL), 1);
	told_at("M078", 2, "1 is taken");
	assert_int_equal(take_file(HEAD "2026-03,mentee,12,match,22" TAIL "2026-03,mentee,13,match,22" TAIL),
		0); /* two places */
}

static void a_correction_before_anybody_was_told(void **state)
{
	(void)state;
	assert_int_equal(take_file(HEAD "2026-03,mentee,11,match,21" TAIL "2026-03,mentee,12,match,22" TAIL), 0);
	/* They change places; the numbers of before are not given again. */
	assert_int_equal(take_file(HEAD "2026-03,mentee,12,match,21" TAIL "2026-03,mentee,11,match,22" TAIL), 0);
	assert_int_equal(r.past.v.n, 2);
	assert_string_equal(r.past.v.at[0].number, "P-0003");
	assert_int_equal(r.past.v.at[0].b, 1);
	assert_int_equal(r.past.v.at[0].a, 5);
	assert_int_equal(take_file(HEAD "2026-03,mentee,11,defer," TAIL), 0);
	assert_int_equal(r.past.v.n, 1);
}

static void what_was_told_stands(void **state)
{
	(void)state;
	assert_int_equal(take_file(HEAD "2026-03,mentee,11,match,21" TAIL "2026-03,mentee,12,no_match," TAIL), 0);
	assert_int_equal(
		store_exec(s, "INSERT INTO notice VALUES(1, 'match-mentee', 'P-0001', 1, 1, 1, 20523, 'x', 20524, "
			      "'headquarters'), (2, 'no-match', '2', 2, NULL, 1, 20523, 'x', 20524, "
			      "'headquarters')"),
		0);
	assert_int_equal(take_file(HEAD "2026-03,mentee,11,match,22" TAIL "2026-03,mentee,12,match,22" TAIL), 2);
	told_at("M081", 2, "P-0001 was acted on: since March 12, 2026");
	told_at("M081", 3, "was told of the decision \"no match\"");
	/* The mentor declines after both had agreed: then there is something new to decide. */
	assert_int_equal(partnership_event(s, 1, day("2026-03-12"), "agreed", SIDE_A, "", "", 0), 0);
	assert_int_equal(partnership_event(s, 1, day("2026-03-12"), "agreed", SIDE_B, "", "", 0), 0);
	assert_int_equal(take_file(HEAD "2026-03,mentee,11,match,22" TAIL), 1);
	assert_int_equal(partnership_event(s, 1, day("2026-03-12"), "declined", SIDE_A, "", "", 0), 0);
	assert_int_equal(take_file(HEAD "2026-03,mentee,11,alternative,22" TAIL), 0);
	assert_int_equal(r.past.v.n, 2);
	assert_int_equal(r.past.v.at[0].state, STATE_NOT_FORMED);
	assert_int_equal(r.past.v.at[1].a, 5);
}

static void peers_are_one_decision(void **state)
{
	(void)state;
	assert_int_equal(take_file(HEAD "2026-03,peer,31,match,32" TAIL "2026-03,peer,32,match,31" TAIL), 0);
	assert_int_equal(r.past.v.n, 1);
	assert_int_equal(take_file(HEAD "2026-03,peer,31,match,33" TAIL), 1); /* and 32? */
	told_at("M080", 2, "takes a peer partner from another");
	assert_int_equal(take_file(HEAD "2026-03,peer,33,match,32" TAIL), 1);
	told_at("M080", 2, "decided on otherwise before");
	assert_int_equal(take_file(HEAD "2026-03,peer,33,match,34" TAIL "2026-03,peer,34,no_match," TAIL), 1);
	told_at("M080", 2, "line 3");
	assert_int_equal(take_file(HEAD "2026-03,peer,31,match,33" TAIL "2026-03,peer,32,no_match," TAIL), 0);
	assert_int_equal(r.past.v.n, 1);
	assert_int_equal(r.past.v.at[0].a + r.past.v.at[0].b, 6 + 8);
	assert_int_equal(take_file(HEAD "2026-03,peer,34,match,33" TAIL), 1);
}

static void not_in_the_round(void **state)
{
	(void)state;
	r.mentees.at[0].reason = OUT_AFTER_CUTOFF;
	r.mentees.at[0].words = "applied after the cutoff";
	r.mentors.at[0].reason = OUT_RECORD;
	r.mentors.at[0].words = "paused until June 1, 2026";
	assert_int_equal(take_file(HEAD "2026-03,mentee,11,no_match," TAIL "2026-03,mentee,12,match,21" TAIL), 2);
	told_at("M076", 2, "applied after the cutoff");
	told_at("M076", 3, "the partner is not in the round 2026-03: paused until June 1, 2026");
	assert_int_equal(take_file(HEAD "2026-03,mentee,11,defer," TAIL), 0);
	assert_int_equal(take_file(HEAD "2026-03,mentee,12,match,12" TAIL), 1);
	assert_int_equal(take_file(HEAD "2026-04,mentee,12,match,22" TAIL), 1);
	told_at("M071", 2, "no round \"2026-04\"");
	assert_int_equal(take_file(HEAD "2026-03,mentee,12,match,22" TAIL "2026-02,mentee,13,match,22" TAIL), 1);
	told_at("M071", 3, "those before are about \"2026-03\"");
}

static void the_register_does_not_depend_on_the_order_of_rows(void **state)
{
	static const char *const row[] = { "2026-03,mentee,11,match,22" TAIL, "2026-03,mentee,12,match,21" TAIL,
		"2026-03,peer,33,match,31" TAIL, "2026-03,mentee,13,match,22" TAIL };
	struct str first = STR_INIT;
	(void)state;
	for (int turn = 0; turn < 24; turn++) {
		struct str text = STR_INIT, seen = STR_INIT;
		int left[] = { 0, 1, 2, 3 }, code = turn;
		str_puts(&text, HEAD);
		for (int n = 4; n > 0; n--) {
			int at = code % n;
			code /= n;
			str_puts(&text, row[left[at]]);
			for (int i = at; i + 1 < n; i++) left[i] = left[i + 1];
		}
		assert_int_equal(store_exec(s, "DELETE FROM partnership"), 0);
		assert_int_equal(store_exec(s, "DELETE FROM decision"), 0);
		assert_int_equal(take_file(text.ptr), 0);
		for (size_t i = 0; i < r.past.v.n; i++)
			str_printf(&seen, "%s %d-%d %d\n", r.past.v.at[i].number, (int)r.past.v.at[i].a,
				(int)r.past.v.at[i].b, r.past.v.at[i].fit);
		if (!turn) str_sv(&first, sv_of(&seen));
		assert_string_equal(seen.ptr, first.ptr);
		str_dispose(&text);
		str_dispose(&seen);
	}
	assert_string_equal(first.ptr, "P-0001 5-1 6\nP-0002 4-2 6\nP-0003 5-3 8\nP-0004 6-8 14\n");
	str_dispose(&first);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, begin, end)
int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_match_opens_a_partnership),
		TEST(the_same_again_changes_nothing),
		TEST(as_a_spreadsheet_saves_it),
		TEST(everything_wrong_is_told_at_once),
		TEST(places_hold_over_files),
		TEST(a_correction_before_anybody_was_told),
		TEST(what_was_told_stands),
		TEST(peers_are_one_decision),
		TEST(not_in_the_round),
		TEST(the_register_does_not_depend_on_the_order_of_rows),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
