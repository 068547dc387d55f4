/* Two publishes at once would each remove the other's unfinished files as leftovers, so exactly one may be in a site
 * folder. */
#include "publish/lock.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include "base/fs.h"

static int refuse_taken(int fd, const struct trouble *t)
{
	char text[24] = "";
	ssize_t n = pread(fd, text, sizeof text - 1, 0);
	long pid;

	*t->env = true;
	while (n > 0 && text[n - 1] == '\n') n--;
	if (n > 0 && sv_long(sv_n(text, (size_t)n), &pid))
		diags_error(t->ds, "H001", NOPLACE, "wait until it is done, then run the same command again",
			"another publish is running in this site (process %ld)", pid);
	else
		diags_error(t->ds, "H001", NOPLACE, "wait until it is done, then run the same command again",
			"another publish is running in this site");
	return -1;
}

/* Only for people: the lock holds without it, so a full disk is no reason to stop here. */
static void note_holder(int fd)
{
	char text[24];
	int n = snprintf(text, sizeof text, "%ld\n", (long)getpid());

	if (ftruncate(fd, 0) < 0 || pwrite(fd, text, (size_t)n, 0) < 0) return;
}

int lock_take(struct lock *out, const char *site_dir, const struct trouble *t)
{
	struct arena mem = ARENA_INIT;
	char *path = fs_join(&mem, site_dir, "lock");
	int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0644);
	int rc = -1;

	out->fd = -1;
	if (fd < 0) {
		trouble_os(t, "open the lock", path, errno);
	} else if (flock(fd, LOCK_EX | LOCK_NB) < 0) {
		if (errno == EWOULDBLOCK)
			refuse_taken(fd, t);
		else
			trouble_os(t, "take the lock", path, errno);
		close(fd);
	} else {
		note_holder(fd);
		out->fd = fd;
		rc = 0;
	}
	arena_dispose(&mem);
	return rc;
}

void lock_release(struct lock *l)
{
	if (l->fd < 0) return;
	/* Emptied, not removed: removing it would let two processes hold locks on two files of one name. */
	if (ftruncate(l->fd, 0) < 0) errno = 0;
	close(l->fd);
	l->fd = -1;
}
