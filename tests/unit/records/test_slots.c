/* Tests of slots: every item is found again by its hash, however many share it, and nothing else is. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include "records/slots.h"

static size_t count(const struct slots *s, uint64_t hash, uint32_t item)
{
	size_t n = 0;
	uint32_t found;
	for (struct slots_at at = slots_begin(s, hash); slots_next(s, &at, &found);) n += found == item;
	return n;
}

static void an_empty_table_holds_nothing(void **state)
{
	(void)state;
	struct slots s = { 0 };
	assert_int_equal(count(&s, 0, 0), 0);
	slots_dispose(&s);
}

static void items_are_found_as_the_table_grows(void **state)
{
	(void)state;
	struct slots s = { 0 };
	for (uint32_t i = 0; i < 100000; i++) slots_add(&s, slots_hash(i / 2), i); /* two of each hash */
	for (uint32_t i = 0; i < 100000; i++) assert_int_equal(count(&s, slots_hash(i / 2), i), 1);
	assert_int_equal(count(&s, slots_hash(7), 99), 0);
	assert_int_equal(s.n, 100000);
	assert_true(s.bits == 18); /* three quarters of 2^17 are fewer */
	slots_dispose(&s);
}

/* Hashes that differ in their low half only have one place: the caller tells the items apart. */
static void hashes_that_fall_together(void **state)
{
	(void)state;
	struct slots s = { 0 };
	for (uint32_t i = 0; i < 600; i++)
		slots_add(&s, UINT64_C(0xffffffff00000000) | i, i); /* the last slot, and round */
	for (uint32_t i = 0; i < 600; i++) assert_int_equal(count(&s, UINT64_C(0xffffffff00000000), i), 1);
	slots_dispose(&s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_empty_table_holds_nothing),
		cmocka_unit_test(items_are_found_as_the_table_grows),
		cmocka_unit_test(hashes_that_fall_together),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
