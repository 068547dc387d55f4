/* test_document: the head of content files, each mistake at its exact place, and what a revision depends on. */
#include "workspace_each.h"

static void kinds_and_addresses(void **state)
{
	(void)state;
	ws_put(&w, "content/pages/index.md",
		"---\ntitle: Two members, one plan\nlead: A lead.\ngain: [A certificate, Two units]\n---\nText.\n");
	ws_put(&w, "content/pages/contact.md", "---\ntitle: Contact\nnav: 3\n---\nWrite.\n");
	ws_put(&w, "content/faqs/pause.md",
		"---\ntitle: Can I pause?\naudience: mentors\norder: 2\nupdated: 2026-01-05\n---\nYes.\n");
	ws_put(&w, "content/faqs/apply.md", "---\ntitle: Who may apply?\naudience: everyone\norder: 1\n---\nYou.\n");
	ws_put(&w, "content/guidance/mentor.md",
		"---\ntitle: For mentors\nrole: mentor\nreview_due: 2027-01-01\n---\nText.\n");
	ws_put(&w, "content/tools/plan.md", "---\ntitle: Plan\n---\nText for a mentor.\n");
	ws_put(&w, "content/definitions/mentor.md", "---\ntitle: Mentor\n---\nA guide.\n");
	ws_load(&w);
	ws_expect_none(&w);
	static const char *const path[] = { "contact.html", "index.html", "faqs.html#apply", "faqs.html#pause",
		"guidance-mentor.html", "tool-plan.html", "definitions.html#mentor" };
	assert_int_equal(w.corpus->ndocs, 7);
	for (size_t i = 0; i < 7; i++) assert_string_equal(w.corpus->doc[i]->path, path[i]);
	const struct document *index = corpus_find(w.corpus, DOC_PAGE, "index");
	assert_int_equal(index->ngain, 2);
	assert_true(sv_is(index->gain[1], "Two units"));
	assert_false(index->nav);
	assert_true(corpus_find(w.corpus, DOC_PAGE, "contact")->nav);
	assert_int_equal(corpus_find(w.corpus, DOC_FAQ, "pause")->updated, date_civil(2026, 1, 5));
	assert_int_equal(strlen(index->revision_short), 7);
	assert_string_equal(ws_html(&w, DOC_FAQ, "pause"), "<p>Yes.</p>\n");
	assert_int_equal(index->body.spans.at[0].origin, ORIGIN_DOCUMENT);
	assert_string_equal(index->body.spans.at[0].source, "content/pages/index.md");
}

static void mistakes_have_places(void **state)
{
	(void)state;
	ws_put(&w, "content/faqs/a.md", "No head\n");
	ws_put(&w, "content/faqs/b.md", "---\ntitle: B\n\ntext\n");
	ws_put(&w, "content/faqs/c.md", "---\ntitle: C\naudience: everybody\n---\n");
	ws_put(&w, "content/faqs/d.md", "---\ntitle: \"\"\naudience: members\n---\n");
	ws_put(&w, "content/faqs/Bad Name.md", "---\ntitle: E\n---\n");
	ws_put(&w, "content/notes.txt", "x");
	ws_load(&w);
	ws_expect(&w, "C002", "content/faqs/a.md", 1, 1);
	ws_expect(&w, "C003", "content/faqs/b.md", 1, 1);
	ws_expect(&w, "C006", "content/faqs/c.md", 3, 11);
	ws_expect(&w, "C005", "content/faqs/d.md", 2, 8);
	assert_int_equal(ws_count(&w, "C004"), 2);
	assert_int_equal(w.ds.warnings, 1);
}

static void yaml_problems_count_from_the_top(void **state)
{
	(void)state;
	ws_put(&w, "content/faqs/a.md", "---\ntitle: A\naudience: members\naudiense: members\n---\n");
	ws_put(&w, "content/faqs/b.md", "---\naudience: members\n---\n");
	ws_put(&w, "content/faqs/c.md", "---\r\ntitle: C\r\naudience: members\r\nupdated: 5 May\r\n---\r\nText.\r\n");
	ws_load(&w);
	assert_int_equal(w.ds.errors, 3);
	for (size_t i = 0; i < w.ds.n; i++) {
		const struct diag *d = &w.ds.at[i];
		if (strcmp(d->at.file, "content/faqs/a.md") == 0) assert_int_equal(d->at.line, 4);
		if (strcmp(d->at.file, "content/faqs/c.md") == 0) assert_int_equal(d->at.line, 4);
	}
}

