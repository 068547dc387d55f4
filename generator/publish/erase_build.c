/* The new history, written beside the old one: every edition again, in order, as one pack. What is the same keeps its id because its
 * bytes are the same; nothing is copied that an edition does not need, so what was unreachable in the old repository does not come along. */
#include "base/fs.h"
#include "base/readers.h"
#include "publish/commit.h"
#include "publish/erase_internal.h"
#include "publish/generation.h"
#include "publish/journal.h"
#include "publish/sign.h"

struct tag {
	const char *name;
	git_oid target; /* in the new repository */
};
struct build {
	struct erase *e;
	struct repo repo; /* the new one */
	struct pack pack;
	VEC(struct tag) tags;
	struct arena mem;
	struct erase_facts ids; /* commits that have another id now */
	bool *refused, changed;
	const struct trouble *t;
};

static int put(struct build *b, git_object_t type, struct sv bytes, git_oid *id)
{
	if (git_odb_hash(id, bytes.p, bytes.n, type) < 0) return trouble_git(b->t, "name an object of the new history");
	return pack_add(&b->pack, &b->repo, type, id, bytes, NULL, b->t);
}

/* An object as it is. */
static int copy(struct build *b, const git_oid *id)
{
	git_odb_object *o = NULL;
	int rc;

	if (map_get(&b->pack.have, repo_key(id), NULL)) return 0;
	if (git_odb_read(&o, b->e->repo.odb, id) < 0) return trouble_git(b->t, "read an object of the history");
	rc = pack_add(&b->pack, &b->repo, git_odb_object_type(o), id,
		sv_n(git_odb_object_data(o), git_odb_object_size(o)), NULL, b->t);
	git_odb_object_free(o);
	return rc;
}

static int copy_edition(struct build *b, struct erase_plan *p)
{
	int rc = 0;

	for (size_t i = 0; rc == 0 && i < p->files.file.n; i++) rc = copy(b, &p->files.file.at[i].id);
	for (size_t i = 0; rc == 0 && i < p->files.folder.n; i++) rc = copy(b, &p->files.folder.at[i].id);
	p->new_commit = p->commit;
	p->new_tree = p->tree;
	return rc < 0 ? -1 : copy(b, &p->commit);
}

static bool is_statement(const char *path)
{
	path = readers_inner(path);
	return strcmp(path, "edition.html") == 0 || strcmp(path, "edition.json") == 0;
}

static void take_down(struct build *b, struct erase_plan *p, const char *path, struct str *bytes)
{
	struct erase_stubbed s = { p->e.number, arena_strdup(&b->e->mem, sv(path)) };

	str_clear(bytes);
	erase_stub(bytes, path, p->e.number, date_iso(b->e->ask.day).z);
	vec_push(&b->e->stub, s);
}

static int clean(struct build *b, struct erase_plan *p, const char *path, struct sv was, bool held, struct str *now)
{
	/* A root whose readers may not see the entries has a table without rows, which must stay so. */
	bool own = strcmp(path, "pool.csv") == 0 || (held && strcmp(readers_inner(path), "pool.csv") == 0);
	bool table = own && p->table.len > 0;

	if (table)
		str_sv(now, sv_of(&p->table));
	else
		erase_file(now, path, was, &b->e->ids, &p->facts);
	bool picture = erase_counts(path, &p->facts);
	if (!picture && (!held || !erase_holds(b->e, path, sv_of(now), true))) return 0;
	if (table) return erase_refuse(b->t, b->refused, p->e.number, path);
	take_down(b, p, path, now);
	return 0;
}

static void note_ids(struct erase_plan *p, struct sv was, struct sv now, const git_oid *old_id, const git_oid *new_id)
{
	struct sha256 d[2] = { sha256_of(was), sha256_of(now) };
	struct sha256_hex h[2] = { sha256_hex(&d[0]), sha256_hex(&d[1]) };
	char from[REPO_HEX + 1], to[REPO_HEX + 1];

	repo_hex(old_id, from);
	repo_hex(new_id, to);
	erase_facts_hex(&p->facts, sv(h[0].z), sv(h[1].z));
	erase_facts_hex(&p->facts, sv(from), sv(to));
}

