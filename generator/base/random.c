/* Chance: where it comes from (the kernel, or a seed in tests) and how a number without bias is made of it. */
#include "base/random.h"
#include <assert.h>
#include <errno.h>
#include <sys/random.h>

int random_os_fill(struct random_source *self, void *buf, size_t n)
{
	unsigned char *at = buf;

	(void)self;
	while (n) {
		ssize_t got = getrandom(at, n, 0);

		if (got < 0 && errno == EINTR) continue;
		if (got <= 0) return -1;
		at += got;
		n -= (size_t)got;
	}
	return 0;
}

/* SplitMix64 (Steele, Lea, Flood 2014), low byte first. */
static uint64_t splitmix_next(uint64_t *state)
{
	uint64_t z = *state += UINT64_C(0x9E3779B97F4A7C15);

	z = (z ^ z >> 30) * UINT64_C(0xBF58476D1CE4E5B9);
	z = (z ^ z >> 27) * UINT64_C(0x94D049BB133111EB);
	return z ^ z >> 31;
}

int random_seeded_fill(struct random_source *self, void *buf, size_t n)
{
	unsigned char *at = buf;
	uint64_t word = 0;

	for (size_t i = 0; i < n; i++) {
		if (i % 8 == 0) word = splitmix_next(&self->state);
		at[i] = (unsigned char)(word >> 8 * (i % 8));
	}
	return 0;
}

int random_bytes(struct random_source *r, void *buf, size_t n)
{
	return r->fill(r, buf, n);
}

uint32_t random_below(struct random_source *r, uint32_t bound)
{
	/* Draws under 2^32 mod bound are thrown away; what is left is a whole number of rounds through 0 .. bound-1. */
	uint32_t skip = bound ? -bound % bound : 0, draw;

	assert(bound);
	do {
		if (random_bytes(r, &draw, sizeof draw)) {
			fputs("mentorpress: the system gives no random numbers, so no Entry ID can be drawn\n", stderr);
			exit(4);
		}
	} while (draw < skip);
	return draw % bound;
}
