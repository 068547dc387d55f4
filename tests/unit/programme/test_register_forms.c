/* test_register_forms: plans and evaluations find their partnerships, by number or by who sent them, and never the wrong one. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>
#include "programme/register.h"
#include "programme/schema.h"
#include "records/support.h"

static struct ws *w;
static struct rules rules;
static struct partnerships all;

static const char MENTEE[] = "source: {files: \"*mentee*.csv\", form: mentee, kind: mentee, dates: [ymd]}\ncolumns:\n  "
			     "form_entry_no: Id\n  submitted_at: Day\n  first_name: First\n  last_name: Last\n  email: "
			     "Mail\n";
static const char PEER[] = "source: {files: \"*peer*.csv\", form: peer, kind: peer, dates: [ymd]}\ncolumns:\n  "
			   "form_entry_no: Id\n  submitted_at: Day\n  first_name: First\n  last_name: Last\n  email: "
			   "Mail\n  consent: {column: List, version: \"1\", consent: {group: Yes, not listed: No}}\n";
static const char PLAN[] = "source: {files: \"*plan*.csv\", form: plan, kind: plan, dates: [ymd]}\ncolumns:\n  "
			   "form_entry_no: Id\n  submitted_at: Day\n  email: Mail\n  partnership_id: {column: Number, "
			   "expected: yes}\n  partner_email: Partner\n  role: Role\n";
static const char EVALUATION[] = "source: {files: \"*eval*.csv\", form: evaluation, kind: evaluation, dates: "
				 "[ymd]}\ncolumns:\n  form_entry_no: Id\n  submitted_at: Day\n  email: Mail\n  "
				 "partnership_id: {column: Number, expected: yes}\n  partner_email: Partner\n  role: "
				 "Role\n";
#define FORM_HEADER "Id,Day,Mail,Number,Partner,Role\n"

static date_t day(const char *iso)
{
	return date_parse(sv(iso));
}

static int64_t application(const char *form, const char *no)
{
	struct stmt *st = store_stmt(w->s, "SELECT id FROM application WHERE form = ?1 AND entry_no = ?2");
	stmt_text_in(st, 1, sv(form));
	stmt_text_in(st, 2, sv(no));
	assert_int_equal(stmt_step(st), 1);
	int64_t id = stmt_int(st, 0);
	stmt_reset(st);
	return id;
}

static void open_pair(bool peers, const char *a, const char *b, const char *on)
{
	int64_t id;
	struct partnership_new p = { .peers = peers,
		.a = application(peers ? "peer" : "mentor", a),
		.b = application(peers ? "peer" : "mentee", b),
		.cycle = "",
		.proposed = day(on),
		.plan_due = day(on) + 30,
		.checkin_due = DATE_NONE,
		.reply_by = DATE_NONE,
		.evaluation_due = day(on) + 200,
		.fit = -1 };
	assert_int_equal(partnership_open(w->s, &p, &id), 0);
}

/* P-0001 mentor 1 (ann) with mentee 11 (bob), P-0002 mentor 1 with mentee 12 (cy); P-0003 peers 21 (dee) and 22 (bob). */
static int begin(void **state)
{
	(void)state;
	w = ws_new();
	rules = (struct rules){ .grace = 30 };
	assert_int_equal(programme_migrate(w->s), 0);
	w->run.as_of = w->run.clock_day = day("2026-12-31");
	ws_write(w, "m/mentee.yml", MENTEE);
	ws_write(w, "m/peer.yml", PEER);
	ws_write(w, "m/plan.yml", PLAN);
	ws_write(w, "m/evaluation.yml", EVALUATION);
	ws_write(w, "e/mentor.csv", MENTOR_HEADER "1,2026-01-02,Ann,Archer,ann@example.org,,GCP,9,,,,,,No,,,,,\n");
	ws_write(w, "e/mentee.csv",
		"Id,Day,First,Last,Mail\n11,2026-01-03,Bob,Baker,bob@example.org\n12,2026-01-03,Cy,Cooper,cy@example."
		"org\n");
	ws_write(w, "e/peer.csv",
		"Id,Day,First,Last,Mail,List\n21,2026-01-03,Dee,Draper,dee@example.org,No\n22,2026-01-04,Bob,Baker,"
		"bob@example.org,No\n");
	ws_write(w, "e/plan.csv", FORM_HEADER);
	ws_write(w, "e/eval.csv", FORM_HEADER);
	ws_import(w);
	if (w->ds.errors) diags_print(&w->ds, stderr);
	assert_int_equal(w->result, 0);
	open_pair(false, "1", "11", "2026-03-11");
	open_pair(false, "1", "12", "2026-03-11");
	open_pair(true, "21", "22", "2026-03-11");
	return 0;
}

