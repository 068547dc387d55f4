/* Who could be listed, as drawing, carrying over and the utility table all see it: one row a person, with the reason where
 * somebody cannot be listed. */
#include "base/fs.h"
#include "privacy/pool_internal.h"

/* What codes of a field came to. A stored code is looked up by folded words, which is slow for a million rows of the same
 * few: each is looked up once, and found again by its bytes. Codes that would share a place are looked up each time. */
enum { KNOWN_BITS = 8 };
struct known {
	struct {
		struct sv code; /* p is NULL while the place is free */
		uint16_t value;
	} at[1 << KNOWN_BITS];
};
struct reading {
	struct pool_people *out;
	const struct policy_pool *pool;
	struct known *known; /* per field */
	struct str facts;
	VEC(size_t) values; /* of one field */
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

const struct pool_person *pool_people_find(const struct pool_people *p, int64_t person)
{
	size_t at = row_index_find(&p->by_person, person);

	return at == ROW_NOWHERE ? NULL : &p->v.at[at];
}

static size_t value_of(const struct vocab *v, struct sv code)
{
	size_t value = code.n ? vocab_lookup(v, code) : 0;

	return value == SIZE_MAX ? 0 : value;
}

static size_t place_of(struct sv code)
{
	uint32_t x = (uint32_t)code.n;

	for (size_t i = 0; i < code.n; i++) x = (x ^ (unsigned char)code.p[i]) * UINT32_C(0x01000193);
	return (x ^ x >> 16) * UINT32_C(0x9E3779B1) >> (32 - KNOWN_BITS);
}

static uint16_t known_value(struct reading *r, size_t f, struct sv code)
{
	size_t place = place_of(code);
	struct sv *known = &r->known[f].at[place].code;
	uint16_t *value = &r->known[f].at[place].value;

	if (!code.n) return 0;
	if (known->p && sv_eq(*known, code)) return *value;
	if (known->p) return (uint16_t)value_of(r->pool->field[f].vocab, code);
	*known = arena_sv(&r->out->mem, code);
	return *value = (uint16_t)value_of(r->pool->field[f].vocab, code);
}

static int by_index(const void *a, const void *b)
{
	const size_t *x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

/* One field's known codes in vocabulary order, each once. */
static void append_fact(struct reading *r, size_t f, struct sv codes)
{
	const struct policy_field *field = &r->pool->field[f];
	struct sv one;
	size_t last = 0;

	vec_clear(&r->values);
	while (sv_split(&codes, '|', &one)) {
		size_t value = known_value(r, f, sv_trim(one));

		if (value) vec_push(&r->values, value);
	}
	if (r->values.n > 1) qsort(r->values.at, r->values.n, sizeof *r->values.at, by_index);
	for (size_t i = 0; i < r->values.n && (field->list || i == 0); i++) {
		if (r->values.at[i] == last) continue;
		if (!last) {
			if (r->facts.len) str_putc(&r->facts, ';');
			str_puts(&r->facts, field->field);
		}
		str_putc(&r->facts, last ? '|' : '=');
		last = r->values.at[i];
		str_sv(&r->facts, field->vocab->value[last].code);
	}
}

static void read_profile(struct reading *r, const struct application *a, struct pool_person *p)
{
	struct sv text = r->pool->text_field ? sv_trim(application_field(a, r->pool->text_field)) : sv("");

	str_clear(&r->facts);
	for (size_t f = 0; f < r->pool->nfields; f++) append_fact(r, f, application_field(a, r->pool->field[f].field));
	p->facts = arena_strdup(&r->out->mem, sv_of(&r->facts));
	if (!text.n) return;
	bool held = false;
	struct sha256_hex digest;
	const char *approved = reviews_approved_digest(&r->out->reviews, text, &digest, &held);
	p->text_digest = arena_strdup(&r->out->mem, sv(digest.z));
	if (approved)
		p->text = arena_strdup(&r->out->mem, sv(approved));
	else
		r->out->text_waiting += !held && pool_listed(p) && p->takes_requests;
}

static int take(void *ctx, const struct application *a)
{
	struct reading *r = ctx;
	struct pool_people *out = r->out;
	size_t fields = r->pool->ngrouped;
	struct pool_person p = { a->person, a->id, a->member, a->consent, a->publishable, a->takes_requests, "", NULL,
		"" };
	size_t at = row_index_add(&out->by_person, a->person, out->v.n);
	bool is_new = at == out->v.n;

	out->applications++;
	out->held += a->publishable == REASON_HELD;
	out->tests += a->publishable == REASON_TEST;
	if (!is_new && reason_is_held(a->publishable)) return 0; /* a test entry does not hide the real one */
	if (a->consent == CONSENT_PROFILE) read_profile(r, a, &p);
	if (is_new) {
		vec_push(&out->v, p);
		vec_reserve(&out->leaf, out->v.n * fields);
		out->leaf.n = out->v.n * fields;
	} else {
		out->v.at[at] = p;
	}
	for (size_t f = 0; f < fields; f++)
		out->leaf.at[at * fields + f] = known_value(r, f, application_field(a, r->pool->field[f].field));
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
	struct reading r = { out, pool, xcalloc(pool->nfields, sizeof *r.known), STR_INIT, VEC_INIT };
	int result = -1;

	*out = (struct pool_people)POOL_PEOPLE_INIT;
	if (load_reviews(&out->reviews, &out->mem, run, ds)) goto done;
	if (application_each(s, run, pool->kind, true, take, &r)) {
		pool_store_failed(s, ds);
		goto done;
	}
	result = 0;
done:
	free(r.known);
	str_dispose(&r.facts);
	vec_dispose(&r.values);
	return result;
}

int pool_people_ladder(struct ladder *out, struct arena *mem, const struct pool_people *p,
	const struct policy_pool *pool, const size_t *some, size_t n, unsigned k)
{
	size_t fields = pool->ngrouped;
	struct ladder_field *field = xcalloc(fields, sizeof *field);
	uint16_t *leaf = xcalloc(n * fields, sizeof *leaf);
	int result;

	for (size_t f = 0; f < fields; f++)
		field[f] = (struct ladder_field){ pool->field[f].vocab, pool->field[f].weight };
	for (size_t i = 0; i < n; i++)
		for (size_t f = 0; f < fields; f++) leaf[i * fields + f] = p->leaf.at[some[i] * fields + f];
	result = ladder_run(out, mem, field, fields, leaf, NULL, n, k);
	free(field);
	free(leaf);
	return result;
}

void pool_people_dispose(struct pool_people *p)
{
	vec_dispose(&p->v);
	vec_dispose(&p->leaf);
	row_index_dispose(&p->by_person);
	reviews_dispose(&p->reviews);
	arena_dispose(&p->mem);
}
