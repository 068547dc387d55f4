/* test_pack_pdf: what is read of the pack's pages, and how sheets come to pages. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>
#include "programme/pack_page.h"
#include "programme/pack_pdf.h"

static const char sheet[] = "<article class=\"sheet\" id=\"mentee-31\">\n<header><p class=\"run\"><span>Round "
			    "2026-03</span><span>Confidential</span></p>\n"
			    "<h2>Mentee 31 <span class=\"id\">7KQ-3XHM</span></h2></header>\n<p "
			    "class=\"outcome\"><strong>Suggested.</strong> Entry 31 &amp; 10437</p>\n"
			    "<dl class=\"facts\"><div><dt>Needs</dt><dd>GLP</dd></div><div "
			    "class=\"long\"><dt>Goals</dt><dd>To learn</dd></div></dl>\n"
			    "<table><caption>Choices</caption><thead><tr><th>No.</th><th>Entry</th></tr></thead><tbody>"
			    "<tr class=\"proposed\"><td class=\"n\">1</td><td>10437</td></tr><tr><td "
			    "class=\"n\">2</td></tr></tbody></table>\n"
			    "<section class=\"decision\"><p class=\"boxes\"><span><span class=\"box\"></span> "
			    "match</span></p><p class=\"fill\">Reason <span "
			    "class=\"line\"></span></p></section></article>";

static void expect_kinds(const struct pack_page *p, const enum block_kind *kind, size_t n)
{
	assert_int_equal(p->block.n, n);
	for (size_t i = 0; i < n; i++) assert_int_equal(p->block.at[i].kind, kind[i]);
}

static void a_sheet_is_read(void **state)
{
	static const enum block_kind kind[] = { BLOCK_SHEET, BLOCK_RUN, BLOCK_HEADING, BLOCK_TEXT, BLOCK_FACT,
		BLOCK_FACT, BLOCK_TABLE, BLOCK_FRAME, BLOCK_TEXT, BLOCK_TEXT, BLOCK_FRAME_END };
	struct pack_page p = PACK_PAGE_INIT;
	(void)state;
	pack_page_read(&p, sv(sheet));
	expect_kinds(&p, kind, sizeof kind / sizeof *kind);
	const struct block *heading = &p.block.at[2], *outcome = &p.block.at[3], *table = &p.block.at[6];
	assert_int_equal(heading->level, 2);
	assert_int_equal(heading->text.n, 3);
	assert_true(p.piece.at[heading->text.from + 2].soft);
	assert_true(
		outcome->outcome && p.piece.at[outcome->text.from].bold && !p.piece.at[outcome->text.from + 1].bold);
	assert_true(sv_is(p.piece.at[outcome->text.from + 3].text, "&"));
	assert_true(!p.block.at[4].wide && p.block.at[5].wide);
	assert_int_equal(p.block.at[5].value.n, 2);
	assert_int_equal(table->columns, 2);
	assert_int_equal(table->rows, 3);
	assert_int_equal(table->head_rows, 1);
	assert_int_equal(table->text.n, 1); /* the caption */
	assert_int_equal(p.cell.n, 6);      /* the missing one is there, empty */
	assert_true(p.cell.at[2].strong && p.cell.at[2].number && !p.cell.at[4].strong);
	assert_int_equal(p.cell.at[5].text.n, 0);
	assert_int_equal(p.piece.at[p.block.at[8].text.from].kind, PIECE_BOX);
	assert_int_equal(p.piece.at[p.block.at[9].text.from + 1].kind, PIECE_LINE);
	pack_page_dispose(&p);
}

static void what_is_for_a_screen_is_left_out(void **state)
{
	struct pack_page p = PACK_PAGE_INIT;
	(void)state;
	pack_page_read(&p,
		sv("<head><title>x</title></head><header class=\"bar\"><p>Names nobody</p><nav><a "
		   "href=\"x\">Overview</a></nav></header>"
		   "<p>kept</p><footer class=\"bar\"><p>Round</p></footer><nav class=\"jump\">y</nav><p>kept too</p>"));
	assert_int_equal(p.block.n, 2);
	assert_int_equal(p.piece.n, 3);
	pack_page_dispose(&p);
}

