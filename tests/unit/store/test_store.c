/* Tests of store: what is promised about files, transactions, migrations and failures. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>
#include "base/fs.h"
#include "store/store.h"

struct place_on_disk {
	char folder[64];
	char path[128];
};

static int make_folder(void **state)
{
	struct place_on_disk *p = xcalloc(1, sizeof *p);
	snprintf(p->folder, sizeof p->folder, "/tmp/mp-store-XXXXXX");
	if (!mkdtemp(p->folder)) return -1;
	snprintf(p->path, sizeof p->path, "%s/private/test.db", p->folder);
	*state = p;
	return 0;
}

static int remove_folder(void **state)
{
	struct place_on_disk *p = *state;
	struct str err = STR_INIT;
	int r = fs_remove_tree(p->folder, &err);
	str_dispose(&err);
	free(p);
	return r;
}

static struct store *open_or_fail(const char *path)
{
	struct store *s = NULL;
	struct str err = STR_INIT;
	if (store_open(&s, path, &err)) fail_msg("%s", err.ptr);
	assert_int_equal(err.len, 0);
	str_dispose(&err);
	return s;
}

static struct store *memory(void)
{
	struct store *s = NULL;
	struct str err = STR_INIT;
	assert_int_equal(store_open_memory(&s, &err), 0);
	assert_int_equal(store_exec(s, "CREATE TABLE t(id INTEGER PRIMARY KEY, a TEXT UNIQUE, b BLOB)"), 0);
	return s;
}

static int64_t count(struct store *s)
{
	int64_t n = -1;
	assert_int_equal(store_int(s, "SELECT count(*) FROM t", 0, &n), 0);
	return n;
}

static int insert(struct store *s, const char *a)
{
	struct stmt *st = store_stmt(s, "INSERT INTO t(a) VALUES(?1)");
	stmt_text_in(st, 1, sv(a));
	return stmt_run(st);
}

static void modes_are_private(void **state)
{
	struct place_on_disk *p = *state;
	struct stat st;
	char folder[160];
	struct store *s = open_or_fail(p->path);
	store_exec(s, "CREATE TABLE t(a)");
	assert_int_equal(stat(p->path, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0600);
	snprintf(folder, sizeof folder, "%s/private", p->folder);
	assert_int_equal(stat(folder, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0700);
	snprintf(folder, sizeof folder, "%s-wal", p->path);
	assert_int_equal(stat(folder, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0600);
	store_close(s);
}

static void settings_are_made(void **state)
{
	static const struct {
		const char *sql;
		int64_t value;
	} want[] = {
		{ "PRAGMA page_size", 16384 },
		{ "PRAGMA synchronous", 2 },
		{ "PRAGMA foreign_keys", 1 },
		{ "PRAGMA secure_delete", 1 },
		{ "PRAGMA temp_store", 2 },
		{ "PRAGMA user_version", 1 },
	};
	struct place_on_disk *p = *state;
	struct store *s = open_or_fail(p->path);
	for (size_t i = 0; i < sizeof want / sizeof want[0]; i++) {
		int64_t got = -1;
		assert_int_equal(store_int(s, want[i].sql, -1, &got), 0);
		assert_int_equal(got, want[i].value);
	}
	struct stmt *st = store_stmt(s, "PRAGMA journal_mode");
	assert_int_equal(stmt_step(st), 1);
	assert_true(sv_is(stmt_text(st, 0), "wal"));
	store_close(s);
}

static void an_existing_file_is_tightened_and_kept(void **state)
{
	struct place_on_disk *p = *state;
	struct stat st;
	struct store *s = open_or_fail(p->path);
	assert_int_equal(store_exec(s, "CREATE TABLE t(id INTEGER PRIMARY KEY, a TEXT)"), 0);
	assert_int_equal(insert(s, "kept"), 0);
	store_close(s);
	assert_int_equal(chmod(p->path, 0644), 0);
	s = open_or_fail(p->path);
	assert_int_equal(count(s), 1);
	assert_int_equal(stat(p->path, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0600);
	store_close(s);
}

static void open_existing_needs_a_file(void **state)
{
	struct place_on_disk *p = *state;
	struct store *s = NULL;
	struct str err = STR_INIT;
	assert_int_equal(store_open_existing(&s, p->path, &err), -1);
	assert_null(s);
	assert_non_null(strstr(err.ptr, "import the exports first"));
	assert_false(fs_exists(p->path));
	store_close(open_or_fail(p->path));
	assert_int_equal(store_open_existing(&s, p->path, &err), 0);
	store_close(s);
	str_dispose(&err);
}

static void write_file(const char *path, const char *bytes)
{
	FILE *f = fopen(path, "wb");
	assert_non_null(f);
	for (int i = 0; i < 200; i++) fputs(bytes, f);
	fclose(f);
}

static void a_file_of_something_else_is_refused(void **state)
{
	struct place_on_disk *p = *state;
	struct store *s = NULL;
	struct str err = STR_INIT;
	snprintf(p->path, sizeof p->path, "%s/other.db", p->folder);
	write_file(p->path, "this is no database at all\n");
	assert_int_equal(store_open(&s, p->path, &err), -1);
	assert_null(s);
	assert_non_null(strstr(err.ptr, "restore it from a backup"));
	assert_non_null(strstr(err.ptr, p->path));
	str_dispose(&err);
}

static void a_newer_file_is_refused(void **state)
{
	struct place_on_disk *p = *state;
	struct str err = STR_INIT;
	struct store *s = open_or_fail(p->path);
	store_exec(s, "PRAGMA user_version = 2");
	store_close(s);
	s = NULL;
	assert_int_equal(store_open(&s, p->path, &err), -1);
	assert_non_null(strstr(err.ptr, "newer mentorpress"));
	str_dispose(&err);
}

static const struct migration first[] = { { 1, "CREATE TABLE m(a TEXT); INSERT INTO m VALUES('one')" } };
static const struct migration second[] = {
	{ 1, "CREATE TABLE m(a TEXT); INSERT INTO m VALUES('one')" },
	{ 2, "ALTER TABLE m ADD b TEXT; UPDATE m SET b = 'two'" },
};
static const struct migration broken[] = {
	{ 1, "CREATE TABLE m(a TEXT); INSERT INTO m VALUES('one')" },
	{ 2, "CREATE TABLE n(a TEXT UNIQUE); INSERT INTO n VALUES('x'); INSERT INTO n VALUES('x')" },
};

static void migrations_run_once_and_in_order(void **state)
{
	struct place_on_disk *p = *state;
	int64_t n = -1;
	struct store *s = open_or_fail(p->path);
	assert_int_equal(store_migrate(s, "rooms", first, 1), 0);
	assert_int_equal(store_migrate(s, "rooms", first, 1), 0);
	store_close(s);
	s = open_or_fail(p->path);
	assert_int_equal(store_migrate(s, "rooms", second, 2), 0);
	assert_int_equal(store_int(s, "SELECT count(*) FROM m WHERE a = 'one' AND b = 'two'", 0, &n), 0);
	assert_int_equal(n, 1);
	/* An older program, which knows only version 1, must not touch it. */
	assert_int_equal(store_migrate(s, "rooms", first, 1), -1);
	assert_non_null(strstr(store_error(s), "newer mentorpress"));
	/* Owners do not see each other's versions. */
	assert_int_equal(store_migrate(s, "other", NULL, 0), 0);
	store_close(s);
}

