/* mentorpress with fixed chance and a fixed clock, for tests that need the same Entry IDs again. MP_TEST_SEED and MP_TEST_NOW set them. */
#include "cmd/program.h"

int main(int argc, char **argv)
{
	const char *seed = getenv("MP_TEST_SEED"), *now = getenv("MP_TEST_NOW");
	struct random_source chance = { random_seeded_fill, seed ? strtoull(seed, NULL, 10) : 1 };
	struct program_env env = { &chance, now ? strtoll(now, NULL, 10) : 1800000000 };
	return program_run(argc, argv, &env);
}
