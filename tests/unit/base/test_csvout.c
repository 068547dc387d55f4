/* CSV for spreadsheets. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include "base/csvout.h"

static void check_cell(const char *in, const char *want)
{
	struct str out = STR_INIT;

	csvout_cell(&out, sv(in));
	assert_string_equal(out.ptr, want);
	str_dispose(&out);
}

static void test_quoting(void **state)
{
	(void)state;
	check_cell("plain text", "plain text");
	check_cell("a,b", "\"a,b\"");
	check_cell("say \"hi\"", "\"say \"\"hi\"\"\"");
	check_cell("two\nlines", "\"two\nlines\"");
	check_cell(" blank", "\" blank\"");
	check_cell("it's", "it's");
}

static void test_formulas_are_inert(void **state)
{
	(void)state;
	check_cell("=1+1", "\"'=1+1\"");
	check_cell("+cmd|' /C calc'!A0", "\"'+cmd|' /C calc'!A0\"");
	check_cell("-2+3", "\"'-2+3\"");
	check_cell("@SUM(A1)", "\"'@SUM(A1)\"");
	check_cell("\tx", "\"'\tx\"");
	check_cell("\rx", "\"'\rx\"");
	check_cell("\nx", "\"'\nx\"");
	check_cell("  =1", "\"'  =1\"");
	check_cell("\xEF\xBC\x9D"
		   "1",
		"\"'\xEF\xBC\x9D"
		"1\"");
	check_cell("=\"a\"", "\"'=\"\"a\"\"\"");
	check_cell("-", "\"'-\"");
}

static void test_numbers_are_left_alone(void **state)
{
	(void)state;
	check_cell("-3", "-3");
	check_cell("+4.5", "+4.5");
	check_cell("0.25", "0.25");
	check_cell("-3.", "\"'-3.\"");
	check_cell("-3-4", "\"'-3-4\"");
	check_cell("-1.2.3", "\"'-1.2.3\"");
}

static void check_text(const char *in, const char *want)
{
	struct str out = STR_INIT;

	csvout_text(&out, sv(in));
	assert_string_equal(out.ptr, want);
	str_dispose(&out);
}

static void test_blanks_before_a_formula(void **state)
{
	(void)state;
	check_cell("\xC2\xA0=1", "\"'\xC2\xA0=1\"");         /* no-break space */
	check_cell("\xEF\xBB\xBF@x", "\"'\xEF\xBB\xBF@x\""); /* a mark in the middle of a file */
	check_cell("\xE3\x80\x80\xEF\xBC\xA0x", "\"'\xE3\x80\x80\xEF\xBC\xA0x\"");
	check_cell("\xE2\x80\x8B+x", "\"'\xE2\x80\x8B+x\""); /* zero width */
	check_cell(" -3", "\" -3\"");
}

/* Where a spreadsheet that parts at semicolons, TABs or line ends would begin a cell. */
static void test_formulas_within_a_cell(void **state)
{
	(void)state;
	check_cell("x;=1+1", "x;'=1+1");
	check_cell("x\n@SUM(A1)", "\"x\n'@SUM(A1)\"");
	check_cell("x\t =1", "x\t' =1");
	check_cell("x\r\n-1+cmd|' /C calc'!A0", "\"x\r\n'-1+cmd|' /C calc'!A0\"");
	check_cell("x;\xEF\xBC\x9D"
		   "1",
		"x;'\xEF\xBC\x9D"
		"1");
	check_cell("x,=1", "\"x,=1\""); /* in quotes a comma begins nothing */
	check_cell("glp=audits|qa;years=5", "glp=audits|qa;years=5");
	check_cell("x;-3;+4.5", "x;-3;+4.5");
	check_cell("I offer\n- audits, GLP\n- advice", "\"I offer\n- audits, GLP\n- advice\"");
	check_cell("x\n- 1+cmd|' /C calc'!A0", "\"x\n'- 1+cmd|' /C calc'!A0\"");
	check_cell("x\n- HYPERLINK(1)", "\"x\n'- HYPERLINK(1)\"");
}

