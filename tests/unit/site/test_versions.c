/* Tests of the pages that compare versions and of a family's history. */
#include "documents.h"
#include "../content/workspace.h"
#include "site/documents.h"
#include "site/versions.h"

struct made {
	struct ws ws;
	struct world w;
	struct site s;
};

static void make(struct made *m)
{
	ws_load(&m->ws);
	ws_expect_none(&m->ws);
	world_init(&m->w);
	m->w.in.corpus = m->ws.corpus;
	m->w.in.run = &m->ws.run;
	m->s = site_over(&m->w);
	assert_int_equal(documents_build(&m->s), 0);
}

static void unmake(struct made *m)
{
	site_close(&m->s);
	world_dispose(&m->w);
	ws_close(&m->ws);
}

static const struct seen *page(const struct made *m, const char *path)
{
	const struct seen *seen = memory_find(&m->w.sink, path);
	if (!seen) fail_msg("no page %s", path);
	return seen;
}

static void a_page_tells_what_differs(void **state)
{
	struct made m;
	(void)state;
	ws_open(&m.ws);
	ws_put_sop(&m.ws, "MP-02.01", "", "2009-10-19", "",
		"## 5. Procedures\n\n5.1 Apply *by* <form> & wait.\n\n5.2 Stay as you are today.\n\n5.3 Go away.\n");
	ws_put_sop(&m.ws, "MP-02.02", "MP-02.01", "2020-01-01", "",
		"## 5. Procedures\n\n5.1 Apply by & wait twice.\n\n5.2 Stay as you are today.\n\n5.4 Come back to "
		"us.\n");
	ws_put(&m.ws, "content/faqs/q.md",
		"---\ntitle: Who waits?\naudience: everyone\nclauses: [MP-02 5.1]\n---\nYou.\n");
	m.ws.ds = (struct diags)DIAGS_INIT;
	ws_load(&m.ws);
	assert_int_equal(m.ws.ds.errors, 0); /* HTML in a text is left out with a warning */
	world_init(&m.w);
	m.w.in.corpus = m.ws.corpus;
	m.s = site_over(&m.w);
	assert_int_equal(documents_build(&m.s), 0);
	const struct seen *p = page(&m, "docs/MP-02.01-MP-02.02.html");
	assert_true(has(p, "<h1>MP-02.01 and MP-02.02 compared</h1>"));
	assert_true(has(p, "<li>Changed: <a href=\"#c-3\">5.1</a></li>"));
	assert_true(has(p, "<li>New: <a href=\"#c-6\">5.4</a></li>"));
	assert_true(has(p, "<li>Gone: <a href=\"#c-5\">5.3</a></li>"));
	assert_true(has(p, "<li>The same, word for word: 2</li>"));
	assert_true(
		has(p, "Apply <span class=\"set\">by</span> <span class=\"soft\">[no longer in italics]</span> &amp; "
		       "<del><span class=\"vh\">[removed: </span>wait.<span class=\"vh\">]</span></del> <ins><span "
		       "class=\"vh\">[added: </span>wait twice.<span class=\"vh\">]</span></ins>"));
	assert_false(has(p, "Stay as you"));
	assert_true(has(p, "<a href=\"../docs/MP-02.01.html#section-5.1\">In MP-02.01</a> <a "
			   "href=\"../docs/MP-02.02.html#section-5.1\">In MP-02.02</a>"));
	assert_false(has(p, "MP-02.01.html#section-5.4")); /* a new clause stands on one side only */
	assert_false(has(p, "MP-02.02.html#section-5.3"));
	assert_true(has(p, "<a href=\"../faqs.html#q\">Who waits?</a>"));
	assert_true(has(p, "Effective date</th><td>October 19, 2009</td><td>January 1, 2020</td>"));
	assert_true(has(p, "<a href=\"../docs/MP-02-history.html\">History of MP-02</a>"));
	assert_int_equal(origin_of(p, "wait twice."), ORIGIN_DOCUMENT);
	assert_false(has(p, "<script"));
	unmake(&m);
}

