/* digest: SHA-256 (content, policy, text digests), SHA-1 (git pack trailer only), both by libcrypto, SipHash-2-4
 * (Aumasson & Bernstein 2012) as keyed 64-bit hash for tables and gate fingerprints, and a check of large files under a
 * drawn key. The only file that includes libcrypto. */
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
/* GMAC with AES-128 (NIST SP 800-38D), several times as fast as SHA-256: have these bytes changed since they were checked under this key?
 * Bytes that changed without regard to the key, by whatever fault, program or copy, pass with a probability below 2^-100 for files up to
 * 4 GiB. It promises nothing against one who knows the key and forges a file, nor anything under a key that was not drawn for one
 * file alone; so it stands for no content and is shown to nobody: where either counts, take SHA-256. */
struct digest_key {
	unsigned char b[28]; /* random: 16 for the cipher, 12 for the nonce */
};
struct digest_check {
	unsigned char b[16];
};
struct digest_checker; /* opaque, heap */
struct digest_checker *digest_check_new(const struct digest_key *key);
void digest_check_add(struct digest_checker *c, const void *p, size_t n);
void digest_check_end(struct digest_checker *c, struct digest_check *out); /* frees c */
uint64_t siphash24(const unsigned char key[16], const void *p, size_t n);
#endif
