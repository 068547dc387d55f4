/* The source of chance. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include "base/random.h"

/* SplitMix64 from state 0 begins 0xE220A8397B1DCDAF (its authors' reference), here low byte first. */
static void test_seeded_sequence(void **state)
{
	static const unsigned char want[8] = { 0xAF, 0xCD, 0x1D, 0x7B, 0x39, 0xA8, 0x20, 0xE2 };
	struct random_source r = { random_seeded_fill, 0 };
	unsigned char got[8];

	(void)state;
	assert_int_equal(random_bytes(&r, got, sizeof got), 0);
	assert_memory_equal(got, want, 8);
}

static void test_below_is_in_range_and_even(void **state)
{
	struct random_source r = { random_seeded_fill, 42 };
	unsigned seen[29] = { 0 };

	(void)state;
	for (int i = 0; i < 29000; i++) {
		uint32_t v = random_below(&r, 29);

		assert_in_range(v, 0, 28);
		seen[v]++;
	}
	/* 1000 expected each, standard deviation about 31: five of them either way. */
	for (size_t i = 0; i < 29; i++) assert_in_range(seen[i], 845, 1155);
	for (int i = 0; i < 10; i++) assert_int_equal(random_below(&r, 1), 0);
}

/* Gives 0 first, which is in the part that must be thrown away for 29, and 58 after that. */
static int biased_fill(struct random_source *self, void *buf, size_t n)
{
	uint32_t v = self->state++ ? 58 : 0;

	assert_int_equal(n, sizeof v);
	memcpy(buf, &v, n);
	return 0;
}

static void test_below_rejects_the_uneven_part(void **state)
{
	struct random_source r = { biased_fill, 0 };

	(void)state;
	assert_int_equal(random_below(&r, 29), 0);
	assert_int_equal(r.state, 2);
}

static void test_system_fills_all(void **state)
{
	struct random_source r = { random_os_fill, 0 };
	unsigned char a[1000] = { 0 }, b[1000] = { 0 };

	(void)state;
	assert_int_equal(random_bytes(&r, a, sizeof a), 0);
	assert_int_equal(random_bytes(&r, b, sizeof b), 0);
	assert_memory_not_equal(a, b, sizeof a);
	assert_memory_not_equal(a + 984, "\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0", 16);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_seeded_sequence),
		cmocka_unit_test(test_below_is_in_range_and_even),
		cmocka_unit_test(test_below_rejects_the_uneven_part),
		cmocka_unit_test(test_system_fills_all),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
