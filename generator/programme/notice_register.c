/* notice_register.c writes the table of notices. A row that says "sent" is never changed: the register is what says that somebody was told. */
#include "programme/notice_register.h"
#include "base/digest.h"

/* A key as part of a file's name; a digest follows where the name alone would not tell two keys apart. */
const char *notice_file(struct arena *mem, const struct notice *n)
{
	struct str name = STR_INIT;
	bool changed = false;
	for (const char *c = n->key; *c; c++) {
		bool letter = (*c >= 'a' && *c <= 'z') || (*c >= 'A' && *c <= 'Z') || (*c >= '0' && *c <= '9') ||
			      *c == '-' || *c == '.' || *c == '_';
		changed |= !letter && *c != '/';
		str_putc(&name, letter ? *c : '-');
	}
	changed |= name.len > 120;
	if (name.len > 120) str_truncate(&name, 120);
	struct sha256 d = sha256_of(sv(n->key));
	const char *file = arena_printf(mem, "%s-%s%s%.8s.eml", notice_code_word(n->code), name.ptr, changed ? "-" : "",
		changed ? sha256_hex(&d).z : "");
	str_dispose(&name);
	return file;
}

int notice_keep(struct store *s, const struct notice *n, date_t day, const char *file)
{
	struct stmt *st =
		store_stmt(s, "INSERT INTO notice(code, key, application, partnership, round, made, file) "
			      "VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7) ON CONFLICT(code, key) DO UPDATE SET "
			      "application = ?3, partnership = ?4, round = ?5, made = ?6, file = ?7 WHERE sent IS "
			      "NULL");
	int64_t round = n->decision ? n->decision->round->id : n->pair ? n->pair->p->round : 0;
	stmt_text_in(st, 1, sv(notice_code_word(n->code)));
	stmt_text_in(st, 2, sv(n->key));
	stmt_int_in(st, 3, n->to->who->application);
	if (n->pair)
		stmt_int_in(st, 4, n->pair->p->id);
	else
		stmt_null_in(st, 4);
	if (round)
		stmt_int_in(st, 5, round);
	else
		stmt_null_in(st, 5);
	stmt_int_in(st, 6, day);
	stmt_text_in(st, 7, sv(file));
	return stmt_run(st);
}

int notice_drop(struct store *s, int64_t id)
{
	struct stmt *st = store_stmt(s, "DELETE FROM notice WHERE id = ?1 AND sent IS NULL");
	stmt_int_in(st, 1, id);
	return stmt_run(st);
}

int notice_record_sent(struct store *s, int64_t id, date_t on, const char *by, const char *file)
{
	struct stmt *st =
		store_stmt(s, "UPDATE notice SET sent = ?2, sent_by = ?3, file = ?4 WHERE id = ?1 AND sent IS NULL");
	stmt_int_in(st, 1, id);
	stmt_int_in(st, 2, on);
	stmt_text_in(st, 3, sv(by));
	stmt_text_in(st, 4, sv(file));
	return stmt_run(st);
}
