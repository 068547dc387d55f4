/* Putting the new history in the old one's place. Everything that can run out of room is done before the note is written; after it come
 * renames only, each of which may already have happened when a dead run is finished. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/fs.h"
#include "publish/erase_internal.h"
#include "publish/generation.h"
#include "publish/outdir.h"

struct note {
	git_oid was, now;
};

static char *note_path(struct arena *mem, const char *site)
{
	return fs_join(mem, site, ERASE_NOTE);
}

static int write_note(const char *site, const struct note *n, const struct trouble *t)
{
	struct arena mem = ARENA_INIT;
	struct str err = STR_INIT;
	char was[REPO_HEX + 1], now[REPO_HEX + 1];
	int rc = 0;

	repo_hex(&n->was, was);
	repo_hex(&n->now, now);
	if (fs_write_atomic(note_path(&mem, site), sv(arena_printf(&mem, "%s %s\n", was, now)), 0644, &err) < 0)
		rc = trouble_fs(t, &err);
	str_dispose(&err);
	arena_dispose(&mem);
	return rc;
}

/* 1 with a note, 0 without. Ours was renamed into place whole; anything else asks for nothing. */
static int read_note(const char *site, struct note *n, const struct trouble *t)
{
	struct arena mem = ARENA_INIT;
	struct str text = STR_INIT, err = STR_INIT;
	const char *path = note_path(&mem, site);
	int rc = 0;

	if (fs_exists(path) && fs_read(&text, path, 4096, &err) < 0)
		rc = trouble_fs(t, &err);
	else
		rc = text.len == 2 * REPO_HEX + 2 && git_oid_fromstrn(&n->was, text.ptr, REPO_HEX) == 0 &&
		     git_oid_fromstrn(&n->now, text.ptr + REPO_HEX + 1, REPO_HEX) == 0;
	str_dispose(&text);
	str_dispose(&err);
	arena_dispose(&mem);
	return rc;
}

/* 1: the branch of the repository below `folder` is at `id`; 0: it is elsewhere, or there is none. */
static int head_is(const char *folder, const git_oid *id, const struct trouble *t)
{
	struct repo r = REPO_INIT;
	git_oid head;
	int rc;

	if (!repo_exists(folder)) return 0;
	if (repo_open(&r, folder, t) < 0) return -1;
	rc = repo_ref(&r, REPO_BRANCH, &head, t);
	repo_close(&r);
	return rc > 0 ? git_oid_equal(&head, id) : rc;
}

static int move(struct arena *mem, const char *from, const char *to, const char *name, const struct trouble *t)
{
	char *source = fs_join(mem, from, name), *target = fs_join(mem, to, name);
	struct stat st;

	if (lstat(source, &st) < 0) return 0; /* moved before */
	return rename(source, target) < 0 ? trouble_os(t, "put in place", target, errno) : 0;
}

/* The browsable copy goes into its folder, where it is not shown yet. */
static int move_generation(
	struct arena *mem, const char *site, const char *work, const char *name, const struct trouble *t)
{
	struct str err = STR_INIT;
	const char *from = fs_join(mem, work, "generations"), *to = fs_join(mem, site, "generations");
	int rc = fs_mkdirs(to, 0755, &err) < 0 ? trouble_fs(t, &err) : 0;

	if (rc == 0) rc = move(mem, from, to, name, t);
	if (rc == 0) rc = move(mem, from, to, arena_printf(mem, "%s.ok", name), t);
	if (rc == 0 && fs_fsync_dir(to, &err) < 0) rc = trouble_fs(t, &err);
	str_dispose(&err);
	return rc;
}

static int exchange(struct arena *mem, const char *site, const char *work, const struct trouble *t)
{
	const char *fresh = fs_join(mem, work, "repo.git"), *place = fs_join(mem, site, "repo.git");
	const char *aside = fs_join(mem, work, "repo.old");

	if (fs_exists(place)) {
		if (renameat2(AT_FDCWD, fresh, AT_FDCWD, place, RENAME_EXCHANGE) == 0) return 0;
		if (errno != EINVAL && errno != ENOSYS) return trouble_os(t, "replace", place, errno);
		if (rename(place, aside) < 0) return trouble_os(t, "put aside", place, errno);
	}
	return rename(fresh, place) < 0 ? trouble_os(t, "put in place", place, errno) : 0;
}

