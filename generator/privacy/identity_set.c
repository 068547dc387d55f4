/* Keeping fingerprints: a sorted array with a directory by their first bits, and a filter in front. A hash table would need
 * a third more room for the same speed, and room is what a society of a hundred thousand runs out of. */
#include "privacy/identity_set.h"
#include <assert.h>
#include "base/large_pages.h"
#include "base/random.h"
#include "privacy/identity_erased.h"
#include "privacy/identity_kept.h"

enum {
	HASH_BITS = IDENTITY_HASH_BITS,
	PER_BUCKET = 4,
	SHARED = 3,
	FILTER_BITS_EACH = 12,
	FILTER_LOG_MAX = 27,
	BEGINS_BITS_EACH = 16,
	BEGINS_LOG_MAX = 25
};

/* The first eight bytes of the words written together, the first of them lowest. */
static uint64_t first_eight(const struct sv *word, size_t n)
{
	uint64_t eight = 0;
	unsigned have = 0;

	for (size_t w = 0; w < n && have < 8; w++)
		for (size_t i = 0; i < word[w].n && have < 8; i++)
			eight |= (uint64_t)(unsigned char)word[w].p[i] << 8 * have++;
	return eight;
}

/* The filter is larger than the processor's caches: what goes into it waits until its place has been fetched. */
static void remember_waiting(struct identity_set *s)
{
	for (size_t i = 0; i < s->nwaiting; i++) *s->waiting[i].at |= s->waiting[i].bits;
	s->nwaiting = 0;
}

static void remember_opening(struct identity_set *s, uint64_t eight, size_t length)
{
	struct identity_opening o = identity_opening(s, identity_mixed(s, eight));
	uint32_t head = identity_head(eight);

	s->heads[head >> 6] |= UINT64_C(1) << (head & 63);
	__builtin_prefetch(o.at, 1);
	s->waiting[s->nwaiting++] =
		(struct identity_waiting){ o.at, identity_opening_bits(o) | identity_length_bit(o, length) };
	if (s->nwaiting == IDENTITY_WAITING) remember_waiting(s);
}

void identity_add(struct identity_set *s, enum identity_kind kind, uint32_t person, const struct sv *word, size_t n)
{
	struct identity_value v = { .person = person, .kind = (uint8_t)kind, .holders = 1, .tokens = (uint8_t)n };
	size_t length = 0;
	uint64_t eight;

	assert(n <= IDENTITY_PASSAGE_LENGTH);
	for (size_t w = n; w-- > 0;) {
		unsigned __int128 sum = 0;

		if (word[w].n > NORMAL_TOKEN_MAX) return;
		for (size_t i = 0; i < word[w].n; i++)
			sum += (unsigned __int128)s->key.power[i] * (unsigned char)word[w].p[i];
		v.hash = normal_join(&s->key, normal_reduce(sum), (unsigned)word[w].n, v.hash);
		length += word[w].n;
	}
	if (length < 2) return;
	eight = first_eight(word, n);
	remember_opening(s, eight, length);
	v.length = (uint8_t)(length > 255 ? 255 : length);
	if (length >= IDENTITY_INSIDE &&
		(kind == IDENTITY_FULL_NAME || kind == IDENTITY_EMAIL || (kind == IDENTITY_EMPLOYER && n > 1)))
		vec_push(&s->beginning, (uint32_t)(identity_beginning(s, eight) >> 32));
	vec_push(&s->values, v);
}

static bool comes_before(const struct identity_value *x, const struct identity_value *y)
{
	if (x->hash != y->hash) return x->hash < y->hash;
	if (x->person != y->person) return x->person < y->person;
	return x->kind < y->kind;
}

/* Hashes are spread evenly; but what tens of thousands wrote alike has one, and they are told apart by who they are. */
#define FLAG_SORT sort_persons
#define FLAG_ITEM struct identity_value
#define FLAG_KEY(value) ((value).person)
#define FLAG_BEFORE comes_before
#include "base/flag_sort.h"

static void sort_alike(struct identity_value *at, size_t n)
{
	sort_persons(at, n, 32);
}

#define FLAG_SORT sort_values
#define FLAG_ALIKE sort_alike
#define FLAG_ITEM struct identity_value
#define FLAG_KEY(value) ((value).hash)
#define FLAG_BEFORE comes_before
#include "base/flag_sort.h"

/* What several people wrote alike (a job title, a stock phrase, the answer to a question) tells of nobody. */
static bool too_common(const struct identity_value *v)
{
	return v->kind >= IDENTITY_PASSAGE && v->holders >= SHARED;
}

