/* programme: what the commands about partnerships have in common: the records as they stand, the rules, the register with the forms that came in, and
 * a round when one is asked about. */
#ifndef CMD_PROGRAMME_H
#define CMD_PROGRAMME_H
#include "cmd/context.h"
#include "programme/match.h"
#define REGISTERS_FOLDER "private/programme/registers"
struct programme {
	struct rules rules;
	struct partnerships all; /* in ctx->mem, as on the run's day */
	bool have_cycles;
};
/* Loads and imports as present_load does, takes in plans and evaluations and reads the register. 0; -1 with errors in ctx->ds. To be disposed of in
 * any case. */
int programme_load(struct programme *out, struct context *ctx, bool recording);
/* Every command about partnerships begins here once the records are loaded: reads the rules and takes in the plans and evaluations that arrived, so
 * that none looks at a register that is behind the exports. A dry run does it within a transaction that it rolls back. Problems go to ds; -1 after
 * diags. To be disposed of in any case. */
int programme_rules(struct rules *out, struct context *ctx, struct diags *ds);
void programme_dispose(struct programme *p);
/* After something was recorded: reads the register again and writes its copies; what hinders that is a warning (M088). -1: the store failed. */
int programme_again(struct programme *p, struct context *ctx);
/* The dates of a cycle of content/cycles.csv, in ctx->mem; NULL if there is none of that name. Problems of other texts are not told. */
const struct cycle_days *programme_cycle(struct programme *p, struct context *ctx, const char *id);
/* Gathers the round as it is now; cycle NULL: -1 after M089. round_dispose it when 0 is returned. */
int programme_round(struct round *out, struct programme *p, struct context *ctx, const char *name, const char *cycle);
/* "mentor 10437 (7KQ-3XHM)" in mem; "somebody erased" for 0. */
const char *programme_entry(struct context *ctx, int64_t application);
int programme_store_failed(struct context *ctx); /* -1 after B026 */
/* "2nd choice"; "suggested" for 0. */
const char *programme_choice(struct context *ctx, int how);
/* What matching says of a pair, for decisions and new partnerships. */
struct decision_judge;
extern const struct decision_judge programme_judge;
#endif
