/* findings_html.c writes the page that headquarters reads after an import: did it work, do the numbers add up, and what is to be
 * done about each kind of problem. One file that needs nothing else, for screen, phone and paper. Everything is escaped: a header
 * cell of an export may hold markup. */
#include "base/html.h"
#include "cmd/findings_internal.h"
#include "cmd/report_import.h"

static const char *const titles[] = { "Notes", "Warnings", "Errors" };
static const char *const singles[] = { "note", "warning", "error" };
static const char *const plurals[] = { "notes", "warnings", "errors" };
static const char *const meanings[] = { "For your information. Nothing has to be done.",
	"The rows were taken, but look at each of these: something may be lost or wrong.",
	"Nothing is imported until these are corrected." };

static const char style[] =
	":root{color-scheme:light dark;--paper:#fff;--wash:#f6f5f0;--line:#dedbd1;--ink:#1b1f23;--soft:#535a61;"
	"--accent:#0b5a61;--error:#a3211b;--warning:#8a4700;--note:#0b5a61}"
	"@media(prefers-color-scheme:dark){:root{--paper:#14181b;--wash:#1c2226;--line:#333b41;--ink:#e8eaeb;"
	"--soft:#b0b8be;--accent:#86d0cf;--error:#ff9d94;--warning:#f3c07a;--note:#86d0cf}}"
	"*{box-sizing:border-box}body{margin:0 auto;max-width:72rem;padding:1.5rem clamp(1rem,4vw,2.5rem) 4rem;"
	"background:var(--paper);color:var(--ink);font:1rem/1.55 system-ui,-apple-system,\"Segoe UI\",Roboto,"
	"\"Liberation Sans\",Arial,sans-serif;font-variant-numeric:tabular-nums;overflow-wrap:anywhere}"
	"h1,h2,h3{line-height:1.2;text-wrap:balance}h1{font:600 2rem/1.15 Georgia,\"Liberation "
	"Serif\",serif;margin:.25rem 0 .75rem}"
	"h2{font:600 1.5rem/1.2 Georgia,\"Liberation Serif\",serif;margin:2.5rem 0 "
	".5rem}h3{font-size:1.0625rem;margin:0 0 .25rem}"
	"p{margin:.25rem 0 .75rem;max-width:48rem}a{color:var(--accent)}:focus-visible{outline:3px solid "
	"var(--warning)}"
	".private,.soft{color:var(--soft);font-size:.9063rem}.lead{font-size:1.1875rem}"
	".error{--tone:var(--error)}.warning{--tone:var(--warning)}.note{--tone:var(--note)}"
	".tag{color:var(--tone);border:1px solid;border-radius:3px;padding:0 "
	".4rem;font-size:.8125rem;font-weight:600;white-space:nowrap}"
	"section.kind{border-left:4px solid var(--tone);padding:.25rem 0 .25rem 1rem;margin:1.5rem 0}"
	".scroll{overflow-x:auto}@media screen and (min-width:42.01rem){.scroll "
	"table{min-width:54rem}}table{border-collapse:collapse;width:100%;font-size:.9063rem}"
	"caption{text-align:left;color:var(--soft);padding:.25rem 0 .5rem}"
	"th,td{text-align:left;vertical-align:top;padding:.375rem .75rem .375rem 0;border-bottom:1px solid var(--line)}"
	"thead th{white-space:nowrap;color:var(--soft);font-weight:550}td.n,th.n{text-align:right;white-space:nowrap}"
	"dl{display:grid;grid-template-columns:max-content 1fr;gap:0 1rem;margin:.75rem 0}dd{margin:0}"
	"tfoot td,tfoot th{border-top:2px solid var(--line);font-weight:650}"
	"@media(max-width:42rem){.stack thead{position:absolute;clip-path:inset(50%)}.stack,.stack tbody,.stack "
	"tr,.stack td,"
	".stack th,.stack caption{display:block;border:0;padding:0}.stack tr{border-bottom:1px solid "
	"var(--line);padding:.5rem 0}"
	".stack td::before{content:attr(data-l);color:var(--soft)}.stack td:empty{display:none}"
	".stack tfoot tr{border-top:2px solid var(--line)}.stack td.n{text-align:left}dl{display:block}dd{margin:0 0 "
	".5rem}}"
	"@media print{:root{--paper:#fff;--ink:#000;--line:#999;--soft:#333;--error:#000;--warning:#000;--note:#000}"
	"body{max-width:none;padding:0;font-size:10pt}tfoot{display:table-row-group}section.kind{break-inside:auto}h2,"
	"h3,tr{break-inside:avoid}h2,h3{"
	"break-after:avoid}}";