static void test_text_stays_text(void **state)
{
	(void)state;
	static const char *const changing[] = { "007", "-007", "123456789012", "1E5", "1.5e+10", "3-5", "2/3", "5.3.",
		"1:30", "MAR-1", "mrz-2026", "12-Mar", "5 M\xC3\xA4rz", "14.03.2026", "1.50", "10.412", "1,5", "50%",
		"+5", "true", "Wahr", "March 2026" };
	static const char *const staying[] = { "10412", "0", "-3", "12345678901", "7KQ-3XHM", "2026-03-14",
		"2026-03-14-1", "MARKET-1", "5 may I", "Ada", "", "3-5 years", "x1E5", "E5", "12", "may", "a/b",
		"mentor" };
	for (size_t i = 0; i < sizeof changing / sizeof *changing; i++) {
		struct str out = STR_INIT, want = STR_INIT;
		str_printf(&want, "\"'%s\"", changing[i]);
		csvout_text(&out, sv(changing[i]));
		assert_string_equal(out.ptr, want.ptr);
		str_clear(&out);
		csvout_cell(&out, sv(changing[i]));
		if (changing[i][0] != '-') assert_null(strchr(out.ptr, '\''));
		str_dispose(&out);
		str_dispose(&want);
	}
	for (size_t i = 0; i < sizeof staying / sizeof *staying; i++)
		check_text(staying[i], staying[i][0] ? staying[i] : "\"\"");
	check_text("=1+1", "\"'=1+1\"");
}

/* The cell as a CSV reader hands it out. */
static void unquote(struct str *out, struct sv cell)
{
	bool quoted = cell.n && cell.p[0] == '"';
	for (size_t i = quoted; i < cell.n - quoted; i++) {
		str_putc(out, cell.p[i]);
		if (cell.p[i] == '"') i++;
	}
}

static void test_guards_come_off_exactly(void **state)
{
	(void)state;
	static const char *const parts[] = { "'", "'", "=", "-", "- ", "+", "@", ";", "\t", "\n", "\r", " ", "0", "7",
		"1E5", "x", "\"", ",", "\xEF\xBC\x9D", "\xC2\xA0", "mar", "/" };
	uint64_t seed = 1;
	for (int round = 0; round < 60000; round++) {
		struct str text = STR_INIT, cell = STR_INIT, read = STR_INIT, plain = STR_INIT;
		for (int n = (int)(seed >> 40) % 8; n >= 0; n--) {
			seed = seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
			str_puts(&text, parts[(seed >> 33) % (sizeof parts / sizeof *parts)]);
		}
		if (round % 2)
			csvout_text(&cell, sv_of(&text));
		else
			csvout_cell(&cell, sv_of(&text));
		unquote(&read, sv_of(&cell));
		csvout_unguard(&plain, sv_of(&read));
		assert_string_equal(plain.ptr, text.ptr);
		/* Never a formula: the first of = + - @ is a guard, or the cell is a number. */
		assert_true(!strchr("=@", read.ptr[0]) || !read.len);
		str_dispose(&text);
		str_dispose(&cell);
		str_dispose(&read);
		str_dispose(&plain);
	}
}

static void test_rows(void **state)
{
	static const char *const one[] = { "a", "", "c" }, *const two[] = { "", "b" }, *const three[] = { "" },
				 *const four[] = { "x\n", "y" };
	struct str out = STR_INIT;

	(void)state;
	str_puts(&out, "\xEF\xBB\xBF");
	csvout_row(&out, one, 3);
	csvout_row(&out, two, 2);
	csvout_row(&out, three, 1);
	csvout_row(&out, four, 2);
	assert_string_equal(out.ptr, "\xEF\xBB\xBF"
				     "a,,c\n\"\",b\n\"\"\n\"x\n\",y\n");
	str_dispose(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_quoting),
		cmocka_unit_test(test_formulas_are_inert),
		cmocka_unit_test(test_numbers_are_left_alone),
		cmocka_unit_test(test_blanks_before_a_formula),
		cmocka_unit_test(test_formulas_within_a_cell),
		cmocka_unit_test(test_text_stays_text),
		cmocka_unit_test(test_guards_come_off_exactly),
		cmocka_unit_test(test_rows),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
