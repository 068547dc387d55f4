/* audit: an append-only, hash-chained log of what was done to the private database (ALCOA: attributable, contemporaneous).
 * Row n holds seq, day (ISO date of the run), role, action, object, detail and
 * hash = SHA-256(previous hash, seq, day, role, action, object, detail), fields length-prefixed; row 1 chains from 32 zero bytes.
 * No private value is put into it: objects are Entry IDs, edition numbers, file digests. */
#ifndef STORE_AUDIT_H
#define STORE_AUDIT_H
#include "base/date.h"
#include "store/store.h"
int audit_migrate(struct store *s);
int audit_append(
	struct store *s, date_t day, const char *role, const char *action, const char *object, const char *detail);
/* 0 intact, *rows = length; 1 broken at *rows (1-based); -1 store error. */
int audit_verify(struct store *s, int64_t *rows);
#endif
