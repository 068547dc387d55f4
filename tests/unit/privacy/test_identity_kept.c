/* The set that is taken over finds what the one that was made finds, and whatever is wrong with the file, the set is made. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <sys/stat.h>
#include <unistd.h>
#include "base/fs.h"
#include "base/random.h"
#include "privacy/identity_erased.h"
#include "privacy/identity_kept.h"
#include "kept_support.h"

static void it_is_the_set_that_was_made(void **state)
{
	const struct policy policy = { .digest = { { 1 } } };
	const struct identity_keep where = here();
	struct store *s = society();
	struct stat st;
	(void)state;
	struct identity_set *made = get(s, &policy, NULL);
	put_there(made, s, &policy, &where);
	struct identity_set *set = get(s, &policy, &where);
	assert_non_null(set->kept.map);
	assert_true(finds_all(set));
	assert_true(sha256_eq(&set->digest, &made->digest));
	assert_int_equal(identity_set_values(set), identity_set_values(made));
	assert_memory_equal(&set->key, &made->key, sizeof set->key);
	for (size_t i = 0; i < made->values.n; i++) {
		const struct identity_value *v = identity_find(set, made->values.at[i].hash);
		assert_non_null(v);
		assert_memory_equal(v, &made->values.at[i], sizeof *v);
		assert_true(identity_maybe(set, v->hash));
	}
	assert_memory_equal(set->openings, made->openings, sizeof *made->openings << IDENTITY_OPENINGS_LOG);
	assert_memory_equal(set->heads, made->heads, 1 << (IDENTITY_HEADS_LOG - 3));
	assert_int_equal(set->begins_shift, made->begins_shift);
	assert_memory_equal(set->begins, made->begins, 8 * identity_begins_words(made->begins_shift));
	assert_int_equal(stat(path, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0600);
	ino_t was = st.st_ino;
	put_there(set, s, &policy, &where); /* it lies there */
	assert_int_equal(stat(path, &st), 0);
	assert_true(st.st_ino == was);
	identity_set_free(made);
	identity_set_free(set);
	store_close(s);
}

static void only_for_the_same_policy_program_and_database(void **state)
{
	const struct policy policy = { .digest = { { 1 } } }, stricter = { .digest = { { 2 } } };
	struct identity_keep newer = here();
	struct store *s = society(), *another = society();
	(void)state;
	keep(s, &policy);
	assert_true(taken(s, &policy));
	assert_false(taken(s, &stricter));
	assert_false(taken(another, &policy)); /* the same people */
	newer.program.b[31] = 1;
	struct identity_set *set = get(s, &policy, &newer);
	assert_null(set->kept.map);
	identity_set_free(set);
	set = get(s, NULL, &newer);
	assert_null(set->kept.map);
	identity_set_free(set);
	keep(another, &policy);
	assert_false(taken(s, &policy));
	assert_true(taken(another, &policy));
	assert_int_equal(identity_kept_forget(another), 0);
	assert_false(taken(another, &policy));
	store_close(s);
	store_close(another);
}

static void damaged_it_is_made_anew(void **state)
{
	const struct policy policy = { .digest = { { 1 } } };
	struct store *s = society();
	struct str file = STR_INIT;
	(void)state;
	keep(s, &policy);
	read_file(&file);
	size_t step = file.len / 40;
	for (size_t at = 0; at < file.len; at += at < HEAD + KEPT_HEAD ? 13 : step) {
		file.ptr[at] ^= 0x20;
		write_file(sv_of(&file));
		assert_false(taken(s, &policy));
		file.ptr[at] ^= 0x20;
	}
	for (size_t n = 0; n < file.len; n += step) {
		write_file(sv_n(file.ptr, n));
		assert_false(taken(s, &policy));
	}
	write_file(sv_of(&file));
	assert_true(taken(s, &policy));
	unlink(path);
	assert_false(taken(s, &policy));
	assert_int_equal(mkdir(path, 0700), 0);
	assert_false(taken(s, &policy));
	rmdir(path);
	str_dispose(&file);
	store_close(s);
}

static void seal_anew(struct str *file)
{
	struct sha256 seal = sha256_of(sv_n(file->ptr, file->len - SEAL));
	memcpy(file->ptr + file->len - SEAL, seal.b, SEAL);
	write_file(sv_of(file));
}

/* Somebody takes a person out of it by hand, and gives it the seal that fits. */
static void it_has_to_be_the_one_the_database_knows(void **state)
{
	const struct policy policy = { .digest = { { 1 } } };
	struct store *s = society();
	struct str file = STR_INIT;
	(void)state;
	keep(s, &policy);
	read_file(&file);
	memset(file.ptr + HEAD + KEPT_HEAD, 0, 16 * 100); /* values */
	seal_anew(&file);
	assert_false(taken(s, &policy));
	keep(s, &policy);
	read_file(&file);
	uint64_t fewer = 3;
	memcpy(file.ptr + HEAD, &fewer, sizeof fewer);
	seal_anew(&file);
	assert_false(taken(s, &policy));
	str_dispose(&file);
	store_close(s);
}

