/* random: the one source of chance. main() supplies getrandom(2); a test's main supplies a seeded one. */
#ifndef BASE_RANDOM_H
#define BASE_RANDOM_H
#include <stddef.h>
#include <stdint.h>
struct random_source {
	int (*fill)(struct random_source *self, void *buf, size_t n);
	uint64_t state;
};
int random_os_fill(struct random_source *self, void *buf, size_t n);     /* getrandom; 0 or -1 */
int random_seeded_fill(struct random_source *self, void *buf, size_t n); /* SplitMix64 from self->state; tests only */
int random_bytes(struct random_source *r, void *buf, size_t n);
uint32_t random_below(struct random_source *r, uint32_t bound); /* unbiased, by rejection; aborts if the source fails */
#endif
