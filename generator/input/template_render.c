/* template_render.c writes a parsed template with its values and remembers of every byte where it came from, which is what
 * lets the gate judge bytes from records more strictly than the committee's own. What type of value may stand in what
 * context, and how it is escaped there, is decided in this file and nowhere else. */
#include <assert.h>
#include "base/html.h"
#include "base/utf8.h"
#include "input/template_internal.h"

#define MAX_ERRORS 20

struct scope {
	const struct tmap *map;
	const struct scope *outer;
};
struct render {
	const struct template_set *set;
	struct rendering *out;
	struct place content;
	struct diags *ds;
	unsigned errors;
	size_t url_start;             /* where in out the value of the present URL attribute begins */
	const struct node *url_whole; /* of a URL written there to which nothing may be added, or NULL */
};

/* Renderings. */

static void span_to_end(struct rendering *r, enum origin origin, const char *source)
{
	size_t n = r->spans.n;
	if ((n ? r->spans.at[n - 1].end : 0) == r->bytes.len) return;
	if (n && r->spans.at[n - 1].origin == origin && r->spans.at[n - 1].source == source) {
		r->spans.at[n - 1].end = r->bytes.len;
		return;
	}
	struct span s = { r->bytes.len, origin, source };
	vec_push(&r->spans, s);
}

void rendering_clear(struct rendering *r)
{
	str_clear(&r->bytes);
	vec_clear(&r->spans);
}

void rendering_dispose(struct rendering *r)
{
	str_dispose(&r->bytes);
	vec_dispose(&r->spans);
}

void rendering_add(struct rendering *r, struct sv bytes, enum origin origin, const char *source)
{
	str_sv(&r->bytes, bytes);
	span_to_end(r, origin, source);
}

void rendering_append(struct rendering *r, const struct rendering *from)
{
	size_t start = 0;
	for (size_t i = 0; i < from->spans.n; i++) {
		const struct span *s = &from->spans.at[i];
		rendering_add(r, sv_n(from->bytes.ptr + start, s->end - start), s->origin, s->source);
		start = s->end;
	}
	assert(start == from->bytes.len);
}

int rendering_put(const struct rendering *r, const char *path, struct sink *sink)
{
	struct artifact a = { path, ARTIFACT_FILE, sv_of(&r->bytes), r->spans.at, r->spans.n };
	return sink_put(sink, &a);
}

/* Problems. */

static void fail(struct render *r, const struct node *n, const char *code, const char *help, const char *what)
{
	if (r->errors++ >= MAX_ERRORS) return;
	if (!r->content.file)
		diags_error(r->ds, code, n->at, help, "\"%.*s\" %s", SV_ARG(n->text), what);
	else
		diags_error(r->ds, code, n->at, help, "\"%.*s\" %s (while rendering %s)", SV_ARG(n->text), what,
			r->content.file);
}

/* Looks a name up in the innermost map that has its first part; the parts after a dot only in the map named before it. */
static const struct value *look_up(struct render *r, const struct node *n, const struct scope *scope)
{
	const char *dot = memchr(n->text.p, '.', n->text.n);
	struct sv first = dot ? sv_n(n->text.p, (size_t)(dot - n->text.p)) : n->text;
	const struct value *v = NULL;
	for (; scope && !v; scope = scope->outer) v = tmap_find(scope->map, first);
	struct sv rest = dot ? sv_sub(n->text, first.n + 1, n->text.n) : sv(NULL), part;
	while (dot && v && sv_split(&rest, '.', &part)) {
		if (v->kind != VALUE_MAP) {
			fail(r, n, "T012", "only a map has names after a dot",
				"goes on after a name that is not a map");
			return NULL;
		}
		v = tmap_find(v->u.map, part);
	}
	if (!v)
		fail(r, n, "T011", "look for a slip in the name; docs/FORMATS.md lists the names of each template",
			"is not known here");
	return v;
}

/* Values. */

/* May text follow this beginning of a URL without changing where it leads? The host must be finished, and known. */
static bool is_url_beginning(struct sv prefix)
{
	prefix = sv_trim(prefix);
	if (prefix.n == 0 || !html_url_ok(prefix)) return false;
	bool web = sv_ieq_ascii(sv_sub(prefix, 0, 5), SV_LIT("http:")) ||
		   sv_ieq_ascii(sv_sub(prefix, 0, 6), SV_LIT("https:"));
	if (!web && !sv_starts(prefix, "//")) return true;
	size_t slashes = sv_find(prefix, SV_LIT("//"));
	if (slashes > prefix.n) return false;
	struct sv host = sv_sub(prefix, slashes + 2, prefix.n);
	return host.n > 1 && memchr(host.p + 1, '/', host.n - 1) != NULL;
}

