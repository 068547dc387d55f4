/* run: what one invocation knows from outside itself, read once in main(). Nothing else reads clock, environment or chance. */
#ifndef BASE_RUN_H
#define BASE_RUN_H
#include <stdio.h>
#include "base/date.h"
#include "base/random.h"
struct run {
	date_t as_of;     /* the run's one "today" */
	date_t clock_day; /* the UTC day of the clock, only to refuse dates in the future */
	bool as_of_given; /* by --as-of or SOURCE_DATE_EPOCH */
	struct random_source *random;
	bool quiet, json, show_values, yes, color;
	bool tty_in, tty_out, tty_err;
	unsigned threads; /* that search and compress pages; nothing but time depends on it. 0 is 1 */
	unsigned width;   /* terminal columns, 80 if unknown */
	FILE *out, *err;
	const char *workspace; /* absolute or relative folder, no trailing slash */
	const char *role;      /* who acts, for the audit log: --by, else "headquarters" */
};
#endif
