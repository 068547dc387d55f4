/* identity_set: the fingerprints the gate searches for. Private to privacy/; the public face is in gate.h.
 *
 * A fingerprint is the normal form's hash of a value's tokens written together, under a key that is kept with the set and goes on to the
 * next one when a record changes (identity_kept.h); once somebody was erased, it is the database's (identity_erased.h). 16 bytes each, in one
 * sorted array with a directory, behind a bit filter small enough for the processor's cache: no value is kept as text, and a window
 * of text costs one look into the filter unless it is (almost certainly) a value. */
#ifndef PRIVACY_IDENTITY_SET_H
#define PRIVACY_IDENTITY_SET_H
#include "base/kept.h"
#include "base/vec.h"
#include "privacy/gate.h"
#include "privacy/normal.h"
#include "records/application.h"
#define IDENTITY_WINDOW 6 /* tokens: every run of 1 to 6 is looked up */
#define IDENTITY_SENTENCE                                                                                              \
	8 /* and runs of 8 and of 10, for passages of free text: six words in a row ("you want to be able to") are common speech */
#define IDENTITY_PASSAGE_LENGTH 10
#define IDENTITY_INSIDE 8 /* bytes of a full name, address or employer that is found inside a longer word */

/* From the most to the least telling: a value that is several keeps the first. */
enum identity_kind {
	IDENTITY_EMAIL,
	IDENTITY_FULL_NAME,
	IDENTITY_PHONE,
	IDENTITY_LOCAL_PART /* of an e-mail address */,
	IDENTITY_INITIAL_FIRST /* G. Young */,
	IDENTITY_INITIAL_LAST /* Young, G. */,
	IDENTITY_NUMBER,
	IDENTITY_EMPLOYER,
	IDENTITY_NAME /* a first name or surname alone */,
	IDENTITY_PASSAGE /* six words of a private text */,
	IDENTITY_OTHER,
	IDENTITY_PROFILE_PASSAGE /* of a text that may be published once approved */,
	IDENTITY_KINDS
};
enum { IDENTITY_WAITING = 16 };
struct identity_value {
	uint64_t hash;
	uint32_t person;
	uint8_t kind, holders /* distinct persons, 3 = or more */, tokens, length;
};
struct identity_set {
	struct normal_key key;
	VEC(struct identity_value) values; /* sorted by hash once finished */
	uint32_t *bucket;
	unsigned bucket_shift;
	uint64_t *filter;
	unsigned filter_shift;
	uint64_t *heads;    /* a filter of the first four bytes of every value: see identity_heads */
	uint64_t *openings; /* a filter of the first eight bytes and the length of every value: see identity_opens */
	uint64_t *begins;   /* a filter of the first eight bytes of what is found inside words */
	unsigned begins_shift;
	VEC(uint32_t) beginning; /* while the set is made: what goes into `begins` */
	struct identity_waiting {
		uint64_t *at, bits;
	} waiting[IDENTITY_WAITING]; /* while the set is made: what goes into `openings` */
	size_t nwaiting;
	struct identity_erased *erased; /* NULL: nobody was */
	struct sha256 derived;          /* of everything it, or the equal one it gave way to, was made of, in order */
	struct sha256 digest;     /* the same, with what is kept of the erased: who has it searches for the same */
	struct kept kept;         /* where all of the above lies, when it was taken over; else KEPT_NONE */
	bool taken_over, written; /* from there; to a file, of this seal */
	struct sha256 seal;
	unsigned char secret[16];  /* what the key was made from */
	struct digest_ctx *adding; /* while it is made */
	struct identity_source {
		int (*each)(void *ctx, identity_fn *fn, void *fn_ctx);
		void *ctx;
	} source;
};

/* How large the parts are: for identity_kept.c. */
#define IDENTITY_HASH_BITS 61
unsigned identity_bucket_shift(size_t values);
unsigned identity_filter_shift(size_t values);
static inline size_t identity_filter_words(unsigned shift)
{
	return (size_t)1 << (64 - shift);
}

static inline size_t identity_begins_words(unsigned shift)
{
	return (size_t)1 << (32 - shift);
}

/* identity_set_new with another source than the database and a given key. */
int identity_set_from(struct identity_set **out, const struct identity_source *source, const struct policy *policy,
	const unsigned char secret[16]);
/* For identity_derive.c: one more fingerprint, of words written together. Words are folded. */
void identity_add(struct identity_set *s, enum identity_kind kind, uint32_t person, const struct sv *word, size_t n);
/* All fingerprints of what the source holds. */
int identity_derive(struct identity_set *s, const struct policy *policy);
uint32_t identity_person(int64_t person, const char *file, unsigned line);
bool identity_kind_of_field(enum identity_kind kind, int field_kind); /* can such a field have given such a value? */

