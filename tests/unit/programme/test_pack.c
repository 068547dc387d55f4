/* test_pack: the committee's pack says what the round says, names nobody when it must not, and leaves alone what people have filled in. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>
#include "base/fs.h"
#include "input/csvin.h"
#include "programme/pack.h"
#include "programme/pack_facts.h"
#include "round_support.h"

#define TEMPLATES "programme-templates"

static struct hand_round h;
static struct arena mem;
static struct diags ds;
static char dir[64];

static int set_up(void **state)
{
	(void)state;
	mem = (struct arena)ARENA_INIT;
	ds = (struct diags)DIAGS_INIT;
	snprintf(dir, sizeof dir, "/tmp/mp-pack-XXXXXX");
	return mkdtemp(dir) ? 0 : -1;
}

static int tear_down(void **state)
{
	struct str err = STR_INIT;
	(void)state;
	hand_free(&h);
	arena_dispose(&mem);
	diags_dispose(&ds);
	int rc = fs_remove_tree(dir, &err);
	str_dispose(&err);
	return rc;
}

static int write_pack(bool identified)
{
	struct pack_options o = { .folder = dir,
		.identified = identified,
		.templates = TEMPLATES,
		.changes = "entry 3 came",
		.as_of = date_civil(2026, 3, 9) };
	int rc = pack_write_round(&h.r, &h.p, &o, &ds);
	if (rc) diags_print(&ds, stderr);
	return rc;
}

static const char *text(const char *name)
{
	struct str s = STR_INIT, err = STR_INIT;
	assert_int_equal(fs_read(&s, fs_join(&mem, dir, name), (size_t)64 << 20, &err), 0);
	const char *z = arena_strdup(&mem, sv_of(&s));
	str_dispose(&s);
	str_dispose(&err);
	return z;
}

static size_t times(const char *hay, const char *needle)
{
	size_t n = 0;
	for (const char *at = hay; (at = strstr(at, needle)); at += strlen(needle)) n++;
	return n;
}

static const struct diag *told(const char *code)
{
	for (size_t i = 0; i < ds.n; i++)
		if (strcmp(ds.at[i].code, code) == 0) return &ds.at[i];
	return NULL;
}

#define MENTEE(i) (&h.r.mentees.at[i])
#define MENTOR(i) (&h.r.mentors.at[i])
#define PEER(i) (&h.r.peers.at[i])

/* Three mentees ask for the first of two mentors, who has two places; two peers are a pair, a third has nobody. */
static void small_round(void)
{
	hand_make(&h, 3, 2, 3);
	hand_choose(&h, 0, "#10001", 1, (size_t)3);
	hand_choose(&h, 1, "10001", 1, (size_t)3);
	hand_choose(&h, 2, "10.001", 1, (size_t)3);
	hand_choose(&h, 2, "Dr. Familyzz", 0);
	hand_choose(&h, 5, "502", 1, (size_t)6);
	MENTEE(1)->tier = 2;
	hand_propose(&h, MENTEE(0), MENTOR(0), NOT_NONE, "Entry 1 gets 10001 (1st choice).");
	hand_propose(&h, MENTEE(1), MENTOR(0), NOT_NONE, "Entry 2 gets 10001: unmatched in 2 rounds.");
	hand_propose(&h, MENTEE(2), NULL, NOT_PLACES, "Entry 3 does not get 10001: both places went to 1 and 2.");
	hand_propose(&h, PEER(0), PEER(1), NOT_NONE, "Entry 501 and 502 are a pair.");
	hand_propose(&h, PEER(2), NULL, NOT_ASKED, "Entry 503 named nobody.");
}

/* ---- what is in it */

static void every_sheet_has_a_file_and_a_link(void **state)
{
	(void)state;
	small_round();
	assert_int_equal(write_pack(false), 0);
	const char *index = text("pack/index.html"), *all = text("pack/sheets/all.html");
	static const char *const slugs[] = { "mentee-1", "mentee-2", "mentee-3", "mentor-10001", "mentor-10002",
		"peer-501", "peer-502", "peer-503" };
	for (size_t i = 0; i < sizeof slugs / sizeof *slugs; i++) {
		const char *sheet = text(arena_printf(&mem, "pack/sheets/%s.html", slugs[i]));
		assert_true(times(index, arena_printf(&mem, "href=\"sheets/%s.html\"", slugs[i])) > 0);
		assert_int_equal(times(all, arena_printf(&mem, "<article class=\"sheet\" id=\"%s\">", slugs[i])), 1);
		assert_int_equal(times(sheet, "<article "), 1);
		assert_non_null(strstr(sheet, "../papers.css"));
	}
	assert_int_equal(times(all, "<article "), 8);
	assert_int_equal(times(all, "</html>"), 1);
	assert_true(sv_ends(sv(all), "</html>\n"));
	assert_true(times(text("pack/papers.css"), "@page") > 0);
	assert_non_null(strstr(index, "records as of March 9, 2026"));
	assert_non_null(strstr(index, "entry 3 came"));
}

