/* Tests of the import: what becomes of every row, what refuses one and where that is said, and that an error changes
 * nothing. */
#include "support.h"
#include "records/fields.h"

static void a_row_becomes_an_application(void **state)
{
	(void)state;
	struct ws *w = ws_new();
	ws_write(w, "e/2026-03-02-mentor.csv",
		"\xEF\xBB\xBF" MENTOR_HEADER
		"\"12\",\"2026-01-02 10:00:00\",Zo\xC3\xAB,Lee,z@example.org,M-0042,Good Clinical "
		"Practice,5.5,GCP,\"Safety, drug\",,3,'=1+1,In a  group,,,10.0.0.1,,t\n");
	ws_import_ok(w);
	struct seen s = look(w, "mentor", "12");
	assert_true(s.found);
	assert_int_equal(s.a.kind, KIND_MENTOR);
	assert_int_equal(s.a.submitted, date_civil(2026, 1, 2));
	assert_int_equal(s.a.consent, CONSENT_GROUP);
	assert_true(s.a.current && s.a.takes_requests);
	assert_int_equal(s.a.matchable, REASON_OK);
	assert_int_equal(s.a.publishable, REASON_OK);
	assert_int_equal(s.a.line, 2);
	assert_string_equal(s.file, "e/2026-03-02-mentor.csv");
	assert_string_equal(s.area, "gcp");
	assert_string_equal(s.offers, "gcp|gvp");
	assert_int_equal(w->report.read, 1);
	assert_int_equal(w->report.imported, 1);
	assert_int_equal(w->report.persons, 1);
	assert_int_equal(count_code(&w->ds, "R049"), 1); /* no list of members */
	ws_free(w);
}

struct value {
	const char *field, *text;
	bool met;
};

static int meet(void *ctx, const char *name, struct sv value)
{
	for (struct value *v = ctx; v->field; v++)
		if (!strcmp(v->field, name)) v->met = sv_is(value, v->text);
	return 0;
}

static int meet_all(void *ctx, const struct application *a)
{
	return application_fields_each(a, meet, ctx);
}

static void values_are_stored_in_one_form(void **state)
{
	(void)state;
	struct ws *w = ws_new();
	struct value want[] = { { "qa_years", "5.5", false }, { "experience", "junior", false },
		{ "committee_note", "=1+1", false }, { "submitted_at", "2026-01-02 14:05:00", false },
		{ "consent", "profile (1)", false }, { "staff_status", "pause until 2026-05-01", false },
		{ "needs", "gcp", false }, { NULL, NULL, false } };
	ws_write(w, "e/mentor.csv",
		MENTOR_HEADER "12,1/2/2026 2:05 PM,A,B,z@example.org,,GLP,\"5,5\",,,x,,'=1+1,PROFILE please,inactive "
			      "until 2026-05-01,,,,\n");
	ws_import_ok(w);
	application_each(w->s, &w->run, KIND_MENTOR, true, meet_all, want);
	for (struct value *v = want; v->field; v++)
		if (!v->met) fail_msg("%s is not %s", v->field, v->text);
	assert_int_equal(count_code(&w->ds, "R031"), 1); /* begins like a formula */
	ws_free(w);
}

static void refused(const char *row, const char *code, unsigned col)
{
	struct ws *w = ws_new();
	struct str text = STR_INIT;
	str_printf(&text, MENTOR_HEADER "11,2026-01-02,Ann,Lee,a@example.org,1,GLP,7,,,,,,,,,,,\n%s\n", row);
	ws_write(w, "e/mentor.csv", text.ptr);
	assert_int_equal(ws_import(w), -1);
	assert_non_null(found(&w->ds, code, "e/mentor.csv", 3, col));
	assert_int_equal(w->ds.errors, 1);
	assert_int_equal(w->report.refused, 1);
	assert_int_equal(w->report.read, 2);
	assert_int_equal(number(w, "SELECT (SELECT count(*) FROM application) + (SELECT count(*) FROM form) + (SELECT "
				   "count(*) FROM identity_past)"),
		0);
	assert_string_equal(store_error(w->s), "");
	str_dispose(&text);
	ws_free(w);
}

