/* Somebody who was erased must not come back by way of a page: a document that names them, a text of somebody else. The gate has to know their
 * values to refuse that, and the database must not hold them; both at once is what this file is for. */
#include "privacy/identity_erased.h"
#include "privacy/identity_kept.h"

enum { PREFIX_BITS = 20, PREFIXES = 1 << PREFIX_BITS };

struct erased_value {
	struct erase_mac mac;
	struct identity_value value;
};
struct identity_erased {
	unsigned char salt[ERASE_SALT];
	uint64_t *bits;
	VEC(struct erased_value) at; /* in order of prefix; value.hash holds the prefix */
};

static struct erase_mac mac_of(const unsigned char salt[ERASE_SALT], uint64_t hash)
{
	unsigned char bytes[8];

	for (unsigned i = 0; i < 8; i++) bytes[i] = (unsigned char)(hash >> 8 * i);
	return erase_mac_of(salt, "value", sv_n((const char *)bytes, sizeof bytes));
}

static uint64_t prefix_of(uint64_t hash)
{
	return hash & (PREFIXES - 1);
}

int identity_erased_key(struct store *s, unsigned char secret[16])
{
	unsigned char salt[ERASE_SALT];

	_Static_assert(ERASE_KEY == 16, "the gate's key");
	return erase_keys(s, secret, salt);
}

static void take_row(struct identity_erased *e, struct stmt *st)
{
	struct sv mac = stmt_blob(st, 1);
	struct erased_value k = { .value = { .hash = (uint64_t)stmt_int(st, 0) & (PREFIXES - 1),
					  .person = (uint32_t)stmt_int(st, 2),
					  .kind = (uint8_t)stmt_int(st, 3),
					  .holders = 1,
					  .tokens = (uint8_t)stmt_int(st, 4),
					  .length = (uint8_t)stmt_int(st, 5) } };

	if (mac.n != sizeof k.mac.b || k.value.kind >= IDENTITY_KINDS) return;
	memcpy(k.mac.b, mac.p, sizeof k.mac.b);
	e->bits[k.value.hash / 64] |= UINT64_C(1) << k.value.hash % 64;
	vec_push(&e->at, k);
}

/* With them, what the gate finds depends on them. */
static void add_to_digest(struct identity_set *set, const struct identity_erased *e)
{
	struct digest_ctx *d = digest_new_sha256();

	digest_add(d, set->digest.b, sizeof set->digest.b);
	digest_add(d, e->salt, sizeof e->salt);
	for (size_t i = 0; i < e->at.n; i++) {
		const struct identity_value *v = &e->at.at[i].value;
		uint64_t facts[5] = { v->hash, v->person, v->kind, v->tokens, v->length };

		digest_add(d, e->at.at[i].mac.b, sizeof e->at.at[i].mac.b);
		digest_add(d, facts, sizeof facts);
	}
	digest_end_sha256(d, &set->digest);
}

int identity_erased_load(struct identity_set *set, struct store *s)
{
	struct identity_erased *e;
	unsigned char key[ERASE_KEY];
	struct stmt *st;
	int r;

	e = xcalloc(1, sizeof *e);
	r = erase_keys(s, key, e->salt);
	if (r != 0) {
		free(e);
		return r < 0 ? -1 : 0;
	}
	e->bits = xcalloc(PREFIXES / 64, sizeof *e->bits);
	st = store_stmt(s, "SELECT prefix, mac, erased, kind, tokens, length FROM erased_value ORDER BY prefix, mac");
	while ((r = stmt_step(st)) == 1) take_row(e, st);
	stmt_reset(st);
	set->erased = e;
	add_to_digest(set, e);
	return r;
}

bool identity_erased_maybe(const struct identity_erased *e, uint64_t hash)
{
	uint64_t prefix = prefix_of(hash);

	return e->bits[prefix / 64] >> prefix % 64 & 1;
}

const struct identity_value *identity_erased_find(const struct identity_erased *e, uint64_t hash)
{
	uint64_t prefix = prefix_of(hash);
	size_t low = 0, high = e->at.n;
	struct erase_mac mac;

	if (!identity_erased_maybe(e, hash)) return NULL;
	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (e->at.at[middle].value.hash < prefix)
			low = middle + 1;
		else
			high = middle;
	}
	mac = mac_of(e->salt, hash);
	for (; low < e->at.n && e->at.at[low].value.hash == prefix; low++)
		if (memcmp(e->at.at[low].mac.b, mac.b, sizeof mac.b) == 0) return &e->at.at[low].value;
	return NULL;
}

void identity_erased_free(struct identity_erased *e)
{
	if (!e) return;
	vec_dispose(&e->at);
	free(e->bits);
	free(e);
}

/* The values of one side of the records, under the kept key. */
struct side {
	struct store *s;
	const struct erase_subject *of;
	bool theirs, all;
};

static int each_of_side(void *ctx, identity_fn *fn, void *fn_ctx)
{
	const struct side *side = ctx;

	if (side->all) return records_identity_each(side->s, fn, fn_ctx);
	return side->theirs ? erase_each_theirs(side->s, side->of, fn, fn_ctx)
			    : erase_each_others(side->s, side->of, fn, fn_ctx);
}

static int set_of(
	struct identity_set **out, const struct side *side, const struct policy *policy, const unsigned char key[16])
{
	const struct identity_source source = { each_of_side, (void *)side };

	return identity_set_from(out, &source, policy, key);
}

static int keep_value(struct store *s, const unsigned char salt[ERASE_SALT], const struct identity_value *v, int64_t n)
{
	struct erase_mac mac = mac_of(salt, v->hash);
	struct stmt *st = store_stmt(s, "INSERT INTO erased_value(prefix, mac, erased, kind, tokens, length)"
					" VALUES(?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT DO NOTHING");

	stmt_int_in(st, 1, (int64_t)prefix_of(v->hash));
	stmt_blob_in(st, 2, mac.b, sizeof mac.b);
	stmt_int_in(st, 3, n);
	stmt_int_in(st, 4, v->kind);
	stmt_int_in(st, 5, v->tokens);
	stmt_int_in(st, 6, v->length);
	return stmt_run(st);
}

int identity_erased_keep(struct store *s, const struct erase_subject *of, const struct policy *policy, int64_t n)
{
	const struct side mine = { s, of, true, false }, everybody = { s, of, false, true };
	struct identity_set *theirs = NULL, *all = NULL;
	unsigned char key[ERASE_KEY], salt[ERASE_SALT];
	int r = identity_kept_forget(s) || erase_keys(s, key, salt) || set_of(&theirs, &mine, policy, key) ||
				set_of(&all, &everybody, policy, key)
			? -1
			: 0;

	for (size_t i = 0; r == 0 && i < theirs->values.n; i++) {
		const struct identity_value *v = &theirs->values.at[i];

		/* What many have in common is not in the set of all. */
		if (identity_find(all, v->hash)) r = keep_value(s, salt, v, n);
	}
	identity_set_free(theirs);
	identity_set_free(all);
	return r;
}
