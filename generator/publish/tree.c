/* Trees are built directly from the sorted files. An index, git's usual way, costs several times as much and would make
 * our correctness depend on its rules for paths; here completeness is plain to see: every file is in exactly one run.
 */
#include "publish/tree.h"

#include "base/fs.h"

static int load_folder(
	struct tree_list *out, const struct repo *r, const git_oid *id, const char *prefix, const struct trouble *t);

static int refuse_entry(const struct trouble *t)
{
	*t->env = true;
	diags_error(t->ds, "H004", NOPLACE,
		"run `mentorpress verify`; restore the site folder from a copy if it reports damage",
		"the last edition in the repository holds something that mentorpress did not write");
	return -1;
}

static int load_entry(struct tree_list *out, const struct repo *r, const git_tree_entry *e, const char *prefix,
	const struct trouble *t)
{
	const char *path = arena_printf(&out->mem, "%s%s%s", prefix, *prefix ? "/" : "", git_tree_entry_name(e));
	struct tree_file f = { .path = path, .id = *git_tree_entry_id(e) };

	/* The paths are created as files later on; a repository that somebody else wrote must not lead them out of the
	 * folder. */
	if (!fs_safe_path(sv(path))) return refuse_entry(t);
	if (git_tree_entry_filemode(e) == GIT_FILEMODE_TREE) return load_folder(out, r, &f.id, path, t);
	if (git_tree_entry_type(e) != GIT_OBJECT_BLOB) return refuse_entry(t);
	map_add(&out->by_path, sv(path), out->file.n);
	vec_push(&out->file, f);
	return 0;
}

static int load_folder(
	struct tree_list *out, const struct repo *r, const git_oid *id, const char *prefix, const struct trouble *t)
{
	struct tree_file f = { .path = prefix, .id = *id };
	git_tree *tree = NULL;
	int rc = 0;

	if (git_tree_lookup(&tree, r->git, id) < 0) return trouble_git(t, "read a folder of the last edition");
	map_add(&out->folder_by_path, sv(prefix), out->folder.n);
	vec_push(&out->folder, f);
	for (size_t i = 0; rc == 0 && i < git_tree_entrycount(tree); i++)
		rc = load_entry(out, r, git_tree_entry_byindex(tree, i), prefix, t);
	git_tree_free(tree);
	return rc;
}

int tree_load(struct tree_list *out, const struct repo *r, const git_oid *root, const struct trouble *t)
{
	*out = (struct tree_list)TREE_LIST_INIT;
	return load_folder(out, r, root, "", t);
}

const git_oid *tree_find(const struct tree_list *l, const char *path)
{
	uint64_t i;

	return map_get(&l->by_path, sv(path), &i) ? &l->file.at[i].id : NULL;
}

const git_oid *tree_find_folder(const struct tree_list *l, const char *path)
{
	uint64_t i;

	return map_get(&l->folder_by_path, sv(path), &i) ? &l->folder.at[i].id : NULL;
}

void tree_dispose(struct tree_list *l)
{
	vec_dispose(&l->file);
	vec_dispose(&l->folder);
	map_dispose(&l->by_path);
	map_dispose(&l->folder_by_path);
	arena_dispose(&l->mem);
}

struct builder {
	struct tree_built *out;
	const struct tree_file *file;
	struct pack *pack;
	const struct repo *repo;
	const struct trouble *t;
};

static void put_entry(struct str *tree, const char *mode, struct sv name, const git_oid *id)
{
	str_puts(tree, mode);
	str_sv(tree, name);
	str_putc(tree, '\0');
	str_append(tree, id->id, GIT_OID_RAWSZ);
}

static int add_tree(struct builder *b, const char *path, size_t n, struct sv bytes, git_oid *id)
{
	struct tree_file f = { .path = arena_strdup(&b->out->mem, sv_n(path, n)) };

	if (git_odb_hash(id, bytes.p, bytes.n, GIT_OBJECT_TREE) < 0)
		return trouble_git(b->t, "name a folder of the edition");
	f.id = *id;
	vec_push(&b->out->at, f);
	return pack_add(b->pack, b->repo, GIT_OBJECT_TREE, id, bytes, NULL, b->t);
}

/* The tree of files [from, to), which share their first `skip` bytes ("" or "folder/"). */
static int build(struct builder *b, size_t from, size_t to, size_t skip, git_oid *id)
{
	struct str tree = STR_INIT;
	int rc = 0;

	for (size_t i = from, next; rc == 0 && i < to; i = next) {
		const char *name = b->file[i].path + skip;
		const char *slash = strchr(name, '/');
		size_t n = slash ? (size_t)(slash - name) : strlen(name);
		git_oid child = b->file[i].id;

		next = i + 1;
		if (slash) {
			while (next < to && strncmp(b->file[next].path + skip, name, n + 1) == 0) next++;
			rc = build(b, i, next, skip + n + 1, &child);
		}
		put_entry(&tree, slash ? "40000 " : "100644 ", sv_n(name, n), &child);
	}
	if (rc == 0) rc = add_tree(b, from < to ? b->file[from].path : "", skip ? skip - 1 : 0, sv_of(&tree), id);
	str_dispose(&tree);
	return rc;
}

int tree_build(struct tree_built *out, const struct tree_file *file, size_t n, struct pack *p, const struct repo *r,
	const struct trouble *t)
{
	struct builder b = { .out = out, .file = file, .pack = p, .repo = r, .t = t };
	git_oid root;

	*out = (struct tree_built)TREE_BUILT_INIT;
	return build(&b, 0, n, 0, &root);
}

void tree_built_dispose(struct tree_built *b)
{
	vec_dispose(&b->at);
	arena_dispose(&b->mem);
}
