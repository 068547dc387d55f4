/* Is what was published intact? Every object that any edition or tag needs is read, hashed and parsed, and the folder
 * that visitors see is compared with the newest edition byte by byte. Nothing is taken on trust from an index or a
 * marker. */
#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>

#include "base/fs.h"
#include "publish/rootlinks.h"
#include "publish/history_internal.h"
#include "publish/tree.h"

struct verify {
	struct history *h;
	struct diags *ds;
	struct map seen;
	size_t objects;
	const char *edition; /* commit being checked */
};

#define RESTORE "restore the site folder from a copy, or fetch the history from where it was pushed to"

/* True when the object is good and not seen before: then *out is to be looked into and freed. */
static bool check_object(struct verify *v, const git_oid *id, git_object_t type, const char *what, git_object **out)
{
	char hex[REPO_HEX + 1];

	*out = NULL;
	if (!map_add(&v->seen, repo_key(id), 0)) return false;
	repo_hex(id, hex);
	v->objects++;
	if (git_object_lookup(out, v->h->repo.git, id, type) == 0) return true;
	diags_error(v->ds, "H012", NOPLACE, RESTORE, "edition %.12s: %s is missing or damaged (object %s)", v->edition,
		*what ? what : "its root folder", hex);
	return false;
}

static void check_tree(struct verify *v, const git_oid *id, const char *prefix, struct arena *mem)
{
	git_object *o = NULL;

	if (!check_object(v, id, GIT_OBJECT_TREE, prefix, &o)) return;
	for (size_t i = 0; i < git_tree_entrycount((git_tree *)o); i++) {
		const git_tree_entry *e = git_tree_entry_byindex((git_tree *)o, i);
		const char *path = arena_printf(mem, "%s%s%s", prefix, *prefix ? "/" : "", git_tree_entry_name(e));
		git_object *blob = NULL;

		if (git_tree_entry_type(e) == GIT_OBJECT_TREE)
			check_tree(v, git_tree_entry_id(e), path, mem);
		else if (check_object(v, git_tree_entry_id(e), GIT_OBJECT_BLOB, path, &blob))
			git_object_free(blob);
	}
	git_object_free(o);
}

static void check_edition(struct verify *v, const struct edition *e)
{
	struct arena mem = ARENA_INIT;
	git_object *commit = NULL;
	git_oid id;

	v->edition = e->commit;
	git_oid_fromstr(&id, e->commit);
	if (check_object(v, &id, GIT_OBJECT_COMMIT, "its record", &commit)) git_object_free(commit);
	git_oid_fromstr(&id, e->tree);
	check_tree(v, &id, "", &mem);
	arena_dispose(&mem);
}

static bool is_edition(const struct history *h, const git_oid *id)
{
	char hex[REPO_HEX + 1];

	repo_hex(id, hex);
	for (size_t i = 0; i < h->at.n; i++)
		if (strcmp(h->at.at[i].commit, hex) == 0) return true;
	return false;
}

/* A tag is a tag object that carries its name, or leads to the commit directly. */
static void check_tag(struct verify *v, const char *name)
{
	const char *tag = name + strlen("refs/tags/");
	git_object *o = NULL;
	git_oid id;
	bool good = git_reference_name_to_id(&id, v->h->repo.git, name) == 0 &&
		    git_object_lookup(&o, v->h->repo.git, &id, GIT_OBJECT_ANY) == 0;

	if (good && git_object_type(o) == GIT_OBJECT_TAG) {
		v->objects += map_add(&v->seen, repo_key(&id), 0);
		good = strcmp(git_tag_name((git_tag *)o), tag) == 0;
		git_oid_cpy(&id, git_tag_target_id((git_tag *)o));
	}
	if (!good || !is_edition(v->h, &id))
		diags_error(v->ds, "H013", NOPLACE,
			"delete the tag with `git tag -d`, or restore the site folder from a copy",
			"the tag \"%s\" does not lead to an edition", tag);
	git_object_free(o);
}

