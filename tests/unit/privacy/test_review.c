/* Tests of review: which decision on a text stands, and that all of a batch is written or nothing. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <cmocka.h>
#include <sys/stat.h>
#include <unistd.h>
#include "base/fs.h"
#include "privacy/review.h"

static const struct settings settings = { .reviews = "reviews.csv" };

struct fixture {
	char dir[64];
	struct run run;
	struct diags ds;
	struct reviews r;
	char path[128];
};

static int begin(void **state)
{
	struct fixture *f = xcalloc(1, sizeof *f);

	snprintf(f->dir, sizeof f->dir, "/tmp/mp_review_XXXXXX");
	assert_non_null(mkdtemp(f->dir));
	snprintf(f->path, sizeof f->path, "%s/reviews.csv", f->dir);
	f->run = (struct run){ .workspace = f->dir, .as_of = date_civil(2026, 3, 13), .role = "secretary" };
	f->ds = (struct diags)DIAGS_INIT;
	*state = f;
	return 0;
}

static int end(void **state)
{
	struct fixture *f = *state;
	struct str err = STR_INIT;

	fs_remove_tree(f->dir, &err);
	str_dispose(&err);
	diags_dispose(&f->ds);
	free(f);
	return 0;
}

static void decide(struct fixture *f, const char *text, enum review_word word, const char *masked, const char *note)
{
	struct sha256_hex digest = review_digest(sv(text));

	assert_int_equal(
		reviews_add(&f->run, &settings, &(struct review_row){ digest.z, word, masked, note }, 1, &f->ds), 0);
}

static void load(struct fixture *f)
{
	assert_int_equal(reviews_load(&f->r, &f->run, &settings, &f->ds), 0);
}

static void test_the_last_decision_stands(void **state)
{
	struct fixture *f = *state;
	struct sha256_hex digest = review_digest(sv("I like audits."));
	const char *masked = NULL;
	bool held = true;

	decide(f, "I like audits.", REVIEW_ACCEPTED, "", "");
	decide(f, "I like audits.", REVIEW_ASKED, "", "Which audits?");
	load(f);
	assert_null(reviews_approved(&f->r, sv("I like audits."), &held));
	assert_true(held);
	assert_int_equal(reviews_decision(&f->r, digest.z, &masked), REVIEW_ASKED);
	assert_string_equal(reviews_at(&f->r, digest.z)->note, "Which audits?");
	assert_string_equal(reviews_at(&f->r, digest.z)->by, "secretary");
	assert_string_equal(reviews_at(&f->r, digest.z)->on, "2026-03-13");
	assert_int_equal(reviews_at(&f->r, digest.z)->row, 2);
	assert_true(reviews_ever(&f->r, digest.z, REVIEW_ACCEPTED, ""));
	assert_false(reviews_ever(&f->r, digest.z, REVIEW_HELD, ""));
	assert_false(reviews_ever(&f->r, digest.z, REVIEW_ACCEPTED, "x"));
	reviews_dispose(&f->r);
}

static void test_undone(void **state)
{
	struct fixture *f = *state;
	struct sha256_hex digest = review_digest(sv("Call me."));
	bool held = true;

	decide(f, "Call me.", REVIEW_ACCEPTED, "", "");
	decide(f, "Call me.", REVIEW_NONE, "", "wrong line");
	load(f);
	assert_null(reviews_approved(&f->r, sv("Call me."), &held));
	assert_false(held);
	assert_null(reviews_at(&f->r, digest.z));
	reviews_dispose(&f->r);
}

static void test_texts_come_back_exactly(void **state)
{
	struct fixture *f = *state;

	decide(f, "=1+1, I said", REVIEW_MASKED, "=2, \"two\"; I said", "-note");
	load(f);
	assert_string_equal(reviews_approved(&f->r, sv(" =1+1,\n I said"), NULL), "=2, \"two\"; I said");
	reviews_dispose(&f->r);
}

static void test_a_line_without_end(void **state)
{
	struct fixture *f = *state;
	struct str err = STR_INIT;
	struct sha256_hex digest = review_digest(sv("a"));
	char text[200];

	snprintf(text, sizeof text, "text_digest,decision,text,by,on,note\n%s,accept,,x,2026-01-01,", digest.z);
	assert_int_equal(fs_write_atomic(f->path, sv(text), 0600, &err), 0);
	decide(f, "b", REVIEW_HELD, "", "");
	load(f);
	assert_non_null(reviews_approved(&f->r, sv("a"), NULL));
	assert_int_equal(f->r.rows, 2);
	reviews_dispose(&f->r);
	str_dispose(&err);
}

static void test_bad_lines(void **state)
{
	struct fixture *f = *state;
	struct str err = STR_INIT;
	char text[300];
	struct sha256_hex digest = review_digest(sv("a"));

	snprintf(text, sizeof text, "text_digest,decision,text,by,on,note\n%s,acept,,,,\n%s,mask,,,,\nabc,hold,,,,\n",
		digest.z, digest.z);
	assert_int_equal(fs_write_atomic(f->path, sv(text), 0600, &err), 0);
	assert_int_equal(reviews_load(&f->r, &f->run, &settings, &f->ds), -1);
	assert_int_equal(f->ds.n, 3);
	assert_string_equal(f->ds.at[0].code, "P031");
	assert_string_equal(f->ds.at[1].code, "P032");
	assert_string_equal(f->ds.at[2].code, "P030");
	assert_int_equal(f->ds.at[2].at.line, 4);
	reviews_dispose(&f->r);
	str_dispose(&err);
}

static void test_private_file(void **state)
{
	struct fixture *f = *state;
	struct stat st;

	decide(f, "a", REVIEW_ACCEPTED, "", "");
	assert_int_equal(stat(f->path, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0600);
	unlink(f->path);
	assert_int_equal(mkdir(f->path, 0700), 0);
	struct sha256_hex digest = review_digest(sv("b"));
	assert_int_equal(
		reviews_add(&f->run, &settings, &(struct review_row){ digest.z, REVIEW_HELD, "", "" }, 1, &f->ds), -1);
	assert_string_equal(f->ds.at[0].code, "P033");
}

int main(void)
{
#define TEST(t) cmocka_unit_test_setup_teardown(t, begin, end)
	const struct CMUnitTest tests[] = { TEST(test_the_last_decision_stands), TEST(test_undone),
		TEST(test_texts_come_back_exactly), TEST(test_a_line_without_end), TEST(test_bad_lines),
		TEST(test_private_file) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
