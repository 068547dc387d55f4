/* csvin_source.c opens what is to be read as CSV, and refuses what would make a reader wait for ever or read for hours:
 * a pipe, a folder, a device, a file of many gigabytes. */
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <sys/stat.h>
#include <unistd.h>
#include "input/csvin_internal.h"

static const char *what_it_is(mode_t mode)
{
	return S_ISDIR(mode) ? "a folder" : S_ISFIFO(mode) ? "a pipe" : S_ISSOCK(mode) ? "a socket" : "a device";
}

static bool acceptable(int fd, const char *name, uint64_t *size, struct diags *ds)
{
	struct place at = { name, 0, 0 };
	struct stat st;

	if (fstat(fd, &st)) {
		diags_error(ds, "B101", at, NULL, "cannot read the file: %s", strerror(errno));
	} else if (!S_ISREG(st.st_mode)) {
		diags_error(
			ds, "B101", at, "put the file itself here", "this is %s, not a file", what_it_is(st.st_mode));
	} else if ((uint64_t)st.st_size > CSVIN_MAX_FILE) {
		diags_error(ds, "B120", at, "export fewer rows at a time and put the parts side by side",
			"this file is larger than %u GiB, the most that is read", (unsigned)(CSVIN_MAX_FILE >> 30));
	} else {
		*size = (uint64_t)st.st_size;
		return true;
	}
	return false;
}

/* O_NONBLOCK: opening a pipe that nobody writes to would wait. It means nothing for a file. */
FILE *csvin_open(const char *path, const char *name, uint64_t *size, struct diags *ds)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	FILE *f = NULL;

	if (fd < 0) {
		const char *why = strerror(errno);
		struct stat st;
		if (stat(path, &st) == 0 && !S_ISREG(st.st_mode))
			diags_error(ds, "B101", ((struct place){ name, 0, 0 }), "put the file itself here",
				"this is %s, not a file", what_it_is(st.st_mode));
		else
			diags_error(ds, "B101", ((struct place){ name, 0, 0 }),
				"check the file's name and its permissions", "cannot open the file: %s", why);
		return NULL;
	}
	if (acceptable(fd, name, size, ds)) f = fdopen(fd, "rb");
	if (!f) close(fd);
	return f;
}
