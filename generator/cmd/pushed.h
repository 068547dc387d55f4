/* pushed: private/pushed, what was pushed where the last time: a line "address<TAB>commit<TAB>edition<TAB>day" for each remote. Only the
 * messages of a push depend on it; it may be deleted. */
#ifndef CMD_PUSHED_H
#define CMD_PUSHED_H
#include "cmd/context.h"
#define PUSHED "private/pushed"
const char *pushed_last(struct context *ctx, const char *remote); /* commit, "" if it is not known */
void pushed_note(struct context *ctx, const char *remote, const char *commit, unsigned edition); /* H097 (warning) */
#endif
