/* entry_sheet: private/entry-ids.csv, the sheet headquarters works from after a publish: one row for every current application of mentors,
 * peers and mentees with its Entry ID, form entry number and name, how and since when it is listed, or why not. Private, mode 0600, for a
 * spreadsheet (cmd/sheet.h).
 *
 * "Listed" says what stands in the edition: every Entry ID of its pool.csv is in the sheet and no other is called listed. Somebody who stands in a
 * group and withdrew or paused since is still "group", because the card stands until the next cycle; "Why not" then says that they are not
 * proposed. The owner of a profile that is not shown for now keeps its Entry ID in the sheet, with "not listed" and the reason.
 * Order: mentors, peers, mentees; in each the listed ones by Entry ID, then the others by day of application and form entry number. */
#ifndef CMD_ENTRY_SHEET_H
#define CMD_ENTRY_SHEET_H
#include "cmd/context.h"
#include "privacy/public_entry.h"
#define ENTRY_SHEET_CSV "private/entry-ids.csv"
/* pools: those of the edition, NULL ones are skipped. A sheet that cannot be written is a warning: the edition stands. 0 and the SHA-256 of what lies
 * there now; -1 when nothing was written, without records too. */
int entry_sheet_write(
	struct context *ctx, const struct public_pool *const *pools, size_t npools, struct sha256 *written);
#endif
