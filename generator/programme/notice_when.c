/* notice_when.c decides who is to be told what. A condition looks at facts only; that something was told before is looked at in one place,
 * notices_wanted, so that no condition can forget it. */
#include "programme/notice.h"
#include <string.h>

static const struct {
	const char *word, *clause;
} codes[NOTICE_COUNT] = {
	[NOTICE_ACKNOWLEDGEMENT] = { "acknowledgement", "5.1.3" },
	[NOTICE_NOT_ELIGIBLE] = { "not-eligible", "5.1.1" },
	[NOTICE_CLARIFY] = { "clarify", "5.1.5" },
	[NOTICE_MENTOR_CONFIRM] = { "mentor-confirm", "5.1.7" },
	[NOTICE_MATCH_MENTEE] = { "match-mentee", "5.2.1" },
	[NOTICE_MATCH_MENTOR] = { "match-mentor", "5.2.1" },
	[NOTICE_MATCH_PEER] = { "match-peer", "5.2.1" },
	[NOTICE_NO_MATCH] = { "no-match", "5.1.6" },
	[NOTICE_DECLINED] = { "declined", "5.2.3" },
	[NOTICE_PLAN_REMINDER] = { "plan-reminder", "5.3.3" },
	[NOTICE_PLAN_RECEIVED] = { "plan-received", "5.3.3" },
	[NOTICE_CHECK_IN] = { "check-in", "5.4.1" },
	[NOTICE_EVALUATION_DUE] = { "evaluation-due", "5.5.1" },
	[NOTICE_CONCLUDED] = { "concluded", "5.5.2" },
	[NOTICE_CERTIFICATE] = { "certificate", "5.6.1" },
	[NOTICE_UNITS] = { "units", "5.6.1" },
	[NOTICE_PETITION] = { "petition", "5.6.1" },
	[NOTICE_PAUSED] = { "paused", "" },
	[NOTICE_RESUMED] = { "resumed", "" },
	[NOTICE_STILL_WILLING] = { "still-willing", "4.2" },
};

const char *notice_code_word(enum notice_code c)
{
	return codes[c].word;
}

const char *notice_clause(enum notice_code c)
{
	return codes[c].clause;
}

enum notice_code notice_code_of(struct sv typed)
{
	enum notice_code c = 0;
	while (c < NOTICE_COUNT && !sv_is(typed, codes[c].word)) c++;
	return c;
}

const char *notice_stage(date_t day, date_t due, long before, long after)
{
	if (due == DATE_NONE || day < due - (date_t)before) return NULL;
	return day < due ? "before" : day < due + (date_t)after ? "due" : "late";
}

/* ---- may it be sent at all? */

bool notice_address_ok(struct sv a)
{
	size_t at = 0;
	if (a.n < 3 || a.n > 254) return false;
	for (size_t i = 0; i < a.n; i++) {
		char c = a.p[i];
		if (c <= ' ' || c > '~' || strchr("()<>[]:;,\\\"", c)) return false;
		at += c == '@';
	}
	return at == 1 && a.p[0] != '@' && a.p[a.n - 1] != '@';
}

enum notice_stop notice_stop_of(enum notice_code code, const struct due_person *p)
{
	enum reason r = p->who->matchable;
	if (r == REASON_WITHDRAWN) return NOTICE_STOP_WITHDRAWN;
	if (r == REASON_PAUSED && code != NOTICE_PAUSED && code != NOTICE_STILL_WILLING) return NOTICE_STOP_PAUSED;
	if (reason_is_held(r) || r == REASON_MISSING || r == REASON_SUPERSEDED) return NOTICE_STOP_HELD;
	return notice_address_ok(p->who->email) ? NOTICE_GOES : NOTICE_STOP_ADDRESS;
}

/* ---- of an application */

static bool is_ineligible(const struct due_person *p)
{
	enum reason r = p->who->matchable;
	return r == REASON_NOT_A_MEMBER || r == REASON_LAPSED || r == REASON_ON_HOLD;
}

/* What a mentee or peer asked for and nobody can tell whom that means; or an application too bare to be matched. */
static bool is_unclear(const struct due_person *p)
{
	const struct participant *who = p->who;
	if (who->matchable != REASON_OK) return false;
	if (who->kind == KIND_MENTOR ? !who->offers.n : !who->needs.n) return true;
	for (size_t i = 0; i < who->choices.n; i++)
		if (who->choices.at[i].code) return true;
	return false;
}

static const char *person_key(struct arena *mem, const struct due_person *p, const char *more, date_t day)
{
	return arena_printf(mem, "%s/%s%s%s%s%s", p->who->form, p->who->entry_no, *more ? "/" : "", more,
		day == DATE_NONE ? "" : "/", date_iso(day).z);
}

