/* Records change, and what is searched for may be the same all the same: then the set of before is taken over, and only then. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include "kept_support.h"

/* When the records may be others, the set is made; what lies there is taken over only if the two are the same. */
static struct identity_set *get_after(struct store *s, const struct policy *policy)
{
	struct identity_keep where = here();
	where.same = false;
	return get(s, policy, &where);
}

static void done(struct store *s, const char *sql)
{
	assert_int_equal(store_exec(s, sql), 0);
}

static void the_same_values_of_other_records(void **state)
{
	/* Nothing; Tom, who is the second, before Grace; the newest two have applied again. */
	static const char *const change[] = { "SELECT 1",
		"UPDATE application SET id = 9000 WHERE id = 2; UPDATE standing SET rank = 9000, application = 9000 "
		"WHERE rank = 2",
		"INSERT INTO application(id, form, entry_no, kind, consent, staff, held, first_file, line, fields, "
		"extra)"
		" SELECT id + 1000, form, entry_no + 1000, kind, consent, staff, held, first_file, line, fields, extra"
		" FROM application WHERE id > 298;"
		"INSERT INTO standing(rank, application, kind, person, current, held, member, has_events)"
		" SELECT rank + 1000, application + 1000, kind, person, current, held, member, has_events"
		" FROM standing WHERE rank > 298" };
	const struct policy policy = { .digest = { { 1 } } };
	const struct identity_keep where = here();
	(void)state;
	for (size_t i = 0; i < sizeof change / sizeof *change; i++) {
		struct store *s = society();
		keep(s, &policy);
		struct identity_set *was = get(s, &policy, &where), *fresh;
		done(s, change[i]);
		for (int round = 0; round < 2; round++) {
			struct identity_set *set = get_after(s, &policy);
			assert_non_null(set->kept.map);
			assert_true(finds_all(set));
			assert_true(identity_set_equal(set, was));
			assert_true(sha256_eq(&set->digest, &was->digest));
			assert_int_equal(put_there(set, s, &policy, &where), 0);
			identity_set_free(set);
			assert_true(taken(s, &policy));
		}
		/* Without it nobody would have known. */
		fresh = get(s, &policy, NULL);
		assert_int_equal(sha256_eq(&fresh->digest, &was->digest), i == 0);
		assert_memory_not_equal(fresh->secret, was->secret, sizeof fresh->secret);
		identity_set_free(fresh);
		identity_set_free(was);
		store_close(s);
	}
}

static void other_values_of_other_records(void **state)
{
	/* One person less, one more, another one's; and the same values, some of them of other people or of more or fewer. */
	static const char *const change[] = {
		"DELETE FROM application WHERE id = 300; DELETE FROM standing WHERE rank = 300", "add",
		"UPDATE application SET fields = (SELECT fields FROM application WHERE id = 299) WHERE id = 300",
		"UPDATE standing SET person = 299 WHERE rank = 300",
		"UPDATE standing SET person = 7000 WHERE rank = 300"
	};
	const struct policy policy = { .digest = { { 1 } } };
	const struct identity_keep where = here();
	(void)state;
	for (size_t i = 0; i < sizeof change / sizeof *change; i++) {
		struct store *s = society();
		keep(s, &policy);
		struct identity_set *was = get(s, &policy, &where);
		if (i == 1)
			add_person(s, 301, "Zelda", "Marsh");
		else
			done(s, change[i]);
		struct identity_set *set = get_after(s, &policy);
		assert_null(set->kept.map);
		assert_true(finds_all(set));
		assert_int_equal(identity_set_has(set, sv("Zelda Marsh")), i == 1);
		assert_memory_equal(set->secret, was->secret, sizeof set->secret);
		assert_false(identity_set_equal(set, was));
		assert_false(sha256_eq(&set->digest, &was->digest));
		/* From now on it is the one to compare with. */
		assert_int_equal(put_there(set, s, &policy, &where), 0);
		struct identity_set *next = get_after(s, &policy);
		assert_non_null(next->kept.map);
		assert_true(sha256_eq(&next->digest, &set->digest));
		identity_set_free(next);
		identity_set_free(set);
		identity_set_free(was);
		store_close(s);
	}
}

