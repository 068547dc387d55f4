/* Country codes end where E.164 says, and a telephone number is searched for as it is dialled at home and from abroad, and as nothing else. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include "privacy/calling_code.h"
#include "privacy/identity_set.h"
#include "records/fields.h"

static size_t length(const char *digits)
{
	return calling_code_length(digits, strlen(digits));
}

static void test_lengths(void **state)
{
	static const char *const two[] = { "20", "27", "30", "31", "32", "33", "34", "36", "39", "40", "41", "43", "44",
		"45", "46", "47", "48", "49", "51", "52", "53", "54", "55", "56", "57", "58", "60", "61", "62", "63",
		"64", "65", "66", "81", "82", "84", "86", "90", "91", "92", "93", "94", "95", "98" };
	size_t found = 0;

	(void)state;
	for (size_t i = 0; i < sizeof two / sizeof *two; i++) assert_int_equal(length(two[i]), 2);
	for (unsigned code = 0; code < 100; code++) {
		const char digits[3] = { (char)('0' + code / 10), (char)('0' + code % 10), '\0' };

		found += length(digits) == 2;
		assert_int_equal(length(digits) == 1, code / 10 == 1 || code / 10 == 7);
		assert_int_equal(length(digits) == 0, code < 10);
	}
	assert_int_equal(found, sizeof two / sizeof *two);
	assert_int_equal(length("353"), 3);
	assert_int_equal(length("21"), 3);
	assert_int_equal(length("4"), 0);
	assert_int_equal(length(""), 0);
}

static int one(void *ctx, identity_fn *fn, void *fn_ctx)
{
	return fn(fn_ctx, FIELD_PHONE, "phone", sv(ctx), "records/exports/a.csv", 2, 1);
}

/* Found are exactly the forms that are listed up to NULL; those behind it, up to another NULL, are not. */
static void searched(const char *number, const char *const *forms)
{
	const struct identity_source source = { one, (void *)(uintptr_t)number };
	struct identity_set *set = NULL;
	size_t n = 0;

	assert_int_equal(identity_set_from(&set, &source, NULL, (const unsigned char *)"0123456789abcdef"), 0);
	for (; *forms; forms++, n++) assert_true(identity_set_has(set, sv(*forms)));
	assert_int_equal(identity_set_values(set), n);
	for (forms++; *forms; forms++) assert_false(identity_set_has(set, sv(*forms)));
	identity_set_free(set);
}

static void test_forms(void **state)
{
	(void)state;
	searched("+1 (402) 620-2607", (const char *const[]){ "14026202607", "402 620 2607", "0402 620 2607", NULL,
					      "2620 2607", "02620 2607", NULL });
	searched("00 49 221 5550 1234", (const char *const[]){ "+49 221 5550 1234", "221 5550 1234", "0221 5550 1234",
						NULL, "9221 5550 1234", "215550 1234", NULL });
	searched("+353 1 555 0123",
		(const char *const[]){ "+353 1 555 0123", "1 555 0123", "01 555 0123", NULL, "555 0123", NULL });
	searched("+354 555 0123", (const char *const[]){ "+354 555 0123", "555 0123", NULL, "0555 0123", NULL });
	searched("+7 912 555 01 23",
		(const char *const[]){ "7 912 555 01 23", "912 555 01 23", "8 912 555 01 23", NULL, NULL });
	searched("+44 (0)20 7946 0018", (const char *const[]){ "44 020 7946 0018", "44 20 7946 0018", "20 7946 0018",
						"020 7946 0018", NULL, "7946 0018", NULL });
	searched("+39 06 5550 0123", (const char *const[]){ "39 06 5550 0123", "39 6 5550 0123", "06 5550 0123",
					     "6 5550 0123", NULL, NULL });
}

/* What is no number, too short or longer than any number is searched for as far as it is one, without reading or writing past its end. */
static void test_no_number(void **state)
{
	static const char *const none[] = { "+", "00", "+0", "+1", "+44", "+353", "+44 0", "+ (0) 0 0", "+12 345",
		"+unknown" };
	const struct identity_source nothing = { one, NULL };

	(void)state;
	for (size_t i = 0; i < sizeof none / sizeof *none; i++) {
		struct identity_source source = nothing;
		struct identity_set *set = NULL;

		source.ctx = (void *)(uintptr_t)none[i];
		assert_int_equal(identity_set_from(&set, &source, NULL, (const unsigned char *)"0123456789abcdef"), 0);
		assert_int_equal(identity_set_values(set), 0);
		identity_set_free(set);
	}
	searched("+44 0 1111111111 2222222222 3333333333 4444444444",
		(const char *const[]){ "44 0 1111111111 2222222222 3333333333 44444",
			"44 1111111111 2222222222 3333333333 44444", "1111111111 2222222222 3333333333 44444",
			"01111111111 2222222222 3333333333 44444", NULL, NULL });
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_lengths), cmocka_unit_test(test_forms),
		cmocka_unit_test(test_no_number) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
