/* test_references: links and numbers in text lead to the right place from where they stand, and lost ones are told. */
#include "workspace.h"

static struct ws w;

static int open_ws(void **state)
{
	(void)state;
	ws_open(&w);
	ws_put_sop(&w, "MP-02.02", "", "2020-01-01", "", "## 1 A\n\n- 1.1 Old\n");
	ws_put_sop(&w, "MP-02.03", "MP-02.02", "2023-08-24", "",
		"## 5 A\n\n### 5.3 B\n\n- 5.3.1 See 5.3.3, clause 5.3 and clause 9.9. It took 5.3 days.\n- 5.3.2 "
		"MP-02.02 and MP-02.xx and [plan](../tools/plan.md).\n"
		"- 5.3.3 CP-12.xx, `5.3.3`.\n");
	ws_put(&w, "content/documents.csv",
		"number,title,version,holder,url,effective,retired\nCP-12,Units,03,Headquarters,https://"
		"www.example.org/cp12,,\nQA-01,Old one,,,,2001-01-01,2010-01-01\n");
	ws_put(&w, "content/tools/plan.md", "---\ntitle: Plan\n---\n## Goals\n");
	ws_put(&w, "content/faqs/pause.md",
		"---\ntitle: Pause\naudience: mentors\nclauses: [MP-02 5.3.1]\n---\n## How\n");
	ws_put(&w, "content/faqs/later.md", "---\ntitle: Later\naudience: mentors\ndraft: yes\n---\n");
	return 0;
}

static int close_ws(void **state)
{
	(void)state;
	ws_close(&w);
	return 0;
}

static const char *page(const char *body)
{
	ws_put(&w, "content/pages/p.md", arena_printf(&w.mem, "---\ntitle: P\n---\n%s\n", body));
	ws_load(&w);
	return ws_html(&w, DOC_PAGE, "p");
}

static void files_become_addresses(void **state)
{
	(void)state;
	const char *html =
		page("[a](../faqs/pause.md) [b](../tools/plan.md#goals) [c](../faqs/pause.md#how) [d](faqs.html#pause) "
		     "[e](../sops/MP-02.03.md#section-5) "
		     "[f](mailto:x@example.org) [g](https://example.org/a b) <https://example.org/?a=1&b=2>");
	assert_has(html, "<a href=\"faqs.html#pause\">a</a>");
	assert_has(html, "<a href=\"tool-plan.html#goals\">b</a>");
	assert_has(html, "<a href=\"faqs.html#pause-how\">c</a>");
	assert_has(html, "<a href=\"faqs.html#pause\">d</a>");
	assert_has(html, "<a href=\"docs/MP-02.03.html#section-5\">e</a>");
	assert_has(html, "<a href=\"mailto:x@example.org\">f</a>");
	assert_has(html, "<a href=\"https://example.org/?a=1&amp;b=2\">");
	assert_int_equal(w.ds.errors, 0);
}

static void settings_links_have_their_origin(void **state)
{
	(void)state;
	const char *html = page("[Apply](link:mentor_application) or [write](link:contact).");
	assert_string_equal(html, "<p><a href=\"https://forms.example.org/mentor?a=1&amp;b=2\">Apply</a> or <a "
				  "href=\"mailto:mentoring@example.org\">write</a>.</p>\n");
	const struct document *d = corpus_find(w.corpus, DOC_PAGE, "p");
	assert_int_equal(d->body.spans.n, 5);
	assert_int_equal(d->body.spans.at[1].origin, ORIGIN_SETTINGS);
	assert_int_equal(d->body.spans.at[0].end, strlen("<p><a href=\""));
	assert_int_equal(d->body.spans.at[1].end, strlen("<p><a href=\"https://forms.example.org/mentor?a=1&amp;b=2"));
	assert_int_equal(d->body.spans.at[2].origin, ORIGIN_DOCUMENT);
}

static void lost_links_are_told(void **state)
{
	(void)state;
	const char *html = page("[a](../faqs/pauze.md)\n[b](link:mentor_aplication)\n[c](/faqs.html)\n[d](../faqs/"
				"later.md)\n[e](ftp://example.org/)\n[f]()\n[g](../../x.html)");
	ws_expect(&w, "C012", "content/pages/p.md", 4, 5);
	assert_has(ws_find(&w, "C012")->help, "content/faqs/pause.md");
	ws_expect(&w, "C014", "content/pages/p.md", 5, 5);
	assert_has(ws_find(&w, "C014")->help, "link:mentor_application");
	ws_expect(&w, "C013", "content/pages/p.md", 7, 5);
	assert_int_equal(ws_count(&w, "C015"), 2);
	assert_int_equal(ws_find(&w, "C015")->at.line, 6);
	assert_int_equal(ws_count(&w, "C011"), 2);
	assert_string_equal(html, "<p>a\nb\nc\nd\ne\nf\ng</p>\n");
}

