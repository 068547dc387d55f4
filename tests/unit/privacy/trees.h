/* trees: small vocabularies made by hand, so that tests of the ladder and the pool need no files. */
#ifndef TREES_H
#define TREES_H
#include "records/vocab.h"

/* children[i]: parent of value i + 1; values must come depth first. */
static inline void tree_make(struct vocab *v, struct vocab_value *value, const char *name, const char *const *code,
	const size_t *parent, size_t n)
{
	memset(v, 0, sizeof *v);
	memset(value, 0, n * sizeof *value);
	for (size_t i = 0; i < n; i++) {
		value[i].code = sv(code[i]);
		value[i].label = sv(i ? code[i] : "kept private");
		value[i].words = sv("");
		value[i].parent = parent[i];
		value[i].depth = i ? value[parent[i]].depth + 1 : 0;
		value[i].leaf = true;
		if (i) value[parent[i]].leaf = false;
		if (value[i].depth > v->max_depth) v->max_depth = value[i].depth;
		map_set(&v->by_word, value[i].code, i);
	}
	for (size_t i = n; i-- > 0;) {
		if (value[i].leaf) value[i].leaves = 1;
		if (i) value[parent[i]].leaves += value[i].leaves;
	}
	v->name = name;
	v->value = value;
	v->n = n;
}

/* areas: clinical (gcp, gvp), nonclinical (glp, bio), quality (a leaf beside them) */
enum { AREA_CLINICAL = 1, AREA_GCP, AREA_GVP, AREA_NONCLINICAL, AREA_GLP, AREA_BIO, AREA_QUALITY, AREAS };
static inline void tree_areas(struct vocab *v, struct vocab_value *value)
{
	static const char *const code[AREAS] = { "*", "clinical", "gcp", "gvp", "nonclinical", "glp", "bio",
		"quality" };
	static const size_t parent[AREAS] = { 0, 0, 1, 1, 0, 4, 4, 0 };

	tree_make(v, value, "areas", code, parent, AREAS);
}

enum { YEARS_FEW = 1, YEARS_SOME, YEARS_MANY, YEARS };
static inline void tree_years(struct vocab *v, struct vocab_value *value)
{
	static const char *const code[YEARS] = { "*", "few", "some", "many" };
	static const size_t parent[YEARS] = { 0, 0, 0, 0 };

	tree_make(v, value, "experience", code, parent, YEARS);
}
#endif
