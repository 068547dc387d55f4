/* review_sheet_html.c writes the sheet as a page: radio buttons instead of a column to type words into. Everything is in the one file. The script only
 * turns the answers into the CSV that `review --read` takes; without it the page is a form to print and the CSV sheet is the way. */
#include "base/csvout.h"
#include "base/html.h"
#include "cmd/review_sheet.h"

static const char style[] =
	":root{color-scheme:light dark;--paper:#fff;--ink:#1b1f23;--soft:#535a61;--edge:#817e75;--accent:#0b5a61;"
	"--on:#fff;--focus:#b24c05;--serif:\"Iowan Old Style\",\"Palatino Linotype\",Palatino,\"URW Palladio "
	"L\",P052,Georgia,serif}"
	"@media(prefers-color-scheme:dark){:root{--paper:#14181b;--ink:#e8eaeb;--soft:#b0b8be;--edge:#818b92;"
	"--accent:#86d0cf;--on:#0c1f21;--focus:#ffb35c}}"
	"*{box-sizing:border-box}body{font:1rem/1.5 system-ui,sans-serif;max-width:48rem;margin:1rem auto 4rem;"
	"padding:0 1rem;color:var(--ink);background:var(--paper);overflow-wrap:anywhere}"
	"h1,h2{font-family:var(--serif);font-weight:600;line-height:1.2}"
	"article{border:1px solid var(--edge);border-radius:3px;padding:.75rem 1rem;margin:1rem 0;break-inside:avoid}"
	"h2{font-size:1.25rem;margin:.2rem 0}.soft{color:var(--soft);font-size:.8125rem;margin:0}"
	"dl{margin:.5rem 0}dt,legend{font-weight:600;margin-top:.4rem}dd{margin:0}"
	"fieldset{border:0;padding:0;margin:.6rem 0;min-width:0}legend{padding:0}"
	"label{display:inline-block;margin-right:1.2rem;padding:.2rem 0}"
	"textarea,input[type=text]{width:100%;font:inherit;color:inherit;background:var(--paper);padding:.25rem .5rem;"
	"border:1px solid var(--edge);border-radius:3px}.block{display:block;margin:.4rem 0 0}"
	"button{font:inherit;padding:.5rem 1rem;color:var(--on);background:var(--accent);border:0;border-radius:3px}"
	"input[type=radio]{accent-color:var(--accent)}:focus-visible{outline:3px solid var(--focus);outline-offset:2px}"
	".bar{position:sticky;top:0;background:var(--paper);border-bottom:1px solid var(--edge);padding:.5rem 0}"
	"@media print{:root{--paper:#fff;--ink:#000;--soft:#333;--edge:#666}.bar{display:none}textarea{height:3rem}}";

/* data-row holds what csvout wrote for the cells before the decision, so that the file saved is the one the program would have written. */
static const char script[] =
	"'use strict';\n"
	"const guard = s => /^'*[=+\\-@\\uFF0B\\uFF0D\\uFF1D\\uFF20]/.test(s) ? \"'\" + s : s;\n"
	"const cell = s => '\"' + guard(s.replace(/\\s+/g, ' ').trim()).replace(/\"/g, '\"\"') + '\"';\n"
	"const all = [...document.querySelectorAll('article')];\n"
	"const chosen = a => { const r = a.querySelector('input[type=radio]:checked'); return r ? r.value : ''; };\n"
	"const state = document.getElementById('state');\n"
	"let saved = true;\n"
	"function count() { state.textContent = all.filter(chosen).length + ' of ' + all.length + ' decided'; }\n"
	"document.addEventListener('change', () => { saved = false; count(); });\n"
	"document.addEventListener('input', e => {\n"
	"  if (e.target.tagName !== 'TEXTAREA' || !e.target.value.trim()) return;\n"
	"  e.target.closest('article').querySelector('input[value=mask]').checked = true; saved = false; count();\n"
	"});\n"
	"window.addEventListener('beforeunload', e => { if (!saved) { e.preventDefault(); e.returnValue = ''; } });\n"
	"document.getElementById('save').addEventListener('click', () => {\n"
	"  let out = '\\uFEFF' + document.body.dataset.head + '\\r\\n';\n"
	"  for (const a of all) out += a.dataset.row + ',' + cell(chosen(a)) + ','\n"
	"    + cell(chosen(a) === 'mask' ? a.querySelector('textarea').value : '') + ','\n"
	"    + cell(a.querySelector('input[type=text]').value) + '\\r\\n';\n"
	"  const link = document.createElement('a');\n"
	"  link.href = URL.createObjectURL(new Blob([out], { type: 'text/csv;charset=utf-8' }));\n"
	"  link.download = 'review.csv'; link.click(); saved = true;\n"
	"  state.textContent += '. Saved as review.csv in your downloads: move it to private/reports, then mentorpress "
	"review --read review.csv';\n"
	"});\n"
	"document.getElementById('bar').hidden = false; count();\n";

