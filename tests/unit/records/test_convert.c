/* Tests of cells: what each kind of damage becomes, what is told of it and where. */
#include "convert_support.h"

/* One row; what its one finding is. */
static void one(struct plain p, const char *field, const char *want, const char *code, enum severity sev)
{
	struct job *j = job_new();
	RUN(j, p);
	if (want) assert_value(j, field, want);
	if (j->ds.n != (code != NULL)) {
		diags_print(&j->ds, stderr);
		fail_msg("%s: %zu findings", field, j->ds.n);
	}
	if (code) {
		assert_string_equal(j->ds.at[0].code, code);
		assert_int_equal(j->ds.at[0].sev, sev);
		assert_int_equal(j->ds.at[0].at.line, 2);
		assert_non_null(j->ds.at[0].column);
	}
	assert_int_equal(j->refused, sev == SEV_ERROR && code ? 1 : 0);
	assert_null(j->ds.column);
	job_free(j);
}
#define ONE_NO(t, ...) one((struct plain){ .no = (t) }, "form_entry_no", __VA_ARGS__)
#define ONE_MEMBER(t, ...) one((struct plain){ .member = (t) }, "member_no", __VA_ARGS__)
#define ONE_YEARS(t, ...) one((struct plain){ .years = (t) }, "qa_years", __VA_ARGS__)
#define ONE_AREA(t, ...) one((struct plain){ .area = (t) }, "main_area", __VA_ARGS__)
#define ONE_EMAIL(t, ...) one((struct plain){ .email = (t) }, "email", __VA_ARGS__)
#define ONE_NAME(t, ...) one((struct plain){ .first = (t) }, "first_name", __VA_ARGS__)
#define ONE_TEXT(t, ...) one((struct plain){ .text = (t) }, "profile", __VA_ARGS__)
#define ONE_DATE(t, ...) one((struct plain){ .date = (t) }, "submitted_at", __VA_ARGS__)

static void ids(void **state)
{
	(void)state;
	ONE_NO("10412", "10412", NULL, SEV_NOTE);
	ONE_NO("10,412", "10412", "R123", SEV_WARNING);
	ONE_NO("10\xC2\xA0"
	       "412",
		"10412", "R123", SEV_WARNING);
	ONE_NO("10412.0", "10412", "R123", SEV_WARNING);
	ONE_NO("#10412", "10412", "R137", SEV_NOTE);
	ONE_NO("=\"00123\"", "00123", "R137", SEV_NOTE);
	ONE_NO("1.04E+04", NULL, "R030", SEV_ERROR);
	ONE_NO("1O412", NULL, "R124", SEV_ERROR);
	ONE_MEMBER("1O412", NULL, "R124", SEV_ERROR);
	ONE_MEMBER("1,234", "1234", "R123", SEV_WARNING);
	ONE_MEMBER("M-001234", "M-001234", NULL, SEV_NOTE);
	ONE_MEMBER("#NV", NULL, "R030", SEV_ERROR);
	/* Letters of a kind of membership. */
	ONE_MEMBER("I10412", "I10412", NULL, SEV_NOTE);
	ONE_MEMBER("OL22", "OL22", NULL, SEV_NOTE);
	ONE_MEMBER("1I412", NULL, "R124", SEV_ERROR);
	ONE_MEMBER("O1O4", NULL, "R124", SEV_ERROR);
	ONE_NO("I10412", NULL, "R124", SEV_ERROR);
	ONE_NO("\xEF\xBC\x91\xEF\xBC\x92", "12", "R137", SEV_NOTE); /* full-width 12 */
	ONE_MEMBER("M-\xEF\xBC\x99", "M-9", "R137", SEV_NOTE);
	ONE_NO("\xE2\x85\xA7", NULL, "R030", SEV_ERROR); /* Roman VIII */
	ONE_NO("1/2", NULL, "R030", SEV_ERROR);
	ONE_NO("3/4/2026", NULL, "R030", SEV_ERROR);
	ONE_NO("MEN/12", "MEN/12", NULL, SEV_NOTE);
	ONE_NO("01", "01", NULL, SEV_NOTE);
}

static void lost_zeros_are_put_back_and_told_once(void **state)
{
	(void)state;
	struct job *j = job_new();
	rule_of(j, "member_no")->digits = 6;
	RUN(j, { .member = "001111" }, { .member = "1234" }, { .member = "77" }, { .member = "M-1" }, { .member = "5" },
		{ .member = "6" });
	assert_int_equal(j->ds.n, 1);
	assert_string_equal(j->ds.at[0].code, "R125");
	assert_int_equal(j->ds.at[0].at.line, 3);
	assert_non_null(strstr(j->ds.at[0].text, "4 cells of \"Member\""));
	assert_non_null(strstr(j->ds.at[0].text, "lines 3, 4, 6 "));
	assert_string_equal(j->ds.at[0].column, "Member");
	assert_non_null(strstr(j->kept.ptr, "001234"));
	assert_string_equal(j->r.member_no.ptr, "6");
	assert_value(j, "member_no", "000006");
	assert_int_equal(j->again, 4);
	job_free(j);
}

