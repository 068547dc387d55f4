/* The pool's own tables at an erase; records/erase_store.c has all others. */
#include "privacy/pool_erase.h"

static int with_text(struct store *s, const char *sql, const char *text)
{
	struct stmt *st = store_stmt(s, sql);

	stmt_text_in(st, 1, sv(text));
	return stmt_run(st);
}

static int with_id(struct store *s, const char *sql, int64_t id)
{
	struct stmt *st = store_stmt(s, sql);

	stmt_int_in(st, 1, id);
	return stmt_run(st);
}

/* A number that no application has, and that says nothing of the one that stood here. */
static const char anonymous[] =
	"UPDATE pool_member SET (application, person) = (SELECT min(0, coalesce(min(application), 0)) - 1, min(0, "
	"coalesce(min(application), 0)) - 1 FROM pool_member), member = 0 WHERE application = ?1";

static int leave_group(struct store *s, int64_t application)
{
	return with_id(s, anonymous, application);
}

static int rename_newest(struct store *s, const struct erase_intent *i)
{
	struct stmt *st = store_stmt(s, "UPDATE pool_settled SET commit_id = ?2 WHERE commit_id = ?1");

	stmt_text_in(st, 1, sv(i->was));
	stmt_text_in(st, 2, sv(i->now));
	return stmt_run(st);
}

int pool_erase(struct store *s, const struct erase_subject *of, const struct erase_intent *i)
{
	int r = rename_newest(s, i);

	for (size_t k = 0; k < of->id.n && r == 0; k++) {
		r = with_text(s, "DELETE FROM pool_member WHERE id = ?1", of->id.at[k]);
		if (r == 0) r = with_text(s, "DELETE FROM pool_entry WHERE id = ?1", of->id.at[k]);
	}
	if (r == 0) r = with_id(s, "DELETE FROM pool_entry WHERE kind = 1 AND person = ?1", of->person);
	for (size_t k = 0; k < of->application.n && r == 0; k++) r = leave_group(s, of->application.at[k]);
	return r;
}
