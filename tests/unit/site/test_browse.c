/* Tests of the browse pages: order, headings, pages, and that nobody is lost between them. */
#include "support.h"
#include "site/browse.h"

static struct browse_plan plan_of(const struct public_pool *p, struct arena *mem)
{
	struct browse_plan plan;
	browse_plan(&plan, p, mem);
	return plan;
}

static size_t ids(const struct seen *page)
{
	return times(page, "<tr id=\"e-");
}

static void sections_keep_to_their_wide_value(void **state)
{
	(void)state;
	struct arena mem = ARENA_INIT;
	struct public_pool *p = pool_new("mentors");
	add_group(p, nth_id(1).z, ROOT, BAND_5);
	add_group(p, nth_id(2).z, NONCLINICAL, BAND_5);
	add_group(p, nth_id(3).z, GCP, BAND_5);
	add_group(p, nth_id(4).z, GLP, BAND_5);
	add_group(p, nth_id(5).z, GLP, BAND_20);
	add_group(p, nth_id(7).z, OTHER, BAND_20);
	size_t band = BAND_5;
	struct public_fact only_band = { 1, PRECISION_EXACT, 1, &band };
	public_pool_add_entry(p, nth_id(6).z, false, &only_band, 1, SV_LIT(""));
	public_pool_finish(p);
	struct browse_plan plan = plan_of(p, &mem);
	const enum browse_kind kind[] = { BROWSE_ALL, BROWSE_UNDER, BROWSE_EXACT, BROWSE_BROAD, BROWSE_UNDER,
		BROWSE_EXACT, BROWSE_EXACT, BROWSE_PRIVATE, BROWSE_NONE };
	const size_t value[] = { 0, NONCLINICAL, GLP, NONCLINICAL, CLINICAL, GCP, OTHER, 0, 0 };
	const size_t from[] = { 0, 0, 0, 2, 3, 3, 4, 5, 6 }, to[] = { 7, 3, 2, 3, 4, 4, 5, 6, 7 };
	const size_t parent[] = { 0, 0, 1, 1, 0, 4, 0, 0, 0 };
	assert_int_equal(plan.nnodes, 9);
	for (size_t i = 0; i < 9; i++) {
		assert_int_equal(plan.node[i].kind, kind[i]);
		assert_int_equal(plan.node[i].value, value[i]);
		assert_int_equal(plan.node[i].from, from[i]);
		assert_int_equal(plan.node[i].to, to[i]);
		assert_int_equal(plan.node[i].parent, parent[i]);
		assert_int_equal(browse_plan_is_section(&plan, i), i != 0 && i != 1 && i != 4);
	}
	const uint32_t entry[] = { 3, 4, 1, 2, 6, 0, 5 }; /* by Entry ID within a section */
	assert_int_equal(plan.nrows, 7);
	for (size_t i = 0; i < 7; i++) assert_int_equal(plan.row[i].entry, entry[i]);
	assert_int_equal(plan.npages, 1);
	assert_string_equal(plan.page[0].path, "mentors-browse.html");
	assert_false(plan.repeats);
	public_pool_free(p);
	arena_dispose(&mem);
}

static void several_values_stand_under_each(void **state)
{
	(void)state;
	struct arena mem = ARENA_INIT;
	struct public_pool *p = public_pool_new("mentors", date_civil(2026, 3, 11), "", 5);
	struct public_field list = field_area;
	list.list = true;
	public_pool_add_field(p, &list);
	size_t both[] = { GLP, GCP };
	struct public_fact fact = { 0, PRECISION_EXACT, 2, both };
	public_pool_add_entry(p, nth_id(1).z, false, &fact, 1, SV_LIT(""));
	public_pool_finish(p);
	struct browse_plan plan = plan_of(p, &mem);
	assert_int_equal(plan.nrows, 2);
	assert_true(plan.repeats);
	assert_false(plan.row[0].repeated);
	assert_true(plan.row[1].repeated); /* so that an id stands once in the page */
	public_pool_free(p);
	arena_dispose(&mem);
}

