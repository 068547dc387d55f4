/* base64 against the examples of RFC 4648, section 10, and spellings that are not the canonical one. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include "base/base64.h"

static const char *const pair[][2] = { { "", "" }, { "f", "Zg==" }, { "fo", "Zm8=" }, { "foo", "Zm9v" },
	{ "foob", "Zm9vYg==" }, { "fooba", "Zm9vYmE=" }, { "foobar", "Zm9vYmFy" } };

static void examples_of_the_standard(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof pair / sizeof *pair; i++) {
		struct str text = STR_INIT, back = STR_INIT;

		base64_put(&text, sv(pair[i][0]), true);
		assert_string_equal(text.ptr, pair[i][1]);
		assert_int_equal(base64_read(&back, sv_of(&text)), 0);
		assert_string_equal(back.ptr, pair[i][0]);
		str_dispose(&text);
		str_dispose(&back);
	}
}

static void other_spellings_are_refused(void **state)
{
	static const char *const bad[] = { "Zg", "Zg=", "Zh==", "Zm9=", "Zg==Zg==", "Z===", "====", "Zm 9", "Zm9v\n",
		"Zm-v", "=Zm9" };
	struct str out = STR_INIT;

	(void)state;
	str_puts(&out, "kept");
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		assert_int_equal(base64_read(&out, sv(bad[i])), -1);
		assert_string_equal(out.ptr, "kept");
	}
	assert_int_equal(base64_read(&out, sv_n("Zm9\0", 4)), -1);
	str_dispose(&out);
}

static void all_bytes_come_back(void **state)
{
	char bytes[256];
	struct str text = STR_INIT, back = STR_INIT, open = STR_INIT;

	(void)state;
	for (size_t i = 0; i < 256; i++) bytes[i] = (char)(unsigned char)i;
	base64_put(&text, sv_n(bytes, 256), true);
	base64_put(&open, sv_n(bytes, 256), false);
	assert_int_equal(text.len, 344);
	assert_int_equal(open.len, 342);
	assert_int_equal(base64_read(&back, sv_of(&text)), 0);
	assert_int_equal(back.len, 256);
	assert_memory_equal(back.ptr, bytes, 256);
	str_dispose(&text);
	str_dispose(&back);
	str_dispose(&open);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(examples_of_the_standard),
		cmocka_unit_test(other_spellings_are_refused),
		cmocka_unit_test(all_bytes_come_back),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
