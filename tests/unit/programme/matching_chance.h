/* matching_chance: the same chance on every machine for the rounds that tests and measurements make up. */
#ifndef TEST_MATCHING_CHANCE_H
#define TEST_MATCHING_CHANCE_H
#include <stddef.h>
#include <stdint.h>

struct chance {
	uint64_t state;
};
static inline uint32_t chance_below(struct chance *c, uint32_t n)
{
	c->state = c->state * 6364136223846793005u + 1442695040888963407u;
	return (uint32_t)((c->state >> 33) % n);
}
/* 0 .. n-1 in some order. */
static inline void chance_shuffle(struct chance *c, uint32_t *out, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		size_t j = chance_below(c, (uint32_t)i + 1);

		if (j < i) out[i] = out[j];
		out[j] = (uint32_t)i;
	}
}
#endif
