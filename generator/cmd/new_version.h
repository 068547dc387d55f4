/* new_version: the text of a controlled document -> the text its next version starts from. A function of its arguments alone. */
#ifndef CMD_NEW_VERSION_H
#define CMD_NEW_VERSION_H
#include "base/str.h"
/* Head: number and version are the new ones, supersedes is the old number; effective, review_due, changes and pages_issued wait as comments; approved, approvals, fingerprint and
 * retired are gone; all else stays, references too. Body: the section "Significant changes" holds a hint; all else stays. Appends; false if the text has no
 * head between two lines of ---. */
bool new_version_text(struct str *out, struct sv text, const char *old_number, const char *number);
#endif
