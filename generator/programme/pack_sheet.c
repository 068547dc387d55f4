/* pack_sheet.c fills one sheet: all that the committee needs to decide on an applicant, or to see who wants a mentor, on one printed page. */
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include "programme/pack_view.h"

enum { GROUP_SHOWN = 5, REQUESTS_SHOWN = 40 };

void view_head(const struct pack_view *v, struct tmap *m)
{
	view_text(m, "round", v->pk->r->name);
	view_text(m, "meeting", view_day(v, v->pk->r->cycle->meeting));
	view_text(m, "as_of", view_day(v, v->options->as_of));
	tmap_bool(m, "identified", v->identified);
}

static void add_check(void *ctx, bool blocks, const char *text)
{
	struct tmap *m = tlist_add(ctx);
	view_text(m, "text", text);
	tmap_bool(m, "blocks", blocks);
}

static struct tmap *begin(const struct pack_view *v, const struct pack_member *m, const char *kind)
{
	struct tmap *t = tmap_new(v->mem);
	view_head(v, t);
	view_text(t, "slug", m->slug);
	view_text(t, "kind", kind);
	view_entry(v, t, "who", m);
	view_checks(v, m, add_check, tmap_list(t, "checks"));
	return t;
}

/* ---- facts */

static const char *needs(const struct pack_view *v, const struct participant *p)
{
	const struct code_book *book = v->pk->r->book;
	const char *all = view_labels(v, SPACE_TOPICS, p->needs);
	if (!p->primary_need) return all;
	return arena_printf(v->mem, "%s (first of all: %s)", all, code_label(book, SPACE_TOPICS, p->primary_need));
}

static const char *alternatives(const struct participant *p)
{
	return p->kind == KIND_MENTOR    ? ""
	       : p->alternatives_assumed ? "Taken as yes: not answered"
	       : p->alternatives         ? "Yes"
					 : "No: the choices only";
}

static void work_facts(const struct pack_view *v, struct tlist *l, const struct participant *p)
{
	const struct code_book *book = v->pk->r->book;
	if (p->kind != KIND_MENTEE) view_fact(l, "Offers", view_labels(v, SPACE_TOPICS, p->offers));
	if (p->kind != KIND_MENTEE) view_fact(l, "Does not take", view_labels(v, SPACE_TOPICS, p->refuses));
	if (p->kind != KIND_MENTOR) view_fact(l, "Needs", needs(v, p));
	view_fact(l, "Main area", code_label(book, SPACE_AREAS, p->main_area));
	view_fact(l, "Experience", view_years(v, p));
	view_fact(l, "Sector", view_labels(v, SPACE_SECTORS, p->sectors));
	view_fact(l, "Region", code_label(book, SPACE_REGIONS, p->region));
	view_fact(l, "Languages", view_languages(v, p));
	view_fact(l, "Credentials", view_labels(v, SPACE_CREDENTIALS, p->credentials));
	view_fact(l, "Channels", view_labels(v, SPACE_CHANNELS, p->channels));
	view_fact(l, "Available", view_window(v, p));
	view_fact(l, "Do not match", view_avoid(v, p));
}

static void text_of(const struct pack_view *v, struct tlist *l, const char *title, struct sv text)
{
	if (!sv_trim(text).n) return;
	struct tmap *m = tlist_add(l);
	view_text(m, "title", title);
	view_text(m, "text", view_private(v, text));
}

static void texts(const struct pack_view *v, struct tmap *t, const struct participant *p)
{
	struct tlist *l = tmap_list(t, "texts");
	text_of(v, l, "Goals", p->goals);
	text_of(v, l, "For the committee", p->committee_note);
}

/* ---- choices */

static struct tmap *choice_row(
	const struct pack_view *v, struct tlist *l, const struct preference *c, const struct pack_member *who)
{
	struct tmap *m = tlist_add(l);
	view_text(m, "rank", c->rank ? view_nth(v, c->rank) : "");
	view_text(m, "asked", c->rank ? view_typed(v, c) : "");
	tmap_bool(m, "known", who != NULL);
	view_entry(v, m, "who", who);
	return m;
}

struct ranked {
	const struct pack_member *who;
	int fit;
};

