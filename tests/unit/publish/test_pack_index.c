/* The index of a pack, against the format as git describes it (gitformat-pack(5)). */
#include "publish/support.h"

#include "publish/pack_index.h"

enum { HEAD = 8, COUNTS = 1024, ID = 20 };

static uint32_t number(const struct str *index, size_t at)
{
	const unsigned char *p = (const unsigned char *)index->ptr + at;

	return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 | p[3];
}

/* The second of three lies behind the first two GiB, the third behind the first four: both stand in the table of 64 bits. */
static void places_behind_two_gib(void **state)
{
	struct pack_entry entry[] = { { { { 0x20, 1 } }, 0x33333333, UINT64_C(5) << 30 },
		{ { { 0x10, 2 } }, 0x22222222, UINT64_C(1) << 31 }, { { { 0x10, 1 } }, 0x11111111, 12 } };
	const size_t ids = HEAD + COUNTS, crcs = ids + 3 * ID, places = crcs + 3 * 4, large = places + 3 * 4;
	struct str index = STR_INIT;
	git_oid trailer;

	(void)state;
	memset(trailer.id, 0xAB, sizeof trailer.id);
	pack_index_put(&index, entry, 3, &trailer);
	assert_int_equal(index.len, large + 2 * 8 + 2 * ID);
	assert_memory_equal(index.ptr, "\377tOc\0\0\0\2", HEAD);
	assert_int_equal(number(&index, HEAD + 4 * 0x0F), 0);
	assert_int_equal(number(&index, HEAD + 4 * 0x10), 2);
	assert_int_equal(number(&index, HEAD + 4 * 0x1F), 2);
	assert_int_equal(number(&index, HEAD + 4 * 0x20), 3);
	assert_int_equal(number(&index, HEAD + 4 * 0xFF), 3);
	for (unsigned i = 0; i < 3; i++) assert_int_equal(number(&index, crcs + 4 * i), 0x11111111 * (i + 1));
	assert_memory_equal(index.ptr + ids, "\x10\x01", 2);
	assert_memory_equal(index.ptr + ids + ID, "\x10\x02", 2);
	assert_int_equal(number(&index, places), 12);
	assert_int_equal(number(&index, places + 4), 0x80000000);
	assert_int_equal(number(&index, places + 8), 0x80000001);
	assert_int_equal(number(&index, large), 0);
	assert_int_equal(number(&index, large + 4), 0x80000000);
	assert_int_equal(number(&index, large + 8), 1);
	assert_int_equal(number(&index, large + 12), 0x40000000);
	assert_memory_equal(index.ptr + large + 16, trailer.id, ID);
	str_dispose(&index);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(places_behind_two_gib) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
