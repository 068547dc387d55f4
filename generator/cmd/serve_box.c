/* The words of the preview. They are for who writes the pages: where, what, and what to do. */
#include "cmd/serve_box.h"
#include "base/html.h"
#include "base/utf8.h"

static void text(struct str *out, const char *z)
{
	html_text(out, sv(z));
}

static const char *plural(size_t n)
{
	return n == 1 ? "" : "s";
}

static void put_place(struct str *out, const struct diag *d)
{
	if (!d->at.file) return;
	str_puts(out, "<code>");
	text(out, d->at.file);
	if (d->at.line) str_printf(out, ":%u", d->at.line);
	if (d->at.line && d->at.col) str_printf(out, ":%u", d->at.col);
	str_puts(out, "</code> ");
}

static void put_href(struct str *out, const char *page, const char *anchor)
{
	str_puts(out, " href=\"/");
	html_attr(out, sv(page));
	if (anchor) str_putc(out, '#'), html_attr(out, sv(anchor));
	str_puts(out, "\"");
}

void serve_box_problem(struct str *out, const struct serve_view *view, const struct serve_problem *p, bool with_link)
{
	static const char *const word[] = { "Note", "Warning", "Error" };
	struct str excerpt = STR_INIT;
	str_puts(out, "<li><p>");
	put_place(out, p->d);
	str_printf(out, "<span class=\"mp-kind\">%s %s:</span> ", word[p->d->sev], p->d->code);
	text(out, p->d->text);
	str_puts(out, "</p>\n");
	diags_excerpt(&view->now->ctx.ds, p->d, &excerpt);
	if (excerpt.len) {
		str_puts(out, "<pre>");
		html_text(out, sv_of(&excerpt));
		str_puts(out, "</pre>\n");
	}
	if (p->d->help) {
		str_puts(out, "<p>What to do: ");
		text(out, p->d->help);
		str_puts(out, "</p>\n");
	}
	if (p->page && (with_link || p->anchor)) {
		str_puts(out, "<p><a");
		put_href(out, p->page, p->anchor);
		str_puts(out, with_link ? ">Show the page</a></p>\n" : ">Go to the place</a></p>\n");
	}
	str_puts(out, "</li>\n");
	str_dispose(&excerpt);
}

static bool belongs(const struct serve_problem *p, const char *page)
{
	return p->page && strcmp(p->page, page) == 0;
}

size_t serve_box_problems(
	struct str *out, const struct serve_view *view, const struct serve_problems *all, const char *page)
{
	size_t n = 0, errors = 0;
	for (size_t i = 0; i < all->v.n; i++)
		if (belongs(&all->v.at[i], page)) n++, errors += all->v.at[i].d->sev == SEV_ERROR;
	if (!n) return 0;
	str_printf(out,
		"<section class=\"mp-box%s\" aria-labelledby=\"mp-problems\">\n<h2 id=\"mp-problems\">%zu problem%s of "
		"this page</h2>\n<ol>\n",
		errors ? " mp-errors" : "", n, plural(n));
	for (size_t i = 0; i < all->v.n; i++)
		if (belongs(&all->v.at[i], page)) serve_box_problem(out, view, &all->v.at[i], false);
	str_puts(out, "</ol>\n</section>\n");
	return n;
}

void serve_box_elsewhere(struct str *out, const struct serve_problems *all, size_t here)
{
	size_t n = all->v.n > here ? all->v.n - here : 0;
	if (!n) return;
	str_printf(
		out, "<p class=\"mp-box\"><a href=\"/_mentorpress/\">%zu problem%s elsewhere</a></p>\n", n, plural(n));
}

/* ---- pages of the preview's own */

void serve_box_begin(struct str *out, const char *title)
{
	str_puts(out, "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
		      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
		      "<meta name=\"color-scheme\" content=\"light dark\">\n<title>Preview: ");
	text(out, title);
	str_puts(out, "</title>\n</head>\n<body>\n<main id=\"main\" class=\"mp-page\">\n<h1>");
	text(out, title);
	str_puts(out, "</h1>\n");
}

void serve_box_end(struct str *out)
{
	str_puts(out, "<p><a href=\"/\">The site</a> · <a href=\"/_mentorpress/\">All problems and changes</a></p>\n"
		      "</main>\n</body>\n</html>\n");
}

