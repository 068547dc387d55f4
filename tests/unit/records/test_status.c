/* Tests of status events: the state on any day, what binds at once and what waits for its day, and adding to the
 * file. */
#include "support.h"
#include "records/status.h"

#define HEADER "event_id,form,form_entry_no,date,event,until,reason_code,note,requested_by,recorded_by,recorded_at\n"

static void write_events(struct ws *w, const char *lines)
{
	struct str text = STR_INIT;
	str_printf(&text, "%s%s", HEADER, lines);
	ws_write(w, "status.csv", text.ptr);
	str_dispose(&text);
	ws_import_ok(w);
}

static struct ws *two(void)
{
	struct ws *w = ws_new();
	ROWS(w, "e/2026-02-10-mentor.csv", { .entry = "1", .email = "a@example.org" },
		{ .entry = "2", .email = "b@example.org", .staff = "Out" },
		{ .entry = "3", .email = "c@example.org", .staff = "Full" },
		{ .entry = "4", .email = "d@example.org", .staff = "Inactive until 4/1/2026" });
	return w;
}

static enum reason on(struct ws *w, const char *entry, int month, int day)
{
	w->run.as_of = date_civil(2026, month, day);
	return look(w, "mentor", entry).a.publishable;
}

static void a_pause_ends_on_its_day(void **state)
{
	(void)state;
	struct ws *w = two();
	write_events(w, "1,mentor,1,2026-03-01,pause,2026-04-01,,,,,\n");
	assert_int_equal(on(w, "1", 3, 31), REASON_PAUSED);
	assert_int_equal(look(w, "mentor", "1").a.paused_until, date_civil(2026, 4, 1));
	assert_int_equal(on(w, "1", 4, 1), REASON_OK); /* that day it is back */
	assert_int_equal(look(w, "mentor", "1").a.paused_until, DATE_NONE);
	assert_int_equal(on(w, "1", 2, 20), REASON_PAUSED); /* binds once recorded, whatever the day */
	ws_free(w);
}

static void again_waits_for_its_day(void **state)
{
	(void)state;
	struct ws *w = two();
	write_events(w, "1,mentor,1,2026-02-20,pause,,,,,,\n2,mentor,1,2026-03-10,resume,,,,,,\n");
	assert_int_equal(on(w, "1", 3, 9), REASON_PAUSED);
	assert_int_equal(on(w, "1", 3, 10), REASON_OK);
	ws_free(w);
}

/* Lines need not stand in the order of their days. */
static void days_count_not_lines(void **state)
{
	(void)state;
	struct ws *w = two();
	write_events(w, "2,mentor,1,2026-03-10,resume,,,,,,\n1,mentor,1,2026-02-20,pause,,,,,,\n");
	assert_int_equal(on(w, "1", 3, 10), REASON_OK);
	ws_free(w);
}

static void withdrawals_are_for_good(void **state)
{
	(void)state;
	struct ws *w = two();
	write_events(w, "1,mentor,1,2026-03-20,withdraw,,,,,,\n2,mentor,1,2026-03-21,resume,,,,,,\n3,mentor,2,2026-03-"
			"01,resume,,,,,,\n4,mentor,2,2026-03-02,withdraw_consent,,,,,,\n");
	assert_int_equal(on(w, "1", 3, 1), REASON_WITHDRAWN); /* before its date, too */
	assert_int_equal(on(w, "1", 5, 1), REASON_WITHDRAWN);
	assert_int_equal(on(w, "2", 3, 5), REASON_CONSENT_WITHDRAWN);
	assert_int_equal(look(w, "mentor", "2").a.matchable, REASON_OK);
	ws_free(w);
}

