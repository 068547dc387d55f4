/* Tests that the database depends on the inputs only: not on the order of rows, files or runs, and not on a run that
 * died. */
#include "support.h"
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

enum { ROWS_N = 60 };

/* People who apply again, share addresses, change their number; three exports that overlap. */
static struct row make_row(int i, int edition)
{
	static char text[ROWS_N][3][6][40];
	char(*t)[40] = text[i][edition];
	int person = i % 23;
	snprintf(t[0], sizeof *t, "%d", 100 + i);
	snprintf(t[1], sizeof *t, "2025-12-%02d %02d:00:00", 1 + i % 28, i % 24);
	snprintf(t[2], sizeof *t, person % 5 == 4 && edition == 2 ? "new%d@example.org" : "p%d@example.org",
		person % 7 == 6 ? 6 : person);
	snprintf(t[3], sizeof *t, person % 3 ? "%d" : "", 1000 + person);
	snprintf(t[4], sizeof *t, "%s", i % 4 ? "GLP" : "GCP");
	snprintf(t[5], sizeof *t, "%d", i % 12 + (edition == 1 && i == 7));
	return (struct row){ .entry = t[0], .date = t[1], .email = t[2], .member = t[3], .area = t[4], .years = t[5] };
}

static void write_export(struct ws *w, const char *name, int from, int to, int edition, int step)
{
	struct str text = STR_INIT;
	str_puts(&text, MENTOR_HEADER);
	for (int n = to - from, k = 0; k < n; k++) add_row(&text, make_row(from + (k * step + step) % n, edition));
	ws_write(w, name, text.ptr);
	str_dispose(&text);
}

/* step must have no common divisor with the number of rows, so that every row comes once. */
static void write_all(struct ws *w, int step)
{
	write_export(w, "e/2026-01-05-mentor.csv", 0, 31, 0, step);
	write_export(w, "e/2026-02-02-mentor.csv", 0, 47, 1, step);
	write_export(w, "e/2026-03-02-mentor.csv", 0, 59, 2, step);
}

static struct str dumped(struct ws *w)
{
	struct str text = STR_INIT;
	dump(w, &text);
	return text;
}

static void same(struct ws *a, struct ws *b)
{
	struct str x = dumped(a), y = dumped(b);
	assert_true(x.len > 1000);
	assert_string_equal(x.ptr, y.ptr);
	str_dispose(&x);
	str_dispose(&y);
}

static void the_order_of_rows_does_not_matter(void **state)
{
	(void)state;
	struct ws *a = ws_new();
	write_all(a, 1);
	ws_import_ok(a);
	assert_true(number(a, "SELECT count(*) FROM standing WHERE current = 0") > 10);
	assert_true(number(a, "SELECT count(*) FROM identity_past") > 0);
	for (int step = 2; step < 30; step += 9) { /* 2 11 20 29: none divides 31, 47 or 59 */
		struct ws *b = ws_new();
		write_all(b, step);
		ws_import_ok(b);
		same(a, b);
		ws_free(b);
	}
	ws_free(a);
}

/* One export cut into files of the same day is the same export. */
static void files_may_be_split(void **state)
{
	(void)state;
	struct ws *a = ws_new(), *b = ws_new();
	write_export(a, "e/2026-03-02-mentor.csv", 0, 59, 2, 1);
	write_export(b, "e/2026-03-02-mentor-a.csv", 30, 59, 2, 3);
	write_export(b, "e/2026-03-02-mentor-b.csv", 0, 30, 2, 7);
	ws_import_ok(a);
	ws_import_ok(b);
	same(a, b);
	ws_free(a);
	ws_free(b);
}

/* Imported export after export, or all at once. */
static void the_way_there_does_not_matter(void **state)
{
	(void)state;
	struct ws *a = ws_new(), *b = ws_new();
	write_all(a, 1);
	ws_import_ok(a);
	write_export(b, "e/2026-01-05-mentor.csv", 0, 31, 0, 1);
	ws_import_ok(b);
	write_export(b, "e/2026-02-02-mentor.csv", 0, 47, 1, 1);
	ws_import_ok(b);
	write_export(b, "e/2026-03-02-mentor.csv", 0, 59, 2, 1);
	ws_import_ok(b);
	same(a, b);
	ws_free(a);
	ws_free(b);
}

