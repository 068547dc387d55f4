/* Between cycle publishes the pool stands still, apart from profiles whose owners may not be shown any more; and after a
 * commit what was drawn or ended takes effect. */
#include "privacy/pool_internal.h"

static int mark(struct store *s, const char *pool, const char *id, enum pool_ends ends)
{
	struct stmt *st = store_stmt(s,
		"UPDATE drawn_entry SET ends = ?3 WHERE pool = ?1 AND id = ?2 AND drawing = (SELECT drawing FROM "
		"pool WHERE pool = ?1 AND state = 'current')");

	stmt_text_in(st, 1, sv(pool));
	stmt_text_in(st, 2, sv(id));
	stmt_int_in(st, 3, ends);
	return stmt_run(st);
}

/* A decision taken back binds at once; what a later one would allow waits for the next cycle, as every addition does. */
static void review_again(const struct pool_people *people, struct pool_row *row)
{
	const char *masked = "";

	if (!row->text[0]) return;
	switch (reviews_decision(&people->reviews, row->text_digest, &masked)) {
	case REVIEW_ACCEPTED: break;
	case REVIEW_MASKED: row->text = masked; break;
	case REVIEW_NONE:
	case REVIEW_ASKED:
	case REVIEW_HELD: row->text = ""; break;
	}
}

/* Takes out of the rows what may not be shown today, and notes which profiles end with the next publish. */
static int sift(struct store *s, const char *pool, const struct pool_people *people, struct pool_rows *rows,
	struct pool_sums *sums)
{
	for (size_t i = 0; i < rows->v.n; i++) {
		struct pool_row *row = &rows->v.at[i];
		const struct pool_person *p;
		enum pool_ends ends;

		if (row->kind == POOL_GROUP) {
			sums->groups++;
			continue;
		}
		review_again(people, row);
		p = pool_people_find(people, row->owner);
		ends = row->ends >= POOL_ENDED ? row->ends : pool_left_profile(p) ? POOL_ENDS : POOL_STANDS;
		if (ends != row->ends && mark(s, pool, row->id, ends)) return -1;
		sums->ending += ends != row->ends || ends == POOL_ENDS;
		row->hidden = row->hidden || ends != POOL_STANDS || !p || !pool_listed(p) || !p->takes_requests;
		sums->profiles += !row->hidden;
		sums->left_profile_waiting += p && pool_listed(p) && p->consent == CONSENT_GROUP;
	}
	sums->listed_profile = sums->profiles;
	return 0;
}

static void sum_people(const struct pool_people *people, struct pool_sums *sums)
{
	sums->applications = people->applications;
	sums->unlisted[REASON_HELD] = people->held;
	sums->unlisted[REASON_TEST] = people->tests;
	sums->text_waiting = people->text_waiting;
	for (size_t i = 0; i < people->v.n; i++) {
		const struct pool_person *p = &people->v.at[i];

		if (reason_is_held(p->why)) continue;
		if (!pool_listed(p))
			sums->unlisted[p->why == REASON_OK || p->why == REASON_NO_AREA ? REASON_NOT_LISTED : p->why]++;
		else
			sums->at_capacity += p->consent == CONSENT_PROFILE && !p->takes_requests;
	}
}

/* To take the card down would say more: one that goes between two cycles tells every reader that it had exactly k. */
static int warn_of_thinned(struct store *s, const char *pool, unsigned k, const struct pool_rows *rows,
	const struct row_index *persons, struct diags *ds)
{
	size_t groups = 0;

	if (pool_thinned(s, pool, k, rows, persons, &groups)) return -1;
	if (groups)
		diags_warn(ds, "P170", NOPLACE, "draw the pool with the next match cycle, and not later",
			"applications of the pool \"%s\" were found to be of one person since it was drawn, so %zu of "
			"its groups now "
			"hold fewer than %u; their entries stand until the next cycle",
			pool, groups, k);
	return 0;
}

