/* publish_internal: the one struct behind publish.h, shared by publish.c (begin, state, end) and advance.c (write, read back, advance). */
#ifndef PUBLISH_PUBLISH_INTERNAL_H
#define PUBLISH_PUBLISH_INTERNAL_H
#include "publish/commit.h"
#include "publish/lock.h"
#include "publish/publish.h"
#include "publish/spool.h"
enum publish_stage { PUBLISH_SPOOLING, PUBLISH_WRITTEN, PUBLISH_READ, PUBLISH_DONE };
struct publish {
	enum publish_stage stage;
	struct arena mem; /* copies of the options, paths of the diff */
	const char *site;
	struct commit_signature by;
	const char *tag;             /* "" if none */
	const struct signer *signer; /* NULL: unsigned */
	struct trouble t;            /* of begin; used by the sink, which is not given one */
	struct lock lock;
	struct repo repo;
	bool has_parent;
	git_oid parent;
	char parent_hex[REPO_HEX + 1]; /* "" if none */
	unsigned parent_number;
	date_t parent_day;
	struct tree_list parent_files;
	struct pack pack;
	struct outdir out;
	struct spool spool;
	struct tree_built trees;
	VEC(struct publish_diff) diff;
	struct pack_written written;
	git_oid commit, tag_object; /* tag_object: the commit itself when there is no tag message */
	struct sha256 read_digest;  /* over what was read back */
};
#endif
