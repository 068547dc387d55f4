/* proposals_store.c keeps the newest run of a round, so that the next one can say what became different and why: a committee that has studied its
 * sheets must not have to compare them line by line. */
#include "programme/proposals_draw.h"
#include <assert.h>
#include <stdlib.h>
#include <string.h>
#include "programme/round_index.h"
#include "records/resolve.h"

struct row { /* a proposal */
	int64_t application, partner;
	int how, fit;
};
struct was { /* somebody who was looked at */
	int64_t application;
	int reason;
};
struct before { /* the last run */
	int64_t id;
	bool any, same_rules, same_inputs;
	struct map partner; /* application → 1 + index into row */
	VEC(struct row) row;
	struct map reason; /* application → enum round_reason */
};

static struct sv key(const int64_t *application)
{
	return sv_n((const char *)application, sizeof *application);
}

static int read_round(struct before *b, struct store *s, const struct round *r)
{
	struct stmt *st = store_stmt(s, "SELECT id, rules, inputs FROM round WHERE name = ?1");
	stmt_text_in(st, 1, sv(r->name));
	int step = stmt_step(st);
	if (step == 1) {
		b->any = true;
		b->id = stmt_int(st, 0);
		b->same_rules = sv_is(stmt_text(st, 1), r->rules.digest.z);
		b->same_inputs = sv_is(stmt_text(st, 2), r->inputs);
	}
	stmt_reset(st);
	return step < 0 ? -1 : 0;
}

int round_cycle(struct store *s, const char *name, struct arena *mem, const char **cycle)
{
	struct stmt *st = store_stmt(s, "SELECT cycle FROM round WHERE name = ?1");
	stmt_text_in(st, 1, sv(name));
	int step = stmt_step(st);
	*cycle = step == 1 ? arena_strdup(mem, stmt_text(st, 0)) : NULL;
	stmt_reset(st);
	return step < 0 ? -1 : 0;
}

/* A newer application of the same person stands for the older one. */
static int present(struct store *s, int64_t *application)
{
	int64_t now = 0;
	if (!*application) return 0;
	if (resolve_present(s, *application, &now) < 0) return -1;
	if (now) *application = now;
	return 0;
}

static int read_rows(struct before *b, struct store *s)
{
	struct stmt *st = store_stmt(s, "SELECT application, partner, how, fit FROM proposal WHERE round = ?1");
	int step;
	stmt_int_in(st, 1, b->id);
	while ((step = stmt_step(st)) == 1)
		vec_push(&b->row,
			((struct row){ stmt_int(st, 0), stmt_int(st, 1), (int)stmt_int(st, 2), (int)stmt_int(st, 3) }));
	stmt_reset(st);
	for (size_t i = 0; i < b->row.n && step == 0; i++) {
		struct row *row = &b->row.at[i];
		if (present(s, &row->application) || present(s, &row->partner)) return -1;
		map_set(&b->partner, key(&row->application), i + 1);
	}
	return step;
}

static int read_members(struct before *b, struct store *s)
{
	VEC(struct was) all = VEC_INIT;
	struct stmt *st = store_stmt(s, "SELECT application, reason FROM round_member WHERE round = ?1");
	int step;
	stmt_int_in(st, 1, b->id);
	while ((step = stmt_step(st)) == 1) vec_push(&all, ((struct was){ stmt_int(st, 0), (int)stmt_int(st, 1) }));
	stmt_reset(st);
	for (size_t i = 0; i < all.n && step == 0; i++) {
		if (present(s, &all.at[i].application)) step = -1;
		map_set(&b->reason, key(&all.at[i].application), (uint64_t)all.at[i].reason);
	}
	vec_dispose(&all);
	return step;
}

static int read_before(struct before *b, struct store *s, const struct round *r)
{
	*b = (struct before){ .partner = MAP_INIT, .row = VEC_INIT, .reason = MAP_INIT };
	if (read_round(b, s, r)) return -1;
	return b->any && (read_rows(b, s) || read_members(b, s)) ? -1 : 0;
}

static void before_dispose(struct before *b)
{
	map_dispose(&b->partner);
	map_dispose(&b->reason);
	vec_dispose(&b->row);
}

/* ---- what changed */

static bool was_in(const struct before *b, const struct round_member *m)
{
	uint64_t reason = 0;
	return map_get(&b->reason, key(&m->who->application), &reason) && reason == IN_ROUND;
}

