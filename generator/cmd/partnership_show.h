/* partnership_show: a partnership as headquarters sees it, as lines or JSON. */
#ifndef CMD_PARTNERSHIP_SHOW_H
#define CMD_PARTNERSHIP_SHOW_H
#include "cmd/programme.h"
/* Those that run, or all; with --json always all. */
void partnership_list(struct context *ctx, const struct programme *p, bool all);
/* One with its dates and everything that was recorded. -1: the store failed, which was told. */
int partnership_show(struct context *ctx, const struct partnership *p);
const char *partnership_side_words(const struct partnership *p, enum side side); /* "mentor", "partner a", "" */
/* A record of the register as a command calls it: "plan-received". In ctx->mem. */
const char *partnership_event_words(struct context *ctx, const char *event);
#endif