static int best_first(const void *a, const void *b)
{
	const struct ranked *x = a, *y = b;
	if (x->fit != y->fit) return x->fit < y->fit ? 1 : -1;
	return x->who->m->order < y->who->m->order ? -1 : x->who->m->order > y->who->m->order;
}

/* Every member of a group counts; the sheet shows those who fit best. */
static void group_rows(
	const struct pack_view *v, struct tlist *l, const struct preference *c, const struct pack_member *seeker)
{
	struct ranked *all = ARENA_ARRAY(v->mem, struct ranked, c->n);
	size_t n = 0;
	for (size_t i = 0; i < c->n; i++) {
		const struct pack_member *o = pack_find(v->pk, c->application[i]);
		if (!o || o == seeker) continue;
		bool possible = pack_in(o) && !hard_rule(v->pk->r, seeker->m->who, o->m->who, NULL);
		all[n++] = (struct ranked){ o, o == seeker->partner ? INT_MAX
					       : possible           ? pack_fit(v->pk, seeker, o)
								    : -1 };
	}
	if (n) qsort(all, n, sizeof *all, best_first);
	struct tmap *head = choice_row(v, l, c, NULL);
	view_text(head, "status",
		arena_printf(v->mem, "any of a group of %zu: each of them counts, here the best fits first", n));
	struct preference member = { .rank = 0 };
	for (size_t i = 0; i < n && i < GROUP_SHOWN; i++)
		view_text(choice_row(v, l, &member, all[i].who), "status", view_status(v, seeker, all[i].who));
	if (n > GROUP_SHOWN)
		view_text(choice_row(v, l, &member, NULL), "status",
			arena_printf(v->mem, "and %zu more", n - GROUP_SHOWN));
}

static void choices(const struct pack_view *v, struct tmap *t, const struct pack_member *m)
{
	const struct preferences *p = &m->m->who->choices;
	struct tlist *l = tmap_list(t, "choices");
	for (size_t i = 0; i < p->n; i++) {
		const struct preference *c = &p->at[i];
		if (!c->rank) continue;
		if (c->n > 1) {
			group_rows(v, l, c, m);
			continue;
		}
		const struct pack_member *o = c->n ? pack_find(v->pk, c->application[0]) : NULL;
		view_text(choice_row(v, l, c, o), "status",
			o ? view_status(v, m, o) : arena_printf(v->mem, "leads nowhere: %s", c->reason));
	}
}

/* ---- candidates */

static void fit_lines(
	const struct pack_view *v, struct tmap *row, const struct pack_member *seeker, const struct pack_member *other)
{
	struct tlist *l = tmap_list(row, "lines");
	struct fit fit;
	pack_fit_lines(v->pk, v->mem, seeker, other, &fit);
	for (size_t i = 0; i < fit.n; i++) {
		struct tmap *m = tlist_add(l);
		view_text(m, "why", fit.line[i].why);
		tmap_int(m, "points", fit.line[i].points, ORIGIN_NUMBER);
		tmap_int(m, "of", fit.line[i].of, ORIGIN_NUMBER);
		tmap_bool(m, "flag", fit.line[i].flag);
	}
}

static void mask(struct str *s, const char *secret)
{
	struct str out = STR_INIT;
	size_t at = *secret ? sv_find(sv_of(s), sv(secret)) : SIZE_MAX;
	if (at == SIZE_MAX) return;
	str_append(&out, s->ptr, at);
	str_puts(&out, "…");
	str_puts(&out, s->ptr + at + strlen(secret));
	str_dispose(s);
	*s = out;
}

/* Why an exception was made, and by whom, people have written. */
static void mask_exceptions(
	const struct rules *r, const struct participant *a, const struct participant *b, struct str *s)
{
	for (size_t i = 0; s->len && i < r->nexceptions; i++) {
		const struct rule_exception *e = &r->exception[i];
		bool of_a = !strcmp(e->entry_a, a->entry_no) || !strcmp(e->entry_b, a->entry_no);
		bool of_b = !strcmp(e->entry_a, b->entry_no) || !strcmp(e->entry_b, b->entry_no);
		if (!of_a || !of_b) continue;
		mask(s, e->why);
		mask(s, e->by);
	}
}

