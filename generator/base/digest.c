/* Hashes. SHA-256 and SHA-1 come from libcrypto; SipHash is our own forty lines because libcrypto's needs a context per
 * call and this one runs for every lookup in every table. */
#include "base/digest.h"
#include <assert.h>
#include <endian.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>

struct digest_ctx {
	EVP_MD_CTX *evp;
};

/* libcrypto can only fail here for want of memory or by a broken installation; there is nothing to go on with. */
static void must(bool ok)
{
	if (ok) return;
	fputs("mentorpress: the cryptography library (libcrypto) cannot compute digests on this machine\n", stderr);
	exit(4);
}

struct sha256 sha256_of(struct sv bytes)
{
	struct sha256 d;
	unsigned n = 0;

	must(EVP_Digest(bytes.p, bytes.n, d.b, &n, EVP_sha256(), NULL) == 1 && n == sizeof d.b);
	return d;
}

struct sha256 sha256_hmac(struct sv key, struct sv message)
{
	struct sha256 d;
	unsigned n = 0;

	must(HMAC(EVP_sha256(), key.p, (int)key.n, (const unsigned char *)message.p, message.n, d.b, &n) &&
		n == sizeof d.b);
	return d;
}

struct sha256_hex sha256_hex(const struct sha256 *d)
{
	static const char digits[] = "0123456789abcdef";
	struct sha256_hex h;

	for (size_t i = 0; i < 32; i++) {
		h.z[2 * i] = digits[d->b[i] >> 4];
		h.z[2 * i + 1] = digits[d->b[i] & 15];
	}
	h.z[64] = '\0';
	return h;
}

bool sha256_eq(const struct sha256 *a, const struct sha256 *b)
{
	return memcmp(a->b, b->b, sizeof a->b) == 0;
}

static int hex_value(char c)
{
	if (c >= '0' && c <= '9') return c - '0';
	if (c >= 'a' && c <= 'f') return c - 'a' + 10;
	if (c >= 'A' && c <= 'F') return c - 'A' + 10;
	return -1;
}

bool sha256_parse(struct sv hex, struct sha256 *out)
{
	struct sha256 d;

	if (hex.n != 64) return false;
	for (size_t i = 0; i < 32; i++) {
		int high = hex_value(hex.p[2 * i]), low = hex_value(hex.p[2 * i + 1]);

		if (high < 0 || low < 0) return false;
		d.b[i] = (unsigned char)(high << 4 | low);
	}
	*out = d;
	return true;
}

static struct digest_ctx *digest_new(const EVP_MD *kind)
{
	struct digest_ctx *c = xmalloc(sizeof *c);

	c->evp = EVP_MD_CTX_new();
	must(c->evp && EVP_DigestInit_ex(c->evp, kind, NULL) == 1);
	return c;
}

struct digest_ctx *digest_new_sha256(void)
{
	return digest_new(EVP_sha256());
}

struct digest_ctx *digest_new_sha1(void)
{
	return digest_new(EVP_sha1());
}

void digest_add(struct digest_ctx *c, const void *p, size_t n)
{
	must(EVP_DigestUpdate(c->evp, p, n) == 1);
}

void digest_field(struct digest_ctx *c, struct sv v)
{
	uint64_t length = htole64((uint64_t)v.n);

	digest_add(c, &length, sizeof length);
	digest_add(c, v.p, v.n);
}

static void digest_end(struct digest_ctx *c, unsigned char *out, unsigned size)
{
	unsigned n = 0;

	assert((unsigned)EVP_MD_CTX_get_size(c->evp) == size);
	must(EVP_DigestFinal_ex(c->evp, out, &n) == 1);
	EVP_MD_CTX_free(c->evp);
	free(c);
}

void digest_end_sha256(struct digest_ctx *c, struct sha256 *out)
{
	digest_end(c, out->b, 32);
}

/* A million small digests would spend their time on looking the method up. */
void digest_next_sha256(struct digest_ctx *c, struct sha256 *out)
{
	unsigned n = 0;

	must(EVP_DigestFinal_ex(c->evp, out->b, &n) == 1 && n == sizeof out->b);
	must(EVP_DigestInit_ex(c->evp, NULL, NULL) == 1);
}

void digest_end_sha1(struct digest_ctx *c, unsigned char out[20])
{
	digest_end(c, out, 20);
}

struct digest_checker {
	EVP_CIPHER_CTX *evp;
};

struct digest_checker *digest_check_new(const struct digest_key *key)
{
	struct digest_checker *c = xmalloc(sizeof *c);

	c->evp = EVP_CIPHER_CTX_new();
	must(c->evp && EVP_EncryptInit_ex(c->evp, EVP_aes_128_gcm(), NULL, key->b, key->b + 16) == 1);
	return c;
}

/* The bytes are what GCM authenticates beside a message, and the message is empty. */
void digest_check_add(struct digest_checker *c, const void *p, size_t n)
{
	enum { MOST = 1 << 30 }; /* libcrypto counts in int */
	const unsigned char *at = p;
	int ignored = 0;

	for (size_t now; n; at += now, n -= now) {
		now = n < MOST ? n : MOST;
		must(EVP_EncryptUpdate(c->evp, NULL, &ignored, at, (int)now) == 1);
	}
}

void digest_check_end(struct digest_checker *c, struct digest_check *out)
{
	unsigned char none[16];
	int ignored = 0;

	must(EVP_EncryptFinal_ex(c->evp, none, &ignored) == 1 && ignored == 0);
	must(EVP_CIPHER_CTX_ctrl(c->evp, EVP_CTRL_AEAD_GET_TAG, sizeof out->b, out->b) == 1);
	EVP_CIPHER_CTX_free(c->evp);
	free(c);
}

static uint64_t load64(const unsigned char *p)
{
	uint64_t x;

	memcpy(&x, p, 8);
	return le64toh(x);
}

static inline uint64_t rotate(uint64_t x, int by)
{
	return x << by | x >> (64 - by);
}

static inline void sip_round(uint64_t v[4])
{
	v[0] += v[1], v[1] = rotate(v[1], 13) ^ v[0], v[0] = rotate(v[0], 32);
	v[2] += v[3], v[3] = rotate(v[3], 16) ^ v[2];
	v[0] += v[3], v[3] = rotate(v[3], 21) ^ v[0];
	v[2] += v[1], v[1] = rotate(v[1], 17) ^ v[2], v[2] = rotate(v[2], 32);
}

uint64_t siphash24(const unsigned char key[16], const void *p, size_t n)
{
	const unsigned char *at = p, *end = at + (n & ~(size_t)7);
	uint64_t k0 = load64(key), k1 = load64(key + 8), last = (uint64_t)n << 56;
	/* The initial state spells "somepseudorandomlygeneratedbytes". */
	uint64_t v[4] = { k0 ^ UINT64_C(0x736f6d6570736575), k1 ^ UINT64_C(0x646f72616e646f6d),
		k0 ^ UINT64_C(0x6c7967656e657261), k1 ^ UINT64_C(0x7465646279746573) };

	for (; at < end; at += 8) {
		uint64_t word = load64(at);

		v[3] ^= word;
		sip_round(v);
		sip_round(v);
		v[0] ^= word;
	}
	for (size_t i = 0; i < (n & 7); i++) last |= (uint64_t)at[i] << (8 * i);
	v[3] ^= last;
	sip_round(v);
	sip_round(v);
	v[0] ^= last;
	v[2] ^= 0xFF;
	for (int i = 0; i < 4; i++) sip_round(v);
	return v[0] ^ v[1] ^ v[2] ^ v[3];
}
