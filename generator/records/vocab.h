/* vocab: controlled vocabularies with hierarchy from records/vocab/NAME.csv: columns code,label[,parent,aliases,sort,from,to,words,retired_on].
 * parent: code of the broader value, empty = directly below the root. aliases: other labels, joined by '|'. words: search synonyms.
 * from,to: whole numbers (years) for bands, inclusive from, exclusive to (empty = open). Index 0 is the root ("*", label "kept private"); values follow
 * depth first, siblings by sort, then code. Leaves are values without children. Errors: cycles, unknown parents, repeated codes or aliases, gaps in bands,
 * numbers at a broader value, more than 8 levels below the root, more than 65,534 values (an index fits two bytes). Warnings: a root of one's own,
 * what a spreadsheet took for a day. */
#ifndef RECORDS_VOCAB_H
#define RECORDS_VOCAB_H
#include "base/diag.h"
struct vocab_value {
	struct sv code, label, words;
	size_t parent;
	unsigned depth;
	bool leaf;
	long from, to;
	size_t leaves; /* below or itself */
	struct place at;
};
struct vocab {
	const char *name;
	const struct vocab_value *value;
	size_t n;
	unsigned max_depth;
	struct map by_word; /* folded codes, labels, aliases → index */
};
struct vocabs {
	const struct vocab *const *at;
	size_t n;
};
int vocab_load_all(struct vocabs *out, struct arena *mem, const char *dir, const char *name, struct diags *ds);
const struct vocab *vocab_named(const struct vocabs *v, struct sv name);
/* Index of a value by code, label or alias (folded, squeezed, HTML entities decoded); SIZE_MAX if unknown. */
size_t vocab_lookup(const struct vocab *v, struct sv typed);
size_t vocab_band(const struct vocab *v, long number);                          /* SIZE_MAX if none */
size_t vocab_ancestor(const struct vocab *v, size_t value, unsigned levels_up); /* clamped at the root */
#endif
