/* assign: mentors for mentees, tier by tier. First what the committee has locked, then the requests by mentee-proposing deferred
 * acceptance, then suggestions for those still without who take one. The requested pass gives a result that no order of proposing
 * can change, because every mentor's order between seekers is strict; so a plain stack of those still to propose does. */
#include <assert.h>
#include "programme/assign_internal.h"

enum { BAND = 10 }; /* of the fit: 83 against 81 decides nothing between two who ask for one place */

struct assign {
	const struct match_problem *p;
	struct match_result *out;
	int64_t *free;     /* places left, of each offer */
	int64_t *given;    /* places given in this round */
	int32_t *held;     /* offers: the first seeker held in the pass, -1 */
	int64_t *nheld;    /* offers */
	int32_t *next;     /* seekers: the next one held by the same offer */
	size_t *asked;     /* seekers: choices tried so far */
	uint32_t *by_rank; /* seekers: by tier, highest first, then by order */
};

static uint8_t fit_of(const struct match_problem *p, size_t s, size_t o)
{
	return p->fit[s * p->noffers + o];
}

static int compare(int64_t a, int64_t b)
{
	return (a > b) - (a < b);
}

int assign_offer_order(const struct offer *a, int64_t load_a, const struct offer *b, int64_t load_b)
{
	int c = compare(load_a, load_b);

	if (!c) c = compare(a->last_asked, b->last_asked);
	return c ? c : compare(a->order, b->order);
}

/* Does s go before t at the offer? */
static bool before(const struct match_problem *p, size_t o, size_t s, size_t t)
{
	int band_s = fit_of(p, s, o) / BAND, band_t = fit_of(p, t, o) / BAND;

	if (p->seeker[s].tier != p->seeker[t].tier) return p->seeker[s].tier > p->seeker[t].tier;
	return band_s != band_t ? band_s > band_t : p->seeker[s].order < p->seeker[t].order;
}

static uint8_t rank_of(const struct seeker *s, size_t o)
{
	for (size_t i = 0; i < s->nchoices; i++)
		if (s->choice[i] == o) return s->choice_rank[i];
	return 0;
}

/* Holds s at the offer, or whoever goes before s there; the one without a place is returned, -1 when there was room. */
static int32_t hold(struct assign *a, size_t o, size_t s)
{
	int32_t *worst = &a->held[o];

	a->next[s] = a->held[o];
	a->held[o] = (int32_t)s;
	if (a->nheld[o]++ < a->free[o]) return -1;
	for (int32_t *at = worst; *at >= 0; at = &a->next[*at])
		if (before(a->p, o, (size_t)*worst, (size_t)*at)) worst = at;
	int32_t out = *worst;

	*worst = a->next[out];
	a->nheld[o]--;
	return out;
}

/* s proposes down the list, and so does whoever is displaced by it, until one finds room or has no choice left. */
static void propose(struct assign *a, size_t first)
{
	for (int32_t s = (int32_t)first; s >= 0;) {
		const struct seeker *who = &a->p->seeker[s];

		if (a->asked[s] == who->nchoices) return;
		size_t o = who->choice[a->asked[s]++];

		assert(o < a->p->noffers);
		if (a->free[o] > 0 && fit_of(a->p, (size_t)s, o) != FIT_IMPOSSIBLE) s = hold(a, o, (size_t)s);
	}
}

static void give(struct assign *a, size_t s, size_t o, uint8_t how)
{
	a->out->offer_of[s] = (int32_t)o;
	a->out->how[s] = how;
	a->out->matched++;
	a->out->fit += fit_of(a->p, s, o);
	a->free[o]--;
	a->given[o]++;
}

static void settle_held(struct assign *a)
{
	for (size_t o = 0; o < a->p->noffers; o++) {
		for (int32_t s = a->held[o]; s >= 0; s = a->next[s])
			give(a, (size_t)s, o, rank_of(&a->p->seeker[s], o));
		a->held[o] = -1;
		a->nheld[o] = 0;
	}
}

/* Locked pairs of all tiers come before every request. One that cannot be (impossible, or more locks than places) is as if it had not
 * been; between locks a place goes as between requests. */
static void locked_pass(struct assign *a)
{
	for (size_t s = 0; s < a->p->nseekers; s++) {
		int o = a->p->seeker[s].locked;

		assert(o < (int)a->p->noffers);
		if (o >= 0 && a->free[o] > 0 && fit_of(a->p, s, (size_t)o) != FIT_IMPOSSIBLE) hold(a, (size_t)o, s);
	}
	settle_held(a);
}

static void requested_pass(struct assign *a, const uint32_t *of_tier, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (a->out->offer_of[of_tier[i]] < 0) propose(a, of_tier[i]);
	settle_held(a);
}

static int by_last_asked(const void *x, const void *y, void *ctx)
{
	const struct offer *offer = ctx;

	return assign_offer_order(&offer[*(const uint32_t *)x], 0, &offer[*(const uint32_t *)y], 0);
}

struct sides { /* who takes part in a suggested pass, as indexes of the problem */
	uint32_t *seeker, *offer, *places;
	size_t n, m;
};

