/* Tests of Entry IDs (issued once, reserved then live, resolved for ever) and of finding what headquarters types. */
#include "support.h"
#include "records/entry_id.h"
#include "records/resolve.h"
#include "records/story.h"

struct facts {
	char id[9], state[16], cycle[16];
	bool group;
	unsigned first_edition;
	date_t since, ended, drawn;
	int64_t application[8];
	size_t n;
	char order[8][9];
};

static int keep_fact(void *ctx, const struct entry_fact *e, int64_t application)
{
	struct facts *f = ctx;
	snprintf(f->id, sizeof f->id, "%s", e->id.z);
	snprintf(f->state, sizeof f->state, "%s", e->state);
	snprintf(f->cycle, sizeof f->cycle, "%s", e->cycle);
	snprintf(f->order[f->n], sizeof f->order[0], "%s", e->id.z);
	f->group = e->group;
	f->first_edition = e->first_edition;
	f->since = e->since;
	f->ended = e->ended;
	f->drawn = e->drawn;
	f->application[f->n++] = application;
	return 0;
}

static struct facts facts_of(struct ws *w, const char *id)
{
	struct facts f = { .n = 0 };
	assert_int_equal(entry_id_resolve(w->s, id, keep_fact, &f), 0);
	return f;
}

static void ids_of_a_lost_database_are_taken_over(void **state)
{
	(void)state;
	struct ws *w = ws_new();
	struct random_source r = { random_seeded_fill, 1 }, same = { random_seeded_fill, 1 };
	struct checkcode first = checkcode_draw(&same), second = checkcode_draw(&same), third = checkcode_draw(&same),
			 got;
	bool is_new = false;
	/* the ID that chance would give next was a profile's: nobody gets it again */
	assert_int_equal(entry_id_adopt(w->s, first.z, "mentors", sv(""), 4, "abc", 20000, &is_new), 0);
	assert_true(is_new);
	assert_string_equal(facts_of(w, first.z).state, "ended");
	assert_int_equal(entry_id_for_profile(w->s, &r, "mentors", 17, NULL, NULL, &got), 0);
	assert_string_equal(got.z, second.z);
	/* a group's belongs to its tuple, in its pool */
	assert_int_equal(entry_id_adopt(w->s, third.z, "mentors", sv("area=glp"), 4, "abc", 20000, &is_new), 0);
	assert_int_equal(entry_id_for_group(w->s, &r, "mentors", sv("area=glp"), NULL, NULL, &got), 0);
	assert_string_equal(got.z, third.z);
	assert_string_equal(facts_of(w, third.z).state, "live");
	assert_int_equal(facts_of(w, third.z).first_edition, 4);
	/* what is known stays as it is, and a tuple has one ID */
	assert_int_equal(entry_id_adopt(w->s, second.z, "mentors", sv("area=gcp"), 4, "abc", 20000, &is_new), 0);
	assert_false(is_new);
	assert_string_equal(facts_of(w, second.z).state, "reserved");
	assert_int_equal(
		entry_id_adopt(w->s, checkcode_draw(&same).z, "mentors", sv("area=glp"), 5, "def", 20030, &is_new), 0);
	assert_true(is_new);
	assert_int_equal(entry_id_for_group(w->s, &r, "mentors", sv("area=glp"), NULL, NULL, &got), 0);
	assert_string_equal(got.z, third.z);
	ws_free(w);
}

