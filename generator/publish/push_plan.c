/* Who else writes into the remote is not known here, so the rule is narrow: main moves forward along the editions of this site, a tag is
 * set once, and only what the audit log says was erased may be replaced. */
#include "publish/push_plan.h"

#include "publish/commit.h"

static int add_here(struct push_sides *s, const struct repo *r, const char *name, const struct trouble *t)
{
	struct push_at at = { arena_strdup(&s->mem, sv(name)), { { 0 } }, { { 0 } } };

	if (git_reference_name_to_id(&at.id, r->git, name) < 0) return trouble_git(t, "read a tag");
	if (repo_ref(r, name, &at.commit, t) <= 0) return -1;
	if (strcmp(name, REPO_BRANCH) != 0 && !map_get(&s->editions, repo_key(&at.commit), NULL)) {
		diags_warn(t->ds, "H094", NOPLACE, "push it with git if it is meant to be there",
			"the tag \"%s\" leads to no edition and is not pushed", name + strlen("refs/tags/"));
		return 0;
	}
	vec_push(&s->here, at);
	return 0;
}

static int by_name(const void *a, const void *b)
{
	const struct push_at *x = a, *y = b;

	return strcmp(x->ref, y->ref);
}

static int read_editions(struct push_sides *s, const struct repo *r, const struct trouble *t)
{
	git_oid id;
	int rc = repo_ref(r, REPO_BRANCH, &id, t);

	while (rc > 0) {
		git_commit *c = NULL;

		if (git_commit_lookup(&c, r->git, &id) < 0) return trouble_git(t, "read an edition");
		unsigned number = commit_edition(sv(git_commit_message(c)));
		if (!s->edition) s->edition = number;
		map_add(&s->editions, repo_key(&id), number);
		rc = git_commit_parentcount(c) > 0;
		if (rc) git_oid_cpy(&id, git_commit_parent_id(c, 0));
		git_commit_free(c);
	}
	return rc;
}

int push_here(struct push_sides *s, const struct repo *r, const struct trouble *t)
{
	git_reference_iterator *it = NULL;
	const char *name;
	int rc;

	if (read_editions(s, r, t) < 0) return -1;
	if (!s->edition) {
		diags_error(t->ds, "H015", NOPLACE, "publish a first edition with `mentorpress publish`",
			"nothing has been published yet");
		return -1;
	}
	if (add_here(s, r, REPO_BRANCH, t) < 0) return -1;
	rc = git_reference_iterator_glob_new(&it, r->git, "refs/tags/*");
	while (rc == 0 && (rc = git_reference_next_name(&name, it)) == 0) rc = add_here(s, r, name, t);
	git_reference_iterator_free(it);
	if (s->here.n) qsort(s->here.at, s->here.n, sizeof *s->here.at, by_name); /* "refs/heads" before "refs/tags" */
	return rc == GIT_ITEROVER ? 0 : rc == -1 && t->ds->errors ? -1 : trouble_git(t, "list the tags");
}

static const struct push_at *find(const struct push_sides *s, const char *ref)
{
	for (size_t i = 0; i < s->there.n; i++)
		if (strcmp(s->there.at[i].ref, ref) == 0) return &s->there.at[i];
	return NULL;
}

/* The commit that stands in an erased one's place, after as many erases as there were. The log has no circles, but may be any file. */
static bool replaced_by(const struct push_options *o, const git_oid *commit, git_oid *now)
{
	char hex[REPO_HEX + 1];
	const char *next = hex, *last = NULL;

	repo_hex(commit, hex);
	for (int i = 0; o->replaced && i < 10000 && (next = map_ptr(o->replaced, sv(next))); i++) last = next;
	return last && git_oid_fromstr(now, last) == 0;
}

