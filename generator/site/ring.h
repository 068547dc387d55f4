/* ring: the picture of the life cycle: n numbered nodes on a circle with arrows between them, the last arrow dashed
 * ("apply again"). Decoration only (the list beside it says everything). Coordinates are tenths of a unit in a 340 x
 * 340 box, by integer arithmetic. */
#ifndef SITE_RING_H
#define SITE_RING_H
#include "input/template.h"
#define RING_MIN 3
#define RING_MAX 8
struct ring_point {
	int x, y;
}; /* tenths */
/* The point at `degrees` (0 = top, clockwise) on the ring's circle. */
struct ring_point ring_point(int degrees);
/* Names: ring (bool), nodes {x, y, text_y, number}, arcs {from_x, from_y, to_x, to_y, dashed}. */
void ring_fill(struct tmap *m, size_t n, struct arena *mem);
#endif
