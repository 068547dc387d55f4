/* pack: the new objects of one edition, collected in a spool file in the form they have in a pack, then written as one pack with its index (pack_index.h).
 * Format: gitformat-pack(5): "PACK", version 2, count, entries (type and size in 4 + 7n bits, then a zlib stream), SHA-1 of all that.
 * An object that the repository holds, or that was added before, is not added again; no deltas.
 * The spool file has no name, so a dead run leaves nothing of it. */
#ifndef PUBLISH_PACK_H
#define PUBLISH_PACK_H
#include "base/deflate.h"
#include "base/vec.h"
#include "publish/pack_index.h"
#include "publish/repo.h"
struct pack {
	int fd;
	struct deflater *deflater;
	struct str buffer;
	uint64_t bytes;
	VEC(struct pack_entry) entry;
	struct map have;
};
#define PACK_INIT                                                                                                      \
	{                                                                                                              \
		-1, NULL, STR_INIT, 0, VEC_INIT, MAP_INIT                                                              \
	}
struct pack_written {
	char name[REPO_HEX + 1];
	uint64_t bytes;
	size_t objects;
}; /* name: as in objects/pack/pack-<name>.pack */
int pack_open(struct pack *out, const char *site_dir, const struct trouble *t);
/* *added (may be NULL) tells whether the object was new. */
int pack_add(struct pack *p, const struct repo *r, git_object_t type, const git_oid *id, struct sv bytes, bool *added,
	const struct trouble *t);
/* The same in two steps, the first of which may be taken on any thread: the bytes as a pack holds them, appended to *out. */
void pack_deflate(struct str *out, struct sv bytes);
struct pack_object {
	git_object_t type;
	const git_oid *id;
	size_t size;
	struct sv deflated;
};
int pack_add_deflated(
	struct pack *p, const struct repo *r, const struct pack_object *o, bool *added, const struct trouble *t);
int pack_seal(
	struct pack *p, struct pack_written *out, const struct trouble *t); /* nothing more is added; names the pack */
/* Both files are durable under their names when it returns 0; what a dead run leaves is called tmp_… or has no index. The objects are as good as what was added:
 * whoever announces them reads them back first. */
int pack_write(struct pack *p, const struct pack_written *sealed, const char *site_dir, const struct repo *r,
	const struct trouble *t);
void pack_close(struct pack *p);
#endif
