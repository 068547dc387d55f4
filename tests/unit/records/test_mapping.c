/* Tests of mappings: what is wrong in the YAML, and what does not fit a file's header row. */
#include "support.h"

static void mapping_error(const char *yaml, const char *code, unsigned line, unsigned col)
{
	struct ws *w = ws_new();
	ws_write(w, "m/mentor.yml", yaml);
	assert_int_equal(ws_import(w), -1);
	assert_non_null(found(&w->ds, code, "m/mentor.yml", line, col));
	ws_free(w);
}

#define SOURCE "source: {files: \"*mentor*.csv\", form: mentor, kind: mentor}\ncolumns:\n"
#define NEEDED "  form_entry_no: Entry Id\n  submitted_at: Entry Date\n  email: Email\n"

static void slips_in_the_yaml(void **state)
{
	(void)state;
	mapping_error("columns:\n" NEEDED, "R003", 1, 1);
	mapping_error("source: {files: x, form: mentor}\ncolumns:\n" NEEDED, "R003", 1, 9);
	mapping_error("source: {files: x, form: mentor, kind: boss}\ncolumns:\n" NEEDED, "R001", 1, 40);
	mapping_error("source: {files: x, form: m, kind: mentor, dates: [ymd, ymd]}\ncolumns:\n" NEEDED, "R001", 1, 56);
	mapping_error("source: {files: x, kind: roster}\ncolumns:\n  member_no: A\n  member_status: B\n", "R004", 1, 1);
	mapping_error(SOURCE NEEDED "eligible: {status: [Active]}\n", "R004", 6, 11);
	mapping_error(SOURCE "  form_entry_no: Entry Id\n  email: Email\n", "R005", 1, 1);
	mapping_error(SOURCE "  form_entry_no: Entry Id\n  submitted_at: D\n", "R005", 1, 1);
	mapping_error(SOURCE NEEDED "  region: {vocab: areas}\n", "R007", 6, 11);
	mapping_error(SOURCE NEEDED "  region: {column: A, position: 3}\n", "R007", 6, 11);
	mapping_error(SOURCE NEEDED "  Region: A\n", "R007", 6, 3);
	mapping_error(SOURCE NEEDED "  consent: List\n", "R007", 6, 3);
	mapping_error(
		SOURCE NEEDED "  consent: {column: L, version: 1, consent: {group: A, profile: a}}\n", "R007", 6, 65);
	mapping_error(SOURCE NEEDED "  staff_status: {column: S, status: {Gone: away}}\n", "R007", 6, 44);
	mapping_error(SOURCE NEEDED "  region: {column: A, vocab: aeras}\n", "R008", 6, 30);
	mapping_error(SOURCE NEEDED "  region: {column: A, vocab: areas, aliases: {Old: nope}}\n", "R009", 6, 52);
	mapping_error(SOURCE NEEDED "  region: {column: A, type: word}\n", "R001", 6, 29);
}

static void a_near_name_is_suggested(void **state)
{
	(void)state;
	struct ws *w = ws_new();
	ws_write(w, "m/mentor.yml", SOURCE NEEDED "  region: {column: A, vocab: aeras}\n");
	assert_int_equal(ws_import(w), -1);
	const struct diag *d = found(&w->ds, "R008", "m/mentor.yml", 6, 30);
	assert_non_null(d);
	assert_non_null(strstr(d->help, "areas"));
	ws_free(w);
}

/* Import and policy both read the mappings. */
static void a_slip_is_told_once(void **state)
{
	(void)state;
	struct ws *w = ws_new();
	const struct mapped_field *fields;
	size_t n;
	ws_write(w, "m/mentor.yml", SOURCE NEEDED "  Region: A\n");
	assert_int_equal(ws_import(w), -1);
	assert_int_equal(records_mapped_fields(&w->run, &w->settings, &w->mem, &fields, &n, &w->ds), -1);
	assert_int_equal(count_code(&w->ds, "R007"), 1);
	ws_free(w);
}

