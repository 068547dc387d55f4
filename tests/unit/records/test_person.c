/* Tests of who is the same person, which application counts, and who is a member in good standing. */
#include "support.h"

static int64_t person(struct ws *w, const char *entry)
{
	struct seen s = look(w, "mentor", entry);
	assert_true(s.found);
	return s.a.person;
}

static void number_joins_and_address_joins(void **state)
{
	(void)state;
	struct ws *w = ws_new();
	ROWS(w, "e/mentor.csv", { .entry = "1", .email = "a@example.org", .member = "M-007" },
		{ .entry = "2", .email = "b@example.org", .member = "7" }, { .entry = "3", .email = "B@Example.org" },
		{ .entry = "4", .email = "c@example.org" }, { .entry = "5", .email = "c@example.org" },
		{ .entry = "6", .email = "d@example.org", .member = "8" });
	ws_import_ok(w);
	assert_int_equal(person(w, "1"), person(w, "2"));
	assert_int_equal(person(w, "2"), person(w, "3")); /* over the address of the second */
	assert_int_equal(person(w, "4"), person(w, "5"));
	assert_true(person(w, "4") != person(w, "1"));
	assert_int_equal(w->report.persons, 3);
	assert_int_equal(person(w, "3"), look(w, "mentor", "1").a.id);
	ws_free(w);
}

static void two_numbers_are_not_joined_by_an_address(void **state)
{
	(void)state;
	struct ws *w = ws_new();
	ROWS(w, "e/mentor.csv", { .entry = "1", .email = "a@example.org", .member = "7" },
		{ .entry = "2", .email = "a@example.org", .member = "8" }, { .entry = "3", .email = "a@example.org" });
	ws_import_ok(w);
	assert_true(person(w, "1") != person(w, "2"));
	assert_non_null(found(&w->ds, "R051", "e/mentor.csv", 3, 1));
	assert_non_null(found(&w->ds, "R057", "e/mentor.csv", 4, 1));
	assert_int_equal(look(w, "mentor", "3").a.publishable, REASON_HELD);
	assert_int_equal(w->report.held, 1);
	ws_write(w, "people.csv",
		"action,form_a,entry_a,form_b,entry_b,reason,by,on\nmerge,mentor,3,mentor,1,called "
		"her,hq,2026-01-01\nmerge,mentor,2,mentor,1,married,hq,2026-01-01\n");
	ws_import_ok(w);
	assert_int_equal(w->report.held, 0);
	assert_int_equal(w->report.persons, 1);
	assert_int_equal(count_code(&w->ds, "R051"), 0);
	ws_free(w);
}

static void a_split_parts_what_shares_an_address(void **state)
{
	(void)state;
	struct ws *w = ws_new();
	ROWS(w, "e/mentor.csv", { .entry = "1", .email = "two@example.org" },
		{ .entry = "2", .email = "two@example.org" });
	ws_import_ok(w);
	assert_int_equal(w->report.persons, 1);
	ws_write(w, "people.csv", "action,form_a,entry_a,form_b,entry_b\nsplit,mentor,2,mentor,1\n");
	ws_import_ok(w);
	assert_int_equal(w->report.persons, 2);
	assert_true(look(w, "mentor", "1").a.current && look(w, "mentor", "2").a.current);
	ws_write(w, "people.csv",
		"action,form_a,entry_a,form_b,entry_b\nsplit,mentor,2,mentor,1\nmerge,mentor,1,mentor,2\n");
	assert_int_equal(ws_import(w), -1);
	assert_non_null(found(&w->ds, "R054", "people.csv", 2, 1));
	ws_write(w, "people.csv",
		"action,form_a,entry_a,form_b,entry_b\njoin,mentor,2,mentor,1\nmerge,mentor,1,mentor,99\n");
	assert_int_equal(ws_import(w), -1);
	assert_non_null(found(&w->ds, "R052", "people.csv", 2, 1));
	assert_non_null(found(&w->ds, "R053", "people.csv", 3, 23));
	ws_free(w);
}

/* Profile IDs belong to persons: a person keeps the number when an older application turns up or one goes. */
static void a_person_keeps_the_number(void **state)
{
	(void)state;
	struct ws *w = ws_new();
	ROWS(w, "e/2026-01-01-mentor.csv", { .entry = "50", .email = "a@example.org" });
	ws_import_ok(w);
	int64_t before = person(w, "50");
	ROWS(w, "e/2026-02-01-mentor.csv", { .entry = "50", .email = "a@example.org" },
		{ .entry = "10", .email = "a@example.org" }, { .entry = "60", .email = "a@example.org" });
	ws_import_ok(w);
	assert_int_equal(person(w, "10"), before);
	assert_int_equal(person(w, "60"), before);
	ws_remove(w, "e/2026-01-01-mentor.csv");
	ROWS(w, "e/2026-02-01-mentor.csv", { .entry = "10", .email = "a@example.org" },
		{ .entry = "60", .email = "a@example.org" });
	ws_import_ok(w);
	assert_int_equal(person(w, "60"), before);
	ws_free(w);
}

