/* test_markdown: Markdown to HTML: headings, clauses and advice about their numbers, tables, callouts, and nothing that
 * is active. */
#include "workspace_each.h"

/* The HTML of a guidance page with this text. Its body begins on line 4. */
static const char *guidance(const char *body)
{
	ws_put(&w, "content/guidance/g.md", arena_printf(&w.mem, "---\ntitle: Guide\n---\n%s", body));
	ws_load(&w);
	return ws_html(&w, DOC_GUIDANCE, "g");
}

/* The HTML of an SOP. Its body begins on line 13: see ws_put_sop. */
#define SOP_BODY 13
static const char *sop(const char *body)
{
	ws_put_sop(&w, "MP-02.03", "", "2023-08-24", "", body);
	ws_load(&w);
	return ws_html(&w, DOC_SOP, "MP-02.03");
}

static void plain_markdown(void **state)
{
	(void)state;
	assert_string_equal(guidance("A *b* **c** `d<e` & \"f\"\\\ng\n\n- one\n- two\n\n3. x\n4. y\n\n> "
				     "q\n\n```sh\n<i>\n```\n\n---\n"),
		"<p>A <em>b</em> <strong>c</strong> <code>d&lt;e</code> &amp; "
		"“f”<br>\ng</p>\n<ul>\n<li>one</li>\n<li>two</li>\n</ul>\n"
		"<ol start=\"3\">\n<li>x</li>\n<li>y</li>\n</ol>\n<blockquote>\n<p>q</p>\n</blockquote>\n"
		"<pre><code class=\"language-sh\">&lt;i&gt;\n</code></pre>\n<hr>\n");
	ws_expect_none(&w);
}

static void headings_get_addresses(void **state)
{
	(void)state;
	const char *html = guidance(
		"## First Contact\n\na\n\n## First contact!\n\n### Élan & *more* {#elan}\n\nb\n\n## History\n\nc\n");
	assert_string_equal(html, "<h2 id=\"first-contact\">First Contact</h2>\n<p>a</p>\n"
				  "<h2 id=\"first-contact-2\">First contact!</h2>\n"
				  "<h3 id=\"elan\">Élan &amp; <em>more</em></h3>\n<p>b</p>\n"
				  "<h2 id=\"history-2\">History</h2>\n<p>c</p>\n");
	const struct document *d = corpus_find(w.corpus, DOC_GUIDANCE, "g");
	assert_int_equal(d->ntoc, 4);
	assert_int_equal(d->toc[2].depth, 3);
	assert_true(sv_is(d->toc[2].title, "Élan & more"));
	assert_string_equal(d->toc[2].anchor, "elan");
	ws_expect_none(&w);
}

static void heading_mistakes(void **state)
{
	(void)state;
	guidance("# Title\n\n## A {#x}\n\n## B {#x}\n\n## C {#Not Good}\n");
	ws_expect(&w, "C019", "content/guidance/g.md", 4, 1);
	assert_int_equal(ws_count(&w, "C035"), 2);
	assert_int_equal(ws_find(&w, "C035")->at.line, 8);
	assert_int_equal(ws_find(&w, "C035")->at.col, 6);
}

static void questions_share_a_page(void **state)
{
	(void)state;
	ws_put(&w, "content/faqs/pause.md",
		"---\ntitle: Can I pause?\naudience: mentors\n---\n## How\n\nSee [how](#how) and [apply](#apply).\n");
	ws_load(&w);
	assert_string_equal(ws_html(&w, DOC_FAQ, "pause"),
		"<h4 id=\"pause-how\">How</h4>\n<p>See <a href=\"#pause-how\">how</a> "
		"and <a href=\"#apply\">apply</a>.</p>\n");
}