/* Mentors with room, and of the tier those still free who take alternatives. They come in the order of the tie rules, so that nothing
 * behind depends on the order of the problem's arrays. */
static void suggest_sides(struct sides *out, const struct assign *a, const uint32_t *of_tier, size_t n)
{
	*out = (struct sides){ xmalloc((n + 1) * sizeof *out->seeker),
		xmalloc((a->p->noffers + 1) * sizeof *out->offer), xmalloc((a->p->noffers + 1) * sizeof *out->places),
		0, 0 };
	for (size_t i = 0; i < n; i++)
		if (a->out->offer_of[of_tier[i]] < 0 && a->p->seeker[of_tier[i]].alternatives)
			out->seeker[out->n++] = of_tier[i];
	for (size_t o = 0; o < a->p->noffers; o++)
		if (a->free[o] > 0) out->offer[out->m++] = (uint32_t)o;
	if (out->m) qsort_r(out->offer, out->m, sizeof *out->offer, by_last_asked, (void *)(uintptr_t)a->p->offer);
	for (size_t j = 0; j < out->m; j++) {
		int64_t room = a->free[out->offer[j]];

		out->places[j] = (uint32_t)(room < (int64_t)out->n ? room : (int64_t)out->n);
	}
}

static void suggested_pass(struct assign *a, const uint32_t *of_tier, size_t ntier)
{
	struct sides who;
	struct suggest g;

	suggest_sides(&who, a, of_tier, ntier);
	if (who.n && who.m) {
		suggest_init(&g, who.n, who.m, who.places);
		for (size_t j = 0; j < who.m; j++)
			g.load[j] = a->p->offer[who.offer[j]].recent + a->given[who.offer[j]];
		for (size_t i = 0; i < who.n; i++)
			for (size_t j = 0; j < who.m; j++) {
				uint8_t fit = fit_of(a->p, who.seeker[i], who.offer[j]);
				bool may = fit != FIT_IMPOSSIBLE && fit >= a->p->threshold;

				g.loss[i * who.m + j] = may ? (uint8_t)(254 - fit) : LOSS_NONE;
			}
		suggest_optimum(&g);
		suggest_ties(&g);
		for (size_t i = 0; i < who.n; i++)
			if (g.at[i] >= 0) give(a, who.seeker[i], who.offer[g.at[i]], 0);
		suggest_dispose(&g);
	}
	free(who.seeker);
	free(who.offer);
	free(who.places);
}

static int by_tier(const void *x, const void *y, void *ctx)
{
	const struct seeker *seeker = ctx, *a = &seeker[*(const uint32_t *)x], *b = &seeker[*(const uint32_t *)y];

	return a->tier != b->tier ? compare(b->tier, a->tier) : compare(a->order, b->order);
}

static void tiers(struct assign *a, void (*pass)(struct assign *, const uint32_t *, size_t),
	void (*then)(struct assign *, const uint32_t *, size_t))
{
	for (size_t i = 0, end; i < a->p->nseekers; i = end) {
		for (end = i + 1; end < a->p->nseekers; end++)
			if (a->p->seeker[a->by_rank[end]].tier != a->p->seeker[a->by_rank[i]].tier) break;
		pass(a, a->by_rank + i, end - i);
		if (then) then(a, a->by_rank + i, end - i);
	}
}

static void assign_init(struct assign *a, const struct match_problem *p, struct match_result *out)
{
	size_t n = p->nseekers + 1, m = p->noffers + 1;

	*a = (struct assign){ p, out, xcalloc(m, sizeof *a->free), xcalloc(m, sizeof *a->given),
		xmalloc(m * sizeof *a->held), xcalloc(m, sizeof *a->nheld), xmalloc(n * sizeof *a->next),
		xcalloc(n, sizeof *a->asked), xmalloc(n * sizeof *a->by_rank) };
	*out = (struct match_result){ xmalloc(n * sizeof *out->offer_of), xcalloc(n, sizeof *out->how), 0, 0 };
	for (size_t o = 0; o < p->noffers; o++) {
		a->free[o] = p->offer[o].places;
		a->held[o] = -1;
	}
	for (size_t s = 0; s < p->nseekers; s++) {
		out->offer_of[s] = -1;
		a->by_rank[s] = (uint32_t)s;
	}
	if (p->nseekers) qsort_r(a->by_rank, p->nseekers, sizeof *a->by_rank, by_tier, (void *)(uintptr_t)p->seeker);
}

void assign_round(struct match_result *out, const struct match_problem *p)
{
	struct assign a;

	assign_init(&a, p, out);
	locked_pass(&a);
	if (p->suggest_after_all) {
		tiers(&a, requested_pass, NULL);
		tiers(&a, suggested_pass, NULL);
	} else {
		tiers(&a, requested_pass, suggested_pass);
	}
	free(a.free);
	free(a.given);
	free(a.held);
	free(a.nheld);
	free(a.next);
	free(a.asked);
	free(a.by_rank);
}

void match_result_dispose(struct match_result *r)
{
	free(r->offer_of);
	free(r->how);
	*r = (struct match_result){ 0 };
}