static int carry_one(struct store *s, const struct run *run, const struct policy *policy,
	const struct policy_pool *pool, struct public_pool **out, struct pool_sums *sums, struct diags *ds)
{
	struct arena mem = ARENA_INIT;
	struct pool_people people = POOL_PEOPLE_INIT;
	struct pool_rows rows = { VEC_INIT };
	struct row_index persons = ROW_INDEX_INIT;
	struct pool_head head;
	size_t errors = ds->errors;
	int found = pool_read_head(s, &mem, pool->code, POOL_CURRENT, &head), result = found < 0 ? -1 : 0;

	*sums = (struct pool_sums){ .pool = pool->code };
	if (found != 0) goto done;
	result = -1;
	if (head.k < policy->k) {
		diags_error(ds, "P041", NOPLACE, "publish with --cycle, which draws the pool anew",
			"the pool \"%s\" was drawn with k %u, and the policy now asks for %u", pool->code, head.k,
			policy->k);
		goto done;
	}
	if (pool_people_read(&people, s, run, pool, ds) || pool_read_rows(s, &mem, pool->code, POOL_CURRENT, &rows) ||
		application_persons(s, &persons))
		goto done;
	pool_find_owners(&rows, &persons);
	sum_people(&people, sums);
	if (sift(s, pool->code, &people, &rows, sums)) goto done;
	if (pool_members(s, pool->code, POOL_CURRENT, &sums->listed_group, &sums->smallest_group) ||
		warn_of_thinned(s, pool->code, head.k, &rows, &persons, ds))
		goto done;
	*out = pool_publish(pool, &head, rows.v.at, rows.v.n, ds);
	result = *out ? 0 : -1;
done:
	if (result && ds->errors == errors) pool_store_failed(s, ds);
	vec_dispose(&rows.v);
	row_index_dispose(&persons);
	pool_people_dispose(&people);
	arena_dispose(&mem);
	return result;
}

int pool_carry(struct store *s, const struct run *run, const struct policy *policy, const struct vocabs *vocabs,
	struct public_pool **pools, struct pool_sums *sums, struct diags *ds)
{
	int result = 0;

	(void)vocabs;
	for (size_t p = 0; p < policy->npools; p++) {
		pools[p] = NULL;
		if (carry_one(s, run, policy, &policy->pool[p], &pools[p], &sums[p], ds)) result = -1;
	}
	return result;
}

/* Profiles that end now: those of the current pool that a drawn one does not hold or, where none was drawn, those marked. */
static int end_profiles(struct store *s, date_t day)
{
	struct stmt *st = store_stmt(s,
		"SELECT c.pool, c.person FROM pool p CROSS JOIN pool_entry c ON c.pool = p.pool AND c.state = "
		"'current' WHERE p.state = 'next' AND c.kind = 1 AND c.ends < 2 AND NOT EXISTS(SELECT 1 FROM "
		"pool_entry n WHERE n.pool = c.pool AND n.state = 'next' AND n.id = c.id AND n.ends < 2)"
		" UNION ALL SELECT c.pool, c.person FROM drawn_entry c INDEXED BY drawn_entry_ending CROSS JOIN pool p "
		"ON "
		"p.pool = c.pool AND p.drawing = c.drawing AND p.state = 'current' WHERE c.ends = 1 AND c.kind = 1 AND "
		"NOT "
		"EXISTS(SELECT 1 FROM pool n WHERE n.pool = c.pool AND n.state = 'next') ORDER BY 1, 2");
	VEC(struct {
		int64_t person;
		char *pool;
	})
	ended = VEC_INIT;
	int r, result;

	while ((r = stmt_step(st)) == 1) {
		vec_reserve(&ended, ended.n + 1);
		ended.at[ended.n].person = stmt_int(st, 1);
		ended.at[ended.n++].pool = xstrndup(stmt_text(st, 0).p, stmt_text(st, 0).n);
	}
	stmt_reset(st);
	result = r;
	for (size_t i = 0; i < ended.n; i++) {
		if (result == 0) result = entry_id_end_profile(s, ended.at[i].pool, ended.at[i].person, day);
		free(ended.at[i].pool);
	}
	vec_dispose(&ended);
	return result ? -1
		      : store_exec(s, "UPDATE drawn_entry INDEXED BY drawn_entry_ending SET ends = 2 WHERE ends = 1 "
				      "AND (pool, drawing) IN (SELECT "
				      "pool, drawing FROM "
				      "pool WHERE state = 'current')");
}

static int next_becomes_current(struct store *s)
{
	static const char *const sql[] = {
		"DELETE FROM drawn_member WHERE (pool, drawing) IN (SELECT c.pool, c.drawing FROM pool c JOIN pool n "
		"USING(pool) WHERE c.state = 'current' AND n.state = 'next')",
		"DELETE FROM drawn_entry WHERE (pool, drawing) IN (SELECT c.pool, c.drawing FROM pool c JOIN pool n "
		"USING(pool) WHERE c.state = 'current' AND n.state = 'next')",
		"DELETE FROM pool WHERE state = 'current' AND pool IN (SELECT pool FROM pool WHERE state = 'next')",
		"UPDATE pool SET state = 'current' WHERE state = 'next'"
	};

	for (size_t i = 0; i < sizeof sql / sizeof *sql; i++)
		if (store_exec(s, sql[i])) return -1;
	return 0;
}

