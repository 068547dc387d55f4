/* What has to change, found by reading everything that was ever published. A file that several editions share is read once. */
#include "publish/erase.h"

#include "base/fs.h"
#include "publish/commit.h"
#include "publish/erase_internal.h"
#include "publish/generation.h"
#include "publish/history.h"
#include "publish/journal.h"
#include "publish/leftover.h"

static int refuse_foreign(const struct trouble *t, unsigned edition)
{
	diags_error(t->ds, "H062", NOPLACE,
		"nothing was erased; run `mentorpress verify`, and restore the site folder from a copy if it reports "
		"damage",
		"edition %u in the repository is not as mentorpress wrote it, so it cannot be rewritten", edition);
	return -1;
}

bool erase_is_html(const char *path)
{
	return sv_ends(sv(path), ".html");
}

bool erase_holds(const struct erase *e, const char *path, struct sv bytes, bool near)
{
	if (erase_has_id(&e->ids, bytes)) return true;
	if (erase_words_in(near ? &e->runs : &e->passages, bytes, erase_is_html(path))) return true;
	return e->ask.holds && e->ask.holds(e->ask.ctx, path, bytes);
}

int erase_refuse(const struct trouble *t, bool *refused, unsigned edition, const char *where)
{
	*refused = true;
	diags_error(t->ds, "H060", NOPLACE,
		"nothing was erased and nothing changed; please report this: the program cannot take it out by itself",
		"edition %u would still hold something of the person in %s", edition, where);
	return -1;
}

bool erase_split(struct sv object, struct sv *head, struct sv *message)
{
	size_t at = sv_find(object, SV_LIT("\n\n"));

	if (at == SIZE_MAX) return false;
	*head = sv_sub(object, 0, at + 1);
	*message = sv_sub(object, at + 2, object.n);
	return true;
}

/* Ours have one parent at most, and a branch that goes on from edition to edition. */
static int add_edition(struct erase *e, const git_commit *c, const struct trouble *t)
{
	struct erase_plan p = {
		.files = TREE_LIST_INIT, .facts = ERASE_FACTS_INIT, .table = STR_INIT, .held = MAP_INIT
	};

	git_oid_cpy(&p.commit, git_commit_id(c));
	git_oid_cpy(&p.tree, git_commit_tree_id(c));
	repo_hex(&p.commit, p.e.was);
	p.e.number = commit_edition(sv(git_commit_message(c)));
	p.e.day = date_from_epoch(git_commit_time(c));
	vec_push(&e->at, p);
	return git_commit_parentcount(c) > 1 ? refuse_foreign(t, p.e.number) : 0;
}

static int read_editions(struct erase *e, const struct trouble *t)
{
	git_oid id;
	int rc = repo_ref(&e->repo, REPO_BRANCH, &id, t);

	while (rc > 0) {
		git_commit *c = NULL;

		if (git_commit_lookup(&c, e->repo.git, &id) < 0) return trouble_git(t, "read an edition");
		rc = add_edition(e, c, t) < 0 ? -1 : git_commit_parentcount(c) > 0;
		if (rc > 0) git_oid_cpy(&id, git_commit_parent_id(c, 0));
		git_commit_free(c);
	}
	for (size_t i = 0, j = e->at.n; rc == 0 && i + 1 < j--; i++) {
		struct erase_plan p = e->at.at[i];

		e->at.at[i] = e->at.at[j];
		e->at.at[j] = p;
	}
	return rc;
}

/* The tables first: they say which words are whose. */
static int read_table(struct erase *e, struct erase_plan *p, struct erase_texts *gone, struct erase_texts *stay,
	const struct trouble *t)
{
	struct str csv = STR_INIT;
	const git_oid *id;
	int rc = 0;

	if (tree_load(&p->files, &e->repo, &p->tree, t) < 0) return -1;
	id = tree_find(&p->files, "pool.csv");
	if (!id) return 0;
	rc = repo_blob(&e->repo, id, &csv, t);
	if (rc == 0 && erase_table(&p->table, sv_of(&csv), &e->ids, &p->facts, gone, stay) < 0)
		rc = erase_has_id(&e->ids, sv_of(&csv)) ? refuse_foreign(t, p->e.number) : (str_clear(&p->table), 0);
	p->e.entries = p->facts.taken;
	str_dispose(&csv);
	return rc;
}

static int read_tables(struct erase *e, const struct trouble *t)
{
	struct erase_texts gone = { VEC_INIT }, stay = { VEC_INIT };
	int rc = 0;

	for (size_t i = 0; rc == 0 && i < e->at.n; i++) {
		gone.at.n = stay.at.n = 0;
		rc = read_table(e, &e->at.at[i], &gone, &stay, t);
		for (size_t k = 0; k < gone.at.n; k++) {
			erase_words_add(&e->runs, gone.at.at[k], false);
			erase_words_add(&e->passages, gone.at.at[k], false);
		}
	}
	/* Again, now that all runs are known: what another entry says as well, in whatever edition, is nobody's own. */
	for (size_t i = 0; rc == 0 && i < e->at.n && e->runs.wanted; i++) {
		erase_words_forget(&e->runs, sv_of(&e->at.at[i].table), false);
		erase_words_forget(&e->passages, sv_of(&e->at.at[i].table), false);
	}
	vec_dispose(&gone.at);
	vec_dispose(&stay.at);
	return rc;
}

static int look_at_file(struct erase *e, struct erase_plan *p, const struct tree_file *f, const struct trouble *t)
{
	struct str bytes = STR_INIT;
	uint64_t holds = 0;

	if (!map_get(&e->verdict, repo_key(&f->id), &holds)) {
		if (repo_blob(&e->repo, &f->id, &bytes, t) < 0) {
			str_dispose(&bytes);
			return -1;
		}
		holds = erase_holds(e, f->path, sv_of(&bytes), false);
		map_add(&e->verdict, repo_key(&f->id), holds);
		str_dispose(&bytes);
	}
	if (holds) map_add(&p->held, sv(f->path), 0);
	return 0;
}

