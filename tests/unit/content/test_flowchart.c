/* Tests of content/flowchart.csv: what its cells mean, and which charts are refused. */
#include "workspace.h"

#define FILE_NAME "content/flowchart.csv"
#define HEAD "step,title,text,who,yes,no,clause\n"

static void load(struct ws *w, const char *rows)
{
	ws_open(w);
	ws_put(w, FILE_NAME, arena_printf(&w->mem, HEAD "%s", rows));
	ws_load(w);
}

static void cells_become_steps_and_ways(void **state)
{
	(void)state;
	struct ws w;
	ws_open(&w);
	ws_put_sop(&w, "MP-02.01", "", "2020-01-01", "", "## 1 Steps\n\n1.1 Apply.\n");
	ws_put(&w, FILE_NAME, HEAD "A,Apply,You write.,You,B,,MP-02 1.1\nB,Match?,,Committee,End,A: go first,\n");
	ws_load(&w);
	ws_expect_none(&w);
	assert_int_equal(w.corpus->nflow, 2);
	const struct flow_step *s = w.corpus->flow;
	assert_ptr_equal(s[0].yes.step, &s[1]);
	assert_false(s[0].yes.end);
	assert_true(!s[0].no.step && !s[0].no.end);
	assert_string_equal(s[0].clause.href, "docs/MP-02.html#section-1.1");
	assert_true(s[1].yes.end && !s[1].yes.step && !s[1].yes.words.n);
	assert_ptr_equal(s[1].no.step, &s[0]);
	assert_true(sv_is(s[1].no.words, "go first"));
	assert_null(s[1].clause.href);
	ws_close(&w);
}

static void without_the_file_there_is_no_chart(void **state)
{
	(void)state;
	struct ws w;
	ws_open(&w);
	ws_put(&w, "content/pages/a.md", "---\ntitle: A\n---\nText.\n");
	ws_load(&w);
	ws_expect_none(&w);
	assert_int_equal(w.corpus->nflow, 0);
	ws_close(&w);
}

/* Line 1 is the header. */
static void charts_that_lead_nowhere_are_refused(void **state)
{
	(void)state;
	static const struct {
		const char *rows, *code;
		unsigned line, col;
	} bad[] = {
		{ "A,Apply,,,C,,\nB,Match,,,end,,\n", "C155", 2, 11 },
		{ "A,Apply,,,end,,\nB,Match,,,end,,\n", "C156", 3, 1 },
		{ "A,Apply,,,B,,\nB,Round,,,B,,\nC,x,,,end,,\n", "C156", 4, 1 },
		{ "A,Apply,,,end,B,\nB,Round,,,B,,\n", "C157", 3, 1 },
		{ "A,Apply,,,end,,\nA,Again,,,end,,\n", "C158", 3, 1 },
		{ "a b,Apply,,,end,,\n", "C154", 2, 1 },
		{ "A,Apply,,,end,,MP-09 1.1\n", "C040", 2, 16 },
	};
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		struct ws w;
		load(&w, bad[i].rows);
		ws_expect(&w, bad[i].code, FILE_NAME, bad[i].line, bad[i].col);
		assert_int_equal(w.corpus->nflow, 0);
		ws_close(&w);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(cells_become_steps_and_ways),
		cmocka_unit_test(without_the_file_there_is_no_chart),
		cmocka_unit_test(charts_that_lead_nowhere_are_refused),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
