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
	assert_non_null(strstr(j->ds.at[0].text, "in 2 cells"));
	assert_int_equal(j->again, 2);
	job_free(j);
	j = dates(DATE_MDY, DATE_DMY, month_first); /* what is certain agrees with the order taken */
	assert_int_equal(j->ds.n, 0);
	assert_string_equal(j->described.ptr, "dates month/day/year");
	job_free(j);
	j = dates(DATE_DMY, DATE_MDY, month_first); /* line 3 was read as April 3 */
	assert_int_equal(j->ds.n, 1);
	assert_non_null(found(&j->ds, "R133", "e.csv", 3, 5));
	assert_string_equal(j->ds.at[0].help, "write dates: [mdy] in m/mentor.yml");
	job_free(j);
	j = dates(DATE_YMD, DATE_MDY, unsure); /* one order only: nothing to doubt */
	assert_int_equal(j->ds.n, 0);
	assert_int_equal(j->again, 0);
	job_free(j);
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
	assert_true(packed_has(sv_of(&j->r.extra), sv("Area"), sv("5-Mar")));
	assert_true(packed_has(sv_of(&j->r.extra), sv("Date"), sv("45000")));
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
	run(j, HEADER, "1,2026-01-02,Ann,a@example.org,1,some,4,,,#10412,,,,guest\n");
	assert_int_equal(j->refused, 1);
	assert_non_null(found(&j->ds, "R132", "e.csv", 2, 53));
	assert_non_null(strstr(j->ds.at[0].help, "mentee"));
	assert_null(strstr(j->ds.at[0].text, "guest"));
	assert_true(j->r.choices);
	assert_value(j, "pref_1", "#10412"); /* as typed */
	job_free(j);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(days_and_months_of_a_whole_column),
		cmocka_unit_test(times_of_places),
		cmocka_unit_test(what_is_expected_is_missed),
		cmocka_unit_test(held_rows_keep_what_they_have),
		cmocka_unit_test(forms_of_one_file),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
