/* Decoding, folding and classes of characters. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include "base/utf8.h"

static void check(void (*f)(struct str *, struct sv), const char *in, const char *want)
{
	struct str out = STR_INIT;

	f(&out, sv(in));
	assert_string_equal(out.ptr, want);
	str_dispose(&out);
}

static void test_valid_and_invalid(void **state)
{
	static const struct {
		const char *z;
		size_t at;
	} bad[] = { { "\x80", 0 }, { "abcdefghi\xC0\x80", 9 }, { "a\xC1\xBF", 1 }, { "\xE0\x9F\xBF", 0 },
		{ "\xED\xA0\x80", 0 }, { "\xF0\x8F\xBF\xBF", 0 }, { "\xF4\x90\x80\x80", 0 }, { "\xF5\x80\x80\x80", 0 },
		{ "\xC3", 0 }, { "\xE2\x82", 0 }, { "\xC3\xA9\xF0\x9F\x98", 2 }, { "\xE2\x28\xA1", 0 }, { "\xFF", 0 } };

	(void)state;
	assert_true(utf8_invalid_at(sv("")) == SIZE_MAX);
	assert_true(
		utf8_invalid_at(sv(
			"plain, \xC3\xA9 \xE2\x82\xAC \xF0\x9F\x98\x80 \xED\x9F\xBF \xEE\x80\x80 \xF4\x8F\xBF\xBF")) ==
		SIZE_MAX);
	assert_true(utf8_invalid_at(sv_n("a\0b", 3)) == SIZE_MAX);
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		assert_int_equal(utf8_invalid_at(sv(bad[i].z)), bad[i].at);
}

static void test_every_code_point_round_trips(void **state)
{
	struct str s = STR_INIT;

	(void)state;
	for (uint32_t cp = 0; cp <= 0x10FFFF; cp++) {
		size_t i = 0;

		if (cp >= 0xD800 && cp <= 0xDFFF) continue;
		str_clear(&s);
		utf8_put(&s, cp);
		if (utf8_next(sv_of(&s), &i) != cp || i != s.len || utf8_length(sv_of(&s)) != 1)
			fail_msg("U+%04X", (unsigned)cp);
	}
	str_dispose(&s);
}

static void test_fold_ascii(void **state)
{
	char all[128], want[128];
	struct str out = STR_INIT;

	(void)state;
	for (int i = 0; i < 128; i++) {
		all[i] = (char)i;
		want[i] = (char)(i >= 'A' && i <= 'Z' ? i - 'A' + 'a' : i);
	}
	/* From every offset, so that each byte meets both the eight-byte path and the rest. */
	for (size_t from = 0; from < 16; from++) {
		str_clear(&out);
		utf8_fold(&out, sv_n(all + from, 128 - from));
		assert_int_equal(out.len, 128 - from);
		assert_memory_equal(out.ptr, want + from, out.len);
	}
	str_dispose(&out);
}

static void test_fold_letters(void **state)
{
	(void)state;
	check(utf8_fold,
		"Jos\xC3\xA9 N\xC3\x9A\xC3\x91"
		"EZ",
		"jose nunez");
	check(utf8_fold, "e\xCC\x81", "e"); /* combining accent */
	check(utf8_fold,
		"Stra\xC3\x9F"
		"e STRA\xE1\xBA\x9E"
		"E",
		"strasse strasse");
	check(utf8_fold, "\xC3\x86\xC3\x98\xC5\x81\xC4\x90\xC3\x90\xC3\x9E", "aeolddth"); /* Æ Ø Ł Đ Ð Þ */
	check(utf8_fold, "\xC3\xA6\xC3\xB8\xC5\x82\xC4\x91\xC3\xB0\xC3\xBE\xC5\x93", "aeolddthoe");
	check(utf8_fold, "\xC4\xB1\xC4\xB0\xC4\xA7\xC5\x8B\xC5\xA7\xC4\xB8\xC5\xBF", "iihngtks"); /* ı İ ħ ŋ ŧ ĸ ſ */
	check(utf8_fold, "\xC7\xBE\xC7\xA2", "oae"); /* Ǿ Ǣ: decomposing uncovers them */
	check(utf8_fold, "\xEF\xAC\x81\xEF\xBC\xA1\xE2\x84\xA1\xE2\x91\xA0",
		"fiatel1");                                                       /* ligature, full width, ℡, ① */
	check(utf8_fold, "\xCE\xA3\xCE\xAF\xCF\x82", "\xCF\x83\xCE\xB9\xCF\x83"); /* Σίς: Greek stays Greek */
	check(utf8_fold, "\xD0\x90", "\xD0\xB0");                                 /* Cyrillic А is not Latin a */
}

