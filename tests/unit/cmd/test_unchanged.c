/* Are the records the very same? Every file that belongs to them counts, and every byte of the database. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/stat.h>
#include <unistd.h>
#include <cmocka.h>
#include "base/fs.h"
#include "base/random.h"
#include "cmd/unchanged.h"

struct world {
	struct context ctx;
	struct run run;
	struct random_source chance;
	char folder[64];
};

static void put(struct world *w, const char *path, const char *text)
{
	struct str err = STR_INIT;
	if (fs_write_atomic(context_path(&w->ctx, path), sv(text), 0600, &err)) fail_msg("%s", err.ptr);
	str_dispose(&err);
}

static void open_database(struct world *w)
{
	struct str err = STR_INIT;
	if (store_open(&w->ctx.store, context_path(&w->ctx, "private/mentorpress.db"), &err)) fail_msg("%s", err.ptr);
	str_dispose(&err);
}

static void close_database(struct world *w)
{
	store_close(w->ctx.store);
	w->ctx.store = NULL;
}

static int begin(void **state)
{
	static const char *const folders[] = { "records/exports", "records/mappings", "records/vocab", "private",
		"content" };
	struct world *w = xcalloc(1, sizeof *w);
	struct str err = STR_INIT;
	snprintf(w->folder, sizeof w->folder, "/tmp/mp-unchanged-XXXXXX");
	assert_non_null(mkdtemp(w->folder));
	w->run.workspace = w->folder;
	w->chance = (struct random_source){ random_seeded_fill, 1 };
	w->run.random = &w->chance;
	context_init(&w->ctx, &w->run);
	w->ctx.settings = (struct settings){ .exports = "records/exports",
		.mappings = "records/mappings",
		.vocabularies = "records/vocab",
		.policy = "records/policy.yml",
		.status_events = "records/status_events.csv",
		.reviews = "records/reviews.csv",
		.people = "records/people.csv",
		.accepted_words = "records/accepted_words.csv" };
	for (size_t i = 0; i < 5; i++) assert_int_equal(fs_mkdirs(context_path(&w->ctx, folders[i]), 0700, &err), 0);
	put(w, "mentorpress.yml", "a");
	put(w, "records/exports/a.csv", "a");
	put(w, "records/mappings/a.yml", "a");
	put(w, "records/vocab/a.csv", "a");
	put(w, "records/policy.yml", "a");
	open_database(w);
	assert_int_equal(store_exec(w->ctx.store, "CREATE TABLE t(a INTEGER)"), 0);
	str_dispose(&err);
	*state = w;
	return 0;
}

static int end(void **state)
{
	struct world *w = *state;
	struct str err = STR_INIT;
	context_dispose(&w->ctx);
	fs_remove_tree(w->folder, &err);
	str_dispose(&err);
	free(w);
	return 0;
}

static struct sha256 files_of(struct world *w)
{
	struct sha256 program = { { 1 } }, settings, files;
	assert_int_equal(unchanged_settings(&w->ctx, &settings), 0);
	assert_int_equal(unchanged_files(&w->ctx, &program, &settings, &files), 0);
	return files;
}

static void every_file_of_the_records_counts(void **state)
{
	static const char *const paths[] = { "mentorpress.yml", "records/exports/a.csv", "records/exports/b.csv",
		"records/mappings/a.yml", "records/vocab/a.csv", "records/policy.yml", "records/status_events.csv",
		"records/reviews.csv", "records/people.csv", "records/accepted_words.csv" };
	struct world *w = *state;
	struct sha256 before = files_of(w), now = files_of(w);
	assert_true(sha256_eq(&before, &now));
	for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) {
		put(w, paths[i], "b");
		now = files_of(w);
		assert_false(sha256_eq(&before, &now));
		before = now;
	}
	const struct sha256 *seen = map_ptr(&w->ctx.digested, sv("records/exports/b.csv"));
	struct sha256 b = sha256_of(sv("b"));
	assert_true(seen && sha256_eq(seen, &b)); /* for the import */
	put(w, "content/a.md", "b");              /* no record */
	now = files_of(w);
	assert_true(sha256_eq(&before, &now));
}

static void the_program_is_told_with_its_libraries(void **state)
{
	struct sha256 program, again;
	(void)state;
	assert_int_equal(unchanged_program(&program), 0);
	assert_int_equal(unchanged_program(&again), 0);
	assert_true(sha256_eq(&program, &again));
}

/* As a publish does at its end. */
static struct sha256 remember(struct world *w, const struct sha256 *files)
{
	struct store_mark mark;
	struct sha256 key;
	assert_int_equal(store_mark(w->ctx.store, &mark), 0);
	assert_true(unchanged_records_remember(&w->ctx, files, true, &key, &mark));
	return key;
}

