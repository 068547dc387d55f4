/* privacy_html.c writes the paper on which a committee decides what its directory shows: a recommendation, a picture, the choices worth
 * looking at with every column explained, and all the rest to open. One file that needs nothing else, for screen, phone and paper. */
#include "base/html.h"
#include "cmd/privacy_never.h"
#include "cmd/privacy_report.h"

static const char style[] =
	":root{color-scheme:light "
	"dark;--paper:#fff;--wash:#f6f5f0;--line:#dedbd1;--ink:#1b1f23;--soft:#535a61;--accent:#0b5a61;"
	"--warn:#8a4700;--serif:\"Iowan Old Style\",\"Palatino Linotype\",Palatino,\"URW Palladio "
	"L\",P052,Georgia,serif}@media(prefers-color-scheme:dark){:root{--paper:#14181b;--wash:#1c2226;--line:#333b41;-"
	"-ink:#"
	"e8eaeb;"
	"--soft:#b0b8be;--accent:#86d0cf;--warn:#f3c07a}}*{box-sizing:border-box}body{margin:0 auto;max-width:72rem;"
	"padding:1.5rem clamp(1rem,4vw,2.5rem) 4rem;background:var(--paper);color:var(--ink);font:1rem/1.55 "
	"system-ui,-apple-system,"
	"\"Segoe UI\",Roboto,\"Liberation "
	"Sans\",Arial,sans-serif;font-variant-numeric:tabular-nums;overflow-wrap:anywhere}"
	"h1,h2,h3{line-height:1.2;text-wrap:balance}h1{font:600 2rem/1.15 var(--serif);margin:.25rem 0 .75rem}"
	"h2{font:600 1.5rem/1.2 var(--serif);margin:2.5rem 0 "
	".5rem}h3{font-size:1.0625rem;margin:1.5rem 0 .25rem}"
	"p,li{max-width:48rem}p{margin:.25rem 0 .75rem}a{color:var(--accent)}summary{cursor:pointer;padding:.5rem "
	"0;color:var(--accent)}"
	":focus-visible{outline:3px solid var(--warn)}.private{border:1px solid "
	"var(--warn);border-radius:3px;padding:.5rem .75rem;"
	"color:var(--warn)}.soft{color:var(--soft);font-size:.9063rem}.lead{font-size:1.1875rem}.warn{border-left:4px "
	"solid var(--warn);"
	"padding-left:1rem}.scroll{overflow-x:auto}table{border-collapse:collapse;width:100%;font-size:.9063rem}"
	"caption{text-align:left;"
	"color:var(--soft);padding:.25rem 0 .5rem}th,td{text-align:left;vertical-align:top;padding:.375rem .75rem "
	".375rem 0;"
	"border-bottom:1px solid var(--line)}tbody "
	"th{font-weight:400;min-width:12rem}td:last-child{min-width:8rem}thead th{white-space:nowrap;color:var(--soft);"
	"font-weight:550}td.n,th.n{text-align:right;white-space:nowrap}tr.now th,tr.now td,tr.best th,tr.best "
	"td{background:var(--wash);"
	"font-weight:600}dl{display:grid;grid-template-columns:max-content 1fr;gap:0 1rem;margin:.75rem "
	"0;max-width:56rem}dt{font-weight:600}"
	"dd{margin:0}svg{display:block;width:100%;min-width:30rem;max-width:40rem;height:auto;font-size:13px}svg "
	"text{fill:var(--soft)}"
	"svg "
	".label{fill:var(--ink);font-weight:600;paint-order:stroke;stroke:var(--paper);stroke-width:4px}.grid{stroke:"
	"var(--line)}.mark{fill:var(--soft);fill-opacity:.55;stroke:var(--soft)}"
	".mark.open{fill:none}.mark.ours{fill:var(--warn);fill-opacity:1;stroke:var(--paper)}.mark.advised{fill:var(--"
	"accent);fill-opacity:1;"
	"stroke:var(--paper)}.ring{fill:none;stroke:var(--accent);stroke-width:2.5}svg{overflow:visible}"
	"caption span{display:inline-block;max-width:min(48rem,calc(100vw - 2rem))}"
	"@media(max-width:42rem){dl{display:block}dd{margin:0 0 .5rem}svg{font-size:20px}}@media "
	"print{svg{min-width:0}:root{--paper:#fff;--ink:#000;"
	"--line:#999;--soft:#333;--warn:#000;--accent:#000;--wash:#eee}body{max-width:none;padding:0;font-size:10pt}h2,"
	"h3,tr,svg{"
	"break-inside:avoid}h2,h3{break-after:avoid}.scroll{overflow:visible}table,dl{font-size:8pt}tbody th{min-width:"
	"7rem}"
	"td:last-child{min-width:6.5rem}th,td{padding-right:.5rem}@page{margin:15mm}}";

