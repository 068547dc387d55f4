/* entry_id: issuing and remembering Entry IDs. Two-phase: reserved before the commit, live after it; never reused; every ID ever issued resolves.
 * A profile's ID belongs to (pool, person) while the profile stands and ends when it is left; a group's to (pool, tuple) for ever and returns with it. */
#ifndef RECORDS_ENTRY_ID_H
#define RECORDS_ENTRY_ID_H
#include "base/checkcode.h"
#include "base/run.h"
#include "store/store.h"
typedef bool entry_id_taken_fn(
	void *ctx, const char *id); /* is this text searched for by the gate? then it is redrawn */
int entry_id_for_group(struct store *s, struct random_source *r, const char *pool, struct sv tuple,
	entry_id_taken_fn *taken, void *ctx, struct checkcode *out);
int entry_id_for_profile(struct store *s, struct random_source *r, const char *pool, int64_t person,
	entry_id_taken_fn *taken, void *ctx, struct checkcode *out);
int entry_id_end_profile(
	struct store *s, const char *pool, int64_t person, date_t on); /* ends a live or reserved profile ID, if any */
/* Who stands behind an ID from the next edition on: replaces a draw of that ID that is not published yet; published ones are kept.
 * To be called within the caller's transaction: one of its own per entry would cost time that grows with the square of the pool. */
int entry_id_members(
	struct store *s, const char *id, const char *cycle, date_t drawn, const int64_t *application, size_t n);
int entry_id_settle(struct store *s, unsigned edition, const char *commit,
	date_t day); /* all reserved become live, and draws not yet published count, as of that edition */
/* A draw whose publish never came about: its reserved IDs end, which nobody has seen, and those published before name whom they named. */
int entry_id_forget(struct store *s);
/* Takes an ID over that an edition shows and this database does not know, because it was lost or is an old copy: a group's (tuple not empty) is its
 * tuple's again, unless that has another by now; a profile's ends, since nobody knows whose it was, and is never issued again. *is_new: was it unknown? */
int entry_id_adopt(struct store *s, const char *id, const char *pool, struct sv tuple, unsigned edition,
	const char *commit, date_t day, bool *is_new);
struct entry_fact {
	struct checkcode id;
	const char *pool;
	bool group;
	const char *state; /* reserved, live, ended */
	unsigned first_edition;
	date_t since, ended;
	const char *cycle;
	date_t drawn;
};
typedef int entry_fn(void *ctx, const struct entry_fact *e,
	int64_t application); /* one call per member of the newest published draw; application 0 when none is known */
int entry_id_resolve(struct store *s, const char *id, entry_fn *fn, void *ctx); /* 1 if never issued */
int entry_id_of(struct store *s, int64_t application, entry_fn *fn,
	void *ctx); /* IDs that (ever) named this application, newest first */
#endif
