/* From cleared artifacts to a published edition, in steps that each demand the one before. Nothing is visible until the
 * branch moves; after that nothing is lost: tag and public folder are made again by the next run if this one dies. */
#include <assert.h>

#include "publish/journal.h"
#include "publish/publish_internal.h"
#include "publish/readback.h"
#include "publish/sign.h"

static int refuse_clearance(const struct trouble *t, const char *why)
{
	diags_error(t->ds, "H005", NOPLACE,
		"this is a fault of mentorpress, not of your files: please report it; nothing was published",
		"the edition was not cleared by the privacy gate: %s", why);
	return -1;
}

static int check_clearance(
	const struct clearance *c, enum clearance_stage stage, const struct sha256 *digest, const struct trouble *t)
{
	if (!c) return refuse_clearance(t, "there is no clearance");
	if (clearance_stage(c) != stage) return refuse_clearance(t, "the clearance is for another step");
	if (!sha256_eq(clearance_digest(c), digest)) return refuse_clearance(t, "the clearance is for other files");
	return 0;
}

/* A tag that stands must stand for this very commit, which is so only when a dead run made it. */
static int check_tag(const struct publish *p, const struct trouble *t)
{
	struct arena mem = ARENA_INIT;
	const char *ref;
	git_oid there;
	int valid = 0, rc = 0;

	if (!*p->tag) return 0;
	ref = arena_printf(&mem, "refs/tags/%s", p->tag);
	if (git_reference_name_is_valid(&valid, ref) < 0 || !valid) {
		diags_error(t->ds, "H006", NOPLACE, "use letters, digits and hyphens in the name of the cycle",
			"\"%s\" cannot be the name of a tag", p->tag);
		rc = -1;
	} else {
		rc = repo_ref(&p->repo, ref, &there, t);
		if (rc > 0 && !git_oid_equal(&there, &p->commit)) {
			diags_error(t->ds, "H006", NOPLACE, "choose another name for this edition; a tag never moves",
				"the tag \"%s\" already names another edition", p->tag);
			rc = -1;
		}
	}
	arena_dispose(&mem);
	return rc < 0 ? -1 : 0;
}

static int build_trees(struct publish *p, const struct trouble *t)
{
	const struct spooled **sorted = spool_sorted(&p->spool);
	struct tree_file *files = xmalloc((p->spool.at.n + 1) * sizeof *files);
	int rc;

	for (size_t i = 0; i < p->spool.at.n; i++) files[i] = sorted[i]->file;
	free(sorted);
	rc = tree_build(&p->trees, files, p->spool.at.n, &p->pack, &p->repo, t);
	free(files);
	return rc;
}

/* A commit or tag: signed, if there is a key for it. */
static int add_object(struct publish *p, git_object_t type, struct str *bytes, git_oid *id, const struct trouble *t)
{
	if (p->signer && sign_object(p->signer, type, bytes, t) < 0) return -1;
	if (git_odb_hash(id, bytes->ptr, bytes->len, type) < 0) return trouble_git(t, "name the edition");
	return pack_add(&p->pack, &p->repo, type, id, sv_of(bytes), NULL, t);
}

static int build_commit(struct publish *p, const struct trouble *t)
{
	const git_oid *root = &p->trees.at.at[p->trees.at.n - 1].id;
	struct str commit = STR_INIT, tag = STR_INIT;
	int rc;

	commit_put(&commit, root, p->has_parent ? &p->parent : NULL, &p->by, sv_of(&p->spool.commit));
	rc = add_object(p, GIT_OBJECT_COMMIT, &commit, &p->commit, t);
	p->tag_object = p->commit;
	if (rc == 0) rc = check_tag(p, t);
	if (rc == 0 && p->spool.tag.len) {
		commit_put_tag(&tag, &p->commit, p->tag, &p->by, sv_of(&p->spool.tag));
		rc = add_object(p, GIT_OBJECT_TAG, &tag, &p->tag_object, t);
	}
	str_dispose(&commit);
	str_dispose(&tag);
	return rc;
}

static int write_pack(struct publish *p, const struct trouble *t)
{
	struct journal j = { .parent = { { 0 } }, .commit = p->commit, .tag_target = p->tag_object, .tag = p->tag };

	if (pack_seal(&p->pack, &p->written, t) < 0) return -1;
	if (p->has_parent) j.parent = p->parent;
	j.pack = p->written.name;
	if (journal_write(p->site, &j, t) < 0) return -1;
	return pack_write(&p->pack, &p->written, p->site, &p->repo, t);
}

