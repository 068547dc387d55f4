/* Tests of what exports do not say: entries that vanish, rows at the foot that are no records, forms about partnerships;
 * and of what an import leaves behind in the audit log, or does not when it fails. */
#include "support.h"
#include "store/audit.h"

static void entries_that_vanish_are_kept_as_they_were(void **state)
{
	(void)state;
	struct ws *w = ws_new();
	ROWS(w, "e/2026-01-01-mentor.csv", { .entry = "1", .email = "a@example.org", .staff = "Out" },
		{ .entry = "2", .email = "b@example.org" }, { .entry = "x7", .email = "c@example.org" });
	ws_write(w, "status.csv",
		"event_id,form,form_entry_no,date,event,until\n1,mentor,1,2026-01-15,resume,\n"); /* after the export said "Out" */
	ws_import_ok(w);
	assert_int_equal(look(w, "mentor", "1").a.publishable, REASON_OK);
	struct str before = STR_INIT, after = STR_INIT;
	dump(w, &before);
	ROWS(w, "e/2026-02-01-mentor.csv", { .entry = "2", .email = "b@example.org" });
	ws_import_ok(w);
	dump(w, &after);
	assert_string_equal(before.ptr, after.ptr);
	/* Each by its entry in the report, both in one line on the screen. */
	const struct diag *d = found(&w->ds, "R056", "e/2026-01-01-mentor.csv", 2, 1);
	assert_non_null(d);
	assert_int_equal(d->reach, DIAG_REPORT);
	assert_string_equal(d->entry, "mentor 1");
	assert_non_null(strstr(d->text, "e/2026-02-01-mentor.csv"));
	d = found(&w->ds, "R056", "e/2026-01-01-mentor.csv", 4, 1);
	assert_non_null(d);
	assert_string_equal(d->entry, "mentor x7");
	assert_int_equal(w->ds.warnings, 2 + count_code(&w->ds, "R049"));
	assert_non_null(found(&w->ds, "R056", "e/2026-02-01-mentor.csv", 0, 0));
	assert_non_null(strstr(screen_line(&w->ds, "R056"), "2 applications"));
	/* Now in no export at all, over several imports. */
	ws_remove(w, "e/2026-01-01-mentor.csv");
	for (int i = 0; i < 3; i++) {
		ROWS(w, "e/2026-02-01-mentor.csv",
			{ .entry = "2", .email = "b@example.org", .years = i % 2 ? "7" : "8" });
		ws_import_ok(w);
		assert_int_equal(count_code(&w->ds, "R055"), 2);
		d = found(&w->ds, "R055", "e/2026-01-01-mentor.csv", 4, 1);
		assert_non_null(d);
		assert_string_equal(d->entry, "mentor x7");
		assert_non_null(strstr(screen_line(&w->ds, "R055"), "2 applications of \"mentor\""));
		assert_int_equal(look(w, "mentor", "1").a.publishable, REASON_OK);
		assert_int_equal(look(w, "mentor", "x7").a.publishable, REASON_OK);
		assert_string_equal(look(w, "mentor", "x7").file, "e/2026-01-01-mentor.csv");
		assert_int_equal(w->report.applications, 3);
	}
	str_dispose(&before);
	str_dispose(&after);
	ws_free(w);
}

static void a_form_that_no_mapping_names_is_kept(void **state)
{
	(void)state;
	struct ws *w = ws_new();
	struct str yaml = STR_INIT;
	ROWS(w, "e/mentor.csv", { .entry = "1", .email = "a@example.org" });
	ws_import_ok(w);
	str_printf(&yaml, "source: {files: \"*peers*\", form: peer, kind: peer}\n%s", strstr(MENTOR_YML, "columns:"));
	ws_remove(w, "m/mentor.yml");
	ws_remove(w, "e/mentor.csv");
	ws_write(w, "m/peer.yml", yaml.ptr);
	ws_import_ok(w);
	assert_int_equal(count_code(&w->ds, "R102"), 1);
	assert_int_equal(look(w, "mentor", "1").a.publishable, REASON_OK);
	str_dispose(&yaml);
	ws_free(w);
}

/* Imports with a mapping of MENTOR_YML's columns and another source. */
static bool with_source(struct ws *w, const char *source)
{
	struct str yaml = STR_INIT;
	str_printf(&yaml, "source: %s\n%s", source, strstr(MENTOR_YML, "columns:"));
	ws_write(w, "m/mentor.yml", yaml.ptr);
	str_dispose(&yaml);
	return ws_import(w) == 0;
}

