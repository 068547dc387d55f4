/* test_links: references between the pages of a site, read from the pages themselves. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include "content/html_scan.h"
#include "content/links.h"

static struct links *l;
static struct diags ds;
static size_t passed;

static int count_put(struct sink *self, const struct artifact *a)
{
	(void)self;
	passed += a->bytes.n;
	return 0;
}
static struct sink counter = { count_put };

static int open_links(void **state)
{
	(void)state;
	ds = (struct diags)DIAGS_INIT;
	passed = 0;
	l = links_new(&counter);
	return 0;
}

static int close_links(void **state)
{
	(void)state;
	links_free(l);
	diags_dispose(&ds);
	return 0;
}

static void put(const char *path, const char *html)
{
	assert_int_equal(sink_put_plain(links_sink(l), path, sv(html), ORIGIN_TEMPLATE), 0);
}

static const struct diag *the_only(const char *code)
{
	size_t n = links_check(l, NULL, &ds);
	if (n != 1) diags_print(&ds, stderr);
	assert_int_equal(n, 1);
	assert_string_equal(ds.at[0].code, code);
	return &ds.at[0];
}

static void good_site(void **state)
{
	(void)state;
	put("index.html", "<link rel=stylesheet href=assets/site.css><a href=\"faqs.html#pause\">x</a><a "
			  "href='docs/a.html'>y</a><a href=\"#top\">t</a><a href=\"\">s</a>"
			  "<a href=\"mentors.html#?area=glp&amp;q=x\">z</a><a href=\"docs/?x=1#a\">d</a><a "
			  "href=\"https://example.org/x\">e</a><a href=\"mailto:a@example.org\">m</a>"
			  "<a href=\"faqs.html#a%20b\">p</a><!-- <a href=nowhere.html> --><script src=assets/x.js>'<a "
			  "href=nowhere.html>'</script>");
	put("faqs.html", "<h3 id=\"pause\">P</h3><h3 id='a b'></h3><a href=\"index.html\">i</a>");
	put("mentors.html", "<form action=\"mentors.html\"></form>");
	put("docs/index.html", "<p id=a><a href=\"../faqs.html#pause\">u</a><a href=\"a.html\">v</a><a "
			       "href=\"./a.html#&#x62;\">w</a></p>");
	put("docs/a.html", "<p id=b>");
	put("assets/site.css", "a { b: url(x) }");
	put("assets/x.js", "");
	assert_int_equal(links_check(l, NULL, &ds), 0);
	assert_true(passed > 600);
}

static void dead_page_with_suggestion(void **state)
{
	(void)state;
	put("index.html", "<p>\n  <a href=\"pauze.html\">x</a>");
	put("pause.html", "");
	const struct diag *d = the_only("C100");
	assert_string_equal(d->at.file, "index.html");
	assert_int_equal(d->at.line, 2);
	assert_int_equal(d->at.col, 12);
	assert_non_null(strstr(d->help, "pause.html"));
}

static void dead_fragment(void **state)
{
	(void)state;
	put("a.html", "<a href=\"b.html#one\">x</a><a href=\"b.html#two\">x</a>");
	put("b.html", "<p id=\"one\">");
	assert_non_null(strstr(the_only("C101")->text, "two"));
}

/* Ids above and below a link to them, on this page, on one before and on one after it; what is missing keeps its line. */
static void places_are_found_wherever_they_stand(void **state)
{
	(void)state;
	put("a.html",
		"<a href=\"#below\">1</a><a href=\"z.html#there\">2</a><p id=\"below\"></p>\n<a href=\"#below\">3</a>");
	put("z.html", "<p id=\"there\"></p>\n<a href=\"a.html#below\">1</a>\n<b><a href=\"#here\">2</a></b>"
		      "\n<a href=\"#there\">3</a><p id=\"later\"></p>");
	const struct diag *d = the_only("C101");
	assert_string_equal(d->at.file, "z.html");
	assert_int_equal(d->at.line, 3);
	assert_int_equal(d->at.col, 13);
}

/* A page that was put already is no excuse for a place that it has not, nor a page that comes later. */
static void a_place_of_another_page_is_not_ours(void **state)
{
	(void)state;
	put("a.html", "<p id=\"one\"></p><a href=\"b.html#one\">1</a>");
	put("b.html", "<p id=\"two\"></p>");
	put("c.html", "<a href=\"a.html#two\">1</a>");
	assert_int_equal(links_check(l, NULL, &ds), 2);
}