static void a_group_keeps_its_id_for_ever(void **state)
{
	(void)state;
	struct ws *w = ws_new();
	struct random_source r = { random_seeded_fill, 1 };
	struct checkcode a, b, c;
	assert_int_equal(entry_id_for_group(w->s, &r, "mentors", sv("area=glp"), NULL, NULL, &a), 0);
	assert_true(checkcode_valid(sv(a.z)));
	assert_string_equal(facts_of(w, a.z).state, "reserved");
	assert_int_equal(entry_id_for_group(w->s, &r, "mentors", sv("area=glp"), NULL, NULL, &b), 0);
	assert_string_equal(a.z, b.z);
	assert_int_equal(entry_id_for_group(w->s, &r, "peers", sv("area=glp"), NULL, NULL, &c), 0);
	assert_string_not_equal(a.z, c.z);
	assert_int_equal(entry_id_settle(w->s, 3, "abc", 20000), 0);
	struct facts f = facts_of(w, a.z);
	assert_string_equal(f.state, "live");
	assert_int_equal(f.first_edition, 3);
	assert_int_equal(f.since, 20000);
	assert_int_equal(f.n, 1);
	assert_int_equal(f.application[0], 0); /* nobody is known behind it */
	assert_int_equal(entry_id_settle(w->s, 4, "def", 20030), 0);
	assert_int_equal(facts_of(w, a.z).first_edition, 3); /* live already */
	assert_int_equal(entry_id_for_group(w->s, &r, "mentors", sv("area=glp"), NULL, NULL, &b), 0);
	assert_string_equal(a.z, b.z);
	assert_int_equal(entry_id_resolve(w->s, "000-0000", keep_fact, &f), 1);
	ws_free(w);
}

static void a_profile_that_is_left_ends(void **state)
{
	(void)state;
	struct ws *w = ws_new();
	struct random_source r = { random_seeded_fill, 1 };
	struct checkcode a, b;
	assert_int_equal(entry_id_for_profile(w->s, &r, "mentors", 77, NULL, NULL, &a), 0);
	assert_int_equal(entry_id_settle(w->s, 1, "abc", 20000), 0);
	assert_int_equal(entry_id_end_profile(w->s, "mentors", 77, 20100), 0);
	assert_int_equal(entry_id_end_profile(w->s, "mentors", 78, 20100), 0);
	struct facts f = facts_of(w, a.z);
	assert_string_equal(f.state, "ended");
	assert_int_equal(f.ended, 20100);
	assert_false(f.group);
	assert_int_equal(entry_id_for_profile(w->s, &r, "mentors", 77, NULL, NULL, &b), 0);
	assert_string_not_equal(a.z, b.z); /* never given again */
	assert_string_equal(facts_of(w, b.z).state, "reserved");
	/* A tuple that reads like a person's number is another owner. */
	assert_int_equal(entry_id_for_group(w->s, &r, "mentors", sv("77"), NULL, NULL, &a), 0);
	assert_string_not_equal(a.z, b.z);
	ws_free(w);
}

static bool is_taken(void *ctx, const char *id)
{
	return !strcmp(id, ctx);
}

static void a_searched_text_is_drawn_again(void **state)
{
	(void)state;
	struct ws *w = ws_new();
	struct random_source r = { random_seeded_fill, 5 }, same = { random_seeded_fill, 5 };
	struct checkcode first = checkcode_draw(&same), got;
	assert_int_equal(entry_id_for_group(w->s, &r, "mentors", sv("t"), is_taken, first.z, &got), 0);
	assert_string_not_equal(first.z, got.z);
	/* A reserved one is given up when a record with that text has come in; a live one stays, it is on paper. */
	struct checkcode again;
	assert_int_equal(entry_id_for_group(w->s, &r, "mentors", sv("t"), is_taken, got.z, &again), 0);
	assert_string_not_equal(got.z, again.z);
	assert_string_equal(facts_of(w, got.z).state, "ended");
	assert_int_equal(entry_id_settle(w->s, 1, "abc", 20000), 0);
	assert_int_equal(entry_id_for_group(w->s, &r, "mentors", sv("t"), is_taken, again.z, &got), 0);
	assert_string_equal(again.z, got.z);
	ws_free(w);
}

