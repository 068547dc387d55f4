/* The preview folder: replaced as a whole when it is ours, never touched when it is not. */
#include "publish/support.h"

static struct folder_sink *open_folder(struct scratch *s, const char *dir)
{
	struct folder_sink *f = NULL;

	assert_int_equal(folder_sink_new(&f, dir, &s->ds), 0);
	return f;
}

static bool file_is(struct scratch *s, const char *dir, const char *path, const char *text)
{
	struct str bytes = STR_INIT, err = STR_INIT;
	char *whole = arena_printf(&s->mem, "%s/%s", dir, path);
	bool is = fs_exists(whole) && fs_read(&bytes, whole, FS_MAX_TEXT, &err) == 0 && sv_is(sv_of(&bytes), text);

	str_dispose(&bytes);
	str_dispose(&err);
	return is;
}

static void a_second_build_replaces_the_first(void **state)
{
	struct scratch *s = *state;
	char *dir = fs_join(&s->mem, s->root, "made/preview/");
	struct folder_sink *f = open_folder(s, dir);

	assert_int_equal(sink_put_plain(folder_sink_sink(f), "a/b.html", sv("one"), ORIGIN_DOCUMENT), 0);
	assert_int_equal(put_message(folder_sink_sink(f), "commit", "not a file\n"), 0);
	assert_int_equal(folder_sink_commit(f, &s->ds), 0);
	assert_true(file_is(s, dir, "a/b.html", "one"));
	assert_false(fs_exists(fs_join(&s->mem, dir, "commit")));
	f = open_folder(s, dir);
	assert_int_equal(sink_put_plain(folder_sink_sink(f), "c.html", sv("two"), ORIGIN_DOCUMENT), 0);
	assert_true(file_is(s, dir, "a/b.html", "one")); /* until it is committed */
	assert_int_equal(folder_sink_commit(f, &s->ds), 0);
	assert_true(file_is(s, dir, "c.html", "two"));
	assert_false(fs_exists(fs_join(&s->mem, dir, "a")));
	assert_false(fs_exists(fs_join(&s->mem, s->root, "made/preview.new")));
	no_problems(&s->ds);
}

static void an_abandoned_build_leaves_the_old_one(void **state)
{
	struct scratch *s = *state;
	char *dir = fs_join(&s->mem, s->root, "preview");
	struct folder_sink *f = open_folder(s, dir);

	assert_int_equal(sink_put_plain(folder_sink_sink(f), "a.html", sv("one"), ORIGIN_DOCUMENT), 0);
	assert_int_equal(folder_sink_commit(f, &s->ds), 0);
	f = open_folder(s, dir);
	assert_int_equal(sink_put_plain(folder_sink_sink(f), "a.html", sv("two"), ORIGIN_DOCUMENT), 0);
	folder_sink_abandon(f);
	assert_true(file_is(s, dir, "a.html", "one"));
	f = open_folder(s, dir);
	assert_int_equal(sink_put_plain(folder_sink_sink(f), "a.html", sv("two"), ORIGIN_DOCUMENT), 0);
	assert_int_equal(sink_put_plain(folder_sink_sink(f), "a.html", sv("three"), ORIGIN_DOCUMENT), -1);
	assert_int_equal(folder_sink_commit(f, &s->ds), -1); /* one of its files was refused */
	assert_true(file_is(s, dir, "a.html", "one"));
	assert_false(fs_exists(fs_join(&s->mem, s->root, "preview.new")));
}

static void a_foreign_folder_is_never_replaced(void **state)
{
	struct scratch *s = *state;
	struct folder_sink *f = NULL;
	struct str err = STR_INIT;
	char *dir = fs_join(&s->mem, s->root, "documents");

	assert_int_equal(fs_mkdirs(dir, 0755, &err), 0);
	f = open_folder(s, dir); /* empty: fine */
	folder_sink_abandon(f);
	assert_int_equal(fs_mkdirs(dir, 0755, &err), 0);
	assert_int_equal(fs_write_atomic(fs_join(&s->mem, dir, "thesis.txt"), sv("years of work"), 0644, &err), 0);
	assert_int_equal(folder_sink_new(&f, dir, &s->ds), -1);
	assert_null(f);
	assert_true(said(&s->ds, "H008", "is not a folder that mentorpress wrote"));
	assert_true(file_is(s, dir, "thesis.txt", "years of work"));
	str_dispose(&err);
}

/* "new/../documents" names nothing as long as "new" is missing, and the documents as soon as it has been made. */
static void a_path_that_would_change_its_meaning_is_refused(void **state)
{
	struct scratch *s = *state;
	struct folder_sink *f = NULL;
	struct str err = STR_INIT;
	char *dir = fs_join(&s->mem, s->root, "documents");

	assert_int_equal(fs_mkdirs(dir, 0755, &err), 0);
	assert_int_equal(fs_write_atomic(fs_join(&s->mem, dir, "thesis.txt"), sv("years of work"), 0644, &err), 0);
	assert_int_equal(folder_sink_new(&f, fs_join(&s->mem, s->root, "new/../documents"), &s->ds), -1);
	assert_true(said(&s->ds, "H002", "goes up out of a folder that does not exist"));
	assert_false(fs_exists(fs_join(&s->mem, s->root, "new")));
	assert_true(file_is(s, dir, "thesis.txt", "years of work"));
	str_dispose(&err);
}

static void what_came_in_between_is_not_replaced(void **state)
{
	struct scratch *s = *state;
	struct str err = STR_INIT;
	char *dir = fs_join(&s->mem, s->root, "later");
	struct folder_sink *f = open_folder(s, dir);

	assert_int_equal(fs_mkdirs(dir, 0755, &err), 0);
	assert_int_equal(fs_write_atomic(fs_join(&s->mem, dir, "thesis.txt"), sv("years of work"), 0644, &err), 0);
	assert_int_equal(folder_sink_commit(f, &s->ds), -1);
	assert_true(file_is(s, dir, "thesis.txt", "years of work"));
	str_dispose(&err);
}

int main(void)
{
#define T(f) cmocka_unit_test_setup_teardown(f, scratch_begin, scratch_end)
	const struct CMUnitTest tests[] = { T(a_second_build_replaces_the_first),
		T(an_abandoned_build_leaves_the_old_one), T(a_foreign_folder_is_never_replaced),
		T(a_path_that_would_change_its_meaning_is_refused), T(what_came_in_between_is_not_replaced) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
