/* Chooses what a path shows: the newest page, the last good one, or the lines of a file that is no page at the moment; and dresses pages for the preview. */
#include "cmd/serve_show.h"
#include "cmd/serve_assets.h"
#include "cmd/serve_box.h"
#include "cmd/serve_mark.h"
#include "cmd/serve_rules.h"

static const char own_policy[] =
	"default-src 'none'; connect-src 'self'; script-src 'self'; require-trusted-types-for 'script'; style-src "
	"'self'; img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/* ---- which bytes */

struct choice {
	struct sv bytes;
	bool old;         /* of the last good attempt, while the newest could not be made */
	const char *lost; /* the file whose lines are shown instead */
};

static bool changed_since_good(const struct serve_view *v, const char *path, struct arena *mem)
{
	for (size_t i = 0; i < v->now->doc.n; i++) {
		const struct serve_doc *d = &v->now->doc.at[i];
		if (strcmp(serve_page_of(mem, d->address), path) == 0 &&
			!serve_snapshot_same_file(&v->now->files, &v->good->files, d->file))
			return true;
	}
	return false;
}

/* A page made of one file has nothing else to show; one of many (the questions) still has the others. */
static const char *lost_file(
	const struct serve_view *v, const struct serve_problems *all, const char *path, struct arena *mem)
{
	for (size_t i = 0; i < all->v.n; i++) {
		const struct serve_problem *p = &all->v.at[i];
		if (!p->page || strcmp(p->page, path) != 0 || !serve_site_is_lost(v->now, p->d->at.file)) continue;
		const char *address = corpus_address(mem, p->d->at.file);
		if (p->d->sev == SEV_ERROR && address && !strchr(address, '#')) return p->d->at.file;
	}
	return NULL;
}

static bool choose(struct choice *out, const struct serve_view *v, const struct serve_problems *all, const char *path)
{
	struct arena mem = ARENA_INIT;
	*out = (struct choice){ sv(""), false, lost_file(v, all, path, &mem) };
	bool found = out->lost != NULL;
	if (found)
		;
	else if (v->now->built && (v->now->whole || !v->good || changed_since_good(v, path, &mem)))
		found = serve_pages_find(&v->now->pages, path, &out->bytes);
	if (!found && v->good && !v->now->whole)
		out->old = found = serve_pages_find(&v->good->pages, path, &out->bytes);
	arena_dispose(&mem);
	return found;
}

/* ---- dressing a page */

static void set_stamp(struct serve_shown *out, const struct serve_view *v, struct sv raw, struct sv boxes)
{
	struct digest_ctx *c = digest_new_sha256();
	struct sha256 d;
	const struct serve_site *s = v->good ? v->good : v->now;
	digest_field(c, raw);
	digest_field(c, boxes);
	digest_field(c, sv_of(&s->pages.styles));
	digest_field(c, sv(v->parent->commit));
	digest_end_sha256(c, &d);
	struct sha256_hex hex = sha256_hex(&d);
	memcpy(out->stamp, hex.z, sizeof out->stamp - 1);
}

/* The page says itself what it may load; the preview's script is let in beside that. The tag goes, the header says it. */
static void take_policy(struct serve_edits *edits, struct str *policy, struct sv html)
{
	static const char open[] = "<meta http-equiv=\"Content-Security-Policy\" content=\"";
	size_t at = sv_find(html, sv(open));
	struct sv rest = at == SIZE_MAX ? sv("") : sv_sub(html, at + sizeof open - 1, html.n);
	size_t quote = sv_find(rest, SV_LIT("\">"));
	if (at == SIZE_MAX || quote == SIZE_MAX) {
		str_puts(policy, own_policy);
		return;
	}
	serve_edits_add(edits, at, sizeof open - 1 + quote + 2, sv(""));
	struct sv page = sv_sub(rest, 0, quote);
	str_sv(policy, page);
	if (sv_find(page, SV_LIT("script-src")) == SIZE_MAX) str_puts(policy, "; script-src 'self'");
	str_puts(policy, "; frame-ancestors 'none'");
}

