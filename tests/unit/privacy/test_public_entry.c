/* Public pools: what may be put into one, the order and digest of what is in it, and the CSV in both directions. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include "privacy/pool.h"
#include "privacy/public_entry_make.h"

static const struct public_value areas[] = { { "*", "kept private", "", 0, false, 0 },
	{ "clinical", "Clinical, all", "trial site", 0, false, 1 }, { "gcp", "GCP", "", 1, true, 2 },
	{ "glp", "GLP", "", 0, true, 1 } };
static const struct public_value topics[] = { { "*", "kept private", "", 0, false, 0 },
	{ "audit", "Audits", "", 0, true, 1 }, { "sop", "=SOPs", "", 0, true, 1 } };

static struct public_pool *example(struct checkcode *id)
{
	struct public_pool *p = public_pool_new("mentors", date_civil(2026, 3, 11), "2026-03", 5);
	struct random_source chance = { random_seeded_fill, 3 };
	const size_t broad = 1, exact = 3, both[] = { 1, 2 };

	for (int i = 0; i < 3; i++) id[i] = checkcode_draw(&chance);
	public_pool_add_field(p, &(struct public_field){ "area", "Area", true, false, true, 4, areas });
	public_pool_add_field(p, &(struct public_field){ "offers", "Offers", false, true, FACET_BANDS, 3, topics });
	public_pool_add_entry(
		p, id[0].z, true, (struct public_fact[]){ { .field = 0, .n = 1, .value = &broad } }, 1, sv(""));
	public_pool_add_entry(p, id[1].z, false,
		(struct public_fact[]){
			{ .field = 0, .n = 1, .value = &exact }, { .field = 1, .n = 2, .value = both } },
		2, sv("=HYPERLINK(\"x\"), said \"he\"\nsecond line"));
	public_pool_add_entry(p, id[2].z, false, NULL, 0, sv(""));
	public_pool_finish(p);
	return p;
}

static void test_what_fits(void **state)
{
	struct public_pool *p = public_pool_new("mentors", 0, "", 5);
	const size_t root = 0, exact = 3, two[] = { 1, 3 }, beyond = 4;
	struct public_fact area = { .field = 0, .n = 1, .value = &exact },
			   topic = { .field = 1, .n = 1, .value = &two[0] };

	(void)state;
	public_pool_add_field(p, &(struct public_field){ "area", "Area", true, false, true, 4, areas });
	public_pool_add_field(p, &(struct public_field){ "offers", "Offers", false, true, true, 3, topics });
	assert_true(public_pool_fits(p, true, &area, 1, sv("")));
	assert_false(public_pool_fits(p, true, &area, 1, sv("a text")));
	assert_false(public_pool_fits(p, true, NULL, 0, sv("")));
	assert_false(public_pool_fits(p, true, &topic, 1, sv("")));
	assert_false(public_pool_fits(p, true, (struct public_fact[]){ area, topic }, 2, sv("")));
	assert_true(public_pool_fits(p, false, (struct public_fact[]){ area, topic }, 2, sv("a text")));
	assert_false(public_pool_fits(p, false, (struct public_fact[]){ topic, area }, 2, sv("")));
	area.value = two;
	area.n = 2;
	assert_false(public_pool_fits(p, false, &area, 1, sv("")));
	area.n = 1;
	area.value = &root;
	assert_true(public_pool_fits(p, true, &area, 1, sv("")));
	assert_false(public_pool_fits(p, false, &area, 1, sv("")));
	area.value = &beyond;
	assert_false(public_pool_fits(p, true, &area, 1, sv("")));
	public_pool_free(p);
}

static void test_accessors(void **state)
{
	struct checkcode id[3];
	struct public_pool *p = example(id);

	(void)state;
	assert_int_equal(public_pool_entries(p), 3);
	assert_int_equal(public_pool_groups(p), 1);
	assert_int_equal(public_pool_profiles(p), 2);
	for (size_t i = 1; i < 3; i++)
		assert_true(strcmp(public_entry_id(public_pool_entry(p, i - 1)),
				    public_entry_id(public_pool_entry(p, i))) < 0);
	for (size_t i = 0; i < 3; i++) {
		const struct public_entry *e = public_pool_entry(p, i);

		if (strcmp(public_entry_id(e), id[0].z) == 0) {
			assert_true(public_entry_is_group(e));
			assert_int_equal(public_entry_fact(e, 0)->precision, PRECISION_BROAD);
			assert_null(public_entry_fact_of(e, 1));
		}
		if (strcmp(public_entry_id(e), id[1].z) == 0) {
			assert_int_equal(public_entry_fact_of(e, 0)->precision, PRECISION_EXACT);
			assert_int_equal(public_entry_fact_of(e, 1)->n, 2);
		}
	}
	public_pool_free(p);
}

static void test_csv_round_trip(void **state)
{
	struct checkcode id[3];
	struct public_pool *p = example(id), *back = NULL, *other = NULL;
	struct str csv = STR_INIT, again = STR_INIT;
	struct diags ds = DIAGS_INIT;

	(void)state;
	str_puts(&csv, PUBLIC_POOL_CSV_HEADER);
	public_pool_csv(p, &csv);
	assert_non_null(strstr(csv.ptr, "mentors,,field,area,grouped,Area,one,facet\n"));
	assert_non_null(strstr(csv.ptr, "mentors,,field,offers,profile,Offers,list,bands\n"));
	assert_non_null(strstr(csv.ptr, "mentors,,value,area,gcp,GCP,clinical,\n"));
	assert_non_null(strstr(csv.ptr, ",group,,area=clinical,,,\n"));
	assert_non_null(strstr(csv.ptr, ",profile,,area=glp;offers=audit|sop,,,\"'=HYPERLINK"));
	assert_non_null(strstr(csv.ptr, ",profile,,,,,\n"));
	assert_non_null(strstr(csv.ptr, "\"'=HYPERLINK(\"\"x\"\"), said"));
	assert_int_equal(public_pool_from_csv(&back, "mentors", sv_of(&csv), 5, date_civil(2026, 3, 11), &ds), 0);
	assert_non_null(back);
	str_puts(&again, PUBLIC_POOL_CSV_HEADER);
	public_pool_csv(back, &again);
	assert_string_equal(csv.ptr, again.ptr);
	assert_true(sha256_eq(public_pool_digest(p), public_pool_digest(back)));
	assert_int_equal(public_pool_field(back, 0)->value[2].depth, 2);
	assert_false(public_pool_field(back, 0)->value[1].leaf);
	assert_int_equal(public_pool_from_csv(&other, "peers", sv_of(&csv), 5, 0, &ds), 0);
	assert_null(other);
	assert_int_equal(ds.errors, 0);
	public_pool_free(p);
	public_pool_free(back);
	str_dispose(&csv);
	str_dispose(&again);
	diags_dispose(&ds);
}

static void test_edited_csv(void **state)
{
	static const char *const rows[] = { "mentors,7KQ-0000,group,,area=gcp,,,\n",
		"mentors,,value,area,new,New,nowhere,\n", "mentors,,odd,area,,,,\n", "mentors,a\n" };

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct public_pool *p = NULL;
		struct diags ds = DIAGS_INIT;
		struct str csv = STR_INIT;

		str_printf(&csv, "%smentors,,field,area,grouped,Area,one,facet\nmentors,,value,area,gcp,GCP,*,\n%s",
			PUBLIC_POOL_CSV_HEADER, rows[i]);
		assert_int_equal(public_pool_from_csv(&p, "mentors", sv_of(&csv), 5, 0, &ds), -1);
		assert_null(p);
		assert_int_equal(ds.at[0].at.line, 4);
		str_dispose(&csv);
		diags_dispose(&ds);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_what_fits), cmocka_unit_test(test_accessors),
		cmocka_unit_test(test_csv_round_trip), cmocka_unit_test(test_edited_csv) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
