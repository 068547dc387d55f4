/* A site is made page by page and may have a hundred thousand; holding it until the gate has seen the last page would
 * take its whole size in memory. So each page goes to disk at once, to places that nobody looks at before the edition
 * is cleared. */
#include "publish/spool.h"

#include "base/digest.h"
#include "publish/commit.h"

/* What is known of an artifact ahead of its turn. */
struct work {
	struct sha256 digest;
	git_oid id;
	bool changed;
	struct str packed; /* if it changed */
};

static void *work_early(const struct early_sink *self, const struct artifact *a, const struct sha256 *digest);
static int spool_put_worked(struct early_sink *self, const struct artifact *a, void *early);
static int spool_put(struct sink *self, const struct artifact *a);

void spool_init(struct spool *s, const struct trouble *t, const struct repo *r, const struct tree_list *parent,
	struct pack *p, struct outdir *out)
{
	*s = (struct spool){ .sink = { { spool_put }, work_early, spool_put_worked },
		.t = t,
		.repo = r,
		.parent = parent,
		.pack = p,
		.out = out,
		.mem = ARENA_INIT,
		.at = VEC_INIT,
		.paths = PATHSET_INIT,
		.commit = STR_INIT,
		.tag = STR_INIT };
	s->digest = clearance_digest_new();
}

static void *work_early(const struct early_sink *self, const struct artifact *a, const struct sha256 *digest)
{
	const struct spool *s = (const struct spool *)self;
	struct work *w = xcalloc(1, sizeof *w);
	const git_oid *before;

	w->digest = *digest;
	w->packed = (struct str)STR_INIT;
	if (a->kind != ARTIFACT_FILE) return w;
	w->id = repo_blob_id(a->bytes);
	before = tree_find(s->parent, a->path);
	w->changed = !before || !git_oid_equal(before, &w->id);
	if (w->changed) pack_deflate(&w->packed, a->bytes);
	return w;
}

static int put_file(struct spool *s, const struct artifact *a, const struct work *w)
{
	struct spooled f = { .size = a->bytes.n, .file.id = w->id, .changed = w->changed };

	if (pathset_add(&s->paths, a->path, s->t->ds) < 0) return -1;
	f.file.path = arena_strdup(&s->mem, sv(a->path));
	if (f.changed) {
		struct pack_object o = { GIT_OBJECT_BLOB, &f.file.id, a->bytes.n, sv_of(&w->packed) };

		if (pack_add_deflated(s->pack, s->repo, &o, &f.added, s->t) < 0) return -1;
		if (outdir_write(s->out, a->path, a->bytes, s->t) < 0) return -1;
	}
	vec_push(&s->at, f);
	return 0;
}

static int put_message(struct spool *s, const struct artifact *a)
{
	struct str *message = strcmp(a->path, "commit") == 0 ? &s->commit
			      : strcmp(a->path, "tag") == 0  ? &s->tag
							     : NULL;

	if (!message || message->len || !commit_message_ok(a->bytes)) {
		diags_error(s->t->ds, "H009", NOPLACE,
			"this is a fault of mentorpress, not of your files: please report it",
			"the message of the edition is empty, given twice, or does not end with a line end");
		return -1;
	}
	str_sv(message, a->bytes);
	return 0;
}

static int spool_put_worked(struct early_sink *self, const struct artifact *a, void *early)
{
	struct spool *s = (struct spool *)self;
	struct work *w = early;
	int rc = -1;

	if (s->closed || a->kind == ARTIFACT_TREE) {
		diags_error(s->t->ds, "H009", NOPLACE,
			"this is a fault of mentorpress, not of your files: please report it",
			"something was added to an edition that is already written");
	} else {
		clearance_digest_add(s->digest, a->kind, a->path, &w->digest);
		rc = a->kind == ARTIFACT_FILE ? put_file(s, a, w) : put_message(s, a);
	}
	if (rc < 0) s->failed = true;
	str_dispose(&w->packed);
	free(w);
	return rc;
}

static int spool_put(struct sink *self, const struct artifact *a)
{
	struct spool *s = (struct spool *)self;
	struct sha256 digest = sha256_of(a->bytes);

	return spool_put_worked(&s->sink, a, work_early(&s->sink, a, &digest));
}

void spool_close(struct spool *s, struct sha256 *digest)
{
	clearance_digest_end(s->digest, digest);
	s->digest = NULL;
	s->closed = true;
}

static int by_path(const void *a, const void *b)
{
	const struct spooled *const *x = a, *const *y = b;

	return strcmp((*x)->file.path, (*y)->file.path);
}

const struct spooled **spool_sorted(const struct spool *s)
{
	const struct spooled **out = xmalloc((s->at.n + 1) * sizeof *out);

	for (size_t i = 0; i < s->at.n; i++) out[i] = &s->at.at[i];
	qsort(out, s->at.n, sizeof *out, by_path);
	return out;
}

void spool_dispose(struct spool *s)
{
	struct sha256 unused;

	if (s->digest) clearance_digest_end(s->digest, &unused);
	pathset_dispose(&s->paths);
	vec_dispose(&s->at);
	str_dispose(&s->commit);
	str_dispose(&s->tag);
	arena_dispose(&s->mem);
}
