/* The JSON writer. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include "base/json.h"

static void test_pretty(void **state)
{
	struct str out = STR_INIT;
	struct json j;

	(void)state;
	json_begin(&j, &out, true);
	json_object(&j);
	json_kv(&j, "name", sv("pool"));
	json_key(&j, "list");
	json_array(&j);
	json_int(&j, -5);
	json_bool(&j, true);
	json_raw(&j, sv("{\"a\":[]}"));
	json_null(&j);
	json_end(&j);
	json_key(&j, "none");
	json_array(&j);
	json_end(&j);
	json_kv_int(&j, "big", INT64_MIN);
	json_end(&j);
	json_finish(&j);
	assert_string_equal(out.ptr, "{\n  \"name\": \"pool\",\n  \"list\": [\n    -5,\n    true,\n    {\"a\":[]},\n   "
				     " null\n  ],\n  \"none\": [],\n"
				     "  \"big\": -9223372036854775808\n}\n");
	str_dispose(&out);
}

static void test_compact(void **state)
{
	struct str out = STR_INIT;
	struct json j;

	(void)state;
	json_begin(&j, &out, false);
	json_array(&j);
	json_object(&j);
	json_end(&j);
	json_object(&j);
	json_kv_int(&j, "a", 1);
	json_kv_int(&j, "b", 2);
	json_end(&j);
	json_end(&j);
	json_finish(&j);
	assert_string_equal(out.ptr, "[{},{\"a\":1,\"b\":2}]");
	str_dispose(&out);
}

static void test_escapes(void **state)
{
	static const char hard[] = "\"\\/\b\f\n\r\t\0\x1F</script>&\xE2\x80\xA8\xE2\x80\xA9\xC3\xA9\xFF.";
	struct str out = STR_INIT;
	struct json j;

	(void)state;
	json_begin(&j, &out, false);
	json_text(&j, sv_n(hard, sizeof hard - 1));
	json_finish(&j);
	assert_string_equal(out.ptr, "\"\\\"\\\\/\\b\\f\\n\\r\\t\\u0000\\u001f\\u003c/"
				     "script\\u003e\\u0026\\u2028\\u2029\xC3\xA9\xEF\xBF\xBD.\"");
	str_dispose(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_pretty),
		cmocka_unit_test(test_compact),
		cmocka_unit_test(test_escapes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
