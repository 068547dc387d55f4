/* test_pairing: peers to each other against a slow judge that tries every way to pair up to ten of them, and the promises on larger
 * rounds. The judge compares whole ways by the documented rules; it knows no weights. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>
#include "programme/match.h"
#include "programme/matching_chance.h"

enum { MOST = 64, CHOICES = 5, JUDGED = 10, KEYS = 3 + 1 + CHOICES + 2 + JUDGED };

struct pairs_case {
	struct pair_problem p;
	struct peer peer[MOST];
	uint32_t choice[MOST][CHOICES];
	uint8_t rank[MOST][CHOICES];
	uint8_t fit[MOST * MOST];
};

static void wire(struct pairs_case *c)
{
	c->p.peer = c->peer;
	c->p.fit = c->fit;
	for (size_t i = 0; i < c->p.n; i++) {
		c->peer[i].choice = c->choice[i];
		c->peer[i].choice_rank = c->rank[i];
	}
}

static void set_fit(struct pairs_case *c, size_t a, size_t b, uint8_t fit)
{
	c->fit[a * c->p.n + b] = c->fit[b * c->p.n + a] = fit;
}

/* Up to three ranks; now and then a group of which every member has one rank. */
static void make_choices(struct pairs_case *c, struct chance *ch, size_t a)
{
	uint32_t all[MOST];
	size_t want = chance_below(ch, 4), n = 0;
	uint8_t rank = 0;

	chance_shuffle(ch, all, c->p.n);
	for (size_t j = 0; j < c->p.n && n < want; j++) {
		if (c->fit[a * c->p.n + all[j]] == FIT_IMPOSSIBLE) continue;
		if (!rank || chance_below(ch, 5)) rank++;
		c->rank[a][n] = rank;
		c->choice[a][n++] = all[j];
	}
	c->peer[a].nchoices = n;
}

static void make_case(struct pairs_case *c, struct chance *ch, size_t most)
{
	uint32_t order[MOST];

	memset(c, 0, sizeof *c);
	c->p.n = chance_below(ch, (uint32_t)most + 1);
	c->p.threshold = chance_below(ch, 3) ? 50 : 0;
	uint32_t values = 1 + chance_below(ch, 6), blocked = chance_below(ch, 5), asking = chance_below(ch, 4);
	uint32_t tiers = chance_below(ch, 4);

	for (size_t a = 0; a < c->p.n; a++)
		for (size_t b = 0; b <= a; b++)
			set_fit(c, a, b,
				a == b || chance_below(ch, 6) < blocked
					? FIT_IMPOSSIBLE
					: (uint8_t)(95 - 11 * chance_below(ch, values)));
	chance_shuffle(ch, order, c->p.n);
	for (size_t a = 0; a < c->p.n; a++) {
		c->peer[a] = (struct peer){ .tier = (int)chance_below(ch, tiers + 1),
			.order = 300 + order[a],
			.alternatives = chance_below(ch, 5) != 0,
			.locked = c->p.n && !chance_below(ch, 14) ? (int)chance_below(ch, (uint32_t)c->p.n) : -1 };
		if (asking) make_choices(c, ch, a);
	}
	wire(c);
}

static uint8_t asked(const struct pairs_case *c, size_t a, size_t b)
{
	for (size_t k = 0; k < c->peer[a].nchoices; k++)
		if (c->choice[a][k] == b) return c->rank[a][k];
	return 0;
}

/* ---- the judge */
struct judge {
	const struct pairs_case *c;
	uint32_t who[MOST]; /* by order */
	int32_t with[MOST], best[MOST];
	bool any;
	int64_t key[KEYS], best_key[KEYS];
};

static bool allowed(const struct pairs_case *c, size_t a, size_t b)
{
	uint8_t fit = c->fit[a * c->p.n + b];

	if (fit == FIT_IMPOSSIBLE) return false;
	if (!asked(c, a, b) && !asked(c, b, a))
		return c->peer[a].alternatives && c->peer[b].alternatives && fit >= c->p.threshold;
	return (asked(c, a, b) || c->peer[a].alternatives) && (asked(c, b, a) || c->peer[b].alternatives);
}

static size_t place_of(const struct judge *j, int32_t who)
{
	size_t i = 0;

	while ((int32_t)j->who[i] != who) i++;
	return i;
}

/* Tiers 3, 2, 1; mutual; ranks; pairs; fit; whom each has, from the lowest order on: the lower the better, nobody worst. Pairs that were
 * locked count in every way alike. */
