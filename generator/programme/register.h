/* register: partnerships and what happened to them. Events are only added; the state on any day is computed from them.
 *
 *   proposed ─ both agree ─▶ accepted ─ goals received (5.3.3) ─▶ formal ─ due date ─▶ due ─ both evaluations, or one and the grace days ─▶ concluded
 *   proposed, accepted ─ one declines or no reply, no goals ─▶ not_formed;   accepted, formal, due ─ ended early ─▶ ended
 *
 * Events (value; side): agreed (–; who), declined (reason; who), first_contact (–), plan_received (–; who sent it), checked_in (–), evaluated
 * (–; who), ended (reason; who, or neither), petition (requested, granted, denied; who), concluded (–), plan_due, evaluation_due (the new day),
 * replaced (the name of the event: recorded by mistake; the newest one of that name and side, and of that source if the source is not 0, no longer
 * counts), note (–), annulled (–: the partnership was opened by mistake and nobody was told; partnerships_read leaves it out, its number is not given
 * again).
 * Reasons of ended: completed early_mutual early_other no_contact lack_of_effort lapsed. source is the plan's or evaluation's application, 0 typed. */
#ifndef PROGRAMME_REGISTER_H
#define PROGRAMME_REGISTER_H
#include "base/arena.h"
#include "base/run.h"
#include "base/vec.h"
#include "programme/rules.h"
#include "records/application.h"
#include "store/store.h"
enum side { SIDE_NONE, SIDE_A, SIDE_B };
enum partnership_state {
	STATE_PROPOSED,
	STATE_ACCEPTED,
	STATE_FORMAL,
	STATE_DUE,
	STATE_CONCLUDED,
	STATE_ENDED,
	STATE_NOT_FORMED,
	STATE_COUNT
};
enum petition { PETITION_NONE, PETITION_REQUESTED, PETITION_GRANTED, PETITION_DENIED };
struct partnership {
	int64_t id;
	const char *number; /* "P-0007": on every paper and in the plan and evaluation forms */
	bool peers;
	int64_t a, b;               /* applications: the mentor and the mentee, or two peers; 0 erased */
	int64_t person_a, person_b; /* by the newest import */
	int64_t round;              /* 0: entered by hand */
	const char *cycle;
	date_t proposed, reply_by, plan_due, checkin_due, evaluation_due;
	int how, fit; /* rank of the choice, 0 suggested; fit -1 unknown */
	/* from the events, those after the run's day left out: */
	date_t agreed[3], declined[3] /* by side; [0]: unused */, first_contact, plan_received, checked_in,
		evaluated[3], ended, concluded;
	enum petition petition[3];
	date_t petition_on[3];
	const char *end_reason, *decline_reason; /* "" */
	enum partnership_state state;
};
struct partnerships {
	VEC(struct partnership) v; /* by id */
};
const char *partnership_state_words(enum partnership_state s); /* "proposed", "formal", "not formed" … */
int partnerships_read(
	struct partnerships *out, struct arena *mem, struct store *s, const struct run *run, const struct rules *rules);
/* By number as people type it ("P-7", "p0007", "7"); NULL if there is none. */
const struct partnership *partnership_find(const struct partnerships *p, struct sv typed);
/* What it waits for and from whom, with the clause: "goals from mentor by 2026-04-10 (5.3.3)"; in mem. */
const char *partnership_next(struct arena *mem, const struct partnership *p, date_t today);
/* Takes a place of either side: proposed, accepted, formal or due. */
bool partnership_is_running(const struct partnership *p);
/* Opens one; number is given ("P-" and the next number, at least four digits). 0 or -1 (the store). */
struct partnership_new {
	bool peers;
	int64_t a, b, round;
	const char *cycle;
	date_t proposed, reply_by, plan_due, checkin_due, evaluation_due;
	int how, fit;
};
int partnership_open(struct store *s, const struct partnership_new *p, int64_t *id);
/* Everything that was recorded until the day, in the order it was. In mem. -1: the store failed. */
struct register_event {
	date_t day;
	enum side side;
	const char *name, *value, *note;
	int64_t source;
	bool gone;         /* taken back by a later one */
	bool gone_by_hand; /* by one without a source: somebody decided so, and no form brings it back */
};
struct register_events {
	struct register_event *at;
	size_t n;
};
int register_events(struct register_events *out, struct arena *mem, struct store *s, int64_t partnership, date_t day);
/* Adds an event. 0 added; 1 it stands already, or it came from a form and was taken back by hand; -1 the store failed. Whether the event makes
 * sense is asked first: */
int partnership_event(struct store *s, int64_t partnership, date_t day, const char *event, enum side side,
	const char *value, const char *note, int64_t source);
/* NULL if the event can be recorded on that day, else why not, in a sentence ("P-0007 was declined on March 3, 2026"); in mem. The side of
 * agreed, declined, evaluated and petition must be given. replaced: whether there is such an event to take back. */
const char *partnership_event_refused(struct arena *mem, const struct partnership *p, date_t day, const char *event,
	enum side side, const char *value);
/* The dates of a partnership that is proposed on the day: those of its cycle (NULL: none); where the cycle has none, or one that is not after the
 * proposal: plan due the rules' days after the proposal, check-in and evaluation so many months after the plan is due, the last day of a shorter
 * month. */
struct cycle_days;
void partnership_dates(struct partnership_new *p, const struct rules *r, const struct cycle_days *cycle);
/* Leads plans and evaluations that were imported to their partnerships: by partnership number, else by the person and the one partnership
 * that was open then (and the partner named, if one is); adds plan_received and evaluated events with their source. Those that lead nowhere
 * or to several are warned of (M030–M039) with file, line and what to do. Idempotent. */
int register_take_forms(struct store *s, const struct run *run, const struct rules *rules, struct diags *ds);
/* Copies to read of the register: partnerships.csv and decisions.csv (DOMAIN 5.5, 5.6) in the folder, which is made. -1: err says why, or the
 * store failed and err is empty. */
int register_write_csv(
	struct store *s, const struct run *run, const struct partnerships *all, const char *folder, struct str *err);
/* How many rounds a person was in before the day and left unmatched without refusing, by our own outcomes: the tier (5.1.6). A partner's refusal
 * keeps it; the person's own refusal, no_contact and lack_of_effort take it away; a match that was formed ends the count. */
int register_unmatched_rounds(struct store *s, const struct partnerships *p, int64_t person, date_t day, int *out);
#endif
