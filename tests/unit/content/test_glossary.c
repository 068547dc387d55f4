/* Tests of the links from the first use of a term to its definition: which words, where, how often, and who uses them. */
#include "workspace.h"

#define DEFINE(id, head) ws_put(&w, "content/definitions/" id ".md", "---\n" head "---\nA word.\n")

static size_t count_of(const char *hay, const char *needle)
{
	size_t n = 0;
	for (const char *at = strstr(hay, needle); at; at = strstr(at + 1, needle)) n++;
	return n;
}

static void only_the_first_use_leads_to_the_definition(void **state)
{
	(void)state;
	struct ws w;
	ws_open(&w);
	DEFINE("mentor", "title: Mentor\nalso: [mentors]\n");
	ws_put(&w, "content/pages/a.md",
		"---\ntitle: A mentor\n---\n## A mentor\n\nTwo Mentors met. A mentor spoke.\n\n- mentors again\n");
	ws_load(&w);
	ws_expect_none(&w);
	const char *html = ws_html(&w, DOC_PAGE, "a");
	assert_has(html, "Two <a class=\"term\" href=\"definitions.html#mentor\">Mentors</a> met. A mentor spoke.");
	assert_int_equal(count_of(html, "class=\"term\""), 1);
	ws_close(&w);
}

static void headings_links_code_heads_of_tables_and_parts_of_words_are_left_alone(void **state)
{
	(void)state;
	struct ws w;
	ws_open(&w);
	DEFINE("mentor", "title: Mentor\nalso: [\"GLP\"]\n");
	ws_put(&w, "content/pages/a.md",
		"---\ntitle: A\n---\n## The mentor\n\n[a mentor](b.md) `mentor` mentoring mentor-mentee, "
		"mentor@example.org, "
		"www.mentor.org, \\#mentor, glp\n\n| Mentor |\n|---|\n| x |\n\n```csv\nMentor\nx\n```\n");
	ws_put(&w, "content/pages/b.md", "---\ntitle: B\n---\nThe study was GLP.\n");
	ws_load(&w);
	assert_int_equal(ws_count(&w, "C129"), 1); /* the address that is no link */
	assert_int_equal(w.ds.n, 1);
	assert_lacks(ws_html(&w, DOC_PAGE, "a"), "class=\"term\"");
	assert_has(ws_html(&w, DOC_PAGE, "b"), "was <a class=\"term\" href=\"definitions.html#mentor\">GLP</a>.");
	ws_close(&w);
}

static void the_longest_form_wins_also_over_the_end_of_a_line(void **state)
{
	(void)state;
	struct ws w;
	ws_open(&w);
	DEFINE("entry", "title: Entry\nalso: [entries]\n");
	DEFINE("entry-id", "title: Entry ID\n");
	ws_put(&w, "content/pages/a.md", "---\ntitle: A\n---\nNote the Entry\nID of an entry\nand the entry id.\n");
	ws_put(&w, "content/pages/b.md", "---\ntitle: B\n---\nAn *entry* and\nits Entry ID's sign.\n");
	ws_load(&w);
	ws_expect_none(&w);
	const char *html = ws_html(&w, DOC_PAGE, "a");
	assert_has(html, "the <a class=\"term\" href=\"definitions.html#entry-id\">Entry ID</a> of an "
			 "<a class=\"term\" href=\"definitions.html#entry\">entry</a>\nand the entry id.");
	html = ws_html(&w, DOC_PAGE, "b");
	assert_has(html, "<em><a class=\"term\" href=\"definitions.html#entry\">entry</a></em> and\nits "
			 "<a class=\"term\" href=\"definitions.html#entry-id\">Entry ID</a>\xE2\x80\x99s");
	ws_close(&w);
}

