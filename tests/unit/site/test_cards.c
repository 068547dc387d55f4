/* Tests of cards and facets: what a card says, where its bytes come from, and what search.js is told. */
#include "support.h"
#include "site/cards.h"
#include "site/directory.h"

static const struct seen *search_page(struct world *w, const char *path)
{
	struct site s = site_over(w);
	assert_int_equal(directory_build(&s), 0);
	site_close(&s);
	return memory_find(&w->sink, path);
}

static void profiles_show_exact_facts_and_escaped_text(void **state)
{
	(void)state;
	struct world w;
	world_init(&w);
	struct public_pool *p = pool_new("mentors");
	struct checkcode id = nth_id(7);
	add_profile(p, id.z, GCP, BAND_20, "Ask me <b>anything</b> & \"more\"");
	public_pool_finish(p);
	w.pool[0] = p;
	const struct seen *page = search_page(&w, "mentors.html");
	assert_true(has(page, "class=\"entry profile\""));
	/* The words of a card say what it shows exactly; search.js needs no code for that. */
	assert_false(has(page, "data-f="));
	/* Synonyms stand once, at the option. */
	assert_true(has(page, "data-k=\"certification\"><input type=\"checkbox\" name=\"topic\" value=\"exam\">"));
	assert_int_equal(times(page, "certification"), 1);
	assert_true(has(page, "GCP &amp; trials"));
	assert_true(has(page, "<p class=\"offer\">Ask me &lt;b&gt;anything&lt;/b&gt; &amp; \"more\"</p>"));
	assert_true(has(page, "<b>Can help with</b> Auditing, Exam"));
	/* The comparison of the shortlist reads each fact with its label. */
	assert_true(has(page, "<span class=\"what\" data-l=\"Area\">GCP &amp; trials</span>"));
	assert_true(has(page, "<span data-l=\"Experience\">20 years or more</span>"));
	assert_false(has(page, "look the same"));
	assert_int_equal(origin_of(page, "Ask me"), ORIGIN_TEXT);
	assert_int_equal(origin_of(page, id.z), ORIGIN_ID);
	assert_int_equal(origin_of(page, "20 years or more"), ORIGIN_LABEL);
	world_dispose(&w);
}

static void groups_say_why_and_hide_nothing_from_filters(void **state)
{
	(void)state;
	struct world w;
	world_init(&w);
	struct public_pool *p = pool_new("mentors");
	add_group(p, nth_id(1).z, NONCLINICAL, ROOT);
	add_group(p, nth_id(2).z, ROOT, BAND_5);
	public_pool_finish(p);
	w.pool[0] = p;
	const struct seen *page = search_page(&w, "mentors.html");
	assert_true(has(page, "class=\"entry group\""));
	assert_true(has(page, "At least 5 mentors look the same here on purpose, so that none can be recognized."));
	/* A group says nothing of topics: to a filter that is the same as kept private, and search.js knows it of every group. */
	assert_true(has(page, "data-f=\"area:~nonclinical band:*\""));
	assert_true(has(page, "data-f=\"area:*\""));
	assert_int_equal(times(page, "data-f="), 2);
	assert_true(has(page, "Shown only as Nonclinical"));
	assert_true(has(page, "Experience kept private"));
	assert_true(has(page, "Area kept private"));
	world_dispose(&w);
}

/* "Audits, other" among "Audits" could be two labels, and two fields of one name have one set of words: then the codes say it. */
static void labels_that_words_cannot_tell_apart_have_codes(void **state)
{
	(void)state;
	for (int kind = 0; kind < 2; kind++) {
		struct world w;
		world_init(&w);
		struct public_value comma[TOPICS];
		memcpy(comma, topics, sizeof comma);
		comma[EXAM].label = kind == 0 ? "Auditing, other" : "Exam";
		struct public_field topic = field_topic, band = field_band;
		topic.value = comma;
		if (kind == 1) topic.label = band.label;
		struct public_pool *p = public_pool_new("mentors", date_civil(2026, 3, 11), "2026-03", 5);
		public_pool_add_field(p, &field_area);
		public_pool_add_field(p, &band);
		public_pool_add_field(p, &topic);
		add_profile(p, nth_id(7).z, GCP, BAND_20, "");
		public_pool_finish(p);
		w.pool[0] = p;
		const struct seen *page = search_page(&w, "mentors.html");
		assert_true(has(page, kind == 0 ? "data-f=\"topic:audit topic:exam\""
						: "data-f=\"band:x20 topic:audit topic:exam\""));
		world_dispose(&w);
	}
}

static void facets_offer_what_some_entry_shows(void **state)
{
	(void)state;
	struct world w;
	world_init(&w);
	struct public_pool *p = pool_new("mentors");
	add_group(p, nth_id(1).z, NONCLINICAL, BAND_20); /* GLP and agrochemical may be behind it */
	add_group(p, nth_id(2).z, GCP, BAND_20);
	public_pool_finish(p);
	w.pool[0] = p;
	const struct seen *page = search_page(&w, "mentors.html");
	assert_true(has(page, "data-path=\"nonclinical\" data-k=\"preclinical toxicology\"><input type=\"checkbox\" "
			      "name=\"area\" value=\"glp\">"));
	assert_true(has(page, "value=\"agro\""));
	assert_true(
		has(page, "data-path=\"clinical\" data-k=\"\"><input type=\"checkbox\" name=\"area\" value=\"gcp\">"));
	assert_true(has(page, "<p class=\"part\">Nonclinical</p>"));
	assert_false(has(page, "value=\"other\""));
	assert_false(has(page, "value=\"x5\""));
	assert_false(has(page, "name=\"topic\"")); /* nobody shows a topic: no empty facet */
	world_dispose(&w);
}