static void clauses_of_lists_and_paragraphs(void **state)
{
	(void)state;
	const char *html = sop("## 1. Purpose\n\nThis SOP.\n\n- a\n\n## 2 Procedures\n\n### 2.1 First\n\n- 2.1.1 One "
			       "shall:\n  - do\n  - write\n- 2.1.2 Two.\n\n"
			       "2.1.3 Three\nand more.\n\n- x\n\n## Annex\n\nEnd.\n");
	assert_string_equal(html, "<h2 class=\"cl\" id=\"section-1\"><a class=\"no\" "
				  "href=\"#section-1\">1</a><span>Purpose</span></h2>\n<p class=\"in\">This SOP.</p>\n"
				  "<ul class=\"in\">\n<li>a</li>\n</ul>\n"
				  "<h2 class=\"cl\" id=\"section-2\"><a class=\"no\" "
				  "href=\"#section-2\">2</a><span>Procedures</span></h2>\n"
				  "<h3 class=\"cl\" id=\"section-2.1\"><a class=\"no\" "
				  "href=\"#section-2.1\">2.1</a><span>First</span></h3>\n"
				  "<div class=\"cl\" id=\"section-2.1.1\"><a class=\"no\" "
				  "href=\"#section-2.1.1\">2.1.1</a><p>One shall:</p>\n"
				  "<ul class=\"in\">\n<li>do</li>\n<li>write</li>\n</ul>\n</div>\n"
				  "<div class=\"cl\" id=\"section-2.1.2\"><a class=\"no\" "
				  "href=\"#section-2.1.2\">2.1.2</a><p>Two.</p>\n</div>\n"
				  "<div class=\"cl\" id=\"section-2.1.3\"><a class=\"no\" "
				  "href=\"#section-2.1.3\">2.1.3</a><p>Three\nand more.</p>\n"
				  "<ul class=\"in\">\n<li>x</li>\n</ul>\n</div>\n"
				  "<h2 class=\"cl\" id=\"annex\"><span>Annex</span></h2>\n<p class=\"in\">End.</p>\n");
	ws_expect_none(&w);
}

static void clauses_in_clauses_stand_beside_them(void **state)
{
	(void)state;
	const char *html = sop("## 1 A\n\n- 1.1 First\n  - 1.1.1 Sub\n- 1.2 Second\n");
	assert_has(html, "<p>First</p>\n</div>\n<div class=\"cl\" id=\"section-1.1.1\">");
	assert_has(html, "<p>Sub</p>\n</div>\n<div class=\"cl\" id=\"section-1.2\">");
	ws_expect_none(&w);
}

static void quotations_do_not_end_a_clause(void **state)
{
	(void)state;
	const char *html = sop("## 1 A\n\n1.1 First\n\n> ## Quoted\n>\n> - 1.1.1 Sub\n\nMore.\n\n1.2 Second\n");
	assert_has(html, "<p>First</p>\n<blockquote>\n<h2 class=\"cl\" id=\"quoted\"><span>Quoted</span></h2>\n"
			 "<div class=\"cl\" id=\"section-1.1.1\">");
	assert_has(html, "</blockquote>\n<p>More.</p>\n</div>\n<div class=\"cl\" id=\"section-1.2\">");
	ws_expect_none(&w);
}

static void quantities_are_no_clauses(void **state)
{
	(void)state;
	const char *html = sop("## 1 A\n\n- 2.5 hours of training\n- 3.5 hours\n\n1.5x is text\n");
	assert_lacks(html, "section-2.5");
	assert_has(html, "<li>2.5 hours of training</li>");
	ws_expect_none(&w);
	assert_string_equal(guidance("- 1.1.1 Not here\n"), "<ul>\n<li>1.1.1 Not here</li>\n</ul>\n");
}

