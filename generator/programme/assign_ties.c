/* assign_ties: which of all optima. Prices say which pairs can be in an optimum; every way to fill those that keeps whoever must be
 * kept is one. So ties are settled by moving along such pairs, never by weights of their own, and each step is a search over bits:
 *   1. places, best first (fewest partnerships, longest not asked, lower order): each is used if an optimum uses it beside those before;
 *   2. seekers, lowest order first: each has a place if an optimum gives one beside those before;
 *   3. seekers, lowest order first: each has the highest own fit, then the best place, that an optimum gives beside those before.
 * Steps 1 and 2 never touch the same pairs: where places are left over nobody stays without, and the other way round. */
#include "programme/assign_internal.h"

struct ties {
	struct suggest *g;
	size_t words_m, words_n;
	bits_t *row;      /* n rows of mentors: can be together in an optimum */
	bits_t *column;   /* m rows of seekers */
	bits_t *seekers;  /* n: may still be moved, and are not yet looked at */
	bits_t *mentors;  /* m: not yet looked at */
	int32_t *goes_to; /* n: where the seeker would move */
	int32_t *leaves;  /* m: who would leave; in step 2 who would come */
	uint32_t *queue;  /* m */
	size_t tail;
	bool *settled;      /* n: step 3 */
	uint32_t *at_least; /* m: places used already settled in step 1 */
};

static void ties_init(struct ties *t, struct suggest *g)
{
	*t = (struct ties){ .g = g, .words_m = bits_words(g->m), .words_n = bits_words(g->n) };
	t->row = xcalloc(g->n * t->words_m, sizeof *t->row);
	t->column = xcalloc(g->m * t->words_n, sizeof *t->column);
	t->seekers = xcalloc(t->words_n, sizeof *t->seekers);
	t->mentors = xcalloc(t->words_m, sizeof *t->mentors);
	t->goes_to = xcalloc(g->n, sizeof *t->goes_to);
	t->leaves = xcalloc(g->m, sizeof *t->leaves);
	t->queue = xcalloc(g->m, sizeof *t->queue);
	t->settled = xcalloc(g->n, sizeof *t->settled);
	t->at_least = xcalloc(g->m, sizeof *t->at_least);
	for (size_t i = 0; i < g->n; i++)
		for (size_t j = 0; j < g->m; j++) {
			uint8_t loss = g->loss[i * g->m + j];

			if (loss == LOSS_NONE || loss + g->price[j] != g->pay[i]) continue;
			bits_add(t->row + i * t->words_m, j);
			bits_add(t->column + j * t->words_n, i);
		}
}

static void ties_dispose(struct ties *t)
{
	free(t->row);
	free(t->column);
	free(t->seekers);
	free(t->mentors);
	free(t->goes_to);
	free(t->leaves);
	free(t->queue);
	free(t->settled);
	free(t->at_least);
}

static void movable(struct ties *t)
{
	bits_all(t->mentors, t->g->m);
	memset(t->seekers, 0, t->words_n * sizeof *t->seekers);
	for (size_t i = 0; i < t->g->n; i++)
		if (t->g->at[i] >= 0 && !t->settled[i]) bits_add(t->seekers, i);
}

/* m will be looked at: those seated there need not be, one of them is as good as another. */
static void look_at(struct ties *t, size_t m)
{
	t->queue[t->tail++] = (uint32_t)m;
	bits_drop(t->mentors, m);
	for (uint32_t k = 0; k < t->g->used[m]; k++) bits_drop(t->seekers, (size_t)t->g->owner[t->g->first[m] + k]);
}

/* Looks for mentors from whom a seeker can be moved to m, over others if need be, until `found` says enough; -1 when it never does. */
static int32_t who_can_spare(
	struct ties *t, size_t m, bool (*found)(const struct ties *, size_t, const void *), const void *ctx)
{
	t->tail = 0;
	look_at(t, m);
	for (size_t head = 0; head < t->tail; head++) {
		size_t to = t->queue[head];
		const bits_t *can = t->column + to * t->words_n;

		for (size_t k = 0; k < t->words_n; k++)
			for (bits_t b; (b = can[k] & t->seekers[k]) != 0;) {
				size_t s = k * BITS_WORD + bits_first(b), from = (size_t)t->g->at[s];

				t->goes_to[s] = (int32_t)to;
				t->leaves[from] = (int32_t)s;
				look_at(t, from);
				if (found(t, from, ctx)) return (int32_t)from;
			}
	}
	return -1;
}

static int32_t step_out(struct ties *t, size_t from)
{
	int32_t s = t->leaves[from];

	suggest_unseat(t->g, s);
	return s;
}

/* s has left its place: each where another goes leaves in turn, until one comes to m, which has room. */
static void pass_on(struct ties *t, int32_t s, size_t m)
{
	while ((size_t)t->goes_to[s] != m) {
		size_t to = (size_t)t->goes_to[s];
		int32_t next = step_out(t, to);

		suggest_seat(t->g, s, to);
		s = next;
	}
	suggest_seat(t->g, s, m);
}

/* ---- 1: places */
struct share {
	int64_t load;
	uint32_t mentor, nth;
};

static int by_load(const void *x, const void *y)
{
	const struct share *a = x, *b = y;

	if (a->load != b->load) return a->load < b->load ? -1 : 1;
	return (a->mentor > b->mentor) - (a->mentor < b->mentor);
}

