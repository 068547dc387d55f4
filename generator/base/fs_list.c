/* Listing folders in an order that does not depend on the file system, and the rules for names: patterns, joining, and
 * which paths are safe to create. */
#include "base/fs.h"
#include <dirent.h>
#include <errno.h>
#include <fts.h>
#include <stdio.h>
#include <sys/stat.h>
#include "base/utf8.h"
#include "base/vec.h"

typedef VEC(const char *) name_vec;

static int by_bytes(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* Sorts what was found and hands it to the caller's arena. */
static void list_finish(struct fs_list *out, struct arena *mem, name_vec *found)
{
	if (found->n) qsort(found->at, found->n, sizeof *found->at, by_bytes);
	out->n = found->n;
	out->at = ARENA_ARRAY(mem, const char *, found->n);
	if (found->n) memcpy(out->at, found->at, found->n * sizeof *found->at);
	vec_dispose(found);
}

static int list_failed(struct str *err, const char *path, int why)
{
	str_clear(err);
	str_printf(err, "cannot list the folder %s: %s", path, strerror(why));
	return -1;
}

/* Hidden files and what editors leave behind. */
static bool is_skipped(struct sv name)
{
	return name.n == 0 || name.p[0] == '.' || name.p[0] == '#' || name.p[name.n - 1] == '~';
}

/* One step of the walk; root_len is the length of the root's own path. */
static int walk_entry(
	name_vec *found, struct arena *mem, FTS *walk, FTSENT *e, size_t root_len, size_t *links, struct str *err)
{
	if (e->fts_level > 0 && is_skipped(sv_n(e->fts_name, e->fts_namelen))) {
		if (e->fts_info == FTS_D) fts_set(walk, e, FTS_SKIP);
		return 0;
	}
	switch (e->fts_info) {
	case FTS_F:
		if (e->fts_level == 0) return list_failed(err, e->fts_path, ENOTDIR);
		vec_push(found, arena_strdup(mem, sv(e->fts_path + root_len + 1)));
		return 0;
	case FTS_SL:
	case FTS_SLNONE:
		if (links) ++*links;
		return 0;
	case FTS_DNR:
	case FTS_ERR:
	case FTS_NS: return list_failed(err, e->fts_path, e->fts_errno);
	default: return 0; /* a folder, or a device or pipe, which cannot be published */
	}
}

int fs_walk(struct fs_list *out, struct arena *mem, const char *root, size_t *links, struct str *err)
{
	char *top = xstrdup(*root ? root : ".");
	char *roots[] = { top, NULL };
	name_vec found = VEC_INIT;
	FTS *walk = NULL;
	FTSENT *e = NULL;
	size_t n = strlen(top);
	int result = 0;

	*out = (struct fs_list){ NULL, 0 };
	if (links) *links = 0;
	while (n > 1 && top[n - 1] == '/') top[--n] = '\0';
	if (!fs_exists(top)) goto done;
	/* The root itself may be a link: the user named it. "/" already ends in the slash that other roots get. */
	if (strcmp(top, "/") == 0) n = 0;
	walk = fts_open(roots, FTS_PHYSICAL | FTS_COMFOLLOW | FTS_NOCHDIR, NULL);
	if (!walk) {
		result = list_failed(err, root, errno);
		goto done;
	}
	while (!result && (errno = 0, e = fts_read(walk))) result = walk_entry(&found, mem, walk, e, n, links, err);
	if (!result && errno) result = list_failed(err, root, errno);
	fts_close(walk);
done:
	list_finish(out, mem, &found);
	free(top);
	return result;
}

static bool is_regular(DIR *dir, const char *name)
{
	struct stat st;

	return fstatat(dirfd(dir), name, &st, 0) == 0 && S_ISREG(st.st_mode);
}

static int list_folder(
	struct fs_list *out, struct arena *mem, const char *dir, const char *pattern, bool regular, struct str *err)
{
	name_vec found = VEC_INIT;
	DIR *open_dir = opendir(*dir ? dir : ".");
	const struct dirent *e = NULL;
	int result = 0;

	*out = (struct fs_list){ NULL, 0 };
	if (!open_dir) return errno == ENOENT ? 0 : list_failed(err, dir, errno);
	while ((errno = 0, e = readdir(open_dir))) {
		struct sv name = sv(e->d_name);

		if (is_skipped(name) || !fs_match(pattern, name) || is_regular(open_dir, e->d_name) != regular)
			continue;
		vec_push(&found, arena_strdup(mem, name));
	}
	if (errno) result = list_failed(err, dir, errno);
	closedir(open_dir);
	list_finish(out, mem, &found);
	return result;
}

int fs_glob(struct fs_list *out, struct arena *mem, const char *dir, const char *pattern, struct str *err)
{
	return list_folder(out, mem, dir, pattern, true, err);
}

int fs_strays(struct fs_list *out, struct arena *mem, const char *dir, struct str *err)
{
	return list_folder(out, mem, dir, "*", false, err);
}

/* On a mismatch the last '*' takes one byte more; earlier ones never need to, so this is linear per star. */
bool fs_match(const char *pattern, struct sv name)
{
	const char *star = NULL;
	size_t i = 0, star_at = 0;

	while (i < name.n) {
		if (*pattern == '*') {
			star = pattern++;
			star_at = i;
		} else if (*pattern && (*pattern == '?' || *pattern == name.p[i])) {
			pattern++;
			i++;
		} else if (star) {
			pattern = star + 1;
			i = ++star_at;
		} else {
			return false;
		}
	}
	while (*pattern == '*') pattern++;
	return *pattern == '\0';
}

char *fs_join(struct arena *mem, const char *a, const char *b)
{
	size_t n = strlen(a);

	if (n == 0 || b[0] == '/') return arena_strdup(mem, sv(b));
	return arena_printf(mem, a[n - 1] == '/' ? "%s%s" : "%s/%s", a, b);
}

const char *fs_base(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash ? slash + 1 : path;
}

enum { PATH_LIMIT = 240 };

/* ".git" is refused because git refuses trees that contain it. */
static bool is_safe_part(struct sv part)
{
	return part.n && !sv_is(part, ".") && !sv_is(part, "..") && !sv_ieq_ascii(part, SV_LIT(".git"));
}

bool fs_safe_path(struct sv path)
{
	struct sv rest = path, part;

	if (path.n == 0 || path.n > PATH_LIMIT || utf8_invalid_at(path) != SIZE_MAX) return false;
	for (size_t i = 0; i < path.n;) {
		uint32_t cp = utf8_next(path, &i);

		if (cp < 0x20 || cp == '\\' || utf8_is_control(cp)) return false;
	}
	while (sv_split(&rest, '/', &part))
		if (!is_safe_part(part)) return false;
	return true;
}