static void put_head(struct str *out, const struct privacy_report *r)
{
	str_printf(out,
		"<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
		"<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
		"<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; "
		"base-uri 'none'; form-action 'none'\">\n<meta name=\"robots\" content=\"noindex\">\n"
		"<meta name=\"referrer\" content=\"no-referrer\">\n<title>What the directory shows, %s</title>\n"
		"<style>%s</style>\n</head>\n<body>\n<header>\n<p class=\"private\">Private: for headquarters and the "
		"committee. These counts are published nowhere; do not copy them into anything that members read.</p>\n"
		"<h1>What the directory shows, and what it tells</h1>\n<p class=\"lead\">On %s. The audience is the "
		"%s; at "
		"least k = %u people look the same in every group.</p>\n",
		date_long(r->as_of).z, style, date_long(r->as_of).z, r->policy->audience, r->policy->k);
	if (r->never_asked)
		str_printf(out,
			"<p>%zu %s never asked how to be listed, or gave no answer, and %s not listed: <a "
			"href=\"never-asked.csv\">never-asked.csv</a> has their addresses, to write to them.</p>\n",
			r->never_asked, r->never_asked == 1 ? "person was" : "people were",
			r->never_asked == 1 ? "is" : "are");
	str_puts(out, "</header>\n<main>\n");
}

static void put_item(void *ctx, const char *line)
{
	struct str *out = ctx;

	str_puts(out, "<li>");
	html_text(out, sv(line));
	str_puts(out, "</li>\n");
}

static void put_list(struct str *out, const char *title, const struct utility *u,
	void (*lines)(const struct utility *, privacy_line_fn *, void *))
{
	size_t before;

	str_printf(out, "<h3>%s</h3>\n<ul>\n", title);
	before = out->len;
	lines(u, put_item, out);
	if (out->len == before) str_puts(out, "<li>Nothing to say: the policy's own choice was not measured.</li>\n");
	str_puts(out, "</ul>\n");
}

static void put_fields(struct str *out, const struct utility *u)
{
	str_puts(out, "<p>Compared are ");
	for (size_t f = 0; f < u->nfields; f++) {
		if (f) str_puts(out, f + 1 == u->nfields ? " and " : ", ");
		html_text(out, sv(u->field[f]->label));
		str_printf(out, " (weight %u, %s)", u->field[f]->weight,
			f < u->ngrouped ? "grouped now" : "only in profiles now");
	}
	str_puts(out, u->nfields ? ".</p>\n" : "no fields: the policy names none with one value.</p>\n");
}

static void put_row(struct str *out, const struct utility *u, const struct utility_row *row)
{
	struct str text = STR_INIT;

	utility_names(&text, u, row->subset);
	str_printf(out, "<tr%s><th scope=\"row\">",
		row->current       ? " class=\"now\""
		: row->recommended ? " class=\"best\""
				   : "");
	html_text(out, sv_of(&text));
	str_puts(out, "</th>");
	for (enum privacy_column c = 0; c < PRIVACY_COLUMNS; c++) {
		str_puts(out, "<td class=\"n\">");
		privacy_cell(out, row, c);
		str_puts(out, "</td>");
	}
	str_printf(out, "<td>%s</td></tr>\n", privacy_mark(row));
	str_dispose(&text);
}

