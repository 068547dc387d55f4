/* decision_record.c writes checked decisions into the register: outcomes, and a partnership for each pair. Numbers are given in the order of the
 * applicants, not of the rows, so that whoever sorts the file gets the same register. */
#include <stdlib.h>
#include <string.h>
#include "programme/decision_internal.h"
#include "records/resolve.h"

/* Whom a row is about comes from one array, so addresses order as the records do. */
static int by_applicant(const void *a, const void *b)
{
	const struct decision_row *x = a, *y = b;
	return x->who < y->who ? -1 : x->who > y->who;
}

static int write_decision(struct store *s, const struct decisions *d, const struct decision_row *row)
{
	struct stmt *st =
		store_stmt(s, "INSERT OR REPLACE INTO decision(round, application, decision, partner, how, fit, "
			      "flags, reason, decided_by, decided_on) VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, "
			      "?9, ?10)");
	stmt_int_in(st, 1, d->round_id);
	stmt_int_in(st, 2, row->who->application);
	stmt_text_in(st, 3, sv(decision_text(row->what)));
	stmt_int_in(st, 4, row->partner ? row->partner->application : 0);
	stmt_int_in(st, 5, row->how);
	if (row->partner)
		stmt_int_in(st, 6, row->fit);
	else
		stmt_null_in(st, 6);
	stmt_text_in(st, 7, row->flags);
	stmt_text_in(st, 8, row->reason);
	stmt_text_in(st, 9, row->by);
	stmt_int_in(st, 10, row->on);
	return stmt_run(st);
}

/* Of the person, also when it was recorded with an application that a newer one has replaced. */
static int forget_older(struct store *s, const struct decisions *d, const struct decision_row *row)
{
	struct stmt *st = store_stmt(s, "SELECT application FROM decision WHERE round = ?1 AND application <> ?2");
	VEC(int64_t) older = VEC_INIT;
	int step;
	stmt_int_in(st, 1, d->round_id);
	stmt_int_in(st, 2, row->who->application);
	while ((step = stmt_step(st)) == 1) vec_push(&older, stmt_int(st, 0));
	stmt_reset(st);
	for (size_t i = 0; i < older.n && step == 0; i++) {
		int64_t now = 0;
		if (resolve_present(s, older.at[i], &now)) step = -1;
		if (step || now != row->who->application) continue;
		st = store_stmt(s, "DELETE FROM decision WHERE round = ?1 AND application = ?2");
		stmt_int_in(st, 1, d->round_id);
		stmt_int_in(st, 2, older.at[i]);
		step = stmt_run(st);
	}
	vec_dispose(&older);
	return step;
}

static int open_pair(struct store *s, const struct round *r, const struct decisions *d, struct decision_row *row)
{
	bool peers = row->who->kind == KIND_PEER;
	struct partnership_new p = { .peers = peers,
		.a = peers ? row->who->application : row->partner->application,
		.b = peers ? row->partner->application : row->who->application,
		.round = d->round_id,
		.cycle = d->cycle,
		.proposed = row->on,
		.how = row->how,
		.fit = row->fit };
	partnership_dates(&p, &r->rules, r->cycle);
	return partnership_open(s, &p, &row->opened);
}

/* Of two peers the first in order opens; the rank is that of whoever asked, the better one of both. */
static int open_one(struct store *s, const struct round *r, struct decisions *d, size_t i)
{
	struct decision_row *row = &d->v.at[i];
	bool fresh = row->fate == FATE_NEW || row->fate == FATE_CHANGED;
	if (!fresh || !row->partner || row->opened) return 0;
	struct decision_row *half = NULL;
	for (size_t k = 0; k < d->v.n && row->who->kind == KIND_PEER; k++)
		if (d->v.at[k].who == row->partner) half = &d->v.at[k];
	int own = row->how;
	if (half && half->how && (!row->how || half->how < row->how)) row->how = half->how;
	int failed = open_pair(s, r, d, row);
	row->how = own;
	if (half) half->opened = row->opened;
	return failed;
}

static int annul(struct store *s, const struct run *run, struct decisions *d)
{
	for (size_t i = 0; i < d->v.n; i++)
		if (d->v.at[i].annul &&
			partnership_event(s, d->v.at[i].annul, run->as_of, "annulled", SIDE_NONE, "", "", 0) < 0)
			return -1;
	return 0;
}

int decisions_record(struct decisions *d, struct store *s, const struct run *run, const struct round *r)
{
	int failed;
	if (d->v.n) qsort(d->v.at, d->v.n, sizeof *d->v.at, by_applicant);
	if (store_begin(s)) return -1;
	failed = annul(s, run, d);
	for (size_t i = 0; i < d->v.n && !failed; i++) {
		if (d->v.at[i].fate == FATE_SAME) continue;
		failed = forget_older(s, d, &d->v.at[i]) || write_decision(s, d, &d->v.at[i]) || open_one(s, r, d, i);
	}
	if (!failed) {
		struct stmt *st = store_stmt(s, "UPDATE round SET state = 'decided' WHERE id = ?1");
		stmt_int_in(st, 1, d->round_id);
		failed = stmt_run(st);
	}
	if (!failed && store_commit(s) == 0) return 0;
	store_rollback(s);
	return -1;
}
