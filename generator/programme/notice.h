/* notice: which notices are to be sent on a day, and to whom. Each condition is a pure function of struct due_facts; a notice is known by its code
 * and key ("match-mentee", "P-0007/mentee/agreed"), and one recorded as sent is never wanted again. Clauses are the SOP's.
 *
 *   of an application   acknowledgement (5.1.3), not-eligible (5.1.1), clarify, paused, resumed, still-willing
 *   of a decision       no-match (5.1.6), not-eligible
 *   of a partnership    mentor-confirm, match-mentee, match-mentor, match-peer (5.1.7, 5.2.1, 5.3.1, 5.3.3), declined (5.2.3), plan-reminder and
 *                       plan-received (5.3.3), check-in (5.4.1), evaluation-due (5.5.1), concluded (5.5.2), certificate, units and petition (5.6.1)
 *
 * Stages, as the last part of a key: of match notices "proposed" (asks; nothing that tells who the partner is) and "agreed" (both have, so contact
 * data is exchanged); of reminders "before", "due", "late" with the day they are about; of petition "open", "granted", "denied"; of still-willing
 * "returning" and "year". Who has withdrawn or been erased gets none; who is paused only paused and still-willing. */
#ifndef PROGRAMME_NOTICE_H
#define PROGRAMME_NOTICE_H
#include "programme/due_facts.h"
enum {
	NOTICE_NEWS_DAYS =
		90 /* that an application has arrived is no news after so long: records from before the tool are not acknowledged */
};
enum notice_code {
	NOTICE_ACKNOWLEDGEMENT,
	NOTICE_NOT_ELIGIBLE,
	NOTICE_CLARIFY,
	NOTICE_MENTOR_CONFIRM,
	NOTICE_MATCH_MENTEE,
	NOTICE_MATCH_MENTOR,
	NOTICE_MATCH_PEER,
	NOTICE_NO_MATCH,
	NOTICE_DECLINED,
	NOTICE_PLAN_REMINDER,
	NOTICE_PLAN_RECEIVED,
	NOTICE_CHECK_IN,
	NOTICE_EVALUATION_DUE,
	NOTICE_CONCLUDED,
	NOTICE_CERTIFICATE,
	NOTICE_UNITS,
	NOTICE_PETITION,
	NOTICE_PAUSED,
	NOTICE_RESUMED,
	NOTICE_STILL_WILLING,
	NOTICE_COUNT
};
const char *notice_code_word(enum notice_code c); /* "match-mentee" */
const char *notice_clause(enum notice_code c);    /* "5.2.1"; "" where the SOP has none */
enum notice_code notice_code_of(struct sv typed); /* NOTICE_COUNT: none */
enum notice_stop {
	NOTICE_GOES,
	NOTICE_STOP_WITHDRAWN,
	NOTICE_STOP_PAUSED,
	NOTICE_STOP_HELD /* a test, or not clear whose it is, or gone from the export */,
	NOTICE_STOP_ADDRESS /* none that a message can be sent to */,
	NOTICE_STOP_COUNT
};
struct notice {
	enum notice_code code;
	const char *key, *stage; /* stage "" if the code has none */
	const struct due_person *to;
	const struct due_pair *pair; /* NULL: not of a partnership */
	enum side side;              /* of the one it goes to */
	const struct due_decision *decision;
	const struct due_certificate *certificate;
	date_t date; /* what it is about: due, back, meeting; DATE_NONE */
	enum notice_stop stop;
};
struct notices {
	VEC(struct notice) v; /* by code, then in the order of persons, decisions or partnerships */
};
/* One condition. *out is filled where it is true, key in mem. Sent ones count as wanted here. */
bool notice_of_person(enum notice_code code, const struct due_facts *f, const struct due_person *p, struct arena *mem,
	struct notice *out);
bool notice_of_decision(enum notice_code code, const struct due_facts *f, const struct due_decision *d,
	struct arena *mem, struct notice *out);
bool notice_of_pair(enum notice_code code, const struct due_facts *f, const struct due_pair *pair, enum side side,
	struct arena *mem, struct notice *out);
/* All that are wanted and not recorded as sent, those included that are stopped (notice.stop says why). */
void notices_wanted(struct notices *out, struct arena *mem, const struct due_facts *f);
enum notice_stop notice_stop_of(enum notice_code code, const struct due_person *p);
bool notice_address_ok(struct sv address); /* can stand in a To field as it is */
/* The round it belongs to; NULL if it belongs to none. */
const char *notice_round(const struct notice *n, const struct due_facts *f);
/* "before", "due", "late"; NULL: not yet. */
const char *notice_stage(date_t day, date_t due, long before, long after);
#endif
