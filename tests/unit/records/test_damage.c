/* Tests of what is recognised as damage, and of what merely resembles it. */
#include "support.h"
#include "records/clean.h"
#include "records/damage.h"
#include "records/entities.h"
#include "records/mojibake.h"
#include "records/range.h"
#include "records/words.h"

#define COUNT(a) (sizeof(a) / sizeof *(a))

static void errors_of_spreadsheets(void **state)
{
	(void)state;
	static const char *const lost[] = { "#NAME?", "#REF!", "#VALUE!", "#N/A", "#n/a", "#BEZUG!", "#WERT!", "#NV",
		"#NOM?", "#VALEUR!", "#\xC2\xA1REF!", "#NOMBRE?", "#####", "###", "=#REF!", "Err:502" };
	static const char *const fine[] = { "", "#", "##", "#10412", "#1 in my team", "NAME?", "Err:", "Error 502",
		"#N/A until May" };
	for (size_t i = 0; i < COUNT(lost); i++)
		if (!csvin_is_error_value(sv(lost[i]))) fail_msg("%s", lost[i]);
	for (size_t i = 0; i < COUNT(fine); i++)
		if (csvin_is_error_value(sv(fine[i]))) fail_msg("%s", fine[i]);
}

static void guards_and_wrappers(void **state)
{
	(void)state;
	static const char *const cases[][2] = { { "'=1+1", "=1+1" }, { "'+49 30", "+49 30" }, { "'-x", "-x" },
		{ "'@me", "@me" }, { "'\tx", "\tx" },
		{ "'\xEF\xBC\x9D"
		  "1",
			"\xEF\xBC\x9D"
			"1" },
		{ "''=1", "''=1" }, { "'tis", "'tis" }, { "'", "'" }, { "=1", "=1" } };
	static const char *const wrapped[][2] = { { "=\"00123\"", "00123" }, { "=\"\"", "=\"\"" },
		{ "=\"a\"&\"b\"", "=\"a\"&\"b\"" }, { "=1+1", "=1+1" }, { "\"x\"", "\"x\"" } };
	for (size_t i = 0; i < COUNT(cases); i++)
		if (!sv_is(damage_unguarded(sv(cases[i][0])), cases[i][1])) fail_msg("%s", cases[i][0]);
	for (size_t i = 0; i < COUNT(wrapped); i++)
		if (!sv_is(damage_unwrapped(sv(wrapped[i][0])), wrapped[i][1])) fail_msg("%s", wrapped[i][0]);
}

static void numbers_of_entries_and_members(void **state)
{
	(void)state;
	static const struct {
		const char *text;
		enum damage_id want;
		const char *repaired;
	} cases[] = {
		{ "10412", ID_PLAIN, "" },
		{ "00123", ID_PLAIN, "" },
		{ "M-001234", ID_PLAIN, "" },
		{ "1b", ID_PLAIN, "" },
		{ "12E4", ID_PLAIN, "" },
		{ "10,412", ID_REPAIRED, "10412" },
		{ "10.412", ID_REPAIRED, "10412" },
		{ "10 412", ID_REPAIRED, "10412" },
		{ "10'412", ID_REPAIRED, "10412" },
		{ "10\xE2\x80\x99"
		  "412",
			ID_REPAIRED, "10412" },
		{ "10\xE2\x80\xAF"
		  "412",
			ID_REPAIRED, "10412" },
		{ "1,010,412", ID_REPAIRED, "1010412" },
		{ "1,010.412", ID_PLAIN, "" },
		{ "10,41", ID_PLAIN, "" },
		{ "1041,200", ID_PLAIN, "" },
		{ "10412.0", ID_REPAIRED, "10412" },
		{ "10412,00", ID_REPAIRED, "10412" },
		{ "10,412.00", ID_REPAIRED, "10412" },
		{ "10.000", ID_REPAIRED, "10000" },
		{ "10412.5", ID_PLAIN, "" },
		{ ".0", ID_PLAIN, "" },
		{ "1.04E+04", ID_ROUNDED, "" },
		{ "1,04E+04", ID_ROUNDED, "" },
		{ "1.04e4", ID_ROUNDED, "" },
		{ "1E+05", ID_ROUNDED, "" },
		{ "1O412", ID_LETTERS, "" },
		{ "l0412", ID_LETTERS, "" },
		{ "O1", ID_PLAIN, "" },
	};
	struct str out = STR_INIT;
	for (size_t i = 0; i < COUNT(cases); i++) {
		if (damage_id(&out, sv(cases[i].text)) != cases[i].want) fail_msg("%s", cases[i].text);
		if (cases[i].want == ID_REPAIRED) assert_string_equal(out.ptr, cases[i].repaired);
	}
	str_dispose(&out);
}

