/* journal: <site>/unfinished, a note of the one edition that is being written: the commit, its parent, the tag and the name of the pack.
 * It stands from just before the pack is written until branch and tag are in place. Whoever finds it knows which of two things to do:
 * the branch is at the commit: the edition is published, the tag is made if it is missing;
 * the branch is still at the parent: it is not, and its pack is removed, so that a refused edition leaves nothing in the repository. */
#ifndef PUBLISH_JOURNAL_H
#define PUBLISH_JOURNAL_H
#include "publish/repo.h"
struct journal {
	git_oid parent /* zero: none */, commit, tag_target;
	const char *pack;
	const char *tag; /* "" if none */
};
int journal_write(const char *site_dir, const struct journal *j, const struct trouble *t);
/* Does what the note asks for and removes it. 1 if a pack was removed (a repository that is open must be opened again), 0, -1. */
int journal_settle(const char *site_dir, const struct repo *r, const struct trouble *t);
int journal_make_tag(const struct repo *r, const char *tag, const git_oid *target, const struct trouble *t);
#endif
