/* What was published, when and as what, read from the commits themselves: there is no second list that could disagree
 * with them. */
#include "publish/history.h"

#include "base/digest.h"
#include "base/fs.h"
#include "publish/commit.h"
#include "publish/history_internal.h"
#include "publish/tree.h"

#define PREFIX_MIN 7 /* digits of a commit id that are enough to name it, as in git */

static const struct trailer *read_trailers(struct history *h, struct sv message, size_t *n)
{
	VEC(struct trailer) found = VEC_INIT;
	struct sv rest = commit_trailers(message), key, value;
	struct trailer *out;

	while (commit_trailer_next(&rest, &key, &value)) {
		struct trailer t = { arena_strdup(&h->mem, key), arena_strdup(&h->mem, value) };

		vec_push(&found, t);
	}
	*n = found.n;
	out = ARENA_ARRAY(&h->mem, struct trailer, found.n);
	if (found.n) memcpy(out, found.at, found.n * sizeof *out);
	vec_dispose(&found);
	return out;
}

static void add_edition(struct history *h, const git_commit *c)
{
	struct edition e = { .day = date_from_epoch(git_commit_time(c)), .tag = "" };
	struct sv message = sv(git_commit_message(c)), rest = message, subject = sv("");

	git_buf signature = GIT_BUF_INIT;

	e.is_signed = git_commit_header_field(&signature, c, "gpgsig") == 0;
	git_buf_dispose(&signature);
	repo_hex(git_commit_id(c), e.commit);
	repo_hex(git_commit_tree_id(c), e.tree);
	e.number = commit_edition(message);
	sv_split(&rest, '\n', &subject);
	e.subject = arena_strdup(&h->mem, subject);
	e.trailer = read_trailers(h, message, &e.ntrailers);
	vec_push(&h->at, e);
}

/* Without its record nothing is known of an edition, nor of those before it. */
static int refuse_commit(const struct history *h, const git_oid *id, const struct trouble *t)
{
	char hex[REPO_HEX + 1];

	repo_hex(id, hex);
	diags_error(t->ds, "H012", NOPLACE,
		"restore the site folder from a copy, or fetch the history from where it was pushed to",
		"the record of the edition before edition %u is missing or damaged (object %s); so nothing older can "
		"be read",
		h->at.n ? h->at.at[h->at.n - 1].number : 0, hex);
	return -1;
}

/* From the branch back through first parents. */
static int walk(struct history *h, const struct trouble *t)
{
	git_oid id;
	int rc = repo_ref(&h->repo, REPO_BRANCH, &id, t);

	while (rc > 0) {
		git_commit *c = NULL;

		if (git_commit_lookup(&c, h->repo.git, &id) < 0) return refuse_commit(h, &id, t);
		add_edition(h, c);
		if (git_commit_parentcount(c) > 0)
			git_oid_cpy(&id, git_commit_parent_id(c, 0));
		else
			rc = 0;
		git_commit_free(c);
	}
	return rc;
}

static struct edition *edition_of(struct history *h, const git_oid *commit)
{
	char hex[REPO_HEX + 1];

	repo_hex(commit, hex);
	for (size_t i = 0; i < h->at.n; i++)
		if (strcmp(h->at.at[i].commit, hex) == 0) return &h->at.at[i];
	return NULL;
}

struct tag_walk {
	struct history *h;
	const struct trouble *t;
};

/* Of several tags of one edition the first by name is told, so that the order of files on disk does not matter. */
static int note_tag(const char *name, void *payload)
{
	struct tag_walk *w = payload;
	const char *tag = name + strlen("refs/tags/");
	struct edition *e;
	git_oid id;

	if (repo_ref(&w->h->repo, name, &id, w->t) <= 0) return 0; /* said; verify goes into it */
	e = edition_of(w->h, &id);
	if (e && (!*e->tag || strcmp(tag, e->tag) < 0)) e->tag = arena_strdup(&w->h->mem, sv(tag));
	return 0;
}

static int read_tags(struct history *h, const struct trouble *t)
{
	struct tag_walk w = { h, t };
	git_reference_iterator *it = NULL;
	const char *name;
	int rc = git_reference_iterator_glob_new(&it, h->repo.git, "refs/tags/*");

	while (rc == 0 && (rc = git_reference_next_name(&name, it)) == 0) note_tag(name, &w);
	git_reference_iterator_free(it);
	return rc == GIT_ITEROVER ? 0 : trouble_git(t, "list the tags");
}

bool history_exists(const char *site_dir)
{
	return repo_exists(site_dir);
}

static int open_at(struct history **out, const char *path, bool clone, const struct trouble *t)
{
	struct history *h = xcalloc(1, sizeof *h);

	*h = (struct history){ .repo = REPO_INIT, .mem = ARENA_INIT, .at = VEC_INIT };
	h->site = clone ? NULL : arena_strdup(&h->mem, sv(path));
	if ((clone ? repo_open_clone(&h->repo, path, t) : repo_open(&h->repo, path, t)) < 0 || walk(h, t) < 0 ||
		read_tags(h, t) < 0) {
		history_close(h);
		return -1;
	}
	*out = h;
	return 0;
}

int history_open(struct history **out, const char *site_dir, struct diags *ds)
{
	bool env = false; /* the caller of a read-only look needs no second answer */
	const struct trouble t = { ds, &env };

	*out = NULL;
	if (!repo_exists(site_dir)) {
		diags_error(ds, "H015", NOPLACE, "publish a first edition with `mentorpress publish`",
			"nothing has been published yet: there is no %s/repo.git", site_dir);
		return -1;
	}
	return open_at(out, site_dir, false, &t);
}

