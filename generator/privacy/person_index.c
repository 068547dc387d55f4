/* Reading a pool asks for every person once whether they came before; a map of text keys was a tenth of that time. */
#include "privacy/person_index.h"
#include "base/str.h"

enum { SLOTS_FIRST = 64 };

/* The slot of the person, or the free one where they belong. At least half of the slots are free. */
static struct person_slot *slot_of(const struct person_index *x, int64_t person)
{
	size_t i = (size_t)person & (x->slots - 1);

	while (x->slot[i].at && x->slot[i].person != person) i = (i + 1) & (x->slots - 1);
	return &x->slot[i];
}

static void grow(struct person_index *x)
{
	struct person_slot *before = x->slot;
	size_t n = x->slots;

	x->slots = n ? n * 2 : SLOTS_FIRST;
	x->slot = xcalloc(x->slots, sizeof *x->slot);
	for (size_t i = 0; i < n; i++)
		if (before[i].at) *slot_of(x, before[i].person) = before[i];
	free(before);
}

size_t person_index_add(struct person_index *x, int64_t person, size_t at)
{
	struct person_slot *slot;

	if (x->n >= x->slots / 2) grow(x);
	slot = slot_of(x, person);
	if (slot->at) return slot->at - 1;
	*slot = (struct person_slot){ person, at + 1 };
	x->n++;
	return at;
}

size_t person_index_find(const struct person_index *x, int64_t person)
{
	const struct person_slot *slot = x->n ? slot_of(x, person) : NULL;

	return slot && slot->at ? slot->at - 1 : PERSON_NOWHERE;
}

void person_index_dispose(struct person_index *x)
{
	free(x->slot);
	*x = (struct person_index)PERSON_INDEX_INIT;
}
