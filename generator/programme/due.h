/* due: everything in the programme that is overdue or coming, and who must act. A pure function of struct due_facts; days come from rules.h. */
#ifndef PROGRAMME_DUE_H
#define PROGRAMME_DUE_H
#include "programme/due_facts.h"
enum due_actor { ACT_HEADQUARTERS, ACT_COMMITTEE, ACT_MENTOR, ACT_MENTEE, ACT_PEER, ACT_COUNT };
const char *due_actor_word(enum due_actor a); /* "headquarters", "committee", "mentor", "mentee", "peer partner" */
enum due_kind {
	DUE_ACKNOWLEDGE, /* 5.1.3 */
	DUE_TEXTS,       /* profile texts that wait for a person */
	DUE_DECISIONS,   /* 5.1.5: of a round whose meeting was */
	DUE_CONFIRM,     /* 5.1.7: the mentor's answer */
	DUE_REPLY,       /* 5.2.1: the mentee's or peer's */
	DUE_PLAN,        /* 5.3.3 */
	DUE_CHECK_IN,    /* 5.4.1 */
	DUE_EVALUATION,  /* 5.5.1 */
	DUE_CERTIFICATE, /* 5.6.1 */
	DUE_PETITION,    /* 5.6.1: to be decided */
	DUE_RETURNING,   /* a pause that ends: still willing? */
	DUE_MEMBERSHIP,  /* 5.1.1: ends before the evaluation */
	DUE_RECONFIRM,   /* 4.2: nothing heard for a year */
	DUE_NEVER_ASKED, /* nobody asked for the mentor for a year */
	DUE_KIND_COUNT
};
const char *due_kind_word(enum due_kind k);  /* "plan": in CSV and JSON */
const char *due_kind_title(enum due_kind k); /* "Partnership plans" */
const char *due_clause(enum due_kind k);     /* "" where the SOP has none */
struct due_item {
	enum due_kind kind;
	enum due_actor actor;
	const struct due_person *who; /* who must act, or about whom headquarters must; NULL: nobody in particular */
	const struct due_pair *pair;  /* NULL: not of a partnership */
	const struct due_round *round;
	date_t day;          /* it is due on that day; DATE_NONE: no day (texts) */
	const char *key;     /* stable for as long as it is the same matter: for calendars */
	const char *what;    /* a sentence without names, in mem */
	const char *command; /* the next step, in mem */
};
struct due_list {
	VEC(struct due_item) v; /* by actor, day, kind, form and number of the entry */
};
enum { DUE_AS_THE_RULES_SAY = -1 };
/* within: days ahead; DUE_AS_THE_RULES_SAY: each kind as early as its reminder. Dispose of with vec_dispose(&out->v). */
void due_list_make(struct due_list *out, struct arena *mem, const struct due_facts *f, long within);
bool due_is_overdue(const struct due_item *i, date_t day);
#endif
