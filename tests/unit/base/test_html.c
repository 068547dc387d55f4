/* Escaping by context. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include "base/html.h"

static void check(void (*escape)(struct str *, struct sv), struct sv in, const char *want)
{
	struct str out = STR_INIT;

	escape(&out, in);
	assert_string_equal(out.ptr, want);
	str_dispose(&out);
}

static void test_text_and_attributes(void **state)
{
	(void)state;
	check(html_text, sv("a < b && \"c\" > 'd'"), "a &lt; b &amp;&amp; \"c\" &gt; 'd'");
	check(html_attr, sv("a < b && \"c\" > 'd'"), "a &lt; b &amp;&amp; &quot;c&quot; &gt; 'd'");
	check(html_text, sv(""), "");
	check(html_text, sv("&amp;"), "&amp;amp;");
	check(html_text, sv("<"), "&lt;");
}

static void test_controls_are_dropped(void **state)
{
	(void)state;
	check(html_text, sv_n("a\0b\x1B[1m\r\n\tc\x7F", 12), "ab[1m\n\tc");
	check(html_attr,
		sv("a\xC2\x85"
		   "b\xC2\x9F"
		   "c\xC2\xA0"
		   "d\xC3\xA9"),
		"abc\xC2\xA0"
		"d\xC3\xA9");
}

static void test_addresses(void **state)
{
	static const char *const good[] = { "", "a.html", "../a/b.html#x", "/a", "?q=a:b", "#a:b",
		"https://example.org/a:b", "HTTP://example.org", "mailto:a@example.org", "tel:+15550100", "./a:b",
		"  https://example.org  ", "ht\ntps://example.org" };
	static const char *const bad[] = { "javascript:alert(1)", "JaVaScRiPt:alert(1)", " javascript:x",
		"java\tscript:x", "java\nscript:x", "\x01javascript:x", "java\x01script:x", "data:text/html,x",
		"vbscript:x", "file:///etc/passwd", "a:b", "1:2", "blob:x", "java\xC2\x85script:x", ":x" };

	(void)state;
	for (size_t i = 0; i < sizeof good / sizeof *good; i++)
		if (!html_url_ok(sv(good[i]))) fail_msg("refused: %s", good[i]);
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		if (html_url_ok(sv(bad[i]))) fail_msg("accepted: %s", bad[i]);
}

static void test_address_is_written_as_judged(void **state)
{
	struct str out = STR_INIT;

	(void)state;
	assert_true(html_url(&out, sv(" ht\ttps://example.org/?a=1&b=\"2\"\n")));
	assert_string_equal(out.ptr, "https://example.org/?a=1&amp;b=&quot;2&quot;");
	assert_false(html_url(&out, sv("javascript:x")));
	assert_string_equal(out.ptr, "https://example.org/?a=1&amp;b=&quot;2&quot;");
	str_dispose(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_text_and_attributes),
		cmocka_unit_test(test_controls_are_dropped),
		cmocka_unit_test(test_addresses),
		cmocka_unit_test(test_address_is_written_as_judged),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
