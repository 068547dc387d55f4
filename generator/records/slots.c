/* slots.c exists because an import of a million applications looks each of them up by number, by text and by address:
 * a map that keeps its keys would need more memory than the applications themselves. */
#include "records/slots.h"
#include <assert.h>
#include <stdlib.h>
#include "base/str.h"

enum { FIRST_BITS = 10 };

uint64_t slots_hash(uint64_t x)
{
	x = (x ^ x >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
	x = (x ^ x >> 27) * UINT64_C(0x94d049bb133111eb);
	return x ^ x >> 31;
}

static size_t home(const struct slots *s, uint32_t tag)
{
	return tag >> (32 - s->bits);
}

static void put(struct slots *s, uint32_t tag, uint32_t item)
{
	size_t mask = ((size_t)1 << s->bits) - 1, i = home(s, tag);
	while (s->at[i].item) i = (i + 1) & mask;
	s->at[i] = (struct slot){ tag, item };
}

static void grow(struct slots *s)
{
	struct slots old = *s;
	size_t n = old.at ? (size_t)1 << old.bits : 0;
	s->bits = old.at ? old.bits + 1 : FIRST_BITS;
	assert(s->bits < 32);
	s->at = xcalloc((size_t)1 << s->bits, sizeof *s->at);
	for (size_t i = 0; i < n; i++)
		if (old.at[i].item) put(s, old.at[i].tag, old.at[i].item);
	free(old.at);
}

void slots_add(struct slots *s, uint64_t hash, uint32_t item)
{
	assert(item < UINT32_MAX);
	if (!s->at || s->n >= ((size_t)3 << s->bits) / 4) grow(s);
	put(s, (uint32_t)(hash >> 32), item + 1);
	s->n++;
}

struct slots_at slots_begin(const struct slots *s, uint64_t hash)
{
	uint32_t tag = (uint32_t)(hash >> 32);
	return (struct slots_at){ tag, s->at ? home(s, tag) : 0 };
}

bool slots_next(const struct slots *s, struct slots_at *at, uint32_t *item)
{
	size_t mask = ((size_t)1 << s->bits) - 1;
	while (s->at && s->at[at->next].item) {
		const struct slot *found = &s->at[at->next];
		at->next = (at->next + 1) & mask;
		if (found->tag != at->tag) continue;
		*item = found->item - 1;
		return true;
	}
	return false;
}

void slots_dispose(struct slots *s)
{
	free(s->at);
	*s = (struct slots){ 0 };
}
