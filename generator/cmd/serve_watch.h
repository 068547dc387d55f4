/* serve_watch: which of the files that pages are made of have changed. inotify says that something happened; what happened is found by looking at all of
 * them (name, size, time, inode), so that editors which save by renaming, and file systems that tell nothing, make no difference. */
#ifndef CMD_SERVE_WATCH_H
#define CMD_SERVE_WATCH_H
#include "cmd/context.h"
struct serve_snapshot {
	struct map files; /* path seen from the workspace -> fingerprint of what stat says */
};
#define SERVE_SNAPSHOT_INIT                                                                                            \
	{                                                                                                              \
		MAP_INIT                                                                                               \
	}
bool serve_snapshot_same(const struct serve_snapshot *a, const struct serve_snapshot *b);
/* Is `file` the same in both? A file that is in neither is. */
bool serve_snapshot_same_file(const struct serve_snapshot *a, const struct serve_snapshot *b, const char *file);
void serve_snapshot_dispose(struct serve_snapshot *s);

struct serve_watch {
	const char *workspace, *vocabularies, *mappings; /* borrowed; the folders as mentorpress.yml says */
	int fd;                                          /* to poll; -1: look from time to time */
};
void serve_watch_open(struct serve_watch *w, const char *workspace);
/* Looks at all files now, and from now on hears of changes in their folders, new ones too. *out is replaced. */
void serve_watch_look(struct serve_watch *w, struct serve_snapshot *out);
bool serve_watch_drain(struct serve_watch *w); /* takes what was heard: was there anything? */
void serve_watch_close(struct serve_watch *w);
#endif
