/* test_include: shared texts and tables are put into documents as if they stood there, messages lead to the line that
 * can be mended, and what cannot be put in is refused with its place. */
#include "workspace_each.h"
#include "base/digest.h"

/* A guidance page named g whose text begins on line 4. */
static void put_guide(const char *body)
{
	ws_put(&w, "content/guidance/g.md", arena_printf(&w.mem, "---\ntitle: Guide\n---\n%s", body));
}

static const char *guide(const char *body)
{
	put_guide(body);
	ws_load(&w);
	return ws_html(&w, DOC_GUIDANCE, "g");
}

static void a_text_stands_where_it_is_included(void **state)
{
	(void)state;
	ws_put(&w, "content/shared/wording.md", "## Shared\n\nOne *two*.\n");
	assert_string_equal(guide("First.\n\n[include](../shared/wording.md)\n\nLast.\n"),
		"<p>First.</p>\n<h2 id=\"shared\">Shared</h2>\n<p>One <em>two</em>.</p>\n<p>Last.</p>\n");
	ws_expect_none(&w);
	/* The short form, at the very beginning and end. */
	assert_string_equal(
		guide("{{include wording.md}}"), "<h2 id=\"shared\">Shared</h2>\n<p>One <em>two</em>.</p>\n");
	ws_expect_none(&w);
}

static void a_text_goes_into_a_list_item(void **state)
{
	(void)state;
	ws_put(&w, "content/shared/a.md", "x\n\ny\n");
	assert_string_equal(guide("- one\n\n  [include](../shared/a.md)\n\n- two\n"),
		"<ul>\n<li><p>one</p>\n<p>x</p>\n<p>y</p>\n</li>\n<li><p>two</p>\n</li>\n</ul>\n");
	ws_expect_none(&w);
	guide("- one\n\n  [include](../shared/a.md)\n- two\n");
	ws_expect(&w, "C122", "content/guidance/g.md", 6, 3);
}

static void code_is_left_alone(void **state)
{
	(void)state;
	assert_string_equal(guide("~~~\n\n[include](../shared/a.md)\n\n~~~\n"),
		"<pre><code>\n[include](../shared/a.md)\n\n</code></pre>\n");
	ws_expect_none(&w);
}

static void places_lead_into_the_text_and_behind_it(void **state)
{
	(void)state;
	ws_put(&w, "content/shared/a.md", "Fine.\n\nSee [that](../faqs/pauze.md).\n");
	put_guide("One.\n\n[include](../shared/a.md)\n\nTwo [that](../faqs/gone.md).\n");
	ws_put(&w, "content/faqs/pause.md", "---\ntitle: P\naudience: members\n---\n[include](../shared/a.md)\n");
	ws_load(&w);
	assert_int_equal(ws_count(&w, "C012"), 2);
	const struct diag *shared = NULL, *own = NULL;
	for (size_t i = 0; i < w.ds.n; i++)
		if (strcmp(w.ds.at[i].at.file, "content/shared/a.md") == 0)
			shared = &w.ds.at[i];
		else
			own = &w.ds.at[i];
	assert_non_null(shared);
	assert_non_null(own);
	assert_int_equal(shared->at.line, 3);
	assert_int_equal(shared->at.col, 12);
	assert_string_equal(shared->text, "there is no content file \"../faqs/pauze.md\"");
	assert_string_equal(shared->help, "did you mean content/faqs/pause.md? (included by content/faqs/pause.md:5)");
	assert_string_equal(own->at.file, "content/guidance/g.md");
	assert_int_equal(own->at.line, 8);
	assert_int_equal(own->at.col, 12);
}

static void texts_may_include_texts(void **state)
{
	(void)state;
	ws_put(&w, "content/shared/a.md", "A\n\n[include](b.md)\n\nC\n");
	ws_put(&w, "content/shared/b.md", "B [x]()\n");
	assert_string_equal(guide("[include](../shared/a.md)\n\nD\n"), "<p>A</p>\n<p>B x</p>\n<p>C</p>\n<p>D</p>\n");
	ws_expect(&w, "C011", "content/shared/b.md", 1, 1);
	assert_string_equal(ws_find(&w, "C011")->help,
		"write the address between the round brackets (included by content/shared/a.md:3)");
}

