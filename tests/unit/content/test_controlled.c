/* test_controlled: status by dates, one version in force on any day, and the record of approvals and texts. */
#include "workspace_each.h"

static const struct document *at(const char *number, int year, int month, int day)
{
	w.run.as_of = date_civil(year, month, day);
	ws_load(&w);
	return corpus_find(w.corpus, DOC_SOP, number);
}

static void statuses_over_time(void **state)
{
	(void)state;
	static const struct {
		int y, m, d;
		enum doc_status first, second, third;
		const char *in_force;
	} day[] = {
		{ 2009, 10, 18, STATUS_NONE, STATUS_NONE, STATUS_NONE, NULL }, /* nothing was approved yet */
		{ 2009, 10, 19, STATUS_EFFECTIVE, STATUS_NONE, STATUS_NONE, "MP-02.01" },
		{ 2019, 12, 31, STATUS_EFFECTIVE, STATUS_NONE, STATUS_NONE, "MP-02.01" },
		{ 2020, 1, 1, STATUS_SUPERSEDED, STATUS_EFFECTIVE, STATUS_NONE, "MP-02.02" },
		{ 2023, 8, 24, STATUS_SUPERSEDED, STATUS_SUPERSEDED, STATUS_EFFECTIVE, "MP-02.03" },
		{ 2026, 12, 31, STATUS_SUPERSEDED, STATUS_SUPERSEDED, STATUS_EFFECTIVE, "MP-02.03" },
		{ 2027, 1, 1, STATUS_SUPERSEDED, STATUS_SUPERSEDED, STATUS_RETIRED, NULL },
	};
	static const char *const number[] = { "MP-02.01", "MP-02.02", "MP-02.03" };
	ws_put_sop(&w, "MP-02.01", "", "2009-10-19", "", "Text.\n");
	ws_put_sop(&w, "MP-02.02", "MP-02.01", "2020-01-01", "", "Text.\n");
	ws_put_sop(&w, "MP-02.03", "MP-02.02", "2023-08-24", "retired: 2027-01-01\n", "Text.\n");
	for (size_t i = 0; i < sizeof day / sizeof *day; i++) {
		const enum doc_status want[] = { day[i].first, day[i].second, day[i].third };
		at("MP-02.01", day[i].y, day[i].m, day[i].d);
		ws_expect_none(&w);
		for (size_t k = 0; k < 3; k++) {
			const struct document *d = corpus_find(w.corpus, DOC_SOP, number[k]);
			assert_int_equal(d ? d->status : STATUS_NONE, want[k]);
		}
		const struct document *now = w.corpus->nfamilies ? w.corpus->family[0].in_force : NULL;
		assert_int_equal(now != NULL, day[i].in_force != NULL);
		if (now) assert_string_equal(now->id, day[i].in_force);
	}
}

static void families_and_watermarks(void **state)
{
	(void)state;
	ws_put_sop(&w, "MP-02.02", "", "2020-01-01", "", "Text.\n");
	ws_put_sop(&w, "MP-02.03", "MP-02.02", "2023-08-24", "", "Text.\n");
	const struct document *old = at("MP-02.02", 2026, 3, 14);
	const struct document *now = corpus_find(w.corpus, DOC_SOP, "MP-02.03");
	assert_true(sv_is(old->watermark, "SUPERSEDED BY MP-02.03 on August 24, 2023"));
	assert_true(sv_is(now->watermark, ""));
	assert_ptr_equal(old->superseded_by, now);
	assert_ptr_equal(now->supersedes_doc, old);
	assert_null(now->superseded_by);
	assert_int_equal(w.corpus->nfamilies, 1);
	assert_true(sv_is(w.corpus->family[0].name, "MP-02"));
	assert_int_equal(w.corpus->family[0].nversions, 2);
	assert_ptr_equal(w.corpus->family[0].version[0], now);
	assert_true(sv_is(now->version, "03"));
	assert_int_equal(now->napprovals, 1);
	assert_true(sv_is(now->approval[0].meaning, "Approved for use"));
	assert_int_equal(now->updated, date_civil(2023, 8, 24));
}

static const char head[] =
	"title: T\nnumber: MP-02.03\neffective: 2026-06-01\noriginal_issue: 2009-10-19\nchanges: c\n";

