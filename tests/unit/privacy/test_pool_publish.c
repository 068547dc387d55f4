/* What becomes of a pool from publish to publish: carrying it over, settling it, and putting right what a dead run or a lost database left. */
#include "pool_support.h"

static const char *only_text(const struct fixture *f)
{
	return public_entry_text(public_pool_entry(f->out, 0));
}

static void test_decision_taken_back(void **state)
{
	struct fixture f;
	struct str err = STR_INIT;
	const struct settings own = { .reviews = "records/reviews.csv" };
	char path[64];

	(void)state;
	begin(&f);
	snprintf(path, sizeof path, "%s/records", f.dir);
	assert_int_equal(fs_mkdirs(path, 0755, &err), 0);
	add(1, CONSENT_PROFILE, "bio", "many");
	people[0].text = "I like  audits.";
	assert_int_equal(reviews_append(&f.run, &own, sv(people[0].text), "accept", sv(""), &f.ds), 0);
	assert_int_equal(draw(&f), 0);
	assert_int_equal(pool_settle(f.s, 1, "aaaa", f.run.as_of), 0);
	/* the author changed it since; what is public is still the text that was approved */
	people[0].text = "I love audits.";
	assert_int_equal(carry(&f), 0);
	assert_string_equal(only_text(&f), "I like audits.");
	assert_int_equal(reviews_append(&f.run, &own, sv("I like audits."), "hold", sv(""), &f.ds), 0);
	assert_int_equal(carry(&f), 0);
	assert_string_equal(only_text(&f), "");
	assert_int_equal(reviews_append(&f.run, &own, sv("I like audits."), "mask", sv("I audit."), &f.ds), 0);
	assert_int_equal(carry(&f), 0);
	assert_string_equal(only_text(&f), "I audit.");
	snprintf(path, sizeof path, "%s/records/reviews.csv", f.dir);
	assert_int_equal(fs_remove_tree(path, &err), 0);
	assert_int_equal(carry(&f), 0);
	assert_string_equal(only_text(&f), ""); /* no decision, no text */
	snprintf(path, sizeof path, "%s/records", f.dir);
	fs_remove_tree(path, &err);
	end(&f);
	str_dispose(&err);
}

static void test_left_profile(void **state)
{
	struct fixture f;
	char id[16];

	(void)state;
	begin(&f);
	add(5, CONSENT_GROUP, "glp", "few");
	add(1, CONSENT_PROFILE, "glp", "few");
	assert_int_equal(draw(&f), 0);
	assert_int_equal(pool_intend(f.s, 1), 0);
	assert_int_equal(pool_settle(f.s, 1, "aaaa", f.run.as_of), 0);
	for (size_t i = 0; i < 2; i++)
		if (!public_entry_is_group(public_pool_entry(f.out, i)))
			snprintf(id, sizeof id, "%s", public_entry_id(public_pool_entry(f.out, i)));
	people[5].consent = CONSENT_GROUP;
	/* a plain publish takes the profile off at once and ends its ID; the group stands */
	assert_int_equal(carry(&f), 0);
	assert_int_equal(public_pool_profiles(f.out), 0);
	assert_int_equal(public_pool_groups(f.out), 1);
	assert_int_equal(f.sums.left_profile_waiting, 1);
	assert_int_equal(f.sums.listed_group, 5);
	assert_int_equal(pool_settle(f.s, 2, "bbbb", f.run.as_of), 0);
	for (size_t i = 0; i < nissued; i++) assert_true(issued[i].ended == (strcmp(issued[i].id.z, id) == 0));
	/* the next cycle does not put the person into a group yet, the one after does */
	assert_int_equal(draw(&f), 0);
	assert_int_equal(f.sums.left_profile_waiting, 1);
	assert_int_equal(f.sums.listed_group, 5);
	assert_int_equal(pool_settle(f.s, 3, "cccc", f.run.as_of), 0);
	assert_int_equal(draw(&f), 0);
	assert_int_equal(f.sums.left_profile_waiting, 0);
	assert_int_equal(f.sums.listed_group, 6);
	assert_int_equal(public_pool_groups(f.out), 1);
	end(&f);
}

