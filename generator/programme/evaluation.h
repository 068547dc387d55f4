/* evaluation: the evaluation forms that were led to partnerships (event "evaluated" with its application), read into small numbers. Of two of one
 * person about one partnership the one recorded last counts. Messages: M150. */
#ifndef PROGRAMME_EVALUATION_H
#define PROGRAMME_EVALUATION_H
#include "programme/register.h"
enum question { /* in the order of the report */
	QUESTION_OVERALL,
	QUESTION_MATCH,
	QUESTION_COMMUNICATION,
	QUESTION_GOALS,
	QUESTION_MATERIALS,
	QUESTION_SUPPORT,
	QUESTION_RATINGS,                      /* so many have 1 to 5 */
	QUESTION_GOALS_MET = QUESTION_RATINGS, /* 1 no, 2 partly, 3 yes */
	QUESTION_CONTINUE,                     /* 1 no, 2 yes */
	QUESTION_REPEAT,
	QUESTIONS
};
enum role { ROLE_MENTOR, ROLE_MENTEE, ROLE_PEER, ROLES };
struct evaluation {
	const struct partnership *partnership;
	enum side side;
	enum role role;
	int64_t application, person;
	date_t received;
	int answer[QUESTIONS]; /* 0: none */
	int meetings;          /* -1 unknown */
	bool wants_units, may_quote;
	struct sv positive, improve; /* free text: confidential */
};
struct evaluations {
	VEC(struct evaluation) v; /* by partnership, then side */
};
const char *question_words(enum question q);              /* "Overall" */
int question_answers(enum question q);                    /* how many there are: 5, 3, 2 */
const char *question_answer(enum question q, int answer); /* "4", "partly", "yes" */
const char *role_words(enum role r, bool many);           /* "mentor", "mentors", … */
enum role role_of(const struct partnership *p, enum side side);
/* Texts live in mem; what is no answer of the question is taken for none and told of (M150). -1: the store failed. */
int evaluations_read(struct evaluations *out, struct arena *mem, struct store *s, const struct run *run,
	const struct partnerships *all, struct diags *ds);
void evaluations_dispose(struct evaluations *e);
#endif
