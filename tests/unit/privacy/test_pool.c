/* Drawing a pool: who is listed and how, and how k is counted. */
#include "pool_support.h"

static void test_draw(void **state)
{
	struct fixture f;
	size_t smallest = 0;

	(void)state;
	begin(&f);
	add(6, CONSENT_GROUP, "glp", "few");
	add(3, CONSENT_GROUP, "gcp", "few");
	add(3, CONSENT_GROUP, "gvp", "few");
	add(2, CONSENT_PROFILE, "bio", "many");
	add(1, CONSENT_NOT_LISTED, "glp", "few");
	add(1, CONSENT_GROUP, "glp", "few");
	people[npeople - 1].why = REASON_PAUSED;
	add(1, CONSENT_PROFILE, "glp", "few");
	people[npeople - 1].full = true;
	people[0].full = true; /* keeps a group's place */
	people[12].text = "A text that nobody has read.";
	assert_int_equal(draw(&f), 0);
	assert_int_equal(public_pool_groups(f.out), 2);
	assert_int_equal(public_pool_profiles(f.out), 2);
	assert_int_equal(f.sums.listed_group, 12);
	assert_int_equal(f.sums.smallest_group, 6);
	assert_int_equal(f.sums.exact_first_field, 6);
	assert_int_equal(f.sums.at_capacity, 1);
	assert_int_equal(f.sums.text_waiting, 1);
	assert_int_equal(f.sums.unlisted[REASON_PAUSED], 1);
	assert_int_equal(f.sums.unlisted[REASON_NOT_LISTED], 1);
	assert_int_equal(pool_smallest_group(f.s, "mentors", &smallest), 0);
	assert_int_equal(smallest, 6);
	for (size_t i = 0; i < public_pool_entries(f.out); i++)
		assert_string_equal(public_entry_text(public_pool_entry(f.out, i)), "");
	end(&f);
}

static void test_approved_text(void **state)
{
	static const struct settings settings = { .reviews = "reviews.csv" };
	struct fixture f;
	struct str err = STR_INIT;
	struct settings own = settings;
	char path[64];

	(void)state;
	begin(&f);
	own.reviews = "records/reviews.csv";
	snprintf(path, sizeof path, "%s/records", f.dir);
	assert_int_equal(fs_mkdirs(path, 0755, &err), 0);
	add(1, CONSENT_PROFILE, "bio", "many");
	people[0].text = "I like  audits.";
	assert_int_equal(reviews_append(&f.run, &own, sv(people[0].text), "accept", sv(""), &f.ds), 0);
	assert_int_equal(draw(&f), 0);
	assert_string_equal(public_entry_text(public_pool_entry(f.out, 0)), "I like audits.");
	assert_int_equal(f.sums.text_waiting, 0);
	fs_remove_tree(path, &err);
	end(&f);
	str_dispose(&err);
}

static void test_under_k(void **state)
{
	struct fixture f;

	(void)state;
	begin(&f);
	add(4, CONSENT_GROUP, "glp", "few");
	assert_int_equal(draw(&f), 0);
	assert_int_equal(public_pool_entries(f.out), 0);
	assert_int_equal(f.sums.under_k, 4);
	end(&f);
}

static void test_held_twin(void **state)
{
	struct fixture f;

	(void)state;
	begin(&f);
	add(6, CONSENT_GROUP, "glp", "few");
	add(1, CONSENT_GROUP, "gcp", "many"); /* a test entry of the first */
	people[6].is = 1;
	people[6].why = REASON_HELD;
	add(1, CONSENT_GROUP, "gcp", "many"); /* and one of nobody else's */
	people[7].why = REASON_HELD;
	assert_int_equal(draw(&f), 0);
	assert_int_equal(f.sums.listed_group, 6);
	assert_int_equal(f.sums.unlisted[REASON_HELD], 2);
	assert_int_equal(f.sums.applications, 8);
	publish(&f, 1);
	assert_int_equal(carry(&f), 0);
	assert_int_equal(f.sums.unlisted[REASON_HELD], 2);
	end(&f);
}

/* Two persons of one membership are one where k is counted. */
static void test_members_are_counted(void **state)
{
	struct fixture f;
	const struct pool_head head = { 20000, "2026-03", 5 };
	const struct pool_row group = {
		.id = "AAA-AAAA", .kind = POOL_GROUP, .facts = "main_area=glp;experience=few", .text = ""
	};
	size_t smallest = 0;

	(void)state;
	begin(&f);
	assert_int_equal(pool_write_head(f.s, "mentors", POOL_CURRENT, &head), 0);
	assert_int_equal(pool_write_row(f.s, "mentors", POOL_CURRENT, &group), 0);
	for (int64_t i = 1; i <= 5; i++) {
		const struct pool_person p = { .person = 100 + i, .application = 200 + i, .member = i < 4 ? 0 : 7 };

		assert_int_equal(pool_write_member(f.s, "mentors", POOL_CURRENT, group.id, &p), 0);
	}
	assert_int_equal(pool_smallest_group(f.s, "mentors", &smallest), 0);
	assert_int_equal(smallest, 4);
	end(&f);
}

static void test_group_id_returns(void **state)
{
	struct fixture f;
	char id[16];

	(void)state;
	begin(&f);
	add(5, CONSENT_GROUP, "glp", "few");
	assert_int_equal(draw(&f), 0);
	snprintf(id, sizeof id, "%s", public_entry_id(public_pool_entry(f.out, 0)));
	assert_string_equal(issued[0].owner, "mentors main_area=glp;experience=few");
	assert_int_equal(pool_settle(f.s, 1, "aaaa", f.run.as_of), 0);
	npeople = 0;
	add(9, CONSENT_GROUP, "glp", "few");
	assert_int_equal(draw(&f), 0);
	assert_true(has(&f, id));
	assert_int_equal(issued[0].members, 9);
	end(&f);
}

static bool first_is_taken(void *ctx, const char *id)
{
	int *calls = ctx;

	(void)id;
	return (*calls)++ == 0;
}

static void test_taken_id_is_drawn_again(void **state)
{
	struct fixture f;
	int calls = 0;

	(void)state;
	begin(&f);
	add(5, CONSENT_GROUP, "glp", "few");
	assert_int_equal(
		pool_draw(f.s, &f.run, &f.policy, &f.vocabs, "", first_is_taken, &calls, &f.out, &f.sums, &f.ds), 0);
	assert_int_equal(calls, 2);
	end(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_draw), cmocka_unit_test(test_approved_text),
		cmocka_unit_test(test_under_k), cmocka_unit_test(test_held_twin),
		cmocka_unit_test(test_members_are_counted), cmocka_unit_test(test_group_id_returns),
		cmocka_unit_test(test_taken_id_is_drawn_again) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
