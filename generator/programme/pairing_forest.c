/* pairing_forest: what happens to nodes when a search closes a ring, opens one or has found a better matching. No prices here. */
#include <assert.h>
#include "programme/pairing_forest.h"

void forest_init(struct forest *f, size_t n, int32_t *mate)
{
	*f = (struct forest){ .n = n, .mate = mate };
	f->node = xcalloc(2 * n + 1, sizeof *f->node);
	f->outer = xmalloc((n + 1) * sizeof *f->outer);
	for (size_t v = 0; v < n; v++) {
		f->node[v] = (struct node){ .used = true, .parent = -1, .base = (int32_t)v };
		f->outer[v] = (int32_t)v;
		mate[v] = -1;
	}
}

static void ring_dispose(struct node *r)
{
	free(r->kid);
	free(r->link);
	*r = (struct node){ .used = false };
}

void forest_dispose(struct forest *f)
{
	for (size_t i = f->n; i < 2 * f->n; i++)
		if (f->node[i].used) ring_dispose(&f->node[i]);
	free(f->node);
	free(f->outer);
}

/* The outermost node of the vertex at the other end of the base's matched edge. */
static int32_t across(const struct forest *f, int32_t node)
{
	int32_t mate = f->mate[f->node[node].base];

	return mate < 0 ? -1 : f->outer[mate];
}

/* The even node before an even node on the way to its root, -1 from the root. */
static int32_t before(const struct forest *f, int32_t even)
{
	int32_t odd = across(f, even);

	return odd < 0 ? -1 : f->outer[f->node[odd].entry.from];
}

int32_t forest_meet(struct forest *f, int32_t a, int32_t b)
{
	f->walk++;
	for (int32_t e = f->outer[a]; e >= 0; e = before(f, e)) f->node[e].mark = f->walk;
	for (int32_t e = f->outer[b]; e >= 0; e = before(f, e))
		if (f->node[e].mark == f->walk) return e;
	return -1;
}

struct way { /* nodes from an even one up towards the root, each with the link to the next */
	VEC(int32_t) node;
	VEC(struct link) link;
};

static void way_up(struct way *w, const struct forest *f, int32_t from, int32_t end)
{
	for (int32_t e = from; e != end;) {
		int32_t odd = across(f, e), base = f->node[e].base;
		struct link entry = f->node[odd].entry;

		vec_push(&w->node, e);
		vec_push(&w->link, ((struct link){ base, f->mate[base] }));
		vec_push(&w->node, odd);
		vec_push(&w->link, ((struct link){ entry.to, entry.from }));
		e = f->outer[entry.from];
	}
}

static int32_t unused_ring(const struct forest *f)
{
	size_t i = f->n;

	while (i < 2 * f->n && f->node[i].used) i++;
	assert(i < 2 * f->n);
	return (int32_t)i;
}

/* Kids in the ring's order: the meeting node, down to a's, over a-b, up from b's. */
static void ring_fill(struct node *r, const struct way *a, const struct way *b, int32_t meet, struct link closing)
{
	size_t k = 0;

	r->nkids = a->node.n + b->node.n + 1;
	r->kid = xmalloc(r->nkids * sizeof *r->kid);
	r->link = xmalloc(r->nkids * sizeof *r->link);
	r->kid[0] = meet;
	for (size_t i = a->node.n; i-- > 0; k++) {
		r->link[k] = (struct link){ a->link.at[i].to, a->link.at[i].from };
		r->kid[k + 1] = a->node.at[i];
	}
	r->link[k++] = closing;
	for (size_t i = 0; i < b->node.n; i++, k++) {
		r->kid[k] = b->node.at[i];
		r->link[k] = b->link.at[i];
	}
}

int32_t forest_shrink(struct forest *f, int32_t a, int32_t b, int32_t meet)
{
	struct way up_a = { .node = VEC_INIT }, up_b = { .node = VEC_INIT };
	int32_t id = unused_ring(f);
	struct node *r = &f->node[id];

	way_up(&up_a, f, f->outer[a], meet);
	way_up(&up_b, f, f->outer[b], meet);
	*r = (struct node){ .used = true, .parent = -1, .base = f->node[meet].base, .label = EVEN };
	ring_fill(r, &up_a, &up_b, meet, (struct link){ a, b });
	for (size_t i = 0; i < r->nkids; i++) f->node[r->kid[i]].parent = id;
	for (size_t v = 0; v < f->n; v++)
		if (f->node[f->outer[v]].parent == id) f->outer[v] = id;
	vec_dispose(&up_a.node);
	vec_dispose(&up_a.link);
	vec_dispose(&up_b.node);
	vec_dispose(&up_b.link);
	return id;
}

