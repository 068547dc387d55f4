/* Numbers one after the other, far apart, and with the same last bits are all found where they were put. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include "base/row_index.h"

static void test_found_again(void **state)
{
	struct row_index x = ROW_INDEX_INIT;
	const int64_t step[] = { 1, 4096, INT64_C(1) << 40 };

	(void)state;
	assert_int_equal(row_index_find(&x, 1), ROW_NOWHERE);
	for (size_t s = 0; s < 3; s++)
		for (int64_t i = 1; i <= 500; i++)
			assert_int_equal(
				row_index_add(&x, i * step[s] + (int64_t)s, s * 500 + (size_t)i), s * 500 + (size_t)i);
	for (size_t s = 0; s < 3; s++)
		for (int64_t i = 1; i <= 500; i++) {
			assert_int_equal(row_index_find(&x, i * step[s] + (int64_t)s), s * 500 + (size_t)i);
			assert_int_equal(row_index_add(&x, i * step[s] + (int64_t)s, 7), s * 500 + (size_t)i);
		}
	assert_int_equal(x.n, 1500);
	row_index_set(&x, 4096 * 3 + 1, 9); /* one that is there, and one that is not */
	row_index_set(&x, 501, 10);
	assert_int_equal(row_index_find(&x, 4096 * 3 + 1), 9);
	assert_int_equal(row_index_find(&x, 501), 10);
	assert_int_equal(x.n, 1501);
	assert_int_equal(row_index_find(&x, 4096 * 4 + 1), 504);
	assert_int_equal(row_index_find(&x, 502), ROW_NOWHERE);
	assert_int_equal(row_index_find(&x, 0), ROW_NOWHERE);
	row_index_dispose(&x);
	assert_int_equal(row_index_find(&x, 1), ROW_NOWHERE);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_found_again) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
