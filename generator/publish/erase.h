/* erase: the history of a site without some entries. Speaks of Entry IDs, paths, bytes and commits, and of no person.
 *
 *     erase_begin(&e, site, &env, ds)   takes the lock, settles what a dead run left, reads the commits
 *     erase_plan(e, &ask, &env, ds)     reads every file of every edition; writes nothing
 *     erase_edition(e, i)               the plan, edition by edition
 *     erase_build(e, …)                 writes <site>/erase.new: a bare repository with the same editions (numbers, days, tags, messages) without
 *                                       the entries, and its browsable copy; opens it afresh and searches every object of it, reachable or not
 *     erase_swap(e, …)                  notes it in <site>/erasing, puts the new one in the old one's place, overwrites and removes the old one
 *     erase_end(e)                      releases everything; what was built and not swapped is removed
 *
 * Ids change from the first edition that held something on; older editions and files that held nothing keep theirs.
 * An entry stands in pool.csv, on pages, in numbers and digests (erase_page.h). A file that still has something of it after that
 * gives way to a page that says so (a stub); the table, a path or a message that still has is an error (H060) and nothing is swapped.
 * "Something" is an Entry ID, six words in a row of the approved text that no other entry has (ten where the entry never stood),
 * or what ask.holds finds.
 *
 * A run may die at any point. Before the note stands the site is the old one, and erase.new is removed by the next; with the note
 * erase_settle, which every publish and erase begins with, puts the new one in place and removes the note. The one step that readers see is
 * the exchange of repo.git, a single rename. Two renames on file systems that cannot exchange.
 * Overwriting: each file of the old repository and of the old browsable copies is filled with zeros, synced and unlinked. Disks that write elsewhere
 * (solid state, copy-on-write file systems, snapshots) may keep the old bytes. */
#ifndef PUBLISH_ERASE_H
#define PUBLISH_ERASE_H
#include "base/date.h"
#include "base/diag.h"
#include "publish/trouble.h"
struct erase;
/* Is there something else of the person in these bytes? path: a hint for how to read them ("" for a message, tree or path). */
typedef bool erase_holds_fn(void *ctx, const char *path, struct sv bytes);
struct erase_ask {
	const char *const *id; /* Entry IDs as they are printed */
	size_t nids;
	date_t day; /* named on stubs */
	erase_holds_fn *holds;
	void *ctx;
};
struct erase_edition {
	unsigned number;
	date_t day;
	char was[41], now[41]; /* commits; now is empty before erase_build */
	size_t entries, files; /* taken out; files that change */
	bool held;             /* something of the person */
};
struct erase_stubbed {
	unsigned edition;
	const char *path;
};
int erase_begin(
	struct erase **out, const char *site_dir, bool *env, struct diags *ds); /* there may be nothing published */
int erase_plan(struct erase *e, const struct erase_ask *ask, bool *env, struct diags *ds); /* ask's strings outlive e */
size_t erase_editions(const struct erase *e);
const struct erase_edition *erase_edition(const struct erase *e, size_t i); /* oldest first */
bool erase_needed(const struct erase *e);                                   /* does any edition hold something? */
/* The newest edition: commit ("" if there is none), number (0), and whether its pool.csv has an entry. */
const char *erase_head(const struct erase *e);
unsigned erase_head_number(const struct erase *e);
bool erase_head_has_pool(const struct erase *e);
/* -1 with diags; *refused: the new history still had something (H060, H065). */
int erase_build(struct erase *e, bool *refused, bool *env, struct diags *ds);
/* Before erase_build: editions that are written anew and were signed are signed anew with it (sign.h; outlives e). Without one they are unsigned. */
struct signer;
void erase_set_signer(struct erase *e, const struct signer *s);
bool erase_had_signatures(const struct erase *e); /* known after erase_build: some that was written anew was signed */
size_t erase_stubs(const struct erase *e, const struct erase_stubbed **out); /* known after erase_build */
size_t erase_objects(const struct erase *e);                                 /* searched in the new repository */
/* *swapped is set as soon as the new history is in place; an error after that is mended by the next run. */
int erase_swap(struct erase *e, bool *swapped, bool *env, struct diags *ds);
void erase_end(struct erase *e);

/* Reads the note of a dead run; -1 and an error when it could not be finished. Under the lock. 1 if there was something to finish. */
int erase_settle(const char *site_dir, const struct trouble *t);
/* erase_settle, taking the lock; and the newest commit of the site ("" if none). For the private side, to see whether an erase took place. */
/* Overwrites and removes a folder of other papers, in the same way; absent is fine. */
int erase_papers(const char *folder, const struct trouble *t);
int erase_finish(const char *site_dir, char head[41], bool *env, struct diags *ds);
#endif