static void percent_encode(struct str *out, struct sv v)
{
	static const char hex[] = "0123456789ABCDEF";
	for (size_t i = 0; i < v.n; i++) {
		unsigned char c = (unsigned char)v.p[i];
		if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
			(c && strchr("-._~/#", c))) {
			str_putc(out, (char)c);
		} else {
			str_putc(out, '%');
			str_putc(out, hex[c >> 4]);
			str_putc(out, hex[c & 15]);
		}
	}
}

static void url_value(struct render *r, const struct node *n, const struct value *v)
{
	struct str *out = &r->out->bytes;
	struct sv prefix = sv_n(out->ptr + r->url_start, out->len - r->url_start);
	if (r->url_whole) {
		fail(r, n, "T013", "let the URL be the whole value", "follows a URL that is complete");
	} else if (v->kind == VALUE_URL) {
		if (prefix.n > 0)
			fail(r, n, "T013", "remove what stands before it",
				"is a URL and must be the whole value of the attribute");
		else if (!html_url(out, v->text))
			fail(r, n, "T013", "a link is relative or begins with https, http, mailto or tel",
				"is not an address that may be linked");
		r->url_whole = v->text.n > 0 && v->text.p[v->text.n - 1] != '/' ? n : NULL;
	} else if (!is_url_beginning(prefix)) {
		fail(r, n, "T013", "begin the value with fixed text such as \"docs/\" or \"https://example.org/\"",
			"is text and may only follow a fixed beginning of the URL");
	} else if (v->text.n && v->text.p[0] == '/' && prefix.p[prefix.n - 1] == '/') {
		fail(r, n, "T013", "remove one of the two", "begins with / after a /");
	} else {
		percent_encode(out, v->text);
	}
}