static void test_pause_keeps_the_id(void **state)
{
	struct fixture f;
	char id[16];

	(void)state;
	begin(&f);
	add(1, CONSENT_PROFILE, "glp", "few");
	assert_int_equal(draw(&f), 0);
	snprintf(id, sizeof id, "%s", public_entry_id(public_pool_entry(f.out, 0)));
	assert_int_equal(pool_settle(f.s, 1, "aaaa", f.run.as_of), 0);
	people[0].why = REASON_PAUSED;
	assert_int_equal(carry(&f), 0);
	assert_false(has(&f, id));
	assert_int_equal(pool_settle(f.s, 2, "bbbb", f.run.as_of), 0);
	/* still paused when the next cycle is drawn, then back */
	assert_int_equal(draw(&f), 0);
	assert_int_equal(public_pool_entries(f.out), 0);
	assert_int_equal(pool_settle(f.s, 3, "cccc", f.run.as_of), 0);
	people[0].why = REASON_OK;
	assert_int_equal(carry(&f), 0);
	assert_int_equal(public_pool_entries(f.out), 0); /* the pool grows in a cycle publish only */
	assert_int_equal(draw(&f), 0);
	assert_true(has(&f, id));
	assert_int_equal(pool_settle(f.s, 4, "dddd", f.run.as_of), 0);
	people[0].full = true;
	assert_int_equal(carry(&f), 0);
	assert_false(has(&f, id));
	people[0].full = false;
	assert_int_equal(carry(&f), 0);
	assert_true(has(&f, id));
	people[0].why = REASON_WITHDRAWN;
	assert_int_equal(carry(&f), 0);
	assert_int_equal(pool_settle(f.s, 5, "eeee", f.run.as_of), 0);
	assert_true(issued[0].ended);
	people[0].why = REASON_OK;
	assert_int_equal(carry(&f), 0);
	assert_int_equal(public_pool_entries(f.out), 0); /* gone for good; a new cycle gives a new ID */
	assert_int_equal(draw(&f), 0);
	assert_int_equal(public_pool_profiles(f.out), 1);
	assert_false(has(&f, id));
	end(&f);
}

static void test_reconcile(void **state)
{
	struct fixture f;

	(void)state;
	begin(&f);
	add(5, CONSENT_GROUP, "glp", "few");
	assert_int_equal(carry(&f), 0);
	assert_null(f.out);
	/* died before the commit: what was drawn is forgotten */
	assert_int_equal(draw(&f), 0);
	assert_int_equal(pool_intend(f.s, 1), 0);
	forgotten = 0;
	assert_int_equal(reconcile(&f, 0, "", false), 0);
	assert_int_equal(forgotten, 1);
	assert_int_equal(carry(&f), 0);
	assert_null(f.out);
	/* died after it: it is settled */
	assert_int_equal(draw(&f), 0);
	assert_int_equal(pool_intend(f.s, 1), 0);
	assert_int_equal(reconcile(&f, 1, "aaaa", false), 0);
	assert_true(issued[0].live);
	assert_int_equal(carry(&f), 0);
	assert_int_equal(public_pool_groups(f.out), 1);
	/* a draw that nobody meant to publish */
	people[0].area = "gcp";
	assert_int_equal(draw(&f), 0);
	assert_int_equal(reconcile(&f, 1, "aaaa", false), 0);
	assert_int_equal(carry(&f), 0);
	assert_int_equal(public_pool_groups(f.out), 1);
	end(&f);
}

