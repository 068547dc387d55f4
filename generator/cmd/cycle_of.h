/* cycle_of: a row of content/cycles.csv and the officers in office, for commands of the programme. What else may be wrong in content/ is no matter
 * of theirs and is not told. */
#ifndef CMD_CYCLE_OF_H
#define CMD_CYCLE_OF_H
#include "cmd/context.h"
#include "programme/match.h"
struct cycle_of {
	struct cycle_days days;
	const struct sv *officer; /* full names */
	size_t nofficers;
};
/* All in ctx->mem. -1: there is no such cycle, and M042 says so. */
int cycle_of(struct cycle_of *out, struct context *ctx, const char *id);
#endif