static void text(struct str *out, const char *z)
{
	html_text(out, sv(z));
}

static const char *base_name(const char *path)
{
	const char *slash = path ? strrchr(path, '/') : NULL;
	return slash ? slash + 1 : path ? path : "";
}

static void count_of(struct str *out, size_t n, enum severity sev)
{
	str_printf(out, "%zu %s", n, n == 1 ? singles[sev] : plurals[sev]);
}

/* "3 errors, 12 warnings and 1 note" */
static void all_counts(struct str *out, const struct finding_groups *g)
{
	size_t kinds = 0, said = 0;
	for (int s = SEV_ERROR; s >= SEV_NOTE; s--) kinds += g->count[s] > 0;
	for (int s = SEV_ERROR; s >= SEV_NOTE; s--) {
		if (!g->count[s]) continue;
		said++;
		if (said > 1) str_puts(out, said == kinds ? " and " : ", ");
		count_of(out, g->count[s], (enum severity)s);
	}
}

static void put_head(struct str *out, const struct findings_facts *facts)
{
	str_printf(out,
		"<!doctype html>\n<html lang=\"en\" data-result=\"%s\">\n<head>\n<meta charset=\"utf-8\">\n"
		"<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
		"<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; "
		"base-uri 'none'; form-action 'none'\">\n"
		"<meta name=\"robots\" content=\"noindex\">\n<meta name=\"referrer\" content=\"no-referrer\">\n"
		"<title>Import report, %s</title>\n<style>%s</style>\n</head>\n<body>\n",
		facts->done ? "done" : "failed", date_long(facts->as_of).z, style);
}

static void put_result(struct str *out, const struct finding_groups *g, const struct findings_facts *facts)
{
	bool any = g->count[SEV_ERROR] || g->count[SEV_WARNING] || g->count[SEV_NOTE];
	str_printf(out,
		"<header>\n<p class=\"private\">Private: for headquarters only%s.</p>\n<h1>Import report</h1>\n",
		facts->values ? ", with values of cells" : "");
	str_printf(out, "<p class=\"lead\"><strong>%s</strong> on %s",
		facts->done ? "The exports were imported" : "Nothing was imported", date_long(facts->as_of).z);
	if (facts->done && facts->report) str_printf(out, ": %zu rows were read", facts->report->read);
	str_puts(out, any ? "; there " : "; there is nothing to look at.");
	if (any) {
		bool one = g->count[SEV_ERROR]     ? g->count[SEV_ERROR] == 1
			   : g->count[SEV_WARNING] ? g->count[SEV_WARNING] == 1
						   : g->count[SEV_NOTE] == 1;
		str_puts(out, one ? "is " : "are ");
		all_counts(out, g);
		str_putc(out, '.');
	}
	str_puts(out, "</p>\n");
	if (!facts->done)
		str_printf(out,
			"<p>The database is as it was before. Correct the %s below and run <code>mentorpress "
			"import</code> again.</p>\n",
			g->count[SEV_ERROR] == 1 ? "error" : "errors, at best all of them at once,");
	else if (g->count[SEV_WARNING])
		str_puts(out, "<p>Go through the warnings. What you correct in the form tool counts with the next "
			      "export.</p>\n");
	if (facts->from_notes)
		str_puts(out,
			"<p>This report was lost and is written again from the notes of that import: of one kind and "
			"file, only the first places were kept.</p>\n");
	str_puts(out, "</header>\n<main>\n");
}

static void put_numbers(struct str *out, const size_t n[5])
{
	static const char *const label[] = { "Read: ", "Imported: ", "Superseded: ", "Held: ", "Refused: " };
	for (size_t i = 0; i < 5; i++) str_printf(out, "<td class=\"n\" data-l=\"%s\">%zu</td>", label[i], n[i]);
}

