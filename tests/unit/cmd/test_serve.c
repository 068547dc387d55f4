/* The preview's rules and marks: what a browser may ask for, and where in a page something is marked. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include "cmd/serve_mark.h"
#include "cmd/serve_pages.h"
#include "cmd/serve_rules.h"

static void hosts(void **state)
{
	(void)state;
	assert_true(serve_host_ok("localhost:8020", 8020));
	assert_true(serve_host_ok("LocalHost:8020", 8020));
	assert_true(serve_host_ok("127.0.0.1:8020", 8020));
	assert_true(serve_host_ok("[::1]:8020", 8020));
	assert_true(serve_host_ok("localhost", 80));
	static const char *const foreign[] = { "", "localhost", "localhost:8021", "localhost:80200",
		"localhost:", "localhost:08020", "localhost.:8020", "127.0.0.2:8020", "127.1:8020", "0.0.0.0:8020",
		"::1:8020", "[::2]:8020", "evil.example.org:8020", "localhost:8020.example.org", " localhost:8020",
		"localhost:8020 ", "user@localhost:8020", "localhost:8020/" };
	for (size_t i = 0; i < sizeof foreign / sizeof *foreign; i++) assert_false(serve_host_ok(foreign[i], 8020));
	assert_false(serve_host_ok(NULL, 8020));
	assert_false(serve_host_ok("evil.example.org", 80));
}

static void methods(void **state)
{
	(void)state;
	assert_true(serve_method_ok("GET") && serve_method_ok("HEAD"));
	static const char *const others[] = { "", "get", "POST", "PUT", "DELETE", "OPTIONS", "TRACE", "CONNECT", "GETX",
		"PROPFIND" };
	for (size_t i = 0; i < sizeof others / sizeof *others; i++) assert_false(serve_method_ok(others[i]));
}

static void path_is(const char *raw, enum serve_path kind, const char *path)
{
	struct str out = STR_INIT;
	str_puts(&out, "x");
	assert_int_equal(serve_path(&out, sv(raw)), kind);
	assert_string_equal(out.ptr + 1, path);
	str_dispose(&out);
}

static void good_paths(void **state)
{
	(void)state;
	path_is("/", SERVE_PATH_FOLDER, "");
	path_is("/index.html", SERVE_PATH_FILE, "index.html");
	path_is("/docs/MP-02.03.html", SERVE_PATH_FILE, "docs/MP-02.03.html");
	path_is("/docs/", SERVE_PATH_FOLDER, "docs");
	path_is("/_mentorpress/", SERVE_PATH_FOLDER, "_mentorpress");
	path_is("/%69ndex.html", SERVE_PATH_FILE, "index.html");
	path_is("/caf%C3%A9.html", SERVE_PATH_FILE, "caf\xC3\xA9.html");
}

static void bad_paths(void **state)
{
	(void)state;
	static const char *const bad[] = { "", "index.html", "//", "//x", "/x//y", "/.", "/..", "/../x", "/x/..",
		"/x/../y", "/%2e%2e/x", "/.%2e/x", "/x%2fy", "/x%2Fy", "/x%5cy", "/x\\y", "/x%00", "/x%0a", "/%", "/%2",
		"/%zz", "/%252e", "/.git", "/x/.hidden", "/%2ehidden", "/x/", "/\x01", "/%ff", "/%c3" };
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		if (strcmp(bad[i], "/x/") == 0) continue; /* a folder, and fine */
		path_is(bad[i], SERVE_PATH_BAD, "");
	}
	struct str out = STR_INIT;
	assert_int_equal(serve_path(&out, sv_n("/x\0y", 4)), SERVE_PATH_BAD);
	str_dispose(&out);
}

static void types(void **state)
{
	(void)state;
	assert_string_equal(serve_type("docs/MP-02.03.html"), "text/html; charset=utf-8");
	assert_string_equal(serve_type("assets/icon.svg"), "image/svg+xml");
	assert_string_equal(serve_type("LICENSE"), "application/octet-stream");
}

static void pages_are_kept_and_replaced(void **state)
{
	(void)state;
	struct serve_pages p;
	struct sv bytes;
	serve_pages_init(&p);
	assert_int_equal(sink_put_plain(&p.sink, "a.html", sv("one"), ORIGIN_TEMPLATE), 0);
	assert_int_equal(sink_put_plain(&p.sink, "pool.csv", sv("x"), ORIGIN_TEMPLATE), 0);
	assert_int_equal(sink_put_plain(&p.sink, "a.html", sv("two"), ORIGIN_TEMPLATE), 0);
	assert_true(serve_pages_find(&p, "a.html", &bytes) && sv_is(bytes, "two"));
	assert_false(serve_pages_find(&p, "b.html", &bytes));
	assert_int_equal(serve_pages_html(&p), 1);
	serve_pages_dispose(&p);
}