/* A database that was lost or is older than the repository must not empty the directory. */
static void test_lost_database(void **state)
{
	struct fixture f;
	const struct pool_published none = { 2, "bbbb", false };

	(void)state;
	begin(&f);
	add(5, CONSENT_GROUP, "glp", "few");
	assert_int_equal(reconcile(&f, 3, "cccc", false), -1);
	assert_string_equal(f.ds.at[0].code, "P060");
	assert_string_equal(store_error(f.s), "");
	assert_int_equal(reconcile(&f, 3, "cccc", true), 0); /* a cycle publish draws everybody anew, and is told */
	assert_string_equal(f.ds.at[1].code, "P061");
	assert_int_equal(f.ds.at[1].sev, SEV_WARNING);
	/* pages were published, but never a pool */
	assert_int_equal(pool_reconcile(f.s, &none, f.run.as_of, false, &f.ds), 0);
	assert_int_equal(reconcile(&f, 0, "", false), 0);
	/* restored from the backup of edition 1 */
	assert_int_equal(draw(&f), 0);
	assert_int_equal(pool_settle(f.s, 1, "aaaa", f.run.as_of), 0);
	assert_int_equal(reconcile(&f, 1, "aaaa", false), 0);
	assert_int_equal(reconcile(&f, 2, "bbbb", false), -1);
	assert_int_equal(reconcile(&f, 1, "eeee", false), -1); /* another history with an edition 1 */
	/* a run that died after its commit knew what it did */
	assert_int_equal(pool_intend(f.s, 2), 0);
	assert_int_equal(reconcile(&f, 2, "bbbb", false), 0);
	assert_int_equal(reconcile(&f, 2, "bbbb", false), 0);
	assert_int_equal(f.ds.errors, 3);
	end(&f);
}

static void test_unseen_profile_ends(void **state)
{
	static const enum reason left[] = { REASON_WITHDRAWN, REASON_CONSENT_WITHDRAWN };

	(void)state;
	for (size_t i = 0; i < 2; i++) {
		struct fixture f;

		begin(&f);
		add(1, CONSENT_PROFILE, "glp", "few");
		assert_int_equal(draw(&f), 0);
		publish(&f, 1);
		/* withdrawn just before a cycle: the draw does not keep the ID */
		people[0].why = left[i];
		assert_int_equal(draw(&f), 0);
		publish(&f, 2);
		assert_true(issued[0].ended);
		end(&f);
	}
}

static void test_an_unchanged_publish_ends_too(void **state)
{
	struct fixture f;

	(void)state;
	begin(&f);
	add(1, CONSENT_PROFILE, "glp", "few");
	assert_int_equal(draw(&f), 0);
	publish(&f, 1);
	people[0].full = true;
	assert_int_equal(carry(&f), 0);
	assert_int_equal(pool_end_left(f.s, f.run.as_of), 0);
	assert_false(issued[0].ended); /* a full calendar ends nothing */
	people[0].why = REASON_WITHDRAWN;
	assert_int_equal(carry(&f), 0);
	assert_int_equal(pool_end_left(f.s, f.run.as_of), 0);
	assert_true(issued[0].ended);
	people[0].why = REASON_OK;
	people[0].full = false;
	assert_int_equal(carry(&f), 0);
	assert_int_equal(public_pool_entries(f.out), 0);
	assert_int_equal(draw(&f), 0);
	assert_string_not_equal(public_entry_id(public_pool_entry(f.out, 0)), issued[0].id.z);
	end(&f);
}

/* Two persons are one from now on; the one had a profile, the other is in a group. */
static void test_merged_with_a_profile(void **state)
{
	struct fixture f;

	(void)state;
	begin(&f);
	add(6, CONSENT_GROUP, "glp", "few");
	add(1, CONSENT_PROFILE, "gcp", "many");
	assert_int_equal(draw(&f), 0);
	publish(&f, 1);
	people[6].is = 1;
	people[6].consent = CONSENT_GROUP; /* the newer answer */
	for (size_t i = 0; i < 6; i++) people[i] = people[i + 1];
	npeople = 6;
	assert_int_equal(draw(&f), 0);
	assert_int_equal(f.sums.listed_group, 5);
	assert_int_equal(f.sums.left_profile_waiting, 1);
	publish(&f, 2);
	assert_int_equal(draw(&f), 0);
	assert_int_equal(f.sums.listed_group, 6);
	end(&f);
}

static size_t told(const struct fixture *f, const char *code)
{
	size_t n = 0;

	for (size_t i = 0; i < f->ds.n; i++) n += strcmp(f->ds.at[i].code, code) == 0;
	return n;
}

