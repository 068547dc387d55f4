/* due_read: the facts of the programme for the commands due and notices: records and register as they stand, the rules, the cycles. */
#ifndef CMD_DUE_READ_H
#define CMD_DUE_READ_H
#include "cmd/context.h"
#include "programme/due_facts.h"
struct due_read {
	struct rules rules;
	struct due_facts facts;
	bool have_rules, have_facts;
};
/* Loads settings, records and content, imports, reads the rules and the facts. 0; -1 with errors in ctx->ds. To be disposed of in any case. */
int due_read(struct due_read *out, struct context *ctx);
void due_read_dispose(struct due_read *r);
/* Writes a private file below the workspace (0600, its folder 0700), unless it holds these bytes already; *changed may be NULL. -1 after
 * reporting M096. */
int due_write(struct context *ctx, const char *path, struct sv bytes, bool *changed);
/* The same without waiting for the disk: for hundreds of drafts that are made from the records again at any time. Whole or not there to whoever
 * reads meanwhile; a file that a power cut damaged is seen and made anew by the next run. */
int due_write_draft(struct context *ctx, const char *path, struct sv bytes, bool *changed);
/* "mentor 10412 (7KQ-3XHM)" in mem; "erased" for NULL. */
const char *due_entry(struct arena *mem, const struct due_person *p);
#endif
