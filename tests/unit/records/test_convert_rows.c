/* Tests of what a column, a row or a file says as a whole: orders of dates, zones, what is missing, held rows, forms. */
#include "convert_support.h"

static struct job *dates(enum date_order first, enum date_order second, const char *const cells[3])
{
	struct job *j = job_new();
	j->m.dates[0] = first;
	j->m.dates[1] = second;
	j->m.ndates = 2;
	RUN(j, { .date = cells[0] }, { .date = cells[1] }, { .date = cells[2] });
	return j;
}

static void days_and_months_of_a_whole_column(void **state)
{
	(void)state;
	static const char *const both[] = { "3/14/2026", "3/4/2026", "14/3/2026" },
				 *const unsure[] = { "3/4/2026", "5/6/2026", "4/4/2026" },
				 *const month_first[] = { "3/14/2026", "3/4/2026", "2/2/2026" };
	struct job *j = dates(DATE_MDY, DATE_DMY, both);
	assert_int_equal(j->ds.n, 1);
	assert_non_null(found(&j->ds, "R133", "e.csv", 4, 5));
	assert_non_null(strstr(j->ds.at[0].text, "line 2 can only be month/day/year, line 4 only day/month/year"));
	assert_int_equal(j->ds.errors, 1);
	assert_int_equal(j->again, 3);
	job_free(j);
	j = dates(DATE_MDY, DATE_DMY, unsure);
	assert_int_equal(j->ds.n, 1);
	assert_non_null(found(&j->ds, "R033", "e.csv", 2, 5));
	assert_int_equal(j->ds.errors, 1); /* nobody knows, so nothing is taken */
	assert_non_null(strstr(j->ds.at[0].text, "2 cells of \"Date\" (lines 2, 3): day and month could be exchanged"));
	assert_non_null(strstr(j->ds.at[0].help, "if the month comes first, write dates: [mdy], if the day comes "
						 "first, dates: [dmy] at m/mentor.yml:1"));
	assert_int_equal(j->again, 2);
	job_free(j);
	j = dates(DATE_MDY, DATE_DMY, month_first); /* what is certain agrees with the order taken */
	assert_int_equal(j->ds.n, 0);
	assert_string_equal(j->described.ptr, "dates month/day/year");
	job_free(j);
	j = dates(DATE_DMY, DATE_MDY, month_first); /* line 3 was read as April 3 */
	assert_int_equal(j->ds.n, 1);
	assert_non_null(found(&j->ds, "R133", "e.csv", 3, 5));
	assert_non_null(
		strstr(j->ds.at[0].text, "would be read as day/month/year, but line 2 can only be month/day/year"));
	assert_string_equal(j->ds.at[0].help, "write dates: [mdy] at m/mentor.yml:1");
	job_free(j);
	j = dates(DATE_YMD, DATE_MDY, unsure); /* one order only: nothing to doubt */
	assert_int_equal(j->ds.n, 0);
	assert_int_equal(j->again, 0);
	job_free(j);
}

/* One listed order and cells of the two columns Date and From; the findings. */
static struct job *two_columns(
	const enum date_order *orders, size_t n, const char *const date[2], const char *const from[2])
{
	struct job *j = job_new();
	for (size_t i = 0; i < n; i++) j->m.dates[i] = orders[i];
	j->m.ndates = n;
	RUN(j, { .date = date[0], .from = from[0] }, { .date = date[1], .from = from[1] });
	return j;
}

#define HELP(j, i, want) assert_string_equal((j)->ds.at[i].help, (want))
#define SAYS(j, i, want)                                                                                               \
	do {                                                                                                           \
		if (!strstr((j)->ds.at[i].text, (want))) fail_msg("%s", (j)->ds.at[i].text);                           \
	} while (0)

