/* test_crosslinks: links on their way out: to pages of other roots, and from the page for wrong addresses. */
#include "support.h"
#include "site/crosslinks.h"
#include "site/outlet.h"
#include "site/rewrite.h"

static void resolves_as_a_browser_does(void **state)
{
	(void)state;
	static const struct {
		const char *page, *written, *path, *fragment;
	} good[] = { { "index.html", "faqs.html#x", "faqs.html", "#x" },
		{ "docs/a.html", "../faqs.html", "faqs.html", "" }, { "docs/a.html", "b.html#s", "docs/b.html", "#s" },
		{ "a.html", "./docs//b.html", "docs/b.html", "" }, { "docs/a.html", "../../../x.html", "x.html", "" } };
	static const char *const not [] = { "https://e.org/", "mailto:a@b", "#x", "/x.html", "//e.org/x", "" };
	for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
		struct str path = STR_INIT;
		struct sv fragment;
		assert_true(rewrite_resolve(good[i].page, sv(good[i].written), &path, &fragment));
		assert_string_equal(path.ptr, good[i].path);
		assert_true(sv_is(fragment, good[i].fragment));
		str_dispose(&path);
	}
	for (size_t i = 0; i < sizeof not / sizeof *not ; i++) {
		struct str path = STR_INIT;
		struct sv fragment;
		assert_false(rewrite_resolve("docs/a.html", sv(not [i]), &path, &fragment));
		str_dispose(&path);
	}
}

/* Two origins, so that a mistake in the copying of spans shows. */
static void put(struct sink *sink, const char *path, const char *before, const char *link, const char *after)
{
	struct rendering r = RENDERING_INIT;
	rendering_add(&r, sv(before), ORIGIN_TEMPLATE, NULL);
	rendering_add(&r, sv(link), ORIGIN_DOCUMENT, "content/pages/a.md");
	rendering_add(&r, sv(after), ORIGIN_TEMPLATE, NULL);
	assert_int_equal(rendering_put(&r, path, sink), 0);
	rendering_dispose(&r);
}

static void links_to_narrower_pages(void **state)
{
	(void)state;
	struct memory_sink out = { { memory_put }, VEC_INIT };
	struct settings set = { .roots = true };
	struct diags ds = DIAGS_INIT;
	struct view view = { .hidden = MAP_INIT, .mem = ARENA_INIT };
	struct crosslinks c;
	set.root[READERS_MEMBERS] = "https://m.example.org/";
	map_set(&view.hidden, SV_LIT("secret.html"), READERS_MEMBERS);
	map_set(&view.hidden, SV_LIT("faqs.html#old"), READERS_MEMBERS);
	map_set(&view.hidden, SV_LIT("privacy.html"), READERS_MEMBERS);
	map_set(&view.hidden, SV_LIT("inner.html"), READERS_PARTICIPANTS);
	crosslinks_init(&c, &out.sink, &set, &view, READERS_PUBLIC, &ds);
	put(&c.sink, "docs/a.html", "<p>x</p><a href=\"", "../secret.html#s", "\">y</a>z");
	put(&c.sink, "b.html", "<a href=\"", "faqs.html#old", "\">y</a><a href=\"faqs.html#new\">n</a>");
	put(&c.sink, "faqs.html", "<a href=\"", "#old", "\">y</a>");
	put(&c.sink, "c.html", "<a href=\"", "privacy.html", "\">made in every root</a>");
	assert_int_equal(ds.n, 0);
	assert_true(has(
		memory_find(&out, "docs/a.html"), "<p>x</p><a href=\"https://m.example.org/secret.html#s\">y</a>z"));
	assert_int_equal(origin_of(memory_find(&out, "docs/a.html"), "https://m.example.org/"), ORIGIN_SETTINGS);
	assert_int_equal(origin_of(memory_find(&out, "docs/a.html"), "secret.html#s"), ORIGIN_DOCUMENT);
	assert_true(has(memory_find(&out, "b.html"),
		"<a href=\"https://m.example.org/faqs.html#old\">y</a><a href=\"faqs.html#new\">n</a>"));
	assert_true(has(memory_find(&out, "faqs.html"), "https://m.example.org/faqs.html#old"));
	assert_true(has(memory_find(&out, "c.html"), "href=\"privacy.html\""));
	put(&c.sink, "d.html", "<a href=\"", "inner.html", "\">y</a>"); /* no address for participants */
	assert_int_equal(ds.errors, 1);
	assert_string_equal(ds.at[0].code, "S043");
	assert_string_equal(ds.at[0].at.file, "content/pages/a.md");
	assert_false(has(memory_find(&out, "d.html"), "inner.html"));
	map_dispose(&view.hidden);
	diags_dispose(&ds);
	memory_dispose(&out);
}

static void the_way_out(void **state)
{
	(void)state;
	struct memory_sink out = { { memory_put }, VEC_INIT };
	struct outlet o;
	outlet_init(&o, &out.sink, "for-members/", "/m/");
	put(&o.sink, "404.html", "<link href=\"assets/site.css\"><a href=\"", "faqs.html#x",
		"\">y</a><a href=\"#main\">m</a>");
	put(&o.sink, "a.html", "<a href=\"", "faqs.html", "\">y</a>");
	assert_true(has(memory_find(&out, "for-members/404.html"),
		"<link href=\"/m/assets/site.css\"><a href=\"/m/faqs.html#x\">y</a><a href=\"#main\">m</a>"));
	assert_true(has(memory_find(&out, "for-members/a.html"), "<a href=\"faqs.html\">"));
	outlet_init(&o, &out.sink, "", NULL);
	put(&o.sink, "404.html", "<a href=\"", "faqs.html", "\">y</a>");
	assert_true(has(memory_find(&out, "404.html"), "<a href=\"faqs.html\">"));
	memory_dispose(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(resolves_as_a_browser_does),
		cmocka_unit_test(links_to_narrower_pages), cmocka_unit_test(the_way_out) };
	return cmocka_run_group_tests(tests, NULL, NULL);
}
