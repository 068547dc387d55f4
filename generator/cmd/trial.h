/* trial: a run that only looks. What it has to write on the way (an import, a drawing) goes into a copy of the private database in a
 * private folder that is gone at the end; private/ and site/ stay as they are, byte for byte.
 * The folder is private/trial-XXXXXX, mode 0700, so that no identity ever lies in the machine's temporary folder. One that a killed run
 * left is removed by the next trial; one of a living run is left alone. */
#ifndef CMD_TRIAL_H
#define CMD_TRIAL_H
#include "cmd/context.h"
/* Before any part is loaded: sets ctx->trial. -1 and an environment error when no copy could be made. */
int trial_begin(struct context *ctx);
void trial_end(struct context *ctx); /* after the database is closed; nothing if there was no trial */
#endif
