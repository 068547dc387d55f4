/* render_words.c: text on its way into the page: quotes and dashes as the language sets them, what a document mentions
 * as links, and the first use of a defined term as the way to its definition. */
#include "base/html.h"
#include "content/glossary.h"
#include "content/markdown.h"
#include "content/mentions.h"
#include "content/references.h"
#include <string.h>

static inline void put(struct writer *w, const char *z)
{
	str_append(&w->html, z, strlen(z)); /* of a literal, so known when this is compiled */
}

cmark_node *render_place(const struct writer *w, cmark_node *node)
{
	return w->block ? w->block : node;
}

static void put_mention(struct writer *w, const struct mention *m, struct sv text)
{
	bool link = m->href.len && html_url_ok(sv_of(&m->href));
	put(w, link ? "<a" : "<span");
	if (link) {
		put(w, " href=\"");
		html_url(&w->html, sv_of(&m->href));
		put(w, "\"");
	}
	if (m->title.len) {
		put(w, " title=\"");
		html_attr(&w->html, sv_of(&m->title));
		put(w, "\"");
	}
	put(w, ">");
	html_text(&w->html, text);
	typography_skip(&w->set);
	put(w, link ? "</a>" : "</span>");
}

/* Text of this node goes on behind what was given. */
static void put_text(struct writer *w, struct sv text, bool more)
{
	if (!w->signs) {
		html_text(&w->html, text);
		return;
	}
	str_clear(&w->typeset);
	typography_put(&w->typeset, &w->set, w->signs, text, more);
	html_text(&w->html, sv_of(&w->typeset));
}

/* Text without references; the first use of a defined term leads to its definition. */
static void put_words(struct writer *w, struct sv text, bool more)
{
	struct glossary_hit hit;
	bool terms = w->b && !w->no_references && !w->links && !w->no_terms;
	size_t at = 0;
	while (terms && glossary_next(&hit, w->b->glossary, text, at, text.n)) {
		struct str href = STR_INIT;
		put_text(w, sv_sub(text, at, hit.start - at), true);
		references_relative(&href, w->doc, sv(hit.definition->path));
		put(w, "<a class=\"term\" href=\"");
		html_url(&w->html, sv_of(&href));
		put(w, "\">");
		put_text(w, sv_sub(text, hit.start, hit.end - hit.start), true);
		put(w, "</a>");
		at = hit.end;
		str_dispose(&href);
	}
	put_text(w, sv_sub(text, at, text.n), more);
}

/* Does the line of text go on behind this node? */
static bool goes_on(cmark_node *node)
{
	cmark_node *next = cmark_node_next(node), *up = cmark_node_parent(node);
	if (cmark_node_get_type(node) < CMARK_NODE_FIRST_INLINE) return false; /* a cell */
	unsigned depth = 0;
	while (!next && up && cmark_node_get_type(up) >= CMARK_NODE_FIRST_INLINE && depth++ < 32) {
		next = cmark_node_next(up);
		up = cmark_node_parent(up);
	}
	return next && cmark_node_get_type(next) != CMARK_NODE_SOFTBREAK &&
	       cmark_node_get_type(next) != CMARK_NODE_LINEBREAK;
}

void render_begin(struct writer *w)
{
	w->set = (struct typography){ 0, false, false };
}

void render_text(struct writer *w, cmark_node *node, struct sv text)
{
	size_t at = 0;
	if (w->b && !w->no_references && !w->links) {
		struct mention m = { 0, 0, STR_INIT, STR_INIT };
		while (mentions_next(&m, w->b, w->md, render_place(w, node), w->doc, text, at)) {
			put_words(w, sv_sub(text, at, m.start - at), true);
			put_mention(w, &m, sv_sub(text, m.start, m.end - m.start));
			at = m.end;
		}
		str_dispose(&m.href);
		str_dispose(&m.title);
	}
	put_words(w, sv_sub(text, at, text.n), w->signs && goes_on(node));
}
