/* pack_overview.c fills the first page of the pack: the round in one look, and every list a committee goes through before and after the sheets. */
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include "programme/pack_view.h"

struct overview {
	const struct pack_view *v;
	struct tmap *t;
	const struct pack_member *m; /* whose problems are being listed */
	struct tlist *l;
};

typedef void each_fn(struct overview *o, const struct pack_member *m);

static void each(struct overview *o, struct pack_member *const *all, size_t n, each_fn *fn)
{
	for (size_t i = 0; i < n; i++) fn(o, all[i]);
}

static void everybody(struct overview *o, each_fn *fn)
{
	const struct pack *pk = o->v->pk;
	each(o, pk->mentee_by, pk->nmentees, fn);
	each(o, pk->peer_by, pk->npeers, fn);
	each(o, pk->mentor_by, pk->nmentors, fn);
}

/* A list of maps that each have a who. */
static void list(struct overview *o, const char *name, each_fn *fn)
{
	o->l = tmap_list(o->t, name);
	everybody(o, fn);
}

static struct tmap *add(struct overview *o, const struct pack_member *m)
{
	struct tmap *row = tlist_add(o->l);
	view_entry(o->v, row, "who", m);
	return row;
}

/* ---- counts */

static void count(struct overview *o, const char *kind, const struct pack_member *all, size_t n, bool seekers)
{
	size_t in = 0, with = 0;
	for (size_t i = 0; i < n; i++) {
		in += pack_in(&all[i]);
		with += pack_in(&all[i]) && (seekers ? all[i].partner != NULL : all[i].ngiven > 0);
	}
	struct tmap *row = tlist_add(o->l);
	view_text(row, "kind", kind);
	tmap_int(row, "all", (long)n, ORIGIN_NUMBER);
	tmap_int(row, "in", (long)in, ORIGIN_NUMBER);
	tmap_int(row, "out", (long)(n - in), ORIGIN_NUMBER);
	tmap_int(row, "with", (long)with, ORIGIN_NUMBER);
	tmap_int(row, "without", (long)(in - with), ORIGIN_NUMBER);
}

static void counts(struct overview *o)
{
	const struct pack *pk = o->v->pk;
	long places = 0, left = 0;
	o->l = tmap_list(o->t, "counts");
	count(o, "Mentees", pk->mentee, pk->nmentees, true);
	count(o, "Mentors", pk->mentor, pk->nmentors, false);
	count(o, "Peer partners", pk->peer, pk->npeers, true);
	for (size_t i = 0; i < pk->nmentors; i++) {
		if (!pack_in(&pk->mentor[i])) continue;
		places += pk->mentor[i].m->places;
		left += pack_places_left(&pk->mentor[i]);
	}
	tmap_int(o->t, "places", places, ORIGIN_NUMBER);
	tmap_int(o->t, "places_left", left, ORIGIN_NUMBER);
}

/* What the other goal would have brought, so that the committee sees what its choice of goal costs. */
static void goals(struct overview *o)
{
	const struct proposals *p = o->v->pk->p;
	bool most = o->v->pk->r->rules.most;
	view_text(o->t, "goal",
		arena_printf(o->v->mem, "%s with a total fit of %llu (goal “%s”); goal “%s” gives %s with %llu",
			view_count(o->v, p->matched, "mentee is placed", "mentees are placed"),
			(unsigned long long)p->fit, most ? "most" : "best", most ? "best" : "most",
			view_count(o->v, p->matched_other_goal, "placed mentee", "placed mentees"),
			(unsigned long long)p->fit_other_goal));
}

static void lines(struct overview *o, const char *name, const char *text)
{
	struct tlist *l = tmap_list(o->t, name);
	struct sv rest = sv(text), part;
	while (text && sv_split(&rest, '\n', &part))
		if (part.n) tmap_text(tlist_add(l), "text", part, ORIGIN_TEXT, NULL);
}

/* ---- lists */

static const char *sentence_of(const struct pack_member *m)
{
	return m->proposal && m->proposal->sentence ? m->proposal->sentence : "";
}

static struct tmap *pair(struct overview *o, const struct pack_member *m)
{
	struct tmap *row = add(o, m);
	view_entry(o->v, row, "partner", m->partner);
	view_text(row, "how", view_choice(o->v, m));
	tmap_int(row, "fit", m->proposal->fit, ORIGIN_NUMBER);
	tmap_int(row, "tier", m->m->tier, ORIGIN_NUMBER);
	view_text(row, "sentence", sentence_of(m));
	return row;
}

static void mentee_pair(struct overview *o, const struct pack_member *m)
{
	if (m->m->who->kind == KIND_MENTEE && m->partner) (void)pair(o, m);
}

/* Each pair of peers once, by the one whose proposal says why. */
static void peer_pair(struct overview *o, const struct pack_member *m)
{
	if (m->m->who->kind != KIND_PEER || !m->partner) return;
	bool own = m->proposal->seeker == m->m, others = m->partner->proposal->seeker == m->partner->m;
	if (!own || (others && m->partner->m->order < m->m->order)) return;
	bool named = pack_rank(m->partner, m, NULL) > 0;
	view_text(pair(o, m), "back", named ? view_choice(o->v, m->partner) : "not named");
}

static void unmatched(struct overview *o, const struct pack_member *m)
{
	if (m->m->who->kind == KIND_MENTOR || !pack_in(m) || m->partner) return;
	struct tmap *row = add(o, m);
	const char *why = sentence_of(m);
	tmap_int(row, "tier", m->m->tier, ORIGIN_NUMBER);
	view_text(row, "why", *why ? why : m->proposal ? view_nobody(m->proposal->why) : "no proposal was made");
}

