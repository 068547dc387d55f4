/* sources: what every edition was made from. content/ and site-templates/ as a publish read them are kept in private/sources.db, so that a
 * rollback can render the documents of an older edition anew: through today's checks and gate, with today's statuses, navigation and pool.
 * They are not in the repository: drafts, comments and texts for narrower circles of readers stand in them, and what is published is for
 * everybody who gets the edition.
 *
 * Kept under the edition's number, which an erase does not change, with the SHA-256 of the edition's documents.csv, by which is seen that the
 * kept sources belong to this history. A text that stays the same from edition to edition is kept once. Without the file nothing is lost but
 * rollbacks to the editions in it. */
#ifndef CMD_SOURCES_H
#define CMD_SOURCES_H
#include "cmd/context.h"
struct sources; /* as they were when they were read, in memory */
struct sources_head {
	unsigned edition;
	unsigned restores, onto; /* of a rollback: the edition put back, and the newest one before it; else 0 */
};
/* Reads both folders below ctx->sources. Never NULL; what cannot be read is reported by whoever reads it to use it. */
struct sources *sources_read(struct context *ctx);
void sources_free(struct sources *s);
/* A sink in front of `next` that notes the digest of documents.csv as it passes. */
struct sink *sources_watch(struct sources *s, struct sink *next);
/* Stores them durably for an edition, in place of what was kept under that number. -1 and an environment error. */
int sources_keep(struct context *ctx, const struct sources *s, const struct sources_head *head);
/* Is what is kept for an edition what made this documents.csv? 0 yes; 1 no, or nothing is kept (nothing is reported); -1 the file cannot be read. */
int sources_known(struct context *ctx, unsigned edition, struct sv documents_csv);
/* Puts a rollback together below `folder`: the files of `edition`, but what is controlled (sources_is_controlled) of `newest`. */
int sources_compose(struct context *ctx, unsigned edition, unsigned newest, const char *folder);
/* Changed by approval or by the calendar, not by a rollback: content/sops/, and the registers of documents, officers and cycles. */
bool sources_is_controlled(const char *path);
/* If the newest edition is a rollback: warns (H102) of files that are still as they were in the edition it took the place of. */
void sources_warn(struct context *ctx, const struct sources *now, unsigned newest);
/* Brings the workspace's files in line with an edition. What is replaced or taken away lies in *aside afterwards (in ctx->mem). A file that no
 * edition published is left alone. *changed = files replaced, made or taken away. -1 and an environment error. */
int sources_put_back(struct context *ctx, unsigned edition, unsigned was, const char **aside, size_t *changed);
#endif