static void make_key(struct judge *j)
{
	const struct pairs_case *c = j->c;

	memset(j->key, 0, sizeof j->key);
	for (size_t i = 0; i < c->p.n; i++) {
		size_t a = j->who[i];

		if (j->with[a] < 0) continue;
		size_t b = (size_t)j->with[a];

		if (c->peer[a].tier) j->key[3 - c->peer[a].tier]++;
		if (asked(c, a, b)) j->key[3 + asked(c, a, b)]++;
		if (a < b) {
			j->key[3] += asked(c, a, b) && asked(c, b, a);
			j->key[4 + CHOICES]++;
			j->key[5 + CHOICES] += c->fit[a * c->p.n + b];
		}
		if (i < JUDGED) j->key[6 + CHOICES + i] = (int64_t)(c->p.n - place_of(j, (int32_t)b));
	}
}

static void try_all(struct judge *j, size_t i)
{
	while (i < j->c->p.n && j->with[j->who[i]] >= 0) i++;
	if (i == j->c->p.n) {
		make_key(j);
		for (size_t k = 0; j->any && k < KEYS; k++) {
			if (j->key[k] < j->best_key[k]) return;
			if (j->key[k] > j->best_key[k]) break;
		}
		j->any = true;
		memcpy(j->best, j->with, sizeof j->best);
		memcpy(j->best_key, j->key, sizeof j->key);
		return;
	}
	uint32_t a = j->who[i];

	try_all(j, i + 1);
	for (size_t k = i + 1; k < j->c->p.n; k++) {
		uint32_t b = j->who[k];

		if (j->with[b] >= 0 || !allowed(j->c, a, b)) continue;
		j->with[a] = (int32_t)b;
		j->with[b] = (int32_t)a;
		try_all(j, i + 1);
		j->with[a] = j->with[b] = -1;
	}
}

static void judge_case(struct judge *j, const struct pairs_case *c)
{
	memset(j, 0, sizeof *j);
	j->c = c;
	for (size_t a = 0; a < c->p.n; a++) {
		j->who[c->peer[a].order - 300] = (uint32_t)a;
		j->with[a] = -1;
	}
	for (size_t i = 0; i < c->p.n; i++) {
		uint32_t a = j->who[i];
		int b = c->peer[a].locked;

		if (b < 0 || j->with[a] >= 0 || j->with[b] >= 0 || c->fit[a * c->p.n + (size_t)b] == FIT_IMPOSSIBLE)
			continue;
		j->with[a] = b;
		j->with[b] = (int32_t)a;
	}
	try_all(j, 0);
}

/* ---- tests */
static bool wants(const struct pairs_case *c, const struct pair_result *r, size_t a, size_t b)
{
	uint8_t now = r->with[a] < 0 ? 0 : asked(c, a, (size_t)r->with[a]);

	return asked(c, a, b) && (!now || asked(c, a, b) < now);
}

static void check_result(const struct pairs_case *c, const struct pair_result *r)
{
	size_t blocking = 0;

	for (size_t a = 0; a < c->p.n; a++) {
		if (r->with[a] >= 0) assert_int_equal(r->with[r->with[a]], a);
		assert_int_equal(r->how[a], r->with[a] < 0 ? 0 : asked(c, a, (size_t)r->with[a]));
		for (size_t b = a + 1; b < c->p.n; b++)
			blocking += c->fit[a * c->p.n + b] != FIT_IMPOSSIBLE && wants(c, r, a, b) && wants(c, r, b, a);
	}
	assert_int_equal(r->nblocking, blocking);
	for (size_t i = 0; i < blocking; i++) {
		const struct blocking *x = &r->blocking[i];

		assert_true(wants(c, r, x->a, x->b) && wants(c, r, x->b, x->a));
		assert_true(c->peer[x->a].order < c->peer[x->b].order);
		if (i) assert_true(c->peer[x[-1].a].order <= c->peer[x->a].order);
	}
}

static void up_to_ten_are_as_the_judge_says(void **state)
{
	static struct pairs_case c;
	static struct judge j;
	struct chance ch = { 21 };
	size_t pairs = 0, blocking = 0;
	(void)state;

	for (int round = 0; round < 6000; round++) {
		struct pair_result r;

		make_case(&c, &ch, round % 4 ? 8 : JUDGED);
		judge_case(&j, &c);
		pair_round(&r, &c.p);
		for (size_t a = 0; a < c.p.n; a++) {
			if (r.with[a] != j.best[a])
				fail_msg("round %d, peer %zu: %d, judge %d", round, a, r.with[a], j.best[a]);
			pairs += r.with[a] >= 0;
		}
		check_result(&c, &r);
		blocking += r.nblocking;
		pair_result_dispose(&r);
	}
	assert_true(pairs > 6000 && blocking > 500);
}