static void the_staff_column(void **state)
{
	(void)state;
	struct ws *w = two();
	ws_import_ok(w);
	assert_int_equal(on(w, "2", 3, 1), REASON_PAUSED);
	assert_int_equal(on(w, "4", 3, 31), REASON_PAUSED);
	assert_int_equal(on(w, "4", 4, 1), REASON_OK);
	assert_int_equal(on(w, "3", 3, 1), REASON_OK); /* at capacity: listed in a group all the same */
	assert_false(look(w, "mentor", "3").a.takes_requests);
	/* An event from before the export is older than what the export says; one after it is newer. */
	write_events(w, "1,mentor,2,2026-02-01,resume,,,,,,\n2,mentor,3,2026-02-11,free,,,,,,\n");
	assert_int_equal(on(w, "2", 3, 1), REASON_PAUSED);
	assert_true(look(w, "mentor", "3").a.takes_requests);
	write_events(w, "1,mentor,2,2026-02-10,resume,,,,,,\n2,mentor,1,2026-02-11,full,,,,,,\n");
	assert_int_equal(on(w, "2", 3, 1), REASON_OK);
	assert_false(look(w, "mentor", "1").a.takes_requests);
	ws_free(w);
}

/* Headquarters may look up somebody under an old number. */
static void events_follow_the_person(void **state)
{
	(void)state;
	struct ws *w = ws_new();
	ROWS(w, "e/mentor.csv", { .entry = "1", .email = "a@example.org", .date = "2026-01-10" },
		{ .entry = "2", .email = "a@example.org", .date = "2026-02-10" });
	write_events(w, "1,mentor,1,2026-02-01,withdraw,,,,,,\n");
	assert_int_equal(look(w, "mentor", "2").a.publishable, REASON_OK); /* applied again after it */
	write_events(w, "1,mentor,1,2026-02-10,withdraw,,,,,,\n");
	assert_int_equal(look(w, "mentor", "2").a.publishable, REASON_WITHDRAWN);
	ws_free(w);
}

static void event_error(const char *line, const char *code, unsigned col)
{
	struct ws *w = two();
	struct str text = STR_INIT;
	str_printf(&text, HEADER "1,mentor,1,2026-02-01,pause,,,,,,\n%s\n", line);
	ws_write(w, "status.csv", text.ptr);
	assert_int_equal(ws_import(w), -1);
	assert_non_null(found(&w->ds, code, "status.csv", 3, col));
	assert_int_equal(number(w, "SELECT count(*) FROM application"), 0);
	str_dispose(&text);
	ws_free(w);
}

static void slips_in_the_file(void **state)
{
	(void)state;
	event_error("1,mentor,1,2026-02-02,resume,,,,,,", "R060", 1);
	event_error("2,mentor,1,,resume,,,,,,", "R061", 12);
	event_error("2,mentor,1,2026-02-02,pause,soon,,,,,", "R061", 29);
	event_error("2,mentor,1,2026-02-02,withdrew,,,,,,", "R062", 23);
	event_error("2,mentor,99,2026-02-02,withdraw,,,,,,", "R063", 10);
	event_error("2,mentro,1,2026-02-02,withdraw,,,,,,", "R063", 10);
	/* Over before it begins, on its day too; days of other centuries; an end of what has none. */
	event_error("2,mentor,1,2026-05-01,pause,2025-06-15,,,,,", "R066", 29);
	event_error("2,mentor,1,2026-05-01,pause,2026-05-01,,,,,", "R066", 29);
	event_error("2,mentor,1,0206-05-01,pause,,,,,,", "R061", 12);
	event_error("2,mentor,1,9999-01-01,resume,,,,,,", "R061", 12);
	event_error("2,mentor,1,2026-05-01,pause,2999-12-31,,,,,", "R061", 29);
	event_error("2,mentor,1,2026-05-01,full,2026-05-20,,,,,", "R076", 28);
	event_error("2,mentor,1,2026-05-01,resume,2026-05-20,,,,,", "R076", 30);
}

static void an_event_of_the_future_may_be_early(void **state)
{
	(void)state;
	struct ws *w = two();
	write_events(w, "1,mentor,99,2026-12-01,pause,,,,,,\n");
	assert_non_null(found(&w->ds, "R064", "status.csv", 2, 10));
	ws_free(w);
}

