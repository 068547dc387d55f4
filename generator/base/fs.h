/* fs: files and folders. Paths are UTF-8 bytes with '/'; no function follows a link out of the given folder in fs_walk.
 * Functions return 0, or -1 with a message in `err` (never NULL, owned by the caller's str): "cannot open x: No such file". */
#ifndef BASE_FS_H
#define BASE_FS_H
#include <stdint.h>
#include <sys/types.h>
#include "base/arena.h"
#include "base/digest.h"
#define FS_MAX_TEXT ((size_t)16 << 20) /* largest text file read whole by default, bytes */
int fs_read(struct str *out, const char *path, size_t max, struct str *err); /* whole file; error above max bytes */
/* Appends the bytes of a file that has exactly so many; -1, and nothing appended, if it has not, cannot be read, or is no file (links are not followed, pipes not waited for). */
int fs_read_exact(struct str *out, const char *path, size_t size);
/* SHA-256 of a file's bytes, read in pieces. -1 and errno: EINVAL what is there is no file (a pipe is not waited for), EFBIG it is larger than max, else why it
 * cannot be read; *out is zeros then. */
int fs_digest(struct sha256 *out, const char *path, uint64_t max);
/* Write to a temporary beside it, fsync, rename, fsync the folder. mode e.g. 0644. */
int fs_write_atomic(const char *path, struct sv bytes, mode_t mode, struct str *err);
/* Append whole bytes with O_APPEND and fsync; creates with mode. One write call; a short write is undone. */
int fs_append_sync(const char *path, struct sv bytes, mode_t mode, struct str *err);
/* Waits until no other process holds the folder that path stands in, and holds it; for reading a file and adding to it as one step. */
int fs_hold(int *hold, const char *path, struct str *err);
void fs_release(int hold); /* -1 is fine */
int fs_truncate(const char *path, size_t length, struct str *err);
int fs_mkdirs(const char *path, mode_t mode, struct str *err); /* like mkdir -p; existing is fine */
int fs_remove_tree(const char *path, struct str *err);         /* absent is fine; never follows links */
/* The absolute path, without links and dots, of what is or would be made at `path`. -1 when a folder that is missing is
 * left again by "..": what such a path means changes once the folder is made. */
int fs_resolve(struct str *out, const char *path, struct str *err);
bool fs_within(const char *path, const char *folder); /* both resolved: the folder itself, or below it */
int fs_fsync_dir(const char *path, struct str *err);
bool fs_exists(const char *path);
bool fs_is_dir(const char *path);
/* All regular files below `root`, as relative paths sorted bytewise; skips names starting with '.', '#' or ending in '~'.
 * Symbolic links are skipped and counted in *links (may be NULL). Missing root gives an empty list and 0. */
struct fs_list {
	const char **at;
	size_t n;
};
int fs_walk(struct fs_list *out, struct arena *mem, const char *root, size_t *links, struct str *err);
/* Names of the files directly in `dir` that match a shell pattern with * and ?; sorted bytewise. Skips the same names as
 * fs_walk, but takes a link to a file. A missing folder gives an empty list and 0. */
int fs_glob(struct fs_list *out, struct arena *mem, const char *dir, const char *pattern, struct str *err);
/* Names of what else lies directly in `dir` and is no regular file: folders, pipes, links that lead nowhere. As fs_glob. */
int fs_strays(struct fs_list *out, struct arena *mem, const char *dir, struct str *err);
bool fs_match(const char *pattern, struct sv name);             /* * and ? only, bytewise */
char *fs_join(struct arena *mem, const char *a, const char *b); /* "a/b"; b absolute gives b; a "" gives b */
const char *fs_base(const char *path);                          /* after the last '/' */
/* True for a relative path safe to create below a root: no "..", no empty or dot part, no NUL/control/backslash,
 * at most 240 bytes, valid UTF-8, no part ".git"; the one check for all output paths. */
bool fs_safe_path(struct sv path);
#endif