/* Headquarters' first `check` and first `publish` at the same moment: both find no tables. */
static void first_runs_may_meet(void **state)
{
	struct place_on_disk *p = *state;
	pid_t child[4];
	int status = -1;
	for (size_t i = 0; i < 4; i++) {
		child[i] = fork();
		if (child[i] == 0) {
			struct store *s = NULL;
			struct str err = STR_INIT;
			if (store_open(&s, p->path, &err) == 0 && store_migrate(s, "rooms", second, 2) == 0) _exit(0);
			fprintf(stderr, "%s\n", s ? store_error(s) : err.ptr);
			_exit(1);
		}
	}
	for (size_t i = 0; i < 4; i++) {
		assert_int_equal(waitpid(child[i], &status, 0), child[i]);
		assert_int_equal(status, 0);
	}
}

static void a_failed_migration_leaves_nothing(void **state)
{
	struct place_on_disk *p = *state;
	int64_t n = -1;
	struct store *s = open_or_fail(p->path);
	assert_int_equal(store_migrate(s, "rooms", broken, 2), -1);
	assert_int_equal(store_int(s, "SELECT version FROM schema_version WHERE owner = 'rooms'", -1, &n), 0);
	assert_int_equal(n, 1);
	assert_int_equal(store_int(s, "SELECT count(*) FROM sqlite_master WHERE name = 'n'", -1, &n), 0);
	assert_int_equal(n, 0);
	store_close(s);
}

