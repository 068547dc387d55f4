/* due_facts: what the register and the records say on the run's day, read once. What is due (due.h) and which notices are wanted (notice.h) are
 * pure functions of it, so that each rule can be tried by filling these structs in a test. */
#ifndef PROGRAMME_DUE_FACTS_H
#define PROGRAMME_DUE_FACTS_H
#include "programme/participant.h"
#include "programme/register.h"
struct due_person { /* a current application */
	const struct participant *who;
	date_t paused_on;    /* its newest pause was recorded then; DATE_NONE: never by an event */
	date_t paused_until; /* of that pause; DATE_NONE: until further notice */
	date_t resumed_on;   /* after that pause: by an event, or by the day it ran until; DATE_NONE */
	date_t reconfirmed;  /* last, or DATE_NONE */
	date_t returning;    /* back on that day and not asked yet, within rules.returning; DATE_NONE */
	date_t named; /* of mentors and peers: when somebody last asked for them or they were last proposed; DATE_NONE never */
	date_t paid_through; /* DATE_NONE: needs no date, or is not known */
};
struct due_pair {
	const struct partnership *p;
	const struct due_person *side[3]; /* by enum side; NULL: erased, or in no import any more */
};
struct due_round {
	int64_t id;
	const char *name, *cycle, *state;
	date_t day;
};
struct due_decision {
	const struct due_round *round;
	const struct due_person *who; /* NULL: gone */
	const char *decision;         /* match, alternative, no_match, defer, not_eligible */
	date_t on;
};
struct due_notice { /* a row of the table notice */
	int64_t id, application, partnership;
	const char *code, *key, *file;
	date_t made, sent; /* sent: DATE_NONE not yet */
};
struct due_certificate {
	int64_t application, partnership;
	const char *number;
	date_t issued;
};
struct due_meeting { /* of the cycles, by meeting */
	struct sv cycle;
	date_t cutoff, meeting, publish_on;
};
struct due_index; /* of notices sent, and of decisions and partnerships by person: private to due_facts.c */
struct due_facts {
	date_t day;
	const struct rules *rules;
	const struct due_person *person; /* as people.v: mentors, peers, mentees */
	size_t npersons;
	VEC(struct due_pair) pairs;
	VEC(struct due_round) rounds;
	VEC(struct due_decision) decisions; /* by round and application */
	VEC(struct due_notice) notices;     /* by id */
	VEC(struct due_certificate) certificates;
	const struct due_meeting *meeting;
	size_t nmeetings;
	size_t texts_waiting; /* profile texts nobody has decided on; set by the caller */
	struct participants people;
	struct code_book *book;
	struct partnerships partnerships;
	struct due_index *index; /* NULL in facts that a test put together: then everything is looked through */
};
/* Everything lives in mem or in out; out is to be disposed of in any case. rules and meetings are borrowed. -1: the store failed. */
int due_facts_read(struct due_facts *out, struct arena *mem, struct store *s, const struct run *run,
	const struct rules *rules, const struct vocabs *vocabs);
void due_facts_dispose(struct due_facts *f);
/* Was a notice of that code recorded as sent whose key is this? */
bool due_facts_sent(const struct due_facts *f, const char *code, const char *key);
/* Is there a decision on it, or a partnership? p: of f->person. */
bool due_facts_handled(const struct due_facts *f, const struct due_person *p);
/* The newest day on which it agreed to a partnership or evaluated one; DATE_NONE. */
date_t due_facts_heard(const struct due_facts *f, const struct due_person *p);
const char *due_role(const struct due_pair *pair, enum side side); /* "mentor", "mentee", "peer partner" */
/* The first meeting on or after the day whose cutoff has not passed, else the first meeting; NULL if none is planned. */
const struct due_meeting *due_next_meeting(const struct due_facts *f);
#endif
