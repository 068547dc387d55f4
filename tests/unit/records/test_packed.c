#include "records/packed.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include "records/field_code.h"

static void values_come_back(void **state)
{
	(void)state;
	struct str p = STR_INIT;
	packed_add(&p, 1, sv("one"));
	packed_add(&p, 2, sv(""));
	packed_add(&p, 3, sv("x\x1Fy\x1Ez"));
	packed_add(&p, 200, sv("two bytes of code"));
	assert_true(sv_is(packed_get(sv_of(&p), 1), "one"));
	assert_int_equal(packed_get(sv_of(&p), 2).n, 0);
	assert_true(sv_is(packed_get(sv_of(&p), 3), "x y z"));
	assert_true(sv_is(packed_get(sv_of(&p), 200), "two bytes of code"));
	assert_int_equal(packed_get(sv_of(&p), 200 & 0x7F).n, 0);
	assert_int_equal(packed_get(sv_of(&p), 0).n, 0);
	assert_true(packed_has(sv_of(&p), 1, sv("one")));
	assert_false(packed_has(sv_of(&p), 3, sv("one")));
	str_dispose(&p);
}

/* One byte of code, one of length, the value: what docs and databases of today say. */
static void the_bytes_are_these(void **state)
{
	(void)state;
	struct str p = STR_INIT, longer = STR_INIT;
	for (int i = 0; i < 130; i++) str_putc(&longer, 'a');
	packed_add(&p, 5, sv("ab"));
	packed_add(&p, 300, sv_of(&longer)); /* 300 = 2 * 128 + 44, 130 = 1 * 128 + 2 */
	assert_int_equal(p.len, 4 + 4 + 130);
	assert_memory_equal(p.ptr,
		"\x05\x02"
		"ab"
		"\xAC\x02"
		"\x82\x01"
		"aaa",
		11);
	str_dispose(&p);
	str_dispose(&longer);
}

/* Two ignored columns may share a header: both values are there. */
static void a_code_may_stand_twice(void **state)
{
	(void)state;
	struct str p = STR_INIT;
	packed_add(&p, 7, sv("first"));
	packed_add(&p, 7, sv("second"));
	assert_true(sv_is(packed_get(sv_of(&p), 7), "first"));
	assert_true(packed_has(sv_of(&p), 7, sv("second")));
	struct sv rest = sv_of(&p), value;
	uint32_t code;
	assert_true(packed_next(&rest, &code, &value) && code == 7 && sv_is(value, "first"));
	assert_true(packed_next(&rest, &code, &value) && code == 7 && sv_is(value, "second"));
	assert_false(packed_next(&rest, &code, &value));
	str_dispose(&p);
}

/* A damaged file may end anywhere, or say any length. */
static void cut_bytes_are_not_read_past_their_end(void **state)
{
	(void)state;
	struct str p = STR_INIT;
	for (uint32_t code = 1; code < 400; code += 57) packed_add(&p, code, sv("value"));
	for (size_t n = 0; n < p.len; n++) {
		char *cut = xmalloc(n ? n : 1); /* of exactly this size, so that a checker sees one byte too many */
		memcpy(cut, p.ptr, n);
		struct sv rest = sv_n(cut, n), value;
		uint32_t code;
		size_t fields = 0;
		while (packed_next(&rest, &code, &value)) fields++;
		assert_true(fields <= 7);
		assert_int_equal(packed_get(sv_n(cut, n), 399).n, 0);
		free(cut);
	}
	assert_int_equal(packed_get(sv_n("\x01\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\x7F"
					 "abc",
					    14),
				 1)
				 .n,
		0);
	assert_int_equal(packed_get(sv_n("\x01\x7F"
					 "abc",
					    5),
				 1)
				 .n,
		0);
	str_dispose(&p);
}

static void codes_are_given_once(void **state)
{
	(void)state;
	struct field_codes c = FIELD_CODES_INIT;
	assert_int_equal(field_code_of(&c, "email"), 0);
	assert_int_equal(field_code_give(&c, sv("email")), 1);
	assert_int_equal(field_code_give(&c, sv("User Agent")), 2);
	assert_int_equal(field_code_give(&c, sv("email")), 1);
	assert_int_equal(field_code_of(&c, "User Agent"), 2);
	assert_string_equal(field_code_name(&c, 2)->name.p, "User Agent");
	assert_null(field_code_name(&c, 2)->field);
	assert_int_equal(field_code_name(&c, 1)->field->kind, FIELD_EMAIL);
	assert_int_equal(field_code_name(&c, 3)->name.n, 0);
	assert_int_equal(field_code_name(&c, 0)->name.n, 0);
	field_codes_dispose(&c);
}

/* The place in memory is a hint and no more. */
static void another_name_at_the_same_place(void **state)
{
	(void)state;
	struct field_codes c = FIELD_CODES_INIT;
	char name[16] = "email";
	field_code_give(&c, sv("email"));
	field_code_give(&c, sv("phone"));
	assert_int_equal(field_code_of(&c, name), 1);
	assert_int_equal(field_code_of(&c, name), 1);
	memcpy(name, "phone", 6);
	assert_int_equal(field_code_of(&c, name), 2);
	memcpy(name, "fax", 4);
	assert_int_equal(field_code_of(&c, name), 0);
	field_codes_dispose(&c);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(values_come_back),
		cmocka_unit_test(the_bytes_are_these),
		cmocka_unit_test(a_code_may_stand_twice),
		cmocka_unit_test(cut_bytes_are_not_read_past_their_end),
		cmocka_unit_test(codes_are_given_once),
		cmocka_unit_test(another_name_at_the_same_place),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