static void orders_that_are_not_listed(void **state)
{
	(void)state;
	static const enum date_order ymd[] = { DATE_YMD }, us[] = { DATE_YMD, DATE_MDY },
				     dots[] = { DATE_YMD, DATE_MDY, DATE_DMY };
	static const char
		*const iso[] = { "2026-01-02", "2026-01-03" },
		       *const unsure[] = { "3/4/2026", "5/6/2026" }, *const month[] = { "3/14/2026", "3/4/2026" },
		       *const day[] = { "14/3/2026", "3/4/2026" }, *const dotted[] = { "01.04.2026", "02.04.2026" },
		       *const swapped[] = { "3/14/2026", "14/3/2026" }, *const opened[] = { "3/14/2026", "03.04.2026" };
	struct job *j = two_columns(ymd, 1, iso, dotted); /* dots need no proof */
	assert_int_equal(j->ds.n, 1);
	assert_string_equal(j->ds.at[0].code, "R024");
	assert_string_equal(j->ds.at[0].column, "From");
	assert_int_equal(j->ds.at[0].at.line, 2);
	SAYS(j, 0, "2 cells of \"From\" (lines 2, 3): the days are day.month.year, which the mapping does not list");
	HELP(j, 0, "write dates: [ymd, dmy] at m/mentor.yml:1");
	assert_int_equal(j->refused, 2);
	job_free(j);
	j = two_columns(us, 2, iso, dotted); /* never April 1 as January 4 */
	assert_int_equal(j->ds.errors, 1);
	HELP(j, 0, "write dates: [ymd, dmy] at m/mentor.yml:1");
	job_free(j);
	j = two_columns(us, 2, month, dotted); /* both are needed, and then sure */
	assert_int_equal(j->ds.errors, 1);
	HELP(j, 0, "write dates: [ymd, mdy, dmy] at m/mentor.yml:1");
	job_free(j);
	j = two_columns(dots, 3, month, dotted);
	assert_int_equal(j->ds.n, 0);
	assert_value(j, "available_from", "2026-04-02");
	job_free(j);
	j = two_columns(ymd, 1, month, unsure); /* one column proves it for the other */
	assert_int_equal(j->ds.n, 2);
	HELP(j, 0, "write dates: [ymd, mdy] at m/mentor.yml:1, as \"Date\" in line 2 shows");
	HELP(j, 1, "write dates: [ymd, mdy] at m/mentor.yml:1");
	SAYS(j, 1, "month/day/year");
	job_free(j);
	j = two_columns(ymd, 1, iso, unsure);
	assert_int_equal(j->ds.errors, 1);
	assert_non_null(strstr(j->ds.at[0].help, "if the month comes first, write dates: [ymd, mdy], if the day comes "
						 "first, dates: [ymd, dmy] at m/mentor.yml:1"));
	job_free(j);
	j = two_columns(us, 2, swapped, iso); /* once, and not "write dmy" */
	assert_int_equal(j->ds.n, 1);
	assert_non_null(found(&j->ds, "R133", "e.csv", 3, 5));
	job_free(j);
	j = two_columns(us, 2, opened, iso); /* a German spreadsheet has opened an American export */
	assert_int_equal(j->ds.n, 1);
	SAYS(j, 0, "line 2 can only be month/day/year, line 3 only day.month.year");
	job_free(j);
	j = two_columns(ymd, 1, month, day); /* no line reads both */
	assert_int_equal(j->ds.n, 2);
	assert_non_null(strstr(j->ds.at[0].help, "export it again with the dates as 2026-03-14"));
	job_free(j);
}

static void an_order_proved_by_another_column(void **state)
{
	(void)state;
	static const enum date_order both[] = { DATE_MDY, DATE_DMY }, dots[] = { DATE_MDY, DATE_DMY };
	static const char *const unsure[] = { "3/4/2026", "5/6/2026" }, *const month[] = { "3/14/2026", "3/4/2026" },
				 *const day[] = { "14/3/2026", "3/4/2026" },
				 *const dotted[] = { "01.04.2026", "02.04.2026" };
	struct job *j = two_columns(both, 2, month, unsure);
	assert_int_equal(j->ds.n, 1);
	assert_int_equal(j->ds.warnings, 1);
	SAYS(j, 0, "month/day/year was taken, as \"Date\" in line 2 shows");
	job_free(j);
	j = two_columns(both, 2, day, unsure);
	assert_int_equal(count_code(&j->ds, "R133"), 2);
	HELP(j, 1, "write dates: [dmy] at m/mentor.yml:1");
	job_free(j);
	j = two_columns(dots, 2, unsure, dotted); /* day/month is listed for the dots: no dead end */
	assert_int_equal(j->ds.errors, 0);
	assert_int_equal(count_code(&j->ds, "R033"), 1);
	assert_value(j, "submitted_at", "2026-05-06");
	job_free(j);
}

