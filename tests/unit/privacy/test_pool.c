/* Drawing, carrying over and settling a pool, with people and Entry IDs made by the test: records/ is replaced by the few
 * functions that the pool asks of it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <unistd.h>
#include "base/fs.h"
#include "privacy/pool.h"
#include "privacy/review.h"
#include "privacy/utility.h"
#include "trees.h"

enum { PEOPLE_MAX = 60 };
struct person { int64_t id; enum consent consent; enum reason why; bool full; const char *area, *years, *text; };
static struct person people[PEOPLE_MAX];
static size_t npeople;

/* What the pool sees of records/. */

int application_each(struct store *s, const struct run *run, enum application_kind kind, bool current_only, application_fn *fn, void *ctx)
{
	(void)s;
	(void)run;
	assert_true(current_only);
	for (size_t i = 0; i < npeople && kind == KIND_MENTOR; i++) {
		struct application a = { .id = 1000 + people[i].id, .person = people[i].id, .kind = kind, .consent = people[i].consent, .current = true,
			.takes_requests = !people[i].full, .publishable = people[i].why, .fields = { (const char *)&people[i], sizeof people[i] } };

		fn(ctx, &a);
	}
	return 0;
}

struct sv application_field(const struct application *a, const char *name)
{
	const struct person *p = (const struct person *)(const void *)a->fields.p;

	if (strcmp(name, "main_area") == 0) return sv(p->area);
	if (strcmp(name, "experience") == 0) return sv(p->years);
	return strcmp(name, "profile") == 0 ? sv(p->text) : sv("");
}

int records_members(struct store *s, const struct run *run, size_t *eligible)
{
	(void)s;
	(void)run;
	*eligible = 0;
	return 0;
}

/* IDs: one an owner while it lives. */
static struct { char owner[80]; struct checkcode id; bool ended, live; size_t members; } issued[200];
static size_t nissued;

static int issue(struct random_source *r, const char *owner, entry_id_taken_fn *taken, void *ctx, struct checkcode *out)
{
	for (size_t i = 0; i < nissued; i++)
		if (!issued[i].ended && strcmp(issued[i].owner, owner) == 0) {
			*out = issued[i].id;
			return 0;
		}
	do
		*out = checkcode_draw(r);
	while (taken && taken(ctx, out->z));
	snprintf(issued[nissued].owner, sizeof issued[0].owner, "%s", owner);
	issued[nissued].ended = issued[nissued].live = false;
	issued[nissued++].id = *out;
	return 0;
}

int entry_id_for_group(struct store *s, struct random_source *r, const char *pool, struct sv tuple, entry_id_taken_fn *taken, void *ctx, struct checkcode *out)
{
	char owner[80];

	(void)s;
	snprintf(owner, sizeof owner, "%s %.*s", pool, SV_ARG(tuple));
	return issue(r, owner, taken, ctx, out);
}

int entry_id_for_profile(struct store *s, struct random_source *r, const char *pool, int64_t person, entry_id_taken_fn *taken, void *ctx, struct checkcode *out)
{
	char owner[80];

	(void)s;
	snprintf(owner, sizeof owner, "%s #%lld", pool, (long long)person);
	return issue(r, owner, taken, ctx, out);
}

int entry_id_end_profile(struct store *s, const char *pool, int64_t person, date_t on)
{
	char owner[80];

	(void)s;
	(void)on;
	snprintf(owner, sizeof owner, "%s #%lld", pool, (long long)person);
	for (size_t i = 0; i < nissued; i++)
		if (strcmp(issued[i].owner, owner) == 0) issued[i].ended = true;
	return 0;
}

int entry_id_members(struct store *s, const char *id, const char *cycle, date_t drawn, const int64_t *application, size_t n)
{
	(void)s;
	(void)cycle;
	(void)drawn;
	(void)application;
	for (size_t i = 0; i < nissued; i++)
		if (strcmp(issued[i].id.z, id) == 0) issued[i].members = n;
	return 0;
}

int entry_id_settle(struct store *s, unsigned edition, const char *commit, date_t day)
{
	(void)s;
	(void)edition;
	(void)commit;
	(void)day;
	for (size_t i = 0; i < nissued; i++) issued[i].live = true;
	return 0;
}

struct fixture {
	struct store *s; struct random_source chance; struct run run; struct diags ds; char dir[32];
	struct vocab areas, years; struct vocab_value area[AREAS], year[YEARS];
	struct policy_field field[2]; struct policy_pool pool; struct policy policy; struct vocabs vocabs;
	struct public_pool *out; struct pool_sums sums;
};

static void add(size_t n, enum consent consent, const char *area, const char *years)
{
	for (size_t i = 0; i < n; i++, npeople++)
		people[npeople] = (struct person){ (int64_t)npeople + 1, consent, REASON_OK, false, area, years, "" };
}

