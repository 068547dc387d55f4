/* Drawing a pool: who is listed, how, and under which Entry IDs. Everything is written as "next" in one transaction and then
 * counted again from the tables: should a group ever hold fewer than k people, the program stops before anybody sees it. */
#include "privacy/pool_internal.h"

struct draw {
	struct store *s;
	const struct run *run;
	const struct policy_pool *pool;
	struct pool_head head;
	entry_id_taken_fn *taken;
	void *ctx;
	struct pool_people people;
	struct pool_rows before;
	struct map had_profile;      /* person -> index into before */
	VEC(size_t) grouped;         /* indices into people */
	struct pool_sums *sums;
	struct arena mem;
};

static struct sv person_key(const int64_t *person)
{
	return sv_n((const char *)person, sizeof *person);
}

static const struct pool_row *profile_before(const struct draw *d, int64_t person)
{
	uint64_t at = 0;

	return map_get(&d->had_profile, person_key(&person), &at) ? &d->before.v.at[at] : NULL;
}

static int read_before(struct draw *d)
{
	if (pool_read_rows(d->s, &d->mem, d->pool->code, POOL_CURRENT, &d->before)) return -1;
	for (size_t i = 0; i < d->before.v.n; i++)
		if (d->before.v.at[i].kind == POOL_PROFILE) map_set(&d->had_profile, person_key(&d->before.v.at[i].person), i);
	return 0;
}

/* Somebody who stays with a profile but cannot be shown now keeps the ID, unseen; so it is also known, later, that they had one. */
static int keep_unseen(struct draw *d, const struct pool_person *p)
{
	const struct pool_row *had = profile_before(d, p->person);

	if (!had || had->ends != POOL_STANDS || p->consent != CONSENT_PROFILE) return 0;
	return pool_write_row(d->s, d->pool->code, POOL_NEXT, &(struct pool_row){ had->id, POOL_PROFILE, "", "", p->person, true, POOL_STANDS });
}

static int place_profile(struct draw *d, const struct pool_person *p)
{
	struct checkcode id;
	struct pool_row row = { id.z, POOL_PROFILE, p->facts, p->text ? p->text : "", p->person, false, POOL_STANDS };

	if (entry_id_for_profile(d->s, d->run->random, d->pool->code, p->person, d->taken, d->ctx, &id)) return -1;
	if (pool_write_row(d->s, d->pool->code, POOL_NEXT, &row) || pool_write_member(d->s, d->pool->code, POOL_NEXT, id.z, p)) return -1;
	d->sums->listed_profile++;
	d->sums->profiles++;
	return entry_id_members(d->s, id.z, d->head.cycle, d->head.drawn, &p->application, 1);
}

/* Decides for one person; those for groups are only collected. */
static int place(struct draw *d, size_t i)
{
	const struct pool_person *p = &d->people.v.at[i];

	if (!pool_listed(p)) {
		bool listable = p->why == REASON_OK || p->why == REASON_NO_AREA;

		d->sums->unlisted[!listable ? p->why : p->consent == CONSENT_NONE ? REASON_NEVER_ASKED : REASON_NOT_LISTED]++;
		return keep_unseen(d, p);
	}
	if (p->consent == CONSENT_GROUP) {
		if (profile_before(d, p->person))
			d->sums->left_profile_waiting++;
		else
			vec_push(&d->grouped, i);
		return 0;
	}
	if (p->takes_requests) return place_profile(d, p);
	d->sums->at_capacity++;
	return keep_unseen(d, p);
}

static const char *tuple_text(struct draw *d, const size_t *tuple)
{
	struct str text = STR_INIT;
	const char *kept;

	for (size_t f = 0; f < d->pool->ngrouped; f++)
		str_printf(&text, "%s%s=%.*s", f ? ";" : "", d->pool->field[f].field, SV_ARG(d->pool->field[f].vocab->value[tuple[f]].code));
	kept = arena_strdup(&d->mem, sv_of(&text));
	str_dispose(&text);
	return kept;
}

static int place_group(struct draw *d, const struct ladder_class *c)
{
	const char *tuple = tuple_text(d, c->tuple);
	int64_t *application = ARENA_ARRAY(&d->mem, int64_t, c->n);
	struct checkcode id;

	if (entry_id_for_group(d->s, d->run->random, d->pool->code, sv(tuple), d->taken, d->ctx, &id)) return -1;
	if (pool_write_row(d->s, d->pool->code, POOL_NEXT, &(struct pool_row){ id.z, POOL_GROUP, tuple, "", 0, false, POOL_STANDS })) return -1;
	for (size_t i = 0; i < c->n; i++) {
		const struct pool_person *p = &d->people.v.at[d->grouped.at[c->row[i]]];

		application[i] = p->application;
		if (pool_write_member(d->s, d->pool->code, POOL_NEXT, id.z, p)) return -1;
	}
	d->sums->groups++;
	d->sums->listed_group += c->n;
	if (d->pool->ngrouped && d->pool->field[0].vocab->value[c->tuple[0]].leaf && c->tuple[0]) d->sums->exact_first_field += c->n;
	return entry_id_members(d->s, id.z, d->head.cycle, d->head.drawn, application, c->n);
}

