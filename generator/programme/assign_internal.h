/* assign_internal: what the files of the assignment share: one suggestion problem, its optimum, and the ties between optima. */
#ifndef PROGRAMME_ASSIGN_INTERNAL_H
#define PROGRAMME_ASSIGN_INTERNAL_H
#include "programme/match.h"

/* ---- the tie rules' own order (assign.c) */
/* Which of two mentors is suggested first, all else equal: fewest partnerships (load), longest not asked, lower order. <0, 0, >0. */
int assign_offer_order(const struct offer *a, int64_t load_a, const struct offer *b, int64_t load_b);

/* ---- sets of small numbers */
typedef uint64_t bits_t;
enum { BITS_WORD = 64 };
static inline size_t bits_words(size_t n)
{
	return (n + BITS_WORD - 1) / BITS_WORD;
}
static inline bool bits_has(const bits_t *b, size_t i)
{
	return b[i / BITS_WORD] >> (i % BITS_WORD) & 1;
}
static inline void bits_add(bits_t *b, size_t i)
{
	b[i / BITS_WORD] |= (bits_t)1 << (i % BITS_WORD);
}
static inline void bits_drop(bits_t *b, size_t i)
{
	b[i / BITS_WORD] &= ~((bits_t)1 << (i % BITS_WORD));
}
static inline size_t bits_first(bits_t word)
{
	return (size_t)__builtin_ctzll(word);
}
void bits_all(bits_t *b, size_t n); /* exactly 0 .. n-1 */

/* ---- one suggestion problem: seekers by order, mentors with free places by (longest not asked, order) */
enum { LOSS_NONE = 255 };
struct suggest {
	size_t n, m;
	uint8_t *loss;   /* n × m: 254 - fit; LOSS_NONE where no suggestion may be made */
	int64_t *load;   /* m: partnerships in 24 months, those of this round included */
	uint32_t *first; /* m + 1: where the mentor's places begin in owner */
	/* the solution: every file leaves it whole */
	int32_t *at;    /* n: mentor, -1 none */
	uint32_t *slot; /* n: the place in owner */
	int32_t *owner; /* places: seeker; of a mentor the first `used` are taken */
	uint32_t *used; /* m */
	/* prices that prove it best: with them loss - pay + price >= 0 everywhere, and 0 where a pair can be in an optimum */
	int32_t *pay;   /* n */
	int32_t *price; /* m; above 0: all places are taken in every optimum */
	int32_t top;    /* what those pay who may stay without, if anybody must */
	bool short_of;  /* somebody must */
};
void suggest_init(struct suggest *g, size_t n, size_t m, const uint32_t *places); /* loss and load are left to fill */
void suggest_dispose(struct suggest *g);
void suggest_seat(struct suggest *g, int32_t s, size_t m); /* takes the next free place of m; s has none */
void suggest_unseat(struct suggest *g, int32_t s);
void suggest_move_along(struct suggest *g, const int32_t *from, size_t m); /* from[m]: who comes to m next */
static inline uint32_t suggest_places(const struct suggest *g, size_t m)
{
	return g->first[m + 1] - g->first[m];
}
/* Most pairs, then least total loss; leaves the prices. (assign_max.c) */
void suggest_optimum(struct suggest *g);
/* Among all optima the one of the tie rules. (assign_ties.c) */
void suggest_ties(struct suggest *g);
#endif