static size_t asked_by(const struct pack_member *m)
{
	size_t n = 0;
	for (size_t i = 0; i < m->nrequests; i++) n += m->request[i].group == 1;
	return n;
}

static void over_requested(struct overview *o, const struct pack_member *m)
{
	size_t asked = asked_by(m);
	if (m->m->who->kind != KIND_MENTOR || !pack_in(m) || asked <= (size_t)m->m->places) return;
	struct tmap *row = add(o, m);
	tmap_int(row, "asked", (long)asked, ORIGIN_NUMBER);
	tmap_int(row, "places", m->m->places, ORIGIN_NUMBER);
	view_text(row, "by", view_askers(o->v, m, NULL));
}

static void never_asked(struct overview *o, const struct pack_member *m)
{
	date_t year_ago = date_add_months(o->v->pk->r->cycle->meeting, -12);
	if (m->m->who->kind != KIND_MENTOR || !pack_in(m) || m->nrequests) return;
	if (m->m->last_asked != DATE_NONE && m->m->last_asked > year_ago) return;
	view_text(add(o, m), "last_on", m->m->last_asked == DATE_NONE ? "" : view_day(o->v, m->m->last_asked));
}

static void with_places(struct overview *o, const struct pack_member *m)
{
	int left = pack_places_left(m);
	if (m->m->who->kind == KIND_MENTOR && pack_in(m) && left) tmap_int(add(o, m), "left", left, ORIGIN_NUMBER);
}

static void left_out(struct overview *o, const struct pack_member *m)
{
	if (!pack_in(m)) view_text(add(o, m), "why", m->m->words);
}

static void add_problem(void *ctx, bool blocks, const char *text)
{
	struct overview *o = ctx;
	if (blocks) view_text(add(o, o->m), "text", text);
}

static void problems(struct overview *o, const struct pack_member *m)
{
	o->m = m;
	if (pack_in(m)) view_checks(o->v, m, add_problem, o);
}

static void conflict(struct overview *o, const struct pack_member *m)
{
	if (m->m->recused) add(o, m);
}

static void sheets(struct overview *o, const char *name, struct pack_member *const *all, size_t n)
{
	o->l = tmap_list(o->t, name);
	for (size_t i = 0; i < n; i++)
		if (view_has_sheet(all[i])) add(o, all[i]);
}

static void blocking(struct overview *o)
{
	const struct proposals *p = o->v->pk->p;
	struct tlist *l = tmap_list(o->t, "blocking");
	for (size_t i = 0; i < p->blocking.n; i++) {
		struct tmap *row = tlist_add(l);
		view_entry(o->v, row, "who", pack_find(o->v->pk, p->blocking.at[i].a->who->application));
		view_entry(o->v, row, "partner", pack_find(o->v->pk, p->blocking.at[i].b->who->application));
	}
}

/* Exceptions that hold on the day of the meeting; why and by whom is a text of people. */
static void exceptions(struct overview *o)
{
	const struct rules *r = &o->v->pk->r->rules;
	date_t day = o->v->pk->r->cycle->meeting;
	struct tlist *l = tmap_list(o->t, "exceptions");
	for (size_t i = 0; i < r->nexceptions; i++) {
		const struct rule_exception *e = &r->exception[i];
		bool of_round = !strcmp(e->kind, "pair") || !strcmp(e->kind, "member_of_round");
		if (!of_round || e->on > day || (e->until != DATE_NONE && e->until < day)) continue;
		struct tmap *row = tlist_add(l);
		view_text(row, "what",
			*e->entry_b ? arena_printf(o->v->mem, "%s %s and %s %s may be a pair", e->form_a, e->entry_a,
					      e->form_b, e->entry_b)
				    : arena_printf(o->v->mem, "%s %s is in the round", e->form_a, e->entry_a));
		view_text(row, "why", view_private(o->v, sv(e->why)));
		view_text(row, "by", view_private(o->v, sv(e->by)));
		view_text(row, "on", view_day(o->v, e->on));
	}
}

static void rules_used(struct overview *o)
{
	const struct round *r = o->v->pk->r;
	struct str s = STR_INIT;
	round_rules_words(&s, r);
	view_text(o->t, "rules", arena_strdup(o->v->mem, sv_of(&s)));
	view_text(o->t, "rules_digest", r->rules.digest.z);
	view_text(o->t, "inputs", r->inputs);
	view_text(o->t, "cutoff", view_day(o->v, r->cycle->cutoff));
	view_text(o->t, "reply_by", view_day(o->v, r->cycle->reply_by));
	view_text(o->t, "plan_due", view_day(o->v, r->cycle->plan_due));
	str_dispose(&s);
}

struct tmap *pack_overview_map(const struct pack_view *v)
{
	struct overview o = { v, tmap_new(v->mem), NULL, NULL };
	view_head(v, o.t);
	rules_used(&o);
	counts(&o);
	goals(&o);
	lines(&o, "changes", v->options->changes);
	list(&o, "pairs", mentee_pair);
	list(&o, "peer_pairs", peer_pair);
	list(&o, "unmatched", unmatched);
	blocking(&o);
	list(&o, "problems", problems);
	list(&o, "conflicts", conflict);
	list(&o, "over_requested", over_requested);
	list(&o, "never_asked", never_asked);
	list(&o, "with_places", with_places);
	list(&o, "left_out", left_out);
	exceptions(&o);
	sheets(&o, "sheets_mentees", v->pk->mentee_by, v->pk->nmentees);
	sheets(&o, "sheets_peers", v->pk->peer_by, v->pk->npeers);
	sheets(&o, "sheets_mentors", v->pk->mentor_by, v->pk->nmentors);
	return o.t;
}