/* A source that gives the same bytes again: the code it makes is issued already. */
static void an_issued_id_is_never_issued_again(void **state)
{
	(void)state;
	struct ws *w = ws_new();
	struct random_source r = { random_seeded_fill, 9 }, again = { random_seeded_fill, 9 };
	struct checkcode a, b;
	assert_int_equal(entry_id_for_group(w->s, &r, "mentors", sv("t"), NULL, NULL, &a), 0);
	assert_int_equal(entry_id_for_group(w->s, &again, "mentors", sv("u"), NULL, NULL, &b), 0);
	assert_string_not_equal(a.z, b.z);
	ws_free(w);
}

static void draws_are_kept(void **state)
{
	(void)state;
	struct ws *w = ws_new();
	struct random_source r = { random_seeded_fill, 1 };
	struct checkcode a, b;
	const int64_t january[] = { 3, 1, 2 }, february[] = { 4, 5 }, corrected[] = { 4, 6 };
	assert_int_equal(entry_id_for_group(w->s, &r, "mentors", sv("t"), NULL, NULL, &a), 0);
	assert_int_equal(entry_id_for_group(w->s, &r, "mentors", sv("u"), NULL, NULL, &b), 0);
	assert_int_equal(entry_id_members(w->s, a.z, "2026-01", 20000, january, 3), 0);
	assert_int_equal(entry_id_settle(w->s, 1, "abc", 20000), 0);
	assert_int_equal(entry_id_members(w->s, a.z, "2026-02", 20030, february, 2), 0);
	assert_int_equal(entry_id_members(w->s, b.z, "2026-02", 20030, january, 1), 0);
	assert_int_equal(facts_of(w, a.z).application[0], 1); /* February is not published yet */
	assert_int_equal(entry_id_settle(w->s, 2, "def", 20030), 0);
	struct facts f = facts_of(w, a.z);
	assert_int_equal(f.n, 2);
	assert_int_equal(f.application[0], 4);
	assert_string_equal(f.cycle, "2026-02");
	assert_int_equal(f.drawn, 20030);
	assert_int_equal(entry_id_members(w->s, a.z, "2026-03", 20060, february, 2), 0);
	assert_int_equal(entry_id_members(w->s, a.z, "2026-03", 20060, corrected, 2), 0); /* the same draw again */
	assert_int_equal(entry_id_settle(w->s, 3, "123", 20060), 0);
	f = facts_of(w, a.z);
	assert_int_equal(f.n, 2);
	assert_int_equal(f.application[1], 6);
	struct facts of = { .n = 0 };
	assert_int_equal(entry_id_of(w->s, 3, keep_fact, &of), 0); /* in January behind a, in February behind b */
	assert_int_equal(of.n, 2);
	assert_string_equal(of.order[0], b.z);
	assert_string_equal(of.order[1], a.z);
	of = (struct facts){ .n = 0 };
	assert_int_equal(entry_id_of(w->s, 5, keep_fact, &of), 0); /* corrected away in March, published in February */
	assert_int_equal(of.n, 1);
	assert_string_equal(of.cycle, "2026-02");
	ws_free(w);
}

