/* Problems: collected, sorted, shown safely. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include "base/diag.h"

static void check_print(const struct diags *ds, const char *want)
{
	char *text = NULL;
	size_t n = 0;
	FILE *to = open_memstream(&text, &n);

	assert_int_equal(diags_print(ds, to), ds->errors);
	fclose(to);
	assert_string_equal(text, want);
	free(text);
}

static void test_the_example_of_the_header(void **state)
{
	struct diags ds = DIAGS_INIT;
	const char *text = "1\n2\nSee [how](pauze.html).\n";

	(void)state;
	diags_source(&ds, "faq.md", sv(text), false);
	diags_error(&ds, "C012", ((struct place){ "faq.md", 3, 11 }), "did you mean \"pause.html\"?",
		"no page has the address \"%s\"", "pauze.html");
	assert_int_equal(ds.errors, 1);
	check_print(&ds, "faq.md:3:11: error[C012]: no page has the address \"pauze.html\"\n"
			 "   3 | See [how](pauze.html).\n"
			 "     |           ^\n"
			 "   help: did you mean \"pause.html\"?\n");
	diags_dispose(&ds);
}

static void test_order_by_file_then_place(void **state)
{
	struct diags ds = DIAGS_INIT;
	char file[] = "z.md";

	(void)state;
	diags_warn(&ds, "C001", ((struct place){ file, 9, 1 }), NULL, "one");
	diags_error(&ds, "C002", ((struct place){ "a.md", 1, 1 }), NULL, "two");
	diags_error(&ds, "C003", ((struct place){ "z.md", 2, 7 }), NULL, "three");
	diags_note(&ds, "C004", ((struct place){ "z.md", 2, 3 }), NULL, "four");
	diags_error(&ds, "C005", ((struct place){ "z.md", 2, 3 }), NULL, "five");
	diags_error(&ds, "B001", NOPLACE, NULL, "six");
	diags_error(&ds, "B002", ((struct place){ "z.md", 0, 0 }), NULL, "seven");
	diags_error(&ds, "B003", ((struct place){ "z.md", 4, 0 }), NULL, "eight");
	file[0] = 'q'; /* places are copied */
	assert_int_equal(ds.errors, 6);
	assert_int_equal(ds.warnings, 1);
	check_print(&ds, "z.md: error[B002]: seven\n"
			 "z.md:2:3: note[C004]: four\n"
			 "z.md:2:3: error[C005]: five\n"
			 "z.md:2:7: error[C003]: three\n"
			 "z.md:4: error[B003]: eight\n"
			 "z.md:9:1: warning[C001]: one\n"
			 "a.md:1:1: error[C002]: two\n"
			 "error[B001]: six\n");
	diags_dispose(&ds);
}

static void test_caret_with_tabs_and_letters(void **state)
{
	struct diags ds = DIAGS_INIT;

	(void)state;
	diags_source(&ds, "f", sv("\ta\xC3\xA9\x1B\xFFz\r\nlast"), false);
	diags_error(&ds, "C001", ((struct place){ "f", 1, 6 }), NULL, "at z");
	diags_error(&ds, "C002", ((struct place){ "f", 2, 5 }), NULL, "after the end");
	diags_error(&ds, "C003", ((struct place){ "f", 2, 0 }), NULL, "no column");
	diags_error(&ds, "C004", ((struct place){ "f", 3, 1 }), NULL, "no such line");
	check_print(&ds, "f:1:6: error[C001]: at z\n"
			 "   1 |         a\xC3\xA9\xEF\xBF\xBD\xEF\xBF\xBDz\n"
			 "     |             ^\n"
			 "f:2: error[C003]: no column\n"
			 "   2 | last\n"
			 "f:2:5: error[C002]: after the end\n"
			 "   2 | last\n"
			 "     |     ^\n"
			 "f:3:1: error[C004]: no such line\n");
	diags_dispose(&ds);
}