static void add_change(
	struct str *box, struct serve_edits *edits, const struct serve_view *v, const char *path, struct sv html)
{
	struct str before = STR_INIT;
	struct arena mem = ARENA_INIT;
	const char *change = "";
	for (size_t i = 0; i < v->now->doc.n; i++) {
		const struct serve_doc *d = &v->now->doc.at[i];
		if (!d->change[0] || strcmp(serve_page_of(&mem, d->address), path) != 0) continue;
		change = strchr(d->address, '#') ? "revised" : d->change; /* one question of many */
		if (strcmp(change, "revised") == 0) break;
	}
	if (strcmp(change, "draft") == 0) {
		str_puts(box, "<p class=\"mp-box\"><span class=\"mp-badge\">draft</span> No edition has this document "
			      "before it is "
			      "approved or, where nothing is to be approved, before its line <code>draft: yes</code> "
			      "is taken "
			      "out.</p>\n");
	} else if (change[0]) {
		size_t changed = 0, gone = 0;
		str_printf(box, "<p class=\"mp-box\"><span class=\"mp-badge\">%s</span> since edition %u.",
			strcmp(change, "status") == 0 ? "other status" : change, v->parent->number);
		if (serve_parent_page(v->parent, path, &before) == 0) {
			serve_mark_changes(edits, html, sv_of(&before), &changed, &gone);
			str_printf(box, " Marked as new or changed: %zu block%s of text. Not here any more: %zu.",
				changed, changed == 1 ? "" : "s", gone);
		}
		str_puts(box, "</p>\n");
	}
	str_dispose(&before);
	arena_dispose(&mem);
}

static void add_marks(struct serve_edits *edits, struct arena *mem, const struct serve_problems *all, const char *path,
	struct sv html)
{
	static const char *const word[] = { "note", "warning", "error" };
	for (size_t i = 0; i < all->v.n; i++) {
		const struct serve_problem *p = &all->v.at[i];
		if (!p->page || strcmp(p->page, path) != 0 || (!p->anchor && !p->line.n)) continue;
		serve_mark_problem(edits, mem, html, p->line, p->anchor,
			arena_printf(mem, "%s, line %u", word[p->d->sev], p->d->at.line));
	}
}

static void add_at(struct serve_edits *edits, struct sv html, const char *mark, bool behind, struct sv put)
{
	size_t at = sv_find(html, sv(mark));
	if (at == SIZE_MAX) return;
	if (behind) {
		const char *close = memchr(html.p + at, '>', html.n - at);
		at = close ? (size_t)(close - html.p) + 1 : html.n;
	}
	serve_edits_add(edits, at, 0, put);
}

static void dress(struct serve_shown *out, const struct serve_view *v, const struct serve_problems *all,
	const char *path, const struct choice *c)
{
	struct serve_edits edits = SERVE_EDITS_INIT;
	struct arena mem = ARENA_INIT;
	struct str boxes = STR_INIT;
	if (c->old)
		str_puts(&boxes,
			"<p class=\"mp-box\">This page is shown as it was when the site could last be made.</p>\n");
	size_t here = serve_box_problems(&boxes, v, all, path);
	serve_box_elsewhere(&boxes, all, here);
	add_change(&boxes, &edits, v, path, c->bytes);
	add_marks(&edits, &mem, all, path, c->bytes);
	take_policy(&edits, &out->policy, c->bytes);
	set_stamp(out, v, c->bytes, sv_of(&boxes));
	const char *head = arena_printf(&mem,
		"<link rel=\"stylesheet\" href=\"/" SERVE_FOLDER "/serve.css\">\n<script src=\"/" SERVE_FOLDER
		"/reload.js\" data-stamp=\"%s\" defer></script>\n",
		out->stamp);
	add_at(&edits, c->bytes, "</head>", false, sv(head));
	add_at(&edits, c->bytes, "<main", true, sv_of(&boxes));
	serve_edits_apply(&edits, c->bytes, &out->body);
	serve_edits_dispose(&edits);
	str_dispose(&boxes);
	arena_dispose(&mem);
}

/* ---- the parts of the address space */

