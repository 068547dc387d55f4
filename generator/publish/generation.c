/* The commit is the truth; this is the copy of it that a web server or a browser reads. It can be thrown away and made
 * again at any time, which is what the next run does when it finds it missing, older or incomplete. */
#include "publish/generation.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/fs.h"
#include "publish/rootlinks.h"

#define GENERATION_DIGITS 12
#define GENERATION_LINK "generations/"

static char *marker_text(struct arena *mem, const git_oid *commit)
{
	char hex[REPO_HEX + 1];

	repo_hex(commit, hex);
	return arena_printf(mem, "%s\n", hex);
}

bool generation_shown(const char *site_dir, struct str *name)
{
	struct arena mem = ARENA_INIT;
	char target[256];
	ssize_t n = readlink(fs_join(&mem, site_dir, "public"), target, sizeof target);
	struct sv link = sv_n(target, n > 0 ? (size_t)n : 0);
	bool ours = sv_starts(link, GENERATION_LINK) && link.n < sizeof target;

	if (ours) {
		link = sv_sub(link, sizeof GENERATION_LINK - 1, link.n);
		ours = link.n > 0 && !memchr(link.p, '/', link.n) && fs_safe_path(link);
	}
	if (ours) str_sv(name, link);
	arena_dispose(&mem);
	return ours;
}

bool generation_blocked(const char *site_dir)
{
	struct arena mem = ARENA_INIT;
	struct str name = STR_INIT;
	struct stat st;
	bool there = lstat(fs_join(&mem, site_dir, "public"), &st) == 0;
	bool blocked = there && !generation_shown(site_dir, &name);

	str_dispose(&name);
	arena_dispose(&mem);
	return blocked;
}

bool generation_is_of(const char *site_dir, const git_oid *commit)
{
	struct arena mem = ARENA_INIT;
	struct str name = STR_INIT, text = STR_INIT, err = STR_INIT;
	bool is = false;

	if (generation_shown(site_dir, &name)) {
		char *folder = arena_printf(&mem, "%s/generations/%s", site_dir, name.ptr);
		char *marker = arena_printf(&mem, "%s.ok", folder);

		is = fs_is_dir(folder) && fs_exists(marker) && fs_read(&text, marker, 256, &err) == 0 &&
		     sv_is(sv_of(&text), marker_text(&mem, commit)) && !rootlinks_wrong(site_dir, folder);
	}
	str_dispose(&name);
	str_dispose(&text);
	str_dispose(&err);
	arena_dispose(&mem);
	return is;
}

int generation_begin(struct outdir *out, const char *site_dir, const char *work, const struct trouble *t)
{
	struct arena mem = ARENA_INIT;
	int rc = outdir_open(out, arena_printf(&mem, "%s/generations/%s", site_dir, work), t);

	arena_dispose(&mem);
	return rc;
}

void generation_open_old(struct generation_old *out, const char *site_dir, const struct repo *r)
{
	struct arena mem = ARENA_INIT;
	struct str name = STR_INIT;
	struct stat st;

	*out = (struct generation_old){ .fd = -1, .repo = r };
	/* Through the link itself: one may be missing, then every file comes from the repository. */
	if (generation_shown(site_dir, &name) &&
		stat(arena_printf(&mem, "%s/generations/%s.ok", site_dir, name.ptr), &st) == 0) {
		out->complete = st.st_mtim;
		out->fd = open(fs_join(&mem, site_dir, "public"), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	}
	str_dispose(&name);
	arena_dispose(&mem);
}

int generation_keep(struct outdir *o, const struct generation_old *from, const struct tree_file *f, uint64_t size,
	const struct trouble *t)
{
	struct str bytes = STR_INIT;
	int rc;

	if (outdir_link(o, from->fd, f->path, size, &from->complete)) return 0;
	rc = repo_blob(from->repo, &f->id, &bytes, t);
	if (rc == 0) rc = outdir_write(o, f->path, sv_of(&bytes), t);
	str_dispose(&bytes);
	return rc;
}

void generation_close_old(struct generation_old *g)
{
	if (g->fd >= 0) close(g->fd);
	g->fd = -1;
}

/* A name that is free: the same edition has a second one when its first folder was found damaged and is still shown. */
static char *free_name(struct arena *mem, const char *site_dir, const git_oid *commit)
{
	char hex[REPO_HEX + 1];
	char *name;

	repo_hex(commit, hex);
	hex[GENERATION_DIGITS] = '\0';
	name = arena_strdup(mem, sv(hex));
	for (unsigned i = 2; fs_exists(arena_printf(mem, "%s/generations/%s", site_dir, name)); i++)
		name = arena_printf(mem, "%s-%u", hex, i);
	return name;
}

static int swap_link(const char *site_dir, struct arena *mem, const char *name, const struct trouble *t)
{
	char *fresh = fs_join(mem, site_dir, "public.new");
	char *link = fs_join(mem, site_dir, "public");

	if (unlink(fresh) < 0 && errno != ENOENT) return trouble_os(t, "remove", fresh, errno);
	if (symlink(arena_printf(mem, GENERATION_LINK "%s", name), fresh) < 0)
		return trouble_os(t, "create", fresh, errno);
	return rename(fresh, link) < 0 ? trouble_os(t, "replace", link, errno) : 0;
}

int generation_show(struct outdir *o, const char *site_dir, const git_oid *commit, const struct trouble *t)
{
	struct arena mem = ARENA_INIT;
	struct str err = STR_INIT;
	char *name = free_name(&mem, site_dir, commit);
	char *path = arena_printf(&mem, "%s/generations/%s", site_dir, name);
	int rc = -1;

	if (outdir_sync(o, t) < 0) goto done;
	if (rename(o->path, path) < 0) {
		trouble_os(t, "name the new folder", path, errno);
		goto done;
	}
	if (fs_fsync_dir(fs_join(&mem, site_dir, "generations"), &err) < 0 ||
		fs_write_atomic(arena_printf(&mem, "%s.ok", path), sv(marker_text(&mem, commit)), 0644, &err) < 0) {
		trouble_fs(t, &err);
		goto done;
	}
	if (swap_link(site_dir, &mem, name, t) < 0) goto done;
	if (rootlinks_set(site_dir, path, t) < 0) goto done;
	rc = fs_fsync_dir(site_dir, &err) < 0 ? trouble_fs(t, &err) : 0;
done:
	str_dispose(&err);
	arena_dispose(&mem);
	return rc;
}

/* Never from the folder shown: it is of another edition or damaged, that is why we are here. */
int generation_rebuild(const char *site_dir, const struct repo *r, const git_oid *commit, const struct tree_list *files,
	const struct trouble *t)
{
	struct outdir out;
	const struct generation_old nothing = { .fd = -1, .repo = r };
	int rc = 0;

	if (generation_begin(&out, site_dir, ".mended", t) < 0) return -1;
	for (size_t i = 0; rc == 0 && i < files->file.n; i++)
		rc = generation_keep(&out, &nothing, &files->file.at[i], 0, t);
	if (rc == 0) rc = generation_show(&out, site_dir, commit, t);
	outdir_close(&out);
	return rc;
}
