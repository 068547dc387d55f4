/* repo: <site>/repo.git, the bare repository that holds every edition, seen through libgit2.
 * The library is told to sync everything it writes, to read no configuration but the repository's own, and to end the run when memory
 * is gone. Counted: every repo_open is paired with a repo_close.
 *     struct repo r; if (repo_open(&r, site, &t) == 0) { … repo_close(&r); } */
#ifndef PUBLISH_REPO_H
#define PUBLISH_REPO_H
#include <git2.h>

#include "publish/trouble.h"
#define REPO_BRANCH "refs/heads/main"
#define REPO_HEX 40
struct repo {
	git_repository *git;
	git_odb *odb;
};
#define REPO_INIT                                                                                                      \
	{                                                                                                              \
		NULL, NULL                                                                                             \
	}
bool repo_exists(const char *site_dir);
int repo_create(const char *site_dir, const struct trouble *t); /* whole or not at all; there is none yet */
int repo_open(struct repo *out, const char *site_dir, const struct trouble *t);
/* A repository wherever it is, bare or beside its files: for looking only. */
int repo_open_clone(struct repo *out, const char *path, const struct trouble *t);
void repo_close(struct repo *r); /* a repo that was never opened (REPO_INIT) is fine */
/* The id a reference leads to, through annotated tags: 1, 0 if there is no such reference, -1 with an error. */
int repo_ref(const struct repo *r, const char *name, git_oid *out, const struct trouble *t);
int repo_point_head(const struct repo *r, const struct trouble *t); /* HEAD names the branch main */
/* The id git gives a file of these bytes. Asking libgit2 costs five times as much: its SHA-1 looks for collisions, which reading back will do anyway. */
git_oid repo_blob_id(struct sv bytes);
/* Appends the bytes of a blob, hash verified. */
int repo_blob(const struct repo *r, const git_oid *id, struct str *out, const struct trouble *t);
void repo_hex(const git_oid *id, char out[REPO_HEX + 1]);
struct sv repo_key(const git_oid *id); /* the raw id as a key of a map */
#endif
