/* The report of an import: what stands in its two files. The CSV is read back by the program's own reader. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/stat.h>
#include <unistd.h>
#include <cmocka.h>
#include "base/fs.h"
#include "base/vec.h"
#include "cmd/findings.h"
#include "input/csvin.h"

enum { COLUMNS = 9 };
struct cells {
	char *at[COLUMNS];
};
struct world {
	struct arena mem;
	char *folder;
	struct findings *f;
	struct diags ds;
	struct str page;
	VEC(struct cells) rows;
	struct csvin_dialect dialect;
};

static void setup(struct world *w)
{
	char name[] = "/tmp/findings-XXXXXX";
	*w = (struct world){ .mem = ARENA_INIT, .ds = DIAGS_INIT, .page = STR_INIT, .rows = VEC_INIT };
	w->ds.limit = 20;
	assert_non_null(mkdtemp(name));
	w->folder = fs_join(&w->mem, name, "private/reports");
	w->f = findings_new(w->folder);
	findings_watch(w->f, &w->ds);
}

static void teardown(struct world *w)
{
	struct str err = STR_INIT;
	findings_free(w->f);
	w->folder[strlen(w->folder) - strlen("/private/reports")] = '\0';
	fs_remove_tree(w->folder, &err);
	str_dispose(&err);
	str_dispose(&w->page);
	vec_dispose(&w->rows);
	diags_dispose(&w->ds);
	arena_dispose(&w->mem);
}

static int take_row(void *ctx, const struct csvin_row *row)
{
	struct world *w = ctx;
	struct cells c;
	assert_int_equal(row->n, COLUMNS);
	for (size_t i = 0; i < COLUMNS; i++) c.at[i] = arena_strdup(&w->mem, row->cell[i]);
	vec_push(&w->rows, c);
	return 0;
}

static char *file_of(struct world *w, const char *name)
{
	return fs_join(&w->mem, w->folder, name);
}

static void write_and_read(struct world *w, bool done, const struct import_report *report)
{
	struct findings_facts facts = { date_civil(2026, 3, 13), done, false, false, report };
	struct csvin_options options = { .encoding = "utf-8" };
	struct diags quiet = DIAGS_INIT;
	struct str err = STR_INIT;
	findings_rest(w->f, &w->ds);
	if (findings_write(w->f, &facts, &err)) fail_msg("%s", err.ptr);
	assert_int_equal(
		csvin_file(file_of(w, "import.csv"), "import.csv", &options, &w->dialect, take_row, w, &quiet), 0);
	assert_int_equal(fs_read(&w->page, file_of(w, "import.html"), FS_MAX_TEXT, &err), 0);
	str_dispose(&err);
	diags_dispose(&quiet);
}

static bool page_has(const struct world *w, const char *text)
{
	return sv_find(sv_of(&w->page), sv(text)) != SIZE_MAX;
}

static void test_a_row_says_everything(void **state)
{
	struct world w;
	(void)state;
	setup(&w);
	w.ds.entry = "mentor 10412";
	w.ds.column = "Employer";
	diags_warn(&w.ds, "R031", ((struct place){ "records/exports/m.csv", 12, 40 }), "ask, \"politely\"",
		"begins like a formula");
	w.ds.entry = w.ds.column = NULL;
	diags_note(&w.ds, "R044", NOPLACE, NULL, "not read");
	write_and_read(&w, true, NULL);
	assert_int_equal(w.rows.n, 3);
	static const char *const header[COLUMNS] = { "Severity", "Code", "File", "Line", "Column", "Character", "Entry",
		"What it means", "What to do" };
	static const char *const first[COLUMNS] = { "warning", "R031", "records/exports/m.csv", "12", "Employer", "40",
		"mentor 10412", "begins like a formula", "ask, \"politely\"" };
	static const char *const second[COLUMNS] = { "note", "R044", "", "", "", "", "", "not read", "" };
	for (size_t i = 0; i < COLUMNS; i++) {
		assert_string_equal(w.rows.at[0].at[i], header[i]);
		assert_string_equal(w.rows.at[1].at[i], first[i]);
		assert_string_equal(w.rows.at[2].at[i], second[i]);
	}
	assert_true(w.dialect.bom);
	assert_string_equal(w.dialect.line_end, "CRLF");
	assert_true(page_has(&w, "1 warning and 1 note"));
	assert_true(page_has(&w, "mentor 10412"));
	teardown(&w);
}

static void test_formulas_and_markup_are_inert(void **state)
{
	struct world w;
	(void)state;
	setup(&w);
	w.ds.column = "=HYPERLINK(\"http://example.org\")";
	w.ds.entry = "mentor <b>1</b>";
	diags_error(&w.ds, "R010", ((struct place){ "records/exports/<i>.csv", 1, 3 }), "do <u>this</u>",
		"-unknown column \"<script>alert(1)</script>&\"");
	write_and_read(&w, false, NULL);
	assert_string_equal(w.rows.at[1].at[4], "'=HYPERLINK(\"http://example.org\")");
	assert_string_equal(w.rows.at[1].at[7], "'-unknown column \"<script>alert(1)</script>&\"");
	assert_false(page_has(&w, "<script"));
	assert_false(page_has(&w, "<b>"));
	assert_false(page_has(&w, "<i>"));
	assert_false(page_has(&w, "<u>"));
	assert_true(page_has(&w, "&lt;script&gt;alert(1)&lt;/script&gt;&amp;"));
	teardown(&w);
}

/* The terminal keeps 20 of a kind, the page 500; the CSV all. */
static void test_no_limit_in_the_csv(void **state)
{
	struct world w;
	char last[32];
	(void)state;
	setup(&w);
	for (unsigned i = 1; i <= 1200; i++)
		diags_error(&w.ds, "R025", ((struct place){ "a.csv", i + 1, 1 }), "write a number",
			"\"Years\" is not a number: (%u characters)", i % 7 + 2);
	assert_int_equal(w.ds.n, 20);
	write_and_read(&w, false, NULL);
	assert_int_equal(w.rows.n, 1201);
	assert_string_equal(w.rows.at[1200].at[3], "1201");
	assert_true(page_has(&w, "1200 errors"));
	assert_true(page_has(&w, "The first 500 of 1200 places"));
	assert_true(page_has(&w, "</span> \"Years\" is not a number</h3>")); /* the sizes say nothing about the kind */
	assert_true(page_has(&w, "line 501<"));
	assert_false(page_has(&w, "line 502<"));
	snprintf(last, sizeof last, "%zu", findings_count(w.f));
	assert_string_equal(last, "1200");
	teardown(&w);
}

