/* pool_kept: the pools of the newest edition, taken over instead of being carried over (pool_carry), when that would come to the very same: a hundred thousand
 * records are not looked at again because a sentence of a document has changed.
 *
 * What is kept is a note of a few hundred bytes: the sums, and the digest of each pool. The entries themselves are read from pool.csv of the newest edition, where
 * they stand word for word; nothing of them lies in private/ once more. The reading takes no shape but the one public_pool_csv writes, and a pool is believed
 * only if it comes to the digest that was noted. Whatever else is found, nothing is taken over, which costs time and changes nothing.
 *
 *     note (numbers of this machine; the caller keeps it with a key that has the program in it):
 *     "pools 1\0", then for each pool of the policy: 1 byte whether there is one, its public_pool_digest, its sums as they lie in memory */
#ifndef PRIVACY_POOL_KEPT_H
#define PRIVACY_POOL_KEPT_H
#include "privacy/pool.h"
/* May these be noted? Not while profiles are to end with the publish: the next pool_carry has another thing to say. */
bool pool_kept_may(const struct pool_sums *sums, size_t npools);
/* Appends the note of pools that pool_carry made, or that pool_draw made and pool_settle has made current since. NULL pools are none. */
void pool_kept_note(
	struct str *out, const struct public_pool *const *pools, const struct pool_sums *sums, size_t npools);
/* The pools and sums that pool_carry would give, with nothing to say and nothing to mark, as of the note. The caller knows that records, policy, vocabularies,
 * reviews and as-of day are those of the note. published_csv: pool.csv of the newest edition, in which the vocabulary stands too as these pools have it, so
 * that pool_check_vocabulary has nothing to find. 0; 1 when nothing is taken over (all NULL then), -1 when the store failed. */
int pool_kept_take(struct store *s, struct sv note, struct sv published_csv, const struct policy *policy,
	struct public_pool **pools, struct pool_sums *sums);
#endif
