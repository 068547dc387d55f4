/* digest: SHA-256 (content, policy, text digests), SHA-1 (git pack trailer only), both by libcrypto, and SipHash-2-4
 * (Aumasson & Bernstein 2012) as keyed 64-bit hash for tables and gate fingerprints. The only file that includes libcrypto. */
#ifndef BASE_DIGEST_H
#define BASE_DIGEST_H
#include <stdint.h>
#include "base/str.h"
struct sha256 {
	unsigned char b[32];
};
struct sha256_hex {
	char z[65];
};
struct sha256 sha256_of(struct sv bytes);
struct sha256_hex sha256_hex(const struct sha256 *d);
struct sha256 sha256_hmac(struct sv key, struct sv message); /* RFC 2104 */
bool sha256_eq(const struct sha256 *a, const struct sha256 *b);
bool sha256_parse(struct sv hex, struct sha256 *out);
struct digest_ctx; /* opaque, heap */
struct digest_ctx *digest_new_sha256(void);
struct digest_ctx *digest_new_sha1(void);
void digest_add(struct digest_ctx *c, const void *p, size_t n);
void digest_field(struct digest_ctx *c, struct sv v); /* length-prefixed, so that fields cannot run together */
void digest_end_sha256(struct digest_ctx *c, struct sha256 *out);  /* frees c */
void digest_next_sha256(struct digest_ctx *c, struct sha256 *out); /* ends one digest and begins the next */
void digest_end_sha1(struct digest_ctx *c, unsigned char out[20]); /* frees c */
uint64_t siphash24(const unsigned char key[16], const void *p, size_t n);
#endif
