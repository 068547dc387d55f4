/* whom: the one application that a command is to change, from what was typed. A name is not enough for that: it is told who is called so. */
#ifndef CMD_WHOM_H
#define CMD_WHOM_H
#include "cmd/context.h"
#include "records/application.h"
struct whom {
	int64_t id;    /* the present application */
	bool replaced; /* what was typed named an older one only */
};
/* Needs present_load. command ("pause") and options (" --until 2026-09-01") show how it would be said right. 0; -1 with an error in ctx->ds. */
int whom_find(struct whom *out, struct context *ctx, const char *typed, const char *command, const char *options);
/* The person, for what concerns all they ever sent; a name is enough when it fits one person. *by_name: that is how they were found. The other
 * parameters as above. */
int whom_find_person(int64_t *person, bool *by_name, struct context *ctx, const char *typed, const char *command,
	const char *options);
/* "Tadeusz Svensson" in mem; "" when no name is known. Private. */
const char *whom_name(struct arena *mem, const struct application *a);
/* May private values be shown to who asked? */
bool whom_shown(const struct context *ctx);
#endif
