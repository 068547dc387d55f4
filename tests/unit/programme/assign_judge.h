/* assign_judge: small made-up rounds for test_assign, and a slow judge that tries every way of filling them. It shares no code with the
 * program and compares ways by the documented rules only. */
#ifndef TEST_ASSIGN_JUDGE_H
#define TEST_ASSIGN_JUDGE_H
#include <string.h>
#include "programme/match.h"
#include "programme/matching_chance.h"

enum { MOST_S = 64, MOST_O = 48, MOST_CHOICES = 8, ROUNDS = 20000 };

struct round_case {
	struct match_problem p;
	struct seeker seeker[MOST_S];
	struct offer offer[MOST_O];
	uint32_t choice[MOST_S][MOST_CHOICES];
	uint8_t rank[MOST_S][MOST_CHOICES];
	uint8_t fit[MOST_S * MOST_O];
};

static void wire(struct round_case *c)
{
	c->p.seeker = c->seeker;
	c->p.offer = c->offer;
	c->p.fit = c->fit;
	for (size_t i = 0; i < c->p.nseekers; i++) {
		c->seeker[i].choice = c->choice[i];
		c->seeker[i].choice_rank = c->rank[i];
	}
}

static uint8_t fit_at(const struct round_case *c, size_t s, size_t o)
{
	return c->fit[s * c->p.noffers + o];
}

static void make_choices(struct round_case *c, struct chance *ch, size_t s)
{
	uint32_t all[MOST_O];
	size_t want = chance_below(ch, 4);

	chance_shuffle(ch, all, c->p.noffers);
	c->seeker[s].nchoices = 0;
	for (size_t j = 0; j < c->p.noffers && c->seeker[s].nchoices < want; j++)
		if (fit_at(c, s, all[j]) != FIT_IMPOSSIBLE) {
			c->rank[s][c->seeker[s].nchoices] = (uint8_t)(c->seeker[s].nchoices + 1);
			c->choice[s][c->seeker[s].nchoices++] = all[j];
		}
}

/* Few different values, so that there are many ties. */
static void make_round(struct round_case *c, struct chance *ch, size_t most_s, size_t most_o)
{
	uint32_t order[MOST_S];

	memset(c, 0, sizeof *c);
	c->p.nseekers = chance_below(ch, (uint32_t)most_s + 1);
	c->p.noffers = chance_below(ch, (uint32_t)most_o + 1);
	c->p.threshold = chance_below(ch, 3) ? 50 : 0;
	c->p.suggest_after_all = chance_below(ch, 2);
	bool quiet = !chance_below(ch, 3); /* one tier, no requests: suggestions and their ties only */
	uint32_t values = 1 + chance_below(ch, 5), blocked = chance_below(ch, 3), most_places = 1 + chance_below(ch, 3);

	for (size_t i = 0; i < c->p.nseekers * c->p.noffers; i++)
		c->fit[i] =
			chance_below(ch, 5) < blocked ? FIT_IMPOSSIBLE : (uint8_t)(95 - 13 * chance_below(ch, values));
	chance_shuffle(ch, order, c->p.noffers);
	for (size_t j = 0; j < c->p.noffers; j++)
		c->offer[j] = (struct offer){ .places = (int)chance_below(ch, most_places + 1),
			.recent = (int)chance_below(ch, 2),
			.last_asked = chance_below(ch, 2) ? INT32_MIN : (int32_t)chance_below(ch, 2),
			.order = 100 + order[j] };
	chance_shuffle(ch, order, c->p.nseekers);
	for (size_t i = 0; i < c->p.nseekers; i++) {
		c->seeker[i] = (struct seeker){ .tier = (int)chance_below(ch, 3) / 2 * (int)chance_below(ch, 3),
			.order = 500 + order[i],
			.locked = c->p.noffers && !chance_below(ch, 9) ? (int)chance_below(ch, (uint32_t)c->p.noffers)
								       : -1,
			.alternatives = chance_below(ch, 6) != 0 };
		if (quiet)
			c->seeker[i].tier = 0, c->seeker[i].locked = -1;
		else
			make_choices(c, ch, i);
	}
	wire(c);
}

