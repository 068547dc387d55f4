/* adopt: a database that does not know the newest edition learns from the repository which Entry IDs were ever shown. */
#ifndef CMD_ADOPT_H
#define CMD_ADOPT_H
#include "cmd/context.h"
#include "privacy/pool.h"
/* For a cycle publish, before the draw. Nothing to do when the database knows the newest edition. -1 when the store failed. */
int adopt_published_ids(struct context *ctx, const struct pool_published *newest);
#endif