static void transactions_nest(void **state)
{
	(void)state;
	struct store *s = memory();
	assert_int_equal(store_begin(s), 0);
	insert(s, "outer");
	assert_int_equal(store_begin(s), 0);
	insert(s, "inner");
	store_rollback(s);
	assert_int_equal(count(s), 1);
	assert_int_equal(store_begin(s), 0);
	insert(s, "inner again");
	assert_int_equal(store_commit(s), 0);
	assert_int_equal(store_commit(s), 0);
	assert_int_equal(count(s), 2);
	assert_int_equal(store_begin(s), 0);
	insert(s, "a");
	assert_int_equal(store_begin(s), 0);
	insert(s, "b");
	assert_int_equal(store_commit(s), 0);
	store_rollback(s);
	assert_int_equal(count(s), 2);
	store_close(s);
}

static void values_come_back_as_they_went(void **state)
{
	(void)state;
	struct store *s = memory();
	struct stmt *in = store_stmt(s, "INSERT INTO t(id, a, b) VALUES(?1, ?2, ?3)");
	stmt_int_in(in, 1, INT64_C(9007199254740993));
	stmt_text_in(in, 2, sv_n("caf\xc3\xa9\0z", 7));
	stmt_blob_in(in, 3, "\0\xff", 2);
	assert_int_equal(stmt_run(in), 0);
	assert_int_equal(store_last_id(s), INT64_C(9007199254740993));
	assert_int_equal(store_changes(s), 1);
	struct stmt *out = store_stmt(s, "SELECT id, a, b FROM t");
	assert_int_equal(stmt_step(out), 1);
	assert_int_equal(stmt_int(out, 0), INT64_C(9007199254740993));
	assert_true(sv_eq(stmt_text(out, 1), sv_n("caf\xc3\xa9\0z", 7)));
	assert_true(sv_eq(stmt_blob(out, 2), sv_n("\0\xff", 2)));
	assert_int_equal(stmt_step(out), 0);
	store_close(s);
}

static void null_is_not_empty(void **state)
{
	(void)state;
	struct store *s = memory();
	struct stmt *in = store_stmt(s, "INSERT INTO t(id, a, b) VALUES(1, ?1, ?2)");
	stmt_text_in(in, 1, (struct sv){ NULL, 0 });
	stmt_text_in(in, 2, sv(""));
	assert_int_equal(stmt_run(in), 0);
	struct stmt *out = store_stmt(s, "SELECT a, b FROM t");
	assert_int_equal(stmt_step(out), 1);
	assert_true(stmt_null(out, 0));
	assert_non_null(stmt_text(out, 0).p);
	assert_int_equal(stmt_text(out, 0).n, 0);
	assert_false(stmt_null(out, 1));
	store_close(s);
}

static void statements_are_kept_and_come_clean(void **state)
{
	(void)state;
	struct store *s = memory();
	struct stmt *a = store_stmt(s, "INSERT INTO t(a) VALUES(?1)");
	stmt_text_in(a, 1, sv("x"));
	assert_int_equal(stmt_run(a), 0);
	struct stmt *b = store_stmt(s, "INSERT INTO t(a) VALUES(?1)");
	assert_ptr_equal(a, b);
	assert_int_equal(stmt_run(b), 0); /* unbound: NULL, not "x" again */
	int64_t n = 0;
	store_int(s, "SELECT count(*) FROM t WHERE a IS NULL", 0, &n);
	assert_int_equal(n, 1);
	store_close(s);
}

