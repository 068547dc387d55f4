/* Drawing a pool: who is listed, how, and under which Entry IDs. Everything is written as "next" in one transaction and then
 * counted again from the tables: should a group ever hold fewer than k people, the program stops before anybody sees it. */
#include "privacy/pool_internal.h"

/* Chance by the block: an Entry ID takes six draws, and one call to the system for each is a tenth of the time of drawing a large pool. */
struct chance {
	struct random_source source;
	struct random_source *from;
	size_t left;
	unsigned char block[1024];
};

static int chance_fill(struct random_source *self, void *buf, size_t n)
{
	struct chance *c = (struct chance *)self;

	if (n > sizeof c->block) return random_bytes(c->from, buf, n);
	if (n > c->left) {
		if (random_bytes(c->from, c->block, sizeof c->block)) return -1;
		c->left = sizeof c->block;
	}
	memcpy(buf, c->block + sizeof c->block - c->left, n);
	c->left -= n;
	return 0;
}

struct placed {
	struct checkcode id;
	uint32_t person; /* index into people */
};
struct draw {
	struct store *s;
	const struct run *run;
	struct random_source *chance;
	const struct policy_pool *pool;
	struct pool_head head;
	entry_id_taken_fn *taken;
	void *ctx;
	struct pool_people people;
	struct pool_rows before;
	struct map had_profile; /* person -> index into before */
	VEC(size_t) grouped;    /* indices into people */
	VEC(struct placed) profiles;
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

/* Who waited in the last drawing has waited, unless this one is of the same cycle: after a rule was mended, say, or a run that died. */
static int read_before(struct draw *d)
{
	struct pool_head last = { .cycle = "" };
	int found = pool_read_head(d->s, &d->mem, d->pool->code, POOL_CURRENT, &last);
	bool again = found == 0 && d->head.cycle[0] && !strcmp(last.cycle, d->head.cycle);
	struct row_index persons = ROW_INDEX_INIT;

	if (found < 0 || pool_read_rows(d->s, &d->mem, d->pool->code, POOL_CURRENT, &d->before) ||
		(d->before.v.n && application_persons(d->s, &persons))) {
		row_index_dispose(&persons);
		return -1;
	}
	pool_find_owners(&d->before, &persons);
	row_index_dispose(&persons);
	for (size_t i = 0; i < d->before.v.n; i++)
		if (d->before.v.at[i].kind == POOL_PROFILE && (again || d->before.v.at[i].ends != POOL_WAITED))
			map_set(&d->had_profile, person_key(&d->before.v.at[i].owner), i);
	return 0;
}

/* Somebody who stays with a profile but cannot be shown now keeps the ID, unseen; so it is also known, later, that they had one. Who has left
 * it is noted as well. */
static int keep_unseen(struct draw *d, const struct pool_person *p)
{
	const struct pool_row *had = profile_before(d, p->person);
	bool stays;

	if (!had) return 0;
	stays = had->ends == POOL_STANDS && !pool_left_profile(p);
	return pool_write_row(d->s, d->pool->code, POOL_NEXT,
		&(struct pool_row){ .id = had->id,
			.kind = POOL_PROFILE,
			.facts = "",
			.text = "",
			.person = had->person,
			.hidden = true,
			.ends = stays ? POOL_STANDS : POOL_WAITED,
			.application = p->application });
}

static int place_profile(struct draw *d, size_t i)
{
	struct placed placed = { .person = (uint32_t)i };

	if (entry_id_for_profile(
		    d->s, d->chance, d->pool->code, d->people.v.at[i].person, d->taken, d->ctx, &placed.id))
		return -1;
	vec_push(&d->profiles, placed);
	d->sums->listed_profile++;
	d->sums->profiles++;
	return 0;
}

static int write_profile(struct draw *d, const struct placed *placed)
{
	const struct pool_person *p = &d->people.v.at[placed->person];
	struct pool_row row = { placed->id.z, POOL_PROFILE, p->facts, p->text ? p->text : "", p->person, false,
		POOL_STANDS, p->application, p->text_digest, p->person };

	if (pool_write_row(d->s, d->pool->code, POOL_NEXT, &row) ||
		pool_write_member(d->s, d->pool->code, POOL_NEXT, placed->id.z, p))
		return -1;
	return entry_id_members(d->s, placed->id.z, d->head.cycle, d->head.drawn, &p->application, 1);
}

static int by_id(const void *a, const void *b)
{
	const struct placed *x = a, *y = b;

	return strcmp(x->id.z, y->id.z);
}

/* In the tables' own order: IDs are random, and a large pool written in any other order would touch all of its pages again and again. */
static int write_profiles(struct draw *d)
{
	if (d->profiles.n) qsort(d->profiles.at, d->profiles.n, sizeof *d->profiles.at, by_id);
	for (size_t i = 0; i < d->profiles.n; i++)
		if (write_profile(d, &d->profiles.at[i])) return -1;
	return 0;
}

/* Decides for one person; those for groups are only collected. */
static int place(struct draw *d, size_t i)
{
	const struct pool_person *p = &d->people.v.at[i];

	if (!pool_listed(p)) {
		bool listable = p->why == REASON_OK || p->why == REASON_NO_AREA;

		if (!reason_is_held(p->why))
			d->sums->unlisted[!listable                    ? p->why
					  : p->consent == CONSENT_NONE ? REASON_NEVER_ASKED
								       : REASON_NOT_LISTED]++;
		return keep_unseen(d, p);
	}
	if (p->consent == CONSENT_GROUP) {
		if (!profile_before(d, p->person)) {
			vec_push(&d->grouped, i);
			return 0;
		}
		d->sums->left_profile_waiting++;
		return keep_unseen(d, p);
	}
	if (p->takes_requests) return place_profile(d, i);
	d->sums->at_capacity++;
	return keep_unseen(d, p);
}

static const char *tuple_text(struct draw *d, const size_t *tuple)
{
	struct str text = STR_INIT;
	const char *kept;

	for (size_t f = 0; f < d->pool->ngrouped; f++)
		str_printf(&text, "%s%s=%.*s", f ? ";" : "", d->pool->field[f].field,
			SV_ARG(d->pool->field[f].vocab->value[tuple[f]].code));
	kept = arena_strdup(&d->mem, sv_of(&text));
	str_dispose(&text);
	return kept;
}

static int place_group(struct draw *d, const struct ladder_class *c)
{
	const char *tuple = tuple_text(d, c->tuple);
	int64_t *application = ARENA_ARRAY(&d->mem, int64_t, c->n);
	struct checkcode id;

	if (entry_id_for_group(d->s, d->chance, d->pool->code, sv(tuple), d->taken, d->ctx, &id)) return -1;
	if (pool_write_row(d->s, d->pool->code, POOL_NEXT,
		    &(struct pool_row){ .id = id.z, .kind = POOL_GROUP, .facts = tuple, .text = "" }))
		return -1;
	for (size_t i = 0; i < c->n; i++) {
		const struct pool_person *p = &d->people.v.at[d->grouped.at[c->row[i]]];

		application[i] = p->application;
		if (pool_write_member(d->s, d->pool->code, POOL_NEXT, id.z, p)) return -1;
	}
	d->sums->groups++;
	d->sums->listed_group += c->n;
	if (d->pool->ngrouped && d->pool->field[0].vocab->value[c->tuple[0]].leaf && c->tuple[0])
		d->sums->exact_first_field += c->n;
	return entry_id_members(d->s, id.z, d->head.cycle, d->head.drawn, application, c->n);
}

static int place_groups(struct draw *d, struct diags *ds)
{
	struct ladder ladder;

	if (pool_people_ladder(&ladder, &d->mem, &d->people, d->pool, d->grouped.at, d->grouped.n, d->head.k)) {
		diags_error(ds, "P017", NOPLACE, "group fewer fields",
			"there are more than a million ways to generalize the pool \"%s\"", d->pool->code);
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
		fprintf(stderr,
			"mentorpress: bug: a group of %zu people was drawn where k is %u; nothing was published\n",
			smallest, d->head.k);
		abort();
	}
	d->sums->smallest_group = smallest;
	return 0;
}

/* Of a draw that goes on, it leaves nothing of the people. */
static void draw_dispose(struct draw *d)
{
	pool_people_dispose(&d->people);
	vec_dispose(&d->before.v);
	map_dispose(&d->had_profile);
	vec_dispose(&d->grouped);
	vec_dispose(&d->profiles);
	arena_dispose(&d->mem);
}

static int draw_one(struct draw *d, struct public_pool **out, struct diags *ds)
{
	struct pool_rows rows = { VEC_INIT };
	size_t errors = ds->errors;

	*d->sums = (struct pool_sums){ .pool = d->pool->code };
	if (pool_people_read(&d->people, d->s, d->run, d->pool, ds)) return -1;
	if (pool_forget(d->s, d->pool->code, POOL_NEXT) || pool_write_head(d->s, d->pool->code, POOL_NEXT, &d->head) ||
		read_before(d))
		goto failed;
	for (size_t i = 0; i < d->people.v.n; i++)
		if (place(d, i)) goto failed;
	if (write_profiles(d) || place_groups(d, ds)) goto failed;
	d->sums->applications = d->people.applications;
	d->sums->unlisted[REASON_HELD] = d->people.held;
	d->sums->unlisted[REASON_TEST] = d->people.tests;
	d->sums->text_waiting = d->people.text_waiting;
	if (count_again(d)) goto failed;
	draw_dispose(d); /* of a large pool as much as all that follows needs */
	if (pool_read_rows(d->s, &d->mem, d->pool->code, POOL_NEXT, &rows)) goto failed;
	*out = pool_publish(d->pool, &d->head, rows.v.at, rows.v.n, ds);
	vec_dispose(&rows.v);
	return *out ? 0 : -1;
failed:
	vec_dispose(&rows.v);
	if (ds->errors == errors) pool_store_failed(d->s, ds);
	return -1;
}

int pool_draw(struct store *s, const struct run *run, const struct policy *policy, const struct vocabs *vocabs,
	const char *cycle, entry_id_taken_fn *taken, void *ctx, struct public_pool **pools, struct pool_sums *sums,
	struct diags *ds)
{
	struct chance chance = { .source = { chance_fill, 0 }, .from = run->random };
	int result = 0;

	(void)vocabs; /* the policy's fields point into them */
	for (size_t p = 0; p < policy->npools; p++) pools[p] = NULL;
	if (store_begin(s)) {
		pool_store_failed(s, ds);
		return -1;
	}
	for (size_t p = 0; p < policy->npools && result == 0; p++) {
		struct draw d = { .s = s,
			.run = run,
			.chance = &chance.source,
			.pool = &policy->pool[p],
			.head = { run->as_of, cycle ? cycle : "", policy->k },
			.taken = taken,
			.ctx = ctx,
			.had_profile = MAP_INIT,
			.sums = &sums[p],
			.mem = ARENA_INIT };

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