static int plan_files(struct erase *e, const struct trouble *t)
{
	for (size_t i = 0; i < e->at.n; i++) {
		struct erase_plan *p = &e->at.at[i];

		for (size_t k = 0; k < p->files.file.n; k++)
			if (look_at_file(e, p, &p->files.file.at[k], t) < 0) return -1;
		p->e.files = p->held.n;
		p->e.held = p->held.n > 0;
		e->needed |= p->e.held;
	}
	return 0;
}

static int open_site(struct erase *e, const struct trouble *t)
{
	if (lock_take(&e->lock, e->site, t) < 0) return -1;
	/* leftover_remove would only unlink the copy that was shown before. */
	if (erase_settle(e->site, t) < 0 || erase_destroy_generations(e->site, t) < 0 ||
		leftover_remove(e->site, t) < 0)
		return -1;
	if (!repo_exists(e->site)) return 0;
	if (repo_open(&e->repo, e->site, t) < 0) return -1;
	if (journal_settle(e->site, &e->repo, t) > 0) {
		repo_close(&e->repo);
		return repo_open(&e->repo, e->site, t);
	}
	return 0;
}

/* Entries have a kind in the third cell; what describes the fields has none of these two. */
static int read_head(struct erase *e, const struct trouble *t)
{
	struct tree_list files = TREE_LIST_INIT;
	struct str csv = STR_INIT;
	const git_oid *id;
	int rc = e->at.n ? tree_load(&files, &e->repo, &e->at.at[e->at.n - 1].tree, t) : 0;

	id = rc == 0 ? tree_find(&files, "pool.csv") : NULL;
	if (id) rc = repo_blob(&e->repo, id, &csv, t);
	e->head_has_pool = sv_find(sv_of(&csv), SV_LIT(",group,,")) != SIZE_MAX ||
			   sv_find(sv_of(&csv), SV_LIT(",profile,,")) != SIZE_MAX;
	str_dispose(&csv);
	tree_dispose(&files);
	return rc;
}

int erase_begin(struct erase **out, const char *site_dir, bool *env, struct diags *ds)
{
	const struct trouble t = { ds, env };
	struct erase *e = xcalloc(1, sizeof *e);
	int rc = 0;

	*e = (struct erase){ .mem = ARENA_INIT,
		.lock = LOCK_INIT,
		.repo = REPO_INIT,
		.at = VEC_INIT,
		.verdict = MAP_INIT,
		.near = MAP_INIT,
		.stub = VEC_INIT };
	e->site = arena_strdup(&e->mem, sv(site_dir));
	e->work = fs_join(&e->mem, e->site, ERASE_WORK);
	erase_words_init(&e->runs, ERASE_RUN);
	erase_words_init(&e->passages, ERASE_PASSAGE);
	if (fs_is_dir(e->site)) rc = open_site(e, &t);
	if (rc == 0 && e->repo.git) rc = read_editions(e, &t) < 0 || read_head(e, &t) < 0 ? -1 : 0;
	*out = rc == 0 ? e : NULL;
	if (rc < 0) erase_end(e);
	return rc;
}

int erase_plan(struct erase *e, const struct erase_ask *ask, bool *env, struct diags *ds)
{
	const struct trouble t = { ds, env };

	e->ask = *ask;
	e->ids = (struct erase_ids){ ask->id, ask->nids };
	return e->at.n && (read_tables(e, &t) < 0 || plan_files(e, &t) < 0) ? -1 : 0;
}

size_t erase_editions(const struct erase *e)
{
	return e->at.n;
}

const struct erase_edition *erase_edition(const struct erase *e, size_t i)
{
	return &e->at.at[i].e;
}

bool erase_needed(const struct erase *e)
{
	return e->needed;
}

const char *erase_head(const struct erase *e)
{
	const struct erase_edition *newest = e->at.n ? &e->at.at[e->at.n - 1].e : NULL;

	return !newest ? "" : e->swapped ? newest->now : newest->was;
}

unsigned erase_head_number(const struct erase *e)
{
	return e->at.n ? e->at.at[e->at.n - 1].e.number : 0;
}

bool erase_head_has_pool(const struct erase *e)
{
	return e->head_has_pool;
}

void erase_set_signer(struct erase *e, const struct signer *s)
{
	e->signer = s;
}

bool erase_had_signatures(const struct erase *e)
{
	return e->had_signatures;
}

size_t erase_stubs(const struct erase *e, const struct erase_stubbed **out)
{
	*out = e->stub.at;
	return e->stub.n;
}

size_t erase_objects(const struct erase *e)
{
	return e->objects;
}

void erase_end(struct erase *e)
{
	struct str err = STR_INIT;

	if (!e) return;
	if (e->built && !e->swapped) fs_remove_tree(e->work, &err); /* if that fails, the next run does it */
	str_dispose(&err);
	for (size_t i = 0; i < e->at.n; i++) {
		struct erase_plan *p = &e->at.at[i];

		tree_dispose(&p->files);
		erase_facts_dispose(&p->facts);
		str_dispose(&p->table);
		map_dispose(&p->held);
	}
	vec_dispose(&e->at);
	vec_dispose(&e->stub);
	erase_words_dispose(&e->runs);
	erase_words_dispose(&e->passages);
	map_dispose(&e->verdict);
	map_dispose(&e->near);
	repo_close(&e->repo);
	lock_release(&e->lock);
	arena_dispose(&e->mem);
	free(e);
}
