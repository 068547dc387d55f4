/* Reading and writing whole files so that a file is either the old one or the new one, never half of it, and removing
 * folders without following links. Listing folders is in fs_list.c. */
#include "base/fs.h"
#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <fts.h>
#include <stdio.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

/* "cannot open x: No such file or directory", from errno; always -1. */
static int failed(struct str *err, const char *verb, const char *path)
{
	const char *why = strerror(errno);

	str_clear(err);
	str_printf(err, "cannot %s %s: %s", verb, path, why);
	return -1;
}

static int refused(struct str *err, const char *path, const char *why)
{
	str_clear(err);
	str_printf(err, "%s %s", path, why);
	return -1;
}

static int read_all(struct str *out, int fd, const char *path, size_t max, struct str *err)
{
	size_t before = out->len;

	for (;;) {
		/* What the caller reserved for the size it saw is enough, as a rule. */
		size_t room = max - (out->len - before),
		       spare = out->cap > out->len + 1 ? out->cap - out->len - 1 : 64 << 10;
		size_t want = room < spare ? room + 1 : spare;
		ssize_t got;

		str_reserve(out, want);
		got = read(fd, out->ptr + out->len, want);
		if (got < 0 && errno == EINTR) continue;
		if (got < 0) return failed(err, "read", path);
		if (got == 0) return 0;
		if ((size_t)got > room) break;
		out->len += (size_t)got;
		out->ptr[out->len] = '\0';
	}
	str_clear(err);
	str_printf(err, "%s is larger than the limit of %zu bytes", path, max);
	return -1;
}

int fs_read(struct str *out, const char *path, size_t max, struct str *err)
{
	size_t before = out->len;
	struct stat st;
	int fd, result;

	/* O_NONBLOCK so that a pipe in place of a file is refused instead of waited for. */
	fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	if (fd < 0) return failed(err, "open", path);
	if (fstat(fd, &st)) {
		result = failed(err, "read", path);
	} else if (!S_ISREG(st.st_mode)) {
		result = refused(err, path, S_ISDIR(st.st_mode) ? "is a folder, not a file" : "is not a regular file");
	} else {
		if ((uintmax_t)st.st_size <= max) str_reserve(out, (size_t)st.st_size + 1);
		result = read_all(out, fd, path, max, err);
	}
	close(fd);
	if (result) str_truncate(out, before);
	return result;
}

static int digest_all(struct digest_ctx *d, int fd)
{
	enum { PIECE = 1 << 18 };
	char *piece = xmalloc(PIECE);
	ssize_t n;

	while ((n = read(fd, piece, PIECE)) > 0 || (n < 0 && errno == EINTR))
		if (n > 0) digest_add(d, piece, (size_t)n);
	free(piece);
	return n < 0 ? -1 : 0;
}

int fs_read_exact(struct str *out, const char *path, size_t size)
{
	struct stat st;
	size_t before = out->len;
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
	ssize_t n = fd >= 0 && fstat(fd, &st) == 0 && S_ISREG(st.st_mode) && (uint64_t)st.st_size == size ? 1 : -1;

	if (n > 0) str_reserve(out, size);
	while (n > 0 && out->len < before + size) {
		n = read(fd, out->ptr + out->len, before + size - out->len);
		if (n > 0) out->len += (size_t)n;
	}
	if (fd >= 0) close(fd);
	if (n <= 0) out->len = before;
	if (out->cap) out->ptr[out->len] = '\0';
	return n > 0 ? 0 : -1;
}

int fs_digest(struct sha256 *out, const char *path, uint64_t max)
{
	struct stat st;
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK), why = 0;

	*out = (struct sha256){ { 0 } };
	if (fd < 0) return -1;
	struct digest_ctx *d = digest_new_sha256();
	if (fstat(fd, &st) != 0)
		why = errno;
	else if (!S_ISREG(st.st_mode) || (uint64_t)st.st_size > max)
		why = S_ISREG(st.st_mode) ? EFBIG : EINVAL;
	else if (digest_all(d, fd) != 0)
		why = errno;
	struct sha256 all;
	digest_end_sha256(d, &all);
	close(fd);
	if (why) return errno = why, -1;
	*out = all;
	return 0;
}