static void test_long_lines_are_windowed(void **state)
{
	struct diags ds = DIAGS_INIT;
	struct str text = STR_INIT, want = STR_INIT;

	(void)state;
	for (int i = 0; i < 300; i++) str_putc(&text, i == 149 ? 'X' : "abc"[i % 3]);
	diags_source(&ds, "f", sv_of(&text), false);
	diags_error(&ds, "C001", ((struct place){ "f", 1, 150 }), NULL, "x");
	/* 60 cells before the caret's (offset 149), 100 in all, and one for the mark of the cut. */
	str_puts(&want, "f:1:150: error[C001]: x\n   1 | …");
	str_append(&want, text.ptr + 89, 100);
	str_printf(&want, "…\n     | %*s^\n", 61, "");
	check_print(&ds, want.ptr);
	diags_dispose(&ds);
	str_clear(&want);
	diags_source(&ds, "f", sv_of(&text), false);
	diags_error(&ds, "C001", ((struct place){ "f", 1, 300 }), NULL, "x");
	str_puts(&want, "f:1:300: error[C001]: x\n   1 | …");
	str_append(&want, text.ptr + 200, 100);
	str_printf(&want, "\n     | %*s^\n", 100, "");
	check_print(&ds, want.ptr);
	diags_dispose(&ds);
	str_dispose(&text);
	str_dispose(&want);
}

static void test_private_files_stay_private(void **state)
{
	struct diags ds = DIAGS_INIT;

	(void)state;
	diags_source(&ds, "mentors.csv", sv("name\nIda Example\n"), true);
	diags_error(&ds, "R001", ((struct place){ "mentors.csv", 2, 1 }), NULL, "the name is %s",
		diags_value(&ds, sv("Ida Example")));
	diags_error(&ds, "R002", ((struct place){ "mentors.csv", 2, 2 }), NULL, "%s, %s",
		diags_value(&ds, sv("\xC3\xA9")), diags_value(&ds, sv("")));
	check_print(&ds, "mentors.csv:2:1: error[R001]: the name is (11 characters)\n"
			 "mentors.csv:2:2: error[R002]: (1 character), (empty)\n");
	diags_dispose(&ds);
	ds.show_values = true;
	diags_source(&ds, "mentors.csv", sv("name\nIda Example\n"), true);
	diags_error(&ds, "R001", ((struct place){ "mentors.csv", 2, 1 }), NULL, "the name is %s",
		diags_value(&ds, sv("Ida Example")));
	check_print(&ds, "mentors.csv:2:1: error[R001]: the name is \"Ida Example\"\n"
			 "   2 | Ida Example\n"
			 "     | ^\n");
	diags_dispose(&ds);
}

static void test_limit_per_code_and_file(void **state)
{
	struct diags ds = DIAGS_INIT;
	struct str out = STR_INIT;

	(void)state;
	ds.limit = 2;
	for (unsigned i = 1; i <= 39; i++)
		diags_error(&ds, "R005", ((struct place){ "a.csv", i, 1 }), NULL, "bad %u", i);
	diags_error(&ds, "R006", ((struct place){ "a.csv", 50, 1 }), NULL, "other code");
	for (unsigned i = 1; i <= 2; i++)
		diags_error(&ds, "R005", ((struct place){ "b.csv", i, 1 }), NULL, "bad %u", i);
	assert_int_equal(ds.errors, 42);
	check_print(&ds, "a.csv:1:1: error[R005]: bad 1\n"
			 "a.csv:2:1: error[R005]: bad 2\n"
			 "… and 37 more of the same kind in a.csv\n"
			 "a.csv:50:1: error[R006]: other code\n"
			 "b.csv:1:1: error[R005]: bad 1\n"
			 "b.csv:2:1: error[R005]: bad 2\n");
	diags_json(&ds, &out);
	assert_non_null(strstr(out.ptr, "\"text\": \"… and 37 more of the same kind in a.csv\""));
	str_dispose(&out);
	diags_dispose(&ds);
}

static void see_nothing(void *ctx, const struct diag *d)
{
	(void)d;
	++*(size_t *)ctx;
}