static void edits_come_in_order_of_place(void **state)
{
	(void)state;
	struct serve_edits e = SERVE_EDITS_INIT;
	struct str out = STR_INIT;
	serve_edits_add(&e, 6, 1, sv("W"));
	serve_edits_add(&e, 0, 0, sv("<"));
	serve_edits_add(&e, 5, 0, sv("-"));
	serve_edits_add(&e, 5, 0, sv("+"));
	serve_edits_add(&e, 99, 0, sv("never"));
	serve_edits_apply(&e, sv("Hello world"), &out);
	assert_string_equal(out.ptr, "<Hello-+ World");
	serve_edits_dispose(&e);
	str_dispose(&out);
}

static void changes_are(const char *now, const char *before, const char *expected, size_t changed, size_t gone)
{
	struct serve_edits e = SERVE_EDITS_INIT;
	struct str out = STR_INIT;
	size_t c = 99, g = 99;
	serve_mark_changes(&e, sv(now), sv(before), &c, &g);
	serve_edits_apply(&e, sv(now), &out);
	assert_string_equal(out.ptr, expected);
	assert_int_equal(c, changed);
	assert_int_equal(g, gone);
	serve_edits_dispose(&e);
	str_dispose(&out);
}

static void changed_blocks(void **state)
{
	(void)state;
	const char *was = "<p>frame</p><main id=\"main\"><h1>T</h1><p>One\n "
			  "two.</p><ul><li>a</li><li>a</li></ul></main><p>foot</p>";
	changes_are(was, was, was, 0, 0);
	/* only white space is other */
	changes_are("<main><h1>T</h1><p> One two.</p><li>a</li><li>a</li></main>", was,
		"<main><h1>T</h1><p> One two.</p><li>a</li><li>a</li></main>", 0, 0);
	/* what is outside of <main> does not count; a word is other; one of two equal items is gone */
	changes_are("<p>other</p><main><h1>T</h1><p class=\"x\">One <b>2</b>.</p><li>a</li></main>", was,
		"<p>other</p><main><h1>T</h1><p data-mp-changed class=\"x\">One <b>2</b>.</p><li>a</li></main>", 1, 2);
	/* three equal items where there were two */
	changes_are("<main><h1>T</h1><p>One two.</p><li>a</li><li>a</li><li>a</li></main>", was,
		"<main><h1>T</h1><p>One two.</p><li>a</li><li>a</li><li data-mp-changed>a</li></main>", 1, 0);
	changes_are("", was, "", 0, 4);
	/* a page that ends in a tag: what stands before it is not told from it */
	changes_are("<main><p>cut <b", was, "<main><p>cut <b", 0, 4);
}

static void problem_is(const char *html, const char *line, const char *anchor, const char *expected)
{
	struct serve_edits e = SERVE_EDITS_INIT;
	struct arena mem = ARENA_INIT;
	struct str out = STR_INIT;
	bool marked = serve_mark_problem(&e, &mem, sv(html), sv(line), anchor, "error, line 3");
	serve_edits_apply(&e, sv(html), &out);
	assert_string_equal(out.ptr, expected);
	assert_int_equal(marked, strcmp(html, expected) != 0);
	serve_edits_dispose(&e);
	arena_dispose(&mem);
	str_dispose(&out);
}

static void problems_are_marked(void **state)
{
	(void)state;
	const char *html = "<main><h2 id=\"a\">A</h2><p>The same words here.</p><h2 id=\"b\">B</h2><p>The same words "
			   "here.</p></main>";
	problem_is(html, "The same words here.", NULL,
		"<main><h2 id=\"a\">A</h2><p data-mp-problem=\"error, line 3\">The same words here.</p><h2 "
		"id=\"b\">B</h2><p>The same words "
		"here.</p></main>");
	problem_is(html, "See [x](y.md) The same words here.", "b",
		"<main><h2 id=\"a\">A</h2><p>The same words here.</p><h2 id=\"b\">B</h2><p data-mp-problem=\"error, "
		"line 3\">The same words "
		"here.</p></main>");
	/* words that the page does not have: the heading above */
	problem_is(html, "Something else entirely", "b",
		"<main><h2 id=\"a\">A</h2><p>The same words here.</p><h2 data-mp-problem=\"error, line 3\" "
		"id=\"b\">B</h2><p>The same words "
		"here.</p></main>");
	problem_is(html, "short", NULL, html);
	problem_is(html, "Something else entirely", "nowhere", html);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(hosts), cmocka_unit_test(methods),
		cmocka_unit_test(good_paths), cmocka_unit_test(bad_paths), cmocka_unit_test(types),
		cmocka_unit_test(pages_are_kept_and_replaced), cmocka_unit_test(edits_come_in_order_of_place),
		cmocka_unit_test(changed_blocks), cmocka_unit_test(problems_are_marked) };
	return cmocka_run_group_tests(tests, NULL, NULL);
}
