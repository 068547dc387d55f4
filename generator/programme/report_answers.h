/* report_answers: what the report's two files about answers share. */
#ifndef PROGRAMME_REPORT_ANSWERS_H
#define PROGRAMME_REPORT_ANSWERS_H
#include "programme/report_internal.h"
struct trend {
	const char *name;
	struct report_scope scope;
	const bool *in; /* forms received that were due in it */
	const char *received;
};
struct report_answers {
	struct report *r;
	int64_t *person; /* by slot */
	const bool *all; /* received, in the scope of the report */
	const bool *role[ROLES];
	bool told[1 + ROLES];            /* is the number of forms shown? of all, of each role */
	struct shown *forms;             /* how many forms came */
	struct shown *counts[QUESTIONS]; /* and what was answered */
	struct shown *sums[QUESTIONS];   /* behind means */
	VEC(struct trend) cycles, years;
};
/* "4.3", "" of nobody, or REPORT_HIDDEN; tenths -1 unless shown. */
const char *answers_mean(struct report_answers *a, enum question q, const bool *in, long *tenths);
/* How many forms came, or REPORT_HIDDEN. */
const char *answers_received(struct report_answers *a, const struct report_scope *s, const bool **in);
typedef bool answers_fn(const struct partnership *p, int value);
const bool *answers_where(struct report_answers *a, answers_fn *is_in, int value); /* of a->all */
void answers_trends_received(struct report_answers *a);
void answers_outcomes(struct report_answers *a);
void answers_trends(struct report_answers *a);
#endif
