/* test_typography: quotes, dashes and dots become those of printed text where their meaning is plain, and stay where it
 * is not. */
#include "workspace.h"
#include "base/utf8.h"
#include "content/typography.h"

static struct arena mem = ARENA_INIT;

static const char *set(const char *language, const char *text)
{
	struct sv v = typography_text(&mem, typography_of(language), sv(text));
	return arena_strdup(&mem, v);
}

#define en(text, want) assert_string_equal(set("en-US", text), want)

static void quotes(void **state)
{
	(void)state;
	en("\"Yes\", she said.", "“Yes”, she said.");
	en("(\"Yes\")", "(“Yes”)");
	en("She said \"he said 'no' to it\".", "She said “he said ‘no’ to it”.");
	en("\"'Yes,' he said.\"", "“‘Yes,’ he said.”");
	en("\"in 2020\" and \"5.1.2\"", "“in 2020” and “5.1.2”");
	en("already “set” and ‘set’", "already “set” and ‘set’");
	en("a \" b ' c", "a \" b ' c");
}

static void apostrophes(void **state)
{
	(void)state;
	en("don't, the members' list, O'Neil's", "don’t, the members’ list, O’Neil’s");
	en("the '90s, the 1990's, 'tis, rock 'n' roll", "the ’90s, the 1990’s, ’tis, rock ’n’ roll");
	en("'I don't know', he said", "‘I don’t know’, he said");
}

static void measures(void **state)
{
	(void)state;
	en("5'10\" tall and 6' or 19\" wide", "5'10\" tall and 6' or 19\" wide");
	en("\"he is 5'10\" tall\"", "“he is 5'10\" tall”");
}

static void dashes_and_dots(void **state)
{
	(void)state;
	en("a - b, a -- b, 9--12, words---words", "a – b, a – b, 9–12, words—words");
	en("well-known, -5, --as-of, a-b", "well-known, -5, --as-of, a-b");
	en("Wait... no.. 1....2", "Wait… no.. 1....2");
	en("https://example.org/a--b/...", "https://example.org/a--b/...");
	en("-", "-");
}

static void languages(void **state)
{
	(void)state;
	const char *text = "\"a 'b' c\"";
	assert_string_equal(set("de", text), "„a ‚b‘ c“");
	assert_string_equal(set("fr-CA", text), "«\xE2\x80\xAF"
						"a “b” c\xE2\x80\xAF»");
	assert_string_equal(set("sv", text), "”a ’b’ c”");
	assert_string_equal(set("es", text), "«a “b” c»");
	assert_string_equal(set("tlh", text), text);
	assert_null(typography_of(NULL));
}

/* What search and gate compare is the same for both forms. */
static void both_forms_fold_to_one(void **state)
{
	(void)state;
	static const char *const text[] = { "the members' O'Neil", "well-known" };
	for (size_t i = 0; i < 2; i++) {
		struct str a = STR_INIT, b = STR_INIT;
		utf8_fold(&a, sv(text[i]));
		utf8_fold(&b, sv(set("en", text[i])));
		assert_string_equal(a.ptr, b.ptr);
		str_dispose(&a);
		str_dispose(&b);
	}
}

static struct ws w;

static const char *page(const char *body)
{
	ws_put(&w, "content/guidance/g.md", arena_printf(&w.mem, "---\ntitle: The \"Guide\"\n---\n%s", body));
	ws_load(&w);
	return ws_html(&w, DOC_GUIDANCE, "g");
}

static void across_the_parts_of_a_line(void **state)
{
	(void)state;
	ws_open(&w);
	assert_string_equal(page("\"*Yes*\" and '**no**' and `\"a\"--b` it's\n\"so\"\n"),
		"<p>“<em>Yes</em>” and ‘<strong>no</strong>’ and <code>\"a\"--b</code> it’s\n“so”</p>\n");
	assert_true(sv_is(corpus_find(w.corpus, DOC_GUIDANCE, "g")->title, "The “Guide”"));
	assert_string_equal(page("## The members' \"list\"\n\n| \"a\" | b's |\n|---|---|\n| \"c\" | *\"d\"* |\n"),
		"<h2 id=\"the-members-list\">The members’ “list”</h2>\n"
		"<div class=\"scroll\" role=\"region\" aria-label=\"Table 1: The members’ “list”\" "
		"tabindex=\"0\"><table>\n<thead><tr><th scope=\"col\">“a”</th><th scope=\"col\">b’s</th></tr>\n"
		"</thead><tbody>\n<tr><td>“c”</td><td><em>“d”</em></td></tr>\n</tbody></table></div>\n");
	assert_true(sv_is(corpus_find(w.corpus, DOC_GUIDANCE, "g")->toc[0].title, "The members’ “list”"));
	ws_expect_none(&w);
	ws_close(&w);
}

static void numbers_of_documents_are_still_found(void **state)
{
	(void)state;
	ws_open(&w);
	ws_put_sop(&w, "MP-02.03", "", "2023-08-24", "", "## 1 Purpose\n\nThis.\n");
	assert_string_equal(page("See \"MP-02.xx\".\n"),
		"<p>See “<a href=\"docs/MP-02.html\" title=\"How partnerships work\">MP-02.xx</a>”.</p>\n");
	ws_close(&w);
}

/* Quotes set or typed: what was approved is what was written. */
static void the_revision_is_of_what_was_written(void **state)
{
	(void)state;
	ws_open(&w);
	w.settings.language = "en";
	page("\"a\"\n");
	struct sha256 first = corpus_find(w.corpus, DOC_GUIDANCE, "g")->revision;
	w.settings.language = "de";
	assert_string_equal(page("\"a\"\n"), "<p>„a“</p>\n");
	assert_memory_equal(&first, &corpus_find(w.corpus, DOC_GUIDANCE, "g")->revision, sizeof first);
	ws_close(&w);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(quotes), cmocka_unit_test(apostrophes),
		cmocka_unit_test(measures), cmocka_unit_test(dashes_and_dots), cmocka_unit_test(languages),
		cmocka_unit_test(both_forms_fold_to_one), cmocka_unit_test(across_the_parts_of_a_line),
		cmocka_unit_test(numbers_of_documents_are_still_found),
		cmocka_unit_test(the_revision_is_of_what_was_written) };
	int failed = cmocka_run_group_tests(tests, NULL, NULL);
	arena_dispose(&mem);
	return failed;
}
