/* trouble: what goes wrong between us and the machine (disk, permission, repository), said in one way.
 * Every function adds one H-error to t->ds and sets *t->env, so that the run ends with the exit code for "the environment failed". */
#ifndef PUBLISH_TROUBLE_H
#define PUBLISH_TROUBLE_H
#include "base/diag.h"
struct trouble {
	struct diags *ds;
	bool *env;
};
/* "cannot <doing> <path>: <strerror(code)>", with advice fit for the code. Always -1, to be returned. */
int trouble_os(const struct trouble *t, const char *doing, const char *path, int code);
/* The message of an fs_* function, which names the path itself. Always -1. */
int trouble_fs(const struct trouble *t, const struct str *err);
/* "cannot <doing>: <libgit2's message>". Always -1. */
int trouble_git(const struct trouble *t, const char *doing);
#endif
