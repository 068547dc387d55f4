/* A narrower circle's pages are not made and then cut: they are made from a corpus that never held the rest. So a list,
 * a feed or a table that a later part of the program adds cannot tell the public what is for members. */
#include "content/view.h"

struct making {
	struct view *v;
	const struct corpus *whole;
	enum readers readers;
	struct document *copy; /* of those that are shown, in order */
	struct map at;         /* address → its copy */
};

static const struct document *shown(const struct making *m, const struct document *doc)
{
	return doc ? map_ptr(&m->at, sv(doc->path)) : NULL;
}

static void choose(struct making *m)
{
	const struct document **list = ARENA_ARRAY(&m->v->mem, const struct document *, m->whole->ndocs + 1);
	struct str key = STR_INIT;
	size_t n = 0;
	m->copy = ARENA_ARRAY(&m->v->mem, struct document, m->whole->ndocs + 1);
	for (size_t i = 0; i < m->whole->ndocs; i++) {
		const struct document *doc = m->whole->doc[i];
		if (doc->readers > m->readers) {
			map_set(&m->v->hidden, sv(doc->path), doc->readers);
			continue;
		}
		m->copy[n] = *doc;
		map_set_ptr(&m->at, sv(doc->path), &m->copy[n]);
		str_clear(&key);
		corpus_key(&key, doc->kind, doc->id);
		map_set_ptr(&m->v->by_id, sv_of(&key), &m->copy[n]);
		list[n] = &m->copy[n];
		n++;
	}
	str_dispose(&key);
	m->v->corpus.by_id = &m->v->by_id;
	m->v->corpus.doc = list;
	m->v->corpus.ndocs = n;
}

/* Which day a version ended is known from the one that replaced it. */
static void keep_retired(struct document *doc)
{
	if (doc->retired == DATE_NONE && doc->status == STATUS_SUPERSEDED && doc->superseded_by)
		doc->retired = doc->superseded_by->effective;
}

/* *list and *n become those of it that are shown. */
static void filter(struct making *m, const struct document *const **list, size_t *n)
{
	const struct document **kept = ARENA_ARRAY(&m->v->mem, const struct document *, *n + 1);
	size_t nkept = 0;
	for (size_t i = 0; i < *n; i++)
		if ((kept[nkept] = shown(m, (*list)[i])) != NULL) nkept++;
	*list = kept;
	*n = nkept;
}

static void redirect(struct making *m, struct document *doc)
{
	struct clause_ref *clause = ARENA_ARRAY(&m->v->mem, struct clause_ref, doc->nclauses + 1);
	size_t n = 0;
	filter(m, &doc->cited_by, &doc->ncited_by);
	filter(m, &doc->used_on, &doc->nused_on);
	for (size_t i = 0; i < doc->nclauses; i++) {
		clause[n] = doc->clauses[i];
		/* Without a target it is a document of another owner, which everybody may look up. */
		if (clause[n].target && !(clause[n].target = shown(m, clause[n].target))) continue;
		n++;
	}
	doc->clauses = clause;
	doc->nclauses = n;
	keep_retired(doc);
	doc->supersedes_doc = shown(m, doc->supersedes_doc);
	doc->superseded_by = shown(m, doc->superseded_by);
}

static void filter_family(struct making *m, struct family *f)
{
	const struct document **version = ARENA_ARRAY(&m->v->mem, const struct document *, f->nversions + 1);
	size_t n = 0;
	enum readers narrowest = READERS_PARTICIPANTS;
	for (size_t i = 0; i < f->nversions; i++) {
		if (f->version[i]->readers < narrowest) narrowest = f->version[i]->readers;
		if ((version[n] = shown(m, f->version[i])) != NULL) n++;
	}
	/* Its page shows the version in force; without one, the list of versions. */
	if (f->in_force) narrowest = f->in_force->readers;
	if (f->nversions && n == 0) {
		const char *path = arena_printf(&m->v->mem, "docs/%.*s.html", SV_ARG(f->name));
		map_set(&m->v->hidden, sv(path), narrowest > m->readers ? narrowest : m->readers + 1U);
	}
	f->in_force = shown(m, f->in_force);
	f->version = version;
	f->nversions = n;
}

static const struct flow_step *moved(const struct making *m, const struct flow_step *to, const struct flow_step *step)
{
	return step ? to + (step - m->whole->flow) : NULL;
}

/* The steps are everybody's; the clauses that they rest on may not be. */
static void redirect_flow(struct making *m)
{
	struct flow_step *step = ARENA_ARRAY(&m->v->mem, struct flow_step, m->whole->nflow + 1);
	for (size_t i = 0; i < m->whole->nflow; i++) {
		step[i] = m->whole->flow[i];
		step[i].yes.step = moved(m, step, step[i].yes.step);
		step[i].no.step = moved(m, step, step[i].no.step);
		if (step[i].clause.target && !(step[i].clause.target = shown(m, step[i].clause.target)))
			step[i].clause.href = NULL;
	}
	m->v->corpus.flow = step;
}

static void redirect_outside(struct making *m)
{
	struct outside_document *o = ARENA_ARRAY(&m->v->mem, struct outside_document, m->whole->noutside + 1);
	for (size_t i = 0; i < m->whole->noutside; i++) {
		o[i] = m->whole->outside[i];
		filter(m, &o[i].cited_by, &o[i].ncited_by);
	}
	m->v->corpus.outside = o;
}

void view_make(struct view *out, const struct corpus *whole, enum readers readers)
{
	*out = (struct view){ .corpus = *whole, .by_id = MAP_INIT, .hidden = MAP_INIT, .mem = ARENA_INIT };
	struct making m = { out, whole, readers, NULL, MAP_INIT };
	choose(&m);
	for (size_t i = 0; i < out->corpus.ndocs; i++) redirect(&m, &m.copy[i]);
	struct family *family = ARENA_ARRAY(&out->mem, struct family, whole->nfamilies + 1);
	for (size_t i = 0; i < whole->nfamilies; i++) {
		family[i] = whole->family[i];
		filter_family(&m, &family[i]);
	}
	out->corpus.family = family;
	redirect_flow(&m);
	redirect_outside(&m);
	map_dispose(&m.at);
}

void view_dispose(struct view *v)
{
	map_dispose(&v->by_id);
	map_dispose(&v->hidden);
	arena_dispose(&v->mem);
}
