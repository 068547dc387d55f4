/* ics: the dates of the cycles for calendars (RFC 5545): timeline.ics with all cycles, timeline-CYCLE.ics with one.
 *
 * An event is a whole day (DTSTART;VALUE=DATE, DTEND the day after, which does not count). Its UID is made of cycle,
 * kind of date and the society's name, so a calendar that reads the file again moves the event instead of adding one.
 * SEQUENCE is the cycle's `revision`, which the committee counts up when announced dates change. DTSTAMP must be a point
 * of time; the earliest date of the register stands for it, because a file must not change by the clock. */
#ifndef SITE_ICS_H
#define SITE_ICS_H
#include "site/page.h"
/* Appends a content line: folded at 75 bytes with CR LF and a blank, never within a character, and ended. */
void ics_line(struct str *out, struct sv line);
/* Appends a text value with \ ; , and line ends escaped. */
void ics_text(struct str *out, struct sv text);
/* "timeline-2026-03.ics" */
const char *ics_path(struct arena *mem, const struct cycle *cycle);
int ics_build(struct site *s);
#endif
