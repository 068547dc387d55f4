/* store_internal: what store.c (opening, migrating, transactions) and statement.c share. Private to store/. */
#ifndef STORE_STORE_INTERNAL_H
#define STORE_STORE_INTERNAL_H
#include <sqlite3.h>
#include "base/map.h"
#include "base/vec.h"
#include "store/store.h"
#define STMT_HINTS 64
#define BUSY_WAIT_MS 5000

struct stmt {
	sqlite3_stmt *h;
	struct store *store;
	const char *sql;
	int code; /* why h is NULL */
};
struct kept {
	const char *owner;
	void *what;
	void (*dispose)(void *);
};
struct store {
	sqlite3 *db;
	char *path;
	struct map by_sql; /* SQL text -> index in stmts */
	VEC(struct stmt *) stmts;
	VEC(struct kept *) kept;
	/* Where a text lay that was asked for, and its statement: nearly every call gives the same constant again. */
	struct {
		const char *sql;
		struct stmt *st;
	} hint[STMT_HINTS];
	unsigned depth; /* transactions open: one BEGIN and depth - 1 savepoints */
	struct str error;
};
/* Remembers SQLite's code as a sentence that a person can act on; -1. */
int store_fail(struct store *s, int code);
/* For what only a mistake in this program can cause: ends the run with the SQL. */
void store_must(const struct store *s, const char *sql, int code);
#endif
