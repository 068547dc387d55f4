/* The policy: the sample reads, and everything that may be wrong with one is said with its place. Reviews are tested here too:
 * both are small files of a workspace. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <unistd.h>
#include "base/fs.h"
#include "privacy/policy.h"
#include "privacy/review.h"

static const struct settings settings = { .policy = "policy.yml", .reviews = "reviews.csv" };
static const char head[] =
	"k: 5\nclasses:\n  private: [first_name]\npools:\n  mentors:\n    kind: mentor\n    title: Mentor\n";
static const char grouped[] = "    grouped: [{field: main_area, label: Area, vocab: areas, weight: 4}]\n";

struct fixture {
	char dir[32];
	struct arena mem;
	struct diags ds;
	struct run run;
	struct policy policy;
	struct vocabs vocabs;
	int result;
};

static void put(struct fixture *f, const char *name, const char *text)
{
	struct str err = STR_INIT;

	assert_int_equal(fs_write_atomic(fs_join(&f->mem, f->dir, name), sv(text), 0644, &err), 0);
	str_dispose(&err);
}

static void begin(struct fixture *f)
{
	static const struct vocab_value root = { .code = { "*", 1 }, .leaf = true, .leaves = 1 };
	static const struct vocab areas = { .name = "areas", .value = &root, .n = 1 };
	static const struct vocab *const list[] = { &areas };

	*f = (struct fixture){
		.dir = "/tmp/mp-policy-XXXXXX", .mem = ARENA_INIT, .ds = DIAGS_INIT, .vocabs = { list, 1 }
	};
	assert_non_null(mkdtemp(f->dir));
	f->run = (struct run){ .workspace = f->dir, .as_of = date_civil(2026, 3, 14), .role = "headquarters" };
}

static void end(struct fixture *f)
{
	struct str err = STR_INIT;

	fs_remove_tree(f->dir, &err);
	str_dispose(&err);
	diags_dispose(&f->ds);
	arena_dispose(&f->mem);
}

static void load(struct fixture *f, const char *a, const char *b, const char *c)
{
	static const struct mapped_field fields[] = { { "first_name", { "records/mappings/mentor.yml", 5, 3 }, NULL },
		{ "main_area", { "records/mappings/mentor.yml", 6, 3 }, "areas" } };

	put(f, "policy.yml", arena_printf(&f->mem, "%s%s%s", a, b, c));
	f->result = policy_load(&f->policy, &f->mem, &f->run, &settings, &f->vocabs, fields, 2, &f->ds);
}

static void test_good(void **state)
{
	struct fixture f;

	(void)state;
	begin(&f);
	load(&f, head, grouped, "    text: profile\nordinary_words: [may, young]\ncertified: Alder Society\n");
	assert_int_equal(f.result, 0);
	assert_int_equal(f.policy.npools, 1);
	assert_int_equal(f.policy.pool[0].ngrouped, 1);
	assert_int_equal(f.policy.pool[0].field[0].weight, 4);
	assert_int_equal(policy_class(&f.policy, "main_area"), CLASS_GROUPED);
	assert_int_equal(policy_class(&f.policy, "profile"), CLASS_PROFILE_TEXT);
	assert_int_equal(policy_class(&f.policy, "first_name"), CLASS_PRIVATE);
	assert_int_equal(policy_class(&f.policy, "email"), CLASS_NONE);
	assert_int_equal(f.policy.nordinary, 2);
	assert_int_equal(f.policy.ncertified, 1);
	end(&f);
}

struct bad {
	const char *a, *b, *c, *code;
	unsigned line;
	const char *file;
};

static void test_bad(void **state)
{
	static const struct bad bad[] = {
		{ "k: 4\nclasses:\n  private: [first_name]\npools:\n  mentors:\n    kind: mentor\n    title: M\n",
			grouped, "", "P021", 1, NULL },
		{ "k: 7\naudience: public\nclasses:\n  private: [first_name]\npools:\n  mentors:\n    kind: mentor\n   "
		  " title: M\n",
			grouped, "", "P021", 1, NULL },
		{ head, "", "", "P001", 6, "records/mappings/mentor.yml" },
		{ head, "    grouped: [{field: main_area, label: Area, vocab: area}]\n", "", "P012", 8, NULL },
		{ head, "    grouped: [{field: main_areas, label: Area, vocab: areas}]\n", "", "P010", 8, NULL },
		{ head, grouped, "    profile: [{field: main_area, vocab: areas}]\n", "P016", 9, NULL },
		{ head, grouped, "    profile: [{field: first_name, vocab: areas}]\n", "P002", 0, NULL },
		{ "classes:\n  private: [first_name]\n  ignore: [first_name]\npools:\n  mentors:\n    kind: mentee\n   "
		  " title: M\n",
			grouped, "", "P011", 3, NULL },
		{ "classes:\n  private: [first_name]\npools:\n  mentors:\n    kind: mentee\n    title: M\n", grouped,
			"", "P018", 5, NULL },
		{ "classes:\n  private: [first_name]\n", "", "", "P019", 1, NULL },
	};

	(void)state;
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		struct fixture f;
		const struct diag *found = NULL;

		begin(&f);
		load(&f, bad[i].a, bad[i].b, bad[i].c);
		assert_int_equal(f.result, -1);
		for (size_t d = 0; d < f.ds.n; d++)
			if (strcmp(f.ds.at[d].code, bad[i].code) == 0) found = &f.ds.at[d];
		if (!found) fail_msg("%s was not reported", bad[i].code);
		assert_int_equal(found->at.line, bad[i].line);
		assert_string_equal(found->at.file, bad[i].file ? bad[i].file : "policy.yml");
		end(&f);
	}
}

static void test_unknown_key_and_missing_file(void **state)
{
	struct fixture f;

	(void)state;
	begin(&f);
	load(&f, "audiense: members\n", head, grouped);
	assert_int_equal(f.result, -1);
	assert_int_equal(f.ds.at[0].at.line, 1);
	end(&f);
	begin(&f);
	assert_int_equal(policy_load(&f.policy, &f.mem, &f.run, &settings, &f.vocabs, NULL, 0, &f.ds), -1);
	assert_string_equal(f.ds.at[0].code, "P003");
	end(&f);
}

static void test_reviews(void **state)
{
	struct fixture f;
	struct reviews r;
	bool held = true;

	(void)state;
	begin(&f);
	assert_int_equal(reviews_load(&r, &f.run, &settings, &f.ds), 0);
	assert_null(reviews_approved(&r, sv("I like audits."), &held));
	assert_false(held);
	reviews_dispose(&r);
	assert_int_equal(reviews_append(&f.run, &settings, sv("I like audits."), "accept", sv(""), &f.ds), 0);
	assert_int_equal(
		reviews_append(&f.run, &settings, sv("I work at X, \"Y\"."), "mask", sv("I work, \"Y\"."), &f.ds), 0);
	assert_int_equal(reviews_append(&f.run, &settings, sv("Call me."), "accept", sv(""), &f.ds), 0);
	assert_int_equal(reviews_append(&f.run, &settings, sv("Call me."), "hold", sv(""), &f.ds), 0);
	assert_int_equal(reviews_load(&r, &f.run, &settings, &f.ds), 0);
	assert_string_equal(reviews_approved(&r, sv("  I like\n audits. "), &held), "I like audits.");
	assert_null(reviews_approved(&r, sv("I like audits!"), &held));
	assert_string_equal(reviews_approved(&r, sv("I work at X, \"Y\"."), NULL), "I work, \"Y\".");
	assert_null(reviews_approved(&r, sv("Call me."), &held));
	assert_true(held);
	reviews_dispose(&r);
	put(&f, "reviews.csv", "text_digest,decision\nabc,accept\n");
	assert_int_equal(reviews_load(&r, &f.run, &settings, &f.ds), -1);
	assert_int_equal(f.ds.at[0].at.line, 2);
	reviews_dispose(&r);
	end(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_good), cmocka_unit_test(test_bad),
		cmocka_unit_test(test_unknown_key_and_missing_file), cmocka_unit_test(test_reviews) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
