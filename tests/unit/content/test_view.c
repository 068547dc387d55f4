/* test_view: what a narrower circle of readers is given of a corpus, and that nothing in it leads to the rest. */
#include "workspace.h"
#include "content/view.h"

#define SOP(number, more)                                                                                              \
	"---\ntitle: Procedure " number "\nnumber: " number "\noriginal_issue: 2020-01-01\nchanges: Some\n" more       \
	"---\n## 1 First\n\n1.1 Text.\n"

static void documents(struct ws *w)
{
	ws_open(w);
	w->settings.readers = READERS_MEMBERS;
	ws_put(w, "content/faqs/open.md",
		"---\ntitle: Open?\naudience: everyone\nreaders: public\nclauses: [MP-02 1.1]\naliases: "
		"[faqs.html#was]\n"
		"---\nYes, see MP-02.xx.\n");
	ws_put(w, "content/faqs/closed.md",
		"---\ntitle: Closed?\naudience: everyone\nclauses: [MP-02 1.1]\n---\nYes.\n");
	ws_put(w, "content/guidance/inner.md", "---\ntitle: Inner\nreaders: participants\n---\nText.\n");
	ws_put(w, "content/pages/index.md", "---\ntitle: Home\n---\nText.\n");
	ws_put(w, "content/sops/MP-02.01.md",
		SOP("MP-02.01", "effective: 2020-01-01\napproved: 2020-01-01\nreaders: public\n"));
	ws_put(w, "content/sops/MP-02.02.md",
		SOP("MP-02.02", "effective: 2024-01-01\napproved: 2023-12-01\nsupersedes: MP-02.01\n"));
	ws_load_drafts(w, false);
	assert_non_null(w->corpus);
}

static void holds_only_what_is_for_its_readers(void **state)
{
	(void)state;
	struct ws w;
	struct view v;
	documents(&w);
	assert_int_equal(w.corpus->ndocs, 6);
	view_make(&v, w.corpus, READERS_PUBLIC);
	assert_int_equal(v.corpus.ndocs, 3); /* the home page's text, the open question, the first version */
	assert_non_null(corpus_find(&v.corpus, DOC_PAGE, "index"));
	assert_null(corpus_find(&v.corpus, DOC_FAQ, "closed"));
	view_dispose(&v);
	view_make(&v, w.corpus, READERS_MEMBERS);
	assert_int_equal(v.corpus.ndocs, 5);
	assert_null(corpus_find(&v.corpus, DOC_GUIDANCE, "inner"));
	view_dispose(&v);
	view_make(&v, w.corpus, READERS_PARTICIPANTS);
	assert_int_equal(v.corpus.ndocs, 6);
	assert_int_equal(v.hidden.n, 0);
	view_dispose(&v);
	ws_close(&w);
}

static void leads_to_nothing_else(void **state)
{
	(void)state;
	struct ws w;
	struct view v;
	documents(&w);
	view_make(&v, w.corpus, READERS_PUBLIC);
	const struct document *faq = corpus_find(&v.corpus, DOC_FAQ, "open"),
			      *sop = corpus_find(&v.corpus, DOC_SOP, "MP-02.01");
	assert_non_null(faq);
	assert_non_null(sop);
	assert_int_equal(faq->nclauses, 0); /* the clause is in the version in force, which members read */
	assert_null(sop->superseded_by);
	assert_int_equal(sop->status, STATUS_SUPERSEDED);
	assert_int_equal(sop->retired, date_civil(2024, 1, 1));
	assert_int_equal(v.corpus.nfamilies, 1);
	assert_null(v.corpus.family[0].in_force);
	assert_int_equal(v.corpus.family[0].nversions, 1);
	assert_ptr_equal(v.corpus.family[0].version[0], sop); /* one copy of each */
	/* The whole one is as it was. */
	const struct document *whole = corpus_find(w.corpus, DOC_SOP, "MP-02.01");
	assert_non_null(whole->superseded_by);
	assert_int_equal(whole->retired, DATE_NONE);
	uint64_t who;
	assert_true(map_get(&v.hidden, SV_LIT("guidance-inner.html"), &who));
	assert_int_equal(who, READERS_PARTICIPANTS);
	assert_true(map_get(&v.hidden, SV_LIT("faqs.html#closed"), &who));
	assert_int_equal(who, READERS_MEMBERS);
	view_dispose(&v);
	view_make(&v, w.corpus, READERS_MEMBERS);
	sop = corpus_find(&v.corpus, DOC_SOP, "MP-02.02");
	assert_int_equal(sop->ncited_by, 2);
	assert_ptr_equal(sop->cited_by[0], corpus_find(&v.corpus, DOC_FAQ, sop->cited_by[0]->id));
	view_dispose(&v);
	ws_close(&w);
}

static void a_number_in_the_text_tells_no_hidden_title(void **state)
{
	(void)state;
	struct ws w;
	documents(&w);
	const struct document *faq = corpus_find(w.corpus, DOC_FAQ, "open");
	assert_true(sv_find(sv_of(&faq->body.bytes), SV_LIT("docs/MP-02.html")) != SIZE_MAX);
	assert_true(sv_find(sv_of(&faq->body.bytes), SV_LIT("Procedure")) == SIZE_MAX);
	ws_close(&w);
}

static void aliases_and_languages_are_checked(void **state)
{
	(void)state;
	struct ws w;
	ws_open(&w);
	ws_put(&w, "content/guidance/a.md",
		"---\ntitle: A\naliases: [old.html, docs/old.html, ../x.html, /x.html, x, for-public/x.html, "
		"a//b.html, "
		"\"faqs.html#x\", assets/x.html, a/b/c/d.html]\nlang: fr-CA\nreaders: everyone\n---\nText.\n");
	ws_load_drafts(&w, false);
	assert_int_equal(ws_count(&w, "C147"), 8);
	assert_int_equal(ws_count(&w, "C006"), 1);
	const struct document *a = corpus_find(w.corpus, DOC_GUIDANCE, "a");
	assert_int_equal(a->naliases, 2);
	assert_true(sv_is(a->aliases[1], "docs/old.html"));
	assert_true(sv_is(a->lang, "fr-CA"));
	ws_close(&w);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(holds_only_what_is_for_its_readers),
		cmocka_unit_test(leads_to_nothing_else), cmocka_unit_test(a_number_in_the_text_tells_no_hidden_title),
		cmocka_unit_test(aliases_and_languages_are_checked) };
	return cmocka_run_group_tests(tests, NULL, NULL);
}
