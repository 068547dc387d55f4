#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include "support.h"

/* The tables as version 4 had them, with a row of each kind: 1 and 2 share fields; 3 has a field twice, and one with a name of its
 * own; 4 is cut off in its last field. The columns that matter here only. */
static const char version_4[] =
	"DROP TABLE field_code; DELETE FROM export_file;"
	"ALTER TABLE application ADD COLUMN file TEXT NOT NULL DEFAULT '';"
	"ALTER TABLE member ADD COLUMN file TEXT NOT NULL DEFAULT '';"
	"ALTER TABLE application DROP COLUMN first_file; ALTER TABLE member DROP COLUMN first_file;"
	"UPDATE schema_version SET version = 4 WHERE owner = 'records';"
	"INSERT INTO export_file(id, name) VALUES(3, 'e/new.csv');"
	"CREATE TEMP TABLE packed(id INTEGER PRIMARY KEY, fields TEXT, extra TEXT);"
	"INSERT INTO temp.packed VALUES"
	" (1, 'email' || char(31) || 'ann@example.org' || char(30) || 'last_name' || char(31) || 'Lee' || char(30), "
	"''),"
	" (2, 'last_name' || char(31) || 'Roe' || char(30), ''),"
	" (3, '', 'Note' || char(31) || 'one' || char(30) || 'Note' || char(31) || 'two' || char(30) || 'café' || "
	"char(31) || 'a=b' || "
	"char(30)),"
	" (4, 'email' || char(31) || 'bo@example.org' || char(30) || 'last_name' || char(31) || 'Do', '');"
	"INSERT INTO application(id, form, entry_no, kind, consent, staff, held, file, line, fields, extra)"
	" SELECT id, 'm', id, 0, 2, 0, 0, CASE id WHEN 2 THEN 'e/new.csv' ELSE 'e/old.csv' END, id + 1, CAST(fields AS "
	"BLOB), CAST(extra AS "
	"BLOB) FROM temp.packed ORDER BY id DESC;"
	"INSERT INTO member(id, member_no, listed, status_ok, no_date, hold, file, line, fields, extra)"
	" SELECT id, id, 1, 1, 1, 0, 'e/members.csv', id + 1, CAST(fields AS BLOB), CAST(extra AS BLOB) FROM "
	"temp.packed;"
	"DROP TABLE temp.packed;";

static struct store *old_database(void)
{
	struct store *s = NULL;
	struct str err = STR_INIT;
	assert_int_equal(store_open_memory(&s, &err), 0);
	assert_int_equal(records_migrate(s), 0);
	assert_int_equal(store_exec(s, version_4), 0);
	str_dispose(&err);
	return s;
}

static void assert_rows(struct store *s, const char *table)
{
	struct ws w = { .s = s };
	struct str sql = STR_INIT, text = STR_INIT;
	str_printf(&sql, "SELECT fields, extra FROM %s ORDER BY id", table);
	unpack(&w, sql.ptr, 2, &text);
	assert_string_equal(text.ptr, "email=ann@example.org;last_name=Lee;\n\n"
				      "last_name=Roe;\n\n"
				      "\nNote=one;Note=two;café=a=b;\n"
				      "email=bo@example.org;(unreadable)=last_name Do;\n\n");
	str_dispose(&sql);
	str_dispose(&text);
}

static int64_t ask(struct store *s, const char *sql)
{
	int64_t n = -1;
	assert_int_equal(store_int(s, sql, -1, &n), 0);
	return n;
}

static void every_value_is_kept(void **state)
{
	(void)state;
	struct store *s = old_database();
	assert_int_equal(records_migrate(s), 0);
	assert_rows(s, "application");
	assert_rows(s, "member");
	assert_int_equal(ask(s, "SELECT count(*) FROM field_code"), 5);
	assert_int_equal(ask(s, "SELECT version FROM schema_version WHERE owner = 'records'"), 5);
	/* Where a wording was first read is known by the file's number, which those that had one keep. */
	assert_int_equal(ask(s, "SELECT first_file FROM application WHERE id = 2"), 3);
	assert_int_equal(
		ask(s, "SELECT count(*) FROM application a JOIN export_file f ON f.id = a.first_file WHERE f.name = "
		       "'e/old.csv' AND a.id IN (1, 3, 4)"),
		3);
	assert_int_equal(
		ask(s, "SELECT count(*) FROM member m JOIN export_file f ON f.id = m.first_file WHERE f.name = "
		       "'e/members.csv'"),
		4);
	assert_int_equal(records_migrate(s), 0); /* once */
	assert_rows(s, "application");
	store_close(s);
}

