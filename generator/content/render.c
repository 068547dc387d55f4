/* render.c: writes the HTML of a document's tree. Our own writer instead of cmark's, because every byte needs an
 * origin, clauses are wrapped in elements that are no nodes, and what may become active (raw HTML, addresses) is
 * decided in one place: here text goes through html_text, attributes through html_attr, addresses through html_url, and
 * raw HTML nowhere. */
#include "content/markdown.h"
#include "base/html.h"
#include "content/glossary.h"
#include "content/lint.h"
#include "content/questions.h"
#include "content/references.h"
#include <string.h>

static inline void put(struct writer *w, const char *z)
{
	str_append(&w->html, z, strlen(z)); /* mostly of a literal, so known when this is compiled */
}

static void flush(struct writer *w)
{
	rendering_add(w->out, sv_of(&w->html), ORIGIN_DOCUMENT, w->doc->file);
	str_clear(&w->html);
}

/* A block of a document with clauses that stands outside of them. */
static bool stands_out(const struct writer *w, cmark_node *node)
{
	return w->md->numbered && cmark_node_parent(node) == w->md->root && !w->clause_open;
}

static const char *class_in(const struct writer *w, cmark_node *node)
{
	return stands_out(w, node) ? " class=\"in\"" : "";
}

/* ---- links and pictures */

static void open_link(struct writer *w, cmark_node *node)
{
	if (w->links++) return; /* HTML has no links in links */
	struct sv written = sv(cmark_node_get_url(node)), title = sv(cmark_node_get_title(node));
	struct spot spot = { w->md, render_place(w, node), written, NOPLACE };
	struct str href = STR_INIT;
	enum origin origin = ORIGIN_DOCUMENT;
	bool good = w->b ? references_link(&href, &origin, w->b, w->doc, written, &spot) : html_url_ok(written);
	if (!w->b) str_sv(&href, written);
	w->link_open = good && html_url_ok(sv_of(&href));
	if (w->link_open) {
		if (w->b) glossary_linked(w->b->glossary, sv_of(&href));
		put(w, "<a href=\"");
		if (origin == ORIGIN_SETTINGS) {
			struct str value = STR_INIT;
			flush(w);
			html_url(&value, sv_of(&href));
			rendering_add(w->out, sv_of(&value), ORIGIN_SETTINGS, NULL);
			str_dispose(&value);
		} else {
			html_url(&w->html, sv_of(&href));
		}
		if (title.n) {
			put(w, "\" title=\"");
			html_attr(&w->html, title);
		}
		put(w, "\">");
	}
	str_dispose(&href);
}

static void close_link(struct writer *w)
{
	if (--w->links) return;
	if (w->link_open) put(w, "</a>");
	w->link_open = false;
}

static bool is_elsewhere(struct sv url)
{
	size_t n = 0;
	while (n < url.n && url.p[n] != ':' && url.p[n] != '/' && url.p[n] != '?' && url.p[n] != '#') n++;
	return sv_starts(url, "//") || (n < url.n && url.p[n] == ':');
}

static void put_img(struct writer *w, struct sv href, struct sv alt)
{
	put(w, "<img src=\"");
	html_url(&w->html, href);
	put(w, "\" alt=\"");
	html_attr(&w->html, alt);
	put(w, "\" loading=\"lazy\">");
}

static void put_image(struct writer *w, cmark_node *node)
{
	struct sv written = sv(cmark_node_get_url(node)), alt = markdown_text(w->md->mem, node);
	struct spot spot = { w->md, render_place(w, node), written, NOPLACE };
	struct str href = STR_INIT;
	enum origin origin;
	if (w->md->plain && html_url_ok(written)) put_img(w, written, alt);
	if (!w->b) return;
	if (!alt.n)
		diags_error(w->md->ds, "C016", spot_place(&spot),
			"say between the square brackets what the picture shows",
			"this picture has no text for those who cannot see it");
	if (is_elsewhere(written))
		diags_error(w->md->ds, "C017", spot_place(&spot),
			"put the picture into site-templates/assets and write assets/name.png",
			"pictures of other sites would tell them who reads this page");
	else if (references_link(&href, &origin, w->b, w->doc, written, &spot) && origin == ORIGIN_DOCUMENT &&
		 html_url_ok(sv_of(&href)))
		put_img(w, sv_of(&href), typography_text(w->md->mem, w->signs, alt));
	str_dispose(&href);
}