static struct share *places_in_order(const struct suggest *g)
{
	struct share *p = xmalloc(((size_t)g->first[g->m] + 1) * sizeof *p);
	size_t n = 0;

	for (uint32_t j = 0; j < g->m; j++)
		for (uint32_t k = 0; k < suggest_places(g, j); k++) p[n++] = (struct share){ g->load[j] + k, j, k };
	if (n) qsort(p, n, sizeof *p, by_load);
	return p;
}

static bool can_lose(const struct ties *t, size_t m, const void *ctx)
{
	(void)ctx;
	return t->g->price[m] == 0 && t->g->used[m] > t->at_least[m];
}

/* What was looked at in vain stays so: nobody there can ever be moved to where one place fewer would do. */
static void choose_places(struct ties *t)
{
	struct suggest *g = t->g;
	struct share *p = places_in_order(g);
	bool fresh = true;

	for (size_t i = 0; i < g->first[g->m]; i++) {
		size_t m = p[i].mentor;

		if (fresh) movable(t);
		fresh = false;
		if (g->used[m] > p[i].nth) {
			t->at_least[m]++;
		} else if (bits_has(t->mentors, m)) {
			int32_t from = who_can_spare(t, m, can_lose, NULL);

			if (from < 0) continue;
			pass_on(t, step_out(t, (size_t)from), m);
			t->at_least[m]++;
			fresh = true;
		}
	}
	free(p);
}

/* ---- 2: who has a place, where not everybody can */
static bool may_lose(const struct ties *t, int32_t s, int32_t instead)
{
	return s > instead && t->g->pay[s] == t->g->top;
}

static void look_from(struct ties *t, int32_t who)
{
	for (size_t word = 0; word < t->words_m; word++)
		for (bits_t b; (b = t->row[(size_t)who * t->words_m + word] & t->mentors[word]) != 0;) {
			size_t to = word * BITS_WORD + bits_first(b);

			bits_drop(t->mentors, to);
			t->leaves[to] = who;
			t->queue[t->tail++] = (uint32_t)to;
		}
}

/* Gives s a place that a seeker of higher order loses; mentors looked at in vain stay so. */
static bool take_place(struct ties *t, int32_t s)
{
	struct suggest *g = t->g;

	t->tail = 0;
	look_from(t, s);
	for (size_t head = 0; head < t->tail; head++) {
		size_t m = t->queue[head];

		for (uint32_t k = 0; k < g->used[m]; k++) {
			int32_t who = g->owner[g->first[m] + k];

			if (may_lose(t, who, s)) {
				suggest_unseat(g, who);
				suggest_move_along(g, t->leaves, m);
				return true;
			}
			look_from(t, who);
		}
	}
	return false;
}

static void choose_seekers(struct ties *t)
{
	if (!t->g->short_of) return;
	bits_all(t->mentors, t->g->m);
	for (size_t i = 0; i < t->g->n; i++)
		if (t->g->at[i] < 0 && take_place(t, (int32_t)i)) bits_all(t->mentors, t->g->m);
}

/* ---- 3: who has which */
/* Is mentor a better than b for seeker s? */
static bool better(const struct suggest *g, size_t s, size_t a, size_t b)
{
	uint8_t loss_a = g->loss[s * g->m + a], loss_b = g->loss[s * g->m + b];

	if (loss_a != loss_b) return loss_a < loss_b;
	return g->load[a] != g->load[b] ? g->load[a] < g->load[b] : a < b;
}

/* Those better than where s is, best first. */
static size_t wishes(const struct ties *t, size_t s, uint32_t *out)
{
	const struct suggest *g = t->g;
	const bits_t *row = t->row + s * t->words_m;
	size_t n = 0;

	for (size_t word = 0; word < t->words_m; word++)
		for (bits_t b = row[word]; b; b &= b - 1) {
			size_t m = word * BITS_WORD + bits_first(b);

			if (better(g, s, m, (size_t)g->at[s])) out[n++] = (uint32_t)m;
		}
	return n;
}

static bool is_best(const struct ties *t, size_t m, const void *best)
{
	(void)t;
	return m == *(const size_t *)best;
}

static void choose_own(struct ties *t, size_t s, uint32_t *wish)
{
	struct suggest *g = t->g;
	size_t n = wishes(t, s, wish), best = (size_t)g->at[s], home = best;

	for (size_t i = 0; i < n; i++)
		if (better(g, s, wish[i], best)) best = wish[i];
	if (!n) return;
	if (who_can_spare(t, home, is_best, &best) < 0) {
		best = home;
		for (size_t i = 0; i < n; i++)
			if (!bits_has(t->mentors, wish[i]) && better(g, s, wish[i], best)) best = wish[i];
	}
	if (best != home) {
		int32_t next = step_out(t, best);

		suggest_unseat(g, (int32_t)s);
		suggest_seat(g, (int32_t)s, best);
		pass_on(t, next, home);
	}
}

void suggest_ties(struct suggest *g)
{
	struct ties t;
	uint32_t *wish = xmalloc((g->m + 1) * sizeof *wish);

	ties_init(&t, g);
	choose_places(&t);
	choose_seekers(&t);
	for (size_t i = 0; i < g->n; i++) {
		if (g->at[i] < 0) continue;
		t.settled[i] = true;
		movable(&t);
		choose_own(&t, i, wish);
	}
	ties_dispose(&t);
	free(wish);
}
