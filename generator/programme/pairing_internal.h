/* pairing_internal: between the peers of a round, the weights of their pairs, and the matching in a general graph. */
#ifndef PROGRAMME_PAIRING_INTERNAL_H
#define PROGRAMME_PAIRING_INTERNAL_H
#include "programme/match.h"

/* ---- weights that compare lexicographically (pairing_weight.c) */
/* A weight is `words` numbers, the first the weightiest. Each word holds as many of the rules' counts as fit side by side in 40 bits, so
 * that sums over a matching never run into each other, and prices, which are sums along paths, never overflow. Only the counts that few
 * pairs share are kept; those of the last rule (who is with whom, by order) follow from the two peers' places. */
struct weights {
	size_t n; /* vertices, by order */
	size_t words, kept;
	bool *may;       /* n × n */
	int64_t *common; /* n × n × kept */
	size_t *word_of; /* n: where the vertex's own count stands, for whom it has */
	int64_t *unit;   /* n: what one of it counts */
};
/* vertex: the n peers of the graph, as indexes of the problem, by order. */
void weights_init(struct weights *w, const struct pair_problem *p, const uint32_t *vertex, size_t n);
void weights_dispose(struct weights *w);
static inline int64_t weight_word(const struct weights *w, size_t a, size_t b, size_t word)
{
	int64_t sum = word < w->kept ? w->common[(a * w->n + b) * w->kept + word] : 0;

	if (w->word_of[a] == word) sum += w->unit[a] * (int64_t)(w->n - b);
	if (w->word_of[b] == word) sum += w->unit[b] * (int64_t)(w->n - a);
	return sum;
}
/* The rank at which a asked for b, 0 when it did not. */
uint8_t pair_asked(const struct pair_problem *p, size_t a, size_t b);

/* ---- the matching (pairing_blossom.c) */
/* Exact maximum-weight matching. mate: n, filled with the partner or -1. */
void blossom_match(int32_t *mate, const struct weights *w);
#endif