static void documents_lead_to_their_comparisons(void **state)
{
	struct made m;
	(void)state;
	ws_open(&m.ws);
	ws_put_sop(&m.ws, "MP-02.01", "MP-02.00", "2009-10-19", "", "## 1. A\n\n1.1 Text.\n");
	ws_put_sop(&m.ws, "MP-02.02", "MP-02.01", "2020-01-01", "", "## 1. A\n\n1.1 Text.\n");
	ws_put_sop(&m.ws, "MP-02.03", "MP-02.02", "2023-01-01", "", "## 1. A\n\n1.1 A text.\n");
	ws_put(&m.ws, "content/documents.csv",
		"number,version,title,holder,url,effective,retired\nMP-02,MP-02.00,The "
		"paper,Archive,,1999-01-01,2009-10-19\n"
		"CP-12,CP-12.05,Units,Board,,,\n");
	make(&m);
	const struct seen *sop = page(&m, "docs/MP-02.03.html"), *history = page(&m, "docs/MP-02-history.html"),
			  *list = page(&m, "documents.html");
	assert_true(has(sop,
		"<a class=\"no-print\" href=\"../docs/MP-02.01-MP-02.03.html\">Compare MP-02.01 with MP-02.03</a>"));
	assert_true(has(sop, "<a href=\"../docs/MP-02-history.html\">Full version history of MP-02</a>"));
	assert_int_equal(times(sop, "Compare MP-02"), 2);
	assert_true(has(list, "<a href=\"docs/MP-02.02-MP-02.03.html\"><span class=\"nb\">MP-02.03</span> against "
			      "<span class=\"nb\">MP-02.02</span></a>"));
	assert_int_equal(times(list, " against "), 2);
	assert_true(has(list, "<a href=\"docs/MP-02-history.html\">Version history of MP-02</a>"));
	assert_true(has(history, "Changed: 1.1. The same: 1. <a href=\"../docs/MP-02.02-MP-02.03.html\">Compare with "
				 "MP-02.02</a>"));
	assert_true(has(history, "No clause differs. The same: 2."));
	assert_true(has(history, "<a href=\"../docs/MP-02.01-MP-02.03.html\">MP-02.01 and MP-02.03</a>"));
	assert_true(has(history, "Approved by Ada Example, <time datetime=\"2023-01-01\">"));
	assert_int_equal(origin_of(history, "Ada Example"), ORIGIN_OFFICER);
	assert_true(has(history, "MP-02.00</th><td>The paper</td><td>Archive</td>"));
	assert_false(has(history, "CP-12"));
	assert_true(has(page(&m, "docs/MP-02.01-MP-02.02.html"), "the two texts say the same, word for word"));
	unmake(&m);
}

/* Thirteen versions: twelve neighbors and eleven others against the one in force. */
static void many_versions_are_not_all_compared(void **state)
{
	struct made m;
	size_t pages = 0;
	(void)state;
	ws_open(&m.ws);
	for (unsigned i = 1; i <= 13; i++)
		ws_put_sop(&m.ws, arena_printf(&m.ws.mem, "MP-02.%02u", i),
			i == 1 ? "" : arena_printf(&m.ws.mem, "MP-02.%02u", i - 1),
			arena_printf(&m.ws.mem, "20%02u-01-01", i + 9), "",
			arena_printf(&m.ws.mem, "## 1. A\n\n1.1 Text %u.\n", i));
	make(&m);
	for (size_t i = 0; i < m.w.sink.v.n; i++)
		pages += strncmp(m.w.sink.v.at[i].path, "docs/", 5) == 0 && strlen(m.w.sink.v.at[i].path) == 27;
	assert_int_equal(pages, 23);
	assert_non_null(memory_find(&m.w.sink, "docs/MP-02.03-MP-02.04.html"));
	assert_non_null(memory_find(&m.w.sink, "docs/MP-02.01-MP-02.13.html"));
	assert_null(memory_find(&m.w.sink, "docs/MP-02.01-MP-02.03.html"));
	assert_true(has(page(&m, "docs/MP-02-history.html"), "more than 12 versions"));
	assert_false(has(page(&m, "docs/MP-02.03.html"), "MP-02.01-MP-02.03.html"));
	unmake(&m);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(a_page_tells_what_differs),
		cmocka_unit_test(documents_lead_to_their_comparisons),
		cmocka_unit_test(many_versions_are_not_all_compared) };
	return cmocka_run_group_tests(tests, NULL, NULL);
}