static void ranges(void **state)
{
	(void)state;
	ONE_AREA("3-5", "some", NULL, SEV_NOTE);
	ONE_AREA("5-Mar", NULL, "R122", SEV_ERROR);
	ONE_AREA("05. Mrz", NULL, "R122", SEV_ERROR);
	ONE_AREA("2026-03-05 00:00:00", NULL, "R122", SEV_ERROR);
	ONE_AREA("7-Mar", NULL, "R027", SEV_ERROR);
	ONE_AREA("3/5/1974", NULL, "R027", SEV_ERROR);
	struct job *j = job_new();
	RUN(j, { .area = "5-Mar" });
	assert_string_equal(j->ds.at[0].text, "in \"Area\" a spreadsheet made a date of a range; it was \"3-5\"");
	assert_non_null(strstr(j->ds.at[0].help, "main_area in m/mentor.yml: aliases: {\"5-Mar\": some}"));
	job_free(j);
	j = job_new();
	RUN(j, { .years = "46086" }, { .years = "Mar-05" });
	assert_int_equal(count_code(&j->ds, "R122"), 2); /* the band; the number is refused as none */
	assert_int_equal(j->ds.n, 2);
	assert_null(strstr(j->ds.at[0].help, "46086")); /* it may be somebody's date */
	assert_null(strstr(j->ds.at[0].text, "46086"));
	assert_null(strstr(j->ds.at[0].help, "aliases"));
	assert_int_equal(j->refused, 2);
	job_free(j);
	ONE_YEARS("5. Aug", NULL, "R122", SEV_ERROR); /* no band is 5 to 8 */
	j = job_new();
	RUN(j, { .years = "3 to 5 years" }, { .years = "3-5" }); /* no number, but the band's own words */
	assert_int_equal(j->ds.n, 0);
	assert_value(j, "experience", "some");
	assert_value(j, "qa_years", "");
	assert_true(kept_beside(j, "Years", "3-5"));
	job_free(j);
	static const struct rule_word cure = { .before = { "5-mar", 5 }, .value = 2 };
	j = job_new();
	rule_of(j, "experience")->word = &cure;
	rule_of(j, "experience")->nwords = 1;
	RUN(j, { .years = "5-Mar" }); /* the alias that R122 shows is enough */
	assert_int_equal(j->ds.n, 0);
	assert_value(j, "experience", "some");
	job_free(j);
}

static void numbers(void **state)
{
	(void)state;
	ONE_YEARS("7,5", "7.5", NULL, SEV_NOTE);
	ONE_YEARS("5 years", "5", "R130", SEV_NOTE);
	ONE_YEARS("5+", "5", "R130", SEV_WARNING);
	ONE_YEARS("-5", "", "R131", SEV_WARNING);
	ONE_YEARS("2005", "", "R131", SEV_WARNING);
	one((struct plain){ .years = "2005" }, "experience", "", "R131", SEV_WARNING);
	one((struct plain){ .years = "5 years" }, "experience", "some", "R130", SEV_NOTE);
	static const struct rule_word third = { { "3", 1 }, { "", 0 }, false, 3 };
	struct job *j = job_new();
	rule_of(j, "experience")->word = &third;
	rule_of(j, "experience")->nwords = 1;
	RUN(j, { .years = "4" }, { .years = "3" });
	assert_int_equal(j->ds.n, 0);
	assert_non_null(strstr(j->kept.ptr, "some"));
	assert_value(j, "experience", "many"); /* as the mapping says */
	job_free(j);
	j = job_new();
	RUN(j, { .years = "2005" });
	assert_true(kept_beside(j, "Years", "2005"));
	job_free(j);
	j = job_new();
	RUN(j, { .years = "many years" });
	assert_int_equal(j->ds.n, 1); /* of one cell, though the band and the number read it */
	assert_string_equal(j->ds.at[0].code, "R025");
	job_free(j);
}

static void addresses(void **state)
{
	(void)state;
	ONE_EMAIL("Ann@example.org", "Ann@example.org", NULL, SEV_NOTE);
	ONE_EMAIL("Ann Lee <ann@example.org>", "ann@example.org", "R136", SEV_WARNING);
	ONE_EMAIL("mailto:ann@example.org", "ann@example.org", "R136", SEV_WARNING);
	ONE_EMAIL("ann@example.org.", "ann@example.org", "R136", SEV_WARNING);
	ONE_EMAIL("ann@example.org; ANN@example.org", "ann@example.org", "R136", SEV_WARNING);
	ONE_EMAIL("ann@example.org, lee@example.org", "ann@example.org, lee@example.org", "R032", SEV_WARNING);
	ONE_EMAIL("ann at example", "ann at example", "R032", SEV_WARNING);
	struct job *j = job_new();
	RUN(j, { .email = "<Ann@Example.org>;" });
	assert_string_equal(j->r.email.ptr, "ann@example.org");
	job_free(j);
}