static void a_pool_without_shared_fields_is_one_list(void **state)
{
	(void)state;
	struct arena mem = ARENA_INIT;
	struct public_pool *p = public_pool_new("mentors", date_civil(2026, 3, 11), "", 5);
	for (size_t i = 0; i < 101; i++) public_pool_add_entry(p, nth_id(i).z, true, NULL, 0, SV_LIT(""));
	public_pool_finish(p);
	struct browse_plan plan = plan_of(p, &mem);
	assert_null(plan.field);
	assert_int_equal(plan.nnodes, 1);
	assert_true(browse_plan_is_section(&plan, 0));
	const char *const path[] = { "mentors-browse.html", "mentors-browse.1.html", "mentors-browse.2.html" };
	const size_t from[] = { 0, 0, 50 }, to[] = { 0, 50, 101 }; /* no page with a single row */
	assert_int_equal(plan.npages, 3);
	for (size_t i = 0; i < 3; i++) {
		assert_string_equal(plan.page[i].path, path[i]);
		assert_int_equal(plan.page[i].from, from[i]);
		assert_int_equal(plan.page[i].to, to[i]);
	}
	public_pool_free(p);
	arena_dispose(&mem);
}

static void an_empty_pool_has_no_pages(void **state)
{
	(void)state;
	struct arena mem = ARENA_INIT;
	struct public_pool *p = pool_new("mentors");
	public_pool_finish(p);
	assert_int_equal(plan_of(p, &mem).npages, 0);
	public_pool_free(p);
	arena_dispose(&mem);
}

/* 100 rows are a page; with one more the pool is divided, and only what is still too large is divided again. */
static void pages_are_divided_no_further_than_they_must(void **state)
{
	(void)state;
	struct arena mem = ARENA_INIT;
	struct public_pool *hundred = pool_new("mentors"), *more = pool_new("mentors");
	for (size_t i = 0; i < 100; i++) add_group(hundred, nth_id(i).z, i < 60 ? GLP : GCP, BAND_5);
	for (size_t i = 0; i < 101; i++) add_group(more, nth_id(i).z, i < 60 ? GLP : GCP, BAND_5);
	public_pool_finish(hundred);
	public_pool_finish(more);
	assert_int_equal(plan_of(hundred, &mem).npages, 1);
	struct browse_plan plan = plan_of(more, &mem);
	const char *const path[] = { "mentors-browse.html", "mentors-browse-by-nonclinical.html",
		"mentors-browse-by-clinical.html" };
	assert_int_equal(plan.npages, 3);
	for (size_t i = 0; i < 3; i++) assert_string_equal(plan.page[i].path, path[i]);
	assert_true(plan.node[0].contents);
	assert_null(plan.page_of); /* the search page has cards */
	public_pool_free(hundred);
	public_pool_free(more);
	arena_dispose(&mem);
}

