/* Preloaded into mentorpress by the fault tests: counts write-type calls on files, its own and those of SQLite and libgit2, and disturbs the IO_FAIL_AT-th.
 * IO_FAIL=kill: the process dies in place of the call. torn: half of the bytes are written first. enospc: this call and all later ones that need room fail.
 * eio: this one call fails. IO_FAIL_COUNT names a file that gets the number of calls at exit, IO_FAIL_NAMES one that gets their names.
 * IO_RECORD names a file that gets what was done below the folder IO_RECORD_BELOW, for replaying a power cut (power_cut.py). Only for tests.
 * What is written through a map of a file (libgit2's pack, SQLite's shared index of its log) is no call; a record has it from the sync that follows. */
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdio_ext.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <unistd.h>

enum { COUNT, KILL, TORN, ENOSPC_ON, EIO_ONCE };
static long calls, fail_at = -1;
static int mode, names_fd = -1, record_fd = -1;
static char below[PATH_MAX];
static pthread_mutex_t one_at_a_time = PTHREAD_MUTEX_INITIALIZER;

/* Our own output goes round the wrappers. */
static void put(int fd, const void *p, size_t n)
{
	for (const char *at = p; n;) {
		long done = syscall(SYS_write, fd, at, n);
		if (done < 0) abort();
		at += done, n -= (size_t)done;
	}
}

static int sink_at(const char *name)
{
	const char *path = getenv(name);
	return path ? (int)syscall(SYS_openat, AT_FDCWD, path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600) : -1;
}

__attribute__((constructor)) static void start(void)
{
	const char *at = getenv("IO_FAIL_AT"), *how = getenv("IO_FAIL"), *from = getenv("IO_RECORD_BELOW");
	if (at) fail_at = strtol(at, NULL, 10);
	if (how)
		mode = strcmp(how, "kill") == 0   ? KILL
		       : strcmp(how, "torn") == 0 ? TORN
		       : strcmp(how, "eio") == 0  ? EIO_ONCE
						  : ENOSPC_ON;
	names_fd = sink_at("IO_FAIL_NAMES");
	if (from) record_fd = sink_at("IO_RECORD"), snprintf(below, sizeof below, "%s/", from);
}

__attribute__((destructor)) static void finish(void)
{
	const char *path = getenv("IO_FAIL_COUNT");
	char text[32];
	int fd = path ? (int)syscall(SYS_openat, AT_FDCWD, path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600) : -1;
	if (fd >= 0) put(fd, text, (size_t)snprintf(text, sizeof text, "%ld\n", calls));
}

/* Counts a call; true when it is to fail, with errno set. `frees`: a full disk does not hinder it. For a torn write, *half tells the caller to do that much. */
static bool fails(const char *name, bool frees, bool *half)
{
	pthread_mutex_lock(&one_at_a_time);
	long now = ++calls;
	if (names_fd >= 0) put(names_fd, name, strlen(name)), put(names_fd, "\n", 1);
	pthread_mutex_unlock(&one_at_a_time);
	if (fail_at < 0 || now < fail_at || mode == COUNT) return false;
	if (mode == ENOSPC_ON) return frees ? false : (errno = ENOSPC, true);
	if (now != fail_at) return false;
	if (mode == EIO_ONCE) return errno = EIO, true;
	if (mode == TORN && half) return *half = true, false;
	raise(SIGKILL);
	return false;
}

/* --- the record: "verb TAB fields TAB number of bytes NEWLINE" and the bytes ------------------------------------------------------------ */
static void say(const void *bytes, size_t n, const char *format, ...)
{
	char line[3 * PATH_MAX];
	int len, saved = errno;
	va_list ap;
	va_start(ap, format);
	len = vsnprintf(line, sizeof line - 32, format, ap);
	va_end(ap);
	len += snprintf(line + len, 32, "\t%zu\n", n);
	pthread_mutex_lock(&one_at_a_time);
	put(record_fd, line, (size_t)len);
	put(record_fd, bytes, n);
	pthread_mutex_unlock(&one_at_a_time);
	errno = saved;
}