static void test_fold_invisible_and_typographic(void **state)
{
	(void)state;
	check(utf8_fold,
		"a\xC2\xAD"
		"b\xE2\x80\x8B"
		"c\xE2\x80\x8D"
		"d\xEF\xBB\xBF"
		"e\xE2\x80\xAE"
		"f\xE2\x81\xA6g",
		"abcdefg");
	check(utf8_fold,
		"O\xE2\x80\x99"
		"Brien O\xCA\xBB"
		"ahu",
		"o'brien o'ahu");
	check(utf8_fold,
		"A\xE2\x80\x91"
		"B\xE2\x80\x93"
		"C",
		"a-b-c");
	check(utf8_fold,
		"a\xC2\xA0"
		"b",
		"a b");
}

static void test_fold_twice_is_fold_once(void **state)
{
	struct str one = STR_INIT, once = STR_INIT, twice = STR_INIT;

	(void)state;
	for (uint32_t cp = 0; cp <= 0x1FFFF; cp++) {
		if (cp >= 0xD800 && cp <= 0xDFFF) continue;
		str_clear(&one), str_clear(&once), str_clear(&twice);
		utf8_put(&one, cp);
		utf8_fold(&once, sv_of(&one));
		utf8_fold(&twice, sv_of(&once));
		if (!sv_eq(sv_of(&once), sv_of(&twice))) fail_msg("U+%04X: %s %s", (unsigned)cp, once.ptr, twice.ptr);
	}
	str_dispose(&one), str_dispose(&once), str_dispose(&twice);
}

static void test_nfc(void **state)
{
	(void)state;
	check(utf8_nfc, "abc \xC3\xA9", "abc \xC3\xA9");
	check(utf8_nfc, "e\xCC\x81", "\xC3\xA9");
	check(utf8_nfc, "\xE2\x84\xAB", "\xC3\x85");                  /* Ångström sign */
	check(utf8_nfc, "o\xCC\x81\xCC\xA3", "\xE1\xBB\x8D\xCC\x81"); /* reordered, then composed */
	check(utf8_nfc, "", "");
}

static void test_classes(void **state)
{
	(void)state;
	assert_true(utf8_is_letter('a') && utf8_is_letter('Z') && utf8_is_letter(0xE9) && utf8_is_letter(0x4E2D));
	assert_false(utf8_is_letter('1') || utf8_is_letter('[') || utf8_is_letter('@') || utf8_is_letter(0x301) ||
		     utf8_is_letter(0xD7));
	assert_true(utf8_is_digit('0') && utf8_is_digit(0x665));
	assert_false(utf8_is_digit('a') || utf8_is_digit(0xBD) || utf8_is_digit(0xB2));
	assert_true(utf8_is_upper('A') && utf8_is_upper(0xC9) && utf8_is_upper(0x1C5));
	assert_false(utf8_is_upper('a') || utf8_is_upper(0xE9) || utf8_is_upper('1'));
	assert_true(utf8_is_space(' ') && utf8_is_space('\r') && utf8_is_space(0xA0) && utf8_is_space(0x3000));
	assert_false(utf8_is_space(0x200B) || utf8_is_space('_') || utf8_is_space(0));
	assert_true(utf8_is_control(0) && utf8_is_control(0x1B) && utf8_is_control('\r') && utf8_is_control(0x7F));
	assert_true(
		utf8_is_control(0x85) && utf8_is_control(0x202E) && utf8_is_control(0x2069) && utf8_is_control(0xFEFF));
	assert_false(utf8_is_control('\t') || utf8_is_control('\n') || utf8_is_control(' ') || utf8_is_control(0xA0));
}