static int place_groups(struct draw *d, struct diags *ds)
{
	size_t nf = d->pool->ngrouped;
	struct ladder_field *field = ARENA_ARRAY(&d->mem, struct ladder_field, nf);
	size_t *leaf = ARENA_ARRAY(&d->mem, size_t, d->grouped.n * nf);
	struct ladder ladder;

	for (size_t f = 0; f < nf; f++) field[f] = (struct ladder_field){ d->pool->field[f].vocab, d->pool->field[f].weight };
	for (size_t i = 0; i < d->grouped.n; i++)
		for (size_t f = 0; f < nf; f++) leaf[i * nf + f] = d->people.leaf.at[d->grouped.at[i] * nf + f];
	if (ladder_run(&ladder, &d->mem, field, nf, leaf, d->grouped.n, d->head.k)) {
		diags_error(ds, "P017", NOPLACE, "group fewer fields", "there are more than a million ways to generalize the pool \"%s\"", d->pool->code);
		return -1;
	}
	for (size_t c = 0; c < ladder.n; c++)
		if (place_group(d, &ladder.at[c])) return -1;
	d->sums->under_k = ladder.unplaced;
	return 0;
}

static int count_again(struct draw *d)
{
	size_t persons = 0, smallest = 0;

	if (pool_members(d->s, d->pool->code, POOL_NEXT, &persons, &smallest)) return -1;
	if (d->sums->groups && (smallest < d->head.k || persons != d->sums->listed_group)) {
		fprintf(stderr, "mentorpress: bug: a group of %zu people was drawn where k is %u; nothing was published\n", smallest, d->head.k);
		abort();
	}
	d->sums->smallest_group = smallest;
	return 0;
}

static int draw_one(struct draw *d, struct public_pool **out, struct diags *ds)
{
	struct pool_rows rows = { VEC_INIT };
	size_t errors = ds->errors;

	*d->sums = (struct pool_sums){ .pool = d->pool->code };
	if (pool_people_read(&d->people, d->s, d->run, d->pool, ds)) return -1;
	if (pool_forget(d->s, d->pool->code, POOL_NEXT) || pool_write_head(d->s, d->pool->code, POOL_NEXT, &d->head) || read_before(d)) goto failed;
	for (size_t i = 0; i < d->people.v.n; i++)
		if (place(d, i)) goto failed;
	if (place_groups(d, ds)) goto failed;
	d->sums->applications = d->people.applications;
	d->sums->text_waiting = d->people.text_waiting;
	if (count_again(d)) goto failed;
	if (pool_read_rows(d->s, &d->mem, d->pool->code, POOL_NEXT, &rows)) goto failed;
	*out = pool_publish(d->pool, &d->head, rows.v.at, rows.v.n, ds);
	vec_dispose(&rows.v);
	return *out ? 0 : -1;
failed:
	vec_dispose(&rows.v);
	if (ds->errors == errors) pool_store_failed(d->s, ds);
	return -1;
}

static void draw_dispose(struct draw *d)
{
	pool_people_dispose(&d->people);
	vec_dispose(&d->before.v);
	map_dispose(&d->had_profile);
	vec_dispose(&d->grouped);
	arena_dispose(&d->mem);
}

int pool_draw(struct store *s, const struct run *run, const struct policy *policy, const struct vocabs *vocabs, const char *cycle,
	entry_id_taken_fn *taken, void *ctx, struct public_pool **pools, struct pool_sums *sums, struct diags *ds)
{
	int result = 0;

	(void)vocabs; /* the policy's fields point into them */
	for (size_t p = 0; p < policy->npools; p++) pools[p] = NULL;
	if (store_begin(s)) {
		pool_store_failed(s, ds);
		return -1;
	}
	for (size_t p = 0; p < policy->npools && result == 0; p++) {
		struct draw d = { .s = s, .run = run, .pool = &policy->pool[p], .head = { run->as_of, cycle ? cycle : "", policy->k }, .taken = taken,
			.ctx = ctx, .had_profile = MAP_INIT, .sums = &sums[p], .mem = ARENA_INIT };

		result = draw_one(&d, &pools[p], ds);
		draw_dispose(&d);
	}
	if (result == 0 && store_commit(s) == 0) return 0;
	if (result == 0) pool_store_failed(s, ds);
	store_rollback(s);
	for (size_t p = 0; p < policy->npools; p++) {
		public_pool_free(pools[p]);
		pools[p] = NULL;
	}
	return -1;
}
