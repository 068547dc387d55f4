/* The database as the file that it is: whether it is the very one that a run left behind can be told by its bytes alone, and by nothing that SQLite counts.
 * They are read through SQLite's own descriptor: a second one, when it is closed, would drop every lock that this process has on the file. */
#include <stdio.h>
#include <sys/stat.h>
#include "base/arena.h"
#include "store/store_internal.h"

enum { CHUNK = 256 << 10 };

int store_mark(struct store *s, struct store_mark *out)
{
	out->own = sqlite3_total_changes64(s->db);
	return store_int(s, "PRAGMA data_version", 0, &out->others);
}

static bool is_empty(struct arena *mem, const struct store *s, const char *log)
{
	struct stat st;
	return stat(arena_printf(mem, "%s%s", s->path, log), &st) != 0 || st.st_size == 0;
}

/* Is all of the database in the file itself? */
static bool is_whole(const struct store *s)
{
	struct arena mem = ARENA_INIT;
	bool whole = is_empty(&mem, s, "-wal") && is_empty(&mem, s, "-journal");
	arena_dispose(&mem);
	return whole;
}

static int check_file(const struct store *s, const struct digest_key *key, struct digest_check *out)
{
	sqlite3_file *file = NULL;
	sqlite3_int64 size = 0;
	if (sqlite3_file_control(s->db, "main", SQLITE_FCNTL_FILE_POINTER, &file) != SQLITE_OK || !file ||
		!file->pMethods || file->pMethods->xFileSize(file, &size) != SQLITE_OK)
		return -1;
	struct digest_checker *c = digest_check_new(key);
	char *buffer = xmalloc(CHUNK);
	int r = 0;
	for (sqlite3_int64 at = 0; r == 0 && at < size; at += CHUNK) {
		int n = (int)(size - at < CHUNK ? size - at : CHUNK);
		if (file->pMethods->xRead(file, buffer, n, at) != SQLITE_OK) r = -1;
		if (r == 0) digest_check_add(c, buffer, (size_t)n);
	}
	free(buffer);
	digest_check_end(c, out);
	return r;
}

/* A command of which only the result counts, and not now is as good as later. */
static int try(struct store *s, const char *sql)
{
	sqlite3_busy_timeout(s->db, 0);
	int code = sqlite3_exec(s->db, sql, NULL, NULL, NULL);
	sqlite3_busy_timeout(s->db, BUSY_WAIT_MS);
	return code == SQLITE_OK ? 0 : -1;
}

int store_file_check(struct store *s, const struct digest_key *key, struct digest_check *out, struct store_mark *mark)
{
	if (s->depth > 0 || try(s, "BEGIN IMMEDIATE")) return -1;
	int r = is_whole(s) && store_mark(s, mark) == 0 ? check_file(s, key, out) : -1;
	try(s, "ROLLBACK");
	return r;
}

void store_flush(struct store *s)
{
	if (s->depth == 0) try(s, "PRAGMA wal_checkpoint(TRUNCATE)");
}
