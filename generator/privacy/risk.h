/* risk: the all-but-one test. The strongest observer there is knows the algorithm, k, the cards, and everybody of the pool with their
 * facts, except one. What do the cards say of that one?
 *
 *   presence   decided when the cards would be others without that person
 *   a field    the person is known to be in the pool. Every value is tried in place of the true one; those that give the same cards
 *              are possible. revealed: one value is possible, and the person's own card is broader than that. confirmed: one value is
 *              possible, and the card shows it to everybody. narrowed: several are possible, but fewer than the card shows.
 *              Once with the person's other facts known, once with none of them known (then any combination of the others may stand
 *              behind a value).
 *
 * Cards are compared as what is public: the set of generalised combinations. Each trial is a run of the ladder, so work is bounded:
 * what the budget does not allow is not tried, and `tried` says of how many persons the answer is known. Exact without a trial: where
 * the card shows every field exactly and more than k persons stand behind it, one less changes nothing. Private screen only. */
#ifndef PRIVACY_RISK_H
#define PRIVACY_RISK_H
#include "privacy/ladder.h"
#include "privacy/tuples.h"
struct risk_count {
	size_t tried; /* persons; the others of the pool were not tried */
	size_t revealed, confirmed, narrowed;
};
struct risk {
	size_t persons;
	size_t tried, present;             /* of the persons tried, those whose presence is decided */
	size_t exactly_k, exactly_k_tried; /* persons in groups of exactly k, where one less is likely to be seen */
	uint64_t spent;                    /* steps, on presence */
	size_t nfields;
	struct risk_count known[TUPLES_FIELDS], blind[TUPLES_FIELDS]; /* other facts known; none known */
};
/* budget: steps (combinations × rungs, about) for each of presence, fields, and fields blind. base: ladder_run of the same t and k. */
void risk_all_but_one(struct risk *out, const struct ladder_field *field, size_t nfields, const struct tuples *t,
	const struct ladder *base, unsigned k, bool fields, uint64_t budget);
#endif
