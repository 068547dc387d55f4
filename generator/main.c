/* The only place that reads the clock and the operating system's source of chance. */
#include <malloc.h>
#include "cmd/program.h"

int main(int argc, char **argv)
{
	/* Large pieces go back to the system when they are freed. Without this the C library keeps pieces as large as the largest that was ever freed. */
	mallopt(M_MMAP_THRESHOLD, 4 << 20);
	struct random_source chance = { random_os_fill, 0 };
	struct program_env env = { &chance, (int64_t)time(NULL) };
	return program_run(argc, argv, &env);
}
