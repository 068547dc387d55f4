/* register_check.c says which events make sense of a partnership as it stands, and why others do not, in words that headquarters can act on. What
 * is recorded cannot be unrecorded, so a slip is better refused than explained later. */
#include <string.h>
#include "programme/register.h"

#define COUNT(a) (sizeof(a) / sizeof *(a))

/* What is asked. */
struct asked {
	struct arena *mem;
	const struct partnership *p;
	date_t day;
	enum side side;
	const char *value;
};
#define WHY(q, ...) arena_printf((q)->mem, __VA_ARGS__)

static bool is(const char *a, const char *b)
{
	return strcmp(a, b) == 0;
}

static const char *side_of(const struct partnership *p, enum side side)
{
	if (p->peers) return side == SIDE_A ? "partner a" : "partner b";
	return side == SIDE_A ? "the mentor" : "the mentee";
}

static date_t first_of(date_t a, date_t b)
{
	return a == DATE_NONE ? b : b == DATE_NONE || a < b ? a : b;
}

/* "P-0007 was declined on March 3, 2026"; NULL while it runs. */
static const char *over(struct asked *q)
{
	const struct partnership *p = q->p;
	date_t declined = first_of(p->declined[SIDE_A], p->declined[SIDE_B]);
	if (partnership_is_running(p)) return NULL;
	if (declined != DATE_NONE) return WHY(q, "%s was declined on %s", p->number, date_long(declined).z);
	if (p->state == STATE_CONCLUDED) return WHY(q, "%s was concluded on %s", p->number, date_long(p->concluded).z);
	return WHY(q, "%s ended on %s", p->number, date_long(p->ended).z);
}

static const char *needs_goals(struct asked *q, const char *what)
{
	const struct partnership *p = q->p;
	if (p->plan_received == DATE_NONE)
		return WHY(q, "%s has no partnership goals yet (5.3.3), so %s; record plan-received first", p->number,
			what);
	if (q->day < p->plan_received)
		return WHY(q, "the goals of %s were received later, on %s", p->number, date_long(p->plan_received).z);
	return NULL;
}

static const char *refuse_agreed(struct asked *q)
{
	const struct partnership *p = q->p;
	const char *why = over(q);
	if (why) return why;
	if (p->agreed[q->side] != DATE_NONE)
		return WHY(q, "%s of %s agreed on %s already", side_of(p, q->side), p->number,
			date_long(p->agreed[q->side]).z);
	return NULL;
}

static const char *refuse_declined(struct asked *q)
{
	const struct partnership *p = q->p;
	const char *why = over(q);
	if (why) return why;
	if (p->plan_received != DATE_NONE)
		return WHY(q,
			"the goals of %s were received on %s, which confirmed it (5.3.3); record how it ended instead, "
			"as in: ended early_other",
			p->number, date_long(p->plan_received).z);
	return NULL;
}

static const char *refuse_first_contact(struct asked *q)
{
	const char *why = over(q);
	if (why) return why;
	if (q->p->first_contact != DATE_NONE)
		return WHY(
			q, "the first contact of %s was on %s already", q->p->number, date_long(q->p->first_contact).z);
	return NULL;
}

static const char *refuse_plan(struct asked *q)
{
	const char *why = over(q);
	if (why) return why;
	if (q->p->plan_received != DATE_NONE)
		return WHY(q, "the goals of %s were received on %s already", q->p->number,
			date_long(q->p->plan_received).z);
	return NULL;
}

static const char *refuse_checked_in(struct asked *q)
{
	const char *why = over(q);
	return why ? why : needs_goals(q, "there is nothing to check");
}

/* The second evaluation may come after the grace days, and one after an early end. */
static const char *refuse_evaluated(struct asked *q)
{
	const struct partnership *p = q->p;
	if (p->state == STATE_NOT_FORMED) return over(q);
	if (p->evaluated[q->side] != DATE_NONE)
		return WHY(q, "the evaluation of %s in %s was received on %s already", side_of(p, q->side), p->number,
			date_long(p->evaluated[q->side]).z);
	return needs_goals(q, "an evaluation would count for nothing");
}

static const char *refuse_ended(struct asked *q)
{
	static const char *const reason[] = { "completed", "early_mutual", "early_other", "no_contact",
		"lack_of_effort", "lapsed" };
	const char *why = over(q);
	bool known = false;
	if (why) return why;
	for (size_t i = 0; i < COUNT(reason); i++) known |= is(q->value, reason[i]);
	if (!known)
		return "how it ended must be completed, early_mutual, early_other, no_contact, lack_of_effort or "
		       "lapsed";
	return is(q->value, "completed") ? needs_goals(q, "it cannot have been completed") : NULL;
}

static const char *refuse_request(struct asked *q)
{
	const struct partnership *p = q->p;
	if (p->state == STATE_NOT_FORMED)
		return WHY(q, "%s was never formed, so there is nothing to petition for (5.6.1)", p->number);
	if (p->state != STATE_ENDED)
		return WHY(q, "%s did not end early; a petition is for one that did (5.6.1)", p->number);
	if (is(p->end_reason, "no_contact") || is(p->end_reason, "lack_of_effort"))
		return WHY(q, "%s ended for lack of communication or effort, and then there is no petition (5.6.1)",
			p->number);
	if (p->petition[q->side] != PETITION_NONE)
		return WHY(q, "the petition of %s in %s was recorded on %s already", side_of(p, q->side), p->number,
			date_long(p->petition_on[q->side]).z);
	return NULL;
}

