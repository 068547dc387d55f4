/* tuples: people as distinct combinations of values with counts. Who has the same facts is interchangeable, and most questions about a
 * choice of fields are asked of combinations, of which there are far fewer than people.
 *     struct tuples all, two;  tuples_of(&all, mem, leaf, NULL, rows, 4, 0xF);  tuples_of(&two, mem, all.leaf, all.count, all.n, 4, 0x5); */
#ifndef PRIVACY_TUPLES_H
#define PRIVACY_TUPLES_H
#include <stdint.h>
#include "base/arena.h"
enum { TUPLES_FIELDS = 8 };
struct tuples {
	const uint16_t *leaf;  /* n × nfields value indices, row-major, tuples ascending */
	const uint32_t *count; /* persons behind each, at least one */
	size_t n, nfields, persons;
};
/* leaf: rows × fields value indices; count: persons behind a row, NULL for one each; subset: bit i = keep field i, at most TUPLES_FIELDS
 * of fields; none gives one tuple of no fields. Results live in mem. */
void tuples_of(struct tuples *out, struct arena *mem, const uint16_t *leaf, const uint32_t *count, size_t rows,
	size_t fields, unsigned subset);
size_t tuples_alone(const struct tuples *t); /* persons whose combination nobody shares */
#endif