int history_open_clone(struct history **out, const char *path, struct diags *ds)
{
	bool env = false;
	const struct trouble t = { ds, &env };

	*out = NULL;
	if (open_at(out, path, true, &t) < 0) return -1;
	if (history_editions(*out)) return 0;
	diags_error(ds, "H015", NOPLACE, "clone it again, with the branch main",
		"%s holds no edition: its branch main is empty", path);
	history_close(*out);
	*out = NULL;
	return -1;
}

void history_close(struct history *h)
{
	if (!h) return;
	repo_close(&h->repo);
	vec_dispose(&h->at);
	arena_dispose(&h->mem);
	free(h);
}

size_t history_editions(const struct history *h)
{
	return h->at.n;
}

const struct edition *history_edition(const struct history *h, size_t i)
{
	return &h->at.at[i];
}

const char *edition_trailer(const struct edition *e, const char *key)
{
	for (size_t i = 0; i < e->ntrailers; i++)
		if (strcmp(e->trailer[i].key, key) == 0) return e->trailer[i].value;
	return "";
}

/* "3" or "edition-0003" as a number, 0 for anything else. */
static unsigned as_number(struct sv name)
{
	long n;

	if (sv_starts(name, "edition-")) name = sv_sub(name, strlen("edition-"), name.n);
	return sv_long(name, &n) && n > 0 && n <= 1000000 ? (unsigned)n : 0;
}

typedef bool match_fn(const struct edition *e, const char *name);

static bool match_tag(const struct edition *e, const char *name)
{
	return *e->tag && strcmp(e->tag, name) == 0;
}

static bool match_number(const struct edition *e, const char *name)
{
	unsigned n = as_number(sv(name));

	return n && e->number == n;
}

/* The edition that drew the pool of a cycle has its tag; without tags it is the oldest that names the cycle. */
static bool match_cycle(const struct edition *e, const char *name)
{
	return strcmp(edition_trailer(e, "Cycle"), name) == 0;
}

static bool match_prefix(const struct edition *e, const char *name)
{
	return strlen(name) >= PREFIX_MIN && strncmp(e->commit, name, strlen(name)) == 0;
}

static const struct edition *newest(const struct history *h, match_fn *match, const char *name)
{
	for (size_t i = 0; i < h->at.n; i++)
		if (match(&h->at.at[i], name)) return &h->at.at[i];
	return NULL;
}

static const struct edition *oldest(const struct history *h, match_fn *match, const char *name)
{
	for (size_t i = h->at.n; i > 0; i--)
		if (match(&h->at.at[i - 1], name)) return &h->at.at[i - 1];
	return NULL;
}

const struct edition *history_find(const struct history *h, const char *name)
{
	struct arena mem = ARENA_INIT;
	const struct edition *e = NULL;

	if (h->at.n == 0 || !*name) return NULL;
	if (strcmp(name, "latest") == 0) return &h->at.at[0];
	e = newest(h, match_tag, name);
	if (!e) e = newest(h, match_tag, arena_printf(&mem, "cycle-%s", name));
	if (!e) e = newest(h, match_number, name);
	if (!e) e = oldest(h, match_cycle, name);
	if (!e) e = newest(h, match_prefix, name);
	arena_dispose(&mem);
	return e;
}

void history_blob_id(struct sv bytes, char out[41])
{
	const git_oid id = repo_blob_id(bytes);

	repo_hex(&id, out);
}

static int load_files(struct history *h, const struct edition *e, struct tree_list *out, const struct trouble *t)
{
	git_oid root;

	git_oid_fromstr(&root, e->tree);
	return tree_load(out, &h->repo, &root, t);
}

int history_files(
	struct history *h, const struct edition *e, struct arena *mem, const struct history_file **out, size_t *n)
{
	struct diags unread = DIAGS_INIT; /* the contract has no place for reasons; verify gives them */
	bool env = false;
	const struct trouble t = { &unread, &env };
	struct tree_list list;
	struct history_file *file;
	int rc = load_files(h, e, &list, &t);

	*n = list.file.n;
	*out = file = ARENA_ARRAY(mem, struct history_file, list.file.n);
	for (size_t i = 0; rc == 0 && i < list.file.n; i++) {
		git_object_t type;
		size_t size = 0;

		file[i].path = arena_strdup(mem, sv(list.file.at[i].path));
		repo_hex(&list.file.at[i].id, file[i].oid);
		rc = git_odb_read_header(&size, &type, h->repo.odb, &list.file.at[i].id) < 0 ? -1 : 0;
		file[i].size = size;
	}
	tree_dispose(&list);
	diags_dispose(&unread);
	return rc;
}

int history_read(struct history *h, const struct edition *e, const char *path, struct str *out)
{
	git_tree *root = NULL;
	git_tree_entry *entry = NULL;
	git_odb_object *o = NULL;
	git_oid id;
	int rc = -1;

	git_oid_fromstr(&id, e->tree);
	if (git_tree_lookup(&root, h->repo.git, &id) == 0 && git_tree_entry_bypath(&entry, root, path) == 0 &&
		git_tree_entry_type(entry) == GIT_OBJECT_BLOB &&
		git_odb_read(&o, h->repo.odb, git_tree_entry_id(entry)) == 0) {
		str_append(out, git_odb_object_data(o), git_odb_object_size(o));
		rc = 0;
	}
	git_odb_object_free(o);
	git_tree_entry_free(entry);
	git_tree_free(root);
	return rc;
}
