/* A history of three editions without an entry that stood in the second and third. */
#include "publish/support.h"
#include "publish/erase.h"

#define HEADER "pool,entry_id,kind,field,code,label,parent,text\n"
#define HERS "mentors,379-FFXF,profile,,area=glp,,,We like to work with people who ask questions first of all\n"
#define MINE "mentors,20B-F94P,profile,,area=glp,,,I repaired the blue lamp of our archive on a Sunday\n"
#define CARD_HERS "<li id=\"e-379-FFXF\">We like to work with people who ask questions first of all</li>\n"
#define CARD_MINE "<li id=\"e-20B-F94P\">I repaired the blue lamp of our archive on a Sunday</li>\n"

static const struct file one[] = { { "a.html", "<p>one</p>\n" }, { "docs/sop.html", "<p>rules</p>\n" },
	{ "edition.json", "{\n  \"edition\": 1\n}\n" } };
static const struct file two[] = { { "a.html", "<p>two</p>\n" }, { "docs/sop.html", "<p>rules</p>\n" },
	{ "mentors.html", "<ul>\n" CARD_MINE CARD_HERS "</ul>\n" }, { "pool.csv", HEADER MINE HERS },
	{ "edition.json", "{\n  \"edition\": 2\n}\n" } };
static const struct file three[] = { { "a.html", "<p>three</p>\n" }, { "docs/sop.html", "<p>rules</p>\n" },
	{ "mentors.html", "<ul>\n" CARD_MINE CARD_HERS "</ul>\n" }, { "pool.csv", HEADER MINE HERS },
	{ "edition.json", "{\n  \"edition\": 3\n}\n" } };
static const char *const mine[] = { "20B-F94P" }, *const nobody[] = { "999-9999" };

static void publish_three(struct scratch *s, struct outcome o[3])
{
	const struct job j[3] = { JOB(s->site, one, 1, "edition-0001"), JOB(s->site, two, 2, "cycle-2026-03"),
		JOB(s->site, three, 3, "edition-0003") };

	for (int i = 0; i < 3; i++) {
		o[i] = publish_now(s, &j[i]);
		assert_int_equal(o[i].rc, 0);
	}
}

static struct erase_ask ask_for(const struct scratch *s, const char *const *id)
{
	(void)s;
	return (struct erase_ask){ .id = id, .nids = 1, .day = date_civil(2026, 4, 1) };
}

static struct erase *begun(struct scratch *s, const struct erase_ask *ask)
{
	struct erase *e = NULL;

	assert_int_equal(erase_begin(&e, s->site, &s->env, &s->ds), 0);
	assert_int_equal(erase_plan(e, ask, &s->env, &s->ds), 0);
	return e;
}

/* Every object of the repository, reachable or not. */
static bool holds(struct scratch *s, const char *what)
{
	struct arena mem = ARENA_INIT;
	const char *command = arena_printf(&mem,
		"cd %s/repo.git && git cat-file --batch-all-objects --batch --buffer | grep -aq -- '%s'", s->site,
		what);
	int status = -1;
	pid_t child = fork();

	if (child == 0) {
		execl("/bin/sh", "sh", "-c", command, (char *)NULL);
		_exit(9);
	}
	assert_true(child > 0);
	waitpid(child, &status, 0);
	arena_dispose(&mem);
	assert_true(WIFEXITED(status) && WEXITSTATUS(status) <= 1);
	return WEXITSTATUS(status) == 0;
}

static void erase_now(struct scratch *s, const struct erase_ask *ask, char head[41])
{
	struct erase *e = begun(s, ask);
	bool refused = false, swapped = false;

	assert_true(erase_needed(e));
	if (erase_build(e, &refused, &s->env, &s->ds) != 0) diags_print(&s->ds, stderr);
	no_problems(&s->ds);
	assert_int_equal(erase_swap(e, &swapped, &s->env, &s->ds), 0);
	assert_true(swapped);
	memcpy(head, erase_head(e), 41);
	erase_end(e);
}

static void the_plan_names_the_editions_that_hold_it(void **state)
{
	struct scratch *s = *state;
	struct outcome o[3];
	struct erase_ask ask = ask_for(s, mine);
	struct erase *e;

	publish_three(s, o);
	e = begun(s, &ask);
	assert_int_equal(erase_editions(e), 3);
	assert_false(erase_edition(e, 0)->held);
	assert_true(erase_edition(e, 1)->held);
	assert_int_equal(erase_edition(e, 1)->entries, 1);
	assert_int_equal(erase_edition(e, 2)->files, 2); /* the table and the page */
	assert_string_equal(erase_head(e), o[2].result.commit);
	assert_true(erase_head_has_pool(e));
	erase_end(e);
	assert_true(holds(s, "20B-F94P")); /* a plan changes nothing */
	no_problems(&s->ds);
}

