/* due_ics: what is due as a calendar (RFC 5545): an event of a whole day for each day and kind of duty.
 *
 * UIDs are made of the kind and the matter, so a calendar that reads the file again moves the event instead of adding one. SEQUENCE and DTSTAMP are
 * the run's day: a later file wins, and the same day gives the same bytes. Entries and partnerships stand by number; names only if asked for. */
#ifndef CMD_DUE_ICS_H
#define CMD_DUE_ICS_H
#include "cmd/context.h"
#include "programme/due.h"
void due_ics(
	struct str *out, struct context *ctx, const struct due_facts *f, const struct due_list *all, bool identified);
#endif
