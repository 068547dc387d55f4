/* serve_parent: the last edition as the preview needs it: the pools it shows and what its pages said. Read-only, without a lock and without the database. */
#ifndef CMD_SERVE_PARENT_H
#define CMD_SERVE_PARENT_H
#include "cmd/context.h"
#include "privacy/public_entry.h"
enum { SERVE_POOLS = 2 };
struct history;
struct serve_parent {
	struct public_pool *pool[SERVE_POOLS]; /* mentors, peers; without gaps */
	size_t npools;
	struct str documents, changes; /* its documents.csv and changes.csv */
	char commit[41];               /* "" if there is no edition here */
	unsigned number;
	struct history *history; /* open while there is an edition */
	struct map was;          /* path of documents.csv -> index into row */
	struct serve_parent_row *row;
	size_t nrows;
	struct arena mem;
	bool loaded;
};
/* Reads it, or reads it again when `p` is of an older edition. Problems of a pool.csv go to ctx->ds. */
void serve_parent_load(struct serve_parent *p, struct context *ctx);
/* "new", "revised", "draft", "status" or "" for a document as it is now; "" too when there is no edition. */
const char *serve_parent_change(const struct serve_parent *p, const struct document *doc);
/* The bytes of a page of that edition, appended; -1 if it had none. */
int serve_parent_page(const struct serve_parent *p, const char *path, struct str *out);
void serve_parent_dispose(struct serve_parent *p);
#endif
