/* test_paste: what comes from word processors, PDF readers and web pages is understood where it has one meaning, and
 * named at its place where it has not. */
#include "workspace_each.h"
#include "content/paste.h"

#define FILE_ "content/guidance/g.md"
static const char *guide(const char *body)
{
	ws_put(&w, FILE_, arena_printf(&w.mem, "---\ntitle: Guide\n---\n%s", body));
	ws_load(&w);
	return ws_html(&w, DOC_GUIDANCE, "g");
}

static void bullets_become_lists(void **state)
{
	(void)state;
	const char *list = "<ul>\n<li>one</li>\n<li>two</li>\n</ul>\n";
	assert_string_equal(guide("•\tone\n•\ttwo\n"), list);
	assert_string_equal(guide("· one\n·\xC2\xA0two\n"), list);
	assert_string_equal(guide("o\tone\no\ttwo\n"), list);
	assert_string_equal(guide("\xEF\x82\xB7\tone\r\n\xEF\x82\xB7\ttwo\r\n"), list);
	assert_string_equal(guide("– one\n– two\n"), list);
	assert_string_equal(guide("-\xC2\xA0one\n-\xC2\xA0two\n"), list);
	ws_expect_none(&w);
	/* A dash that goes on with a sentence, a word "o", and code stay. */
	assert_string_equal(guide("Some\n– but not all – of\n"), "<p>Some\n– but not all – of</p>\n");
	assert_string_equal(guide("```\n• x\n```\n"), "<pre><code>• x\n</code></pre>\n");
	ws_expect_none(&w);
}

static void invisible_characters_go(void **state)
{
	(void)state;
	assert_string_equal(guide("\xE2\x80\x8B## He\xC2\xAD"
				  "ading\n\nA\xEF\xBB\xBF\xE2\x81\xA0 \xEF\xAC\x81ne "
				  "o\xEF\xAC\x83"
				  "ce.\n"),
		"<h2 id=\"heading\">Heading</h2>\n<p>A fine office.</p>\n");
	assert_string_equal(guide("##\xC2\xA0Heading\n\n1.\xC2\xA0one\xE2\x80\xA8"
				  "more\n2.\xC2\xA0two\n"),
		"<h2 id=\"heading\">Heading</h2>\n<ol>\n<li>one more</li>\n<li>two</li>\n</ol>\n");
	/* Within a line a no-break space was meant. */
	assert_string_equal(guide("5\xC2\xA0mg\n"), "<p>5\xC2\xA0mg</p>\n");
	/* Windows-1252 quotes taken for Latin-1. */
	assert_string_equal(guide("\xC2\x93"
				  "a\xC2\x94 it\xC2\x92s\n"),
		"<p>“a” it’s</p>\n");
	ws_expect_none(&w);
}

static void columns_are_those_of_the_file(void **state)
{
	(void)state;
	/* Two soft hyphens and a ligature before the link: the address begins at the 19th character as written. */
	guide("A\xC2\xAD\xC2\xAD \xEF\xAC\x81ne thing [x](gone.md)\n");
	ws_expect(&w, "C012", FILE_, 4, 19);
	struct sv line = sv("A\xC2\xAD\xC2\xAD \xEF\xAC\x81ne");
	assert_int_equal(paste_written(line, 0), 0);
	assert_int_equal(paste_written(line, 1), 3); /* A and what is dropped behind it */
	assert_int_equal(paste_written(line, 4), 5); /* A, blank, f, i */
}

static void a_text_without_damage_is_not_copied(void **state)
{
	(void)state;
	struct sv v = sv("Plain *text*,\r\n\twith a tab.\n");
	assert_ptr_equal(paste_clean(&w.mem, v).p, v.p);
}

static void what_cannot_be_understood_is_named(void **state)
{
	(void)state;
	guide("Fine.\n\nIt\xC3\xA2\xE2\x82\xAC\xE2\x84\xA2s Ren\xC3\x83\xC2\xA9.\n");
	ws_expect(&w, "C137", FILE_, 6, 3);
	assert_string_equal(ws_find(&w, "C137")->text,
		"\"â€™\" is what \"’\" becomes when a text is opened with the wrong encoding");
	guide("a\n\nbox \xEE\x80\x80\n");
	ws_expect(&w, "C137", FILE_, 6, 5);
	guide("lost \xEF\xBF\xBD\n");
	ws_expect(&w, "C137", FILE_, 4, 6);
	assert_string_equal(guide("turn \xE2\x80\xAE"
				  "this\n"),
		"<p>turn this</p>\n");
	ws_expect(&w, "C137", FILE_, 4, 6);
	guide("one\xE2\x80\xA9two\n");
	ws_expect(&w, "C137", FILE_, 4, 4);
	/* Words of other languages are no damage. */
	guide("Ça « va », „Ä“, ‘café’” âge, São, Ünï, 東京\n");
	ws_expect_none(&w);
}

static void curly_quotes_where_straight_ones_belong(void **state)
{
	(void)state;
	ws_put(&w, "content/faqs/f.md", "---\ntitle: “Who?”\naudience: members\n---\nYes.\n");
	guide("See [contact](link:contact “Write to us”) there.\n");
	ws_expect(&w, "C138", FILE_, 4, 13);
	assert_string_equal(
		ws_find(&w, "C138")->help, "write the quotes in the round brackets straight (\"), or take them out");
	ws_expect(&w, "C137", "content/faqs/f.md", 2, 8);
}

static void html_is_told_how_markdown_says_it(void **state)
{
	(void)state;
	guide("One<br>two\n");
	ws_expect(&w, "C010", FILE_, 4, 4);
	assert_string_equal(ws_find(&w, "C010")->help,
		"for a new line end the line above with a backslash (\\); in a table write another row");
	guide("<TABLE>\n<tr><td>x</td></tr>\n</TABLE>\n");
	ws_expect(&w, "C010", FILE_, 4, 1);
	assert_string_equal(
		ws_find(&w, "C010")->help, "write a row as | cell | cell |, with |---|---| below the first");
}

static void other_encodings_are_named(void **state)
{
	(void)state;
	ws_put(&w, FILE_, "---\ntitle: G\n---\nIt\x92s\n");
	ws_load(&w);
	ws_expect(&w, "C001", FILE_, 4, 3);
	assert_string_equal(ws_find(&w, "C001")->text, "the file is not UTF-8 text; this character is probably ’");
	ws_put(&w, FILE_, "\xFF\xFEx");
	ws_load(&w);
	assert_int_equal(ws_count(&w, "C001"), 1);
	assert_string_equal(ws_find(&w, "C001")->text, "the file is in UTF-16, which Windows calls Unicode");
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, open_ws, close_ws)
int main(void)
{
	const struct CMUnitTest tests[] = { TEST(bullets_become_lists), TEST(invisible_characters_go),
		TEST(columns_are_those_of_the_file), TEST(a_text_without_damage_is_not_copied),
		TEST(what_cannot_be_understood_is_named), TEST(curly_quotes_where_straight_ones_belong),
		TEST(html_is_told_how_markdown_says_it), TEST(other_encodings_are_named) };
	return cmocka_run_group_tests(tests, NULL, NULL);
}