/* All questions stand on one page, in the order of audience and number; a definition never leads to itself. */
static void questions_and_definitions_are_one_page_each(void **state)
{
	(void)state;
	struct ws w;
	ws_open(&w);
	ws_put(&w, "content/definitions/mentor.md", "---\ntitle: Mentor\norder: 1\n---\nA mentor helps a mentee.\n");
	ws_put(&w, "content/definitions/mentee.md", "---\ntitle: Mentee\norder: 2\n---\nA mentee asks a mentor.\n");
	ws_put(&w, "content/faqs/a.md", "---\ntitle: A?\naudience: mentors\norder: 1\n---\nThe mentor.\n");
	ws_put(&w, "content/faqs/b.md", "---\ntitle: B?\naudience: everyone\norder: 2\n---\nA mentor.\n");
	ws_put(&w, "content/faqs/c.md", "---\ntitle: C?\naudience: everyone\norder: 1\n---\nNobody.\n");
	ws_load(&w);
	ws_expect_none(&w);
	assert_lacks(ws_html(&w, DOC_FAQ, "a"), "class=\"term\"");
	assert_has(ws_html(&w, DOC_FAQ, "b"), "class=\"term\"");
	assert_has(ws_html(&w, DOC_DEFINITION, "mentor"), "A mentor helps a <a class=\"term\"");
	assert_has(ws_html(&w, DOC_DEFINITION, "mentee"), "A mentee asks a <a class=\"term\"");
	const struct document *mentor = corpus_find(w.corpus, DOC_DEFINITION, "mentor");
	assert_int_equal(mentor->nused_on, 2); /* both answers use it, in the order of the page */
	assert_string_equal(mentor->used_on[0]->id, "b");
	assert_string_equal(mentor->used_on[1]->id, "a");
	ws_close(&w);
}

static void links_can_be_left_out_and_sops_have_none_of_themselves(void **state)
{
	(void)state;
	struct ws w;
	ws_open(&w);
	DEFINE("mentor", "title: Mentor\n");
	ws_put(&w, "content/pages/a.md", "---\ntitle: A\nglossary: no\n---\nA mentor.\n");
	ws_put_sop(&w, "MP-02.01", "", "2020-01-01", "", "## 1 Purpose\n\n1.1 A mentor.\n");
	ws_put_sop(&w, "MP-03.01", "", "2020-01-01", "glossary: yes\n", "## 1 Purpose\n\n1.1 A mentor.\n");
	ws_load(&w);
	assert_int_equal(w.ds.errors, 0);
	assert_lacks(ws_html(&w, DOC_PAGE, "a"), "class=\"term\"");
	assert_lacks(ws_html(&w, DOC_SOP, "MP-02.01"), "class=\"term\"");
	assert_has(
		ws_html(&w, DOC_SOP, "MP-03.01"), "<a class=\"term\" href=\"../definitions.html#mentor\">mentor</a>");
	assert_int_equal(corpus_find(w.corpus, DOC_DEFINITION, "mentor")->nused_on, 3);
	ws_close(&w);
}

static void the_authors_own_link_is_the_first_use(void **state)
{
	(void)state;
	struct ws w;
	ws_open(&w);
	DEFINE("group", "title: Group\neveryday: yes\nalso: [in a group]\n");
	ws_put(&w, "content/pages/a.md",
		"---\ntitle: A\n---\nLead a group, or be [a group](definitions.html#group). List me in a group.\n");
	ws_put(&w, "content/pages/b.md", "---\ntitle: B\n---\nLead a group. List me in a group.\n");
	ws_load(&w);
	ws_expect_none(&w);
	assert_lacks(ws_html(&w, DOC_PAGE, "a"), "class=\"term\"");
	assert_has(ws_html(&w, DOC_PAGE, "b"),
		"a group. List me <a class=\"term\" href=\"definitions.html#group\">in a group</a>");
	assert_int_equal(corpus_find(w.corpus, DOC_DEFINITION, "group")->nused_on, 2);
	ws_close(&w);
}

static void terms_that_cannot_be_are_told(void **state)
{
	(void)state;
	struct ws w;
	ws_open(&w);
	DEFINE("adviser", "title: Adviser\nalso: [Mentor]\n");
	DEFINE("mentor", "title: Mentor\nalso: [\"(\"]\n");
	DEFINE("lonely", "title: Lonely\n");
	ws_put(&w, "content/pages/a.md", "---\ntitle: A\n---\nMentor and adviser.\n");
	ws_load(&w);
	ws_expect(&w, "C150", "content/definitions/mentor.md", 2, 8);
	ws_expect(&w, "C151", "content/definitions/mentor.md", 3, 8);
	assert_non_null(ws_find(&w, "C152"));
	assert_string_equal(ws_find(&w, "C152")->at.file, "content/definitions/lonely.md");
	ws_close(&w);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(only_the_first_use_leads_to_the_definition),
		cmocka_unit_test(headings_links_code_heads_of_tables_and_parts_of_words_are_left_alone),
		cmocka_unit_test(the_longest_form_wins_also_over_the_end_of_a_line),
		cmocka_unit_test(questions_and_definitions_are_one_page_each),
		cmocka_unit_test(links_can_be_left_out_and_sops_have_none_of_themselves),
		cmocka_unit_test(the_authors_own_link_is_the_first_use),
		cmocka_unit_test(terms_that_cannot_be_are_told),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
