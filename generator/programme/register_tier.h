/* register_tier: the tiers of everybody at once, for a round of thousands. Private to programme/. */
#ifndef PROGRAMME_REGISTER_TIER_H
#define PROGRAMME_REGISTER_TIER_H
#include "programme/register.h"
struct tiers {
	struct tier {
		int64_t person;
		int rounds; /* left unmatched */
	} * at;             /* by person; who is not here has 0 */
	size_t n;
};
/* As register_unmatched_rounds says. In mem. -1: the store failed. */
int tiers_read(struct tiers *out, struct arena *mem, struct store *s, const struct partnerships *p, date_t day);
int tiers_of(const struct tiers *t, int64_t person);
#endif