/* The absolute path without links in its folders; false when it is not below the recorded folder. */
static bool place(char out[PATH_MAX], int dir, const char *path)
{
	char whole[2 * PATH_MAX], folder[PATH_MAX] = "", *slash;
	if (record_fd < 0) return false;
	if (*path != '/') {
		char proc[64];
		snprintf(proc, sizeof proc, dir == AT_FDCWD ? "/proc/self/cwd" : "/proc/self/fd/%d", dir);
		if (readlink(proc, folder, sizeof folder - 1) < 0) return false;
	}
	snprintf(whole, sizeof whole, "%s%s%s", folder, *folder ? "/" : "", path);
	while ((slash = strrchr(whole, '/')) && !slash[1] && slash > whole) *slash = '\0';
	if (!slash) return false;
	*slash = '\0';
	if (!realpath(*whole ? whole : "/", folder)) return false;
	if (snprintf(out, PATH_MAX, "%s/%s", folder, slash + 1) >= PATH_MAX) return false;
	return strncmp(out, below, strlen(below)) == 0;
}

static bool ours(int fd, struct stat *st)
{
	char proc[64], path[PATH_MAX];
	ssize_t n;
	if (record_fd < 0 || fstat(fd, st) < 0) return false;
	snprintf(proc, sizeof proc, "/proc/self/fd/%d", fd);
	n = readlink(proc, path, sizeof path - 2);
	if (n < 0) return false;
	path[n] = '/', path[n + 1] = '\0';
	return strncmp(path, below, strlen(below)) == 0;
}

static void say_opened(int fd, int dir, const char *path, int flags)
{
	char at[PATH_MAX];
	struct stat st;
	if (fd < 0 || !place(at, dir, path) || fstat(fd, &st) < 0) return;
	say("", 0, "create\t%s\t%llu\t%o", at, (unsigned long long)st.st_ino, (unsigned)st.st_mode & 07777);
	if (flags & O_TRUNC) say("", 0, "length\t%llu\t0", (unsigned long long)st.st_ino);
}

static void say_written(int fd, const void *p, ssize_t n, off_t at)
{
	struct stat st;
	if (n > 0 && ours(fd, &st))
		say(p, (size_t)n, "write\t%llu\t%lld", (unsigned long long)st.st_ino,
			(long long)(at >= 0 ? at : lseek(fd, 0, SEEK_CUR) - n));
}

static void say_length(int fd, off_t n)
{
	struct stat st;
	if (ours(fd, &st)) say("", 0, "length\t%llu\t%lld", (unsigned long long)st.st_ino, (long long)n);
}

/* With the content, for what came into it through a map. */
static void say_synced(int fd)
{
	struct stat st;
	char *bytes = NULL;
	char proc[64];
	size_t n = 0;
	int again;
	if (!ours(fd, &st)) return;
	snprintf(proc, sizeof proc, "/proc/self/fd/%d", fd);
	if (S_ISREG(st.st_mode) && st.st_size > 0 &&
		(again = (int)syscall(SYS_openat, AT_FDCWD, proc, O_RDONLY | O_CLOEXEC)) >= 0) {
		bytes = malloc((size_t)st.st_size);
		while (bytes && n < (size_t)st.st_size) {
			ssize_t got = pread(again, bytes + n, (size_t)st.st_size - n, (off_t)n);
			if (got <= 0) break;
			n += (size_t)got;
		}
		syscall(SYS_close,
			again); /* close() itself would let go of SQLite's locks all the same: a record is made of one process only */
	}
	say(bytes ? bytes : "", n, "sync\t%llu", (unsigned long long)st.st_ino);
	free(bytes);
}

static void say_path(const char *verb, int dir, const char *path)
{
	char at[PATH_MAX];
	struct stat st = { .st_ino = 0 };
	if (place(at, dir, path) && (lstat(at, &st) == 0 || errno == ENOENT))
		say("", 0, "%s\t%s\t%llu", verb, at, (unsigned long long)st.st_ino);
}

static void say_paths(const char *verb, int da, const char *a, int db, const char *b)
{
	char from[PATH_MAX], to[PATH_MAX];
	if (place(from, da, a) && place(to, db, b)) say("", 0, "%s\t%s\t%s", verb, from, to);
}