static void days_within_a_status(void **state)
{
	(void)state;
	static const struct rule_word words[] = {
		{ .before = { "out until ", 10 }, .after = { "", 0 }, .dated = true, .value = STAFF_PAUSE }
	};
	static const char *const cell[] = { "Out until 04/15/2026", "Out until 15.04.2026", "Out until 4/5/26",
		"Out until summer" },
				 *const code[] = { "R024", "R024", "R135", "R029" },
				 *const help[] = { "write dates: [ymd, mdy] at m/mentor.yml:1",
					 "write dates: [ymd, dmy] at m/mentor.yml:1", "four-digit", "under status" };
	for (size_t i = 0; i < 4; i++) {
		struct job *j = job_new();
		struct rule *r = rule_of(j, "cv_file");
		j->m.ndates = 1;
		r->type = RULE_STATUS;
		r->kind = FIELD_STATUS;
		r->word = words;
		r->nwords = 1;
		RUN(j, { .cv = cell[i] });
		assert_int_equal(j->ds.n, 1);
		assert_string_equal(j->ds.at[0].code, code[i]);
		if (!strstr(j->ds.at[0].help, help[i])) fail_msg("%s", j->ds.at[0].help);
		if (i == 0) SAYS(j, 0, "(line 2): the day in \"out until {date}\" is month/day/year");
		assert_int_equal(j->refused, 1);
		j->m.ndates = 2;
		job_free(j);
	}
}

static int64_t seconds(int month, int day, int h, int m)
{
	return date_epoch(date_civil(2026, month, day)) + (h * 60 + m) * 60;
}

static int64_t submitted(const char *zone, const char *society, const char *cell)
{
	struct job *j = job_new();
	j->m.timezone = zone;
	j->society = society;
	RUN(j, { .date = cell, .from = "2026-07-01 23:30" });
	assert_int_equal(j->ds.n, 0);
	assert_value(j, "available_from", "2026-07-01 23:30:00"); /* a day stays that day */
	int64_t result = j->r.submitted;
	job_free(j);
	return result;
}

static void times_of_places(void **state)
{
	(void)state;
	static const char *const ny = "America/New_York", *const berlin = "Europe/Berlin";
	assert_int_equal(submitted(NULL, NULL, "2026-07-01 20:00"), seconds(7, 1, 20, 0));
	assert_int_equal(submitted(NULL, ny, "2026-07-01 20:00"), seconds(7, 1, 20, 0));
	assert_int_equal(submitted(ny, NULL, "2026-07-01 20:00"), seconds(7, 1, 20, 0));
	assert_int_equal(submitted(ny, berlin, "2026-07-01 20:00"), seconds(7, 2, 2, 0));
	assert_int_equal(submitted("UTC", ny, "2026-01-01 02:00"), seconds(1, 1, -3, 0));
	assert_int_equal(submitted("UTC", ny, "2026-01-01"), seconds(1, 1, 0, 0));
	assert_int_equal(submitted(NULL, ny, "2026-07-01T20:00:00Z"), seconds(7, 1, 16, 0));
	assert_int_equal(submitted(ny, NULL, "2026-07-01T20:00:00+02:00"), seconds(7, 1, 14, 0));
	assert_int_equal(submitted(NULL, NULL, "2026-07-01T20:00:00+02:00"), seconds(7, 1, 20, 0));
	struct job *j = job_new();
	j->m.timezone = ny;
	j->society = berlin;
	RUN(j, { .date = "2026-07-01 20:00" });
	assert_string_equal(j->described.ptr, "dates year-month-day, times of America/New_York");
	job_free(j);
	j = job_new();
	j->m.timezone = "America/Nowhere";
	RUN(j, { .date = "2026-07-01 20:00" });
	assert_non_null(found(&j->ds, "R134", "m/mentor.yml", 1, 1));
	job_free(j);
}