static void a_sheet_says_what_came_of_each_choice(void **state)
{
	(void)state;
	small_round();
	MENTOR(1)->reason = OUT_RECORD;
	MENTOR(1)->words = "paused until June 1, 2026";
	hand_choose(&h, 0, "10002", 1, (size_t)4);
	hand_choose(&h, 0, "10001 or 10002", 2, (size_t)3, (size_t)4);
	assert_int_equal(write_pack(false), 0);
	const char *one = text("pack/sheets/mentee-1.html"), *three = text("pack/sheets/mentee-3.html");
	assert_non_null(strstr(one, "Entry 1 gets 10001 (1st choice)."));
	assert_non_null(strstr(one, "<td>proposed, fit"));
	assert_non_null(strstr(one, "not in this round: paused until June 1, 2026"));
	assert_non_null(strstr(one, "any of a group of 2"));
	/* Both places of the mentor went to entries 2 and 1: the one with earlier rounds first. */
	assert_non_null(strstr(three, "the places go to 2 and 1"));
	assert_non_null(strstr(three, "leads nowhere: nobody has this number"));
	assert_null(strstr(three, "Familyzz")); /* what was typed is a name */
	assert_non_null(strstr(three, "<td>10.001</td>"));
	assert_non_null(strstr(text("pack/sheets/mentee-2.html"), "Unmatched in 2 earlier rounds"));
	/* A mentor out of the round has a sheet all the same, since somebody asked. */
	assert_non_null(strstr(text("pack/sheets/mentor-10002.html"), "<strong>Not in this round:</strong> paused"));
}

static void the_overview_lists_what_has_to_be_seen(void **state)
{
	(void)state;
	small_round();
	PEER(2)->recused = true;
	assert_int_equal(write_pack(false), 0);
	const char *index = text("pack/index.html");
	assert_non_null(strstr(index, "<th scope=\"row\">Mentees</th><td class=\"n\">3</td><td class=\"n\">0</td>"
				      "<td class=\"n\">3</td><td class=\"n\">2</td><td class=\"n\">1</td>"));
	assert_non_null(strstr(index, "Mentors in the round have 4 free places; 2 are left"));
	assert_int_equal(times(index, "Entry 501 and 502 are a pair."), 1); /* a pair of peers is told once */
	assert_non_null(strstr(index, "both places went to 1 and 2"));
	/* Three ask, two places: in the order of priority. Entry 2 waited, 3 fits with 73, 1 with 59. */
	assert_non_null(strstr(index, "2 (1st), 3 (1st), 1 (1st)"));
	assert_int_equal(times(index, "leads nowhere"), 1);
	assert_int_equal(times(index, "They leave while the others decide"), 1);
}

static void requests_stand_in_the_order_of_priority(void **state)
{
	struct pack pk;
	(void)state;
	hand_make(&h, 4, 1, 0);
	/* The fit of mentee i (application i + 1) and the mentor (5) is (7 (i + 1) + 65) mod 101: 72, 79, 86, 93. */
	for (size_t i = 0; i < 4; i++) hand_choose(&h, i, "10001", 1, (size_t)4);
	hand_choose(&h, 0, "10001", 1, (size_t)4); /* named twice: counts once, at the better rank */
	MENTEE(0)->tier = 1;
	pack_facts_open(&pk, &h.r, &h.p);
	const struct pack_member *m = pack_find(&pk, 5);
	assert_int_equal(m->nrequests, 4);
	/* Tier 1 first, whatever the fit; then the nineties, the eighties, the seventies. */
	static const int64_t order[] = { 1, 4, 3, 2 };
	for (size_t i = 0; i < 4; i++) {
		assert_int_equal(m->request[i].seeker->m->who->application, order[i]);
		assert_int_equal(m->request[i].rank, 1);
	}
	pack_facts_close(&pk);
}