static int put_clean(struct build *b, struct erase_plan *p, struct tree_file *f, struct sv was, bool held)
{
	struct str now = STR_INIT;
	git_oid old_id = f->id;
	int rc = clean(b, p, f->path, was, held, &now);

	if (rc == 0) rc = put(b, GIT_OBJECT_BLOB, sv_of(&now), &f->id);
	if (rc == 0 && held) map_set(&b->e->near, repo_key(&f->id), 1);
	if (rc == 0 && !sv_eq(was, sv_of(&now))) note_ids(p, was, sv_of(&now), &old_id, &f->id);
	str_dispose(&now);
	return rc;
}

/* Digests and numbers stand in few files, which are found by looking. */
static int put_file(struct build *b, struct erase_plan *p, struct tree_file *f)
{
	bool held = map_get(&p->held, sv(f->path), NULL), counts = p->facts.taken > 0;
	git_odb_object *o = NULL;
	struct sv was;
	int rc;

	if (erase_holds(b->e, "", sv(f->path), true))
		return erase_refuse(b->t, b->refused, p->e.number, "the name of a file");
	if (!held && !p->facts.hex.n) return copy(b, &f->id);
	if (git_odb_read(&o, b->e->repo.odb, &f->id) < 0) return trouble_git(b->t, "read a file of the history");
	was = sv_n(git_odb_object_data(o), git_odb_object_size(o));
	for (size_t i = 0; counts && i < p->facts.pool.n; i++)
		if (sv_starts(sv(readers_inner(f->path)), p->facts.pool.at[i].code)) held = true;
	if (held || (counts && is_statement(f->path)) || erase_has_hex(&p->facts, was))
		rc = put_clean(b, p, f, was, held);
	else
		rc = pack_add(&b->pack, &b->repo, GIT_OBJECT_BLOB, &f->id, was, NULL, b->t);
	git_odb_object_free(o);
	return rc;
}

/* The statement last: it may name what the other files became. */
static int put_files(struct build *b, struct erase_plan *p)
{
	size_t n = p->files.file.n;
	struct tree_file *file = xmalloc((n + 1) * sizeof *file);
	struct tree_built trees = TREE_BUILT_INIT;
	int rc = 0;

	for (size_t i = 0; i < n; i++) file[i] = p->files.file.at[i];
	for (int last = 0; last < 2; last++)
		for (size_t i = 0; rc == 0 && i < n; i++)
			if (is_statement(file[i].path) == (last == 1)) rc = put_file(b, p, &file[i]);
	if (rc == 0) rc = tree_build(&trees, file, n, &b->pack, &b->repo, b->t);
	if (rc == 0) p->new_tree = trees.at.at[trees.at.n - 1].id;
	tree_built_dispose(&trees);
	free(file);
	return rc;
}

/* "tree", "parent" and "object" lines with the ids of now; all others as they are. */
static void put_head(struct str *out, struct sv head, const git_oid *tree, const git_oid *parent, const git_oid *object)
{
	const struct {
		const char *key;
		const git_oid *id;
	} lines[] = { { "tree ", tree }, { "parent ", parent }, { "object ", object } };
	struct sv line;

	while (sv_split(&head, '\n', &line)) {
		char hex[REPO_HEX + 1] = "";

		for (size_t i = 0; i < sizeof lines / sizeof *lines; i++)
			if (lines[i].id && sv_starts(line, lines[i].key)) {
				repo_hex(lines[i].id, hex);
				str_printf(out, "%s%s\n", lines[i].key, hex);
			}
		if (!*hex && line.n) str_printf(out, "%.*s\n", SV_ARG(line));
	}
}

