/* Tests of the browse pages: order, headings, pages, and that nobody is lost between them. */
#include "support.h"
#include "site/browse.h"

static struct browse_plan plan_of(const struct public_pool *p, struct arena *mem)
{
	struct browse_plan plan;
	browse_plan(&plan, p, mem);
	return plan;
}

static void sections_run_exact_then_broad_then_private_then_none(void **state)
{
	(void)state;
	struct arena mem = ARENA_INIT;
	struct public_pool *p = pool_new("mentors");
	add_group(p, nth_id(1).z, ROOT, BAND_5);
	add_group(p, nth_id(2).z, NONCLINICAL, BAND_5);
	add_group(p, nth_id(3).z, GCP, BAND_5);
	add_group(p, nth_id(4).z, GLP, BAND_5);
	add_group(p, nth_id(5).z, GLP, BAND_20);
	size_t band = BAND_5;
	struct public_fact only_band = { 1, PRECISION_EXACT, 1, &band };
	public_pool_add_entry(p, nth_id(6).z, false, &only_band, 1, SV_LIT(""));
	public_pool_finish(p);
	struct browse_plan plan = plan_of(p, &mem);
	const enum browse_kind kind[] = { BROWSE_EXACT, BROWSE_EXACT, BROWSE_BROAD, BROWSE_PRIVATE, BROWSE_NONE };
	const size_t value[] = { GLP, GCP, NONCLINICAL, 0, 0 }, from[] = { 0, 2, 3, 4, 5 };
	assert_int_equal(plan.nsections, 5);
	for (size_t i = 0; i < 5; i++) {
		assert_int_equal(plan.section[i].kind, kind[i]);
		assert_int_equal(plan.section[i].value, value[i]);
		assert_int_equal(plan.section[i].from, from[i]);
	}
	const uint32_t entry[] = { 3, 4, 2, 1, 0, 5 }; /* by Entry ID within a section */
	assert_int_equal(plan.nrows, 6);
	for (size_t i = 0; i < 6; i++) assert_int_equal(plan.row[i].entry, entry[i]);
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
	public_pool_add_entry(p, nth_id(1).z, true, NULL, 0, SV_LIT(""));
	public_pool_finish(p);
	struct browse_plan plan = plan_of(p, &mem);
	assert_null(plan.field);
	assert_int_equal(plan.nsections, 1);
	assert_int_equal(plan.section[0].kind, BROWSE_ALL);
	public_pool_free(p);
	arena_dispose(&mem);
}

static void pages_hold_a_hundred_and_lose_nobody(void **state)
{
	(void)state;
	struct world w;
	struct arena mem = ARENA_INIT;
	world_init(&w);
	struct public_pool *p = pool_new("mentors");
	for (size_t i = 0; i < 130; i++) add_group(p, nth_id(i).z, GLP, BAND_5);
	for (size_t i = 130; i < 250; i++) add_group(p, nth_id(i).z, GCP, BAND_5);
	add_group(p, nth_id(250).z, NONCLINICAL, BAND_5);
	public_pool_finish(p);
	w.pool[0] = p;
	struct browse_plan plan = plan_of(p, &mem);
	struct site s = site_over(&w);
	assert_int_equal(browse_pages(&plan), 3);
	assert_int_equal(browse_build(&s, &plan, false), 0);
	assert_int_equal(w.sink.v.n, 3);
	const struct seen *first = memory_find(&w.sink, "mentors-browse-1.html"),
			  *second = memory_find(&w.sink, "mentors-browse-2.html"),
			  *third = memory_find(&w.sink, "mentors-browse-3.html");
	assert_int_equal(times(first, "<tr id=\"e-"), 100);
	assert_int_equal(times(second, "<tr id=\"e-"), 100);
	assert_int_equal(times(third, "<tr id=\"e-"), 51);
	for (size_t i = 0; i < 251; i++) {
		struct str row = STR_INIT;
		str_printf(&row, "<tr id=\"e-%s\">", nth_id(i).z);
		assert_int_equal(times(first, row.ptr) + times(second, row.ptr) + times(third, row.ptr), 1);
		str_dispose(&row);
	}
	assert_true(has(second, "GLP (continued)"));
	assert_int_equal(times(first, "id=\"by-glp\""), 1);
	assert_int_equal(times(second, "id=\"by-glp\""), 0); /* the heading's address is where it begins */
	assert_true(has(first, "href=\"mentors-browse-2.html#by-gcp\""));
	assert_true(has(first, "href=\"mentors-browse-3.html#only-nonclinical\">shown only as Nonclinical</a>"));
	assert_true(has(first, "<span class=\"also\">may also fit: "));
	assert_true(has(third, "May also fit: shown only as Nonclinical"));
	assert_false(has(first, "rel=\"prev\""));
	assert_true(has(first, "rel=\"next\" href=\"mentors-browse-2.html\""));
	assert_true(has(third, "rel=\"prev\" href=\"mentors-browse-2.html\""));
	assert_false(has(third, "rel=\"next\""));
	site_close(&s);
	arena_dispose(&mem);
	world_dispose(&w);
}

static void only_ancestors_may_also_fit(void **state)
{
	(void)state;
	struct world w;
	struct arena mem = ARENA_INIT;
	world_init(&w);
	struct public_pool *p = pool_new("peers");
	add_group(p, nth_id(1).z, GCP, BAND_5);
	add_group(p, nth_id(2).z, NONCLINICAL, BAND_5);
	public_pool_finish(p);
	w.pool[1] = p;
	struct browse_plan plan = plan_of(p, &mem);
	struct site s = site_over(&w);
	assert_int_equal(browse_build(&s, &plan, true), 0);
	/* Under GCP nothing: "Nonclinical" is not above it. */
	assert_false(has(memory_find(&w.sink, "peers-browse-1.html"), "class=\"also\""));
	site_close(&s);
	arena_dispose(&mem);
	world_dispose(&w);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(sections_run_exact_then_broad_then_private_then_none),
		cmocka_unit_test(several_values_stand_under_each),
		cmocka_unit_test(a_pool_without_shared_fields_is_one_list),
		cmocka_unit_test(pages_hold_a_hundred_and_lose_nobody), cmocka_unit_test(only_ancestors_may_also_fit) };
	return cmocka_run_group_tests(tests, NULL, NULL);
}
