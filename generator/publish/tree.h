/* tree: the files of an edition as git's trees, read and built.
 * A list of files sorted bytewise by whole path is in git's own order of entries too (a folder compares as "name/"), so a tree is built
 * from it by cutting it into runs, and a tree walked in order gives it back. */
#ifndef PUBLISH_TREE_H
#define PUBLISH_TREE_H
#include "base/vec.h"
#include "publish/pack.h"
struct tree_file {
	const char *path;
	git_oid id;
};
/* Files and folders of a tree; folders with their own tree's id, "" for the root. Paths live in mem. */
struct tree_list {
	VEC(struct tree_file) file;
	VEC(struct tree_file) folder;
	struct map by_path, folder_by_path;
	struct arena mem;
};
#define TREE_LIST_INIT                                                                                                 \
	{                                                                                                              \
		VEC_INIT, VEC_INIT, MAP_INIT, MAP_INIT, ARENA_INIT                                                     \
	}
int tree_load(struct tree_list *out, const struct repo *r, const git_oid *root, const struct trouble *t);
const git_oid *tree_find(const struct tree_list *l, const char *path); /* of a file; NULL if it is not there */
const git_oid *tree_find_folder(const struct tree_list *l, const char *path);
void tree_dispose(struct tree_list *l);
/* Builds all trees of `n` files sorted by path, children first and the root last; new ones go into the pack. */
struct tree_built {
	VEC(struct tree_file) at;
	struct arena mem;
};
#define TREE_BUILT_INIT                                                                                                \
	{                                                                                                              \
		VEC_INIT, ARENA_INIT                                                                                   \
	}
int tree_build(struct tree_built *out, const struct tree_file *file, size_t n, struct pack *p, const struct repo *r,
	const struct trouble *t);
void tree_built_dispose(struct tree_built *b);
#endif
