/* publish: one edition from cleared artifacts to a durable commit. The truth is the commit in <site>/repo.git (bare, branch main);
 * <site>/public is a link to <site>/generations/<name>, the browsable copy.
 *
 *     publish_begin(&p, &options, ds)           takes <site>/lock (flock), cleans up after a dead run, opens or creates the repository, reads the parent
 *     publish_sink(p)                           spools artifacts (files and the MESSAGE artifacts "commit" and "tag"), hashing each; nothing is visible
 *     publish_state(p, &s)                      after the last file: does the tree differ from the parent's, edition.* aside?
 *     publish_write(p, clearance, ds)           demands a clearance of stage ARTIFACTS whose digest equals what was spooled; writes trees, commit,
 *                                               tag and new blobs as ONE pack through git_odb_write_pack, fsynced
 *     publish_read_back(p, sink, ds)            reads every object of the edition that is new back from the object database, and puts it: blobs as FILE,
 *                                               the commit's and tag's messages as MESSAGE, trees as TREE (path of the folder, "" for the root)
 *     publish_advance(p, clearance2, ds)        demands a clearance of stage READ_BACK for what was read back; compare-and-swap of refs/heads/main, tag,
 *                                               then the new generation folder (hard links for unchanged files) and one atomic rename of the link
 *     publish_end(p)                            releases everything; an unfinished publish leaves nothing behind
 *
 * Commit and tag dates are the day 00:00:00 +0000; the author is the role signature given. No clock, machine or user name enters.
 * The message trailer "Tag: edition-0003" (optional) lets a tag that was lost later be made again.
 * Returns: 0, -1 with diags (the caller decides the exit code by *env: true when disk, lock or permission failed). The `env` and `ds` of
 * begin are also used by the sink and by publish_parent_file, state and end, so they must outlive the publish.
 * publish_advance returns 0 once the branch has moved: the edition is published. If the public folder could not be brought up to date after
 * that, site_swapped is false, *env true and ds has the reason; the next publish_begin mends it. */
#ifndef PUBLISH_PUBLISH_H
#define PUBLISH_PUBLISH_H
#include "base/date.h"
#include "base/diag.h"
#include "base/sink.h"
#include "privacy/clearance.h"
struct publish;
struct publish_options {
	const char *site_dir;
	date_t day;
	const char *author_name, *author_email;
	const char *tag; /* "edition-0003" or "cycle-2026-03"; may be set later with publish_set_tag */
};
enum publish_change { CHANGE_ADDED, CHANGE_REMOVED, CHANGE_MODIFIED };
struct publish_diff {
	enum publish_change change;
	const char *path;
	size_t old_size, new_size;
};
struct publish_state {
	bool has_parent, differs;
	unsigned parent_number; /* edition number of the parent, 0 if none */
	const char *parent_id;  /* 40 hex or "" */
	date_t parent_day;
	size_t files, new_blobs;
	uint64_t bytes, new_bytes;
	const struct publish_diff *diff;
	size_t ndiff; /* sorted by path, edition.* included */
};
struct publish_result {
	char commit[41];
	char tree[41];
	uint64_t pack_bytes;
	size_t objects;
	bool site_swapped;
};

int publish_begin(struct publish **out, const struct publish_options *o, bool *env, struct diags *ds);
/* Number of the parent edition (0 if none), its day, and one of its files; usable right after begin. -1 if the file is not there. */
unsigned publish_parent_number(const struct publish *p);
date_t publish_parent_day(const struct publish *p);
const char *publish_parent_id(const struct publish *p); /* "" if none */
int publish_parent_file(struct publish *p, const char *path, struct str *out);
bool publish_has_tag(struct publish *p, const char *tag); /* is there an edition of that tag? */
void publish_set_tag(struct publish *p, const char *tag);
struct signer;
void publish_set_signer(
	struct publish *p, const struct signer *s); /* sign.h; outlives p. Without one the edition is unsigned */
struct sink *publish_sink(struct publish *p);
struct early_sink *publish_early_sink(
	struct publish *p); /* the same, hashing and compressing on the threads of whoever puts */
int publish_state(struct publish *p, struct publish_state *out, struct diags *ds); /* pointers owned by p */
int publish_write(struct publish *p, const struct clearance *c, bool *env, struct diags *ds);
int publish_read_back(struct publish *p, struct sink *to, bool *env, struct diags *ds);
int publish_advance(
	struct publish *p, const struct clearance *c, struct publish_result *out, bool *env, struct diags *ds);
/* Brings <site>/public in line with the commit (missing, damaged or older generation); also re-makes a missing tag. Called by begin; 1 if something was mended. */
int publish_reconcile(struct publish *p, bool *env, struct diags *ds);
void publish_end(struct publish *p);

/* A sink that writes artifacts into a fresh folder (preview): written beside `dir` and swapped in by rename when committed. */
struct folder_sink;
int folder_sink_new(struct folder_sink **out, const char *dir, struct diags *ds);
struct sink *folder_sink_sink(struct folder_sink *f);
int folder_sink_commit(struct folder_sink *f, struct diags *ds); /* replaces dir; frees f */
void folder_sink_abandon(struct folder_sink *f);
#endif
