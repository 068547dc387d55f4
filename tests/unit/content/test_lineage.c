/* test_lineage: the whole truth of statuses. Each row is a family on a day around a boundary; what is in force on it follows
 * from the dates alone. Then everything that can be wrong with a chain of versions, told at the key that has to change. */
#include "workspace_each.h"

static void on(const char *day)
{
	w.run.as_of = date_parse(sv(day));
	ws_load(&w);
}

/* One letter for each version, from the oldest: - absent, d draft, a approved, E effective, s superseded, r retired. */
static const char *statuses(const char *const *number, size_t n)
{
	static const char letter[] = { [STATUS_NONE] = '-',
		[STATUS_DRAFT] = 'd',
		[STATUS_APPROVED] = 'a',
		[STATUS_EFFECTIVE] = 'E',
		[STATUS_SUPERSEDED] = 's',
		[STATUS_RETIRED] = 'r' };
	char *out = arena_alloc(&w.mem, n + 1);
	for (size_t i = 0; i < n; i++) {
		const struct document *d = corpus_find(w.corpus, DOC_SOP, number[i]);
		out[i] = letter[d ? d->status : STATUS_NONE];
	}
	out[n] = 0;
	return out;
}

struct day {
	const char *day, *want;
	bool drafts;
};

/* Also: at most one version of a family is in force, and it is the one the family names. */
static void walk(const char *const *number, size_t n, const struct day *day, size_t ndays)
{
	for (size_t i = 0; i < ndays; i++) {
		w.run.as_of = date_parse(sv(day[i].day));
		ws_load_drafts(&w, day[i].drafts);
		ws_expect_none(&w);
		const char *got = statuses(number, n), *effective = strchr(got, 'E');
		if (strcmp(got, day[i].want) != 0) fail_msg("on %s: %s instead of %s", day[i].day, got, day[i].want);
		const struct document *now = w.corpus->nfamilies ? w.corpus->family[0].in_force : NULL;
		assert_int_equal(now != NULL, effective != NULL);
		if (now) assert_string_equal(now->id, number[effective - got]);
	}
}
#define WALK(number, day) walk((number), sizeof(number) / sizeof *(number), (day), sizeof(day) / sizeof *(day))

/* An SOP approved some time before it takes effect; the fingerprint fits. */
static void put_approved(
	const char *number, const char *supersedes, const char *approved, const char *effective, const char *more)
{
	ws_put_sop(&w, number, supersedes, effective, more, "Text.\n");
	struct str text = STR_INIT, out = STR_INIT, err = STR_INIT;
	const char *file = arena_printf(&w.mem, "content/sops/%s.md", number), *at;
	assert_int_equal(fs_read(&text, fs_join(&w.mem, w.dir, file), 10000, &err), 0);
	const char *from = text.ptr, *was = arena_printf(&w.mem, "approved: %s", effective);
	at = strstr(from, was);
	assert_non_null(at);
	str_sv(&out, sv_n(from, (size_t)(at - from)));
	str_printf(&out, "approved: %s", approved);
	from = at + strlen(was);
	was = arena_printf(&w.mem, "date: %s", effective);
	at = strstr(from, was);
	assert_non_null(at);
	str_sv(&out, sv_n(from, (size_t)(at - from)));
	str_printf(&out, "date: %s%s", approved, at + strlen(was));
	ws_put(&w, file, out.ptr);
	str_dispose(&text);
	str_dispose(&out);
	str_dispose(&err);
}

static void one_version(void **state)
{
	(void)state;
	static const char *const number[] = { "MP-02.01" };
	static const struct day day[] = { { "2020-02-29", "-", false }, { "2020-02-29", "d", true },
		{ "2020-03-01", "a", false }, { "2020-03-31", "a", false }, { "2020-04-01", "E", false },
		{ "2020-04-02", "E", false }, { "2039-12-31", "E", false } };
	put_approved("MP-02.01", "", "2020-03-01", "2020-04-01", "");
	WALK(number, day);
}

