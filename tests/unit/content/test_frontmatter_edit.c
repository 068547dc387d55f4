/* test_frontmatter_edit: one line changes, every other byte stays. */
#include "content/frontmatter_edit.h"
#include "workspace.h"

static void expect_set(const char *before, const char *key, const char *line, const char *after, const char *want)
{
	struct str text = STR_INIT;
	str_puts(&text, before);
	assert_int_equal(frontmatter_set(&text, key, line, after), want ? 0 : -1);
	assert_string_equal(text.ptr, want ? want : before);
	str_dispose(&text);
}

static void settings_are_replaced_and_added(void **state)
{
	(void)state;
	expect_set("---\na: 1 # x\nb:  2\n---\na: 9\n", "a", "a: 3", "b", "---\na: 3\nb:  2\n---\na: 9\n");
	expect_set("---\na: 1\nb:\n  - x\n# c\nd: 4\n---\n", "n", "n: 5", "b",
		"---\na: 1\nb:\n  - x\nn: 5\n# c\nd: 4\n---\n");
	expect_set("---\na: 1\n---\n", "n", "n: 5", "none", "---\na: 1\nn: 5\n---\n");
	expect_set("\xEF\xBB\xBF---\r\na: 1\r\n---\r\nx", "a", "a: 2", "", "\xEF\xBB\xBF---\r\na: 2\r\n---\r\nx");
	expect_set("---\nab: 1\n  a: 2\n---\n", "a", "a: 3", "ab", "---\nab: 1\n  a: 2\na: 3\n---\n");
	expect_set("---\na: 1\n\nb: 2\n---\n", "a", "a: 3", "", "---\na: 3\n\nb: 2\n---\n");
}

static void what_is_not_one_line_is_refused(void **state)
{
	(void)state;
	expect_set("---\na: >-\n  1\n---\n", "a", "a: 3", "", NULL);
	expect_set("---\na:\n- 1\n---\n", "a", "a: 3", "", NULL);
	expect_set("a: 1\n", "a", "a: 3", "", NULL);
	expect_set("---\na: 1\n", "a", "a: 3", "", NULL);
	expect_set("", "a", "a: 3", "", NULL);
}

static void settings_are_dropped(void **state)
{
	(void)state;
	struct str text = STR_INIT;
	str_puts(&text, "---\na: 1\ndraft: yes\nb: 2\n---\ndraft: yes\n");
	assert_int_equal(frontmatter_drop(&text, "draft"), 0);
	assert_string_equal(text.ptr, "---\na: 1\nb: 2\n---\ndraft: yes\n");
	assert_int_equal(frontmatter_drop(&text, "draft"), 0);
	assert_string_equal(text.ptr, "---\na: 1\nb: 2\n---\ndraft: yes\n");
	str_dispose(&text);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(settings_are_replaced_and_added),
		cmocka_unit_test(what_is_not_one_line_is_refused), cmocka_unit_test(settings_are_dropped) };
	return cmocka_run_group_tests(tests, NULL, NULL);
}