/* From one band to another, and sorted by them: only where the pool says that its values are bands. */
static void bands_have_ranges_and_sorts(void **state)
{
	(void)state;
	for (int bands_known = 0; bands_known < 2; bands_known++) {
		struct world w;
		world_init(&w);
		struct public_field band = field_band;
		band.facet = bands_known ? FACET_BANDS : FACET_VALUES;
		struct public_pool *p = public_pool_new("mentors", date_civil(2026, 3, 11), "2026-03", 5);
		public_pool_add_field(p, &field_area);
		public_pool_add_field(p, &band);
		add_group(p, nth_id(1).z, GCP, BAND_5);
		add_group(p, nth_id(2).z, GCP, BAND_20);
		public_pool_finish(p);
		w.pool[0] = p;
		const struct seen *page = search_page(&w, "mentors.html");
		static const char ends[] = "<option>5 to 9 years</option><option>20 years or more</option></select>";
		assert_int_equal(times(page, ends), bands_known ? 2 : 0);
		assert_int_equal(times(page, "class=\"range\""), bands_known);
		assert_int_equal(has(page, "<option value=\"-band\">Experience, most first</option>"), bands_known);
		assert_int_equal(has(page, "<option value=\"band\">Experience, least first</option>"), bands_known);
		assert_false(has(page, "<option value=\"area\">")); /* areas have no order of their own */
		world_dispose(&w);
	}
}

static void a_missing_and_an_empty_pool_are_said(void **state)
{
	(void)state;
	struct world w;
	world_init(&w);
	struct public_pool *p = pool_new("peers");
	public_pool_finish(p);
	w.pool[0] = p;
	const struct seen *mentors = search_page(&w, "mentors.html"), *peers = memory_find(&w.sink, "peers.html");
	assert_true(has(mentors, "No pool has been published yet."));
	assert_true(has(peers, "Nobody is listed in this pool now."));
	assert_false(has(mentors, "<script"));
	assert_false(has(peers, "<script"));
	assert_int_equal(w.sink.v.n, 2); /* and no browse pages */
	world_dispose(&w);
}

static void scripts_run_only_where_cards_are(void **state)
{
	(void)state;
	struct world w;
	world_init(&w);
	struct public_pool *mentors = pool_new("mentors"), *peers = pool_new("peers");
	for (size_t i = 0; i < 1000; i++) add_group(mentors, nth_id(i).z, GLP, BAND_5);
	for (size_t i = 0; i < 1001; i++) add_group(peers, nth_id(2000 + i).z, GLP, BAND_5);
	public_pool_finish(mentors);
	public_pool_finish(peers);
	w.pool[0] = mentors;
	w.pool[1] = peers;
	const struct seen *small = search_page(&w, "mentors.html"), *large = memory_find(&w.sink, "peers.html");
	assert_int_equal(times(small, "<li class=\"entry "), 1000);
	assert_true(has(small, "script-src 'self'; require-trusted-types-for 'script'"));
	assert_int_equal(times(large, "<li class=\"entry "), 0);
	assert_false(has(large, "<script"));
	assert_false(has(large, "script-src"));
	assert_true(has(large, "<a href=\"peers-browse-by-glp.html\">GLP</a>"));
	world_dispose(&w);
}

static void a_field_cannot_take_the_names_of_the_address(void **state)
{
	(void)state;
	struct world w;
	world_init(&w);
	struct public_field taken = field_band;
	taken.code = "sort";
	struct public_pool *p = public_pool_new("mentors", date_civil(2026, 3, 11), "", 5);
	public_pool_add_field(p, &taken);
	public_pool_finish(p);
	w.pool[0] = p;
	struct site s = site_over(&w);
	assert_int_equal(directory_build(&s), -1);
	assert_int_equal(w.ds.errors, 1);
	assert_string_equal(w.ds.at[0].code, "S002");
	site_close(&s);
	world_dispose(&w);
}

/* A paper about one entry shows what the search page shows, byte for byte. */
static void one_card_alone_is_the_card_of_the_page(void **state)
{
	(void)state;
	struct world w;
	world_init(&w);
	struct public_pool *p = pool_new("mentors");
	add_group(p, nth_id(1).z, NONCLINICAL, ROOT);
	add_profile(p, nth_id(2).z, GCP, BAND_20, "I <help> & ask.");
	public_pool_finish(p);
	w.pool[0] = p;
	struct site s = site_over(&w);
	assert_int_equal(directory_build(&s), 0);
	for (size_t i = 0; i < 2; i++) {
		struct rendering alone = RENDERING_INIT;
		assert_int_equal(card_render(&alone, w.templates, p, public_pool_entry(p, i), false, &w.ds), 0);
		assert_true(alone.bytes.len > 100);
		assert_int_equal(times(memory_find(&w.sink, "mentors.html"), alone.bytes.ptr), 1);
		rendering_dispose(&alone);
	}
	site_close(&s);
	world_dispose(&w);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(profiles_show_exact_facts_and_escaped_text),
		cmocka_unit_test(groups_say_why_and_hide_nothing_from_filters),
		cmocka_unit_test(labels_that_words_cannot_tell_apart_have_codes),
		cmocka_unit_test(facets_offer_what_some_entry_shows), cmocka_unit_test(bands_have_ranges_and_sorts),
		cmocka_unit_test(a_missing_and_an_empty_pool_are_said),
		cmocka_unit_test(scripts_run_only_where_cards_are),
		cmocka_unit_test(a_field_cannot_take_the_names_of_the_address),
		cmocka_unit_test(one_card_alone_is_the_card_of_the_page) };
	return cmocka_run_group_tests(tests, NULL, NULL);
}
