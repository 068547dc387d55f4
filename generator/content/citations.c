/* citations.c: the register of outside documents is kept for one question, "what of ours must be looked at when their
 * document changes?". It is answered from the texts as written, so that a new mention needs no second entry. */
#include "content/citations.h"

struct number {                  /* a number found in a text */
	struct sv family, exact; /* exact is empty for "CP-12" and "CP-12.xx" */
};

static bool is_letter(char c)
{
	return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (unsigned char)c >= 0x80;
}

static bool is_digit(struct sv v, size_t i)
{
	return i < v.n && v.p[i] >= '0' && v.p[i] <= '9';
}

static bool is_word(struct sv v, size_t i)
{
	return i < v.n && (is_letter(v.p[i]) || is_digit(v, i) || v.p[i] == '-');
}

/* The next "CP-12", "CP-12.xx" or "CP-12.05" at or after *at, which moves behind it. Found by its hyphen, which text has
 * few of. */
static bool next_number(struct number *out, struct sv v, size_t *at)
{
	const char *hyphen;
	while (*at < v.n && (hyphen = memchr(v.p + *at, '-', v.n - *at)) != NULL) {
		size_t h = (size_t)(hyphen - v.p), from = h;
		while (from > 0 && h - from < 5 && v.p[from - 1] >= 'A' && v.p[from - 1] <= 'Z') from--;
		*at = h + 1;
		if (h - from < 2 || h - from > 4 || (from > 0 && is_word(v, from - 1))) continue;
		if (!is_digit(v, h + 1) || !is_digit(v, h + 2) || is_word(v, h + 3)) continue;
		out->family = sv_sub(v, from, h + 3 - from);
		out->exact = sv("");
		if (h + 5 < v.n && v.p[h + 3] == '.' && is_digit(v, h + 4) && is_digit(v, h + 5) && !is_word(v, h + 6))
			out->exact = sv_sub(v, from, h + 6 - from);
		*at = h + 3;
		return true;
	}
	return false;
}

static struct outside_document *meant(const struct build *b, const struct number *n)
{
	struct outside_document *o = n->exact.n ? map_ptr(&b->outside_versions, n->exact) : NULL;
	return o ? o : map_ptr(&b->outside, n->family);
}

/* ---- who cites */

struct citation {
	struct outside_document *of;
	const struct document *by;
};
struct citation_list {
	VEC(struct citation) v;
};

static void add(struct citation_list *list, struct outside_document *of, const struct document *by)
{
	for (size_t i = list->v.n; i-- > 0 && list->v.at[i].by == by;)
		if (list->v.at[i].of == of) return;
	vec_push(&list->v, ((struct citation){ of, by }));
}

static void scan(struct citation_list *list, const struct build *b, const struct document *by, struct sv text)
{
	struct number n;
	size_t at = 0;
	while (next_number(&n, text, &at)) {
		if (build_family(b, n.family)) continue;
		struct outside_document *o = meant(b, &n);
		if (o) add(list, o, by);
	}
}

static void share_out(struct build *b, const struct citation_list *list)
{
	for (size_t i = 0; i < list->v.n; i++) list->v.at[i].of->ncited_by++;
	for (size_t i = 0; i < list->v.n; i++) {
		struct outside_document *o = list->v.at[i].of;
		if (o->cited_by) continue;
		const struct document **by = ARENA_ARRAY(&b->mem, const struct document *, o->ncited_by);
		size_t n = 0;
		for (size_t k = i; k < list->v.n; k++)
			if (list->v.at[k].of == o) by[n++] = list->v.at[k].by;
		qsort(by, n, sizeof *by, build_by_place);
		o->cited_by = by;
	}
}

/* ---- references of an SOP */

static void resolve(struct build *b, const struct document *d, struct doc_reference *r)
{
	struct number n;
	size_t at = 0;
	if (!next_number(&n, r->text, &at)) return;
	const struct source *s = n.exact.n ? build_by_number(b, n.exact) : NULL;
	const struct outside_document *o = meant(b, &n);
	if (s && !s->left_out)
		r->href = s->doc->path;
	else if (!n.exact.n && build_family(b, n.family))
		r->href = arena_printf(&b->mem, "docs/%.*s.html", SV_ARG(n.family));
	else if (o)
		r->href = o->address;
	else if (d->status != STATUS_SUPERSEDED && d->status != STATUS_RETIRED)
		diags_warn(b->ds, "C040", r->at, "check the number, or register the document in content/documents.csv",
			"no document %.*s is known", SV_ARG(n.exact.n ? n.exact : n.family));
}

void citations_collect(struct build *b)
{
	struct citation_list list = { VEC_INIT };
	for (size_t i = 0; i < b->sources.n; i++) {
		const struct source *s = b->sources.at[i];
		const struct document *d = s->doc;
		if (s->left_out) continue;
		if (b->pub.noutside) scan(&list, b, d, s->front.body);
		for (size_t k = 0; k < d->nreferences; k++) {
			if (b->pub.noutside) scan(&list, b, d, d->reference[k].text);
			resolve(b, d, &d->reference[k]);
		}
	}
	share_out(b, &list);
	vec_dispose(&list.v);
}
