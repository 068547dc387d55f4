/* store.c exists so that exactly one room of the project talks to SQLite. It gives the rooms that own tables a small
 * vocabulary (open, migrate, transaction, statement) in which a mistake of ours aborts with the SQL beside it, and a
 * failure of the machine (full disk, damaged file, second run) becomes one sentence a person can act on. */
#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include "base/arena.h"
#include "base/fs.h"
#include "store/store_internal.h"

#define FILE_FORMAT 1 /* user_version of the file as such, not of any owner's tables */
#define WAL_WAIT_MS 50
#define CACHE_KIB                                                                                                      \
	"-24576" /* negative: KiB. A large import is one transaction; what does not fit is written, read and written again */

static const char *meaning_of(int code)
{
	switch (code & 0xff) {
	case SQLITE_FULL: return "the disk is full; free some space and run again";
	case SQLITE_CORRUPT: return "the file is damaged; restore it from a backup";
	case SQLITE_NOTADB: return "the file is not a mentorpress database or is damaged; restore it from a backup";
	case SQLITE_BUSY:
	case SQLITE_LOCKED: return "another run is using it; wait for it to end and run again";
	case SQLITE_READONLY:
	case SQLITE_PERM:
	case SQLITE_AUTH: return "it may not be written; check the owner and permissions of the file and its folder";
	case SQLITE_CANTOPEN: return "it cannot be opened; check the permissions of the file and its folder";
	case SQLITE_IOERR: return "the disk reported an error while reading or writing";
	default: return NULL;
	}
}

int store_fail(struct store *s, int code)
{
	if ((code & 0xff) == SQLITE_NOMEM) xnomem();
	const char *meaning = meaning_of(code);
	str_clear(&s->error);
	str_printf(&s->error, "%s: %s", s->path, meaning ? meaning : sqlite3_errmsg(s->db));
	return -1;
}

void store_must(const struct store *s, const char *sql, int code)
{
	if (code == SQLITE_OK) return;
	fprintf(stderr, "mentorpress: bug in the use of the database: %s\n\t%s\n", sqlite3_errmsg(s->db), sql);
	abort();
}

static int run_sql(struct store *s, const char *sql)
{
	int code = sqlite3_exec(s->db, sql, NULL, NULL, NULL);
	if (code == SQLITE_ERROR) store_must(s, sql, code);
	return code == SQLITE_OK ? 0 : store_fail(s, code);
}

/* Reads a pragma's one integer. */
static int pragma_int(struct store *s, const char *sql, int64_t *out)
{
	sqlite3_stmt *h = NULL;
	int code = sqlite3_prepare_v2(s->db, sql, -1, &h, NULL);
	if (code == SQLITE_OK) code = sqlite3_step(h);
	if (code == SQLITE_ROW) *out = sqlite3_column_int64(h, 0);
	sqlite3_finalize(h);
	return code == SQLITE_ROW ? 0 : store_fail(s, code);
}

/* Within a transaction: another first run may have made the tables while this one waited for it. */
static int make_format(struct store *s)
{
	int64_t format = 0, objects = 0;
	if (pragma_int(s, "PRAGMA user_version", &format) ||
		pragma_int(s, "SELECT count(*) FROM sqlite_master", &objects))
		return -1;
	if (format == FILE_FORMAT) return 0;
	str_clear(&s->error);
	if (format > FILE_FORMAT) {
		str_printf(&s->error, "%s: the file was written by a newer mentorpress; use that version", s->path);
		return -1;
	}
	if (objects > 0) {
		str_printf(&s->error, "%s: the file is a database of another program", s->path);
		return -1;
	}
	return run_sql(s,
		"CREATE TABLE schema_version(owner TEXT PRIMARY KEY, version INTEGER NOT NULL) STRICT, WITHOUT ROWID;"
		"PRAGMA user_version = 1;");
}

static int check_format(struct store *s)
{
	int64_t format = 0;
	if (pragma_int(s, "PRAGMA user_version", &format)) return -1;
	if (format == FILE_FORMAT) return 0;
	if (store_begin(s)) return -1;
	if (make_format(s) || store_commit(s)) {
		store_rollback(s);
		return -1;
	}
	return 0;
}