static void numbers_in_text_become_links(void **state)
{
	(void)state;
	const char *html =
		page("MP-02.xx, MP-02.03. MP-02 5.3.3; CP-12.xx `MP-02.xx` xMP-02.xx [MP-02.xx](index.html) 5.3.3");
	assert_has(html, "<p><a href=\"docs/MP-02.html\" title=\"How partnerships work\">MP-02.xx</a>, ");
	assert_has(html, ", <a href=\"docs/MP-02.03.html\" title=\"How partnerships work\">MP-02.03</a>. ");
	assert_has(html, "<a href=\"docs/MP-02.html#section-5.3.3\" title=\"How partnerships work\">MP-02 5.3.3</a>; ");
	assert_has(html, "<a href=\"https://www.example.org/cp12\" title=\"Units (Headquarters)\">CP-12.xx</a> ");
	assert_has(html, "<code>MP-02.xx</code> xMP-02.xx <a href=\"index.html\">MP-02.xx</a> 5.3.3</p>");
	assert_int_equal(ws_count(&w, "C040") + ws_count(&w, "C041") + ws_count(&w, "C042"), 0);
}

static void lost_numbers_are_told(void **state)
{
	(void)state;
	page("Old: MP-02.02.\n\nNone: MP-09.xx and *ab* MP-09.xx.\n\nGone: MP-02 5.9.9.\n\nQA-01.xx retired, ISO-14 is "
	     "not ours.");
	assert_int_equal(ws_count(&w, "C041"), 2);
	assert_int_equal(ws_find(&w, "C041")->at.line, 4);
	assert_int_equal(ws_find(&w, "C041")->at.col, 6);
	assert_int_equal(ws_count(&w, "C040"), 2);
	assert_int_equal(ws_find(&w, "C040")->at.col, 7);
	assert_int_equal((ws_find(&w, "C040") + 1)->at.col, 25);
	ws_expect(&w, "C042", "content/pages/p.md", 8, 7);
}

static void sops_link_their_own_clauses(void **state)
{
	(void)state;
	ws_load(&w);
	const char *html = ws_html(&w, DOC_SOP, "MP-02.03");
	assert_has(html, "<p>See <a href=\"#section-5.3.3\">5.3.3</a>, clause <a href=\"#section-5.3\">5.3</a> and "
			 "clause 9.9. It took 5.3 days.</p>");
	assert_has(html, "<p><a href=\"MP-02.02.html\" title=\"How partnerships work\">MP-02.02</a> and MP-02.xx and "
			 "<a href=\"../tool-plan.html\">plan</a>.</p>");
	assert_has(html, ">CP-12.xx</a>, <code>5.3.3</code>.");
	ws_expect(&w, "C043", "content/sops/MP-02.03.md", 18, 42);
	assert_int_equal(ws_count(&w, "C041"), 0);
}

static void questions_rest_on_clauses(void **state)
{
	(void)state;
	ws_load(&w);
	const struct document *faq = corpus_find(w.corpus, DOC_FAQ, "pause"),
			      *sop = corpus_find(w.corpus, DOC_SOP, "MP-02.03");
	assert_int_equal(faq->nclauses, 1);
	assert_ptr_equal(faq->clauses[0].target, sop);
	assert_string_equal(faq->clauses[0].href, "docs/MP-02.html#section-5.3.1");
	assert_int_equal(sop->ncited_by, 1);
	assert_ptr_equal(sop->cited_by[0], faq);
	ws_put(&w, "content/faqs/pause.md",
		"---\ntitle: Pause\naudience: mentors\nclauses:\n  - MP-02 7.7.7\n  - XX-01 1.1\n---\n");
	ws_load(&w);
	ws_expect(&w, "C042", "content/faqs/pause.md", 5, 5);
	ws_expect(&w, "C040", "content/faqs/pause.md", 6, 5);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, open_ws, close_ws)
int main(void)
{
	const struct CMUnitTest tests[] = { TEST(files_become_addresses), TEST(settings_links_have_their_origin),
		TEST(lost_links_are_told), TEST(numbers_in_text_become_links), TEST(lost_numbers_are_told),
		TEST(sops_link_their_own_clauses), TEST(questions_rest_on_clauses) };
	return cmocka_run_group_tests(tests, NULL, NULL);
}