static void every_refusal_has_its_place(void **state)
{
	(void)state;
	refused("12,2026-01-02,Ann,Lee,a@example.org,1,GLP,7,,,,,,,,,,,,extra", "R020", 56);
	refused("12,2026-01-02,Ann,Lee,a@example.org,1,GLP,7", "R020", 1);
	refused(",2026-01-02,Ann,Lee,a@example.org,1,GLP,7,,,,,,,,,,,", "R021", 1);
	refused("12,,Ann,Lee,a@example.org,1,GLP,7,,,,,,,,,,,", "R021", 4);
	refused("11,2026-01-02,Ann,Lee,a@example.org,1,GLP,7,,,,,,,,,,,", "R022", 1);
	refused("12,2026-02-30,Ann,Lee,a@example.org,1,GLP,7,,,,,,,,,,,", "R024", 4);
	refused("12,2026-01-02,Ann,Lee,a@example.org,1,GLP,7,,,,many,,,,,,,", "R025", 48);
	refused("12,2026-01-02,Ann,Lee,a@example.org,1,Golf,7,,,,,,,,,,,", "R027", 39);
	refused("12,2026-01-02,Ann,Lee,a@example.org,1,GLP,7,,,,,,Perhaps,,,,,", "R028", 50);
	refused("12,2026-01-02,Ann,Lee,a@example.org,1,GLP,7,,,,,,,Dozing,,,,", "R029", 51);
	refused("1.04E+04,2026-01-02,Ann,Lee,a@example.org,1,GLP,7,,,,,,,,,,,", "R030", 1);
	refused("\"10,41\",2026-01-02,Ann,Lee,a@example.org,1,GLP,7,,,,,,,,,,,", "R030", 1);
	refused("12,2026-01-02,#NAME?,Lee,a@example.org,1,GLP,7,,,,,,,,,,,", "R030", 15);
}

static void all_problems_of_all_files_come_in_one_run(void **state)
{
	(void)state;
	struct ws *w = ws_new();
	ROWS(w, "e/2026-01-01-mentor.csv", { .entry = "1", .email = "a@example.org", .area = "Golf", .date = "x" },
		{ .entry = "2", .email = "b@example.org", .years = "ten" });
	ROWS(w, "e/2026-02-01-mentor.csv", { .entry = "3", .email = "c@example.org", .list = "Sure" });
	ws_write(w, "e/strange.csv", "a\n1\n");
	assert_int_equal(ws_import(w), -1);
	assert_non_null(found(&w->ds, "R041", "e/strange.csv", 0, 0));
	assert_non_null(strstr(
		found(&w->ds, "R041", "e/strange.csv", 0, 0)->help, "mentorpress mapping suggest e/strange.csv --out"));
	assert_non_null(
		strstr(found(&w->ds, "R027", "e/2026-01-01-mentor.csv", 2, 28)->help, "mentorpress mapping fix"));
	assert_non_null(found(&w->ds, "R024", "e/2026-01-01-mentor.csv", 2, 3));
	assert_non_null(found(&w->ds, "R027", "e/2026-01-01-mentor.csv", 2, 28));
	assert_int_equal(count_code(&w->ds, "R025"), 1); /* the number and the band of one cell */
	assert_int_equal(count_code(&w->ds, "R028"), 1);
	ws_free(w);
}

static void an_export_without_rows_is_told(void **state)
{
	(void)state;
	struct ws *w = ws_new();
	ws_write(w, "e/2026-02-01-mentor.csv", MENTOR_HEADER);
	ws_import_ok(w);
	assert_non_null(found(&w->ds, "R103", "e/2026-02-01-mentor.csv", 0, 0));
	ROWS(w, "e/2026-02-01-mentor.csv", { .entry = "3", .email = "c@example.org" });
	ws_import_ok(w);
	assert_int_equal(count_code(&w->ds, "R103"), 0);
	ws_free(w);
}

