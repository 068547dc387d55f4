/* Tests of where choices lead: numbers and IDs, old and new, slips, doubts, and what counts once. */
#include "support.h"
#include "records/entry_id.h"
#include "records/preference.h"

static const char MENTEE_YML[] =
	"source: {files: \"*mentee*.csv\", form: mentee, kind: mentee}\ncolumns:\n  form_entry_no: Id\n  submitted_at: "
	"Date\n  first_name: First\n  last_name: Last\n  email: Mail\n  member_no: Member\n  pref_1: {column: P1, "
	"entry: "
	"yes, in: mentor}\n  pref_2: {column: P2, entry: yes, in: mentor}\n  pref_3: {column: P3, entry: yes, in: "
	"mentor}\n";
static const char PEER_YML[] =
	"source: {files: \"*peer*.csv\", form: peer, kind: peer}\ncolumns:\n  form_entry_no: Id\n  submitted_at: "
	"Date\n  "
	"first_name: First\n  last_name: Last\n  email: Mail\n  prefs: {column: P, entry: yes, in: peer}\n  consent: "
	"{column: List, version: \"1\", consent: {profile: P, group: G, not listed: N}}\n";
static const char MENTOR2_YML[] = "source: {files: \"*second*.csv\", form: old, kind: mentor}\ncolumns:\n  "
				  "form_entry_no: Id\n  submitted_at: Date\n  "
				  "first_name: First\n  last_name: Last\n  email: Mail\n  consent: {column: List, "
				  "version: \"1\", consent: {profile: "
				  "P, group: G, not listed: N}}\n";
#define MENTEE_HEADER "Id,Date,First,Last,Mail,Member,P1,P2,P3\n"
#define PEER_HEADER "Id,Date,First,Last,Mail,P,List\n"

/* Mentors 10412, 10437 and 10500 (10437 replaced 10400); 10 and 412 exist too, 10.412 is in doubt. 99 is in both forms. */
static struct ws *society(void)
{
	struct ws *w = ws_new();
	ws_write(w, "m/mentee.yml", MENTEE_YML);
	ws_write(w, "m/peer.yml", PEER_YML);
	ws_write(w, "m/second.yml", MENTOR2_YML);
	ROWS(w, "e/mentor.csv", { .entry = "10412", .email = "a@example.org", .member = "7701" },
		{ .entry = "10400", .email = "b@example.org", .date = "2025-01-02" },
		{ .entry = "10437", .email = "b@example.org" }, { .entry = "10500", .email = "c@example.org" },
		{ .entry = "20600", .email = "p@example.org", .staff = "Inactive until 4/1/2026" },
		{ .entry = "30", .email = "d@example.org" }, { .entry = "600", .email = "e@example.org" },
		{ .entry = "30600", .email = "f@example.org" }, { .entry = "99", .email = "g@example.org" },
		{ .entry = "00123", .email = "h@example.org" });
	ws_write(w, "e/second.csv", "Id,Date,First,Last,Mail,List\n99,2026-01-02,O,O,o@example.org,G\n");
	return w;
}

static int64_t id_of(struct ws *w, const char *form, const char *entry)
{
	struct seen seen = look(w, form, entry);
	assert_true(seen.found);
	return seen.a.id;
}

struct copy {
	struct arena *mem;
	struct application a;
};

static int copy_it(void *ctx, const struct application *a)
{
	struct copy *c = ctx;
	c->a = *a;
	c->a.fields = arena_sv(c->mem, a->fields);
	return 0;
}

static void choices(struct ws *w, const char *form, const char *entry, struct preferences *out)
{
	struct copy c = { &w->mem, { 0 } };
	assert_int_equal(application_get(w->s, &w->run, id_of(w, form, entry), copy_it, &c), 0);
	assert_int_equal(preferences_read(out, &w->mem, w->s, &w->run, &c.a), 0);
}

/* The choices of a mentee who typed that into the three fields. */
static struct preferences typed(struct ws *w, const char *p1, const char *p2, const char *p3)
{
	struct preferences p;
	struct str text = STR_INIT;
	str_printf(&text, MENTEE_HEADER "501,2026-01-05,M,M,m@example.org,,\"%s\",\"%s\",\"%s\"\n", p1, p2, p3);
	ws_write(w, "e/mentee.csv", text.ptr);
	ws_import_ok(w);
	choices(w, "mentee", "501", &p);
	str_dispose(&text);
	return p;
}