static int refuse_moved(const struct push_at *there, const struct push_options *o, const struct trouble *t)
{
	char hex[REPO_HEX + 1];
	git_oid now;

	repo_hex(&there->id, hex);
	if (replaced_by(o, &there->commit, &now)) {
		diags_error(t->ds, "H090", NOPLACE,
			"to replace it by the history without what was erased: mentorpress push --replace-erased",
			"the remote still has the history from before an erase (main is at %.12s); nothing was pushed",
			hex);
	} else {
		diags_error(t->ds, "H090", NOPLACE,
			*o->last ? diags_text(t->ds,
					   "%.12s was pushed there last from here; find out who published since, and "
					   "from which copy of the records, before anything else: editions must come "
					   "from one place",
					   o->last)
				 : "make sure that the address is right and the repository there was empty; editions "
				   "must come from one place",
			"the remote has something that is not in this site's history (main is at %.12s there); nothing "
			"was pushed",
			hex);
	}
	*t->env = true;
	return -1;
}

static int plan_main(struct push_ref *out, const struct push_at *here, const struct push_at *there,
	const struct push_sides *s, const struct push_options *o, const struct trouble *t)
{
	uint64_t number = 0;
	git_oid now;

	if (map_get(&s->editions, repo_key(&there->id), &number)) {
		out->edition_was = (unsigned)number;
		out->action = git_oid_equal(&here->id, &there->id) ? PUSH_SAME : PUSH_FORWARD;
		return 0;
	}
	if (!o->replace || !replaced_by(o, &there->commit, &now) || !map_get(&s->editions, repo_key(&now), &number))
		return refuse_moved(there, o, t);
	out->edition_was = (unsigned)number;
	out->action = PUSH_REPLACED;
	return 0;
}

static int plan_tag(struct push_ref *out, const struct push_at *here, const struct push_at *there,
	const struct push_options *o, const struct trouble *t)
{
	git_oid now;

	out->action = PUSH_SAME;
	if (git_oid_equal(&here->id, &there->id)) return 0;
	out->action = PUSH_REPLACED;
	if (replaced_by(o, &there->commit, &now) && git_oid_equal(&now, &here->commit)) {
		if (o->replace) return 0;
		diags_error(t->ds, "H091", NOPLACE, "run mentorpress push --replace-erased",
			"the tag \"%s\" at the remote leads to an edition from before an erase; nothing was pushed",
			here->ref + strlen("refs/tags/"));
	} else {
		diags_error(t->ds, "H091", NOPLACE,
			"compare the two with `git ls-remote --tags`; a tag never moves, so remove the wrong one where "
			"it was made",
			"the tag \"%s\" stands for something else at the remote; nothing was pushed",
			here->ref + strlen("refs/tags/"));
	}
	*t->env = true;
	return -1;
}

/* What is not ours at the remote is left alone; but it may hold what an erase was meant to take away. */
static void warn_left(const struct push_sides *s, const struct push_options *o, const struct trouble *t)
{
	git_oid now;

	for (size_t i = 0; i < s->there.n; i++) {
		const struct push_at *there = &s->there.at[i];
		bool ours = false;

		for (size_t k = 0; k < s->here.n; k++) ours |= strcmp(s->here.at[k].ref, there->ref) == 0;
		if (!ours && strcmp(there->ref, "HEAD") != 0 && replaced_by(o, &there->commit, &now))
			diags_warn(t->ds, "H094", NOPLACE,
				diags_text(t->ds, "remove it there: git push ADDRESS --delete %s", there->ref),
				"%s at the remote still leads to the history from before an erase", there->ref);
	}
}

int push_plan(
	struct push_outcome *out, const struct push_sides *s, const struct push_options *o, const struct trouble *t)
{
	int rc = 0;

	out->edition = s->edition;
	for (size_t i = 0; i < s->here.n; i++) {
		const struct push_at *here = &s->here.at[i], *there = find(s, here->ref);
		struct push_ref r = { .ref = arena_strdup(&out->mem, sv(here->ref)), .action = PUSH_NEW };

		repo_hex(&here->id, r.now);
		if (there) {
			repo_hex(&there->id, r.was);
			if ((strcmp(here->ref, REPO_BRANCH) == 0 ? plan_main(&r, here, there, s, o, t)
								 : plan_tag(&r, here, there, o, t)) < 0)
				rc = -1;
		}
		vec_push(&out->ref, r);
	}
	warn_left(s, o, t);
	return rc;
}

void push_sides_dispose(struct push_sides *s)
{
	vec_dispose(&s->here);
	vec_dispose(&s->there);
	map_dispose(&s->editions);
	arena_dispose(&s->mem);
}