static void mapped_fields_are_listed_once(void **state)
{
	(void)state;
	struct ws *w = ws_new();
	const struct mapped_field *fields;
	size_t n, area = SIZE_MAX;
	ws_write(w, "m/roster.yml", ROSTER_YML);
	assert_int_equal(records_mapped_fields(&w->run, &w->settings, &w->mem, &fields, &n, &w->ds), 0);
	assert_int_equal(n,
		14 + 6); /* 14 of the form; member_no, last_name and email of the roster are among them already: 8 - 3 + 1 */
	for (size_t i = 0; i < n; i++)
		if (!strcmp(fields[i].name, "main_area")) area = i;
	assert_true(area != SIZE_MAX);
	assert_string_equal(fields[area].vocab, "areas");
	assert_string_equal(fields[area].at.file, "m/mentor.yml");
	assert_int_equal(fields[area].at.line, 14);
	ws_free(w);
}

static void header_error(
	const char *header, const char *row, const char *code, unsigned col, const char *text, const char *help)
{
	struct ws *w = ws_new();
	struct str file = STR_INIT;
	str_printf(&file, "%s\n%s", header, row);
	ws_write(w, "e/mentor.csv", file.ptr);
	assert_int_equal(ws_import(w), -1);
	const struct diag *d = found(&w->ds, code, "e/mentor.csv", 1, col);
	assert_non_null(d);
	if (!strstr(d->text, text) || !strstr(d->help, help)) diags_print(&w->ds, stderr);
	assert_non_null(strstr(d->text, text));
	assert_non_null(strstr(d->help, help));
	assert_int_equal(number(w, "SELECT count(*) FROM application"), 0);
	str_dispose(&file);
	ws_free(w);
}

#define HEADER_WITH(first, note, staff)                                                                                \
	first ",Entry Date,First,Last,Email,Member,Area,Years,GCP,\"Safety, drug\",GCP,Capacity," note ",List," staff  \
	      ",Test,IP,Pay A,Terms"

static void headers_that_do_not_fit(void **state)
{
	(void)state;
	header_error(HEADER_WITH("Entry Id", "Note,Shoe size", "Staff"), "", "R010", 93, "Shoe size",
		"shoe_size: \"Shoe size\" under columns");
	header_error(HEADER_WITH("Entry Id", "Notes", "Staff"), "", "R011", 1, "\"Note\"", "rename it to \"Notes\"");
	header_error(HEADER_WITH("Entry Id", "Qqqq", "Staff"), "", "R011", 1, "\"Note\"", "add optional: yes at m/");
	header_error(HEADER_WITH("Entry Id", "Qqqq", "Staff"), "", "R011", 1, "\"Note\"", "mapping fix");
	header_error(HEADER_WITH("Entry Id", "Note,Shoe size", "Staff"), "", "R010", 93, "Shoe size", "mapping fix");
	header_error(
		"Entry Id,Entry Date,First,Last,Email,Member,Area,Years,GCP,\"Safety, drug\",GPC,Capacity,Note,List,"
		"Staff,Test,IP,Pay A,Terms",
		"", "R011", 1, "for the 2nd time", "mapping fix");
	header_error(HEADER_WITH("Entry Id", "Note", "Staff,Email"), "", "R010", 104, "\"Email\"", "to ignore");
	header_error("1,2026-01-01,Ann,Lee,secret@example.org,5,GLP,7,,,,1,,Group,,,,,", "", "R012", 1, "17 of 17",
		"Capacity");
}

static void values_are_not_taken_for_headers_in_messages(void **state)
{
	(void)state;
	struct ws *w = ws_new();
	struct str text = STR_INIT;
	ws_write(w, "e/mentor.csv", "1,2026-01-01,Ann,Lee,secret@example.org,5,GLP,7,,,,1,,Group,,,,,\n");
	assert_int_equal(ws_import(w), -1);
	diags_json(&w->ds, &text);
	assert_null(strstr(text.ptr, "secret"));
	assert_null(strstr(text.ptr, "Lee"));
	str_dispose(&text);
	ws_free(w);
}

