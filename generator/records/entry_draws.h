/* entry_draws: who stood behind which Entry ID in every published draw, all at once, for sheets that list everybody. */
#ifndef RECORDS_ENTRY_DRAWS_H
#define RECORDS_ENTRY_DRAWS_H
#include "base/date.h"
#include "records/application.h"
struct entry_draw {
	int64_t draw; /* numbers go up with time */
	date_t drawn;
	struct sv id; /* borrowed during the call */
	int64_t application;
};
typedef int entry_draw_fn(void *ctx, const struct entry_draw *d);
/* Oldest draw first, one call a member, the members of a draw one behind the other. Non-zero from fn stops and is returned; -1 also when the store failed. */
int entry_draws_each(struct store *s, entry_draw_fn *fn, void *ctx);
/* From within the callback too. What became of an Entry ID: */
int entry_draws_state(struct store *s, struct sv id, bool *group, bool *live);
/* Whose an application is: the person's number now, so that an older one leads to the same person as the one that counts. 1 if it is in no export any more. */
int entry_draws_owner(struct store *s, int64_t application, int64_t *person, enum application_kind *kind);
#endif
