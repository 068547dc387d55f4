/* Compressed streams, read back by zlib itself through its declared interface only. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include "base/deflate.h"

/* Only base/deflate.c includes zlib's header; the test needs one function of it. */
int uncompress(unsigned char *to, unsigned long *to_n, const unsigned char *from, unsigned long from_n);

static void check_round_trip(struct deflater *d, struct sv in)
{
	struct str packed = STR_INIT;
	unsigned long n = (unsigned long)in.n + 1;
	unsigned char *back = xmalloc(in.n + 1);

	str_puts(&packed, "head");
	deflater_append(d, &packed, in);
	assert_memory_equal(packed.ptr, "head", 4);
	assert_int_equal(packed.ptr[packed.len], 0);
	assert_int_equal(uncompress(back, &n, (unsigned char *)packed.ptr + 4, (unsigned long)packed.len - 4), 0);
	assert_int_equal(n, in.n);
	if (in.n) assert_memory_equal(back, in.p, in.n);
	free(back);
	str_dispose(&packed);
}

static void test_round_trips_with_one_state(void **state)
{
	(void)state;
	for (int level = 0; level <= 9; level += 3) {
		struct deflater *d = deflater_new(level);
		struct str big = STR_INIT;

		for (unsigned i = 0; i < 40000; i++) str_printf(&big, "%u,", i * 2654435761u);
		check_round_trip(d, sv(""));
		check_round_trip(d, sv("hello hello hello"));
		check_round_trip(d, sv_of(&big));
		check_round_trip(d, sv("x"));
		str_dispose(&big);
		deflater_free(d);
	}
}

static void test_same_bytes_whichever_way(void **state)
{
	struct deflater *d = deflater_new(6);
	struct str a = STR_INIT, b = STR_INIT;

	(void)state;
	deflater_append(d, &a, sv("something before"));
	str_clear(&a);
	deflater_append(d, &a, sv("the same text, the same text"));
	deflate_append(&b, sv("the same text, the same text"), 6);
	assert_true(sv_eq(sv_of(&a), sv_of(&b)));
	deflater_free(d);
	str_dispose(&a);
	str_dispose(&b);
}

static void test_stored_stream_is_known(void **state)
{
	struct str out = STR_INIT;

	(void)state;
	/* RFC 1950 and 1951 by hand: header 78 01, one final stored block of one byte 'a', Adler-32 0062 0062. */
	deflate_append(&out, sv("a"), 0);
	assert_int_equal(out.len, 12);
	assert_memory_equal(out.ptr,
		"\x78\x01\x01\x01\x00\xFE\xFF"
		"a\x00\x62\x00\x62",
		12);
	str_dispose(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_round_trips_with_one_state),
		cmocka_unit_test(test_same_bytes_whichever_way),
		cmocka_unit_test(test_stored_stream_is_known),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
