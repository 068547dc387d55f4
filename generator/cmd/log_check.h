/* log_check: is the audit log whole? Its chain, and that it knows every edition of the repository since its first (store/audit.h says
 * what that shows and what it does not). */
#ifndef CMD_LOG_CHECK_H
#define CMD_LOG_CHECK_H
#include "cmd/context.h"
#include "publish/history.h"
/* Needs ctx->store; h NULL: the chain only. Problems go to ctx->ds: H041 the chain, H042 an edition that is missing. *rows = entries. */
int log_check(struct context *ctx, const struct history *h, int64_t *rows);
/* Where there is no repository: does the log know of a publish? Then it was lost (B134), -1. */
int log_check_unpublished(struct context *ctx);
/* The groups of the newest drawing, counted by brute force from the members of each: no fewer than the k that the newest edition promises (H115).
 * Needs ctx->store. */
int log_check_groups(struct context *ctx, struct history *h);
void log_say(const struct context *ctx, int64_t rows); /* that it is whole */
/* Adds a line for what a command changed: object "mentor-application 10412". A failing store is reported (the change itself stands). */
void log_add(struct context *ctx, const char *action, const char *form, const char *entry_no, const char *detail);
#endif
