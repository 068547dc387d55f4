/* Files and folders, in a folder made for the test. */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/stat.h>
#include <unistd.h>
#include <cmocka.h>
#include "base/fs.h"

struct place_of_test {
	struct arena mem;
	const char *root;
	struct str err;
};

static int set_up(void **state)
{
	struct place_of_test *t = xcalloc(1, sizeof *t);
	const char *tmp = getenv("TMPDIR");
	char *root = NULL;

	str_init(&t->err, 0);
	root = arena_printf(&t->mem, "%s/mentorpress-test-XXXXXX", tmp ? tmp : "/tmp");
	t->root = mkdtemp(root);
	*state = t;
	return t->root ? 0 : -1;
}

static int tear_down(void **state)
{
	struct place_of_test *t = *state;
	int result = fs_remove_tree(t->root, &t->err);

	arena_dispose(&t->mem);
	str_dispose(&t->err);
	free(t);
	return result;
}

static const char *in(struct place_of_test *t, const char *path)
{
	return fs_join(&t->mem, t->root, path);
}

static void put(struct place_of_test *t, const char *path, const char *text)
{
	if (fs_write_atomic(in(t, path), sv(text), 0644, &t->err)) fail_msg("%s", t->err.ptr);
}

static void check_content(struct place_of_test *t, const char *path, const char *want)
{
	struct str got = STR_INIT;

	if (fs_read(&got, in(t, path), FS_MAX_TEXT, &t->err)) fail_msg("%s", t->err.ptr);
	assert_string_equal(got.ptr, want);
	str_dispose(&got);
}

static void test_write_and_read(void **state)
{
	struct place_of_test *t = *state;
	struct fs_list list;
	struct stat st;

	put(t, "a.txt", "first");
	put(t, "a.txt", "second");
	check_content(t, "a.txt", "second");
	put(t, "empty", "");
	check_content(t, "empty", "");
	assert_int_equal(fs_write_atomic(in(t, "secret"), sv("x"), 0600, &t->err), 0);
	assert_int_equal(stat(in(t, "secret"), &st), 0);
	assert_int_equal(st.st_mode & 0777, 0600);
	/* No temporary file is left behind, hidden or not. */
	assert_int_equal(fs_glob(&list, &t->mem, t->root, "*", &t->err), 0);
	assert_int_equal(list.n, 3);
	assert_int_equal(fs_glob(&list, &t->mem, t->root, ".*", &t->err), 0);
	assert_int_equal(list.n, 0);
}

static void test_read_refuses(void **state)
{
	struct place_of_test *t = *state;
	struct str got = STR_INIT;

	str_puts(&got, "kept");
	put(t, "ten", "0123456789");
	assert_int_equal(fs_read(&got, in(t, "ten"), 10, &t->err), 0);
	assert_string_equal(got.ptr, "kept0123456789");
	assert_int_equal(fs_read(&got, in(t, "ten"), 9, &t->err), -1);
	assert_non_null(strstr(t->err.ptr, "limit of 9 bytes"));
	assert_int_equal(fs_read(&got, in(t, "missing"), 10, &t->err), -1);
	assert_non_null(strstr(t->err.ptr, "cannot open "));
	assert_non_null(strstr(t->err.ptr, "No such file"));
	assert_int_equal(fs_read(&got, t->root, 10, &t->err), -1);
	assert_non_null(strstr(t->err.ptr, "is a folder"));
	assert_int_equal(mkfifo(in(t, "pipe"), 0600), 0);
	assert_int_equal(fs_read(&got, in(t, "pipe"), 10, &t->err), -1);
	assert_string_equal(got.ptr, "kept0123456789");
	str_dispose(&got);
}