static void events_are_added(void **state)
{
	(void)state;
	struct ws *w = two();
	ws_import_ok(w);
	w->run.as_of = date_civil(2026, 3, 13);
	assert_int_equal(status_append(&w->run, &w->settings, "mentor", "1", EVENT_PAUSE, date_civil(2026, 4, 1),
				 "said \"later\", by phone", &w->ds),
		0);
	assert_int_equal(
		status_append(&w->run, &w->settings, "mentor", "2", EVENT_WITHDRAW, DATE_NONE, NULL, &w->ds), 0);
	struct str text = STR_INIT, err = STR_INIT;
	assert_int_equal(fs_read(&text, fs_join(&w->mem, w->root, "status.csv"), FS_MAX_TEXT, &err), 0);
	assert_string_equal(text.ptr, HEADER "2026-03-14-1,mentor,1,2026-03-13,pause,2026-04-01,,\"said \"\"later\"\", "
					     "by phone\",,headquarters,2026-03-14\n"
					     "2026-03-14-2,mentor,2,2026-03-13,withdraw,,,,,headquarters,2026-03-14\n");
	ws_import_ok(w);
	assert_int_equal(on(w, "1", 3, 13), REASON_PAUSED);
	assert_int_equal(on(w, "2", 3, 13), REASON_WITHDRAWN);
	str_dispose(&text);
	str_dispose(&err);
	ws_free(w);
}

static void adding_is_careful(void **state)
{
	(void)state;
	struct ws *w = two();
	struct str text = STR_INIT, err = STR_INIT;
	assert_int_equal(
		status_append(&w->run, &w->settings, "mentor", "1", EVENT_PAUSE, w->run.as_of, NULL, &w->ds), -1);
	assert_int_equal(count_code(&w->ds, "R066"), 1);
	assert_int_equal(status_append(&w->run, &w->settings, "mentor", "1", EVENT_PAUSE, date_civil(9999, 12, 31),
				 NULL, &w->ds),
		-1);
	assert_int_equal(count_code(&w->ds, "R061"), 1);
	assert_false(fs_exists(fs_join(&w->mem, w->root, "status.csv")));
	/* Saved by an editor without the last line end. */
	ws_write(w, "status.csv", HEADER "1,mentor,1,2026-02-01,pause,,,,,,");
	assert_int_equal(status_append(&w->run, &w->settings, "mentor", "1", EVENT_RESUME, DATE_NONE, NULL, &w->ds), 0);
	assert_int_equal(fs_read(&text, fs_join(&w->mem, w->root, "status.csv"), FS_MAX_TEXT, &err), 0);
	assert_string_equal(text.ptr, HEADER "1,mentor,1,2026-02-01,pause,,,,,,\n2026-03-14-2,mentor,1,2026-03-13,"
					     "resume,,,,,headquarters,2026-03-14\n");
	/* Columns in another order can be read but not added to. */
	ws_write(w, "status.csv", "form,event_id,form_entry_no,date,event\nmentor,1,1,2026-02-01,pause\n");
	ws_import_ok(w);
	assert_int_equal(
		status_append(&w->run, &w->settings, "mentor", "1", EVENT_RESUME, DATE_NONE, NULL, &w->ds), -1);
	assert_non_null(found(&w->ds, "R065", "status.csv", 1, 1));
	str_dispose(&text);
	str_dispose(&err);
	ws_free(w);
}

/* Saved by a spreadsheet: semicolons, byte-order mark, CRLF. What is added looks the same and reads back. */
static void the_files_own_dialect_is_kept(void **state)
{
	(void)state;
	struct ws *w = two();
	struct str text = STR_INIT, err = STR_INIT;
	ws_write(w, "status.csv",
		"\xEF\xBB\xBF"
		"event_id;form;form_entry_no;date;event;until;reason_code;note;requested_by;recorded_by;recorded_at\r\n"
		"1;mentor;1;2026-02-01;pause;;;;;;\r\n");
	ws_import_ok(w);
	assert_int_equal(status_append(&w->run, &w->settings, "mentor", "1", EVENT_RESUME, DATE_NONE,
				 "=1+1; two\nlines", &w->ds),
		0);
	assert_int_equal(fs_read(&text, fs_join(&w->mem, w->root, "status.csv"), FS_MAX_TEXT, &err), 0);
	assert_non_null(strstr(text.ptr, "pause;;;;;;\r\n2026-03-14-2;mentor;1;2026-03-13;resume;;;\"'=1+1; two "
					 "lines\";;headquarters;2026-03-14\r\n"));
	ws_import_ok(w);
	assert_int_equal(on(w, "1", 3, 13), REASON_OK);
	assert_int_equal(
		status_append(&w->run, &w->settings, "mentor", "1", EVENT_RECONFIRM, DATE_NONE, "a;b", &w->ds), 0);
	ws_import_ok(w);
	str_dispose(&text);
	str_dispose(&err);
	ws_free(w);
}

