/* lock: one publish at a time in a site folder. flock(2) on <site>/lock: the system lets go of it when the holder dies, however it dies,
 * so a lock is never stale. The file holds the process id of the holder, for the message only. */
#ifndef PUBLISH_LOCK_H
#define PUBLISH_LOCK_H
#include "publish/trouble.h"
struct lock {
	int fd;
};
#define LOCK_INIT                                                                                                      \
	{                                                                                                              \
		-1                                                                                                     \
	}
int lock_take(struct lock *out, const char *site_dir, const struct trouble *t); /* does not wait: H001 when taken */
void lock_release(struct lock *l);
#endif