static void who_is_in_no_edition_needs_nothing(void **state)
{
	struct scratch *s = *state;
	struct outcome o[3];
	struct erase_ask ask = ask_for(s, nobody);
	struct erase *e;

	publish_three(s, o);
	e = begun(s, &ask);
	assert_false(erase_needed(e));
	erase_end(e);
}

static void the_entry_is_in_no_object_afterwards(void **state)
{
	struct scratch *s = *state;
	struct outcome o[3];
	struct erase_ask ask = ask_for(s, mine);
	struct history *h = NULL;
	struct str text = STR_INIT;
	char head[41];
	size_t objects = 0;

	publish_three(s, o);
	erase_now(s, &ask, head);
	assert_false(holds(s, "20B-F94P"));
	assert_false(holds(s, "blue lamp"));
	assert_true(holds(s, "379-FFXF"));
	assert_int_equal(history_open(&h, s->site, &s->ds), 0);
	assert_int_equal(history_verify(h, &objects, &s->ds), 0);
	assert_int_equal(history_editions(h), 3);
	assert_string_equal(history_edition(h, 2)->commit, o[0].result.commit); /* held nothing: as it was */
	assert_string_not_equal(history_edition(h, 1)->commit, o[1].result.commit);
	assert_string_equal(history_edition(h, 0)->commit, head);
	assert_string_equal(history_edition(h, 1)->tag, "cycle-2026-03");
	assert_int_equal(history_read(h, history_edition(h, 1), "pool.csv", &text), 0);
	assert_string_equal(text.ptr, HEADER HERS);
	str_clear(&text);
	assert_int_equal(history_read(h, history_edition(h, 0), "mentors.html", &text), 0);
	assert_string_equal(text.ptr, "<ul>\n" CARD_HERS "</ul>\n");
	str_clear(&text);
	assert_int_equal(history_read(h, history_edition(h, 0), "edition.json", &text), 0);
	assert_string_equal(text.ptr, "{\n  \"erased_since\": 1,\n  \"edition\": 3\n}\n");
	history_close(h);
	str_dispose(&text);
	git_finds_nothing_wrong(s);
	no_problems(&s->ds);
}

/* A mentor who is a peer partner too has two entries. */
static void two_entries_of_two_pools_go_at_once(void **state)
{
	static const struct file both[] = { { "mentors.html", "<ul>\n" CARD_MINE CARD_HERS "</ul>\n" },
		{ "peers.html", "<p><strong>1</strong> profile</p>\n<ul>\n<li id=\"e-20C-AAAA\">x</li>\n</ul>\n" },
		{ "pool.csv", HEADER MINE HERS "peers,20C-AAAA,profile,,area=glp,,,\n" } };
	static const char *const ids[] = { "20B-F94P", "20C-AAAA" };
	struct scratch *s = *state;
	struct erase_ask ask = { .id = ids, .nids = 2, .day = date_civil(2026, 4, 1) };
	struct job j = JOB(s->site, both, 1, "edition-0001");
	char head[41];

	publish_now(s, &j);
	erase_now(s, &ask, head);
	assert_false(holds(s, "20B-F94P"));
	assert_false(holds(s, "20C-AAAA"));
	assert_true(public_file_is(s, "pool.csv", HEADER HERS));
	assert_true(public_file_is(s, "peers.html", "<p><strong>0</strong> profiles</p>\n<ul>\n</ul>\n"));
	git_finds_nothing_wrong(s);
}

static void the_next_edition_goes_on_from_it(void **state)
{
	struct scratch *s = *state;
	struct outcome o[3], next;
	struct erase_ask ask = ask_for(s, mine);
	struct job j = JOB(s->site, one, 4, "edition-0004");
	struct history *h = NULL;
	char head[41];
	size_t objects = 0;

	publish_three(s, o);
	erase_now(s, &ask, head);
	next = publish_now(s, &j);
	assert_int_equal(next.rc, 0);
	assert_int_equal(history_open(&h, s->site, &s->ds), 0);
	assert_int_equal(history_editions(h), 4);
	assert_string_equal(history_edition(h, 1)->commit, head);
	assert_int_equal(history_verify(h, &objects, &s->ds), 0);
	history_close(h);
}

static bool finds_rules(void *ctx, const char *path, struct sv bytes)
{
	(void)ctx, (void)path;
	return sv_find(bytes, sv("rules")) != SIZE_MAX;
}

