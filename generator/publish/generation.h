/* generation: the browsable copies of editions. <site>/generations/<name> holds one edition's files and nothing else; <site>/public is a
 * symbolic link to the one that is shown, replaced by one rename, so a visitor sees the old edition or the new one and never a mixture.
 * <name> is the first 12 digits of the commit. <name>.ok beside it holds the whole commit id and is written when the folder is complete
 * and saved: a folder without it is not trusted. The one shown before stays until the next publish begins, for visitors in mid-page. */
#ifndef PUBLISH_GENERATION_H
#define PUBLISH_GENERATION_H
#include "publish/outdir.h"
#include "publish/tree.h"
bool generation_shown(
	const char *site_dir, struct str *name); /* what public links to; false and nothing appended if none */
bool generation_is_of(const char *site_dir, const git_oid *commit); /* shown, complete, and of this commit */
bool generation_blocked(const char *site_dir);                      /* public is there and is not a link of ours */
int generation_begin(struct outdir *out, const char *site_dir, const char *work /* name while it is filled: ".new" */,
	const struct trouble *t);
/* Fills in a file that did not change: a hard link from the folder shown when it is there in this size and was not
 * written since the folder was complete, else from the repository: what somebody changed by hand does not go on into the next edition. */
struct generation_old {
	int fd;
	struct timespec complete; /* when its marker was written */
	const struct repo *repo;
};
void generation_open_old(struct generation_old *out, const char *site_dir, const struct repo *r);
int generation_keep(struct outdir *o, const struct generation_old *from, const struct tree_file *f, uint64_t size,
	const struct trouble *t);
void generation_close_old(struct generation_old *g);
int generation_show(struct outdir *o, const char *site_dir, const git_oid *commit,
	const struct trouble *t); /* saves, names, links */
int generation_rebuild(const char *site_dir, const struct repo *r, const git_oid *commit, const struct tree_list *files,
	const struct trouble *t);
#endif