static void numbering_advice(void **state)
{
	(void)state;
	sop("## 1 A\n\n- 1.1 a\n- 1.3 b\n- 1.3 c\n- 1.2 d\n- e\n\n1.4 f\n1.5 g\n\n## 2 B\n");
	ws_expect(&w, "C031", "content/sops/MP-02.03.md", SOP_BODY + 3, 3);
	ws_expect(&w, "C030", "content/sops/MP-02.03.md", SOP_BODY + 4, 3);
	ws_expect(&w, "C032", "content/sops/MP-02.03.md", SOP_BODY + 5, 3);
	ws_expect(&w, "C033", "content/sops/MP-02.03.md", SOP_BODY + 6, 1);
	ws_expect(&w, "C034", "content/sops/MP-02.03.md", SOP_BODY + 9, 1);
	assert_has(ws_find(&w, "C031")->text, "1.3 stands where 1.2");
}

static void pipe_tables(void **state)
{
	(void)state;
	const char *html = guidance("## Dates\n\n| What | *When* | N |\n|:-----|:-:|--:|\n| `a\\|b` | 1. May | 2 |\n| "
				    "[x](https://example.org/) | | # 3 |\n\nText | more\n");
	assert_string_equal(html, "<h2 id=\"dates\">Dates</h2>\n<div class=\"scroll\" role=\"region\" "
				  "aria-label=\"Table 1: Dates\" tabindex=\"0\"><table>\n"
				  "<thead><tr><th scope=\"col\">What</th><th scope=\"col\" "
				  "class=\"center\"><em>When</em></th><th scope=\"col\" class=\"right\">N</th></tr>\n"
				  "</thead><tbody>\n<tr><td><code>a|b</code></td><td class=\"center\">1. May</td><td "
				  "class=\"right\">2</td></tr>\n"
				  "<tr><td><a href=\"https://example.org/\">x</a></td><td class=\"center\"></td><td "
				  "class=\"right\"># 3</td></tr>\n"
				  "</tbody></table></div>\n<p>Text | more</p>\n");
	ws_expect_none(&w);
}

static void pipe_table_mistakes(void **state)
{
	(void)state;
	guidance("Text\n| a | b |\n|---|---|\n\n| a | b |\n|---|---|\n| 1 | 2 | 3 |\n| 1 |\n");
	ws_expect(&w, "C021", "content/guidance/g.md", 6, 1);
	assert_int_equal(ws_count(&w, "C020"), 2);
	assert_int_equal(w.ds.errors, 1);
	assert_int_equal(ws_find(&w, "C020")->at.line, 10);
}

static void tables_in_lists_and_quotes(void **state)
{
	(void)state;
	const char *html = guidance("- item\n\n  a | b\n  --|--\n  1 | 2\n\n> | c |\n> |---|\n> | 3 |\n");
	assert_has(html, "<td>1</td><td>2</td>");
	assert_has(html, "<th scope=\"col\">c</th>");
	assert_has(html, "<td>3</td>");
	assert_has(html, "Table 2: Guide");
	ws_expect_none(&w);
}

static void csv_tables(void **state)
{
	(void)state;
	const char *html =
		guidance("```csv Dates of the cycle\nWhat,When\n\"a, <b>\",1\n```\n\n```csv\nA,B\n1,2,3\n```\n");
	assert_has(html,
		"aria-label=\"Table 1: Dates of the cycle\" tabindex=\"0\"><table>\n<caption>Dates of the "
		"cycle</caption>\n"
		"<thead><tr><th scope=\"col\">What</th><th scope=\"col\">When</th></tr></thead><tbody>\n<tr><td>a, "
		"&lt;b&gt;</td><td>1</td></tr>\n</tbody>");
	ws_expect(&w, "C022", "content/guidance/g.md", 11, 1);
}

static void callouts(void **state)
{
	(void)state;
	assert_string_equal(guidance("> [!Note]\n> Keep *it*.\n\n> [!WARNING] Now\n\n> [!IMPORTANT]\n>\n> - a\n"),
		"<div class=\"callout callout-note\"><p class=\"callout-title\">Note</p>\n<p>Keep "
		"<em>it</em>.</p>\n</div>\n"
		"<div class=\"callout callout-warning\"><p class=\"callout-title\">Warning</p>\n<p>Now</p>\n</div>\n"
		"<div class=\"callout callout-important\"><p "
		"class=\"callout-title\">Important</p>\n<ul>\n<li>a</li>\n</ul>\n</div>\n");
	ws_expect_none(&w);
	guidance("> [!TIP]\n> x\n");
	ws_expect(&w, "C018", "content/guidance/g.md", 4, 3);
}