static void put_pair(struct str *out, const char *term, struct sv value)
{
	if (!value.n) return;
	str_printf(out, "<dt>%s</dt><dd>", term);
	html_text(out, value);
	str_puts(out, "</dd>\n");
}

static void put_choice(struct str *out, size_t n, const char *value, const char *words)
{
	str_printf(out, "<label><input type=\"radio\" name=\"d%zu\" value=\"%s\"> %s</label>\n", n, value, words);
}

static void put_head_attribute(struct str *out)
{
	struct str row = STR_INIT;

	for (size_t i = 0; i < SHEET_COLUMNS; i++) csvout_cell(&row, sv(review_sheet_columns[i]));
	html_attr(out, sv_of(&row));
	str_dispose(&row);
}

static void put_row_attribute(struct str *out, const struct sv *cells)
{
	struct str row = STR_INIT;

	for (size_t i = 0; i < SHEET_DECISION; i++) csvout_cell(&row, cells[i]);
	html_attr(out, sv_of(&row));
	str_dispose(&row);
}

static void put_text(struct str *out, size_t n, const struct review_item *item, const struct sv *cells)
{
	str_puts(out, "<article data-row=\"");
	put_row_attribute(out, cells);
	str_printf(out, "\" aria-labelledby=\"h%zu\">\n<h2 id=\"h%zu\">%zu. ", n, n, n);
	html_text(out, cells[SHEET_FORM]);
	str_puts(out, " application ");
	html_text(out, cells[SHEET_ENTRY]);
	str_printf(out, "</h2>\n<p class=\"soft\">Digest %.12s</p>\n<dl>\n", item->digest);
	put_pair(out, "Text", cells[SHEET_TEXT]);
	if (item->certain || item->likely || item->suggested) put_pair(out, "With what was found", sv(item->shown));
	put_pair(out, "Found", cells[SHEET_FOUND]);
	put_pair(out, "Proposed", cells[SHEET_PROPOSED]);
	put_pair(out, "Change since it was approved", cells[SHEET_CHANGE]);
	str_printf(out, "</dl>\n<fieldset><legend>Decision on text %zu</legend>\n", n);
	if (!item->certain) put_choice(out, n, "accept", "accept as it is");
	put_choice(out, n, "mask",
		cells[SHEET_PROPOSED].n ? "mask, as proposed or as typed below" : "mask, as typed below");
	put_choice(out, n, "hold", "hold, publish no text");
	put_choice(out, n, "ask", "ask the applicant");
	put_choice(out, n, "", "not yet");
	str_printf(out, "</fieldset>\n<label class=\"block\">%s <textarea rows=\"3\"></textarea></label>\n",
		cells[SHEET_PROPOSED].n ? "Masked text, if other than proposed" : "Masked text");
	str_puts(out, "<label class=\"block\">Note, or what to ask <input type=\"text\"></label>\n</article>\n");
}

void review_sheet_html(struct review_queue *q, struct str *out)
{
	struct sv cells[SHEET_COLUMNS];
	size_t n = 0;

	str_puts(out, "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" "
		      "content=\"width=device-width, initial-scale=1\">\n<meta name=\"robots\" content=\"noindex\">\n"
		      "<title>Profile texts to review (private)</title>\n<style>");
	str_printf(out, "%s</style>\n</head>\n<body data-head=\"", style);
	put_head_attribute(out);
	str_printf(out,
		"\">\n<main>\n<h1>Profile texts to review</h1>\n<p><strong>Private.</strong> %zu text%s of applicants, "
		"as of %s. Keep "
		"this file at headquarters and delete it when the decisions have been read back.</p>\n"
		"<p>[name: X] is on record: such a text cannot be accepted as it is. [name?: X] looks like one. {word} "
		"is rare, no "
		"more. In a change, [-old-] was taken out and {+new+} put in.</p>\n"
		"<noscript><p>To fill this in on the screen, allow scripts, or use the CSV sheet: mentorpress review "
		"--sheet "
		"texts.csv</p></noscript>\n"
		"<div class=\"bar\" id=\"bar\" hidden><button type=\"button\" id=\"save\">Save as CSV</button> <span "
		"id=\"state\" "
		"role=\"status\"></span></div>\n",
		q->waiting, q->waiting == 1 ? "" : "s", date_long(q->ctx->run->as_of).z);
	for (size_t i = 0; i < q->n; i++) {
		if (q->at[i].decision) continue;
		review_sheet_cells(q, &q->at[i], cells);
		put_text(out, ++n, &q->at[i], cells);
	}
	str_printf(out, "</main>\n<script>\n%s</script>\n</body>\n</html>\n", script);
}
