/* round_index: who stands where in a round, and which pairs have a past: what hard rules look up. Private to programme/. */
#ifndef PROGRAMME_ROUND_INDEX_H
#define PROGRAMME_ROUND_INDEX_H
#include "programme/match.h"
struct past_pair {          /* two persons that were proposed to each other */
	int64_t a, b;       /* persons, a < b */
	date_t until;       /* the first day on which they may be proposed again; INT32_MAX while they are together */
	const char *number; /* "P-0007" */
	bool declined;      /* one said no */
};
struct round_index {
	const struct round_member **member; /* by place in people.v */
	uint32_t *employer;                 /* the same: equal numbers, equal keys; 0 cannot tell */
	bool *special; /* the same: has a past, avoids or is avoided, is locked, vetoed or excepted: a pair of two such is
				 * looked at one by one */
	struct past_pair *past; /* by a, b; each pair once, the latest until */
	size_t npast;
};
/* Fills r->index from people, past, rules and options; members are filled in by the caller. In r->mem. */
void round_index_make(struct round *r);
size_t round_place(const struct round *r, const struct participant *p); /* in people.v */
const struct past_pair *round_past(const struct round *r, const struct participant *a, const struct participant *b);
/* The lock or veto that names both; NULL. A veto goes before a lock. */
/* Writes r->inputs (round_digest.c). */
void round_digest(struct round *r);
const struct lock *round_lock(const struct round *r, const struct participant *a, const struct participant *b);
#endif
