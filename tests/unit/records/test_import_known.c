/* Tests of rows that are known by their text: whatever an import leaves unread, the outcome is that of a fresh one. */
#include "support.h"

/* Counts what is written, table by table. */
static void watch(struct ws *w)
{
	assert_int_equal(
		store_exec(w->s,
			"CREATE TABLE IF NOT EXISTS touched(what TEXT NOT NULL);"
			"CREATE TRIGGER IF NOT EXISTS ai AFTER INSERT ON application BEGIN INSERT INTO touched "
			"VALUES('application'); END;"
			"CREATE TRIGGER IF NOT EXISTS au AFTER UPDATE ON application BEGIN INSERT INTO touched "
			"VALUES('application'); END;"
			"CREATE TRIGGER IF NOT EXISTS si AFTER INSERT ON standing BEGIN INSERT INTO touched "
			"VALUES('standing'); END;"
			"CREATE TRIGGER IF NOT EXISTS ki AFTER INSERT ON seen BEGIN INSERT INTO touched "
			"VALUES('seen'); END;"
			"CREATE TRIGGER IF NOT EXISTS mi AFTER INSERT ON member BEGIN INSERT INTO touched "
			"VALUES('member'); END;"
			"CREATE TRIGGER IF NOT EXISTS mu AFTER UPDATE ON member BEGIN INSERT INTO touched "
			"VALUES('member'); END;"
			"CREATE TRIGGER IF NOT EXISTS li AFTER INSERT ON seen_member BEGIN INSERT INTO touched "
			"VALUES('seen_member'); END;"
			"DELETE FROM touched;"),
		0);
}

static int64_t touched(struct ws *w, const char *sql)
{
	return number(w, sql);
}
#define TOUCHED(w, table) touched((w), "SELECT count(*) FROM touched WHERE what = '" table "'")

static void unchanged_rows_are_not_written(void **state)
{
	(void)state;
	struct ws *w = ws_new();
	ws_write(w, "m/roster.yml", ROSTER_YML);
	ws_write(w, "e/2026-01-01-members.csv",
		ROSTER_HEADER "1,A,a@example.org,,Active,,2027-01-01,\n2,B,,,Active,,2027-01-01,\n");
	ROWS(w, "e/2026-01-01-mentor.csv", { .entry = "1", .email = "a@example.org" },
		{ .entry = "2", .email = "b@example.org" }, { .entry = "3", .email = "c@example.org" });
	ws_import_ok(w);
	watch(w);
	/* One of three changes; the others stand on other lines now. */
	ROWS(w, "e/2026-01-01-mentor.csv", { .entry = "3", .email = "c@example.org" },
		{ .entry = "2", .email = "b@example.org", .years = "8" }, { .entry = "1", .email = "a@example.org" });
	ws_write(w, "e/2026-01-01-members.csv",
		ROSTER_HEADER "2,B,,,Active,,2028-01-01,\n1,A,a@example.org,,Active,,2027-01-01,\n");
	ws_import_ok(w);
	assert_int_equal(TOUCHED(w, "application"), 1);
	assert_int_equal(TOUCHED(w, "seen"), 1);
	assert_int_equal(TOUCHED(w, "standing"), 2); /* those whose line changed */
	assert_int_equal(TOUCHED(w, "member"), 1);
	assert_int_equal(TOUCHED(w, "seen_member"), 1);
	assert_int_equal(w->report.read, 5);
	assert_int_equal(w->report.imported, 5);
	assert_int_equal(look(w, "mentor", "3").a.line, 2);
	assert_int_equal(
		number(w, "SELECT line FROM application WHERE entry_no = '3'"), 4); /* where it was first read */
	/* Only the file's name changes: nothing was said anew. */
	watch(w);
	ws_remove(w, "e/2026-01-01-mentor.csv");
	ROWS(w, "e/2026-02-01-mentor.csv", { .entry = "3", .email = "c@example.org" },
		{ .entry = "2", .email = "b@example.org", .years = "8" }, { .entry = "1", .email = "a@example.org" });
	ws_import_ok(w);
	assert_int_equal(TOUCHED(w, "application") + TOUCHED(w, "seen") + TOUCHED(w, "member"), 0);
	assert_string_equal(look(w, "mentor", "1").file, "e/2026-02-01-mentor.csv");
	ws_free(w);
}