static void a_mapping_may_pause_what_is_missing(void **state)
{
	(void)state;
	struct ws *w = ws_new();
	ROWS(w, "e/2026-01-01-mentor.csv", { .entry = "1", .email = "a@example.org" },
		{ .entry = "2", .email = "b@example.org" });
	ROWS(w, "e/2026-02-01-mentor.csv", { .entry = "2", .email = "b@example.org" });
	assert_true(with_source(
		w, "{files: \"*mentor*\", form: mentor, kind: mentor, missing: pause, skip when: {Test: \"Yes\"}}"));
	assert_int_equal(look(w, "mentor", "1").a.matchable, REASON_MISSING);
	assert_int_equal(look(w, "mentor", "1").a.publishable, REASON_MISSING);
	assert_int_equal(look(w, "mentor", "2").a.publishable, REASON_OK);
	ROWS(w, "e/2026-02-01-mentor.csv", { .entry = "2", .email = "b@example.org" },
		{ .entry = "1", .email = "a@example.org" });
	ws_import_ok(w);
	assert_int_equal(look(w, "mentor", "1").a.publishable, REASON_OK);
	ws_free(w);
}

static void plans_stand_each_for_itself(void **state)
{
	(void)state;
	struct ws *w = ws_new();
	struct str yaml = STR_INIT;
	str_puts(&yaml,
		"source: {files: \"*mentor*\", form: plan, kind: plan, skip when: {Test: \"Yes\"}}\n"
		"columns: {form_entry_no: Entry Id, submitted_at: Entry Date, email: Email, partnership_id: Note}\n"
		"ignore: [\"*\"]\n");
	ws_write(w, "m/mentor.yml", yaml.ptr);
	str_dispose(&yaml);
	ROWS(w, "e/mentor.csv", { .entry = "1", .email = "a@example.org", .date = "2026-01-01" },
		{ .entry = "2", .email = "a@example.org", .date = "2026-02-01" });
	ws_import_ok(w);
	assert_true(look(w, "plan", "1").a.current && look(w, "plan", "2").a.current);
	assert_int_equal(look(w, "plan", "1").a.matchable, REASON_NO_APPLICATION);
	assert_int_equal(look(w, "plan", "1").a.person, look(w, "plan", "2").a.person);
	assert_int_equal(w->report.imported, 2);
	ws_free(w);
}

static void export_with(struct ws *w, const char *after)
{
	struct str text = STR_INIT;
	str_puts(&text, MENTOR_HEADER);
	add_row(&text, (struct row){ .entry = "1", .email = "a@example.org" });
	str_puts(&text, after);
	ws_write(w, "e/mentor.csv", text.ptr);
	str_dispose(&text);
}

static void rows_at_the_foot_are_told_and_left_out(void **state)
{
	(void)state;
	struct ws *w = ws_new();
	for (int i = 0; i < 2; i++) {
		export_with(w, i ? "\n,\"1 row\",,,,,,,,,,,,,,,,,\n,,,\n\"Exported on 2026-03-02\",by Jo\nTotal:\n"
				 : "\n,\"1 row\",,,,,,,,,,,,,,,,,\n,,,\n\"Exported on 2026-03-02\"\nTotal:\n");
		ws_import_ok(w); /* the second time the record before it is known */
		assert_non_null(found(&w->ds, "R100", "e/mentor.csv", 4, 1));
		assert_non_null(found(&w->ds, "R100", "e/mentor.csv", 6, 1));
		assert_non_null(found(&w->ds, "R100", "e/mentor.csv", 7, 1));
		assert_int_equal(w->report.read, 1);
		assert_int_equal(w->report.imported, 1);
	}
	ws_free(w);
}

