/* Statements that do not agree with what they speak of. */
#include "publish/support.h"

#include "publish/verify_statement.h"

static const char json[] =
	"{\n  \"statement\": 1,\n  \"edition\": 3,\n  \"as_of\": \"2026-03-13\",\n  \"cycle\": \"\",\n  \"k\": 5,\n"
	"  \"audience\": \"members\",\n  \"policy\": \"ab12\",\n  \"gate\": \"passed\",\n  \"restores\": 2,\n  "
	"\"pools\": [\n"
	"    {\n      \"pool\": \"mentors\",\n      \"drawn\": \"2026-03-12\",\n      \"k\": 6,\n      \"profiles\": "
	"4,\n"
	"      \"groups\": 2,\n      \"digest\": \"cd34\"\n    },\n    {\n      \"pool\": \"peers\",\n      \"k\": 5\n "
	"   }\n  ]\n}\n";

static void a_statement_is_read(void **state)
{
	struct scratch *s = *state;
	struct statement_read r;

	statement_read(&r, &s->mem, sv(json));
	assert_string_equal(r.edition, "3");
	assert_string_equal(r.as_of, "2026-03-13");
	assert_string_equal(r.cycle, "");
	assert_string_equal(r.k, "5");
	assert_string_equal(r.restores, "2");
	assert_int_equal(r.npools, 2);
	assert_string_equal(r.pool[0].code, "mentors");
	assert_string_equal(r.pool[0].drawn, "2026-03-12");
	assert_int_equal(r.pool[0].k, 6);
	assert_int_equal(r.pool[0].profiles, 4);
	assert_int_equal(r.pool[0].groups, 2);
	assert_string_equal(r.pool[0].digest, "cd34");
	assert_int_equal(r.pool[1].profiles, -1);
	statement_read(&r, &s->mem, sv("no statement"));
	assert_string_equal(r.edition, "");
	assert_int_equal(r.npools, 0);
}

static void an_edition_without_a_statement_is_told(void **state)
{
	static const struct file bare[] = { { "index.html", "x\n" }, { "sub/a.html", "y\n" }, { "sub/b.html", "z\n" } };
	struct scratch *s = *state;
	struct job j = JOB(s->site, bare, 1, "edition-0001");
	struct history *h = NULL;
	size_t checked = 0;

	publish_now(s, &j);
	assert_int_equal(history_open(&h, s->site, &s->ds), 0);
	assert_int_equal(history_verify_statements(h, &checked, &s->ds), -1);
	assert_int_equal(checked, 1);
	assert_true(said(&s->ds, "H110", "its privacy statement, is missing"));
	history_close(h);
}

/* git hash-object of the same bytes */
static void ids_are_those_of_git(void **state)
{
	char id[41];

	(void)state;
	history_blob_id(sv("first\n"), id);
	assert_string_equal(id, "9c59e24b8393179a5d712de4f990178df5734d99");
	history_blob_id(sv(""), id);
	assert_string_equal(id, "e69de29bb2d1d6434b8b29ae775ad8c2e48c5391");
}

static void a_repository_by_itself_has_no_folder_to_check(void **state)
{
	static const struct file one[] = { { "index.html", "x\n" }, { "sub/a.html", "y\n" }, { "sub/b.html", "z\n" } };
	struct scratch *s = *state;
	struct job j = JOB(s->site, one, 1, "edition-0001");
	struct str err = STR_INIT;
	struct history *h = NULL;
	size_t objects = 0;

	publish_now(s, &j);
	fs_remove_tree(fs_join(&s->mem, s->site, "public"), &err);
	assert_int_equal(history_open_clone(&h, fs_join(&s->mem, s->site, "repo.git"), &s->ds), 0);
	assert_int_equal(history_verify(h, &objects, &s->ds), 0);
	assert_true(objects > 0);
	history_close(h);
	assert_int_equal(history_open_clone(&h, s->root, &s->ds), -1);
	assert_true(said(&s->ds, "H015", "no git repository"));
	str_dispose(&err);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(a_statement_is_read, scratch_begin, scratch_end),
		cmocka_unit_test_setup_teardown(an_edition_without_a_statement_is_told, scratch_begin, scratch_end),
		cmocka_unit_test(ids_are_those_of_git),
		cmocka_unit_test_setup_teardown(
			a_repository_by_itself_has_no_folder_to_check, scratch_begin, scratch_end),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
