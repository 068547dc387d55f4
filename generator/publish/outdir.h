/* outdir: a fresh folder that files are written into by relative path; folders are made as needed. Files are 0644 and folders 0755
 * whatever the umask, since a web server of another user reads them. Nothing is synced here: the caller syncs once, before the folder
 * is given its name. Paths must be safe (pathset_add). */
#ifndef PUBLISH_OUTDIR_H
#define PUBLISH_OUTDIR_H
#include "publish/trouble.h"
struct outdir {
	int fd;
	char *path;
	struct map made;
};
#define OUTDIR_INIT                                                                                                    \
	{                                                                                                              \
		-1, NULL, MAP_INIT                                                                                     \
	}
int outdir_open(struct outdir *out, const char *path, const struct trouble *t); /* what was at path is removed */
int outdir_write(struct outdir *o, const char *path, struct sv bytes, const struct trouble *t);
/* Hard link to a file of `size` that was not written later than `until`; false if that is not possible. */
bool outdir_link(struct outdir *o, int from_fd, const char *path, uint64_t size, const struct timespec *until);
int outdir_sync(const struct outdir *o, const struct trouble *t); /* everything in it, in one call */
void outdir_close(struct outdir *o);                              /* the folder stays */
int outdir_write_all(int fd, struct sv bytes);                    /* whole or -1 with errno */
#endif