/* Order, case, spacing and entities of headers do not matter. */
static void headers_are_found_by_meaning(void **state)
{
	(void)state;
	struct ws *w = ws_new();
	ws_write(w, "e/mentor.csv",
		"terms,EMAIL,\" Entry  Id\",entry\xC2\xA0"
		"date,First,Last,Member,Area,Years,gcp,\"Safety, drug\",GCP,Capacity,Note,List,Staff,Test,IP,pay b\n"
		"t,a@example.org,7,2026-01-02,A,B,12,Old GLP,6,,x,GCP,1,n,I agree,,,1.1.1.1,x\n");
	ws_import_ok(w);
	struct seen s = look(w, "mentor", "7");
	assert_true(s.found);
	assert_string_equal(s.area, "glp");
	assert_string_equal(s.offers, "gvp");
	assert_int_equal(s.a.consent, CONSENT_GROUP);
	ws_free(w);
}

static void ranges_matches_and_positions(void **state)
{
	(void)state;
	struct ws *w = ws_new();
	ws_write(w, "m/mentor.yml",
		SOURCE "  form_entry_no: {position: 1}\n  submitted_at: Entry Date\n  email: Email\n  offers: {range: "
		       "{from: GCP, to: GLP}, vocab: areas}\n"
		       "  needs: {match: \"Need *\", vocab: areas, aliases: {Need GLP: glp, Need GCP: gcp}}\n  "
		       "sectors: {column: Several, vocab: areas, list: \";\"}\n");
	ws_write(w, "e/mentor.csv",
		"?,Entry Date,Email,GCP,\"Safety, drug\",GLP,Need GLP,Need "
		"GCP,Several\n5,2026-01-02,a@example.org,x,,x,,x,GLP; gcp\n");
	ws_import_ok(w);
	assert_int_equal(applications_with(w, ";offers=gcp|glp;"), 1);
	assert_int_equal(applications_with(w, ";needs=gcp;"), 1);
	assert_int_equal(applications_with(w, ";sectors=gcp|glp;"), 1);
	ws_free(w);
}

static void an_unknown_choice_stands_at_the_mapping(void **state)
{
	(void)state;
	struct ws *w = ws_new();
	ws_write(w, "m/mentor.yml", SOURCE NEEDED "  offers: {choices: [GCP, GXP], vocab: areas}\n");
	ws_write(w, "e/mentor.csv", "Entry Id,Entry Date,Email,GCP,GXP\n5,2026-01-02,a@example.org,x,\n");
	assert_int_equal(ws_import(w), -1);
	assert_non_null(found(&w->ds, "R013", "m/mentor.yml", 6, 27));
	assert_non_null(strstr(found(&w->ds, "R013", "m/mentor.yml", 6, 27)->help, "mentorpress mapping fix"));
	ws_free(w);
}

static size_t longest_text(const struct diags *ds)
{
	size_t most = 0;
	for (size_t i = 0; i < ds->n; i++) {
		size_t help = ds->at[i].help ? strlen(ds->at[i].help) : 0;
		if (strlen(ds->at[i].text) > most) most = strlen(ds->at[i].text);
		if (help > most) most = help;
	}
	return most;
}

