/* The table of string keys. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include "base/map.h"

static void test_absent_in_an_empty_map(void **state)
{
	struct map m = MAP_INIT;

	(void)state;
	assert_false(map_get(&m, sv("a"), NULL));
	assert_null(map_ptr(&m, sv("a")));
	map_dispose(&m);
}

static void test_set_replaces_and_add_does_not(void **state)
{
	struct map m = MAP_INIT;
	uint64_t v = 0;
	char key[] = "name";

	(void)state;
	assert_true(map_set(&m, sv(key), 1));
	assert_false(map_set(&m, sv("name"), 2));
	assert_true(map_get(&m, sv("name"), &v) && v == 2);
	assert_false(map_add(&m, sv("name"), 3));
	assert_true(map_get(&m, sv("name"), &v) && v == 2);
	key[0] = 'g'; /* the map has its own copy */
	assert_true(map_get(&m, sv("name"), NULL));
	assert_false(map_get(&m, sv("game"), NULL));
	map_dispose(&m);
}

static void test_keys_are_bytes(void **state)
{
	struct map m = MAP_INIT;
	int thing = 0;

	(void)state;
	assert_true(map_add(&m, sv(""), 1));
	assert_true(map_add(&m, sv_n("a\0b", 3), 2));
	assert_true(map_add(&m, sv_n("a\0c", 3), 3));
	assert_false(map_get(&m, sv("a"), NULL));
	assert_true(map_set_ptr(&m, sv("p"), &thing));
	assert_ptr_equal(map_ptr(&m, sv("p")), &thing);
	map_dispose(&m);
}

static void test_many_keys_in_order_of_insertion(void **state)
{
	enum { MANY = 50000 };
	struct map m = MAP_INIT;
	struct str key = STR_INIT;

	(void)state;
	for (uint64_t i = 0; i < MANY; i++) {
		str_clear(&key);
		str_printf(&key, "MP-%06llu", (unsigned long long)(i * 7919 % MANY));
		assert_true(map_add(&m, sv_of(&key), i));
	}
	assert_int_equal(m.n, MANY);
	assert_true(m.nslots >= 2 * m.n && (m.nslots & (m.nslots - 1)) == 0);
	for (size_t i = 0; i < MANY; i++) {
		uint64_t v = 0;

		assert_int_equal(m.at[i].value, i);
		assert_true(map_get(&m, m.at[i].key, &v) && v == i);
	}
	assert_false(map_get(&m, sv("MP-050000"), NULL));
	str_dispose(&key);
	map_dispose(&m);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_absent_in_an_empty_map),
		cmocka_unit_test(test_set_replaces_and_add_does_not),
		cmocka_unit_test(test_keys_are_bytes),
		cmocka_unit_test(test_many_keys_in_order_of_insertion),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
