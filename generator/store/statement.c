/* statement.c: prepared statements. Nearly all time of an import is spent here, so a statement is compiled once and found again by where its text lies. */
#include <assert.h>
#include "store/store_internal.h"

static struct stmt *fresh(struct stmt *st)
{
	sqlite3_reset(st->h);
	sqlite3_clear_bindings(st->h);
	return st;
}

/* Compiling reads the schema, so a damaged file or a second run can show here too: such a statement takes its parameters
 * and fails when stepped, where callers look for failures anyway. */
struct stmt *store_stmt(struct store *s, const char *sql)
{
	size_t slot = ((uintptr_t)sql >> 3) % STMT_HINTS;
	uint64_t at = 0;
	if (s->hint[slot].sql == sql && strcmp(s->hint[slot].st->sql, sql) == 0) return fresh(s->hint[slot].st);
	if (map_get(&s->by_sql, sv(sql), &at)) {
		s->hint[slot].sql = sql;
		s->hint[slot].st = s->stmts.at[at];
		return fresh(s->stmts.at[at]);
	}
	struct stmt *st = xcalloc(1, sizeof *st);
	st->store = s;
	st->code = sqlite3_prepare_v3(s->db, sql, -1, SQLITE_PREPARE_PERSISTENT, &st->h, NULL);
	if (st->code == SQLITE_ERROR) store_must(s, sql, st->code);
	if (st->h) {
		map_set(&s->by_sql, sv(sql), s->stmts.n);
		st->sql = s->by_sql.at[s->by_sql.n - 1].key.p;
	}
	vec_push(&s->stmts, st);
	return st;
}

static void bound(struct stmt *st, int code)
{
	if (st->h) store_must(st->store, sqlite3_sql(st->h), code);
}

/* until: SQLITE_TRANSIENT for a copy, SQLITE_STATIC for none. */
static void bind_text(struct stmt *st, int param, struct sv v, sqlite3_destructor_type until)
{
	if (!v.p)
		bound(st, sqlite3_bind_null(st->h, param));
	else
		bound(st, sqlite3_bind_text64(st->h, param, v.p, v.n, until, SQLITE_UTF8));
}

void stmt_text_in(struct stmt *st, int param, struct sv v)
{
	bind_text(st, param, v, SQLITE_TRANSIENT);
}

void stmt_text_lent(struct stmt *st, int param, struct sv v)
{
	bind_text(st, param, v, SQLITE_STATIC);
}

void stmt_blob_in(struct stmt *st, int param, const void *p, size_t n)
{
	bound(st, sqlite3_bind_blob64(st->h, param, p, n, SQLITE_TRANSIENT));
}

void stmt_blob_lent(struct stmt *st, int param, const void *p, size_t n)
{
	bound(st, sqlite3_bind_blob64(st->h, param, p, n, SQLITE_STATIC));
}

void stmt_int_in(struct stmt *st, int param, int64_t v)
{
	bound(st, sqlite3_bind_int64(st->h, param, v));
}

void stmt_null_in(struct stmt *st, int param)
{
	bound(st, sqlite3_bind_null(st->h, param));
}

int stmt_step(struct stmt *st)
{
	int code = st->h ? sqlite3_step(st->h) : st->code;
	if (code == SQLITE_ROW) return 1;
	if (code == SQLITE_DONE) return 0;
	store_fail(st->store, code);
	sqlite3_reset(st->h);
	return -1;
}

int stmt_run(struct stmt *st)
{
	int r;
	do r = stmt_step(st);
	while (r == 1);
	sqlite3_reset(st->h);
	return r;
}

struct sv stmt_text(struct stmt *st, int col)
{
	const unsigned char *p = sqlite3_column_text(st->h, col);
	return p ? sv_n((const char *)p, (size_t)sqlite3_column_bytes(st->h, col)) : sv("");
}

struct sv stmt_blob(struct stmt *st, int col)
{
	const void *p = sqlite3_column_blob(st->h, col);
	return p ? sv_n(p, (size_t)sqlite3_column_bytes(st->h, col)) : sv("");
}

int64_t stmt_int(struct stmt *st, int col)
{
	return sqlite3_column_int64(st->h, col);
}

bool stmt_null(struct stmt *st, int col)
{
	return sqlite3_column_type(st->h, col) == SQLITE_NULL;
}

void stmt_reset(struct stmt *st)
{
	sqlite3_reset(st->h);
}

int store_int(struct store *s, const char *sql, int64_t missing, int64_t *out)
{
	struct stmt *st = store_stmt(s, sql);
	int r = stmt_step(st);
	*out = r == 1 && !stmt_null(st, 0) ? stmt_int(st, 0) : missing;
	stmt_reset(st);
	return r < 0 ? -1 : 0;
}
