/* A person out of the records: what goes, what stays, and what keeps them out. */
#include "records/support.h"
#include "records/erase.h"

#define HER_ROWS                                                                                                       \
	"10001,2026-01-05,Grace,Young,grace@example.org,M-0007,GLP,12,,,,,,Group,,,1.1.1.1,,t\n"                       \
	"10002,2026-01-06,Tom,Hill,tom@example.org,M-0008,GCP,3,,,,,,Group,,,,,t\n"                                    \
	"10003,2026-02-06,Grace,Young,grace@example.org,M-0007,GCP,12,,,,,,Group,,,,,t\n"
#define MEMBERS                                                                                                        \
	"M-0007,Young,grace@example.org,,Active,,2026-12-31,\nM-0008,Hill,tom@example.org,,Active,,2026-12-31,\n"

static int set_up(void **state)
{
	struct ws *w = ws_new();
	ws_write(w, "m/roster.yml", ROSTER_YML);
	ws_write(w, "e/2026-03-01-mentor.csv", MENTOR_HEADER HER_ROWS);
	ws_write(w, "e/2026-03-01-members.csv", ROSTER_HEADER MEMBERS);
	ws_import_ok(w);
	*state = w;
	return 0;
}

static int tear_down(void **state)
{
	ws_free(*state);
	return 0;
}

static int64_t count_of(struct ws *w, const char *sql)
{
	int64_t n = -1;
	assert_int_equal(store_int(w->s, sql, -1, &n), 0);
	return n;
}

static struct erase_subject grace(struct ws *w)
{
	struct erase_subject of;
	int64_t person = count_of(w,
		"SELECT person FROM standing s JOIN application a ON a.id = s.application WHERE a.entry_no = '10001'");
	assert_int_equal(erase_subject_find(&of, &w->mem, w->s, person), 0);
	return of;
}

static void erase_her(struct ws *w)
{
	struct random_source chance = { random_seeded_fill, 7 };
	struct erase_subject of = grace(w);
	struct erase_intent i = { .person = of.person, .day = date_civil(2026, 3, 13), .was = "", .now = "" };
	int64_t n = 0;
	assert_int_equal(erase_keys_make(w->s, &chance), 0);
	assert_int_equal(erase_intend(w->s, &i), 0);
	assert_int_equal(store_begin(w->s), 0);
	assert_int_equal(erase_number(w->s, i.day, &n), 0);
	assert_int_equal(erase_delete(w->s, &of, &i), 0);
	assert_int_equal(store_commit(w->s), 0);
	assert_int_equal(n, 1);
	erase_subject_dispose(&of);
}

static void all_of_a_person_is_found(void **state)
{
	struct ws *w = *state;
	struct erase_subject of = grace(w);
	assert_int_equal(of.application.n, 2);
	assert_int_equal(of.member.n, 1);
	assert_int_equal(of.row.n, 3); /* two entries and the member's number */
	assert_int_equal(of.id.n, 0);
	erase_subject_dispose(&of);
}

static int count_value(
	void *ctx, int kind, const char *field, struct sv value, const char *file, unsigned line, int64_t person)
{
	size_t *n = ctx;
	(void)kind, (void)field, (void)file, (void)line, (void)person;
	*n += sv_is(value, "grace@example.org");
	return 0;
}

static void values_are_theirs_or_others(void **state)
{
	struct ws *w = *state;
	struct erase_subject of = grace(w);
	size_t theirs = 0, others = 0;
	assert_int_equal(erase_each_theirs(w->s, &of, count_value, &theirs), 0);
	assert_int_equal(erase_each_others(w->s, &of, count_value, &others), 0);
	assert_int_equal(theirs, 3);
	assert_int_equal(others, 0);
	erase_subject_dispose(&of);
}

static void nothing_of_them_stays(void **state)
{
	struct ws *w = *state;
	erase_her(w);
	assert_int_equal(count_of(w, "SELECT count(*) FROM application"), 1);
	assert_int_equal(count_of(w, "SELECT count(*) FROM member"), 1);
	assert_int_equal(count_of(w, "SELECT count(*) FROM seen"), 1);
	assert_int_equal(count_of(w, "SELECT count(*) FROM seen_member"), 1);
	assert_int_equal(count_of(w, "SELECT count(*) FROM identity_past"), 0);
	assert_int_equal(count_of(w, "SELECT max(rank) FROM standing"), 1); /* no hole */
	assert_int_equal(count_of(w, "SELECT count(*) FROM erased_row"), 3);
}

static void an_export_that_still_holds_them_is_skipped(void **state)
{
	struct ws *w = *state;
	erase_her(w);
	for (int again = 0; again < 2; again++) {
		ws_import_ok(w);
		assert_int_equal(count_of(w, "SELECT count(*) FROM application"), 1);
		assert_int_equal(count_of(w, "SELECT count(*) FROM member"), 1);
		assert_int_equal(w->report.read, 2);
	}
	const struct diag *d = found(&w->ds, "R170", "e/2026-03-01-mentor.csv", 0, 0);
	assert_non_null(d);
	assert_string_equal(d->text, "2 rows of somebody who was erased were skipped");
	assert_non_null(found(&w->ds, "R170", "e/2026-03-01-members.csv", 0, 0));
	assert_int_equal(w->ds.errors, 0);
}

