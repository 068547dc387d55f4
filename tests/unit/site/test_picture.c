/* Tests of the picture of a pool: what is counted where, that nothing but public entries decides, and that the page says
 * the same numbers in words. */
#include "support.h"
#include "site/picture.h"

static struct public_pool *some(struct public_pool *p)
{
	add_group(p, nth_id(1).z, GCP, BAND_20);
	add_group(p, nth_id(2).z, GCP, ROOT);
	add_group(p, nth_id(3).z, NONCLINICAL, BAND_5);
	add_group(p, nth_id(4).z, ROOT, ROOT);
	add_profile(p, nth_id(5).z, GLP, BAND_5, "");
	add_profile(p, nth_id(6).z, GLP, BAND_5, "");
	add_profile(p, nth_id(7).z, GCP, BAND_20, "");
	public_pool_finish(p);
	return p;
}

static void is_cell(const struct picture *p, size_t row, size_t column, size_t profiles, size_t groups)
{
	const struct picture_count *c = &p->cell[row * p->column.n + column];
	assert_int_equal(c->profiles, profiles);
	assert_int_equal(c->groups, groups);
}

static void is_total(const struct picture_axis *axis, size_t line, size_t profiles, size_t groups)
{
	assert_int_equal(axis->total[line].profiles, profiles);
	assert_int_equal(axis->total[line].groups, groups);
}

static void rows_are_exact_then_broad_then_private(void **state)
{
	(void)state;
	struct arena mem = ARENA_INIT;
	struct public_pool *pool = some(pool_new("mentors"));
	struct picture p;
	picture_count(&p, pool, &mem);
	assert_int_equal(p.row.n, 4); /* Agrochemical and Other are nobody's, Clinical only as GCP */
	const enum picture_kind kind[] = { PICTURE_EXACT, PICTURE_EXACT, PICTURE_BROAD, PICTURE_PRIVATE };
	const size_t value[] = { GLP, GCP, NONCLINICAL, ROOT };
	for (size_t i = 0; i < 4; i++) {
		assert_int_equal(p.row.line[i].kind, kind[i]);
		assert_int_equal(p.row.line[i].value, value[i]);
	}
	assert_int_equal(p.column.n, 3); /* two bands, and one for what is kept private */
	assert_int_equal(p.column.line[2].kind, PICTURE_PRIVATE);
	public_pool_free(pool);
	arena_dispose(&mem);
}

static void a_group_counts_as_one_entry(void **state)
{
	(void)state;
	struct arena mem = ARENA_INIT;
	struct public_pool *pool = some(pool_new("mentors"));
	struct picture p;
	picture_count(&p, pool, &mem);
	is_cell(&p, 0, 0, 2, 0); /* GLP, 5 to 9 years */
	is_cell(&p, 0, 1, 0, 0);
	is_cell(&p, 1, 1, 1, 1); /* GCP, 20 years */
	is_cell(&p, 1, 2, 0, 1); /* GCP, kept private */
	is_cell(&p, 2, 0, 0, 1); /* only Nonclinical */
	is_cell(&p, 3, 2, 0, 1);
	is_total(&p.row, 1, 1, 2);
	is_total(&p.column, 0, 2, 1);
	is_total(&p.column, 2, 0, 2);
	assert_int_equal(p.largest, 2);
	assert_false(p.repeats);
	public_pool_free(pool);
	arena_dispose(&mem);
}

/* A profile with two areas is on two rows, and one entry in its column. */
static void several_values_count_once_in_a_total(void **state)
{
	(void)state;
	struct arena mem = ARENA_INIT;
	struct public_pool *pool = public_pool_new("mentors", date_civil(2026, 3, 11), "", 5);
	struct public_field list = field_area;
	list.list = true;
	public_pool_add_field(pool, &list);
	public_pool_add_field(pool, &field_band);
	size_t both[] = { GLP, GCP }, band = BAND_20;
	struct public_fact fact[] = { { 0, PRECISION_EXACT, 2, both }, { 1, PRECISION_EXACT, 1, &band } };
	public_pool_add_entry(pool, nth_id(1).z, false, fact, 2, SV_LIT(""));
	public_pool_finish(pool);
	struct picture p;
	picture_count(&p, pool, &mem);
	assert_int_equal(p.row.n, 2);
	is_cell(&p, 0, 1, 1, 0);
	is_cell(&p, 1, 1, 1, 0);
	is_total(&p.column, 1, 1, 0);
	assert_true(p.repeats);
	public_pool_free(pool);
	arena_dispose(&mem);
}

static void who_gives_no_value_has_a_place(void **state)
{
	(void)state;
	struct arena mem = ARENA_INIT;
	struct public_pool *pool = pool_new("mentors");
	size_t area = GLP;
	struct public_fact only_area = { 0, PRECISION_EXACT, 1, &area };
	public_pool_add_entry(pool, nth_id(1).z, false, &only_area, 1, SV_LIT(""));
	public_pool_add_entry(pool, nth_id(2).z, false, NULL, 0, SV_LIT(""));
	public_pool_finish(pool);
	struct picture p;
	picture_count(&p, pool, &mem);
	assert_int_equal(p.row.n, 2);
	assert_int_equal(p.row.line[1].kind, PICTURE_NONE);
	assert_int_equal(p.column.n, 3);
	assert_int_equal(p.column.line[2].kind, PICTURE_NONE);
	is_cell(&p, 0, 2, 1, 0);
	is_cell(&p, 1, 2, 1, 0);
	public_pool_free(pool);
	arena_dispose(&mem);
}