static void test_read_exact(void **state)
{
	struct place_of_test *t = *state;
	struct str got = STR_INIT;

	put(t, "ten", "0123456789");
	put(t, "none", "");
	assert_int_equal(fs_read_exact(&got, in(t, "none"), 0), 0);
	assert_int_equal(got.len, 0);
	assert_int_equal(fs_read_exact(&got, in(t, "ten"), 10), 0);
	assert_int_equal(fs_read_exact(&got, in(t, "ten"), 9), -1);
	assert_int_equal(fs_read_exact(&got, in(t, "ten"), 11), -1);
	assert_int_equal(fs_read_exact(&got, in(t, "missing"), 10), -1);
	assert_int_equal(fs_read_exact(&got, t->root, 10), -1);
	assert_int_equal(mkfifo(in(t, "pipe"), 0600), 0);
	assert_int_equal(fs_read_exact(&got, in(t, "pipe"), 0), -1);
	assert_int_equal(symlink("ten", in(t, "link")), 0);
	assert_int_equal(fs_read_exact(&got, in(t, "link"), 10), -1);
	assert_int_equal(fs_read_exact(&got, in(t, "ten"), 10), 0); /* appended */
	assert_string_equal(got.ptr, "01234567890123456789");
	str_dispose(&got);
}

static void test_digest(void **state)
{
	struct place_of_test *t = *state;
	struct sha256 got, want = sha256_of(sv("0123456789"));
	static const struct sha256 zeros;

	put(t, "ten", "0123456789");
	assert_int_equal(fs_digest(&got, in(t, "ten"), 10), 0);
	assert_true(sha256_eq(&got, &want));
	assert_int_equal(fs_digest(&got, in(t, "ten"), 9), -1);
	assert_int_equal(errno, EFBIG);
	assert_true(sha256_eq(&got, &zeros));
	assert_int_equal(fs_digest(&got, in(t, "missing"), 10), -1);
	assert_int_equal(errno, ENOENT);
	assert_int_equal(fs_digest(&got, t->root, 10), -1);
	assert_int_equal(errno, EINVAL);
	assert_int_equal(mkfifo(in(t, "pipe"), 0600), 0);
	assert_int_equal(fs_digest(&got, in(t, "pipe"), 10), -1);
	assert_int_equal(errno, EINVAL);
	/* More than a piece at a time. */
	struct str much = STR_INIT;
	for (size_t i = 0; i < 100000; i++) str_printf(&much, "%zu,", i);
	put(t, "much", much.ptr);
	want = sha256_of(sv_of(&much));
	assert_int_equal(fs_digest(&got, in(t, "much"), UINT64_MAX), 0);
	assert_true(sha256_eq(&got, &want));
	str_dispose(&much);
}

static void test_failed_write_leaves_the_old_file(void **state)
{
	struct place_of_test *t = *state;

	assert_int_equal(fs_write_atomic(in(t, "no/such/x"), sv("x"), 0644, &t->err), -1);
	assert_non_null(strstr(t->err.ptr, "no/such/x"));
	assert_int_equal(fs_mkdirs(in(t, "folder/inside"), 0755, &t->err), 0);
	assert_int_equal(fs_write_atomic(in(t, "folder"), sv("x"), 0644, &t->err), -1);
	assert_true(fs_is_dir(in(t, "folder")));
}

static void test_append(void **state)
{
	struct place_of_test *t = *state;
	struct stat st;

	assert_int_equal(fs_append_sync(in(t, "log"), sv("one\n"), 0600, &t->err), 0);
	assert_int_equal(fs_append_sync(in(t, "log"), sv("two\n"), 0600, &t->err), 0);
	check_content(t, "log", "one\ntwo\n");
	assert_int_equal(stat(in(t, "log"), &st), 0);
	assert_int_equal(st.st_mode & 0777, 0600);
	assert_int_equal(symlink("log", in(t, "link")), 0);
	assert_int_equal(fs_append_sync(in(t, "link"), sv("x"), 0600, &t->err), -1);
	assert_int_equal(fs_append_sync(in(t, "no/log"), sv("x"), 0600, &t->err), -1);
}

static void test_mkdirs(void **state)
{
	struct place_of_test *t = *state;

	assert_int_equal(fs_mkdirs(in(t, "a/b//c/"), 0755, &t->err), 0);
	assert_int_equal(fs_mkdirs(in(t, "a/b/c"), 0755, &t->err), 0);
	assert_true(fs_is_dir(in(t, "a/b/c")));
	put(t, "a/file", "");
	assert_int_equal(fs_mkdirs(in(t, "a/file/d"), 0755, &t->err), -1);
	assert_non_null(strstr(t->err.ptr, "is a file where a folder is needed"));
	assert_true(fs_exists(in(t, "a/file")) && !fs_is_dir(in(t, "a/file")) && !fs_exists(in(t, "z")));
}