static void a_constraint_is_an_error_without_values(void **state)
{
	(void)state;
	struct store *s = memory();
	assert_string_equal(store_error(s), "");
	assert_int_equal(insert(s, "Ada Example"), 0);
	assert_int_equal(insert(s, "Ada Example"), -1);
	assert_non_null(strstr(store_error(s), "t.a"));
	assert_null(strstr(store_error(s), "Ada"));
	assert_int_equal(insert(s, "Bo Example"), 0);
	store_close(s);
}

static void a_missing_value_is_given(void **state)
{
	(void)state;
	struct store *s = memory();
	int64_t n = 0;
	assert_int_equal(store_int(s, "SELECT id FROM t WHERE a = 'x'", 42, &n), 0);
	assert_int_equal(n, 42);
	assert_int_equal(store_int(s, "SELECT max(id) FROM t", 43, &n), 0);
	assert_int_equal(n, 43);
	store_close(s);
}

static void damage_is_found(void **state)
{
	struct place_on_disk *p = *state;
	struct str out = STR_INIT;
	struct store *s = open_or_fail(p->path);
	assert_int_equal(store_exec(s, "CREATE TABLE t(id INTEGER PRIMARY KEY, a TEXT)"), 0);
	for (int i = 0; i < 2000; i++)
		assert_int_equal(insert(s, "some text that fills pages of the file until there are several"), 0);
	assert_int_equal(store_integrity(s, &out), 0);
	assert_int_equal(out.len, 0);
	store_close(s);
	int fd = open(p->path, O_WRONLY);
	assert_int_equal(pwrite(fd, "\xff\xff\xff\xff\xff\xff\xff\xff", 8, 3 * 16384), 8);
	close(fd);
	s = open_or_fail(p->path);
	assert_int_equal(store_integrity(s, &out), -1);
	assert_true(out.len > 0 || strlen(store_error(s)) > 0);
	store_close(s);
	str_dispose(&out);
}

static void dangling_references_are_found(void **state)
{
	(void)state;
	struct str out = STR_INIT;
	struct store *s = memory();
	assert_int_equal(store_exec(s, "CREATE TABLE c(t INTEGER REFERENCES t(id))"), 0);
	assert_int_equal(store_exec(s, "INSERT INTO c VALUES(5)"), -1);
	assert_int_equal(
		store_exec(s, "PRAGMA foreign_keys = OFF; INSERT INTO c VALUES(5); PRAGMA foreign_keys = ON"), 0);
	assert_int_equal(store_integrity(s, &out), -1);
	assert_non_null(strstr(out.ptr, "table c"));
	store_close(s);
	str_dispose(&out);
}

int main(void)
{
#define ON_DISK(f) cmocka_unit_test_setup_teardown(f, make_folder, remove_folder)
	const struct CMUnitTest tests[] = {
		ON_DISK(modes_are_private),
		ON_DISK(settings_are_made),
		ON_DISK(an_existing_file_is_tightened_and_kept),
		ON_DISK(open_existing_needs_a_file),
		ON_DISK(a_file_of_something_else_is_refused),
		ON_DISK(a_newer_file_is_refused),
		ON_DISK(migrations_run_once_and_in_order),
		ON_DISK(first_runs_may_meet),
		ON_DISK(a_failed_migration_leaves_nothing),
		ON_DISK(damage_is_found),
		cmocka_unit_test(transactions_nest),
		cmocka_unit_test(values_come_back_as_they_went),
		cmocka_unit_test(null_is_not_empty),
		cmocka_unit_test(statements_are_kept_and_come_clean),
		cmocka_unit_test(a_constraint_is_an_error_without_values),
		cmocka_unit_test(a_missing_value_is_given),
		cmocka_unit_test(dangling_references_are_found),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