static int end(void **state)
{
	(void)state;
	vec_dispose(&all.v);
	ws_free(w);
	return 0;
}

/* Imports these rows and takes them; the number of warnings. */
static size_t take(const char *plans, const char *evaluations)
{
	struct str text = STR_INIT;
	if (plans) {
		str_printf(&text, "%s%s", FORM_HEADER, plans);
		ws_write(w, "e/plan.csv", text.ptr);
	}
	str_clear(&text);
	if (evaluations) {
		str_printf(&text, "%s%s", FORM_HEADER, evaluations);
		ws_write(w, "e/eval.csv", text.ptr);
	}
	str_dispose(&text);
	assert_int_equal(ws_import(w), 0);
	diags_dispose(&w->ds);
	w->ds = (struct diags)DIAGS_INIT;
	assert_int_equal(register_take_forms(w->s, &w->run, &rules, &w->ds), 0);
	vec_dispose(&all.v);
	assert_int_equal(partnerships_read(&all, &w->mem, w->s, &w->run, &rules), 0);
	if (getenv("SHOW")) diags_print(&w->ds, stderr);
	return w->ds.warnings;
}

static const struct partnership *p(size_t number)
{
	return &all.v.at[number - 1];
}

static void told(const char *code)
{
	if (!count_code(&w->ds, code)) {
		diags_print(&w->ds, stderr);
		fail_msg("%s was not told", code);
	}
}

static void by_number(void **state)
{
	(void)state;
	assert_int_equal(
		take("1,2026-04-02,ann@example.org,P-1,,Mentor\n", "1,2026-10-02,bob@example.org,p0001,,\n"), 0);
	assert_int_equal(p(1)->plan_received, day("2026-04-02"));
	assert_int_equal(p(1)->evaluated[SIDE_B], day("2026-10-02"));
	assert_int_equal(p(1)->evaluated[SIDE_A], DATE_NONE);
	assert_int_equal(p(2)->plan_received, DATE_NONE);
	assert_int_equal(take(NULL, NULL), 0);
	int64_t n = 0;
	assert_int_equal(store_int(w->s, "SELECT count(*) FROM partnership_event", 0, &n), 0);
	assert_int_equal(n, 2); /* once */
}

static void by_who_sent_it(void **state)
{
	(void)state;
	/* Cy has one partnership; Ann two, of which the partner decides; Bob two, of which the role decides. */
	assert_int_equal(take("1,2026-04-02,cy@example.org,,,\n", NULL), 0);
	assert_int_equal(p(2)->plan_received, day("2026-04-02"));
	assert_int_equal(take("2,2026-04-03,ann@example.org,,bob@example.org,\n", NULL), 0);
	assert_int_equal(p(1)->plan_received, day("2026-04-03"));
	assert_int_equal(take("3,2026-04-04,bob@example.org,,,Peer\n", NULL), 0);
	assert_int_equal(p(3)->plan_received, day("2026-04-04"));
	/* Forms stay known when an export does not have them any more, so each adds a warning. */
	assert_int_equal(take("4,2026-04-05,ann@example.org,,,\n", NULL), 1);
	told("M036");
	assert_int_equal(take("5,2026-04-05,eve@example.org,,,\n", NULL), 2);
	told("M035");
	assert_int_equal(take("6,2026-04-06,cy@example.org,,bob@example.org,\n", NULL), 3);
	told("M034");
	assert_int_equal(take("7,2026-03-10,cy@example.org,,,\n", NULL), 4); /* nothing was open then */
	assert_int_equal(count_code(&w->ds, "M035"), 2);
	assert_int_equal(take("8,2026-04-07,dee@example.org,P-77,,\n", NULL), 5); /* recorded, with a warning */
	told("M030");
	/* Ann's was found out about and recorded by hand, with its day. */
	assert_int_equal(
		partnership_event(w->s, p(2)->id, day("2026-04-01"), "replaced", SIDE_B, "plan_received", "", 0), 0);
	assert_int_equal(partnership_event(w->s, p(2)->id, day("2026-04-05"), "plan_received", SIDE_A, "", "", 0), 0);
	assert_int_equal(take(NULL, NULL), 4);
	assert_int_equal(count_code(&w->ds, "M036"), 0);
}