static void pages_hold_a_hundred_and_lose_nobody(void **state)
{
	(void)state;
	struct world w;
	struct arena mem = ARENA_INIT;
	world_init(&w);
	struct public_pool *p = pool_new("mentors");
	for (size_t i = 0; i < 130; i++) add_group(p, nth_id(i).z, GLP, i < 10 ? BAND_20 : BAND_5);
	for (size_t i = 130; i < 200; i++) add_group(p, nth_id(i).z, GCP, BAND_5);
	add_group(p, nth_id(200).z, NONCLINICAL, BAND_5);
	add_group(p, nth_id(201).z, GLP, ROOT);
	public_pool_finish(p);
	w.pool[0] = p;
	struct browse_plan plan = plan_of(p, &mem);
	struct site s = site_over(&w);
	assert_int_equal(browse_build(&s, &plan, false), 0);
	static const char *const path[] = { "mentors-browse.html", "mentors-browse-by-nonclinical.html",
		"mentors-browse-by-glp.html", "mentors-browse-by-glp.by-x5.html", "mentors-browse-by-glp.by-x5.2.html",
		"mentors-browse-by-glp.by-x20.html", "mentors-browse-by-glp.kept-private.html",
		"mentors-browse-only-nonclinical.html", "mentors-browse-by-clinical.html" };
	const size_t rows[] = { 0, 0, 0, 60, 60, 10, 1, 1, 70 };
	const struct seen *page[9];
	assert_int_equal(w.sink.v.n, 9);
	for (size_t i = 0; i < 9; i++) {
		page[i] = memory_find(&w.sink, path[i]);
		assert_non_null(page[i]);
		assert_int_equal(ids(page[i]), rows[i]);
	}
	for (size_t i = 0; i < 202; i++) {
		struct str row = STR_INIT;
		size_t found = 0;
		str_printf(&row, "<tr id=\"e-%s\">", nth_id(i).z);
		for (size_t k = 0; k < 9; k++) found += times(page[k], row.ptr);
		assert_int_equal(found, 1);
		str_dispose(&row);
	}
	assert_true(has(page[0], "<a href=\"mentors-browse-by-clinical.html#by-gcp\">GCP &amp; trials</a>"));
	assert_true(has(page[0], "<a href=\"mentors-browse-only-nonclinical.html\">shown only as Nonclinical</a>"));
	assert_true(has(page[2], "<a href=\"mentors-browse-by-glp.by-x5.2.html\">"));
	assert_true(has(page[0], "<h2 id=\"parts-h\">Area</h2>"));
	assert_true(has(page[2], "<h2 id=\"parts-h\">Experience</h2>"));
	assert_true(has(page[3], "<title>All mentors: GLP, 5 to 9 years, part 1 of 2 · "));
	assert_true(has(page[3], "<h1>All mentors: GLP, 5 to 9 years, part 1 of 2</h1>"));
	assert_true(has(page[3],
		"may also fit: <a href=\"mentors-browse-by-glp.kept-private.html\">Experience kept private</a>"));
	assert_true(has(page[3], " · <a href=\"mentors-browse-only-nonclinical.html\">shown only as Nonclinical</a>"));
	assert_true(has(page[4], "5 to 9 years (continued)"));
	assert_true(has(page[4], "rel=\"prev\" href=\"mentors-browse-by-glp.by-x5.html\""));
	assert_true(has(
		page[4], "rel=\"next\" href=\"mentors-browse-by-glp.by-x20.html\">Next: GLP, 20 years or more</a>"));
	assert_false(has(page[3], "rel=\"prev\"")); /* the first with rows */
	assert_false(has(page[8], "rel=\"next\""));
	assert_false(has(page[8], "class=\"also\"")); /* "Nonclinical" is not above GCP */
	site_close(&s);
	arena_dispose(&mem);
	world_dispose(&w);
}

/* Labels stand in spans of their own, or the gate could not certify them. */
static void titles_say_where_their_words_come_from(void **state)
{
	(void)state;
	struct world w;
	struct arena mem = ARENA_INIT;
	world_init(&w);
	struct public_pool *p = pool_new("mentors");
	for (size_t i = 0; i < 101; i++) add_group(p, nth_id(i).z, i ? GLP : GCP, BAND_5);
	public_pool_finish(p);
	w.pool[0] = p;
	struct browse_plan plan = plan_of(p, &mem);
	struct site s = site_over(&w);
	assert_int_equal(browse_build(&s, &plan, false), 0);
	const struct seen *page = memory_find(&w.sink, "mentors-browse-by-clinical.html");
	assert_true(has(page, "<title>All mentors: Clinical · "));
	size_t at =
		sv_find(sv_of(&page->bytes), SV_LIT("<title>All mentors: Clinical")) + strlen("<title>All mentors: ");
	size_t i = 0;
	while (page->spans.at[i].end <= at) i++;
	assert_int_equal(page->spans.at[i].origin, ORIGIN_LABEL);
	assert_int_equal(page->spans.at[i].end, at + strlen("Clinical"));
	assert_int_equal(page->spans.at[i - 1].end, at);
	site_close(&s);
	arena_dispose(&mem);
	world_dispose(&w);
}