/* ---- the judge */
struct judge {
	const struct round_case *c;
	int left[MOST_O];
	int32_t got[MOST_S];
	bool asked_for[MOST_S]; /* got as a request or a lock */
	uint32_t who[MOST_S];   /* of the tier, by order */
	size_t n;
	int32_t now[MOST_S], best[MOST_S]; /* by place in who */
	bool any;
	int64_t key[MOST_S * 3 + MOST_O * 4], best_key[MOST_S * 3 + MOST_O * 4];
};

static bool goes_before(const struct round_case *c, size_t o, size_t s, size_t t)
{
	const struct seeker *a = &c->seeker[s], *b = &c->seeker[t];

	if (a->tier != b->tier) return a->tier > b->tier;
	if (fit_at(c, s, o) / 10 != fit_at(c, t, o) / 10) return fit_at(c, s, o) > fit_at(c, t, o);
	return a->order < b->order;
}

static void judge_locks(struct judge *j)
{
	const struct round_case *c = j->c;

	for (size_t s = 0; s < c->p.nseekers; s++) {
		int o = c->seeker[s].locked, ahead = 0;

		if (o < 0 || fit_at(c, s, (size_t)o) == FIT_IMPOSSIBLE) continue;
		for (size_t t = 0; t < c->p.nseekers; t++)
			ahead += t != s && c->seeker[t].locked == o && fit_at(c, t, (size_t)o) != FIT_IMPOSSIBLE &&
				 goes_before(c, (size_t)o, t, s);
		if (ahead < c->offer[o].places) j->got[s] = o, j->asked_for[s] = true;
	}
	for (size_t s = 0; s < c->p.nseekers; s++)
		if (j->got[s] >= 0) j->left[j->got[s]]--;
}

static size_t position(const struct seeker *s, int32_t o)
{
	size_t i = 0;

	while (i < s->nchoices && (int32_t)s->choice[i] != o) i++;
	return i;
}

/* Would somebody rather have a place that is free, or held by one who comes after? */
static bool is_stable(const struct judge *j)
{
	for (size_t i = 0; i < j->n; i++) {
		const struct seeker *s = &j->c->seeker[j->who[i]];
		size_t has = position(s, j->now[i]);

		for (size_t k = 0; k < has && k < s->nchoices; k++) {
			int held = 0;

			for (size_t x = 0; x < j->n; x++) {
				if (j->now[x] != (int32_t)s->choice[k]) continue;
				held++;
				if (goes_before(j->c, s->choice[k], j->who[i], j->who[x])) return false;
			}
			if (held < j->left[s->choice[k]]) return false;
		}
	}
	return true;
}

/* Of all stable ways the one that is best for every seeker at once. */
static void judge_requests(struct judge *j, size_t i)
{
	if (i == j->n) {
		if (!is_stable(j)) return;
		for (size_t k = 0; j->any && k < j->n; k++) {
			const struct seeker *s = &j->c->seeker[j->who[k]];

			if (position(s, j->now[k]) > position(s, j->best[k])) return;
		}
		j->any = true;
		memcpy(j->best, j->now, sizeof j->best);
		return;
	}
	const struct seeker *s = &j->c->seeker[j->who[i]];

	j->now[i] = -1;
	judge_requests(j, i + 1);
	for (size_t k = 0; k < s->nchoices; k++) {
		int used = 0;

		for (size_t x = 0; x < i; x++) used += j->now[x] == (int32_t)s->choice[k];
		if (used >= j->left[s->choice[k]]) continue;
		j->now[i] = (int32_t)s->choice[k];
		judge_requests(j, i + 1);
	}
}

static int64_t load(const struct judge *j, size_t o)
{
	return j->c->offer[o].recent + j->c->offer[o].places - j->left[o];
}

/* Is offer a, with load la, suggested before b with lb? */
static bool first(const struct judge *j, size_t a, int64_t la, size_t b, int64_t lb)
{
	const struct offer *x = &j->c->offer[a], *y = &j->c->offer[b];

	if (la != lb) return la < lb;
	return x->last_asked != y->last_asked ? x->last_asked < y->last_asked : x->order < y->order;
}

/* What the rules compare, the greater the better: pairs, fit, each place from the best on, each seeker from the earliest on, then what
 * each has. */
