/* decision_internal: what the parts of the check share. decision_check knows who is meant and what was decided before, decision_rules what may be
 * decided now. Private to programme/. */
#ifndef PROGRAMME_DECISION_INTERNAL_H
#define PROGRAMME_DECISION_INTERNAL_H
#include "programme/decision.h"
struct earlier {                      /* a decision that the register has */
	int64_t application, partner; /* as they stand now: the newer application where one replaced the other */
	enum decision what;
	struct sv flags, reason, by;
	date_t on;
};
struct checking {
	struct decisions *d;
	struct store *s;
	const struct run *run;
	const struct round *r;
	const struct decision_judge *judge;
	struct diags *ds;
	VEC(struct earlier) earlier;
	bool failed; /* the store */
};
/* Tells a problem of the row, once for each row and code. */
#define ROW_ERROR(c, row, code, at, help, ...)                                                                         \
	do {                                                                                                           \
		diags_error((c)->ds, (code), (at), (help), __VA_ARGS__);                                               \
		(row)->bad = true;                                                                                     \
	} while (0)
const struct earlier *decision_earlier(const struct checking *c, const struct participant *who); /* NULL: none */
struct decision_row *decision_row_of(const struct checking *c, const struct participant *who);   /* NULL: none */
/* The partnership of this round that the person's decision opened, the newest; NULL: none. */
const struct partnership *decision_partnership(const struct checking *c, const struct participant *who);
/* May be decided so: told before, in the round, hard rules, places. After who, partner and fate of all rows are known. -1: the store failed. */
int decision_rules(struct checking *c);
#endif