static void not_utf8_is_told_with_place(void **state)
{
	(void)state;
	ws_put(&w, "content/faqs/a.md", "---\ntitle: A\naudience: members\n---\nab \xE9t\xE9\n");
	ws_load(&w);
	ws_expect(&w, "C001", "content/faqs/a.md", 5, 4);
}

static void role_pages_are_whole(void **state)
{
	(void)state;
	ws_put(&w, "content/pages/peer.md",
		"---\ntitle: Peer\nrole: peer\nsteps: [Search, Apply]\nsearch: peers\n---\n");
	ws_put(&w, "content/pages/mentor.md",
		"---\ntitle: Mentor\nrole: mentor\nsteps: [Apply]\napply: mentor_application\n---\n");
	ws_load(&w);
	ws_expect(&w, "C005", "content/pages/peer.md", 3, 7);
	assert_has(ws_find(&w, "C005")->text, "apply");
}

static void drafts_are_left_out_and_counted(void **state)
{
	(void)state;
	ws_put(&w, "content/pages/a.md", "---\ntitle: A\ndraft: yes\nunknown: but not looked at\n---\nText <b>x</b>\n");
	ws_put(&w, "content/pages/b.md", "---\ntitle: B\n---\n");
	ws_load(&w);
	ws_expect_none(&w);
	assert_int_equal(w.corpus->drafts, 1);
	assert_null(corpus_find(w.corpus, DOC_PAGE, "a"));
	ws_put(&w, "content/pages/a.md", "---\ntitle: A\ndraft: yes\n---\nText\n");
	ws_load_drafts(&w, true);
	ws_expect_none(&w);
	assert_int_equal(w.corpus->drafts, 0);
	assert_true(sv_is(corpus_find(w.corpus, DOC_PAGE, "a")->watermark, "DRAFT"));
}

static struct sha256 revision(const char *text)
{
	struct frontmatter f;
	assert_int_equal(frontmatter_split(&f, &w.mem, "x.md", sv(text), &w.ds), 0);
	return frontmatter_revision(&f);
}

static void revision_is_about_the_text(void **state)
{
	(void)state;
	struct sha256 base = revision("---\ntitle: A\nowner: B\n---\nOne\n\nTwo\n");
	static const char *const same[] = {
		"---\nowner: \"B\"\ntitle: A # note\n---\nOne\n\nTwo\n",
		"---\r\ntitle: A\r\nowner: B\r\n---\r\n\r\nOne  \r\n\r\nTwo",
		"---\ntitle: A\nowner: B\napproved: 2020-01-01\nretired: 2021-01-01\nfingerprint: x\napproved_by: "
		"[]\ndraft: no\n---\nOne\n\nTwo\n\n\n",
	};
	static const char *const other[] = { "---\ntitle: A\nowner: C\n---\nOne\n\nTwo\n",
		"---\ntitle: A\nowner: B\n---\nOne\nTwo\n", "---\ntitle: A\nowner: B\n---\nOne\n\n Two\n",
		"---\ntitle: A\n---\nOne\n\nTwo\n", "---\ntitle: A\nowner: [B]\n---\nOne\n\nTwo\n" };
	for (size_t i = 0; i < sizeof same / sizeof *same; i++) {
		struct sha256 d = revision(same[i]);
		assert_true(sha256_eq(&base, &d));
	}
	for (size_t i = 0; i < sizeof other / sizeof *other; i++) {
		struct sha256 d = revision(other[i]);
		assert_false(sha256_eq(&base, &d));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(kinds_and_addresses, open_ws, close_ws),
		cmocka_unit_test_setup_teardown(mistakes_have_places, open_ws, close_ws),
		cmocka_unit_test_setup_teardown(yaml_problems_count_from_the_top, open_ws, close_ws),
		cmocka_unit_test_setup_teardown(not_utf8_is_told_with_place, open_ws, close_ws),
		cmocka_unit_test_setup_teardown(role_pages_are_whole, open_ws, close_ws),
		cmocka_unit_test_setup_teardown(drafts_are_left_out_and_counted, open_ws, close_ws),
		cmocka_unit_test_setup_teardown(revision_is_about_the_text, open_ws, close_ws),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