static void tell_members(struct str *out, const struct before *b, const struct round_member *m, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		bool was = was_in(b, &m[i]), is = m[i].reason == IN_ROUND;
		if (is && !was) str_printf(out, "%s came into the round.\n", m[i].label);
		if (was && !is) str_printf(out, "%s is not in the round any more: %s.\n", m[i].label, m[i].words);
	}
}

static void with_words(struct str *out, const char *label, int how, int fit)
{
	str_puts(out, label);
	if (how) {
		str_puts(out, " (");
		ordinal(out, (unsigned)how);
		str_printf(out, " choice, fit %d)", fit);
	} else
		str_printf(out, " (fit %d)", fit);
}

/* Who has the place now that another had; NULL nobody who did not have it then. */
static const struct round_member *who_has(
	const struct proposals *p, const struct before *b, const struct round_member *partner, bool peers)
{
	size_t n = peers ? p->peers.n : p->mentees.n;
	for (size_t i = 0; i < n; i++) {
		const struct proposal *x = peers ? &p->peers.at[i] : &p->mentees.at[i];
		uint64_t at = 0;
		if (x->other != partner) continue;
		bool had = map_get(&b->partner, key(&x->seeker->who->application), &at) &&
			   b->row.at[at - 1].partner == partner->who->application;
		if (!had) return x->seeker;
	}
	return NULL;
}

/* Who had the partner in the last run and has another now; NULL nobody. */
static const struct round_member *who_had(
	const struct proposals *p, const struct before *b, const struct round_member *partner, bool peers)
{
	size_t n = peers ? p->peers.n : p->mentees.n;
	for (size_t i = 0; i < n && partner; i++) {
		const struct proposal *x = peers ? &p->peers.at[i] : &p->mentees.at[i];
		uint64_t at = 0;
		if (x->other != partner && map_get(&b->partner, key(&x->seeker->who->application), &at) &&
			b->row.at[at - 1].partner == partner->who->application)
			return x->seeker;
	}
	return NULL;
}

static void why_changed(struct str *out, const struct round *r, const struct proposals *p, const struct before *b,
	const struct proposal *now, const struct round_member *partner)
{
	const char *hard = "";
	bool peers = now->seeker->who->kind == KIND_PEER;
	const struct round_member *taker = partner ? who_has(p, b, partner, peers) : NULL,
				  *giver = who_had(p, b, now->other, peers);
	if (partner && partner->reason != IN_ROUND)
		str_printf(out, "%s is not in the round: %s", partner->label, partner->words);
	else if (partner && hard_rule(r, now->seeker->who, partner->who, &hard) != HARD_NONE)
		str_printf(out, "with %s: %s", partner->label, hard);
	else if (now->other && !was_in(b, now->other))
		str_printf(out, "%s came into the round", now->other->label);
	else if (taker && taker != now->seeker)
		str_printf(out, "%s goes to %s%s", partner->label, taker->label,
			was_in(b, taker) ? "" : ", who came into the round");
	else if (now->other && giver)
		str_printf(out, "%s does not go to %s any more", now->other->label, giver->label);
	else
		str_puts(out, b->same_rules ? "applications, locks or weights changed" : "the rules changed");
}

static void tell_proposal(struct str *out, const struct round *r, const struct proposals *p, const struct before *b,
	const struct proposal *now)
{
	uint64_t at = 0;
	if (!map_get(&b->partner, key(&now->seeker->who->application), &at)) return; /* came: told already */
	assert(at && b->row.at);
	const struct row *row = &b->row.at[at - 1];
	const struct round_member *then = row->partner ? round_member(r, row->partner) : NULL;
	if (row->partner == (now->other ? now->other->who->application : 0)) return;
	str_printf(out, "%s: ", now->seeker->label);
	if (now->other)
		with_words(out, now->other->label, now->how, now->fit);
	else
		str_puts(out, "nobody");
	str_puts(out, ", before ");
	if (row->partner)
		with_words(out, then ? then->label : "an application that is gone", row->how, row->fit);
	else
		str_puts(out, "nobody");
	str_puts(out, ": ");
	why_changed(out, r, p, b, now, then);
	str_puts(out, ".\n");
}

