/* Tests of what lies in the folder of exports: endings, strays, files without a header row, and lists of members in which
 * nobody counts any more. */
#include <sys/stat.h>
#include <unistd.h>
#include "support.h"

static void mentor_file(struct ws *w, const char *name)
{
	ROWS(w, name, { .entry = "1", .email = "a@example.org" });
}

static void endings_in_any_case(void **state)
{
	(void)state;
	struct ws *w = ws_new();
	mentor_file(w, "e/mentor.CSV");
	ws_import_ok(w);
	assert_true(look(w, "mentor", "1").found);
	ws_free(w);
}

static void an_ending_added_by_a_program(void **state)
{
	(void)state;
	struct ws *w = ws_new();
	mentor_file(w, "e/mentor.csv.txt");
	assert_int_equal(ws_import(w), -1);
	const struct diag *d = found(&w->ds, "R041", "e/mentor.csv.txt", 0, 0);
	assert_non_null(d);
	assert_non_null(strstr(d->help, "take \".txt\" off"));
	ws_free(w);
}

static void other_files_are_told(void **state)
{
	(void)state;
	struct ws *w = ws_new();
	mentor_file(w, "e/mentor.csv");
	ws_write(w, "e/2026-03-01-mentor.xlsx", "PK");
	ws_write(w, "e/notes.txt", "call her back");
	ws_write(w, "e/README.md", "what this folder is for");
	ws_write(w, "e/.hidden", "");
	assert_int_equal(mkdir(fs_join(&w->mem, w->root, "e/2025"), 0700), 0);
	ws_import_ok(w);
	assert_int_equal(found(&w->ds, "R078", "e/2026-03-01-mentor.xlsx", 0, 0)->sev, SEV_WARNING);
	assert_non_null(found(&w->ds, "R078", "e/notes.txt", 0, 0));
	assert_int_equal(found(&w->ds, "R078", "e/2025", 0, 0)->sev, SEV_NOTE);
	assert_int_equal(count_code(&w->ds, "R078"), 3);
	/* When nothing has changed, no more and no less than what lies there. */
	ws_remove(w, "e/notes.txt");
	ws_import_ok(w);
	assert_true(w->report.skipped);
	assert_int_equal(count_code(&w->ds, "R078"), 2);
	ws_free(w);
}

static int import_with(struct ws *w, const struct map *digested)
{
	diags_dispose(&w->ds);
	w->ds = (struct diags)DIAGS_INIT;
	assert_int_equal(vocab_load_all(&w->vocabs, &w->mem, fs_join(&w->mem, w->root, "v"), "v", &w->ds), 0);
	return records_import_digested(w->s, &w->run, &w->settings, &w->vocabs, digested, &w->mem, &w->report, &w->ds);
}

static struct sha256 digest_now(struct ws *w, const char *name)
{
	struct str text = STR_INIT, err = STR_INIT;
	assert_int_equal(fs_read(&text, fs_join(&w->mem, w->root, name), 1 << 20, &err), 0);
	struct sha256 d = sha256_of(sv_of(&text));
	str_dispose(&text);
	str_dispose(&err);
	return d;
}

/* What the caller saw a moment ago counts for skipping a file, and never for what is read. */
static void a_digest_of_the_caller_is_taken_for_skipping_only(void **state)
{
	(void)state;
	struct ws *w = ws_new();
	struct map digested = MAP_INIT;
	mentor_file(w, "e/mentor.csv");
	ws_import_ok(w);
	struct sha256 was = digest_now(w, "e/mentor.csv");
	map_set_ptr(&digested, sv("e/mentor.csv"), &was);
	ROWS(w, "e/mentor.csv", { .entry = "2", .email = "b@example.org" });
	struct sha256 is = digest_now(w, "e/mentor.csv");
	assert_int_equal(import_with(w, &digested), 0); /* it was written since: the next run sees it */
	assert_true(w->report.skipped);
	struct sha256 third = { { 3 } };
	map_set_ptr(&digested, sv("e/mentor.csv"), &third);
	assert_int_equal(import_with(w, &digested), -1); /* and was another one again */
	assert_non_null(found(&w->ds, "R046", "e/mentor.csv", 0, 0));
	map_set_ptr(&digested, sv("e/mentor.csv"), &is);
	assert_int_equal(import_with(w, &digested), 0);
	assert_false(w->report.skipped);
	assert_true(look(w, "mentor", "2").found);
	map_dispose(&digested);
	assert_int_equal(import_with(w, &digested), 0); /* one that is not in it is read */
	assert_true(w->report.skipped);
	ws_free(w);
}

static void a_text_that_a_mapping_names_is_an_export(void **state)
{
	(void)state;
	struct ws *w = ws_new();
	struct str yaml = STR_INIT;
	str_printf(&yaml, "source: {files: \"*.tsv\", form: other, kind: mentor}\ncolumns:\n  form_entry_no: Id\n  "
			  "submitted_at: Day\n  email: Mail\n");
	ws_write(w, "m/other.yml", yaml.ptr);
	ws_write(w, "e/x.TSV", "Id\tDay\tMail\n7\t2026-01-02\ta@example.org\n");
	ws_import_ok(w);
	assert_true(look(w, "other", "7").found);
	str_dispose(&yaml);
	ws_free(w);
}