/* A commit or tag of edition p with other ids in its head and, where the edition changed, another message. */
static int put_named(struct build *b, const git_oid *id, git_object_t type, const struct erase_plan *p,
	const git_oid *parent, git_oid *out)
{
	struct str now = STR_INIT, was = STR_INIT;
	git_odb_object *o = NULL;
	struct sv head, message;
	bool is_commit = type == GIT_OBJECT_COMMIT, was_signed;
	int rc = -1;

	if (git_odb_read(&o, b->e->repo.odb, id) < 0) return trouble_git(b->t, "read an edition");
	/* A signature is of the bytes as they were: it cannot stay. */
	was_signed = sign_split(&was, NULL, type, sv_n(git_odb_object_data(o), git_odb_object_size(o)));
	if (!erase_split(sv_of(&was), &head, &message)) {
		trouble_git(b->t, "read an edition");
		goto done;
	}
	put_head(&now, head, is_commit ? &p->new_tree : NULL, parent, is_commit ? NULL : &p->new_commit);
	str_putc(&now, '\n');
	erase_message(&now, message, &p->facts);
	rc = erase_holds(b->e, "", sv_of(&now), true) ? erase_refuse(b->t, b->refused, p->e.number, "its message") : 0;
	b->e->had_signatures |= was_signed;
	if (rc == 0 && was_signed && b->e->signer) rc = sign_object(b->e->signer, type, &now, b->t);
	if (rc == 0) rc = put(b, type, sv_of(&now), out);
done:
	str_dispose(&was);
	git_odb_object_free(o);
	str_dispose(&now);
	return rc;
}

static int put_edition(struct build *b, struct erase_plan *p, const struct erase_plan *before)
{
	for (size_t i = 0; i < b->ids.hex.n; i++)
		erase_facts_hex(&p->facts, sv(b->ids.hex.at[i].was), sv(b->ids.hex.at[i].now));
	b->changed |= p->e.held;
	if (b->changed ? put_files(b, p) < 0 || put_named(b, &p->commit, GIT_OBJECT_COMMIT, p,
							before ? &before->new_commit : NULL, &p->new_commit) < 0
		       : copy_edition(b, p) < 0)
		return -1;
	repo_hex(&p->new_commit, p->e.now);
	erase_facts_hex(&b->ids, sv(p->e.was), sv(p->e.now));
	return 0;
}

static const struct erase_plan *plan_of(const struct erase *e, const git_oid *commit)
{
	for (size_t i = 0; i < e->at.n; i++)
		if (git_oid_equal(&e->at.at[i].commit, commit)) return &e->at.at[i];
	return NULL;
}

static int put_tag(struct build *b, const char *ref)
{
	struct tag tag = { arena_strdup(&b->mem, sv(ref + strlen("refs/tags/"))), { { 0 } } };
	const struct erase_plan *p;
	git_oid id, commit;
	size_t size;
	git_object_t type;

	if (git_reference_name_to_id(&id, b->e->repo.git, ref) < 0 || repo_ref(&b->e->repo, ref, &commit, b->t) <= 0 ||
		git_odb_read_header(&size, &type, b->e->repo.odb, &id) < 0)
		return trouble_git(b->t, "read a tag");
	p = plan_of(b->e, &commit);
	if (!p) {
		diags_warn(b->t->ds, "H063", NOPLACE, "make it again by hand if it is needed",
			"the tag \"%s\" leads to no edition and is not taken over", tag.name);
		return 0;
	}
	tag.target = p->new_commit;
	if (type == GIT_OBJECT_TAG &&
		(git_oid_equal(&p->commit, &p->new_commit) ? (tag.target = id, copy(b, &id))
							   : put_named(b, &id, type, p, NULL, &tag.target)) < 0)
		return -1;
	vec_push(&b->tags, tag);
	return 0;
}

static int put_tags(struct build *b)
{
	git_reference_iterator *it = NULL;
	const char *name;
	int rc = git_reference_iterator_new(&it, b->e->repo.git), put_rc = 0;

	while (rc == 0 && put_rc == 0 && (rc = git_reference_next_name(&name, it)) == 0) {
		if (sv_starts(sv(name), "refs/tags/"))
			put_rc = put_tag(b, name);
		else if (strcmp(name, REPO_BRANCH) != 0)
			diags_warn(b->t->ds, "H063", NOPLACE, "make it again by hand if it is needed",
				"\"%s\" is no edition and is not taken over", name);
	}
	git_reference_iterator_free(it);
	if (put_rc < 0) return -1;
	return rc == GIT_ITEROVER ? 0 : trouble_git(b->t, "list the tags");
}