static int write_all(int fd, struct sv bytes)
{
	while (bytes.n) {
		ssize_t done = write(fd, bytes.p, bytes.n);

		if (done < 0 && errno == EINTR) continue;
		if (done < 0) return -1;
		bytes = sv_sub(bytes, (size_t)done, bytes.n);
	}
	return 0;
}

/* The folder a path stands in, for making a change of its entries durable. */
static void parent_of(struct str *out, const char *path)
{
	const char *slash = strrchr(path, '/');

	if (!slash)
		str_putc(out, '.');
	else
		str_append(out, path, slash == path ? 1 : (size_t)(slash - path));
}

static int write_synced(int fd, struct sv bytes, mode_t mode)
{
	return fchmod(fd, mode) || write_all(fd, bytes) || fsync(fd) ? -1 : 0;
}

int fs_write_atomic(const char *path, struct sv bytes, mode_t mode, struct str *err)
{
	struct str folder = STR_INIT, temporary = STR_INIT;
	int fd = -1, result = -1;

	parent_of(&folder, path);
	str_printf(&temporary, "%s/.mentorpress-XXXXXX", folder.ptr);
	fd = mkostemp(temporary.ptr, O_CLOEXEC);
	if (fd < 0) {
		result = failed(err, "write", path);
		goto done;
	}
	result = write_synced(fd, bytes, mode);
	if (result) failed(err, "write", path);
	if (close(fd) && !result) result = failed(err, "write", path);
	if (!result && rename(temporary.ptr, path)) result = failed(err, "replace", path);
	if (result)
		unlink(temporary.ptr);
	else
		result = fs_fsync_dir(folder.ptr, err);
done:
	str_dispose(&temporary);
	str_dispose(&folder);
	return result;
}

/* One write call, so that readers see all of it or nothing; what a full disk cut off is taken back. */
static int append_once(int fd, struct sv bytes, off_t before)
{
	ssize_t wrote;

	do wrote = write(fd, bytes.p, bytes.n);
	while (wrote < 0 && errno == EINTR);
	if (wrote < 0) return -1;
	if ((size_t)wrote == bytes.n) return fsync(fd);
	if (ftruncate(fd, before)) return -1;
	errno = ENOSPC;
	return -1;
}

int fs_append_sync(const char *path, struct sv bytes, mode_t mode, struct str *err)
{
	struct str folder = STR_INIT;
	struct stat st;
	int fd = -1, result = -1;

	fd = open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC | O_NOFOLLOW, mode);
	/* The lock keeps the length true between fstat and a truncation. */
	if (fd < 0 || flock(fd, LOCK_EX) || fstat(fd, &st) || append_once(fd, bytes, st.st_size)) {
		failed(err, "append to", path);
		goto done;
	}
	result = 0;
	if (st.st_size == 0) {
		parent_of(&folder, path);
		result = fs_fsync_dir(folder.ptr, err);
	}
done:
	if (fd >= 0) close(fd);
	str_dispose(&folder);
	return result;
}

