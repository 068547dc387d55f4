/* Entry IDs: every usual slip of the hand is caught. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include "base/checkcode.h"

static const char symbols[] = "023456789BCDFGHJKMNPQRSTVWXYZ";
static const int places[7] = { 0, 1, 2, 4, 5, 6, 7 }; /* of the seven symbols in XXX-XXXX */

/* 1*2 + 2*3 + 3*4 + 4*5 + 5*6 + 6*7 = 112; J has value 15 and weight 8: 112 + 120 = 232 = 8 * 29. */
static void test_worked_example(void **state)
{
	(void)state;
	assert_true(checkcode_valid(sv("234-567J")));
	assert_false(checkcode_valid(sv("234-567H")));
	assert_true(checkcode_valid(sv("000-0000")));
}

static void test_what_people_type(void **state)
{
	static const char *const good[] = { "234-567J", "234-567j", "234567j", " #234 567J ", "2 3 4 5 6 7 J",
		"234\xE2\x80\x93"
		"567J",
		"# 234-567J",
		"234\xC2\xA0"
		"567J" };
	static const char *const bad[] = { "", "234-567", "234-567JJ", "1 34-567J", "I34-567J", "L34-567J", "A34-567J",
		"234#567J", "##234-567J", "234-567\xC3\xA9", "234-567\xFF", "234_567J" };
	struct checkcode code;

	(void)state;
	for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
		if (checkcode_parse(sv(good[i]), &code) != CHECKCODE_OK) fail_msg("refused: %s", good[i]);
		assert_string_equal(code.z, "234-567J");
	}
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		if (checkcode_parse(sv(bad[i]), &code) != CHECKCODE_SHAPE) fail_msg("accepted: %s", bad[i]);
	assert_int_equal(checkcode_parse(sv("ooo-ooOO"), &code), CHECKCODE_OK);
	assert_string_equal(code.z, "000-0000");
	assert_int_equal(checkcode_parse(sv("234-567k"), &code), CHECKCODE_SLIP);
	assert_string_equal(code.z, "234-567K");
}

static bool is_near(const char *typed, const char *want)
{
	struct checkcode near[CHECKCODE_NEAR];
	size_t n = checkcode_near(sv(typed), near);
	bool found = false;

	for (size_t i = 0; i < n; i++) {
		assert_true(checkcode_valid(sv(near[i].z)));
		for (size_t j = 0; j < i; j++) assert_string_not_equal(near[i].z, near[j].z);
		found |= !strcmp(near[i].z, want);
	}
	return found;
}

static void test_near_finds_what_was_meant(void **state)
{
	struct checkcode near[CHECKCODE_NEAR];

	(void)state;
	assert_true(is_near("234-567K", "234-567J")); /* one other */
	assert_true(is_near("324-567J", "234-567J")); /* exchanged */
	assert_true(is_near("234-576j", "234-567J"));
	assert_true(is_near("2L4-567J", "234-567J")); /* one that no code has */
	assert_true(is_near("1 34 567J", "234-567J"));
	assert_true(is_near("234-57J", "234-567J"));   /* one too few */
	assert_true(is_near("234-5667J", "234-567J")); /* too many */
	assert_true(is_near("234-567JA", "234-567J"));
	assert_int_equal(checkcode_near(sv("2L4-567J"), near), 1);
	assert_int_equal(checkcode_near(sv("2LL-567J"), near), 0);
	assert_int_equal(checkcode_near(sv("234-5"), near), 0);
	assert_int_equal(checkcode_near(sv("234-567JJJ"), near), 0);
	assert_int_equal(checkcode_near(sv(""), near), 0);
}

static void test_valid_is_exact(void **state)
{
	(void)state;
	assert_false(checkcode_valid(sv("234-567j")));
	assert_false(checkcode_valid(sv("234567J")));
	assert_false(checkcode_valid(sv(" 234-567J")));
	assert_false(checkcode_valid(sv("OOO-OOOO")));
	assert_false(checkcode_valid(sv_n("234-567J\0", 9)));
}

static void must_slip(struct checkcode slip, const char *from)
{
	struct checkcode out;

	if (checkcode_parse(sv(slip.z), &out) != CHECKCODE_SLIP) fail_msg("%s taken for %s", slip.z, from);
}

static void check_substitutions(struct checkcode code)
{
	for (int i = 0; i < 7; i++)
		for (int s = 0; s < 29; s++) {
			struct checkcode slip = code;

			slip.z[places[i]] = symbols[s];
			if (symbols[s] != code.z[places[i]]) must_slip(slip, code.z);
		}
}

/* Two symbols `apart` exchanged: 1 is a neighbor, 2 jumps over one. */
static void check_exchanges(struct checkcode code, int apart)
{
	for (int i = 0; i + apart < 7; i++) {
		struct checkcode slip = code;

		slip.z[places[i]] = code.z[places[i + apart]];
		slip.z[places[i + apart]] = code.z[places[i]];
		if (slip.z[places[i]] != code.z[places[i]]) must_slip(slip, code.z);
	}
}

/* aa for bb (apart 1) and aca for bcb (apart 2). */
static void check_twins(struct checkcode code, int apart)
{
	for (int i = 0; i + apart < 7; i++)
		for (int s = 0; s < 29; s++) {
			struct checkcode slip = code;

			if (code.z[places[i]] != code.z[places[i + apart]] || symbols[s] == code.z[places[i]]) continue;
			slip.z[places[i]] = slip.z[places[i + apart]] = symbols[s];
			must_slip(slip, code.z);
		}
}

/* About one in a hundred would, if it were not drawn again. */
static void test_no_code_ends_like_a_year(void **state)
{
	struct random_source r = { random_seeded_fill, 11 };
	(void)state;
	for (int i = 0; i < 5000; i++) {
		const struct checkcode code = checkcode_draw(&r);
		assert_true(strspn(code.z + strlen(code.z) - 4, "0123456789") < 4);
	}
}

static void test_every_slip_in_200_codes(void **state)
{
	struct random_source r = { random_seeded_fill, 7 };

	(void)state;
	for (int i = 0; i < 200; i++) {
		struct checkcode code = checkcode_draw(&r);

		assert_true(checkcode_valid(sv(code.z)));
		check_substitutions(code);
		for (int apart = 1; apart <= 2; apart++) {
			check_exchanges(code, apart);
			check_twins(code, apart);
		}
	}
	check_twins((struct checkcode){ "000-0000" }, 1); /* random codes have few twins: this one has all */
	check_twins((struct checkcode){ "000-0000" }, 2);
}

static void test_draws_differ(void **state)
{
	struct random_source r = { random_seeded_fill, 7 };
	struct checkcode a = checkcode_draw(&r), b = checkcode_draw(&r);

	(void)state;
	assert_string_not_equal(a.z, b.z);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_worked_example),
		cmocka_unit_test(test_what_people_type),
		cmocka_unit_test(test_valid_is_exact),
		cmocka_unit_test(test_near_finds_what_was_meant),
		cmocka_unit_test(test_no_code_ends_like_a_year),
		cmocka_unit_test(test_every_slip_in_200_codes),
		cmocka_unit_test(test_draws_differ),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
