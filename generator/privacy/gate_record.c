/* Keeping what the gate refuses: each value once for every file somebody can mend, with its place as the artifact was put. What is judged is
 * often another reading of those bytes, and a name in a template would else be told for every page. */
#include "privacy/gate_internal.h"

/* The content file of the window's first byte that has one. */
static const char *source_of(const struct artifact *a, const struct window *w)
{
	for (size_t i = 0; i < a->nspans; i++) {
		if (a->spans[i].end > w->token[0]->start && a->spans[i].source) return a->spans[i].source;
		if (a->spans[i].end >= w->token[w->n - 1]->end) break;
	}
	return NULL;
}

/* All of the approved text around a byte: spans of that origin that touch are one text. */
static struct sv approved_text(const struct artifact *a, size_t at)
{
	size_t from = 0, to = 0;

	for (size_t i = 0, begin = 0; i < a->nspans && begin <= at; begin = a->spans[i++].end) {
		if (a->spans[i].origin != ORIGIN_TEXT)
			from = a->spans[i].end;
		else
			to = a->spans[i].end;
	}
	return to > from ? sv_sub(a->bytes, from, to - from) : sv("");
}

static struct hit hit_of(struct gate_notes *n, const struct gate_finding *f, const char *source)
{
	const struct judged *j = f->judged;
	size_t start, end;

	gate_finding_place(f, &start, &end);
	struct place at = place_at(NULL, j->raw->bytes, start);
	struct hit h = { .what = f->verdict == GATE_SOFT ? HIT_SOFT : HIT_HARD,
		.kind = (enum identity_kind)f->value->kind,
		.origin = f->origin,
		.in_path = j->in_path,
		.hash = f->window->hash,
		.person = f->value->person,
		.path = arena_strdup(&n->mem, sv(j->artifact->path)),
		.line = at.line,
		.col = at.col,
		.start = start,
		.end = end,
		.written = arena_sv(&n->mem, sv_sub(j->raw->bytes, start, end - start)),
		.source = source };

	if (f->origin == ORIGIN_TEXT) h.span = arena_sv(&n->mem, approved_text(j->raw, start));
	return h;
}

/* One template is on every page: there it is said once. Texts and documents are told apart by page and file. */
static bool is_new(struct gate_notes *n, const struct hit *h)
{
	struct str key = STR_INIT;
	bool added;

	str_printf(&key, "%d%d%llx %s", (int)h->origin, (int)h->what, (unsigned long long)h->hash,
		h->source                                     ? h->source
		: h->origin == ORIGIN_TEMPLATE && !h->in_path ? ""
							      : h->path);
	added = map_add(&n->seen, sv_of(&key), 1);
	str_dispose(&key);
	return added;
}

void gate_record(void *notes, const struct gate_finding *f)
{
	struct gate_notes *n = notes;
	const struct judged *j = f->judged;

	if (f->verdict == GATE_ORDINARY) {
		n->soft_passed += !j->view->from;
		return;
	}
	struct hit known = { .what = f->verdict == GATE_SOFT ? HIT_SOFT : HIT_HARD,
		.origin = f->origin,
		.in_path = j->in_path,
		.hash = f->window->hash,
		.path = j->artifact->path,
		.source = source_of(j->artifact, f->window) };
	if (is_new(n, &known)) {
		struct hit h = hit_of(n, f, known.source);

		vec_push(&n->hits, h);
	}
}

void gate_notes_add(struct gate_notes *to, const struct gate_notes *of)
{
	to->soft_passed += of->soft_passed;
	for (size_t i = 0; i < of->hits.n; i++) {
		struct hit h = of->hits.at[i];

		if (!is_new(to, &h)) continue;
		h.path = arena_strdup(&to->mem, sv(h.path));
		h.written = arena_sv(&to->mem, h.written);
		h.span = arena_sv(&to->mem, h.span);
		vec_push(&to->hits, h);
	}
}

void gate_notes_dispose(struct gate_notes *n)
{
	map_dispose(&n->seen);
	vec_dispose(&n->hits);
	arena_dispose(&n->mem);
}