/* --- the calls ------------------------------------------------------------------------------------------------------------------------- */
#define REAL(name)                                                                                                     \
	static __typeof__(&name) real;                                                                                 \
	if (!real) real = (__typeof__(&name))dlsym(RTLD_NEXT, #name)
/* What counts, fails when told to, does the call and, when it went well, records it. */
#define CALL(name, frees, args, recorded)                                                                              \
	REAL(name);                                                                                                    \
	if (fails(#name, frees, NULL)) return -1;                                                                      \
	__typeof__(real args) r = real args;                                                                           \
	if (r >= 0) {                                                                                                  \
		recorded;                                                                                              \
	}                                                                                                              \
	return r
#define WRITE(name, at, short_args, args)                                                                              \
	REAL(name);                                                                                                    \
	bool half = false;                                                                                             \
	if (fd <= 2) return real args;                                                                                 \
	if (fails(#name, false, &half)) return -1;                                                                     \
	if (half) {                                                                                                    \
		ssize_t some = n > 1 ? real short_args : 0;                                                            \
		raise(SIGKILL);                                                                                        \
		return some;                                                                                           \
	}                                                                                                              \
	ssize_t r = real args;                                                                                         \
	say_written(fd, p, r, at);                                                                                     \
	return r

ssize_t write(int fd, const void *p, size_t n)
{
	WRITE(write, -1, (fd, p, n / 2), (fd, p, n));
}
ssize_t pwrite(int fd, const void *p, size_t n, off_t o)
{
	WRITE(pwrite, o, (fd, p, n / 2, o), (fd, p, n, o));
}
ssize_t pwrite64(int fd, const void *p, size_t n, off64_t o)
{
	WRITE(pwrite64, o, (fd, p, n / 2, o), (fd, p, n, o));
}

static int sync_one(const char *name, int (*real)(int), int fd)
{
	if (fails(name, false, NULL)) return -1;
	int r = real(fd);
	if (r == 0) say_synced(fd);
	return r;
}
int fsync(int fd)
{
	REAL(fsync);
	return sync_one("fsync", real, fd);
}
int fdatasync(int fd)
{
	REAL(fdatasync);
	return sync_one("fdatasync", real, fd);
}
int syncfs(int fd)
{
	CALL(syncfs, false, (fd), if (record_fd >= 0) say("", 0, "syncall"));
}
int rename(const char *a, const char *b)
{
	CALL(rename, false, (a, b), say_paths("rename", AT_FDCWD, a, AT_FDCWD, b));
}
int renameat(int da, const char *a, int db, const char *b)
{
	CALL(renameat, false, (da, a, db, b), say_paths("rename", da, a, db, b));
}
int renameat2(int da, const char *a, int db, const char *b, unsigned flags)
{
	CALL(renameat2, false, (da, a, db, b, flags),
		say_paths(flags & RENAME_EXCHANGE ? "exchange" : "rename", da, a, db, b));
}
int link(const char *a, const char *b)
{
	CALL(link, false, (a, b), say_paths("link", AT_FDCWD, a, AT_FDCWD, b));
}
int linkat(int da, const char *a, int db, const char *b, int flags)
{
	CALL(linkat, false, (da, a, db, b, flags), say_paths("link", da, a, db, b));
}
static void say_symlink(const char *target, int dir, const char *path)
{
	char at[PATH_MAX];
	if (place(at, dir, path)) say("", 0, "symlink\t%s\t%s", at, target);
}
int symlink(const char *a, const char *b)
{
	CALL(symlink, false, (a, b), say_symlink(a, AT_FDCWD, b));
}
int symlinkat(const char *a, int d, const char *b)
{
	CALL(symlinkat, false, (a, d, b), say_symlink(a, d, b));
}
int unlink(const char *a)
{
	CALL(unlink, true, (a), say_path("remove", AT_FDCWD, a));
}
int unlinkat(int d, const char *a, int flags)
{
	CALL(unlinkat, true, (d, a, flags), say_path("remove", d, a));
}
int remove(const char *a)
{
	CALL(remove, true, (a), say_path("remove", AT_FDCWD, a));
}
int rmdir(const char *a)
{
	CALL(rmdir, true, (a), say_path("remove", AT_FDCWD, a));
}
int mkdir(const char *a, mode_t m)
{
	CALL(mkdir, false, (a, m), say_path("mkdir", AT_FDCWD, a));
}
int mkdirat(int d, const char *a, mode_t m)
{
	CALL(mkdirat, false, (d, a, m), say_path("mkdir", d, a));
}
int ftruncate(int fd, off_t n)
{
	CALL(ftruncate, true, (fd, n), say_length(fd, n));
}
int ftruncate64(int fd, off64_t n)
{
	CALL(ftruncate64, true, (fd, n), say_length(fd, n));
}
int truncate(const char *a, off_t n)
{
	REAL(truncate);
	if (fails("truncate", true, NULL)) return -1;
	int r = real(a, n),
	    fd = r == 0 && record_fd >= 0 ? (int)syscall(SYS_openat, AT_FDCWD, a, O_WRONLY | O_CLOEXEC) : -1;
	if (fd >= 0) say_length(fd, n), syscall(SYS_close, fd);
	return r;
}
/* The codes of errors come as the result. */
int posix_fallocate(int fd, off_t o, off_t n)
{
	struct stat st;
	REAL(posix_fallocate);
	if (fails("posix_fallocate", false, NULL)) return errno;
	int r = real(fd, o, n);
	if (r == 0 && ours(fd, &st)) say_length(fd, st.st_size);
	return r;
}
int fallocate(int fd, int how, off_t o, off_t n)
{
	struct stat st;
	CALL(fallocate, false, (fd, how, o, n), if (ours(fd, &st)) say_length(fd, st.st_size));
}
static void say_mode(int fd)
{
	struct stat st;
	if (ours(fd, &st)) say("", 0, "mode\t%llu\t%o", (unsigned long long)st.st_ino, (unsigned)st.st_mode & 07777);
}
int fchmod(int fd, mode_t m)
{
	CALL(fchmod, true, (fd, m), say_mode(fd));
}
int fchmodat(int d, const char *a, mode_t m, int flags)
{
	CALL(fchmodat, true, (d, a, m, flags), (void)0);
}
int chmod(const char *a, mode_t m)
{
	CALL(chmod, true, (a, m), (void)0);
}

/* Opened without O_CREAT nothing is written; the standard streams and what stands in /dev or /proc are no files of ours. */
#define OPEN(name, dir, pass)                                                                                          \
	mode_t m = 0;                                                                                                  \
	REAL(name);                                                                                                    \
	if (flags & (O_CREAT | O_TRUNC)) {                                                                             \
		va_list ap;                                                                                            \
		va_start(ap, flags);                                                                                   \
		if (flags & O_CREAT) m = va_arg(ap, mode_t);                                                           \
		va_end(ap);                                                                                            \
		if (fails(#name, false, NULL)) return -1;                                                              \
	}                                                                                                              \
	int fd = real pass;                                                                                            \
	if (flags & (O_CREAT | O_TRUNC)) say_opened(fd, dir, path, flags);                                             \
	return fd
int open(const char *path, int flags, ...)
{
	OPEN(open, AT_FDCWD, (path, flags, m));
}
int open64(const char *path, int flags, ...)
{
	OPEN(open64, AT_FDCWD, (path, flags, m));
}
int openat(int d, const char *path, int flags, ...)
{
	OPEN(openat, d, (d, path, flags, m));
}
int openat64(int d, const char *path, int flags, ...)
{
	OPEN(openat64, d, (d, path, flags, m));
}
int creat(const char *path, mode_t m)
{
	CALL(creat, false, (path, m), say_opened(r, AT_FDCWD, path, O_TRUNC));
}
int mkostemp(char *path, int flags)
{
	CALL(mkostemp, false, (path, flags), say_opened(r, AT_FDCWD, path, 0));
}
int mkstemp(char *path)
{
	CALL(mkstemp, false, (path), say_opened(r, AT_FDCWD, path, 0));
}
char *mkdtemp(char *path)
{
	REAL(mkdtemp);
	if (fails("mkdtemp", false, NULL)) return NULL;
	char *r = real(path);
	if (r) say_path("mkdir", AT_FDCWD, path);
	return r;
}
/* Streams write inside the C library, at the latest when they are closed. */
int fclose(FILE *f)
{
	REAL(fclose);
	if (__fwriting(f) && fileno(f) > 2 && fails("fclose", false, NULL)) {
		int why = errno;
		__fpurge(f);
		real(f);
		return errno = why, EOF;
	}
	return real(f);
}