/* Nothing here may wait for a pipe, or be passed over in silence. */
static void what_is_no_file(void **state)
{
	(void)state;
	struct ws *w = ws_new();
	mentor_file(w, "e/mentor.csv");
	assert_int_equal(mkfifo(fs_join(&w->mem, w->root, "e/pipe-mentor.csv"), 0600), 0);
	assert_int_equal(mkdir(fs_join(&w->mem, w->root, "e/folder-mentor.csv"), 0700), 0);
	assert_int_equal(symlink("loop-mentor.csv", fs_join(&w->mem, w->root, "e/loop-mentor.csv")), 0);
	assert_int_equal(ws_import(w), -1);
	assert_non_null(found(&w->ds, "R040", "e/pipe-mentor.csv", 0, 0));
	assert_non_null(found(&w->ds, "R040", "e/folder-mentor.csv", 0, 0));
	assert_non_null(found(&w->ds, "R040", "e/loop-mentor.csv", 0, 0));
	ws_free(w);
}

static void the_own_records_are_files(void **state)
{
	(void)state;
	struct ws *w = ws_new();
	mentor_file(w, "e/mentor.csv");
	assert_int_equal(mkfifo(fs_join(&w->mem, w->root, "status.csv"), 0600), 0);
	ws_write(w, "people.csv", "");
	assert_int_equal(truncate(fs_join(&w->mem, w->root, "people.csv"), (off_t)5 << 30), 0);
	alarm(10);
	assert_int_equal(ws_import(w), -1);
	alarm(0);
	assert_non_null(found(&w->ds, "R040", "status.csv", 0, 0));
	ws_remove(w, "status.csv");
	alarm(10);
	assert_int_equal(ws_import(w), -1);
	alarm(0);
	assert_non_null(found(&w->ds, "R040", "people.csv", 0, 0));
	ws_free(w);
}

#define BARE(header)                                                                                                   \
	"source: {files: \"*bare*.csv\", form: bare, kind: mentor" header "}\ncolumns:\n  form_entry_no: {position: "  \
	"1}\n  submitted_at: {position: 2}\n  first_name: {position: 3}\n  email: {position: 4}\n  experience: "       \
	"{position: 5, band: bands}\n"

/* What a file without a header row says in its first row is nobody's to read. */
static bool mentions(const struct diags *ds, const char *text)
{
	for (size_t i = 0; i < ds->n; i++)
		if (strstr(ds->at[i].text, text) || (ds->at[i].help && strstr(ds->at[i].help, text))) return true;
	return false;
}

static void a_record_is_no_header(void **state)
{
	(void)state;
	struct ws *w = ws_new();
	ws_write(w, "m/bare.yml", BARE(""));
	ws_write(w, "e/bare.csv",
		"41,2026-01-01,Canary,canary@example.org,3,Canaryfree\n42,2026-01-02,Bo,bo@example.org,999,\n");
	assert_int_equal(ws_import(w), -1);
	const struct diag *d = found(&w->ds, "R012", "e/bare.csv", 1, 1);
	assert_non_null(d);
	assert_non_null(strstr(d->help, "header row: no"));
	assert_int_equal(w->ds.total, 1 + count_code(&w->ds, "R049"));
	assert_false(mentions(&w->ds, "anary"));
	/* By the number alone; but a column may be called by its own. */
	ws_write(w, "e/bare.csv", "M,,Canary,,3\n");
	assert_int_equal(ws_import(w), 0);
	ws_write(w, "e/bare.csv", "41,,Canary,,3\n");
	assert_int_equal(ws_import(w), -1);
	assert_non_null(found(&w->ds, "R012", "e/bare.csv", 1, 1));
	ws_write(w, "e/bare.csv", "1,2,3,4,5\n41,2026-01-01,Ann,a@example.org,3\n");
	ws_import_ok(w);
	assert_true(look(w, "bare", "41").found);
	ws_free(w);
}