static void what_is_expected_is_missed(void **state)
{
	(void)state;
	struct job *j = job_new();
	rule_of(j, "cv_file")->expected = true;
	rule_of(j, "offers")->expected = true;
	RUN(j, { .cv = "", .a = "x" }, { .cv = "\xC2\xA0", .a = "A" }, { .cv = "cv.pdf" });
	assert_int_equal(count_code(&j->ds, "R120"), 3);
	assert_string_equal(j->ds.at[0].text, "\"CV\" is empty");
	assert_int_equal(j->ds.at[1].at.line, 3);
	assert_string_equal(j->ds.at[2].text, "nothing is ticked for \"topics offered\"");
	assert_int_equal(j->refused, 0);
	job_free(j);
	j = job_new();
	j->quiet = true;
	rule_of(j, "cv_file")->expected = true;
	RUN(j, { .cv = "", .no = "10,412", .email = "nobody", .first = "M?ller", .text = "&amp;", .years = "5+" });
	assert_int_equal(j->ds.n, 0);
	assert_value(j, "form_entry_no", "10412");
	assert_value(j, "profile", "&");
	job_free(j);
}

static void held_rows_keep_what_they_have(void **state)
{
	(void)state;
	static struct skip_rule skip = { { "Hold", 4 }, { "yes", 3 }, { NULL, 0, 0 } };
	struct job *j = job_new();
	rule_of(j, "cv_file")->expected = true;
	j->m.skip = &skip;
	j->m.nskip = 1;
	RUN(j, { .hold = "yes",
		       .date = "45000",
		       .area = "5-Mar",
		       .years = "-1",
		       .cv = "",
		       .email = "x",
		       .first = "M?ller" });
	assert_int_equal(j->ds.n, 0);
	assert_true(j->r.held);
	assert_true(kept_beside(j, "Area", "5-Mar"));
	assert_true(kept_beside(j, "Date", "45000"));
	job_free(j);
}

static void forms_of_one_file(void **state)
{
	(void)state;
	struct job *j = job_new();
	j->forms[0] = (struct mapping_form){ { "be a mentee", 11 }, "mentee", KIND_MENTEE };
	j->forms[1] = (struct mapping_form){ { "be a mentor", 11 }, "mentor", KIND_MENTOR };
	j->m.forms = j->forms;
	j->m.nforms = 2;
	j->m.form_header = sv("B");
	rule_of(j, "offers")->choices.n = 1;
	run(j, HEADER,
		"1,2026-01-02,Ann,a@example.org,1,some,4,,,#10412,,,,Be a  Mentor\n"
		"2,2026-01-02,Ann,a@example.org,1,some,4,,,,,,,Be a mentee\n");
	assert_int_equal(j->refused, 0);
	assert_string_equal(j->r.form->code, "mentee");
	assert_false(j->r.choices);
	job_free(j);
	j = job_new();
	j->forms[0] = (struct mapping_form){ { "mentee", 6 }, "mentee", KIND_MENTEE };
	j->m.forms = j->forms;
	j->m.nforms = 1;
	j->m.form_header = sv("B");
	rule_of(j, "offers")->choices.n = 1;
	run(j, HEADER, "1,2026-01-02,Ann,a@example.org,1,some,4,,,#10412,,,,guest\n");
	assert_int_equal(j->refused, 1);
	assert_non_null(found(&j->ds, "R132", "e.csv", 2, 53));
	assert_non_null(strstr(j->ds.at[0].help, "mentee"));
	assert_null(strstr(j->ds.at[0].text, "guest"));
	assert_true(j->r.choices);
	assert_value(j, "pref_1", "#10412"); /* as typed */
	job_free(j);
}