static void the_band_decides_not_the_point(void **state)
{
	struct pack pk;
	(void)state;
	hand_make(&h, 2, 1, 0);
	/* Fits with the mentor (application 3): (7 + 39) = 46 and (14 + 39) = 53; apart by a band. */
	hand_choose(&h, 0, "10001", 1, (size_t)2);
	hand_choose(&h, 1, "10001", 1, (size_t)2);
	pack_facts_open(&pk, &h.r, &h.p);
	assert_int_equal(pack_find(&pk, 3)->request[0].seeker->m->who->application, 2);
	pack_facts_close(&pk);
	/* 50 and 57 are one band: the lower order is first. */
	h.person[2].application = 50; /* (7 + 650) % 101 = 51, (14 + 650) % 101 = 58 */
	h.person[0].choices.n = h.person[1].choices.n = 0;
	hand_choose(&h, 0, "10001", 1, (size_t)2);
	hand_choose(&h, 1, "10001", 1, (size_t)2);
	pack_facts_open(&pk, &h.r, &h.p);
	assert_int_equal(pack_find(&pk, 50)->request[0].seeker->m->who->application, 1);
	assert_int_equal(pack_find(&pk, 50)->request[0].fit, 51);
	pack_facts_close(&pk);
}

static void candidates_are_the_best_ten(void **state)
{
	struct pack pk;
	(void)state;
	hand_make(&h, 5, 300, 0);
	MENTOR(17)->reason = OUT_NO_PLACE;
	pack_facts_open(&pk, &h.r, &h.p);
	for (size_t s = 0; s < pk.nmentees; s++) {
		struct pack_candidate best[PACK_CANDIDATES];
		size_t out[HARD_COUNT], possible, n = pack_candidates(&pk, &pk.mentee[s], best, out, &possible);
		assert_int_equal(n, PACK_CANDIDATES);
		assert_int_equal(possible + out[HARD_EMPLOYER], 299);
		assert_true(out[HARD_EMPLOYER] >= 3);
		/* No other possible mentor is better than the last of them; of equals the lower order is in. */
		for (size_t i = 0; i < pk.nmentors; i++) {
			const struct pack_member *m = &pk.mentor[i];
			bool in = false;
			for (size_t k = 0; k < n; k++) in = in || best[k].who == m;
			if (in || !pack_in(m) || hard_rule(&h.r, pk.mentee[s].m->who, m->m->who, NULL)) continue;
			int fit = pack_fit(&pk, &pk.mentee[s], m);
			assert_true(fit < best[n - 1].fit ||
				    (fit == best[n - 1].fit && m->m->order > best[n - 1].who->m->order));
		}
		for (size_t k = 1; k < n; k++) assert_true(best[k - 1].fit >= best[k].fit);
	}
	pack_facts_close(&pk);
}

/* ---- names */

static void only_the_identified_pack_names_people(void **state)
{
	struct fs_list files;
	struct str err = STR_INIT;
	(void)state;
	small_round();
	h.person[2].avoid = sv("Familyzz of the Workszz");
	assert_int_equal(write_pack(true), 0);
	assert_int_equal(fs_walk(&files, &mem, dir, NULL, &err), 0);
	assert_int_equal(files.n, 2 * 11 + 1); /* two packs of 8 sheets, index, all, style; decisions */
	for (size_t i = 0; i < files.n; i++) {
		const char *z = text(files.at[i]);
		if (sv_starts(sv(files.at[i]), "pack-identified/")) continue;
		assert_null(strstr(z, "zz"));
		assert_null(strstr(z, "Secret"));
		assert_null(strstr(z, "example.org"));
	}
	const char *sheet = text("pack-identified/sheets/mentee-3.html");
	assert_non_null(strstr(sheet, "Given2zz Family2zz, Works2zz"));
	assert_non_null(strstr(sheet, "Secretgoal2"));
	assert_non_null(strstr(sheet, "Secretnote2"));
	assert_non_null(strstr(sheet, "Familyzz of the Workszz"));
	assert_null(strstr(sheet, "example.org")); /* nobody decides by an address */
	assert_non_null(strstr(text("pack/sheets/mentee-3.html"), "In the identified pack."));
	str_dispose(&err);
}

