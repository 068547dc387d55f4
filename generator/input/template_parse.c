/* template_parse.c turns the text of one template into a flat list of nodes, once, so that rendering a hundred thousand
 * pages only walks a list. All that can be wrong with a template without knowing its values is found here. */
#include <assert.h>
#include <stdint.h>
#include "input/template_internal.h"

struct open {
	size_t node;
	struct html_tracker at;
};
struct tag {
	char kind;
	struct sv name;
	size_t from, to;
}; /* kind 0 for a plain value; bytes of the tag */
struct parser {
	struct template *t;
	struct html_tracker html;
	VEC(struct open) open;
	struct diags *ds;
	bool bad;
};

static struct place place_in(const struct parser *p, size_t offset)
{
	return place_at(p->t->file, p->t->text, offset);
}

static void report(struct parser *p, size_t offset, const char *code, const char *help, const char *text)
{
	diags_error(p->ds, code, place_in(p, offset), help, "%s", text);
	p->bad = true;
}

/* Tags. */

static bool is_tag_name(struct sv v)
{
	struct sv part;
	if (v.n == 0) return false;
	while (sv_split(&v, '.', &part)) {
		if (part.n == 0) return false;
		for (size_t i = 0; i < part.n; i++) {
			char c = part.p[i];
			if (!((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
				    c == '-'))
				return false;
		}
	}
	return true;
}

/* Names of partials may hold a folder. */
static bool is_partial_name(struct sv v)
{
	struct sv part;
	while (sv_split(&v, '/', &part))
		if (!is_tag_name(part)) return false;
	return true;
}

/* Reads the tag at `from`. False when the rest of the text cannot be read. */
static bool read_tag(struct parser *p, size_t from, struct tag *out)
{
	struct sv rest = sv_sub(p->t->text, from + 2, p->t->text.n);
	size_t n = sv_find(rest, SV_LIT("}}"));
	*out = (struct tag){ .from = from };
	if (n == SIZE_MAX) {
		report(p, from, "T002", "add }}", "this tag is not closed");
		return false;
	}
	struct sv inner = sv_trim(sv_n(rest.p, n));
	out->to = from + 2 + n + 2;
	if (inner.n && strchr("#^/>!", inner.p[0])) {
		out->kind = inner.p[0];
		inner = sv_trim(sv_sub(inner, 1, inner.n));
	}
	out->name = inner;
	if (out->kind == '!') return true;
	if (inner.n && strchr("{&", inner.p[0])) {
		report(p, from, "T002", "write {{name}}; a value that is HTML is known as such",
			"there is no raw form of a tag");
		out->kind = '!';
	} else if (!(out->kind == '>' ? is_partial_name(inner) : is_tag_name(inner))) {
		report(p, from, "T002", "a name has letters, digits, _ and -, and dots between names",
			"this tag has no usable name");
		out->kind = '!';
	}
	return true;
}

static bool is_blank(struct sv v)
{
	for (size_t i = 0; i < v.n; i++)
		if (v.p[i] != ' ' && v.p[i] != '\t') return false;
	return true;
}

/* A tag alone on its line: *begin and *end are widened to the whole line, its newline included. */
static void widen_standalone(struct sv text, const struct tag *tag, size_t *begin, size_t *end)
{
	size_t line = tag->from, after = tag->to;
	if (tag->kind == 0) return;
	while (line > 0 && text.p[line - 1] != '\n') line--;
	while (after < text.n && text.p[after] != '\n') after++;
	if (!is_blank(sv_sub(text, line, tag->from - line)) || !is_blank(sv_sub(text, tag->to, after - tag->to)))
		return;
	*begin = line;
	*end = after < text.n ? after + 1 : after;
}

/* Nodes. */

static struct node *add_node(struct parser *p, enum node_kind kind, struct sv text, size_t offset)
{
	struct node n = { .kind = kind, .text = text, .url_at = NO_URL, .at = place_in(p, offset) };
	vec_push(&p->t->nodes, n);
	return &p->t->nodes.at[p->t->nodes.n - 1];
}

static bool in_url(const struct html_tracker *h)
{
	struct html_tracker copy = *h;
	enum context c;
	return h->state == HTML_VALUE && html_value(&copy, &c) == NULL && c == CONTEXT_URL;
}

/* False when the HTML is such that nothing after it can be judged. */
static bool add_literal(struct parser *p, size_t from, size_t to)
{
	bool began_in_url = !p->t->css && in_url(&p->html);
	if (from == to) return true;
	for (size_t i = from; i < to && !p->t->css; i++) {
		const char *wrong = html_track(&p->html, p->t->text.p[i], i);
		if (wrong) {
			report(p, i, "T004", NULL, wrong);
			return false;
		}
	}
	struct node *n = add_node(p, NODE_LITERAL, sv_sub(p->t->text, from, to - from), from);
	n->context = began_in_url ? CONTEXT_URL : CONTEXT_TEXT;
	if (!p->t->css && in_url(&p->html) && p->html.value_at >= from) n->url_at = p->html.value_at - from;
	return true;
}

static void add_value(struct parser *p, const struct tag *tag)
{
	enum context context = !p->t->plain                      ? CONTEXT_CSS
			       : place_in(p, tag->from).line > 1 ? CONTEXT_PLAIN
								 : CONTEXT_LINE;
	const char *wrong = p->t->css ? NULL : html_value(&p->html, &context);
	if (wrong) report(p, tag->from, "T005", NULL, wrong);
	add_node(p, NODE_VALUE, tag->name, tag->from)->context = context;
}

static void add_partial(struct parser *p, const struct tag *tag)
{
	if ((p->t->css && !p->t->plain) || p->html.state != HTML_TEXT)
		report(p, tag->from, "T005", "partials hold whole elements",
			"a partial may only stand in text, not within a tag");
	add_node(p, NODE_PARTIAL, tag->name, tag->from);
}

static void open_section(struct parser *p, const struct tag *tag)
{
	const char *wrong = p->t->css ? NULL : html_section(&p->html);
	if (wrong) report(p, tag->from, "T005", NULL, wrong);
	struct open o = { p->t->nodes.n, p->html };
	add_node(p, tag->kind == '#' ? NODE_SECTION : NODE_INVERTED, tag->name, tag->from);
	vec_push(&p->open, o);
}

static void close_section(struct parser *p, const struct tag *tag)
{
	if (p->open.n == 0) {
		report(p, tag->from, "T003", "remove it, or add the tag that begins the section",
			"no section is open here");
		return;
	}
	struct open *o = &p->open.at[--p->open.n];
	struct node *begin = &p->t->nodes.at[o->node];
	begin->end = p->t->nodes.n;
	if (!sv_eq(begin->text, tag->name)) {
		diags_error(p->ds, "T003", place_in(p, tag->from),
			diags_text(p->ds, "write {{/%.*s}}", SV_ARG(begin->text)),
			"the section \"%.*s\" of line %u is closed as \"%.*s\"", SV_ARG(begin->text), begin->at.line,
			SV_ARG(tag->name));
		p->bad = true;
	}
	if (p->t->css) return;
	const char *wrong = html_section(&p->html);
	if (wrong) {
		report(p, tag->from, "T005", NULL, wrong);
	} else if (!html_join(&p->html, &o->at)) {
		const char *from = html_where(&o->at), *to = html_where(&p->html);
		const char *other = strcmp(from, to) == 0 ? "another such: " : "";
		diags_error(p->ds, "T006", place_in(p, tag->from),
			"let it hold whole elements, whole attributes or part of one value",
			"the section \"%.*s\" begins in %s and ends in %s%s", SV_ARG(begin->text), from, other, to);
		p->bad = true;
	}
}

static void add_tag(struct parser *p, const struct tag *tag)
{
	switch (tag->kind) {
	case '!': break;
	case '#':
	case '^': open_section(p, tag); break;
	case '/': close_section(p, tag); break;
	case '>': add_partial(p, tag); break;
	default: add_value(p, tag); break;
	}
}

static void check_end(struct parser *p)
{
	for (size_t i = 0; i < p->open.n; i++) {
		const struct node *n = &p->t->nodes.at[p->open.at[i].node];
		diags_error(p->ds, "T003", n->at, diags_text(p->ds, "add {{/%.*s}}", SV_ARG(n->text)),
			"the section \"%.*s\" is not closed", SV_ARG(n->text));
		p->bad = true;
	}
	if (p->t->css || p->open.n > 0 || p->html.state == HTML_TEXT) return;
	diags_error(p->ds, "T004", place_in(p, p->html.began),
		"each template file must hold whole tags and elements of script and style",
		"the file ends within %s that begins here", html_where(&p->html));
	p->bad = true;
}

static bool parse(struct parser *p)
{
	struct sv text = p->t->text;
	size_t from = 0;
	for (;;) {
		size_t found = sv_find(sv_sub(text, from, text.n), SV_LIT("{{"));
		if (found == SIZE_MAX) break;
		struct tag tag;
		if (!read_tag(p, from + found, &tag)) return false;
		size_t begin = tag.from, end = tag.to;
		widen_standalone(text, &tag, &begin, &end);
		assert(begin >= from);
		if (!add_literal(p, from, begin)) return false;
		add_tag(p, &tag);
		from = end;
	}
	return add_literal(p, from, text.n);
}

int template_parse(struct template *t, struct diags *ds)
{
	struct parser p = { .t = t, .open = VEC_INIT, .ds = ds };
	if (parse(&p)) check_end(&p);
	vec_dispose(&p.open);
	return p.bad ? -1 : 0;
}