static const char *flags(const struct pack_view *v, const struct pack_member *a, const struct pack_member *b)
{
	struct str s = STR_INIT;
	(void)hard_flags(v->pk->r, a->m->who, b->m->who, &s);
	if (!v->identified) mask_exceptions(&v->pk->r->rules, a->m->who, b->m->who, &s);
	const char *z = arena_strdup(v->mem, sv_of(&s));
	str_dispose(&s);
	return z;
}

static const char *places(const struct pack_view *v, const struct pack_member *o, const struct pack_member *m)
{
	if (m->partner == o) return "proposed";
	int left = pack_places_left(o);
	if (o->m->who->kind != KIND_MENTOR)
		return left ? "free" : arena_printf(v->mem, "with %s", view_no(v, o->partner));
	return left ? arena_printf(v->mem, "%d free", left) : "none free";
}

static void candidates(const struct pack_view *v, struct tmap *t, const struct pack_member *m)
{
	struct pack_candidate best[PACK_CANDIDATES];
	size_t out[HARD_COUNT], possible, n = pack_candidates(v->pk, m, best, out, &possible);
	struct tlist *l = tmap_list(t, "candidates");
	for (size_t i = 0; i < n; i++) {
		struct tmap *row = tlist_add(l);
		tmap_int(row, "n", (long)i + 1, ORIGIN_NUMBER);
		tmap_int(row, "fit", best[i].fit, ORIGIN_NUMBER);
		view_entry(v, row, "who", best[i].who);
		fit_lines(v, row, m, best[i].who);
		view_text(row, "places", places(v, best[i].who, m));
		view_text(row, "also", view_askers(v, best[i].who, m));
		view_text(row, "flags", flags(v, m, best[i].who));
		tmap_bool(row, "proposed", m->partner == best[i].who);
	}
	const char *kept_out = view_ruled_out(v, out);
	view_text(t, "possible",
		arena_printf(v->mem, "%s possible%s%s.",
			view_count(v, possible, m->m->who->kind == KIND_PEER ? "peer partner is" : "mentor is",
				m->m->who->kind == KIND_PEER ? "peer partners are" : "mentors are"),
			*kept_out ? "; kept out by hard rules: " : "", kept_out));
}

/* ---- requests */

static void requests(const struct pack_view *v, struct tmap *t, const struct pack_member *m)
{
	struct tlist *l = tmap_list(t, "requests");
	for (size_t i = 0; i < m->nrequests && i < REQUESTS_SHOWN; i++) {
		const struct pack_request *q = &m->request[i];
		struct tmap *row = tlist_add(l);
		tmap_int(row, "n", (long)i + 1, ORIGIN_NUMBER);
		view_entry(v, row, "who", q->seeker);
		view_text(row, "rank",
			q->group > 1 ? arena_printf(v->mem, "%s, any of %zu", view_nth(v, q->rank), q->group)
				     : view_nth(v, q->rank));
		tmap_int(row, "tier", q->seeker->m->tier, ORIGIN_NUMBER);
		view_text(row, "fit", q->hard ? "–" : arena_printf(v->mem, "%d", q->fit));
		view_text(row, "since",
			date_short(q->seeker->m->effective).z[0]
				? arena_strdup(v->mem, sv(date_short(q->seeker->m->effective).z))
				: "");
		view_text(row, "outcome", view_outcome(v, m, q));
	}
	view_text(t, "more_requests",
		m->nrequests > REQUESTS_SHOWN ? arena_printf(v->mem, "%zu more asked.", m->nrequests - REQUESTS_SHOWN)
					      : "");
}

/* ---- partnerships so far */

static const char *partner_words(const struct pack_view *v, const struct partnership *p, bool is_a)
{
	int64_t other = is_a ? p->b : p->a;
	const struct pack_member *o = other ? pack_find(v->pk, other) : NULL;
	return o       ? arena_printf(v->mem, "%s %s", application_kind_word(o->m->who->kind), view_no(v, o))
	       : other ? "somebody whose application is no longer current"
		       : "somebody whose records were erased";
}