static void the_newest_application_counts(void **state)
{
	(void)state;
	struct ws *w = ws_new();
	ROWS(w, "e/mentor.csv", { .entry = "1", .email = "a@example.org", .date = "2026-02-02 09:00:00", .list = "No" },
		{ .entry = "2", .email = "a@example.org", .date = "2026-02-01 09:00:00" },
		{ .entry = "9", .email = "b@example.org", .date = "2026-02-01 09:00:00" },
		{ .entry = "10", .email = "b@example.org", .date = "2026-02-01 09:00:00" },
		{ .entry = "3", .email = "c@example.org", .date = "2026-02-01 09:00:00", .list = " " },
		{ .entry = "4", .email = "c@example.org", .date = "2026-01-01 09:00:00" });
	ws_import_ok(w);
	assert_int_equal(look(w, "mentor", "1").a.publishable, REASON_NOT_LISTED);
	assert_int_equal(look(w, "mentor", "2").a.publishable, REASON_SUPERSEDED);
	assert_int_equal(look(w, "mentor", "9").a.publishable,
		REASON_SUPERSEDED); /* the same second: the higher number is newer */
	assert_int_equal(look(w, "mentor", "10").a.publishable, REASON_OK);
	assert_int_equal(
		look(w, "mentor", "3").a.publishable, REASON_NEVER_ASKED); /* an older consent does not live on */
	assert_int_equal(w->report.superseded, 3);
	assert_int_equal(w->report.imported, 3);
	ws_free(w);
}

static void kinds_do_not_supersede_each_other(void **state)
{
	(void)state;
	struct ws *w = ws_new();
	struct str yaml = STR_INIT;
	str_printf(
		&yaml, "source: {files: \"*mentee*\", form: mentee, kind: mentee}\n%s", strstr(MENTOR_YML, "columns:"));
	ws_write(w, "m/mentee.yml", yaml.ptr);
	ROWS(w, "e/mentor.csv", { .entry = "1", .email = "a@example.org" });
	struct str text = STR_INIT;
	str_puts(&text, strstr(MENTOR_HEADER, "Entry Id"));
	memcpy(strstr(text.ptr, ",Test,"), ",IP  ,",
		6); /* this mapping skips nothing, so it would not know the column */
	add_row(&text, (struct row){ .entry = "1", .email = "a@example.org", .date = "2026-03-01" });
	ws_write(w, "e/mentee.csv", text.ptr);
	ws_import_ok(w);
	assert_int_equal(look(w, "mentor", "1").a.publishable, REASON_OK);
	assert_int_equal(look(w, "mentee", "1").a.matchable, REASON_OK);
	assert_int_equal(look(w, "mentee", "1").a.publishable, REASON_MENTEE);
	assert_int_equal(look(w, "mentor", "1").a.person, look(w, "mentee", "1").a.person);
	assert_int_equal(w->report.persons, 1);
	str_dispose(&yaml);
	str_dispose(&text);
	ws_free(w);
}

static enum reason on(struct ws *w, const char *entry, int month, int day)
{
	w->run.as_of = date_civil(2026, month, day);
	return look(w, "mentor", entry).a.matchable;
}

