/* proposals_draw.c turns a round into numbers. Where a choice may be met in several ways (a group), the order in which they are tried is decided
 * here, once. */
#include "programme/proposals_draw.h"
#include <stdlib.h>
#include "programme/round_index.h"

static int32_t *number_of(const struct draw *d, const struct participant *p)
{
	return &d->number[round_place(d->r, p)];
}

static struct members in_round(const struct draw *d, const struct round_member *all, size_t n)
{
	struct members m = { ARENA_ARRAY(&d->r->mem, const struct round_member *, n + 1), 0 };
	for (size_t i = 0; i < n; i++) {
		if (all[i].reason != IN_ROUND) continue;
		*number_of(d, all[i].who) = (int32_t)m.n;
		m.at[m.n++] = &all[i];
	}
	return m;
}

/* ---- choices */

struct possible {
	const struct round_member *who;
	uint32_t index;
	uint8_t fit;
};

/* Best fit first; then the ties of suggestions: fewest partnerships lately, longest not asked, earliest. */
static int by_fit(const void *a, const void *b)
{
	const struct possible *x = a, *y = b;
	if (x->fit != y->fit) return x->fit > y->fit ? -1 : 1;
	if (x->who->recent != y->who->recent) return x->who->recent - y->who->recent;
	if (x->who->last_asked != y->who->last_asked) return x->who->last_asked < y->who->last_asked ? -1 : 1;
	return x->who->order < y->who->order ? -1 : x->who->order > y->who->order;
}

struct choosing {
	uint32_t *choice;
	uint8_t *rank;
	size_t n;
};

static bool has(const struct choosing *c, uint32_t index)
{
	for (size_t i = 0; i < c->n; i++)
		if (c->choice[i] == index) return true;
	return false;
}

/* Whom one preference can be met with. */
static void add_choice(struct choosing *c, const struct draw *d, const struct preference *p, const struct members *of,
	const uint8_t *row)
{
	struct possible *all = xcalloc(p->n + 1, sizeof *all);
	size_t n = 0;
	for (size_t i = 0; i < p->n; i++) {
		const struct participant *who = participants_find(&d->r->people, p->application[i]);
		int32_t k = who ? *number_of(d, who) : -1;
		if (k < 0 || (size_t)k >= of->n || of->at[k]->who != who || row[k] == FIT_IMPOSSIBLE) continue;
		all[n++] = (struct possible){ of->at[k], (uint32_t)k, row[k] };
	}
	if (n) qsort(all, n, sizeof *all, by_fit);
	for (size_t i = 0; i < n; i++) {
		if (has(c, all[i].index)) continue;
		c->choice[c->n] = all[i].index;
		c->rank[c->n++] = (uint8_t)(p->rank > 250 ? 250 : p->rank);
	}
	free(all);
}

static struct choosing choices_of(
	const struct draw *d, const struct round_member *m, const struct members *of, const uint8_t *row)
{
	const struct preferences *p = &m->who->choices;
	struct choosing c = { NULL, NULL, 0 };
	size_t most = 0;
	for (size_t i = 0; i < p->n; i++) most += p->at[i].n;
	c.choice = ARENA_ARRAY(&d->r->mem, uint32_t, most + 1);
	c.rank = ARENA_ARRAY(&d->r->mem, uint8_t, most + 1);
	for (size_t i = 0; i < p->n; i++)
		if (p->at[i].rank && preference_leads(&p->at[i])) add_choice(&c, d, &p->at[i], of, row);
	return c;
}

/* Whom a lock binds to; -1. */
static int locked_to(const struct draw *d, const struct round_member *m, const struct members *of, const uint8_t *row)
{
	const struct round_options *o = d->r->options;
	for (size_t i = 0; o && i < o->nlocks; i++) {
		const struct lock *l = &o->lock[i];
		int64_t id = m->who->application, other = l->seeker == id ? l->other : l->seeker;
		const struct participant *who =
			l->veto || (l->seeker != id && l->other != id) ? NULL : participants_find(&d->r->people, other);
		int32_t k = who ? *number_of(d, who) : -1;
		if (k >= 0 && (size_t)k < of->n && of->at[k]->who == who && row[k] != FIT_IMPOSSIBLE) return k;
	}
	return -1;
}

/* ---- the problems */

int draw_threshold(const struct round *r, bool most)
{
	return (int)(most ? r->rules.threshold_most : r->rules.threshold);
}

static void make_match(struct draw *d)
{
	struct arena *mem = &d->r->mem;
	size_t rows = d->mentees.n, cols = d->mentors.n;
	struct seeker *s = ARENA_ARRAY(mem, struct seeker, rows + 1);
	struct offer *o = ARENA_ARRAY(mem, struct offer, cols + 1);
	d->fit = xmalloc(rows * cols + 1);
	round_fits(d->fit, d->r, d->mentees.at, rows, d->mentors.at, cols);
	for (size_t i = 0; i < rows; i++) {
		const struct round_member *m = d->mentees.at[i];
		const uint8_t *row = d->fit + i * cols;
		struct choosing c = choices_of(d, m, &d->mentors, row);
		s[i] = (struct seeker){ m->tier, m->order, c.choice, c.rank, c.n, locked_to(d, m, &d->mentors, row),
			m->who->alternatives };
	}
	for (size_t i = 0; i < cols; i++) {
		const struct round_member *m = d->mentors.at[i];
		o[i] = (struct offer){ m->places, m->recent, m->last_asked == DATE_NONE ? INT32_MIN : m->last_asked,
			m->order };
	}
	d->match = (struct match_problem){ s, rows, o, cols, d->fit, draw_threshold(d->r, d->r->rules.most),
		d->r->rules.suggest_after_all };
}

static void make_pairing(struct draw *d)
{
	size_t n = d->peers.n;
	struct peer *p = ARENA_ARRAY(&d->r->mem, struct peer, n + 1);
	d->pair = xmalloc(n * n + 1);
	round_fits(d->pair, d->r, d->peers.at, n, d->peers.at, n);
	for (size_t i = 0; i < n; i++) {
		const struct round_member *m = d->peers.at[i];
		const uint8_t *row = d->pair + i * n;
		struct choosing c = choices_of(d, m, &d->peers, row);
		p[i] = (struct peer){ m->tier, m->order, c.choice, c.rank, c.n, m->who->alternatives,
			locked_to(d, m, &d->peers, row) };
	}
	d->pairing = (struct pair_problem){ p, n, d->pair, draw_threshold(d->r, d->r->rules.most) };
}

void draw_make(struct draw *out, struct round *r)
{
	*out = (struct draw){ .r = r };
	out->number = xmalloc((r->people.v.n + 1) * sizeof *out->number);
	for (size_t i = 0; i < r->people.v.n; i++) out->number[i] = -1;
	out->mentees = in_round(out, r->mentees.at, r->mentees.n);
	out->mentors = in_round(out, r->mentors.at, r->mentors.n);
	out->peers = in_round(out, r->peers.at, r->peers.n);
	make_match(out);
	make_pairing(out);
}

void draw_dispose(struct draw *d)
{
	free(d->number);
	free(d->fit);
	free(d->pair);
	match_result_dispose(&d->matched);
	pair_result_dispose(&d->paired);
}