static void the_order_of_the_rows_does_not_matter(void **state)
{
	static struct pairs_case c, d;
	struct chance ch = { 22 };
	uint32_t to[MOST];
	(void)state;

	for (int round = 0; round < 300; round++) {
		struct pair_result r, q;

		make_case(&c, &ch, MOST);
		d = c;
		chance_shuffle(&ch, to, c.p.n);
		for (size_t a = 0; a < c.p.n; a++) {
			d.peer[to[a]] = c.peer[a];
			if (c.peer[a].locked >= 0) d.peer[to[a]].locked = (int)to[c.peer[a].locked];
			for (size_t k = 0; k < c.peer[a].nchoices; k++) {
				d.choice[to[a]][k] = to[c.choice[a][k]];
				d.rank[to[a]][k] = c.rank[a][k];
			}
			for (size_t b = 0; b < c.p.n; b++) set_fit(&d, to[a], to[b], c.fit[a * c.p.n + b]);
		}
		wire(&d);
		pair_round(&r, &c.p);
		pair_round(&q, &d.p);
		check_result(&c, &r);
		for (size_t a = 0; a < c.p.n; a++)
			assert_int_equal(q.with[to[a]], r.with[a] < 0 ? -1 : (int32_t)to[r.with[a]]);
		assert_int_equal(r.nblocking, q.nblocking);
		for (size_t i = 0; i < r.nblocking; i++) {
			assert_int_equal(q.blocking[i].a, to[r.blocking[i].a]);
			assert_int_equal(q.blocking[i].b, to[r.blocking[i].b]);
		}
		pair_result_dispose(&r);
		pair_result_dispose(&q);
	}
}

/* Many small groups that nobody crosses, numbered all over: the whole must be the judge's answer to each. Long searches in one graph with
 * rings in rings come of it, which ten peers alone do not make. */
static void many_groups_at_once(void **state)
{
	static struct pairs_case c, part;
	static struct judge j;
	struct chance ch = { 23 };
	(void)state;

	for (int round = 0; round < 150; round++) {
		struct pair_result r;
		uint32_t at[MOST];
		int32_t expected[MOST];

		memset(&c, 0, sizeof c);
		c.p.n = MOST;
		memset(c.fit, FIT_IMPOSSIBLE, sizeof c.fit);
		chance_shuffle(&ch, at, MOST);
		for (size_t begin = 0; begin < MOST; begin += 8) {
			make_case(&part, &ch, 8);
			for (size_t a = 0; a < 8; a++) {
				size_t to = at[begin + a];

				expected[to] = -1;
				c.peer[to] = (struct peer){ .order = 300 + (int64_t)(begin + a), .locked = -1 };
			}
			part.p.threshold = 0;
			judge_case(&j, &part);
			for (size_t i = 0; i < part.p.n;
				i++) { /* numbered by order, so that orders compare alike here and there */
				size_t a = j.who[i], to = at[begin + i];

				c.peer[to] = part.peer[a];
				c.peer[to].order = 300 + (int64_t)(begin + i);
				if (part.peer[a].locked >= 0)
					c.peer[to].locked = (int)at[begin + place_of(&j, part.peer[a].locked)];
				memcpy(c.rank[to], part.rank[a], sizeof *c.rank);
				for (size_t k = 0; k < part.peer[a].nchoices; k++)
					c.choice[to][k] = at[begin + place_of(&j, (int32_t)part.choice[a][k])];
				for (size_t k = 0; k < part.p.n; k++)
					set_fit(&c, to, at[begin + k], part.fit[a * part.p.n + j.who[k]]);
				if (j.best[a] >= 0) expected[to] = (int32_t)at[begin + place_of(&j, j.best[a])];
			}
		}
		wire(&c);
		pair_round(&r, &c.p);
		for (size_t a = 0; a < MOST; a++) assert_int_equal(r.with[a], expected[a]);
		pair_result_dispose(&r);
	}
}

/* Other application dates settle ties otherwise and change no count of the rules: the search goes other ways and must come as far. */
static void dates_settle_ties_only(void **state)
{
	static struct pairs_case c;
	static struct judge j[2];
	struct chance ch = { 24 };
	uint32_t order[MOST];
	(void)state;

	for (int round = 0; round < 300; round++) {
		make_case(&c, &ch, MOST);
		for (size_t a = 0; a < c.p.n; a++) c.peer[a].locked = -1;
		for (int run = 0; run < 2; run++) {
			struct pair_result r;

			chance_shuffle(&ch, order, c.p.n);
			for (size_t a = 0; run && a < c.p.n; a++) c.peer[a].order = 300 + order[a];
			pair_round(&r, &c.p);
			check_result(&c, &r);
			j[run].c = &c;
			for (size_t a = 0; a < c.p.n; a++) {
				j[run].who[a] = (uint32_t)a;
				j[run].with[a] = r.with[a];
			}
			make_key(&j[run]);
			pair_result_dispose(&r);
		}
		assert_memory_equal(j[0].key, j[1].key, (6 + CHOICES) * sizeof *j[0].key);
	}
}