static void a_page_that_cannot_be_cleaned_is_taken_down(void **state)
{
	struct scratch *s = *state;
	struct outcome o[3];
	struct erase_ask ask = ask_for(s, nobody);
	const struct erase_stubbed *stub;
	struct erase *e;
	bool refused = false, swapped = false;

	publish_three(s, o);
	ask.holds = finds_rules;
	e = begun(s, &ask);
	assert_true(erase_edition(e, 0)->held);
	assert_int_equal(erase_build(e, &refused, &s->env, &s->ds), 0);
	assert_int_equal(erase_stubs(e, &stub), 3);
	assert_string_equal(stub[0].path, "docs/sop.html");
	assert_int_equal(stub[2].edition, 3);
	assert_int_equal(erase_swap(e, &swapped, &s->env, &s->ds), 0);
	erase_end(e);
	assert_false(holds(s, "rules"));
	assert_true(holds(s, "This page of edition 2 was taken down on 2026-04-01"));
}

static bool finds_office(void *ctx, const char *path, struct sv bytes)
{
	(void)ctx, (void)path;
	return sv_find(bytes, sv("Program Office")) != SIZE_MAX;
}

/* A signature cannot be taken out of a history that stays the same: nothing at all happens then. */
static void what_stays_in_a_message_stops_all(void **state)
{
	struct scratch *s = *state;
	struct outcome o[3];
	struct erase_ask ask = ask_for(s, mine);
	struct erase *e;
	bool refused = false;

	publish_three(s, o);
	ask.holds = finds_office;
	e = begun(s, &ask);
	assert_int_equal(erase_build(e, &refused, &s->env, &s->ds), -1);
	assert_true(refused);
	assert_true(said(&s->ds, "H060", "its message"));
	erase_end(e);
	assert_false(fs_exists(fs_join(&s->mem, s->site, "erase.new")));
	assert_true(holds(s, "20B-F94P"));
}

/* What a run that dies in the middle leaves is finished by the next, or forgotten. */
static void a_note_is_followed(void **state)
{
	struct scratch *s = *state;
	struct outcome o[3];
	struct erase_ask ask = ask_for(s, mine);
	char head[41];
	struct str err = STR_INIT;
	struct erase *e;
	bool refused = false;

	publish_three(s, o);
	e = begun(s, &ask);
	assert_int_equal(erase_build(e, &refused, &s->env, &s->ds), 0);
	const char *note = arena_printf(&s->mem, "%s %s\n", o[2].result.commit, erase_edition(e, 2)->now);
	/* As if the process had died right behind its note: erase.new stands. */
	assert_int_equal(rename(fs_join(&s->mem, s->site, "erase.new"), fs_join(&s->mem, s->root, "kept")), 0);
	erase_end(e);
	assert_int_equal(rename(fs_join(&s->mem, s->root, "kept"), fs_join(&s->mem, s->site, "erase.new")), 0);
	assert_int_equal(fs_write_atomic(fs_join(&s->mem, s->site, "erasing"), sv(note), 0644, &err), 0);
	assert_int_equal(erase_finish(s->site, head, &s->env, &s->ds), 0);
	assert_memory_equal(head, note + 41, 40);
	assert_false(holds(s, "20B-F94P"));
	assert_false(fs_exists(fs_join(&s->mem, s->site, "erasing")));
	assert_false(fs_exists(fs_join(&s->mem, s->site, "erase.new")));
	no_problems(&s->ds);
}

static void without_a_note_it_is_forgotten(void **state)
{
	struct scratch *s = *state;
	struct outcome o[3];
	char head[41];
	struct str err = STR_INIT;

	publish_three(s, o);
	assert_int_equal(fs_mkdirs(fs_join(&s->mem, s->site, "erase.new/repo.git"), 0755, &err), 0);
	assert_int_equal(erase_finish(s->site, head, &s->env, &s->ds), 0);
	assert_string_equal(head, o[2].result.commit);
	assert_false(fs_exists(fs_join(&s->mem, s->site, "erase.new")));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, scratch_begin, scratch_end)
int main(void)
{
	const struct CMUnitTest tests[] = { TEST(the_plan_names_the_editions_that_hold_it),
		TEST(who_is_in_no_edition_needs_nothing), TEST(the_entry_is_in_no_object_afterwards),
		TEST(two_entries_of_two_pools_go_at_once), TEST(the_next_edition_goes_on_from_it),
		TEST(a_page_that_cannot_be_cleaned_is_taken_down), TEST(what_stays_in_a_message_stops_all),
		TEST(a_note_is_followed), TEST(without_a_note_it_is_forgotten) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
