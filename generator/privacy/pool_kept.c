/* Taking over is reading what was published: the vocabulary must stand in it to the byte as the policy has it today, and the rows may say nothing that these
 * fields and values cannot. Equal facts are met again and again, so each is understood once. */
#include "privacy/pool_kept.h"
#include "base/csvout.h"
#include "privacy/pool_internal.h"

static const char head[8] = "pools 1";

bool pool_kept_may(const struct pool_sums *sums, size_t npools)
{
	for (size_t i = 0; i < npools; i++)
		if (sums[i].ending) return false;
	return true;
}

/* A drawing tells more than a carrying over: how it came to its groups. */
static struct pool_sums as_carried(const struct pool_sums *sums)
{
	struct pool_sums s = *sums;

	s.pool = NULL;
	s.under_k = s.exact_first_field = 0;
	return s;
}

void pool_kept_note(
	struct str *out, const struct public_pool *const *pools, const struct pool_sums *sums, size_t npools)
{
	str_append(out, head, sizeof head);
	for (size_t i = 0; i < npools; i++) {
		struct pool_sums s = as_carried(&sums[i]);
		struct sha256 none = { { 0 } };

		str_putc(out, pools[i] ? 1 : 0);
		str_append(out, pools[i] ? public_pool_digest(pools[i]) : &none, sizeof none);
		str_append(out, &s, sizeof s);
	}
}

struct noted {
	bool present;
	struct sha256 digest;
	struct pool_sums sums;
};

static void take_bytes(struct sv *rest, void *out, size_t n)
{
	memcpy(out, rest->p, n);
	*rest = sv_sub(*rest, n, rest->n);
}

static bool read_note(struct sv note, const struct policy *policy, struct noted *out)
{
	const size_t one = 1 + sizeof out->digest + sizeof out->sums;

	if (note.n != sizeof head + policy->npools * one || memcmp(note.p, head, sizeof head) != 0) return false;
	note = sv_sub(note, sizeof head, note.n);
	for (size_t i = 0; i < policy->npools; i++) {
		unsigned char present = 0;

		take_bytes(&note, &present, 1);
		take_bytes(&note, &out[i].digest, sizeof out[i].digest);
		take_bytes(&note, &out[i].sums, sizeof out[i].sums);
		out[i].present = present != 0;
		out[i].sums.pool = policy->pool[i].code;
	}
	return true;
}

/* The rows of one pool. */

enum { FACTS_MAX = 64 };

struct reader {
	const struct policy_pool *policy;
	struct public_pool *pool;
	struct sv rest; /* what is left of pool.csv */
	struct arena mem;
	struct map known; /* "field=code|code" -> struct public_fact * */
	struct str plain, text;
};

static bool skip(struct sv *rest, struct sv what)
{
	if (!sv_eq(sv_sub(*rest, 0, what.n), what)) return false;
	*rest = sv_sub(*rest, what.n, rest->n);
	return true;
}

static size_t field_named(const struct public_pool *p, struct sv name)
{
	for (size_t f = 0; f < public_pool_fields(p); f++)
		if (sv_is(name, public_pool_field(p, f)->code)) return f;
	return SIZE_MAX;
}

static size_t value_named(const struct public_field *f, struct sv code)
{
	for (size_t i = 0; i < f->nvalues; i++)
		if (sv_is(code, f->value[i].code)) return i;
	return SIZE_MAX;
}

/* One that these fields do not have is found by public_pool_fits, as a value out of range. */
static struct public_fact *understand(struct reader *r, struct sv one)
{
	size_t equals = sv_find(one, sv("=")), n = 1;
	struct public_fact *fact;
	struct sv codes, code;
	size_t *value;

	if (equals == SIZE_MAX) return NULL;
	codes = sv_sub(one, equals + 1, one.n);
	for (size_t i = 0; i < codes.n; i++) n += codes.p[i] == '|';
	value = ARENA_ARRAY(&r->mem, size_t, n);
	fact = ARENA_NEW(&r->mem, struct public_fact);
	*fact = (struct public_fact){ .field = field_named(r->pool, sv_sub(one, 0, equals)), .value = value };
	if (fact->field == SIZE_MAX) return NULL;
	while (sv_split(&codes, '|', &code))
		value[fact->n++] = value_named(public_pool_field(r->pool, fact->field), code);
	map_set_ptr(&r->known, one, fact);
	return fact;
}

static bool read_facts(struct reader *r, struct sv cell, struct public_fact *out, size_t *n)
{
	struct sv one;

	for (*n = 0; cell.n && sv_split(&cell, ';', &one); (*n)++) {
		const struct public_fact *fact = *n < FACTS_MAX ? map_ptr(&r->known, one) : NULL;

		if (!fact && (*n == FACTS_MAX || !(fact = understand(r, one)))) return false;
		out[*n] = *fact;
	}
	return true;
}

/* The bytes of a cell in quotes, which begins behind the first of them. */
static bool unquote(struct reader *r, struct sv *out)
{
	str_clear(&r->plain);
	for (;;) {
		size_t end = sv_find(r->rest, sv("\""));

		if (end == SIZE_MAX) return false;
		str_sv(&r->plain, sv_sub(r->rest, 0, end));
		r->rest = sv_sub(r->rest, end + 1, r->rest.n);
		if (!skip(&r->rest, sv("\""))) break;
		str_putc(&r->plain, '"');
	}
	*out = sv_of(&r->plain);
	return skip(&r->rest, sv("\n"));
}

static bool unquoted(struct reader *r, struct sv *out)
{
	size_t end = sv_find(r->rest, sv("\n"));

	if (end == SIZE_MAX) return false;
	*out = sv_sub(r->rest, 0, end);
	r->rest = sv_sub(r->rest, end + 1, r->rest.n);
	return true;
}

