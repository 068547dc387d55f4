/* test_clause_tally: what is new, gone and reworded; layout does not count. */
#include "content/clause_tally.h"
#include "workspace.h"

static void clauses_are_counted(void **state)
{
	(void)state;
	struct arena mem = ARENA_INIT;
	struct clause_tally t;
	clause_tally(&t, &mem,
		SV_LIT("Before.\n\n## 1. Purpose\n\nTo try.\n\n- **1.1** Old words\n  go on.\n\n1.2 "
		       "Same\nwords.\n\n1.3 Gone.\n"),
		SV_LIT("Before.\n\n## 1. Purpose\n\nTo try.\n\n- **1.1** New words\n  go on.\n\n1.2   Same "
		       "words.\n\n1.10 "
		       "Added.\n\n1. an item\n2. another\n"));
	assert_int_equal(t.same, 2); /* 1 and 1.2 */
	assert_string_equal(t.reworded_list, "1.1");
	assert_string_equal(t.added_list, "1.10");
	assert_string_equal(t.removed_list, "1.3");
	assert_int_equal(t.reworded + t.added + t.removed, 3);
	assert_false(t.unnumbered);
	clause_tally(&t, &mem, SV_LIT("A\n5.1 x\n"), SV_LIT("B\r\n5.1 x\r\n"));
	assert_int_equal(t.same, 1);
	assert_true(t.unnumbered);
	clause_tally(&t, &mem, SV_LIT(""), SV_LIT(""));
	assert_int_equal(t.same + t.reworded + t.added + t.removed, 0);
	assert_false(t.unnumbered);
	arena_dispose(&mem);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(clauses_are_counted) };
	return cmocka_run_group_tests(tests, NULL, NULL);
}
