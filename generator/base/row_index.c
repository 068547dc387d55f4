/* Reading a pool asks for every person once whether they came before; a map of text keys was a tenth of that time. */
#include "base/row_index.h"
#include "base/str.h"

enum { SLOTS_FIRST = 64 };

/* The slot of the row, or the free one where it belongs. At least half of the slots are free. */
static struct row_slot *slot_of(const struct row_index *x, int64_t row)
{
	size_t i = (size_t)row & (x->slots - 1);

	while (x->slot[i].at && x->slot[i].row != row) i = (i + 1) & (x->slots - 1);
	return &x->slot[i];
}

static void grow(struct row_index *x)
{
	struct row_slot *before = x->slot;
	size_t n = x->slots;

	x->slots = n ? n * 2 : SLOTS_FIRST;
	x->slot = xcalloc(x->slots, sizeof *x->slot);
	for (size_t i = 0; i < n; i++)
		if (before[i].at) *slot_of(x, before[i].row) = before[i];
	free(before);
}

static struct row_slot *slot_for(struct row_index *x, int64_t row)
{
	struct row_slot *slot;

	if (x->n >= x->slots / 2) grow(x);
	slot = slot_of(x, row);
	if (!slot->at) x->n++;
	slot->row = row;
	return slot;
}

size_t row_index_add(struct row_index *x, int64_t row, size_t at)
{
	struct row_slot *slot = slot_for(x, row);

	if (!slot->at) slot->at = at + 1;
	return slot->at - 1;
}

void row_index_set(struct row_index *x, int64_t row, size_t at)
{
	slot_for(x, row)->at = at + 1;
}

size_t row_index_find(const struct row_index *x, int64_t row)
{
	const struct row_slot *slot = x->n ? slot_of(x, row) : NULL;

	return slot && slot->at ? slot->at - 1 : ROW_NOWHERE;
}

void row_index_dispose(struct row_index *x)
{
	free(x->slot);
	*x = (struct row_index)ROW_INDEX_INIT;
}