/* The busy timeout does not cover a change of the journal's mode: when two first runs meet, one is told "busy" at once. */
static int use_wal(struct store *s)
{
	int code = SQLITE_BUSY;
	for (int waited = 0; (code & 0xff) == SQLITE_BUSY && waited < BUSY_WAIT_MS; waited += WAL_WAIT_MS) {
		if (waited > 0) sqlite3_sleep(WAL_WAIT_MS);
		code = sqlite3_exec(s->db, "PRAGMA journal_mode = WAL", NULL, NULL, NULL);
	}
	return code == SQLITE_OK ? 0 : store_fail(s, code);
}

void store_fill(struct store *s)
{
	if (s->depth == 0) sqlite3_exec(s->db, "PRAGMA journal_mode = DELETE", NULL, NULL, NULL);
}

int store_log_again(struct store *s)
{
	return s->depth == 0 ? use_wal(s) : 0;
}

/* temp_store keeps sorts and temporary tables, which hold private values, out of the machine's temporary folder. */
static int configure(struct store *s)
{
	sqlite3_extended_result_codes(s->db, 1);
	sqlite3_busy_timeout(s->db, BUSY_WAIT_MS);
	sqlite3_db_config(s->db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
	sqlite3_db_config(s->db, SQLITE_DBCONFIG_DQS_DML, 0, NULL);
	sqlite3_db_config(s->db, SQLITE_DBCONFIG_DQS_DDL, 0, NULL);
	sqlite3_db_config(s->db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
	if (run_sql(s, "PRAGMA page_size = 16384; PRAGMA temp_store = MEMORY; PRAGMA secure_delete = ON;"
		       "PRAGMA foreign_keys = ON; PRAGMA synchronous = FULL; PRAGMA cache_size = " CACHE_KIB ";") ||
		use_wal(s))
		return -1;
	return check_format(s);
}

static int open_db(struct store **out, const char *path, struct str *err)
{
	/* SQLite's own count of its memory, which nobody asks for, takes a lock for every piece. Refused once a database is open. */
	sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
	struct store *s = xcalloc(1, sizeof *s);
	str_init(&s->error, 0);
	s->path = xstrdup(path);
	/* A store belongs to one thread: SQLite need not lock every bound value. */
	int code = sqlite3_open_v2(path, &s->db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL);
	if (code != SQLITE_OK)
		store_fail(s, code);
	else if (configure(s) == 0) {
		*out = s;
		return 0;
	}
	str_sv(err, sv_of(&s->error));
	store_close(s);
	*out = NULL;
	return -1;
}

/* SQLite would create the file readable by all; its -wal and -shm files take over the mode of this one. */
static int create_private(const char *path, struct str *err)
{
	struct arena mem = ARENA_INIT;
	const char *slash = strrchr(path, '/');
	int result = -1, fd = -1;
	if (slash && slash != path) {
		const char *folder = arena_sv(&mem, sv_n(path, (size_t)(slash - path))).p;
		if (fs_mkdirs(folder, 0700, err)) goto done;
	}
	fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
	if (fd < 0 || fchmod(fd, 0600)) {
		str_printf(err, "cannot create %s: %s", path, strerror(errno));
		goto done;
	}
	result = 0;
done:
	if (fd >= 0) close(fd);
	arena_dispose(&mem);
	return result;
}

int store_open(struct store **out, const char *path, struct str *err)
{
	*out = NULL;
	return create_private(path, err) ? -1 : open_db(out, path, err);
}

int store_open_existing(struct store **out, const char *path, struct str *err)
{
	*out = NULL;
	if (!fs_exists(path)) {
		str_printf(err, "there is no database %s yet; import the exports first", path);
		return -1;
	}
	return store_open(out, path, err);
}

int store_open_memory(struct store **out, struct str *err)
{
	return open_db(out, ":memory:", err);
}

void store_close(struct store *s)
{
	if (!s) return;
	for (size_t i = 0; i < s->stmts.n; i++) {
		sqlite3_finalize(s->stmts.at[i]->h);
		free(s->stmts.at[i]);
	}
	vec_dispose(&s->stmts);
	for (size_t i = 0; i < s->kept.n; i++) {
		if (s->kept.at[i]->what) s->kept.at[i]->dispose(s->kept.at[i]->what);
		free(s->kept.at[i]);
	}
	vec_dispose(&s->kept);
	map_dispose(&s->by_sql);
	sqlite3_close(s->db);
	str_dispose(&s->error);
	free(s->path);
	free(s);
}

void **store_kept(struct store *s, const char *owner, void (*dispose)(void *))
{
	for (size_t i = 0; i < s->kept.n; i++)
		if (!strcmp(s->kept.at[i]->owner, owner)) return &s->kept.at[i]->what;
	struct kept *k = xcalloc(1, sizeof *k);
	*k = (struct kept){ owner, NULL, dispose };
	vec_push(&s->kept, k);
	return &k->what;
}

const char *store_error(const struct store *s)
{
	return s->error.ptr;
}

/* Migrations. */

static int version_of(struct store *s, const char *owner, int64_t *out)
{
	struct stmt *st = store_stmt(s, "SELECT version FROM schema_version WHERE owner = ?1");
	stmt_text_in(st, 1, sv(owner));
	int r = stmt_step(st);
	*out = r == 1 ? stmt_int(st, 0) : 0;
	stmt_reset(st);
	return r < 0 ? -1 : 0;
}

static int migrate_one(struct store *s, const char *owner, const struct migration *m)
{
	int64_t have = 0;
	if (store_begin(s)) return -1;
	/* Asked again under the lock: another first run may have done this step by now. */
	int r = version_of(s, owner, &have);
	if (r || have >= m->version) {
		store_rollback(s);
		return r;
	}
	struct stmt *st = store_stmt(s, "INSERT INTO schema_version(owner, version) VALUES(?1, ?2) "
					"ON CONFLICT(owner) DO UPDATE SET version = excluded.version");
	stmt_text_in(st, 1, sv(owner));
	stmt_int_in(st, 2, m->version);
	if (store_exec(s, m->sql) || stmt_run(st)) {
		store_rollback(s);
		return -1;
	}
	return store_commit(s);
}

int store_migrate(struct store *s, const char *owner, const struct migration *m, size_t n)
{
	int64_t have = 0;
	if (version_of(s, owner, &have)) return -1;
	if (have > (n ? m[n - 1].version : 0)) {
		str_clear(&s->error);
		str_printf(&s->error, "%s: its \"%s\" part was written by a newer mentorpress; use that version",
			s->path, owner);
		return -1;
	}
	for (size_t i = 0; i < n; i++) {
		assert(m[i].version == (int)i + 1);
		if (m[i].version > have && migrate_one(s, owner, &m[i])) return -1;
	}
	return 0;
}

/* Transactions. */

static const char *savepoint(char *buf, size_t cap, const char *verb, unsigned depth)
{
	snprintf(buf, cap, "%s level_%u", verb, depth);
	return buf;
}

int store_begin(struct store *s)
{
	char sql[64];
	if (run_sql(s, s->depth == 0 ? "BEGIN IMMEDIATE" : savepoint(sql, sizeof sql, "SAVEPOINT", s->depth)))
		return -1;
	s->depth++;
	return 0;
}

/* A failed commit leaves the transaction open: the caller rolls back, as after any other failure within it. */
int store_commit(struct store *s)
{
	char sql[64];
	assert(s->depth > 0);
	if (sqlite3_get_autocommit(s->db)) {
		/* SQLite has undone the whole transaction by itself, as it does when the disk is full. */
		if (!s->error.len)
			str_printf(&s->error, "%s: the changes were undone because of an earlier error", s->path);
		return -1;
	}
	if (run_sql(s, s->depth == 1 ? "COMMIT" : savepoint(sql, sizeof sql, "RELEASE", s->depth - 1))) return -1;
	s->depth--;
	return 0;
}

void store_rollback(struct store *s)
{
	char sql[64];
	assert(s->depth > 0);
	s->depth--;
	if (sqlite3_get_autocommit(s->db)) return;
	/* Its own result is of no use: the error to report is the one that led here. */
	if (s->depth == 0) {
		sqlite3_exec(s->db, "ROLLBACK", NULL, NULL, NULL);
		return;
	}
	sqlite3_exec(s->db, savepoint(sql, sizeof sql, "ROLLBACK TO", s->depth), NULL, NULL, NULL);
	sqlite3_exec(s->db, savepoint(sql, sizeof sql, "RELEASE", s->depth), NULL, NULL, NULL);
}

int store_exec(struct store *s, const char *sql)
{
	return run_sql(s, sql);
}

void store_shrink(struct store *s)
{
	sqlite3_db_release_memory(s->db);
}

int store_compact(struct store *s)
{
	assert(s->depth == 0);
	return run_sql(s, "VACUUM; PRAGMA wal_checkpoint(TRUNCATE);");
}

int64_t store_last_id(const struct store *s)
{
	return sqlite3_last_insert_rowid(s->db);
}

int64_t store_changes(const struct store *s)
{
	return sqlite3_changes64(s->db);
}
