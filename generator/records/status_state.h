/* status_state: what the events and the staff's column say about an application on a day. Private to records/.
 * Events of an earlier application of the same person and type count for the current one when they were recorded on
 * or after its day. */
#ifndef RECORDS_STATUS_STATE_H
#define RECORDS_STATUS_STATE_H
#include "records/mapping.h"
#include "records/status.h"
struct status_state {
	bool withdrawn, consent_withdrawn, paused, full;
	date_t until;
};
struct staff_word {
	enum staff_state state;
	date_t until, stated; /* the export's day */
};
/* Reads the application's events unless there are none. 0, or -1 when the store failed. */
int status_on(struct status_state *out, struct store *s, int64_t application, bool has_events,
	const struct staff_word *staff, date_t day);
/* Between 2000 and 2200, or none: anything else is a slip of the keyboard. */
bool status_day_possible(date_t day);
#define STATUS_DAY_HELP "correct the year; a pause without end has no until"
const char *status_event_word(enum status_event e);
extern const char *const status_columns[];
enum {
	STATUS_EVENT_ID,
	STATUS_FORM,
	STATUS_ENTRY,
	STATUS_DATE,
	STATUS_EVENT,
	STATUS_UNTIL,
	STATUS_REASON,
	STATUS_NOTE,
	STATUS_REQUESTED_BY,
	STATUS_RECORDED_BY,
	STATUS_RECORDED_AT,
	STATUS_COLUMNS
};
struct status_line {
	date_t on, until;
	enum status_event what;
};
/* One line of the events file, `line` its number, ids the names of those before it. What is wrong goes to ds; -1: not even the kind of event is
 * known. Whom it concerns is the caller's to find. */
int status_line_read(struct status_line *out, const struct sv *cell, const struct place *at, size_t line,
	struct map *ids, struct diags *ds);
#endif
