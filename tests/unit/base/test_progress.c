/* The progress line: only on a terminal, and gone at the end. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include "base/progress.h"

static char *shown(struct run run, uint64_t total, uint64_t last)
{
	char *text = NULL;
	size_t n = 0;
	struct progress p;

	run.err = open_memstream(&text, &n);
	progress_begin(&p, &run, "reading", total);
	for (uint64_t i = 1; i <= last; i++) progress_step(&p, i);
	progress_end(&p);
	progress_end(&p);
	fclose(run.err);
	return text;
}

static void test_silent_without_terminal_or_when_quiet(void **state)
{
	char *pipe = shown((struct run){ .width = 80 }, 100, 100);
	char *quiet = shown((struct run){ .width = 80, .tty_err = true, .quiet = true }, 100, 100);

	(void)state;
	assert_string_equal(pipe, "");
	assert_string_equal(quiet, "");
	free(pipe);
	free(quiet);
}

static void test_draws_only_what_changed(void **state)
{
	char *text = shown((struct run){ .width = 16, .tty_err = true }, 3, 3);

	(void)state;
	assert_string_equal(
		text, "\rreading: 0 %   \rreading: 33 %  \rreading: 66 %  \rreading: 100 % \r               \r");
	free(text);
	text = shown((struct run){ .width = 16, .tty_err = true }, 0, 300);
	assert_string_equal(text, "\rreading: 0     \rreading: 256   \r               \r");
	free(text);
	text = shown((struct run){ .width = 6, .tty_err = true }, 0, 0);
	assert_string_equal(text, "\rreadi\r     \r");
	free(text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_silent_without_terminal_or_when_quiet),
		cmocka_unit_test(test_draws_only_what_changed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
