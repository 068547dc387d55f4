/* spool: takes the artifacts of an edition as they are made. Each file is hashed, compared with the parent, written into the new
 * generation's folder and, if the repository lacks it, compressed into the pack; what stays in memory of it is its path, id and size.
 * Hashing and compressing are its early part (base/sink.h). The messages "commit" and "tag" are kept. A digest runs along, to be compared with the clearance. */
#ifndef PUBLISH_SPOOL_H
#define PUBLISH_SPOOL_H
#include "base/sink.h"
#include "privacy/clearance.h"
#include "publish/generation.h"
#include "publish/pathset.h"
struct spooled {
	struct tree_file file;
	uint64_t size;
	bool changed /* not the parent's file at this path */, added /* to the pack */;
};
struct spool {
	struct early_sink sink; /* first: the sink is the spool */
	const struct trouble *t;
	const struct repo *repo;
	const struct tree_list *parent;
	struct pack *pack;
	struct outdir *out;
	struct clearance_digest *digest;
	struct arena mem;
	VEC(struct spooled) at; /* in the order they came */
	struct pathset paths;
	struct str commit, tag; /* messages; empty until they come */
	bool closed, failed;
};
void spool_init(struct spool *s, const struct trouble *t, const struct repo *r, const struct tree_list *parent,
	struct pack *p, struct outdir *out);
void spool_close(struct spool *s, struct sha256 *digest); /* nothing more is taken */
/* Pointers to all files, sorted by path; the caller frees the array. */
const struct spooled **spool_sorted(const struct spool *s);
void spool_dispose(struct spool *s);
#endif
