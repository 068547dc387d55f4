/* register_next.c says what a partnership waits for, and from whom, in the words of the SOP's clauses. */
#include <string.h>
#include "programme/register.h"

#define SAY(mem, ...) arena_printf((mem), __VA_ARGS__)

static const char *since_or_by(struct arena *mem, date_t due, date_t today)
{
	return due == DATE_NONE ? "" : SAY(mem, "%s %s", due < today ? "since" : "by", date_iso(due).z);
}

static const char *missing(const struct partnership *p, const date_t day[3])
{
	bool a = day[SIDE_A] == DATE_NONE, b = day[SIDE_B] == DATE_NONE;
	if (a && b) return "both";
	if (p->peers) return a ? "partner a" : "partner b";
	return a ? "mentor" : "mentee";
}

static const char *next_of_formal(struct arena *mem, const struct partnership *p, date_t today)
{
	if (p->checkin_due != DATE_NONE && p->checked_in == DATE_NONE && p->checkin_due < p->evaluation_due &&
		p->state == STATE_FORMAL)
		return SAY(mem, "check-in %s (headquarters); evaluation by %s", since_or_by(mem, p->checkin_due, today),
			date_iso(p->evaluation_due).z);
	return SAY(
		mem, "evaluation %s: %s (5.5.1)", since_or_by(mem, p->evaluation_due, today), missing(p, p->evaluated));
}

static const char *next_of_ended(struct arena *mem, const struct partnership *p)
{
	bool effort = !strcmp(p->end_reason, "no_contact") || !strcmp(p->end_reason, "lack_of_effort");
	for (enum side side = SIDE_A; side <= SIDE_B; side++)
		if (p->petition[side] == PETITION_REQUESTED) return "the committee decides on a petition (5.6.1)";
	return SAY(mem, "ended %s, %s; %s", date_iso(p->ended).z, p->end_reason,
		effort ? "no petition (5.6.1)" : "a petition may come (5.6.1)");
}

const char *partnership_next(struct arena *mem, const struct partnership *p, date_t today)
{
	switch (p->state) {
	case STATE_PROPOSED:
		return SAY(mem, "answer of %s %s (5.2.3)", missing(p, p->agreed), since_or_by(mem, p->reply_by, today));
	case STATE_ACCEPTED:
		return SAY(mem, "%sgoals from %s %s (5.3.3)",
			p->first_contact != DATE_NONE ? ""
			: p->peers                    ? "first contact by either (5.3.1); "
						      : "first contact by mentee (5.3.1); ",
			p->peers ? "either" : "mentor", since_or_by(mem, p->plan_due, today));
	case STATE_FORMAL:
	case STATE_DUE: return next_of_formal(mem, p, today);
	case STATE_CONCLUDED: return SAY(mem, "concluded %s; certificates (5.6.1)", date_iso(p->concluded).z);
	case STATE_ENDED: return next_of_ended(mem, p);
	case STATE_NOT_FORMED:
	case STATE_COUNT: break;
	}
	return *p->decline_reason ? SAY(mem, "declined: %s", p->decline_reason)
	       : *p->end_reason   ? SAY(mem, "came to nothing: %s", p->end_reason)
				  : "declined";
}