static void drop_html(struct writer *w, cmark_node *node)
{
	struct sv v = sv_trim(sv(cmark_node_get_literal(node)));
	struct sv first = v;
	if (sv_starts(v, "<!--")) return; /* a note among the authors */
	sv_split(&v, '\n', &first);
	diags_warn(w->md->ds, "C010", markdown_find(w->md, render_place(w, node), sv_sub(first, 0, 40)),
		lint_html_help(first), "HTML in a text is left out of the page");
}

/* True if the node was an inline one. *skip: its children were written or are not to be. */
static bool put_inline(struct writer *w, cmark_node *node, bool enter, bool *skip)
{
	switch (cmark_node_get_type(node)) {
	case CMARK_NODE_TEXT: render_text(w, node, sv(cmark_node_get_literal(node))); return true;
	case CMARK_NODE_SOFTBREAK:
	case CMARK_NODE_LINEBREAK:
		put(w, cmark_node_get_type(node) == CMARK_NODE_SOFTBREAK ? "\n" : "<br>\n");
		w->set.last = ' ';
		return true;
	case CMARK_NODE_CODE:
		typography_skip(&w->set);
		put(w, "<code>");
		html_text(&w->html, sv(cmark_node_get_literal(node)));
		put(w, "</code>");
		return true;
	case CMARK_NODE_HTML_INLINE: drop_html(w, node); return true;
	case CMARK_NODE_EMPH: put(w, enter ? "<em>" : "</em>"); return true;
	case CMARK_NODE_STRONG: put(w, enter ? "<strong>" : "</strong>"); return true;
	case CMARK_NODE_LINK:
		if (enter)
			open_link(w, node);
		else
			close_link(w);
		return true;
	case CMARK_NODE_IMAGE:
		typography_skip(&w->set);
		put_image(w, node);
		*skip = true;
		return true;
	default: return false;
	}
}

void render_inlines(struct writer *w, cmark_node *parent)
{
	cmark_iter *it = cmark_iter_new(parent);
	cmark_event_type event;
	while ((event = cmark_iter_next(it)) != CMARK_EVENT_DONE) {
		cmark_node *node = cmark_iter_get_node(it);
		bool skip = false;
		if (node != parent) put_inline(w, node, event == CMARK_EVENT_ENTER, &skip);
		if (skip) cmark_iter_reset(it, node, CMARK_EVENT_EXIT);
	}
	cmark_iter_free(it);
}

/* ---- blocks */

static void put_speaker(struct writer *w, const struct document *who)
{
	struct str href = STR_INIT, html = STR_INIT;
	references_relative(&href, w->doc, sv(who->path));
	str_puts(&html, "<a href=\"");
	html_url(&html, sv_of(&href));
	str_puts(&html, "\">");
	html_text(&html, who->title);
	str_puts(&html, "</a>");
	flush(w);
	rendering_add(w->out, sv_of(&html), ORIGIN_DOCUMENT, who->file);
	str_dispose(&href);
	str_dispose(&html);
}

/* At the end of a clause: the questions that rest on it and the pages that mention it. */
static void put_speakers(struct writer *w, const struct note *note, bool heading)
{
	const struct document *const *who = NULL;
	size_t n = w->b && note && note->id ? questions_of(w->b, w->doc, note->number, &who) : 0, questions = 0;
	if (!n) return;
	while (questions < n && who[questions]->kind == DOC_FAQ) questions++;
	for (size_t i = 0; i < n; i++) {
		if (i == 0 || i == questions)
			str_printf(&w->html, "%s<p class=\"rests%s\">%s ", i ? "</p>\n" : "", heading ? " in" : "",
				i < questions ? "Questions:" : "Mentioned in:");
		else
			put(w, "; ");
		put_speaker(w, who[i]);
	}
	put(w, "</p>\n");
}

