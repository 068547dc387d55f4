/* The life of one publish around its writing: begin brings the site folder into a known state whatever the last run did
 * to it, state tells what the edition changes, end takes back all that was not published. */
#include "publish/publish.h"

#include <assert.h>

#include "base/fs.h"
#include "base/readers.h"
#include "publish/erase.h"
#include "publish/journal.h"
#include "publish/leftover.h"
#include "publish/publish_internal.h"

static int refuse_options(const struct publish *p)
{
	diags_error(p->t.ds, "H009", NOPLACE,
		"check the role's name and address in mentorpress.yml, and the date given",
		"the signature of the edition needs a name and an address without < and >, and a day from 1970 on");
	return -1;
}

static int refuse_public(const struct publish *p)
{
	*p->t.env = true;
	diags_error(p->t.ds, "H008", NOPLACE,
		"move it somewhere else, then run the same command again; mentorpress never removes it",
		"%s/public is not a link that mentorpress made", p->site);
	return -1;
}

static int open_site(struct publish *p)
{
	struct str err = STR_INIT;
	int rc = fs_mkdirs(p->site, 0755, &err) < 0 ? trouble_fs(&p->t, &err) : 0;

	str_dispose(&err);
	if (rc < 0 || lock_take(&p->lock, p->site, &p->t) < 0) return -1;
	if (generation_blocked(p->site)) return refuse_public(p);
	if (erase_settle(p->site, &p->t) < 0 || leftover_remove(p->site, &p->t) < 0) return -1;
	if (!repo_exists(p->site) && repo_create(p->site, &p->t) < 0) return -1;
	if (repo_open(&p->repo, p->site, &p->t) < 0 || repo_point_head(&p->repo, &p->t) < 0) return -1;
	rc = journal_settle(p->site, &p->repo, &p->t);
	if (rc > 0) { /* a pack that libgit2 has seen is gone */
		repo_close(&p->repo);
		rc = repo_open(&p->repo, p->site, &p->t);
	}
	return rc;
}

static int read_parent(struct publish *p)
{
	git_commit *c = NULL;
	int rc = repo_ref(&p->repo, REPO_BRANCH, &p->parent, &p->t);

	if (rc <= 0) return rc;
	if (git_commit_lookup(&c, p->repo.git, &p->parent) < 0) return trouble_git(&p->t, "read the last edition");
	p->has_parent = true;
	repo_hex(&p->parent, p->parent_hex);
	p->parent_day = date_from_epoch(git_commit_time(c));
	p->parent_number = commit_edition(sv(git_commit_message(c)));
	rc = tree_load(&p->parent_files, &p->repo, git_commit_tree_id(c), &p->t);
	git_commit_free(c);
	return rc;
}

int publish_begin(struct publish **out, const struct publish_options *o, bool *env, struct diags *ds)
{
	struct publish *p = xcalloc(1, sizeof *p);

	*p = (struct publish){ .mem = ARENA_INIT,
		.t = { ds, env },
		.lock = LOCK_INIT,
		.repo = REPO_INIT,
		.parent_day = DATE_NONE,
		.parent_files = TREE_LIST_INIT,
		.pack = PACK_INIT,
		.out = OUTDIR_INIT,
		.trees = TREE_BUILT_INIT,
		.diff = VEC_INIT };
	p->site = arena_strdup(&p->mem, sv(o->site_dir));
	p->by = (struct commit_signature){ arena_strdup(&p->mem, sv(o->author_name)),
		arena_strdup(&p->mem, sv(o->author_email)), o->day };
	publish_set_tag(p, o->tag);
	spool_init(&p->spool, &p->t, &p->repo, &p->parent_files, &p->pack, &p->out);
	*out = NULL;
	if (!commit_signature_ok(&p->by))
		refuse_options(p);
	else if (open_site(p) == 0 && read_parent(p) == 0 && publish_reconcile(p, env, ds) >= 0 &&
		 pack_open(&p->pack, p->site, &p->t) == 0 && generation_begin(&p->out, p->site, ".new", &p->t) == 0)
		*out = p;
	if (*out) return 0;
	publish_end(p);
	return -1;
}

/* A trailer "Tag" names the edition's tag. If the reference is gone, its tag object is looked for; without one the name
 * leads to the commit itself. Rare, so that looking at every object is fine. */