/* A mentor or peer of whom nothing was heard for as long as the rules say; *since is the last sign of life. */
static bool is_silent(const struct due_facts *f, const struct due_person *p, date_t *since)
{
	*since = p->who->submitted;
	if (p->who->kind == KIND_MENTEE || p->who->matchable != REASON_OK || *since == DATE_NONE) return false;
	if (p->reconfirmed != DATE_NONE && p->reconfirmed > *since) *since = p->reconfirmed;
	date_t heard = due_facts_heard(f, p);
	if (heard > *since) *since = heard;
	return f->day >= date_add_months(*since, (int)f->rules->reconfirm_months);
}

static bool when_willing(const struct due_facts *f, const struct due_person *p, struct arena *mem, struct notice *out)
{
	date_t since;
	if (p->returning != DATE_NONE) {
		out->stage = "returning";
		out->date = p->returning;
	} else if (is_silent(f, p, &since)) {
		out->stage = "year";
		out->date = since;
	} else {
		return false;
	}
	out->key = person_key(mem, p, out->stage, out->date);
	return true;
}

/* A resumption of long ago is no news. */
static bool when_resumed(const struct due_facts *f, const struct due_person *p)
{
	return p->resumed_on != DATE_NONE && p->who->matchable == REASON_OK && p->resumed_on <= f->day &&
	       f->day <= p->resumed_on + (date_t)f->rules->returning;
}

bool notice_of_person(enum notice_code code, const struct due_facts *f, const struct due_person *p, struct arena *mem,
	struct notice *out)
{
	const char *more = "";
	date_t day = DATE_NONE;
	*out = (struct notice){ .code = code, .stage = "", .to = p, .date = DATE_NONE };
	switch (code) {
	case NOTICE_ACKNOWLEDGEMENT:
		if (p->who->submitted == DATE_NONE || f->day > p->who->submitted + NOTICE_NEWS_DAYS ||
			/* Then it is no news any more that it has arrived. */
			due_facts_handled(f, p))
			return false;
		break;
	case NOTICE_NOT_ELIGIBLE:
		if (!is_ineligible(p)) return false;
		more = p->who->matchable == REASON_NOT_A_MEMBER ? "no-member"
		       : p->who->matchable == REASON_LAPSED     ? "lapsed"
								: "hold";
		break;
	case NOTICE_CLARIFY:
		if (due_facts_handled(f, p) || !is_unclear(p)) return false;
		break;
	case NOTICE_PAUSED:
		if (p->who->matchable != REASON_PAUSED || p->paused_on == DATE_NONE ||
			f->day > p->paused_on + NOTICE_NEWS_DAYS)
			return false;
		out->date = p->paused_until;
		day = p->paused_on;
		break;
	case NOTICE_RESUMED:
		if (!when_resumed(f, p)) return false;
		out->date = day = p->resumed_on;
		break;
	case NOTICE_STILL_WILLING: return when_willing(f, p, mem, out);
	default: return false;
	}
	out->key = person_key(mem, p, more, day);
	return true;
}

/* ---- of a decision */

/* Proposed to somebody since, in the same role. */
static bool matched_since(const struct due_facts *f, const struct due_decision *d)
{
	for (size_t i = 0; i < f->pairs.n; i++) {
		const struct due_pair *pair = &f->pairs.at[i];
		if (pair->p->proposed >= d->on && (pair->side[SIDE_A] == d->who || pair->side[SIDE_B] == d->who))
			return true;
	}
	return false;
}

/* Of several decisions on an application the newest stands. */
static bool stands(const struct due_facts *f, const struct due_decision *d)
{
	for (size_t i = 0; i < f->decisions.n; i++) {
		const struct due_decision *o = &f->decisions.at[i];
		if (o->who == d->who && (o->on > d->on || (o->on == d->on && o > d))) return false;
	}
	return true;
}

bool notice_of_decision(enum notice_code code, const struct due_facts *f, const struct due_decision *d,
	struct arena *mem, struct notice *out)
{
	const char *decision = code == NOTICE_NO_MATCH ? "no_match" : code == NOTICE_NOT_ELIGIBLE ? "not_eligible" : "";
	*out = (struct notice){ .code = code, .stage = "", .to = d->who, .decision = d, .date = d->on };
	if (!d->who || !d->round || strcmp(d->decision, decision) != 0 || matched_since(f, d) || !stands(f, d))
		return false;
	/* The same is told from the records, with the reason. */
	if (code == NOTICE_NOT_ELIGIBLE && is_ineligible(d->who)) return false;
	out->key = arena_printf(mem, "%s/%s/%s", d->round->name, d->who->who->form, d->who->who->entry_no);
	return true;
}

