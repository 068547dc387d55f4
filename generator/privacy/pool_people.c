/* Who could be listed, as drawing, carrying over and the utility table all see it: one row a person, with the reason where
 * somebody cannot be listed. */
#include "base/fs.h"
#include "privacy/pool_internal.h"

struct reading {
	struct pool_people *out;
	const struct policy_pool *pool;
	struct str facts;
};

bool pool_listed(const struct pool_person *p)
{
	return (p->why == REASON_OK || p->why == REASON_NO_AREA) &&
	       (p->consent == CONSENT_GROUP || p->consent == CONSENT_PROFILE);
}

bool pool_left_profile(const struct pool_person *p)
{
	if (p && reason_is_held(p->why)) return false;
	return !p || p->consent != CONSENT_PROFILE || p->why == REASON_WITHDRAWN ||
	       p->why == REASON_CONSENT_WITHDRAWN || p->why == REASON_NOT_LISTED || p->why == REASON_NEVER_ASKED;
}

static struct sv person_key(const int64_t *person)
{
	return sv_n((const char *)person, sizeof *person);
}

const struct pool_person *pool_people_find(const struct pool_people *p, int64_t person)
{
	uint64_t at = 0;

	return map_get(&p->by_person, person_key(&person), &at) ? &p->v.at[at] : NULL;
}

static size_t value_of(const struct vocab *v, struct sv code)
{
	size_t value = code.n ? vocab_lookup(v, code) : 0;

	return value == SIZE_MAX ? 0 : value;
}

static int by_index(const void *a, const void *b)
{
	const size_t *x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

/* One field's known codes in vocabulary order, each once. */
static void append_fact(struct str *facts, const struct policy_field *f, struct sv codes)
{
	VEC(size_t) values = VEC_INIT;
	struct sv one;
	size_t last = 0;

	while (sv_split(&codes, '|', &one)) {
		size_t value = value_of(f->vocab, sv_trim(one));

		if (value) vec_push(&values, value);
	}
	if (values.n) qsort(values.at, values.n, sizeof *values.at, by_index);
	for (size_t i = 0; i < values.n && (f->list || i == 0); i++) {
		if (values.at[i] == last) continue;
		if (last)
			str_putc(facts, '|');
		else
			str_printf(facts, "%s%s=", facts->len ? ";" : "", f->field);
		last = values.at[i];
		str_sv(facts, f->vocab->value[last].code);
	}
	vec_dispose(&values);
}

static void read_profile(struct reading *r, const struct application *a, struct pool_person *p)
{
	struct sv text = r->pool->text_field ? sv_trim(application_field(a, r->pool->text_field)) : sv("");

	str_clear(&r->facts);
	for (size_t f = 0; f < r->pool->nfields; f++)
		append_fact(&r->facts, &r->pool->field[f], application_field(a, r->pool->field[f].field));
	p->facts = arena_strdup(&r->out->mem, sv_of(&r->facts));
	if (!text.n) return;
	p->text_digest = arena_strdup(&r->out->mem, sv(review_digest(text).z));
	bool held = false;
	const char *approved = reviews_approved(&r->out->reviews, text, &held);
	if (approved)
		p->text = arena_strdup(&r->out->mem, sv(approved));
	else
		r->out->text_waiting += !held && pool_listed(p) && p->takes_requests;
}

static int take(void *ctx, const struct application *a)
{
	struct reading *r = ctx;
	struct pool_people *out = r->out;
	struct pool_person p = { a->person, a->id, a->member, a->consent, a->publishable, a->takes_requests, "", NULL,
		"" };
	uint64_t at = out->v.n;
	bool is_new = map_add(&out->by_person, person_key(&a->person), at);

	out->applications++;
	out->held += a->publishable == REASON_HELD;
	out->tests += a->publishable == REASON_TEST;
	if (!is_new && reason_is_held(a->publishable)) return 0; /* a test entry does not hide the real one */
	if (!is_new) map_get(&out->by_person, person_key(&a->person), &at);
	if (a->consent == CONSENT_PROFILE) read_profile(r, a, &p);
	if (is_new) {
		vec_push(&out->v, p);
		for (size_t f = 0; f < r->pool->ngrouped; f++) vec_push(&out->leaf, 0);
	} else {
		out->v.at[at] = p;
	}
	for (size_t f = 0; f < r->pool->ngrouped; f++)
		out->leaf.at[at * r->pool->ngrouped + f] =
			(uint16_t)value_of(r->pool->field[f].vocab, application_field(a, r->pool->field[f].field));
	return 0;
}

/* The workspace's own file name for reviews where it has settings. */
static int load_reviews(struct reviews *out, struct arena *mem, const struct run *run, struct diags *ds)
{
	struct settings settings = { .reviews = "records/reviews.csv" };

	if (fs_exists(fs_join(mem, run->workspace, "mentorpress.yml")) &&
		settings_load(&settings, mem, run->workspace, ds))
		return -1;
	return reviews_load(out, run, &settings, ds);
}

int pool_people_read(struct pool_people *out, struct store *s, const struct run *run, const struct policy_pool *pool,
	struct diags *ds)
{
	struct reading r = { out, pool, STR_INIT };
	int result = -1;

	*out = (struct pool_people){ .mem = ARENA_INIT, .by_person = MAP_INIT, .reviews = { MAP_INIT, MAP_INIT, ARENA_INIT, 0 } };
	if (load_reviews(&out->reviews, &out->mem, run, ds)) goto done;
	if (application_each(s, run, pool->kind, true, take, &r)) {
		pool_store_failed(s, ds);
		goto done;
	}
	result = 0;
done:
	str_dispose(&r.facts);
	return result;
}

void pool_people_dispose(struct pool_people *p)
{
	vec_dispose(&p->v);
	vec_dispose(&p->leaf);
	map_dispose(&p->by_person);
	reviews_dispose(&p->reviews);
	arena_dispose(&p->mem);
}