/* Which kid of the ring holds the vertex? */
static size_t kid_with(const struct forest *f, int32_t ring, int32_t v)
{
	const struct node *r = &f->node[ring];
	int32_t at = v;
	size_t i = 0;

	while (f->node[at].parent != ring) at = f->node[at].parent;
	while (r->kid[i] != at) i++;
	return i;
}

/* The links of the way of even length from kid i to the kid with the base: up through the numbers when i is odd, down when it is even.
 * The k-th is returned with `from` on i's side. */
static size_t even_way(const struct node *r, size_t i)
{
	return i % 2 ? r->nkids - i : i;
}

static struct link even_link(const struct node *r, size_t i, size_t k, int32_t *from, int32_t *to)
{
	size_t down = i % 2 ? 0 : i - k - 1;

	assert(r->nkids);
	if (i % 2) {
		*from = r->kid[(i + k) % r->nkids];
		*to = r->kid[(i + k + 1) % r->nkids];
		return r->link[(i + k) % r->nkids];
	}
	*from = r->kid[down + 1];
	*to = r->kid[down];
	return (struct link){ r->link[down].to, r->link[down].from };
}

/* The ring begins with kid i. */
static void begin_with(struct node *r, size_t i)
{
	int32_t *kid = xmalloc(r->nkids * sizeof *kid);
	struct link *link = xmalloc(r->nkids * sizeof *link);

	for (size_t k = 0; k < r->nkids; k++) {
		kid[k] = r->kid[(i + k) % r->nkids];
		link[k] = r->link[(i + k) % r->nkids];
	}
	free(r->kid);
	free(r->link);
	r->kid = kid;
	r->link = link;
}

/* v becomes the base of the node: inside, the matching is moved round. */
static void rebase(struct forest *f, int32_t node, int32_t v)
{
	if (!forest_is_ring(f, node)) return;
	struct node *r = &f->node[node];
	size_t i = kid_with(f, node, v), way = even_way(r, i);

	rebase(f, r->kid[i], v);
	for (size_t k = 1; k < way; k += 2) {
		int32_t from, to;
		struct link l = even_link(r, i, k, &from, &to);

		rebase(f, from, l.from);
		rebase(f, to, l.to);
		f->mate[l.from] = l.to;
		f->mate[l.to] = l.from;
	}
	begin_with(r, i);
	r->base = v;
}

void forest_augment(struct forest *f, int32_t a, int32_t b)
{
	for (int side = 0; side < 2; side++) {
		int32_t v = side ? b : a, partner = side ? a : b;

		while (v >= 0) {
			int32_t even = f->outer[v], odd = across(f, even);

			rebase(f, even, v);
			f->mate[v] = partner;
			if (odd < 0) break;
			struct link entry = f->node[odd].entry;

			rebase(f, odd, entry.to);
			f->mate[entry.to] = entry.from;
			v = entry.from;
			partner = entry.to;
		}
	}
}

/* Through an odd ring the tree went in at one kid and out at the base: along the even way between, kids are odd and even in turn. */
static void label_way(struct forest *f, const struct node *r)
{
	size_t i = kid_with(f, f->node[r->kid[0]].parent, r->entry.to), way = even_way(r, i);

	f->node[r->kid[i]].label = ODD;
	f->node[r->kid[i]].entry = r->entry;
	for (size_t k = 0; k < way; k += 2) {
		int32_t from, to;

		even_link(r, i, k, &from, &to);
		f->node[to].label = EVEN;
		struct link next = even_link(r, i, k + 1, &from, &to);

		f->node[to].label = ODD;
		f->node[to].entry = next;
	}
}

static void claim(struct forest *f, int32_t node, int32_t outer)
{
	if (!forest_is_ring(f, node)) {
		f->outer[node] = outer;
		return;
	}
	for (size_t i = 0; i < f->node[node].nkids; i++) claim(f, f->node[node].kid[i], outer);
}

void forest_expand(struct forest *f, int32_t ring)
{
	struct node *r = &f->node[ring];

	assert(r->label == ODD);
	for (size_t i = 0; i < r->nkids; i++) f->node[r->kid[i]].label = OUT;
	label_way(f, r);
	for (size_t i = 0; i < r->nkids; i++) {
		f->node[r->kid[i]].parent = -1;
		claim(f, r->kid[i], r->kid[i]);
	}
	ring_dispose(r);
}