static void put_files(struct str *out, const struct findings_facts *facts)
{
	const struct import_report *r = facts->report;
	str_puts(out, "<h2 id=\"files\">Files</h2>\n");
	if (!r || r->nfiles == 0) {
		str_puts(out, "<p>No export was read.</p>\n");
		return;
	}
	if (!facts->done)
		str_puts(out, "<p>Nothing of this was kept; it is what was read before the import was given up.</p>\n");
	str_puts(out,
		"<div class=\"scroll\" role=\"region\" aria-labelledby=\"files\" "
		"tabindex=\"0\">\n<table class=\"stack\">\n<caption>Every row has one "
		"outcome: read = imported + superseded + held + refused.</caption>\n<thead><tr><th "
		"scope=\"col\">File</th>"
		"<th scope=\"col\" class=\"n\">Read</th><th scope=\"col\" class=\"n\">Imported</th>"
		"<th scope=\"col\" class=\"n\">Superseded</th><th scope=\"col\" class=\"n\">Held</th>"
		"<th scope=\"col\" class=\"n\">Refused</th><th scope=\"col\">Read as</th></tr></thead>\n<tbody>\n");
	for (size_t i = 0; i < r->nfiles; i++) {
		const struct import_file *f = &r->file[i];
		str_puts(out, "<tr><th scope=\"row\">");
		text(out, base_name(f->name));
		str_puts(out, "</th>");
		put_numbers(out, (size_t[]){ f->read, f->imported, f->superseded, f->held, f->refused });
		str_puts(out, "<td data-l=\"Read as: \">");
		text(out, report_import_kind(f->kind));
		str_puts(out, ": ");
		text(out, f->read_as);
		str_puts(out, "</td></tr>\n");
	}
	str_puts(out, "</tbody>\n<tfoot><tr><th scope=\"row\">All files</th>");
	put_numbers(out, (size_t[]){ r->read, r->imported, r->superseded, r->held, r->refused });
	str_puts(out,
		"<td></td></tr></tfoot>\n</table>\n</div>\n<dl class=\"soft\"><dt>Imported</dt><dd>the newest "
		"word on an application or "
		"member</dd><dt>Superseded</dt><dd>a newer row or a newer application of the same person "
		"counts</dd><dt>Held</dt>"
		"<dd>kept, but neither matched nor listed: tests and unfinished entries (notes), and "
		"applications of which it is not clear whose they are (warnings)</dd><dt>Refused</dt><dd>cannot be "
		"understood; one refused row stops the whole import</dd></dl>\n");
}

/* What a kind of problem is called: its text, or what all its texts have in common, cut at words. */
static void put_title(struct str *out, const struct finding_group *g)
{
	struct sv whole = sv(g->text), front = sv_sub(whole, 0, g->prefix),
		  back = sv_sub(whole, whole.n - g->suffix, g->suffix);
	if (g->same_text) {
		html_text(out, whole);
		return;
	}
	while (front.n && front.p[front.n - 1] != ' ') front.n--;
	while (back.n && back.p[0] != ' ') back = sv_sub(back, 1, back.n);
	if (front.n + back.n < 12 || front.n + back.n >= whole.n) {
		str_puts(out, "for example: ");
		html_text(out, whole);
		return;
	}
	html_text(out, sv_trim(front));
	str_puts(out, front.n ? " … " : "… ");
	html_text(out, sv_trim(back));
}

static void put_overview(struct str *out, const struct finding_groups *g)
{
	if (g->v.n < 2) return;
	str_puts(out, "<h2 id=\"kinds\">At a glance</h2>\n<table class=\"stack\">\n<caption>The kinds of problem, the "
		      "gravest first"
		      "</caption>\n<thead><tr><th scope=\"col\">Kind</th><th scope=\"col\">What it means</th>"
		      "<th scope=\"col\" class=\"n\">How often</th></tr></thead>\n<tbody>\n");
	for (size_t i = 0; i < g->v.n; i++) {
		const struct finding_group *k = &g->v.at[i];
		const char *word = findings_severity(k->sev);
		str_printf(out, "<tr class=\"%s\"><td><span class=\"tag\">%s %s</span></td><td><a href=\"#%s-%s\">",
			word, word, k->code, word, k->code);
		put_title(out, k);
		str_printf(out, "</a></td><td class=\"n\" data-l=\"times: \">%zu</td></tr>\n", k->count);
	}
	str_puts(out, "</tbody>\n</table>\n");
}