static void an_old_identified_pack_does_not_stay(void **state)
{
	(void)state;
	small_round();
	assert_int_equal(write_pack(true), 0);
	assert_int_equal(write_pack(false), 0);
	assert_false(fs_exists(fs_join(&mem, dir, "pack-identified")));
	assert_non_null(told("M062"));
	assert_int_equal(ds.errors + ds.warnings, 0);
}

static void nobody_else_can_read_it(void **state)
{
	struct stat st;
	(void)state;
	small_round();
	assert_int_equal(write_pack(true), 0);
	static const char *const folders[] = { "pack", "pack/sheets", "pack-identified" };
	static const char *const files[] = { "decisions.csv", "pack/index.html", "pack-identified/sheets/all.html" };
	for (size_t i = 0; i < 3; i++) {
		assert_int_equal(stat(fs_join(&mem, dir, folders[i]), &st), 0);
		assert_int_equal(st.st_mode & 0777, 0700);
		assert_int_equal(stat(fs_join(&mem, dir, files[i]), &st), 0);
		assert_int_equal(st.st_mode & 0777, 0600);
	}
}

/* ---- decisions.csv */

static const char *const columns[] = { "round_id", "form", "form_entry_no", "decision", "partner_form_entry_no",
	"rank_given", "override_flags", "reason", "decided_by", "decided_on", "partner_form", "note" };

static struct csvin_table decisions(const char *name)
{
	struct csvin_table t;
	assert_int_equal(csvin_table(&t, &mem, fs_join(&mem, dir, name), name, columns, 12, 12, true, &ds), 0);
	return t;
}

static void cell(const struct csvin_table *t, size_t row, size_t column, const char *expected)
{
	assert_string_equal(arena_strdup(&mem, t->cells[row * t->ncols + column]), expected);
}

static void decisions_are_prefilled_and_undecided(void **state)
{
	(void)state;
	small_round();
	h.person[0].entry_no = "00017";
	assert_int_equal(write_pack(false), 0);
	struct csvin_table t = decisions("decisions.csv");
	assert_int_equal(t.rows, 6); /* three mentees, three peers; mentors do not apply for anything */
	for (size_t i = 0; i < t.rows; i++) {
		cell(&t, i, 0, "2026-03");
		cell(&t, i, 3, "");
		for (size_t k = 6; k < 10; k++) cell(&t, i, k, "");
	}
	cell(&t, 0, 2, "2"); /* waited longest */
	cell(&t, 0, 4, "10001");
	cell(&t, 0, 5, "1");
	cell(&t, 1, 2, "00017");
	cell(&t, 2, 2, "3");
	cell(&t, 2, 4, "");
	cell(&t, 2, 5, "");
	cell(&t, 3, 4, "502");
	cell(&t, 3, 5, "1");
	cell(&t, 4, 4, "501"); /* the pair from the other side, who did not ask for it */
	cell(&t, 4, 5, "other");
	cell(&t, 0, 11, "Entry 2 gets 10001: unmatched in 2 rounds.");
}

/* As a spreadsheet set to German saves what it has opened: semicolons, CRLF, a mark, quotes where it likes. */
static void save_again(const char *name, const char *answer)
{
	struct str out = STR_INIT, err = STR_INIT;
	const char *z = text(name);
	str_puts(&out, "\xEF\xBB\xBF");
	bool quoted = false;
	for (size_t comma = 0; *z; z++) {
		if (*z == '"') {
			quoted = !quoted; /* no cell of ours needs its quotes when semicolons part them */
		} else if (*z == ',' && !quoted) {
			str_putc(&out, ';');
			if (answer && ++comma == 11 + 3) str_puts(&out, answer); /* the decision of the first row */
		} else if (*z == '\n') {
			str_puts(&out, "\r\n");
		} else {
			str_putc(&out, *z);
		}
	}
	assert_int_equal(fs_write_atomic(fs_join(&mem, dir, name), sv_of(&out), 0600, &err), 0);
	str_dispose(&out);
	str_dispose(&err);
}

static void a_spreadsheet_does_not_spoil_them(void **state)
{
	(void)state;
	small_round();
	h.person[0].entry_no = "00017";
	h.person[2].entry_no = "=1+2";
	assert_int_equal(write_pack(false), 0);
	save_again("decisions.csv", NULL);
	struct csvin_table t = decisions("decisions.csv");
	assert_int_equal(t.rows, 6);
	cell(&t, 0, 0, "2026-03"); /* not "Mrz 26" */
	cell(&t, 1, 2, "00017");
	cell(&t, 2, 2, "=1+2");
	cell(&t, 0, 4, "10001");
}

