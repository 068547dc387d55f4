/* test_assign: the assignment against a slow judge that tries everything, on thousands of small made-up rounds, and its promises on
 * larger ones. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>
#include "programme/assign_judge.h"

static void small_rounds_are_as_the_judge_says(void **state)
{
	static struct round_case c;
	static struct judge j;
	struct chance ch = { 11 };
	size_t suggested = 0, requested = 0;
	(void)state;

	for (int round = 0; round < ROUNDS; round++) {
		struct match_result r;
		uint64_t matched = 0, fit = 0;

		make_round(&c, &ch, 5, 4);
		judge_round(&j, &c);
		assign_round(&r, &c.p);
		for (size_t s = 0; s < c.p.nseekers; s++) {
			if (r.offer_of[s] != j.got[s])
				fail_msg("round %d, seeker %zu: %d, judge %d", round, s, r.offer_of[s], j.got[s]);
			if (r.offer_of[s] < 0) {
				assert_int_equal(r.how[s], 0);
				continue;
			}
			size_t at = position(&c.seeker[s], r.offer_of[s]);

			assert_int_equal(r.how[s], j.asked_for[s] && at < c.seeker[s].nchoices ? c.rank[s][at] : 0);
			matched++;
			fit += fit_at(&c, s, (size_t)r.offer_of[s]);
			if (r.how[s])
				requested++;
			else
				suggested++;
		}
		assert_int_equal(r.matched, matched);
		assert_int_equal(r.fit, fit);
		match_result_dispose(&r);
	}
	assert_true(requested > ROUNDS / 5 && suggested > ROUNDS / 5);
}

/* The same round with the rows of both sides in another order. */
static void shuffle_round(
	struct round_case *out, const struct round_case *c, struct chance *ch, uint32_t *to_s, uint32_t *to_o)
{
	*out = *c;
	chance_shuffle(ch, to_s, c->p.nseekers);
	chance_shuffle(ch, to_o, c->p.noffers);
	for (size_t o = 0; o < c->p.noffers; o++) out->offer[to_o[o]] = c->offer[o];
	for (size_t s = 0; s < c->p.nseekers; s++) {
		struct seeker *to = &out->seeker[to_s[s]];

		*to = c->seeker[s];
		if (to->locked >= 0) to->locked = (int)to_o[to->locked];
		for (size_t k = 0; k < to->nchoices; k++) {
			out->choice[to_s[s]][k] = to_o[c->choice[s][k]];
			out->rank[to_s[s]][k] = c->rank[s][k];
		}
		for (size_t o = 0; o < c->p.noffers; o++) out->fit[to_s[s] * c->p.noffers + to_o[o]] = fit_at(c, s, o);
	}
	wire(out);
}

static void the_order_of_the_rows_does_not_matter(void **state)
{
	static struct round_case c, d;
	struct chance ch = { 12 };
	uint32_t to_s[MOST_S], to_o[MOST_O];
	(void)state;

	for (int round = 0; round < 600; round++) {
		struct match_result r, q;

		make_round(&c, &ch, MOST_S, MOST_O);
		shuffle_round(&d, &c, &ch, to_s, to_o);
		assign_round(&r, &c.p);
		assign_round(&q, &d.p);
		for (size_t s = 0; s < c.p.nseekers; s++) {
			assert_int_equal(q.offer_of[to_s[s]], r.offer_of[s] < 0 ? -1 : (int32_t)to_o[r.offer_of[s]]);
			assert_int_equal(q.how[to_s[s]], r.how[s]);
		}
		match_result_dispose(&r);
		match_result_dispose(&q);
	}
}

/* Nobody is without a place asked for that is free, or that went at request to one who comes after. */
static void nobody_has_reason_to_envy(void **state)
{
	static struct round_case c;
	struct chance ch = { 13 };
	(void)state;

	for (int round = 0; round < 1500; round++) {
		struct match_result r;
		int used[MOST_O] = { 0 };

		make_round(&c, &ch, MOST_S, MOST_O);
		assign_round(&r, &c.p);
		for (size_t s = 0; s < c.p.nseekers; s++)
			if (r.offer_of[s] >= 0) {
				used[r.offer_of[s]]++;
				assert_int_not_equal(fit_at(&c, s, (size_t)r.offer_of[s]), FIT_IMPOSSIBLE);
			}
		for (size_t o = 0; o < c.p.noffers; o++) assert_true(used[o] <= c.offer[o].places);
		for (size_t s = 0; s < c.p.nseekers; s++) {
			size_t has = position(&c.seeker[s], r.offer_of[s]);

			if (c.seeker[s].locked == r.offer_of[s] && r.offer_of[s] >= 0) continue;
			for (size_t k = 0; k < has && k < c.seeker[s].nchoices; k++) {
				size_t o = c.choice[s][k];

				assert_int_equal(used[o], c.offer[o].places);
				for (size_t t = 0; t < c.p.nseekers; t++)
					if (r.offer_of[t] == (int32_t)o && c.seeker[t].locked != (int)o && r.how[t])
						assert_false(goes_before(&c, o, s, t));
			}
		}
		match_result_dispose(&r);
	}
}

