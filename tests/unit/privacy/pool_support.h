/* pool_support: people and Entry IDs made by the test: records/ is replaced by the few functions that the pool asks of it. */
#ifndef TESTS_PRIVACY_POOL_SUPPORT_H
#define TESTS_PRIVACY_POOL_SUPPORT_H
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <unistd.h>
#include "base/fs.h"
#include "privacy/pool_internal.h"
#include "privacy/review.h"
#include "privacy/utility.h"
#include "records/member.h"
#include "trees.h"
#define UNUSED_OK __attribute__((unused))

enum { PEOPLE_MAX = 60 };
struct person {
	int64_t id;
	enum consent consent;
	enum reason why;
	bool full;
	const char *area, *years, *text;
	int64_t is /* another's number, 0: the own */, member;
};
static struct person people[PEOPLE_MAX];
static size_t npeople;

/* What the pool sees of records/. */

int application_each(struct store *s, const struct run *run, enum application_kind kind, bool current_only,
	application_fn *fn, void *ctx)
{
	(void)s;
	(void)run;
	assert_true(current_only);
	for (size_t i = 0; i < npeople && kind == KIND_MENTOR; i++) {
		struct application a = { .id = 1000 + people[i].id,
			.person = people[i].is ? people[i].is : people[i].id,
			.member = people[i].member,
			.kind = kind,
			.consent = people[i].consent,
			.current = true,
			.takes_requests = !people[i].full,
			.publishable = people[i].why,
			.fields = { (const char *)&people[i], sizeof people[i] } };

		fn(ctx, &a);
	}
	return 0;
}