static void put_cell(struct str *out, const char *label, const char *z)
{
	str_printf(out, "<td%s%s%s>", *label ? " data-l=\"" : "", label, *label ? "\"" : "");
	text(out, z ? z : "");
	str_puts(out, "</td>");
}

static void put_place(struct str *out, const struct finding_group *g, const struct finding *p, bool entry, bool column)
{
	struct str where = STR_INIT;
	str_puts(&where, base_name(p->file));
	if (p->line) str_printf(&where, "%sline %u", where.len ? ", " : "", p->line);
	if (p->line && p->col > 1) str_printf(&where, ", character %u", p->col);
	str_puts(out, "<tr>");
	put_cell(out, "", where.ptr);
	if (column) put_cell(out, "Column: ", p->column);
	if (entry) put_cell(out, "Entry: ", p->entry);
	if (!g->same_text) put_cell(out, "", p->text);
	if (!g->same_help) put_cell(out, "To do: ", p->help);
	str_puts(out, "</tr>\n");
	str_dispose(&where);
}

static void put_places(struct str *out, const struct finding_group *g)
{
	bool entry = false, column = false, place = false;
	for (size_t i = 0; i < g->place.n; i++) {
		entry |= g->place.at[i].entry != NULL;
		column |= g->place.at[i].column != NULL;
		place |= g->place.at[i].file != NULL;
	}
	if (!place && !entry && !column && g->same_text) return; /* about the whole import */
	str_puts(out, "<table class=\"stack\">\n<caption>");
	if (g->place.n < g->count)
		str_printf(out, "The first %zu of %zu places; all of them are in import.csv", g->place.n, g->count);
	else
		str_printf(out, g->count == 1 ? "The one place" : "All %zu places", g->count);
	str_puts(out, "</caption>\n<thead><tr><th scope=\"col\">Where</th>");
	if (column) str_puts(out, "<th scope=\"col\">Column</th>");
	if (entry) str_puts(out, "<th scope=\"col\">Entry</th>");
	if (!g->same_text) str_puts(out, "<th scope=\"col\">What it means</th>");
	if (!g->same_help) str_puts(out, "<th scope=\"col\">What to do</th>");
	str_puts(out, "</tr></thead>\n<tbody>\n");
	for (size_t i = 0; i < g->place.n; i++) put_place(out, g, &g->place.at[i], entry, column);
	str_puts(out, "</tbody>\n</table>\n");
}

static void put_group(struct str *out, const struct finding_group *g)
{
	const char *word = findings_severity(g->sev);
	str_printf(out, "<section class=\"kind %s\" id=\"%s-%s\">\n<h3><span class=\"tag\">%s %s</span> ", word, word,
		g->code, word, g->code);
	put_title(out, g);
	str_puts(out, "</h3>\n");
	if (g->same_help && *g->help) {
		str_puts(out, "<p><strong>What to do:</strong> ");
		text(out, g->help);
		str_puts(out, "</p>\n");
	}
	put_places(out, g);
	str_puts(out, "</section>\n");
}

static void put_severity(struct str *out, const struct finding_groups *g, enum severity sev)
{
	if (!g->count[sev]) return;
	str_printf(out, "<h2>%s (%zu)</h2>\n<p class=\"soft\">%s</p>\n", titles[sev], g->count[sev], meanings[sev]);
	for (size_t i = 0; i < g->v.n; i++)
		if (g->v.at[i].sev == sev) put_group(out, &g->v.at[i]);
}

void findings_html(struct str *out, const struct finding_groups *groups, const struct findings_facts *facts)
{
	put_head(out, facts);
	put_result(out, groups, facts);
	put_overview(out, groups);
	put_files(out, facts);
	for (int s = SEV_ERROR; s >= SEV_NOTE; s--) put_severity(out, groups, (enum severity)s);
	str_puts(out, "</main>\n<footer class=\"soft\"><p>Every problem is also a row of <a "
		      "href=\"import.csv\">import.csv</a>, to sort and filter in a "
		      "spreadsheet. Lines and characters count from 1; a line is one of the file, so a row with line "
		      "ends in its cells takes "
		      "several.</p></footer>\n</body>\n</html>\n");
}