static void circles_and_missing_files_are_refused(void **state)
{
	(void)state;
	ws_put(&w, "content/shared/a.md", "A\n\n[include](b.md)\n");
	ws_put(&w, "content/shared/b.md", "B\n\n[include](a.md)\n");
	ws_put(&w, "content/shared/pausing.md", "x\n");
	guide("[include](../shared/a.md)\n\n[include](../shared/pauzing.md)\n\n{{include quite-another.md}}\n\n"
	      "[include](../shared/pausing.md)\nright below\n");
	ws_expect(&w, "C121", "content/shared/b.md", 3, 1);
	assert_string_equal(ws_find(&w, "C121")->text, "content/shared/a.md would be put into itself again and again");
	assert_int_equal(ws_count(&w, "C120"), 2);
	assert_int_equal(ws_find(&w, "C120")->at.line, 6);
	assert_string_equal(ws_find(&w, "C120")->help, "did you mean [include](../shared/pausing.md)?");
	ws_expect(&w, "C122", "content/guidance/g.md", 10, 1);
	assert_int_equal(w.ds.errors, 4);
}

static void too_deep_and_too_large_end(void **state)
{
	(void)state;
	struct str text = STR_INIT;
	for (int i = 0; i < 12; i++)
		ws_put(&w, arena_printf(&w.mem, "content/shared/n%d.md", i),
			arena_printf(&w.mem, "x\n\n[include](n%d.md)\n\n[include](n%d.md)\n", i + 1, i + 1));
	ws_put(&w, "content/shared/n12.md", "end\n");
	guide("[include](../shared/n0.md)\n");
	assert_true(ws_count(&w, "C121") >= 1);
	/* 7 levels of 10 texts each would be 10 million lines. */
	for (int i = 0; i < 7; i++) {
		str_clear(&text);
		for (int k = 0; k < 10; k++) str_printf(&text, "[include](m%d.md)\n\n", i + 1);
		ws_put(&w, arena_printf(&w.mem, "content/shared/m%d.md", i), text.ptr);
	}
	ws_put(&w, "content/shared/m7.md", "A line of text that fills the page.\n");
	guide("[include](../shared/m0.md)\n");
	ws_expect(&w, "C121", "content/guidance/g.md", 4, 1);
	str_dispose(&text);
}

static void an_inclusion_counts_for_the_revision(void **state)
{
	(void)state;
	ws_put(&w, "content/shared/a.md", "One.\n");
	guide("[include](../shared/a.md)\n");
	struct sha256 first = corpus_find(w.corpus, DOC_GUIDANCE, "g")->revision;
	ws_put(&w, "content/shared/a.md", "Two.\n");
	guide("[include](../shared/a.md)\n");
	assert_memory_not_equal(&first, &corpus_find(w.corpus, DOC_GUIDANCE, "g")->revision, sizeof first);
	/* As written in place, it is the same text. */
	struct sha256 second = corpus_find(w.corpus, DOC_GUIDANCE, "g")->revision;
	guide("Two.\n");
	assert_memory_equal(&second, &corpus_find(w.corpus, DOC_GUIDANCE, "g")->revision, sizeof second);
}

static void an_approved_text_is_bound_to_what_it_includes(void **state)
{
	(void)state;
	ws_put(&w, "content/shared/a.md", "This SOP.\n");
	ws_put(&w, "content/tables/t.csv", "A,B\n1,2\n");
	ws_put_sop(&w, "MP-02.03", "", "2023-08-24", "", "## 1 Purpose\n\nThis SOP.\n\n~~~csv T\nA,B\n1,2\n~~~\n");
	struct str err = STR_INIT, text = STR_INIT;
	assert_int_equal(fs_read(&text, fs_join(&w.mem, w.dir, "content/sops/MP-02.03.md"), 1 << 20, &err), 0);
	char *body = strstr(text.ptr, "This SOP.");
	*body = '\0';
	ws_put(&w, "content/sops/MP-02.03.md",
		arena_printf(&w.mem, "%s[include](../shared/a.md)\n\n[table: T](../tables/t.csv)\n", text.ptr));
	ws_load(&w);
	ws_expect_none(&w);
	ws_put(&w, "content/tables/t.csv", "A,B\n1,3\n");
	ws_load(&w);
	assert_int_equal(ws_count(&w, "C057"), 1);
	ws_put(&w, "content/tables/t.csv", "A,B\n1,2\n");
	ws_put(&w, "content/shared/a.md", "That SOP.\n");
	ws_load(&w);
	assert_int_equal(ws_count(&w, "C057"), 1);
	str_dispose(&text);
	str_dispose(&err);
}

