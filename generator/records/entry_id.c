/* entry_id.c issues Entry IDs and never forgets one. An ID is on paper, in mails and in people's notes as soon as an
 * edition is out, so a row here is never deleted and never given to somebody else; what changes is only who stands
 * behind it. */
#include "records/entry_id.h"

enum { ROW_SEQ, ROW_ID, ROW_STATE };

static int find_standing(struct store *s, const char *pool, bool group, struct sv owner, int64_t *seq,
	struct checkcode *id, bool *reserved)
{
	struct stmt *st = store_stmt(s, "SELECT seq, id, state FROM entry_id WHERE pool = ?1 AND owner = ?2 AND "
					"is_group = ?3 AND state <> 'ended'");
	stmt_text_lent(st, 1, sv(pool));
	stmt_text_lent(st, 2, owner);
	stmt_int_in(st, 3, group);
	int r = stmt_step(st);
	*seq = 0;
	if (r == 1) {
		*seq = stmt_int(st, ROW_SEQ);
		*reserved = sv_is(stmt_text(st, ROW_STATE), "reserved");
		snprintf(id->z, sizeof id->z, "%.*s", SV_ARG(stmt_text(st, ROW_ID)));
	}
	stmt_reset(st);
	return r < 0 ? -1 : 0;
}

static int was_issued(struct store *s, const char *id)
{
	struct stmt *st = store_stmt(s, "SELECT 1 FROM entry_id WHERE id = ?1");
	stmt_text_lent(st, 1, sv(id));
	int r = stmt_step(st);
	stmt_reset(st);
	return r;
}

/* Nothing changes where the ID was issued before. */
static int issue(struct store *s, const char *pool, bool group, struct sv owner, const struct checkcode *id)
{
	struct stmt *st = store_stmt(s, "INSERT INTO entry_id(id, pool, is_group, owner, state, first_edition, "
					"first_commit) VALUES(?1, ?2, ?3, ?4, 'reserved', 0, '') "
					"ON CONFLICT DO NOTHING");
	stmt_text_lent(st, 1, sv(id->z));
	stmt_text_lent(st, 2, sv(pool));
	stmt_int_in(st, 3, group);
	stmt_text_lent(st, 4, owner);
	return stmt_run(st);
}

/* 29^6 codes and at most some ten thousand issued: a second draw is rare and a tenth never happens by chance. */
static int draw(struct store *s, struct random_source *r, const char *pool, bool group, struct sv owner,
	entry_id_taken_fn *taken, void *ctx, struct checkcode *out)
{
	do {
		do *out = checkcode_draw(r);
		while (taken && taken(ctx, out->z));
		if (issue(s, pool, group, owner, out)) return -1;
	} while (store_changes(s) == 0);
	return 0;
}

static int end_row(struct store *s, int64_t seq, date_t on)
{
	struct stmt *st = store_stmt(s, "UPDATE entry_id SET state = 'ended', ended = ?2 WHERE seq = ?1");
	stmt_int_in(st, 1, seq);
	if (on == DATE_NONE)
		stmt_null_in(st, 2);
	else
		stmt_int_in(st, 2, on);
	return stmt_run(st);
}

/* A reserved ID was never seen by anybody: when a record has come in since that holds the same text, it is given up. */
static int entry_id_for(struct store *s, struct random_source *r, const char *pool, bool group, struct sv owner,
	entry_id_taken_fn *taken, void *ctx, struct checkcode *out)
{
	int64_t seq;
	bool reserved = false;
	if (find_standing(s, pool, group, owner, &seq, out, &reserved)) return -1;
	if (seq && !(reserved && taken && taken(ctx, out->z))) return 0;
	if (seq && end_row(s, seq, DATE_NONE)) return -1;
	return draw(s, r, pool, group, owner, taken, ctx, out);
}

int entry_id_for_group(struct store *s, struct random_source *r, const char *pool, struct sv tuple,
	entry_id_taken_fn *taken, void *ctx, struct checkcode *out)
{
	return entry_id_for(s, r, pool, true, tuple, taken, ctx, out);
}

struct person_text {
	char z[24];
};

static struct person_text person_text(int64_t person)
{
	struct person_text t;
	snprintf(t.z, sizeof t.z, "%lld", (long long)person);
	return t;
}

int entry_id_for_profile(struct store *s, struct random_source *r, const char *pool, int64_t person,
	entry_id_taken_fn *taken, void *ctx, struct checkcode *out)
{
	struct person_text owner = person_text(person);
	return entry_id_for(s, r, pool, false, sv(owner.z), taken, ctx, out);
}

int entry_id_end_profile(struct store *s, const char *pool, int64_t person, date_t on)
{
	struct person_text owner = person_text(person);
	struct checkcode id;
	int64_t seq;
	bool reserved;
	if (find_standing(s, pool, false, sv(owner.z), &seq, &id, &reserved)) return -1;
	return seq ? end_row(s, seq, on) : 0;
}

/* A draw that is repeated before it was published replaces what it said before; what was published stays as it was. */
static int newest_draw(struct store *s, const char *id, const char *cycle, date_t drawn, int64_t *out)
{
	struct stmt *st = store_stmt(s, "DELETE FROM entry_draw WHERE id = ?1 AND edition = 0");
	stmt_text_lent(st, 1, sv(id));
	if (stmt_run(st)) return -1;
	st = store_stmt(s, "INSERT INTO entry_draw(id, cycle, drawn) VALUES(?1, ?2, ?3)");
	stmt_text_lent(st, 1, sv(id));
	stmt_text_lent(st, 2, sv(cycle));
	stmt_int_in(st, 3, drawn);
	if (stmt_run(st)) return -1;
	*out = store_last_id(s);
	return 0;
}

