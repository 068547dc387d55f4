/* pairing_blossom: exact maximum-weight matching in a general graph, by Edmonds' primal-dual method. Every vertex has a price and every
 * ring one; an edge whose ends' prices together are its weight is tight. All vertices without a partner search at once along tight edges;
 * when they are stuck, prices move by as little as lets somebody go on. The search ends when prices of those without reach nothing: then
 * the prices prove that no matching weighs more. Prices here are twice the vertices' own, so that halves stay whole: all even vertices
 * have the same remainder, because tight edges join them to roots that began alike. */
#include <assert.h>
#include "programme/pairing_forest.h"

struct blossom {
	const struct weights *w;
	struct forest f;
	int64_t *price; /* 2 n nodes of `words` */
	int32_t *near;  /* n: the even vertex outside its node with the least slack to it, -1 */
	int64_t *step;  /* how far prices move, `words` */
	int64_t *other;
};

static int64_t *price(const struct blossom *b, int32_t node)
{
	return b->price + (size_t)node * b->w->words;
}

static int64_t slack(const struct blossom *b, int32_t x, int32_t y, size_t word)
{
	return price(b, x)[word] + price(b, y)[word] - 2 * weight_word(b->w, (size_t)x, (size_t)y, word);
}

/* Slack of x-y against slack of v-z: <0, 0, >0. Nearly always the first word decides. */
static int closer(const struct blossom *b, int32_t x, int32_t y, int32_t v, int32_t z)
{
	for (size_t k = 0; k < b->w->words; k++) {
		int64_t s = slack(b, x, y, k), t = slack(b, v, z, k);

		if (s != t) return s < t ? -1 : 1;
	}
	return 0;
}

static int compare(const struct blossom *b, const int64_t *x, const int64_t *y)
{
	for (size_t k = 0; k < b->w->words; k++)
		if (x[k] != y[k]) return x[k] < y[k] ? -1 : 1;
	return 0;
}

static bool is_zero(const struct blossom *b, const int64_t *x)
{
	for (size_t k = 0; k < b->w->words; k++)
		if (x[k]) return false;
	return true;
}

static enum label label_of(const struct blossom *b, int32_t v)
{
	return b->f.node[b->f.outer[v]].label;
}

/* ---- the nearest even vertex of each */
static void offer_near(struct blossom *b, int32_t v, int32_t even)
{
	if (!b->w->may[(size_t)v * b->f.n + (size_t)even] || b->f.outer[v] == b->f.outer[even]) return;
	if (b->near[v] < 0 || closer(b, v, even, v, b->near[v]) < 0) b->near[v] = even;
}

/* The vertices of the node have become even. */
static void spread(struct blossom *b, int32_t node)
{
	for (int32_t e = 0; e < (int32_t)b->f.n; e++)
		if (b->f.outer[e] == node)
			for (int32_t v = 0; v < (int32_t)b->f.n; v++) offer_near(b, v, e);
}

/* A new ring: what was nearest to its vertices may lie inside now. */
static void look_out_again(struct blossom *b, int32_t ring)
{
	for (int32_t v = 0; v < (int32_t)b->f.n; v++) {
		if (b->f.outer[v] != ring) continue;
		b->near[v] = -1;
		for (int32_t e = 0; e < (int32_t)b->f.n; e++)
			if (label_of(b, e) == EVEN) offer_near(b, v, e);
	}
}

/* ---- what stops the prices first */
enum stop { STOP_END, STOP_GROW, STOP_JOIN, STOP_OPEN };

struct event {
	enum stop stop;
	int32_t at; /* vertex whose nearest it is, or the ring */
};

static void consider(struct blossom *b, struct event *e, enum stop stop, int32_t at)
{
	if (at < 0) return;
	for (size_t k = 0; k < b->w->words; k++) {
		int64_t gap = stop == STOP_OPEN ? price(b, at)[k] : slack(b, at, b->near[at], k);

		assert(stop != STOP_JOIN || gap % 2 == 0);
		b->other[k] = stop == STOP_JOIN ? gap / 2 : gap;
	}
	if (compare(b, b->other, b->step) >= 0) return;
	memcpy(b->step, b->other, b->w->words * sizeof *b->step);
	*e = (struct event){ stop, at };
}

/* The vertex with the least slack to its nearest, among those of a label. */
static int32_t nearest(const struct blossom *b, enum label label)
{
	int32_t best = -1;

	for (int32_t v = 0; v < (int32_t)b->f.n; v++) {
		if (b->near[v] < 0 || label_of(b, v) != label) continue;
		if (best < 0 || closer(b, v, b->near[v], best, b->near[best]) < 0) best = v;
	}
	return best;
}

static int32_t lowest_ring(const struct blossom *b)
{
	int32_t best = -1;

	for (int32_t r = (int32_t)b->f.n; r < (int32_t)(2 * b->f.n); r++) {
		const struct node *node = &b->f.node[r];

		if (!node->used || node->parent >= 0 || node->label != ODD) continue;
		if (best < 0 || compare(b, price(b, r), price(b, best)) < 0) best = r;
	}
	return best;
}

/* Those without a partner all have one price, and nobody has less. */
static struct event first_stop(struct blossom *b, int32_t free_vertex)
{
	struct event e = { STOP_END, -1 };