static void nothing_changed_nothing_done(void **state)
{
	(void)state;
	struct ws *w = ws_new();
	write_all(w, 1);
	ws_import_ok(w);
	struct str first = dumped(w);
	struct import_report report = w->report;
	size_t warnings = w->ds.n;
	assert_false(report.skipped);
	ws_import_ok(w);
	struct str second = dumped(w);
	assert_true(w->report.skipped);
	assert_int_equal(w->ds.n, warnings); /* warnings are repeated */
	assert_int_equal(w->report.read, 31 + 47 + 59);
	assert_int_equal(w->report.imported, report.imported);
	assert_int_equal(w->report.superseded, report.superseded);
	assert_int_equal(w->report.persons, report.persons);
	assert_true(report.persons > 0 && report.applications >= report.persons);
	for (int kept = 1; kept >= 0; kept--) { /* the numbers are kept, and counted where none are */
		assert_int_equal(w->report.persons, report.persons);
		assert_int_equal(w->report.applications, report.applications);
		assert_int_equal(w->report.members, report.members);
		assert_int_equal(w->report.replaced, report.replaced);
		if (!kept) break;
		assert_int_equal(store_exec(w->s, "UPDATE import_state SET value = '1 2 x' WHERE key = 'totals'"), 0);
		assert_int_equal(store_changes(w->s), 1);
		ws_import_ok(w);
		assert_true(w->report.skipped);
	}
	assert_int_equal(w->report.nfiles, 3);
	assert_string_equal(w->report.file[0].name, report.file[0].name);
	assert_string_equal(first.ptr, second.ptr);
	ws_write(w, "v/areas.csv",
		"code,label,parent\nclin,Clinical,\ngcp,GCP,clin\ngvp,\"Safety, drug\",clin\nglp,GLP,\nnew,New,\n");
	ws_import_ok(w);
	assert_false(w->report.skipped);
	str_dispose(&first);
	str_dispose(&second);
	ws_free(w);
}

static void a_changed_mapping_changes_what_rows_mean(void **state)
{
	(void)state;
	struct ws *w = ws_new();
	struct str yaml = STR_INIT;
	ROWS(w, "e/2026-03-02-mentor.csv", { .entry = "1", .email = "a@example.org", .staff = "Out" });
	ws_import_ok(w);
	assert_int_equal(look(w, "mentor", "1").a.matchable, REASON_PAUSED);
	str_puts(&yaml, MENTOR_YML);
	memcpy(strstr(yaml.ptr, "Out: pause"), "Out: full ", 10);
	ws_write(w, "m/mentor.yml", yaml.ptr);
	ws_import_ok(w);
	assert_int_equal(look(w, "mentor", "1").a.matchable, REASON_OK);
	assert_false(look(w, "mentor", "1").a.takes_requests);
	str_dispose(&yaml);
	ws_free(w);
}

static void an_error_leaves_all_as_it_was(void **state)
{
	(void)state;
	struct ws *w = ws_new();
	write_all(w, 1);
	ws_import_ok(w);
	struct str before = dumped(w);
	ROWS(w, "e/2026-03-03-mentor.csv", { .entry = "100", .email = "changed@example.org" },
		{ .entry = "900", .email = "x@example.org", .area = "Golf" });
	assert_int_equal(ws_import(w), -1);
	struct str after = dumped(w);
	assert_string_equal(before.ptr, after.ptr);
	ws_remove(w, "e/2026-03-03-mentor.csv");
	ws_import_ok(w);
	assert_true(w->report.skipped);
	str_dispose(&before);
	str_dispose(&after);
	ws_free(w);
}

/* Files of one day, or of none, that say different things. */
static void exports_that_contradict_each_other(void **state)
{
	(void)state;
	static const char *const names[][2] = { { "e/2026-03-02-mentor-a.csv", "e/2026-03-02-mentor-b.csv" },
		{ "e/mentor-a.csv", "e/mentor-b.csv" }, { "e/2026-03-02-mentor-a.csv", "e/mentor-b.csv" } };
	for (size_t i = 0; i < 3; i++) {
		struct ws *w = ws_new();
		ROWS(w, names[i][0], { .entry = "1", .email = "a@example.org" });
		ROWS(w, names[i][1], { .entry = "1", .email = "a@example.org" });
		ws_import_ok(w);
		assert_int_equal(w->report.superseded, 1);
		ROWS(w, names[i][1], { .entry = "1", .email = "b@example.org" });
		assert_int_equal(ws_import(w), -1);
		assert_non_null(found(&w->ds, "R023", names[i][1], 2, 1));
		ws_free(w);
	}
}

