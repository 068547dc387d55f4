/* normal: the form in which identity values and artifacts are compared: a stream of folded tokens of letters and digits.
 *
 * Case, marks and default-ignorable characters are dropped and lookalikes made one (normal_fold.h); everything else that is no letter or digit separates
 * tokens. In HTML, tags separate as well: text runs on across them, while what stands inside a tag (attribute values above all) is a stream of its own
 * that begins anew with every tag, so that <b>Grace</b> <i title="x">Young</i> reads "grace young" in one stream and "i title x" in the other.
 * Nothing is left out. Escapes are undone beforehand, one layer after the other (normal_undo.h).
 *
 * A token's hash is a polynomial in a secret point modulo 2^61 - 1, so that the hash of tokens written together is got from the parts:
 * normal_join(key, a, len_a, b). Two different strings of n bytes have equal hashes for at most n of the 2^61 possible keys. */
#ifndef PRIVACY_NORMAL_H
#define PRIVACY_NORMAL_H
#include <stdint.h>
#include "base/str.h"
#define NORMAL_TOKEN_MAX 255 /* folded bytes; longer runs are no words and are given len 0 */
#define NORMAL_PRIME ((UINT64_C(1) << 61) - 1)
struct normal_key {
	uint64_t power[NORMAL_TOKEN_MAX + 1];
};
enum normal_mode { NORMAL_TEXT, NORMAL_HTML, NORMAL_SCRIPT /* JSON, JavaScript: \n and the like separate */ };
enum normal_stream { NORMAL_RUNNING, NORMAL_MARKUP };
enum normal_string { NORMAL_UNQUOTED, NORMAL_STRING_BEGINS, NORMAL_STRING };
struct normal_token {
	uint64_t hash;
	unsigned len;         /* of the folded bytes */
	bool capital;         /* its first letter is one */
	bool digits;          /* nothing but 0-9 */
	bool fresh;           /* the first of its stream, or of its tag */
	bool single;          /* one character */
	bool glued;           /* only tags stand between it and the token before it in its stream */
	bool after_key;       /* the string before this one was a key */
	unsigned char string; /* enum normal_string: in an attribute's value, a string of JSON or of a script */
	unsigned char stream; /* enum normal_stream */
	size_t start, end;    /* where it stands in the bytes as given */
	/* Its folded bytes, during the call only; NULL where they are the bytes as given but for capitals. */
	const char *folded;
	size_t folded_len; /* all of them, however many */
};
typedef void normal_fn(void *ctx, const struct normal_token *t);
/* A token as the gate wants it: small, and not hashed unless it has to be, because nearly all that is published is common words. */
#define NORMAL_UNHASHED UINT64_MAX
struct normal_piece {
	uint64_t eight;    /* its first eight folded bytes, the first of them lowest, zeros where there are fewer */
	uint64_t hash;     /* or NORMAL_UNHASHED: its folded bytes are the bytes as given but for capitals */
	size_t start, end; /* the other fields are those of normal_token */
	unsigned char len, string, stream;
	bool capital, digits, fresh, single, glued, after_key;
};
/* One or several, in order. folded: all of the folded bytes of a single one, during the call only; .p is NULL where they are the bytes as given but for
 * capitals, as they are when there are several. */
typedef void normal_cut_fn(void *ctx, const struct normal_piece *piece, size_t n, struct sv folded);
void normal_key_init(struct normal_key *key, const unsigned char secret[16]);
void normal_cut(const struct normal_key *key, struct sv bytes, enum normal_mode mode, normal_cut_fn *fn, void *ctx);
/* A place between two tokens in running text, outside tags: what is read from here on depends on the bytes behind it (and on `gap`), and on nothing before it. Not
 * in scripts, nor behind one. */
struct normal_point {
	size_t at;
	uint32_t words;   /* tokens before it in running text, of four plain letters and more */
	uint32_t strings; /* tokens before it that stand in strings */
	bool gap;         /* what normal_piece.glued is of the next token in a tag, if it says so */
};
enum {
	NORMAL_POINT_AHEAD = 16 /* bytes behind a point that what stands before it may depend on */,
	NORMAL_POINT_WORD = 4
};
/* All tokens before *now have been handed on. It may be moved on, to another point. Returns the place from which on to ask again. */
typedef size_t normal_point_fn(void *ctx, struct normal_point *now);
/* normal_cut that asks at points. */
void normal_cut_points(const struct normal_key *key, struct sv bytes, enum normal_mode mode, normal_cut_fn *fn,
	normal_point_fn *point, void *ctx);
/* normal_cut with everything filled in. */
void normal_scan(const struct normal_key *key, struct sv bytes, enum normal_mode mode, normal_fn *fn, void *ctx);
/* All tokens of a short text, with escapes undone up to four deep. Their `folded` is always set. */
void normal_read(const struct normal_key *key, struct sv text, normal_fn *fn, void *ctx);
/* The first `max` tokens of the same; returns how many there are in all. */
size_t normal_tokens(const struct normal_key *key, struct sv text, struct normal_token *out, size_t max);
/* The mode for an artifact or source file by its name. */
enum normal_mode normal_mode_of(const char *path);

static inline uint64_t normal_reduce(unsigned __int128 x)
{
	uint64_t r = (uint64_t)(x & NORMAL_PRIME) + (uint64_t)(x >> 61);

	r = (r & NORMAL_PRIME) + (r >> 61);
	return r >= NORMAL_PRIME ? r - NORMAL_PRIME : r;
}

static inline uint64_t normal_join(const struct normal_key *key, uint64_t a, unsigned len_a, uint64_t b)
{
	return normal_reduce((unsigned __int128)key->power[len_a] * b + a);
}
/* The hash of folded bytes, at most NORMAL_TOKEN_MAX. */
static inline uint64_t normal_hash(const struct normal_key *key, const char *bytes, size_t n)
{
	unsigned __int128 sum = 0;

	for (size_t i = 0; i < n; i++) sum += (unsigned __int128)key->power[i] * (unsigned char)bytes[i];
	return normal_reduce(sum);
}
/* The hash of a piece of `bytes`. */
static inline uint64_t normal_piece_hash(
	const struct normal_key *key, struct sv bytes, const struct normal_piece *piece)
{
	unsigned __int128 sum = 0;
	size_t n = piece->len ? piece->len : NORMAL_TOKEN_MAX;

	if (piece->hash != NORMAL_UNHASHED) return piece->hash;
	for (size_t i = 0; i < n; i++)
		sum += (unsigned __int128)key->power[i] * ((unsigned char)bytes.p[piece->start + i] | 0x20);
	return normal_reduce(sum);
}
/* The piece as a token, with the piece's own hash, NORMAL_UNHASHED too, and without `folded`. */
static inline struct normal_token normal_piece_token(const struct normal_piece *p)
{
	return (struct normal_token){ .hash = p->hash,
		.len = p->len,
		.capital = p->capital,
		.digits = p->digits,
		.fresh = p->fresh,
		.single = p->single,
		.glued = p->glued,
		.after_key = p->after_key,
		.string = p->string,
		.stream = p->stream,
		.start = p->start,
		.end = p->end };
}
#endif
