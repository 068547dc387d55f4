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

static void load_with(struct fixture *f, const struct mapped_field *more, const char *a, const char *b, const char *c)
{
	struct mapped_field fields[3] = { { "first_name", { "records/mappings/mentor.yml", 5, 3 }, NULL, false },
		{ "main_area", { "records/mappings/mentor.yml", 6, 3 }, "areas", false } };

	if (more) fields[2] = *more;
	put(f, "policy.yml", arena_printf(&f->mem, "%s%s%s", a, b, c));
	f->result = policy_load(&f->policy, &f->mem, &f->run, &settings, &f->vocabs, fields, more ? 3 : 2, &f->ds);
}

static void load(struct fixture *f, const char *a, const char *b, const char *c)
{
	load_with(f, NULL, a, b, c);
}

static const struct diag *find(const struct fixture *f, const char *code)
{
	for (size_t d = 0; d < f->ds.n; d++)
		if (strcmp(f->ds.at[d].code, code) == 0) return &f->ds.at[d];
	return NULL;
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
		{ head, grouped, "    profile: [{field: first_name, vocab: areas}]\n", "P002", 9, NULL },
		{ head, grouped, "    profile: [{field: first_name, vocab: areas}]\n", "P004", 9, NULL },
		{ head, grouped, "    profile: [{field: first_name, vocab: areas}]\n", "P100", 5,
			"records/mappings/mentor.yml" },
		{ "classes:\n  private: [first_name]\n  status: [main_area]\npools:\n  mentors:\n    kind: mentor\n    "
		  "title: "
		  "M\n",
			grouped, "", "P002", 8, NULL },
		{ "classes:\n  private: [first_name]\n  ignore: [main_area]\npools:\n  mentors:\n    kind: mentor\n    "
		  "title: "
		  "M\n",
			grouped, "", "P002", 8, NULL },
		{ "classes:\n  private: [first_name, no_such]\npools:\n  mentors:\n    kind: mentor\n    title: M\n",
			grouped, "", "P010", 2, NULL },
		{ head, grouped, "    text: main_area\n", "P016", 9, NULL },
		{ head, grouped, "    profile: [{field: available_from, vocab: areas}]\n", "P103", 9, NULL },
		{ head, grouped, "    profile: [{field: capacity, vocab: areas}]\n", "P103", 9, NULL },
		{ head, grouped, "    text: submitted_at\n", "P103", 9, NULL },
		{ head, "    grouped: [{field: main_area, vocab: areas, list: yes}]\n", "", "P014", 8, NULL },
		{ head, grouped, "  peers: {kind: mentor, title: Peer}\n", "P104", 9, NULL },
		{ head, grouped, "audience: everybody\n", "P020", 9, NULL },
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

/* A second mapping may not bring in what the first one's mapping promised otherwise. */
static void test_second_mapping(void **state)
{
	static const struct bad more[] = { { NULL, NULL, NULL, "P013", 8, "topics" },
		{ NULL, NULL, NULL, "P100", 4, NULL } };
	const struct mapped_field other = { "main_area", { "records/mappings/peer.yml", 4, 3 }, "areas", true },
				  unclassed = { "nickname", { "records/mappings/peer.yml", 7, 3 }, NULL, false };
	struct fixture f;

	(void)state;
	for (size_t i = 0; i < 2; i++) {
		const struct mapped_field field = { "main_area", { "records/mappings/peer.yml", 4, 3 }, more[i].file,
			false };

		begin(&f);
		load_with(&f, &field, head, grouped, "");
		assert_int_equal(f.result, -1);
		assert_int_equal(f.ds.errors, 1);
		assert_non_null(find(&f, more[i].code));
		assert_int_equal(find(&f, more[i].code)->at.line, more[i].line);
		end(&f);
	}
	begin(&f);
	load_with(&f, &other, head, grouped, "");
	assert_non_null(find(&f, "P102"));
	assert_int_equal(find(&f, "P102")->at.line, 8);
	end(&f);
	begin(&f);
	load_with(&f, &unclassed, head, grouped, "");
	assert_non_null(find(&f, "P001"));
	assert_string_equal(find(&f, "P001")->at.file, "records/mappings/peer.yml");
	end(&f);
}

static void test_weights(void **state)
{
	static const char *const weights[] = { "0", "-1", "1001", "99999999999999999999", "2.5", "much" };
	struct fixture f;

	(void)state;
	for (size_t i = 0; i < sizeof weights / sizeof *weights; i++) {
		begin(&f);
		load(&f, head,
			arena_printf(
				&f.mem, "    grouped: [{field: main_area, vocab: areas, weight: %s}]\n", weights[i]),
			"");
		assert_int_equal(f.result, -1);
		assert_int_equal(f.ds.errors, 1);
		assert_int_equal(f.ds.at[0].at.line, 8);
		end(&f);
	}
	begin(&f);
	load(&f, head, "    grouped: [{field: main_area, vocab: areas, weight: 1000}]\n", "");
	assert_int_equal(f.result, 0);
	assert_int_equal(f.policy.pool[0].field[0].weight, 1000);
	end(&f);
}

static void test_near_misses(void **state)
{
	static const struct {
		const char *a, *b, *word;
	} near[] = { { "audience: member\n", "", "members" }, { "", "    profil: []\n", "profile" },
		{ "", "    profile: [{field: main_aria, vocab: areas}]\n", "main_area" },
		{ "clases: {}\n", "", "classes" } };

	(void)state;
	for (size_t i = 0; i < sizeof near / sizeof *near; i++) {
		struct fixture f;

		begin(&f);
		load(&f, near[i].a, head, arena_printf(&f.mem, "%s%s", grouped, near[i].b));
		assert_int_equal(f.result, -1);
		assert_non_null(strstr(f.ds.at[0].help, near[i].word));
		end(&f);
	}
}

static void test_audience_and_floors(void **state)
{
	struct fixture f;

	(void)state;
	begin(&f);
	load(&f,
		"audience: public\nclasses:\n  private: [first_name]\npools:\n  mentors:\n    kind: mentor\n    title: "
		"M\n",
		grouped, "");
	assert_int_equal(f.result, 0);
	assert_int_equal(f.policy.k, 11);
	end(&f);
	begin(&f);
	load(&f, head, grouped, "  peers: {kind: peer, title: Peer, profile: [{field: main_area, vocab: areas}]}\n");
	assert_int_equal(f.result, 0); /* grouped here and profile there is the pools' own affair */
	assert_int_equal(policy_class(&f.policy, "main_area"), CLASS_PROFILE);
	end(&f);
	begin(&f);
	load(&f, head, grouped, "    profile: [{field: region, vocab: areas}]\n");
	assert_int_equal(f.result, 0); /* a warning: nothing feeds it */
	assert_non_null(find(&f, "P101"));
	end(&f);
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
		cmocka_unit_test(test_second_mapping), cmocka_unit_test(test_weights),
		cmocka_unit_test(test_near_misses), cmocka_unit_test(test_audience_and_floors),
		cmocka_unit_test(test_unknown_key_and_missing_file), cmocka_unit_test(test_reviews) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