int entry_id_members(
	struct store *s, const char *id, const char *cycle, date_t drawn, const int64_t *application, size_t n)
{
	int64_t number = 0;
	int r = newest_draw(s, id, cycle ? cycle : "", drawn, &number);
	for (size_t i = 0; i < n && r == 0; i++) {
		struct stmt *st = store_stmt(
			s, "INSERT INTO entry_member(draw, application) VALUES(?1, ?2) ON CONFLICT DO NOTHING");
		stmt_int_in(st, 1, number);
		stmt_int_in(st, 2, application[i]);
		r = stmt_run(st);
	}
	return r ? -1 : 0;
}

int entry_id_settle(struct store *s, unsigned edition, const char *commit, date_t day)
{
	struct stmt *st = store_stmt(s, "UPDATE entry_id SET state = 'live', first_edition = ?1, first_commit = ?2, "
					"since = ?3 WHERE state = 'reserved'");
	stmt_int_in(st, 1, edition);
	stmt_text_in(st, 2, sv(commit));
	stmt_int_in(st, 3, day);
	if (stmt_run(st)) return -1;
	st = store_stmt(s, "UPDATE entry_draw SET edition = ?1 WHERE edition = 0");
	stmt_int_in(st, 1, edition);
	return stmt_run(st);
}

int entry_id_forget(struct store *s)
{
	return store_exec(s, "DELETE FROM entry_draw WHERE edition = 0") ||
			       store_exec(s, "UPDATE entry_id SET state = 'ended' WHERE state = 'reserved'")
		       ? -1
		       : 0;
}

int entry_id_adopt(struct store *s, const char *id, const char *pool, struct sv tuple, unsigned edition,
	const char *commit, date_t day, bool *is_new)
{
	struct checkcode other;
	bool reserved;
	int64_t standing = 0;
	int known = was_issued(s, id);

	*is_new = known == 0;
	if (known) return known < 0 ? -1 : 0;
	if (tuple.n && find_standing(s, pool, true, tuple, &standing, &other, &reserved)) return -1;
	struct stmt *st =
		store_stmt(s, "INSERT INTO entry_id(id, pool, is_group, owner, state, first_edition, first_commit, "
			      "since, ended) VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)");
	bool lives = tuple.n && !standing;
	stmt_text_in(st, 1, sv(id));
	stmt_text_in(st, 2, sv(pool));
	stmt_int_in(st, 3, tuple.n != 0);
	stmt_text_in(st, 4, tuple);
	stmt_text_in(st, 5, sv(lives ? "live" : "ended"));
	stmt_int_in(st, 6, edition);
	stmt_text_in(st, 7, sv(commit));
	stmt_int_in(st, 8, day);
	if (lives)
		stmt_null_in(st, 9);
	else
		stmt_int_in(st, 9, day);
	return stmt_run(st);
}

static date_t date_of(struct stmt *st, int col)
{
	return stmt_null(st, col) ? DATE_NONE : (date_t)stmt_int(st, col);
}

#define FACT "e.id, e.pool, e.is_group, e.state, e.first_edition, e.since, e.ended, d.cycle, d.drawn"

static int each_fact(struct stmt *st, entry_fn *fn, void *ctx, bool *found)
{
	int r = 0, step;
	while (r == 0 && (step = stmt_step(st)) != 0) {
		if (step < 0) {
			r = -1;
			break;
		}
		struct entry_fact e = { .pool = stmt_text(st, 1).p,
			.group = stmt_int(st, 2) != 0,
			.state = stmt_text(st, 3).p,
			.first_edition = (unsigned)stmt_int(st, 4),
			.since = date_of(st, 5),
			.ended = date_of(st, 6),
			.cycle = stmt_text(st, 7).p,
			.drawn = date_of(st, 8) };
		snprintf(e.id.z, sizeof e.id.z, "%.*s", SV_ARG(stmt_text(st, 0)));
		*found = true;
		r = fn(ctx, &e, stmt_int(st, 9));
	}
	stmt_reset(st);
	return r;
}

int entry_id_resolve(struct store *s, const char *id, entry_fn *fn, void *ctx)
{
	bool found = false;
	struct stmt *st = store_stmt(s, "SELECT " FACT ", coalesce(m.application, 0) FROM entry_id e"
					" LEFT JOIN entry_draw d ON d.n = (SELECT max(n) FROM entry_draw WHERE id = "
					"e.id AND edition > 0) LEFT JOIN entry_member m ON m.draw = d.n"
					" WHERE e.id = ?1 ORDER BY m.application");
	stmt_text_in(st, 1, sv(id));
	int r = each_fact(st, fn, ctx, &found);
	return r == 0 && !found ? 1 : r;
}

int entry_id_of(struct store *s, int64_t application, entry_fn *fn, void *ctx)
{
	bool found = false;
	struct stmt *st = store_stmt(s,
		"SELECT " FACT
		", ?1 FROM (SELECT d.id AS id, max(d.n) AS n FROM entry_member m JOIN entry_draw d ON d.n = m.draw"
		" WHERE m.application = ?1 AND d.edition > 0 GROUP BY d.id) x JOIN entry_draw d ON d.n = x.n JOIN "
		"entry_id e ON e.id = x.id ORDER BY d.n DESC");
	stmt_int_in(st, 1, application);
	return each_fact(st, fn, ctx, &found);
}
