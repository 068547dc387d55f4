/* Tests of the spreadsheet templates: they hold what the printed page holds, and nothing a spreadsheet would run. */
#include "documents.h"
#include "site/pages.h"
#include "site/tool.h"

#define TWO_TABLES                                                                                                     \
	"<h2 id=\"one\">One &amp; only</h2>\n<div class=\"scroll\"><table>\n<thead><tr><th scope=\"col\">No.</th>"     \
	"<th scope=\"col\">What, &quot;why&quot;</th></tr>\n</thead><tbody>\n<tr><td>1</td><td></td></tr>\n"           \
	"<tr><td>2</td><td></td></tr>\n</tbody></table></div>\n"                                                       \
	"<h2 id=\"full\">Full</h2><table><thead><tr><th scope=\"col\">a</th></tr></thead><tbody><tr><td>b</td></tr>"   \
	"</tbody></table>"                                                                                             \
	"<h2 id=\"two\"><a class=\"no\" "                                                                              \
	"href=\"#two\">2</a><span>Two</span></h2><table><thead><tr><th>=SUM(A1)</th><td>"                              \
	"</td><th>b <a class=\"term\" href=\"x\">c</a><br>d</th></tr></thead></table>"

static struct world w;

static void make(enum doc_template template, const char *html)
{
	struct document doc = simple_document(DOC_TOOL, "content/tools/log.md", "log", "tool-log.html", "The log");
	doc.template = template;
	body_of(&doc, html);
	world_init(&w);
	world_add(&w, &doc);
	struct site s = site_over(&w);
	bool good = w.ds.errors == 0;
	assert_true(good);
	pages_build(&s);
	site_close(&s);
	rendering_dispose(&doc.body);
}

static const char *text_of(const char *path)
{
	const struct seen *file = memory_find(&w.sink, path);
	assert_non_null(file);
	return file->bytes.ptr;
}

static void a_table_each(void **state)
{
	(void)state;
	make(TEMPLATE_TABLES, TWO_TABLES);
	assert_string_equal(text_of("tool-log-one.csv"), "No.,\"What, \"\"why\"\"\"\n1,\n2,\n");
	assert_string_equal(text_of("tool-log-two.csv"), "\"'=SUM(A1)\",,b c d\n");
	assert_null(memory_find(&w.sink, "tool-log-full.csv")); /* nothing to fill in */
	const struct seen *page = memory_find(&w.sink, "tool-log.html");
	assert_true(has(
		page, "<a href=\"tool-log-one.csv\" download>One &amp; only (CSV)</a>, <a href=\"tool-log-two.csv\""));
	assert_int_equal(w.ds.errors, 0);
	world_dispose(&w);
}

static void one_form(void **state)
{
	(void)state;
	make(TEMPLATE_FORM, TWO_TABLES);
	assert_string_equal(text_of("tool-log.csv"),
		"The log,,\n\"\",,\nOne & only,,\nNo.,\"What, "
		"\"\"why\"\"\",\n1,,\n2,,\n\"\",,\n2 Two,,\n\"'=SUM(A1)\",,b c d\n");
	assert_true(
		has(memory_find(&w.sink, "tool-log.html"), "<a href=\"tool-log.csv\" download>The log (CSV)</a></p>"));
	world_dispose(&w);
}

static void letters_beyond_ascii_bring_the_mark_that_spreadsheets_need(void **state)
{
	(void)state;
	make(TEMPLATE_FORM, "<table><thead><tr><th>r\xC3\xA9sum\xC3\xA9</th></tr></thead></table>");
	assert_string_equal(text_of("tool-log.csv"), "\xEF\xBB\xBFThe log\n\"\"\nr\xC3\xA9sum\xC3\xA9\n");
	world_dispose(&w);
}

static void a_template_without_anything_to_fill_in_is_told(void **state)
{
	(void)state;
	make(TEMPLATE_FORM, "<p>x</p>");
	assert_int_equal(w.ds.errors, 1);
	assert_string_equal(w.ds.at[0].code, "C153");
	world_dispose(&w);
	make(TEMPLATE_NONE, TWO_TABLES);
	assert_int_equal(w.ds.errors, 0);
	assert_false(has(memory_find(&w.sink, "tool-log.html"), ".csv"));
	world_dispose(&w);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_table_each),
		cmocka_unit_test(one_form),
		cmocka_unit_test(letters_beyond_ascii_bring_the_mark_that_spreadsheets_need),
		cmocka_unit_test(a_template_without_anything_to_fill_in_is_told),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
