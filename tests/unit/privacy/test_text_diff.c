/* Tests of text_diff: the change between two texts as a reader sees it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <cmocka.h>
#include "privacy/text_diff.h"

static void differs(const char *before, const char *now, const char *wanted)
{
	struct str out = STR_INIT;

	text_diff(&out, sv(before), sv(now));
	assert_string_equal(out.ptr, wanted);
	str_dispose(&out);
}

static void test_words(void **state)
{
	(void)state;
	differs("I audit two labs.", "I audit three labs.", "I audit [-two-] {+three+} labs.");
	differs("a b c", "a b c", "a b c");
	differs("a b c", "a c", "a [-b-] c");
	differs("a c", "a b c d", "a {+b+} c {+d+}");
	differs("", "new words", "{+new words+}");
	differs("old words", "", "[-old words-]");
	differs("a x b y c", "a b q c", "a [-x-] b [-y-] {+q+} c");
	differs("one two", "three four", "[-one two-] {+three four+}");
}

static void test_kinds(void **state)
{
	(void)state;
	assert_int_equal(text_diff_kind(sv("I audit."), sv("I audit.")), TEXT_SAME);
	assert_int_equal(text_diff_kind(sv("I audit."), sv("i audit!")), TEXT_SPACING);
	assert_int_equal(text_diff_kind(sv("na\xC3\xAFve \"x\""), sv("naive \xE2\x80\x9Cx\xE2\x80\x9D")), TEXT_SPACING);
	assert_int_equal(text_diff_kind(sv("I audit."), sv("I audits.")), TEXT_WORDS);
	assert_int_equal(text_diff_kind(sv("call 12"), sv("call 13")), TEXT_WORDS);
}

/* Both texts can be got back from the difference of any two. */
static void test_any(void **state)
{
	uint32_t seed = 3;

	(void)state;
	for (int round = 0; round < 3000; round++) {
		struct str text[2] = { STR_INIT, STR_INIT }, out = STR_INIT, got[2] = { STR_INIT, STR_INIT };

		for (int t = 0; t < 2; t++)
			for (uint32_t i = 0, n = (seed = seed * 1664525u + 1013904223u) >> 29; i < n; i++) {
				seed = seed * 1664525u + 1013904223u;
				str_printf(&text[t], "%s%c", i ? " " : "", (char)('a' + (seed >> 30)));
			}
		text_diff(&out, sv_of(&text[0]), sv_of(&text[1]));
		struct sv rest = sv_of(&out), word;
		int part = 3;
		while (out.len && sv_split(&rest, ' ', &word)) {
			part = sv_starts(word, "[-") ? 1 : sv_starts(word, "{+") ? 2 : part;
			if (part != 3 && (sv_starts(word, "[-") || sv_starts(word, "{+")))
				word = sv_sub(word, 2, word.n);
			bool ends = sv_ends(word, "-]") || sv_ends(word, "+}");
			if (ends) word.n -= 2;
			for (int t = 0; t < 2; t++)
				if (part & (t + 1)) str_printf(&got[t], "%s%.*s", got[t].len ? " " : "", SV_ARG(word));
			if (ends) part = 3;
		}
		for (int t = 0; t < 2; t++) {
			assert_string_equal(got[t].ptr, text[t].ptr);
			str_dispose(&got[t]);
			str_dispose(&text[t]);
		}
		str_dispose(&out);
	}
}

static void test_long(void **state)
{
	struct str a = STR_INIT, b = STR_INIT, out = STR_INIT;

	(void)state;
	for (int i = 0; i < 3000; i++) str_printf(&a, "a%d ", i), str_printf(&b, "b%d ", i);
	text_diff(&out, sv_of(&a), sv_of(&b));
	assert_true(sv_starts(sv_of(&out), "[-a0 a1") && sv_ends(sv_of(&out), "b2999+}"));
	str_dispose(&a);
	str_dispose(&b);
	str_dispose(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_words), cmocka_unit_test(test_kinds),
		cmocka_unit_test(test_any), cmocka_unit_test(test_long) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