/* The same key, and the same values in every respect (the erased apart)? Then the gate, which asks a set for nothing but a value of a given hash, says of every
 * artifact the same with one as with the other, and counts the same. */
bool identity_set_equal(const struct identity_set *a, const struct identity_set *b);
bool identity_erased_maybe(const struct identity_erased *e, uint64_t hash);
/* Calls for what identity_maybe will look at. */
static inline void identity_fetch(const struct identity_set *s, uint64_t hash)
{
	__builtin_prefetch(&s->filter[(hash * UINT64_C(0x9E3779B97F4A7C15)) >> s->filter_shift]);
}

static inline bool identity_maybe(const struct identity_set *s, uint64_t hash)
{
	uint64_t mixed = hash * UINT64_C(0x9E3779B97F4A7C15);
	uint64_t bits =
		UINT64_C(1) << (mixed & 63) | UINT64_C(1) << (mixed >> 6 & 63) | UINT64_C(1) << (mixed >> 12 & 63);

	return (s->filter[mixed >> s->filter_shift] & bits) == bits ||
	       (s->erased && identity_erased_maybe(s->erased, hash));
}
/* May any value begin with these four folded bytes (the first of them lowest, zeros behind a value that has fewer)? 16 KiB, which stay in the processor's first
 * cache, spare most words the look into the next filter. */
#define IDENTITY_HEADS_LOG 17
static inline uint32_t identity_head(uint64_t eight)
{
	return ((uint32_t)eight * UINT32_C(0x9E3779B1)) >> (32 - IDENTITY_HEADS_LOG);
}

static inline unsigned identity_heads(const struct identity_set *s, uint64_t eight)
{
	uint32_t head = identity_head(eight);

	return s->heads[head >> 6] >> (head & 63) & 1;
}
/* May any value begin with these eight folded bytes (the first of them lowest, zeros behind a value that has fewer)? May one of this length?
 *
 * This is asked for nearly every word that is published, two or three times, so it is one look into memory: a word of 64 bits chosen by the eight bytes,
 * whose upper half has two bits for them and whose lower half one bit for each length. Eight bytes, because four of them begin some value or
 * other in every language; 8 MiB, because a set of six million values has a million and more such beginnings. */
#define IDENTITY_OPENINGS_LOG 20
struct identity_opening {
	uint64_t *at; /* in the filter */
	uint32_t mixed;
};
static inline uint64_t identity_mixed(const struct identity_set *s, uint64_t eight)
{
	uint64_t mixed = (eight ^ s->key.power[2]) * UINT64_C(0x9E3779B97F4A7C15);

	return (mixed ^ mixed >> 32) * UINT64_C(0xD6E8FEB86659FD93);
}

static inline struct identity_opening identity_opening(const struct identity_set *s, uint64_t mixed)
{
	return (struct identity_opening){ &s->openings[mixed >> (64 - IDENTITY_OPENINGS_LOG)],
		(uint32_t)(mixed >> 12) };
}

static inline uint64_t identity_opening_bits(struct identity_opening o)
{
	return (UINT64_C(1) << (o.mixed & 31) | UINT64_C(1) << (o.mixed >> 5 & 31)) << 32;
}

static inline uint64_t identity_length_bit(struct identity_opening o, size_t length)
{
	return UINT64_C(1) << ((o.mixed >> 10) + length) % 32;
}

static inline bool identity_opens_mixed(const struct identity_set *s, uint64_t mixed)
{
	struct identity_opening o = identity_opening(s, mixed);

	return (identity_opening_bits(o) & ~*o.at) == 0;
}

static inline bool identity_opens(const struct identity_set *s, uint64_t eight)
{
	return identity_opens_mixed(s, identity_mixed(s, eight));
}

static inline bool identity_opens_length(const struct identity_set *s, uint64_t eight, size_t length)
{
	struct identity_opening o = identity_opening(s, identity_mixed(s, eight));

	return s->erased || ((identity_opening_bits(o) | identity_length_bit(o, length)) & ~*o.at) == 0;
}
/* May a value that is found inside words begin with these eight folded bytes? */
static inline uint64_t identity_beginning(const struct identity_set *s, uint64_t eight)
{
	return (eight ^ s->key.power[3]) * UINT64_C(0xD6E8FEB86659FD93);
}

static inline bool identity_maybe_begins(const struct identity_set *s, uint64_t eight)
{
	uint32_t mixed = (uint32_t)(identity_beginning(s, eight) >> 32);
	uint64_t bits = UINT64_C(1) << (mixed & 63) | UINT64_C(1) << (mixed >> 6 & 63);

	if (s->erased) return true;
	return (s->begins[mixed >> s->begins_shift] & bits) == bits;
}
const struct identity_value *identity_find(const struct identity_set *s, uint64_t hash); /* NULL if absent */
#endif