static void is(struct ws *w, const struct preference *p, enum preference_how how, unsigned rank, const char *entry)
{
	if (p->how != how || p->rank != rank)
		fail_msg("\"%.*s\": way %d, rank %u: %s", SV_ARG(p->typed), (int)p->how, p->rank, p->reason);
	assert_int_equal(preference_leads(p), entry && how <= PREFERENCE_SUPERSEDED);
	assert_int_equal(p->code == NULL, how <= PREFERENCE_SELF);
	if (!entry) return;
	assert_int_equal(p->n, 1);
	assert_int_equal(p->application[0], id_of(w, "mentor", entry));
}

static void numbers_lead_to_applications(void **state)
{
	(void)state;
	struct ws *w = society();
	struct preferences p = typed(w, "#10412", "1O5OO", "10400");
	assert_int_equal(p.n, 3);
	is(w, &p.at[0], PREFERENCE_ENTRY_NO, 1, "10412");
	is(w, &p.at[1], PREFERENCE_ENTRY_NO, 2, "10500");
	is(w, &p.at[2], PREFERENCE_SUPERSEDED, 3, "10437");
	assert_string_equal(p.at[2].field, "pref_3");
	p = typed(w, "10.412", "10 500", "123");
	is(w, &p.at[0], PREFERENCE_ENTRY_NO, 1, "10412");
	is(w, &p.at[1], PREFERENCE_ENTRY_NO, 2, "10500");
	is(w, &p.at[2], PREFERENCE_ENTRY_NO, 3, "00123");
	p = typed(w, "2nd 10412, 1st 10437", "", "");
	is(w, &p.at[0], PREFERENCE_ENTRY_NO, 1, "10437");
	is(w, &p.at[1], PREFERENCE_ENTRY_NO, 2, "10412");
	p = typed(w, "1 - 10437, 2 - 10412", "", ""); /* neither 1 nor 2 is anybody */
	assert_int_equal(p.n, 2);
	is(w, &p.at[0], PREFERENCE_ENTRY_NO, 1, "10437");
	p = typed(w, "none", "n/a", "no preference");
	assert_int_equal(p.n, 0);
	ws_free(w);
}

static void nothing_is_guessed(void **state)
{
	(void)state;
	struct ws *w = society();
	struct preferences p = typed(w, "30.600", "10412", "30, 600");
	is(w, &p.at[0], PREFERENCE_AMBIGUOUS, 1, NULL);
	assert_string_equal(p.at[0].suggestion, "ask what is meant: 30600, or 30 and 600");
	is(w, &p.at[1], PREFERENCE_ENTRY_NO, 2, "10412");
	is(w, &p.at[2], PREFERENCE_ENTRY_NO, 3, "30");
	is(w, &p.at[3], PREFERENCE_ENTRY_NO, 4, "600");
	p = typed(w, "30 601", "99", "anyone but 10412");
	is(w, &p.at[0], PREFERENCE_AMBIGUOUS, 1, NULL); /* 30 exists, 601 and 30601 do not */
	is(w, &p.at[1], PREFERENCE_SEVERAL, 2, NULL);
	assert_string_equal(p.at[1].suggestion, "ask which is meant: mentor 99 or old 99");
	is(w, &p.at[2], PREFERENCE_UNKNOWN, 3, NULL);
	ws_free(w);
}

static void faults_come_with_suggestions(void **state)
{
	(void)state;
	struct ws *w = society();
	struct preferences p = typed(w, "14012", "501", "7701");
	is(w, &p.at[0], PREFERENCE_UNKNOWN, 1, NULL);
	assert_string_equal(p.at[0].code, "R140");
	assert_string_equal(p.at[0].suggestion, "did they mean 10412?");
	is(w, &p.at[1], PREFERENCE_OTHER_KIND, 2, NULL); /* the mentee's own number */
	assert_string_equal(p.at[1].code, "R142");
	is(w, &p.at[2], PREFERENCE_UNKNOWN, 3, NULL);
	assert_string_equal(p.at[2].code, "R146");
	assert_non_null(strstr(p.at[2].suggestion, "mentor application 10412"));
	p = typed(w, "A@example.org", "member no. 7701", "Jane Doe");
	assert_string_equal(p.at[0].code, "R146");
	assert_non_null(strstr(p.at[0].suggestion, "mentor application 10412"));
	assert_string_equal(p.at[1].code, "R146");
	assert_string_equal(p.at[2].code, "R144");
	p = typed(w, "19999", "mentee 10412", "");
	assert_null(p.at[0].suggestion);
	is(w, &p.at[1], PREFERENCE_OTHER_KIND, 2, NULL);
	ws_free(w);
}

