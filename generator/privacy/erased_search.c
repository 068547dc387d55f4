/* Looking for one person's values in what was published long ago. The gate knows of every byte where it comes from and judges by it; here
 * nobody does, so only what can hardly be anything else is looked for. */
#include "privacy/identity_erased.h"

enum { RING = 16, LEAST_DIGITS = 5, LEAST_JOINED = 8, LEAST_PHONE = 7 };

struct erased_search {
	struct identity_set *set;
	VEC(uint64_t) wanted; /* hashes, in the order of the set */
	size_t exempted;
};

struct stream {
	struct normal_token ring[RING];
	uint64_t n;
};
typedef bool found_fn(void *ctx, const struct identity_value *v); /* true stops */
struct scan {
	const struct erased_search *search;
	struct sv bytes;
	struct stream stream[2];
	found_fn *fn;
	void *ctx;
	bool stopped;
};

static bool telling(const struct identity_value *v)
{
	switch ((enum identity_kind)v->kind) {
	case IDENTITY_EMAIL: return true;
	case IDENTITY_FULL_NAME: return v->tokens > 1;
	case IDENTITY_PHONE: return v->length >= LEAST_PHONE;
	case IDENTITY_NUMBER: return v->length >= LEAST_DIGITS;
	case IDENTITY_EMPLOYER: return v->tokens > 1;
	default: return false;
	}
}

/* Written as the value is, or joined and long: as the gate has it for what the committee wrote. */
static bool meant(const struct identity_value *v, size_t n, unsigned length)
{
	if (v->kind == IDENTITY_PHONE) return true;
	if (v->kind == IDENTITY_NUMBER) return n == 1 || n == v->tokens;
	return n == v->tokens || length >= LEAST_JOINED;
}

static bool is_wanted(const struct erased_search *e, uint64_t hash)
{
	for (size_t i = 0; i < e->wanted.n; i++)
		if (e->wanted.at[i] == hash) return true;
	return false;
}

static void take(void *ctx, const struct normal_token *t)
{
	struct scan *s = ctx;
	struct stream *st = &s->stream[t->stream];
	const struct identity_set *set = s->search->set;
	uint64_t hash = 0;
	unsigned length = 0;

	if (s->stopped) return;
	if (t->fresh || !t->len) st->n = 0;
	if (!t->len) return;
	st->ring[st->n++ % RING] = *t;
	for (size_t n = 1; n <= IDENTITY_WINDOW && n <= st->n; n++) {
		const struct normal_token *first = &st->ring[(st->n - n) % RING];
		const struct identity_value *v;

		hash = normal_join(&set->key, first->hash, first->len, hash);
		length += first->len;
		v = identity_maybe(set, hash) ? identity_find(set, hash) : NULL;
		if (v && meant(v, n, length) && is_wanted(s->search, hash) && s->fn(s->ctx, v)) {
			s->stopped = true;
			return;
		}
	}
}

static bool scan(const struct erased_search *e, struct sv bytes, enum normal_mode mode, found_fn *fn, void *ctx)
{
	struct scan s = { .search = e, .bytes = bytes, .fn = fn, .ctx = ctx };

	normal_scan(&e->set->key, bytes, mode, take, &s);
	return s.stopped;
}

static bool any(void *ctx, const struct identity_value *v)
{
	(void)ctx, (void)v;
	return true;
}

bool erased_search_holds(void *search, const char *path, struct sv bytes)
{
	const struct erased_search *e = search;

	return e->wanted.n && scan(e, bytes, *path ? normal_mode_of(path) : NORMAL_TEXT, any, NULL);
}

/* Not wanted: it is published of the office, and stays. */
static bool exempt_it(void *ctx, const struct identity_value *v)
{
	struct erased_search *e = ctx;

	for (size_t i = 0; i < e->wanted.n; i++)
		if (e->wanted.at[i] == v->hash) {
			e->wanted.at[i] = e->wanted.at[--e->wanted.n];
			e->exempted++;
			break;
		}
	return false;
}

struct side {
	struct store *s;
	const struct erase_subject *of;
	bool theirs;
};

static int each_of_side(void *ctx, identity_fn *fn, void *fn_ctx)
{
	const struct side *side = ctx;

	return side->theirs ? erase_each_theirs(side->s, side->of, fn, fn_ctx)
			    : erase_each_others(side->s, side->of, fn, fn_ctx);
}

static int choose(
	struct erased_search *e, struct side *others, const struct policy *policy, const unsigned char key[16])
{
	const struct identity_source source = { each_of_side, others };
	struct identity_set *rest = NULL;

	if (identity_set_from(&rest, &source, policy, key)) return -1;
	for (size_t i = 0; i < e->set->values.n; i++) {
		const struct identity_value *v = &e->set->values.at[i];

		if (telling(v) && !identity_find(rest, v->hash)) vec_push(&e->wanted, v->hash);
	}
	identity_set_free(rest);
	return 0;
}

int erased_search_new(struct erased_search **out, struct store *s, const struct erase_subject *of,
	const struct policy *policy, const struct sv *exempt, size_t nexempt)
{
	static const unsigned char key[16] = "of one run only";
	struct erased_search *e = xcalloc(1, sizeof *e);
	struct side mine = { s, of, true }, others = { s, of, false };
	const struct identity_source source = { each_of_side, &mine };
	int r = identity_set_from(&e->set, &source, policy, key) || choose(e, &others, policy, key) ? -1 : 0;

	for (size_t i = 0; r == 0 && i < nexempt; i++) scan(e, exempt[i], NORMAL_TEXT, exempt_it, e);
	*out = r ? NULL : e;
	if (r) erased_search_free(e);
	return r;
}

size_t erased_search_exempted(const struct erased_search *e)
{
	return e->exempted;
}

void erased_search_free(struct erased_search *e)
{
	if (!e) return;
	identity_set_free(e->set);
	vec_dispose(&e->wanted);
	free(e);
}
