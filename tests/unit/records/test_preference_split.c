/* Tests of taking typed choices apart: every way of writing that is known, and that nothing is guessed. A reading is shown as
 * "10437 10412!1" (! order), codes with their hyphen, "~" a near code, "@" an address, "W" words, "N" words that take
 * back, "m" in front: said to be a member number; readings are separated by " | ", parts by " / ". */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include "records/preference_split.h"

static void show(struct str *s, const struct choice *c)
{
	static const char *const kinds[KIND_COUNT + 1] = { "mentor:", "peer:", "mentee:", "plan:", "evaluation:", "" };
	str_puts(s, kinds[c->kind]);
	if (c->member) str_putc(s, 'm');
	switch (c->what) {
	case CHOICE_NUMBER: str_puts(s, c->text); break;
	case CHOICE_CODE: str_puts(s, c->id.z); break;
	case CHOICE_NEAR_CODE: str_printf(s, "~%s", c->text); break;
	case CHOICE_EMAIL: str_putc(s, '@'); break;
	case CHOICE_NOT: str_putc(s, 'N'); break;
	case CHOICE_WORDS: str_putc(s, 'W'); break;
	}
	if (c->ordinal) str_printf(s, "!%u", c->ordinal);
}

static void splits(const char *text, const char *want)
{
	struct arena mem = ARENA_INIT;
	struct choice_parts parts;
	struct str s = STR_INIT;
	preference_split(&parts, &mem, sv(text));
	for (size_t i = 0; i < parts.n; i++) {
		if (i) str_puts(&s, " / ");
		for (size_t w = 0; w < parts.at[i].n; w++) {
			if (w) str_puts(&s, " | ");
			for (size_t j = 0; j < parts.at[i].reading[w].n; j++) {
				if (j) str_putc(&s, ' ');
				show(&s, &parts.at[i].reading[w].at[j]);
			}
		}
	}
	if (strcmp(s.ptr, want)) print_error("\"%s\" gives \"%s\", not \"%s\"\n", text, s.ptr, want);
	assert_string_equal(s.ptr, want);
	str_dispose(&s);
	arena_dispose(&mem);
}

static void numbers(void **state)
{
	(void)state;
	splits("10412", "10412");
	splits(" #10412 ", "10412");
	splits("No. 10412", "10412");
	splits("Nr.10412", "10412");
	splits("no10412", "10412");
	splits("Entry 10412", "10412");
	splits("1O412", "10412");
	splits("l0412", "10412");
	splits("1o4I2", "10412");
	splits("00412", "00412");
	splits("10412.0", "10412");
	splits("Entry ID: 10412, please", "10412");
	splits("\xEF\xBC\x91\xEF\xBC\x90\xEF\xBC\x94\xEF\xBC\x91\xEF\xBC\x92", "10412"); /* full-width digits */
	splits("mentor 10412", "mentor:10412");
	splits("10412345678901234567", "W"); /* longer than any number */
}

static void one_number_or_two(void **state)
{
	(void)state;
	splits("10412, 10437", "10412 / 10437");
	splits("10412,10437", "10412 10437");
	splits("10412 10437", "10412 10437");
	splits("10412\n10437\r\n10500", "10412 / 10437 / 10500");
	splits("10437 / 10412", "10437 / 10412");
	splits("10437/10412;10500", "10437 / 10412 / 10500");
	splits("10437 and 10412", "10437 / 10412");
	splits("10437 & 10412 + 10500", "10437 / 10412 / 10500");
	splits("10437 > 10412", "10437 / 10412");
	splits("10.412", "10412 | 10 412");
	splits("10,412", "10412 | 10 412");
	splits("10 412", "10412 | 10 412");
	splits("10\xC2\xA0"
	       "412",
		"10412 | 10 412");
	splits("10'412", "10412 | 10 412");
	splits("10,412, 10,437", "10412 | 10 412 / 10437 | 10 437");
	splits("10, 412", "10 / 412");
	splits("101 102", "101102 | 101 102");
	splits("010 412", "010 412"); /* no thousands begin with a zero */
}

static void orders(void **state)
{
	(void)state;
	splits("1st - 10437, 2nd - 10412; third: 7KQ-3XHM", "10437!1 / 10412!2 / ~7KQ3XHM!3");
	splits("1) 10437 2) 10412", "10437!1 10412!2");
	splits("1. 10437 2. 10412", "10437!1 10412!2");
	splits("1: 10437\n2: 10412", "10437!1 / 10412!2");
	splits("(1) 10437 (2) 10412", "10437!1 10412!2");
	splits("10437 (first), 10412", "10437!1 / 10412");
	splits("10437 (1), 10412 (2)", "10437!1 / 10412!2");
	splits("10437 first 10412 second", "10437!1 10412!2");
	splits("10437, first, 10412, second", "10437!1 / 10412!2");
	splits("2nd 10412, 1st 10437", "10412!2 / 10437!1");
	splits("First choice 10437 second choice 10412", "10437!1 10412!2");
	splits("First choice:\n10437\nSecond choice:\n10412", "10437!1 / 10412!2");
	splits("choice 1: 10437; choice 2: 10412", "10437!1 / 10412!2");
	splits("A: 10437, B: 10412", "10437!1 / 10412!2");
	splits("a) 10437 b) 10412 c) 10500", "10437!1 10412!2 10500!3");
	splits("1 - 10437, 2 - 10412", "10437!1 | 1 10437 / 10412!2 | 2 10412");
	splits("1.104", "104!1 | 1104 | 1 104");
	splits("first and second choice: 10437, 10412", "10437 / 10412"); /* the orders are muddled */
	splits("1st: 10437, 2nd: none, 3rd: none", "10437!1");
	splits("10437, 2nd 10412 3rd 10500", "10437 / 10412!2 10500!3");
	splits("1, 2, 3", "1 / 2 / 3"); /* small numbers of a young form */
}

