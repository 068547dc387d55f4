/* registers: the small tables of content/ -> the lists of struct corpus. Private to content/. Each is optional.
 *
 * officers.yml: a list of {name, credentials, office, from, until}; from and until are the first and last day in office.
 *
 * cycles.csv: cycle_id, meeting_date, plan_due (all needed), name, opens, application_cutoff, proposal_reply_by,
 * checkin_due, evaluation_due, publish_on, status, notes, revision (how often announced dates were changed).
 *
 * documents.csv: number, title (needed), version, holder, url, effective, retired: documents of others ("CP-12") and old
 * versions of ours that are kept elsewhere.
 *
 * lifecycle.csv: title, text (needed), who, when: the stages of a partnership, in order. */
#ifndef CONTENT_REGISTERS_H
#define CONTENT_REGISTERS_H
#include "content/build.h"
void registers_load(struct build *b, const char *workspace);
#endif