static void test_grouped_gravest_first(void **state)
{
	struct world w;
	(void)state;
	setup(&w);
	diags_note(&w.ds, "R044", NOPLACE, NULL, "a note");
	diags_warn(&w.ds, "R050", ((struct place){ "a.csv", 3, 1 }), "ask", "held: nobody knows whose");
	diags_error(
		&w.ds, "R027", ((struct place){ "a.csv", 4, 1 }), "add \"x\"", "\"Region\" is not in the vocabulary");
	diags_error(&w.ds, "R027", ((struct place){ "a.csv", 5, 1 }), "add \"y\"",
		"\"Area of work\" is not in the vocabulary");
	write_and_read(&w, false, NULL);
	struct sv page = sv_of(&w.page);
	size_t errors = sv_find(page, sv("<h2>Errors (2)")), warnings = sv_find(page, sv("<h2>Warnings (1)")),
	       notes = sv_find(page, sv("<h2>Notes (1)"));
	assert_true(errors < warnings && warnings < notes && notes != SIZE_MAX);
	assert_true(page_has(&w, "</span> … is not in the vocabulary</h3>"));
	assert_true(page_has(&w, "add \"x\"</td>")); /* what differs stands at the place */
	assert_true(page_has(&w, "<strong>What to do:</strong> ask"));
	teardown(&w);
}

/* What is told one by one stands in the report, and the line of the screen that sums it up does not. */
static void test_what_the_screen_sums_up(void **state)
{
	struct world w;
	(void)state;
	setup(&w);
	w.ds.reach = DIAG_REPORT;
	w.ds.entry = "mentor 1";
	diags_note(&w.ds, "R104", ((struct place){ "a.csv", 3, 1 }), NULL, "held: a test");
	w.ds.entry = "mentor 2";
	diags_note(&w.ds, "R104", ((struct place){ "a.csv", 4, 1 }), NULL, "held: a test");
	w.ds.entry = NULL;
	w.ds.reach = DIAG_SCREEN;
	diags_note(&w.ds, "R104", ((struct place){ "a.csv", 0, 0 }), NULL, "held: 2 tests");
	write_and_read(&w, true, NULL);
	assert_int_equal(w.rows.n, 3);
	assert_true(page_has(&w, "there are 2 notes."));
	assert_true(page_has(&w, "mentor 2"));
	assert_false(page_has(&w, "2 tests"));
	teardown(&w);
}

