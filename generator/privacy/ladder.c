/* The ladder decides how much of each grouped field everybody gives up so that at least k people look the same. It goes
 * through all combinations of levels from fine to coarse and publishes what is shared widely enough as soon as it is, so
 * that common answers stay exact and only rare ones become broad. Integers only: the same people give the same classes on
 * every machine, in whatever order they come.
 *
 * There are thousands of rungs, and most publish little or nothing. So people are taken in blocks that no class reaches
 * across, small enough for the fastest memory, and each block is first asked whether it can publish anything: answers are
 * counted into small buckets without looking who shares one, which can only count too many. Only where a bucket fills to k
 * is counted exactly. */
#include <assert.h>
#include <stdint.h>
#include "privacy/ladder_internal.h"

enum {
	BUCKET_FULL = 127,  /* buckets are bytes that count up to k or this */
	BLOCK = 1024,       /* kinds, where classes allow so few */
	BUCKETS_A_KIND = 4, /* so that few fill by chance */
};

struct group {
	size_t persons;
	uint32_t first; /* candidate */
	uint32_t class; /* LADDER_LEFT until it has one */
};
struct climb {
	const struct ladder_rows *rows;
	struct ladder_climbed *out;
	size_t k;
	unsigned full;  /* a bucket that holds fewer holds no class */
	uint64_t *mask; /* of the present rung */
	/* What was left when it was last looked through: kinds, their keys, and their persons, at most `full`; 0 since published. */
	size_t n, gone;
	uint32_t *kind;
	uint64_t *key;
	uint8_t *few;
	uint8_t *bucket;
	/* What the buckets could not rule out: places in the above, grouped by what the mask leaves. */
	VEC(uint32_t) candidate;
	VEC(uint32_t) group_of; /* per candidate */
	VEC(struct group) group;
	uint32_t *slot; /* 0 = free, else group + 1 */
};

/* Functions marked so are compiled for one word and for two, and once for any number. */
#define EACH_WIDTH static inline __attribute__((always_inline))

/* Counts on from `begin`, never beyond full, so that buckets stay bytes. */
EACH_WIDTH void fill_buckets(struct climb *c, size_t begin, size_t end, unsigned bits, size_t words)
{
	for (size_t i = begin; i < end; i++) {
		uint8_t *b = &c->bucket[ladder_spread(c->key + i * words, c->mask, words, bits)];
		unsigned now = *b + c->few[i];

		*b = (uint8_t)(now < c->full ? now : c->full);
	}
}

/* On most rungs no bucket of a block fills: until one does, there is nothing to hold back. */
EACH_WIDTH bool can_publish(struct climb *c, size_t begin, size_t end, unsigned bits, size_t words)
{
	/* Copies, for all the compiler knows a byte written to a bucket may be one of the mask. */
	const uint64_t two[2] = { c->mask[0], words > 1 ? c->mask[1] : 0 }, *mask = words > 2 ? c->mask : two;
	const uint64_t *key = c->key;
	const uint8_t *few = c->few;
	uint8_t *bucket = c->bucket;
	unsigned full = c->full;

	memset(bucket, 0, (size_t)1 << bits);
	for (size_t i = begin; i < end; i++) {
		uint8_t *b = &bucket[ladder_spread(key + i * words, mask, words, bits)];
		unsigned now = *b + few[i];

		*b = (uint8_t)now;
		if (now < full) continue;
		*b = (uint8_t)full;
		fill_buckets(c, i + 1, end, bits, words);
		return true;
	}
	return false;
}

EACH_WIDTH void find_candidates(struct climb *c, size_t begin, size_t end, unsigned bits, size_t words)
{
	vec_clear(&c->candidate);
	for (size_t i = begin; i < end; i++)
		if (c->bucket[ladder_spread(c->key + i * words, c->mask, words, bits)] >= c->full && c->few[i])
			vec_push(&c->candidate, (uint32_t)i);
}

EACH_WIDTH uint32_t group_of(struct climb *c, const uint64_t *key, size_t words, unsigned bits)
{
	size_t at = ladder_spread(key, c->mask, words, bits), last = ((size_t)1 << bits) - 1;

	while (c->slot[at] && !ladder_alike(c->key + c->group.at[c->slot[at] - 1].first * words, key, c->mask, words))
		at = (at + 1) & last;
	return (uint32_t)(c->slot[at] ? c->slot[at] - 1 : (c->slot[at] = (uint32_t)c->group.n + 1) - 1);
}

/* Candidates by what they have in common, exactly. */
EACH_WIDTH void group_candidates(struct climb *c, size_t words)
{
	unsigned bits = ladder_bits(c->candidate.n + c->candidate.n / 2);

	memset(c->slot, 0, sizeof *c->slot << bits);
	vec_clear(&c->group);
	vec_clear(&c->group_of);
	for (size_t i = 0; i < c->candidate.n; i++) {
		uint32_t at = c->candidate.at[i], group = group_of(c, c->key + at * words, words, bits);

		if (group == c->group.n) vec_push(&c->group, ((struct group){ 0, at, LADDER_LEFT }));
		c->group.at[group].persons += c->rows->many[c->kind[at]];
		vec_push(&c->group_of, group);
	}
}

EACH_WIDTH void drop_published(struct climb *c, size_t words)
{
	size_t kept = 0;

	for (size_t i = 0; i < c->n; i++) {
		if (!c->few[i]) continue;
		c->kind[kept] = c->kind[i];
		c->few[kept] = c->few[i];
		for (size_t w = 0; w < words; w++) c->key[kept * words + w] = c->key[i * words + w];
		kept++;
	}
	c->n = kept;
	c->gone = 0;
}

