/* forest: vocabularies of any shape without words, and what the ladder's definition says of them, in the plainest way. */
#ifndef FOREST_H
#define FOREST_H
#include <string.h>
#include "records/vocab.h"

/* parent[i] of value i, for i from 1; values must come depth first. */
static inline void forest_tree(struct vocab *v, struct vocab_value *value, const size_t *parent, size_t n)
{
	*v = (struct vocab){ .name = "tree", .value = value, .n = n };
	memset(value, 0, n * sizeof *value);
	for (size_t i = 0; i < n; i++) {
		value[i].leaf = true;
		if (!i) continue;
		value[i].parent = parent[i];
		value[i].depth = value[parent[i]].depth + 1;
		value[parent[i]].leaf = false;
		if (value[i].depth > v->max_depth) v->max_depth = value[i].depth;
	}
	for (size_t i = n; i-- > 0;) {
		if (value[i].leaf) value[i].leaves = 1;
		if (i) value[parent[i]].leaves += value[i].leaves;
	}
}

static inline size_t forest_at_level(const struct vocab *v, size_t value, size_t level)
{
	while (v->value[value].depth + level > v->max_depth) value = v->value[value].parent;
	return value;
}

static inline uint64_t forest_ncp(const struct vocab *v, size_t value)
{
	return v->value[0].leaves < 2 ? 0 : (v->value[value].leaves - 1) * UINT64_C(1000000) / (v->value[0].leaves - 1);
}

static inline uint64_t forest_mean_ncp(const struct vocab *v, size_t level)
{
	uint64_t sum = 0;

	for (size_t i = 0; i < v->n; i++)
		if (v->value[i].leaf) sum += forest_ncp(v, forest_at_level(v, i, level));
	return sum / v->value[0].leaves;
}

static inline bool forest_above(const struct vocab *v, size_t above, size_t below)
{
	while (below && below != above) below = v->value[below].parent;
	return below == above;
}

static inline size_t forest_common(const struct vocab *v, size_t a, size_t b)
{
	while (!forest_above(v, a, b)) a = v->value[a].parent;
	return a;
}
#endif
