/* The set of fingerprints at a size at which it is sorted by digits: every value is kept once, in order, and found; texts cut into words
 * the fast way and the general way give the same values. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include "privacy/identity_set.h"
#include "records/fields.h"

enum { PEOPLE = 3000 };

static int give(identity_fn *fn, void *fn_ctx, int kind, const char *field, const char *value, int64_t person)
{
	return fn(fn_ctx, kind, field, sv(value), "records/exports/a.csv", (unsigned)person, person);
}

/* Everybody has the surname Quillmark and a number of their own. */
static int many(void *ctx, identity_fn *fn, void *fn_ctx)
{
	(void)ctx;
	for (int64_t person = 1; person <= PEOPLE; person++) {
		char number[16];

		snprintf(number, sizeof number, "%d", 100000 + (int)person * 7);
		if (give(fn, fn_ctx, FIELD_LAST_NAME, "last_name", "Quillmark", person) ||
			give(fn, fn_ctx, FIELD_MEMBER_NO, "member_no", number, person))
			return -1;
	}
	return 0;
}

static struct identity_set *set_of(int (*each)(void *ctx, identity_fn *fn, void *fn_ctx))
{
	const struct identity_source source = { each, NULL };
	struct identity_set *set = NULL;

	assert_int_equal(identity_set_from(&set, &source, NULL, (const unsigned char *)"0123456789abcdef"), 0);
	return set;
}

static void test_large(void **state)
{
	struct identity_set *set = set_of(many);

	(void)state;
	assert_int_equal(identity_set_values(set), PEOPLE + 1);
	for (size_t i = 1; i < set->values.n; i++) assert_true(set->values.at[i - 1].hash < set->values.at[i].hash);
	for (size_t i = 0; i < set->values.n; i++)
		assert_ptr_equal(identity_find(set, set->values.at[i].hash), &set->values.at[i]);
	assert_true(identity_set_has(set, sv("Quillmark")));
	assert_true(identity_set_has(set, sv("100007")));
	assert_true(identity_set_has(set, sv("121000")));
	assert_false(identity_set_has(set, sv("100008")));
	identity_set_free(set);
}

static int plain_cells(void *ctx, identity_fn *fn, void *fn_ctx)
{
	(void)ctx;
	return give(fn, fn_ctx, FIELD_EMPLOYER, "employer", "(Corvane)  LABS, north-east 7!", 1);
}

/* The same words, with letters that need folding and decoding. */
static int other_cells(void *ctx, identity_fn *fn, void *fn_ctx)
{
	(void)ctx;
	return give(fn, fn_ctx, FIELD_EMPLOYER, "employer",
		"C\xC3\xB3rvane&nbsp;labs %6eorth \xE2\x80\x93 E\xC3\xA1st 7", 1);
}

static void test_words_of_both_ways(void **state)
{
	struct identity_set *plain = set_of(plain_cells), *other = set_of(other_cells);

	(void)state;
	assert_true(identity_set_has(plain, sv("Corvane Labs North East 7")));
	assert_int_equal(identity_set_values(plain), identity_set_values(other));
	for (size_t i = 0; i < plain->values.n; i++) assert_true(plain->values.at[i].hash == other->values.at[i].hash);
	identity_set_free(plain);
	identity_set_free(other);
}

/* First names come first, surnames in another order; persons whose numbers differ in their first or last bits only, and one with many names. */
static int64_t person_at(int64_t i)
{
	return i % 2 ? i + 1 : (i + 1) << 20;
}

static void letters(char out[8], int64_t i)
{
	for (size_t k = 0; k < 6; k++, i /= 20) out[k] = "bcdfghjklmnpqrstvwxz"[i % 20];
	out[6] = '\0';
}

static int names(void *ctx, identity_fn *fn, void *fn_ctx)
{
	char name[8];

	(void)ctx;
	for (int64_t i = 0; i < PEOPLE; i++) {
		letters(name, i + 7);
		if (give(fn, fn_ctx, FIELD_FIRST_NAME, "first_name", name, person_at(i))) return -1;
	}
	for (int64_t i = PEOPLE; i-- > 0;) {
		letters(name, 64000000 - i - 1);
		if (give(fn, fn_ctx, FIELD_LAST_NAME, "last_name", name, person_at(i))) return -1;
	}
	for (int64_t i = 0; i < 60; i++) {
		letters(name, 30000000 + i);
		if (give(fn, fn_ctx, i % 2 ? FIELD_FIRST_NAME : FIELD_LAST_NAME, "name", name, INT64_C(1) << 31))
			return -1;
	}
	return 0;
}

static bool has_name(const struct identity_set *set, int64_t first, int64_t last)
{
	char a[8], b[8], both[20];

	letters(a, first);
	letters(b, last);
	snprintf(both, sizeof both, "%s %s", a, b);
	struct normal_token token[2];
	assert_int_equal(normal_tokens(&set->key, sv(both), token, 2), 2);
	const struct identity_value *v =
		identity_find(set, normal_join(&set->key, token[0].hash, token[0].len, token[1].hash));
	return v && v->kind == IDENTITY_FULL_NAME;
}

static void test_names_of_each_person(void **state)
{
	struct identity_set *set = set_of(names);

	(void)state;
	for (int64_t i = 0; i < PEOPLE; i++) {
		assert_true(has_name(set, i + 7, 64000000 - i - 1));
		assert_true(has_name(set, 64000000 - i - 1, i + 7));
		assert_false(has_name(set, i + 7, 64000000 - i - 2));
	}
	for (int64_t i = 0; i < 60; i += 2)
		for (int64_t j = 1; j < 60; j += 2) assert_true(has_name(set, 30000000 + j, 30000000 + i));
	identity_set_free(set);
}

/* What was searched with is gone, how much it was is still told. */
static void test_done(void **state)
{
	struct identity_set *set = set_of(many);

	(void)state;
	identity_set_done(set);
	assert_null(set->values.at);
	assert_int_equal(identity_set_values(set), PEOPLE + 1);
	identity_set_free(set);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_large), cmocka_unit_test(test_words_of_both_ways),
		cmocka_unit_test(test_names_of_each_person), cmocka_unit_test(test_done) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