static void values_are_private_in_messages(void **state)
{
	(void)state;
	for (int show = 0; show < 2; show++) {
		struct ws *w = ws_new();
		struct str text = STR_INIT;
		w->ds.show_values = show == 1;
		ROWS(w, "e/mentor.csv",
			{ .entry = "1",
				.email = "a@example.org",
				.area = "Zanzibar",
				.list = "Quizzical",
				.staff = "Dozing" });
		assert_int_equal(ws_import(w), -1);
		diags_json(&w->ds, &text);
		assert_int_equal(strstr(text.ptr, "Zanzibar") != NULL, show == 1);
		assert_int_equal(strstr(text.ptr, "Quizzical") != NULL, show == 1);
		assert_int_equal(strstr(text.ptr, "Dozing") != NULL, show == 1);
		str_dispose(&text);
		ws_free(w);
	}
}

static void held_rows(void **state)
{
	(void)state;
	struct ws *w = ws_new();
	ws_write(w, "e/mentor.csv",
		MENTOR_HEADER
		"1,2026-01-02,Ann,Lee,,,GLP,7,,,,,,Group,,,,,\n"                   /* nobody to recognise */
		"2,not yet,Ann,Lee,a@example.org,1,Golf,lots,,,,,,Group,,yes,,,\n" /* a test: nothing of it must be right */
		"3,2026-01-02,Ann,Lee,a@example.org,1,GLP,7,,,,,,Group,,,,,\n");
	ws_import_ok(w);
	assert_int_equal(w->report.held, 2);
	assert_int_equal(w->report.imported, 1);
	assert_non_null(found(&w->ds, "R050", "e/mentor.csv", 2, 1));
	/* Every held row is accounted for, by its entry. */
	const struct diag *test = found(&w->ds, "R104", "e/mentor.csv", 3, 1);
	assert_non_null(test);
	assert_int_equal(test->reach, DIAG_REPORT);
	assert_int_equal(test->sev, SEV_NOTE);
	assert_string_equal(test->entry, "mentor 2");
	assert_string_equal(test->text, "held: a test or unfinished entry, because \"Test\" is \"yes\"");
	assert_int_equal(count_code(&w->ds, "R104"), 1);
	assert_string_equal(screen_line(&w->ds, "R104"), "held: 1 test or unfinished entry (\"Test\" is \"yes\")");
	assert_int_equal(look(w, "mentor", "1").a.publishable, REASON_HELD);
	assert_int_equal(look(w, "mentor", "2").a.matchable, REASON_TEST);
	assert_int_equal(look(w, "mentor", "3").a.publishable, REASON_OK);
	struct answers answers[KIND_COUNT];
	const size_t *by = answers[KIND_MENTOR].publishable;
	assert_int_equal(application_answers(w->s, &w->run, answers), 0);
	assert_int_equal(by[REASON_HELD], 1);
	assert_int_equal(by[REASON_TEST], 1);
	assert_int_equal(by[REASON_OK], 1);
	ws_free(w);
}

static void wording_columns_must_be_wording(void **state)
{
	(void)state;
	struct ws *w = ws_new();
	struct str text = STR_INIT;
	str_puts(&text, MENTOR_HEADER);
	for (int i = 1; i <= 21; i++)
		str_printf(&text, "%d,2026-01-02,Ann,Lee,a%d@example.org,,GLP,7,,,,,,Group,,,,,text %d\n", i, i, i);
	ws_write(w, "e/mentor.csv", text.ptr);
	assert_int_equal(ws_import(w), -1);
	assert_int_equal(count_code(&w->ds, "R034"), 1);
	str_dispose(&text);
	ws_free(w);
}