static void what_only_looks_like_a_foot_is_an_error(void **state)
{
	(void)state;
	static const struct {
		const char *rows, *code;
	} cases[] = {
		{ ",2026-01-02,,,,,,,,,,,,,,,,,\n5,2026-01-02,Ann,Lee,e@example.org,,GLP,7,,,,,,,,,,,\n",
			"R021" },                                   /* a record follows */
		{ ",2026-01-02,Ann,Lee,,,,,,,,,,,,,,,\n", "R021" }, /* three cells */
		{ "12,2026-01-02\n", "R020" },                      /* it has its number */
		{ ",2026-01-02", "R020" },                          /* the file may have been cut off here */
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		for (int known = 0; known < 2; known++) {
			struct ws *w = ws_new();
			if (known) {
				export_with(w, "5,2026-01-02,Ann,Lee,e@example.org,,GLP,7,,,,,,,,,,,\n");
				ws_import_ok(w);
			}
			export_with(w, cases[i].rows);
			if (ws_import(w) != -1) fail_msg("case %zu, known %d", i, known);
			assert_non_null(found(&w->ds, cases[i].code, "e/mentor.csv", 3, 1));
			assert_int_equal(count_code(&w->ds, "R100"), 0);
			ws_free(w);
		}
}

static void the_audit_log_says_what_was_imported(void **state)
{
	(void)state;
	struct ws *w = ws_new();
	int64_t rows = 0;
	ROWS(w, "e/2026-01-01-mentor.csv", { .entry = "1", .email = "a@example.org" });
	ws_import_ok(w);
	assert_int_equal(number(w, "SELECT count(*) FROM audit WHERE action = 'import'"), 2);
	assert_int_equal(
		number(w, "SELECT count(*) FROM audit WHERE object = 'e/2026-01-01-mentor.csv' AND detail LIKE "
			  "'sha256 ________________________________________________________________, 1 rows' AND "
			  "role = 'headquarters'"),
		1);
	assert_int_equal(
		number(w, "SELECT count(*) FROM audit WHERE object = 'records' AND detail = '1 read = 1 imported "
			  "+ 0 superseded + 0 held + 0 refused'"),
		1);
	ws_import_ok(w);
	w->ds.show_values = true; /* a reason to read again, none to note it */
	ws_import_ok(w);
	assert_false(w->report.skipped);
	assert_int_equal(number(w, "SELECT count(*) FROM audit"), 2);
	ROWS(w, "e/2026-02-01-mentor.csv", { .entry = "1", .email = "a@example.org" },
		{ .entry = "2", .email = "b@example.org" });
	ws_import_ok(w);
	assert_int_equal(number(w, "SELECT count(*) FROM audit"), 4); /* the older file is no news */
	ROWS(w, "e/2026-02-01-mentor.csv", { .entry = "1", .email = "a@example.org", .area = "Golf" });
	assert_int_equal(ws_import(w), -1);
	assert_int_equal(number(w, "SELECT count(*) FROM audit"), 4);
	assert_int_equal(audit_verify(w->s, &rows), 0);
	assert_int_equal(rows, 4);
	ws_free(w);
}

/* The store fails at each of its tables in turn. */
static void a_store_that_fails_leaves_all_as_it_was(void **state)
{
	(void)state;
	static const char *const triggers[] = {
		"CREATE TRIGGER boom BEFORE UPDATE ON application BEGIN SELECT raise(ABORT, 'no'); END",
		"CREATE TRIGGER boom BEFORE INSERT ON application BEGIN SELECT raise(ABORT, 'no'); END",
		"CREATE TRIGGER boom BEFORE INSERT ON standing BEGIN SELECT raise(ABORT, 'no'); END",
		"CREATE TRIGGER boom BEFORE INSERT ON seen BEGIN SELECT raise(ABORT, 'no'); END",
		"CREATE TRIGGER boom BEFORE INSERT ON identity_past BEGIN SELECT raise(ABORT, 'no'); END",
		"CREATE TRIGGER boom BEFORE INSERT ON audit BEGIN SELECT raise(ABORT, 'no'); END",
		"CREATE TRIGGER boom BEFORE INSERT ON import_file BEGIN SELECT raise(ABORT, 'no'); END",
		"CREATE TRIGGER boom BEFORE INSERT ON export_file BEGIN SELECT raise(ABORT, 'no'); END",
	};
	for (size_t i = 0; i < sizeof triggers / sizeof *triggers; i++) {
		struct ws *w = ws_new();
		struct str before = STR_INIT, after = STR_INIT;
		ROWS(w, "e/2026-01-01-mentor.csv", { .entry = "1", .email = "a@example.org" },
			{ .entry = "2", .email = "b@example.org" });
		ws_import_ok(w);
		dump(w, &before);
		assert_int_equal(store_exec(w->s, triggers[i]), 0);
		ROWS(w, "e/2026-02-01-mentor.csv", { .entry = "1", .email = "new@example.org" },
			{ .entry = "3", .email = "c@example.org" });
		assert_int_equal(ws_import(w), -1);
		assert_true(*store_error(w->s) != '\0');
		dump(w, &after);
		assert_string_equal(before.ptr, after.ptr);
		assert_int_equal(store_exec(w->s, "DROP TRIGGER boom"), 0);
		ws_import_ok(w);
		assert_int_equal(w->report.applications, 3);
		str_dispose(&before);
		str_dispose(&after);
		ws_free(w);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(entries_that_vanish_are_kept_as_they_were),
		cmocka_unit_test(a_form_that_no_mapping_names_is_kept),
		cmocka_unit_test(a_mapping_may_pause_what_is_missing),
		cmocka_unit_test(plans_stand_each_for_itself),
		cmocka_unit_test(rows_at_the_foot_are_told_and_left_out),
		cmocka_unit_test(what_only_looks_like_a_foot_is_an_error),
		cmocka_unit_test(the_audit_log_says_what_was_imported),
		cmocka_unit_test(a_store_that_fails_leaves_all_as_it_was),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