/* Even one that the database knows is not used when its parts do not fit each other. */
static void its_parts_have_to_fit(void **state)
{
	const struct policy policy = { .digest = { { 1 } } };
	struct store *s = society();
	struct str file = STR_INIT, sound = STR_INIT;
	(void)state;
	keep(s, &policy);
	read_file(&sound);
	for (size_t at = 0; at <= 36; at += 4) { /* counts, shifts, size of a value */
		str_clear(&file);
		str_sv(&file, sv_of(&sound));
		file.ptr[HEAD + at] ^= 1;
		seal_anew(&file);
		struct stmt *st = store_stmt(s, "UPDATE identity_kept SET seal = ?1");
		stmt_blob_in(st, 1, file.ptr + file.len - SEAL, SEAL);
		assert_int_equal(stmt_run(st), 0);
		assert_false(taken(s, &policy));
	}
	str_clear(&file);
	str_sv(&file, sv_of(&sound));
	memset(file.ptr + file.len - SEAL - 40, 0xff, 8); /* the directory leads out of the values */
	seal_anew(&file);
	struct stmt *st = store_stmt(s, "UPDATE identity_kept SET seal = ?1");
	stmt_blob_in(st, 1, file.ptr + file.len - SEAL, SEAL);
	assert_int_equal(stmt_run(st), 0);
	assert_false(taken(s, &policy));
	str_dispose(&file);
	str_dispose(&sound);
	store_close(s);
}

static void after_an_erase_it_is_another(void **state)
{
	const struct policy policy = { .digest = { { 1 } } };
	const struct identity_keep where = here();
	struct store *s = society();
	(void)state;
	keep(s, &policy);
	erase_grace(s);
	assert_false(taken(s, &policy));
	keep(s, &policy);
	assert_true(taken(s, &policy)); /* with what is kept of her */
	struct identity_set *kept = get(s, &policy, &where), *made = get(s, &policy, NULL);
	assert_true(sha256_eq(&kept->digest, &made->digest));
	assert_false(sha256_eq(&kept->digest, &kept->derived));
	assert_memory_equal(kept->secret, made->secret, sizeof made->secret);
	identity_set_free(kept);
	identity_set_free(made);
	/* The key of the erased decides, too. */
	assert_int_equal(store_exec(s, "UPDATE erase_key SET gate = x'00112233445566778899aabbccddeeff'"), 0);
	kept = get(s, &policy, &where);
	assert_null(kept->kept.map);
	identity_set_free(kept);
	store_close(s);
}

/* The search is over long before the edition stands: the values are given back, and what was written of them is believed only from then on. */
static void between_writing_and_keeping(void **state)
{
	const struct policy policy = { .digest = { { 1 } } };
	const struct identity_keep where = here();
	struct store *s = society();
	(void)state;
	struct identity_set *set = get(s, &policy, NULL);
	size_t values = identity_set_values(set);
	identity_set_write(set, &policy, &where);
	identity_set_done(set);
	assert_int_equal(identity_set_values(set), values);
	assert_false(taken(s, &policy));
	assert_int_equal(identity_set_keep(set, s, &where), 0);
	identity_set_free(set);
	assert_true(taken(s, &policy));
	set = get(s, &policy, &where);
	identity_set_write(set, &policy, &where); /* it lies there */
	identity_set_done(set);
	assert_int_equal(identity_set_keep(set, s, &where), 0);
	identity_set_free(set);
	assert_true(taken(s, &policy));
	store_close(s);
}

static void without_room_there_is_none(void **state)
{
	const struct policy policy = { .digest = { { 1 } } };
	struct identity_keep where = { "/dev/full/no", { { 7 } }, true };
	struct store *s = society();
	int64_t n = -1;
	(void)state;
	keep(s, &policy);
	assert_true(taken(s, &policy));
	struct identity_set *set = get(s, &policy, NULL);
	assert_int_equal(put_there(set, s, &policy, &where), 0);
	assert_false(taken(s, &policy)); /* the older one lies there still */
	identity_set_free(set);
	assert_int_equal(store_int(s, "SELECT count(*) FROM identity_kept", -1, &n), 0);
	assert_int_equal(n, 0);
	store_close(s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(it_is_the_set_that_was_made),
		cmocka_unit_test(only_for_the_same_policy_program_and_database),
		cmocka_unit_test(damaged_it_is_made_anew),
		cmocka_unit_test(it_has_to_be_the_one_the_database_knows),
		cmocka_unit_test(its_parts_have_to_fit),
		cmocka_unit_test(after_an_erase_it_is_another),
		cmocka_unit_test(between_writing_and_keeping),
		cmocka_unit_test(without_room_there_is_none),
	};
	return cmocka_run_group_tests(tests, begin, remove_folder);
}