static struct pairs_case k;

static void by_hand(size_t n, int threshold)
{
	memset(&k, 0, sizeof k);
	k.p.n = n;
	k.p.threshold = threshold;
	memset(k.fit, FIT_IMPOSSIBLE, sizeof k.fit);
	for (size_t a = 0; a < n; a++)
		k.peer[a] = (struct peer){ .order = 300 + (int64_t)a, .alternatives = true, .locked = -1 };
}

static void asks(size_t a, uint32_t b, uint8_t rank)
{
	k.rank[a][k.peer[a].nchoices] = rank;
	k.choice[a][k.peer[a].nchoices++] = b;
}

static void expect(const int32_t *with, size_t blocking)
{
	struct pair_result r;

	wire(&k);
	pair_round(&r, &k.p);
	for (size_t a = 0; a < k.p.n; a++) assert_int_equal(r.with[a], with[a]);
	assert_int_equal(r.nblocking, blocking);
	pair_result_dispose(&r);
}

static void nothing_and_nobody(void **state)
{
	(void)state;
	by_hand(0, 50);
	expect(NULL, 0);
	by_hand(1, 50);
	expect((int32_t[]){ -1 }, 0);
	by_hand(4, 50); /* all impossible, and so the locked pair */
	k.peer[0].locked = 1;
	expect((int32_t[]){ -1, -1, -1, -1 }, 0);
	for (size_t a = 0; a < 4; a++) /* all alike: lowest orders together */
		for (size_t b = 0; b < a; b++) set_fit(&k, a, b, 60);
	k.peer[0].locked = -1;
	expect((int32_t[]){ 1, 0, 3, 2 }, 0);
	k.peer[0].locked = 2;
	expect((int32_t[]){ 2, 3, 0, 1 }, 0);
	k.p.threshold = 61; /* a lock needs no fit, a suggestion does */
	expect((int32_t[]){ 2, -1, 0, -1 }, 0);
}

/* Three who want each other in a ring: no stable set exists, and the list says so. The fourth nobody wants. */
static void a_ring_of_wishes(void **state)
{
	(void)state;
	by_hand(4, 50);
	for (size_t a = 0; a < 4; a++)
		for (size_t b = 0; b < a; b++) set_fit(&k, a, b, 60);
	for (uint32_t a = 0; a < 3; a++) {
		asks(a, (a + 1) % 3, 1);
		asks(a, (a + 2) % 3, 2);
	}
	/* 0-1, 1-2 and 2-0 are each 1st of one and 2nd of the other; 0-1 has the lowest orders, then 2 has 3. 1 and 2 block: 1 has its 2nd. */
	expect((int32_t[]){ 1, 0, 3, 2 }, 1);
	k.peer[2].tier = 1; /* a re-applicant is served in all ways: nothing changes, 3 serves as well */
	expect((int32_t[]){ 1, 0, 3, 2 }, 1);
	set_fit(&k, 2, 3, FIT_IMPOSSIBLE); /* now 2 must have 0 or 1: 0-2 with 1-3 */
	expect((int32_t[]){ 2, 3, 0, 1 }, 1);
}

/* A mutual choice outweighs any fit; a 1st choice any number of pairs. */
static void rules_are_not_traded(void **state)
{
	(void)state;
	by_hand(4, 50);
	set_fit(&k, 0, 1, 1);
	set_fit(&k, 0, 2, 100);
	set_fit(&k, 1, 3, 100);
	asks(0, 1, 3);
	asks(1, 0, 3);
	expect((int32_t[]){ 1, 0, -1, -1 }, 0);
	k.peer[1].nchoices = 0;
	expect((int32_t[]){ 1, 0, -1, -1 }, 0);
	k.peer[2].tier = 1;
	expect((int32_t[]){ 2, 3, 0, 1 }, 0);
	k.peer[2].tier = 0;
	k.peer[1].alternatives = false; /* 1 takes nobody it did not ask for */
	expect((int32_t[]){ 2, -1, 0, -1 }, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(up_to_ten_are_as_the_judge_says),
		cmocka_unit_test(the_order_of_the_rows_does_not_matter),
		cmocka_unit_test(many_groups_at_once),
		cmocka_unit_test(dates_settle_ties_only),
		cmocka_unit_test(nothing_and_nobody),
		cmocka_unit_test(a_ring_of_wishes),
		cmocka_unit_test(rules_are_not_traded),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