static void near_fragment_is_named(void **state)
{
	(void)state;
	put("a.html", "<p id=\"paus\"><a href=\"b.html#pauze\">x</a>");
	put("b.html", "<p id=\"one\"><p id=\"pause\">");
	assert_string_equal(the_only("C101")->help, "did you mean \"#pause\"?");
}

static void content_file_is_named(void **state)
{
	(void)state;
	static const char html[] = "<body><a href=\"gone.html\">x</a></body>";
	const struct span spans[] = { { 6, ORIGIN_TEMPLATE, NULL }, { 31, ORIGIN_DOCUMENT, "content/pages/a.md" },
		{ sizeof html - 1, ORIGIN_TEMPLATE, NULL } };
	const struct artifact a = { "a.html", ARTIFACT_FILE, { html, sizeof html - 1 }, spans, 3 };
	assert_int_equal(sink_put(links_sink(l), &a), 0);
	const struct diag *d = the_only("C100");
	assert_string_equal(d->at.file, "content/pages/a.md");
	assert_non_null(strstr(d->text, "a.html, line 1, column 16"));
}

static void ids_twice(void **state)
{
	(void)state;
	put("a.html", "<p id=x><p id=y>\n<p id=\"x\">");
	put("b.html", "<p id=x>");
	assert_int_equal(the_only("C102")->at.line, 2);
}

static void absolute_paths_and_other_hosts(void **state)
{
	(void)state;
	put("a.html", "<a href=\"/faqs.html\">x</a><a href=\"//host.example.org/\">y</a><img "
		      "src=\"https://x.example.org/a.png\"><script src=\"//x.example.org/a.js\"></script>"
		      "<link rel=\"stylesheet\" href=\"http://x.example.org/a.css\"><link rel=\"canonical\" "
		      "href=\"https://x.example.org/\"><img srcset=\"a.png 1x\">");
	assert_int_equal(links_check(l, NULL, &ds), 6);
	size_t absolute = 0, loads = 0, dead = 0;
	for (size_t i = 0; i < ds.n; i++) {
		absolute += strcmp(ds.at[i].code, "C103") == 0;
		loads += strcmp(ds.at[i].code, "C104") == 0;
		dead += strcmp(ds.at[i].code, "C100") == 0;
	}
	assert_int_equal(absolute, 2);
	assert_int_equal(loads, 3);
	assert_int_equal(dead, 1);
}

static void damaged_html_ends(void **state)
{
	(void)state;
	static const char *const text[] = { "<", "<a", "<a href", "<a href=", "<a href=\"x", "<a =", "<!--", "<!", "</",
		"<script>", "<a href=x", "< a href=y>", "<a //>" };
	for (size_t i = 0; i < sizeof text / sizeof *text; i++) {
		struct html_scan s = { sv(text[i]), 0 };
		struct html_tag tag;
		size_t n = 0;
		while (html_scan_next(&s, &tag)) n++;
		assert_true(n <= 1);
	}
}

static void entities_are_decoded(void **state)
{
	(void)state;
	struct str s = STR_INIT;
	html_scan_decode(&s, sv("a&amp;b&#39;&#x2F;&nope;&#xD800;&#;&;&"));
	assert_string_equal(s.ptr, "a&b'/&nope;&#xD800;&#;&;&");
	str_dispose(&s);
}

static void one_dead_target_is_told_a_few_times(void **state)
{
	(void)state;
	for (int i = 0; i < 50; i++) {
		char path[32];
		snprintf(path, sizeof path, "p%d.html", i);
		put(path, "<a href=\"nav.html\">x</a>");
	}
	assert_int_equal(links_check(l, NULL, &ds), 8);
	assert_non_null(strstr(ds.at[0].text, "42 more"));
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, open_links, close_links)
int main(void)
{
	const struct CMUnitTest tests[] = { TEST(good_site), TEST(dead_page_with_suggestion), TEST(dead_fragment),
		TEST(places_are_found_wherever_they_stand), TEST(a_place_of_another_page_is_not_ours),
		TEST(near_fragment_is_named), TEST(content_file_is_named), TEST(ids_twice),
		TEST(absolute_paths_and_other_hosts), TEST(damaged_html_ends), TEST(entities_are_decoded),
		TEST(one_dead_target_is_told_a_few_times) };
	return cmocka_run_group_tests(tests, NULL, NULL);
}
