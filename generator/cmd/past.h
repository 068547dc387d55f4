/* past: editions of the workspace's repository by name, for commands that make an edition themselves. (Stands apart from edition.h because a
 * published edition and one in the making are both called struct edition.) */
#ifndef CMD_PAST_H
#define CMD_PAST_H
#include "cmd/context.h"
struct past {
	unsigned number;
	date_t day;
	const char *commit;
	struct sv documents; /* its documents.csv */
};
/* Both live in ctx->mem. -1 after diags: there is no history, or no such edition. */
int past_find(struct context *ctx, const char *name, struct past *out, struct past *newest);
#endif