/* A spreadsheet puts quotes around a comment that holds a comma, and fills blank rows up with delimiters. */
static void comments_above_the_header(void **state)
{
	(void)state;
	struct ws *w = two();
	ws_write(w, "status.csv",
		"# kept by headquarters,,,,,,,,,,\n\"# pause, resume\",,,,,,,,,,\n,,,,,,,,,,\n" HEADER
		"1,mentor,1,2026-02-01,pause,,,,,,\n");
	ws_import_ok(w);
	assert_int_equal(status_append(&w->run, &w->settings, "mentor", "1", EVENT_RESUME, DATE_NONE, NULL, &w->ds), 0);
	ws_import_ok(w);
	assert_int_equal(number(w, "SELECT count(*) FROM status_event"), 2);
	ws_free(w);
}

/* Lines taken out by hand: the next name is not one that stands there. */
static void names_of_events_stay_apart(void **state)
{
	(void)state;
	struct ws *w = two();
	write_events(w, "2026-03-14-2,mentor,1,2026-02-01,pause,,,,,,\n");
	assert_int_equal(status_append(&w->run, &w->settings, "mentor", "1", EVENT_RESUME, DATE_NONE, NULL, &w->ds), 0);
	ws_import_ok(w);
	assert_int_equal(number(w, "SELECT count(*) FROM status_event"), 2);
	ws_free(w);
}

struct list {
	struct str text;
};

static int add_returning(void *ctx, const struct application *a, date_t back)
{
	struct list *l = ctx;
	str_printf(&l->text, "%s %s;", a->entry_no, date_iso(back).z);
	return 0;
}

static void returning_are(struct ws *w, int days, const char *want)
{
	struct list l = { STR_INIT };
	w->run.as_of = date_civil(2026, 3, 13);
	assert_int_equal(status_returning(w->s, &w->run, days, add_returning, &l), 0);
	assert_string_equal(l.text.ptr, want);
	str_dispose(&l.text);
}

static void who_is_to_be_asked(void **state)
{
	(void)state;
	struct ws *w = two(); /* 2 rests for ever, 4 until April 1, both by the staff's column */
	write_events(w, "1,mentor,1,2026-03-01,pause,2026-03-20,,,,,\n2,mentor,3,2026-03-01,pause,2026-05-01,,,,,\n");
	returning_are(w, 30, "1 2026-03-20;4 2026-04-01;");
	returning_are(w, 7, "1 2026-03-20;");
	returning_are(w, 6, "");
	returning_are(w, 90, "1 2026-03-20;4 2026-04-01;3 2026-05-01;");
	/* Said before the pause began: not an answer. Said since: one. For the column: said in the time of asking. */
	write_events(w, "1,mentor,1,2026-02-28,reconfirm,,,,,,\n2,mentor,1,2026-03-01,pause,2026-03-20,,,,,\n"
			"3,mentor,4,2026-03-02,reconfirm,,,,,,\n");
	returning_are(w, 30, "1 2026-03-20;");
	returning_are(w, 20, "1 2026-03-20;4 2026-04-01;");
	write_events(w, "2,mentor,1,2026-03-01,pause,2026-03-20,,,,,\n1,mentor,1,2026-03-02,reconfirm,,,,,,\n");
	returning_are(w, 10, "");
	ws_free(w);
}

