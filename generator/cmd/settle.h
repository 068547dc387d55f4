/* settle: a commit stands; the private database takes it over and the audit log gets its line, both or neither, because `verify` holds the
 * editions of the repository against the log. */
#ifndef CMD_SETTLE_H
#define CMD_SETTLE_H
#include "cmd/context.h"
#include "privacy/pool.h"
/* After the commit of an edition. -1 when the store failed. */
int settle_publish(struct context *ctx, unsigned edition, const char *commit);
/* Before any draw: pool_reconcile, and the line in the log that a run did not come to write which died after its commit. -1 when the store failed or,
 * with store_error empty, a problem was reported. */
int settle_reconcile(struct context *ctx, const struct pool_published *newest, bool cycle);
#endif
