/* Preloaded into mentorpress by the fault tests: counts write-type calls and, at the IO_FAIL_AT-th, kills the process (IO_FAIL=kill) or lets that call
 * and all later ones fail with ENOSPC (IO_FAIL=enospc). IO_FAIL_COUNT names a file that gets the total at exit. Only for tests. */
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

static long calls, fail_at = -1;
static int mode; /* 0 count, 1 kill, 2 enospc */

__attribute__((constructor)) static void start(void)
{
	const char *at = getenv("IO_FAIL_AT"), *how = getenv("IO_FAIL");
	if (at) fail_at = strtol(at, NULL, 10);
	if (how) mode = strcmp(how, "kill") == 0 ? 1 : 2;
}

__attribute__((destructor)) static void finish(void)
{
	const char *path = getenv("IO_FAIL_COUNT");
	FILE *f = path ? fopen(path, "w") : NULL;
	if (f) fprintf(f, "%ld\n", calls), fclose(f);
}

static int fails(void)
{
	calls++;
	if (fail_at < 0 || calls < fail_at) return 0;
	if (mode == 1) raise(SIGKILL);
	if (mode == 2) return errno = ENOSPC, 1;
	return 0;
}

#define REAL(name)                                                                                                     \
	static __typeof__(&name) real;                                                                                 \
	if (!real) real = (__typeof__(&name))dlsym(RTLD_NEXT, #name)
ssize_t write(int fd, const void *p, size_t n)
{
	REAL(write);
	if (fd > 2 && fails()) return -1;
	return real(fd, p, n);
}
ssize_t pwrite(int fd, const void *p, size_t n, off_t o)
{
	REAL(pwrite);
	if (fails()) return -1;
	return real(fd, p, n, o);
}
ssize_t pwrite64(int fd, const void *p, size_t n, off64_t o)
{
	REAL(pwrite64);
	if (fails()) return -1;
	return real(fd, p, n, o);
}
int fsync(int fd)
{
	REAL(fsync);
	if (fails()) return -1;
	return real(fd);
}
int fdatasync(int fd)
{
	REAL(fdatasync);
	if (fails()) return -1;
	return real(fd);
}
int syncfs(int fd)
{
	REAL(syncfs);
	if (fails()) return -1;
	return real(fd);
}
int rename(const char *a, const char *b)
{
	REAL(rename);
	if (fails()) return -1;
	return real(a, b);
}
int renameat2(int da, const char *a, int db, const char *b, unsigned flags)
{
	REAL(renameat2);
	if (fails()) return -1;
	return real(da, a, db, b, flags);
}
int link(const char *a, const char *b)
{
	REAL(link);
	if (fails()) return -1;
	return real(a, b);
}
int symlink(const char *a, const char *b)
{
	REAL(symlink);
	if (fails()) return -1;
	return real(a, b);
}
int unlink(const char *a)
{
	REAL(unlink);
	if (fails()) return -1;
	return real(a);
}
int mkdir(const char *a, mode_t m)
{
	REAL(mkdir);
	if (fails()) return -1;
	return real(a, m);
}
int ftruncate(int fd, off_t n)
{
	REAL(ftruncate);
	if (fails()) return -1;
	return real(fd, n);
}
int ftruncate64(int fd, off64_t n)
{
	REAL(ftruncate64);
	if (fails()) return -1;
	return real(fd, n);
}