	memcpy(b->step, price(b, free_vertex), b->w->words * sizeof *b->step);
	consider(b, &e, STOP_GROW, nearest(b, OUT));
	consider(b, &e, STOP_JOIN, nearest(b, EVEN));
	consider(b, &e, STOP_OPEN, lowest_ring(b));
	return e;
}

static void move_one(struct blossom *b, int32_t node, int sign)
{
	for (size_t k = 0; k < b->w->words; k++) price(b, node)[k] += sign * b->step[k];
}

static void move_prices(struct blossom *b)
{
	static const int of_vertex[] = { [OUT] = 0, [EVEN] = -1, [ODD] = 1 };

	for (int32_t v = 0; v < (int32_t)b->f.n; v++)
		if (label_of(b, v) != OUT) move_one(b, v, of_vertex[label_of(b, v)]);
	for (int32_t r = (int32_t)b->f.n; r < (int32_t)(2 * b->f.n); r++) {
		const struct node *node = &b->f.node[r];

		if (node->used && node->parent < 0 && node->label != OUT) move_one(b, r, -of_vertex[node->label]);
	}
}

/* ---- a search */
/* v is reached from its nearest: its node is odd, and the one matched with it even. */
static void grow(struct blossom *b, int32_t v)
{
	struct node *odd = &b->f.node[b->f.outer[v]];
	int32_t even = b->f.outer[b->f.mate[odd->base]];

	odd->label = ODD;
	odd->entry = (struct link){ b->near[v], v };
	b->f.node[even].label = EVEN;
	spread(b, even);
}

static void join_ring(struct blossom *b, int32_t v, int32_t meet)
{
	int32_t ring = forest_shrink(&b->f, v, b->near[v], meet);

	memset(price(b, ring), 0, b->w->words * sizeof *b->price);
	spread(b, ring);
	look_out_again(b, ring);
}

static void open_ring(struct blossom *b, int32_t ring)
{
	struct node *r = &b->f.node[ring];
	size_t n = r->nkids;
	int32_t *kid = xmalloc(n * sizeof *kid);

	memcpy(kid, r->kid, n * sizeof *kid);
	forest_expand(&b->f, ring);
	for (size_t i = 0; i < n; i++)
		if (b->f.node[kid[i]].label == EVEN) spread(b, kid[i]);
	free(kid);
}

/* Everybody without a partner is the root of a tree. Returns one of them, -1: all have partners. */
static int32_t plant(struct blossom *b)
{
	int32_t root = -1;

	for (size_t i = 0; i < 2 * b->f.n; i++) b->f.node[i].label = OUT;
	for (size_t v = 0; v < b->f.n; v++) {
		b->near[v] = -1;
		if (b->f.mate[v] >= 0) continue;
		b->f.node[b->f.outer[v]].label = EVEN;
		root = (int32_t)v;
	}
	for (size_t i = 0; i < 2 * b->f.n; i++)
		if (b->f.node[i].used && b->f.node[i].parent < 0 && b->f.node[i].label == EVEN) spread(b, (int32_t)i);
	return root;
}

/* One pair more; false when prices say that no more are worth having. */
static bool search(struct blossom *b)
{
	int32_t root = plant(b);

	for (;;) {
		struct event e = root < 0 ? (struct event){ STOP_END, -1 } : first_stop(b, root);

		if (e.stop == STOP_END) return false;
		if (!is_zero(b, b->step)) move_prices(b);
		if (e.stop == STOP_GROW) {
			grow(b, e.at);
		} else if (e.stop == STOP_OPEN) {
			open_ring(b, e.at);
		} else {
			int32_t meet = forest_meet(&b->f, e.at, b->near[e.at]);

			if (meet < 0) {
				forest_augment(&b->f, e.at, b->near[e.at]);
				return true;
			}
			join_ring(b, e.at, meet);
		}
	}
}

/* All begin at the weight of the heaviest edge. */
static void first_prices(struct blossom *b)
{
	size_t n = b->f.n, words = b->w->words;

	for (size_t x = 0; x < n; x++)
		for (size_t y = 0; y < x; y++) {
			if (!b->w->may[x * n + y]) continue;
			for (size_t k = 0; k < words; k++) b->other[k] = weight_word(b->w, x, y, k);
			if (compare(b, b->other, b->step) > 0) memcpy(b->step, b->other, words * sizeof *b->step);
		}
	for (int32_t v = 0; v < (int32_t)n; v++) memcpy(price(b, v), b->step, words * sizeof *b->step);
}

void blossom_match(int32_t *mate, const struct weights *w)
{
	struct blossom b = { .w = w };

	forest_init(&b.f, w->n, mate);
	b.price = xcalloc(2 * w->n * w->words + 1, sizeof *b.price);
	b.near = xcalloc(w->n + 1, sizeof *b.near);
	b.step = xcalloc(w->words + 1, sizeof *b.step);
	b.other = xcalloc(w->words + 1, sizeof *b.other);
	first_prices(&b);
	while (search(&b)) continue;
	forest_dispose(&b.f);
	free(b.price);
	free(b.near);
	free(b.step);
	free(b.other);
}