static void what_was_never_published_changes_nothing(void **state)
{
	(void)state;
	struct ws *w = ws_new();
	struct random_source r = { random_seeded_fill, 1 };
	struct checkcode a, b, again;
	const int64_t january[] = { 1, 2 }, february[] = { 3, 4 };
	assert_int_equal(entry_id_for_group(w->s, &r, "mentors", sv("t"), NULL, NULL, &a), 0);
	assert_int_equal(entry_id_members(w->s, a.z, "2026-01", 20000, january, 2), 0);
	assert_int_equal(entry_id_settle(w->s, 1, "abc", 20000), 0);
	/* The same cycle and day once more, and a new group; then the run dies. */
	assert_int_equal(entry_id_for_group(w->s, &r, "mentors", sv("u"), NULL, NULL, &b), 0);
	assert_int_equal(entry_id_members(w->s, a.z, "2026-01", 20000, february, 2), 0);
	assert_int_equal(entry_id_members(w->s, b.z, "2026-01", 20000, february, 2), 0);
	assert_int_equal(facts_of(w, a.z).application[0], 1);
	assert_int_equal(entry_id_forget(w->s), 0);
	assert_int_equal(facts_of(w, a.z).application[1], 2);
	assert_string_equal(facts_of(w, a.z).state, "live");
	assert_string_equal(facts_of(w, b.z).state, "ended");
	struct facts of = { .n = 0 };
	assert_int_equal(entry_id_of(w->s, 3, keep_fact, &of), 0);
	assert_int_equal(of.n, 0);
	assert_int_equal(entry_id_for_group(w->s, &r, "mentors", sv("u"), NULL, NULL, &again), 0);
	assert_string_not_equal(b.z, again.z);
	assert_int_equal(entry_id_settle(w->s, 2, "def", 20030), 0);
	assert_string_equal(facts_of(w, b.z).state, "ended"); /* a later publish does not revive it */
	assert_int_equal(facts_of(w, a.z).application[0], 1);
	ws_free(w);
}

struct typed {
	int64_t first;
	size_t n;
};

static int keep_typed(void *ctx, const struct application *a)
{
	struct typed *t = ctx;
	if (t->n++ == 0) t->first = a->id;
	return 0;
}

static void finds(struct ws *w, const char *text, enum resolve_how how, size_t n, const char *first)
{
	struct typed t = { 0, 0 }, many = { 0, 0 };
	struct resolver *r = NULL;
	enum resolve_how got;
	assert_int_equal(resolve_typed(w->s, &w->run, sv(text), &got, keep_typed, &t), 0);
	if (got != how || t.n != n) fail_msg("\"%s\": way %d, %zu found", text, (int)got, t.n);
	if (first) assert_int_equal(t.first, look(w, "mentor", first).a.id);
	/* One of many questions has the same answer. */
	assert_int_equal(resolver_open(&r, w->s, &w->run), 0);
	assert_int_equal(resolver_typed(r, sv(text), &got, keep_typed, &many), 0);
	if (got != how || many.n != n || many.first != t.first)
		fail_msg("\"%s\" of many: way %d, %zu found", text, (int)got, many.n);
	resolver_close(r);
}

