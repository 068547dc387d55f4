/* Tests of the first draft of a mapping: against the mappings that people wrote for the sample exports, and on small files in the
 * style of other tools. */
#include <unistd.h>
#include "records/mapping_answers.h"
#include "records/mapping_explain.h"
#include "records/mapping_suggest.h"
#include "support.h"

struct desk {
	struct arena mem;
	struct diags ds;
	struct vocabs vocabs;
	struct survey survey;
	struct mapping_draft draft;
	struct str text;
};

static struct desk *desk_new(void)
{
	struct desk *d = xcalloc(1, sizeof *d);
	*d = (struct desk){ .mem = ARENA_INIT, .ds = DIAGS_INIT, .text = STR_INIT };
	vocab_load_all(&d->vocabs, &d->mem, "records/vocab", "records/vocab", &d->ds);
	assert_int_equal(d->ds.errors, 0);
	return d;
}

static void desk_free(struct desk *d)
{
	survey_dispose(&d->survey);
	str_dispose(&d->text);
	diags_dispose(&d->ds);
	arena_dispose(&d->mem);
	free(d);
}

static void draft_of(struct desk *d, const char *path, const char *base, const char *kind)
{
	assert_int_equal(survey_read(&d->survey, &d->mem, path, base, NULL, 0, &d->ds), 0);
	mapping_suggest(&d->draft, &d->mem, &d->survey, base, kind, NULL, &d->vocabs);
	mapping_draft_write(&d->text, &d->draft);
}

static void draft_of_text(struct desk *d, const char *base, const char *csv)
{
	char path[] = "/tmp/mp-suggest-XXXXXX";
	struct str err = STR_INIT;
	int fd = mkstemp(path);
	assert_true(fd >= 0);
	close(fd);
	assert_int_equal(fs_write_atomic(path, sv(csv), 0600, &err), 0);
	draft_of(d, path, base, NULL);
	unlink(path);
	str_dispose(&err);
}

static void load_draft(struct desk *d, struct mapping *m)
{
	int result = mapping_load_text(m, &d->mem, "draft", sv_of(&d->text), &d->vocabs, &d->ds);
	if (result) diags_print(&d->ds, stderr);
	assert_int_equal(result, 0);
}

#define HAS(d, words) assert_non_null(strstr((d)->text.ptr, words))
#define LACKS(d, words) assert_null(strstr((d)->text.ptr, words))

struct fates {
	struct desk *d;
	struct mapping wrote, drafted;
	size_t columns, same;
};

static struct sv fates_of(struct arena *mem, const struct explanation *e, size_t column)
{
	struct str s = STR_INIT;
	for (size_t i = 0; i < e->nlines; i++)
		if (e->line[i].column == column)
			str_printf(&s, "%s %s %s;", mapping_explain_word(e->line[i].fate),
				e->line[i].field ? e->line[i].field : "-",
				e->line[i].fate == EXPLAIN_CHOICE ? e->line[i].meaning : "");
	struct sv result = arena_sv(mem, sv_of(&s));
	str_dispose(&s);
	return result;
}

static int compare_header(void *ctx, const struct csvin_row *row)
{
	struct fates *f = ctx;
	struct binding a, b;
	struct explanation ea, eb;
	assert_int_equal(mapping_bind(&a, &f->d->mem, &f->wrote, row, &f->d->ds), 0);
	mapping_bind(&b, &f->d->mem, &f->drafted, row, &f->d->ds);
	mapping_explain(&ea, &f->d->mem, &a);
	mapping_explain(&eb, &f->d->mem, &b);
	f->columns = row->n;
	for (size_t i = 0; i < row->n; i++) {
		struct sv was = fates_of(&f->d->mem, &ea, i), is = fates_of(&f->d->mem, &eb, i);
		f->same += sv_eq(was, is);
		if (!sv_eq(was, is)) print_message("column %zu: %s is %s\n", i + 1, was.p, is.p);
	}
	return 1;
}

