/* store_integrity.c asks SQLite whether a database is whole: after a crash of the machine, or before a backup is trusted. */
#include "store/store.h"

int store_integrity(struct store *s, struct str *out)
{
	bool ok = true;
	int r;
	struct stmt *st = store_stmt(s, "PRAGMA integrity_check");
	while ((r = stmt_step(st)) == 1) {
		struct sv line = stmt_text(st, 0);
		if (sv_is(line, "ok")) continue;
		ok = false;
		str_sv(out, line);
		str_putc(out, '\n');
	}
	stmt_reset(st);
	if (r < 0) return -1;
	st = store_stmt(s, "PRAGMA foreign_key_check");
	while ((r = stmt_step(st)) == 1) {
		ok = false;
		str_printf(out, "row %lld of table %.*s refers to a row that is not there\n",
			(long long)stmt_int(st, 1), SV_ARG(stmt_text(st, 0)));
	}
	stmt_reset(st);
	return r == 0 && ok ? 0 : -1;
}
