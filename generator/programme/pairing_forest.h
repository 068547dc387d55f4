/* pairing_forest: the matching while it is made: vertices, the odd rings ("blossoms") that count as one, and the trees of a search. */
#ifndef PROGRAMME_PAIRING_FOREST_H
#define PROGRAMME_PAIRING_FOREST_H
#include "programme/pairing_internal.h"

/* A node is a vertex (below n) or a ring of an odd number of nodes (n and above). One vertex of a ring, its base, is matched outward or
 * not at all; the others are matched along every second link of the ring. */
struct link {
	int32_t from, to; /* vertices */
};
enum label { OUT, EVEN, ODD }; /* not in a tree; at an even or odd distance from its root */
struct node {
	bool used;
	int32_t parent; /* ring, -1: outermost */
	int32_t base;   /* vertex */
	enum label label;
	struct link entry; /* of an odd node: from an even vertex to one of its own */
	uint32_t mark;     /* of the last walk to the roots */
	int32_t *kid;      /* rings: the nodes around, the one with the base first */
	struct link *link; /* from kid i to kid i + 1, around */
	size_t nkids;
};
struct forest {
	size_t n;
	struct node *node; /* 2 n */
	int32_t *outer;    /* n: outermost node of a vertex */
	int32_t *mate;     /* n */
	uint32_t walk;
};
void forest_init(struct forest *f, size_t n, int32_t *mate);
void forest_dispose(struct forest *f);
static inline bool forest_is_ring(const struct forest *f, int32_t node)
{
	return (size_t)node >= f->n;
}
/* Where the trees of two even vertices meet: an even node, or -1 when they are two trees. */
int32_t forest_meet(struct forest *f, int32_t a, int32_t b);
/* The ring over the tight edge a-b that closes below `meet`; it is even and outermost. Its node is returned. */
int32_t forest_shrink(struct forest *f, int32_t a, int32_t b, int32_t meet);
/* An outermost odd ring is no more: its kids are outermost, those on the tree's way through it labelled so, the others OUT. */
void forest_expand(struct forest *f, int32_t ring);
/* Matches a and b, even vertices of two trees, and along both ways to the roots the other way round than before. */
void forest_augment(struct forest *f, int32_t a, int32_t b);
#endif
