/* test_hostile: texts on which the Markdown library of Debian 12 is slow end in good time, as a page or as an error,
 * and do not take the run with them. */
#include "workspace_each.h"
#include <sys/resource.h>
#include <time.h>
#include "content/markdown.h"

#define SIZE ((size_t)200 << 10)

static double cpu(void)
{
	double all = 0;
	const int who[] = { RUSAGE_SELF, RUSAGE_CHILDREN };
	for (size_t i = 0; i < 2; i++) {
		struct rusage u;
		getrusage(who[i], &u);
		all += (double)(u.ru_utime.tv_sec + u.ru_stime.tv_sec) +
		       (double)(u.ru_utime.tv_usec + u.ru_stime.tv_usec) / 1e6;
	}
	return all;
}

static void ends(const struct str *body)
{
	struct str text = STR_INIT;
	str_puts(&text, "---\ntitle: G\n---\n");
	str_sv(&text, sv_of(body));
	ws_put(&w, "content/guidance/g.md", text.ptr);
	ws_put(&w, "content/guidance/h.md", "---\ntitle: H\n---\nFine.\n");
	double before = cpu();
	ws_load(&w);
	assert_true(cpu() - before < 5.0);
	assert_string_equal(ws_html(&w, DOC_GUIDANCE, "h"), "<p>Fine.</p>\n");
	/* On a fast machine the text of empty links may be rendered in time: then each is told. */
	assert_int_equal(
		w.ds.n, ws_count(&w, "C025") + ws_count(&w, "C011") + ws_count(&w, "C125") + ws_count(&w, "C127"));
	str_dispose(&text);
}

static void repeat(struct str *s, const char *what, size_t n)
{
	while (s->len < n) str_puts(s, what);
}

static void empty_lines_in_nested_lists(void **state)
{
	(void)state;
	struct str s = STR_INIT;
	repeat(&s, "* ", SIZE / 2);
	str_puts(&s, "a");
	repeat(&s, "\n", SIZE);
	assert_true(guard_suspicious(sv_of(&s)));
	ends(&s);
	str_dispose(&s);
}

static void the_same_in_a_quote(void **state)
{
	(void)state;
	struct str s = STR_INIT;
	str_puts(&s, "> ");
	repeat(&s, "* ", SIZE / 2);
	str_puts(&s, "a\n");
	repeat(&s, ">\n", SIZE);
	ends(&s);
	str_dispose(&s);
}

static void emphasis_deep_in_quotes(void **state)
{
	(void)state;
	struct str s = STR_INIT;
	repeat(&s, ">", SIZE / 2);
	repeat(&s, "a*b_", SIZE);
	ends(&s);
	str_dispose(&s);
}

static void pictures_in_pictures(void **state)
{
	(void)state;
	struct str s = STR_INIT;
	repeat(&s, "![[]()", SIZE);
	ends(&s);
	str_dispose(&s);
}

static void short_shapes_are_noticed(void **state)
{
	(void)state;
	struct str s = STR_INIT;
	for (int i = 0; i < 40; i++) str_puts(&s, "- ");
	assert_true(guard_suspicious(sv_of(&s)));
	str_clear(&s);
	for (int i = 0; i < 300; i++) str_puts(&s, "![a]\n");
	assert_true(guard_suspicious(sv_of(&s)));
	assert_false(guard_suspicious(sv("- a\n  - b\n    - c\n\n> > quote\n\n| a | b |\n|---|---|\n")));
	str_dispose(&s);
}

static void many_cells_and_numbers(void **state)
{
	(void)state;
	struct str s = STR_INIT;
	str_puts(&s, "|a|b|\n|-|-|\n");
	repeat(&s, "|*x*|`y`|\n", SIZE);
	ends(&s);
	str_clear(&s);
	repeat(&s, "MP-09 ", SIZE);
	ends(&s);
	str_clear(&s);
	repeat(&s, "AA-", SIZE);
	ends(&s);
	str_clear(&s);
	repeat(&s, "## a\n", SIZE);
	ends(&s);
	str_dispose(&s);
}

static void crash(void *ctx)
{
	(void)ctx;
	abort();
}

static void spin(void *ctx)
{
	volatile unsigned *n = ctx;
	for (;;) ++*n;
}

static void well(void *ctx)
{
	(void)ctx;
}

static void rehearsals(void **state)
{
	(void)state;
	const char *why = NULL;
	unsigned n = 0;
	assert_true(guard_rehearse(well, NULL, &why));
	assert_false(guard_rehearse(crash, NULL, &why));
	assert_non_null(strstr(why, "memory"));
	assert_false(guard_rehearse(spin, &n, &why));
	assert_non_null(strstr(why, "too long"));
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, open_ws, close_ws)
int main(void)
{
	const struct CMUnitTest tests[] = { TEST(empty_lines_in_nested_lists), TEST(the_same_in_a_quote),
		TEST(emphasis_deep_in_quotes), TEST(pictures_in_pictures), TEST(short_shapes_are_noticed),
		TEST(many_cells_and_numbers), TEST(rehearsals) };
	return cmocka_run_group_tests(tests, NULL, NULL);
}