static void publish(struct climb *c, size_t vector)
{
	for (size_t i = 0; i < c->candidate.n; i++) {
		struct group *g = &c->group.at[c->group_of.at[i]];
		uint32_t at = c->candidate.at[i];

		if (g->persons < c->k) continue;
		if (g->class == LADDER_LEFT) {
			g->class = (uint32_t)c->out->published.n;
			vec_push(&c->out->published, ((struct ladder_published){ c->kind[at], vector, g->persons }));
			c->out->left -= g->persons;
		}
		c->out->class_of[c->kind[at]] = g->class;
		c->few[at] = 0;
		c->gone++;
	}
}

/* Where the block that begins here ends: not before the digits of `prefix` change, which all of a class have in common.
 * Kinds are sorted by them. */
static size_t block_end(const struct climb *c, size_t begin, uint64_t prefix)
{
	size_t words = c->rows->plan->words, low = begin + BLOCK, high, leap = 1;

	if (low >= c->n) return c->n;
	uint64_t same = c->key[(low - 1) * words] & prefix;

	for (high = low; high < c->n && (c->key[high * words] & prefix) == same; leap *= 2) {
		low = high + 1;
		high += leap;
	}
	if (high > c->n) high = c->n;
	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if ((c->key[middle * words] & prefix) == same)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

EACH_WIDTH void step(struct climb *c, size_t vector, size_t words)
{
	uint64_t prefix;

	ladder_mask(c->rows->plan, vector, c->mask);
	prefix = ~c->mask[0] ? ~(UINT64_MAX >> __builtin_clzll(~c->mask[0])) : UINT64_MAX;
	for (size_t begin = 0, end; begin < c->n; begin = end) {
		end = block_end(c, begin, prefix);
		unsigned bits = ladder_bits((end - begin) * BUCKETS_A_KIND);

		if (!can_publish(c, begin, end, bits, words)) continue;
		find_candidates(c, begin, end, bits, words);
		group_candidates(c, words);
		publish(c, vector);
	}
	if (c->gone > c->n / 16) drop_published(c, words);
}

static void step_one(struct climb *c, size_t vector)
{
	step(c, vector, 1);
}

static void step_two(struct climb *c, size_t vector)
{
	step(c, vector, 2);
}

static void step_any(struct climb *c, size_t vector)
{
	step(c, vector, c->rows->plan->words);
}

static void climb_init(struct climb *c, struct ladder_climbed *out, const struct ladder_rows *rows, unsigned k)
{
	size_t words = rows->plan->words;

	*c = (struct climb){ .rows = rows, .out = out, .k = k, .full = k < BUCKET_FULL ? k : BUCKET_FULL };
	c->mask = xcalloc(words, sizeof *c->mask);
	c->kind = xcalloc(rows->kinds, sizeof *c->kind);
	c->key = xcalloc(rows->kinds * words, sizeof *c->key);
	c->few = xcalloc(rows->kinds, sizeof *c->few);
	for (size_t i = 0; i < rows->kinds; i++) {
		if (!rows->many[i]) continue;
		c->kind[c->n] = (uint32_t)i;
		c->few[c->n] = (uint8_t)(rows->many[i] < c->full ? rows->many[i] : c->full);
		memcpy(c->key + c->n++ * words, rows->key + i * words, words * sizeof *c->key);
	}
	c->bucket = xcalloc((size_t)1 << ladder_bits(c->n * BUCKETS_A_KIND), sizeof *c->bucket);
	c->slot = xcalloc((size_t)1 << ladder_bits(c->n + c->n / 2), sizeof *c->slot);
}

static void climb_dispose(struct climb *c)
{
	free(c->mask);
	free(c->kind);
	free(c->key);
	free(c->few);
	free(c->bucket);
	free(c->slot);
	vec_dispose(&c->candidate);
	vec_dispose(&c->group_of);
	vec_dispose(&c->group);
}

void ladder_climbed_init(struct ladder_climbed *out, const struct ladder_rows *rows, unsigned k)
{
	const struct ladder_plan *p = rows->plan;
	struct climb c;

	assert(k > 0);
	*out = (struct ladder_climbed){ .rows = rows, .left = rows->persons };
	out->class_of = xmalloc(rows->kinds * sizeof *out->class_of + 1);
	memset(out->class_of, 0xFF, rows->kinds * sizeof *out->class_of); /* LADDER_LEFT */
	climb_init(&c, out, rows, k);
	void (*const take)(struct climb *, size_t) = p->words == 1 ? step_one : p->words == 2 ? step_two : step_any;
	for (size_t i = 0; i < p->nrungs && out->left >= k; i++) take(&c, p->rung[i].vector);
	climb_dispose(&c);
}

void ladder_climbed_dispose(struct ladder_climbed *c)
{
	free(c->class_of);
	vec_dispose(&c->published);
}

void ladder_climb(struct ladder *out, struct arena *mem, const struct ladder_rows *rows, unsigned k)
{
	struct ladder_climbed climbed;

	ladder_climbed_init(&climbed, rows, k);
	ladder_classes(out, mem, &climbed);
	ladder_climbed_dispose(&climbed);
}

int ladder_run(struct ladder *out, struct arena *mem, const struct ladder_field *field, size_t nfields,
	const uint16_t *leaf, const uint32_t *count, size_t rows, unsigned k)
{
	struct arena scratch = ARENA_INIT;
	const struct ladder_plan *plan = ladder_plan_new(&scratch, field, nfields);

	*out = (struct ladder){ 0 };
	if (plan) ladder_climb(out, mem, ladder_rows_new(&scratch, plan, leaf, count, rows), k);
	arena_dispose(&scratch);
	return plan ? 0 : -1;
}