static void begin(struct fixture *f)
{
	struct str err = STR_INIT;

	*f = (struct fixture){ .chance = { random_seeded_fill, 5 }, .ds = DIAGS_INIT, .dir = "/tmp/mp-pool-XXXXXX" };
	assert_non_null(mkdtemp(f->dir));
	f->run = (struct run){ .as_of = date_civil(2026, 3, 11), .random = &f->chance, .workspace = f->dir };
	tree_areas(&f->areas, f->area);
	tree_years(&f->years, f->year);
	f->field[0] = (struct policy_field){ .field = "main_area", .label = "Area", .vocab = &f->areas, .weight = 4, .grouped = true };
	f->field[1] = (struct policy_field){ .field = "experience", .label = "Experience", .vocab = &f->years, .weight = 2, .grouped = true };
	f->pool = (struct policy_pool){ .code = "mentors", .title = "Mentor", .plural = "mentors", .kind = KIND_MENTOR, .field = f->field, .nfields = 2,
		.ngrouped = 2, .text_field = "profile" };
	f->policy = (struct policy){ .audience = "members", .k = 5, .pool = &f->pool, .npools = 1 };
	assert_int_equal(store_open_memory(&f->s, &err), 0);
	assert_int_equal(privacy_migrate(f->s), 0);
	npeople = nissued = 0;
	str_dispose(&err);
}

static void end(struct fixture *f)
{
	public_pool_free(f->out);
	store_close(f->s);
	map_dispose(&f->areas.by_word);
	map_dispose(&f->years.by_word);
	diags_dispose(&f->ds);
	rmdir(f->dir);
}

static int draw(struct fixture *f)
{
	public_pool_free(f->out);
	return pool_draw(f->s, &f->run, &f->policy, &f->vocabs, "2026-03", NULL, NULL, &f->out, &f->sums, &f->ds);
}

static int carry(struct fixture *f)
{
	public_pool_free(f->out);
	return pool_carry(f->s, &f->run, &f->policy, &f->vocabs, &f->out, &f->sums, &f->ds);
}

static bool has(const struct fixture *f, const char *id)
{
	for (size_t i = 0; i < public_pool_entries(f->out); i++)
		if (strcmp(public_entry_id(public_pool_entry(f->out, i)), id) == 0) return true;
	return false;
}

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
	for (size_t i = 0; i < public_pool_entries(f.out); i++) assert_string_equal(public_entry_text(public_pool_entry(f.out, i)), "");
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
		if (!public_entry_is_group(public_pool_entry(f.out, i))) snprintf(id, sizeof id, "%s", public_entry_id(public_pool_entry(f.out, i)));
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
	assert_int_equal(pool_reconcile(f.s, 0, "", f.run.as_of), 0);
	assert_int_equal(carry(&f), 0);
	assert_null(f.out);
	/* died after it: it is settled */
	assert_int_equal(draw(&f), 0);
	assert_int_equal(pool_intend(f.s, 1), 0);
	assert_int_equal(pool_reconcile(f.s, 1, "aaaa", f.run.as_of), 0);
	assert_true(issued[0].live);
	assert_int_equal(carry(&f), 0);
	assert_int_equal(public_pool_groups(f.out), 1);
	/* a draw that nobody meant to publish */
	people[0].area = "gcp";
	assert_int_equal(draw(&f), 0);
	assert_int_equal(pool_reconcile(f.s, 1, "aaaa", f.run.as_of), 0);
	assert_int_equal(carry(&f), 0);
	assert_int_equal(public_pool_groups(f.out), 1);
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
	assert_int_equal(pool_draw(f.s, &f.run, &f.policy, &f.vocabs, "", first_is_taken, &calls, &f.out, &f.sums, &f.ds), 0);
	assert_int_equal(calls, 2);
	end(&f);
}

static void test_utility(void **state)
{
	struct fixture f;
	struct arena mem = ARENA_INIT;
	struct utility u;
	const struct utility_row *current = NULL;

	(void)state;
	begin(&f);
	add(12, CONSENT_GROUP, "glp", "few");
	add(4, CONSENT_GROUP, "gcp", "many");
	add(20, CONSENT_PROFILE, "gcp", "many");
	assert_int_equal(utility_measure(&u, &mem, f.s, &f.run, &f.policy, 0, &f.ds), 0);
	assert_int_equal(u.n, 9); /* three subsets of two fields, three k */
	assert_int_equal(u.persons, 16);
	assert_int_equal(u.profiles, 20);
	assert_string_equal(u.recommendation, "one list without fields");
	for (size_t i = 0; i < u.n; i++)
		if (u.row[i].current) current = &u.row[i];
	assert_non_null(current);
	assert_int_equal(current->subset, 3);
	assert_int_equal(current->groups, 1); /* four are left over, and join the one class */
	assert_int_equal(current->exact_percent, 0);
	assert_int_equal(u.nwarnings, 2); /* exact areas; profiles outnumber groups */
	arena_dispose(&mem);
	end(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_draw), cmocka_unit_test(test_approved_text), cmocka_unit_test(test_under_k),
		cmocka_unit_test(test_left_profile), cmocka_unit_test(test_pause_keeps_the_id), cmocka_unit_test(test_reconcile),
		cmocka_unit_test(test_group_id_returns), cmocka_unit_test(test_policy_changed), cmocka_unit_test(test_taken_id_is_drawn_again),
		cmocka_unit_test(test_utility) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