static void a_file_without_a_header_row(void **state)
{
	(void)state;
	struct ws *w = ws_new();
	ws_write(w, "m/bare.yml", BARE(", header row: no") "ignore: [\"Column 6\"]\n");
	ws_write(w, "e/bare.csv", "41,2026-01-01,Ann,a@example.org,3\n42,2026-01-02,Bo,b@example.org,4,x\n");
	ws_import_ok(w);
	assert_int_equal(w->report.read, 2);
	assert_true(look(w, "bare", "41").found);
	assert_true(look(w, "bare", "42").found);
	/* The same rows in another order, and one that is known, are the same records. */
	struct str before = STR_INIT, after = STR_INIT;
	dump(w, &before);
	ws_write(w, "e/bare.csv", "42,2026-01-02,Bo,b@example.org,4,x\n41,2026-01-01,Ann,a@example.org,3\n");
	ws_import_ok(w);
	assert_int_equal(w->report.read, 2);
	dump(w, &after);
	assert_int_equal(number(w, "SELECT count(*) FROM application"), 2);
	assert_int_equal(before.len, after.len);
	/* Columns are called by their numbers, and by nothing that stands in the file. */
	ws_write(w, "e/bare.csv", "41,2026-01-01,Canary,a@example.org,many,,Canaryfree\n");
	assert_int_equal(ws_import(w), -1);
	assert_non_null(strstr(found(&w->ds, "R010", "e/bare.csv", 1, 42)->text, "\"column 7\""));
	assert_false(mentions(&w->ds, "anary"));
	/* A header row all the same is nobody's application. */
	ws_write(w, "e/bare.csv", "Entry,Date,First,Mail,Years\n41,2026-01-01,Ann,a@example.org,3\n");
	assert_int_equal(ws_import(w), -1);
	assert_non_null(strstr(found(&w->ds, "R012", "e/bare.csv", 1, 1)->help, "take \"header row: no\" out"));
	str_dispose(&before);
	str_dispose(&after);
	ws_free(w);
}

static void a_header_name_where_there_is_none(void **state)
{
	(void)state;
	struct ws *w = ws_new();
	ws_write(w, "m/bare.yml", BARE(", header row: no") "  last_name: Last\n");
	ws_write(w, "e/bare.csv", "41,2026-01-01,Ann,a@example.org,3\n");
	assert_int_equal(ws_import(w), -1);
	assert_non_null(strstr(found(&w->ds, "R011", "e/bare.csv", 1, 1)->help, "column 3"));
	ws_free(w);
}

/* good members and others of one status */
static void list_of(struct ws *w, size_t good, size_t others, const char *status)
{
	struct str text = STR_INIT;
	str_puts(&text, ROSTER_HEADER);
	for (size_t i = 0; i < good + others; i++)
		str_printf(
			&text, "M%zu,Lee,m%zu@example.org,,%s,,2026-12-31,\n", i + 1, i, i < good ? "Active" : status);
	str_puts(&text, "M900,Lee,m900@example.org,,Canary,,2026-12-31,\n");
	ws_write(w, "e/members.csv", text.ptr);
	str_dispose(&text);
}

static void a_renamed_status_is_told(void **state)
{
	(void)state;
	struct ws *w = ws_new();
	ws_write(w, "m/members.yml", ROSTER_YML);
	mentor_file(w, "e/mentor.csv");
	list_of(w, 0, 6, "Current");
	assert_int_equal(ws_import(w), -1);
	const struct diag *d = found(&w->ds, "R077", "e/members.csv", 0, 0);
	assert_int_equal(d->sev, SEV_ERROR);
	assert_non_null(strstr(d->text, "\"Current\" (6), others (1)"));
	assert_false(mentions(&w->ds, "Canary"));
	list_of(w, 5, 6, "Current");
	ws_import_ok(w);
	assert_int_equal(found(&w->ds, "R077", "e/members.csv", 0, 0)->sev, SEV_WARNING);
	/* An import that knows every row by its text says it again. */
	ROWS(w, "e/mentor.csv", { .entry = "2", .email = "b@example.org" });
	ws_import_ok(w);
	assert_int_equal(count_code(&w->ds, "R077"), 1);
	list_of(w, 8, 6, "Current");
	ws_import_ok(w);
	assert_int_equal(count_code(&w->ds, "R077"), 0);
	ws_free(w);
}

static void members_who_left_may_be_many(void **state)
{
	(void)state;
	struct ws *w = ws_new();
	struct str yaml = STR_INIT;
	str_puts(&yaml, ROSTER_YML);
	str_truncate(&yaml, yaml.len - 2);
	str_puts(&yaml, ", not: [lapsed]}\n");
	ws_write(w, "m/members.yml", yaml.ptr);
	mentor_file(w, "e/mentor.csv");
	list_of(w, 5, 20, "Lapsed");
	ws_import_ok(w);
	assert_int_equal(count_code(&w->ds, "R077"), 0);
	list_of(w, 0, 20, "Lapsed"); /* but not all */
	assert_int_equal(ws_import(w), -1);
	assert_int_equal(count_code(&w->ds, "R077"), 1);
	str_dispose(&yaml);
	ws_free(w);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(endings_in_any_case),
		cmocka_unit_test(an_ending_added_by_a_program),
		cmocka_unit_test(other_files_are_told),
		cmocka_unit_test(a_digest_of_the_caller_is_taken_for_skipping_only),
		cmocka_unit_test(a_text_that_a_mapping_names_is_an_export),
		cmocka_unit_test(what_is_no_file),
		cmocka_unit_test(the_own_records_are_files),
		cmocka_unit_test(a_record_is_no_header),
		cmocka_unit_test(a_file_without_a_header_row),
		cmocka_unit_test(a_header_name_where_there_is_none),
		cmocka_unit_test(a_renamed_status_is_told),
		cmocka_unit_test(members_who_left_may_be_many),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
