/* The words of a page by its anchors. Expected values are read off the pages by eye. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>

#include "cmd/page_text.h"

static const char sop[] =
	"<header>Menu</header><main id=\"main\"><h1>Partnerships</h1>\n<p class=\"facts\">revision <code>abc</code></p>"
	"<nav id=\"toc\"><p>5.2</p></nav>"
	"<h3 class=\"cl\" id=\"section-5.2\"><a class=\"no\" href=\"#x\">5.2</a><span>First  contact</span></h3>"
	"<div class=\"cl\" id=\"section-5.2.1\"><a class=\"no\" href=\"#y\">5.2.1</a><p>Mentees <em>shall</em> "
	"write.</p>"
	"<ul><li>one,</li><li>two</li></ul></div></main><footer id=\"f\">Foot</footer>";

static void clauses_are_cut_at_their_anchors(void **state)
{
	struct page_text t = PAGE_TEXT_INIT;
	struct arena mem = ARENA_INIT;
	(void)state;
	page_text_read(&t, sv(sop));
	assert_int_equal(t.v.n, 3);
	assert_string_equal(t.v.at[0].id, "");
	assert_true(sv_is(t.v.at[0].text, "Partnerships"));
	assert_true(sv_is(page_text_find(&t, "section-5.2")->text, "First contact"));
	assert_true(sv_is(page_text_find(&t, "section-5.2.1")->text, "Mentees shall write. one, two"));
	assert_string_equal(page_part_name(page_text_find(&t, "section-5.2.1"), &mem), "5.2.1");
	assert_string_equal(page_part_name(&t.v.at[0], &mem), "the beginning");
	assert_null(page_text_find(&t, "f"));
	assert_null(page_text_find(&t, "toc"));
	page_text_dispose(&t);
	arena_dispose(&mem);
}

static void a_name_is_short_and_ends_at_a_word(void **state)
{
	struct page_text t = PAGE_TEXT_INIT;
	struct arena mem = ARENA_INIT;
	(void)state;
	page_text_read(&t, SV_LIT("<main><h2 id=\"a\">Short</h2><p id=\"b\">A sentence that is a good deal longer than "
				  "fifty bytes, so it is cut</p></main>"));
	assert_string_equal(page_part_name(page_text_find(&t, "a"), &mem), "\"Short\"");
	assert_string_equal(page_part_name(page_text_find(&t, "b"), &mem),
		"\"A sentence that is a good deal longer than fifty …\"");
	page_text_dispose(&t);
	arena_dispose(&mem);
}

static void skipped_elements_may_hold_others_of_their_name(void **state)
{
	struct page_text t = PAGE_TEXT_INIT;
	(void)state;
	page_text_read(&t, SV_LIT("<main><p class=\"vh\">a<p>b</p>c</p>seen</main>"));
	assert_int_equal(t.v.n, 1);
	assert_true(sv_is(t.v.at[0].text, "seen"));
	page_text_dispose(&t);
}

static void broken_pages_are_read_to_their_end(void **state)
{
	static const char *const pages[] = { "", "<main", "<main>", "<main><p id=\"x", "</main>", "plain",
		"<main></p></p>x</", "<main><nav>" };
	(void)state;
	for (size_t i = 0; i < sizeof pages / sizeof *pages; i++) {
		struct page_text t = PAGE_TEXT_INIT;
		page_text_read(&t, sv(pages[i]));
		page_text_dispose(&t);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(clauses_are_cut_at_their_anchors),
		cmocka_unit_test(a_name_is_short_and_ends_at_a_word),
		cmocka_unit_test(skipped_elements_may_hold_others_of_their_name),
		cmocka_unit_test(broken_pages_are_read_to_their_end),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