struct tag_search {
	const struct publish *p;
	const char *name;
	git_oid found;
};

static int consider_tag(const git_oid *id, void *payload)
{
	struct tag_search *s = payload;
	size_t size;
	git_object_t type;
	git_tag *tag = NULL;

	if (git_odb_read_header(&size, &type, s->p->repo.odb, id) < 0 || type != GIT_OBJECT_TAG) return 0;
	if (git_tag_lookup(&tag, s->p->repo.git, id) < 0) return 0;
	if (strcmp(git_tag_name(tag), s->name) == 0 && git_oid_equal(git_tag_target_id(tag), &s->p->parent))
		git_oid_cpy(&s->found, id);
	git_tag_free(tag);
	return 0;
}

static int remake_tag(struct publish *p, const char *name, const struct trouble *t)
{
	struct tag_search s = { .p = p, .name = name, .found = p->parent };
	const char *ref = arena_printf(&p->mem, "refs/tags/%s", name);
	git_oid there;
	int valid = 0, rc;

	if (git_reference_name_is_valid(&valid, ref) < 0 || !valid) return 0;
	rc = repo_ref(&p->repo, ref, &there, t);
	if (rc != 0) return rc < 0 ? -1 : 0;
	if (git_odb_foreach(p->repo.odb, consider_tag, &s) < 0)
		return trouble_git(t, "look for the tag of the last edition");
	return journal_make_tag(&p->repo, name, &s.found, t) < 0 ? -1 : 1;
}

static int reconcile_tag(struct publish *p, const struct trouble *t)
{
	struct sv rest, key, value;
	git_commit *c = NULL;
	int rc = 0;

	if (git_commit_lookup(&c, p->repo.git, &p->parent) < 0) return trouble_git(t, "read the last edition");
	rest = commit_trailers(sv(git_commit_message(c)));
	while (rc == 0 && commit_trailer_next(&rest, &key, &value))
		if (sv_is(key, "Tag")) rc = remake_tag(p, arena_strdup(&p->mem, value), t);
	git_commit_free(c);
	return rc;
}

int publish_reconcile(struct publish *p, bool *env, struct diags *ds)
{
	const struct trouble t = { ds, env };
	int mended;

	assert(p->stage != PUBLISH_DONE); /* there the parent is not the newest edition any more */
	if (!p->has_parent) return 0;
	mended = reconcile_tag(p, &t);
	if (mended < 0 || generation_is_of(p->site, &p->parent)) return mended;
	return generation_rebuild(p->site, &p->repo, &p->parent, &p->parent_files, &t) < 0 ? -1 : 1;
}

unsigned publish_parent_number(const struct publish *p)
{
	return p->parent_number;
}

date_t publish_parent_day(const struct publish *p)
{
	return p->parent_day;
}

const char *publish_parent_id(const struct publish *p)
{
	return p->parent_hex;
}

/* From the folder shown, where nothing has to be unpacked; its bytes are believed when they have the id. */
static bool shown_file(const struct publish *p, const git_oid *id, const char *path, struct str *out)
{
	struct arena mem = ARENA_INIT;
	size_t before = out->len, size = 0;
	git_object_t type;
	bool same = false;

	if (git_odb_read_header(&size, &type, p->repo.odb, id) == 0 &&
		fs_read_exact(out, arena_printf(&mem, "%s/public/%s", p->site, path), size) == 0) {
		const git_oid has = repo_blob_id(sv_sub(sv_of(out), before, out->len));

		same = git_oid_equal(&has, id);
	}
	if (!same) str_truncate(out, before);
	arena_dispose(&mem);
	return same;
}

int publish_parent_file(struct publish *p, const char *path, struct str *out)
{
	const git_oid *id = tree_find(&p->parent_files, path);

	if (!id) return -1;
	return shown_file(p, id, path, out) ? 0 : repo_blob(&p->repo, id, out, &p->t);
}

bool publish_has_tag(struct publish *p, const char *tag)
{
	struct arena mem = ARENA_INIT;
	git_oid there;
	bool found = repo_ref(&p->repo, arena_printf(&mem, "refs/tags/%s", tag), &there, &p->t) > 0;

	arena_dispose(&mem);
	return found;
}