static void close_clause(struct writer *w)
{
	if (w->clause_open) {
		put_speakers(w, w->clause, false);
		put(w, "</div>\n");
	}
	w->clause_open = false;
}

/* Before a block that begins something new. What is inside a quotation or list cannot end the clause around it. */
static void close_clause_before(struct writer *w, cmark_node *block)
{
	if (cmark_node_parent(block) == w->md->root) close_clause(w);
}

static void put_number(struct writer *w, const struct note *note)
{
	if (!note->number.n) return;
	if (note->id) {
		put(w, "<a class=\"no\" href=\"#");
		put(w, note->id);
		put(w, "\">");
	} else {
		put(w, "<span class=\"no\">");
	}
	str_sv(&w->html, note->number);
	put(w, note->id ? "</a>" : "</span>");
}

static void open_clause(struct writer *w, const struct note *note)
{
	put(w, "<div class=\"cl\"");
	if (note->id) {
		put(w, " id=\"");
		put(w, note->id);
		put(w, "\"");
	}
	put(w, ">");
	put_number(w, note);
}

static void put_heading(struct writer *w, cmark_node *node, bool enter)
{
	const struct note *note = markdown_note(node);
	if (enter) {
		close_clause_before(w, node);
		render_begin(w);
		w->heading = note->title;
		w->no_references = true;
		str_printf(
			&w->html, "<h%u%s id=\"%s\">", note->level, w->md->numbered ? " class=\"cl\"" : "", note->id);
		put_number(w, note);
		if (note->second_id)
			str_printf(&w->html, "<span id=\"%s\">", note->second_id);
		else if (w->md->numbered)
			put(w, "<span>");
	} else {
		w->no_references = false;
		str_printf(&w->html, "%s</h%u>\n", w->md->numbered ? "</span>" : "", note->level);
		put_speakers(w, note, true);
	}
}

static bool is_clause(const struct note *note)
{
	return note && note->kind == NOTE_CLAUSE;
}

static void put_paragraph(struct writer *w, cmark_node *node, bool enter)
{
	cmark_node *parent = cmark_node_parent(node), *list = parent ? cmark_node_parent(parent) : NULL;
	bool item = cmark_node_get_type(parent) == CMARK_NODE_ITEM;
	bool bare = item && cmark_node_get_list_tight(list) && !is_clause(markdown_note(parent));
	struct note *note = markdown_note(node);
	render_begin(w);
	if (enter && is_clause(note)) {
		close_clause_before(w, node);
		open_clause(w, note);
		w->clause_open = true;
		w->clause = note;
	}
	if (bare) {
		if (!enter && cmark_node_next(node)) put(w, "\n");
		return;
	}
	if (enter)
		put(w, stands_out(w, node) ? "<p class=\"in\">" : "<p>");
	else
		put(w, "</p>\n");
}

static void put_list(struct writer *w, cmark_node *node, bool enter)
{
	const struct note *note = markdown_note(node);
	struct note *parent = markdown_note(cmark_node_parent(node));
	bool ordered = cmark_node_get_list_type(node) == CMARK_ORDERED_LIST;
	if (note && note->kind == NOTE_CLAUSE_LIST) {
		if (!enter) return;
		close_clause_before(w, node);
		/* Sub-clauses stand beside their clause, not in it, so that a link to one does not mark all. */
		if (is_clause(parent) && !parent->closed) {
			put_speakers(w, parent, false);
			put(w, "</div>\n");
			parent->closed = true;
		}
		return;
	}
	if (!enter) {
		put(w, ordered ? "</ol>\n" : "</ul>\n");
		return;
	}
	bool in = w->md->numbered && (cmark_node_parent(node) == w->md->root || is_clause(parent));
	put(w, ordered ? "<ol" : "<ul");
	if (in) put(w, " class=\"in\"");
	if (ordered && cmark_node_get_list_start(node) != 1)
		str_printf(&w->html, " start=\"%d\"", cmark_node_get_list_start(node));
	put(w, ">\n");
}

