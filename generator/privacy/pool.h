/* pool: drawing the pool in a cycle publish, carrying it over in a plain one. Tables pool, drawn_entry, drawn_member are owned here, and
 * the views pool_entry and pool_member, which show of them what is next and what is current.
 * Drawing: everyone publishable with consent to a group (or never profile) → ladder → groups; with consent to a profile and taking requests → profile; a profile's owner
 * who cannot take requests is unlisted; someone who left a profile since the last draw is unlisted until after the next cycle publish, also when that cycle is drawn a second time. */
#ifndef PRIVACY_POOL_H
#define PRIVACY_POOL_H
#include "base/run.h"
#include "privacy/policy.h"
#include "privacy/public_entry.h"
#include "records/entry_id.h"
struct pool_sums {
	const char *pool;
	size_t applications, listed_profile, listed_group, groups, profiles, smallest_group, text_waiting,
		left_profile_waiting;
	size_t unlisted[REASON_COUNT];
	size_t at_capacity, under_k;
	size_t exact_first_field; /* persons in groups whose first grouped field is exact */
	size_t ending;            /* carried over: profiles that end, or stand again, with this publish */
};
int privacy_migrate(struct store *s);
/* New pools for all of the policy's pools, written as "next" (two-phase): pool_settle makes them current. ids reserved. pools: array of policy->npools owned results. */
int pool_draw(struct store *s, const struct run *run, const struct policy *policy, const struct vocabs *vocabs,
	const char *cycle, entry_id_taken_fn *taken, void *ctx, struct public_pool **pools, struct pool_sums *sums,
	struct diags *ds);
/* The current pools less the profiles whose owner withdrew, paused, lost eligibility or consent, or is full. NULL where none was ever drawn. */
int pool_carry(struct store *s, const struct run *run, const struct policy *policy, const struct vocabs *vocabs,
	struct public_pool **pools, struct pool_sums *sums, struct diags *ds);
/* After the commit: next becomes current (when drawn), IDs live, and that edition is the newest one this database knows. */
int pool_settle(struct store *s, unsigned edition, const char *commit, date_t day);
/* When nothing changed and so nothing is committed: the profiles that pool_carry found left end all the same. */
int pool_end_left(struct store *s, date_t day);
/* The repository's newest edition: 0 and "" if none; has_pool: does its pool.csv hold an entry? */
struct pool_published {
	unsigned edition;
	const char *commit;
	bool has_pool;
};
/* A database that was lost, or restored from before the newest edition, would empty the directory in a plain publish: then an error and -1 (store_error is empty).
 * A cycle publish draws everybody anew and gets a warning. */
int pool_check_settled(struct store *s, const struct pool_published *newest, bool cycle, struct diags *ds);
/* Was the newest edition made by a run of this database that died before it could write so? pool_reconcile then settles it. */
int pool_was_meant(struct store *s, const struct pool_published *newest, bool *out);
/* Before any draw or publish: settles what a dead run committed, forgets what it did not; then pool_check_settled. */
int pool_reconcile(struct store *s, const struct pool_published *newest, date_t day, bool cycle, struct diags *ds);
/* For pools that were carried over: does every value of a grouped field that the newest edition's pool.csv lists stand where it stood? Values may be
 * added. -1 after diags. */
int pool_check_vocabulary(
	const struct public_pool *const *pool, size_t npools, struct sv published_csv, struct diags *ds);
/* Does this database know the repository's newest edition? A new one, and one restored from before it, does not. */
int pool_knows(struct store *s, const struct pool_published *newest, bool *out);
/* Takes over the Entry IDs that the pool.csv of an edition shows and this database does not know, so that none is issued to somebody else and a group
 * returns under its own. Adds to *adopted. A row that is no entry is passed over: what was published went through public_pool_csv. */
int pool_adopt(struct store *s, struct sv pool_csv, unsigned edition, const char *commit, date_t day, size_t *adopted);
int pool_intend(struct store *s, unsigned edition); /* notes which edition the reservation is for */
void public_pool_free(struct public_pool *p);
/* A pool from its CSV (public_pool_csv with header) for workspaces without records; NULL result if text has none of that pool. */
int public_pool_from_csv(
	struct public_pool **out, const char *pool, struct sv csv, unsigned k, date_t drawn, struct diags *ds);
/* k by brute force over the drawn tables: the smallest number of distinct persons behind any group. */
int pool_smallest_group(struct store *s, const char *pool, size_t *out);
/* Where the drawing that is published has an application. A profile whose owner left since then may be off the site already. */
enum pool_place { POOL_NOWHERE, POOL_IN_GROUP, POOL_AS_PROFILE };
int pool_place(struct store *s, int64_t application, enum pool_place *out);
#endif