static void check_tags(struct verify *v)
{
	git_reference_iterator *it = NULL;
	const char *name;

	if (git_reference_iterator_glob_new(&it, v->h->repo.git, "refs/tags/*") < 0) return;
	while (git_reference_next_name(&name, it) == 0) check_tag(v, name);
	git_reference_iterator_free(it);
	for (size_t i = 0; i < v->h->at.n; i++) {
		const struct edition *e = &v->h->at.at[i];
		const char *tag = edition_trailer(e, "Tag");

		if (*tag && !*e->tag)
			diags_error(v->ds, "H013", NOPLACE,
				"the next publish makes the tag of the newest edition again; for an older one use `git "
				"tag`",
				"edition %.12s has lost its tag \"%s\"", e->commit, tag);
	}
}

static void refuse_public(struct verify *v, const char *path, const char *what)
{
	diags_error(v->ds, "H014", NOPLACE,
		"remove the link `public` in the site folder (not what it leads to) and publish again: the folder is "
		"made anew",
		"%s/public%s%s: %s", v->h->site, *path ? "/" : "", path, what);
}

/* Everything below the public folder, hidden files and links included, must be a file or folder of the edition. */
static void check_extra(
	struct verify *v, const struct tree_list *files, const char *root, const char *below, struct arena *mem)
{
	DIR *d = opendir(fs_join(mem, root, below));
	struct dirent *e;

	while (d && (e = readdir(d))) {
		const char *path = arena_printf(mem, "%s%s%s", below, *below ? "/" : "", e->d_name);
		struct stat st;

		if (strcmp(e->d_name, ".") == 0 || strcmp(e->d_name, "..") == 0) continue;
		if (fstatat(dirfd(d), e->d_name, &st, AT_SYMLINK_NOFOLLOW) < 0) continue;
		if (S_ISDIR(st.st_mode) && tree_find_folder(files, path))
			check_extra(v, files, root, path, mem);
		else if (!S_ISREG(st.st_mode) || !tree_find(files, path))
			refuse_public(v, path, "this is not part of the edition");
	}
	if (d) closedir(d);
}

static void check_file(struct verify *v, const struct tree_file *f, const char *root, struct arena *mem)
{
	struct str bytes = STR_INIT, err = STR_INIT;
	const char *path = fs_join(mem, root, f->path);
	git_oid id;

	if (!fs_exists(path))
		refuse_public(v, f->path, "this file of the edition is missing");
	else if (fs_read(&bytes, path, SIZE_MAX / 4, &err) < 0)
		refuse_public(v, f->path, "this file cannot be read");
	else if (git_odb_hash(&id, bytes.ptr, bytes.len, GIT_OBJECT_BLOB) < 0 || !git_oid_equal(&id, &f->id))
		refuse_public(v, f->path, "this file differs from the edition");
	str_dispose(&bytes);
	str_dispose(&err);
}

/* The sites of the circles of readers lie in the folder itself; what a web server is pointed at are links to them. */
static void check_roots(struct verify *v, const char *root)
{
	const char *wrong = rootlinks_wrong(v->h->site, root);

	if (wrong)
		diags_error(v->ds, "H014", NOPLACE,
			"move away what stands there, if it is not a link, and publish again: the links are made anew",
			"%s/%s: this does not lead to the site of the newest edition", v->h->site, wrong);
}

static void check_public(struct verify *v)
{
	bool env = false;
	const struct trouble t = { v->ds, &env };
	struct arena mem = ARENA_INIT;
	struct tree_list files;
	const char *root = fs_join(&mem, v->h->site, "public");
	git_oid id;

	git_oid_fromstr(&id, v->h->at.at[0].tree);
	if (tree_load(&files, &v->h->repo, &id, &t) == 0) {
		if (!fs_is_dir(root)) {
			refuse_public(v, "", "the folder is missing");
		} else {
			for (size_t i = 0; i < files.file.n; i++) check_file(v, &files.file.at[i], root, &mem);
			check_extra(v, &files, root, "", &mem);
			check_roots(v, root);
		}
	}
	tree_dispose(&files);
	arena_dispose(&mem);
}

int history_verify(struct history *h, size_t *objects, struct diags *ds)
{
	struct verify v = { .h = h, .ds = ds, .seen = MAP_INIT, .objects = 0, .edition = "" };
	size_t before = ds->errors;

	for (size_t i = 0; i < h->at.n; i++) check_edition(&v, &h->at.at[i]);
	check_tags(&v);
	if (h->at.n && h->site) check_public(&v);
	*objects = v.objects;
	map_dispose(&v.seen);
	return ds->errors > before ? -1 : 0;
}
