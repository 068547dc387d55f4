/* pushing: a push as commands do it: options from mentorpress.yml, what the audit log knows of erases, and the telling. */
#ifndef CMD_PUSHING_H
#define CMD_PUSHING_H
#include "cmd/context.h"
#include "publish/push.h"
struct pushing {
	const char *remote; /* typed; NULL: push: remote */
	bool replace_erased, dry_run;
	bool lock_held; /* by a publish that goes on */
	struct push_outcome outcome;
	struct map replaced;
	const char *address; /* as it is printed */
};
/* Is everything there that a push needs here: an address, a token that only its owner may read? Talks to nobody. Settings are loaded. */
int pushing_check(struct context *ctx, struct pushing *p);
/* Checks and pushes; 0 or -1. Notes it in private/pushed. */
int pushing_run(struct context *ctx, struct pushing *p);
void pushing_say(const struct context *ctx, const struct pushing *p); /* after 0 */
void pushing_json(struct json *j, const struct pushing *p);           /* members "remote", "refs", "said" */
void pushing_dispose(struct pushing *p);
#endif
