/* assign_max: most pairs, and of those the highest total fit, over a dense table of a few thousand by a few thousand. The method is
 * the Hungarian one for places with capacities, all seekers without a place searching at once: a sweep finds how far prices must move
 * until somebody can be seated, then everybody who can be at those prices is. Prices are whole numbers that only rise and the fit has
 * a hundred steps, so there are few sweeps; a sweep is one pass over the rows that matter, in a form that compilers vectorize. */
#include <assert.h>
#include "programme/assign_internal.h"

enum { FAR = INT32_MAX / 4 };

struct sweep {
	struct suggest *g;
	int32_t *dist;   /* m */
	int32_t *delay;  /* n: distance of the seeker, FAR when not reached */
	bool *settled;   /* m */
	bits_t *row;     /* n rows: mentors at exactly the price the seeker pays; made when first needed in a sweep */
	uint32_t *fresh; /* n: sweep for which the row was made */
	uint32_t number;
	size_t words;
	bits_t *open;    /* m: not yet looked at in this pass */
	int32_t *from;   /* m: the seeker who would come */
	uint32_t *queue; /* m */
	size_t tail;
	int32_t *waiting; /* seekers without a place */
	size_t nwaiting;
};

void bits_all(bits_t *b, size_t n)
{
	memset(b, 0, bits_words(n) * sizeof *b);
	for (size_t i = 0; i < n; i++) bits_add(b, i);
}

void suggest_init(struct suggest *g, size_t n, size_t m, const uint32_t *places)
{
	*g = (struct suggest){ .n = n, .m = m };
	g->loss = xmalloc(n * m);
	g->load = xcalloc(m, sizeof *g->load);
	g->first = xmalloc((m + 1) * sizeof *g->first);
	g->first[0] = 0;
	for (size_t j = 0; j < m; j++) g->first[j + 1] = g->first[j] + places[j];
	g->at = xmalloc(n * sizeof *g->at);
	g->slot = xcalloc(n, sizeof *g->slot);
	g->owner = xmalloc(((size_t)g->first[m] + 1) * sizeof *g->owner);
	g->used = xcalloc(m, sizeof *g->used);
	g->pay = xcalloc(n, sizeof *g->pay);
	g->price = xcalloc(m, sizeof *g->price);
	for (size_t i = 0; i < n; i++) g->at[i] = -1;
}

void suggest_dispose(struct suggest *g)
{
	free(g->loss);
	free(g->load);
	free(g->first);
	free(g->at);
	free(g->slot);
	free(g->owner);
	free(g->used);
	free(g->pay);
	free(g->price);
	*g = (struct suggest){ 0 };
}

void suggest_seat(struct suggest *g, int32_t s, size_t m)
{
	assert(g->at[s] < 0 && g->used[m] < suggest_places(g, m));
	g->at[s] = (int32_t)m;
	g->slot[s] = g->first[m] + g->used[m]++;
	g->owner[g->slot[s]] = s;
}

void suggest_unseat(struct suggest *g, int32_t s)
{
	size_t m = (size_t)g->at[s];
	uint32_t last = g->first[m] + --g->used[m];

	g->owner[g->slot[s]] = g->owner[last];
	g->slot[g->owner[last]] = g->slot[s];
	g->at[s] = -1;
}

/* dist[j] = min(dist[j], base + loss[j] + price[j]) where a pair may be. */
static void relax(
	int32_t *restrict dist, const uint8_t *restrict loss, const int32_t *restrict price, int32_t base, size_t m)
{
	for (size_t j = 0; j < m; j++) {
		int32_t way = loss[j] == LOSS_NONE ? FAR : base + loss[j] + price[j];

		dist[j] = way < dist[j] ? way : dist[j];
	}
}

static void reach(struct sweep *w, int32_t s, int32_t d)
{
	w->delay[s] = d;
	relax(w->dist, w->g->loss + (size_t)s * w->g->m, w->g->price, d - w->g->pay[s], w->g->m);
}

static int32_t nearest(const struct sweep *w)
{
	int32_t d = FAR;

	for (size_t j = 0; j < w->g->m; j++)
		if (!w->settled[j] && w->dist[j] < d) d = w->dist[j];
	return d;
}

/* How much everybody without a place must pay more until there is one for somebody: FAR when there is none at any price. */
static int32_t distances(struct sweep *w)
{
	struct suggest *g = w->g;
	int32_t d;

	for (size_t j = 0; j < g->m; j++) w->dist[j] = FAR;
	for (size_t i = 0; i < g->n; i++) w->delay[i] = FAR;
	memset(w->settled, 0, g->m * sizeof *w->settled);
	for (size_t i = 0; i < w->nwaiting; i++) reach(w, w->waiting[i], 0);
	while ((d = nearest(w)) < FAR)
		for (size_t j = 0; j < g->m; j++) {
			if (w->settled[j] || w->dist[j] != d) continue;
			if (g->used[j] < suggest_places(g, j)) return d;
			w->settled[j] = true;
			for (uint32_t k = 0; k < g->used[j]; k++) reach(w, g->owner[g->first[j] + k], d);
		}
	return FAR;
}

