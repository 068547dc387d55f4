/* Tests of audit: an intact chain verifies, and any change to any column of any row is found at that row. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include "base/digest.h"
#include "store/audit.h"

#define UNLOCK "DROP TRIGGER audit_no_update; DROP TRIGGER audit_no_delete;"

static struct store *log_of_five(void)
{
	struct store *s = NULL;
	struct str err = STR_INIT;
	assert_int_equal(store_open_memory(&s, &err), 0);
	assert_int_equal(audit_migrate(s), 0);
	date_t day = date_civil(2026, 3, 14);
	assert_int_equal(audit_append(s, day, "headquarters", "import", "sha256:aa", "read 5"), 0);
	assert_int_equal(audit_append(s, day, "headquarters", "publish", "edition 1", ""), 0);
	assert_int_equal(audit_append(s, day + 1, "headquarters", "withdraw", "7KQ-3XHM", "by letter"), 0);
	assert_int_equal(audit_append(s, day + 1, "committee", "publish", "edition 2", ""), 0);
	assert_int_equal(audit_append(s, day + 2, "headquarters", "erase", "7KQ-3XHM", "done"), 0);
	return s;
}

static void an_empty_log_is_intact(void **state)
{
	(void)state;
	struct store *s = NULL;
	struct str err = STR_INIT;
	int64_t rows = -1;
	assert_int_equal(store_open_memory(&s, &err), 0);
	assert_int_equal(audit_migrate(s), 0);
	assert_int_equal(audit_verify(s, &rows), 0);
	assert_int_equal(rows, 0);
	store_close(s);
}

static void an_untouched_log_is_intact(void **state)
{
	(void)state;
	int64_t rows = -1;
	struct store *s = log_of_five();
	assert_int_equal(audit_verify(s, &rows), 0);
	assert_int_equal(rows, 5);
	store_close(s);
}

/* The format as the header states it, computed here apart. */
static void the_first_hash_is_as_documented(void **state)
{
	(void)state;
	static const unsigned char zero[32];
	struct store *s = log_of_five();
	struct sha256 want;
	struct digest_ctx *c = digest_new_sha256();
	digest_field(c, sv_n((const char *)zero, sizeof zero));
	digest_field(c, sv("1"));
	digest_field(c, sv("2026-03-14"));
	digest_field(c, sv("headquarters"));
	digest_field(c, sv("import"));
	digest_field(c, sv("sha256:aa"));
	digest_field(c, sv("read 5"));
	digest_end_sha256(c, &want);
	struct stmt *st = store_stmt(s, "SELECT hash FROM audit WHERE seq = 1");
	assert_int_equal(stmt_step(st), 1);
	assert_int_equal(stmt_blob(st, 0).n, 32);
	assert_memory_equal(stmt_blob(st, 0).p, want.b, 32);
	store_close(s);
}

static void the_log_refuses_changes(void **state)
{
	(void)state;
	int64_t rows = -1;
	struct store *s = log_of_five();
	assert_int_equal(store_exec(s, "UPDATE audit SET detail = '' WHERE seq = 3"), -1);
	assert_int_equal(store_exec(s, "DELETE FROM audit WHERE seq = 5"), -1);
	assert_int_equal(audit_verify(s, &rows), 0);
	assert_int_equal(rows, 5);
	store_close(s);
}