static int point(struct build *b)
{
	const struct erase_plan *newest = &b->e->at.at[b->e->at.n - 1];
	git_reference *ref = NULL;
	int rc = git_reference_create(&ref, b->repo.git, REPO_BRANCH, &newest->new_commit, 0, NULL);

	git_reference_free(ref);
	if (rc < 0) return trouble_git(b->t, "set the branch of the new history");
	for (size_t i = 0; i < b->tags.n; i++)
		if (journal_make_tag(&b->repo, b->tags.at[i].name, &b->tags.at[i].target, b->t) < 0) return -1;
	return 0;
}

/* Where it is pushed to, and what else the owner of the repository set. */
static int copy_config(struct build *b)
{
	struct arena mem = ARENA_INIT;
	struct str text = STR_INIT, err = STR_INIT;
	int rc = 0;

	if (fs_read(&text, fs_join(&mem, b->e->site, "repo.git/config"), FS_MAX_TEXT, &err) == 0 &&
		fs_write_atomic(fs_join(&mem, b->e->work, "repo.git/config"), sv_of(&text), 0644, &err) < 0)
		rc = trouble_fs(b->t, &err);
	str_dispose(&text);
	str_dispose(&err);
	arena_dispose(&mem);
	return rc;
}

static int write_all(struct build *b)
{
	struct erase *e = b->e;
	struct pack_written written;

	for (size_t i = 0; i < e->at.n; i++)
		if (put_edition(b, &e->at.at[i], i ? &e->at.at[i - 1] : NULL) < 0) return -1;
	if (put_tags(b) < 0 || pack_seal(&b->pack, &written, b->t) < 0) return -1;
	return pack_write(&b->pack, &written, e->work, &b->repo, b->t) < 0 || point(b) < 0 ? -1 : 0;
}

static int show(struct build *b)
{
	const struct erase_plan *newest = &b->e->at.at[b->e->at.n - 1];
	struct tree_list files;
	int rc = tree_load(&files, &b->repo, &newest->new_tree, b->t);

	if (rc == 0) rc = generation_rebuild(b->e->work, &b->repo, &newest->new_commit, &files, b->t);
	tree_dispose(&files);
	return rc;
}

static int open_work(struct build *b)
{
	struct str err = STR_INIT;
	int rc = fs_remove_tree(b->e->work, &err) < 0 || fs_mkdirs(b->e->work, 0755, &err) < 0 ? trouble_fs(b->t, &err)
											       : 0;

	str_dispose(&err);
	b->e->built = true; /* from here on there is something to remove */
	if (rc < 0 || repo_create(b->e->work, b->t) < 0 || copy_config(b) < 0) return -1;
	return repo_open(&b->repo, b->e->work, b->t) < 0 ? -1 : pack_open(&b->pack, b->e->work, b->t);
}

int erase_build(struct erase *e, bool *refused, bool *env, struct diags *ds)
{
	const struct trouble t = { ds, env };
	struct build b = { .e = e,
		.repo = REPO_INIT,
		.pack = PACK_INIT,
		.tags = VEC_INIT,
		.mem = ARENA_INIT,
		.ids = ERASE_FACTS_INIT,
		.refused = refused,
		.t = &t };
	int rc = open_work(&b);

	*refused = false;
	if (rc == 0) rc = write_all(&b);
	if (rc == 0) rc = show(&b);
	pack_close(&b.pack);
	repo_close(&b.repo);
	vec_dispose(&b.tags);
	erase_facts_dispose(&b.ids);
	arena_dispose(&b.mem);
	return rc < 0 ? -1 : erase_verify(e, refused, &t);
}
