/* Tests of filling a fresh database without the log: as safe as any transaction, and the log is back afterwards. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>
#include "base/fs.h"
#include "store/store.h"

struct place_of_db {
	char root[40], path[60];
	struct str err;
	struct store *s;
};

static void begin(struct place_of_db *p)
{
	*p = (struct place_of_db){ .err = STR_INIT };
	snprintf(p->root, sizeof p->root, "/tmp/mp-fill-XXXXXX");
	assert_non_null(mkdtemp(p->root));
	snprintf(p->path, sizeof p->path, "%s/private/x.db", p->root);
	assert_int_equal(store_open(&p->s, p->path, &p->err), 0);
	assert_int_equal(store_exec(p->s, "CREATE TABLE t(a BLOB)"), 0);
}

static void end(struct place_of_db *p)
{
	store_close(p->s);
	fs_remove_tree(p->root, &p->err);
	str_dispose(&p->err);
}

static void mode_is(struct store *s, const char *mode)
{
	struct stmt *st = store_stmt(s, "PRAGMA journal_mode");
	assert_int_equal(stmt_step(st), 1);
	assert_true(sv_is(stmt_text(st, 0), mode));
	stmt_reset(st);
}

static int64_t rows(struct store *s)
{
	int64_t n = -1;
	assert_int_equal(store_int(s, "SELECT count(*) FROM t", -1, &n), 0);
	return n;
}

/* More than the cache holds, so that pages go to the file before the end. */
static void fill(struct store *s)
{
	assert_int_equal(
		store_exec(s,
			"INSERT INTO t WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 40000) "
			"SELECT randomblob(1000) FROM n"),
		0);
}

static void the_log_is_back_afterwards(void **state)
{
	(void)state;
	struct place_of_db p;
	begin(&p);
	store_fill(p.s);
	mode_is(p.s, "delete");
	assert_int_equal(store_begin(p.s), 0);
	fill(p.s);
	store_fill(p.s); /* within a transaction it does nothing */
	assert_int_equal(store_log_again(p.s), 0);
	store_rollback(p.s);
	assert_int_equal(rows(p.s), 0);
	assert_int_equal(store_log_again(p.s), 0);
	mode_is(p.s, "wal");
	store_fill(p.s);
	assert_int_equal(store_begin(p.s), 0);
	fill(p.s);
	assert_int_equal(store_commit(p.s), 0);
	assert_int_equal(store_log_again(p.s), 0);
	assert_int_equal(rows(p.s), 40000);
	end(&p);
}

static void a_death_leaves_nothing(void **state)
{
	(void)state;
	struct place_of_db p;
	begin(&p);
	store_close(p.s);
	pid_t child = fork();
	if (child == 0) {
		if (store_open(&p.s, p.path, &p.err) == 0) {
			store_fill(p.s);
			store_begin(p.s);
			fill(p.s);
		}
		kill(getpid(), SIGKILL);
	}
	int status;
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_true(WIFSIGNALED(status));
	assert_int_equal(store_open(&p.s, p.path, &p.err), 0);
	mode_is(p.s, "wal");
	assert_int_equal(rows(p.s), 0);
	assert_int_equal(store_integrity(p.s, &p.err), 0);
	end(&p);
}

static void whoever_reads_is_not_disturbed(void **state)
{
	(void)state;
	struct place_of_db p;
	struct store *reader;
	begin(&p);
	assert_int_equal(store_open(&reader, p.path, &p.err), 0);
	assert_int_equal(rows(reader), 0);
	store_fill(p.s);
	mode_is(p.s, "wal");
	store_close(reader);
	end(&p);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_log_is_back_afterwards),
		cmocka_unit_test(a_death_leaves_nothing),
		cmocka_unit_test(whoever_reads_is_not_disturbed),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