static void texts(void **state)
{
	(void)state;
	ONE_TEXT("R&amp;D &lt;b&gt;", "R&D <b>", "R126", SEV_NOTE);
	ONE_TEXT("R&D", "R&D", NULL, SEV_NOTE);
	ONE_TEXT("a\xE2\x80\x8B"
		 "b",
		"ab", "R127", SEV_NOTE);
	ONE_TEXT("a\xC2\xA0"
		 "b\xC2\xA0",
		"a b", NULL, SEV_NOTE);
	ONE_TEXT("Caf\xC3\x83\xC2\xA9", "Caf\xC3\x83\xC2\xA9", "R128", SEV_WARNING);
	ONE_TEXT("lo\xEF\xBF\xBDt", "lo\xEF\xBF\xBDt", "R129", SEV_WARNING);
	ONE_TEXT("why?Because", "why?Because", NULL, SEV_NOTE);
	ONE_TEXT("'=1+1", "=1+1", "R031", SEV_WARNING);
	ONE_TEXT("'-1", "-1", NULL, SEV_NOTE);
	ONE_NAME("Andr\xC3\x83\xC2\xA9", "Andr\xC3\x83\xC2\xA9", "R128", SEV_WARNING);
	ONE_NAME("M?ller", "M?ller", "R129", SEV_WARNING);
	ONE_NAME("\xE2\x80\xAA"
		 "Ann\xE2\x80\xAC",
		"Ann", "R127", SEV_NOTE);
	one((struct plain){ .a = "#REF!" }, "offers", "", "R030", SEV_ERROR);
	struct job *j = job_new();
	/* ISO-8859-1 shows the second half of a letter as a control: warned of in names, each. */
	RUN(j, { .first = "\xC3\x83\xC2\x89ric" }, { .email = "a\xC2\x89nn@example.org" }, { .text = "a\xC2\x89" });
	assert_non_null(strstr(found(&j->ds, "R128", "e.csv", 2, 27)->text, "half of a letter was left out"));
	assert_int_equal(count_code(&j->ds, "R129"), 1);
	assert_int_equal(found(&j->ds, "R129", "e.csv", 3, 33)->sev, SEV_WARNING);
	assert_int_equal(count_code(&j->ds, "R127"), 3);
	job_free(j);
	j = job_new();
	RUN(j, { .text = "a &amp;amp; b" }, { .text = "&amp;" }, { .text = "plain" });
	assert_int_equal(count_code(&j->ds, "R126"), 2); /* decoded; encoded twice */
	assert_non_null(strstr(j->ds.at[0].text, "2 cells"));
	assert_non_null(strstr(j->ds.at[1].text, "1 cell "));
	assert_non_null(strstr(j->kept.ptr, "a &amp; b"));
	assert_int_equal(j->again, 2);
	job_free(j);
}

