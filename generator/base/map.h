/* map: string keys to 64-bit values (an index, or a pointer through map_ptr), open addressing, keyed hash.
 * Keys are copied into the map. Iteration is in order of insertion, so it is deterministic.
 *     struct map m = MAP_INIT; map_set(&m, sv("a"), 1); uint64_t v; if (map_get(&m, sv("a"), &v)) …; map_dispose(&m); */
#ifndef BASE_MAP_H
#define BASE_MAP_H
#include <stdint.h>
#include "base/arena.h"
struct map_entry {
	struct sv key;
	uint64_t value;
};
struct map {
	struct map_entry *at;
	size_t n, cap;
	uint32_t *slots;
	size_t nslots;
	struct arena keys;
};
#define MAP_INIT                                                                                                       \
	{                                                                                                              \
		NULL, 0, 0, NULL, 0, ARENA_INIT                                                                        \
	}
bool map_get(const struct map *m, struct sv key, uint64_t *out); /* out may be NULL */
void *map_ptr(const struct map *m, struct sv key);               /* stored with map_set_ptr; NULL if absent */
bool map_set(struct map *m, struct sv key, uint64_t value);      /* true if the key was new; else replaced */
bool map_set_ptr(struct map *m, struct sv key, void *p);
bool map_add(struct map *m, struct sv key, uint64_t value); /* false and unchanged if present */
void map_dispose(struct map *m);
#endif