void publish_set_tag(struct publish *p, const char *tag)
{
	assert(p->stage == PUBLISH_SPOOLING);
	p->tag = tag ? arena_strdup(&p->mem, sv(tag)) : "";
}

void publish_set_signer(struct publish *p, const struct signer *s)
{
	assert(p->stage == PUBLISH_SPOOLING);
	p->signer = s;
}

struct sink *publish_sink(struct publish *p)
{
	return &p->spool.sink.sink;
}

struct early_sink *publish_early_sink(struct publish *p)
{
	return &p->spool.sink;
}

static int old_size(const struct publish *p, const git_oid *id, size_t *out)
{
	git_object_t type;

	return git_odb_read_header(out, &type, p->repo.odb, id) < 0
		       ? trouble_git(&p->t, "read a file of the last edition")
		       : 0;
}

/* Both lists are sorted by path: one step takes the smaller path, or both when they are equal. */
static int diff_files(struct publish *p, const struct spooled *const *now, size_t n)
{
	size_t i = 0, j = 0;

	vec_clear(&p->diff);
	while (i < n || j < p->parent_files.file.n) {
		const struct tree_file *old = j < p->parent_files.file.n ? &p->parent_files.file.at[j] : NULL;
		int order = !old ? -1 : i == n ? 1 : strcmp(now[i]->file.path, old->path);
		struct publish_diff d = { CHANGE_MODIFIED, order > 0 ? old->path : now[i]->file.path, 0, 0 };

		if (order < 0) d.change = CHANGE_ADDED;
		if (order > 0) d.change = CHANGE_REMOVED;
		if (order <= 0) d.new_size = (size_t)now[i]->size;
		if (order != 0 || now[i]->changed) {
			if (order >= 0 && old_size(p, &old->id, &d.old_size) < 0) return -1;
			vec_push(&p->diff, d);
		}
		if (order <= 0) i++;
		if (order >= 0) j++;
	}
	return 0;
}

/* These two say which edition this is, so they differ every time. */
static bool only_stamps(const char *path)
{
	path = readers_inner(path);
	return strcmp(path, "edition.html") == 0 || strcmp(path, "edition.json") == 0;
}

int publish_state(struct publish *p, struct publish_state *out, struct diags *ds)
{
	const struct spooled **sorted = spool_sorted(&p->spool);
	int rc;

	(void)ds; /* begin's, which is where the sink reports too */
	*out = (struct publish_state){ .has_parent = p->has_parent,
		.differs = !p->has_parent,
		.parent_number = p->parent_number,
		.parent_id = p->parent_hex,
		.parent_day = p->parent_day,
		.files = p->spool.at.n };
	for (size_t i = 0; i < p->spool.at.n; i++) {
		const struct spooled *f = &p->spool.at.at[i];

		out->bytes += f->size;
		if (f->added) out->new_blobs++, out->new_bytes += f->size;
	}
	rc = p->spool.failed ? -1 : diff_files(p, sorted, p->spool.at.n);
	for (size_t i = 0; i < p->diff.n; i++)
		if (!only_stamps(p->diff.at[i].path)) out->differs = true;
	out->diff = p->diff.at;
	out->ndiff = p->diff.n;
	free(sorted);
	return rc;
}

/* What was not published goes: the folder that was being filled, and a pack that was written but not announced. */
static void take_back(struct publish *p)
{
	struct str err = STR_INIT;

	if (p->out.path && p->stage != PUBLISH_DONE && fs_remove_tree(p->out.path, &err) < 0) trouble_fs(&p->t, &err);
	if (p->repo.git && p->stage != PUBLISH_DONE) journal_settle(p->site, &p->repo, &p->t);
	str_dispose(&err);
}

void publish_end(struct publish *p)
{
	if (!p) return;
	if (p->lock.fd >= 0) take_back(p);
	outdir_close(&p->out);
	pack_close(&p->pack);
	spool_dispose(&p->spool);
	tree_built_dispose(&p->trees);
	tree_dispose(&p->parent_files);
	vec_dispose(&p->diff);
	repo_close(&p->repo);
	lock_release(&p->lock);
	arena_dispose(&p->mem);
	free(p);
}
