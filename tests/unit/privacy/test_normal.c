/* The normal form: which writings are the same, where tokens stand, and how the streams of a page run. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include "privacy/normal.h"

static struct normal_key key;

static uint64_t joined(const char *text)
{
	struct normal_token t[16];
	size_t n = normal_tokens(&key, sv(text), t, 16);
	uint64_t hash = 0;

	assert_true(n <= 16);
	for (size_t i = n; i-- > 0;) hash = normal_join(&key, t[i].hash, t[i].len, hash);
	return hash;
}

static void test_same(void **state)
{
	static const char *const same[][2] = { { "Zoë", "zoe" }, { "Zo&euml;", "ZOE" }, { "Zo&#235;", "zoe" },
		{ "Zo&#xeb", "zoe" }, { "Zo%C3%AB", "zoe" }, { "Zo%25C3%25AB", "zoe" }, { "Zo\\u00eb", "zoe" },
		{ "Zo\\\\u00eb", "zoe" }, { "Zo&amp;amp;#235;", "zoe" }, { "a&shy;b", "ab" }, { "a&zwnj;b", "ab" },
		{ "O&rsquo;Brien", "o'brien" }, { "Stra&szlig;e", "strasse" }, { "L&Oslash;VE", "love" },
		{ "na&iumlve", "naive" }, { "\\ud835\\udc00", "a" }, { "ｇｒａｃｅ", "grace" }, { "a b-c", "abc" },
		{ "e\xCC\x81", "e" } };
	static const char *const different[][2] = { { "ab", "ba" }, { "a", "aa" }, { "100%be", "100%" },
		{ "AT&T", "AT" }, { "x&unknown;", "x" },
		{ "\xFF"
		  "ab",
			"b" } };

	(void)state;
	for (size_t i = 0; i < sizeof same / sizeof *same; i++)
		if (joined(same[i][0]) != joined(same[i][1])) fail_msg("%s is not %s", same[i][0], same[i][1]);
	for (size_t i = 0; i < sizeof different / sizeof *different; i++)
		if (joined(different[i][0]) == joined(different[i][1]))
			fail_msg("%s is %s", different[i][0], different[i][1]);
}

struct seen {
	struct normal_token t[16];
	size_t n;
};

static void keep(void *ctx, const struct normal_token *t)
{
	struct seen *s = ctx;

	assert_true(s->n < 16);
	s->t[s->n++] = *t;
}

static void test_streams(void **state)
{
	static const char page[] = "Ab <i title=\"x>y\">C4</i>12<!-- d > e -->f";
	struct seen s = { .n = 0 };

	(void)state;
	normal_scan(&key, sv(page), NORMAL_HTML, keep, &s);
	/* Ab | i title x | y (the > ended the tag) C4 | i | 12 | d e | f */
	assert_int_equal(s.n, 11);
	assert_true(s.t[0].capital && s.t[0].fresh && !s.t[0].digits);
	assert_int_equal(s.t[0].end, 2);
	assert_int_equal(s.t[1].stream, NORMAL_MARKUP);
	assert_true(s.t[1].fresh && !s.t[2].fresh);
	assert_int_equal(s.t[4].stream, NORMAL_RUNNING);
	assert_false(s.t[4].fresh);
	assert_int_equal(s.t[5].start, 18);
	assert_true(s.t[7].digits);
	assert_int_equal(s.t[8].stream, NORMAL_MARKUP);
	assert_int_equal(s.t[9].stream, NORMAL_MARKUP); /* a comment ends with two hyphens only */
	assert_int_equal(s.t[10].stream, NORMAL_RUNNING);
	s.n = 0;
	normal_scan(&key, sv("if (a < b) c"), NORMAL_HTML, keep, &s);
	for (size_t i = 0; i < s.n; i++) assert_int_equal(s.t[i].stream, NORMAL_RUNNING);
	s.n = 0;
	normal_scan(&key, sv("one\\ntwo"), NORMAL_SCRIPT, keep, &s);
	assert_int_equal(s.n, 2);
}

static void test_overlong(void **state)
{
	char text[600];
	struct normal_token t[2];

	(void)state;
	memset(text, 'a', sizeof text);
	assert_int_equal(normal_tokens(&key, sv_n(text, 255), t, 2), 1);
	assert_int_equal(t[0].len, 255);
	assert_int_equal(normal_tokens(&key, sv_n(text, 256), t, 2), 1);
	assert_int_equal(t[0].len, 0);
	text[300] = ' ';
	text[302] = ' ';
	assert_int_equal(normal_tokens(&key, sv_n(text, 304), t, 2), 3);
	assert_int_equal(t[1].len, 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_same), cmocka_unit_test(test_streams),
		cmocka_unit_test(test_overlong) };

	normal_key_init(&key, (const unsigned char *)"0123456789abcdef");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
