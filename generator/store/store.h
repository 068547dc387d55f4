/* store: a private SQLite database: open, migrate, transaction, statements. Knows no table of the domain; each room that
 * owns tables passes its migrations. The only room that includes sqlite3.h.
 *
 * WAL, synchronous=FULL, foreign_keys on, secure_delete on, 16 KiB pages, file mode 0600 in a folder of mode 0700.
 * user_version = 1 is the file format; each owner's schema version stands in the table schema_version(owner, version).
 * A statement that does not compile is a programmer error (message and abort). Run-time failures (disk full, corrupt, busy)
 * return -1 and leave a sentence in store_error(); callers pass it on as an environment failure (exit 4).
 *
 *     struct stmt *st = store_stmt(s, "SELECT a FROM t WHERE b = ?1");
 *     stmt_text_in(st, 1, sv("x"));
 *     while ((r = stmt_step(st)) == 1) use(stmt_text(st, 0));
 *     stmt_reset(st);
 */
#ifndef STORE_STORE_H
#define STORE_STORE_H
#include <stdint.h>
#include "base/digest.h"
struct store;
struct stmt;
struct migration {
	int version;
	const char *sql;
}; /* versions 1,2,3… ascending; each run in one transaction */
int store_open(struct store **out, const char *path, struct str *err);          /* creates file and its folder */
int store_open_existing(struct store **out, const char *path, struct str *err); /* -1 when the file is not there */
int store_open_memory(struct store **out, struct str *err);                     /* for tests */
void store_close(struct store *s);
int store_migrate(
	struct store *s, const char *owner, const struct migration *m, size_t n); /* error if the file is newer */
/* Where a room keeps what it computed from the database, until the store is closed: NULL at first, one place for each owner (a constant
 * text). dispose is called for what stands there at the end. */
void **store_kept(struct store *s, const char *owner, void (*dispose)(void *));
const char *store_error(const struct store *s); /* borrowed; "" if none */
/* For one transaction that fills a database which holds next to nothing yet: its pages are written once, to where they belong, and
 * not to the log first. As safe as any, but nobody else can read meanwhile; so where somebody does, and within a transaction, it
 * does nothing. store_log_again when it is over, committed or not; a run that dies before is put right by the next opening. */
void store_fill(struct store *s);
int store_log_again(struct store *s);
int store_begin(struct store *s); /* BEGIN IMMEDIATE; nests by savepoint */
int store_commit(struct store *s);
void store_rollback(struct store *s);
int store_exec(struct store *s, const char *sql); /* constant SQL without parameters */
int64_t store_last_id(const struct store *s);
int64_t store_changes(const struct store *s);
/* Gives back memory that only makes later reading faster. For a step that needs the store little and memory much. */
void store_shrink(struct store *s);
/* Writes the whole file anew and empties its log, so that nothing that was deleted is left in either. Not within a transaction. */
int store_compact(struct store *s);
/* What was written since: by this connection (rows), by any other. Within a transaction it is of the state that is seen there. */
struct store_mark {
	int64_t own, others;
};
int store_mark(struct store *s, struct store_mark *out);
/* The check of the file's bytes under this key (digest.h), while nobody can write to it: 0 when it holds all of the database; -1 when something is left in the log or
 * another run is writing (store_error is left alone; nothing is waited for). Not within a transaction: -1. mark: of that moment. */
int store_file_check(struct store *s, const struct digest_key *key, struct digest_check *out, struct store_mark *mark);
/* Brings the log into the file and empties it, if nobody reads or writes meanwhile; what closing would do. */
void store_flush(struct store *s);
int store_integrity(struct store *s, struct str *out); /* PRAGMA integrity_check; 0 when "ok" */

struct stmt *store_stmt(
	struct store *s, const char *sql); /* prepared once per sql text, kept until close; comes reset, unbound */
void stmt_text_in(struct stmt *st, int param, struct sv v); /* copied; a NULL p binds NULL */
void stmt_blob_in(struct stmt *st, int param, const void *p, size_t n);
/* Not copied: for statements that run while the bytes stand where they are (stmt_run right behind), as those that fill whole tables do. */
void stmt_text_lent(struct stmt *st, int param, struct sv v);
void stmt_blob_lent(struct stmt *st, int param, const void *p, size_t n);
void stmt_int_in(struct stmt *st, int param, int64_t v);
void stmt_null_in(struct stmt *st, int param);
int stmt_step(struct stmt *st);                /* 1 row, 0 done, -1 error */
int stmt_run(struct stmt *st);                 /* step to the end and reset: 0 or -1 */
struct sv stmt_text(struct stmt *st, int col); /* borrowed until the next step/reset; NULL gives empty */
struct sv stmt_blob(struct stmt *st, int col);
int64_t stmt_int(struct stmt *st, int col);
bool stmt_null(struct stmt *st, int col);
void stmt_reset(struct stmt *st);
/* One value of one row, e.g. a count; `missing` when there is no row or it is NULL. -1 on error. */
int store_int(struct store *s, const char *sql, int64_t missing, int64_t *out);
#endif