/* ---- of a partnership */

static bool agreed(const struct partnership *p, enum side s)
{
	return p->agreed[s] != DATE_NONE;
}

/* Asks the one, or, once both have agreed, brings them together. In a mentor-mentee partnership the mentor is asked first (by mentor-confirm). */
static const char *match_stage(enum notice_code code, const struct partnership *p, enum side side)
{
	enum notice_code own = p->peers         ? NOTICE_MATCH_PEER
			       : side == SIDE_A ? NOTICE_MATCH_MENTOR
						: NOTICE_MATCH_MENTEE;
	if (code != own) return NULL;
	if (p->state == STATE_ACCEPTED) return "agreed";
	if (p->state != STATE_PROPOSED || agreed(p, side) || own == NOTICE_MATCH_MENTOR) return NULL;
	return own == NOTICE_MATCH_PEER || agreed(p, SIDE_A) ? "proposed" : NULL;
}

/* Does this side know of the proposal? A mentee whose mentor says no when asked first has not heard of it. */
static bool was_told(const struct due_facts *f, const struct due_pair *pair, enum side side)
{
	if (agreed(pair->p, side)) return true;
	for (size_t i = 0; i < f->notices.n; i++) {
		const struct due_notice *n = &f->notices.at[i];
		enum notice_code c = notice_code_of(sv(n->code));
		if (n->sent == DATE_NONE || n->partnership != pair->p->id || n->sent > f->day) continue;
		if (c != NOTICE_MENTOR_CONFIRM && (c < NOTICE_MATCH_MENTEE || c > NOTICE_MATCH_PEER)) continue;
		if (pair->side[side] && n->application == pair->side[side]->who->application) return true;
	}
	return false;
}

static bool when_declined(const struct due_facts *f, const struct due_pair *pair, enum side side)
{
	const struct partnership *p = pair->p;
	return p->state == STATE_NOT_FORMED && p->declined[side] == DATE_NONE && was_told(f, pair, side);
}

static bool when_plan_due(const struct due_facts *f, const struct partnership *p, enum side side, struct notice *out)
{
	const struct rules *r = f->rules;
	if (p->state != STATE_ACCEPTED || (!p->peers && side != SIDE_A)) return false;
	const char *stage = notice_stage(f->day, p->plan_due, r->plan_before, r->plan_after);
	out->stage = stage ? stage : "";
	out->date = p->plan_due;
	return stage;
}

static bool when_evaluation_due(
	const struct due_facts *f, const struct partnership *p, enum side side, struct notice *out)
{
	const struct rules *r = f->rules;
	if ((p->state != STATE_FORMAL && p->state != STATE_DUE) || p->evaluated[side] != DATE_NONE) return false;
	const char *stage = notice_stage(f->day, p->evaluation_due, r->evaluation_before, r->evaluation_after);
	out->stage = stage ? stage : "";
	out->date = p->evaluation_due;
	return stage;
}

static date_t checkin_day(const struct due_facts *f, const struct partnership *p)
{
	return p->checkin_due != DATE_NONE ? p->checkin_due
					   : date_add_months(p->plan_due, (int)f->rules->checkin_months);
}

static bool when_check_in(const struct due_facts *f, const struct partnership *p, struct notice *out)
{
	out->date = checkin_day(f, p);
	return p->state == STATE_FORMAL && p->checked_in == DATE_NONE && f->day >= out->date &&
	       f->day < p->evaluation_due - (date_t)f->rules->evaluation_before;
}

/* The newest issue of this side's certificate: after a reissue the new number is a new notice. */
static bool when_certified(const struct due_facts *f, const struct due_pair *pair, enum side side, struct notice *out)
{
	int64_t own = side == SIDE_A ? pair->p->a : pair->p->b;
	for (size_t i = 0; i < f->certificates.n; i++) {
		const struct due_certificate *c = &f->certificates.at[i];
		if (c->partnership == pair->p->id &&
			(c->application == own || c->application == pair->side[side]->who->application))
			out->certificate = c;
	}
	if (out->certificate) out->date = out->certificate->issued;
	return out->certificate;
}

/* Goals and the own evaluation are needed; of a partnership that ended early, a petition that was granted (5.6.1). */
static bool when_units(const struct partnership *p, enum side side)
{
	if (p->state == STATE_ENDED) return p->petition[side] == PETITION_GRANTED;
	return p->state == STATE_CONCLUDED && p->plan_received != DATE_NONE && p->evaluated[side] != DATE_NONE;
}