static void what_headquarters_types(void **state)
{
	(void)state;
	struct ws *w = ws_new();
	struct random_source r = { random_seeded_fill, 1 };
	struct checkcode id;
	ws_write(w, "e/mentor.csv",
		MENTOR_HEADER "101,2026-01-02,Ren\xC3\xA9"
			      "e,Smith-Jones,renee@example.org,M-0042,GLP,7,,,,,,Group,,,,,\n"
			      "102,2026-01-03,Joanna,Smith,joanna@example.org,101,GLP,7,,,,,,Group,,,,,\n103,2026-01-"
			      "04,Ann,O'Hara,ann@example.org,55,GLP,7,,,,,,Group,,,,,\n");
	ws_import_ok(w);
	int64_t two[] = { look(w, "mentor", "102").a.id, look(w, "mentor", "103").a.id };
	assert_int_equal(entry_id_for_group(w->s, &r, "mentors", sv("t"), NULL, NULL, &id), 0);
	assert_int_equal(entry_id_members(w->s, id.z, "c", 20000, two, 2), 0);
	assert_int_equal(entry_id_settle(w->s, 1, "abc", 20000), 0);
	char typed[12], slip[12];
	snprintf(typed, sizeof typed, " %.3s%s", id.z, id.z + 4);
	snprintf(slip, sizeof slip, "%s", id.z);
	slip[7] = slip[7] == '0' ? '2' : '0';
	finds(w, typed, RESOLVED_ENTRY_ID, 2, "102");
	finds(w, slip, RESOLVED_SLIP, 0, NULL);
	finds(w, "#101", RESOLVED_ENTRY_NO, 1, "101"); /* the entry number before the member number */
	finds(w, "42", RESOLVED_MEMBER_NO, 1, "101");
	finds(w, "m-00055", RESOLVED_MEMBER_NO, 1, "103");
	finds(w, "Ann@Example.org", RESOLVED_EMAIL, 1, "103");
	finds(w, "renee", RESOLVED_NAME, 1, "101");
	finds(w, "smith", RESOLVED_NAME, 2, "101");
	finds(w, "Smith, Joa", RESOLVED_NAME, 1, "102");
	finds(w, "ann", RESOLVED_NAME, 1, "103"); /* not Joanna */
	finds(w, "o'hara", RESOLVED_NAME, 1, "103");
	finds(w, "nobody", RESOLVED_NONE, 0, NULL);
	finds(w, "nobody7@example.org", RESOLVED_NONE, 0, NULL);
	finds(w, "", RESOLVED_NONE, 0, NULL);
	/* As people write them. */
	finds(w, "mentor 102", RESOLVED_ENTRY_NO, 1, "102");
	finds(w, "No. 1O2", RESOLVED_ENTRY_NO, 1, "102");
	finds(w, "1.02", RESOLVED_NONE, 0, NULL); /* no thousands */
	finds(w, "peer 102", RESOLVED_NONE, 0, NULL);
	finds(w, "member 101", RESOLVED_MEMBER_NO, 1, "102");
	snprintf(typed, sizeof typed, "ID %s", id.z);
	finds(w, typed, RESOLVED_ENTRY_ID, 2, "102");
	struct checkcode near[4];
	assert_int_equal(resolve_near(w->s, sv(slip), near, 4), 1);
	assert_string_equal(near[0].z, id.z);
	int64_t present;
	assert_int_equal(resolve_present(w->s, two[0], &present), 0);
	assert_int_equal(present, two[0]);
	ws_free(w);
}

/* On the list of members, but nobody's application. */
static void who_never_applied(void **state)
{
	(void)state;
	struct ws *w = ws_new();
	int64_t member = 0;
	struct story_member m;
	ws_write(w, "m/roster.yml", ROSTER_YML);
	ws_write(w, "e/members.csv",
		ROSTER_HEADER
		"M-0077,Abara,ada@example.org,\"old@example.org; ada@work.example.org\",Active,Regular,2026-12-"
		"31,\n88,Brook,ben@example.org,,Active,Regular,2026-12-31,\n");
	ws_import_ok(w);
	static const char *const ada[] = { "77", "#077", "member M-77", "Ada@Work.example.org" };
	for (size_t i = 0; i < sizeof ada / sizeof *ada; i++) {
		assert_int_equal(resolve_member(w->s, sv(ada[i]), &member), 0);
		assert_int_equal(story_member(&m, &w->mem, w->s, &w->run, member), 0);
		assert_true(m.found && m.listed && sv_is(m.name, "Abara") && sv_is(m.email, "ada@example.org"));
	}
	static const char *const nobody[] = { "78", "Abara", "", "nobody@example.org", "7 77" };
	for (size_t i = 0; i < sizeof nobody / sizeof *nobody; i++) {
		assert_int_equal(resolve_member(w->s, sv(nobody[i]), &member), 0);
		if (member) fail_msg("\"%s\" is a member", nobody[i]);
	}
	ws_free(w);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_group_keeps_its_id_for_ever),
		cmocka_unit_test(ids_of_a_lost_database_are_taken_over),
		cmocka_unit_test(a_profile_that_is_left_ends),
		cmocka_unit_test(a_searched_text_is_drawn_again),
		cmocka_unit_test(an_issued_id_is_never_issued_again),
		cmocka_unit_test(draws_are_kept),
		cmocka_unit_test(what_was_never_published_changes_nothing),
		cmocka_unit_test(what_headquarters_types),
		cmocka_unit_test(who_never_applied),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
