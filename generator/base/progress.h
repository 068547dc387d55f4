/* progress: one line on a terminal's standard error, nothing in a pipe or with --quiet. */
#ifndef BASE_PROGRESS_H
#define BASE_PROGRESS_H
#include "base/run.h"
struct progress {
	const struct run *run;
	const char *what;
	uint64_t total, done;
	unsigned shown;
	bool on;
};
void progress_begin(
	struct progress *p, const struct run *run, const char *what, uint64_t total); /* total 0 = unknown */
void progress_step(struct progress *p, uint64_t done);
void progress_end(struct progress *p);
#endif
