/* utility: what each choice of grouped fields and k would show of the people there are, and what it would tell of them, worked out with
 * the ladder itself before anyone decides. Private screen only: no number of it is ever published.
 *
 * Candidates are the fields of the pool that have one value: those grouped now, then those only profiles show, at most UTILITY_FIELDS. For
 * every set of candidates, the empty one too (one list without fields), and k in {5, 11, 20, the policy's own} there is a row. The people
 * are all who are listed without a profile.
 *
 *   exact    share of people whose card shows the first field of the choice exactly
 *   kept     of the fields of the choice: what the ladder did not have to generalise, 100 % = nothing; weighted
 *   shown    the same, of all candidates: a field that is not grouped shows nothing. Choices of different size compare by this one
 *   alone    share of people whose combination nobody shares, if the fields were published as they are
 *   told     all-but-one test (risk.h): share of people of whom somebody who knows everybody else could tell that they are listed
 *   smallest persons in the smallest group: to somebody who knows a person's facts, and that the person is listed without a profile, it is
 *            that person's entry with probability 1; which of the group's people is which, 1/smallest at most. Never above 1/k
 *   dominated another choice with the same k shows at least as much, shows the first field exactly of as many, tells as little, and is
 *            better in one of the three */
#ifndef PRIVACY_UTILITY_H
#define PRIVACY_UTILITY_H
#include "privacy/fit.h"
#include "privacy/pool.h"
#include "privacy/risk.h"
enum { UTILITY_FIELDS = TUPLES_FIELDS };
/* TOLD_ALL: known of everybody. TOLD_ABOUT: of some only trying would tell, and it would take too long: they are counted as told,
 * and they are so many that it matters. */
enum utility_told { TOLD_ALL, TOLD_ABOUT };
struct utility_row {
	unsigned subset; /* bit i = candidate i */
	unsigned k;
	unsigned nfields;
	size_t groups, unplaced /* persons */, smallest;
	unsigned exact_percent, main_percent /* the same of candidate 0; 0 where it is not chosen */, kept_percent,
		shown_percent, alone_percent;
	unsigned told_percent;
	enum utility_told told;
	bool current, recommended, dominated;
};
/* What would change if one field more, or one less, were grouped, at the policy's k. */
struct utility_effect {
	size_t field; /* candidate */
	bool add;
	const struct utility_row *row; /* the choice it would be */
};
struct utility {
	const struct policy_field *const *field; /* candidates; the first ngrouped are grouped now */
	size_t nfields, ngrouped;
	const struct policy_field *const *left_out; /* single-valued fields beyond UTILITY_FIELDS */
	size_t nleft_out;
	const struct utility_row *row; /* by k, then number of fields, then the best first */
	size_t n;
	size_t persons, profiles, eligible;
	const struct utility_row *current,
		*recommended;       /* at the policy's k; NULL if it was not compared, or nothing is recommended */
	const char *recommendation; /* a sentence or two, with the fields' names */
	const struct utility_effect *effect;
	size_t neffects;
	struct risk risk; /* of the policy's own choice: presence and every field */
	struct fit fit;   /* of the policy's own choice */
	const char *const *warning;
	size_t nwarnings;
};
/* pool: index in the policy. Results live in mem. -1 after diags. */
int utility_measure(struct utility *out, struct arena *mem, struct store *s, const struct run *run,
	const struct policy *policy, size_t pool, struct diags *ds);
/* "Main area of practice + Region", or "no field: one list"; appended. */
void utility_names(struct str *out, const struct utility *u, unsigned subset);
bool utility_better(
	const struct utility_row *a, const struct utility_row *b); /* of one k: by exact, shown, told, subset */
#endif
