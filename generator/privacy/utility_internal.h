/* utility_internal: what utility.c (measuring) and utility_advice.c (saying what it means) share. Private to privacy/. */
#ifndef PRIVACY_UTILITY_INTERNAL_H
#define PRIVACY_UTILITY_INTERNAL_H
#include "privacy/utility.h"
struct utility_work {
	struct utility *out;
	struct arena *mem;
	const struct policy *policy;
	const struct policy_pool *pool;
	struct utility_row *row;
};
/* Fills in recommendation, effects, dominated and warnings, when the rows stand in their order. */
void utility_advise(struct utility_work *w);
const struct utility_row *utility_row_of(const struct utility *u, unsigned subset, unsigned k); /* NULL if none */
#endif
