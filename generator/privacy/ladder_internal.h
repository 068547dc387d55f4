/* ladder_internal: what the files of the ladder share. ladder_plan.c makes the rungs and keys of some fields, ladder_rows.c brings together who answered
 * the same, ladder.c climbs, ladder_join.c places who is left over, ladder_classes.c makes classes of it all, ladder_less.c and
 * ladder_swap.c say what one person makes of it. Private to these seven.
 *
 * A key writes a value of each field as digits, one for each step down its tree: first the child of the root, then the child of that one, and so on
 * (0 = nothing so deep), each in as many bits as the widest family of that depth needs. So to generalize is to cut digits off, which a mask
 * does for all fields at once, and equal keys are equal tuples. First stand the first digits of all fields, the heaviest field's before all, then the
 * second digits …: what is given up last stands first, so people sorted by their keys stay beside those they may yet share a class with. */
#ifndef PRIVACY_LADDER_INTERNAL_H
#define PRIVACY_LADDER_INTERNAL_H
#include "base/vec.h"
#include "privacy/ladder.h"

struct ladder_coded {
	const struct vocab *vocab;
	unsigned weight;
	size_t levels;        /* 0 = leaf, levels - 1 = root */
	const uint64_t *code; /* a value's digits: value × words */
	const uint64_t *mask; /* the digits that a level leaves: level × words */
};
struct ladder_rung {
	uint64_t cost;
	size_t vector; /* levels in mixed radix, first field most significant */
};
struct ladder_plan {
	const struct ladder_coded *field;
	size_t nfields;
	size_t words; /* of a key, 1 or more; the first is the most significant */
	const struct ladder_rung *rung;
	size_t nrungs;
};
/* NCP of a value in parts per million. */
uint64_t ladder_ncp(const struct vocab *v, size_t value);
/* Levels are counted from the deepest leaf, so that a leaf near the root stays exact until its whole depth is given up. */
size_t ladder_generalized(const struct vocab *v, size_t value, size_t level);
void ladder_mask(const struct ladder_plan *p, size_t vector, uint64_t *mask);       /* mask: words */
void ladder_key(const struct ladder_plan *p, const uint16_t *tuple, uint64_t *key); /* key: words */

struct ladder_rows {
	const struct ladder_plan *plan;
	const uint16_t *leaf;
	const uint32_t *count; /* NULL: one each */
	size_t rows, persons;
	const uint32_t *kind; /* per row: number of its answers */
	size_t kinds;         /* different answers, in order of their keys */
	const uint64_t *key;  /* kind × words */
	const size_t *many;   /* per kind: persons, or 0 */
	const uint32_t *row;  /* per kind: the first row that answered so */
};
static inline size_t ladder_persons(const struct ladder_rows *r, size_t row)
{
	return r->count ? r->count[row] : 1;
}

/* A number in [0, 2^bits) from the digits that the mask leaves. Never decides anything alone. */
static inline size_t ladder_spread(const uint64_t *key, const uint64_t *mask, size_t words, unsigned bits)
{
	uint64_t x = key[0] & mask[0];

	for (size_t i = 1; i < words; i++) x = (x + (key[i] & mask[i])) * UINT64_C(0x9E3779B97F4A7C15) ^ x >> 29;
	x ^= x >> 32;
	return (size_t)(x * UINT64_C(0xD6E8FEB86659FD93) >> (64 - bits));
}
static inline bool ladder_alike(const uint64_t *a, const uint64_t *b, const uint64_t *mask, size_t words)
{
	uint64_t differ = 0;

	for (size_t i = 0; i < words; i++) differ |= (a[i] ^ b[i]) & mask[i];
	return differ == 0;
}
/* Bits of the smallest power of two that is n or more; at least 4. */
unsigned ladder_bits(size_t n);

#define LADDER_LEFT UINT32_MAX /* class of kinds that no rung published */
struct ladder_published {
	uint32_t kind;  /* one of those that were published together */
	size_t vector;  /* at this rung */
	size_t persons; /* of all of them */
};
struct ladder_climbed {
	const struct ladder_rows *rows;
	uint32_t *class_of; /* per kind: index into published */
	VEC(struct ladder_published) published;
	size_t left; /* persons */
};
/* Owned; every rung in order until fewer than k are left. */
void ladder_climbed_init(struct ladder_climbed *out, const struct ladder_rows *rows, unsigned k);
void ladder_climbed_dispose(struct ladder_climbed *c);
/* Classes in vocabulary order, the left-overs in one of them. Changes class_of and published on the way. */
void ladder_classes(struct ladder *out, struct arena *mem, struct ladder_climbed *c);

/* What was published as tuples, and where those that are left over go: looked at again for somebody more or less. */
struct ladder_tuples {
	uint16_t *tuple; /* per published × fields */
	size_t n, fields;
};
void ladder_tuples_init(struct ladder_tuples *out, const struct ladder_climbed *c); /* owned */
void ladder_tuples_dispose(struct ladder_tuples *t);
/* The published whose tuple the left-overs take in, and what that tuple becomes: the left-overs are those of c, without one person
 * of the kind `less` (LADDER_LEFT: all of them) and with one more who answered `more` (NULL: nobody). SIZE_MAX when nobody is left. */
struct ladder_join {
	size_t published;
	uint16_t *tuple; /* fields; the caller's */
};
void ladder_join_find(struct ladder_join *out, const struct ladder_climbed *c, const struct ladder_tuples *t,
	uint32_t less, const uint16_t *more);
/* Do both leave the same tuples? */
bool ladder_join_same(const struct ladder_join *a, const struct ladder_join *b, const struct ladder_tuples *t);
/* Per kind: enum ladder_less. t: of c; base: the join of all left-overs. */
void ladder_less_find(uint8_t *less, const struct ladder_climbed *c, const struct ladder_tuples *t,
	const struct ladder_join *base, unsigned k);
#endif