static void what_counts_once(void **state)
{
	(void)state;
	struct ws *w = society();
	struct preferences p = typed(w, "10412", "#10412", "10500");
	is(w, &p.at[1], PREFERENCE_REPEATED, 0, NULL);
	is(w, &p.at[2], PREFERENCE_ENTRY_NO, 2, "10500");
	p = typed(w, "10400", "10437", "20600"); /* an old and a new number of one person */
	is(w, &p.at[0], PREFERENCE_SUPERSEDED, 1, "10437");
	is(w, &p.at[1], PREFERENCE_REPEATED, 0, NULL);
	is(w, &p.at[2], PREFERENCE_ENTRY_NO, 2, "20600");
	assert_non_null(strstr(p.at[2].reason, "paused until 2026-04-01"));
	p = typed(w, "51 52 53 54 55 56 57 58 59 61 62 63 64 65", "", "");
	assert_int_equal(p.n + p.ignored, 14);
	assert_int_equal(p.n, PREFERENCES_MAX);
	ws_free(w);
}

static struct checkcode issue(
	struct ws *w, struct random_source *r, const char *owner, bool group, const int64_t *who, size_t n)
{
	struct checkcode id;
	if (group)
		assert_int_equal(entry_id_for_group(w->s, r, "mentors", sv(owner), NULL, NULL, &id), 0);
	else
		assert_int_equal(entry_id_for_profile(w->s, r, "mentors", who[0], NULL, NULL, &id), 0);
	assert_int_equal(entry_id_members(w->s, id.z, "c", 20000, who, n), 0);
	return id;
}

static void entry_ids_lead_to_people(void **state)
{
	(void)state;
	struct ws *w = society();
	struct random_source r = { random_seeded_fill, 1 };
	typed(w, "", "", "");
	int64_t one = id_of(w, "mentor", "10412"), old = id_of(w, "mentor", "10400"), now = id_of(w, "mentor", "10437");
	int64_t three[] = { id_of(w, "mentor", "10500"), id_of(w, "mentor", "20600"), old };
	struct checkcode first = issue(w, &r, "", false, &one, 1), group = issue(w, &r, "g", true, three, 3);
	assert_int_equal(entry_id_settle(w->s, 1, "abc", 20000), 0);
	assert_int_equal(entry_id_end_profile(w->s, "mentors", one, 20050), 0);
	struct checkcode second = issue(w, &r, "", false, &one, 1);
	assert_int_equal(entry_id_settle(w->s, 2, "def", 20050), 0);
	struct preferences p = typed(w, first.z, second.z, group.z);
	is(w, &p.at[0], PREFERENCE_OLD_ENTRY_ID, 1, "10412");
	assert_non_null(strstr(p.at[0].reason, second.z));
	is(w, &p.at[1], PREFERENCE_REPEATED, 0, NULL); /* an old and a new ID of one entry */
	assert_int_equal(p.at[2].how, PREFERENCE_ENTRY_ID);
	assert_int_equal(p.at[2].n, 3);
	bool newest = false;
	for (size_t i = 0; i < 3; i++) newest |= p.at[2].application[i] == now;
	assert_true(newest); /* the replaced one leads to what replaced it */
	assert_non_null(strstr(p.at[2].reason, "1 of 3 cannot be proposed now"));
	char slip[40];
	snprintf(slip, sizeof slip, "%.3s %s", second.z, second.z + 4);
	slip[7] = slip[7] == '0' ? '2' : '0';
	p = typed(w, slip, "000-0000", "10412");
	is(w, &p.at[0], PREFERENCE_SLIP, 1, NULL);
	assert_non_null(strstr(p.at[0].suggestion, second.z));
	is(w, &p.at[1], PREFERENCE_UNKNOWN, 2, NULL);
	assert_string_equal(p.at[1].code, "R148");
	snprintf(slip, sizeof slip, "Entry ID %s please, %s", second.z, "10500");
	p = typed(w, slip, "", "");
	is(w, &p.at[0], PREFERENCE_ENTRY_ID, 1, "10412");
	is(w, &p.at[1], PREFERENCE_ENTRY_NO, 2, "10500");
	ws_free(w);
}