static void tables_come_from_files(void **state)
{
	(void)state;
	ws_put(&w, "content/tables/fees.csv", "\xEF\xBB\xBFMonth;Fee;Note\r\nMay;\"1;2\";x\r\nJune;3;~~~~\r\n");
	assert_string_equal(guide("[table: Fees | fee | Month](../tables/fees.csv)\n"),
		"<div class=\"scroll\" role=\"region\" aria-label=\"Table 1: Fees\" tabindex=\"0\"><table>\n"
		"<caption>Fees</caption>\n<thead><tr><th scope=\"col\">Fee</th><th "
		"scope=\"col\">Month</th></tr></thead>"
		"<tbody>\n<tr><td>1;2</td><td>May</td></tr>\n<tr><td>3</td><td>June</td></tr>\n"
		"</tbody></table></div>\n");
	ws_expect_none(&w);
	assert_has(guide("[table](../tables/fees.csv)\n"), "<td>~~~~</td>");
	assert_has(guide("```csv Fees | Fee\nMonth,Fee\nMay,3\n```\n\n[table](../tables/fees.csv)\n"),
		"<thead><tr><th scope=\"col\">Fee</th></tr></thead><tbody>\n<tr><td>3</td></tr>");
	ws_expect_none(&w);
}

static void mistakes_in_tables_have_places(void **state)
{
	(void)state;
	ws_put(&w, "content/tables/fees.csv", "Month,Fee\nMay,3\nJune,4,5\n");
	guide("A\n\n[table: Fees | Fees](../tables/fees.csv)\n\n[table](../tables/fes.csv)\n");
	ws_expect(&w, "C124", "content/guidance/g.md", 6, 1);
	assert_string_equal(ws_find(&w, "C124")->help, "did you mean \"Fee\"?");
	ws_expect(&w, "C022", "content/tables/fees.csv", 3, 1);
	ws_expect(&w, "C120", "content/guidance/g.md", 8, 1);
	assert_string_equal(ws_find(&w, "C120")->help, "did you mean [table](../tables/fees.csv)?");
	ws_put(&w, "content/tables/fees.csv", "Month\nM\xE4rz\n");
	guide("[table](../tables/fees.csv)\n");
	ws_expect(&w, "C001", "content/tables/fees.csv", 2, 2);
	assert_string_equal(ws_find(&w, "C001")->help, "save it as \"CSV UTF-8\"");
}

static void what_is_shared_has_no_address_and_no_head(void **state)
{
	(void)state;
	ws_put(&w, "content/shared/a.md", "---\ntitle: A\n---\nText\n");
	guide("[include](../shared/a.md)\n\nSee [it](../shared/a.md).\n");
	ws_expect(&w, "C121", "content/shared/a.md", 1, 1);
	ws_expect(&w, "C122", "content/guidance/g.md", 6, 10);
}

static void what_nobody_includes_is_told(void **state)
{
	(void)state;
	ws_put(&w, "content/shared/a.md", "A\n");
	ws_put(&w, "content/tables/t.csv", "A\n1\n");
	ws_put(&w, "content/shared/in-a-draft.md", "A\n");
	ws_put(&w, "content/faqs/d.md",
		"---\ntitle: D\naudience: members\ndraft: yes\n---\n{{include in-a-draft.md}}\n");
	guide("Text.\n");
	assert_int_equal(ws_count(&w, "C123"), 2);
	assert_int_equal(w.ds.n, 2);
	assert_string_equal(
		ws_find(&w, "C123")->help, "delete it, or put it into a document with [include](../shared/a.md)");
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, open_ws, close_ws)
int main(void)
{
	const struct CMUnitTest tests[] = { TEST(a_text_stands_where_it_is_included),
		TEST(a_text_goes_into_a_list_item), TEST(code_is_left_alone),
		TEST(places_lead_into_the_text_and_behind_it), TEST(texts_may_include_texts),
		TEST(circles_and_missing_files_are_refused), TEST(too_deep_and_too_large_end),
		TEST(an_inclusion_counts_for_the_revision), TEST(an_approved_text_is_bound_to_what_it_includes),
		TEST(tables_come_from_files), TEST(mistakes_in_tables_have_places),
		TEST(what_is_shared_has_no_address_and_no_head), TEST(what_nobody_includes_is_told) };
	return cmocka_run_group_tests(tests, NULL, NULL);
}