/* Every part of a value counts. */
static void equal_is_equal_in_everything(void **state)
{
	const struct policy policy = { .digest = { { 1 } } };
	struct store *s = society();
	struct identity_set *a = get(s, &policy, NULL);
	struct identity_source source = a->source;
	struct identity_set *b = NULL, *c = NULL;
	unsigned char secret[16];
	(void)state;
	memcpy(secret, a->secret, sizeof secret);
	assert_int_equal(identity_set_from(&b, &source, &policy, secret), 0);
	assert_true(identity_set_equal(a, b));
	struct identity_value *v = &b->values.at[b->values.n - 1];
	for (size_t bit = 0; bit < 8 * sizeof *v; bit++) {
		((unsigned char *)v)[bit / 8] ^= (unsigned char)(1 << bit % 8);
		assert_false(identity_set_equal(a, b));
		((unsigned char *)v)[bit / 8] ^= (unsigned char)(1 << bit % 8);
	}
	b->values.n--;
	assert_false(identity_set_equal(a, b));
	b->values.n++;
	assert_true(identity_set_equal(a, b));
	secret[3] ^= 1;
	assert_int_equal(identity_set_from(&c, &source, &policy, secret), 0);
	assert_false(identity_set_equal(a, c));
	memcpy(c->values.at, a->values.at, a->values.n * sizeof *a->values.at);
	assert_false(identity_set_equal(a, c)); /* a hash is of its key */
	identity_set_free(a);
	identity_set_free(b);
	identity_set_free(c);
	store_close(s);
}

/* Neither its values nor its key are used when it is not to be believed, nor for another policy or program. */
static void one_not_to_be_believed_is_not_compared_with(void **state)
{
	const struct policy policy = { .digest = { { 1 } } }, stricter = { .digest = { { 2 } } };
	struct store *s = society();
	struct str file = STR_INIT;
	(void)state;
	keep(s, &policy);
	read_file(&file);
	for (int i = 0; i < 5; i++) {
		const size_t at[] = { HEAD + 40 /* the key */, HEAD + KEPT_HEAD, file.len - 1, 40 };
		struct identity_keep where = here();
		where.same = false;
		if (i < 4) {
			file.ptr[at[i]] ^= 1;
			write_file(sv_of(&file));
		}
		struct identity_set *set = get(s, i == 4 ? &stricter : &policy, &where);
		assert_null(set->kept.map);
		assert_memory_not_equal(set->secret, file.ptr + HEAD + 40, sizeof set->secret);
		identity_set_free(set);
		if (i < 4) file.ptr[at[i]] ^= 1;
		write_file(sv_of(&file));
	}
	struct identity_set *set = get_after(s, &policy);
	assert_non_null(set->kept.map);
	assert_memory_equal(set->secret, file.ptr + HEAD + 40, sizeof set->secret);
	identity_set_free(set);
	/* Nor one that the database does not know any more. */
	assert_int_equal(identity_kept_forget(s), 0);
	set = get_after(s, &policy);
	assert_null(set->kept.map);
	assert_memory_not_equal(set->secret, file.ptr + HEAD + 40, sizeof set->secret);
	identity_set_free(set);
	str_dispose(&file);
	store_close(s);
}

/* With somebody erased, what is kept of them is a part of what is compared. */
static void after_an_erase_too(void **state)
{
	const struct policy policy = { .digest = { { 1 } } };
	struct store *s = society();
	(void)state;
	keep(s, &policy);
	erase_grace(s);
	struct identity_set *set = get_after(s, &policy);
	assert_null(set->kept.map);
	identity_set_free(set);
	keep(s, &policy);
	struct identity_set *was = get_after(s, &policy);
	assert_non_null(was->kept.map);
	assert_true(finds_all(was));
	done(s, "UPDATE erased_value SET length = length + 1");
	set = get_after(s, &policy);
	assert_non_null(set->kept.map);
	assert_true(identity_set_equal(set, was));
	assert_false(sha256_eq(&set->digest, &was->digest));
	identity_set_free(set);
	identity_set_free(was);
	store_close(s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_same_values_of_other_records),
		cmocka_unit_test(other_values_of_other_records),
		cmocka_unit_test(equal_is_equal_in_everything),
		cmocka_unit_test(one_not_to_be_believed_is_not_compared_with),
		cmocka_unit_test(after_an_erase_too),
	};
	return cmocka_run_group_tests(tests, begin, remove_folder);
}