static void peers_choose_peers(void **state)
{
	(void)state;
	struct ws *w = society();
	struct preferences p;
	ws_write(w, "e/peer.csv",
		PEER_HEADER
		"1,2026-01-02,A,A,pa@example.org,\"1st: 3, 2nd: 2; 1\",G\n2,2026-01-02,B,B,pb@example.org,,G\n3,"
		"2026-01-02,C,C,pc@example.org,10412,G\n");
	ws_import_ok(w);
	choices(w, "peer", "1", &p);
	assert_int_equal(p.n, 3);
	assert_int_equal(p.at[0].application[0], id_of(w, "peer", "3"));
	assert_int_equal(p.at[2].how, PREFERENCE_SELF);
	choices(w, "peer", "3", &p);
	assert_int_equal(p.at[0].how, PREFERENCE_OTHER_KIND);
	choices(w, "mentor", "10412", &p);
	assert_int_equal(p.n, 0);
	ws_free(w);
}

static const char *about;
static void observe(void *ctx, const struct diag *d)
{
	(void)ctx;
	about = !strncmp(d->code, "R14", 3) && d->entry && !strcmp(d->entry, "mentee 502") ? "mentee 502" : about;
}

static void faults_are_reported_without_values(void **state)
{
	(void)state;
	struct ws *w = society();
	bool fault[4] = { true, true, true, true };
	ws_write(w, "e/mentee.csv",
		MENTEE_HEADER
		"501,2026-01-05,M,M,m@example.org,,10412,,\n502,2026-01-05,N,N,n@example.org,,10412,14012,\n503,"
		"2025-01-05,O,O,o2@example.org,,nobody knows,,\n504,2026-01-05,O,O,o2@example.org,,,,\n");
	ws_import_ok(w);
	int64_t ids[4] = { id_of(w, "mentee", "501"), id_of(w, "mentee", "502"), id_of(w, "mentee", "503"),
		id_of(w, "mentee", "504") };
	struct diags ds = DIAGS_INIT;
	ds.observe = observe;
	about = "";
	assert_int_equal(preferences_check(w->s, &w->run, ids, 4, fault, &ds), 0);
	assert_false(fault[0]);
	assert_true(fault[1]);
	assert_true(fault[2]); /* replaced: nothing is said of it */
	assert_false(fault[3]);
	size_t told = 0;
	for (size_t i = 0; i < ds.n; i++) {
		if (strncmp(ds.at[i].code, "R14", 3) != 0) continue;
		told++;
		assert_string_equal(ds.at[i].at.file, "e/mentee.csv");
		assert_int_equal(ds.at[i].at.line, 3);
		assert_null(strstr(ds.at[i].text, "14012"));
		assert_null(strstr(ds.at[i].help, "10412"));
		assert_non_null(strstr(ds.at[i].text, "second choice"));
	}
	assert_int_equal(told, 1);
	assert_string_equal(about, "mentee 502");
	diags_dispose(&ds);
	ws_free(w);
}

/* After some thousand look-ups the rows are known by heart; the answers stay the same. */
static void many_are_checked(void **state)
{
	(void)state;
	enum { N = 9000 };
	struct ws *w = society();
	int64_t *ids = calloc(N, sizeof *ids);
	bool *fault = calloc(N, sizeof *fault);
	struct diags ds = DIAGS_INIT;
	ws_write(w, "e/mentee.csv",
		MENTEE_HEADER
		"501,2026-01-05,M,M,m@example.org,,10400,123,30 600x\n502,2026-01-05,N,N,n@example.org,,10412,"
		"14012,\n503,2026-01-05,N,N,n3@example.org,,10400,123,10500\n");
	ws_import_ok(w);
	int64_t first = id_of(w, "mentee", "501");
	for (int i = 0; i < N; i++) ids[i] = first + i % 3;
	assert_int_equal(preferences_check(w->s, &w->run, ids, N, fault, &ds), 0);
	for (int i = 0; i < N; i++) assert_int_equal(fault[i], i % 3 < 2);
	diags_dispose(&ds);
	free(ids);
	free(fault);
	ws_free(w);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(numbers_lead_to_applications),
		cmocka_unit_test(nothing_is_guessed), cmocka_unit_test(faults_come_with_suggestions),
		cmocka_unit_test(what_counts_once), cmocka_unit_test(entry_ids_lead_to_people),
		cmocka_unit_test(peers_choose_peers), cmocka_unit_test(faults_are_reported_without_values),
		cmocka_unit_test(many_are_checked) };
	return cmocka_run_group_tests(tests, NULL, NULL);
}
