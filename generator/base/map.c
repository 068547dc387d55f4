/* String keys to numbers or pointers. Entries stand in an array in order of insertion; `slots` is a table of numbers
 * into that array (0 = free, else index + 1), so that growing moves four bytes per key and iterating is deterministic.
 */
#include "base/map.h"
#include <assert.h>
#include "base/digest.h"

enum { MAP_SLOTS_FIRST = 16 };

/* Keys come from the user's own files, so a fixed hash key is enough: SipHash is here for its spread over the short,
 * similar keys of records, and a fixed key keeps runs alike. */
static const unsigned char map_hash_key[16] = "mentorpress maps";

static size_t home_of(const struct map *m, struct sv key)
{
	return (size_t)siphash24(map_hash_key, key.p, key.n) & (m->nslots - 1);
}

/* The slot that holds `key`, or the free one where it belongs. Linear probing; at least half the slots are free. */
static size_t slot_of(const struct map *m, struct sv key)
{
	size_t i = home_of(m, key);

	while (m->slots[i] && !sv_eq(m->at[m->slots[i] - 1].key, key)) i = (i + 1) & (m->nslots - 1);
	return i;
}

static void slots_double(struct map *m)
{
	free(m->slots);
	m->nslots = m->nslots ? m->nslots * 2 : MAP_SLOTS_FIRST;
	m->slots = xcalloc(m->nslots, sizeof *m->slots);
	for (size_t e = 0; e < m->n; e++) {
		size_t i = home_of(m, m->at[e].key);

		while (m->slots[i]) i = (i + 1) & (m->nslots - 1);
		m->slots[i] = (uint32_t)(e + 1);
	}
}

static void entry_append(struct map *m, size_t slot, struct sv key, uint64_t value)
{
	assert(m->n < UINT32_MAX - 1);
	if (m->n == m->cap) {
		m->cap = m->cap ? m->cap * 2 : MAP_SLOTS_FIRST / 2;
		m->at = xrealloc(m->at, m->cap * sizeof *m->at);
	}
	m->at[m->n++] = (struct map_entry){ arena_sv(&m->keys, key), value };
	m->slots[slot] = (uint32_t)m->n;
}

/* The value of `key`, added with `value` if it was absent; *is_new says which. */
static uint64_t *find_or_add(struct map *m, struct sv key, uint64_t value, bool *is_new)
{
	size_t slot;

	if (m->n >= m->nslots / 2) slots_double(m);
	slot = slot_of(m, key);
	*is_new = !m->slots[slot];
	if (*is_new) entry_append(m, slot, key, value);
	return &m->at[m->slots[slot] - 1].value;
}

bool map_get(const struct map *m, struct sv key, uint64_t *out)
{
	size_t slot;

	if (!m->n) return false;
	slot = slot_of(m, key);
	if (!m->slots[slot]) return false;
	if (out) *out = m->at[m->slots[slot] - 1].value;
	return true;
}

void *map_ptr(const struct map *m, struct sv key)
{
	uint64_t value;

	return map_get(m, key, &value) ? (void *)(uintptr_t)value : NULL;
}

bool map_set(struct map *m, struct sv key, uint64_t value)
{
	bool is_new;

	*find_or_add(m, key, value, &is_new) = value;
	return is_new;
}

bool map_set_ptr(struct map *m, struct sv key, void *p)
{
	return map_set(m, key, (uint64_t)(uintptr_t)p);
}

bool map_add(struct map *m, struct sv key, uint64_t value)
{
	bool is_new;

	find_or_add(m, key, value, &is_new);
	return is_new;
}

void map_dispose(struct map *m)
{
	free(m->at);
	free(m->slots);
	arena_dispose(&m->keys);
	*m = (struct map)MAP_INIT;
}
