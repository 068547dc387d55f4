/* Fewer than k are left over when the ladder ends: all of them together take in the one class that costs least. That is decided
 * here, for the classes and for the question what one person more or less would make of it. */
#include <stdint.h>
#include "privacy/ladder_internal.h"

static size_t common_ancestor(const struct vocab *v, size_t a, size_t b)
{
	while (a != b) {
		if (v->value[a].depth >= v->value[b].depth)
			a = v->value[a].parent;
		else
			b = v->value[b].parent;
	}
	return a;
}

static void take_in(const struct ladder_plan *p, size_t *common, const uint16_t *leaf, bool first)
{
	for (size_t f = 0; f < p->nfields; f++)
		common[f] = first ? leaf[f] : common_ancestor(p->field[f].vocab, common[f], leaf[f]);
}

/* What all that are left have in common. How many they are. */
static size_t common_of_left(const struct ladder_climbed *c, uint32_t less, const uint16_t *more, size_t *common)
{
	const struct ladder_rows *r = c->rows;
	size_t n = 0;

	for (size_t i = 0; i < r->kinds && c->left; i++) {
		size_t many = r->many[i] - (i == less);

		if (c->class_of[i] != LADDER_LEFT || !many) continue;
		take_in(r->plan, common, r->leaf + r->row[i] * r->plan->nfields, n == 0);
		n += many;
	}
	if (more) take_in(r->plan, common, more, n == 0);
	return n + (more != NULL);
}

static uint64_t cost_to_join(const struct ladder_plan *p, const uint16_t *tuple, const size_t *common)
{
	uint64_t cost = 0;

	for (size_t f = 0; f < p->nfields; f++) {
		const struct ladder_coded *field = &p->field[f];

		cost += field->weight * ladder_ncp(field->vocab, common_ancestor(field->vocab, tuple[f], common[f]));
	}
	return cost;
}

/* In vocabulary order, then as published. */
static bool comes_before(const struct ladder_tuples *t, size_t a, size_t b)
{
	for (size_t f = 0; f < t->fields; f++) {
		uint16_t x = t->tuple[a * t->fields + f], y = t->tuple[b * t->fields + f];

		if (x != y) return x < y;
	}
	return a < b;
}

/* A class that already has the common tuple costs as little as one that would get it, and comes first in vocabulary order, since a
 * parent stands before its children there; so two classes never end with one tuple. */
void ladder_join_find(struct ladder_join *out, const struct ladder_climbed *c, const struct ladder_tuples *t,
	uint32_t less, const uint16_t *more)
{
	const struct ladder_plan *p = c->rows->plan;
	size_t *common = xcalloc(t->fields + 1, sizeof *common);
	uint64_t best = UINT64_MAX;

	out->published = SIZE_MAX;
	if (common_of_left(c, less, more, common) == 0) goto done;
	for (size_t i = 0; i < t->n; i++) {
		uint64_t cost = cost_to_join(p, t->tuple + i * t->fields, common);

		if (cost > best || (cost == best && !comes_before(t, i, out->published))) continue;
		best = cost;
		out->published = i;
	}
	for (size_t f = 0; f < t->fields && out->published != SIZE_MAX; f++)
		out->tuple[f] = (uint16_t)common_ancestor(
			p->field[f].vocab, t->tuple[out->published * t->fields + f], common[f]);
done:
	free(common);
}

static bool same(const uint16_t *a, const uint16_t *b, size_t fields)
{
	return fields == 0 || memcmp(a, b, fields * sizeof *a) == 0;
}

static bool broadens(const struct ladder_join *j, const struct ladder_tuples *t)
{
	return j->published != SIZE_MAX && !same(j->tuple, t->tuple + j->published * t->fields, t->fields);
}

/* A tuple that is broadened is gone, and what it becomes was not there before. */
bool ladder_join_same(const struct ladder_join *a, const struct ladder_join *b, const struct ladder_tuples *t)
{
	if (!broadens(a, t) || !broadens(b, t)) return broadens(a, t) == broadens(b, t);
	return same(t->tuple + a->published * t->fields, t->tuple + b->published * t->fields, t->fields) &&
	       same(a->tuple, b->tuple, t->fields);
}