static void numbers_with_words(void **state)
{
	(void)state;
	static const struct {
		const char *text;
		enum damage_number want;
		const char *number;
	} cases[] = {
		{ "5 years", NUMBER_UNIT, "5" },
		{ "7,5 Jahre", NUMBER_UNIT, "7,5" },
		{ "5 ann\xC3\xA9"
		  "es",
			NUMBER_UNIT, "5" },
		{ "5 a\xC3\xB1os", NUMBER_UNIT, "5" },
		{ "12yrs.", NUMBER_UNIT, "12" },
		{ "5+", NUMBER_ABOUT, "5" },
		{ "20+ years", NUMBER_ABOUT, "20" },
		{ "approx. 5", NUMBER_ABOUT, "5" },
		{ "~5 years", NUMBER_ABOUT, "5" },
		{ "5", NUMBER_NONE, "" },
		{ "18 months", NUMBER_NONE, "" },
		{ "5-10", NUMBER_NONE, "" },
		{ "5 years in GLP", NUMBER_NONE, "" },
		{ "years", NUMBER_NONE, "" },
		{ "five", NUMBER_NONE, "" },
		{ "cable 5", NUMBER_NONE, "" },
	};
	struct str out = STR_INIT;
	for (size_t i = 0; i < COUNT(cases); i++) {
		if (damage_number(&out, sv(cases[i].text)) != cases[i].want) fail_msg("%s", cases[i].text);
		assert_string_equal(out.ptr, cases[i].number);
	}
	str_dispose(&out);
}

static void ranges_behind_dates(void **state)
{
	(void)state;
	static const struct {
		const char *text;
		long from, to;
	} cases[] = { { "5-Mar", 3, 5 }, { "05. Mrz", 3, 5 }, { "05. M\xC3\xA4rz", 3, 5 }, { "Mar-05", 3, 5 },
		{ "5-mars", 3, 5 }, { "5 marzo", 3, 5 }, { "3/5/2026", 3, 5 }, { "2026-03-05 00:00:00", 3, 5 },
		{ "05.03.2026", 3, 5 }, { "10-Jun", 6, 10 }, { "6-Oct", 6, 10 }, { "46086", 3, 5 },
		{ "Oct-20", 10, 20 } };
	static const char *const none[] = { "", "3-5", "3", "5-Mar-74", "3/5/1974", "March", "5 marbles", "5-5-5",
		"3-Mar", "5 jui", "1-2 May" };
	struct range r;
	for (size_t i = 0; i < COUNT(cases); i++) {
		if (!range_of_date(&r, sv(cases[i].text))) fail_msg("%s", cases[i].text);
		assert_int_equal(r.from, cases[i].from);
		assert_int_equal(r.to, cases[i].to);
	}
	for (size_t i = 0; i < COUNT(none); i++)
		if (range_of_date(&r, sv(none[i]))) fail_msg("%s", none[i]);
	static const char *const words[] = { "3-5", "3 to 5 years", "3 - 5", "03-05", "3 bis 5 jahre", "3/5" };
	for (size_t i = 0; i < COUNT(words); i++) {
		if (!range_of_words(&r, sv(words[i]))) fail_msg("%s", words[i]);
		assert_true(r.from == 3 && r.to == 5);
	}
	assert_false(range_of_words(&r, sv("3-5-7")));
	assert_false(range_of_words(&r, sv("3")));
	assert_false(range_of_words(&r, sv("up to 5")));
	assert_false(range_of_words(&r, sv("5-3")));
}

