/* Tests of the whole: every file once and covered, data stamps only, previews, assets, the privacy statement. */
#include "documents.h"
#include "base/fs.h"

struct sample {
	struct document index, faq, sop;
	const struct document *versions[1];
	struct family family;
};

static void sample_init(struct sample *s, struct world *w)
{
	s->index = simple_document(DOC_PAGE, "content/pages/index.md", "index", "index.html", "Two members, one plan");
	s->faq = simple_document(DOC_FAQ, "content/faqs/pause.md", "pause", "faqs.html#pause", "Can I pause?");
	s->faq.audience = SV_LIT("mentors");
	s->sop = sop_document("content/sops/MP-02.03.md", "MP-02.03", "docs/MP-02.03.html", STATUS_EFFECTIVE);
	body_of(&s->faq, "<p>Yes.</p>");
	body_of(&s->sop, "<p>Text.</p>");
	s->versions[0] = &s->sop;
	s->family = (struct family){ SV_LIT("MP-02"), &s->sop, s->versions, 1 };
	world_add(w, &s->index);
	world_add(w, &s->faq);
	world_add(w, &s->sop);
	w->corpus.family = &s->family;
	w->corpus.nfamilies = 1;
	struct public_pool *p = pool_new("mentors");
	add_group(p, nth_id(3).z, GLP, BAND_5);
	add_profile(p, nth_id(4).z, GCP, BAND_20, "Ask me anything.");
	public_pool_finish(p);
	w->pool[0] = p;
}

static void sample_dispose(struct sample *s)
{
	rendering_dispose(&s->faq.body);
	rendering_dispose(&s->sop.body);
}

static void every_file_is_put_once_under_a_safe_path(void **state)
{
	(void)state;
	struct world w;
	struct sample sample;
	world_init(&w);
	sample_init(&sample, &w);
	assert_int_equal(site_build(&w.in, &w.sink.sink, &w.ds), 0);
	assert_int_equal(w.ds.errors, 0);
	static const char *const expected[] = { "index.html", "mentors.html", "peers.html", "mentors-browse.html",
		"mentors-picture.html", "faqs.html", "definitions.html", "documents.html", "docs/MP-02.03.html",
		"docs/MP-02.html", "docs/MP-02-history.html", "assets/MP-02.03.print.css", "assets/faqs.print.css",
		"timeline.html", "changes.html", "privacy.html", "404.html", "pool.csv", "documents.csv", "changes.csv",
		"robots.txt", "assets/site.css", "assets/documents.css", "assets/search.js", "assets/icon.svg" };
	for (size_t i = 0; i < sizeof expected / sizeof *expected; i++)
		assert_non_null(memory_find(&w.sink, expected[i]));
	assert_int_equal(w.sink.v.n, sizeof expected / sizeof *expected);
	for (size_t i = 0; i < w.sink.v.n; i++) {
		assert_true(fs_safe_path(sv(w.sink.v.at[i].path)));
		assert_ptr_equal(memory_find(&w.sink, w.sink.v.at[i].path), &w.sink.v.at[i]);
	}
	assert_true(has(memory_find(&w.sink, "pool.csv"), PUBLIC_POOL_CSV_HEADER));
	assert_int_equal(origin_of(memory_find(&w.sink, "pool.csv"), "Ask me anything."), ORIGIN_TEXT);
	assert_string_equal(memory_find(&w.sink, "robots.txt")->bytes.ptr, "User-agent: *\nDisallow: /\n");
	sample_dispose(&sample);
	world_dispose(&w);
}

/* The parent's two CSV files given, another day must not change a byte. */
static void pages_carry_no_stamp_of_the_run(void **state)
{
	(void)state;
	struct world w;
	struct sample sample;
	struct str documents = STR_INIT, changes = STR_INIT;
	world_init(&w);
	sample_init(&sample, &w);
	assert_int_equal(site_build(&w.in, &w.sink.sink, &w.ds), 0);
	str_sv(&documents, sv_of(&memory_find(&w.sink, "documents.csv")->bytes));
	str_sv(&changes, sv_of(&memory_find(&w.sink, "changes.csv")->bytes));
	w.in.previous_documents = sv_of(&documents);
	w.in.previous_changes = sv_of(&changes);
	struct memory_sink later = { { memory_put }, VEC_INIT };
	w.run.as_of = date_civil(2031, 7, 30);
	assert_int_equal(site_build(&w.in, &later.sink, &w.ds), 0);
	assert_int_equal(later.v.n, w.sink.v.n);
	for (size_t i = 0; i < later.v.n; i++) {
		assert_string_equal(later.v.at[i].path, w.sink.v.at[i].path);
		assert_true(sv_eq(sv_of(&later.v.at[i].bytes), sv_of(&w.sink.v.at[i].bytes)));
	}
	memory_dispose(&later);
	str_dispose(&documents);
	str_dispose(&changes);
	sample_dispose(&sample);
	world_dispose(&w);
}