/* A page that the preview writes itself, dressed like the others. */
static void show_own(struct serve_shown *out, const struct serve_view *v, struct str *html)
{
	static const struct serve_problems none = SERVE_PROBLEMS_INIT;
	struct choice c = { sv_of(html), false, NULL };
	out->type = serve_type(".html");
	dress(out, v, &none, "", &c);
	str_clear(&out->policy);
	str_puts(&out->policy, own_policy);
}

static void show_missing(struct serve_shown *out, const struct serve_view *v)
{
	struct str html = STR_INIT;
	struct choice c;
	static const struct serve_problems none = SERVE_PROBLEMS_INIT;
	if (choose(&c, v, &none, "404.html") && !c.lost) {
		/* It stands for an address of any depth, so its own relative links are led from the root. */
		struct sv rest = c.bytes;
		for (size_t at; (at = sv_find(rest, SV_LIT("href=\""))) != SIZE_MAX;
			rest = sv_sub(rest, at + 6, rest.n)) {
			str_append(&html, rest.p, at + 6);
			struct sv value = sv_sub(rest, at + 6, rest.n);
			size_t end = sv_find(value, SV_LIT("\""));
			struct sv link = sv_sub(value, 0, end == SIZE_MAX ? 0 : end);
			if (!sv_starts(link, "#") && !sv_starts(link, "/") && sv_find(link, SV_LIT(":")) == SIZE_MAX)
				str_putc(&html, '/');
		}
		str_sv(&html, rest);
		c.bytes = sv_of(&html);
		out->type = serve_type(".html");
		dress(out, v, &none, "404.html", &c);
	} else {
		serve_box_begin(&html, "There is no such page");
		serve_box_end(&html);
		show_own(out, v, &html);
	}
	out->status = 404;
	str_dispose(&html);
}

static bool show_special(
	struct serve_shown *out, const struct serve_view *v, const struct serve_problems *all, const char *path)
{
	struct str html = STR_INIT;
	bool known = true;
	if (strcmp(path, SERVE_FOLDER) == 0) {
		serve_box_index(&html, v, all);
		show_own(out, v, &html);
	} else if (strcmp(path, SERVE_FOLDER "/reload.js") == 0) {
		out->type = serve_type(".js");
		str_puts(&out->body, serve_script);
	} else if (strcmp(path, SERVE_FOLDER "/serve.css") == 0) {
		out->type = serve_type(".css");
		str_puts(&out->body, serve_style);
	} else {
		known = false;
	}
	str_dispose(&html);
	return known;
}

static void show_file(struct serve_shown *out, const struct serve_view *v, const struct serve_problems *all,
	const char *path, const struct choice *c)
{
	struct str html = STR_INIT;
	if (c->lost) {
		serve_box_source(&html, v, all, c->lost);
		show_own(out, v, &html);
		out->status = 200;
	} else if (sv_ends(sv(path), ".html")) {
		out->type = serve_type(path);
		dress(out, v, all, path, c);
	} else {
		out->type = serve_type(path);
		str_sv(&out->body, c->bytes);
	}
	str_dispose(&html);
}

/* Nothing could ever be made, so there is no site to show; what is wrong is all there is to say. */
static void show_nothing(struct serve_shown *out, const struct serve_view *v, const struct serve_problems *all)
{
	struct str html = STR_INIT;
	serve_box_index(&html, v, all);
	show_own(out, v, &html);
	out->status = 503;
	str_dispose(&html);
}

void serve_show(struct serve_shown *out, const struct serve_view *view, const struct serve_problems *all,
	const char *path, bool folder)
{
	struct choice c;
	out->status = 200;
	if (show_special(out, view, all, path)) return;
	if (!*path) path = "index.html", folder = false;
	if (!folder && choose(&c, view, all, path))
		show_file(out, view, all, path, &c);
	else if (!view->good && !view->now->built && sv_ends(sv(path), ".html"))
		show_nothing(out, view, all);
	else
		show_missing(out, view);
}

void serve_shown_dispose(struct serve_shown *s)
{
	str_dispose(&s->body);
	str_dispose(&s->policy);
}
