/* Tests of controlled documents: title block, watermark, origins of names, the family's page, print styles. */
#include "documents.h"
#include "site/documents.h"

static void a_document_shows_its_control_and_who_approved(void **state)
{
	(void)state;
	struct world w;
	world_init(&w);
	const struct approval approval = { .name = SV_LIT("Ada Fenwick"),
		.credentials = SV_LIT("RQAP-GLP"),
		.title = SV_LIT("Board Liaison"),
		.meaning = SV_LIT("Approved"),
		.method = SV_LIT("On file"),
		.date = date_civil(2023, 8, 10) };
	struct document old =
		sop_document("content/sops/MP-02.02.md", "MP-02.02", "docs/MP-02.02.html", STATUS_SUPERSEDED);
	struct document now =
		sop_document("content/sops/MP-02.03.md", "MP-02.03", "docs/MP-02.03.html", STATUS_EFFECTIVE);
	body_of(&now, "<p>Text.</p>");
	body_of(&old, "<p>Old text.</p>");
	now.supersedes = SV_LIT("MP-02.02");
	now.supersedes_doc = &old;
	now.approval = &approval;
	now.napprovals = 1;
	old.watermark = SV_LIT("SUPERSEDED BY MP-02.03");
	old.superseded_by = &now;
	const struct document *versions[] = { &now, &old };
	const struct family family = { SV_LIT("MP-02"), &now, versions, 2 };
	world_add(&w, &old);
	world_add(&w, &now);
	w.corpus.family = &family;
	w.corpus.nfamilies = 1;
	struct site s = site_over(&w);
	assert_int_equal(documents_build(&s), 0);
	const struct seen *page = memory_find(&w.sink, "docs/MP-02.03.html"),
			  *before = memory_find(&w.sink, "docs/MP-02.02.html"),
			  *latest = memory_find(&w.sink, "docs/MP-02.html"),
			  *list = memory_find(&w.sink, "documents.html");
	assert_true(has(page, "<a href=\"../docs/MP-02.02.html\">MP-02.02</a>"));
	assert_true(has(page, "<span class=\"status\">Effective</span>"));
	assert_true(has(page, "<time datetime=\"2023-08-24\">August 24, 2023</time>"));
	assert_true(has(page, "href=\"../assets/site.css\""));
	assert_true(has(page, "href=\"../assets/MP-02.03.print.css\" media=\"print\""));
	assert_false(has(page, "rel=\"canonical\""));
	assert_false(has(page, "class=\"watermark\""));
	assert_int_equal(origin_of(page, "Ada Fenwick"), ORIGIN_OFFICER);
	assert_int_equal(origin_of(page, "Text."), ORIGIN_DOCUMENT);
	assert_true(has(before, "<strong>SUPERSEDED BY MP-02.03</strong> <a href=\"../docs/MP-02.03.html\">Read "
				"MP-02.03, the version in force</a>"));
	assert_true(has(before, "<title>MP-02.02 Pairing "));
	assert_true(has(latest, "<link rel=\"canonical\" href=\"../docs/MP-02.03.html\">"));
	assert_true(has(before,
		"Retirement date</th><td><time datetime=\"2023-08-24\">")); /* the day its successor took effect */
	assert_true(has(page, "Retirement date</th><td>None set"));
	assert_true(has(latest, "<p>Text.</p>"));
	assert_true(has(list, "<a href=\"docs/MP-02.html\">MP-02 Pairing \"up\"</a>"));
	assert_true(has(list, "<span class=\"status other\">Superseded</span>"));
	assert_false(has(page, "<script"));
	site_close(&s);
	rendering_dispose(&now.body);
	rendering_dispose(&old.body);
	world_dispose(&w);
}

static void a_family_without_a_version_in_force_is_a_list(void **state)
{
	(void)state;
	struct world w;
	world_init(&w);
	struct document retired =
		sop_document("content/sops/MP-09.01.md", "MP-09.01", "docs/MP-09.01.html", STATUS_RETIRED);
	body_of(&retired, "<p>Text.</p>");
	const struct document *versions[] = { &retired };
	const struct family family = { SV_LIT("MP-09"), NULL, versions, 1 };
	world_add(&w, &retired);
	w.corpus.family = &family;
	w.corpus.nfamilies = 1;
	struct site s = site_over(&w);
	assert_int_equal(documents_build(&s), 0);
	const struct seen *page = memory_find(&w.sink, "docs/MP-09.html");
	assert_true(has(page, "No version of MP-09 is in force."));
	assert_true(has(page, "<a href=\"../docs/MP-09.01.html\">MP-09.01</a>"));
	assert_false(has(page, "<p>Text.</p>"));
	assert_true(has(memory_find(&w.sink, "documents.html"), "No version in force"));
	site_close(&s);
	rendering_dispose(&retired.body);
	world_dispose(&w);
}

static void print_styles_cannot_be_broken_out_of(void **state)
{
	(void)state;
	struct rendering css = RENDERING_INIT;
	struct document doc =
		sop_document("content/sops/MP-02.03.md", "MP-02.03", "docs/MP-02.03.html", STATUS_EFFECTIVE);
	doc.title = SV_LIT("A \"quote\" \\ and </style>\né");
	controlled_print_css(&css, &doc);
	struct sv text = sv_of(&css.bytes);
	assert_true(sv_find(text, SV_LIT("content: \"MP-02.03  A \\22 quote\\22  \\5c  and \\3c /style>\\a é\" }")) !=
		    SIZE_MAX);
	assert_true(sv_find(text, SV_LIT("content: \"Effective August 24, 2023\"")) != SIZE_MAX);
	assert_true(sv_find(text, SV_LIT("\"Page \" counter(page) \" of \" counter(pages)")) != SIZE_MAX);
	rendering_clear(&css);
	doc.watermark = SV_LIT("RETIRED on May 1, 2026");
	controlled_print_css(&css, &doc);
	text = sv_of(&css.bytes);
	assert_true(sv_find(text, SV_LIT("bold 9pt Georgia, serif; content: \"RETIRED on May 1, 2026\\a Effective "
					 "August 24, 2023\"")) != SIZE_MAX);
	assert_true(sv_find(text, SV_LIT("\"Uncontrolled when printed. Revision ")) != SIZE_MAX);
	rendering_dispose(&css);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(a_document_shows_its_control_and_who_approved),
		cmocka_unit_test(a_family_without_a_version_in_force_is_a_list),
		cmocka_unit_test(print_styles_cannot_be_broken_out_of) };
	return cmocka_run_group_tests(tests, NULL, NULL);
}
