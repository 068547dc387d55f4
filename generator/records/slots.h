/* slots: where the items of an array stand that have a given hash. Eight bytes a slot, half to three quarters of them
 * used; keys are not kept, so the caller compares the item itself. For arrays of up to four thousand million items.
 * Private to records/.
 *
 *     struct slots s = { 0 };
 *     slots_add(&s, hash_of(x), index);
 *     for (struct slots_at at = slots_begin(&s, hash); slots_next(&s, &at, &i);) if (same(i)) ...
 *     slots_dispose(&s);
 *
 * Items of one hash come in the order they were added unless the table has grown since. Nothing is ever taken out; an item that
 * is no longer meant is told apart by the caller's comparison. */
#ifndef RECORDS_SLOTS_H
#define RECORDS_SLOTS_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
struct slot {
	uint32_t tag, item; /* item: index + 1, 0 = empty */
};
struct slots {
	struct slot *at;
	unsigned bits; /* 2^bits slots */
	size_t n;
};
struct slots_at {
	uint32_t tag;
	size_t next;
};
void slots_add(struct slots *s, uint64_t hash, uint32_t item);
struct slots_at slots_begin(const struct slots *s, uint64_t hash);
bool slots_next(const struct slots *s, struct slots_at *at, uint32_t *item);
void slots_dispose(struct slots *s);
/* Spreads a number that is no hash, such as an id, over all bits (finalizer of SplitMix64, Steele, Lea and Flood 2014). */
uint64_t slots_hash(uint64_t number);
#endif