static void put_problems(struct str *out, const struct serve_view *view, const struct serve_problems *all)
{
	str_puts(out, "<h2>Problems</h2>\n");
	if (!all->v.n) {
		str_puts(out, "<p>None.</p>\n");
		return;
	}
	str_printf(out, "<p>%zu error%s, %zu warning%s.</p>\n<ol>\n", all->errors, plural(all->errors), all->warnings,
		plural(all->warnings));
	for (size_t i = 0; i < all->v.n; i++) serve_box_problem(out, view, &all->v.at[i], true);
	str_puts(out, "</ol>\n");
	if (all->follow)
		str_printf(out, "<p>%zu more come%s from a file that cannot be read, and will go with that.</p>\n",
			all->follow, all->follow == 1 ? "s" : "");
}

static void put_changes(struct str *out, const struct serve_view *view)
{
	const struct serve_site *s = view->now;
	size_t n = 0;
	if (view->parent->commit[0])
		str_printf(out, "<h2>Changed since edition %u</h2>\n", view->parent->number);
	else
		str_puts(out, "<h2>Drafts</h2>\n<p>There is no edition here to compare with.</p>\n");
	for (size_t i = 0; i < s->doc.n; i++) {
		const struct serve_doc *d = &s->doc.at[i];
		if (!d->change[0]) continue;
		if (!n++) str_puts(out, "<ul>\n");
		str_printf(out, "<li><span class=\"mp-badge\">%s</span> <a href=\"/",
			strcmp(d->change, "status") == 0 ? "other status" : d->change);
		html_attr(out, sv(d->address));
		str_puts(out, "\">");
		html_text(out, d->title.n ? d->title : sv(d->file));
		str_puts(out, "</a> <code>");
		text(out, d->file);
		str_puts(out, "</code></li>\n");
	}
	str_puts(out, n ? "</ul>\n" : "<p>Nothing.</p>\n");
}

void serve_box_index(struct str *out, const struct serve_view *view, const struct serve_problems *all)
{
	const struct serve_site *s = view->now;
	serve_box_begin(out, "Problems and changes");
	if (!s->whole)
		str_puts(out,
			"<p class=\"mp-box mp-errors\">The whole site cannot be made of the files as they are now. "
			"Other pages are shown as they were when it last could.</p>\n");
	str_printf(out,
		"<p>%zu pages. Nothing here is published or written. Whether a page holds a name or another value of "
		"an application is not looked at here: <code>mentorpress check</code> does.</p>\n",
		serve_pages_html(view->good ? &view->good->pages : &s->pages));
	put_problems(out, view, all);
	put_changes(out, view);
	serve_box_end(out);
}

static bool is_bad_line(const struct serve_view *view, const char *file, unsigned line)
{
	const struct diags *ds = &view->now->ctx.ds;
	for (size_t i = 0; i < ds->n; i++)
		if (ds->at[i].at.line == line && ds->at[i].at.file && strcmp(ds->at[i].at.file, file) == 0) return true;
	return false;
}

/* It may not be UTF-8 at all. */
static void put_bytes(struct str *out, struct sv v)
{
	struct str clean = STR_INIT;
	for (size_t i = 0; i < v.n;) {
		uint32_t cp;
		size_t len = utf8_decode(v, i, &cp);
		if (len)
			str_append(&clean, v.p + i, len);
		else
			utf8_put(&clean, 0xFFFD);
		i += len ? len : 1;
	}
	html_text(out, sv_of(&clean));
	str_dispose(&clean);
}

void serve_box_source(
	struct str *out, const struct serve_view *view, const struct serve_problems *all, const char *file)
{
	struct arena mem = ARENA_INIT;
	const struct sv *text_of = map_ptr(&view->now->lost, sv(file));
	const char *address = corpus_address(&mem, file);
	struct sv rest = text_of ? *text_of : sv(""), line;
	serve_box_begin(out, file);
	str_puts(out,
		"<p>This file cannot be shown as a page until it is put right. As soon as it is saved, this page loads "
		"again.</p>\n");
	if (address) serve_box_problems(out, view, all, serve_page_of(&mem, address));
	str_puts(out, "<pre class=\"mp-source\" tabindex=\"0\">");
	for (unsigned n = 1; rest.n && sv_split(&rest, '\n', &line); n++) {
		bool bad = is_bad_line(view, file, n);
		str_printf(out, "<span class=\"mp-line%s\">%5u %s ", bad ? " mp-bad" : "", n, bad ? "&gt;" : "|");
		put_bytes(out, line);
		str_puts(out, "</span>");
	}
	str_puts(out, "</pre>\n");
	serve_box_end(out);
	arena_dispose(&mem);
}