/* One entry for each fingerprint, with its most telling kind and the number of people it belongs to. */
static void unite(struct identity_set *s)
{
	size_t kept = 0;

	for (size_t i = 0; i < s->values.n;) {
		struct identity_value v = s->values.at[i];
		uint32_t last = v.person;

		for (i++; i < s->values.n && s->values.at[i].hash == v.hash; i++) {
			const struct identity_value *same = &s->values.at[i];

			if (same->person != last && v.holders < SHARED) v.holders++;
			last = same->person;
			if (same->kind < v.kind) {
				v.kind = same->kind;
				v.person = same->person;
				v.tokens = same->tokens;
			}
		}
		if (!too_common(&v)) s->values.at[kept++] = v;
	}
	s->values.n = kept;
}

unsigned identity_bucket_shift(size_t values)
{
	unsigned bits = 4;

	while (((size_t)PER_BUCKET << bits) < values) bits++;
	return HASH_BITS - bits;
}

static void directory(struct identity_set *s)
{
	size_t n;

	s->bucket_shift = identity_bucket_shift(s->values.n);
	n = (size_t)1 << (HASH_BITS - s->bucket_shift);
	s->bucket = xcalloc(n + 1, sizeof *s->bucket);
	for (size_t i = 0; i < s->values.n; i++) s->bucket[(s->values.at[i].hash >> s->bucket_shift) + 1]++;
	for (size_t b = 0; b < n; b++) s->bucket[b + 1] += s->bucket[b];
}

unsigned identity_filter_shift(size_t values)
{
	unsigned log = 12;

	while (log < FILTER_LOG_MAX && ((size_t)1 << log) < values * FILTER_BITS_EACH) log++;
	return 64 - (log - 6);
}

static void filter(struct identity_set *s)
{
	s->filter_shift = identity_filter_shift(s->values.n);
	s->filter = xcalloc(identity_filter_words(s->filter_shift), sizeof *s->filter);
	large_pages(s->filter, identity_filter_words(s->filter_shift) * sizeof *s->filter);
	for (size_t i = 0; i < s->values.n; i++) {
		uint64_t mixed = s->values.at[i].hash * UINT64_C(0x9E3779B97F4A7C15);

		s->filter[mixed >> s->filter_shift] |= UINT64_C(1) << (mixed & 63) | UINT64_C(1) << (mixed >> 6 & 63) |
						       UINT64_C(1) << (mixed >> 12 & 63);
	}
}

static void beginnings(struct identity_set *s)
{
	unsigned log = 12;

	while (log < BEGINS_LOG_MAX && ((size_t)1 << log) < s->beginning.n * BEGINS_BITS_EACH) log++;
	s->begins = xcalloc((size_t)1 << (log - 6), sizeof *s->begins);
	s->begins_shift = 32 - (log - 6);
	large_pages(s->begins, sizeof *s->begins << (log - 6));
	for (size_t i = 0; i < s->beginning.n; i++) {
		uint32_t mixed = s->beginning.at[i];

		s->begins[mixed >> s->begins_shift] |= UINT64_C(1) << (mixed & 63) | UINT64_C(1) << (mixed >> 6 & 63);
	}
	vec_dispose(&s->beginning);
}

const struct identity_value *identity_find(const struct identity_set *s, uint64_t hash)
{
	size_t b = hash >> s->bucket_shift;

	for (size_t i = s->bucket[b]; i < s->bucket[b + 1]; i++)
		if (s->values.at[i].hash == hash) return &s->values.at[i];
	return s->erased ? identity_erased_find(s->erased, hash) : NULL;
}

int identity_set_from(struct identity_set **out, const struct identity_source *source, const struct policy *policy,
	const unsigned char secret[16])
{
	struct identity_set *s = xcalloc(1, sizeof *s);

	s->source = *source;
	memcpy(s->secret, secret, sizeof s->secret);
	normal_key_init(&s->key, secret);
	s->heads = xcalloc((size_t)1 << (IDENTITY_HEADS_LOG - 6), sizeof *s->heads);
	s->openings = xcalloc((size_t)1 << IDENTITY_OPENINGS_LOG, sizeof *s->openings);
	s->adding = digest_new_sha256();
	large_pages(s->openings, sizeof *s->openings << IDENTITY_OPENINGS_LOG);
	int failed = identity_derive(s, policy);
	remember_waiting(s);
	digest_end_sha256(s->adding, &s->derived);
	s->digest = s->derived;
	s->adding = NULL;
	if (failed) {
		identity_set_free(s);
		*out = NULL;
		return -1;
	}
	beginnings(s);
	sort_values(s->values.at, s->values.n, HASH_BITS);
	unite(s);
	if (s->values.n) {
		s->values.at = xrealloc(s->values.at, s->values.n * sizeof *s->values.at);
		s->values.cap = s->values.n;
	}
	directory(s);
	filter(s);
	*out = s;
	return 0;
}