static void ambiguous_dates_are_told_once_a_file(void **state)
{
	(void)state;
	struct ws *w = ws_new();
	struct str yaml = STR_INIT;
	str_puts(&yaml, MENTOR_YML);
	char *at = strstr(yaml.ptr, "[ymd, mdy]");
	memcpy(at, "[mdy, dmy]", 10);
	ws_write(w, "m/mentor.yml", yaml.ptr);
	ROWS(w, "e/mentor.csv", { .entry = "1", .email = "a@example.org", .date = "12/12/2025" },
		{ .entry = "2", .email = "b@example.org", .date = "3/4/2026" },
		{ .entry = "3", .email = "c@example.org", .date = "5/6/2026" });
	assert_int_equal(ws_import(w), -1);
	assert_int_equal(count_code(&w->ds, "R033"), 1);
	assert_non_null(found(&w->ds, "R033", "e/mentor.csv", 3, 3));
	str_dispose(&yaml);
	ws_free(w);
}

struct identity {
	const char *want;
	int kind;
	size_t met;
};

static int count_identity(
	void *ctx, int kind, const char *field, struct sv value, const char *file, unsigned line, int64_t person)
{
	(void)field, (void)file, (void)person;
	assert_true(line > 0);
	for (struct identity *i = ctx; i->want; i++)
		if (sv_is(value, i->want) && kind == i->kind) i->met++;
	return 0;
}

/* Ignored columns, past values, vanished rows and the roster feed the gate; wording and what was refused do not. */
static void the_gate_hears_of_everything(void **state)
{
	(void)state;
	struct ws *w = ws_new();
	struct identity want[] = { { "10.9.8.7", FIELD_OTHER, 0 }, { "old@example.org", FIELD_EMAIL, 0 },
		{ "new@example.org", FIELD_EMAIL, 0 }, { "terms", FIELD_OTHER, 0 }, { "Rosterman", FIELD_LAST_NAME, 0 },
		{ "x2@example.org", FIELD_EMAIL, 0 }, { "gone@example.org", FIELD_EMAIL, 0 },
		{ "Formername", FIELD_LAST_NAME, 0 }, { NULL, 0, 0 } };
	const size_t met[] = { 1, 1, 1, 0, 1, 1, 1, 1 };
	ws_write(w, "m/roster.yml", ROSTER_YML);
	ws_write(w, "e/2026-01-01-members.csv", ROSTER_HEADER "5,Formername,,,Active,,2027-01-01,\n");
	ws_write(w, "e/2026-02-01-members.csv",
		ROSTER_HEADER "5,Rosterman,,\"x1@example.org, x2@example.org\",Active,,2027-01-01,\n");
	ws_write(w, "e/2026-01-01-mentor.csv",
		MENTOR_HEADER "1,2026-01-02,Ann,Lee,old@example.org,5,GLP,7,,,,,,Group,,,10.9.8.7,,terms\n"
			      "2,2026-01-02,Ann,Lee,gone@example.org,5,GLP,7,,,,,,Group,,,,,terms\n");
	ws_import_ok(w);
	ws_remove(w, "e/2026-01-01-mentor.csv");
	ws_write(w, "e/2026-02-01-mentor.csv",
		MENTOR_HEADER "1,2026-01-02,Ann,Lee,new@example.org,5,GLP,7,,,,,,Group,,,10.9.8.7,,terms\n");
	ws_import_ok(w);
	assert_int_equal(records_identity_each(w->s, count_identity, want), 0);
	for (size_t i = 0; want[i].want; i++)
		if (want[i].met != met[i]) fail_msg("%s was heard of %zu times", want[i].want, want[i].met);
	assert_true(look(w, "mentor", "2").found); /* in no export any more: kept */
	assert_int_equal(count_code(&w->ds, "R055"), 1);
	ws_free(w);
}

