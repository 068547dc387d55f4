/* round_member: one person in a round, or why not. Private to programme/. */
#ifndef PROGRAMME_ROUND_MEMBER_H
#define PROGRAMME_ROUND_MEMBER_H
#include "programme/match.h"
#include "programme/register_tier.h"
/* What is looked up for every member, read once. */
struct round_facts {
	struct store *s;
	const struct run *run; /* on the meeting day */
	struct tiers tiers;
	struct map load;             /* role and person → 1 + index into loads */
	VEC(struct role_load) loads; /* by that */
	struct map decided;          /* application, its bytes → the partner's, 0 for nobody; of this round */
	struct map reproposed;       /* application → 1: the partner of this round declined */
	struct map officer;          /* folded full names */
	const struct date_by *asked; /* by place in people.v: when a mentor was last named */
};
struct role_load { /* of a person in a role */
	int running, proposed, recent;
	date_t last;              /* when the last partnership in the role was proposed that somebody did not decline */
	date_t first_ever, began; /* the first application in the role, ever and since `last`; DATE_NONE */
};
struct date_by {
	date_t day;
};
/* -1: the store failed. round_facts_dispose in any case. */
int round_facts_read(struct round_facts *out, struct round *r, struct store *s, const struct run *run);
void round_facts_dispose(struct round_facts *f);
/* Fills m of p. */
void round_member_fill(
	struct round_member *m, struct round *r, const struct round_facts *f, const struct participant *p);
/* Orders of one kind's members, once all are filled: 0, 1, 2 … */
void round_members_order(struct round_member *m, size_t n);
/* When each was last named by a mentee, in r->mem; by place in people.v. -1: the store failed. */
int round_asked(const struct date_by **out, struct round *r, struct store *s, const struct run *run);
#endif