static void running(const struct pack_view *v, struct tmap *t, const struct pack_member *m)
{
	struct tlist *l = tmap_list(t, "running");
	int64_t person = m->m->who->person;
	for (size_t i = 0; person && i < v->pk->r->past.v.n; i++) {
		const struct partnership *p = &v->pk->r->past.v.at[i];
		bool is_a = p->person_a == person, is_b = p->person_b == person;
		if (!partnership_is_running(p) || (!is_a && !is_b)) continue;
		struct tmap *row = tlist_add(l);
		view_text(row, "number", p->number);
		view_text(row, "state", partnership_state_words(p->state));
		view_text(row, "with", partner_words(v, p, is_a));
		view_text(row, "since", view_day(v, p->proposed));
		view_text(row, "until", view_day(v, p->evaluation_due));
	}
}

/* ---- the two kinds of sheet */

static const char *sentence(const struct pack_view *v, const struct pack_member *m)
{
	if (m->proposal && m->proposal->seeker == m->m && m->proposal->sentence && *m->proposal->sentence)
		return m->proposal->sentence;
	if (m->partner) return arena_printf(v->mem, "Proposed with %s.", view_no(v, m->partner));
	return m->proposal && m->proposal->why
		       ? arena_printf(v->mem, "Nobody is proposed: %s.", view_nobody(m->proposal->why))
		       : "Nobody is proposed.";
}

static void blocking(const struct pack_view *v, struct tmap *t, const struct pack_member *m)
{
	struct tlist *l = tmap_list(t, "blocking");
	for (size_t i = 0; i < v->pk->p->blocking.n; i++) {
		const struct blocking_pair *b = &v->pk->p->blocking.at[i];
		if (b->a != m->m && b->b != m->m) continue;
		const struct pack_member *o = pack_find(v->pk, (b->a == m->m ? b->b : b->a)->who->application);
		if (o) view_entry(v, tlist_add(l), "who", o);
	}
}

struct tmap *pack_sheet_applicant(const struct pack_view *v, const struct pack_member *m)
{
	const struct participant *p = m->m->who;
	bool peer = p->kind == KIND_PEER;
	struct tmap *t = begin(v, m, peer ? "Peer partner" : "Mentee");
	struct tlist *facts = tmap_list(t, "facts");
	view_text(t, "sentence", sentence(v, m));
	tmap_bool(t, "proposed", m->partner != NULL);
	view_text(t, "how", view_choice(v, m));
	view_entry(v, t, "partner", m->partner);
	tmap_bool(t, "peer", peer);
	view_fact(facts, "Priority", view_tier(v, m));
	view_fact(facts, "Applied", view_day(v, p->submitted));
	view_fact(facts, "Asking since", m->m->effective == p->submitted ? "" : view_day(v, m->m->effective));
	work_facts(v, facts, p);
	view_fact(facts, "Another partner", alternatives(p));
	texts(v, t, p);
	choices(v, t, m);
	candidates(v, t, m);
	requests(v, t, m);
	running(v, t, m);
	blocking(v, t, m);
	return t;
}

static const char *mentor_places(const struct pack_view *v, const struct pack_member *m)
{
	int capacity = m->m->who->capacity;
	return arena_printf(v->mem,
		"%s in all: %d in running partnerships, %d proposed earlier, %d for this round, %zu of them proposed "
		"now",
		view_count(v, capacity < 0 ? 0 : (size_t)capacity, "place", "places"), m->m->running, m->m->proposed,
		m->m->places, m->ngiven);
}

struct tmap *pack_sheet_mentor(const struct pack_view *v, const struct pack_member *m)
{
	const struct participant *p = m->m->who;
	struct tmap *t = begin(v, m, "Mentor");
	struct tlist *facts = tmap_list(t, "facts"), *given;
	tmap_bool(t, "in_round", pack_in(m));
	view_text(t, "why_out", pack_in(m) ? "" : m->m->words);
	view_fact(facts, "Places", mentor_places(v, m));
	view_fact(facts, "Applied", view_day(v, p->submitted));
	view_fact(facts, "Last asked for before",
		m->m->last_asked == DATE_NONE ? "never" : view_day(v, m->m->last_asked));
	work_facts(v, facts, p);
	texts(v, t, p);
	running(v, t, m);
	requests(v, t, m);
	given = tmap_list(t, "given");
	for (size_t i = 0; i < m->ngiven; i++) {
		struct tmap *row = tlist_add(given);
		view_entry(v, row, "who", m->given[i]);
		view_text(row, "how", view_choice(v, m->given[i]));
		tmap_int(row, "fit", m->given[i]->proposal->fit, ORIGIN_NUMBER);
	}
	return t;
}