static void entities_are_decoded_once(void **state)
{
	(void)state;
	static const struct {
		const char *text, *want;
		size_t n;
	} cases[] = {
		{ "R&amp;D", "R&D", 1 },
		{ "don&#8217;t &eacute;t&#xE9;", "don\xE2\x80\x99t \xC3\xA9t\xC3\xA9", 3 },
		{ "&Eacute;&yuml;&nbsp;", "\xC3\x89\xC3\xBF\xC2\xA0", 3 },
		{ "&lt;script&gt;", "<script>", 2 },
		{ "&amp;amp;", "&amp;", 1 },
		{ "&#150;", "\xE2\x80\x93", 1 },
		{ "&#129;", "&#129;", 0 },
		{ "&bogus; & R&D;", "&bogus; & R&D;", 0 },
		{ "&#0;&#xD800;&#1114112;", "&#0;&#xD800;&#1114112;", 0 },
	};
	struct str out = STR_INIT;
	for (size_t i = 0; i < COUNT(cases); i++) {
		str_clear(&out);
		assert_int_equal(entities_decode(&out, sv(cases[i].text)), cases[i].n);
		assert_int_equal(entities_count(sv(cases[i].text)), cases[i].n);
		assert_string_equal(out.ptr, cases[i].want);
	}
	str_dispose(&out);
}

static void text_gone_through_the_wrong_encoding(void **state)
{
	(void)state;
	static const char *const broken[] = { "Caf\xC3\x83\xC2\xA9",                           /* CafÃ© */
		"don\xC3\xA2\xE2\x82\xAC\xE2\x84\xA2t",                                        /* donâ€™t */
		"M\xC3\x83\xC2\xBCller", "a \xC3\x82\xC2\xB7 b", "\xC3\xAF\xC2\xBB\xC2\xBFId", /* ï»¿ */
		"Caf\xC3\x83\xC6\x92\xC3\x82\xC2\xA9",                                         /* twice */
		"\xC3\x90\xC5\xB8\xC3\x91\xE2\x82\xAC\xC3\x90\xC2\xB8", /* Cyrillic */ "\xC3\x83\xC2\x81rea",
		"\xC3\x83\xC2\x89ric" /* through ISO-8859-1 */ };
	static const char *const fine[] = { "plain", "Caf\xC3\xA9", "M\xC3\xBCller \xE2\x80\x93 QA",
		"\xC2\xAB\xC2\xA0"
		"caf\xC3\xA9\xC2\xA0\xC2\xBB", /* é, no-break space, » */
		"CAF\xC3\x89\xE2\x80\x9D",     /* É” */
		"\xE2\x80\x9E\xC3\x84\xE2\x80\x9C", "S\xC3\x83O PAULO", "\xE5\x93\x81\xE8\xB3\xAA",
		"\xD0\x9C\xD0\xB8\xD1\x80" };
	for (size_t i = 0; i < COUNT(broken); i++)
		if (!mojibake_is(sv(broken[i]))) fail_msg("%s", broken[i]);
	for (size_t i = 0; i < COUNT(fine); i++)
		if (mojibake_is(sv(fine[i]))) fail_msg("%s", fine[i]);
}