/* 234-567J is the worked example of test_checkcode.c. */
static void entry_ids(void **state)
{
	(void)state;
	splits("234-567J", "234-567J");
	splits("234567j", "234-567J");
	splits("234 567 J", "234-567J");
	splits("#234-567J", "234-567J");
	splits("Entry ID 234-567J please", "234-567J");
	splits("234\xE2\x80\x93"
	       "567J, ooo-oooo",
		"234-567J / 000-0000");
	splits("1st 234-567J 2nd 10412", "234-567J!1 10412!2");
	splits("234-567K", "~234567K");
	splits("234-567", "234 567"); /* digits: numbers rather than an ID that lacks a symbol */
	splits("4TR9WZ", "~4TR9WZ");
	splits("8nb 2cdo", "~8NB2CDO");
	splits("7KQ-3XHMM", "~7KQ3XHMM");
	splits("7KL-3XHM", "~7KL3XHM"); /* no ID has an L */
	splits("2nd 2044", "2044!2");
	splits("GCP 2044", "2044");
	splits("GLP2044", "W");
	splits("RKB DV30", "~RKBDV30"); /* not number 30 */
}

/* What the shortlist of the search pages copies, pasted into one field or a line into each. */
static void a_copied_shortlist(void **state)
{
	(void)state;
	splits("1st preferred mentor: Entry ID 7KQ-3XHS\n2nd preferred mentor: Entry ID 0W9-Y83Z (any of this group)",
		"mentor:7KQ-3XHS!1 / mentor:0W9-Y83Z!2");
	splits("1st preferred peer partner: Entry ID 7KQ-3XHS", "peer:7KQ-3XHS!1");
	splits("2nd preferred mentor: Entry ID 0W9-Y83Z (any of this group)", "mentor:0W9-Y83Z!2");
}

static void no_choice(void **state)
{
	static const char *const none[] = { "", " ", "-", "--", "?", "n/a", "N/A", "n.a.", "None", "none.",
		"no preference", "No preference.", "No  Preference", "any", "Any mentor", "nobody", "tbd" };
	(void)state;
	for (size_t i = 0; i < sizeof none / sizeof *none; i++) splits(none[i], "");
	splits("10412, n/a, n/a", "10412");
	splits("10412 / none", "10412");
}

static void words(void **state)
{
	(void)state;
	splits("Jane Doe", "W");
	splits("Jane Doe, Acme Corp", "W");
	splits("any GLP mentor", "W");
	splits("Jane Doe 10412", "10412");
	splits("10412, please not 10437", "N");
	splits("anyone but 10412", "N");
	splits("ann.lee@example.org", "@");
	splits("10412 or ann.lee@example.org", "10412 / @");
	splits("Member no. 7701", "m7701");
	splits("\xFF\xFE 10412", "10412"); /* bytes that are no text */
}

static void a_long_text_is_cut(void **state)
{
	struct arena mem = ARENA_INIT;
	struct choice_parts parts;
	struct str s = STR_INIT;
	(void)state;
	for (int i = 0; i < 1000; i++) str_puts(&s, "10412, ");
	preference_split(&parts, &mem, sv_of(&s));
	assert_true(parts.cut);
	assert_true(parts.n < 300);
	str_dispose(&s);
	arena_dispose(&mem);
}

/* Whatever is typed: no crash, and every choice stands in the text. */
static void any_bytes(void **state)
{
	static const char pieces[][6] = { "1", "2nd", " ", "-", ".", ",", "7KQ", "3XHM", "o", "(", ")", ":", "\n", "/",
		"and", "\xC3\xA9", "\xFF", "no", "10", "412", "@", "x.y", "#", "first", "'", "a", "2044" };
	uint32_t seed = 1;
	(void)state;
	for (int round = 0; round < 20000; round++) {
		struct arena mem = ARENA_INIT;
		struct choice_parts parts;
		struct str s = STR_INIT;
		for (int i = 0; i < 1 + round % 12; i++) {
			seed = seed * 1664525u + 1013904223u;
			str_puts(&s, pieces[(seed >> 16) % (sizeof pieces / sizeof *pieces)]);
		}
		preference_split(&parts, &mem, sv_of(&s));
		for (size_t i = 0; i < parts.n; i++) {
			assert_in_range(parts.at[i].n, 1, CHOICE_READINGS);
			for (size_t w = 0; w < parts.at[i].n; w++)
				for (size_t j = 0; j < parts.at[i].reading[w].n; j++) {
					const struct choice *c = &parts.at[i].reading[w].at[j];
					assert_true(c->typed.p >= s.ptr && c->typed.p + c->typed.n <= s.ptr + s.len);
					assert_true(c->typed.n > 0);
				}
		}
		str_dispose(&s);
		arena_dispose(&mem);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(numbers), cmocka_unit_test(one_number_or_two),
		cmocka_unit_test(orders), cmocka_unit_test(entry_ids), cmocka_unit_test(a_copied_shortlist),
		cmocka_unit_test(no_choice), cmocka_unit_test(words), cmocka_unit_test(a_long_text_is_cut),
		cmocka_unit_test(any_bytes) };
	return cmocka_run_group_tests(tests, NULL, NULL);
}