/* The last cell of a row, without the guards that csvout put in. */
static bool read_text(struct reader *r, struct sv *out)
{
	struct sv cell;

	if (!(skip(&r->rest, sv("\"")) ? unquote(r, &cell) : unquoted(r, &cell))) return false;
	*out = cell;
	if (!cell.n || !memchr(cell.p, '\'', cell.n)) return true;
	str_clear(&r->text);
	csvout_unguard(&r->text, cell);
	*out = sv_of(&r->text);
	return true;
}

/* Behind the pool's code and the comma. */
static bool read_entry(struct reader *r)
{
	struct public_fact fact[FACTS_MAX];
	struct checkcode id = { "" };
	size_t end, n = 0;
	struct sv cell, text;
	bool group;

	if (r->rest.n < CHECKCODE_LEN || !checkcode_valid(sv_sub(r->rest, 0, CHECKCODE_LEN))) return false;
	memcpy(id.z, r->rest.p, CHECKCODE_LEN);
	r->rest = sv_sub(r->rest, CHECKCODE_LEN, r->rest.n);
	group = skip(&r->rest, sv(",group,,"));
	if (!group && !skip(&r->rest, sv(",profile,,"))) return false;
	end = sv_find(r->rest, sv(","));
	if (end == SIZE_MAX) return false;
	cell = sv_sub(r->rest, 0, end);
	r->rest = sv_sub(r->rest, end, r->rest.n);
	if (!skip(&r->rest, sv(",,,")) || !read_facts(r, cell, fact, &n) || !read_text(r, &text) ||
		!public_pool_fits(r->pool, group, fact, n, text))
		return false;
	public_pool_add_entry(r->pool, id.z, group, fact, n, text);
	return true;
}

static bool read_pool(struct reader *r)
{
	struct str start = STR_INIT;
	bool fits;

	pool_add_fields(r->pool, r->policy);
	public_pool_csv(r->pool, &start);
	fits = skip(&r->rest, sv_of(&start));
	str_clear(&start);
	str_printf(&start, "%s,", r->policy->code);
	while (fits && skip(&r->rest, sv_of(&start))) fits = read_entry(r);
	str_dispose(&start);
	if (fits) public_pool_finish(r->pool);
	return fits;
}

static struct public_pool *read_one(
	struct sv *csv, const struct policy_pool *policy, const struct pool_head *h, const struct sha256 *digest)
{
	struct reader r = { .policy = policy,
		.pool = public_pool_new(policy->code, h->drawn, h->cycle, h->k),
		.rest = *csv,
		.mem = ARENA_INIT,
		.known = MAP_INIT,
		.plain = STR_INIT,
		.text = STR_INIT };
	bool same = read_pool(&r) && sha256_eq(public_pool_digest(r.pool), digest);

	*csv = r.rest;
	map_dispose(&r.known);
	arena_dispose(&r.mem);
	str_dispose(&r.plain);
	str_dispose(&r.text);
	if (same) return r.pool;
	public_pool_free(r.pool);
	return NULL;
}

/* Which of the policy's pools do the next rows belong to? */
static size_t next_pool(struct sv csv, const struct policy *policy)
{
	struct sv code = sv_sub(csv, 0, sv_find(csv, sv(",")));
	size_t p = 0;

	while (p < policy->npools && !sv_is(code, policy->pool[p].code)) p++;
	return p;
}

/* Of the pool as it stands in the database. An older k is for pool_carry to complain of. 1 when there is none. */
static int read_head(struct store *s, struct arena *mem, const struct policy *policy, size_t p, struct pool_head *out)
{
	int found = pool_read_head(s, mem, policy->pool[p].code, POOL_CURRENT, out);

	return found == 0 && out->k < policy->k ? 1 : found;
}

static int take(struct store *s, struct arena *mem, struct sv csv, const struct policy *policy,
	const struct noted *noted, struct public_pool **pools)
{
	struct pool_head h;
	int found = skip(&csv, sv(PUBLIC_POOL_CSV_HEADER)) ? 0 : 1;

	while (found == 0 && csv.n) {
		size_t p = next_pool(csv, policy);

		if (p == policy->npools || pools[p] || !noted[p].present) return 1;
		found = read_head(s, mem, policy, p, &h);
		if (found == 0 && !(pools[p] = read_one(&csv, &policy->pool[p], &h, &noted[p].digest))) found = 1;
	}
	for (size_t p = 0; p < policy->npools && found == 0; p++) {
		if (noted[p].present != (pools[p] != NULL)) return 1;
		if (pools[p]) continue;
		found = pool_read_head(s, mem, policy->pool[p].code, POOL_CURRENT, &h);
		if (found >= 0) found = found == 0; /* one that was never drawn has no head */
	}
	return found;
}

int pool_kept_take(struct store *s, struct sv note, struct sv published_csv, const struct policy *policy,
	struct public_pool **pools, struct pool_sums *sums)
{
	struct arena mem = ARENA_INIT;
	struct noted *noted = xcalloc(policy->npools, sizeof *noted);
	int r;

	for (size_t p = 0; p < policy->npools; p++) pools[p] = NULL;
	r = read_note(note, policy, noted) ? take(s, &mem, published_csv, policy, noted, pools) : 1;
	for (size_t p = 0; p < policy->npools; p++) {
		if (r == 0) {
			sums[p] = noted[p].sums;
		} else {
			public_pool_free(pools[p]);
			pools[p] = NULL;
		}
	}
	free(noted);
	arena_dispose(&mem);
	return r;
}
