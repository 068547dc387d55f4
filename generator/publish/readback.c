/* The gate cleared what was handed in; this is how it gets to see what is really in the repository. "New" is judged
 * against the parent edition and not against the repository: a file that returns from an older edition was cleared by
 * the rules of then. */
#include "publish/readback.h"

#include <assert.h>

#include "publish/sign.h"

struct reader {
	const struct readback *b;
	struct repo repo;
	struct sink *to;
	struct clearance_digest *digest;
	int rc;
};

static int pass_on(struct reader *r, enum artifact_kind kind, const char *path, struct sv bytes)
{
	/* Where each byte came from is not known any more; bytes that were cleared before are recognised by their
	 * digest. */
	struct span whole = { .end = bytes.n, .origin = ORIGIN_DOCUMENT, .source = NULL };
	struct artifact a = { .path = path, .kind = kind, .bytes = bytes, .spans = &whole, .nspans = bytes.n ? 1 : 0 };
	struct sha256 digest = sha256_of(bytes);

	clearance_digest_add(r->digest, kind, path, &digest);
	return sink_put(r->to, &a);
}

static int refuse_differs(const struct reader *r, const char *what)
{
	*r->b->t->env = true;
	diags_error(r->b->t->ds, "H010", NOPLACE,
		"check the disk, then run the same command again; nothing was published",
		"%s came back from the repository different from what was written", what);
	return -1;
}

static struct sv message_of(struct sv object)
{
	size_t head = sv_find(object, SV_LIT("\n\n"));

	return head == SIZE_MAX ? sv("") : sv_sub(object, head + 2, object.n - head - 2);
}

static bool is_signature(const struct reader *r, struct sv line)
{
	const struct commit_signature *by = r->b->by;
	struct str want = STR_INIT;

	str_printf(&want, "%s <%s> %lld +0000", by->name, by->email, (long long)date_epoch(by->day));
	bool same = sv_eq(line, sv_of(&want));
	str_dispose(&want);
	return same;
}

static bool header_known(const struct reader *r, struct sv key, struct sv value)
{
	if (sv_is(key, "author") || sv_is(key, "committer") || sv_is(key, "tagger")) return is_signature(r, value);
	if (sv_is(key, "tag")) return r->b->tag_name && sv_is(value, r->b->tag_name);
	if (sv_is(key, "type")) return sv_is(value, "commit");
	return (sv_is(key, "tree") || sv_is(key, "parent") || sv_is(key, "object")) && value.n == REPO_HEX;
}

/* The message is not all of a commit: a header that nobody cleared goes to the gate, which does not know it. */
static int pass_headers(struct reader *r, const char *path, struct sv object)
{
	struct sv rest = sv_sub(object, 0, object.n - message_of(object).n), line, key;

	while (sv_split(&rest, '\n', &line)) {
		struct sv value = line;

		if (!line.n || (sv_split(&value, ' ', &key) && header_known(r, key, value))) continue;
		if (pass_on(r, ARTIFACT_MESSAGE, *path == 't' ? "tag header" : "commit header", line) < 0) return -1;
	}
	return 0;
}

/* What was signed is what was cleared; the signature goes to the gate as one, which knows what such a thing may hold. */
static int pass_message(struct reader *r, const char *path, git_object_t type, struct sv object)
{
	struct str payload = STR_INIT, signature = STR_INIT;
	bool is_signed = sign_split(&payload, &signature, type, object);
	int rc = pass_headers(r, path, sv_of(&payload));

	if (rc == 0) rc = pass_on(r, ARTIFACT_MESSAGE, path, message_of(sv_of(&payload)));
	if (rc == 0 && is_signed) rc = pass_on(r, ARTIFACT_MESSAGE, ARTIFACT_SIGNATURE, sv_of(&signature));
	str_dispose(&payload);
	str_dispose(&signature);
	return rc;
}

/* git_odb_read recomputes the id from the bytes it found. `size` SIZE_MAX: not known. */
static void read_one(
	struct reader *r, enum artifact_kind kind, const char *path, const git_oid *id, git_object_t type, size_t size)
{
	git_odb_object *o = NULL;
	struct sv bytes;

	if (git_odb_read(&o, r->repo.odb, id) < 0) {
		r->rc = trouble_git(r->b->t, "read the new edition back");
		return;
	}
	bytes = sv_n(git_odb_object_data(o), git_odb_object_size(o));
	if (git_odb_object_type(o) != type || (size != SIZE_MAX && bytes.n != size))
		r->rc = refuse_differs(r, *path ? path : "a folder");
	else if ((kind == ARTIFACT_MESSAGE ? pass_message(r, path, type, bytes) : pass_on(r, kind, path, bytes)) < 0)
		r->rc = -1;
	git_odb_object_free(o);
}

static void read_all(struct reader *r)
{
	const struct readback *b = r->b;

	for (size_t i = 0; i < b->spool->at.n; i++) {
		const struct spooled *f = &b->spool->at.at[i];

		if (f->changed) read_one(r, ARTIFACT_FILE, f->file.path, &f->file.id, GIT_OBJECT_BLOB, (size_t)f->size);
	}
	read_one(r, ARTIFACT_MESSAGE, "commit", &b->commit, GIT_OBJECT_COMMIT, SIZE_MAX);
	if (b->has_tag) read_one(r, ARTIFACT_MESSAGE, "tag", &b->tag, GIT_OBJECT_TAG, SIZE_MAX);
	for (size_t i = 0; i < b->trees->at.n; i++) {
		const struct tree_file *f = &b->trees->at.at[i];
		const git_oid *before = tree_find_folder(b->parent, f->path);

		if (!before || !git_oid_equal(before, &f->id))
			read_one(r, ARTIFACT_TREE, f->path, &f->id, GIT_OBJECT_TREE, SIZE_MAX);
	}
}

int readback_run(const struct readback *b, struct sink *to, struct sha256 *digest)
{
	struct reader r = { .b = b, .repo = REPO_INIT, .to = to, .rc = 0 };

	assert(b->spool->closed);
	if (repo_open(&r.repo, b->site_dir, b->t) < 0) return -1;
	r.digest = clearance_digest_new();
	read_all(&r);
	clearance_digest_end(r.digest, digest);
	repo_close(&r.repo);
	return r.rc;
}
