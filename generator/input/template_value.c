/* template_value.c holds what a template shows: typed values in maps and lists. The type is chosen by whoever makes the
 * value, once, and says what may ever be done with it; a template cannot turn text into HTML. */
#include <assert.h>
#include "input/template_internal.h"

/* Where tlist_add puts the name "last" of an item. */
#define ITEM_LAST 1

struct tmap *tmap_new(struct arena *mem)
{
	struct tmap *m = ARENA_NEW(mem, struct tmap);
	m->mem = mem;
	return m;
}

/* A name set twice is a mistake of the program, which nothing but this would show. */
static struct value *add(struct tmap *m, const char *name, enum value_kind kind)
{
	size_t len = strlen(name);
	assert(!tmap_find(m, sv_n(name, len)));
	if (m->n == m->cap) {
		m->cap = m->cap ? m->cap * 2 : 8;
		struct value *at = ARENA_ARRAY(m->mem, struct value, m->cap);
		if (m->n) memcpy(at, m->at, m->n * sizeof *at);
		m->at = at;
	}
	struct value *v = &m->at[m->n++];
	*v = (struct value){
		.name = name, .name_len = len, .kind = kind, .origin = ORIGIN_TEMPLATE, .text = { "", 0 }
	};
	return v;
}

const struct value *tmap_find(const struct tmap *m, struct sv name)
{
	for (size_t i = 0; i < m->n; i++) {
		const struct value *v = &m->at[i];
		if (v->name_len != name.n) continue;
		/* Most names of one length differ in their first letter, which is found out sooner than by a call. */
		if (v->name == name.p || (*v->name == *name.p && memcmp(v->name, name.p, name.n) == 0)) return v;
	}
	return NULL;
}

static void add_text(
	struct tmap *m, const char *name, enum value_kind kind, struct sv text, enum origin origin, const char *source)
{
	struct value *v = add(m, name, kind);
	v->text = text;
	v->origin = origin;
	v->source = source;
}

void tmap_text(struct tmap *m, const char *name, struct sv text, enum origin origin, const char *source)
{
	add_text(m, name, VALUE_TEXT, text, origin, source);
}

void tmap_url(struct tmap *m, const char *name, struct sv url, enum origin origin, const char *source)
{
	add_text(m, name, VALUE_URL, url, origin, source);
}

void tmap_html(struct tmap *m, const char *name, const struct rendering *html)
{
	add(m, name, VALUE_HTML)->u.html = html;
}

void tmap_bool(struct tmap *m, const char *name, bool v)
{
	add(m, name, VALUE_BOOL)->flag = v;
}

void tmap_int(struct tmap *m, const char *name, long v, enum origin origin)
{
	char digits[24];
	int n = snprintf(digits, sizeof digits, "%ld", v);
	add_text(m, name, VALUE_TEXT, arena_sv(m->mem, sv_n(digits, (size_t)n)), origin, NULL);
}

struct tmap *tmap_map(struct tmap *m, const char *name)
{
	struct tmap *inner = tmap_new(m->mem);
	add(m, name, VALUE_MAP)->u.map = inner;
	return inner;
}

struct tlist *tmap_list(struct tmap *m, const char *name)
{
	struct tlist *l = ARENA_NEW(m->mem, struct tlist);
	l->mem = m->mem;
	add(m, name, VALUE_LIST)->u.list = l;
	return l;
}

struct tmap *tlist_add(struct tlist *l)
{
	if (l->n == l->cap) {
		l->cap = l->cap ? l->cap * 2 : 8;
		struct tmap **at = ARENA_ARRAY(l->mem, struct tmap *, l->cap);
		if (l->n) memcpy(at, l->at, l->n * sizeof *at);
		l->at = at;
	}
	struct tmap *item = tmap_new(l->mem);
	tmap_bool(item, "first", l->n == 0);
	tmap_bool(item, "last", true);
	if (l->n) l->at[l->n - 1]->at[ITEM_LAST].flag = false;
	l->at[l->n++] = item;
	return item;
}

size_t tlist_length(const struct tlist *l)
{
	return l->n;
}