int publish_write(struct publish *p, const struct clearance *c, bool *env, struct diags *ds)
{
	const struct trouble t = { ds, env };
	struct sha256 digest;

	assert(p->stage == PUBLISH_SPOOLING && !p->spool.closed);
	spool_close(&p->spool, &digest);
	if (p->spool.failed) return refuse_clearance(&t, "not all of its files could be taken");
	if (check_clearance(c, CLEARANCE_ARTIFACTS, &digest, &t) < 0) return -1;
	if (!p->spool.commit.len || (p->spool.tag.len && !*p->tag)) {
		diags_error(ds, "H009", NOPLACE, "this is a fault of mentorpress, not of your files: please report it",
			"the edition has no message, or a message for a tag that has no name");
		return -1;
	}
	if (build_trees(p, &t) < 0 || build_commit(p, &t) < 0 || write_pack(p, &t) < 0) return -1;
	p->stage = PUBLISH_WRITTEN;
	return 0;
}

int publish_read_back(struct publish *p, struct sink *to, bool *env, struct diags *ds)
{
	const struct trouble t = { ds, env };
	const struct readback b = { .site_dir = p->site,
		.by = &p->by,
		.tag_name = p->tag,
		.spool = &p->spool,
		.trees = &p->trees,
		.parent = &p->parent_files,
		.commit = p->commit,
		.tag = p->tag_object,
		.has_tag = p->spool.tag.len > 0,
		.t = &t };

	assert(p->stage == PUBLISH_WRITTEN);
	if (readback_run(&b, to, &p->read_digest) < 0) return -1;
	p->stage = PUBLISH_READ;
	return 0;
}

static int move_branch(struct publish *p, const struct trouble *t)
{
	const git_oid none = { { 0 } };
	git_reference *ref = NULL;
	int rc = git_reference_create_matching(
		&ref, p->repo.git, REPO_BRANCH, &p->commit, 1, p->has_parent ? &p->parent : &none, NULL);

	git_reference_free(ref);
	if (rc == GIT_EMODIFIED || rc == GIT_ENOTFOUND) {
		*t->env = true;
		diags_error(t->ds, "H007", NOPLACE,
			"find out who else writes into the repository, then run the same command again",
			"the history was changed by another program while this edition was made; nothing was "
			"published");
		return -1;
	}
	return rc < 0 ? trouble_git(t, "announce the edition") : 0;
}

static int show_files(struct publish *p, const struct trouble *t)
{
	struct generation_old old = { .fd = -1, .repo = &p->repo };
	int rc = 0;

	if (p->has_parent && generation_is_of(p->site, &p->parent)) generation_open_old(&old, p->site, &p->repo);
	for (size_t i = 0; rc == 0 && i < p->spool.at.n; i++) {
		const struct spooled *f = &p->spool.at.at[i];

		if (!f->changed) rc = generation_keep(&p->out, &old, &f->file, f->size, t);
	}
	generation_close_old(&old);
	return rc < 0 ? -1 : generation_show(&p->out, p->site, &p->commit, t);
}

static void fill_result(const struct publish *p, struct publish_result *out)
{
	*out = (struct publish_result){ .pack_bytes = p->written.objects ? p->written.bytes : 0,
		.objects = p->written.objects };
	repo_hex(&p->commit, out->commit);
	repo_hex(&p->trees.at.at[p->trees.at.n - 1].id, out->tree);
}

/* Every file that is new, the commit's and the tag's message; the trees come on top. */
static size_t least_read_back(const struct publish *p)
{
	size_t n = p->spool.tag.len > 0 ? 2 : 1;

	for (size_t i = 0; i < p->spool.at.n; i++) n += p->spool.at.at[i].changed;
	return n;
}

int publish_advance(
	struct publish *p, const struct clearance *c, struct publish_result *out, bool *env, struct diags *ds)
{
	const struct trouble t = { ds, env };

	*out = (struct publish_result){ .pack_bytes = 0 };
	if (p->stage != PUBLISH_READ) return refuse_clearance(&t, "it was not read back from the repository");
	if (check_clearance(c, CLEARANCE_READ_BACK, &p->read_digest, &t) < 0) return -1;
	if (clearance_artifacts(c) < least_read_back(p)) return refuse_clearance(&t, "not all of it was read back");
	if (move_branch(p, &t) < 0) return -1;
	p->stage = PUBLISH_DONE;
	fill_result(p, out);
	/* Published from here on. What fails now is mended by the next run and by nothing else needed. */
	if (journal_settle(p->site, &p->repo, &t) < 0 || show_files(p, &t) < 0)
		diags_error(ds, "H011", NOPLACE, "run any publish again: it brings the folder up to date first",
			"the edition is recorded in the history, but %s/public may not show it yet", p->site);
	else
		out->site_swapped = true;
	return 0;
}