/* What stops half-way leaves all as it was, and the next run does it from the start. */
static void all_of_it_or_nothing(void **state)
{
	(void)state;
	struct store *s = old_database();
	static const char sum[] =
		"SELECT sum(length(fields) + length(extra)) FROM (SELECT fields, extra FROM application UNION ALL "
		"SELECT fields, extra FROM member)";
	int64_t before = ask(s, sum);
	assert_int_equal(
		store_exec(s, "CREATE TRIGGER stop BEFORE UPDATE OF fields ON member WHEN old.id = 4 BEGIN SELECT "
			      "RAISE(ABORT, 'the disk is full'); END"),
		0);
	assert_int_equal(records_migrate(s), -1);
	assert_int_equal(ask(s, sum), before);
	assert_int_equal(ask(s, "SELECT version FROM schema_version WHERE owner = 'records'"), 4);
	assert_int_equal(ask(s, "SELECT count(*) FROM sqlite_master WHERE name = 'field_code'"), 0);
	assert_int_equal(ask(s, "SELECT count(*) FROM application WHERE file = 'e/old.csv'"), 3);
	assert_int_equal(store_exec(s, "DROP TRIGGER stop"), 0);
	assert_int_equal(records_migrate(s), 0);
	assert_rows(s, "application");
	assert_rows(s, "member");
	store_close(s);
}

static int take_values(
	void *ctx, int kind, const char *field, struct sv value, const char *file, unsigned line, int64_t person)
{
	(void)kind;
	str_printf(ctx, "%s=%.*s@%s:%u/%lld\n", field, SV_ARG(value), file, line, (long long)person);
	return 0;
}

/* The gate meets every value under its name, where it stood; the cut one too. */
static void the_gate_knows_them(void **state)
{
	(void)state;
	struct store *s = old_database();
	struct str all = STR_INIT;
	assert_int_equal(records_migrate(s), 0);
	assert_int_equal(records_identity_each(s, take_values, &all), 0);
	assert_non_null(strstr(all.ptr, "email=ann@example.org@e/old.csv:2/1\n"));
	assert_non_null(strstr(all.ptr, "last_name=Roe@e/new.csv:3/2\n"));
	assert_non_null(strstr(all.ptr, "Note=one@e/old.csv:4/3\nNote=two@e/old.csv:4/3\n"));
	assert_non_null(strstr(all.ptr, "(unreadable)=last_name Do@e/old.csv:5/4\n"));
	assert_non_null(strstr(all.ptr, "last_name=Lee@e/members.csv:2/-1\n"));
	str_dispose(&all);
	store_close(s);
}

/* Names that an import gave numbers to and did not keep are given others by the next one. */
static void an_import_undone_gives_nothing(void **state)
{
	(void)state;
	struct ws *w = ws_new();
	ws_write(w, "e/mentor.csv", MENTOR_HEADER "1,not a date,Ann,Lee,a@example.org,,GLP,7,Group,GCP,,,,,,,,,\n");
	assert_int_equal(ws_import(w), -1);
	assert_int_equal(number(w, "SELECT count(*) FROM field_code"), 0);
	struct field_codes *codes;
	assert_int_equal(field_codes_of(w->s, &codes), 0);
	assert_int_equal(codes->at.n, 0);
	ROWS(w, "e/mentor.csv", { .entry = "1", .email = "a@example.org" });
	ws_import_ok(w);
	assert_int_equal(codes->at.n, number(w, "SELECT count(*) FROM field_code"));
	assert_int_equal(applications_with(w, ";last_name=Lee;"), 1);
	for (size_t i = 0; i < codes->at.n; i++) {
		struct stmt *st = store_stmt(w->s, "SELECT name FROM field_code WHERE code = ?1");
		stmt_int_in(st, 1, (int64_t)i + 1);
		assert_int_equal(stmt_step(st), 1);
		assert_true(sv_eq(stmt_text(st, 0), codes->at.at[i].name));
		stmt_reset(st);
	}
	ws_free(w);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_value_is_kept),
		cmocka_unit_test(all_of_it_or_nothing),
		cmocka_unit_test(the_gate_knows_them),
		cmocka_unit_test(an_import_undone_gives_nothing),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
