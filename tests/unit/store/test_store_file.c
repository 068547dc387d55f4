/* The database as a file: its check says whether anything was written since, and is not given when that cannot be told. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <unistd.h>
#include "../folder.h"
#include "store/store.h"

static char path[64];

static int begin(void **state)
{
	(void)state;
	if (!mkdtemp(folder)) return -1;
	snprintf(path, sizeof path, "%s/a.db", folder);
	return 0;
}

static struct store *open_it(void)
{
	struct store *s = NULL;
	struct str err = STR_INIT;
	assert_int_equal(store_open(&s, path, &err), 0);
	str_dispose(&err);
	assert_int_equal(store_exec(s, "CREATE TABLE IF NOT EXISTS t(a INTEGER)"), 0);
	return s;
}

static const struct digest_key key = { "some bytes that were drawn" };

static bool same(const struct digest_check *a, const struct digest_check *b)
{
	return memcmp(a->b, b->b, sizeof a->b) == 0;
}

static struct digest_check of_file(void)
{
	struct str bytes = STR_INIT, err = STR_INIT;
	struct digest_check d;
	assert_int_equal(fs_read(&bytes, path, 1 << 24, &err), 0);
	struct digest_checker *c = digest_check_new(&key);
	digest_check_add(c, bytes.ptr, bytes.len);
	digest_check_end(c, &d);
	str_dispose(&bytes);
	str_dispose(&err);
	return d;
}

static void insert(struct store *s)
{
	assert_int_equal(store_exec(s, "INSERT INTO t VALUES(1)"), 0);
}

static void it_is_that_of_the_closed_file(void **state)
{
	struct store_mark mark;
	struct digest_check at_end, again, file;
	struct store *s = open_it();
	(void)state;
	insert(s);
	store_flush(s);
	assert_int_equal(store_file_check(s, &key, &at_end, &mark), 0);
	store_close(s);
	file = of_file();
	assert_true(same(&at_end, &file));
	s = open_it(); /* looking changes nothing */
	assert_int_equal(store_file_check(s, &key, &again, &mark), 0);
	assert_true(same(&at_end, &again));
	insert(s);
	store_flush(s);
	assert_int_equal(store_file_check(s, &key, &again, &mark), 0);
	assert_false(same(&at_end, &again));
	store_close(s);
}

static void there_is_none_while_something_is_open(void **state)
{
	struct store_mark mark;
	struct digest_check d;
	struct store *s = open_it(), *other = open_it();
	(void)state;
	insert(s);
	assert_int_equal(store_file_check(s, &key, &d, &mark), -1); /* it waits in the log */
	store_flush(s);
	assert_int_equal(store_file_check(s, &key, &d, &mark), 0);
	assert_int_equal(store_begin(s), 0);
	assert_int_equal(store_file_check(s, &key, &d, &mark), -1);
	store_rollback(s);
	assert_int_equal(store_begin(other), 0);
	assert_int_equal(store_file_check(s, &key, &d, &mark), -1); /* another is writing */
	store_rollback(other);
	insert(other);
	assert_int_equal(store_file_check(s, &key, &d, &mark), -1);
	assert_string_equal(store_error(s), "");
	insert(s); /* nothing is left locked */
	store_close(other);
	store_close(s);
}

static void a_mark_tells_who_wrote(void **state)
{
	struct store_mark first, now;
	struct digest_check d;
	struct store *s = open_it(), *other = open_it();
	(void)state;
	store_flush(s);
	assert_int_equal(store_file_check(s, &key, &d, &first), 0);
	assert_int_equal(store_mark(s, &now), 0);
	assert_true(now.own == first.own && now.others == first.others);
	insert(s);
	store_flush(s);
	assert_int_equal(store_mark(s, &now), 0);
	assert_true(now.own > first.own && now.others == first.others);
	insert(other);
	assert_int_equal(store_begin(s), 0);
	assert_int_equal(store_mark(s, &now), 0);
	assert_true(now.others != first.others);
	store_rollback(s);
	store_close(other);
	store_close(s);
}

static void one_in_memory_has_none(void **state)
{
	struct store *s = NULL;
	struct str err = STR_INIT;
	struct store_mark mark;
	struct digest_check d;
	(void)state;
	assert_int_equal(store_open_memory(&s, &err), 0);
	assert_int_equal(store_file_check(s, &key, &d, &mark), -1);
	store_close(s);
	str_dispose(&err);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(it_is_that_of_the_closed_file),
		cmocka_unit_test(there_is_none_while_something_is_open),
		cmocka_unit_test(a_mark_tells_who_wrote),
		cmocka_unit_test(one_in_memory_has_none),
	};
	return cmocka_run_group_tests(tests, begin, remove_folder);
}
