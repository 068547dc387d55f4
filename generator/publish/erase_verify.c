/* The new history, looked at as a stranger would: opened afresh, every object of it read whether an edition needs it or not, and compared
 * with the old one edition by edition. */
#include "publish/erase_internal.h"
#include "publish/history.h"

struct look {
	struct erase *e;
	const struct repo *repo;
	bool *refused;
	const struct trouble *t;
	struct map paths; /* blob -> index into names */
	VEC(const char *) names;
	bool failed;
};

static int refuse_differs(struct look *l, const char *what)
{
	*l->refused = true;
	diags_error(l->t->ds, "H065", NOPLACE, "nothing was erased and nothing changed; please report this",
		"the new history is not the old one without the entry: %s", what);
	return -1;
}

static int note_paths(struct look *l, struct arena *mem)
{
	for (size_t i = 0; i < l->e->at.n; i++) {
		struct tree_list files;
		int rc = tree_load(&files, l->repo, &l->e->at.at[i].new_tree, l->t);

		for (size_t k = 0; rc == 0 && k < files.file.n; k++)
			if (map_add(&l->paths, repo_key(&files.file.at[k].id), l->names.n))
				vec_push(&l->names, arena_strdup(mem, sv(files.file.at[k].path)));
		tree_dispose(&files);
		if (rc < 0) return -1;
	}
	return 0;
}

static int look_at(const git_oid *id, void *payload)
{
	struct look *l = payload;
	git_odb_object *o = NULL;
	uint64_t name = 0;
	const char *path = "";
	bool is_blob;

	if (git_odb_read(&o, l->repo->odb, id) < 0) {
		l->failed = true;
		trouble_git(l->t, "read the new history");
		return 1;
	}
	is_blob = git_odb_object_type(o) == GIT_OBJECT_BLOB;
	if (is_blob && map_get(&l->paths, repo_key(id), &name)) path = l->names.at[name];
	if (erase_holds(l->e, path, sv_n(git_odb_object_data(o), git_odb_object_size(o)),
		    !is_blob || map_get(&l->e->near, repo_key(id), NULL))) {
		l->failed = true;
		refuse_differs(l, *path ? path : "an object still holds something of the person");
	}
	git_odb_object_free(o);
	l->e->objects++;
	return l->failed;
}

static int compare_tags(struct look *l, const struct edition *now)
{
	const char *tag = edition_trailer(now, "Tag");

	return *tag && !*now->tag ? refuse_differs(l, "a tag is missing") : 0;
}

static int compare(struct look *l, struct history *h)
{
	if (history_editions(h) != l->e->at.n) return refuse_differs(l, "the number of editions");
	for (size_t i = 0; i < l->e->at.n; i++) {
		const struct edition *now = history_edition(h, l->e->at.n - 1 - i);
		const struct erase_edition *was = &l->e->at.at[i].e;

		if (now->number != was->number || now->day != was->day || strcmp(now->commit, was->now) != 0)
			return refuse_differs(l, "an edition");
		if (compare_tags(l, now) < 0) return -1;
	}
	return 0;
}

static int compare_history(struct look *l)
{
	struct history *h = NULL;
	size_t objects = 0;
	int rc = history_open(&h, l->e->work, l->t->ds);

	if (rc == 0) rc = history_verify(h, &objects, l->t->ds);
	if (rc == 0) rc = compare(l, h);
	history_close(h);
	return rc;
}

int erase_verify(struct erase *e, bool *refused, const struct trouble *t)
{
	struct repo repo = REPO_INIT;
	struct arena mem = ARENA_INIT;
	struct look l = { .e = e, .repo = &repo, .refused = refused, .t = t, .paths = MAP_INIT, .names = VEC_INIT };
	int rc = repo_open(&repo, e->work, t);

	e->objects = 0;
	if (rc == 0) rc = note_paths(&l, &mem);
	if (rc == 0 && git_odb_foreach(repo.odb, look_at, &l) < 0 && !l.failed)
		rc = trouble_git(t, "list the new history");
	if (rc == 0 && l.failed) rc = -1;
	repo_close(&repo);
	if (rc == 0) rc = compare_history(&l);
	map_dispose(&l.paths);
	vec_dispose(&l.names);
	arena_dispose(&mem);
	return rc;
}