static void put_table(struct str *out, const struct utility *u, unsigned k, bool all, size_t pool, const char *caption)
{
	str_printf(out,
		"<div class=\"scroll\" role=\"region\" aria-label=\"%s, pool %zu\" "
		"tabindex=\"0\">\n<table>\n<caption><span>%s</span></caption>\n"
		"<thead><tr><th scope=\"col\">Grouped fields</th>",
		all ? "All choices" : "Choices", pool + 1, caption);
	for (enum privacy_column c = 0; c < PRIVACY_COLUMNS; c++)
		str_printf(out, "<th scope=\"col\" class=\"n\">%s</th>", privacy_column_name(c));
	str_puts(out, "<th scope=\"col\">Mark</th></tr></thead>\n<tbody>\n");
	for (size_t i = 0; i < u->n; i++)
		if (all || privacy_worth(u, i, k)) put_row(out, u, &u->row[i]);
	str_puts(out, "</tbody>\n</table>\n</div>\n");
}

static void put_meanings(struct str *out)
{
	str_puts(out, "<dl class=\"soft\">");
	for (enum privacy_column c = 0; c < PRIVACY_COLUMNS; c++) {
		str_printf(out, "<dt>%s</dt><dd>", privacy_column_name(c));
		html_text(out, sv(privacy_column_meaning(c)));
		str_puts(out, "</dd>\n");
	}
	str_puts(out, "<dt>another is better</dt><dd>Another choice with the same k shows as much or more, and tells "
		      "as little or less: "
		      "nothing speaks for this one.</dd>\n</dl>\n");
}

static void put_pool(struct str *out, const struct privacy_report *r, size_t p)
{
	const struct utility *u = &r->pool[p];

	str_puts(out, "<section>\n<h2>");
	html_text(out, sv(r->policy->pool[p].title));
	str_printf(out,
		" pool: %zu without a profile, %zu with one</h2>\n<p class=\"lead\"><strong>Recommended:</strong> ",
		u->persons, u->profiles);
	html_text(out, sv(u->recommendation));
	str_puts(out, "</p>\n");
	for (size_t w = 0; w < u->nwarnings; w++) {
		str_puts(out, "<p class=\"warn\"><strong>Warning:</strong> ");
		html_text(out, sv(u->warning[w]));
		str_puts(out, ".</p>\n");
	}
	put_fields(out, u);
	str_puts(out, "<h3>Utility against risk</h3>\n");
	privacy_picture(out, u, r->policy->k, p);
	str_puts(out, "<h3>Choices</h3>\n");
	put_table(out, u, r->policy->k, false, p,
		"The best two for each number of fields at the policy's k, what is in force, and what is recommended");
	put_meanings(out);
	put_list(out, "One field more or less", u, privacy_say_effects);
	put_list(out, "What an insider could tell", u, privacy_say_risk);
	str_printf(out, "<details><summary>All %zu choices</summary>\n", u->n);
	put_table(out, u, r->policy->k, true, p, "Every set of the compared fields with each k");
	str_puts(out, "</details>\n</section>\n");
}

void privacy_html(struct str *out, const struct privacy_report *r)
{
	put_head(out, r);
	for (size_t p = 0; p < r->policy->npools; p++) put_pool(out, r, p);
	str_puts(out, "</main>\n<footer class=\"soft\"><p>Every choice is also a row of <a "
		      "href=\"privacy.csv\">privacy.csv</a>. An insider is "
		      "somebody who knows the answers of everybody else, which nobody does in full: it is the worst "
		      "case. What the policy does "
		      "stands in <code>records/policy.yml</code>.</p></footer>\n</body>\n</html>\n");
}
