/* newest: the newest edition of the workspace's repository, read without its lock. */
#ifndef CMD_NEWEST_H
#define CMD_NEWEST_H
#include "cmd/context.h"
#include "privacy/pool.h"
#include "publish/publish.h"
bool pool_csv_has_entries(struct sv pool_csv);
/* out->commit lives as long as ctx. -1 if there is no repository or it cannot be read, which a preview does without. */
int newest_published(struct context *ctx, struct pool_published *out);
/* A file of the newest edition, from the open publish, or without one (p NULL) from site/repo.git, else site/public, else the workspace itself; appended to out. -1 if it is not there. */
int newest_file(struct context *ctx, struct publish *p, const char *path, struct str *out);
/* k and the day of a pool, as its edition.json (written by site/statement.c) says; 0 and DATE_NONE if it does not. */
void newest_stamp(struct sv edition_json, const char *pool, unsigned *k, date_t *drawn);
#endif