/* An SOP written out; its fingerprint is left to the caller. */
static void put(const char *number, const char *front, const char *body)
{
	ws_put(&w, "content/officers.yml",
		"- {name: Ada Example, office: Chair, from: 2000-01-01, until: 2025-12-31}\n- {name: José Beispiel, "
		"office: Liaison}\n");
	ws_put(&w, arena_printf(&w.mem, "content/sops/%s.md", number),
		arena_printf(&w.mem, "---\n%s---\n%s", front, body));
}

static void approved_but_not_yet_effective(void **state)
{
	(void)state;
	ws_put_sop(&w, "MP-02.02", "", "2020-01-01", "", "Text.\n");
	put("MP-02.03",
		arena_printf(&w.mem,
			"%ssupersedes: MP-02.02\napproved: 2026-03-01\napproved_by: [{name: jose beispiel, date: "
			"2026-03-01, meaning: For use, method: On file}]\n",
			head),
		"x\n");
	const struct document *d = at("MP-02.03", 2026, 3, 14);
	assert_int_equal(d->status, STATUS_APPROVED);
	assert_true(sv_is(d->watermark, "NOT YET EFFECTIVE until June 1, 2026"));
	assert_string_equal(w.corpus->family[0].in_force->id, "MP-02.02");
	assert_int_equal(corpus_find(w.corpus, DOC_SOP, "MP-02.02")->status, STATUS_EFFECTIVE);
	assert_null(corpus_find(w.corpus, DOC_SOP, "MP-02.02")->superseded_by);
	assert_true(corpus_is_officer(w.corpus, sv("JOSÉ  BEISPIEL")) == false); /* two blanks are another name */
	assert_true(corpus_is_officer(w.corpus, sv("JOSE BEISPIEL")));
	assert_int_equal(d->review_due, date_civil(2029, 6, 1));
	ws_expect(&w, "C058", "content/sops/MP-02.03.md", 8, 11);
	assert_int_equal(w.ds.errors, 1);
}

static void drafts_of_sops(void **state)
{
	(void)state;
	put("MP-02.03", "title: T\nnumber: MP-02.03\n", "x\n");
	assert_null(at("MP-02.03", 2026, 3, 14));
	ws_expect_none(&w);
	assert_int_equal(w.corpus->drafts, 1);
	assert_int_equal(w.corpus->nfamilies, 0);
	ws_load_drafts(&w, true);
	ws_expect_none(&w);
	assert_int_equal(corpus_find(w.corpus, DOC_SOP, "MP-02.03")->status, STATUS_DRAFT);
	assert_true(sv_is(corpus_find(w.corpus, DOC_SOP, "MP-02.03")->watermark, "DRAFT, NOT APPROVED"));
	assert_null(w.corpus->family[0].in_force);
}

static void fingerprints_hold_the_text(void **state)
{
	(void)state;
	ws_put_sop(&w, "MP-02.03", "", "2020-01-01", "", "Text.\n");
	assert_non_null(at("MP-02.03", 2026, 3, 14));
	ws_expect_none(&w);
	struct str text = STR_INIT, err = STR_INIT;
	char *path = fs_join(&w.mem, w.dir, "content/sops/MP-02.03.md");
	assert_int_equal(fs_read(&text, path, 100000, &err), 0);
	str_puts(&text, "One word.\n");
	ws_put(&w, "content/sops/MP-02.03.md", text.ptr);
	at("MP-02.03", 2026, 3, 14);
	ws_expect(&w, "C057", "content/sops/MP-02.03.md", 11, 14);
	/* The help names the command that approves a new text. */
	assert_non_null(strstr(ws_find(&w, "C057")->help, "mentorpress approve MP-02.03"));
	str_dispose(&text);
	str_dispose(&err);
}