static bool is_css_word(struct sv v)
{
	for (size_t i = 0; i < v.n; i++) {
		char c = v.p[i];
		if (!((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
			    (c && strchr(" #.,%-_", c))))
			return false;
	}
	return true;
}

/* Control characters, with which a value could pretend to be something else in a message, are left out. */
static void plain_text(struct str *out, struct sv v, bool one_line)
{
	for (size_t i = 0; i < v.n;) {
		size_t from = i;
		uint32_t cp = utf8_next(v, &i);
		if (one_line && (cp == '\n' || cp == '\r' || cp == '\t' || cp == 0x2028 || cp == 0x2029 || cp == 0x85))
			str_putc(out, ' ');
		else if (!utf8_is_control(cp))
			str_append(out, v.p + from, i - from);
	}
}

static void write_text(struct render *r, const struct node *n, const struct value *v)
{
	struct str *out = &r->out->bytes;
	switch (n->context) {
	case CONTEXT_TEXT:
	case CONTEXT_TITLE: html_text(out, v->text); break;
	case CONTEXT_URL: url_value(r, n, v); break;
	case CONTEXT_ATTR:
		if (v->kind == VALUE_URL)
			fail(r, n, "T012", "it may stand in href, src, action, cite or in text",
				"is a URL and may not stand in this attribute");
		else
			html_attr(out, v->text);
		break;
	case CONTEXT_CSS:
		if (v->kind == VALUE_URL || !is_css_word(v->text))
			fail(r, n, "T014", "only letters, digits, spaces and # . , % - _ are safe there",
				"may not stand in a style sheet");
		else
			str_sv(out, v->text);
		break;
	case CONTEXT_LINE:
	case CONTEXT_PLAIN: plain_text(out, v->text, n->context == CONTEXT_LINE); break;
	}
	span_to_end(r->out, v->origin, v->source);
}

static void render_value(struct render *r, const struct node *n, const struct scope *scope)
{
	const struct value *v = look_up(r, n, scope);
	if (!v) return;
	switch (v->kind) {
	case VALUE_TEXT:
	case VALUE_URL: write_text(r, n, v); break;
	case VALUE_HTML:
		if (n->context == CONTEXT_TEXT)
			rendering_append(r->out, v->u.html);
		else
			fail(r, n, "T012", "it may only stand in text, outside of tags",
				"is HTML and may not stand here");
		break;
	case VALUE_BOOL: fail(r, n, "T012", "use it as {{#name}}…{{/name}}", "is yes or no and cannot be shown"); break;
	case VALUE_LIST: fail(r, n, "T012", "use it as {{#name}}…{{/name}}", "is a list and cannot be shown"); break;
	case VALUE_MAP:
		fail(r, n, "T012", "use it as {{name.part}} or {{#name}}…{{/name}}", "is a map and cannot be shown");
		break;
	}
}

/* Nodes. */

static void render_literal(struct render *r, const struct node *n)
{
	if (n->context == CONTEXT_URL && r->url_whole && n->text.p[0] != '"')
		fail(r, r->url_whole, "T013", "let it be the whole value of the attribute, or a folder that ends in /",
			"is a complete URL and more follows it");
	if (n->context == CONTEXT_URL && memchr(n->text.p, '"', n->text.n)) r->url_whole = NULL;
	if (n->url_at != NO_URL) {
		r->url_start = r->out->bytes.len + n->url_at;
		r->url_whole = NULL;
	}
	rendering_add(r->out, n->text, ORIGIN_TEMPLATE, NULL);
}

static bool is_present(const struct value *v)
{
	switch (v->kind) {
	case VALUE_TEXT:
	case VALUE_URL: return v->text.n > 0;
	case VALUE_HTML: return v->u.html->bytes.len > 0;
	case VALUE_BOOL: return v->flag;
	case VALUE_LIST: return v->u.list->n > 0;
	case VALUE_MAP: return true;
	}
	return false;
}

static void render_nodes(struct render *r, const struct template *t, size_t from, size_t to, const struct scope *scope);

static void render_section(struct render *r, const struct template *t, size_t at, const struct scope *scope)
{
	const struct node *n = &t->nodes.at[at];
	const struct value *v = look_up(r, n, scope);
	if (!v) return;
	if (n->kind == NODE_INVERTED) {
		if (!is_present(v)) render_nodes(r, t, at + 1, n->end, scope);
	} else if (v->kind == VALUE_LIST) {
		for (size_t i = 0; i < v->u.list->n; i++) {
			struct scope inner = { v->u.list->at[i], scope };
			render_nodes(r, t, at + 1, n->end, &inner);
		}
	} else if (v->kind == VALUE_MAP) {
		struct scope inner = { v->u.map, scope };
		render_nodes(r, t, at + 1, n->end, &inner);
	} else if (is_present(v)) {
		render_nodes(r, t, at + 1, n->end, scope);
	}
}

static void render_nodes(struct render *r, const struct template *t, size_t from, size_t to, const struct scope *scope)
{
	for (size_t i = from; i < to; i++) {
		const struct node *n = &t->nodes.at[i];
		switch (n->kind) {
		case NODE_LITERAL: render_literal(r, n); break;
		case NODE_VALUE: render_value(r, n, scope); break;
		case NODE_SECTION:
		case NODE_INVERTED:
			render_section(r, t, i, scope);
			i = n->end - 1;
			break;
		case NODE_PARTIAL: {
			const struct template *partial = r->set->all.at[n->partial];
			render_nodes(r, partial, 0, partial->nodes.n, scope);
			break;
		}
		}
	}
}

/* The state of a rendering to go back to: a page with an error in it must not be put anywhere by accident. */
struct mark {
	size_t bytes, spans, last_end;
};

static void go_back(struct rendering *r, const struct mark *m)
{
	str_truncate(&r->bytes, m->bytes);
	r->spans.n = m->spans;
	if (m->spans) r->spans.at[m->spans - 1].end = m->last_end;
}

int template_render(const struct template_set *s, const char *name, const struct tmap *root, struct place content,
	struct rendering *out, struct diags *ds)
{
	uint64_t index = 0;
	if (s->bad) {
		diags_error(ds, "T010", content, "correct the templates first",
			"\"%s\" cannot be used while templates have errors", name);
		return -1;
	}
	if (!map_get(&s->by_name, sv(name), &index)) {
		diags_error(ds, "T010", content, "add the file to site-templates", "there is no template \"%s\"", name);
		return -1;
	}
	struct mark before = { out->bytes.len, out->spans.n, out->spans.n ? out->spans.at[out->spans.n - 1].end : 0 };
	struct render r = { .set = s, .out = out, .content = content, .ds = ds };
	struct scope scope = { root, NULL };
	const struct template *t = s->all.at[index];
	render_nodes(&r, t, 0, t->nodes.n, &scope);
	if (!r.errors) return 0;
	go_back(out, &before);
	return -1;
}