static void many_bands_leave_rows_alone(void **state)
{
	(void)state;
	struct arena mem = ARENA_INIT;
	static struct public_value many[PICTURE_COLUMNS + 2] = { { "*", "kept private", "", 0, false, 0 } };
	for (size_t i = 1; i < PICTURE_COLUMNS + 2; i++) many[i] = (struct public_value){ "b", "Band", "", 0, true, 1 };
	const struct public_field bands_9 = { "band", "Experience", true, false, true, PICTURE_COLUMNS + 2, many };
	struct public_pool *pool = public_pool_new("mentors", date_civil(2026, 3, 11), "", 5);
	public_pool_add_field(pool, &field_area);
	public_pool_add_field(pool, &bands_9);
	public_pool_add_field(pool, &field_topic);
	add_profile(pool, nth_id(1).z, GLP, 1, "");
	public_pool_finish(pool);
	struct picture p;
	picture_count(&p, pool, &mem);
	assert_null(p.column.field);
	assert_int_equal(p.column.n, 0);
	assert_int_equal(p.row.n, 1);
	is_total(&p.row, 0, 1, 0);
	assert_int_equal(p.largest, 1);
	public_pool_free(pool);
	arena_dispose(&mem);
}

/* Areas of circles are as their numbers: four times as many, twice the radius. */
static void circles_grow_by_area(void **state)
{
	(void)state;
	assert_int_equal(picture_radius(0, 7), 0);
	assert_int_equal(picture_radius(100, 100), 110);
	assert_int_equal(picture_radius(25, 100), 55);
	assert_int_equal(picture_radius(1, 100000), PICTURE_RADIUS_MIN); /* small, and still to be seen */
	assert_int_equal(picture_radius(100000, 100000), 110);
}

static void the_page_says_the_numbers(void **state)
{
	(void)state;
	struct world w;
	world_init(&w);
	w.pool[0] = some(pool_new("mentors"));
	struct site s = site_over(&w);
	assert_int_equal(picture_build(&s, w.pool[0], false), 0);
	const struct seen *page = memory_find(&w.sink, "mentors-picture.html");
	assert_non_null(page);
	assert_true(has(page, "<a href=\"mentors.html#?area=glp&amp;band=x5\">"));
	assert_false(has(page, "area=glp&amp;band=x20")); /* nobody is there */
	assert_true(has(page, "</svg>2<span class=\"vh\"> profiles</span>"));
	assert_true(has(page, "</svg>1<span class=\"vh\"> group</span>"));
	assert_true(has(page, "Shown only as Nonclinical"));
	assert_true(has(page, "<span>3 profiles</span> <span>4 groups</span>")); /* of the pool */
	assert_int_equal(origin_of(page, "Nonclinical"), ORIGIN_LABEL);
	assert_true(has(page, "at least 5 mentors each"));
	assert_false(has(page, nth_id(5).z)); /* no entry is named */
	site_close(&s);
	world_dispose(&w);
}

static void nothing_to_draw_is_no_page(void **state)
{
	(void)state;
	struct world w;
	world_init(&w);
	struct public_pool *none = public_pool_new("peers", date_civil(2026, 3, 11), "", 5);
	public_pool_add_entry(none, nth_id(1).z, true, NULL, 0, SV_LIT("")); /* a pool without shared fields */
	public_pool_finish(none);
	w.pool[0] = none;
	struct site s = site_over(&w);
	assert_false(picture_is_drawn(NULL));
	assert_false(picture_is_drawn(none));
	assert_int_equal(picture_build(&s, none, true), 0);
	assert_int_equal(w.sink.v.n, 0);
	site_close(&s);
	world_dispose(&w);
}

/* The footer of every page: the pool's day and the first digits of its digest. */
static void every_page_has_the_pools_stamp(void **state)
{
	(void)state;
	struct world w;
	world_init(&w);
	w.pool[0] = some(pool_new("mentors"));
	struct site s = site_over(&w);
	assert_int_equal(picture_build(&s, w.pool[0], false), 0);
	const struct seen *page = memory_find(&w.sink, "mentors-picture.html");
	struct sha256_hex digest = sha256_hex(public_pool_digest(w.pool[0]));
	digest.z[PAGE_REVISION] = '\0';
	assert_true(has(page, "Mentor pool of <time datetime=\"2026-03-11\">March 11, 2026</time>"));
	assert_true(has(page, digest.z));
	assert_int_equal(origin_of(page, digest.z), ORIGIN_ID);
	assert_false(has(page, "Peer partner pool")); /* there is none */
	site_close(&s);
	world_dispose(&w);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(rows_are_exact_then_broad_then_private),
		cmocka_unit_test(a_group_counts_as_one_entry), cmocka_unit_test(several_values_count_once_in_a_total),
		cmocka_unit_test(who_gives_no_value_has_a_place), cmocka_unit_test(many_bands_leave_rows_alone),
		cmocka_unit_test(circles_grow_by_area), cmocka_unit_test(the_page_says_the_numbers),
		cmocka_unit_test(nothing_to_draw_is_no_page), cmocka_unit_test(every_page_has_the_pools_stamp) };
	return cmocka_run_group_tests(tests, NULL, NULL);
}