/* What is no export of ours may have headers of a megabyte, or thousands of them. */
static void long_and_many_headers(void **state)
{
	(void)state;
	struct ws *w = ws_new();
	struct str text = STR_INIT;
	ws_write(w, "m/mentor.yml", SOURCE NEEDED);
	str_puts(&text, "Entry Id,Entry Date,Email,");
	for (size_t i = 0; i < 100000; i++) str_puts(&text, "\xC3\xA4");
	str_puts(&text, "\n1,2026-01-02,a@example.org,x\n");
	ws_write(w, "e/mentor.csv", text.ptr);
	assert_int_equal(ws_import(w), -1);
	const struct diag *d = found(&w->ds, "R010", "e/mentor.csv", 1, 27);
	assert_non_null(strstr(d->text, "\xC3\xA4\xE2\x80\xA6\""));
	assert_int_equal(strlen(d->text), strlen("the mapping does not know the column \"\"") + 80 * 2 + 3);
	assert_true(longest_text(&w->ds) < 500);
	str_clear(&text);
	str_puts(&text, "Entry Id,Entry Date,Email");
	for (size_t i = 0; i < 4000; i++) str_printf(&text, ",Question %zu", i);
	str_puts(&text, "\n1,2026-01-02,a@example.org,x\n");
	ws_write(w, "e/mentor.csv", text.ptr);
	assert_int_equal(ws_import(w), -1);
	assert_int_equal(count_code(&w->ds, "R010"), 20);
	bool summed = false;
	for (size_t i = 0; i < w->ds.n; i++) summed |= strstr(w->ds.at[i].text, "4000 columns") != NULL;
	assert_true(summed);
	str_dispose(&text);
	ws_free(w);
}

/* The same answer is understood although its header is longer than messages show, and not by its first 80 characters. */
static void long_headers_are_compared_whole(void **state)
{
	(void)state;
	struct ws *w = ws_new();
	struct str text = STR_INIT, question = STR_INIT;
	for (size_t i = 0; i < 12; i++) str_puts(&question, "I may be quoted ");
	str_puts(&question, "by name");
	str_printf(&text, SOURCE NEEDED "  may_quote: {column: \"%s\", type: yes_no}\n", question.ptr);
	ws_write(w, "m/mentor.yml", text.ptr);
	str_clear(&text);
	str_printf(&text, "Entry Id,Entry Date,Email,%s\n1,2026-01-02,a@example.org,%s\n", question.ptr, question.ptr);
	ws_write(w, "e/mentor.csv", text.ptr);
	ws_import_ok(w);
	str_truncate(&text, text.len - 2);
	str_puts(&text, "\n");
	ws_write(w, "e/mentor.csv", text.ptr);
	assert_int_equal(ws_import(w), -1);
	assert_int_equal(count_code(&w->ds, "R026"), 1);
	assert_true(longest_text(&w->ds) < 300);
	str_dispose(&text);
	str_dispose(&question);
	ws_free(w);
}

static void a_cell_of_thousands_of_parts(void **state)
{
	(void)state;
	struct ws *w = ws_new();
	struct str text = STR_INIT;
	ws_write(w, "m/mentor.yml", SOURCE NEEDED "  offers: {column: A, vocab: areas, list: \",\"}\n");
	str_puts(&text, "Entry Id,Entry Date,Email,A\n1,2026-01-02,a@example.org,\"");
	for (size_t i = 0; i < 5000; i++) str_puts(&text, "q,");
	str_puts(&text, "GCP\"\n2,2026-01-02,b@example.org,GCP\n");
	ws_write(w, "e/mentor.csv", text.ptr);
	assert_int_equal(ws_import(w), -1);
	assert_int_equal(count_code(&w->ds, "R027"), 21);
	assert_int_equal(w->report.refused, 1);
	str_dispose(&text);
	ws_free(w);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(slips_in_the_yaml),
		cmocka_unit_test(a_near_name_is_suggested),
		cmocka_unit_test(a_slip_is_told_once),
		cmocka_unit_test(mapped_fields_are_listed_once),
		cmocka_unit_test(headers_that_do_not_fit),
		cmocka_unit_test(values_are_not_taken_for_headers_in_messages),
		cmocka_unit_test(headers_are_found_by_meaning),
		cmocka_unit_test(ranges_matches_and_positions),
		cmocka_unit_test(an_unknown_choice_stands_at_the_mapping),
		cmocka_unit_test(long_and_many_headers),
		cmocka_unit_test(long_headers_are_compared_whole),
		cmocka_unit_test(a_cell_of_thousands_of_parts),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