static void test_adopted_ids(void **state)
{
	struct fixture f;
	struct checkcode one = { .z = "" }, two = { .z = "" };
	struct random_source chance = { random_seeded_fill, 77 };
	struct str csv = STR_INIT;
	struct pool_published newest = { 2, "bbbb", true };
	char expected[200];
	size_t n = 0;
	bool known = true;

	(void)state;
	begin(&f);
	one = checkcode_draw(&chance);
	two = checkcode_draw(&chance);
	str_printf(&csv,
		"pool,entry_id,kind,field,code,label,parent,text\nmentors,,field,main_area,grouped,Area,one,facet\n"
		"mentors,,value,main_area,glp,GLP,,\nmentors,%s,group,,main_area=glp;experience=*,,,\n"
		"mentors,%s,profile,,main_area=glp,,,\"Two\nlines, mentors,\"\nmentors,no-id,group,,main_area=glp,,,\n",
		one.z, two.z);
	assert_int_equal(pool_adopt(f.s, sv_of(&csv), 2, "bbbb", 20000, &n), 0);
	snprintf(expected, sizeof expected, "mentors %s [main_area=glp;experience=*] 2\nmentors %s [] 2\n", one.z,
		two.z);
	assert_string_equal(adopted, expected);
	assert_int_equal(n, 2);
	assert_int_equal(pool_adopt(f.s, sv_of(&csv), 3, "cccc", 20000, &n), 0);
	assert_int_equal(n, 2);
	assert_int_equal(pool_adopt(f.s, sv(""), 3, "cccc", 20000, &n), 0);
	/* only a database that does not know the newest edition needs it */
	assert_int_equal(pool_knows(f.s, &newest, &known), 0);
	assert_false(known);
	assert_int_equal(pool_settle(f.s, 2, "bbbb", f.run.as_of), 0);
	assert_int_equal(pool_knows(f.s, &newest, &known), 0);
	assert_true(known);
	newest.commit = "";
	assert_int_equal(pool_knows(f.s, &newest, &known), 0);
	assert_true(known);
	str_dispose(&csv);
	end(&f);
}

static void test_a_value_that_moved(void **state)
{
	struct fixture f;
	struct str csv = STR_INIT;
	const struct public_pool *pools[2] = { NULL, NULL };

	(void)state;
	begin(&f);
	add(5, CONSENT_GROUP, "glp", "few");
	assert_int_equal(draw(&f), 0);
	pools[1] = f.out;
	str_puts(&csv, "pool,entry_id,kind,field,code,label,parent,text\n");
	public_pool_csv(f.out, &csv);
	assert_int_equal(pool_check_vocabulary(pools, 2, sv_of(&csv), &f.ds), 0);
	assert_int_equal(pool_check_vocabulary(pools, 2, sv(""), &f.ds), 0);
	/* what a profile says in quotes is no row, and a file of another shape is read cell by cell */
	size_t before = csv.len;
	str_puts(&csv, "mentors,M-1,profile,,,,,\"a \"\"b\"\"\nmentors,,value,main_area,glp,GLP,elsewhere,\n\"\n");
	assert_int_equal(pool_check_vocabulary(pools, 2, sv_of(&csv), &f.ds), 0);
	str_puts(&csv, "mentors,,value,main_area,glp,\"GLP\",elsewhere,\r\n");
	assert_int_equal(pool_check_vocabulary(pools, 2, sv_of(&csv), &f.ds), -1);
	assert_int_equal(told(&f, "P171"), 1);
	str_truncate(&csv, before);
	diags_dispose(&f.ds);
	f.ds = (struct diags)DIAGS_INIT;
	/* another pool's values are no concern of this one, nor is a field that is not grouped any more */
	str_puts(&csv, "peers,,value,main_area,glp,GLP,elsewhere,\nmentors,,value,gone,glp,GLP,elsewhere,\n");
	assert_int_equal(pool_check_vocabulary(pools, 2, sv_of(&csv), &f.ds), 0);
	assert_int_equal(f.ds.errors, 0);
	str_puts(&csv, "mentors,,value,main_area,glp,GLP,elsewhere,\n");
	assert_int_equal(pool_check_vocabulary(pools, 2, sv_of(&csv), &f.ds), -1);
	assert_int_equal(told(&f, "P171"), 1);
	str_puts(&csv, "mentors,,value,main_area,taken-out,Taken out,,\n");
	assert_int_equal(pool_check_vocabulary(pools, 2, sv_of(&csv), &f.ds), -1);
	assert_int_equal(told(&f, "P171"), 3);
	str_dispose(&csv);
	end(&f);
}