/* What a tier gets is the same without all lower ones. */
static void lower_tiers_take_nothing(void **state)
{
	static struct round_case c, d;
	struct chance ch = { 14 };
	(void)state;

	for (int round = 0; round < 1000; round++) {
		struct match_result r, q;
		uint32_t kept[MOST_S];
		int tier = 1 + (int)chance_below(&ch, 2);

		make_round(&c, &ch, MOST_S, 12);
		c.p.suggest_after_all = false;
		for (size_t s = 0; s < c.p.nseekers; s++) c.seeker[s].locked = -1;
		d = c;
		d.p.nseekers = 0;
		for (size_t s = 0; s < c.p.nseekers; s++) {
			size_t to = d.p.nseekers;

			if (c.seeker[s].tier < tier) continue;
			kept[to] = (uint32_t)s;
			d.seeker[to] = c.seeker[s];
			memcpy(d.choice[to], c.choice[s], sizeof *d.choice);
			memcpy(d.rank[to], c.rank[s], sizeof *d.rank);
			memcpy(d.fit + to * c.p.noffers, c.fit + s * c.p.noffers, c.p.noffers);
			d.p.nseekers++;
		}
		wire(&d);
		assign_round(&r, &c.p);
		assign_round(&q, &d.p);
		for (size_t i = 0; i < d.p.nseekers; i++) assert_int_equal(q.offer_of[i], r.offer_of[kept[i]]);
		match_result_dispose(&r);
		match_result_dispose(&q);
	}
}

/* Another list, shorter or untruthful, never gets a better place on the true one. */
static void no_other_list_helps(void **state)
{
	static struct round_case c, d;
	struct chance ch = { 15 };
	(void)state;

	for (int round = 0; round < 3000; round++) {
		struct match_result r;

		make_round(&c, &ch, 7, 5);
		if (!c.p.nseekers) continue;
		size_t s = chance_below(&ch, (uint32_t)c.p.nseekers);

		for (size_t i = 0; i < c.p.nseekers; i++) c.seeker[i].alternatives = false;
		assign_round(&r, &c.p);
		size_t honest = position(&c.seeker[s], r.offer_of[s]);

		match_result_dispose(&r);
		for (int lie = 0; lie < 8; lie++) {
			d = c;
			wire(&d);
			make_choices(&d, &ch, s);
			assign_round(&r, &d.p);
			assert_true(
				position(&c.seeker[s], r.offer_of[s]) >= honest || c.seeker[s].locked == r.offer_of[s]);
			match_result_dispose(&r);
		}
	}
}

/* The most pairs, and of those the highest fit, found another way: the best path for one pair more, again and again. */
static void best_by_paths(const struct round_case *c, uint64_t *pairs, uint64_t *fit)
{
	int64_t gain_o[MOST_O];
	int32_t at[MOST_S], by[MOST_O];
	const size_t n = c->p.nseekers, m = c->p.noffers;

	for (size_t s = 0; s < n; s++) at[s] = -1;
	for (*pairs = *fit = 0;; ++*pairs) {
		int used[MOST_O] = { 0 };
		int64_t best = INT64_MIN;
		size_t end = 0;

		for (size_t s = 0; s < n; s++)
			if (at[s] >= 0) used[at[s]]++;
		for (size_t o = 0; o < m; o++) gain_o[o] = INT64_MIN;
		for (bool more = true; more;) {
			more = false;
			for (size_t s = 0; s < n; s++) {
				int64_t base = at[s] < 0 ? 0
					       : gain_o[at[s]] == INT64_MIN
						       ? INT64_MIN
						       : gain_o[at[s]] - fit_at(c, s, (size_t)at[s]);

				for (size_t o = 0; base != INT64_MIN && o < m; o++) {
					uint8_t f = fit_at(c, s, o);

					if (f == FIT_IMPOSSIBLE || f < c->p.threshold || (int32_t)o == at[s] ||
						base + f <= gain_o[o])
						continue;
					gain_o[o] = base + f;
					by[o] = (int32_t)s;
					more = true;
				}
			}
		}
		for (size_t o = 0; o < m; o++)
			if (used[o] < c->offer[o].places && gain_o[o] > best) best = gain_o[o], end = o;
		if (best == INT64_MIN) return;
		*fit += (uint64_t)best;
		for (int32_t o = (int32_t)end; o >= 0;) {
			int32_t s = by[o], was = at[s];

			at[s] = o;
			o = was;
		}
	}
}

