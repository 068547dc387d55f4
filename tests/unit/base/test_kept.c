/* test_kept: what was kept comes back whole under its key, and whatever happens to the file, nothing else ever does. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>
#include <cmocka.h>
#include "../folder.h"
#include "base/kept.h"

static char path[64];
static const struct sha256 key = { { 1, 2, 3 } }, other = { { 1, 2, 4 } };

static int begin(void **state)
{
	(void)state;
	if (!mkdtemp(folder)) return -1;
	snprintf(path, sizeof path, "%s/a", folder);
	return 0;
}

static void keep(void)
{
	const struct sv piece[] = { SV_LIT("first, "), SV_LIT(""), SV_LIT("second") };
	kept_save(path, &key, piece, 3);
}

static void it_comes_back_under_its_key(void **state)
{
	struct kept k;
	struct stat st;
	(void)state;
	keep();
	assert_int_equal(kept_open(&k, path, &key), 0);
	assert_true(sv_is(k.bytes, "first, second"));
	assert_int_equal((uintptr_t)k.bytes.p % 64, 0);
	kept_close(&k);
	kept_close(&k);
	assert_int_equal(kept_open(&k, path, &other), -1);
	assert_int_equal(stat(path, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0600);
	kept_save(path, &other, NULL, 0);
	assert_int_equal(kept_open(&k, path, &key), -1);
	assert_int_equal(kept_open(&k, path, &other), 0);
	assert_int_equal(k.bytes.n, 0);
	kept_close(&k);
}

static void write_file(struct sv bytes)
{
	struct str err = STR_INIT;
	assert_int_equal(fs_write_atomic(path, bytes, 0600, &err), 0);
	str_dispose(&err);
}

static void damage_is_absence(void **state)
{
	struct str whole = STR_INIT, err = STR_INIT;
	struct kept k;
	(void)state;
	keep();
	assert_int_equal(fs_read(&whole, path, 4096, &err), 0);
	for (size_t n = 0; n < whole.len; n++) { /* cut off */
		write_file(sv_n(whole.ptr, n));
		assert_int_equal(kept_open(&k, path, &key), -1);
	}
	for (size_t i = 0; i < whole.len; i++) { /* a bit turned */
		whole.ptr[i] ^= 4;
		write_file(sv_of(&whole));
		assert_int_equal(kept_open(&k, path, &key), -1);
		whole.ptr[i] ^= 4;
	}
	write_file(sv_of(&whole));
	assert_int_equal(kept_open(&k, path, &key), 0);
	kept_close(&k);
	str_dispose(&whole);
	str_dispose(&err);
}

static void pieces_as_they_come(void **state)
{
	struct kept k;
	struct str beside = STR_INIT;
	(void)state;
	keep();
	str_printf(&beside, "%s.new", path);
	struct kept_writer *w = kept_begin(path, &key);
	kept_add(w, SV_LIT("third"));
	assert_int_equal(kept_open(&k, path, &key), 0); /* until the end it is what it was */
	assert_true(sv_is(k.bytes, "first, second"));
	assert_int_equal(kept_end(w, true, NULL), 0);
	assert_true(sv_is(k.bytes, "first, second")); /* whoever reads it goes on */
	kept_close(&k);
	assert_int_equal(kept_open(&k, path, &key), 0);
	assert_true(sv_is(k.bytes, "third"));
	kept_close(&k);
	w = kept_begin(path, &key);
	kept_add(w, SV_LIT("fourth"));
	kept_end(w, false, NULL);
	assert_false(fs_exists(beside.ptr));
	assert_int_equal(kept_open(&k, path, &key), 0);
	assert_true(sv_is(k.bytes, "third"));
	kept_close(&k);
	w = kept_begin(path, &key);
	assert_int_equal(unlink(beside.ptr), 0); /* somebody cleared up: what was kept is of no run that ended */
	assert_int_equal(kept_end(w, true, NULL), -1);
	assert_int_equal(kept_open(&k, path, &key), -1);
	assert_int_equal(mkdir(beside.ptr, 0700), 0); /* cannot be written */
	keep();
	w = kept_begin(path, &key);
	kept_add(w, SV_LIT("fifth"));
	kept_end(w, false, NULL);
	w = kept_begin(path, &key);
	kept_add(w, SV_LIT("fifth"));
	assert_int_equal(kept_end(w, true, NULL), -1);
	assert_int_equal(kept_open(&k, path, &key), -1);
	assert_int_equal(rmdir(beside.ptr), 0);
	str_dispose(&beside);
}

/* A cache must not wait for a pipe, follow a link to elsewhere, or stop a publish where nothing can be written. */
static void what_is_no_file_is_absence(void **state)
{
	struct kept k;
	char link[64], target[64];
	(void)state;
	keep();
	snprintf(link, sizeof link, "%s/link", folder);
	assert_int_equal(symlink(path, link), 0);
	assert_int_equal(kept_open(&k, link, &key), -1);
	snprintf(target, sizeof target, "%s/pipe", folder);
	assert_int_equal(mkfifo(target, 0600), 0);
	assert_int_equal(kept_open(&k, target, &key), -1);
	assert_int_equal(kept_open(&k, folder, &key), -1);
	snprintf(target, sizeof target, "%s/no/such", folder);
	kept_save(target, &key, NULL, 0);
	assert_int_equal(kept_open(&k, target, &key), -1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(it_comes_back_under_its_key),
		cmocka_unit_test(damage_is_absence),
		cmocka_unit_test(pieces_as_they_come),
		cmocka_unit_test(what_is_no_file_is_absence),
	};
	return cmocka_run_group_tests(tests, begin, remove_folder);
}
