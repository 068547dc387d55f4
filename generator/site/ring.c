/* The life cycle's picture. Sines come from a table so that no floating point, and with it no machine, can change a
 * byte. */
#include "site/ring.h"

#define RING_CENTER 1700 /* tenths */
#define RING_RADIUS 1280
#define ARC_GAP 13 /* degrees kept free beside a node, for eight nodes still shorter than half their distance */

/* sin(0..90 degrees) * 10000, rounded. */
static const int sine[91] = { 0, 175, 349, 523, 698, 872, 1045, 1219, 1392, 1564, 1736, 1908, 2079, 2250, 2419, 2588,
	2756, 2924, 3090, 3256, 3420, 3584, 3746, 3907, 4067, 4226, 4384, 4540, 4695, 4848, 5000, 5150, 5299, 5446,
	5592, 5736, 5878, 6018, 6157, 6293, 6428, 6561, 6691, 6820, 6947, 7071, 7193, 7314, 7431, 7547, 7660, 7771,
	7880, 7986, 8090, 8192, 8290, 8387, 8480, 8572, 8660, 8746, 8829, 8910, 8988, 9063, 9135, 9205, 9272, 9336,
	9397, 9455, 9511, 9563, 9613, 9659, 9703, 9744, 9781, 9816, 9848, 9877, 9903, 9925, 9945, 9962, 9976, 9986,
	9994, 9998, 10000 };

static int sin_of(int degrees)
{
	degrees = ((degrees % 360) + 360) % 360;
	if (degrees <= 90) return sine[degrees];
	if (degrees <= 180) return sine[180 - degrees];
	return -sin_of(degrees - 180);
}

struct ring_point ring_point(int degrees)
{
	return (struct ring_point){ RING_CENTER + RING_RADIUS * sin_of(degrees) / 10000,
		RING_CENTER - RING_RADIUS * sin_of(degrees + 90) / 10000 };
}

static void coordinate(struct tmap *m, const char *name, int tenths, struct arena *mem)
{
	tmap_text(m, name, sv(arena_printf(mem, "%d.%d", tenths / 10, tenths % 10)), ORIGIN_TEMPLATE, NULL);
}

static void put_arc(struct tmap *m, int from, int to, bool dashed, struct arena *mem)
{
	struct ring_point a = ring_point(from), b = ring_point(to);
	coordinate(m, "from_x", a.x, mem);
	coordinate(m, "from_y", a.y, mem);
	coordinate(m, "to_x", b.x, mem);
	coordinate(m, "to_y", b.y, mem);
	tmap_bool(m, "dashed", dashed);
}

void ring_fill(struct tmap *m, size_t n, struct arena *mem)
{
	bool drawn = n >= RING_MIN && n <= RING_MAX;
	tmap_bool(m, "ring", drawn);
	if (!drawn) return;
	struct tlist *nodes = tmap_list(m, "nodes"), *arcs = tmap_list(m, "arcs");
	for (int i = 0; i < (int)n; i++) {
		int degrees = 360 * i / (int)n, next = 360 * (i + 1) / (int)n;
		struct ring_point at = ring_point(degrees);
		struct tmap *node = tlist_add(nodes);
		coordinate(node, "x", at.x, mem);
		coordinate(node, "y", at.y, mem);
		coordinate(node, "text_y", at.y + 65, mem); /* the digit's baseline, so that it stands in the middle */
		tmap_int(node, "number", i + 1, ORIGIN_TEMPLATE);
		put_arc(tlist_add(arcs), degrees + ARC_GAP, next - ARC_GAP - 2, i + 1 == (int)n, mem);
	}
}
