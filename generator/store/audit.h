/* audit: an append-only, hash-chained log of what was done to the private database (ALCOA: attributable, contemporaneous).
 * Row n holds seq, day (ISO date of the run), role, action, object, detail and
 * hash = SHA-256(previous hash, seq, day, role, action, object, detail), fields length-prefixed; row 1 chains from 32 zero bytes.
 * Objects are form entry numbers, Entry IDs, edition numbers, names and digests of files; never a person's name, an address or free text.
 *
 * What it shows and what it does not: a row that was changed, moved or taken out of the middle breaks the chain. Rows cut off at the end leave
 * a chain that is whole; therefore every publish writes a row with its commit, and `verify` holds the editions of the repository, which others
 * hold copies of, against them: what was cut shows up to the last edition. What was recorded after that edition, and a log that was written anew as a
 * whole by somebody who has this program, database and repository, do not show up: only a backup kept by somebody else shows that. */
#ifndef STORE_AUDIT_H
#define STORE_AUDIT_H
#include "base/date.h"
#include "store/store.h"
#define AUDIT_PUBLISH "publish" /* object "edition 3", detail: the commit */
#define AUDIT_ERASE                                                                                                    \
	"erase" /* object "edition 3", detail "NEW replaces OLD" (commits); object "erase 1", detail: counts */
int audit_migrate(struct store *s);
int audit_append(
	struct store *s, date_t day, const char *role, const char *action, const char *object, const char *detail);
/* Is there a row of this action, object and detail? */
int audit_has(struct store *s, const char *action, const char *object, const char *detail, bool *out);
/* 0 intact, *rows = length; 1 broken at *rows (1-based): that row or the one before it was changed or taken out; -1 store error. */
int audit_verify(struct store *s, int64_t *rows);
int audit_length(struct store *s, int64_t *rows);
struct audit_row {
	int64_t seq;
	struct sv day, role, action, object, detail; /* borrowed during the call */
};
typedef int audit_fn(void *ctx, const struct audit_row *row); /* non-zero stops and is returned */
/* All rows, oldest first; action NULL = every action. -1 also when the store failed. */
int audit_each(struct store *s, const char *action, audit_fn *fn, void *ctx);
#endif