static void test_sums_of_files(void **state)
{
	static const struct import_file files[] = { { "records/exports/m.csv", "records/mappings/m.yml", "mentor", 10,
							    6, 2, 1, 1, "UTF-8, semicolon" },
		{ "records/exports/r.csv", "records/mappings/r.yml", "roster", 5, 5, 0, 0, 0, "UTF-8 <comma>" } };
	const struct import_report report = {
		.file = files, .nfiles = 2, .read = 15, .imported = 11, .superseded = 2, .held = 1, .refused = 1
	};
	struct world w;
	(void)state;
	setup(&w);
	write_and_read(&w, true, &report);
	assert_int_equal(w.rows.n, 1); /* a header alone: nothing to look at */
	assert_true(page_has(&w, "15 rows were read; there is nothing to look at."));
	/* On a phone every number stands under the file with its word before it. */
	assert_true(page_has(&w, "<table class=\"stack\">\n<caption>Every row"));
	assert_true(
		page_has(&w, "m.csv</th><td class=\"n\" data-l=\"Read: \">10</td><td class=\"n\" data-l=\"Imported: "
			     "\">6</td><td class=\"n\" data-l=\"Superseded: \">2</td><td class=\"n\" "
			     "data-l=\"Held: \">1</td><td class=\"n\" data-l=\"Refused: \">1</td><td "
			     "data-l=\"Read as: \">mentor applications: UTF-8, semicolon</td>"));
	assert_true(page_has(&w, "All files</th><td class=\"n\" data-l=\"Read: \">15</td><td class=\"n\" "
				 "data-l=\"Imported: \">11</td>"));
	/* Wide only on a wide screen, so that paper shows the last column. */
	assert_true(page_has(&w, "@media screen and (min-width:42.01rem){.scroll table{min-width:54rem}}"));
	assert_true(page_has(&w, "list of members: UTF-8 &lt;comma&gt;"));
	teardown(&w);
}

static void test_private_files_and_what_stands(void **state)
{
	struct world w;
	struct stat st;
	(void)state;
	setup(&w);
	assert_false(findings_stand(w.folder));
	diags_error(&w.ds, "R025", NOPLACE, NULL, "bad");
	write_and_read(&w, false, NULL);
	assert_false(findings_stand(w.folder)); /* of an import that failed */
	assert_true(findings_failed(w.folder));
	assert_int_equal(stat(w.folder, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0700);
	assert_int_equal(stat(file_of(&w, "import.csv"), &st), 0);
	assert_int_equal(st.st_mode & 0777, 0600);
	assert_int_equal(stat(file_of(&w, "import.html"), &st), 0);
	assert_int_equal(st.st_mode & 0777, 0600);
	findings_free(w.f);
	w.f = findings_new(w.folder);
	write_and_read(&w, true, NULL);
	assert_true(findings_stand(w.folder));
	assert_false(findings_failed(w.folder));
	assert_int_equal(unlink(file_of(&w, "import.csv")), 0);
	assert_false(findings_stand(w.folder));
	teardown(&w);
}

/* Dropped before it was written: the report before it stays, and nothing lies about. */
static void test_dropped(void **state)
{
	struct world w;
	struct str err = STR_INIT, before = STR_INIT, after = STR_INIT;
	(void)state;
	setup(&w);
	diags_error(&w.ds, "R025", NOPLACE, NULL, "first");
	write_and_read(&w, true, NULL);
	assert_int_equal(fs_read(&before, file_of(&w, "import.csv"), 4096, &err), 0);
	findings_free(w.f);
	w.f = findings_new(w.folder);
	findings_watch(w.f, &w.ds);
	diags_error(&w.ds, "R026", NOPLACE, NULL, "second");
	assert_true(fs_exists(file_of(&w, "import.csv.new")));
	findings_rest(w.f, &w.ds);
	findings_free(w.f);
	w.f = NULL;
	assert_false(fs_exists(file_of(&w, "import.csv.new")));
	assert_int_equal(fs_read(&after, file_of(&w, "import.csv"), 4096, &err), 0);
	assert_string_equal(before.ptr, after.ptr);
	str_dispose(&err);
	str_dispose(&before);
	str_dispose(&after);
	teardown(&w);
}

static void test_unwritable_says_so(void **state)
{
	struct world w;
	struct str err = STR_INIT;
	struct findings_facts facts = { date_civil(2026, 3, 13), true, false, false, NULL };
	(void)state;
	setup(&w);
	char *parent = arena_strdup(&w.mem, sv_sub(sv(w.folder), 0, strlen(w.folder) - strlen("/reports")));
	assert_int_equal(fs_mkdirs(parent, 0700, &err), 0);
	assert_int_equal(fs_write_atomic(w.folder, sv("a file in its place"), 0600, &err), 0);
	diags_error(&w.ds, "R025", NOPLACE, NULL, "bad");
	findings_rest(w.f, &w.ds);
	assert_int_equal(findings_write(w.f, &facts, &err), -1);
	assert_true(err.len > 0);
	str_dispose(&err);
	teardown(&w);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_a_row_says_everything),
		cmocka_unit_test(test_formulas_and_markup_are_inert), cmocka_unit_test(test_no_limit_in_the_csv),
		cmocka_unit_test(test_grouped_gravest_first), cmocka_unit_test(test_what_the_screen_sums_up),
		cmocka_unit_test(test_sums_of_files), cmocka_unit_test(test_private_files_and_what_stands),
		cmocka_unit_test(test_dropped), cmocka_unit_test(test_unwritable_says_so) };
	return cmocka_run_group_tests(tests, NULL, NULL);
}
