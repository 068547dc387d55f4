/* Artifacts and their spans. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include "base/sink.h"

struct collector {
	struct sink sink;
	struct str log;
	int result;
};

static int collect(struct sink *self, const struct artifact *a)
{
	struct collector *c = (struct collector *)self;

	str_printf(&c->log, "%s %zu %zu;", a->path, a->bytes.n, a->nspans);
	return c->result;
}

static void test_put_reaches_the_sink(void **state)
{
	struct collector c = { { collect }, STR_INIT, 0 };

	(void)state;
	assert_int_equal(sink_put_plain(&c.sink, "a/b.html", sv("hello"), ORIGIN_TEMPLATE), 0);
	assert_int_equal(sink_put_plain(&c.sink, "empty.txt", sv(""), ORIGIN_DOCUMENT), 0);
	c.result = -1;
	assert_int_equal(sink_put_plain(&c.sink, "c", sv("x"), ORIGIN_ID), -1);
	assert_string_equal(c.log.ptr, "a/b.html 5 1;empty.txt 0 0;c 1 1;");
	str_dispose(&c.log);
}

static void test_spans_must_cover(void **state)
{
	struct span good[] = { { 2, ORIGIN_TEMPLATE, NULL }, { 5, ORIGIN_TEXT, NULL } };
	struct span gap[] = { { 2, ORIGIN_TEMPLATE, NULL }, { 4, ORIGIN_TEXT, NULL } };
	struct span back[] = { { 5, ORIGIN_TEMPLATE, NULL }, { 5, ORIGIN_TEXT, NULL } };
	struct span beyond[] = { { 2, ORIGIN_TEMPLATE, NULL }, { 6, ORIGIN_TEXT, NULL } };
	struct span strange[] = { { 2, ORIGIN_TEMPLATE, NULL }, { 5, ORIGIN_COUNT, NULL } };
	struct artifact a = { "p", ARTIFACT_FILE, sv("hello"), good, 2 };

	(void)state;
	assert_true(artifact_covered(&a));
	a.spans = gap;
	assert_false(artifact_covered(&a));
	a.spans = back;
	assert_false(artifact_covered(&a));
	a.spans = beyond;
	assert_false(artifact_covered(&a));
	a.spans = strange;
	assert_false(artifact_covered(&a));
	a.spans = NULL;
	a.nspans = 0;
	assert_false(artifact_covered(&a));
	a.bytes = sv("");
	assert_true(artifact_covered(&a));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_put_reaches_the_sink),
		cmocka_unit_test(test_spans_must_cover),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