static void answers_are_never_overwritten(void **state)
{
	(void)state;
	small_round();
	assert_int_equal(write_pack(false), 0);
	save_again("decisions.csv", NULL);
	assert_int_equal(write_pack(false), 0); /* opened and saved, nothing answered: written anew */
	assert_null(told("M063"));
	assert_null(strstr(text("decisions.csv"), "\r\n"));
	save_again("decisions.csv", "match");
	const char *answered = text("decisions.csv");
	assert_non_null(strstr(answered, ";match;"));
	assert_int_equal(write_pack(false), 0);
	assert_non_null(told("M063"));
	assert_string_equal(text("decisions.csv"), answered);
	assert_int_equal(decisions("decisions-2.csv").rows, 6);
	assert_int_equal(write_pack(false), 0); /* the second has no answers yet: no third */
	assert_false(fs_exists(fs_join(&mem, dir, "decisions-3.csv")));
}

/* ---- order, failure */

static void the_order_of_the_records_does_not_matter(void **state)
{
	(void)state;
	hand_make(&h, 9, 7, 5);
	for (size_t i = 0; i < 9; i++) {
		hand_choose(&h, i, "10001", 1, (size_t)9);
		hand_choose(&h, i, "10003 or 10005", 2, (size_t)11, (size_t)13);
	}
	h.person[1].entry_no = "1"; /* two forms may give the same number */
	assert_int_equal(write_pack(true), 0);
	const char *all = text("pack-identified/sheets/all.html"), *index = text("pack/index.html");
	assert_true(fs_exists(fs_join(&mem, dir, "pack/sheets/mentee-1-2.html")));
	for (size_t i = 0; i < 4; i++) {
		struct round_member m = h.r.mentees.at[i];
		h.r.mentees.at[i] = h.r.mentees.at[8 - i];
		h.r.mentees.at[8 - i] = m;
		if (i > 2) continue;
		m = h.r.mentors.at[i];
		h.r.mentors.at[i] = h.r.mentors.at[6 - i];
		h.r.mentors.at[6 - i] = m;
	}
	assert_int_equal(write_pack(true), 0);
	assert_string_equal(text("pack-identified/sheets/all.html"), all);
	assert_string_equal(text("pack/index.html"), index);
}

static void a_missing_template_is_told_and_the_old_pack_stays(void **state)
{
	struct pack_options o = { .folder = dir, .templates = "programme-templates-that-are-not-there" };
	(void)state;
	small_round();
	assert_int_equal(write_pack(false), 0);
	assert_int_equal(pack_write_round(&h.r, &h.p, &o, &ds), -1);
	assert_non_null(told("M060"));
	assert_true(fs_exists(fs_join(&mem, dir, "pack/index.html")));
	assert_false(fs_exists(fs_join(&mem, dir, "pack.filling")));
}

static void a_round_of_nobody_has_a_pack(void **state)
{
	(void)state;
	hand_make(&h, 0, 0, 0);
	assert_int_equal(write_pack(false), 0);
	assert_non_null(strstr(text("pack/index.html"), "Everybody in the round has a proposal."));
	assert_int_equal(decisions("decisions.csv").rows, 0);
}

int main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)
	const struct CMUnitTest tests[] = {
		TEST(every_sheet_has_a_file_and_a_link),
		TEST(a_sheet_says_what_came_of_each_choice),
		TEST(the_overview_lists_what_has_to_be_seen),
		TEST(requests_stand_in_the_order_of_priority),
		TEST(the_band_decides_not_the_point),
		TEST(candidates_are_the_best_ten),
		TEST(only_the_identified_pack_names_people),
		TEST(an_old_identified_pack_does_not_stay),
		TEST(nobody_else_can_read_it),
		TEST(decisions_are_prefilled_and_undecided),
		TEST(a_spreadsheet_does_not_spoil_them),
		TEST(answers_are_never_overwritten),
		TEST(the_order_of_the_records_does_not_matter),
		TEST(a_missing_template_is_told_and_the_old_pack_stays),
		TEST(a_round_of_nobody_has_a_pack),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