static void larger_rounds_are_optimal(void **state)
{
	static struct round_case c;
	struct chance ch = { 16 };
	(void)state;

	for (int round = 0; round < 400; round++) {
		struct match_result r;
		uint64_t pairs, fit;

		make_round(&c, &ch, MOST_S, MOST_O);
		for (size_t i = 0; round % 2 && i < c.p.nseekers * c.p.noffers; i++)
			c.fit[i] = chance_below(&ch, 4) ? FIT_IMPOSSIBLE : (uint8_t)chance_below(&ch, 101);
		for (size_t s = 0; s < c.p.nseekers; s++) {
			c.seeker[s].locked = -1;
			c.seeker[s].tier = 0;
			c.seeker[s].nchoices = 0;
			c.seeker[s].alternatives = true;
		}
		best_by_paths(&c, &pairs, &fit);
		assign_round(&r, &c.p);
		assert_int_equal(r.matched, pairs);
		assert_int_equal(r.fit, fit);
		match_result_dispose(&r);
	}
}

static void nothing_and_nobody(void **state)
{
	static struct round_case c;
	struct match_result r;
	(void)state;

	memset(&c, 0, sizeof c);
	assign_round(&r, &c.p);
	assert_int_equal(r.matched, 0);
	match_result_dispose(&r);
	c.p.nseekers = 3;
	for (size_t s = 0; s < 3; s++)
		c.seeker[s] = (struct seeker){ .order = (int64_t)s, .locked = -1, .alternatives = true };
	wire(&c);
	assign_round(&r, &c.p);
	for (size_t s = 0; s < 3; s++) assert_int_equal(r.offer_of[s], -1);
	match_result_dispose(&r);
	/* Two mentors, all impossible, one with twenty places; the locked pair is impossible as well. */
	c.p.noffers = 2;
	c.offer[0] = (struct offer){ .places = 20, .order = 1 };
	c.offer[1] = (struct offer){ .places = 0, .order = 2 };
	memset(c.fit, FIT_IMPOSSIBLE, 6);
	c.seeker[1].locked = 0;
	assign_round(&r, &c.p);
	assert_int_equal(r.matched, 0);
	match_result_dispose(&r);
	/* All alike: everybody goes to the one with room; a lock on the one without does not hold. */
	memset(c.fit, 70, 6);
	c.seeker[1].locked = 1;
	assign_round(&r, &c.p);
	for (size_t s = 0; s < 3; s++) assert_int_equal(r.offer_of[s], 0);
	assert_int_equal(r.fit, 210);
	match_result_dispose(&r);
}

/* The story of the committee's guide, worked out by hand: entry 31 was without a match twice and goes ahead of an earlier and better
 * fitting entry 1; the second place goes to the fit band, not to the earlier date; the third asks for nobody else and gets a suggestion
 * from the mentor with the fewest partnerships. */
static void a_round_by_hand(void **state)
{
	static struct round_case c;
	struct match_result r;
	(void)state;

	memset(&c, 0, sizeof c);
	c.p = (struct match_problem){ .nseekers = 3, .noffers = 3, .threshold = 50 };
	c.seeker[0] = (struct seeker){ .tier = 0, .order = 1, .nchoices = 1, .locked = -1, .alternatives = true };
	c.seeker[1] = (struct seeker){ .tier = 0, .order = 2, .nchoices = 1, .locked = -1, .alternatives = true };
	c.seeker[2] = (struct seeker){ .tier = 2, .order = 31, .nchoices = 1, .locked = -1, .alternatives = true };
	for (size_t s = 0; s < 3; s++) c.rank[s][0] = 1;
	c.offer[0] = (struct offer){ .places = 2, .recent = 0, .last_asked = 5, .order = 10437 };
	c.offer[1] = (struct offer){ .places = 1, .recent = 1, .last_asked = INT32_MIN, .order = 10001 };
	c.offer[2] = (struct offer){ .places = 1, .recent = 0, .last_asked = 9, .order = 10002 };
	memcpy(c.fit, (uint8_t[]){ 79, 60, 60, 81, 90, 90, 55, 99, 99 }, 9);
	wire(&c);
	assign_round(&r, &c.p);
	assert_int_equal(r.offer_of[2], 0);
	assert_int_equal(r.how[2], 1);
	assert_int_equal(r.offer_of[1], 0);
	assert_int_equal(r.how[1], 1);
	assert_int_equal(r.offer_of[0], 2);
	assert_int_equal(r.how[0], 0);
	assert_int_equal(r.fit, 55 + 81 + 60);
	match_result_dispose(&r);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(small_rounds_are_as_the_judge_says),
		cmocka_unit_test(the_order_of_the_rows_does_not_matter),
		cmocka_unit_test(nobody_has_reason_to_envy),
		cmocka_unit_test(lower_tiers_take_nothing),
		cmocka_unit_test(no_other_list_helps),
		cmocka_unit_test(larger_rounds_are_optimal),
		cmocka_unit_test(nothing_and_nobody),
		cmocka_unit_test(a_round_by_hand),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