/* Whatever stands there, reading ends and no tag leads astray. */
static void broken_pages_do_no_harm(void **state)
{
	static const char *const bad[] = { "<", "<p", "</td></tr></table>", "<table><td>x", "<tr><td>a</td></tr>",
		"<dd>x</dd>", "<table><tr></tr></table>", "<p class=\"", "<article><section>", "</section>",
		"<nav><nav></nav>x", "&amp", "<ul class=\"row\"><li>" };
	struct pack_pdf_options o = { "Round", date_civil(2026, 3, 13), PAPER_LETTER };
	(void)state;
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		struct str out = STR_INIT, err = STR_INIT;
		size_t missing = 0;
		assert_int_equal(pack_pdf_from(&out, sv(bad[i]), sv(bad[i]), &o, NULL, &missing, &err), 0);
		str_dispose(&out);
		str_dispose(&err);
	}
}

static void sheets_begin_on_pages_of_their_own(void **state)
{
	struct pack_pdf_options o = { "Round 2026-03", date_civil(2026, 3, 13), PAPER_A4 };
	struct str sheets = STR_INIT, out = STR_INIT, again = STR_INIT, err = STR_INIT;
	size_t pages = 0, missing = 0;
	(void)state;
	for (int i = 0; i < 3; i++) str_puts(&sheets, sheet);
	assert_int_equal(
		pack_pdf_from(&out, sv("<h1>Round</h1><p>Overview</p>"), sv_of(&sheets), &o, &pages, &missing, &err),
		0);
	assert_int_equal(pages, 4);
	assert_int_equal(missing, 0);
	assert_true(sv_starts(sv_of(&out), "%PDF-1."));
	pack_pdf_from(&again, sv("<h1>Round</h1><p>Overview</p>"), sv_of(&sheets), &o, &pages, &missing, &err);
	assert_true(sv_eq(sv_of(&out), sv_of(&again)));
	/* A table of 200 rows takes several, and so does a text longer than a page. */
	str_clear(&sheets);
	str_puts(&sheets, "<article><h2>x</h2><table><thead><tr><th>n</th></tr></thead>");
	for (int i = 0; i < 200; i++) str_puts(&sheets, "<tr><td>one row</td></tr>");
	str_puts(&sheets, "</table></article><article><p>");
	for (int i = 0; i < 9000; i++) str_puts(&sheets, "word ");
	str_puts(&sheets, "</p></article>");
	str_clear(&out);
	assert_int_equal(pack_pdf_from(&out, sv(""), sv_of(&sheets), &o, &pages, &missing, &err), 0);
	assert_in_range(pages, 5, 12);
	str_dispose(&sheets);
	str_dispose(&out);
	str_dispose(&again);
	str_dispose(&err);
}

static void a_letter_without_a_font_is_counted(void **state)
{
	struct pack_pdf_options o = { "Round", date_civil(2026, 3, 13), PAPER_LETTER };
	struct str out = STR_INIT, err = STR_INIT;
	size_t missing = 0;
	(void)state;
	pack_pdf_from(&out, sv("<p>a \xf0\x93\x83\x80 b</p>"), sv(""), &o, NULL, &missing, &err); /* a hieroglyph */
	assert_int_equal(missing, 1);
	str_dispose(&out);
	str_dispose(&err);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_sheet_is_read),
		cmocka_unit_test(what_is_for_a_screen_is_left_out),
		cmocka_unit_test(broken_pages_do_no_harm),
		cmocka_unit_test(sheets_begin_on_pages_of_their_own),
		cmocka_unit_test(a_letter_without_a_font_is_counted),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