static bool when_petition(const struct partnership *p, enum side side, struct notice *out)
{
	if (p->state != STATE_ENDED || p->plan_received == DATE_NONE || strcmp(p->end_reason, "no_contact") == 0 ||
		strcmp(p->end_reason, "lack_of_effort") == 0)
		return false;
	out->stage = p->petition[side] == PETITION_GRANTED  ? "granted"
		     : p->petition[side] == PETITION_DENIED ? "denied"
							    : "open";
	out->date = p->petition[side] == PETITION_NONE ? p->ended : p->petition_on[side];
	return p->petition[side] != PETITION_REQUESTED;
}

static bool pair_condition(const struct due_facts *f, const struct due_pair *pair, enum side side, struct notice *out)
{
	const struct partnership *p = pair->p;
	const char *stage = NULL;
	switch (out->code) {
	case NOTICE_MENTOR_CONFIRM:
		return !p->peers && side == SIDE_A && p->state == STATE_PROPOSED && !agreed(p, SIDE_A);
	case NOTICE_MATCH_MENTEE:
	case NOTICE_MATCH_MENTOR:
	case NOTICE_MATCH_PEER:
		stage = match_stage(out->code, p, side);
		out->stage = stage ? stage : "";
		return stage;
	case NOTICE_DECLINED: return when_declined(f, pair, side);
	case NOTICE_PLAN_REMINDER: return when_plan_due(f, p, side, out);
	case NOTICE_PLAN_RECEIVED: out->date = p->plan_received; return p->state == STATE_FORMAL;
	case NOTICE_CHECK_IN: return when_check_in(f, p, out);
	case NOTICE_EVALUATION_DUE: return when_evaluation_due(f, p, side, out);
	case NOTICE_CONCLUDED: out->date = p->concluded; return p->state == STATE_CONCLUDED;
	case NOTICE_CERTIFICATE: return when_certified(f, pair, side, out);
	case NOTICE_UNITS: out->date = p->concluded; return when_units(p, side);
	case NOTICE_PETITION: return when_petition(p, side, out);
	default: return false;
	}
}

static const char *pair_key(
	struct arena *mem, const struct due_facts *f, const struct due_pair *pair, const struct notice *n)
{
	const char *side = pair->p->peers ? (n->side == SIDE_A ? "a" : "b") : due_role(pair, n->side);
	bool dated = n->code == NOTICE_PLAN_REMINDER || n->code == NOTICE_EVALUATION_DUE;
	(void)f;
	if (n->code == NOTICE_CERTIFICATE) return arena_printf(mem, "%s", n->certificate->number);
	return arena_printf(mem, "%s/%s%s%s%s%s", pair->p->number, side, *n->stage ? "/" : "", n->stage,
		dated ? "/" : "", dated ? date_iso(n->date).z : "");
}

bool notice_of_pair(enum notice_code code, const struct due_facts *f, const struct due_pair *pair, enum side side,
	struct arena *mem, struct notice *out)
{
	*out = (struct notice){
		.code = code, .stage = "", .to = pair->side[side], .pair = pair, .side = side, .date = DATE_NONE
	};
	if (!pair->side[side] || !pair_condition(f, pair, side, out)) return false;
	/* An erased partner leaves nothing to propose, to plan or to introduce. */
	if (!pair->side[side == SIDE_A ? SIDE_B : SIDE_A] && code <= NOTICE_PLAN_REMINDER) return false;
	out->key = pair_key(mem, f, pair, out);
	return true;
}

/* ---- all */

static void add(struct notices *out, const struct due_facts *f, struct notice *n)
{
	if (due_facts_sent(f, notice_code_word(n->code), n->key)) return;
	n->stop = notice_stop_of(n->code, n->to);
	vec_push(&out->v, *n);
}

void notices_wanted(struct notices *out, struct arena *mem, const struct due_facts *f)
{
	struct notice n;
	*out = (struct notices){ VEC_INIT };
	for (enum notice_code c = 0; c < NOTICE_COUNT; c++) {
		for (size_t i = 0; i < f->npersons; i++)
			if (notice_of_person(c, f, &f->person[i], mem, &n)) add(out, f, &n);
		for (size_t i = 0; i < f->decisions.n; i++)
			if (notice_of_decision(c, f, &f->decisions.at[i], mem, &n)) add(out, f, &n);
		for (size_t i = 0; i < f->pairs.n; i++)
			for (enum side s = SIDE_A; s <= SIDE_B; s++)
				if (notice_of_pair(c, f, &f->pairs.at[i], s, mem, &n)) add(out, f, &n);
	}
}

const char *notice_round(const struct notice *n, const struct due_facts *f)
{
	if (n->decision) return n->decision->round->name;
	for (size_t i = 0; n->pair && i < f->rounds.n; i++)
		if (f->rounds.at[i].id == n->pair->p->round) return f->rounds.at[i].name;
	return NULL;
}