static void move_prices(struct sweep *w, int32_t by)
{
	struct suggest *g = w->g;

	for (size_t i = 0; i < g->n; i++)
		if (w->delay[i] < by) g->pay[i] += by - w->delay[i];
	for (size_t j = 0; j < g->m; j++)
		if (w->dist[j] < by) g->price[j] += by - w->dist[j];
}

/* Nobody can be seated any more: those reached form a market of their own, with all its places taken. Its prices rise so far that no
 * pair across its border is at its price; how far does not matter inside. */
static void close_market(struct sweep *w)
{
	int32_t most = 0;

	for (size_t i = 0; i < w->g->n; i++)
		if (w->delay[i] < FAR && w->delay[i] > most) most = w->delay[i];
	for (size_t j = 0; j < w->g->m; j++)
		if (w->dist[j] < FAR && w->dist[j] > most) most = w->dist[j];
	move_prices(w, most + 1);
	w->g->short_of = true;
	w->g->top = w->g->pay[w->waiting[0]];
}

static const bits_t *at_price(struct sweep *w, int32_t s)
{
	bits_t *row = w->row + (size_t)s * w->words;
	const uint8_t *loss = w->g->loss + (size_t)s * w->g->m;

	if (w->fresh[s] == w->number) return row;
	w->fresh[s] = w->number;
	for (size_t k = 0; k < w->words; k++) {
		size_t from = k * BITS_WORD, end = from + BITS_WORD < w->g->m ? from + BITS_WORD : w->g->m;
		bits_t b = 0;

		for (size_t j = from; j < end; j++)
			b |= (bits_t)(loss[j] != LOSS_NONE && loss[j] + w->g->price[j] == w->g->pay[s]) << (j - from);
		row[k] = b;
	}
	return row;
}

/* Room at m: whoever wanted to come does, and leaves room in turn, back to the seeker who had no place. */
void suggest_move_along(struct suggest *g, const int32_t *from, size_t m)
{
	for (;;) {
		int32_t s = from[m], was = g->at[s];

		if (was >= 0) suggest_unseat(g, s);
		suggest_seat(g, s, m);
		if (was < 0) return;
		m = (size_t)was;
	}
}

/* Looks at the mentors at whose price `who` is; one with room ends it, the others wait in the queue. -1: none has. */
static int64_t look_from(struct sweep *w, int32_t who)
{
	const bits_t *may = at_price(w, who);

	for (size_t word = 0; word < w->words; word++)
		for (bits_t b; (b = may[word] & w->open[word]) != 0;) {
			size_t to = word * BITS_WORD + bits_first(b);

			bits_drop(w->open, to);
			w->from[to] = who;
			if (w->g->used[to] < suggest_places(w->g, to)) return (int64_t)to;
			w->queue[w->tail++] = (uint32_t)to;
		}
	return -1;
}

/* Seats s at the prices, others moving on where they must. Mentors looked at in vain are not looked at again in this pass. */
static bool seat_one(struct sweep *w, int32_t s)
{
	w->tail = 0;
	int64_t room = look_from(w, s);

	for (size_t head = 0; room < 0 && head < w->tail; head++) {
		uint32_t m = w->queue[head];

		for (uint32_t k = 0; room < 0 && k < w->g->used[m]; k++)
			room = look_from(w, w->g->owner[w->g->first[m] + k]);
	}
	if (room >= 0) suggest_move_along(w->g, w->from, (size_t)room);
	return room >= 0;
}

/* Passes over those without a place, until one pass seats nobody. */
static void seat_all(struct sweep *w)
{
	for (size_t before = w->nwaiting + 1; w->nwaiting < before && w->nwaiting;) {
		size_t kept = 0;

		before = w->nwaiting;
		bits_all(w->open, w->g->m);
		for (size_t i = 0; i < before; i++)
			if (!seat_one(w, w->waiting[i])) w->waiting[kept++] = w->waiting[i];
		w->nwaiting = kept;
	}
}

void suggest_optimum(struct suggest *g)
{
	size_t words = bits_words(g->m);
	struct sweep w = { .g = g,
		.dist = xmalloc(g->m * sizeof *w.dist),
		.delay = xmalloc(g->n * sizeof *w.delay),
		.settled = xmalloc(g->m * sizeof *w.settled),
		.row = xmalloc(g->n * words * sizeof *w.row),
		.fresh = xcalloc(g->n, sizeof *w.fresh),
		.words = words,
		.open = xmalloc(words * sizeof *w.open),
		.from = xmalloc(g->m * sizeof *w.from),
		.queue = xmalloc(g->m * sizeof *w.queue),
		.waiting = xmalloc(g->n * sizeof *w.waiting),
		.nwaiting = g->n };

	for (size_t i = 0; i < g->n; i++) w.waiting[i] = (int32_t)i;
	while (w.nwaiting) {
		int32_t by = distances(&w);

		if (by == FAR) {
			close_market(&w);
			break;
		}
		move_prices(&w, by);
		w.number++;
		seat_all(&w);
	}
	free(w.dist);
	free(w.delay);
	free(w.settled);
	free(w.row);
	free(w.fresh);
	free(w.open);
	free(w.from);
	free(w.queue);
	free(w.waiting);
}
