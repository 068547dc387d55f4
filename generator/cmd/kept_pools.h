/* kept_pools: a publish notes its pools (privacy/pool_kept.h) and its sheet of Entry IDs, so that the next one of the very same records on the same day, one of a
 * changed document, takes the pools over and leaves the sheet as it lies there.
 *
 * private/last-pools (base/kept.h) has the records key and the as-of day as its key and holds the SHA-256 of private/entry-ids.csv and the note. There is none
 * after a publish whose pools made something be said, or a profile end: the next one has to look for itself. */
#ifndef CMD_KEPT_POOLS_H
#define CMD_KEPT_POOLS_H
#include "cmd/edition.h"
/* Within the transaction, for a plan without a cycle: the pools of the newest edition where they hold still, else pool_carry and pool_check_vocabulary. 0; other
 * when the store failed or a problem was reported. */
int kept_pools_carry(struct edition *e);
/* What was made of the pools instead, when that said nothing: kept_pools_remember may keep it. said: ctx->ds.total from before. */
void kept_pools_made(struct edition *e, size_t said);
/* After the publish is settled: writes the sheet of Entry IDs, unless it is there already as it would be written. */
void kept_pools_sheet(struct edition *e);
/* At the very end, when e->records_known says whether the next run will know these records, and as what (e->records). */
void kept_pools_remember(struct edition *e);
#endif
