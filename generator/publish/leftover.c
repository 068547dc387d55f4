/* A process that is killed removes nothing. Its reference locks would block every later publish, its temporary files
 * would pile up. All of them have names of a known form, and the lock of the site says that no living process can own
 * one. A pack without its index is left alone: libgit2 writes the index first, so it is not ours, and an index can be
 * made again. */
#include "publish/leftover.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/fs.h"
#include "publish/generation.h"

struct sweep {
	struct arena mem;
	const struct trouble *t;
	int rc;
};

static void remove_file(struct sweep *s, const char *path)
{
	if (unlink(path) < 0 && errno != ENOENT) s->rc = trouble_os(s->t, "remove the leftover", path, errno);
}

static void remove_folder(struct sweep *s, const char *path)
{
	struct str err = STR_INIT;

	if (fs_remove_tree(path, &err) < 0) s->rc = trouble_fs(s->t, &err);
	str_dispose(&err);
}

typedef void visit_fn(struct sweep *s, const char *folder, const char *name, bool is_folder, const void *with);

static void each(struct sweep *s, const char *folder, visit_fn *visit, const void *with)
{
	DIR *d = opendir(folder);
	struct dirent *e;

	if (!d) {
		if (errno != ENOENT) s->rc = trouble_os(s->t, "look into", folder, errno);
		return;
	}
	while ((e = readdir(d))) {
		struct stat st;

		if (strcmp(e->d_name, ".") == 0 || strcmp(e->d_name, "..") == 0) continue;
		if (fstatat(dirfd(d), e->d_name, &st, AT_SYMLINK_NOFOLLOW) < 0) continue;
		visit(s, folder, e->d_name, S_ISDIR(st.st_mode), with);
	}
	closedir(d);
}

/* References and their like: every *.lock, in repo.git itself and below refs. */
static void visit_lock(struct sweep *s, const char *folder, const char *name, bool is_folder, const void *with)
{
	const char *path = fs_join(&s->mem, folder, name);

	if (is_folder && strcmp(name, "objects") != 0)
		each(s, path, visit_lock, with);
	else if (!is_folder && sv_ends(sv(name), ".lock"))
		remove_file(s, path);
}

static void visit_pack(struct sweep *s, const char *folder, const char *name, bool is_folder, const void *with)
{
	const char *path = fs_join(&s->mem, folder, name);
	struct sv n = sv(name);

	(void)with;
	if (is_folder) return;
	if (sv_starts(n, "pack_git2_") || sv_starts(n, "tmp_") || sv_ends(n, ".lock")) {
		remove_file(s, path);
	} else if (sv_ends(n, ".idx") && sv_starts(n, "pack-")) {
		if (!fs_exists(arena_printf(&s->mem, "%s/%.*s.pack", folder, (int)(n.n - 4), name)))
			remove_file(s, path);
	}
}

/* All but the generation that is shown and its marker. */
static void visit_generation(struct sweep *s, const char *folder, const char *name, bool is_folder, const void *with)
{
	const char *shown = with;
	const char *path = fs_join(&s->mem, folder, name);
	struct sv marker_of = sv(name);

	if (sv_ends(marker_of, ".ok")) marker_of.n -= 3;
	if (*shown && sv_is(marker_of, shown)) return;
	if (is_folder)
		remove_folder(s, path);
	else
		remove_file(s, path);
}

/* The spool file, and temporary files of fs_write_atomic. */
static void visit_site(struct sweep *s, const char *folder, const char *name, bool is_folder, const void *with)
{
	(void)with;
	if (!is_folder && (strcmp(name, ".spool") == 0 || sv_starts(sv(name), ".mentorpress-")))
		remove_file(s, fs_join(&s->mem, folder, name));
}

int leftover_remove(const char *site_dir, const struct trouble *t)
{
	struct sweep s = { .mem = ARENA_INIT, .t = t, .rc = 0 };
	struct str shown = STR_INIT;

	generation_shown(site_dir, &shown);
	remove_folder(&s, fs_join(&s.mem, site_dir, "repo.git.new"));
	remove_file(&s, fs_join(&s.mem, site_dir, "public.new"));
	each(&s, site_dir, visit_site, NULL);
	each(&s, fs_join(&s.mem, site_dir, "repo.git"), visit_lock, NULL);
	each(&s, fs_join(&s.mem, site_dir, "repo.git/objects/pack"), visit_pack, NULL);
	each(&s, fs_join(&s.mem, site_dir, "generations"), visit_generation, shown.ptr);
	str_dispose(&shown);
	arena_dispose(&s.mem);
	return s.rc;
}