/* The folder, not the file: fs_append_sync locks the file itself, and a new file may take its place. */
int fs_hold(int *hold, const char *path, struct str *err)
{
	struct str folder = STR_INIT;
	int result = 0;

	parent_of(&folder, path);
	*hold = open(folder.ptr, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (*hold < 0 || flock(*hold, LOCK_EX)) result = failed(err, "lock the folder", folder.ptr);
	if (result && *hold >= 0) close(*hold);
	if (result) *hold = -1;
	str_dispose(&folder);
	return result;
}

void fs_release(int hold)
{
	if (hold >= 0) close(hold);
}

int fs_truncate(const char *path, size_t length, struct str *err)
{
	return truncate(path, (off_t)length) ? failed(err, "shorten", path) : 0;
}

static int make_folder(const char *path, mode_t mode, struct str *err)
{
	if (!mkdir(path, mode) || (errno == EEXIST && fs_is_dir(path))) return 0;
	if (errno == EEXIST) return refused(err, path, "is a file where a folder is needed");
	return failed(err, "create the folder", path);
}

int fs_mkdirs(const char *path, mode_t mode, struct str *err)
{
	struct str part = STR_INIT;
	int result = 0;

	/* Each '/' after the first byte ends a folder's name, and so does the end. */
	for (size_t i = 0; !result && path[i]; i++) {
		str_putc(&part, path[i]);
		if (path[i] != '/' && (path[i + 1] == '/' || path[i + 1] == '\0'))
			result = make_folder(part.ptr, mode, err);
	}
	str_dispose(&part);
	return result;
}

static int remove_entry(const FTSENT *e, struct str *err)
{
	switch (e->fts_info) {
	case FTS_D: return 0; /* its content comes first */
	case FTS_DP:
		if (rmdir(e->fts_accpath)) return failed(err, "remove the folder", e->fts_path);
		return 0;
	case FTS_DNR:
	case FTS_ERR:
	case FTS_NS:
		if (e->fts_errno == ENOENT) return 0;
		errno = e->fts_errno;
		return failed(err, "remove", e->fts_path);
	default:
		if (unlink(e->fts_accpath)) return failed(err, "remove", e->fts_path);
		return 0;
	}
}

int fs_remove_tree(const char *path, struct str *err)
{
	char *root = xstrdup(path);
	char *roots[] = { root, NULL };
	FTS *walk = NULL;
	FTSENT *e = NULL;
	int result = 0;

	/* With a slash at its end a link would be followed. */
	for (size_t n = strlen(root); n > 1 && root[n - 1] == '/'; n--) root[n - 1] = '\0';
	walk = fts_open(roots, FTS_PHYSICAL | FTS_NOCHDIR | FTS_NOSTAT, NULL);
	if (!walk) {
		result = failed(err, "remove", path);
		goto done;
	}
	while (!result && (errno = 0, e = fts_read(walk))) result = remove_entry(e, err);
	if (!result && errno) result = failed(err, "remove", path);
	fts_close(walk);
done:
	free(root);
	return result;
}

/* Takes the last name off `path` and puts it before `rest`; -1 if it cannot stand for something not made yet. */
static int shift_name(struct str *path, struct str *rest)
{
	size_t slash = path->len;
	struct str longer = STR_INIT;
	struct sv name;

	while (slash > 0 && path->ptr[slash - 1] != '/') slash--;
	name = sv_sub(sv_of(path), slash, path->len);
	if (sv_is(name, "..")) return -1;
	if (name.n && !sv_is(name, ".")) {
		str_printf(&longer, "/%.*s%s", SV_ARG(name), rest->ptr);
		str_dispose(rest);
		*rest = longer;
	}
	while (slash > 1 && path->ptr[slash - 1] == '/') slash--;
	str_truncate(path, slash);
	return 0;
}

int fs_resolve(struct str *out, const char *path, struct str *err)
{
	struct str there = STR_INIT, missing = STR_INIT;
	char *real = NULL;
	int result = -1;

	str_puts(&there, path);
	while (!(real = realpath(there.len ? there.ptr : ".", NULL))) {
		if (errno != ENOENT || !there.len) {
			failed(err, "find", path);
			goto done;
		}
		if (shift_name(&there, &missing)) {
			refused(err, path, "goes up out of a folder that does not exist");
			goto done;
		}
	}
	str_puts(out, strcmp(real, "/") == 0 && missing.len ? "" : real);
	str_sv(out, sv_of(&missing));
	result = 0;
done:
	free(real);
	str_dispose(&there);
	str_dispose(&missing);
	return result;
}

bool fs_within(const char *path, const char *folder)
{
	size_t n = strlen(folder);

	if (strcmp(folder, "/") == 0) return true;
	return strncmp(path, folder, n) == 0 && (path[n] == '/' || path[n] == '\0');
}

int fs_fsync_dir(const char *path, struct str *err)
{
	int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC), result = 0;

	if (fd < 0) return failed(err, "open the folder", path);
	/* Some file systems cannot sync a folder and say EINVAL; there is nothing more to do on those. */
	if (fsync(fd) && errno != EINVAL) result = failed(err, "save the folder", path);
	close(fd);
	return result;
}

bool fs_exists(const char *path)
{
	struct stat st;

	return stat(path, &st) == 0;
}

bool fs_is_dir(const char *path)
{
	struct stat st;

	return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}