static void put_item(struct writer *w, cmark_node *node, bool enter)
{
	const struct note *note = markdown_note(node);
	if (is_clause(note)) {
		if (enter)
			open_clause(w, note);
		else if (!note->closed) {
			put_speakers(w, note, false);
			put(w, "</div>\n");
		}
	} else {
		put(w, enter ? "<li>" : "</li>\n");
	}
}

static void put_quote(struct writer *w, cmark_node *node, bool enter)
{
	const struct note *note = markdown_note(node);
	if (!note) {
		if (enter)
			str_printf(&w->html, "<blockquote%s>\n", class_in(w, node));
		else
			put(w, "</blockquote>\n");
	} else if (enter) {
		str_printf(&w->html, "<div class=\"callout %s%s\"><p class=\"callout-title\">%.*s</p>\n", note->css,
			stands_out(w, node) ? " in" : "", SV_ARG(note->title));
	} else {
		put(w, "</div>\n");
	}
}

static void put_code(struct writer *w, cmark_node *node)
{
	const char *info = cmark_node_get_fence_info(node);
	struct sv language = sv_n(info, strcspn(info, " \t\n\v\f\r"));
	str_printf(&w->html, "<pre%s><code", class_in(w, node));
	if (language.n) {
		put(w, " class=\"language-");
		html_attr(&w->html, language);
		put(w, "\"");
	}
	put(w, ">");
	html_text(&w->html, sv(cmark_node_get_literal(node)));
	put(w, "</code></pre>\n");
}

static void put_plain_heading(struct writer *w, cmark_node *node, bool enter)
{
	str_printf(&w->html, "<%sh%d>%s", enter ? "" : "/", cmark_node_get_heading_level(node), enter ? "" : "\n");
}

static void put_block(struct writer *w, cmark_node *node, bool enter, bool *skip)
{
	switch (cmark_node_get_type(node)) {
	case CMARK_NODE_HEADING:
		if (w->md->plain)
			put_plain_heading(w, node, enter);
		else
			put_heading(w, node, enter);
		break;
	case CMARK_NODE_LIST: put_list(w, node, enter); break;
	case CMARK_NODE_ITEM: put_item(w, node, enter); break;
	case CMARK_NODE_BLOCK_QUOTE: put_quote(w, node, enter); break;
	case CMARK_NODE_HTML_BLOCK: drop_html(w, node); break;
	case CMARK_NODE_THEMATIC_BREAK: put(w, "<hr>\n"); break;
	case CMARK_NODE_CODE_BLOCK:
		if (!w->md->plain && tables_is_csv(node))
			tables_csv(w, node);
		else
			put_code(w, node);
		break;
	case CMARK_NODE_PARAGRAPH:
		*skip = enter && !w->md->plain && tables_is_pipe(w->md, node);
		if (*skip)
			tables_pipe(w, node);
		else
			put_paragraph(w, node, enter);
		break;
	default: break;
	}
}

void render_html(struct rendering *out, struct markdown *md, const struct build *b, const struct document *doc)
{
	struct writer w = {
		.html = STR_INIT, .out = out, .md = md, .b = b, .doc = doc, .heading = doc->title, .typeset = STR_INIT
	};
	if (b) w.signs = typography_of(b->settings->language);
	cmark_iter *it = cmark_iter_new(md->root);
	cmark_event_type event;
	while ((event = cmark_iter_next(it)) != CMARK_EVENT_DONE) {
		cmark_node *node = cmark_iter_get_node(it);
		bool enter = event == CMARK_EVENT_ENTER, skip = false;
		if (!put_inline(&w, node, enter, &skip)) put_block(&w, node, enter, &skip);
		if (skip) cmark_iter_reset(it, node, CMARK_EVENT_EXIT);
	}
	cmark_iter_free(it);
	close_clause(&w);
	flush(&w);
	str_dispose(&w.html);
	str_dispose(&w.typeset);
}