static bool knows(struct world *w, struct sha256 *key)
{
	struct sha256 files = files_of(w);
	struct store_mark mark;
	return unchanged_records(&w->ctx, &files, key, &mark);
}

static void they_are_known_until_something_is_written(void **state)
{
	struct world *w = *state;
	struct sha256 files = files_of(w), key, again;
	assert_false(knows(w, &key));
	struct sha256 name = remember(w, &files);
	close_database(w);
	open_database(w);
	assert_true(knows(w, &key));
	assert_true(sha256_eq(&name, &key));
	assert_true(knows(w, &key)); /* asking changes nothing */
	put(w, "records/reviews.csv", "b");
	assert_false(knows(w, &key));
	unlink(context_path(&w->ctx, "records/reviews.csv"));
	assert_true(knows(w, &key));
	assert_int_equal(store_exec(w->ctx.store, "INSERT INTO t VALUES(1)"), 0);
	assert_false(knows(w, &key)); /* it is in the log */
	close_database(w);
	open_database(w);
	assert_false(knows(w, &key)); /* and in the file */
	again = remember(w, &files);
	assert_true(knows(w, &key));
	assert_false(sha256_eq(&again, &name));
}

/* One publish after the other keeps the name that the first gave to the records. */
static void the_name_goes_on(void **state)
{
	struct world *w = *state;
	struct sha256 files = files_of(w), name = remember(w, &files), key;
	struct store_mark mark;
	assert_true(unchanged_records(&w->ctx, &files, &key, &mark));
	assert_int_equal(store_exec(w->ctx.store, "INSERT INTO t VALUES(1)"), 0); /* of its own */
	assert_true(unchanged_records_remember(&w->ctx, &files, false, &key, &mark));
	assert_true(sha256_eq(&key, &name));
	close_database(w);
	open_database(w);
	assert_true(knows(w, &key));
	assert_true(sha256_eq(&key, &name));
	assert_true(unchanged_records_remember(&w->ctx, &files, true, &key, &mark));
	assert_false(sha256_eq(&key, &name));
}

static void what_another_run_wrote_meanwhile_is_not_remembered(void **state)
{
	struct world *w = *state;
	struct sha256 files = files_of(w), key;
	struct store *other = NULL;
	struct store_mark mark;
	struct str err = STR_INIT;
	remember(w, &files);
	assert_int_equal(store_mark(w->ctx.store, &mark), 0);
	assert_int_equal(store_open(&other, context_path(&w->ctx, "private/mentorpress.db"), &err), 0);
	assert_int_equal(store_exec(other, "INSERT INTO t VALUES(2)"), 0);
	store_close(other);
	assert_false(unchanged_records_remember(&w->ctx, &files, true, &key, &mark));
	assert_false(fs_exists(context_path(&w->ctx, UNCHANGED_RECORDS)));
	assert_false(knows(w, &key));
	str_dispose(&err);
}

static void a_damaged_note_says_nothing(void **state)
{
	static const char *const notes[] = { "", "\n", "x" };
	struct world *w = *state;
	struct sha256 files = files_of(w), key;
	struct str line = STR_INIT, err = STR_INIT;
	remember(w, &files);
	assert_int_equal(fs_read(&line, context_path(&w->ctx, UNCHANGED_RECORDS), 4096, &err), 0);
	for (size_t at = 0; at < line.len; at += 7) {
		char was = line.ptr[at];
		line.ptr[at] = was == '0' ? '1' : '0';
		put(w, UNCHANGED_RECORDS, line.ptr);
		assert_false(knows(w, &key));
		line.ptr[at] = was;
	}
	for (size_t i = 0; i < 3; i++) {
		put(w, UNCHANGED_RECORDS, notes[i]);
		assert_false(knows(w, &key));
	}
	put(w, UNCHANGED_RECORDS, line.ptr);
	assert_true(knows(w, &key));
	str_putc(&line, 'x');
	put(w, UNCHANGED_RECORDS, line.ptr);
	assert_false(knows(w, &key));
	put(w, UNCHANGED_VALUES ".new", "of a run that died");
	unchanged_forget(&w->ctx);
	assert_false(knows(w, &key));
	assert_false(fs_exists(context_path(&w->ctx, UNCHANGED_VALUES ".new")));
	str_dispose(&line);
	str_dispose(&err);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(every_file_of_the_records_counts, begin, end),
		cmocka_unit_test_setup_teardown(the_program_is_told_with_its_libraries, begin, end),
		cmocka_unit_test_setup_teardown(they_are_known_until_something_is_written, begin, end),
		cmocka_unit_test_setup_teardown(the_name_goes_on, begin, end),
		cmocka_unit_test_setup_teardown(what_another_run_wrote_meanwhile_is_not_remembered, begin, end),
		cmocka_unit_test_setup_teardown(a_damaged_note_says_nothing, begin, end),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
