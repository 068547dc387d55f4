/* test_aliases: former addresses, the sitemap and the feed, which all speak of where pages stand. */
#include "support.h"
#include "site/atom.h"

static struct document page_doc(const char *id, const char *path, enum readers readers)
{
	struct document d = { .kind = DOC_PAGE,
		.file = "content/pages/x.md",
		.id = id,
		.path = path,
		.body = RENDERING_INIT,
		.readers = readers,
		.updated = date_civil(2026, 1, 2) };
	d.title = sv("Title");
	d.lead = d.role = d.apply = d.search = d.audience = d.number = d.family = d.version = d.supersedes = d.owner =
		d.changes = d.watermark = d.lang = sv("");
	return d;
}

static void search_engines_are_shown_public_pages(void **state)
{
	(void)state;
	struct world w;
	world_init(&w);
	struct document open = page_doc("open", "open.html", READERS_PUBLIC),
			closed = page_doc("closed", "closed.html", READERS_MEMBERS);
	open.title = sv("A \"b\" <c> & \xf0\x9f\x99\x82");
	world_add(&w, &open);
	world_add(&w, &closed);
	w.settings.index = w.settings.sitemap = w.settings.feed = true;
	w.in.address = "https://e.org/m/";
	w.in.directory = READERS_MEMBERS;
	assert_int_equal(site_build(&w.in, &w.sink.sink, &w.ds), 0);
	const struct seen *map = memory_find(&w.sink, "sitemap.xml"), *page = memory_find(&w.sink, "open.html");
	assert_true(has(map, "<loc>https://e.org/m/open.html</loc><lastmod>2026-01-02</lastmod>"));
	assert_true(has(map, "<loc>https://e.org/m/</loc></url>"));
	assert_false(has(map, "closed.html"));
	assert_false(has(map, "mentors.html"));
	assert_false(has(map, "404.html"));
	assert_true(has(memory_find(&w.sink, "robots.txt"), "Sitemap: https://e.org/m/sitemap.xml\n"));
	assert_true(has(page, "content=\"A &quot;b&quot; &lt;c&gt; &amp; \xf0\x9f\x99\x82\""));
	assert_true(has(page, "<link rel=\"canonical\" href=\"https://e.org/m/open.html\">"));
	assert_false(has(page, "noindex"));
	assert_true(has(memory_find(&w.sink, "closed.html"), "noindex"));
	assert_true(has(memory_find(&w.sink, "mentors.html"), "noindex"));
	world_dispose(&w);
}

static void without_an_address_there_is_no_sitemap(void **state)
{
	(void)state;
	struct world w;
	world_init(&w);
	w.settings.index = w.settings.sitemap = true;
	assert_int_equal(site_build(&w.in, &w.sink.sink, &w.ds), 0);
	assert_null(memory_find(&w.sink, "sitemap.xml"));
	assert_null(memory_find(&w.sink, "changes.atom")); /* publish: feed is no */
	assert_false(has(memory_find(&w.sink, "index.html"), "og:url"));
	assert_false(has(memory_find(&w.sink, "index.html"), "changes.atom"));
	world_dispose(&w);
}

static void a_moved_page_leads_on(void **state)
{
	(void)state;
	static const struct place at[2] = { { "content/pages/x.md", 3, 1 }, { "content/pages/x.md", 4, 1 } };
	static const struct sv alias[2] = { { "docs/old.html", 13 }, { "faqs.html", 9 } };
	struct world w;
	world_init(&w);
	struct document open = page_doc("open", "open.html", READERS_PUBLIC),
			other = page_doc("other", "other.html", READERS_PUBLIC);
	open.aliases = alias;
	open.alias_at = at;
	open.naliases = 1;
	world_add(&w, &open);
	world_add(&w, &other);
	assert_int_equal(site_build(&w.in, &w.sink.sink, &w.ds), 0);
	const struct seen *moved = memory_find(&w.sink, "docs/old.html");
	assert_true(has(moved, "<meta http-equiv=\"refresh\" content=\"0; url=../open.html\">"));
	assert_true(has(moved, "<link rel=\"canonical\" href=\"../open.html\">"));
	assert_true(has(moved, "<a href=\"../open.html\">Title</a>"));
	assert_true(has(moved, "noindex"));
	open.naliases = 2; /* one is taken by a page of the site */
	other.aliases = alias;
	other.alias_at = at;
	other.naliases = 1; /* and one is claimed twice */
	assert_int_equal(site_build(&w.in, &w.sink.sink, &w.ds), -1);
	assert_int_equal(w.ds.errors, 2);
	assert_string_equal(w.ds.at[0].code, "S040");
	assert_string_equal(w.ds.at[1].code, "S041");
	world_dispose(&w);
}

