/* The repository as libgit2 sees it. This file decides how the library behaves (durability, memory, foreign
 * configuration) and how a new repository looks; all else in publish/ takes an open one. */
#include "publish/repo.h"

#include <errno.h>
#include <git2/sys/alloc.h>
#include <sys/stat.h>

#include "base/fs.h"

/* libgit2 1.5 overflows the stack when it cannot get the memory to say that there is none. Ours ends the run first. */
static void *alloc_bytes(size_t n, const char *file, int line)
{
	(void)file, (void)line;
	return xmalloc(n ? n : 1);
}

static void *alloc_zeroed(size_t n, size_t size, const char *file, int line)
{
	(void)file, (void)line;
	return xcalloc(n ? n : 1, size ? size : 1);
}

static char *alloc_string(const char *z, const char *file, int line)
{
	(void)file, (void)line;
	return xstrdup(z);
}

static char *alloc_part(const char *z, size_t n, const char *file, int line)
{
	(void)file, (void)line;
	return xstrndup(z, strnlen(z, n));
}

static char *alloc_exact(const char *p, size_t n, const char *file, int line)
{
	char *z;

	(void)file, (void)line;
	z = xmalloc(n + 1);
	if (n) memcpy(z, p, n);
	z[n] = '\0';
	return z;
}

static void *alloc_again(void *p, size_t n, const char *file, int line)
{
	(void)file, (void)line;
	return xrealloc(p, n ? n : 1);
}

static void *alloc_array_again(void *p, size_t n, size_t size, const char *file, int line)
{
	size_t bytes;

	if (__builtin_mul_overflow(n, size, &bytes)) bytes = SIZE_MAX; /* xrealloc ends the run */
	return alloc_again(p, bytes, file, line);
}

static void *alloc_array(size_t n, size_t size, const char *file, int line)
{
	return alloc_array_again(NULL, n, size, file, line);
}

static void library_open(void)
{
	static const git_allocator alloc = { alloc_bytes, alloc_zeroed, alloc_string, alloc_part, alloc_exact,
		alloc_again, alloc_array_again, alloc_array, free };
	static const int levels[] = { GIT_CONFIG_LEVEL_SYSTEM, GIT_CONFIG_LEVEL_XDG, GIT_CONFIG_LEVEL_GLOBAL,
		GIT_CONFIG_LEVEL_PROGRAMDATA };

	git_libgit2_opts(GIT_OPT_SET_ALLOCATOR, &alloc);
	git_libgit2_init();
	/* Off by default in Debian's build; without it a power cut after success leaves empty objects. */
	git_libgit2_opts(GIT_OPT_ENABLE_FSYNC_GITDIR, 1);
	/* An edition may not depend on whose machine it is made on. */
	for (size_t i = 0; i < sizeof levels / sizeof *levels; i++)
		git_libgit2_opts(GIT_OPT_SET_SEARCH_PATH, levels[i], "");
	/* Two officers may share the folder. Nothing that a repository's configuration could name is ever run from
	 * here. */
	git_libgit2_opts(GIT_OPT_SET_OWNER_VALIDATION, 0);
}

static char *repo_path(struct arena *mem, const char *site_dir)
{
	return fs_join(mem, site_dir, "repo.git");
}

bool repo_exists(const char *site_dir)
{
	struct arena mem = ARENA_INIT;
	bool there = fs_exists(repo_path(&mem, site_dir));

	arena_dispose(&mem);
	return there;
}

/* Written by hand beside its place and renamed, so that a dead run leaves no half repository; and so that no sample
 * hooks, user or machine names get in, which templates of git bring. Layout: gitrepository-layout(5). */
static int lay_out(const char *dir, struct arena *mem, struct str *err)
{
	static const char *const folders[] = { "objects/info", "objects/pack", "refs/heads", "refs/tags" };
	static const char config[] = "[core]\n\trepositoryformatversion = 0\n\tfilemode = true\n\tbare = true\n";
	static const char head[] = "ref: " REPO_BRANCH "\n";

	for (size_t i = 0; i < sizeof folders / sizeof *folders; i++)
		if (fs_mkdirs(fs_join(mem, dir, folders[i]), 0755, err) < 0 ||
			fs_fsync_dir(fs_join(mem, dir, folders[i]), err) < 0)
			return -1;
	if (fs_write_atomic(fs_join(mem, dir, "config"), SV_LIT(config), 0644, err) < 0) return -1;
	if (fs_write_atomic(fs_join(mem, dir, "HEAD"), SV_LIT(head), 0644, err) < 0) return -1;
	if (fs_fsync_dir(fs_join(mem, dir, "objects"), err) < 0 || fs_fsync_dir(fs_join(mem, dir, "refs"), err) < 0)
		return -1;
	return fs_fsync_dir(dir, err);
}

