/* child: runs another program and waits for it: no shell, no inherited environment, no terminal to ask on, a time limit.
 * Its environment is PATH, TZ=UTC, LC_ALL=C, HOME and, if there is an SSH agent, SSH_AUTH_SOCK. */
#ifndef PUBLISH_CHILD_H
#define PUBLISH_CHILD_H
#include "base/str.h"
struct child_job {
	const char *const *argv; /* argv[0] is looked for in /usr/local/bin, /usr/bin and /bin; ends with NULL */
	struct sv input;         /* its standard input */
	const int *keep;         /* further descriptors it gets, ended by -1; NULL: none */
	unsigned seconds;        /* it is killed after that */
};
struct child_result {
	struct str out, err; /* of each at most 64 KiB are kept */
	int code;            /* exit code; -1: it died */
	bool missing;        /* there is no such program */
	bool late;           /* killed for want of time */
};
#define CHILD_RESULT_INIT                                                                                              \
	{                                                                                                              \
		STR_INIT, STR_INIT, -1, false, false                                                                   \
	}
int child_run(struct child_result *out, const struct child_job *job); /* 0 if it ended with 0, else -1 */
void child_result_dispose(struct child_result *r);
#endif