static void an_address_that_is_gone_is_told_once(void **state)
{
	(void)state;
	static const struct place at = { "content/pages/x.md", 3, 1 };
	static const struct sv alias = { "moved.html", 10 };
	struct world w;
	world_init(&w);
	struct document open = page_doc("open", "open.html", READERS_PUBLIC);
	open.aliases = &alias;
	open.alias_at = &at;
	open.naliases = 1;
	world_add(&w, &open);
	w.in.previous_documents = SV_LIT("path,kind,number,title,version,status,effective,revision\n"
					 "gone.html,page,,Gone,,,,0\nmoved.html,page,,Moved,,,,0\n");
	assert_int_equal(site_build(&w.in, &w.sink.sink, &w.ds), 0);
	assert_int_equal(w.ds.n, 1);
	assert_string_equal(w.ds.at[0].code, "S042");
	assert_non_null(strstr(w.ds.at[0].help, "aliases: [gone.html]"));
	w.in.roots = true; /* in a narrower site it may have become somebody else's */
	w.in.readers = READERS_PUBLIC;
	assert_int_equal(site_build(&w.in, &w.sink.sink, &w.ds), 0);
	assert_int_equal(w.ds.n, 1);
	world_dispose(&w);
}

static void a_feed_ends_and_its_ids_differ(void **state)
{
	(void)state;
	struct world w;
	struct str csv = STR_INIT;
	world_init(&w);
	w.settings.feed = true;
	str_puts(&csv, "date,change,path,title,detail\n");
	for (int i = 0; i < 60; i++) str_puts(&csv, "2026-03-01,revised,a.html,A & <b>,\"x \"\"y\"\"\"\n");
	w.in.previous_documents = SV_LIT("path,kind,number,title,version,status,effective,revision\n");
	w.in.previous_changes = sv_of(&csv);
	assert_int_equal(site_build(&w.in, &w.sink.sink, &w.ds), 0);
	const struct seen *feed = memory_find(&w.sink, "changes.atom");
	assert_int_equal(times(feed, "<entry>"), ATOM_ENTRIES);
	assert_int_equal(times(feed, "A &amp; &lt;b&gt; (revised): x &quot;y&quot;</content>"), ATOM_ENTRIES);
	struct map ids = MAP_INIT;
	struct sv rest = sv_of(&feed->bytes);
	for (size_t at; (at = sv_find(rest, SV_LIT("<id>"))) != SIZE_MAX;) {
		rest = sv_sub(rest, at + 4, rest.n);
		assert_true(map_add(&ids, sv_sub(rest, 0, sv_find(rest, SV_LIT("<"))), 1));
	}
	assert_int_equal(ids.n, ATOM_ENTRIES + 1);
	map_dispose(&ids);
	str_dispose(&csv);
	world_dispose(&w);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(search_engines_are_shown_public_pages),
		cmocka_unit_test(without_an_address_there_is_no_sitemap), cmocka_unit_test(a_moved_page_leads_on),
		cmocka_unit_test(an_address_that_is_gone_is_told_once),
		cmocka_unit_test(a_feed_ends_and_its_ids_differ) };
	return cmocka_run_group_tests(tests, NULL, NULL);
}
