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

static struct hit hit_of(struct gate *g, const struct gate_finding *f, const char *source)
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
		.path = arena_strdup(&g->mem, sv(j->artifact->path)),
		.line = at.line,
		.col = at.col,
		.start = start,
		.end = end,
		.written = arena_sv(&g->mem, sv_sub(j->raw->bytes, start, end - start)),
		.source = source };

	if (f->origin == ORIGIN_TEXT) h.span = arena_sv(&g->mem, approved_text(j->raw, start));
	return h;
}

void gate_record(void *gate, const struct gate_finding *f)
{
	struct gate *g = gate;
	const struct judged *j = f->judged;
	const char *source;
	struct str key = STR_INIT;

	if (f->verdict == GATE_ORDINARY) {
		g->soft_passed += !j->view->from;
		return;
	}
	source = source_of(j->artifact, f->window);
	/* One template is on every page: there it is said once. Texts and documents are told apart by page and file. */
	str_printf(&key, "%d%d%llx %s", (int)f->origin, (int)f->verdict, (unsigned long long)f->window->hash,
		source                                        ? source
		: f->origin == ORIGIN_TEMPLATE && !j->in_path ? ""
							      : j->artifact->path);
	if (map_add(&g->seen, sv_of(&key), 1)) {
		struct hit h = hit_of(g, f, source);

		vec_push(&g->hits, h);
	}
	str_dispose(&key);
}