static int each_record(void *store, identity_fn *fn, void *ctx)
{
	return store ? records_identity_each(store, fn, ctx) : 0;
}

int identity_set_new(struct identity_set **out, struct store *s, const struct policy *policy, struct diags *ds)
{
	return identity_set_new_kept(out, s, policy, NULL, ds);
}

bool identity_set_equal(const struct identity_set *a, const struct identity_set *b)
{
	_Static_assert(sizeof(struct identity_value) == 16, "no gaps");
	return memcmp(a->secret, b->secret, sizeof a->secret) == 0 && a->values.n == b->values.n &&
	       (!a->values.n || memcmp(a->values.at, b->values.at, a->values.n * sizeof *a->values.at) == 0);
}

/* Makes it under the key of the one before it, which takes its place if nothing changed. Gives `before` away. */
static int made_after(struct identity_set **out, struct identity_set *before, const struct identity_source *source,
	const struct policy *policy)
{
	kept_rest(&before->kept); /* it is as large as what is made now */
	int r = identity_set_from(out, source, policy, before->secret);
	if (r == 0 && identity_set_equal(*out, before)) {
		identity_set_free(*out);
		*out = before;
		return 0;
	}
	identity_set_free(before);
	return r;
}

int identity_set_new_kept(struct identity_set **out, struct store *s, const struct policy *policy,
	const struct identity_keep *where, struct diags *ds)
{
	struct random_source chance = { random_os_fill, 0 };
	const struct identity_source source = { each_record, s };
	unsigned char secret[16];
	int kept = s ? identity_erased_key(s, secret) : 1;
	struct identity_set *before = s && kept >= 0 && policy && where
					      ? identity_kept_open(s, &source, policy, where, kept == 0 ? secret : NULL)
					      : NULL;
	int failed = 0;

	*out = NULL;
	if (kept > 0 && !before && random_bytes(&chance, secret, sizeof secret)) {
		diags_error(ds, "G050", NOPLACE, NULL,
			"the system gives no random numbers, so the gate has no key to work with");
		return -1;
	}
	if (before && where->same)
		*out = before;
	else if (before)
		failed = made_after(out, before, &source, policy);
	else
		failed = kept < 0 || identity_set_from(out, &source, policy, secret);
	if (failed || (s && identity_erased_load(*out, s))) {
		identity_set_free(*out);
		*out = NULL;
		diags_error(ds, "G051", NOPLACE,
			"run again; if it happens again, restore private/mentorpress.db from a backup",
			"the records could not be read for the gate: %s", store_error(s));
		return -1;
	}
	return 0;
}

size_t identity_set_values(const struct identity_set *s)
{
	return s->values.n;
}

bool identity_set_has(const struct identity_set *s, struct sv text)
{
	struct normal_token token[2 * IDENTITY_WINDOW];
	size_t n = normal_tokens(&s->key, text, token, 2 * IDENTITY_WINDOW);
	uint64_t hash = 0;

	if (n > 2 * IDENTITY_WINDOW) return false;
	for (size_t i = n; i-- > 0;) {
		if (identity_find(s, token[i].hash)) return true;
		hash = normal_join(&s->key, token[i].hash, token[i].len, hash);
	}
	return n > 1 && identity_find(s, hash);
}

static void free_parts(struct identity_set *s)
{
	vec_dispose(&s->values);
	free(s->bucket);
	free(s->filter);
	free(s->begins);
	free(s->heads);
	free(s->openings);
	vec_dispose(&s->beginning);
}

void identity_set_done(struct identity_set *s)
{
	size_t values = s->values.n;

	if (!s->taken_over) free_parts(s);
	kept_close(&s->kept);
	s->values.n = values;
	s->values.at = NULL;
	s->values.cap = 0;
	s->bucket = NULL;
	s->filter = s->begins = s->heads = s->openings = NULL;
}

void identity_set_free(struct identity_set *s)
{
	if (!s) return;
	identity_erased_free(s->erased);
	identity_set_done(s);
	free(s);
}
