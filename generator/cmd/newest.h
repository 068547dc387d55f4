/* newest: the newest edition of the workspace's repository, read without its lock. */
#ifndef CMD_NEWEST_H
#define CMD_NEWEST_H
#include "cmd/context.h"
#include "privacy/pool.h"
bool pool_csv_has_entries(struct sv pool_csv);
/* out->commit lives as long as ctx. -1 if there is no repository or it cannot be read, which a preview does without. */
int newest_published(struct context *ctx, struct pool_published *out);
#endif