static void members_in_good_standing(void **state)
{
	(void)state;
	struct ws *w = ws_new();
	size_t eligible;
	ws_write(w, "m/roster.yml", ROSTER_YML);
	ws_write(w, "e/2026-01-01-members.csv",
		ROSTER_HEADER
		"0001,A,,,Active,,2026-03-31,\n2,B,,,Lapsed,,2027-01-01,\n3,C,,,Active,Life,,\n4,D,,,Active,,,\n"
		"5,E,,,Active,,2027-01-01,yes\n6,F,f@example.org,,Active,,2027-01-01,no\n7,G,,\"x@example.org; "
		"g2@example.org\",Active,,2027-01-01,\n");
	ROWS(w, "e/2026-01-01-mentor.csv", { .entry = "1", .email = "1@example.org", .member = "1" },
		{ .entry = "2", .email = "2@example.org", .member = "2" },
		{ .entry = "3", .email = "3@example.org", .member = "3" },
		{ .entry = "4", .email = "4@example.org", .member = "4" },
		{ .entry = "5", .email = "5@example.org", .member = "5" }, { .entry = "6", .email = "F@example.org" },
		{ .entry = "7", .email = "g2@example.org" }, { .entry = "8", .email = "8@example.org", .member = "88" },
		{ .entry = "9", .email = "f@example.org", .member = "99" });
	ws_import_ok(w);
	assert_int_equal(on(w, "1", 3, 31), REASON_OK); /* paid through that day: the day counts */
	assert_int_equal(on(w, "1", 4, 1), REASON_LAPSED);
	assert_int_equal(on(w, "2", 3, 1), REASON_LAPSED);
	assert_int_equal(on(w, "3", 3, 1), REASON_OK);
	assert_int_equal(on(w, "4", 3, 1), REASON_LAPSED);
	assert_int_equal(on(w, "5", 3, 1), REASON_ON_HOLD);
	assert_int_equal(on(w, "7", 3, 1), REASON_OK);
	assert_int_equal(on(w, "8", 3, 1), REASON_NOT_A_MEMBER);
	assert_int_equal(on(w, "9", 3, 1), REASON_NOT_A_MEMBER);
	assert_non_null(found(&w->ds, "R058", "e/2026-01-01-mentor.csv", 10, 1));
	assert_int_equal(records_members(w->s, &w->run, &eligible), 0);
	assert_int_equal(eligible, 4); /* 1 3 6 7 */
	assert_int_equal(w->report.members, 7);
	ws_free(w);
}

/* An address without a number that two numbers use: 6 and 9 above share one, so 6 is held there; alone it is found by
 * it. */
static void an_address_finds_the_member(void **state)
{
	(void)state;
	struct ws *w = ws_new();
	ws_write(w, "m/roster.yml", ROSTER_YML);
	ws_write(w, "e/2026-01-01-members.csv",
		ROSTER_HEADER "6,F,f@example.org,,Active,,2027-01-01,\n7,G,g@example.org,,Active,,2027-01-01,\n8,H,g@"
			      "example.org,,Active,,2027-01-01,\n");
	ROWS(w, "e/2026-01-01-mentor.csv", { .entry = "1", .email = "F@example.org" },
		{ .entry = "2", .email = "g@example.org" });
	ws_import_ok(w);
	assert_int_equal(on(w, "1", 3, 1), REASON_OK);
	assert_int_equal(on(w, "2", 3, 1), REASON_NOT_A_MEMBER); /* two members: nobody knows which */
	ws_free(w);
}

/* Else five forms of one member, each from another address, would fill a group of five. */
static void the_list_of_members_tells_whose_an_address_is(void **state)
{
	(void)state;
	struct ws *w = ws_new();
	ws_write(w, "m/roster.yml", ROSTER_YML);
	ws_write(w, "e/2026-01-01-members.csv",
		ROSTER_HEADER "07,G,g@example.org,\"g2@example.org, "
			      "g3@example.org\",Active,,2027-01-01,\n8,H,h@example.org,,Active,,2027-01-01,\n");
	ROWS(w, "e/2026-01-01-mentor.csv", { .entry = "1", .email = "g@example.org" },
		{ .entry = "2", .email = "G2@example.org" }, { .entry = "3", .email = "g3@example.org" },
		{ .entry = "4", .email = "private@example.org", .member = "7" },
		{ .entry = "5", .email = "h@example.org" });
	ws_import_ok(w);
	assert_int_equal(w->report.persons, 2);
	assert_int_equal(person(w, "1"), person(w, "4"));
	assert_int_equal(person(w, "2"), person(w, "4"));
	assert_int_equal(person(w, "3"), person(w, "4"));
	assert_true(person(w, "5") != person(w, "4"));
	assert_int_equal(w->report.superseded, 3);
	/* Where the address stands beside another number too, nobody can say whose the application is; the two numbers stay apart. */
	ROWS(w, "e/2026-01-01-mentor.csv", { .entry = "1", .email = "g@example.org" },
		{ .entry = "2", .email = "g@example.org", .member = "8" },
		{ .entry = "4", .email = "private@example.org", .member = "7" });
	ws_import_ok(w);
	assert_true(person(w, "2") != person(w, "4"));
	assert_int_equal(on(w, "1", 3, 1), REASON_HELD);
	ws_free(w);
}