/* Where a report holds all, the screen shows three of a code, file and column; what no report holds is shown in full. */
static void test_few_of_what_a_report_holds(void **state)
{
	struct diags ds = DIAGS_INIT;
	size_t seen = 0;

	(void)state;
	ds.limit = 5;
	for (unsigned i = 1; i <= 4; i++)
		diags_error(&ds, "C012", ((struct place){ "a.md", i, 1 }), NULL, "no page %u", i);
	ds.observe = see_nothing;
	ds.observe_ctx = &seen;
	ds.column = "Region";
	for (unsigned i = 1; i <= 66; i++)
		diags_error(&ds, "R027", ((struct place){ "a.csv", i, 9 }), NULL, "bad: (%u characters)", 10 + i);
	ds.column = "Area";
	diags_error(&ds, "R027", ((struct place){ "a.csv", 70, 2 }), NULL, "another column");
	for (unsigned i = 71; i <= 72; i++)
		diags_error(&ds, "R027", ((struct place){ "a.csv", i, 2 }), NULL, "another column");
	ds.column = NULL;
	ds.observe = NULL;
	ds.report = "private/reports/import.html";
	assert_int_equal(seen, 69);
	assert_int_equal(ds.errors, 73);
	check_print(&ds,
		"a.md:1:1: error[C012]: no page 1\n"
		"a.md:2:1: error[C012]: no page 2\n"
		"a.md:3:1: error[C012]: no page 3\n"
		"a.md:4:1: error[C012]: no page 4\n"
		"a.csv:1:9: error[R027]: bad: (11 characters)\n"
		"a.csv:2:9: error[R027]: bad: (12 characters)\n"
		"a.csv:3:9: error[R027]: bad: (13 characters)\n"
		"… and 63 more like this: private/reports/import.html\n"
		"a.csv:70:2: error[R027]: another column\n"
		"a.csv:71:2: error[R027]: another column\n"
		"a.csv:72:2: error[R027]: another column\n"
		"Values of cells are private and not shown here; where nobody looks on, --show-values shows them.\n");
	diags_dispose(&ds);
}

/* A file of very many columns shows some of the first and the number of the rest. */
static void test_columns_without_end(void **state)
{
	struct diags ds = DIAGS_INIT;

	(void)state;
	ds.limit = 1;
	for (unsigned i = 0; i < 10000; i++) {
		ds.column = diags_text(&ds, "c%u", i % 5000);
		diags_error(&ds, "R027", ((struct place){ "a.csv", 1, i + 1 }), NULL, "bad");
	}
	ds.column = NULL;
	assert_int_equal(ds.errors, 10000);
	assert_true(ds.n <= 21);
	diags_dispose(&ds);
}

/* Many that are one matter: each for the report, one line for the screen, which counts for nothing. */
static void test_one_line_for_many(void **state)
{
	struct diags ds = DIAGS_INIT;
	struct str out = STR_INIT;
	size_t seen = 0;

	(void)state;
	ds.limit = 2;
	ds.observe = see_nothing;
	ds.observe_ctx = &seen;
	ds.reach = DIAG_REPORT;
	for (unsigned i = 1; i <= 3; i++)
		diags_warn(&ds, "R056", ((struct place){ "old.csv", i, 1 }), NULL, "it is missing");
	ds.reach = DIAG_SCREEN;
	diags_warn(&ds, "R056", ((struct place){ "new.csv", 0, 0 }), NULL, "3 are missing");
	assert_int_equal(seen, 3);
	assert_int_equal(ds.warnings, 3);
	assert_int_equal(ds.total, 3);
	check_print(&ds, "new.csv: warning[R056]: 3 are missing\n");
	diags_json(&ds, &out);
	assert_non_null(strstr(out.ptr, "3 are missing"));
	assert_null(strstr(out.ptr, "it is missing"));
	str_dispose(&out);
	diags_dispose(&ds);
}

static void test_terminal_is_safe(void **state)
{
	struct diags ds = DIAGS_INIT;

	(void)state;
	diags_error(&ds, "C001", ((struct place){ "a\x1B[2J.md", 1, 1 }), "first\nsecond",
		"bad \x1B]0;x\x07 \xE2\x80\xAE \xFF");
	check_print(&ds,
		"a\xEF\xBF\xBD[2J.md:1:1: error[C001]: bad \xEF\xBF\xBD]0;x\xEF\xBF\xBD \xEF\xBF\xBD \xEF\xBF\xBD\n"
		"   help: first\n         second\n");
	diags_dispose(&ds);
}