static void a_preview_says_so_on_every_page(void **state)
{
	(void)state;
	struct world w;
	struct sample sample;
	world_init(&w);
	sample_init(&sample, &w);
	w.in.preview = true;
	w.settings.index = true;
	assert_int_equal(site_build(&w.in, &w.sink.sink, &w.ds), 0);
	for (size_t i = 0; i < w.sink.v.n; i++) {
		if (!sv_ends(sv(w.sink.v.at[i].path), ".html")) continue;
		assert_true(has(&w.sink.v.at[i], "<strong>Preview.</strong> Nothing on this page is published."));
		assert_true(has(&w.sink.v.at[i], "<meta name=\"robots\" content=\"noindex\">"));
		assert_false(has(&w.sink.v.at[i], "edition.html"));
	}
	assert_true(has(memory_find(&w.sink, "robots.txt"), "Disallow: /"));
	sample_dispose(&sample);
	world_dispose(&w);
}

static void pages_ask_nothing_of_anybody(void **state)
{
	(void)state;
	struct world w;
	struct sample sample;
	world_init(&w);
	sample_init(&sample, &w);
	assert_int_equal(site_build(&w.in, &w.sink.sink, &w.ds), 0);
	for (size_t i = 0; i < w.sink.v.n; i++) {
		const struct seen *page = &w.sink.v.at[i];
		if (!sv_ends(sv(page->path), ".html")) continue;
		assert_true(has(page, "content=\"default-src 'none';"));
		assert_true(has(page, "<meta name=\"referrer\" content=\"no-referrer\">"));
		assert_false(has(page, " src=\"http"));
		assert_false(has(page, "href=\"/"));
		assert_false(has(page, "style=\""));
		assert_true(times(page, "aria-current=\"page\"") <= 1);
		assert_int_equal(times(page, "<h1>"), 1);
		/* Mentor Search does without the second style sheet, and nothing else has a script. */
		bool search = strcmp(page->path, "mentors.html") == 0;
		assert_int_equal(times(page, "documents.css"), search ? 0 : 1);
		assert_int_equal(times(page, "search.js"), search ? 1 : 0);
		assert_int_equal(times(page, "Mentor pool of <time datetime=\"2026-03-11\">"), 1);
	}
	assert_true(has(memory_find(&w.sink, "docs/MP-02.03.html"), "<a href=\"../faqs.html\">FAQs</a>"));
	assert_true(has(memory_find(&w.sink, "faqs.html"), "<a href=\"faqs.html\" aria-current=\"page\">FAQs</a>"));
	sample_dispose(&sample);
	world_dispose(&w);
}

static void missing_assets_are_named(void **state)
{
	(void)state;
	struct world w;
	world_init(&w);
	w.in.assets_dir = "site-templates/assets/none";
	assert_int_equal(site_build(&w.in, &w.sink.sink, &w.ds), -1);
	assert_int_equal(w.ds.errors, 4);
	for (size_t i = 0; i < 4; i++) assert_string_equal(w.ds.at[i].code, "S004");
	assert_non_null(
		memory_find(&w.sink, "index.html")); /* the rest is made all the same, so that all problems show */
	world_dispose(&w);
}

static void the_statement_has_public_numbers_only(void **state)
{
	(void)state;
	struct world w;
	struct sample sample;
	world_init(&w);
	sample_init(&sample, &w);
	struct edition_facts facts = { .number = 7,
		.as_of = date_civil(2026, 3, 13),
		.cycle = "2026-03",
		.k = 5,
		.audience = "members",
		.generator = "mentorpress 1.0" };
	struct sha256 policy = sha256_of(sv("policy"));
	facts.policy = sha256_hex(&policy);
	assert_int_equal(site_put_edition(&w.in, &facts, &w.sink.sink, &w.ds), 0);
	assert_int_equal(w.sink.v.n, 2);
	struct sha256_hex digest = sha256_hex(public_pool_digest(w.pool[0]));
	struct str json = STR_INIT;
	str_printf(&json,
		"{\n  \"statement\": 1,\n  \"edition\": 7,\n  \"as_of\": \"2026-03-13\",\n  \"cycle\": \"2026-03\",\n  "
		"\"k\": 5,\n  "
		"\"audience\": \"members\",\n"
		"  \"policy\": \"%s\",\n  "
		"\"gate\": \"passed\",\n"
		"  \"generator\": \"mentorpress 1.0\",\n  \"pools\": [\n    {\n      \"pool\": \"mentors\",\n      "
		"\"drawn\": \"2026-03-11\",\n"
		"      \"cycle\": \"2026-03\",\n      \"k\": 5,\n      \"profiles\": 1,\n      \"groups\": 1,\n      "
		"\"digest\": \"%s\",\n      \"fields\": [\n",
		facts.policy.z, digest.z);
	assert_true(sv_starts(sv_of(&memory_find(&w.sink, "edition.json")->bytes), json.ptr));
	assert_int_equal(origin_of(memory_find(&w.sink, "edition.html"), digest.z), ORIGIN_ID);
	str_dispose(&json);
	sample_dispose(&sample);
	world_dispose(&w);
}

static void templates_are_all_used(void **state)
{
	(void)state;
	struct world w;
	world_init(&w);
	site_expect_templates(w.templates);
	assert_int_equal(template_check_unused(w.templates, &w.ds), 0);
	world_dispose(&w);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(every_file_is_put_once_under_a_safe_path),
		cmocka_unit_test(pages_carry_no_stamp_of_the_run), cmocka_unit_test(a_preview_says_so_on_every_page),
		cmocka_unit_test(pages_ask_nothing_of_anybody), cmocka_unit_test(missing_assets_are_named),
		cmocka_unit_test(the_statement_has_public_numbers_only), cmocka_unit_test(templates_are_all_used) };
	return cmocka_run_group_tests(tests, NULL, NULL);
}
