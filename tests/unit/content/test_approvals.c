/* test_approvals: what an auditor asks of a signature. */
#include "workspace_each.h"

/* The signatures begin on line 10 of the file. */
static void sign(const char *lists)
{
	const char *head = "title: T\nnumber: MP-02.03\neffective: 2026-02-01\noriginal_issue: 2009-10-19\nchanges: c\n"
			   "review_due: 2040-01-01\napproved: 2026-01-20\n";
	struct frontmatter f;
	char *draft = arena_printf(&w.mem, "---\n%s---\nx\n", head);
	assert_int_equal(frontmatter_split(&f, &w.mem, "x.md", sv(draft), &w.ds), 0);
	struct sha256 d = frontmatter_revision(&f);
	ws_put(&w, "content/officers.yml",
		"- {name: Ada Example, office: Chair}\n- {name: José Beispiel, office: Liaison}\n");
	ws_put(&w, "content/sops/MP-02.03.md",
		arena_printf(&w.mem, "---\n%sfingerprint: \"%.16s\"\n%s---\nx\n", head, sha256_hex(&d).z, lists));
	w.run.as_of = date_civil(2026, 3, 14);
	ws_load(&w);
}

#define REVIEWED "reviewed_by:\n  - {name: José Beispiel, date: 2026-01-10, meaning: Read, method: On file}\n"
#define APPROVED "approved_by:\n  - {name: Ada Example, date: 2026-01-20, meaning: For use, method: On file}\n"
static const char file[] = "content/sops/MP-02.03.md";

static void whole(void **state)
{
	(void)state;
	sign(REVIEWED APPROVED);
	ws_expect_none(&w);
	sign(APPROVED); /* nobody has to review */
	ws_expect_none(&w);
}

static void order_of_signatures(void **state)
{
	(void)state;
	sign("reviewed_by:\n  - {name: José Beispiel, date: 2026-01-20, meaning: Read, method: On file}\n" APPROVED);
	ws_expect_none(&w); /* the same day is in order */
	sign("approved_by:\n  - {name: Ada Example, date: 2026-01-19, meaning: For use, method: On "
	     "file}\nreviewed_by:\n"
	     "  - {name: José Beispiel, date: 2026-01-20, meaning: Read, method: On file}\n");
	ws_expect(&w, "C064", file, 13, 33);
	assert_int_equal(w.ds.errors, 0);
	sign("approved_by:\n  - {name: Ada Example, date: 2026-01-21, meaning: For use, method: On file}\n");
	ws_expect(&w, "C065", file, 11, 31);
	sign("approved_by:\n  - {name: Ada Example, date: 2026-02-02, meaning: For use, method: On file}\n");
	ws_expect(&w, "C052", file, 11, 31);
	assert_int_equal(ws_count(&w, "C065"), 0); /* told once */
}

static void four_eyes(void **state)
{
	(void)state;
	sign("reviewed_by:\n  - {name: ada example, date: 2026-01-10, meaning: Read, method: On file}\n" APPROVED);
	ws_expect(&w, "C066", file, 11, 3);
	assert_int_equal(w.ds.errors, 0);
	sign("reviewed_by:\n  - {name: Ada Example, date: 2026-01-10, meaning: Read, method: On file}\n"
	     "  - {name: José Beispiel, date: 2026-01-10, meaning: Read, method: On file}\n" APPROVED);
	ws_expect_none(&w);
}

static void meaning_and_method(void **state)
{
	(void)state;
	sign("approved_by:\n  - {name: Ada Example, date: 2026-01-20}\n");
	ws_expect(&w, "C067", file, 11, 12);
	assert_has(ws_find(&w, "C067")->text, "what it means and how it was given");
	sign("approved_by:\n  - {name: Ada Example, date: 2026-01-20, meaning: For use}\n");
	assert_has(ws_find(&w, "C067")->text, "does not say how it was given");
	sign("approved_by:\n  - {name: Ada Example, date: 2026-01-20, method: On file}\n");
	assert_has(ws_find(&w, "C067")->text, "does not say what it means");
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, open_ws, close_ws)
int main(void)
{
	const struct CMUnitTest tests[] = { TEST(whole), TEST(order_of_signatures), TEST(four_eyes),
		TEST(meaning_and_method) };
	return cmocka_run_group_tests(tests, NULL, NULL);
}