static void test_remove_tree_does_not_follow_links(void **state)
{
	struct place_of_test *t = *state;

	assert_int_equal(fs_mkdirs(in(t, "keep/deep"), 0755, &t->err), 0);
	assert_int_equal(fs_mkdirs(in(t, "gone/deep/er"), 0755, &t->err), 0);
	put(t, "keep/deep/file", "x");
	put(t, "gone/deep/er/.hidden", "x");
	assert_int_equal(symlink("../keep", in(t, "gone/link")), 0);
	assert_int_equal(symlink("nowhere", in(t, "gone/broken")), 0);
	assert_int_equal(symlink("keep", in(t, "toplink")), 0);
	assert_int_equal(fs_remove_tree(in(t, "gone"), &t->err), 0);
	assert_false(fs_exists(in(t, "gone")));
	assert_int_equal(fs_remove_tree(in(t, "toplink/"), &t->err), 0);
	assert_false(fs_exists(in(t, "toplink")));
	assert_true(fs_exists(in(t, "keep/deep/file")));
	assert_int_equal(fs_remove_tree(in(t, "gone"), &t->err), 0);
	assert_int_equal(fs_remove_tree(in(t, "keep/deep/file"), &t->err), 0);
	assert_false(fs_exists(in(t, "keep/deep/file")));
}

static void test_walk(void **state)
{
	struct place_of_test *t = *state;
	static const char *const want[] = { "a-b", "a/b/c.md", "a/z.md", "z" };
	struct fs_list list;
	size_t links = 9;

	assert_int_equal(fs_mkdirs(in(t, "w/a/b"), 0755, &t->err), 0);
	assert_int_equal(fs_mkdirs(in(t, "w/.git"), 0755, &t->err), 0);
	put(t, "w/z", "");
	put(t, "w/a-b", "");
	put(t, "w/a/z.md", "");
	put(t, "w/a/b/c.md", "");
	put(t, "w/.git/config", "");
	put(t, "w/a/.hidden", "");
	put(t, "w/a/#c.md#", "");
	put(t, "w/a/c.md~", "");
	assert_int_equal(symlink("../..", in(t, "w/a/up")), 0);
	assert_int_equal(symlink("nowhere", in(t, "w/broken")), 0);
	assert_int_equal(fs_walk(&list, &t->mem, in(t, "w/"), &links, &t->err), 0);
	assert_int_equal(list.n, 4);
	for (size_t i = 0; i < 4; i++) assert_string_equal(list.at[i], want[i]);
	assert_int_equal(links, 2);
	assert_int_equal(fs_walk(&list, &t->mem, in(t, "missing"), NULL, &t->err), 0);
	assert_int_equal(list.n, 0);
	assert_int_equal(fs_walk(&list, &t->mem, in(t, "w/z"), NULL, &t->err), -1);
	assert_non_null(strstr(t->err.ptr, "Not a directory"));
}

static void test_glob(void **state)
{
	struct place_of_test *t = *state;
	struct fs_list list;

	put(t, "b.csv", "");
	put(t, "a.csv", "");
	put(t, ".c.csv", "");
	put(t, "d.txt", "");
	assert_int_equal(fs_mkdirs(in(t, "folder.csv"), 0755, &t->err), 0);
	assert_int_equal(symlink("d.txt", in(t, "e.csv")), 0);
	assert_int_equal(fs_glob(&list, &t->mem, t->root, "*.csv", &t->err), 0);
	assert_int_equal(list.n, 3);
	assert_string_equal(list.at[0], "a.csv");
	assert_string_equal(list.at[1], "b.csv");
	assert_string_equal(list.at[2], "e.csv");
	assert_int_equal(fs_glob(&list, &t->mem, in(t, "none"), "*", &t->err), 0);
	assert_int_equal(list.n, 0);
	assert_int_equal(fs_glob(&list, &t->mem, in(t, "d.txt"), "*", &t->err), -1);
}

