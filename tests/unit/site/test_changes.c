/* Tests of "what changed": what counts as a change, what it is called, and that nothing comes of nothing. */
#include "documents.h"
#include "site/changes.h"

/* The CSV files of a first edition become the parent of the next. */
struct edition {
	struct str documents, changes;
};

static struct edition publish(struct world *w)
{
	struct edition e = { STR_INIT, STR_INIT };
	struct site s = site_over(w);
	memory_dispose(&w->sink);
	assert_int_equal(changes_find(&s), 0);
	assert_int_equal(changes_build(&s), 0);
	str_sv(&e.documents, sv_of(&memory_find(&w->sink, "documents.csv")->bytes));
	str_sv(&e.changes, sv_of(&memory_find(&w->sink, "changes.csv")->bytes));
	site_close(&s);
	return e;
}

static void become_parent(struct world *w, const struct edition *e)
{
	w->in.previous_documents = sv_of(&e->documents);
	w->in.previous_changes = sv_of(&e->changes);
}

static void edition_dispose(struct edition *e)
{
	str_dispose(&e->documents);
	str_dispose(&e->changes);
}

static void a_first_edition_is_one_line(void **state)
{
	(void)state;
	struct world w;
	world_init(&w);
	struct document faq = simple_document(
		DOC_FAQ, "content/faqs/pause.md", "pause", "faqs.html#pause", "Can I pause, \"just\" once?");
	world_add(&w, &faq);
	struct edition e = publish(&w);
	struct sha256_hex revision = sha256_hex(&faq.revision);
	struct str expected = STR_INIT;
	str_printf(&expected,
		"path,kind,number,title,version,status,effective,revision\n"
		"faqs.html#pause,faq,,\"Can I pause, \"\"just\"\" once?\",,,,%s\n",
		revision.z);
	assert_string_equal(e.documents.ptr, expected.ptr);
	assert_string_equal(e.changes.ptr, "date,change,path,title,detail\n2026-03-13,new,index.html,First edition,\n");
	str_dispose(&expected);
	edition_dispose(&e);
	world_dispose(&w);
}

static void nothing_changed_gives_the_same_bytes_on_another_day(void **state)
{
	(void)state;
	struct world w;
	world_init(&w);
	struct document faq = simple_document(
		DOC_FAQ, "content/faqs/pause.md", "pause", "faqs.html#pause", "Can I pause, \"just\" once?");
	struct document sop =
		sop_document("content/sops/MP-02.03.md", "MP-02.03", "docs/MP-02.03.html", STATUS_EFFECTIVE);
	world_add(&w, &faq);
	world_add(&w, &sop);
	struct edition first = publish(&w);
	become_parent(&w, &first);
	w.run.as_of = date_civil(2027, 1, 1);
	struct edition second = publish(&w);
	assert_string_equal(first.documents.ptr, second.documents.ptr);
	assert_string_equal(first.changes.ptr, second.changes.ptr);
	struct str words = STR_INIT;
	assert_int_equal(site_document_changes(&w.in, &words), 0);
	assert_string_equal(words.ptr, "");
	str_dispose(&words);
	edition_dispose(&first);
	edition_dispose(&second);
	world_dispose(&w);
}