static void like_the_mapping_that_was_written(const char *form)
{
	struct fates f = { .d = desk_new() };
	struct desk *d = f.d;
	struct str text = STR_INIT, err = STR_INIT;
	struct csvin_options options = { .is_private = true };
	struct csvin_dialect dialect;
	const char *base = arena_printf(
		&d->mem, "sample-2026-03-02-%s%s.csv", form, strcmp(form, "members") ? "-application" : "");
	const char *path = arena_printf(&d->mem, "records/exports/%s", base);
	const char *mapping = arena_printf(&d->mem, "records/mappings/%s.yml", form);
	draft_of(d, path, base, NULL);
	load_draft(d, &f.drafted);
	assert_int_equal(fs_read(&text, mapping, FS_MAX_TEXT, &err), 0);
	assert_int_equal(mapping_load_text(&f.wrote, &d->mem, mapping, sv_of(&text), &d->vocabs, &d->ds), 0);
	assert_string_equal(f.drafted.kind_word, f.wrote.kind_word);
	assert_true(sv_eq(f.drafted.files, f.wrote.files));
	assert_int_equal(f.drafted.nskip, f.wrote.nskip);
	csvin_file(path, base, &options, &dialect, compare_header, &f, &d->ds);
	assert_true(f.columns >= 12);
	assert_true(f.same * 100 >= f.columns * 90);
	str_dispose(&text);
	str_dispose(&err);
	desk_free(d);
}

static void samples(void **state)
{
	static const char *const forms[] = { "mentor", "mentee", "peer", "members" };
	(void)state;
	for (size_t i = 0; i < 4; i++) like_the_mapping_that_was_written(forms[i]);
}

static void wufoo_style(void **state)
{
	struct desk *d = desk_new();
	struct mapping m;
	(void)state;
	draft_of_text(d, "Mentor Applications 2026-04-01.csv",
		"Entry Id,First,Last,Email,Company,Member Number,Region,GLP studies,GCP trials,Preferred shift,Date "
		"Created,"
		"Created By,Last Updated,Updated By,IP Address,Last Page Accessed,Completion Status\n"
		"1,Ada,Quill,ada@example.org,Quill Works,00101,Europe,GLP studies,,Mornings,2026-03-30 "
		"10:00:00,public,,,203.0.113.9,1,1\n"
		"2,Bo,Reed,bo@example.org,Reed and Sons,00102,Canada,,GCP trials,Evenings,2026-03-30 "
		"11:00:00,public,,,203.0.113.8,1,1\n"
		"3,Cy,Sand,,,,,,,,2026-03-30 11:30:00,public,,,203.0.113.7,1,0\n");
	assert_string_equal(d->draft.kind, "mentor");
	HAS(d, "files: \"Mentor Applications *.csv\"");
	HAS(d, "skip when: {\"Completion Status\": \"0\"}");
	HAS(d, "form_entry_no: \"Entry Id\"");
	HAS(d, "submitted_at: \"Date Created\"");
	HAS(d, "employer: \"Company\"");
	HAS(d, "region: {column: \"Region\", vocab: regions}");
	HAS(d, "choices: [\"GLP studies\", \"GCP trials\"]");
	HAS(d, "ignore: [\"Created By\", \"Last Updated\", \"Updated By\", \"IP Address\", \"Last Page Accessed\"]");
	/* What nobody can place stays out, so that the import stops there. */
	HAS(d, "#   preferred_shift: \"Preferred shift\"");
	assert_int_equal(d->draft.open, 1);
	load_draft(d, &m);
	desk_free(d);
}

static void formidable_style(void **state)
{
	struct desk *d = desk_new();
	struct mapping m;
	(void)state;
	draft_of_text(d, "peer-form.csv",
		"First Name;Last Name;Email;Languages;Sectors;Timestamp;Last Updated;IP;ID;Key\n"
		"Ada;Quill;ada@example.org;English, French;Regulatory agency;03/30/2026 10:00;;203.0.113.9;11;ab1\n"
		"Bo;Reed;bo@example.org;English;\"Regulatory agency, University or hospital\";03/31/2026 "
		"10:00;;203.0.113.8;12;ab2\n");
	assert_string_equal(d->draft.kind, "peer");
	HAS(d, "languages: {column: \"Languages\", vocab: languages, list: \",\"}");
	HAS(d, "sectors: {column: \"Sectors\", vocab: sectors, list: \",\"}");
	HAS(d, "submitted_at: \"Timestamp\"");
	HAS(d, "form_entry_no: \"ID\"");
	HAS(d, "dates: [ymd, mdy]");
	HAS(d, "ignore: [\"Last Updated\", \"IP\", \"Key\"]");
	load_draft(d, &m);
	desk_free(d);
}

static void roster_style(void **state)
{
	struct desk *d = desk_new();
	struct mapping m;
	(void)state;
	draft_of_text(d, "export.csv",
		"ID\tFull Name\tE-mail Address\tMember Type\tStatus\tExpires\tJoined\n"
		"000017\tQuill, Ada\tada@example.org\tRegular\tActive\t31/12/2026 0:00\t14/02/2019 0:00\n"
		"000018\tReed, Bo\tbo@example.org\tLife\tActive\t\t15/03/2001 0:00\n");
	assert_string_equal(d->draft.kind, "roster");
	HAS(d, "member_no: \"ID\"");
	HAS(d, "paid_through: \"Expires\"");
	HAS(d, "dates: [ymd, dmy]");
	HAS(d, "status: [\"Active\"]");
	HAS(d, "no date needed: [\"Life\"]");
	load_draft(d, &m);
	desk_free(d);
}