static void two_versions(void **state)
{
	(void)state;
	static const char *const number[] = { "MP-02.01", "MP-02.02" };
	static const struct day day[] = { { "2020-03-31", "a-", false }, { "2020-04-01", "E-", false },
		{ "2022-12-31", "E-", false }, { "2023-01-01", "Ea", false }, { "2023-02-28", "Ea", false },
		{ "2023-03-01", "sE", false }, { "2023-03-02", "sE", false } };
	put_approved("MP-02.01", "", "2020-03-01", "2020-04-01", "");
	put_approved("MP-02.02", "MP-02.01", "2023-01-01", "2023-03-01", "");
	WALK(number, day);
	/* Said twice, in the same words, it is the same. */
	put_approved("MP-02.01", "", "2020-03-01", "2020-04-01", "retired: 2023-03-01\n");
	WALK(number, day);
}

static void four_versions_and_an_end(void **state)
{
	(void)state;
	static const char *const number[] = { "MP-02.01", "MP-02.02", "MP-02.03", "MP-02.04" };
	static const struct day day[] = { { "2010-01-01", "E---", false }, { "2012-01-01", "sE--", false },
		{ "2014-01-01", "ssE-", false }, { "2015-12-31", "ssEa", false }, { "2016-01-01", "sssE", false },
		{ "2019-12-31", "sssE", false }, { "2020-01-01", "sssr", false }, { "2021-01-01", "sssr", false } };
	ws_put_sop(&w, "MP-02.01", "", "2010-01-01", "", "x\n");
	ws_put_sop(&w, "MP-02.02", "MP-02.01", "2012-01-01", "", "x\n");
	ws_put_sop(&w, "MP-02.03", "MP-02.02", "2014-01-01", "", "x\n");
	put_approved("MP-02.04", "MP-02.03", "2015-12-01", "2016-01-01", "retired: 2020-01-01\n");
	WALK(number, day);
	assert_true(sv_is(
		corpus_find(w.corpus, DOC_SOP, "MP-02.01")->watermark, "SUPERSEDED BY MP-02.02 on January 1, 2012"));
	assert_true(sv_is(corpus_find(w.corpus, DOC_SOP, "MP-02.04")->watermark, "RETIRED on January 1, 2020"));
}

static void a_draft_next_version_changes_nothing(void **state)
{
	(void)state;
	static const char *const number[] = { "MP-02.01", "MP-02.02" };
	static const struct day day[] = { { "2021-01-01", "E-", false }, { "2021-01-01", "Ed", true },
		{ "2024-01-01", "Ed", true } };
	ws_put_sop(&w, "MP-02.01", "", "2020-01-01", "", "x\n");
	ws_put(&w, "content/sops/MP-02.02.md",
		"---\ntitle: T\nnumber: MP-02.02\nsupersedes: MP-02.01\neffective: 2023-01-01\n---\nx\n");
	WALK(number, day);
	assert_true(sv_is(corpus_find(w.corpus, DOC_SOP, "MP-02.02")->watermark, "DRAFT, NOT APPROVED"));
	assert_non_null(corpus_find(w.corpus, DOC_SOP, "MP-02.02")->supersedes_doc);
}