int repo_create(const char *site_dir, const struct trouble *t)
{
	struct arena mem = ARENA_INIT;
	struct str err = STR_INIT;
	char *fresh = fs_join(&mem, site_dir, "repo.git.new");
	char *path = repo_path(&mem, site_dir);
	int rc = -1;

	if (fs_remove_tree(fresh, &err) < 0 || lay_out(fresh, &mem, &err) < 0) {
		trouble_fs(t, &err);
	} else if (rename(fresh, path) < 0) {
		trouble_os(t, "create the repository", path, errno);
	} else if (fs_fsync_dir(site_dir, &err) < 0) {
		trouble_fs(t, &err);
	} else {
		rc = 0;
	}
	str_dispose(&err);
	arena_dispose(&mem);
	return rc;
}

static int open_path(struct repo *out, const char *path, bool clone, const struct trouble *t)
{
	*out = (struct repo)REPO_INIT;
	library_open();
	if ((clone ? git_repository_open_ext(&out->git, path, GIT_REPOSITORY_OPEN_NO_SEARCH, NULL)
		   : git_repository_open_bare(&out->git, path)) >= 0 &&
		git_repository_odb(&out->odb, out->git) >= 0)
		return 0;
	if (clone)
		diags_error(t->ds, "H015", NOPLACE,
			"name the folder that `git clone` made, or a bare repository such as site/repo.git",
			"there is no git repository at %s", path);
	else
		trouble_git(t, "open the repository of the site");
	git_odb_free(out->odb);
	git_repository_free(out->git);
	git_libgit2_shutdown();
	*out = (struct repo)REPO_INIT;
	return -1;
}

int repo_open(struct repo *out, const char *site_dir, const struct trouble *t)
{
	struct arena mem = ARENA_INIT;
	int rc = open_path(out, repo_path(&mem, site_dir), false, t);

	arena_dispose(&mem);
	return rc;
}

int repo_open_clone(struct repo *out, const char *path, const struct trouble *t)
{
	return open_path(out, path, true, t);
}

void repo_close(struct repo *r)
{
	if (!r->git) return;
	git_odb_free(r->odb);
	git_repository_free(r->git);
	git_libgit2_shutdown();
	*r = (struct repo)REPO_INIT;
}

int repo_ref(const struct repo *r, const char *name, git_oid *out, const struct trouble *t)
{
	git_reference *ref = NULL;
	git_object *target = NULL;
	int rc = git_reference_lookup(&ref, r->git, name);

	if (rc == GIT_ENOTFOUND) return 0;
	if (rc < 0 || git_reference_peel(&target, ref, GIT_OBJECT_COMMIT) < 0) {
		rc = trouble_git(t, "read where the history stands");
	} else {
		git_oid_cpy(out, git_object_id(target));
		rc = 1;
	}
	git_object_free(target);
	git_reference_free(ref);
	return rc;
}

int repo_point_head(const struct repo *r, const struct trouble *t)
{
	git_reference *head = NULL;
	const char *target = NULL;
	int rc = git_reference_lookup(&head, r->git, "HEAD");

	if (rc == 0) target = git_reference_symbolic_target(head);
	rc = target && strcmp(target, REPO_BRANCH) == 0 ? 0 : git_repository_set_head(r->git, REPO_BRANCH);
	git_reference_free(head);
	return rc < 0 ? trouble_git(t, "set the branch of the repository") : 0;
}

git_oid repo_blob_id(struct sv bytes)
{
	struct digest_ctx *sha1 = digest_new_sha1();
	git_oid id = { { 0 } };
	char head[32];
	int n = snprintf(head, sizeof head, "blob %zu", bytes.n); /* git's object: "blob", the length, NUL, the bytes */

	digest_add(sha1, head, (size_t)n + 1);
	digest_add(sha1, bytes.p, bytes.n);
	digest_end_sha1(sha1, id.id);
	return id;
}

int repo_blob(const struct repo *r, const git_oid *id, struct str *out, const struct trouble *t)
{
	git_odb_object *o = NULL;

	if (git_odb_read(&o, r->odb, id) < 0) return trouble_git(t, "read a file of an edition");
	str_append(out, git_odb_object_data(o), git_odb_object_size(o));
	git_odb_object_free(o);
	return 0;
}

void repo_hex(const git_oid *id, char out[REPO_HEX + 1])
{
	git_oid_tostr(out, REPO_HEX + 1, id);
}

struct sv repo_key(const git_oid *id)
{
	return sv_n((const char *)id->id, GIT_OID_RAWSZ);
}