static void warnings_of_unchanged_rows_are_given_again(void **state)
{
	(void)state;
	struct ws *w = ws_new();
	const struct row odd = { .entry = "2", .email = "nobody at home", .member = "5" };
	ROWS(w, "e/2026-01-01-mentor.csv", { .entry = "1", .email = "a@example.org" }, odd, { .entry = "3" });
	for (int i = 0; i < 3; i++) {
		ws_import_ok(w);
		assert_false(w->report.skipped);
		assert_non_null(found(&w->ds, "R032", "e/2026-01-01-mentor.csv", 3, 31));
		assert_non_null(found(&w->ds, "R050", "e/2026-01-01-mentor.csv", 4, 1));
		assert_int_equal(w->report.held, 1);
		assert_string_equal(found(&w->ds, "R032", "e/2026-01-01-mentor.csv", 3, 31)->entry, "mentor 2");
		char extra[3] = { (char)('4' + i), 0, 0 };
		ROWS(w, "e/2026-01-01-mentor.csv", { .entry = "1", .email = "a@example.org" }, odd, { .entry = "3" },
			{ .entry = extra, .email = "x@example.org" });
	}
	ws_import_ok(w);
	size_t all = w->ds.n;
	ws_import_ok(w);
	assert_true(w->report.skipped);
	assert_int_equal(w->ds.n, all);
	assert_string_equal(found(&w->ds, "R032", "e/2026-01-01-mentor.csv", 3, 31)->entry, "mentor 2");
	ws_free(w);
}

/* While a newer export stood beside it, the older one's warnings were not given. */
static void an_older_export_that_is_the_newest_again_warns_again(void **state)
{
	(void)state;
	struct ws *w = ws_new();
	ROWS(w, "e/2026-01-01-mentor.csv", { .entry = "1", .email = "a@example.org" },
		{ .entry = "2", .email = "nobody at home", .member = "5" });
	ROWS(w, "e/2026-02-01-mentor.csv", { .entry = "1", .email = "a@example.org" });
	ws_import_ok(w);
	assert_int_equal(count_code(&w->ds, "R032"), 0);
	ws_remove(w, "e/2026-02-01-mentor.csv");
	ws_import_ok(w);
	assert_int_equal(count_code(&w->ds, "R032"), 1);
	ws_free(w);
}

/* The same text under another header, or under another mapping, is another row. */
static void a_text_means_what_its_header_and_mapping_say(void **state)
{
	(void)state;
	struct ws *w = ws_new();
	struct str text = STR_INIT;
	ROWS(w, "e/mentor.csv", { .entry = "1", .email = "a@example.org", .list = "Group" });
	ws_import_ok(w);
	str_puts(&text, MENTOR_HEADER);
	memcpy(strstr(text.ptr, "First,Last"), "Last,First", 10);
	add_row(&text, (struct row){ .entry = "1", .email = "a@example.org", .list = "Group" });
	ws_write(w, "e/mentor.csv", text.ptr);
	ws_import_ok(w);
	assert_int_equal(applications_with(w, ";last_name=Ann;"), 1);
	str_dispose(&text);
	ws_free(w);
}

static void the_same_row_twice_is_still_an_error(void **state)
{
	(void)state;
	struct ws *w = ws_new();
	const struct row row = { .entry = "1", .email = "a@example.org" };
	ROWS(w, "e/mentor.csv", row);
	ws_import_ok(w);
	ROWS(w, "e/mentor.csv", row, row);
	assert_int_equal(ws_import(w), -1);
	assert_non_null(found(&w->ds, "R022", "e/mentor.csv", 3, 1));
	ws_free(w);
}

/* A random society: exports grow, are shuffled, get columns in another order; the rows are of all sorts. */
enum { PEOPLE = 40 };
static uint64_t seed;
static unsigned pick(unsigned n)
{
	seed = seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
	return (unsigned)(seed >> 33) % n;
}

static void random_row(struct str *out, int i, int version)
{
	char entry[24], email[40], member[16], years[8];
	/* A person keeps the number of the application first met; so those with hashed ids, which are high, are alone. */
	bool alone = i % 11 == 3;
	snprintf(entry, sizeof entry, alone ? "x%dy" : "%d", 100 + i);
	snprintf(email, sizeof email, i % 7 == 5 ? "not an address" : "p%d@example.org", alone ? 900 + i : i % 23);
	snprintf(member, sizeof member, i % 3 && !alone ? "%d" : "", 1 + i % 19);
	snprintf(years, sizeof years, "%d", (i + version) % 12);
	add_row(out, (struct row){ .entry = entry,
			     .email = email,
			     .member = member,
			     .years = years,
			     .list = i % 5 ? "Group" : "No",
			     .staff = i % 13 == 1 ? "Out" : "" });
}

