/* Numbers one after the other, far apart, and with the same last bits are all found where they were put. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include "privacy/person_index.h"

static void test_found_again(void **state)
{
	struct person_index x = PERSON_INDEX_INIT;
	const int64_t step[] = { 1, 4096, INT64_C(1) << 40 };

	(void)state;
	assert_int_equal(person_index_find(&x, 1), PERSON_NOWHERE);
	for (size_t s = 0; s < 3; s++)
		for (int64_t i = 1; i <= 500; i++)
			assert_int_equal(person_index_add(&x, i * step[s] + (int64_t)s, s * 500 + (size_t)i),
				s * 500 + (size_t)i);
	for (size_t s = 0; s < 3; s++)
		for (int64_t i = 1; i <= 500; i++) {
			assert_int_equal(person_index_find(&x, i * step[s] + (int64_t)s), s * 500 + (size_t)i);
			assert_int_equal(person_index_add(&x, i * step[s] + (int64_t)s, 7), s * 500 + (size_t)i);
		}
	assert_int_equal(x.n, 1500);
	assert_int_equal(person_index_find(&x, 501), PERSON_NOWHERE);
	assert_int_equal(person_index_find(&x, 0), PERSON_NOWHERE);
	person_index_dispose(&x);
	assert_int_equal(person_index_find(&x, 1), PERSON_NOWHERE);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_found_again) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
