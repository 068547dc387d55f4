/* erase_finish: the private half of an erase, after the public one: files that people keep, reports, the database. Can be done again after a
 * run that died in the middle; the next command that opens the records does it (erase_settle_pending). */
#ifndef CMD_ERASE_FINISH_H
#define CMD_ERASE_FINISH_H
#include "cmd/context.h"
#include "records/erase.h"
/* The rows of status_events.csv, people.csv and reviews.csv that are about the person. -1 after diags. */
int erase_own_rows(struct erase_places *out, struct context *ctx, const struct erase_subject *of);
/* -1 when disk or database failed: then the next run goes on from there. */
int erase_finish_private(struct context *ctx, const struct erase_subject *of, const struct erase_intent *i);
/* Is an erase unfinished? Finishes it, or forgets it when it had not begun to change anything. Not while this process holds the site's lock. */
int erase_settle_pending(struct context *ctx);
#endif