/* What the folder's link leads to: the new browsable copy, as long as it was not moved. */
static bool shown_in(const char *folder, struct str *name)
{
	str_clear(name);
	return generation_shown(folder, name);
}

static int put_in_place(const char *site, const struct note *n, bool *swapped, const struct trouble *t)
{
	struct arena mem = ARENA_INIT;
	struct str name = STR_INIT, err = STR_INIT;
	const char *work = fs_join(&mem, site, ERASE_WORK);
	int rc = head_is(site, &n->now, t), there;

	*swapped = rc > 0;
	there = rc == 0 ? head_is(work, &n->now, t) : 0;
	if (rc < 0 || there < 0) {
		rc = -1;
		goto done;
	}
	rc = shown_in(work, &name) && (*swapped || there) ? move_generation(&mem, site, work, name.ptr, t) : 0;
	if (rc == 0 && there > 0) rc = exchange(&mem, site, work, t);
	if (rc == 0 && there > 0) *swapped = true;
	if (rc == 0 && *swapped) rc = move(&mem, work, site, "public", t);
	if (rc == 0 && fs_fsync_dir(site, &err) < 0) rc = trouble_fs(t, &err);
done:
	str_dispose(&name);
	str_dispose(&err);
	arena_dispose(&mem);
	return rc;
}

/* Once, with zeros. A file with a second name is somebody's copy, and only loses this one. */
static int blank(int dir, const char *name)
{
	static const char zeros[1 << 16];
	struct stat st;
	int fd = openat(dir, name, O_WRONLY | O_CLOEXEC | O_NOFOLLOW), rc = 0;

	if (fd < 0 && errno == EACCES && fchmodat(dir, name, 0600, 0) == 0) /* packs are read-only */
		fd = openat(dir, name, O_WRONLY | O_CLOEXEC | O_NOFOLLOW);
	if (fd < 0) return errno == ENOENT || errno == ELOOP ? 0 : -1;
	if (fstat(fd, &st) == 0 && S_ISREG(st.st_mode) && st.st_nlink == 1)
		for (off_t at = 0; rc == 0 && at < st.st_size; at += (off_t)sizeof zeros) {
			size_t n = st.st_size - at < (off_t)sizeof zeros ? (size_t)(st.st_size - at) : sizeof zeros;

			rc = outdir_write_all(fd, sv_n(zeros, n));
		}
	close(fd);
	return rc;
}

static int blank_all(int parent, const char *name)
{
	int fd = openat(parent, name, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW), rc = 0;
	DIR *d = fd < 0 ? NULL : fdopendir(fd);
	const struct dirent *entry;

	if (!d) return errno == ENOENT ? 0 : -1;
	while (rc == 0 && (entry = readdir(d))) {
		struct stat st;

		if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0) continue;
		if (fstatat(dirfd(d), entry->d_name, &st, AT_SYMLINK_NOFOLLOW) < 0) continue;
		rc = S_ISDIR(st.st_mode)   ? blank_all(dirfd(d), entry->d_name)
		     : S_ISREG(st.st_mode) ? blank(dirfd(d), entry->d_name)
					   : 0;
	}
	closedir(d);
	return rc;
}

int erase_destroy(const char *folder, const struct trouble *t)
{
	struct str err = STR_INIT;
	int code = blank_all(AT_FDCWD, folder) < 0 ? errno : 0, rc = 0;
	int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

	/* Once for all files, before they lose their names: an fsync for each takes milliseconds. */
	if (fd >= 0 && syncfs(fd) < 0 && !code) code = errno;
	if (fd >= 0) close(fd);

	if (fs_remove_tree(folder, &err) < 0)
		rc = trouble_fs(t, &err);
	else if (code)
		diags_warn(t->ds, "H066", NOPLACE, "if it matters, wipe the free space of the disk",
			"%s was removed, but not overwritten first: %s", folder, strerror(code));
	str_dispose(&err);
	return rc;
}

int erase_papers(const char *folder, const struct trouble *t)
{
	return erase_destroy(folder, t);
}