int application_persons(struct store *s, struct row_index *out)
{
	(void)s;
	for (size_t i = 0; i < npeople; i++)
		row_index_set(out, 1000 + people[i].id, (size_t)(people[i].is ? people[i].is : people[i].id));
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

/* What the list of members says: nobody, where a test does not fill it. */
struct roster_row {
	int64_t id;
	const char *area, *years;
};
static struct roster_row roster[PEOPLE_MAX];
static size_t nroster;

int member_each(struct store *s, const struct run *run, member_fn *fn, void *ctx)
{
	(void)s;
	(void)run;
	for (size_t i = 0; i < nroster; i++)
		fn(ctx, &(struct member){ roster[i].id, { (const char *)&roster[i], sizeof roster[i] }, NULL });
	return 0;
}

struct sv member_field(const struct member *m, const char *name)
{
	const struct roster_row *r = (const struct roster_row *)(const void *)m->fields.p;

	return strcmp(name, "main_area") == 0 ? sv(r->area) : strcmp(name, "experience") == 0 ? sv(r->years) : sv("");
}

/* IDs: one an owner while it lives. */
static struct {
	char owner[80];
	struct checkcode id;
	bool ended, live;
	size_t members;
} issued[200];
static size_t nissued;

static int issue(struct random_source *r, const char *owner, entry_id_taken_fn *taken, void *ctx, struct checkcode *out)
{
	for (size_t i = 0; i < nissued; i++)
		if (!issued[i].ended && strcmp(issued[i].owner, owner) == 0) {
			*out = issued[i].id;
			return 0;
		}
	do *out = checkcode_draw(r);
	while (taken && taken(ctx, out->z));
	snprintf(issued[nissued].owner, sizeof issued[0].owner, "%s", owner);
	issued[nissued].ended = issued[nissued].live = false;
	issued[nissued++].id = *out;
	return 0;
}

int entry_id_for_group(struct store *s, struct random_source *r, const char *pool, struct sv tuple,
	entry_id_taken_fn *taken, void *ctx, struct checkcode *out)
{
	char owner[80];

	(void)s;
	snprintf(owner, sizeof owner, "%s %.*s", pool, SV_ARG(tuple));
	return issue(r, owner, taken, ctx, out);
}

int entry_id_for_profile(struct store *s, struct random_source *r, const char *pool, int64_t person,
	entry_id_taken_fn *taken, void *ctx, struct checkcode *out)
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

/* What pool_adopt hands over, one line an entry. */
static char adopted[512];
int entry_id_adopt(struct store *s, const char *id, const char *pool, struct sv tuple, unsigned edition,
	const char *commit, date_t day, bool *is_new)
{
	size_t n = strlen(adopted);

	(void)s;
	(void)commit;
	(void)day;
	*is_new = strstr(adopted, id) == NULL;
	snprintf(adopted + n, sizeof adopted - n, "%s %s [%.*s] %u\n", pool, id, SV_ARG(tuple), edition);
	return 0;
}

int entry_id_members(
	struct store *s, const char *id, const char *cycle, date_t drawn, const int64_t *application, size_t n)
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

UNUSED_OK static int forgotten;

int entry_id_forget(struct store *s)
{
	(void)s;
	forgotten++;
	return 0;
}

struct fixture {
	struct store *s;
	struct random_source chance;
	struct run run;
	struct diags ds;
	char dir[32];
	struct vocab areas, years;
	struct vocab_value area[AREAS], year[YEARS];
	struct policy_field field[2];
	struct policy_pool pool;
	struct policy policy;
	struct vocabs vocabs;
	struct public_pool *out;
	struct pool_sums sums;
};

UNUSED_OK static void add(size_t n, enum consent consent, const char *area, const char *years)
{
	for (size_t i = 0; i < n; i++, npeople++)
		people[npeople] =
			(struct person){ (int64_t)npeople + 1, consent, REASON_OK, false, area, years, "", 0, 0 };
}

UNUSED_OK static void begin(struct fixture *f)
{
	struct str err = STR_INIT;

	*f = (struct fixture){ .chance = { random_seeded_fill, 5 }, .ds = DIAGS_INIT, .dir = "/tmp/mp-pool-XXXXXX" };
	assert_non_null(mkdtemp(f->dir));
	f->run = (struct run){ .as_of = date_civil(2026, 3, 11), .random = &f->chance, .workspace = f->dir };
	tree_areas(&f->areas, f->area);
	tree_years(&f->years, f->year);
	f->field[0] = (struct policy_field){
		.field = "main_area", .label = "Area", .vocab = &f->areas, .weight = 4, .grouped = true
	};
	f->field[1] = (struct policy_field){
		.field = "experience", .label = "Experience", .vocab = &f->years, .weight = 2, .grouped = true
	};
	f->pool = (struct policy_pool){ .code = "mentors",
		.title = "Mentor",
		.plural = "mentors",
		.kind = KIND_MENTOR,
		.field = f->field,
		.nfields = 2,
		.ngrouped = 2,
		.text_field = "profile" };
	f->policy = (struct policy){ .audience = "members", .k = 5, .pool = &f->pool, .npools = 1 };
	assert_int_equal(store_open_memory(&f->s, &err), 0);
	assert_int_equal(privacy_migrate(f->s), 0);
	npeople = nissued = nroster = 0;
	str_dispose(&err);
}

UNUSED_OK static void end(struct fixture *f)
{
	public_pool_free(f->out);
	store_close(f->s);
	map_dispose(&f->areas.by_word);
	map_dispose(&f->years.by_word);
	diags_dispose(&f->ds);
	rmdir(f->dir);
}

static unsigned ncycles;
/* Draws the last cycle once more. */
UNUSED_OK static int draw_again(struct fixture *f)
{
	char cycle[24];

	snprintf(cycle, sizeof cycle, "cycle %u", ncycles);
	public_pool_free(f->out);
	return pool_draw(f->s, &f->run, &f->policy, &f->vocabs, cycle, NULL, NULL, &f->out, &f->sums, &f->ds);
}

UNUSED_OK static int carry(struct fixture *f)
{
	public_pool_free(f->out);
	return pool_carry(f->s, &f->run, &f->policy, &f->vocabs, &f->out, &f->sums, &f->ds);
}

UNUSED_OK static bool has(const struct fixture *f, const char *id)
{
	for (size_t i = 0; i < public_pool_entries(f->out); i++)
		if (strcmp(public_entry_id(public_pool_entry(f->out, i)), id) == 0) return true;
	return false;
}

UNUSED_OK static int reconcile(struct fixture *f, unsigned edition, const char *commit, bool cycle)
{
	const struct pool_published newest = { edition, commit, edition > 0 };

	return pool_reconcile(f->s, &newest, f->run.as_of, cycle, &f->ds);
}

/* Settled as edition n. */
UNUSED_OK static int draw(struct fixture *f)
{
	ncycles++;
	return draw_again(f);
}
UNUSED_OK static void publish(struct fixture *f, unsigned n)
{
	assert_int_equal(pool_settle(f->s, n, "aaaa", f->run.as_of), 0);
}
#endif
