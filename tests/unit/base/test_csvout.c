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
	check_cell("\t=1", "\"'\t=1\"");
	check_cell("\r=1", "\"'\r=1\"");
	check_cell("\n=1", "\"'\n=1\"");
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
		cmocka_unit_test(test_rows),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
