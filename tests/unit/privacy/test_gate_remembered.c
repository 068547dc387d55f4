/* What the gate cleared before is not searched again, and only if nothing at all that the verdict rests on is another. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <cmocka.h>
#include <unistd.h>
#include "base/fs.h"
#include "privacy/identity_set.h"
#include "privacy/review.h"
#include "told_records.h"

enum { PAGES = 6 };
struct world {
	struct told_record record[4];
	struct policy policy;
	struct sha256 program;
	struct artifact a[PAGES];
	struct span span[PAGES][2];
};
static char file[] = "/tmp/mp_cleared_XXXXXX";
static struct sv ordinary[] = { { "young", 5 } };

static struct world usual(void)
{
	static const char *const text[PAGES] = { "plain words", "a young colleague wrote", "more plain words",
		"the records of peers", "abc1234", "K7Q2-M" };
	static const char *const path[PAGES] = { "a.html", "b.html", "c/d.html", "e.csv", "f.html", "g.html" };
	struct world w = { .record = { { FIELD_FIRST_NAME, "first_name", "Grace", 1 },
				   { FIELD_LAST_NAME, "last_name", "Young", 1 },
				   { FIELD_EMPLOYER, "employer", "Quillmark Analytics Ltd", 2 },
				   { FIELD_EMAIL, "email", "gy7@lab.example.org", 1 } },
		.policy = { .ordinary = ordinary, .nordinary = 1 },
		.program = sha256_of(sv("this program")) };

	for (size_t i = 0; i < PAGES; i++) {
		w.span[i][0] =
			(struct span){ strlen(text[i]), i == 4 ? ORIGIN_ID : ORIGIN_DOCUMENT, i ? "x.md" : NULL };
		w.a[i] = (struct artifact){ path[i], ARTIFACT_FILE, sv(text[i]), NULL, 1 };
	}
	return w;
}

struct outcome {
	bool cleared;
	size_t searched, soft;
};

static struct outcome run(struct world *w, bool remember)
{
	struct told_records told = { w->record, 4 };
	const struct identity_source source = { told_each, &told };
	unsigned char secret[16] = "0123456789abcde";
	struct gate_options o = { .policy = &w->policy, .cleared = file, .program = &w->program, .threads = 2 };
	struct identity_set *set = NULL;
	struct diags ds = DIAGS_INIT;
	struct clearance *c = NULL;
	struct outcome out;
	struct gate *g;

	secret[0] = (unsigned char)w->a[0].bytes.n; /* the key of the process is not part of it */
	assert_int_equal(identity_set_from(&set, &source, &w->policy, secret), 0);
	o.values = set;
	assert_int_equal(gate_new(&g, &o, &ds), 0);
	for (size_t i = 0; i < PAGES; i++) {
		w->a[i].spans = w->span[i];
		sink_put(gate_sink(g), &w->a[i]);
	}
	out.cleared = gate_finish(g, &c, &ds) == 0;
	out.searched = gate_searched(g);
	out.soft = gate_soft_passed(g);
	if (remember) gate_remember(g);
	clearance_free(c);
	gate_free(g);
	identity_set_free(set);
	diags_dispose(&ds);
	return out;
}

/* All of it is searched, and remembered. */
static void first(void)
{
	struct world w = usual();

	unlink(file);
	struct outcome o = run(&w, true);
	assert_true(o.cleared);
	assert_int_equal(o.searched, PAGES);
	assert_int_equal(o.soft, 1);
}

static void what_is_the_same_is_not_searched(void **state)
{
	struct world w = usual();

	(void)state;
	first();
	for (int again = 0; again < 3; again++) {
		struct outcome o = run(&w, again == 1);

		assert_true(o.cleared);
		assert_int_equal(o.searched, 1); /* f.html prints a short digest */
		assert_int_equal(o.soft, 1);
	}
}

static void what_is_another_is_searched(void **state)
{
	struct world w = usual();

	(void)state;
	first();
	w.a[1].bytes = sv("a Young colleague wrote!");
	w.span[1][0].end = w.a[1].bytes.n;
	w.a[2].path = "c/e.html";
	w.span[3][0].origin = ORIGIN_TEXT;
	w.span[5][0].source = "y.md";
	assert_int_equal(run(&w, false).searched, 1 + 4);
	w = usual();
	w.a[0].nspans = 2;
	w.span[0][1] = w.span[0][0];
	w.span[0][0].end = 3;
	assert_int_equal(run(&w, false).searched, 1 + 1);
}

static void what_the_verdict_rests_on(void **state)
{
	static struct sv certified[] = { { "Alder Society", 13 } };
	struct world w = usual();

	(void)state;
	first();
	w.record[2].value = "Quillmark Analytic Ltd";
	assert_int_equal(run(&w, false).searched, PAGES);
	w = usual();
	w.record[3].person = 2;
	assert_int_equal(run(&w, false).searched, PAGES);
	w = usual();
	w.record[0].kind = FIELD_LAST_NAME;
	assert_int_equal(run(&w, false).searched, PAGES);
	w = usual();
	w.policy.nordinary = 0;
	assert_int_equal(run(&w, false).searched, PAGES);
	w = usual();
	w.policy.certified = certified;
	w.policy.ncertified = 1;
	assert_int_equal(run(&w, false).searched, PAGES);
	w = usual();
	w.program.b[31] ^= 1;
	assert_int_equal(run(&w, false).searched, PAGES);
	/* Somebody new, of whom a page that was clean speaks: found. */
	w = usual();
	w.record[2].value = "records of peers";
	assert_false(run(&w, true).cleared);
	w = usual();
	assert_int_equal(run(&w, false).searched, 1); /* and what is remembered stays as it was */
}