static void versions_kept_elsewhere(void **state)
{
	(void)state;
	static const char *const number[] = { "MP-02.01", "MP-02.02", "MP-02.03" };
	static const struct day first[] = { { "2015-12-31", "-a-", false }, { "2016-01-01", "-E-", false },
		{ "2020-01-01", "-sE", false } };
	static const struct day middle[] = { { "2011-01-01", "E--", false }, { "2016-01-01", "s--", false },
		{ "2020-01-01", "s-E", false } };
	ws_put(&w, "content/documents.csv", "number,title,version,effective\nMP-02,First issue,MP-02.01,2010-01-01\n");
	put_approved("MP-02.02", "MP-02.01", "2015-12-01", "2016-01-01", "");
	ws_put_sop(&w, "MP-02.03", "MP-02.02", "2020-01-01", "", "x\n");
	WALK(number, first);
	assert_int_equal(corpus_sop(w.corpus, sv("MP-02.01")), SOP_ELSEWHERE);
	assert_int_equal(corpus_sop(w.corpus, sv("MP-02.02")), SOP_HERE);
	assert_int_equal(corpus_sop(w.corpus, sv("MP-02.04")), SOP_ABSENT);
	/* The middle one moved away. */
	ws_put_sop(&w, "MP-02.01", "", "2010-01-01", "", "x\n");
	assert_int_equal(remove(fs_join(&w.mem, w.dir, "content/sops/MP-02.02.md")), 0);
	ws_put(&w, "content/documents.csv", "number,title,version,effective\nMP-02,Second issue,MP-02.02,2016-01-01\n");
	WALK(number, middle);
	assert_true(sv_is(
		corpus_find(w.corpus, DOC_SOP, "MP-02.01")->watermark, "SUPERSEDED BY MP-02.02 on January 1, 2016"));
	assert_null(corpus_find(w.corpus, DOC_SOP, "MP-02.01")->superseded_by);
	/* Without its date nobody knows what was in force; with a wrong one, two were. */
	ws_put(&w, "content/documents.csv", "number,title,version\nMP-02,Second issue,MP-02.02\n");
	on("2024-01-01");
	ws_expect(&w, "C115", "content/documents.csv", 2, 1);
	ws_put(&w, "content/documents.csv", "number,title,version,effective\nMP-02,Second issue,MP-02.02,2020-01-01\n");
	on("2024-01-01");
	ws_expect(&w, "C053", "content/sops/MP-02.03.md", 5, 12);
	ws_put(&w, "content/documents.csv",
		"number,title,version,effective\nMP-02,a,MP-02.02,2016-01-01\nMP-02,b,02,2016-01-01\nMP-02,c,03,\n");
	on("2024-01-01");
	ws_expect(&w, "C115", "content/documents.csv", 3, 1);
	ws_expect(&w, "C069", "content/documents.csv", 4, 1);
}

static void a_family_under_a_new_number(void **state)
{
	(void)state;
	ws_put_sop(&w, "MP-02.01", "", "2010-01-01", "", "x\n");
	ws_put_sop(&w, "MP-02.02", "MP-02.01", "2012-01-01", "", "x\n");
	put_approved("MP-05.01", "MP-02.02", "2019-12-01", "2020-01-01", "");
	on("2019-12-31");
	ws_expect_none(&w);
	assert_int_equal(corpus_find(w.corpus, DOC_SOP, "MP-02.02")->status, STATUS_EFFECTIVE);
	on("2020-01-01");
	ws_expect_none(&w);
	const struct document *old = corpus_find(w.corpus, DOC_SOP, "MP-02.02"),
			      *now = corpus_find(w.corpus, DOC_SOP, "MP-05.01");
	assert_int_equal(old->status, STATUS_SUPERSEDED);
	assert_ptr_equal(old->superseded_by, now);
	assert_ptr_equal(now->supersedes_doc, old);
	assert_true(sv_is(old->watermark, "SUPERSEDED BY MP-05.01 on January 1, 2020"));
	assert_null(w.corpus->family[0].in_force);
	assert_ptr_equal(w.corpus->family[1].in_force, now);
	/* Not its last version; a second heir; an end on another day; a ring. */
	ws_put_sop(&w, "MP-06.01", "MP-02.01", "2021-01-01", "", "x\n");
	on("2024-01-01");
	ws_expect(&w, "C068", "content/sops/MP-06.01.md", 4, 13);
	assert_non_null(strstr(ws_find(&w, "C068")->help, "supersedes: MP-02.02"));
	ws_put_sop(&w, "MP-06.01", "MP-02.02", "2021-01-01", "", "x\n");
	on("2024-01-01");
	ws_expect(&w, "C068", "content/sops/MP-06.01.md", 4, 13);
	assert_non_null(strstr(ws_find(&w, "C068")->text, "superseded twice"));
	assert_int_equal(remove(fs_join(&w.mem, w.dir, "content/sops/MP-06.01.md")), 0);
	ws_put_sop(&w, "MP-02.02", "MP-02.01", "2012-01-01", "retired: 2019-01-01\n", "x\n");
	on("2024-01-01");
	ws_expect(&w, "C054", "content/sops/MP-02.02.md", 9, 10);
	ws_put_sop(&w, "MP-02.02", "MP-02.01", "2012-01-01", "", "x\n");
	ws_put_sop(&w, "MP-02.01", "MP-05.01", "2010-01-01", "", "x\n");
	on("2024-01-01");
	ws_expect(&w, "C063", "content/sops/MP-02.01.md", 5, 12);
}