static void what_nobody_sees_is_removed(void **state)
{
	(void)state;
	static const struct {
		const char *text, *want;
		size_t invisible;
	} cases[] = {
		{ "A\xE2\x80\x8Bnn", "Ann", 1 },
		{ "\xEF\xBB\xBF"
		  "Ann\xE2\x80\x8E",
			"Ann", 2 },
		{ "\xE2\x80\xAE"
		  "evil\xE2\x80\xAC",
			"evil", 2 },
		{ "co\xC2\xADop\x01", "coop", 2 },
		{ "\xC2\xA0"
		  "Ann\xE2\x80\xAFLee\xE3\x80\x80",
			"Ann Lee", 0 },
		{ "a\r\nb\rc\td", "a\nb\nc\td", 0 },
		{ "\xE2\x80\x8D"
		  "Ann",
			"Ann", 1 },
		{ "\xD9\x85\xDB\x8C\xE2\x80\x8C\xD8\xAE", "\xD9\x85\xDB\x8C\xE2\x80\x8C\xD8\xAE", 0 }, /* Persian */
		{ "\xC2\xA0\xE2\x80\x8B ", "", 1 },
	};
	struct str out = STR_INIT;
	struct cleaned found;
	for (size_t i = 0; i < COUNT(cases); i++) {
		str_clear(&out);
		assert_int_equal(clean_need(sv(cases[i].text)), CLEAN_ANY);
		clean_text(&out, sv(cases[i].text), true, &found);
		if (strcmp(out.ptr, cases[i].want) || found.invisible != cases[i].invisible)
			fail_msg("%zu: \"%s\" %zu", i, out.ptr, found.invisible);
	}
	str_clear(&out);
	clean_text(&out, sv("a&amp;amp;b &#8203;"), true, &found);
	assert_string_equal(out.ptr, "a&amp;b");
	assert_int_equal(found.entities, 2);
	assert_int_equal(found.twice, 1);
	assert_int_equal(found.invisible, 1);
	str_dispose(&out);
}

/* Every byte at every place of a word of eight. */
static void one_look_finds_what_needs_another(void **state)
{
	(void)state;
	for (unsigned c = 1; c < 256; c++)
		for (size_t at = 0; at < 19; at++) {
			char text[] = "The plain old cell ";
			enum clean_need want = c == '&'                                            ? CLEAN_ENTITIES
					       : c >= 0x7F || (c < 0x20 && c != '\n' && c != '\t') ? CLEAN_ANY
												   : CLEAN_PLAIN;
			text[at] = (char)c;
			assert_int_equal(clean_need(sv(text)), want);
		}
	assert_int_equal(clean_need(sv("& then \xC3\xA9, far from each other")), CLEAN_ANY);
	assert_int_equal(clean_need(sv("")), CLEAN_PLAIN);
	assert_true(clean_lost(sv("M?ller"), true));
	assert_true(clean_lost(sv("M\xEF\xBF\xBDller"), false));
	assert_false(clean_lost(sv("M?ller"), false));
	assert_false(clean_lost(sv("Who? Me"), true));
	assert_false(clean_lost(sv("?"), true));
}

static void yes_and_no_in_all_their_forms(void **state)
{
	(void)state;
	static const char *const yes[] = { "TRUE", "WAHR", "VRAI", "VERDADERO", "Yes", "Ja", "Oui", "S\xC3\xAD", "x",
		"1", "\xE2\x9C\x93", "\xE2\x9C\x94\xEF\xB8\x8F", "\xE2\x98\x91", "Checked" };
	static const char *const no[] = { "FALSE", "FALSCH", "FAUX", "FALSO", "No", "Nein", "Non", "N\xC3\xA3o", "0",
		"\xE2\x98\x90", "Not Checked", "\xC2\xA0" };
	for (size_t i = 0; i < COUNT(yes); i++)
		if (words_yes(sv(yes[i])) != 1) fail_msg("%s", yes[i]);
	for (size_t i = 0; i < COUNT(no); i++)
		if (words_yes(sv(no[i])) != 0) fail_msg("%s", no[i]);
	assert_int_equal(words_yes(sv("\xE2\x9C\x97")), -1);
	assert_int_equal(words_yes(sv("perhaps")), -1);
	assert_true(words_same(sv("Entry\x01 Id\x7F"), sv("entry id")));
	assert_true(words_same(sv("Entry\xE2\x80\x8B Id"), sv("Entry Id")));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(errors_of_spreadsheets),
		cmocka_unit_test(guards_and_wrappers),
		cmocka_unit_test(numbers_of_entries_and_members),
		cmocka_unit_test(numbers_with_words),
		cmocka_unit_test(ranges_behind_dates),
		cmocka_unit_test(entities_are_decoded_once),
		cmocka_unit_test(text_gone_through_the_wrong_encoding),
		cmocka_unit_test(what_nobody_sees_is_removed),
		cmocka_unit_test(one_look_finds_what_needs_another),
		cmocka_unit_test(yes_and_no_in_all_their_forms),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