static void write_random(struct ws *w, const char *name, int n, int changed, unsigned order)
{
	struct str text = STR_INIT;
	seed = order;
	int at[PEOPLE];
	for (int i = 0; i < n; i++) at[i] = i;
	for (int i = n - 1; i > 0; i--) {
		int k = (int)pick((unsigned)i + 1), t = at[i];
		at[i] = at[k];
		at[k] = t;
	}
	str_puts(&text, MENTOR_HEADER);
	for (int i = 0; i < n; i++) random_row(&text, at[i], at[i] % 9 == changed ? changed : 0);
	ws_write(w, name, text.ptr);
	str_clear(&text);
	str_puts(&text, ROSTER_HEADER);
	for (int i = 1; i <= n / 2; i++)
		str_printf(&text, "%d,N%d,p%d@example.org,\"q%d@example.org; p%d@example.org\",Active,,2027-01-%02d,\n",
			i, i, i, i, i + 30, 1 + (i % 9 == changed));
	char roster[64];
	snprintf(roster, sizeof roster, "%.12s-members.csv", name); /* "e/2026-01-05" */
	ws_write(w, roster, text.ptr);
	str_dispose(&text);
}

static int by_text(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

static void outcome(struct ws *w, struct str *out)
{
	char **line = xcalloc(w->ds.n + 1, sizeof *line);
	dump(w, out);
	for (size_t i = 0; i < w->ds.n; i++) {
		struct str one = STR_INIT;
		const struct diag *d = &w->ds.at[i];
		str_printf(&one, "%s %s:%u:%u %s\n", d->code, d->at.file ? d->at.file : "", d->at.line, d->at.col,
			d->text);
		line[i] = str_detach(&one);
	}
	qsort(line, w->ds.n, sizeof *line, by_text);
	for (size_t i = 0; i < w->ds.n; i++) {
		str_puts(out, line[i]);
		free(line[i]);
	}
	str_printf(out, "%zu = %zu + %zu + %zu\n", w->report.read, w->report.imported, w->report.superseded,
		w->report.held);
	free(line);
}

/* The first line that differs says more than two long texts. */
static void same_text(const char *x, const char *y)
{
	size_t start = 0, i = 0;
	for (; x[i] && x[i] == y[i]; i++)
		if (x[i] == '\n') start = i + 1;
	if (x[i] != y[i]) fail_msg("\n%.200s\n-- is not\n%.200s", x + start, y + start);
}

static void whatever_was_known_before(void **state)
{
	(void)state;
	static const char *const names[] = { "e/2026-01-05-mentor.csv", "e/2026-02-02-mentor.csv",
		"e/2026-03-02-mentor.csv" };
	for (unsigned round = 0; round < 12; round++) {
		struct ws *a = ws_new(), *b = ws_new();
		ws_write(a, "m/roster.yml", ROSTER_YML);
		ws_write(b, "m/roster.yml", ROSTER_YML);
		for (unsigned i = 0; i < 3; i++) {
			write_random(a, names[i], 20 + 4 * (int)i, (int)i, round * 10 + i);
			ws_import_ok(a);
			/* More rows in the same file, in another order; and what it said before is not said otherwise. */
			write_random(a, names[i], 26 + 4 * (int)i, (int)i, round * 20 + i);
			ws_import_ok(a);
			write_random(b, names[i], 26 + 4 * (int)i, (int)i, round * 20 + i);
		}
		/* A database that has forgotten what it had seen learns it from its records. */
		if (round % 3 == 2) {
			assert_int_equal(
				store_exec(a->s, "DELETE FROM seen; DELETE FROM seen_member; DELETE FROM import_state "
						 "WHERE key IN ('seen', 'rules')"),
				0);
			ws_import_ok(a);
			assert_false(a->report.skipped);
		}
		ws_import_ok(b);
		struct str x = STR_INIT, y = STR_INIT;
		outcome(a, &x);
		outcome(b, &y);
		same_text(x.ptr, y.ptr);
		str_dispose(&x);
		str_dispose(&y);
		ws_free(a);
		ws_free(b);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(unchanged_rows_are_not_written),
		cmocka_unit_test(warnings_of_unchanged_rows_are_given_again),
		cmocka_unit_test(an_older_export_that_is_the_newest_again_warns_again),
		cmocka_unit_test(a_text_means_what_its_header_and_mapping_say),
		cmocka_unit_test(the_same_row_twice_is_still_an_error),
		cmocka_unit_test(whatever_was_known_before),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