static void lines_of_versions_are_whole(void **state)
{
	(void)state;
	ws_put_sop(&w, "MP-01.01", "MP-01.00", "2010-01-01", "", "x\n");              /* supersedes nothing known */
	ws_put_sop(&w, "MP-01.02", "MP-01.01", "2010-01-01", "", "x\n");              /* same day */
	ws_put_sop(&w, "MP-03.01", "", "2010-01-01", "retired: 2011-01-01\n", "x\n"); /* gap until .02 */
	ws_put_sop(&w, "MP-03.02", "", "2012-01-01", "", "x\n");                      /* names no predecessor */
	ws_put_sop(&w, "MP-04.01", "", "2013-01-01", "", "x\n");
	ws_put_sop(&w, "MP-04.02", "MP-04.01", "2012-01-01", "", "x\n");              /* before its predecessor */
	ws_put_sop(&w, "MP-05.01", "", "2013-01-01", "retired: 2015-01-01\n", "x\n"); /* overlap */
	ws_put_sop(&w, "MP-05.02", "MP-05.01", "2014-01-01", "", "x\n");
	at("MP-01.01", 2026, 3, 14);
	assert_int_equal(ws_count(&w, "C055"), 2);
	ws_expect(&w, "C053", "content/sops/MP-01.02.md", 5, 12);
	ws_expect(&w, "C063", "content/sops/MP-04.02.md", 5, 12);
	assert_int_equal(ws_count(&w, "C054"), 2);
	ws_put(&w, "content/documents.csv", "number,title,version\nMP-01,Older version,MP-01.00\n");
	at("MP-01.01", 2026, 3, 14);
	assert_int_equal(ws_count(&w, "C055"), 1);
}

static void original_issue_is_constant(void **state)
{
	(void)state;
	ws_put_sop(&w, "MP-02.02", "", "2020-01-01", "", "x\n");
	put("MP-02.03",
		"title: T\nnumber: MP-02.03\nsupersedes: MP-02.02\neffective: 2021-01-01\noriginal_issue: "
		"2010-10-19\nchanges: c\napproved: 2020-12-01\n"
		"approved_by: [{name: José Beispiel, date: 2020-12-01}]\nreview_due: 2040-01-01\n",
		"x\n");
	at("MP-02.03", 2026, 3, 14);
	ws_expect(&w, "C056", "content/sops/MP-02.03.md", 6, 17);
}

static void approvals_are_checked(void **state)
{
	(void)state;
	put("MP-02.03",
		"title: T\nnumber: MP-02.03\neffective: 2026-02-01\noriginal_issue: 2009-10-19\nchanges: c\napproved: "
		"2026-02-02\nreviewed_by:\n"
		"  - {name: Nobody Known, date: 2026-01-01}\n  - {name: Ada Example, date: 2026-01-01}\napproved_by:\n "
		" - {name: José Beispiel, date: 2026-02-02}\n",
		"x\n");
	at("MP-02.03", 2026, 3, 14);
	ws_expect(&w, "C059", "content/sops/MP-02.03.md", 9, 12);
	ws_expect(&w, "C060", "content/sops/MP-02.03.md", 10, 12);
	assert_int_equal(ws_count(&w, "C052"), 2);
	put("MP-02.03",
		"title: T\nnumber: MP-02.04\nversion: \"3\"\neffective: 2026-02-01\noriginal_issue: "
		"2009-10-19\nchanges: c\napproved: 2026-01-02\n",
		"x\n");
	at("MP-02.03", 2026, 3, 14);
	ws_expect(&w, "C050", "content/sops/MP-02.03.md", 3, 9);
	ws_expect(&w, "C051", "content/sops/MP-02.03.md", 4, 10);
	put("MP-02.03",
		"title: T\nnumber: MP-02.03\neffective: 2026-02-01\noriginal_issue: 2009-10-19\nchanges: c\napproved: "
		"2026-01-02\n",
		"x\n");
	at("MP-02.03", 2026, 3, 14);
	ws_expect(&w, "C062", "content/sops/MP-02.03.md", 7, 11);
}

static void reviews_fall_due(void **state)
{
	(void)state;
	ws_put(&w, "content/guidance/g.md", "---\ntitle: G\nreview_due: 2026-03-13\n---\nx\n");
	at("", 2026, 3, 13);
	ws_expect_none(&w);
	at("", 2026, 3, 14);
	ws_expect(&w, "C061", "content/guidance/g.md", 3, 13);
	assert_true(corpus_find(w.corpus, DOC_GUIDANCE, "g")->review_overdue);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, open_ws, close_ws)
int main(void)
{
	const struct CMUnitTest tests[] = { TEST(statuses_over_time), TEST(families_and_watermarks),
		TEST(approved_but_not_yet_effective), TEST(drafts_of_sops), TEST(fingerprints_hold_the_text),
		TEST(lines_of_versions_are_whole), TEST(original_issue_is_constant), TEST(approvals_are_checked),
		TEST(reviews_fall_due) };
	return cmocka_run_group_tests(tests, NULL, NULL);
}