static void test_match(void **state)
{
	(void)state;
	assert_true(fs_match("*.csv", sv("a.csv")) && fs_match("*.csv", sv(".csv")) && fs_match("*", sv("")));
	assert_false(fs_match("*.csv", sv("a.csv.bak")) || fs_match("", sv("a")) || fs_match("a?", sv("a")));
	assert_true(fs_match("m?ntor-*-20??.csv", sv("mentor-a-b-2026.csv")));
	assert_true(fs_match("*ab*ab", sv("aabab")) && fs_match("a**b", sv("ab")));
	assert_false(fs_match("*ab*ab", sv("xab")) || fs_match("A", sv("a")) || fs_match("[a]", sv("a")));
}

static void test_names(void **state)
{
	struct place_of_test *t = *state;

	assert_string_equal(fs_join(&t->mem, "a", "b"), "a/b");
	assert_string_equal(fs_join(&t->mem, "a/", "b"), "a/b");
	assert_string_equal(fs_join(&t->mem, "a", "/b"), "/b");
	assert_string_equal(fs_join(&t->mem, "", "b"), "b");
	assert_string_equal(fs_join(&t->mem, "/", "b"), "/b");
	assert_string_equal(fs_base("a/b.c"), "b.c");
	assert_string_equal(fs_base("b.c"), "b.c");
	assert_string_equal(fs_base("a/"), "");
}

static void check_resolved(struct place_of_test *t, const char *path, const char *want)
{
	struct str got = STR_INIT;

	if (fs_resolve(&got, in(t, path), &t->err)) fail_msg("%s", t->err.ptr);
	assert_string_equal(got.ptr, in(t, want));
	str_dispose(&got);
}

static void test_resolve(void **state)
{
	struct place_of_test *t = *state;
	struct str got = STR_INIT;

	assert_int_equal(fs_mkdirs(in(t, "a/b"), 0755, &t->err), 0);
	assert_int_equal(symlink("a", in(t, "link")), 0);
	check_resolved(t, "a/b", "a/b");
	check_resolved(t, "a//b/./", "a/b");
	check_resolved(t, "link/b/../new/folder/", "a/new/folder");
	check_resolved(t, "new/./folder", "new/folder");
	/* Once "new" is made, this would be "a". */
	assert_int_equal(fs_resolve(&got, in(t, "new/../a"), &t->err), -1);
	assert_non_null(strstr(t->err.ptr, "a folder that does not exist"));
	assert_int_equal(got.len, 0);
	assert_int_equal(fs_resolve(&got, "/no-such-folder", &t->err), 0);
	assert_string_equal(got.ptr, "/no-such-folder");
	str_dispose(&got);
}

static void test_within(void **state)
{
	(void)state;
	assert_true(fs_within("/a/b", "/a/b"));
	assert_true(fs_within("/a/b/c", "/a/b"));
	assert_false(fs_within("/a/bc", "/a/b"));
	assert_false(fs_within("/a", "/a/b"));
	assert_true(fs_within("/a", "/"));
}

static void test_safe_paths(void **state)
{
	static const char *const good[] = { "a", "a/b.html", "..a", "a..b/c", ".nojekyll", "caf\xC3\xA9.html", "a b" };
	static const char *const bad[] = { "", "/a", "a/", "a//b", ".", "..", "a/../b", "./a", "a/.", "a\\b", "a\nb",
		"a\x7F", ".git/x", "a/.GIT", "a\xFF", "a\xE2\x80\xAE.html", "a\tb" };
	char longest[241];

	(void)state;
	for (size_t i = 0; i < sizeof good / sizeof *good; i++)
		if (!fs_safe_path(sv(good[i]))) fail_msg("refused: %s", good[i]);
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		if (fs_safe_path(sv(bad[i]))) fail_msg("accepted: %s", bad[i]);
	assert_false(fs_safe_path(sv_n("a\0b", 3)));
	memset(longest, 'a', sizeof longest);
	assert_true(fs_safe_path(sv_n(longest, 240)));
	assert_false(fs_safe_path(sv_n(longest, 241)));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_write_and_read, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_read_refuses, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_read_exact, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_digest, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_failed_write_leaves_the_old_file, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_append, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_mkdirs, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_remove_tree_does_not_follow_links, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_walk, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_glob, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_match, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_names, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_resolve, set_up, tear_down),
		cmocka_unit_test(test_within),
		cmocka_unit_test_setup_teardown(test_safe_paths, set_up, tear_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
