/* A publish can die between its pack and its branch, or between its branch and its tag. Which of the two happened
 * cannot be told from the repository alone (an unreachable pack may be anybody's), so it is written down first. */
#include "publish/journal.h"

#include <errno.h>
#include <unistd.h>

#include "base/fs.h"

#define JOURNAL_MAX ((size_t)4096)

static char *journal_path(struct arena *mem, const char *site_dir)
{
	return fs_join(mem, site_dir, "unfinished");
}

int journal_write(const char *site_dir, const struct journal *j, const struct trouble *t)
{
	struct arena mem = ARENA_INIT;
	struct str text = STR_INIT, err = STR_INIT;
	char parent[REPO_HEX + 1], commit[REPO_HEX + 1], target[REPO_HEX + 1];
	int rc = 0;

	repo_hex(&j->parent, parent);
	repo_hex(&j->commit, commit);
	repo_hex(&j->tag_target, target);
	str_printf(&text, "%s %s %s\n%s %s\n", parent, commit, j->pack, target, j->tag);
	if (fs_write_atomic(journal_path(&mem, site_dir), sv_of(&text), 0644, &err) < 0) rc = trouble_fs(t, &err);
	str_dispose(&text);
	str_dispose(&err);
	arena_dispose(&mem);
	return rc;
}

static bool take_id(struct sv text, git_oid *out)
{
	return text.n == REPO_HEX && git_oid_fromstrn(out, text.p, text.n) == 0;
}

/* The text is ours and was renamed into place whole; anything else is not a note of ours and asks for nothing. */
static bool parse(struct sv text, struct arena *mem, struct journal *out)
{
	struct sv line, part, pack;
	git_oid unused;

	if (!sv_split(&text, '\n', &line)) return false;
	if (!sv_split(&line, ' ', &part) || !take_id(part, &out->parent)) return false;
	if (!sv_split(&line, ' ', &part) || !take_id(part, &out->commit)) return false;
	if (!sv_split(&line, ' ', &pack) || !take_id(pack, &unused)) return false;
	if (!sv_split(&text, '\n', &line) || !sv_split(&line, ' ', &part) || !take_id(part, &out->tag_target))
		return false;
	out->pack = arena_strdup(mem, pack);
	out->tag = line.p ? arena_strdup(mem, line) : "";
	return true;
}

int journal_make_tag(const struct repo *r, const char *tag, const git_oid *target, const struct trouble *t)
{
	struct arena mem = ARENA_INIT;
	git_reference *ref = NULL;
	int rc = git_reference_create(&ref, r->git, arena_printf(&mem, "refs/tags/%s", tag), target, 0, NULL);

	git_reference_free(ref);
	arena_dispose(&mem);
	return rc < 0 && rc != GIT_EEXISTS ? trouble_git(t, "set the tag of the edition") : 0;
}

/* Index first: a pack without its index is not seen by git, an index without its pack is an error to it. */
static int remove_pack(const char *site_dir, struct arena *mem, const char *pack, const struct trouble *t)
{
	static const char *const ends[] = { "idx", "pack" };
	int removed = 0;

	for (size_t i = 0; i < 2; i++) {
		char *path = arena_printf(mem, "%s/repo.git/objects/pack/pack-%s.%s", site_dir, pack, ends[i]);

		if (unlink(path) == 0)
			removed = 1;
		else if (errno != ENOENT)
			return trouble_os(t, "remove", path, errno);
	}
	return removed;
}

static int settle(
	const char *site_dir, const struct repo *r, struct arena *mem, const struct journal *j, const struct trouble *t)
{
	git_oid head = { { 0 } };

	if (repo_ref(r, REPO_BRANCH, &head, t) < 0) return -1;
	if (git_oid_equal(&head, &j->commit)) return *j->tag ? journal_make_tag(r, j->tag, &j->tag_target, t) : 0;
	return git_oid_equal(&head, &j->parent) ? remove_pack(site_dir, mem, j->pack, t) : 0;
}

int journal_settle(const char *site_dir, const struct repo *r, const struct trouble *t)
{
	struct arena mem = ARENA_INIT;
	struct str text = STR_INIT, err = STR_INIT;
	struct journal j = { .pack = NULL };
	char *path = journal_path(&mem, site_dir);
	int rc = 0;

	if (!fs_exists(path)) goto done;
	if (fs_read(&text, path, JOURNAL_MAX, &err) < 0) {
		rc = trouble_fs(t, &err);
		goto done;
	}
	if (parse(sv_of(&text), &mem, &j)) rc = settle(site_dir, r, &mem, &j, t);
	if (rc < 0) goto done;
	if (unlink(path) < 0)
		rc = trouble_os(t, "remove", path, errno);
	else if (fs_fsync_dir(site_dir, &err) < 0)
		rc = trouble_fs(t, &err);
done:
	str_dispose(&text);
	str_dispose(&err);
	arena_dispose(&mem);
	return rc;
}