/* Every browsable copy but the one that is shown. */
int erase_destroy_generations(const char *site, const struct trouble *t)
{
	struct arena mem = ARENA_INIT;
	struct str shown = STR_INIT;
	const char *folder = fs_join(&mem, site, "generations");
	DIR *d = generation_shown(site, &shown) ? opendir(folder) : NULL;
	const struct dirent *entry;
	int rc = 0;

	while (d && rc == 0 && (entry = readdir(d))) {
		struct sv of = sv(entry->d_name);

		if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0) continue;
		if (sv_ends(of, ".ok")) of.n -= 3;
		if (sv_is(of, shown.ptr)) continue;
		if (fs_is_dir(fs_join(&mem, folder, entry->d_name)))
			rc = erase_destroy(fs_join(&mem, folder, entry->d_name), t);
		else if (unlink(fs_join(&mem, folder, entry->d_name)) < 0 && errno != ENOENT)
			rc = trouble_os(t, "remove", folder, errno);
	}
	if (d) closedir(d);
	str_dispose(&shown);
	arena_dispose(&mem);
	return rc;
}

static int remove_note(const char *site, const struct trouble *t)
{
	struct arena mem = ARENA_INIT;
	struct str err = STR_INIT;
	const char *path = note_path(&mem, site);
	int rc = unlink(path) < 0 && errno != ENOENT ? trouble_os(t, "remove", path, errno) : 0;

	if (rc == 0 && fs_fsync_dir(site, &err) < 0) rc = trouble_fs(t, &err);
	str_dispose(&err);
	arena_dispose(&mem);
	return rc;
}

/* The old history goes only when the new one is shown: a copy of it that visitors see is as good as it. */
static int finish(const char *site, const struct note *n, bool *swapped, const struct trouble *t)
{
	struct arena mem = ARENA_INIT;
	int rc = put_in_place(site, n, swapped, t);

	if (rc == 0 && *swapped && generation_is_of(site, &n->now)) rc = erase_destroy_generations(site, t);
	if (rc == 0) rc = erase_destroy(fs_join(&mem, site, ERASE_WORK), t);
	if (rc == 0) rc = remove_note(site, t);
	arena_dispose(&mem);
	return rc;
}

int erase_settle(const char *site, const struct trouble *t)
{
	struct arena mem = ARENA_INIT;
	struct str err = STR_INIT;
	struct note n;
	bool swapped = false;
	int rc = read_note(site, &n, t);

	if (rc > 0)
		rc = finish(site, &n, &swapped, t) < 0 ? -1 : 1;
	else if (rc == 0 && fs_remove_tree(fs_join(&mem, site, ERASE_WORK), &err) < 0)
		rc = trouble_fs(t, &err);
	str_dispose(&err);
	arena_dispose(&mem);
	return rc;
}

int erase_finish(const char *site, char head[41], bool *env, struct diags *ds)
{
	const struct trouble t = { ds, env };
	struct lock lock = LOCK_INIT;
	struct repo r = REPO_INIT;
	git_oid id;
	int rc = 0;

	head[0] = '\0';
	if (!fs_is_dir(site)) return 0;
	if (lock_take(&lock, site, &t) < 0) return -1;
	rc = erase_settle(site, &t) < 0 ? -1 : 0;
	if (rc == 0 && repo_exists(site) && (rc = repo_open(&r, site, &t)) == 0) {
		rc = repo_ref(&r, REPO_BRANCH, &id, &t);
		if (rc > 0) repo_hex(&id, head);
		repo_close(&r);
	}
	lock_release(&lock);
	return rc < 0 ? -1 : 0;
}

int erase_swap(struct erase *e, bool *swapped, bool *env, struct diags *ds)
{
	const struct trouble t = { ds, env };
	const struct erase_plan *newest = &e->at.at[e->at.n - 1];
	const struct note n = { newest->commit, newest->new_commit };
	int rc = write_note(e->site, &n, &t);

	*swapped = false;
	repo_close(&e->repo); /* its files are about to be others */
	if (rc < 0) return -1;
	rc = finish(e->site, &n, swapped, &t);
	e->swapped = *swapped;
	/* Nothing happened yet: without the note nothing will. If it cannot be removed, the next run finishes. */
	if (rc < 0 && !*swapped) {
		struct diags silent = DIAGS_INIT;
		bool unused = false;

		if (remove_note(e->site, &(struct trouble){ &silent, &unused }) < 0) e->built = false;
		diags_dispose(&silent);
	}
	return rc;
}