static void test_squeeze(void **state)
{
	(void)state;
	check(utf8_squeeze,
		"  a \xC2\xA0\n b\t\xE2\x80\x83"
		"c  ",
		"a b c");
	check(utf8_squeeze, " \n ", "");
	check(utf8_squeeze, "", "");
	check(utf8_squeeze, "\xC3\xA9", "\xC3\xA9");
}

static void test_cp1252(void **state)
{
	(void)state;
	check(utf8_from_cp1252, "caf\xE9 \x80 \x93x\x94 \x81\xFF",
		"caf\xC3\xA9 \xE2\x82\xAC \xE2\x80\x9Cx\xE2\x80\x9D \xEF\xBF\xBD\xC3\xBF");
}

static void test_macroman(void **state)
{
	(void)state;
	check(utf8_from_macroman,
		"caf\x8E Stra\xA7"
		"e \xDB \xD2x\xD3 don\xD5t\xCA\xF0",
		"caf\xC3\xA9 Stra\xC3\x9F"
		"e \xE2\x82\xAC \xE2\x80\x9Cx\xE2\x80\x9D don\xE2\x80\x99t\xC2\xA0\xEF\xA3\xBF");
	/* Every byte is a character, and no two are the same. */
	for (unsigned a = 0; a < 256; a++) {
		assert_int_equal(utf8_macroman((unsigned char)a) < 0x80, a < 0x80);
		for (unsigned b = 0; b < a; b++)
			assert_int_not_equal(utf8_macroman((unsigned char)a), utf8_macroman((unsigned char)b));
	}
	assert_int_equal(utf8_cp1252(0x9F), 0x178);
	assert_int_equal(utf8_cp1252(0x8D), 0xFFFD);
	assert_int_equal(utf8_cp1252(0xFC), 0xFC);
}

static void test_utf16(void **state)
{
	struct str out = STR_INIT;
	size_t bad = 99;

	(void)state;
	assert_true(utf8_from_utf16(&out, sv_n("a\0\xE9\0\x3D\xD8\x00\xDE", 8), false, &bad));
	assert_string_equal(out.ptr, "a\xC3\xA9\xF0\x9F\x98\x80");
	str_clear(&out);
	assert_true(utf8_from_utf16(&out, sv_n("\0a\x20\xAC", 4), true, &bad));
	assert_string_equal(out.ptr, "a\xE2\x82\xAC");
	assert_int_equal(bad, 99);
	assert_false(utf8_from_utf16(&out, sv_n("a\0b", 3), false, &bad));
	assert_int_equal(bad, 2);
	assert_false(utf8_from_utf16(&out,
		sv_n("a\0\x3D\xD8"
		     "b\0",
			6),
		false, &bad));
	assert_int_equal(bad, 2);
	assert_false(utf8_from_utf16(&out, sv_n("\x00\xDE", 2), false, &bad));
	assert_int_equal(bad, 0);
	assert_false(utf8_from_utf16(&out, sv_n("ab\x3D\xD8", 4), false, &bad));
	assert_int_equal(bad, 2);
	str_dispose(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_valid_and_invalid),
		cmocka_unit_test(test_every_code_point_round_trips),
		cmocka_unit_test(test_fold_ascii),
		cmocka_unit_test(test_fold_letters),
		cmocka_unit_test(test_fold_invisible_and_typographic),
		cmocka_unit_test(test_fold_twice_is_fold_once),
		cmocka_unit_test(test_nfc),
		cmocka_unit_test(test_classes),
		cmocka_unit_test(test_squeeze),
		cmocka_unit_test(test_cp1252),
		cmocka_unit_test(test_macroman),
		cmocka_unit_test(test_utf16),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
