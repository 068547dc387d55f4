/* unchanged: recognises, by digest and never by time, that nothing a publish depends on has changed since the newest edition.
 * What is remembered stands in private/last-inputs and is a cache: without it, or when it is damaged, the publish runs in full with the same result. */
#ifndef CMD_UNCHANGED_H
#define CMD_UNCHANGED_H
#include "cmd/context.h"
/* SHA-256 over program, as-of day, cycle and every input file (path and bytes). Needs ctx->settings. -1 when a file cannot be read (then nothing is claimed). */
int unchanged_digest(struct context *ctx, const char *cycle, struct sha256 *out);
/* SHA-256 of the running program; -1 when it cannot be read. */
int unchanged_program(struct sha256 *out);
/* What the gate cleared before (gate_options.cleared), relative to the workspace. */
#define UNCHANGED_CLEARED "private/cleared-pages"
/* The pools of the newest edition and its sheet (kept_pools.h). */
#define UNCHANGED_POOLS "private/last-pools"
/* What is known of pages that were made before (rendered.h), relative to the workspace. */
#define UNCHANGED_RENDERED "private/rendered-pages"
/* Is the commit `id` what was published from inputs of this digest? */
bool unchanged_since(struct context *ctx, const struct sha256 *inputs, const char *id);
/* Remembers it; a failure only costs time later. */
void unchanged_remember(struct context *ctx, const struct sha256 *inputs, const char *id);
void unchanged_forget(struct context *ctx); /* the next publish looks at everything */
#endif