static void bad_bytes_name_their_place(void **state)
{
	(void)state;
	struct ws *w = ws_new();
	struct str yaml = STR_INIT;
	str_puts(&yaml, MENTOR_YML);
	str_clear(&yaml);
	str_printf(&yaml, "source: {files: \"*\", form: mentor, kind: mentor, encoding: utf-8}\n%s",
		strstr(MENTOR_YML, "columns:"));
	ws_write(w, "m/mentor.yml", yaml.ptr);
	ws_write(w, "e/mentor.csv", MENTOR_HEADER "1,2026-01-02,Jos\xE9,Lee,a@example.org,,GLP,7,,,,,,Group,,,,,\n");
	assert_int_equal(ws_import(w), -1);
	assert_true(w->ds.errors > 0);
	assert_string_equal(w->ds.at[0].at.file, "e/mentor.csv");
	str_dispose(&yaml);
	ws_free(w);
}

/* An application of the future would count before every real one of its sender. */
static void nobody_applies_after_the_export(void **state)
{
	(void)state;
	static const struct {
		const char *file, *day;
		int result;
	} cases[] = { { "e/2026-01-01-mentor.csv", "2026-01-02", 0 }, { "e/2026-01-01-mentor.csv", "2026-01-03", -1 },
		{ "e/mentor.csv", "2026-03-15", 0 }, { "e/mentor.csv", "2026-03-16", -1 },
		{ "e/mentor.csv", "9999-12-31", -1 } };
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct ws *w = ws_new(); /* as of March 13, on March 14 */
		ROWS(w, cases[i].file,
			{ .entry = "1", .email = "a@example.org", .date = cases[i].day, .list = "Profile please" },
			{ .entry = "2", .email = "a@example.org", .list = "No" });
		assert_int_equal(ws_import(w), cases[i].result);
		if (cases[i].result) assert_non_null(found(&w->ds, "R072", cases[i].file, 2, 3));
		ws_free(w);
	}
}

static void numbers_that_differ_by_zeros(void **state)
{
	(void)state;
	struct ws *w = ws_new();
	ROWS(w, "e/2026-02-01-mentor.csv", { .entry = "7", .email = "a@example.org" },
		{ .entry = "007", .email = "b@example.org" }, { .entry = "08", .email = "c@example.org" },
		{ .entry = "0", .email = "d@example.org" });
	for (int again = 0; again < 2; again++) {
		ws_import_ok(w);
		assert_int_equal(count_code(&w->ds, "R074"), 1);
		const struct diag *d = found(&w->ds, "R074", "e/2026-02-01-mentor.csv", 3, 1);
		assert_non_null(strstr(d->text, "(e/2026-02-01-mentor.csv:2)"));
	}
	assert_true(look(w, "mentor", "7").found && look(w, "mentor", "007").found);
	ws_free(w);
}

/* A download that broke off within the last row. */
static void a_file_cut_in_its_last_row(void **state)
{
	(void)state;
	static const char row[] = "1,2026-01-02,Ann,Lee,a@example.org,,GLP,7,,,,,,Group,";
	struct ws *w = ws_new();
	ws_write(w, "e/2026-02-01-mentor.csv", arena_printf(&w->mem, MENTOR_HEADER "%s\n", row));
	ws_import_ok(w);
	assert_non_null(found(&w->ds, "R075", "e/2026-02-01-mentor.csv", 2, 1));
	ws_import_ok(w); /* repeated from the report */
	assert_int_equal(count_code(&w->ds, "R075"), 1);
	ws_write(w, "e/2026-02-01-mentor.csv", arena_printf(&w->mem, MENTOR_HEADER "%s", row));
	assert_int_equal(ws_import(w), -1);
	assert_int_equal(found(&w->ds, "R075", "e/2026-02-01-mentor.csv", 2, 1)->sev, SEV_ERROR);
	ws_write(w, "e/2026-02-01-mentor.csv", arena_printf(&w->mem, MENTOR_HEADER "%s,,,,", row));
	ws_import_ok(w);
	assert_int_equal(count_code(&w->ds, "R075"), 0);
	ws_free(w);
}