static void tell(struct str *out, const struct round *r, const struct proposals *p, const struct before *b)
{
	if (!b->any || b->same_inputs) return;
	if (!b->same_rules)
		str_puts(out, "The rules changed: records/match-rules.yml, overrides.csv or employer_aliases.csv.\n");
	tell_members(out, b, r->mentees.at, r->mentees.n);
	tell_members(out, b, r->mentors.at, r->mentors.n);
	tell_members(out, b, r->peers.at, r->peers.n);
	for (size_t i = 0; i < p->mentees.n; i++) tell_proposal(out, r, p, b, &p->mentees.at[i]);
	for (size_t i = 0; i < p->peers.n; i++) tell_proposal(out, r, p, b, &p->peers.at[i]);
}

/* ---- storing */

static int store_round(struct store *s, const struct round *r, int64_t *id)
{
	struct stmt *st =
		store_stmt(s, "INSERT INTO round(name, cycle, day, state, rules, inputs) VALUES(?1, ?2, ?3, "
			      "'drawn', ?4, ?5) ON CONFLICT(name) DO UPDATE SET cycle = ?2, day = ?3, rules = "
			      "?4, inputs = ?5");
	stmt_text_in(st, 1, sv(r->name));
	stmt_text_in(st, 2, sv(r->cycle->id));
	stmt_int_in(st, 3, r->cycle->meeting);
	stmt_text_in(st, 4, sv(r->rules.digest.z));
	stmt_text_in(st, 5, sv(r->inputs));
	if (stmt_run(st)) return -1;
	if (!*id) *id = store_last_id(s);
	return 0;
}

static int clear(struct store *s, int64_t id, const char *sql)
{
	struct stmt *st = store_stmt(s, sql);
	stmt_int_in(st, 1, id);
	return stmt_run(st);
}

static int store_proposal(struct store *s, int64_t id, const struct proposal *p)
{
	struct stmt *st = store_stmt(s, "INSERT OR REPLACE INTO proposal(round, application, partner, how, fit, tier) "
					"VALUES(?1, ?2, ?3, ?4, ?5, ?6)");
	stmt_int_in(st, 1, id);
	stmt_int_in(st, 2, p->seeker->who->application);
	stmt_int_in(st, 3, p->other ? p->other->who->application : 0);
	stmt_int_in(st, 4, p->how);
	stmt_int_in(st, 5, p->fit);
	stmt_int_in(st, 6, p->seeker->tier);
	return stmt_run(st);
}

static int store_members(struct store *s, int64_t id, const struct round_member *m, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		struct stmt *st =
			store_stmt(s, "INSERT INTO round_member(round, application, reason) VALUES(?1, ?2, ?3)");
		stmt_int_in(st, 1, id);
		stmt_int_in(st, 2, m[i].who->application);
		stmt_int_in(st, 3, m[i].reason);
		if (stmt_run(st)) return -1;
	}
	return 0;
}

static int store_all(struct store *s, const struct round *r, const struct proposals *p, int64_t id)
{
	if (store_round(s, r, &id)) return -1;
	if (clear(s, id,
		    "DELETE FROM proposal WHERE round = ?1 AND application NOT IN (SELECT application FROM "
		    "decision WHERE round = ?1)") ||
		clear(s, id, "DELETE FROM round_member WHERE round = ?1"))
		return -1;
	for (size_t i = 0; i < p->mentees.n; i++)
		if (store_proposal(s, id, &p->mentees.at[i])) return -1;
	for (size_t i = 0; i < p->peers.n; i++)
		if (store_proposal(s, id, &p->peers.at[i])) return -1;
	return store_members(s, id, r->mentees.at, r->mentees.n) || store_members(s, id, r->mentors.at, r->mentors.n) ||
			       store_members(s, id, r->peers.at, r->peers.n)
		       ? -1
		       : 0;
}

int proposals_store(
	struct store *s, const struct round *r, const struct proposals *p, bool store_it, struct str *changes)
{
	struct before b;
	int rc = read_before(&b, s, r);
	if (rc == 0) tell(changes, r, p, &b);
	if (rc == 0 && store_it) {
		rc = store_begin(s);
		if (rc == 0) {
			rc = store_all(s, r, p, b.id) || store_commit(s) ? -1 : 0;
			if (rc) store_rollback(s);
		}
	}
	before_dispose(&b);
	return rc;
}
