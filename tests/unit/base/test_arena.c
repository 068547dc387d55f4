/* Arenas and typed arrays. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include "base/arena.h"
#include "base/vec.h"

static void test_pieces_are_zeroed_and_aligned(void **state)
{
	struct arena a = ARENA_INIT;

	(void)state;
	for (size_t n = 0; n < 400; n++) {
		unsigned char *p = arena_alloc(&a, n);

		assert_int_equal((uintptr_t)p % 16, 0);
		for (size_t i = 0; i < n; i++) assert_int_equal(p[i], 0);
		memset(p, 0xA5, n);
	}
	arena_reset(&a);
	for (size_t n = 1; n < 400; n++) {
		unsigned char *p = arena_alloc(&a, n);

		for (size_t i = 0; i < n; i++) assert_int_equal(p[i], 0);
	}
	arena_dispose(&a);
	assert_null(a.head);
	arena_dispose(&a);
}

static void test_pieces_do_not_overlap(void **state)
{
	struct arena a = ARENA_INIT;
	VEC(unsigned *) all = VEC_INIT;

	(void)state;
	/* Small, middling and larger than any block, so that every path of the allocator is taken. */
	for (unsigned i = 0; i < 3000; i++) {
		size_t n = i % 500 == 499 ? 600000 : i % 50 == 0 ? 2000 : 5;
		unsigned *p = ARENA_ARRAY(&a, unsigned, n);

		for (size_t k = 0; k < n; k++) p[k] = i;
		vec_push(&all, p);
	}
	for (unsigned i = 0; i < all.n; i++) {
		size_t n = i % 500 == 499 ? 600000 : i % 50 == 0 ? 2000 : 5;

		assert_int_equal(all.at[i][0], i);
		assert_int_equal(all.at[i][n - 1], i);
	}
	vec_dispose(&all);
	arena_dispose(&a);
}

static void test_copies(void **state)
{
	struct arena a = ARENA_INIT;
	struct sv v = arena_sv(&a, sv_n("a\0b", 3));

	(void)state;
	assert_int_equal(v.n, 3);
	assert_memory_equal(v.p, "a\0b", 4);
	assert_string_equal(arena_strdup(&a, sv_n("hello", 4)), "hell");
	assert_string_equal(arena_strdup(&a, sv("")), "");
	assert_string_equal(arena_printf(&a, "%d-%s", 12, "x"), "12-x");
	arena_dispose(&a);
}

static void test_vec_grows_and_clears(void **state)
{
	VEC(int) v = VEC_INIT;

	(void)state;
	for (int i = 0; i < 1000; i++) vec_push(&v, i * 3);
	assert_int_equal(v.n, 1000);
	assert_int_equal(v.at[999], 2997);
	vec_clear(&v);
	assert_int_equal(v.n, 0);
	vec_reserve(&v, 5000);
	assert_true(v.cap >= 5000);
	vec_dispose(&v);
	assert_null(v.at);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_pieces_are_zeroed_and_aligned),
		cmocka_unit_test(test_pieces_do_not_overlap),
		cmocka_unit_test(test_copies),
		cmocka_unit_test(test_vec_grows_and_clears),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
