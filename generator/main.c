/* The only place that reads the clock and the operating system's source of chance. */
#include "cmd/program.h"

int main(int argc, char **argv)
{
	struct random_source chance = { random_os_fill, 0 };
	struct program_env env = { &chance, (int64_t)time(NULL) };
	return program_run(argc, argv, &env);
}
