/* decision_rules.c refuses what may not be decided: by who is in the round, by hard rules, by places, and by what people were told already. It
 * counts places itself, as they will be when the whole file is recorded, because rows of one file give and take each other's. */
#include <assert.h>
#include <stdlib.h>
#include <string.h>
#include "programme/decision_internal.h"

static bool fresh(const struct decision_row *row)
{
	return !row->bad && (row->fate == FATE_NEW || row->fate == FATE_CHANGED);
}

/* ---- told before */

int decision_told(struct store *s, int64_t round, int64_t application, int64_t partnership, date_t *on)
{
	static const char *const sql[] = {
		"SELECT min(sent) FROM notice WHERE sent IS NOT NULL AND ((round = ?1 AND application = ?2) OR "
		"(partnership = ?3 AND ?3 <> 0))",
		"SELECT min(day) FROM partnership_event WHERE partnership = ?3 AND event NOT IN ('note', 'annulled', "
		"'replaced', 'plan_due', 'evaluation_due') AND ?1 >= 0 AND ?2 >= 0",
	};
	*on = DATE_NONE;
	for (size_t i = 0; i < sizeof sql / sizeof *sql; i++) {
		struct stmt *st = store_stmt(s, sql[i]);
		stmt_int_in(st, 1, round);
		stmt_int_in(st, 2, application);
		stmt_int_in(st, 3, partnership);
		int step = stmt_step(st);
		if (step == 1 && !stmt_null(st, 0) && (*on == DATE_NONE || (date_t)stmt_int(st, 0) < *on))
			*on = (date_t)stmt_int(st, 0);
		stmt_reset(st);
		if (step < 0) return -1;
	}
	return 0;
}

static void refuse_told_pair(struct checking *c, struct decision_row *row, const struct partnership *p, date_t on)
{
	const char *who = p->peers ? "--by a (or b)" : "--by mentor (or mentee)";
	ROW_ERROR(c, row, "M081", row->what_at,
		diags_text(c->ds,
			"if one of them does not go on, record it first: mentorpress partnership %s declined %s; then "
			"this row is taken",
			p->number, who),
		"the match %s was acted on: since %s the two know of it", p->number, date_long(on).z);
}

/* A changed decision: what was opened is taken back, if nobody knows of it yet. */
static int check_told(struct checking *c, struct decision_row *row)
{
	const struct earlier *was = decision_earlier(c, row->who);
	const struct partnership *p = was && decision_pairs(was->what) ? decision_partnership(c, row->who) : NULL;
	date_t on;
	if (p && !partnership_is_running(p)) return 0; /* it came to nothing, so there is something new to decide */
	if (decision_told(c->s, c->d->round_id, row->who->application, p ? p->id : 0, &on)) return -1;
	assert(on == DATE_NONE || was); /* told of what was decided */
	if (on == DATE_NONE)
		row->annul = p ? p->id : 0;
	else if (p)
		refuse_told_pair(c, row, p, on);
	else
		ROW_ERROR(c, row, "M081", row->what_at,
			"decide it in the next round, or enter what was agreed: mentorpress partnership new",
			"the applicant was told of the decision \"%s\" on %s", decision_words(was->what),
			date_long(on).z);
	return 0;
}

/* ---- in the round */

static const struct round_member *member_of(const struct round *r, const struct participant *who)
{
	const struct round_member *m = who->kind == KIND_MENTEE   ? r->mentees.at
				       : who->kind == KIND_MENTOR ? r->mentors.at
								  : r->peers.at;
	size_t n = who->kind == KIND_MENTEE ? r->mentees.n : who->kind == KIND_MENTOR ? r->mentors.n : r->peers.n;
	for (size_t i = 0; i < n; i++)
		if (m[i].who == who) return &m[i];
	return NULL;
}

static const char *why_out(const struct round_member *m)
{
	return m->words && *m->words     ? m->words
	       : m->reason == OUT_RECORD ? reason_words(m->who->matchable)
					 : "the sheets of the round say why";
}

/* Who has no place or a partnership is counted below, with what this file changes. */
static bool in_round(const struct round_member *m)
{
	return m && (m->reason == IN_ROUND || m->reason == OUT_DECIDED || m->reason == OUT_RUNNING ||
			    m->reason == OUT_NO_PLACE);
}

static void check_member(struct checking *c, struct decision_row *row, bool partner)
{
	const struct round_member *m = member_of(c->r, partner ? row->partner : row->who);
	if (in_round(m)) return;
	ROW_ERROR(c, row, "M076", partner ? row->partner_at : row->who_at,
		partner ? "choose another, or record an exception (member_of_round) in records/overrides.csv"
			: "write not_eligible or defer, or record an exception (member_of_round) in "
			  "records/overrides.csv",
		"%s is not in the round %s: %s",
		partner                         ? "the partner"
		: row->who->kind == KIND_MENTEE ? "the mentee"
						: "the peer partner",
		c->d->round, m ? why_out(m) : "there is no current application");
}

/* ---- reasons */

static int proposed_partner(struct checking *c, const struct participant *who, int64_t *out)
{
	struct stmt *st = store_stmt(c->s, "SELECT partner FROM proposal WHERE round = ?1 AND application = ?2");
	stmt_int_in(st, 1, c->d->round_id);
	stmt_int_in(st, 2, who->application);
	int step = stmt_step(st);
	*out = step == 1 ? stmt_int(st, 0) : 0;
	stmt_reset(st);
	return step < 0 ? -1 : 0;
}

