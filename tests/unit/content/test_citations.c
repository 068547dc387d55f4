/* test_citations: what of ours names a document that others hold, and where references lead. */
#include "workspace_each.h"

static void register_and_citations(void **state)
{
	(void)state;
	ws_put(&w, "content/documents.csv",
		"number,title,version,holder,url\nCP-12,Units,CP-12.04,Board,https://example.org/"
		"4\nCP-12,Units,CP-12.05,"
		"Board,https://example.org/5\nHQ-07,Records,02,Headquarters,\nBL-01,Bylaws,,Board,\n");
	ws_put(&w, "content/pages/a.md", "---\ntitle: A\n---\nSee CP-12.xx, CP-12.xx and HQ-07.\n");
	ws_put(&w, "content/pages/b.md", "---\ntitle: B\n---\nNot XCP-12.xx, CP-123 or CP-12a, but ACP-12-3.\n");
	ws_put_sop(&w, "MP-02.01", "", "2010-01-01",
		"references: [CP-12.04 as it was, \"MP-02.xx, this document\", Handbook, ZZ-01.xx]\n", "HQ-07.02 x\n");
	w.run.as_of = date_civil(2026, 3, 14);
	ws_load(&w);
	const struct outside_document *o = w.corpus->outside;
	assert_int_equal(o[0].ncited_by, 1);
	assert_string_equal(o[0].cited_by[0]->id, "MP-02.01");
	assert_false(o[0].newest);
	assert_true(o[1].newest);
	assert_int_equal(o[1].ncited_by, 1);
	assert_string_equal(o[1].cited_by[0]->id, "a");
	assert_int_equal(o[2].ncited_by, 2);
	assert_true(sv_is(o[2].full, "HQ-07.02"));
	assert_string_equal(o[2].address, "documents.html#HQ-07");
	assert_int_equal(o[3].ncited_by, 0);
	assert_has(ws_html(&w, DOC_PAGE, "a"), "href=\"https://example.org/5\"");
	assert_has(ws_html(&w, DOC_PAGE, "a"), "href=\"documents.html#HQ-07\"");
	assert_has(ws_html(&w, DOC_SOP, "MP-02.01"), "href=\"../documents.html#HQ-07\"");
	const struct document *d = corpus_find(w.corpus, DOC_SOP, "MP-02.01");
	assert_int_equal(d->nreferences, 4);
	assert_string_equal(d->reference[0].href, "https://example.org/4");
	assert_string_equal(d->reference[1].href, "docs/MP-02.html");
	assert_null(d->reference[2].href);
	assert_null(d->reference[3].href);
	assert_int_equal(w.ds.errors, 0);
	assert_int_equal(d->reference[3].at.line, 8);
	assert_true(ws_count(&w, "C040") >= 1); /* ZZ-01 */
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, open_ws, close_ws)
int main(void)
{
	const struct CMUnitTest tests[] = { TEST(register_and_citations) };
	return cmocka_run_group_tests(tests, NULL, NULL);
}
