/* pairing_weight: how much a pair of peers counts. The rules compare one after the other (tiers served, mutual choices, choices met by
 * rank, pairs, fit, lowest orders), so a weight is their counts in that order; no count is traded for a later one, and the last rule
 * leaves no two matchings equal. */
#include <assert.h>
#include "programme/pairing_internal.h"

enum { WORD_BITS = 40, RANKS = 256 };

struct count {        /* one count of the rules */
	int64_t most; /* over a whole matching */
	size_t word;
	int64_t unit;
};

struct plan {
	VEC(struct count) counts;
	VEC(int) tiers;     /* above none, highest first */
	VEC(uint8_t) ranks; /* that somebody gave */
	size_t words;
};

uint8_t pair_asked(const struct pair_problem *p, size_t a, size_t b)
{
	const struct peer *who = &p->peer[a];

	for (size_t i = 0; i < who->nchoices; i++)
		if (who->choice[i] == b) return who->choice_rank[i];
	return 0;
}

/* Whom one asked for may be given to it; the other, and two who did not ask, take part when they accept alternatives. */
static bool may_pair(const struct pair_problem *p, size_t a, size_t b)
{
	uint8_t fit = p->fit[a * p->n + b], by_a = pair_asked(p, a, b), by_b = pair_asked(p, b, a);

	if (a == b || fit == FIT_IMPOSSIBLE) return false;
	if ((!by_a && !p->peer[a].alternatives) || (!by_b && !p->peer[b].alternatives)) return false;
	return by_a || by_b || fit >= p->threshold;
}

static int highest_first(const void *x, const void *y)
{
	int a = *(const int *)x, b = *(const int *)y;

	return (a < b) - (a > b);
}

static void plan_tiers(struct plan *pl, const struct pair_problem *p, const uint32_t *vertex, size_t n)
{
	size_t kept = 0;

	for (size_t i = 0; i < n; i++)
		if (p->peer[vertex[i]].tier > 0) vec_push(&pl->tiers, p->peer[vertex[i]].tier);
	if (pl->tiers.n) qsort(pl->tiers.at, pl->tiers.n, sizeof *pl->tiers.at, highest_first);
	for (size_t i = 0; i < pl->tiers.n; i++)
		if (!i || pl->tiers.at[i] != pl->tiers.at[kept - 1]) pl->tiers.at[kept++] = pl->tiers.at[i];
	pl->tiers.n = kept;
}

static void plan_ranks(struct plan *pl, const struct pair_problem *p, const uint32_t *vertex, size_t n)
{
	bool given[RANKS] = { false };

	for (size_t i = 0; i < n; i++)
		for (size_t k = 0; k < p->peer[vertex[i]].nchoices; k++)
			given[p->peer[vertex[i]].choice_rank[k]] = true;
	for (size_t r = 1; r < RANKS; r++)
		if (given[r]) vec_push(&pl->ranks, (uint8_t)r);
}

static void plan_count(struct plan *pl, int64_t most)
{
	vec_push(&pl->counts, ((struct count){ .most = most }));
}

/* Side by side from the weightiest on; a word that is full is followed by the next. The unit of a count is how much one of it must be
 * so that all behind it in the word cannot outweigh it. */
static void plan_pack(struct plan *pl)
{
	const int64_t limit = (int64_t)1 << WORD_BITS;
	int64_t filled = 1;

	pl->words = 1;
	for (size_t i = 0; i < pl->counts.n; i++) {
		assert(pl->counts.at[i].most < limit - 1);
		if (filled > limit / (pl->counts.at[i].most + 1)) {
			pl->words++;
			filled = 1;
		}
		filled *= pl->counts.at[i].most + 1;
		pl->counts.at[i].word = pl->words - 1;
	}
	for (size_t i = pl->counts.n; i-- > 0;) {
		struct count *c = &pl->counts.at[i], *behind = c + 1;
		bool last = i + 1 == pl->counts.n || behind->word != c->word;

		c->unit = last ? 1 : behind->unit * (behind->most + 1);
	}
}

static void plan_make(struct plan *pl, const struct pair_problem *p, const uint32_t *vertex, size_t n)
{
	int64_t all = (int64_t)n;

	*pl = (struct plan){ .words = 0 };
	plan_tiers(pl, p, vertex, n);
	plan_ranks(pl, p, vertex, n);
	for (size_t i = 0; i < pl->tiers.n; i++) plan_count(pl, all);
	plan_count(pl, all); /* mutual choices */
	for (size_t i = 0; i < pl->ranks.n; i++) plan_count(pl, all);
	plan_count(pl, all);                  /* pairs */
	plan_count(pl, all * FIT_IMPOSSIBLE); /* fit */
	for (size_t i = 0; i < n; i++) plan_count(pl, all);
	plan_pack(pl);
}

static void add(int64_t *weight, const struct count *c, int64_t times)
{
	weight[c->word] += c->unit * times;
}

static void weigh(int64_t *weight, const struct plan *pl, const struct pair_problem *p, size_t a, size_t b)
{
	const struct count *c = pl->counts.at;
	uint8_t by_a = pair_asked(p, a, b), by_b = pair_asked(p, b, a);

	for (size_t i = 0; i < pl->tiers.n; i++)
		add(weight, c++, (p->peer[a].tier == pl->tiers.at[i]) + (p->peer[b].tier == pl->tiers.at[i]));
	add(weight, c++, by_a && by_b);
	for (size_t i = 0; i < pl->ranks.n; i++)
		add(weight, c++, (by_a == pl->ranks.at[i]) + (by_b == pl->ranks.at[i]));
	add(weight, c++, 1);
	add(weight, c, p->fit[a * p->n + b]);
}

void weights_init(struct weights *w, const struct pair_problem *p, const uint32_t *vertex, size_t n)
{
	struct plan pl;

	plan_make(&pl, p, vertex, n);
	*w = (struct weights){ .n = n, .words = pl.words, .kept = pl.counts.at[pl.counts.n - n - 1].word + 1 };
	w->may = xcalloc(n * n + 1, sizeof *w->may);
	w->common = xcalloc(n * n * w->kept + 1, sizeof *w->common);
	w->word_of = xcalloc(n + 1, sizeof *w->word_of);
	w->unit = xcalloc(n + 1, sizeof *w->unit);
	for (size_t i = 0; i < n; i++) {
		const struct count *own = &pl.counts.at[pl.counts.n - n + i];

		w->word_of[i] = own->word;
		w->unit[i] = own->unit;
		for (size_t j = 0; j < n; j++) {
			w->may[i * n + j] = may_pair(p, vertex[i], vertex[j]);
			if (w->may[i * n + j]) weigh(w->common + (i * n + j) * w->kept, &pl, p, vertex[i], vertex[j]);
		}
	}
	vec_dispose(&pl.counts);
	vec_dispose(&pl.tiers);
	vec_dispose(&pl.ranks);
}

void weights_dispose(struct weights *w)
{
	free(w->may);
	free(w->common);
	free(w->word_of);
	free(w->unit);
	*w = (struct weights){ 0 };
}