/* A cycle that is drawn a second time, after its run died or a rule was mended, is still the cycle that they sit out. */
static void test_a_cycle_drawn_again(void **state)
{
	struct fixture f;

	(void)state;
	begin(&f);
	add(5, CONSENT_GROUP, "glp", "few");
	add(2, CONSENT_PROFILE, "glp", "few");
	assert_int_equal(draw(&f), 0);
	publish(&f, 1);
	people[5].consent = CONSENT_GROUP;
	people[6].consent = CONSENT_NOT_LISTED;
	assert_int_equal(draw(&f), 0);
	assert_int_equal(f.sums.listed_group, 5);
	assert_int_equal(public_pool_profiles(f.out), 0);
	publish(&f, 2);
	for (size_t i = 0; i < nissued; i++) assert_true(issued[i].ended == (strchr(issued[i].owner, '#') != NULL));
	people[6].consent = CONSENT_GROUP; /* not asked to be listed in the first drawing, and now in a hurry */
	assert_int_equal(draw_again(&f), 0);
	assert_int_equal(f.sums.listed_group, 5);
	assert_int_equal(f.sums.left_profile_waiting, 2);
	publish(&f, 3);
	assert_int_equal(carry(&f), 0);
	assert_int_equal(public_pool_profiles(f.out), 0);
	assert_int_equal(f.sums.left_profile_waiting, 2);
	publish(&f, 4);
	assert_int_equal(draw_again(&f), 0);
	assert_int_equal(f.sums.listed_group, 5);
	publish(&f, 5);
	assert_int_equal(draw(&f), 0);
	assert_int_equal(f.sums.listed_group, 7);
	end(&f);
}

static void test_policy_changed(void **state)
{
	struct fixture f;

	(void)state;
	begin(&f);
	add(5, CONSENT_GROUP, "glp", "few");
	assert_int_equal(draw(&f), 0);
	assert_int_equal(pool_settle(f.s, 1, "aaaa", f.run.as_of), 0);
	f.policy.k = 11;
	assert_int_equal(carry(&f), -1);
	assert_string_equal(f.ds.at[0].code, "P041");
	f.policy.k = 5;
	f.pool.ngrouped = f.pool.nfields = 1;
	assert_int_equal(carry(&f), -1);
	assert_string_equal(f.ds.at[1].code, "P040");
	end(&f);
}

static void test_a_group_thinned_by_a_merge(void **state)
{
	struct fixture f;

	(void)state;
	begin(&f);
	add(6, CONSENT_GROUP, "glp", "few");
	add(1, CONSENT_PROFILE, "glp", "few");
	assert_int_equal(draw(&f), 0);
	assert_int_equal(pool_settle(f.s, 1, "aaaa", f.run.as_of), 0);
	/* six, two of them one: five are left, as promised */
	people[1].is = people[0].id;
	assert_int_equal(carry(&f), 0);
	assert_int_equal(told(&f, "P170"), 0);
	/* four are left: said to headquarters, and nobody else sees anything */
	people[2].is = people[0].id;
	assert_int_equal(carry(&f), 0);
	assert_int_equal(told(&f, "P170"), 1);
	assert_int_equal(f.ds.errors, 0);
	assert_int_equal(public_pool_groups(f.out), 1);
	/* the owner of a profile does not count either */
	people[1].is = 0;
	people[2].is = people[6].id;
	assert_int_equal(carry(&f), 0);
	assert_int_equal(told(&f, "P170"), 1);
	people[3].is = people[6].id;
	assert_int_equal(carry(&f), 0);
	assert_int_equal(told(&f, "P170"), 2);
	end(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_decision_taken_back),
		cmocka_unit_test(test_left_profile), cmocka_unit_test(test_pause_keeps_the_id),
		cmocka_unit_test(test_reconcile), cmocka_unit_test(test_lost_database),
		cmocka_unit_test(test_unseen_profile_ends), cmocka_unit_test(test_an_unchanged_publish_ends_too),
		cmocka_unit_test(test_merged_with_a_profile), cmocka_unit_test(test_adopted_ids),
		cmocka_unit_test(test_a_value_that_moved), cmocka_unit_test(test_a_cycle_drawn_again),
		cmocka_unit_test(test_policy_changed), cmocka_unit_test(test_a_group_thinned_by_a_merge) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
