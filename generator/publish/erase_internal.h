/* erase_internal: the struct behind erase.h, shared by erase.c (begin, plan), erase_build.c (new history), erase_verify.c (search of it) and
 * erase_swap.c (putting it in place). */
#ifndef PUBLISH_ERASE_INTERNAL_H
#define PUBLISH_ERASE_INTERNAL_H
#include "publish/erase.h"
#include "publish/erase_page.h"
#include "publish/lock.h"
#include "publish/tree.h"
#define ERASE_WORK "erase.new"
#define ERASE_NOTE "erasing"
struct erase_plan {
	struct erase_edition e;
	git_oid commit, tree, new_commit, new_tree;
	struct tree_list files;
	struct erase_facts facts;
	struct str table; /* pool.csv as it will be; empty if there is none */
	struct map held;  /* paths of files that hold something */
};
struct erase {
	struct arena mem;
	const char *site, *work;
	struct erase_ask ask;
	struct erase_ids ids;
	struct lock lock;
	struct repo repo;
	VEC(struct erase_plan) at; /* oldest first */
	struct erase_words runs, passages;
	struct map verdict; /* blob -> does it hold something? */
	struct map near;    /* new blobs where the entry stood: searched for the shorter runs */
	VEC(struct erase_stubbed) stub;
	const struct signer *signer; /* NULL: none */
	bool needed, head_has_pool, built, swapped, had_signatures;
	size_t objects;
};
/* Does a file hold something; near: the entry stood here. */
bool erase_holds(const struct erase *e, const char *path, struct sv bytes, bool near);
bool erase_is_html(const char *path);
int erase_refuse(const struct trouble *t, bool *refused, unsigned edition, const char *where);
/* Of a commit or tag: the bytes before the blank line, and the message. */
bool erase_split(struct sv object, struct sv *head, struct sv *message);
int erase_verify(struct erase *e, bool *refused, const struct trouble *t);
int erase_destroy(const char *folder, const struct trouble *t); /* overwritten, then removed; absent is fine */
int erase_destroy_generations(const char *site, const struct trouble *t); /* all browsable copies but the one shown */
#endif