static const char *refuse_petition(struct asked *q)
{
	const struct partnership *p = q->p;
	if (is(q->value, "requested")) {
		const char *why = refuse_request(q);
		if (why || q->day >= p->ended) return why;
		return WHY(q, "%s ended later, on %s", p->number, date_long(p->ended).z);
	}
	if (!is(q->value, "granted") && !is(q->value, "denied")) return "a petition is requested, granted or denied";
	if (p->petition[q->side] == PETITION_NONE)
		return WHY(q, "%s of %s has not petitioned; record petition requested first", side_of(p, q->side),
			p->number);
	if (p->petition[q->side] != PETITION_REQUESTED)
		return WHY(q, "the petition of %s in %s was decided on %s; take that back first", side_of(p, q->side),
			p->number, date_long(p->petition_on[q->side]).z);
	if (q->day < p->petition_on[q->side])
		return WHY(q, "the petition was received later, on %s", date_long(p->petition_on[q->side]).z);
	return NULL;
}

static const char *refuse_concluded(struct asked *q)
{
	const char *why = over(q);
	return why ? why : needs_goals(q, "it cannot be concluded");
}

static const char *refuse_due(struct asked *q, bool plan)
{
	const struct partnership *p = q->p;
	date_t day = date_parse(sv(q->value)), from = plan ? p->proposed : p->plan_due;
	const char *why = over(q);
	if (why) return why;
	if (day == DATE_NONE) return "the new day is written as 2026-09-01";
	if (plan && p->plan_received != DATE_NONE) return refuse_plan(q);
	if (day <= from)
		return WHY(q, "%s is not after %s, the day %s", date_long(day).z, date_long(from).z,
			plan ? "of the proposal" : "on which the plan is due");
	if (day == (plan ? p->plan_due : p->evaluation_due)) return WHY(q, "it is due on %s now", date_long(day).z);
	return NULL;
}

static const char *refuse_plan_due(struct asked *q)
{
	return refuse_due(q, true);
}

static const char *refuse_evaluation_due(struct asked *q)
{
	return refuse_due(q, false);
}

static const char *refuse_back(struct asked *q)
{
	const struct partnership *p = q->p;
	const struct {
		const char *name;
		date_t on;
	} all[] = { { "agreed", p->agreed[q->side] }, { "declined", p->declined[q->side] },
		{ "first_contact", p->first_contact }, { "plan_received", p->plan_received },
		{ "checked_in", p->checked_in }, { "evaluated", p->evaluated[q->side] }, { "ended", p->ended },
		{ "petition", p->petition_on[q->side] }, { "concluded", p->concluded }, { "plan_due", p->plan_due },
		{ "evaluation_due", p->evaluation_due } };
	for (size_t i = 0; i < COUNT(all); i++) {
		if (!is(q->value, all[i].name)) continue;
		return all[i].on == DATE_NONE ? WHY(q, "nothing of that name stands in %s%s%s", p->number,
							q->side ? " for " : "", q->side ? side_of(p, q->side) : "")
					      : NULL;
	}
	return "only what was recorded can be taken back, as in: take-back declined";
}

static const char *refuse_annulled(struct asked *q)
{
	const struct partnership *p = q->p;
	bool answered = p->first_contact != DATE_NONE || p->plan_received != DATE_NONE || !partnership_is_running(p);
	for (enum side side = SIDE_A; side <= SIDE_B; side++) answered |= p->agreed[side] != DATE_NONE;
	return answered ? WHY(q, "something was recorded of %s, so it stands; record how it ended instead", p->number)
			: NULL;
}

static const struct rule {
	const char *event;
	bool side;
	const char *(*refuse)(struct asked *q);
} rules[] = { { "agreed", true, refuse_agreed }, { "declined", true, refuse_declined },
	{ "first_contact", false, refuse_first_contact }, { "plan_received", false, refuse_plan },
	{ "checked_in", false, refuse_checked_in }, { "evaluated", true, refuse_evaluated },
	{ "ended", false, refuse_ended }, { "petition", true, refuse_petition },
	{ "concluded", false, refuse_concluded }, { "plan_due", false, refuse_plan_due },
	{ "evaluation_due", false, refuse_evaluation_due }, { "replaced", false, refuse_back },
	{ "annulled", false, refuse_annulled }, { "note", false, NULL } };

const char *partnership_event_refused(struct arena *mem, const struct partnership *p, date_t day, const char *event,
	enum side side, const char *value)
{
	struct asked q = { mem, p, day, side, value };
	const struct rule *r = NULL;
	for (size_t i = 0; i < COUNT(rules); i++)
		if (is(event, rules[i].event)) r = &rules[i];
	if (!r) return "that is no event of a partnership";
	if (day < p->proposed)
		return WHY(
			&q, "%s was proposed on %s; nothing happened before that", p->number, date_long(p->proposed).z);
	if (r->side && side == SIDE_NONE)
		return p->peers ? "say which of the two, by --by a or --by b"
				: "say which of the two, by --by mentor or --by mentee";
	return r->refuse ? r->refuse(&q) : NULL;
}