int pool_end_left(struct store *s, date_t day)
{
	return end_profiles(s, day);
}

static int remember_settled(struct store *s, unsigned edition, const char *commit)
{
	struct stmt *st =
		store_stmt(s, "INSERT OR REPLACE INTO pool_settled(one, edition, commit_id) VALUES(1, ?1, ?2)");

	stmt_int_in(st, 1, edition);
	stmt_text_in(st, 2, sv(commit));
	return stmt_run(st);
}

int pool_settle(struct store *s, unsigned edition, const char *commit, date_t day)
{
	if (store_begin(s)) return -1;
	if (end_profiles(s, day) || next_becomes_current(s) || entry_id_settle(s, edition, commit, day) ||
		remember_settled(s, edition, commit) || store_exec(s, "DELETE FROM pool_intent") || store_commit(s)) {
		store_rollback(s);
		return -1;
	}
	return 0;
}

int pool_intend(struct store *s, unsigned edition)
{
	struct stmt *st = store_stmt(s, "INSERT OR REPLACE INTO pool_intent(one, edition) VALUES(1, ?1)");

	stmt_int_in(st, 1, edition);
	return stmt_run(st);
}

int pool_was_meant(struct store *s, const struct pool_published *newest, bool *out)
{
	int64_t intended = 0;

	if (store_int(s, "SELECT edition FROM pool_intent", 0, &intended)) return -1;
	*out = intended && (uint64_t)intended == newest->edition && newest->commit[0];
	return 0;
}

int pool_check_settled(struct store *s, const struct pool_published *newest, bool cycle, struct diags *ds)
{
	struct stmt *st;
	unsigned known = 0;
	bool meant, same = false;
	int r;

	if (pool_was_meant(s, newest, &meant)) return -1;
	if (meant || !newest->has_pool || !newest->commit[0]) return 0;
	st = store_stmt(s, "SELECT edition, commit_id FROM pool_settled");
	r = stmt_step(st);
	if (r == 1) {
		known = (unsigned)stmt_int(st, 0);
		same = sv_is(stmt_text(st, 1), newest->commit);
	}
	stmt_reset(st);
	if (r < 0 || same) return r < 0 ? -1 : 0;
	if (cycle) {
		diags_warn(ds, "P061", NOPLACE,
			diags_text(ds, "if there is a backup made after edition %u, restore it and run this again",
				newest->edition),
			"private/mentorpress.db does not know edition %u; this cycle begins anew, and Entry IDs of "
			"earlier editions resolve no more",
			newest->edition);
		return 0;
	}
	diags_error(ds, "P060", NOPLACE,
		diags_text(ds,
			"restore private/mentorpress.db from the backup made after edition %u; if there is none, "
			"publish with --cycle",
			newest->edition),
		known > newest->edition
			? "the repository's newest edition is %u, and private/mentorpress.db knows a later one"
			: "private/mentorpress.db is older than edition %u or was lost, and publishing from it would "
			  "take entries out of the directory",
		newest->edition);
	return -1;
}

/* A run that died after its commit is settled now; one that died before it leaves a pool and IDs that nobody has seen. */
int pool_reconcile(struct store *s, const struct pool_published *newest, date_t day, bool cycle, struct diags *ds)
{
	bool meant = false;

	if (pool_was_meant(s, newest, &meant)) return -1;
	if (meant) return pool_settle(s, newest->edition, newest->commit, day);
	if (store_begin(s)) return -1;
	if (store_exec(s, "DELETE FROM drawn_member WHERE (pool, drawing) IN (SELECT pool, drawing FROM pool WHERE "
			  "state = 'next')") ||
		store_exec(s, "DELETE FROM drawn_entry WHERE (pool, drawing) IN (SELECT pool, drawing FROM pool WHERE "
			      "state = 'next')") ||
		store_exec(s, "DELETE FROM pool WHERE state = 'next'") || store_exec(s, "DELETE FROM pool_intent") ||
		entry_id_forget(s) || store_commit(s)) {
		store_rollback(s);
		return -1;
	}
	return pool_check_settled(s, newest, cycle, ds);
}