static void single_dates(void **state)
{
	(void)state;
	ONE_DATE("14. M\xC3\xA4rz 2026", "2026-03-14", NULL, SEV_NOTE);
	ONE_DATE("3/14/2026 2:05 PM", "2026-03-14 14:05:00", NULL, SEV_NOTE);
	ONE_DATE("3/14/26", NULL, "R135", SEV_ERROR);
	ONE_DATE("45000", NULL, "R121", SEV_ERROR);
	ONE_DATE("14/3/2026", NULL, "R024", SEV_ERROR);
	ONE_DATE("soon", NULL, "R024", SEV_ERROR);
	ONE_DATE("Saturday, March 14, 2026", "2026-03-14", NULL, SEV_NOTE);
	ONE_DATE("Friday, March 14, 2026", NULL, "R024", SEV_ERROR);
	/* Whoever applied before the program or after the export did not. */
	ONE_DATE("1999-12-31", NULL, "R072", SEV_ERROR);
	ONE_DATE("0026-01-01", NULL, "R072", SEV_ERROR);
	ONE_DATE("9999-12-31", NULL, "R072", SEV_ERROR);
	ONE_DATE("2000-01-01", "2000-01-01", NULL, SEV_NOTE);
	one((struct plain){ .from = "1899-12-31" }, "available_from", NULL, "R072", SEV_ERROR);
	one((struct plain){ .from = "2201-01-01" }, "available_from", NULL, "R072", SEV_ERROR);
	one((struct plain){ .from = "1900-01-01" }, "available_from", "1900-01-01", NULL, SEV_NOTE);
	one((struct plain){ .from = "9999-12-31" }, "available_from", "9999-12-31", "R072", SEV_NOTE);
	struct job *j = job_new();
	j->ds.show_values = true;
	RUN(j, { .date = "45000" }, { .date = "14/3/2026" });
	assert_non_null(strstr(j->ds.at[0].text, "2023-03-15"));
	assert_non_null(strstr(j->ds.at[0].help, "dates: [ymd, mdy, serial] at m/mentor.yml:1"));
	assert_non_null(strstr(j->ds.at[1].text, "1 cell of \"Date\" (line 3): the day is day/month/year"));
	assert_string_equal(j->ds.at[1].help, "write dates: [ymd, dmy] at m/mentor.yml:1");
	job_free(j);
	j = job_new();
	RUN(j, { .date = "45000" });
	assert_null(strstr(j->ds.at[0].text, "2023")); /* private */
	/* The size stands at the end, where a heading of the report can drop it. */
	assert_string_equal(j->ds.at[0].text, "\"Date\" holds a spreadsheet's day number: (5 characters)");
	job_free(j);
	j = job_new();
	j->m.dates[2] = DATE_SERIAL;
	j->m.ndates = 3;
	RUN(j, { .date = "45000.25" }, { .date = "12" }, { .date = "36525" }, { .from = "36525" },
		{ .date = "3/14/2026" });
	assert_int_equal(count_code(&j->ds, "R024"), 1);
	assert_int_equal(count_code(&j->ds, "R072"), 2);
	assert_int_equal(j->refused, 3);
	assert_non_null(strstr(j->kept.ptr, "2023-03-15 06:00:00"));
	job_free(j);
	j = job_new();
	j->m.dates[2] = DATE_SERIAL;
	j->m.ndates = 3;
	RUN(j, { .date = "45000.25" }, { .date = "3/14/2026" });
	assert_int_equal(j->ds.n, 0);
	assert_non_null(strstr(j->kept.ptr, "2023-03-15 06:00:00"));
	assert_string_equal(j->described.ptr, "dates month/day/year and day numbers");
	job_free(j);
}

/* The day within a state is a date like any other. */
static void states(void **state)
{
	(void)state;
	static const struct rule_word words[] = { { { "", 0 }, { "", 0 }, false, STAFF_ACTIVE },
		{ { "until ", 6 }, { "", 0 }, true, STAFF_PAUSE }, { { "until 3", 7 }, { "", 0 }, false, STAFF_FULL } };
	static const struct {
		const char *text, *code, *word;
	} cases[] = { { "until 2026-04-03", NULL, NULL }, { "until 9999-12-31", "R072", "without end" },
		{ "until 3", NULL, NULL }, { "until 04/03/26", "R135", "two digits" },
		{ "until 14/3/2026", "R024", "day/month/year" }, { "until 0206-05-01", "R072", "before the year 2000" },
		{ "until 2206-05-01", "R072", "nobody can have meant" }, { "until later", "R029", "state" },
		{ "until 4", "R029", "state" } };
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct job *j = job_new();
		struct rule *r = rule_of(j, "profile");
		r->field = "staff_status";
		r->type = RULE_STATUS;
		r->word = words;
		r->nwords = 3;
		j->m.dates[2] = DATE_SERIAL;
		j->m.ndates = 3;
		RUN(j, { .text = cases[i].text });
		if (j->ds.n != (cases[i].code != NULL)) fail_msg("%s", cases[i].text);
		if (cases[i].code) assert_string_equal(j->ds.at[0].code, cases[i].code);
		if (cases[i].code) assert_non_null(strstr(j->ds.at[0].text, cases[i].word));
		job_free(j);
	}
}

static void lists(void **state)
{
	(void)state;
	one((struct plain){ .needs = "B, A" }, "needs", "a|b", NULL, SEV_NOTE);
	one((struct plain){ .needs = "B, R&amp;D, drugs, A" }, "needs", "a|b|rd", NULL, SEV_NOTE);
	one((struct plain){ .needs = "A, C" }, "needs", NULL, "R027", SEV_ERROR);
	struct job *j = job_new();
	rule_of(j, "needs")->separator = ';';
	RUN(j, { .needs = "R&amp;D; A" });
	assert_value(j, "needs", "a|rd");
	assert_int_equal(j->refused, 0);
	job_free(j);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(ids),
		cmocka_unit_test(lost_zeros_are_put_back_and_told_once),
		cmocka_unit_test(ranges),
		cmocka_unit_test(numbers),
		cmocka_unit_test(addresses),
		cmocka_unit_test(texts),
		cmocka_unit_test(single_dates),
		cmocka_unit_test(states),
		cmocka_unit_test(lists),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
