/* Growable strings and slices. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include "base/str.h"

static void test_empty_is_terminated(void **state)
{
	struct str s = STR_INIT;
	char *z = NULL;

	(void)state;
	assert_string_equal(s.ptr, "");
	str_clear(&s);
	str_append(&s, "", 0);
	z = str_detach(&s);
	assert_string_equal(z, "");
	free(z);
	str_dispose(&s);
	str_dispose(&s);
}

static void test_appending_keeps_the_invariant(void **state)
{
	struct str s = STR_INIT;

	(void)state;
	str_puts(&s, "ab");
	str_putc(&s, '\0');
	str_printf(&s, "%03d|%s", 7, "x");
	assert_int_equal(s.len, 8);
	assert_memory_equal(s.ptr,
		"ab\0"
		"007|x",
		9);
	for (int i = 0; i < 1000; i++) {
		str_putc(&s, 'y');
		assert_int_equal(s.ptr[s.len], 0);
	}
	assert_int_equal(s.len, 1008);
	str_truncate(&s, 2);
	assert_string_equal(s.ptr, "ab");
	str_dispose(&s);
}

static void test_printf_longer_than_any_buffer(void **state)
{
	struct str s = STR_INIT;

	(void)state;
	str_printf(&s, "%5000d", 1);
	assert_int_equal(s.len, 5000);
	assert_string_equal(s.ptr + 4998, " 1");
	str_dispose(&s);
}

static void test_room_is_the_limit(void **state)
{
	struct str s;

	(void)state;
	str_init(&s, 5);
	str_puts(&s, "abc");
	assert_true(str_room(&s, 2));
	assert_false(str_room(&s, 3));
	assert_false(str_room(&s, SIZE_MAX));
	str_puts(&s, "de");
	assert_string_equal(s.ptr, "abcde");
	str_dispose(&s);
}

static void test_slices(void **state)
{
	(void)state;
	assert_int_equal(sv(NULL).n, 0);
	assert_non_null(sv(NULL).p);
	assert_true(sv_is(sv_trim(sv(" \t a b\r\n")), "a b"));
	assert_true(sv_is(sv_trim(sv(" \t ")), ""));
	assert_true(sv_is(sv_sub(sv("abcdef"), 2, 3), "cde"));
	assert_true(sv_is(sv_sub(sv("abc"), 1, SIZE_MAX), "bc"));
	assert_true(sv_is(sv_sub(sv("abc"), 9, 1), ""));
	assert_true(sv_starts(sv("abc"), "ab") && !sv_starts(sv("a"), "ab"));
	assert_true(sv_ends(sv("abc"), "bc") && !sv_ends(sv("c"), "bc"));
	assert_true(sv_ieq_ascii(sv("AbZ["), sv("aBz[")));
	assert_false(sv_ieq_ascii(sv("@"), sv("`")));
	assert_int_equal(sv_find(sv("abcabd"), sv("abd")), 3);
	assert_int_equal(sv_find(sv("abc"), sv("")), 0);
	assert_true(sv_find(sv("abc"), sv("x")) == SIZE_MAX);
}

static void test_comparing_is_bytewise(void **state)
{
	(void)state;
	assert_true(sv_cmp(sv("a"), sv("b")) < 0);
	assert_true(sv_cmp(sv("Z"), sv("a")) < 0);
	assert_true(sv_cmp(sv("\xC3\xA9"), sv("z")) > 0);
	assert_true(sv_cmp(sv("a"), sv("ab")) < 0);
	assert_true(sv_cmp(sv("ab"), sv("a")) > 0);
	assert_int_equal(sv_cmp(sv(""), sv("")), 0);
}

static void test_split_gives_every_part(void **state)
{
	struct sv rest = sv("a,,b,"), part;
	const char *const want[] = { "a", "", "b", "" };
	size_t n = 0;

	(void)state;
	while (sv_split(&rest, ',', &part)) {
		assert_in_range(n, 0, 3);
		assert_true(sv_is(part, want[n++]));
	}
	assert_int_equal(n, 4);
	rest = sv("");
	assert_true(sv_split(&rest, ',', &part));
	assert_int_equal(part.n, 0);
	assert_false(sv_split(&rest, ',', &part));
}

static void test_numbers(void **state)
{
	long v = 5;

	(void)state;
	assert_true(sv_long(sv("0"), &v) && v == 0);
	assert_true(sv_long(sv("-12"), &v) && v == -12);
	assert_true(sv_long(sv("9223372036854775807"), &v) && v == INT64_MAX);
	assert_true(sv_long(sv("-9223372036854775808"), &v) && v == INT64_MIN);
	v = 5;
	assert_false(sv_long(sv("9223372036854775808"), &v));
	assert_false(sv_long(sv("-9223372036854775809"), &v));
	assert_false(sv_long(sv(""), &v) || sv_long(sv("-"), &v) || sv_long(sv("1 "), &v) || sv_long(sv("+1"), &v));
	assert_false(sv_long(sv("0x1"), &v) || sv_long(sv("1.0"), &v) || sv_long(sv("--1"), &v));
	assert_int_equal(v, 5);
}

static void test_distance(void **state)
{
	char long_a[200], long_b[203];

	(void)state;
	assert_int_equal(sv_distance(sv(""), sv("")), 0);
	assert_int_equal(sv_distance(sv(""), sv("abc")), 3);
	assert_int_equal(sv_distance(sv("kitten"), sv("sitting")), 3);
	assert_int_equal(sv_distance(sv("pauze"), sv("pause")), 1);
	assert_int_equal(sv_distance(sv("pasue"), sv("pause")), 1);
	assert_int_equal(sv_distance(sv("ca"), sv("abc")), 3); /* optimal string alignment, not full Damerau (2) */
	memset(long_a, 'a', sizeof long_a);
	memset(long_b, 'a', sizeof long_b);
	assert_int_equal(sv_distance(sv_n(long_a, sizeof long_a), sv_n(long_b, sizeof long_b)), 3);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_empty_is_terminated),
		cmocka_unit_test(test_appending_keeps_the_invariant),
		cmocka_unit_test(test_printf_longer_than_any_buffer),
		cmocka_unit_test(test_room_is_the_limit),
		cmocka_unit_test(test_slices),
		cmocka_unit_test(test_comparing_is_bytewise),
		cmocka_unit_test(test_split_gives_every_part),
		cmocka_unit_test(test_numbers),
		cmocka_unit_test(test_distance),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
