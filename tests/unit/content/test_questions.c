/* test_questions: a clause names the questions and pages that speak of it, and an answer older than a change of its
 * clause is told. */
#include "workspace_each.h"

static void put_faq(const char *id, const char *order, const char *clauses, const char *updated, const char *text)
{
	ws_put(&w, arena_printf(&w.mem, "content/faqs/%s.md", id),
		arena_printf(&w.mem,
			"---\ntitle: Why %s & so?\naudience: everyone\norder: %s\nclauses: [%s]\n%s---\n%s\n", id,
			order, clauses, updated, text));
}

static const char first[] = "## 1. Procedures\n\n1.1 Apply by form.\n\n1.2 Wait.\n\n- 1.3 Meet.\n- 1.4 Write.\n";
static const char second[] =
	"## 1. Procedures\n\n1.1 Apply by form.\n\n1.2 Wait for 7 days.\n\n- 1.3 Meet.\n- 1.4 Write.\n";

static void clauses_name_their_questions(void **state)
{
	(void)state;
	ws_put_sop(&w, "MP-02.01", "", "2009-10-19", "", first);
	ws_put_sop(&w, "MP-02.02", "MP-02.01", "2020-01-01", "", first);
	put_faq("b", "1", "MP-02 1.2, MP-02 1.3", "", "Yes.");
	put_faq("a", "2", "MP-02 1.2", "", "As MP-02 1.2 says, and MP-02 1.4.");
	put_faq("c", "3", "MP-02 1", "", "Yes.");
	put_faq("d", "0", "MP-02 1.2", "draft: yes\n", "No.");
	ws_put(&w, "content/pages/how.md",
		"---\ntitle: How\n---\nSee MP-02.xx 1.2 and MP-02.02 1.1, MP-02 1.2 again.\n");
	ws_load(&w);
	ws_expect_none(&w);
	const char *html = ws_html(&w, DOC_SOP, "MP-02.02");
	assert_has(html,
		"<p>Wait.</p>\n<p class=\"rests\">Questions: <a href=\"../faqs.html#b\">Why b &amp; so?</a>; <a "
		"href=\"../faqs.html#a\">Why a &amp; so?</a></p>\n<p class=\"rests\">Mentioned in: <a "
		"href=\"../how.html\">How</a></p>\n</div>");
	assert_has(html,
		"<p>Apply by form.</p>\n<p class=\"rests\">Mentioned in: <a href=\"../how.html\">How</a></p>\n</div>");
	assert_has(html,
		"Meet.</p>\n<p class=\"rests\">Questions: <a href=\"../faqs.html#b\">Why b &amp; so?</a></p>\n</div>");
	assert_has(html,
		"Write.</p>\n<p class=\"rests\">Questions: <a href=\"../faqs.html#a\">Why a &amp; so?</a></p>\n</div>");
	assert_has(html,
		"</h2>\n<p class=\"rests in\">Questions: <a href=\"../faqs.html#c\">Why c &amp; so?</a></p>\n<div");
	assert_lacks(html, "Why d");
	assert_lacks(ws_html(&w, DOC_SOP, "MP-02.01"), "rests"); /* only the version in force */
}

/* The question's own file stands as the source of its words. */
static void words_keep_their_source(void **state)
{
	(void)state;
	ws_put_sop(&w, "MP-02.01", "", "2009-10-19", "", first);
	put_faq("b", "1", "MP-02 1.2", "", "Yes.");
	ws_load(&w);
	const struct document *d = corpus_find(w.corpus, DOC_SOP, "MP-02.01");
	size_t at = sv_find(sv_of(&d->body.bytes), SV_LIT("Why b"));
	assert_true(at != SIZE_MAX);
	for (size_t i = 0; i < d->body.spans.n; i++) {
		if (d->body.spans.at[i].end <= at) continue;
		assert_string_equal(d->body.spans.at[i].source, "content/faqs/b.md");
		break;
	}
}

static void an_answer_older_than_its_clause_is_told(void **state)
{
	(void)state;
	ws_put_sop(&w, "MP-02.01", "", "2009-10-19", "", first);
	ws_put_sop(&w, "MP-02.02", "MP-02.01", "2020-01-01", "", second);
	put_faq("old", "1", "MP-02 1.1, MP-02 1.2", "updated: 2019-12-31\n", "Yes.");
	put_faq("new", "2", "MP-02 1.2", "updated: 2020-01-01\n", "Yes.");
	put_faq("undated", "3", "MP-02 1.2", "", "Yes.");
	ws_load(&w);
	ws_expect(&w, "C110", "content/faqs/old.md", 5, 22);
	assert_string_equal(ws_find(&w, "C110")->text,
		"MP-02 1.2 changed with MP-02.02 on 2020-01-01, after this answer was last looked at");
	assert_int_equal(w.ds.n, 1);
	w.run.as_of = date_civil(2019, 12, 31); /* not in force yet */
	ws_load(&w);
	assert_int_equal(ws_count(&w, "C110"), 0);
}

/* 1.2 is another clause after one was put in before it; a section changes with what stands in it; how words are set is
 * no matter. The newest change is the one that is named. */
static void what_stands_under_the_number_counts(void **state)
{
	(void)state;
	ws_put_sop(&w, "MP-02.01", "", "2009-10-19", "", first);
	ws_put_sop(&w, "MP-02.02", "MP-02.01", "2012-01-01", "",
		"## 1. Procedures\n\n1.1 Apply *by form*.\n\n1.2 Ask.\n\n1.3 Wait.\n\n1.4 Go.\n");
	ws_put_sop(&w, "MP-02.03", "MP-02.02", "2014-01-01", "",
		"## 1. Procedures\n\n1.1 Apply *by form*.\n\n1.2 Ask.\n\n1.3 Wait.\n\n1.4 Run.\n");
	put_faq("form", "1", "MP-02 1.1", "updated: 2010-01-01\n", "Yes.");
	put_faq("wait", "2", "MP-02 1.2", "updated: 2010-01-01\n", "Yes.");
	put_faq("whole", "3", "MP-02 1", "updated: 2012-06-01\n", "Yes.");
	put_faq("last", "4", "MP-02 1.4", "updated: 2010-01-01\n", "Yes.");
	ws_load(&w);
	assert_int_equal(ws_count(&w, "C110"), 3);
	assert_int_equal(w.ds.n, 3);
	for (size_t i = 0; i < 3; i++) {
		const struct diag *d = &w.ds.at[i];
		if (strstr(d->at.file, "wait")) assert_has(d->text, "MP-02 1.2 changed with MP-02.02 on 2012-01-01");
		if (strstr(d->at.file, "whole")) assert_has(d->text, "MP-02 1 changed with MP-02.03 on 2014-01-01");
		if (strstr(d->at.file, "last")) assert_has(d->text, "MP-02 1.4 changed with MP-02.03 on 2014-01-01");
	}
}

int main(void)
{
#define TEST(t) cmocka_unit_test_setup_teardown(t, open_ws, close_ws)
	const struct CMUnitTest tests[] = { TEST(clauses_name_their_questions), TEST(words_keep_their_source),
		TEST(an_answer_older_than_its_clause_is_told), TEST(what_stands_under_the_number_counts) };
	return cmocka_run_group_tests(tests, NULL, NULL);
}