static void what_does_not_fit(void **state)
{
	(void)state;
	take("1,2026-04-02,cy@example.org,P-1,,\n", NULL);
	told("M031");
	take("2,2026-04-02,ann@example.org,P-1,,Mentee\n", NULL);
	told("M033");
	take("3,2026-04-02,ann@example.org,P-1,,Peer\n", NULL);
	told("M033");
	take("4,2026-04-02,ann@example.org,P-1,cy@example.org,\n", NULL);
	told("M034");
	take("5,2026-03-10,ann@example.org,P-1,,\n", NULL);
	told("M037");
	for (size_t i = 1; i <= 3; i++) assert_int_equal(p(i)->plan_received, DATE_NONE);
	take("", "1,2026-10-02,ann@example.org,P-1,,\n");
	told("M038"); /* no goals were received */
	assert_int_equal(partnership_event(w->s, p(3)->id, day("2026-03-20"), "declined", SIDE_A, "", "", 0), 0);
	take("6,2026-03-20,dee@example.org,P-3,,\n", "");
	assert_int_equal(count_code(&w->ds, "M039"), 0); /* on that very day it may have crossed */
	take("7,2026-03-21,dee@example.org,P-3,,\n", "");
	told("M039");
}

static void a_corrected_export(void **state)
{
	(void)state;
	take("1,2026-04-02,ann@example.org,P-2,,\n", NULL);
	assert_int_equal(p(2)->plan_received, day("2026-04-02"));
	take("1,2026-04-02,ann@example.org,P-1,,\n", NULL);
	assert_int_equal(p(2)->plan_received, DATE_NONE);
	assert_int_equal(p(1)->plan_received, day("2026-04-02"));
	take("1,2026-04-02,ann@example.org,P-2,,\n", NULL); /* and back */
	assert_int_equal(p(1)->plan_received, DATE_NONE);
	assert_int_equal(p(2)->plan_received, day("2026-04-02"));
	take("1,2026-04-05,ann@example.org,P-2,,\n", NULL); /* another day */
	assert_int_equal(p(2)->plan_received, day("2026-04-05"));
	/* What somebody took back by hand stays so. */
	assert_int_equal(
		partnership_event(w->s, p(2)->id, day("2026-04-06"), "replaced", SIDE_A, "plan_received", "", 0), 0);
	take(NULL, NULL);
	assert_int_equal(p(2)->plan_received, DATE_NONE);
	take("", NULL); /* in no export any more: what came in came in */
	assert_int_equal(p(2)->plan_received, DATE_NONE);
}

static void the_order_of_the_rows_does_not_matter(void **state)
{
	static const char one[] = "1,2026-04-02,ann@example.org,P-1,,\n",
			  two[] = "2,2026-04-01,bob@example.org,P-1,,\n",
			  three[] = "3,2026-09-30,bob@example.org,P-1,,\n";
	struct str rows = STR_INIT;
	(void)state;
	str_printf(&rows, "%s%s", one, two);
	take(rows.ptr, three); /* the evaluation is there with or before the plan */
	assert_int_equal(w->ds.warnings, 0);
	assert_int_equal(p(1)->plan_received, day("2026-04-01"));
	assert_int_equal(p(1)->state, STATE_CONCLUDED);
	str_dispose(&rows);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, begin, end)
int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(by_number),
		TEST(by_who_sent_it),
		TEST(what_does_not_fit),
		TEST(a_corrected_export),
		TEST(the_order_of_the_rows_does_not_matter),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
