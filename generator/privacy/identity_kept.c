/* Making the set again is a third and more of what a publish costs when only a page has changed. What is taken over in its place decides what the gate lets
 * through, so a file that agrees with itself is not enough: the database has to know it. */
#include "privacy/identity_kept.h"
#include <unistd.h>

/* A room of its own: it goes with the set and not with the pools. */
static const struct migration migrations[] = {
	{ 1, "CREATE TABLE identity_kept(one INTEGER PRIMARY KEY CHECK(one = 1), seal BLOB NOT NULL) STRICT;" },
};

struct kept_head {
	uint64_t values, filter, begins; /* how many there are: of entries, of 64 bits, of 64 bits */
	uint32_t bucket_shift, filter_shift, begins_shift, size_of_value;
	unsigned char secret[16];
	struct sha256 derived;
	unsigned char rest[40]; /* zeros: the values begin at a line of the processor's cache */
};
_Static_assert(sizeof(struct kept_head) == 128, "no gaps");
enum { PIECES = 7, HEADS = 1 << (IDENTITY_HEADS_LOG - 6), OPENINGS = 1 << IDENTITY_OPENINGS_LOG };

int identity_kept_migrate(struct store *s)
{
	return store_migrate(s, "identity", migrations, sizeof migrations / sizeof *migrations);
}

int identity_kept_forget(struct store *s)
{
	return store_exec(s, "DELETE FROM identity_kept");
}

static struct sha256 key_of(const struct policy *policy, const struct identity_keep *where)
{
	struct digest_ctx *d = digest_new_sha256();
	struct sha256 key;

	digest_field(d, sv("identity set 1"));
	digest_add(d, where->program.b, sizeof where->program.b);
	digest_add(d, policy->digest.b, sizeof policy->digest.b);
	digest_end_sha256(d, &key);
	return key;
}

static size_t buckets(unsigned shift)
{
	return ((size_t)1 << (IDENTITY_HASH_BITS - shift)) + 1;
}

/* Where the parts lie; false when they are not exactly what the head says. */
static bool lay_out(struct identity_set *s, const struct kept_head *h, struct sv bytes)
{
	const char *at = bytes.p + sizeof *h;
	size_t left = bytes.n - sizeof *h, sizes[PIECES - 1];

	if (h->size_of_value != sizeof *s->values.at || h->values > left / sizeof *s->values.at ||
		h->bucket_shift != identity_bucket_shift((size_t)h->values) ||
		h->filter_shift != identity_filter_shift((size_t)h->values) ||
		h->filter != identity_filter_words(h->filter_shift) || h->begins_shift < 13 || h->begins_shift > 26 ||
		h->begins != identity_begins_words(h->begins_shift))
		return false;
	sizes[0] = (size_t)h->values * sizeof *s->values.at;
	sizes[1] = (size_t)h->filter * sizeof *s->filter;
	sizes[2] = OPENINGS * sizeof *s->openings;
	sizes[3] = HEADS * sizeof *s->heads;
	sizes[4] = (size_t)h->begins * sizeof *s->begins;
	sizes[5] = buckets(h->bucket_shift) * sizeof *s->bucket;
	void *part[PIECES - 1];
	for (size_t i = 0; i < PIECES - 1; i++) {
		if (sizes[i] > left) return false;
		part[i] = (void *)(uintptr_t)at;
		at += sizes[i];
		left -= sizes[i];
	}
	s->values.at = part[0];
	s->values.n = s->values.cap = (size_t)h->values;
	s->filter = part[1];
	s->openings = part[2];
	s->heads = part[3];
	s->begins = part[4];
	s->bucket = part[5];
	return left == 0;
}

/* Nothing is looked for outside the values. */
static bool is_directory(const struct identity_set *s)
{
	size_t n = buckets(s->bucket_shift);

	for (size_t i = 1; i < n; i++)
		if (s->bucket[i] < s->bucket[i - 1]) return false;
	return s->bucket[0] == 0 && s->bucket[n - 1] == s->values.n;
}

