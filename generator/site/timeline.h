/* timeline: the dates of the cycles as a table, as a picture and as calendar files (ics.h).
 *
 * The picture shows the cycles that are not closed, a row each on a scale of months: the weeks in which applications are
 * taken, the weeks from the cutoff to the plan due date with the committee's meeting, the partnership with its
 * check-in. Tenths of a unit in a box 340 wide, integer arithmetic, no mark of today (a page must not change by time
 * alone). Everything in it is in the table too. */
#ifndef SITE_TIMELINE_H
#define SITE_TIMELINE_H
#include "site/page.h"
#define TIMELINE_EVENTS 8
#define TIMELINE_ROWS 24 /* of the picture; of more cycles the last */
struct timeline_event {
	const char *code;  /* for ever: part of an event's identity in calendars */
	const char *title; /* as in tables */
	const char *what;  /* a sentence for a calendar entry */
	date_t date;
};
/* Those of a cycle that have a date, in order. Returns how many. */
size_t timeline_events(struct timeline_event out[TIMELINE_EVENTS], const struct cycle *cycle);
/* A cycle's dates as list "dates" of {date, event}. */
void timeline_dates(struct tmap *m, const struct cycle *cycle, struct arena *mem);
/* timeline_picture.c: has_picture, height, months {x, text_x, letter, year, strong}, rows {label, strong, text_y, apply,
 * match, run {x, y, width, height}, meeting, checkin {x, y}}. */
void timeline_picture(struct tmap *m, const struct corpus *corpus, struct arena *mem);
/* timeline.html, timeline.ics and timeline-CYCLE.ics */
int timeline_build(struct site *s);
#endif
