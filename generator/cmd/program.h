/* program: the command line. main() supplies what comes from outside (chance and the clock); a test's main supplies fixed ones. */
#ifndef CMD_PROGRAM_H
#define CMD_PROGRAM_H
#include "base/random.h"
struct program_env {
	struct random_source *random;
	int64_t now; /* seconds since 1970, UTC */
};
/* Runs the command in argv and returns the exit code: 0 done, 1 input has errors, 2 wrong usage, 3 the gate refused, 4 environment failed. */
int program_run(int argc, char **argv, const struct program_env *env);
#endif