static void files_after_the_day_are_not_read(void **state)
{
	(void)state;
	struct ws *w = ws_new();
	write_all(w, 1);
	w->run.as_of = date_civil(2026, 2, 10);
	ws_import_ok(w);
	assert_int_equal(w->report.nfiles, 2);
	assert_non_null(found(&w->ds, "R044", "e/2026-03-02-mentor.csv", 0, 0));
	ws_free(w);
}

static void an_application_that_only_older_exports_hold_is_told(void **state)
{
	(void)state;
	struct ws *w = ws_new();
	ROWS(w, "e/2026-02-02-mentor.csv", { .entry = "1", .email = "a@example.org" },
		{ .entry = "2", .email = "b@example.org" });
	ROWS(w, "e/2026-03-02-mentor.csv", { .entry = "1", .email = "a@example.org" });
	ws_import_ok(w);
	assert_non_null(found(&w->ds, "R056", "e/2026-02-02-mentor.csv", 3, 1));
	assert_int_equal(look(w, "mentor", "2").a.publishable, REASON_OK);
	ws_free(w);
}

/* Entry numbers that are no numbers get ids of their own, too. */
static void entry_numbers_of_any_kind(void **state)
{
	(void)state;
	struct ws *w = ws_new();
	ROWS(w, "e/mentor.csv", { .entry = "7", .email = "a@example.org" },
		{ .entry = "007", .email = "b@example.org" }, { .entry = "x9k2", .email = "c@example.org" },
		{ .entry = "99999999999999999999", .email = "d@example.org" });
	ws_import_ok(w);
	assert_int_equal(number(w, "SELECT count(DISTINCT id) FROM application"), 4);
	assert_int_equal(w->report.persons, 4);
	ws_free(w);
}

/* A run killed in the middle of its work leaves the file as it was, and the next run does everything. */
static void a_killed_run_leaves_no_trace(void **state)
{
	(void)state;
	for (int delay = 0; delay < 4; delay++) {
		struct ws *w = ws_new();
		struct str err = STR_INIT;
		const char *path = fs_join(&w->mem, w->root, "private/x.db");
		store_close(w->s);
		w->s = NULL;
		write_all(w, 1);
		pid_t child = fork();
		if (child == 0) {
			if (store_open(&w->s, path, &err) == 0 && records_migrate(w->s) == 0) {
				/* The import's own transaction lies within this one, which the death cuts off. */
				store_begin(w->s);
				if (delay == 3) store_exec(w->s, "INSERT INTO form(id, code) VALUES(77, 'half')");
				vocab_load_all(&w->vocabs, &w->mem, fs_join(&w->mem, w->root, "v"), "v", &w->ds);
				if (delay > 0)
					records_import(
						w->s, &w->run, &w->settings, &w->vocabs, &w->mem, &w->report, &w->ds);
			}
			kill(getpid(), SIGKILL);
		}
		int status;
		assert_int_equal(waitpid(child, &status, 0), child);
		assert_true(WIFSIGNALED(status));
		assert_int_equal(store_open(&w->s, path, &err), 0);
		assert_int_equal(
			number(w, "SELECT (SELECT count(*) FROM application) + (SELECT count(*) FROM form)"), 0);
		ws_import_ok(w);
		assert_int_equal(w->report.applications, 59);
		assert_int_equal(store_integrity(w->s, &err), 0);
		str_dispose(&err);
		ws_free(w);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_order_of_rows_does_not_matter),
		cmocka_unit_test(files_may_be_split),
		cmocka_unit_test(the_way_there_does_not_matter),
		cmocka_unit_test(nothing_changed_nothing_done),
		cmocka_unit_test(a_changed_mapping_changes_what_rows_mean),
		cmocka_unit_test(an_error_leaves_all_as_it_was),
		cmocka_unit_test(exports_that_contradict_each_other),
		cmocka_unit_test(files_after_the_day_are_not_read),
		cmocka_unit_test(an_application_that_only_older_exports_hold_is_told),
		cmocka_unit_test(entry_numbers_of_any_kind),
		cmocka_unit_test(a_killed_run_leaves_no_trace),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