static void rows_of_fewer_cells(void **state)
{
	(void)state;
	static const char full[] = "1,2026-01-02,Ann,a@example.org,1,some,4,,,,,,,,\n";
	static const char cut[] = "2,2026-01-02,Ann,b@example.org,2,some,4,text\n";
	struct job *j = job_new();
	struct str text = STR_INIT;
	/* Whether someone is on hold decides, so a row that ends before it is refused. */
	rule_of(j, "hold")->field = "no_hold";
	str_printf(&text, "%s%s%s", full, cut, full);
	run(j, HEADER, text.ptr);
	assert_int_equal(j->refused, 0);
	assert_int_equal(j->again, 1);
	assert_int_equal(j->ds.n, 0);
	converter_tell_short(&j->c, 3, false);
	assert_int_equal(found(&j->ds, "R075", "e.csv", 3, 1)->sev, SEV_WARNING);
	assert_string_equal(j->ds.at[0].text,
		"1 of 3 rows has fewer cells than the header (line 3); those at the end were taken for empty");
	converter_tell_short(&j->c, 3, true);
	assert_int_equal(j->ds.errors, 1);
	job_free(j);
	j = job_new();
	rule_of(j, "hold")->field = "no_hold";
	str_printf(&text, "%s", cut);
	run(j, HEADER, text.ptr);
	converter_tell_short(&j->c, 4, false);
	assert_int_equal(j->ds.at[0].sev, SEV_NOTE); /* a spreadsheet's doing */
	job_free(j);
	static const char *const deciding[] = { "consent", "do_not_match" };
	for (size_t i = 0; i < 2; i++) {
		j = job_new();
		rule_of(j, "hold")->field = deciding[i];
		run(j, HEADER, cut);
		assert_non_null(found(&j->ds, "R020", "e.csv", 2, 1));
		job_free(j);
	}
	str_dispose(&text);
}

/* A tick is the choice's own text, its header or a yes; a shifted row has the neighbor's. */
static void boxes(void **state)
{
	(void)state;
	static const struct {
		const char *a, *want, *code;
	} cases[] = { { "A", "a", NULL }, { "a ", "a", NULL }, { "Yes", "a", NULL }, { "\xE2\x9C\x93", "a", NULL },
		{ "&#65;", "a", NULL }, { "A\xE2\x80\x8B", "a", NULL }, { "Wahr", "a", NULL }, { "0", "", NULL },
		{ "Not Checked", "", NULL }, { "\xC2\xA0", "", NULL }, { "Old A", "a", NULL }, { "First", "a", NULL },
		{ "Chosen", "a", NULL }, { "Left", "", NULL }, { "B", NULL, "R071" }, { "N/A", NULL, "R071" },
		{ "-", NULL, "R071" }, { "2026-03-04", NULL, "R071" }, { "Certified Quality Auditor", NULL, "R071" },
		{ "=#NV", NULL, "R030" }, { "#REF!", NULL, "R030" } };
	static const struct rule_word alias = { { "first", 5 }, { "", 0 }, false, 1 };
	static const struct sv chosen[] = { { "Chosen", 6 } }, left[] = { { "left", 4 } }, old[] = { { "Old A", 5 } };
	static const struct yaml_texts others[] = { { old, NULL, 1 }, { NULL, NULL, 0 } };
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct job *j = job_new();
		struct rule *r = rule_of(j, "offers");
		r->word = &alias;
		r->nwords = 1;
		r->ticked = (struct yaml_texts){ chosen, NULL, 1 };
		r->unticked = (struct yaml_texts){ left, NULL, 1 };
		r->other_choices = others;
		RUN(j, { .a = cases[i].a });
		bool told = cases[i].code ? j->ds.n == 1 && !strcmp(j->ds.at[0].code, cases[i].code) : j->ds.n == 0;
		if (!told) {
			diags_print(&j->ds, stderr);
			fail_msg("%s", cases[i].a);
		}
		assert_int_equal(j->refused, cases[i].code ? 1 : 0);
		if (cases[i].want) assert_value(j, "offers", cases[i].want);
		if (cases[i].code) assert_string_equal(j->ds.at[0].column, "A");
		job_free(j);
	}
	static struct skip_rule skip = { { "Hold", 4 }, { "yes", 3 }, { NULL, 0, 0 } };
	struct job *j = job_new();
	j->m.skip = &skip;
	j->m.nskip = 1;
	RUN(j, { .hold = "yes", .a = "N/A", .b = "B" });
	assert_int_equal(j->ds.n, 0);
	assert_value(j, "offers", "b");
	assert_true(kept_beside(j, "A", "N/A"));
	job_free(j);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(days_and_months_of_a_whole_column),
		cmocka_unit_test(orders_that_are_not_listed),
		cmocka_unit_test(an_order_proved_by_another_column),
		cmocka_unit_test(days_within_a_status),
		cmocka_unit_test(times_of_places),
		cmocka_unit_test(what_is_expected_is_missed),
		cmocka_unit_test(held_rows_keep_what_they_have),
		cmocka_unit_test(forms_of_one_file),
		cmocka_unit_test(rows_of_fewer_cells),
		cmocka_unit_test(boxes),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
