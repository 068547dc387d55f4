/* privacy_never: who was never asked how to be listed, or did not answer. They are not listed, and nobody finds out why their directory is
 * so small unless somebody writes to them.
 * private/reports/never-asked.csv (0600): kind, form, form entry number, name, e-mail, date of the application, why. */
#ifndef CMD_PRIVACY_NEVER_H
#define CMD_PRIVACY_NEVER_H
#include "cmd/context.h"
#include "cmd/findings.h"
#define NEVER_ASKED_CSV FINDINGS_FOLDER "/never-asked.csv"
/* Mentors and peers who may be matched, of the kinds that the policy's pools list, without an answer; whoever rests or lapsed may be
 * asked later and does not stand there. Writes the list, or removes it when there is nobody; *n = how many. A list that cannot be written
 * is a warning (P111). 0, or -1 when the store failed (reported). */
int never_asked_write(struct context *ctx, size_t *n);
#endif