static void make_key(struct judge *j)
{
	int used[MOST_O] = { 0 };
	size_t n = 2;
	const size_t no = j->c->p.noffers;

	memset(j->key, 0, sizeof j->key);
	for (size_t i = 0; i < j->n; i++) {
		if (j->now[i] < 0) continue;
		j->key[0]++;
		j->key[1] += fit_at(j->c, j->who[i], (size_t)j->now[i]);
		used[j->now[i]]++;
	}
	for (size_t o = 0; o < no; o++)
		for (int k = 0; k < j->left[o]; k++) {
			size_t rank = 0;

			for (size_t p = 0; p < no; p++)
				for (int l = 0; l < j->left[p]; l++)
					rank += (p != o || l != k) && first(j, p, load(j, p) + l, o, load(j, o) + k);
			j->key[n + rank] = k < used[o];
		}
	for (size_t o = 0; o < no; o++) n += j->left[o] > 0 ? (size_t)j->left[o] : 0;
	for (size_t i = 0; i < j->n; i++) j->key[n++] = j->now[i] >= 0;
	for (size_t i = 0; i < j->n; i++) {
		size_t behind = 0, o = (size_t)j->now[i];

		if (j->now[i] < 0) continue;
		for (size_t p = 0; p < no; p++) behind += p != o && first(j, o, load(j, o), p, load(j, p));
		j->key[n++] = fit_at(j->c, j->who[i], o);
		j->key[n++] = (int64_t)behind;
	}
	assert_true(n <= sizeof j->key / sizeof *j->key);
}

static bool key_better(const struct judge *j)
{
	for (size_t i = 0; i < sizeof j->key / sizeof *j->key; i++)
		if (j->key[i] != j->best_key[i]) return j->key[i] > j->best_key[i];
	return false;
}

static void judge_suggestions(struct judge *j, size_t i)
{
	if (i == j->n) {
		make_key(j);
		if (j->any && !key_better(j)) return;
		j->any = true;
		memcpy(j->best, j->now, sizeof j->best);
		memcpy(j->best_key, j->key, sizeof j->key);
		return;
	}
	j->now[i] = -1;
	judge_suggestions(j, i + 1);
	for (size_t o = 0; o < j->c->p.noffers; o++) {
		uint8_t fit = fit_at(j->c, j->who[i], o);
		int used = 0;

		for (size_t x = 0; x < i; x++) used += j->now[x] == (int32_t)o;
		if (used >= j->left[o] || fit == FIT_IMPOSSIBLE || fit < j->c->p.threshold) continue;
		j->now[i] = (int32_t)o;
		judge_suggestions(j, i + 1);
	}
}

/* Those of the tier still without, by order; only those who take suggestions when `suggest`. */
static void judge_pass(struct judge *j, int tier, bool suggest)
{
	const struct round_case *c = j->c;

	j->n = 0;
	for (int64_t order = 500; order < 500 + (int64_t)c->p.nseekers; order++)
		for (size_t s = 0; s < c->p.nseekers; s++)
			if (c->seeker[s].order == order && c->seeker[s].tier == tier && j->got[s] < 0 &&
				(!suggest || c->seeker[s].alternatives))
				j->who[j->n++] = (uint32_t)s;
	j->any = false;
	if (suggest)
		judge_suggestions(j, 0);
	else
		judge_requests(j, 0);
	for (size_t i = 0; i < j->n; i++) {
		if (j->best[i] < 0) continue;
		j->got[j->who[i]] = j->best[i];
		j->asked_for[j->who[i]] = !suggest;
		j->left[j->best[i]]--;
	}
}

static void judge_round(struct judge *j, const struct round_case *c)
{
	memset(j, 0, sizeof *j);
	j->c = c;
	for (size_t o = 0; o < c->p.noffers; o++) j->left[o] = c->offer[o].places;
	for (size_t s = 0; s < c->p.nseekers; s++) j->got[s] = -1;
	judge_locks(j);
	if (c->p.suggest_after_all) {
		for (int tier = 2; tier >= 0; tier--) judge_pass(j, tier, false);
		for (int tier = 2; tier >= 0; tier--) judge_pass(j, tier, true);
	} else {
		for (int tier = 2; tier >= 0; tier--) {
			judge_pass(j, tier, false);
			judge_pass(j, tier, true);
		}
	}
}
#endif