/* The wording tells what is wrong, the help what to write. */
static void broken(const char *supersedes, const char *text, const char *help)
{
	ws_put_sop(&w, "MP-02.03", supersedes, "2014-01-01", "", "x\n");
	on("2024-01-01");
	if (w.ds.errors != 1) diags_print(&w.ds, stderr);
	assert_int_equal(w.ds.errors, 1);
	ws_expect(&w, "C055", "content/sops/MP-02.03.md", *supersedes ? 4 : 2, *supersedes ? 13 : 8);
	assert_has(ws_find(&w, "C055")->text, text);
	assert_has(ws_find(&w, "C055")->help, help);
}

static void broken_links(void **state)
{
	(void)state;
	ws_put_sop(&w, "MP-01.01", "", "2009-11-01", "", "x\n");
	ws_put_sop(&w, "MP-02.01", "", "2010-01-01", "", "x\n");
	ws_put_sop(&w, "MP-02.02", "MP-02.01", "2012-01-01", "", "x\n");
	broken("", "names no version", "supersedes: MP-02.02");
	broken("MP-02.01", "passes it over", "supersedes: MP-02.02");
	broken("MP-02.03", "supersedes itself", "supersedes: MP-02.02");
	broken("MP-02.09", "neither here nor in documents.csv", "supersedes: MP-02.02");
	broken("MP-01.01", "another document", "supersedes: MP-02.02");
	ws_put_sop(&w, "MP-02.03", "MP-02.02", "2014-01-01", "", "x\n");
	on("2024-01-01");
	ws_expect_none(&w);
	ws_put_sop(&w, "MP-01.01", "MP-01.01", "2009-11-01", "", "x\n");
	on("2024-01-01");
	ws_expect(&w, "C055", "content/sops/MP-01.01.md", 4, 13);
	assert_has(ws_find(&w, "C055")->text, "itself");
	ws_put_sop(&w, "MP-01.01", "MP-01.02", "2009-11-01", "", "x\n");
	on("2024-01-01");
	assert_has(ws_find(&w, "C055")->text, "later version");
}

static void gaps_and_overlaps(void **state)
{
	(void)state;
	ws_put_sop(&w, "MP-02.01", "", "2010-01-01", "retired: 2011-12-31\n", "x\n");
	ws_put_sop(&w, "MP-02.02", "MP-02.01", "2012-01-01", "", "x\n");
	on("2024-01-01");
	ws_expect(&w, "C054", "content/sops/MP-02.01.md", 8, 10);
	assert_has(ws_find(&w, "C054")->text, "none is in force");
	ws_put_sop(&w, "MP-02.01", "", "2010-01-01", "retired: 2012-01-02\n", "x\n");
	on("2024-01-01");
	assert_has(ws_find(&w, "C054")->text, "both are in force");
	assert_has(ws_find(&w, "C054")->help, "2012-01-01");
	ws_put_sop(&w, "MP-02.01", "", "2010-01-01", "retired: 2012-01-01\n", "x\n");
	on("2024-01-01");
	ws_expect_none(&w);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, open_ws, close_ws)
int main(void)
{
	const struct CMUnitTest tests[] = { TEST(one_version), TEST(two_versions), TEST(four_versions_and_an_end),
		TEST(a_draft_next_version_changes_nothing), TEST(versions_kept_elsewhere),
		TEST(a_family_under_a_new_number), TEST(broken_links), TEST(gaps_and_overlaps) };
	return cmocka_run_group_tests(tests, NULL, NULL);
}
