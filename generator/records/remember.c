/* remember.c keeps computed values beside the digest of what the last import read: while that and the day are the same, so is
 * everything that follows from the records. */
#include "records/remember.h"
#include <stdint.h>

/* "2026-03-13/DIGEST " */
static int put_key(struct store *s, date_t day, struct str *out)
{
	struct stmt *st = store_stmt(s, "SELECT value FROM import_state WHERE key = 'inputs'");
	int r = stmt_step(st);
	str_printf(out, "%s/", date_iso(day).z);
	if (r == 1) str_sv(out, stmt_text(st, 0));
	str_putc(out, ' ');
	stmt_reset(st);
	return r < 0 ? -1 : 0;
}

int remember_get(struct store *s, date_t day, const char *name, struct str *out)
{
	struct str key = STR_INIT;
	int r = put_key(s, day, &key);
	struct stmt *st = store_stmt(s, "SELECT value FROM import_state WHERE key = ?1");
	stmt_text_in(st, 1, sv(name));
	int step = r ? -1 : stmt_step(st);
	bool fits = step == 1 && sv_starts(stmt_text(st, 0), key.ptr);
	if (fits) str_sv(out, sv_sub(stmt_text(st, 0), key.len, SIZE_MAX));
	stmt_reset(st);
	str_dispose(&key);
	return step < 0 ? -1 : !fits;
}

int remember_set(struct store *s, date_t day, const char *name, struct sv value)
{
	struct str line = STR_INIT;
	int r = put_key(s, day, &line);
	str_sv(&line, value);
	struct stmt *st = store_stmt(s, "INSERT OR REPLACE INTO import_state(key, value) VALUES(?1, ?2)");
	stmt_text_in(st, 1, sv(name));
	stmt_text_in(st, 2, sv_of(&line));
	if (r == 0) r = stmt_run(st);
	str_dispose(&line);
	return r;
}