static void file_events(struct ws *w, struct str *out)
{
	int64_t n = 0;
	struct stmt *st = store_stmt(w->s, "SELECT e.application, e.day, e.event, coalesce(e.until, 0), s.has_events "
					   "FROM status_event e JOIN standing s USING (application) ORDER BY 1, e.n");
	while (stmt_step(st) == 1)
		for (int i = 0; i < 5; i++) str_printf(out, "%lld ", (long long)stmt_int(st, i));
	stmt_reset(st);
	assert_int_equal(store_int(w->s, "SELECT count(*) FROM standing WHERE has_events", 0, &n), 0);
	str_printf(out, "of %lld", (long long)n);
}

/* What a refresh writes is what the import would have written; without one application that no export holds. */
static void events_without_an_import(void **state)
{
	(void)state;
	static const char lines[] =
		"1,mentor,1,2026-03-01,pause,2026-04-01,,,,,\n2,mentor,3,2026-03-05,withdraw,,,,,,\n"
		"3,mentor,1,2026-02-01,reconfirm,,,,,,\n";
	struct ws *w = ws_new();
	struct str told = STR_INIT, text = STR_INIT, refreshed = STR_INIT, imported = STR_INIT;
	ROWS(w, "e/2026-02-10-mentor.csv", { .entry = "1", .email = "a@example.org", .date = "2026-01-01" },
		{ .entry = "2", .email = "a@example.org", .date = "2026-02-09" },
		{ .entry = "3", .email = "c@example.org", .date = "2026-02-02" });
	write_events(w, "9,mentor,2,2026-03-01,pause,,,,,,\n");
	assert_int_equal(look(w, "mentor", "2").a.matchable, REASON_PAUSED);
	str_printf(&text, "%s%s8,mentor,99,2026-03-01,pause,,,,,,\n", HEADER, lines);
	ws_write(w, "status.csv", text.ptr);
	assert_int_equal(status_refresh(w->s, &w->run, &w->settings, &w->ds), 0);
	assert_int_equal(w->ds.errors, 0);
	assert_int_equal(on(w, "2", 3, 10), REASON_PAUSED); /* by the event of the older one */
	assert_int_equal(on(w, "2", 4, 1), REASON_OK);
	assert_int_equal(on(w, "3", 3, 10), REASON_WITHDRAWN);
	file_events(w, &refreshed);
	/* A file with an error changes nothing. */
	ws_write(w, "status.csv", HEADER "1,mentor,3,2026-03-01,leave,,,,,,\n");
	assert_int_equal(status_refresh(w->s, &w->run, &w->settings, &w->ds), -1);
	assert_non_null(found(&w->ds, "R062", "status.csv", 2, 23));
	file_events(w, &told);
	assert_string_equal(told.ptr, refreshed.ptr);
	write_events(w, lines);
	file_events(w, &imported);
	assert_string_equal(imported.ptr, refreshed.ptr);
	/* Back to what the last import before had read: that import counts for nothing any more. */
	assert_int_equal(status_refresh(w->s, &w->run, &w->settings, &w->ds), 0);
	ws_import_ok(w);
	assert_false(w->report.skipped);
	str_dispose(&told);
	str_dispose(&text);
	str_dispose(&refreshed);
	str_dispose(&imported);
	ws_free(w);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_pause_ends_on_its_day),
		cmocka_unit_test(again_waits_for_its_day),
		cmocka_unit_test(days_count_not_lines),
		cmocka_unit_test(withdrawals_are_for_good),
		cmocka_unit_test(the_staff_column),
		cmocka_unit_test(events_follow_the_person),
		cmocka_unit_test(slips_in_the_file),
		cmocka_unit_test(an_event_of_the_future_may_be_early),
		cmocka_unit_test(events_are_added),
		cmocka_unit_test(adding_is_careful),
		cmocka_unit_test(the_files_own_dialect_is_kept),
		cmocka_unit_test(comments_above_the_header),
		cmocka_unit_test(names_of_events_stay_apart),
		cmocka_unit_test(who_is_to_be_asked),
		cmocka_unit_test(events_without_an_import),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
