/* entry_draws: who stood behind which Entry ID in every published draw, all at once, for sheets that list everybody. */
#ifndef RECORDS_ENTRY_DRAWS_H
#define RECORDS_ENTRY_DRAWS_H
#include "base/date.h"
#include "records/application.h"
struct entry_draw {
	int64_t draw; /* numbers go up with time */
	date_t drawn;
	struct sv id, pool, state; /* live, ended; borrowed during the call */
	bool group;
	int64_t person; /* its number now: an older application leads to the same person as the one that counts */
	enum application_kind kind;
};
typedef int entry_draw_fn(void *ctx, const struct entry_draw *d);
/* Oldest draw first, one call a member. Applications that are in no export any more are left out. Non-zero from fn stops and is returned; -1 also when
 * the store failed. */
int entry_draws_each(struct store *s, entry_draw_fn *fn, void *ctx);
#endif