/* Groups say nothing on a field that only profiles show; where a pool is divided by one, they may have any value. */
static void a_profiles_field_divides_where_there_is_no_other(void **state)
{
	(void)state;
	struct arena mem = ARENA_INIT;
	struct public_pool *p = public_pool_new("mentors", date_civil(2026, 3, 11), "", 5);
	struct public_field region = field_band;
	region.code = "region";
	region.grouped = false;
	public_pool_add_field(p, &field_area);
	public_pool_add_field(p, &region);
	size_t glp = GLP, x5 = BAND_5;
	struct public_fact group[] = { { 0, PRECISION_EXACT, 1, &glp } };
	struct public_fact profile[] = { { 0, PRECISION_EXACT, 1, &glp }, { 1, PRECISION_EXACT, 1, &x5 } };
	for (size_t i = 0; i < 99; i++) public_pool_add_entry(p, nth_id(i).z, false, profile, 2, SV_LIT(""));
	public_pool_add_entry(p, nth_id(99).z, false, profile, 1, SV_LIT(""));
	public_pool_add_entry(p, nth_id(100).z, true, group, 1, SV_LIT(""));
	public_pool_finish(p);
	struct browse_plan plan = plan_of(p, &mem);
	const char *const path[] = { "mentors-browse.html", "mentors-browse-by-nonclinical.html",
		"mentors-browse-by-glp.html", "mentors-browse-by-glp.by-x5.html",
		"mentors-browse-by-glp.kept-private.html", "mentors-browse-by-glp.not-given.html" };
	assert_int_equal(plan.npages, 6);
	for (size_t i = 0; i < 6; i++) assert_string_equal(plan.page[i].path, path[i]);
	assert_int_equal(plan.row[plan.page[4].from].entry, 100);
	assert_int_equal(plan.row[plan.page[5].from].entry, 99);
	public_pool_free(p);
	arena_dispose(&mem);
}

/* Above the search page's limit every entry has an address by its Entry ID, and its row leads there. */
static void entries_of_large_pools_have_an_address_that_stays(void **state)
{
	(void)state;
	struct world w;
	struct arena mem = ARENA_INIT;
	world_init(&w);
	struct public_pool *p = pool_new("peers");
	for (size_t i = 0; i < 1001; i++) {
		struct checkcode id = nth_id(i + (i % 2 ? 28u * 20511149u : 0)); /* of two first symbols, 0 and Z */
		add_group(p, id.z, i == 0 ? ROOT : GLP, BAND_5);
	}
	public_pool_finish(p);
	w.pool[1] = p;
	struct browse_plan plan = plan_of(p, &mem);
	struct site s = site_over(&w);
	assert_int_equal(browse_build(&s, &plan, true), 0);
	const struct seen *zeros = memory_find(&w.sink, "peers-id-0.html"),
			  *last = memory_find(&w.sink, "peers-id-z.html");
	assert_int_equal(times(zeros, "<li id=\"e-0"), 501);
	assert_int_equal(times(last, "<li id=\"e-Z"), 500);
	assert_null(memory_find(&w.sink, "peers-id-2.html"));
	struct str at = STR_INIT;
	str_printf(&at,
		"<li id=\"e-%s\"><a href=\"peers-browse-kept-private.html#e-%s\">%s</a> <span class=\"soft\">Area kept "
		"private",
		nth_id(0).z, nth_id(0).z, nth_id(0).z);
	assert_true(has(zeros, at.ptr));
	str_clear(&at);
	str_printf(&at, "<a href=\"peers-id-0.html#e-%s\">", nth_id(0).z);
	assert_true(has(memory_find(&w.sink, "peers-browse-kept-private.html"), at.ptr));
	assert_true(has(memory_find(&w.sink, "peers-browse.html"), "href=\"peers-id-z.html\""));
	str_dispose(&at);
	site_close(&s);
	arena_dispose(&mem);
	world_dispose(&w);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(sections_keep_to_their_wide_value),
		cmocka_unit_test(several_values_stand_under_each),
		cmocka_unit_test(a_pool_without_shared_fields_is_one_list),
		cmocka_unit_test(an_empty_pool_has_no_pages),
		cmocka_unit_test(pages_are_divided_no_further_than_they_must),
		cmocka_unit_test(pages_hold_a_hundred_and_lose_nobody),
		cmocka_unit_test(titles_say_where_their_words_come_from),
		cmocka_unit_test(a_profiles_field_divides_where_there_is_no_other),
		cmocka_unit_test(entries_of_large_pools_have_an_address_that_stays) };
	return cmocka_run_group_tests(tests, NULL, NULL);
}
