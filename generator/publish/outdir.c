/* Folders of pages are built under a name nobody looks at and shown by one rename; this is the building. */
#include "publish/outdir.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/fs.h"

int outdir_open(struct outdir *out, const char *path, const struct trouble *t)
{
	struct str err = STR_INIT;
	int rc = 0;

	*out = (struct outdir)OUTDIR_INIT;
	if (fs_remove_tree(path, &err) < 0 || fs_mkdirs(path, 0755, &err) < 0) {
		rc = trouble_fs(t, &err);
	} else {
		out->fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
		if (out->fd < 0 || fchmod(out->fd, 0755) < 0)
			rc = trouble_os(t, "open the new folder", path, errno);
		else
			out->path = xstrdup(path);
	}
	str_dispose(&err);
	if (rc < 0) outdir_close(out);
	return rc;
}

static int make_folders(struct outdir *o, const char *path)
{
	char folder[256];

	for (const char *p = strchr(path, '/'); p; p = strchr(p + 1, '/')) {
		size_t n = (size_t)(p - path);

		if (n >= sizeof folder) return errno = ENAMETOOLONG, -1;
		if (map_get(&o->made, sv_n(path, n), NULL)) continue;
		memcpy(folder, path, n);
		folder[n] = '\0';
		if (mkdirat(o->fd, folder, 0755) < 0 || fchmodat(o->fd, folder, 0755, 0) < 0) return -1;
		map_add(&o->made, sv_n(path, n), 0);
	}
	return 0;
}

int outdir_write_all(int fd, struct sv bytes)
{
	while (bytes.n) {
		ssize_t n = write(fd, bytes.p, bytes.n);

		if (n < 0 && errno == EINTR) continue;
		if (n < 0) return -1;
		bytes.p += n;
		bytes.n -= (size_t)n;
	}
	return 0;
}

int outdir_write(struct outdir *o, const char *path, struct sv bytes, const struct trouble *t)
{
	int fd = -1, code;

	if (make_folders(o, path) == 0)
		fd = openat(o->fd, path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0644);
	if (fd < 0) return trouble_os(t, "create", path, errno);
	code = fchmod(fd, 0644) < 0 || outdir_write_all(fd, bytes) < 0 ? errno : 0;
	if (close(fd) < 0 && !code) code = errno;
	return code ? trouble_os(t, "write", path, code) : 0;
}

static bool later(const struct timespec *a, const struct timespec *b)
{
	return a->tv_sec != b->tv_sec ? a->tv_sec > b->tv_sec : a->tv_nsec > b->tv_nsec;
}

bool outdir_link(struct outdir *o, int from_fd, const char *path, uint64_t size, const struct timespec *until)
{
	struct stat st;

	if (from_fd < 0 || fstatat(from_fd, path, &st, AT_SYMLINK_NOFOLLOW) < 0) return false;
	if (!S_ISREG(st.st_mode) || (uint64_t)st.st_size != size || (st.st_mode & 07777) != 0644) return false;
	if (later(&st.st_mtim, until)) return false;
	return make_folders(o, path) == 0 && linkat(from_fd, path, o->fd, path, 0) == 0;
}

/* One syncfs for thousands of small files and their folders: an fsync for each costs milliseconds a file on common
 * disks. */
int outdir_sync(const struct outdir *o, const struct trouble *t)
{
	return syncfs(o->fd) < 0 ? trouble_os(t, "save", o->path, errno) : 0;
}

void outdir_close(struct outdir *o)
{
	if (o->fd >= 0) close(o->fd);
	free(o->path);
	map_dispose(&o->made);
	*o = (struct outdir)OUTDIR_INIT;
}
