/* readback: what is new in an edition, read again from the repository as a stranger would: opened afresh, ids recomputed from the bytes.
 * It goes to a sink (the gate) in a fixed order: files as they were spooled, the commit's and tag's messages, the folders' trees. */
#ifndef PUBLISH_READBACK_H
#define PUBLISH_READBACK_H
#include "publish/commit.h"
#include "publish/spool.h"
struct readback {
	const char *site_dir;
	const struct spool *spool;
	const struct tree_built *trees;
	const struct tree_list *parent;
	git_oid commit, tag;
	bool has_tag;
	/* What the gate cleared with the message: nothing else may stand in the headers of commit and tag. */
	const struct commit_signature *by;
	const char *tag_name;
	const struct trouble *t;
};
int readback_run(const struct readback *b, struct sink *to, struct sha256 *digest);
#endif