/* Comments hold counts, headers and words of our own, never what a person wrote. */
static void no_private_value(void **state)
{
	struct desk *d = desk_new();
	(void)state;
	draft_of_text(d, "mentor.csv",
		"Entry Id,Entry Date,Email,Region,How may we list you in the directory?,Application status,Remarkable\n"
		"1,2026-01-02,zylpha@example.org,Europe,List me in a group only,Withdrawn,Zorblatt\n"
		"2,2026-01-03,quorra@example.org,Atlantis,List me under Quorra,Ask Quorra first,Zorblatt\n"
		"3,2026-01-04,vexana@example.org,Europe,List me in a group only,Active,Plimsoll\n");
	LACKS(d, "zylpha");
	LACKS(d, "Atlantis");
	LACKS(d, "Quorra");
	LACKS(d, "Zorblatt");
	HAS(d, "1 row holds 1 value that the vocabulary regions does not know");
	HAS(d, "\"Withdrawn\": withdraw");
	desk_free(d);
}

static void dates_that_contradict(void **state)
{
	struct desk *d = desk_new();
	(void)state;
	draft_of_text(
		d, "mentor.csv", "Entry Id,Entry Date,Email\n1,13/02/2026,a@example.org\n2,02/14/2026,b@example.org\n");
	HAS(d, "1 surely month/day, 1 surely day/month");
	HAS(d, "month/day and day/month stand side by side");
	desk_free(d);
}

/* A day within a status has an order too. */
static void dates_within_a_status(void **state)
{
	struct desk *d = desk_new();
	struct mapping m;
	(void)state;
	draft_of_text(d, "mentor.csv",
		"Entry Id,Entry Date,Email,Application status\n1,2026-01-02,a@example.org,Out until 04/15/2026\n"
		"2,2026-01-03,b@example.org,Active\n3,2026-01-04,c@example.org,Out until 04/16/2026\n");
	HAS(d, "dates: [ymd, mdy]  # 3 year first, 2 surely month/day\n");
	HAS(d, "\"Out until {date}\": pause");
	load_draft(d, &m);
	desk_free(d);
}

/* Dots put the day first, whatever the numbers would allow. */
static void dates_with_dots(void **state)
{
	struct desk *d = desk_new();
	(void)state;
	draft_of_text(d, "mentor.csv",
		"Entry Id,Entry Date,Email,Application status\n1,01.04.2026,a@example.org,Active\n"
		"2,02.04.2026,b@example.org,Out until 04/15/2026\n");
	HAS(d, "dates: [ymd, mdy, dmy]  # 1 surely month/day, 2 surely day/month\n");
	LACKS(d, "stand side by side");
	desk_free(d);
}

static void german_headers(void **state)
{
	struct desk *d = desk_new();
	struct mapping m;
	(void)state;
	draft_of_text(d, "2026-03-09-mentor.csv",
		"Nummer;Eingang;Vorname;Nachname;E-Mail-Adresse;Mitgliedsnummer;Arbeitgeber;Max. "
		"Partners;Rufbereit;Stichtag;Thema\n"
		"101;13.02.2026;Ada;Quill;a@example.org;1;Quill AG;2;WAHR;03.04.1970;Zorblatt\n"
		"102;01.02.2026;Bo;Reed;b@example.org;2;Reed AG;1;FALSCH;04.05.1971;Plimsoll\n");
	HAS(d, "form_entry_no: \"Nummer\"");
	HAS(d, "submitted_at: \"Eingang\"");
	HAS(d, "first_name: \"Vorname\"");
	HAS(d, "employer: \"Arbeitgeber\"");
	HAS(d, "capacity: \"Max. Partners\"");
	HAS(d, "dates: [ymd, dmy]  # 4 surely day/month\n");
	HAS(d, "\"Rufbereit\"   # column 9: filled in 2 of 2 rows: all WAHR or FALSCH\n");
	HAS(d, "\"Stichtag\"   # column 10: filled in 2 of 2 rows: 2 of 2 are dates dd.mm.yyyy\n");
	HAS(d, "\"Thema\"   # column 11: filled in 2 of 2 rows, all 2 differ\n");
	HAS(d, "available_from (available from)");
	LACKS(d, "capacity (");
	LACKS(d, "Zorblatt");
	assert_int_equal(d->draft.open, 3);
	assert_int_equal(d->draft.decide, 3);
	load_draft(d, &m);
	desk_free(d);
}