static void test_json(void **state)
{
	struct diags ds = DIAGS_INIT;
	struct str out = STR_INIT;

	(void)state;
	diags_json(&ds, &out);
	assert_string_equal(out.ptr, "[]\n");
	str_clear(&out);
	diags_warn(&ds, "C001", ((struct place){ "a.md", 3, 4 }), "do this", "say \"%s\"", "x");
	diags_error(&ds, "B001", NOPLACE, NULL, "no");
	diags_json(&ds, &out);
	assert_string_equal(out.ptr,
		"[\n  {\n    \"severity\": \"warning\",\n    \"code\": \"C001\",\n    \"file\": \"a.md\",\n    "
		"\"line\": 3,\n"
		"    \"column\": 4,\n    \"text\": \"say \\\"x\\\"\",\n    \"help\": \"do this\"\n  },\n"
		"  {\n    \"severity\": \"error\",\n    \"code\": \"B001\",\n    \"file\": null,\n    \"line\": 0,\n   "
		" \"column\": 0,\n"
		"    \"text\": \"no\",\n    \"help\": null\n  }\n]\n");
	str_dispose(&out);
	diags_dispose(&ds);
}

static void check_place(const char *text, size_t offset, unsigned line, unsigned col)
{
	struct place at = place_at("f", sv(text), offset);

	assert_int_equal(at.line, line);
	assert_int_equal(at.col, col);
}

static void test_place_at(void **state)
{
	(void)state;
	check_place("abc", 0, 1, 1);
	check_place("abc", 2, 1, 3);
	check_place("abc", 99, 1, 4);
	check_place("a\nb\n\nc", 5, 4, 1);
	check_place("a\nb", 1, 1, 2);
	check_place("x\n\xC3\xA9\xC3\xA9z", 6, 2, 3);
	check_place("\xC3\xA9z", 1, 1, 1); /* inside a character */
	check_place("", 0, 1, 1);
}

static void test_near(void **state)
{
	static const char *const names[] = { "title", "summary", "audience", "k" };

	(void)state;
	assert_string_equal(diags_near(sv("titel"), names, 4), "title");
	assert_string_equal(diags_near(sv("TITLE"), names, 4), "title");
	assert_string_equal(diags_near(sv("sumary"), names, 4), "summary");
	assert_string_equal(diags_near(sv("audiance"), names, 4), "audience");
	assert_null(diags_near(sv("footer"), names, 4));
	assert_null(diags_near(sv("x"), names, 4));
	assert_null(diags_near(sv("title"), names, 0));
	assert_null(diags_near(sv(""), names, 4));
}

static void test_values_are_cut(void **state)
{
	struct diags ds = DIAGS_INIT;
	struct str value = STR_INIT, want = STR_INIT;

	(void)state;
	ds.show_values = true;
	str_putc(&want, '"');
	for (int i = 0; i < 81; i++) {
		str_puts(&value, "\xC3\xA9");
		if (i < 80) str_puts(&want, "\xC3\xA9");
	}
	str_puts(&want, "…\"");
	assert_string_equal(diags_value(&ds, sv_of(&value)), want.ptr);
	str_dispose(&value);
	str_dispose(&want);
	diags_dispose(&ds);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_the_example_of_the_header),
		cmocka_unit_test(test_order_by_file_then_place),
		cmocka_unit_test(test_caret_with_tabs_and_letters),
		cmocka_unit_test(test_long_lines_are_windowed),
		cmocka_unit_test(test_private_files_stay_private),
		cmocka_unit_test(test_limit_per_code_and_file),
		cmocka_unit_test(test_few_of_what_a_report_holds),
		cmocka_unit_test(test_columns_without_end),
		cmocka_unit_test(test_one_line_for_many),
		cmocka_unit_test(test_terminal_is_safe),
		cmocka_unit_test(test_json),
		cmocka_unit_test(test_place_at),
		cmocka_unit_test(test_near),
		cmocka_unit_test(test_values_are_cut),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