static bool is_known(struct store *s, const struct kept *k)
{
	struct stmt *st = store_stmt(s, "SELECT seal FROM identity_kept");
	struct sha256 seal;
	bool known = stmt_step(st) == 1;

	kept_seal(k, &seal);
	if (known) {
		struct sv noted = stmt_blob(st, 0);

		known = noted.n == sizeof seal.b && memcmp(noted.p, seal.b, sizeof seal.b) == 0;
	}
	stmt_reset(st);
	return known;
}

static bool take_over(struct identity_set *s, const unsigned char *secret)
{
	struct kept_head h;

	if (s->kept.bytes.n < sizeof h) return false;
	memcpy(&h, s->kept.bytes.p, sizeof h);
	if (secret && memcmp(secret, h.secret, sizeof h.secret) != 0) return false;
	s->bucket_shift = h.bucket_shift;
	s->filter_shift = h.filter_shift;
	s->begins_shift = h.begins_shift;
	s->derived = s->digest = h.derived;
	memcpy(s->secret, h.secret, sizeof s->secret);
	normal_key_init(&s->key, s->secret);
	return lay_out(s, &h, s->kept.bytes) && is_directory(s);
}

struct identity_set *identity_kept_open(struct store *s, const struct identity_source *source,
	const struct policy *policy, const struct identity_keep *where, const unsigned char *secret)
{
	struct identity_set *set = xcalloc(1, sizeof *set);
	struct sha256 key = key_of(policy, where);

	set->source = *source;
	set->taken_over = true; /* nothing of it is to be freed piece by piece */
	if (kept_open(&set->kept, where->path, &key) == 0 && is_known(s, &set->kept) && take_over(set, secret))
		return set;
	identity_set_free(set);
	return NULL;
}

static struct sv piece(const void *p, size_t n)
{
	return sv_n(p, n);
}

static int save(const struct identity_set *s, const struct policy *policy, const struct identity_keep *where,
	struct sha256 *seal)
{
	struct kept_head h = { .values = s->values.n,
		.filter = identity_filter_words(s->filter_shift),
		.begins = identity_begins_words(s->begins_shift),
		.bucket_shift = s->bucket_shift,
		.filter_shift = s->filter_shift,
		.begins_shift = s->begins_shift,
		.size_of_value = sizeof *s->values.at,
		.derived = s->derived };
	struct sha256 key = key_of(policy, where);

	memcpy(h.secret, s->secret, sizeof h.secret);
	const struct sv pieces[PIECES] = { piece(&h, sizeof h), piece(s->values.at, s->values.n * sizeof *s->values.at),
		piece(s->filter, (size_t)h.filter * sizeof *s->filter),
		piece(s->openings, OPENINGS * sizeof *s->openings), piece(s->heads, HEADS * sizeof *s->heads),
		piece(s->begins, (size_t)h.begins * sizeof *s->begins),
		piece(s->bucket, buckets(s->bucket_shift) * sizeof *s->bucket) };
	return kept_save_sealed(where->path, &key, pieces, PIECES, seal);
}

static int note_seal(struct store *s, const struct sha256 *seal)
{
	if (store_begin(s)) return -1;
	struct stmt *st = store_stmt(s, "INSERT OR REPLACE INTO identity_kept(one, seal) VALUES(1, ?1)");
	stmt_blob_in(st, 1, seal->b, sizeof seal->b);
	if (stmt_run(st) == 0 && store_commit(s) == 0) return 0;
	store_rollback(s);
	return -1;
}

void identity_set_write(struct identity_set *set, const struct policy *policy, const struct identity_keep *where)
{
	if (!set->taken_over) set->written = save(set, policy, where, &set->seal) == 0;
}

int identity_set_keep(const struct identity_set *set, struct store *s, const struct identity_keep *where)
{
	if (set->taken_over) return 0; /* it is the one that lies there */
	/* An older file may be one that cannot be removed either. */
	if (!set->written) return identity_kept_forget(s);
	if (note_seal(s, &set->seal) == 0) return 0;
	unlink(where->path);
	return -1;
}