static void any_tampering_is_found_where_it_is(void **state)
{
	(void)state;
	static const struct {
		const char *sql;
		int64_t row;
	} cases[] = {
		{ UNLOCK "UPDATE audit SET day = '2026-03-16' WHERE seq = 3", 3 },
		{ UNLOCK "UPDATE audit SET role = 'committee' WHERE seq = 3", 3 },
		{ UNLOCK "UPDATE audit SET action = 'pause' WHERE seq = 3", 3 },
		{ UNLOCK "UPDATE audit SET object = '7KQ-3XHN' WHERE seq = 3", 3 },
		{ UNLOCK "UPDATE audit SET detail = '' WHERE seq = 3", 3 },
		{ UNLOCK "UPDATE audit SET hash = zeroblob(32) WHERE seq = 3", 3 },
		{ UNLOCK "UPDATE audit SET hash = x'00' WHERE seq = 3", 3 },
		{ UNLOCK "UPDATE audit SET seq = 9 WHERE seq = 5", 5 },
		{ UNLOCK "UPDATE audit SET detail = 'x' WHERE seq = 1", 1 },
		{ UNLOCK "UPDATE audit SET detail = 'x' WHERE seq = 5", 5 },
		{ UNLOCK "DELETE FROM audit WHERE seq = 2", 2 },
		{ UNLOCK "DELETE FROM audit WHERE seq = 1", 1 },
		/* The same bytes in the next field: only length prefixes tell. */
		{ UNLOCK "UPDATE audit SET action = 'withdra', object = 'w7KQ-3XHM' WHERE seq = 3", 3 },
		/* Two rows swapped. */
		{ UNLOCK "UPDATE audit SET seq = 99 WHERE seq = 2; UPDATE audit SET seq = 2 WHERE seq = 4; UPDATE "
			 "audit SET seq = 4 WHERE seq = 99",
			2 },
	};
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		int64_t rows = -1;
		struct store *s = log_of_five();
		assert_int_equal(store_exec(s, cases[i].sql), 0);
		int r = audit_verify(s, &rows);
		if (r != 1 || rows != cases[i].row) fail_msg("case %zu: result %d at row %lld", i, r, (long long)rows);
		store_close(s);
	}
}

static void an_append_within_a_transaction_goes_with_it(void **state)
{
	(void)state;
	int64_t rows = -1;
	struct store *s = log_of_five();
	assert_int_equal(store_begin(s), 0);
	assert_int_equal(audit_append(s, date_civil(2026, 4, 1), "headquarters", "import", "x", "y"), 0);
	store_rollback(s);
	assert_int_equal(audit_verify(s, &rows), 0);
	assert_int_equal(rows, 5);
	store_close(s);
}

struct seen {
	int64_t first, last;
	int n;
};

static int see(void *ctx, const struct audit_row *row)
{
	struct seen *seen = ctx;
	if (seen->n++ == 0) seen->first = row->seq;
	seen->last = row->seq;
	assert_true(row->day.n == 10);
	return 0;
}

static int stop(void *ctx, const struct audit_row *row)
{
	(void)ctx;
	return row->seq == 2 ? 7 : 0;
}

static void rows_are_read_oldest_first(void **state)
{
	struct store *s = NULL;
	struct str err = STR_INIT;
	struct seen all = { 0, 0, 0 }, publishes = { 0, 0, 0 };
	int64_t rows = 0;
	(void)state;
	assert_int_equal(store_open_memory(&s, &err), 0);
	str_dispose(&err);
	assert_int_equal(audit_migrate(s), 0);
	for (int i = 0; i < 6; i++)
		assert_int_equal(audit_append(s, date_civil(2026, 3, 1 + i), "headquarters",
					 i % 3 ? "import" : AUDIT_PUBLISH, "x", ""),
			0);
	assert_int_equal(audit_length(s, &rows), 0);
	assert_int_equal(rows, 6);
	assert_int_equal(audit_each(s, NULL, see, &all), 0);
	assert_int_equal(all.n, 6);
	assert_int_equal(all.first, 1);
	assert_int_equal(all.last, 6);
	assert_int_equal(audit_each(s, AUDIT_PUBLISH, see, &publishes), 0);
	assert_int_equal(publishes.n, 2);
	assert_int_equal(publishes.last, 4);
	assert_int_equal(audit_each(s, NULL, stop, NULL), 7);
	store_close(s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_empty_log_is_intact),
		cmocka_unit_test(an_untouched_log_is_intact),
		cmocka_unit_test(the_first_hash_is_as_documented),
		cmocka_unit_test(the_log_refuses_changes),
		cmocka_unit_test(any_tampering_is_found_where_it_is),
		cmocka_unit_test(an_append_within_a_transaction_goes_with_it),
		cmocka_unit_test(rows_are_read_oldest_first),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
