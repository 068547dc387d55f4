/* Hashes against published vectors. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include "base/digest.h"

static void test_sha256_vectors(void **state)
{
	struct sha256 d = sha256_of(sv("abc")), again;

	(void)state;
	assert_string_equal(sha256_hex(&d).z, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
	d = sha256_of(sv(""));
	assert_string_equal(sha256_hex(&d).z, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
	assert_true(sha256_parse(sv(sha256_hex(&d).z), &again) && sha256_eq(&d, &again));
	assert_true(sha256_parse(sv("E3B0C44298FC1C149AFBF4C8996FB92427AE41E4649B934CA495991B7852B855"), &again));
	again.b[31] ^= 1;
	assert_false(sha256_eq(&d, &again));
	assert_false(sha256_parse(sv("e3"), &again));
	assert_false(sha256_parse(sv("g3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"), &again));
}

static void test_pieces_equal_the_whole(void **state)
{
	struct digest_ctx *c = digest_new_sha256();
	struct sha256 pieces, whole = sha256_of(sv("abcdef"));

	(void)state;
	digest_add(c, "abc", 3);
	digest_add(c, "", 0);
	digest_add(c, "def", 3);
	digest_end_sha256(c, &pieces);
	assert_true(sha256_eq(&pieces, &whole));
}

static void test_fields_cannot_run_together(void **state)
{
	struct digest_ctx *c = digest_new_sha256(), *d = digest_new_sha256();
	struct sha256 one, other;

	(void)state;
	digest_field(c, sv("ab"));
	digest_field(c, sv("c"));
	digest_field(d, sv("a"));
	digest_field(d, sv("bc"));
	digest_end_sha256(c, &one);
	digest_end_sha256(d, &other);
	assert_false(sha256_eq(&one, &other));
}

static void test_sha1_vector(void **state)
{
	static const unsigned char want[20] = { 0xa9, 0x99, 0x3e, 0x36, 0x47, 0x06, 0x81, 0x6a, 0xba, 0x3e, 0x25, 0x71,
		0x78, 0x50, 0xc2, 0x6c, 0x9c, 0xd0, 0xd8, 0x9d };
	struct digest_ctx *c = digest_new_sha1();
	unsigned char got[20];

	(void)state;
	digest_add(c, "abc", 3);
	digest_end_sha1(c, got);
	assert_memory_equal(got, want, 20);
}

/* The published vectors: key 00..0f, message 00, 01, 02 … of the given length. */
static void test_siphash_vectors(void **state)
{
	unsigned char key[16], message[16];

	(void)state;
	for (unsigned i = 0; i < 16; i++) key[i] = message[i] = (unsigned char)i;
	assert_true(siphash24(key, message, 0) == UINT64_C(0x726fdb47dd0e0e31));
	assert_true(siphash24(key, message, 1) == UINT64_C(0x74f839c593dc67fd));
	assert_true(siphash24(key, message, 8) == UINT64_C(0x93f5f5799a932462));
	assert_true(siphash24(key, message, 15) == UINT64_C(0xa129ca6149be45e5));
}

/* AES-128, no message, 16 bytes that go beside it: NIST's gcmEncryptExtIV128. */
static void test_check_vectors(void **state)
{
	static const struct digest_key key = { { 0x77, 0xbe, 0x63, 0x70, 0x89, 0x71, 0xc4, 0xe2, 0x40, 0xd1, 0xcb, 0x79,
		0xe8, 0xd7, 0x7f, 0xeb, 0xe0, 0xe0, 0x0f, 0x19, 0xfe, 0xd7, 0xba, 0x01, 0x36, 0xa7, 0x97, 0xf3 } };
	static const unsigned char bytes[16] = { 0x7a, 0x43, 0xec, 0x1d, 0x9c, 0x0a, 0x5a, 0x78, 0xa0, 0xb1, 0x65, 0x33,
		0xa6, 0x21, 0x3c, 0xab };
	static const unsigned char expected[16] = { 0x20, 0x9f, 0xcc, 0x8d, 0x36, 0x75, 0xed, 0x93, 0x8e, 0x9c, 0x71,
		0x66, 0x70, 0x9d, 0xd9, 0x46 };
	static const size_t cuts[] = { 0, 1, 15, 16 };
	struct digest_check is;

	(void)state;
	for (size_t i = 0; i < sizeof cuts / sizeof *cuts; i++) {
		struct digest_checker *c = digest_check_new(&key);

		digest_check_add(c, bytes, cuts[i]);
		digest_check_add(c, bytes + cuts[i], sizeof bytes - cuts[i]);
		digest_check_end(c, &is);
		assert_memory_equal(is.b, expected, sizeof expected);
	}
}

static struct digest_check check_of(const char *bytes, size_t n, unsigned char key)
{
	struct digest_key k = { { key } };
	struct digest_checker *c = digest_check_new(&k);
	struct digest_check out;

	digest_check_add(c, bytes, n);
	digest_check_end(c, &out);
	return out;
}

/* Whatever changes, a bit, the length, the key, gives another check; a zero more at the end too. */
static void test_check_tells_changes(void **state)
{
	char bytes[100] = { 0 };
	struct digest_check was = check_of(bytes, 99, 1), now;

	(void)state;
	for (size_t i = 0; i < 99; i++) {
		bytes[i] ^= (char)(1 << i % 8);
		now = check_of(bytes, 99, 1);
		assert_memory_not_equal(now.b, was.b, sizeof was.b);
		bytes[i] = 0;
	}
	now = check_of(bytes, 100, 1);
	assert_memory_not_equal(now.b, was.b, sizeof was.b);
	now = check_of(bytes, 99, 2);
	assert_memory_not_equal(now.b, was.b, sizeof was.b);
	now = check_of(bytes, 99, 1);
	assert_memory_equal(now.b, was.b, sizeof was.b);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_sha256_vectors),
		cmocka_unit_test(test_pieces_equal_the_whole),
		cmocka_unit_test(test_fields_cannot_run_together),
		cmocka_unit_test(test_sha1_vector),
		cmocka_unit_test(test_siphash_vectors),
		cmocka_unit_test(test_check_vectors),
		cmocka_unit_test(test_check_tells_changes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
