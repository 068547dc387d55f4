/* normal: the form in which identity values and artifacts are compared: a stream of folded tokens of letters and digits.
 *
 * HTML entities, percent and \u escapes are decoded (also when doubled, up to four deep), case, marks and default-ignorable characters are dropped
 * (utf8_fold), and everything else that is no letter or digit separates tokens. In HTML, tags separate as well: text runs on across them, while
 * what stands inside a tag (attribute values above all) is a stream of its own that begins anew with every tag, so that
 * <b>Grace</b> <i title="x">Young</i> reads "grace young" in one stream and "i title x" in the other. Nothing is left out.
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
struct normal_token {
	uint64_t hash;
	unsigned len; /* of the folded bytes */
	bool capital; /* its first letter is one */
	bool digits;  /* nothing but 0-9 */
	bool fresh;   /* the first of its stream, or of its tag */
	enum normal_stream stream;
	size_t start, end; /* where it stands in the bytes as given */
};
typedef void normal_fn(void *ctx, const struct normal_token *t);
void normal_key_init(struct normal_key *key, const unsigned char secret[16]);
void normal_scan(const struct normal_key *key, struct sv bytes, enum normal_mode mode, normal_fn *fn, void *ctx);
/* The first `max` tokens; returns how many there are in all. */
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
#endif
