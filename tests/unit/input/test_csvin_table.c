/* Tests of csvin_table: small tables are read whole and strictly, and all their problems come in one run. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <unistd.h>
#include "input/csvin.h"

static const char *const columns[] = { "code", "label", "parent" };
struct result {
	struct csvin_table table;
	struct arena mem;
	struct diags ds;
	int code;
};

static struct result read_table(const char *text, bool is_private)
{
	char path[] = "/tmp/mp-table-XXXXXX";
	struct result r = { .mem = ARENA_INIT, .ds = DIAGS_INIT };
	int fd = mkstemp(path);
	assert_true(fd >= 0);
	assert_int_equal(write(fd, text, strlen(text)), (ssize_t)strlen(text));
	close(fd);
	r.code = csvin_table(&r.table, &r.mem, path, "records/vocab/x.csv", columns, 3, 2, is_private, &r.ds);
	unlink(path);
	return r;
}

static void done(struct result *r)
{
	arena_dispose(&r->mem);
	diags_dispose(&r->ds);
}

static void cell_is(const struct result *r, size_t row, size_t col, const char *text, unsigned line, unsigned column)
{
	size_t i = row * r->table.ncols + col;
	assert_true(row < r->table.rows);
	assert_true(sv_is(r->table.cells[i], text));
	assert_int_equal(r->table.places[i].line, line);
	assert_int_equal(r->table.places[i].col, column);
}

static void in_the_order_asked_for(void **state)
{
	(void)state;
	struct result r = read_table("label,parent,code\nOne,,a\n\"Two  words \",a,b\n", false);
	assert_int_equal(r.code, 0);
	assert_int_equal(r.table.rows, 2);
	assert_int_equal(r.table.ncols, 3);
	cell_is(&r, 0, 0, "a", 2, 6);
	cell_is(&r, 0, 1, "One", 2, 1);
	cell_is(&r, 0, 2, "", 2, 5);
	cell_is(&r, 1, 1, "Two words", 3, 1);
	cell_is(&r, 1, 2, "a", 3, 15);
	done(&r);
}

static void an_optional_column_may_be_absent(void **state)
{
	(void)state;
	struct result r = read_table("code;label\na;One\n", false);
	assert_int_equal(r.code, 0);
	cell_is(&r, 0, 1, "One", 2, 3);
	cell_is(&r, 0, 2, "", 2, 1);
	done(&r);
}

static void comments_before_the_header_and_blank_rows_are_passed_over(void **state)
{
	(void)state;
	struct result r =
		read_table("\xef\xbb\xbf# it's \"quoted, see\r\n\n# more\ncode,label\r\n\r\na,One\n,\n#b,Two\n", false);
	assert_int_equal(r.code, 0);
	assert_int_equal(r.table.rows, 2);
	cell_is(&r, 0, 0, "a", 6, 1);
	cell_is(&r, 1, 0, "#b", 8, 1);
	done(&r);
}

static void error_is(const struct result *r, size_t i, const char *code, unsigned line, unsigned col, const char *words)
{
	assert_true(i < r->ds.n);
	assert_string_equal(r->ds.at[i].code, code);
	assert_int_equal(r->ds.at[i].at.line, line);
	assert_int_equal(r->ds.at[i].at.col, col);
	if (!strstr(r->ds.at[i].text, words)) fail_msg("\"%s\" lacks \"%s\"", r->ds.at[i].text, words);
}

static void all_problems_at_once(void **state)
{
	(void)state;
	struct result r = read_table("code,lable,code\na,b\na,b,c\na,b,c,d\n", false);
	assert_int_equal(r.code, -1);
	assert_int_equal(r.ds.errors, 5);
	error_is(&r, 0, "B111", 1, 6, "lable");
	assert_non_null(strstr(r.ds.at[0].help, "label"));
	error_is(&r, 1, "B112", 1, 12, "code");
	error_is(&r, 2, "B113", 1, 1, "label");
	error_is(&r, 3, "B114", 2, 3, "2 cells where the first row has 3");
	error_is(&r, 4, "B114", 4, 7, "4 cells");
	done(&r);
}

static void good_rows_survive_bad_ones(void **state)
{
	(void)state;
	struct result r = read_table("code,label\na,One\nb\nc,Three\n", false);
	assert_int_equal(r.code, -1);
	assert_int_equal(r.table.rows, 2);
	cell_is(&r, 1, 0, "c", 4, 1);
	done(&r);
}

static void an_empty_file_says_what_to_begin_with(void **state)
{
	(void)state;
	struct result r = read_table("# only a comment\n\n", false);
	assert_int_equal(r.code, -1);
	assert_int_equal(r.ds.errors, 1);
	assert_string_equal(r.ds.at[0].help, "begin it with: code, label, parent");
	done(&r);
}

static void private_tables_do_not_tell(void **state)
{
	(void)state;
	struct result r = read_table("code,label,Ada Example\na,b,c\n", true);
	assert_int_equal(r.code, -1);
	assert_null(strstr(r.ds.at[0].text, "Ada"));
	done(&r);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(in_the_order_asked_for),
		cmocka_unit_test(an_optional_column_may_be_absent),
		cmocka_unit_test(comments_before_the_header_and_blank_rows_are_passed_over),
		cmocka_unit_test(all_problems_at_once),
		cmocka_unit_test(good_rows_survive_bad_ones),
		cmocka_unit_test(an_empty_file_says_what_to_begin_with),
		cmocka_unit_test(private_tables_do_not_tell),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
