/* unchanged: recognises, by digest and never by time, that nothing a publish depends on has changed since the newest edition.
 * What is remembered stands in private/last-inputs and is a cache: without it, or when it is damaged, the publish runs in full with the same result. */
#ifndef CMD_UNCHANGED_H
#define CMD_UNCHANGED_H
#include "cmd/context.h"
/* Everything that is remembered, relative to the workspace. Each is a cache, and each holds what can be told of the records: an erase removes them all. */
#define UNCHANGED_INPUTS "private/last-inputs"
#define UNCHANGED_CLEARED "private/cleared-pages"   /* what the gate cleared before: gate_options.cleared */
#define UNCHANGED_RECORDS "private/last-records"    /* see unchanged_records */
#define UNCHANGED_VALUES "private/gate-values"      /* what the gate searches for: identity_set_new_kept */
#define UNCHANGED_POOLS "private/last-pools"        /* the pools of the newest edition and its sheet: kept_pools.h */
#define UNCHANGED_RENDERED "private/rendered-pages" /* what is known of pages that were made before: rendered.h */
#define UNCHANGED_FILES                                                                                                \
	UNCHANGED_INPUTS, UNCHANGED_CLEARED, UNCHANGED_RECORDS, UNCHANGED_VALUES, UNCHANGED_VALUES ".new",             \
		UNCHANGED_POOLS, UNCHANGED_POOLS ".new", UNCHANGED_RENDERED, UNCHANGED_RENDERED ".new"
/* All digests below are of files as they are before they are read for use: one that is changed while a run goes on makes another digest the next time.
 *
 * SHA-256 of the running program and its libraries; -1 when they cannot be read. */
int unchanged_program(struct sha256 *out);
/* SHA-256 of mentorpress.yml, before ctx->settings is loaded. */
int unchanged_settings(struct context *ctx, struct sha256 *out);
/* SHA-256 over those two and every file below records/ (path and bytes): policy, vocabularies, mappings, exports, status events, reviews, people, accepted words.
 * Needs ctx->settings. -1 when a file cannot be read (then nothing is claimed). Notes each file's digest in ctx->digested, so that the import of this run need not read
 * again what it has read before. */
int unchanged_files(
	struct context *ctx, const struct sha256 *program, const struct sha256 *settings, struct sha256 *out);
/* SHA-256 over that, the as-of day, the cycle, content and templates: every input there is. */
int unchanged_digest(struct context *ctx, const char *cycle, const struct sha256 *files, struct sha256 *out);
/* Is the commit `id` what was published from inputs of this digest? */
bool unchanged_since(struct context *ctx, const struct sha256 *inputs, const char *id);
/* Remembers it; a failure only costs time later. */
void unchanged_remember(struct context *ctx, const struct sha256 *inputs, const char *id);
/* The records key. At its end a publish remembers, in private/last-records, `files` and the check of the database's file as it leaves it, under a key drawn for it (digest.h):
 * who can write both files could write any digest there too, and whatever else happens to a file it finds as surely, in a fifth of the time. A run that finds both again
 * works with the very same records, so what that publish worked out from them may be taken over, unless its own import has something to do.
 *
 * unchanged_records: is that so? Asks when the database is open and before anything is written to it, within no transaction. *key: a name for these records; it stays
 * the same from one publish to the next as long as each found the records unchanged. *mark: the database as it was asked about: until a store_mark is
 * another one, nothing was written since. Without `true` both say nothing. */
bool unchanged_records(struct context *ctx, const struct sha256 *files, struct sha256 *key, struct store_mark *mark);
/* At the end, outside of a transaction, when this run writes to the database no more. mark: when this run began to work with what it had read; if another run has
 * written since, there is nothing to remember. *key: the one this run took over, or with `fresh` it becomes a new one. False: the next run will not know the
 * records, and *key is of no use. A failure only costs time later. */
bool unchanged_records_remember(
	struct context *ctx, const struct sha256 *files, bool fresh, struct sha256 *key, const struct store_mark *mark);
void unchanged_forget(struct context *ctx); /* the next publish looks at everything */
#endif
