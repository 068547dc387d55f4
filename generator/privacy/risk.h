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
 * Cards are compared as what is public: the set of generalised combinations. Presence follows from one run of the ladder for nearly
 * everybody (ladder_less.c); the few that are open are tried, each with a run of the ladder, as far as the budget goes, and else taken for
 * decided: `guessed`. A field is tried with runs of the ladder where the budget allows it for everybody; else for a sample of
 * people, evenly spread over all of them, as ladder_swaps answers it (`walked`), which may take a value for impossible that is not, never the other way round;
 * and not at all where nothing else of the person is known: who knows less cannot tell more. Private screen only. */
#ifndef PRIVACY_RISK_H
#define PRIVACY_RISK_H
#include "privacy/ladder.h"
#include "privacy/tuples.h"
struct risk_count {
	size_t tried; /* persons; the others of the pool were not tried */
	size_t revealed, confirmed, narrowed;
	bool walked;
};
struct risk {
	size_t persons;
	size_t present; /* of them, those whose presence is decided, the guessed among them */
	size_t guessed;
	size_t exactly_k; /* persons in groups of exactly k, where one less is likely to be seen */
	uint64_t spent;   /* steps, on presence */
	size_t nfields;
	struct risk_count known[TUPLES_FIELDS], blind[TUPLES_FIELDS]; /* other facts known; none known */
};
/* What is asked about: rows made of t's own, and what ladder_climb_less gave with k for them. */
struct risk_base {
	const struct ladder_rows *rows;
	const struct ladder *ladder;
	const uint8_t *less;
	unsigned k;
};
/* budget: steps (combinations × rungs, about) for each of presence, fields, and fields blind. sample: persons for each field. */
void risk_all_but_one(struct risk *out, const struct ladder_field *field, size_t nfields, const struct tuples *t,
	const struct risk_base *base, bool fields, uint64_t budget, size_t sample);
#endif