static void who_comes_back_is_on_the_list_again(void **state)
{
	struct ws *w = *state;
	erase_her(w);
	ws_write(w, "e/2026-03-01-mentor.csv",
		MENTOR_HEADER HER_ROWS "10009,2026-03-01,Grace,Young,grace@example.org,7,GLP,12,,,,,,Group,,,,,t\n");
	ws_import_ok(w);
	assert_int_equal(count_of(w, "SELECT count(*) FROM application"), 2);
	assert_int_equal(count_of(w, "SELECT count(*) FROM member WHERE listed = 1"), 2);
	assert_int_equal(count_of(w, "SELECT count(*) FROM standing s JOIN application a ON a.id = s.application "
				     "WHERE a.entry_no = '10009' AND s.member <> 0 AND s.current = 1"),
		1);
}

static void numbers_are_told_apart(void **state)
{
	struct erased_rows r = { .macs = MAP_INIT };
	(void)state;
	erased_rows_add(&r, "mentor", sv("10412"));
	erased_rows_add(&r, "", sv("7"));
	assert_true(erased_rows_has(&r, "mentor", sv(" #010412 ")));
	/* as spreadsheets and keyboards write it, and the import reads it: a file that was opened and saved brings nobody back */
	assert_true(erased_rows_has(&r, "mentor", sv("10412.0")));
	assert_true(erased_rows_has(&r, "mentor", sv("10,412")));
	assert_true(erased_rows_has(&r, "mentor", sv("=\"10412\"")));
	assert_true(erased_rows_has(&r, "mentor", sv("10412\xC2\xA0")));
	assert_true(erased_rows_has(&r, "mentor",
		sv("\xE2\x80\x8B"
		   "10412")));
	assert_true(erased_rows_has(&r, "mentor", sv("\xEF\xBC\x91\xEF\xBC\x90\xEF\xBC\x94\xEF\xBC\x91\xEF\xBC\x92")));
	assert_true(erased_rows_has(&r, "", sv("7.0")));
	assert_false(erased_rows_has(&r, "mentor", sv("104120")));
	assert_false(erased_rows_has(&r, "mentee", sv("10412")));
	assert_false(erased_rows_has(&r, "mentor", sv("1041")));
	assert_true(erased_rows_has(&r, "", sv("M-0007")));
	assert_false(erased_rows_has(&r, "", sv("70")));
	erased_rows_dispose(&r);
}

static void an_intent_is_kept_and_forgotten(void **state)
{
	struct ws *w = *state;
	struct erase_intent i = { .person = 5, .day = 20000, .was = "aa", .now = "bb" }, back;
	struct erase_renamed e = { 3, "aa", "bb" };
	vec_push(&i.renamed, e);
	assert_int_equal(erase_intended(w->s, &w->mem, &back), 1);
	assert_int_equal(erase_intend(w->s, &i), 0);
	assert_int_equal(erase_intended(w->s, &w->mem, &back), 0);
	assert_int_equal(back.person, 5);
	assert_string_equal(back.now, "bb");
	assert_false(back.deleted);
	assert_int_equal(back.renamed.n, 1);
	assert_int_equal(back.renamed.at[0].edition, 3);
	erase_intent_dispose(&back);
	erase_intent_dispose(&i);
	assert_int_equal(erase_forget_intent(w->s), 0);
	assert_int_equal(erase_intended(w->s, &w->mem, &back), 1);
}

/* Bytes of an export in which line 2 and 3 are one row. */
static void cut_is(struct ws *w, const char *bytes, size_t n, const char *want, size_t want_n)
{
	struct erase_places p = { VEC_INIT };
	struct erase_place at = { "e/x.csv", 2, 2 };
	struct str got = STR_INIT, err = STR_INIT;
	vec_push(&p.at, at);
	assert_int_equal(fs_write_atomic(fs_join(&w->mem, w->root, "e/x.csv"), sv_n(bytes, n), 0640, &err), 0);
	assert_int_equal(erase_cut_lines(w->root, &p, &w->ds), 0);
	assert_int_equal(fs_read(&got, fs_join(&w->mem, w->root, "e/x.csv"), 4096, &err), 0);
	assert_int_equal(got.len, want_n);
	assert_memory_equal(got.ptr, want, want_n);
	vec_dispose(&p.at);
	str_dispose(&got);
}

static void lines_are_cut_in_every_encoding(void **state)
{
	struct ws *w = *state;
#define CUT(bytes, want) cut_is(w, bytes, sizeof(bytes) - 1, want, sizeof(want) - 1)
	CUT("h\r\n\"a\nb\"\r\nc", "h\r\nc");
	CUT("h\ra\rb\rc\r", "h\rc\r");
	CUT("\xEF\xBB\xBFh\n\xE9\nb\n", "\xEF\xBB\xBFh\n");
	CUT("\xFF\xFEh\0\r\0\n\0\x0A\x01\n\0b\0\n\0c\0\n\0", "\xFF\xFEh\0\r\0\n\0c\0\n\0"); /* U+010A is no line end */
	CUT("\0h\0\n\0a\0\n\0b\0\n\0c", "\0h\0\n\0c");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
int main(void)
{
	const struct CMUnitTest tests[] = { TEST(all_of_a_person_is_found), TEST(values_are_theirs_or_others),
		TEST(nothing_of_them_stays), TEST(an_export_that_still_holds_them_is_skipped),
		TEST(who_comes_back_is_on_the_list_again), TEST(numbers_are_told_apart),
		TEST(an_intent_is_kept_and_forgotten), TEST(lines_are_cut_in_every_encoding) };
	return cmocka_run_group_tests(tests, NULL, NULL);
}