/* A box holds its own words or nothing. They are shown when they stand often enough to be the form's. */
static void a_single_box(void **state)
{
	static const char row[] = "%d,2026-01-0%d,a%d@example.org,I have read and accept the code.,%s\n";
	struct desk *d = desk_new();
	struct mapping m;
	struct str csv = STR_INIT;
	(void)state;
	str_puts(&csv, "Entry Id,Entry Date,Email,Code of ethics,What would you rather not help with?\n");
	for (int i = 1; i <= 5; i++) str_printf(&csv, row, i, i, i, i < 3 ? "GLP studies" : "GCP trials");
	draft_of_text(d, "mentor.csv", csv.ptr);
	HAS(d, "consent_ethics: {column: \"Code of ethics\", yes: \"I have read and accept the code.\"}");
	HAS(d, "refuses: {column: \"What would you rather not help with?\", vocab: topics, list: \",\"}");
	LACKS(d, "wording:");
	load_draft(d, &m);
	desk_free(d);
	d = desk_new();
	str_clear(&csv);
	str_puts(&csv, "Entry Id,Entry Date,Email,Code of ethics,X\n");
	str_printf(&csv, row, 1, 1, 1, "a");
	draft_of_text(d, "mentor.csv", csv.ptr);
	HAS(d, "# consent_ethics: {column: \"Code of ethics\", yes: \"…\"}");
	LACKS(d, "I have read");
	assert_int_equal(d->draft.decide, 2); /* the box's words, and X */
	desk_free(d);
	str_dispose(&csv);
}

/* The same choices twice: no file says what is asked the second time; and the wording of consent is nobody's guess. */
static void what_is_to_decide(void **state)
{
	struct desk *d = desk_new();
	(void)state;
	draft_of_text(d, "mentor.csv",
		"Entry Id,Entry Date,Email,GLP studies,GCP trials,GLP studies,GCP trials,May we list you in the "
		"directory?\n"
		"1,2026-01-02,a@example.org,GLP studies,,,GCP trials,Yes\n");
	HAS(d, "  offers:  # sure: 2 columns");
	HAS(d, "  # decide: what does this further list of the same choices ask?");
	HAS(d, "  refuses:  # a guess: 2 columns");
	assert_int_equal(d->draft.open, 0);
	assert_int_equal(d->draft.decide, 2);
	desk_free(d);
}

static void as_the_file_spells_it(void **state)
{
	struct desk *d = desk_new();
	struct mapping m;
	(void)state;
	draft_of_text(d, "members.csv",
		"Member Number,Email,Member Type,Status,Paid through\n1,a@example.org,LIFE,ACTIVE,2026-12-31\n"
		"2,b@example.org,REGULAR,ACTIVE,2026-12-31\n");
	HAS(d, "status: [\"ACTIVE\"]");
	HAS(d, "no date needed: [\"LIFE\"]");
	load_draft(d, &m);
	desk_free(d);
}

/* Whoever wants no profile gets none, by whichever words. */
static void consent_words(void **state)
{
	(void)state;
	assert_string_equal(mapping_answers_consent(sv("List me without a profile")), "group");
	assert_string_equal(mapping_answers_consent(sv("List me with a profile")), "profile");
	assert_string_equal(mapping_answers_consent(sv("Do not list me, with or without profile")), "not listed");
	assert_string_equal(mapping_answers_consent(sv("No")), "not listed");
	assert_string_equal(mapping_answers_consent(sv("Ohne Profil, nur in der Gruppe")), "group");
}

static void a_file_without_headers(void **state)
{
	struct desk *d = desk_new();
	(void)state;
	draft_of_text(d, "members.csv", "00017,Ada,ada@example.org\n00018,Bo,bo@example.org\n");
	assert_true(d->survey.headless);
	desk_free(d);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(samples), cmocka_unit_test(wufoo_style),
		cmocka_unit_test(formidable_style), cmocka_unit_test(roster_style), cmocka_unit_test(no_private_value),
		cmocka_unit_test(dates_that_contradict), cmocka_unit_test(dates_within_a_status),
		cmocka_unit_test(dates_with_dots), cmocka_unit_test(german_headers), cmocka_unit_test(a_single_box),
		cmocka_unit_test(what_is_to_decide), cmocka_unit_test(as_the_file_spells_it),
		cmocka_unit_test(consent_words), cmocka_unit_test(a_file_without_headers) };
	return cmocka_run_group_tests(tests, NULL, NULL);
}
