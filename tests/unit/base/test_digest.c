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

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_sha256_vectors),
		cmocka_unit_test(test_pieces_equal_the_whole),
		cmocka_unit_test(test_fields_cannot_run_together),
		cmocka_unit_test(test_sha1_vector),
		cmocka_unit_test(test_siphash_vectors),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
