/* utility: what each choice of grouped fields and k would show, before anyone decides: for every non-empty subset of a pool's grouped fields and k in {5, 11, 20}:
 * groups, persons unplaced, share of persons whose first field is exact, mean loss. Plus the recommendation of DESIGN 5 for this size and warnings. Private screen only. */
#ifndef PRIVACY_UTILITY_H
#define PRIVACY_UTILITY_H
#include "privacy/pool.h"
struct utility_row {
	unsigned subset; /* bit i = grouped field i */
	unsigned k;
	size_t groups, unplaced;
	unsigned exact_percent, kept_percent;
	bool current;
};
struct utility {
	const struct utility_row *row;
	size_t n;
	size_t persons, profiles;
	const char *recommendation;
	const char *const *warning;
	size_t nwarnings;
};
int utility_measure(struct utility *out, struct arena *mem, struct store *s, const struct run *run,
	const struct policy *policy, size_t pool, struct diags *ds);
#endif
