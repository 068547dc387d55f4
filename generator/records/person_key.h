/* person_key: the comparison forms of what persons are recognised by. Private to records/. */
#ifndef RECORDS_PERSON_KEY_H
#define RECORDS_PERSON_KEY_H
#include "base/str.h"
/* Replaces out. "M-001234" -> "1234": digits without leading zeros; empty if there are none. */
void person_member_key(struct str *out, struct sv typed);
/* Replaces out with the folded address; false (and empty) when it is none. */
bool person_email_key(struct str *out, struct sv typed);
/* Takes the next address of a list separated by commas, semicolons, blanks or line ends off *rest; false at its end. */
bool person_next_email(struct sv *rest, struct sv *out);
#endif
