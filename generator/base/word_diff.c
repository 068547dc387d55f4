/* word_diff.c exists so that nobody reads a text again of which one word changed. The search walks from both ends of a
 * box until the two ways meet, then does the same with the two halves, so that memory stays that of the words. */
#include <assert.h>
#include "base/word_diff.h"

struct box {
	size_t a0, a1, b0, b1; /* a[a0..a1) against b[b0..b1) */
};

struct search {
	const uint32_t *a, *b;
	bool *gone, *added;        /* per word: it has no partner */
	ptrdiff_t *ahead, *behind; /* how far in a each diagonal has come, from either end; index 0 is in the middle */
	size_t budget;             /* steps of a way that are tried before giving up */
	bool whole;
};

struct meeting {
	size_t a, b;
};

/* A side of the search: the same walk from the front or from the back of the box. */
struct side {
	ptrdiff_t *way, *other_way;
	bool back;
};

static bool equal(const struct search *s, const struct box *box, bool back, ptrdiff_t x, ptrdiff_t y)
{
	size_t i = (size_t)x, j = (size_t)y;
	return back ? s->a[box->a1 - 1 - i] == s->b[box->b1 - 1 - j] : s->a[box->a0 + i] == s->b[box->b0 + j];
}

/* The diagonals that `step` steps can reach within the box: low, low + 2, … high. */
static ptrdiff_t low(ptrdiff_t step, ptrdiff_t nb)
{
	return step <= nb ? -step : -nb + ((step - nb) & 1);
}

static ptrdiff_t high(ptrdiff_t step, ptrdiff_t na)
{
	return step <= na ? step : na - ((step - na) & 1);
}

/* How far along a the best way of `step` steps gets on diagonal k (where x - y = k); -1 if none leads there. */
static ptrdiff_t reach(const ptrdiff_t *way, ptrdiff_t step, ptrdiff_t k, ptrdiff_t na, ptrdiff_t nb)
{
	ptrdiff_t x = -1;
	if (step == 0) return 0;
	if (k + 1 <= high(step - 1, na) && way[k + 1] >= 0 && way[k + 1] - (k + 1) < nb) x = way[k + 1];
	if (k - 1 >= low(step - 1, nb) && way[k - 1] >= x && way[k - 1] >= 0 && way[k - 1] < na) x = way[k - 1] + 1;
	return x;
}

/* One more step along every diagonal; true when a way meets one from the other side. */
static bool step_on(
	struct search *s, const struct side *side, const struct box *box, ptrdiff_t step, struct meeting *at)
{
	ptrdiff_t na = (ptrdiff_t)(box->a1 - box->a0), nb = (ptrdiff_t)(box->b1 - box->b0), delta = na - nb;
	ptrdiff_t theirs = side->back ? step : step - 1; /* steps that the other side has made */
	for (ptrdiff_t k = low(step, nb); k <= high(step, na); k += 2) {
		ptrdiff_t x = reach(side->way, step, k, na, nb), other = delta - k;
		if (x >= 0)
			while (x < na && x - k < nb && equal(s, box, side->back, x, x - k)) x++;
		side->way[k] = x;
		bool met = x >= 0 && theirs >= 0 && ((other ^ theirs) & 1) == 0 && other >= low(theirs, nb) &&
			   other <= high(theirs, na) && side->other_way[other] >= 0 && x + side->other_way[other] >= na;
		if (!met) continue;
		size_t i = (size_t)x, j = (size_t)(x - k);
		*at = side->back ? (struct meeting){ box->a1 - i, box->b1 - j }
				 : (struct meeting){ box->a0 + i, box->b0 + j };
		return true;
	}
	return false;
}

/* A point that a shortest way goes through; false when the budget ends first. */
static bool meet(struct search *s, const struct box *box, struct meeting *at)
{
	const struct side front = { s->ahead, s->behind, false }, back = { s->behind, s->ahead, true };
	size_t most = (box->a1 - box->a0 + box->b1 - box->b0 + 1) / 2;
	for (size_t step = 0; step <= most && step <= s->budget; step++) {
		if (step_on(s, &front, box, (ptrdiff_t)step, at)) return true;
		if (step_on(s, &back, box, (ptrdiff_t)step, at)) return true;
	}
	return false;
}

static void tell_whole(struct search *s, const struct box *box)
{
	for (size_t i = box->a0; i < box->a1; i++) s->gone[i] = true;
	for (size_t i = box->b0; i < box->b1; i++) s->added[i] = true;
}

/* Marks what differs within the box. Halves shrink with the number of differences, so this goes at most about
 * log2(budget) deep. */
static void mark(struct search *s, struct box box)
{
	struct meeting at;
	while (box.a0 < box.a1 && box.b0 < box.b1 && s->a[box.a0] == s->b[box.b0]) box.a0++, box.b0++;
	while (box.a0 < box.a1 && box.b0 < box.b1 && s->a[box.a1 - 1] == s->b[box.b1 - 1]) box.a1--, box.b1--;
	if (box.a0 == box.a1 || box.b0 == box.b1) {
		tell_whole(s, &box);
	} else if (meet(s, &box, &at)) {
		mark(s, (struct box){ box.a0, at.a, box.b0, at.b });
		mark(s, (struct box){ at.a, box.a1, at.b, box.b1 });
	} else {
		s->whole = true;
		tell_whole(s, &box);
	}
}

static void add_run(struct word_diff *out, enum diff_part part, size_t i, size_t j, size_t n)
{
	if (n) vec_push(&out->runs, ((struct diff_run){ part, i, j, n }));
}

static void collect(struct word_diff *out, const struct search *s, size_t na, size_t nb)
{
	size_t i = 0, j = 0;
	while (i < na || j < nb) {
		size_t from = i, to = j;
		while (i < na && s->gone[i]) i++;
		add_run(out, DIFF_OLD, from, to, i - from);
		while (j < nb && s->added[j]) j++;
		add_run(out, DIFF_NEW, i, to, j - to);
		from = i, to = j;
		while (i < na && j < nb && !s->gone[i] && !s->added[j]) i++, j++;
		add_run(out, DIFF_SAME, from, to, i - from);
	}
}

void word_diff_ids(struct word_diff *out, const uint32_t *before, size_t nbefore, const uint32_t *now, size_t nnow)
{
	struct search s = { .a = before, .b = now, .budget = WORD_DIFF_LIMIT / 2 };
	size_t middle = (nbefore + nnow) / 2 + 2;
	if (middle > s.budget + 2) middle = s.budget + 2;
	s.gone = xcalloc(nbefore + 1, sizeof *s.gone);
	s.added = xcalloc(nnow + 1, sizeof *s.added);
	ptrdiff_t *ways = xcalloc(2 * (2 * middle + 1), sizeof *ways);
	s.ahead = ways + middle;
	s.behind = s.ahead + 2 * middle + 1;
	mark(&s, (struct box){ 0, nbefore, 0, nnow });
	vec_clear(&out->runs);
	out->whole = s.whole;
	collect(out, &s, nbefore, nnow);
	free(s.gone);
	free(s.added);
	free(ways);
}

void word_diff_dispose(struct word_diff *d)
{
	vec_dispose(&d->runs);
}