static void raw_html_is_dropped(void **state)
{
	(void)state;
	const char *html = guidance("A <b onclick=\"x()\">b</b> c\n\n<script>alert(1)</script>\n\n<!-- a note "
				    "-->\n\n<iframe src=\"//evil.example.org\"></iframe>\n");
	assert_string_equal(html, "<p>A b c</p>\n");
	assert_int_equal(ws_count(&w, "C010"), 4);
	assert_int_equal(w.ds.errors, 0);
	assert_int_equal(ws_find(&w, "C010")->at.line, 4);
	assert_int_equal(ws_find(&w, "C010")->at.col, 3);
}

static void nothing_active_comes_out(void **state)
{
	(void)state;
	static const char *const payload[] = {
		"[a](javascript:alert(1))",
		"[a](JaVaScRiPt:alert(1))",
		"[a](&#106;avascript:alert(1))",
		"[a](java&Tab;script:alert(1))",
		"[a](data:text/html;base64,PHN2Zz4=)",
		"[a](vbscript:x)",
		"![a](javascript:alert(1))",
		"<javascript:alert(1)>",
		"[a](\x01javascript:alert(1))",
		"[a][r]\n\n[r]: javascript:alert(1)",
		"| <script>x</script> |\n|---|\n| [a](javascript:alert(1)) |",
		"```csv\n<script>x</script>\n```",
		"```x\"><script>y</script>\n```",
		"[a](https://x.example.org/\"onmouseover=\"alert(1))",
		"## <img src=x onerror=alert(1)>",
		"[a](x.html \"\\\"><script>x</script>\")",
		"> [!NOTE] <svg onload=alert(1)>",
		"![\"><script>x</script>](assets/a.png)",
		"&lt;script&gt;alert(1)&lt;/script&gt;",
		"## A {#\"><script>x</script>}",
		"[a](link:javascript:alert)",
		"[a](http:javascript:alert(1))",
	};
	for (size_t i = 0; i < sizeof payload / sizeof *payload; i++) {
		const char *html = guidance(payload[i]);
		assert_lacks(html, "<script");
		assert_lacks(html, "<svg");
		assert_lacks(html, "=\"javascript");
		assert_lacks(html, "=\"data:");
		assert_lacks(html, "=\"vbscript");
		assert_lacks(html, " onmouseover=");
		assert_lacks(html, "<img src=x");
	}
}

static void pictures(void **state)
{
	(void)state;
	assert_string_equal(guidance("![The *ring*](assets/ring.png)\n"),
		"<p><img src=\"assets/ring.png\" alt=\"The ring\" loading=\"lazy\"></p>\n");
	ws_expect_none(&w);
	guidance("![](assets/a.png)\n\n![b](https://elsewhere.example.org/b.png)\n");
	ws_expect(&w, "C016", "content/guidance/g.md", 4, 5);
	ws_expect(&w, "C017", "content/guidance/g.md", 6, 6);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, open_ws, close_ws)
int main(void)
{
	const struct CMUnitTest tests[] = { TEST(plain_markdown), TEST(headings_get_addresses), TEST(heading_mistakes),
		TEST(questions_share_a_page), TEST(clauses_of_lists_and_paragraphs),
		TEST(clauses_in_clauses_stand_beside_them), TEST(quotations_do_not_end_a_clause),
		TEST(quantities_are_no_clauses), TEST(numbering_advice), TEST(pipe_tables), TEST(pipe_table_mistakes),
		TEST(tables_in_lists_and_quotes), TEST(csv_tables), TEST(callouts), TEST(raw_html_is_dropped),
		TEST(nothing_active_comes_out), TEST(pictures) };
	return cmocka_run_group_tests(tests, NULL, NULL);
}