/* Each byte of the file changed, and the file cut off anywhere: everything is searched, and the verdict is the same. */
static void damaged(void **state)
{
	struct world w = usual();
	struct str good = STR_INIT, err = STR_INIT;

	(void)state;
	first();
	assert_int_equal(fs_read(&good, file, FS_MAX_TEXT, &err), 0);
	for (size_t i = 0; i < good.len; i++) {
		good.ptr[i] = (char)(good.ptr[i] ^ 0x10);
		assert_int_equal(fs_write_atomic(file, sv_of(&good), 0600, &err), 0);
		assert_int_equal(run(&w, false).searched, PAGES);
		good.ptr[i] = (char)(good.ptr[i] ^ 0x10);
		assert_int_equal(fs_write_atomic(file, sv_n(good.ptr, i), 0600, &err), 0);
		assert_int_equal(run(&w, false).searched, PAGES);
	}
	assert_int_equal(fs_write_atomic(file, sv_of(&good), 0600, &err), 0);
	assert_int_equal(run(&w, false).searched, 1);
	unlink(file);
	assert_int_equal(run(&w, false).searched, PAGES);
	str_dispose(&good);
	str_dispose(&err);
}

/* A page whose texts were approved is not asked about again while the decisions are the same, and is as soon as they are not. */
static bool passes(const char *workspace, size_t *searched)
{
	struct world w = usual();
	struct told_records told = { w.record, 4 };
	const struct identity_source source = { told_each, &told };
	const struct settings settings = { .reviews = "reviews.csv" };
	const unsigned char secret[16] = "0123456789abcde";
	struct gate_options o = { .policy = &w.policy,
		.settings = &settings,
		.workspace = workspace,
		.cleared = file,
		.program = &w.program,
		.threads = 1 };
	struct identity_set *set = NULL;
	struct diags ds = DIAGS_INIT;
	struct clearance *c = NULL;
	struct gate *g;
	const struct span text = { strlen("Ask me about audits."), ORIGIN_TEXT, NULL };
	const struct artifact a = { "h.html", ARTIFACT_FILE, SV_LIT("Ask me about audits."), &text, 1 };

	assert_int_equal(identity_set_from(&set, &source, &w.policy, secret), 0);
	o.values = set;
	assert_int_equal(gate_new(&g, &o, &ds), 0);
	sink_put(gate_sink(g), &a);
	bool passed = gate_finish(g, &c, &ds) == 0;
	*searched = gate_searched(g);
	if (passed) gate_remember(g);
	clearance_free(c);
	gate_free(g);
	identity_set_free(set);
	diags_dispose(&ds);
	return passed;
}

static void what_was_approved_may_not_be_any_more(void **state)
{
	char workspace[] = "/tmp/mp_decided_XXXXXX";
	struct settings settings = { .reviews = "reviews.csv" };
	struct str err = STR_INIT;
	struct diags ds = DIAGS_INIT;
	size_t searched;

	(void)state;
	assert_non_null(mkdtemp(workspace));
	const struct run run = { .workspace = workspace, .as_of = date_civil(2026, 3, 13), .role = "committee" };
	unlink(file);
	assert_false(passes(workspace, &searched)); /* nobody decided */
	assert_int_equal(reviews_append(&run, &settings, sv("Ask me about audits."), "accept", SV_LIT(""), &ds), 0);
	assert_true(passes(workspace, &searched));
	assert_int_equal(searched, 1);
	assert_true(passes(workspace, &searched));
	assert_int_equal(searched, 0);
	assert_int_equal(reviews_append(&run, &settings, sv("Another text."), "accept", SV_LIT(""), &ds), 0);
	assert_true(passes(workspace, &searched));
	assert_int_equal(searched, 0);
	assert_int_equal(reviews_append(&run, &settings, sv("Ask me about audits."), "hold", SV_LIT(""), &ds), 0);
	assert_false(passes(workspace, &searched)); /* recognized, and refused all the same */
	assert_int_equal(searched, 0);
	fs_remove_tree(workspace, &err);
	assert_false(passes(workspace, &searched));
	str_dispose(&err);
	diags_dispose(&ds);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(what_was_approved_may_not_be_any_more),
		cmocka_unit_test(what_is_the_same_is_not_searched), cmocka_unit_test(what_is_another_is_searched),
		cmocka_unit_test(what_the_verdict_rests_on), cmocka_unit_test(damaged) };
	int fd = mkstemp(file), r;

	if (fd < 0) return 1;
	close(fd);
	r = cmocka_run_group_tests(tests, NULL, NULL);
	unlink(file);
	return r;
}