static void every_kind_of_change_is_told_before_the_old_ones(void **state)
{
	(void)state;
	struct world w;
	world_init(&w);
	struct document gone = simple_document(DOC_PAGE, "content/pages/old.md", "old", "old.html", "Old page");
	struct document faq =
		simple_document(DOC_FAQ, "content/faqs/pause.md", "pause", "faqs.html#pause", "Can I pause?");
	struct document sop =
		sop_document("content/sops/MP-02.03.md", "MP-02.03", "docs/MP-02.03.html", STATUS_APPROVED);
	world_add(&w, &gone);
	world_add(&w, &faq);
	world_add(&w, &sop);
	struct edition first = publish(&w);
	become_parent(&w, &first);
	struct document fresh =
		simple_document(DOC_GUIDANCE, "content/guidance/peer.md", "peer", "guidance-peer.html", "For peers");
	faq.revision = sha256_of(sv("other text"));
	sop.status = STATUS_EFFECTIVE;
	w.doc[0] = &fresh;
	w.run.as_of = date_civil(2026, 4, 10);
	struct edition second = publish(&w);
	assert_string_equal(second.changes.ptr, "date,change,path,title,detail\n"
						"2026-04-10,new,guidance-peer.html,For peers,\n"
						"2026-04-10,revised,faqs.html#pause,Can I pause?,\n"
						"2026-04-10,status,docs/MP-02.03.html,\"MP-02.03 Pairing "
						"\"\"up\"\"\",\"Was Approved, not yet effective, now Effective\"\n"
						"2026-04-10,removed,old.html,Old page,\n"
						"2026-03-13,new,index.html,First edition,\n");
	const struct seen *page = memory_find(&w.sink, "changes.html");
	assert_true(has(page, "New: <a href=\"guidance-peer.html\">For peers</a>"));
	assert_true(has(page, "Removed: Old page")); /* no link to what is gone */
	assert_false(has(page, "old.html"));
	struct str words = STR_INIT;
	assert_int_equal(site_document_changes(&w.in, &words), 4);
	assert_string_equal(words.ptr, "new: guidance For peers\nrevised: FAQ Can I pause?\n"
				       "status: SOP MP-02.03 Pairing \"up\" (Was Approved, not yet effective, now "
				       "Effective)\nremoved: Old page\n");
	str_dispose(&words);
	edition_dispose(&first);
	edition_dispose(&second);
	world_dispose(&w);
}

static size_t told(const struct world *w, const char *code)
{
	size_t n = 0;
	for (size_t i = 0; i < w->ds.n; i++) n += strcmp(w->ds.at[i].code, code) == 0;
	return n;
}

/* The world of the next edition, compared with its parent. */
static int find_again(struct world *w)
{
	struct site s = site_over(w);
	int rc = changes_find(&s);
	site_close(&s);
	return rc;
}

static void a_published_version_of_an_sop_stays(void **state)
{
	(void)state;
	struct world w;
	world_init(&w);
	struct document sop =
		sop_document("content/sops/MP-02.03.md", "MP-02.03", "docs/MP-02.03.html", STATUS_EFFECTIVE);
	struct document faq =
		simple_document(DOC_FAQ, "content/faqs/pause.md", "pause", "faqs.html#pause", "Can I pause?");
	world_add(&w, &sop);
	world_add(&w, &faq);
	struct edition first = publish(&w);
	become_parent(&w, &first);
	assert_int_equal(find_again(&w), 0);
	assert_int_equal(w.ds.n, 0);
	sop.revision = sha256_of(SV_LIT("another text"));
	assert_int_equal(find_again(&w), 0);
	assert_int_equal(told(&w, "S056"), 1);
	w.corpus.ndocs = 0; /* both are gone; a question may go */
	assert_int_equal(find_again(&w), -1);
	assert_int_equal(told(&w, "S055"), 1);
	struct sop_left_out out = { SV_LIT("MP-02.03"), SOP_DRAFT };
	w.corpus.left_out = &out;
	w.corpus.nleft_out = 1;
	assert_int_equal(find_again(&w), -1);
	assert_int_equal(told(&w, "S055"), 2);
	out.why = SOP_LATER; /* a look back to an earlier day */
	assert_int_equal(find_again(&w), 0);
	w.corpus.nleft_out = 0;
	const struct outside_document elsewhere = { .number = SV_LIT("MP-02"), .full = SV_LIT("MP-02.03") };
	w.corpus.outside = &elsewhere;
	w.corpus.noutside = 1;
	assert_int_equal(find_again(&w), 0);
	assert_int_equal(told(&w, "S055"), 2);
	edition_dispose(&first);
	world_dispose(&w);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(a_first_edition_is_one_line),
		cmocka_unit_test(a_published_version_of_an_sop_stays),
		cmocka_unit_test(nothing_changed_gives_the_same_bytes_on_another_day),
		cmocka_unit_test(every_kind_of_change_is_told_before_the_old_ones) };
	return cmocka_run_group_tests(tests, NULL, NULL);
}