/* A match that was proposed carries the proposal's reasons; everything else needs one of the committee's. */
static int check_reason(struct checking *c, struct decision_row *row)
{
	int64_t proposed = 0;
	if (row->reason.n || row->implied) return 0;
	if (row->partner && proposed_partner(c, row->who, &proposed)) return -1;
	if (row->partner && (row->partner->application == proposed || row->how > 0)) return 0;
	ROW_ERROR(c, row, "M079", row->what_at, "a short sentence is enough; the applicant does not see it",
		row->partner ? "a match that was neither asked for nor proposed needs a reason%s"
			     : "the decision \"%s\" needs a reason",
		row->partner ? "" : decision_words(row->what));
	return 0;
}

/* ---- places, as they are once the file is recorded */

static bool is_annulled(const struct checking *c, int64_t partnership)
{
	for (size_t i = 0; i < c->d->v.n; i++)
		if (c->d->v.at[i].annul == partnership) return true;
	return false;
}

/* Partnerships of a person in the role of that application, those of this file left out. */
static int running(const struct checking *c, const struct participant *who)
{
	int n = 0;
	for (size_t i = 0; i < c->r->past.v.n; i++) {
		const struct partnership *p = &c->r->past.v.at[i];
		bool is = (p->person_a == who->person && who->kind != KIND_MENTEE) ||
			  (p->person_b == who->person && who->kind != KIND_MENTOR);
		n += is && p->peers == (who->kind == KIND_PEER) && partnership_is_running(p) && !is_annulled(c, p->id);
	}
	return n;
}

static bool is_first_half(const struct checking *c, const struct decision_row *row)
{
	const struct decision_row *other = row->who->kind == KIND_PEER ? decision_row_of(c, row->partner) : NULL;
	return !other || other->partner != row->who || !other->opens || row < other;
}

/* New partnerships of this file with that person in that role. */
static int opening(const struct checking *c, const struct participant *who)
{
	int n = 0;
	for (size_t i = 0; i < c->d->v.n; i++) {
		const struct decision_row *row = &c->d->v.at[i];
		if (row->opens && is_first_half(c, row)) n += row->who == who || row->partner == who;
	}
	return n;
}

static void check_places(struct checking *c, struct decision_row *row)
{
	const struct participant *p = row->partner;
	int has = running(c, p), added = opening(c, p), places = p->capacity;
	if (running(c, row->who) && !c->r->rules.running_any)
		ROW_ERROR(c, row, "M083", row->who_at,
			"mentorpress who shows it; end it first, or write defer (match-rules.yml: running_partnership)",
			"the applicant has a partnership in this role that has not ended");
	if (p->kind == KIND_PEER && has && !c->r->rules.running_any)
		ROW_ERROR(c, row, "M083", row->partner_at, "mentorpress who shows it; choose another, or end it first",
			"the partner has a partnership in this role that has not ended");
	else if (has + added > places && (p->kind == KIND_MENTOR || added > 1))
		ROW_ERROR(c, row, "M078", row->partner_at,
			has ? "mentorpress partnership shows which of the running ones has ended"
			    : "keep as many rows as there are places",
			"the partner has %d place%s; %d %s taken, and this file gives %d", places,
			places == 1 ? "" : "s", has, has == 1 ? "is" : "are", added);
}

/* ---- hard rules */

static void check_hard(struct checking *c, struct decision_row *row)
{
	const char *why = is_first_half(c, row) ? c->judge->forbidden(c->r, row->who, row->partner) : NULL;
	if (!why) return;
	ROW_ERROR(c, row, "M077", row->partner_at,
		row->flags.n
			? "override_flags alone are not enough: add the pair to records/overrides.csv, with why and "
			  "who allowed it"
			: "choose another, or add the pair to records/overrides.csv, with why and who allowed it",
		"the two may not be matched: %s", why);
}

int decision_rules(struct checking *c)
{
	for (size_t i = 0; i < c->d->v.n; i++) {
		struct decision_row *row = &c->d->v.at[i];
		if (!row->bad && row->fate == FATE_CHANGED && check_told(c, row)) return -1;
	}
	for (size_t i = 0; i < c->d->v.n; i++) {
		struct decision_row *row = &c->d->v.at[i];
		if (!fresh(row)) continue;
		if (row->what == DECISION_NO_MATCH || row->partner) check_member(c, row, false);
		if (row->partner) check_member(c, row, true);
	}
	/* All places are counted before any row is refused, so that each row that asks for too much is told. */
	for (size_t i = 0; i < c->d->v.n; i++) c->d->v.at[i].opens = fresh(&c->d->v.at[i]) && c->d->v.at[i].partner;
	for (size_t i = 0; i < c->d->v.n; i++) {
		struct decision_row *row = &c->d->v.at[i];
		if ((fresh(row) || row->fate == FATE_WORDS) && !row->bad && check_reason(c, row)) return -1;
		if (row->partner && !row->bad) row->fit = c->judge->fit(c->r, row->who, row->partner);
		if (!row->opens) continue;
		check_hard(c, row);
		check_places(c, row);
	}
	return 0;
}