static void one_member_counts_once(void **state)
{
	(void)state;
	struct ws *w = ws_new();
	ws_write(w, "m/roster.yml", ROSTER_YML);
	ws_write(w, "e/2026-01-01-members.csv", ROSTER_HEADER "7,G,g@example.org,,Active,,2027-01-01,\n");
	ROWS(w, "e/2026-01-01-mentor.csv",
		{ .entry = "1", .email = "g@example.org", .member = "7", .date = "2026-01-01 09:00:00" },
		{ .entry = "2", .email = "other@example.org", .member = "7", .date = "2026-01-02 09:00:00" });
	ws_write(w, "people.csv", "action,form_a,entry_a,form_b,entry_b\nsplit,mentor,2,mentor,1\n");
	ws_import_ok(w);
	assert_int_equal(on(w, "1", 3, 1), REASON_OK);
	assert_int_equal(on(w, "2", 3, 1), REASON_HELD);
	assert_non_null(found(&w->ds, "R067", "e/2026-01-01-mentor.csv", 3, 1));
	ws_free(w);
}

/* What a file does not speak of stays as it was: the newest application decides, whether an export still holds it or not. */
static void a_vanished_application_still_counts(void **state)
{
	(void)state;
	struct ws *w = ws_new();
	const struct row
		wide = { .entry = "1",
			.email = "a@example.org",
			.date = "2026-01-01 09:00:00",
			.list = "Profile please" },
		narrow = { .entry = "2", .email = "a@example.org", .date = "2026-02-01 09:00:00", .list = "No" },
		older = { .entry = "3", .email = "b@example.org", .date = "2026-01-01 09:00:00", .list = "No" },
		newer = {
			.entry = "4", .email = "b@example.org", .date = "2026-02-01 09:00:00", .list = "Profile please"
		};
	ROWS(w, "e/2026-02-02-mentor.csv", wide, narrow, older, newer);
	ws_import_ok(w);
	ws_remove(w, "e/2026-02-02-mentor.csv");
	ROWS(w, "e/2026-03-02-mentor.csv", wide, newer);
	ws_import_ok(w);
	assert_int_equal(look(w, "mentor", "1").a.publishable, REASON_SUPERSEDED);
	assert_int_equal(look(w, "mentor", "2").a.publishable, REASON_NOT_LISTED);
	assert_int_equal(look(w, "mentor", "3").a.publishable, REASON_SUPERSEDED);
	assert_int_equal(look(w, "mentor", "4").a.publishable, REASON_OK);
	assert_int_equal(count_code(&w->ds, "R055"), 2);
	assert_int_equal(w->report.applications, 4);
	assert_int_equal(w->report.read, 2);
	/* A newer application of the same person supersedes it as any other. */
	ROWS(w, "e/2026-03-02-mentor.csv", wide, newer,
		{ .entry = "5", .email = "a@example.org", .date = "2026-03-01 09:00:00" });
	ws_import_ok(w);
	assert_int_equal(look(w, "mentor", "2").a.publishable, REASON_SUPERSEDED);
	assert_int_equal(look(w, "mentor", "5").a.consent, CONSENT_GROUP);
	ws_free(w);
}

static void only_the_newest_list_of_members_counts(void **state)
{
	(void)state;
	struct ws *w = ws_new();
	ws_write(w, "m/roster.yml", ROSTER_YML);
	ROWS(w, "e/2026-01-01-mentor.csv", { .entry = "1", .email = "1@example.org", .member = "1" });
	assert_int_equal(ws_import(w), -1); /* a mapping for members and no list: nobody would be eligible */
	assert_int_equal(count_code(&w->ds, "R048"), 1);
	ws_write(w, "e/2026-01-01-members.csv", ROSTER_HEADER "1,A,,,Active,,2027-01-01,\n");
	ws_import_ok(w);
	assert_int_equal(look(w, "mentor", "1").a.matchable, REASON_OK);
	ws_write(w, "e/2026-02-01-members.csv", ROSTER_HEADER "2,B,,,Active,,2027-01-01,\n");
	ws_import_ok(w);
	assert_int_equal(look(w, "mentor", "1").a.matchable, REASON_NOT_A_MEMBER);
	assert_int_equal(w->report.members, 1);
	assert_int_equal(w->report.superseded, 1);
	ws_free(w);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(number_joins_and_address_joins),
		cmocka_unit_test(two_numbers_are_not_joined_by_an_address),
		cmocka_unit_test(a_split_parts_what_shares_an_address),
		cmocka_unit_test(a_person_keeps_the_number),
		cmocka_unit_test(the_newest_application_counts),
		cmocka_unit_test(kinds_do_not_supersede_each_other),
		cmocka_unit_test(members_in_good_standing),
		cmocka_unit_test(an_address_finds_the_member),
		cmocka_unit_test(only_the_newest_list_of_members_counts),
		cmocka_unit_test(the_list_of_members_tells_whose_an_address_is),
		cmocka_unit_test(one_member_counts_once),
		cmocka_unit_test(a_vanished_application_still_counts),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
