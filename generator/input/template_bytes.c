/* template_bytes.c: what a rendering depends on as one run of bytes, for whoever wants to know by a digest whether it would come out the same. Whatever
 * template_render.c looks at has to be written here. */
#include "input/template_internal.h"

static void put_number(struct str *out, uint64_t n)
{
	unsigned char b[8];
	for (unsigned i = 0; i < sizeof b; i++) b[i] = (unsigned char)(n >> 8 * i);
	str_append(out, b, sizeof b);
}

static void put_field(struct str *out, struct sv v)
{
	put_number(out, v.n);
	str_sv(out, v);
}

static void put_source(struct str *out, const char *source)
{
	put_number(out, source != NULL);
	if (source) put_field(out, sv(source));
}

static void put_html(struct str *out, const struct rendering *html)
{
	put_field(out, sv_of(&html->bytes));
	put_number(out, html->spans.n);
	for (size_t i = 0; i < html->spans.n; i++) {
		put_number(out, html->spans.at[i].end);
		put_number(out, (uint64_t)html->spans.at[i].origin);
		put_source(out, html->spans.at[i].source);
	}
}

static void put_value(struct str *out, const struct value *v)
{
	put_field(out, sv_n(v->name, v->name_len));
	put_number(out, (uint64_t)v->kind << 16 | (uint64_t)v->origin << 8 | v->flag);
	put_source(out, v->source);
	put_field(out, v->text);
	if (v->kind == VALUE_HTML) put_html(out, v->u.html);
	if (v->kind == VALUE_MAP) tmap_bytes(v->u.map, out);
	if (v->kind != VALUE_LIST) return;
	put_number(out, v->u.list->n);
	for (size_t i = 0; i < v->u.list->n; i++) tmap_bytes(v->u.list->at[i], out);
}

void tmap_bytes(const struct tmap *m, struct str *out)
{
	put_number(out, m->n);
	for (size_t i = 0; i < m->n; i++) put_value(out, &m->at[i]);
}

/* Depth first, each partial once: where it stands says the text of whoever includes it. */
static void put_template(struct str *out, const struct template_set *s, size_t at, bool *seen)
{
	const struct template *t = s->all.at[at];
	if (seen[at]) return;
	seen[at] = true;
	put_field(out, sv(t->name));
	put_field(out, t->text);
	for (size_t i = 0; i < t->nodes.n; i++)
		if (t->nodes.at[i].kind == NODE_PARTIAL) put_template(out, s, t->nodes.at[i].partial, seen);
}

bool template_bytes(const struct template_set *s, const char *name, struct str *out)
{
	uint64_t at;
	if (s->bad || !map_get(&s->by_name, sv(name), &at)) return false;
	bool *seen = xcalloc(s->all.n, sizeof *seen);
	put_template(out, s, (size_t)at, seen);
	free(seen);
	return true;
}