/* The text of a consent stood in a column that the form renamed: said once, and no row is read without it. */
static void the_wording_of_consent_is_gone(void **state)
{
	(void)state;
	struct ws *w = ws_new();
	ws_write(w, "m/mentor.yml",
		"source: {files: \"*mentor*.csv\", form: mentor, kind: mentor}\ncolumns:\n  form_entry_no: Id\n  "
		"submitted_at: Date\n  email: Email\n  consent: {column: List, consent: {profile: Checked, not listed: "
		"Not Checked}, text: Text, versions: {a: I agree}}\nignore: [\"Text*\"]\n");
	ws_write(w, "e/2026-02-01-mentor.csv",
		"Id,Date,Email,List,Text id\n1,2026-01-02,a@example.org,Checked,I agree\n"
		"2,2026-01-02,b@example.org,Not Checked,I agree\n");
	assert_int_equal(ws_import(w), -1);
	assert_int_equal(w->ds.errors, 1);
	assert_non_null(found(&w->ds, "R011", "e/2026-02-01-mentor.csv", 1, 1));
	ws_free(w);
}

/* A list cut short would take people out of the directory. */
static void a_short_list_of_members(void **state)
{
	(void)state;
	struct ws *w = ws_new();
	ws_write(w, "m/roster.yml", ROSTER_YML);
	ROWS(w, "e/2026-01-01-mentor.csv", { .entry = "1", .email = "a@example.org", .member = "1" });
	ws_write(w, "e/2026-01-01-members.csv",
		ROSTER_HEADER "1,A,,,Active,,2027-01-01,\n2,B,,,Active,,2027-01-01,\n3,C,,,Active,,2027-01-01,\n4,D,,,"
			      "Active,,2027-01-01,\n5,E,,,Active,,2027-01-01,\n");
	ws_import_ok(w);
	ws_write(w, "e/2026-02-01-members.csv", ROSTER_HEADER);
	assert_int_equal(ws_import(w), -1);
	assert_non_null(found(&w->ds, "R069", "e/2026-02-01-members.csv", 0, 0));
	ws_write(w, "e/2026-02-01-members.csv", ROSTER_HEADER "1,A,,,Active,,2027-01-01,\n2,B,,,Active,,2027-01-01,\n");
	ws_import_ok(w);
	assert_non_null(found(&w->ds, "R070", "e/2026-02-01-members.csv", 0, 0));
	ws_write(w, "e/2026-02-01-members.csv",
		ROSTER_HEADER "1,A,,,Active,,2027-01-01,\n2,B,,,Active,,2027-01-01,\n6,F,,,Active,,2027-01-01,\n");
	ws_import_ok(w);
	assert_int_equal(count_code(&w->ds, "R070"), 0);
	/* Staff who replace the file leave no older one to compare with. */
	ws_remove(w, "e/2026-01-01-members.csv");
	ws_write(w, "e/2026-02-01-members.csv", ROSTER_HEADER "1,A,,,Active,,2027-01-01,\n");
	ws_import_ok(w);
	assert_int_equal(count_code(&w->ds, "R070"), 1);
	ws_free(w);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(nobody_applies_after_the_export),
		cmocka_unit_test(numbers_that_differ_by_zeros),
		cmocka_unit_test(a_file_cut_in_its_last_row),
		cmocka_unit_test(the_wording_of_consent_is_gone),
		cmocka_unit_test(a_row_becomes_an_application),
		cmocka_unit_test(values_are_stored_in_one_form),
		cmocka_unit_test(every_refusal_has_its_place),
		cmocka_unit_test(all_problems_of_all_files_come_in_one_run),
		cmocka_unit_test(an_export_without_rows_is_told),
		cmocka_unit_test(values_are_private_in_messages),
		cmocka_unit_test(held_rows),
		cmocka_unit_test(wording_columns_must_be_wording),
		cmocka_unit_test(ambiguous_dates_are_told_once_a_file),
		cmocka_unit_test(the_gate_hears_of_everything),
		cmocka_unit_test(bad_bytes_name_their_place),
		cmocka_unit_test(a_short_list_of_members),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
