/* new_name: titles, names and numbers of files that `new` makes. Functions of their arguments alone. */
#ifndef CMD_NEW_NAME_H
#define CMD_NEW_NAME_H
#include "base/str.h"
enum { NEW_NAME_MOST = 60 };
/* "Können wir uns treffen?" -> "konnen-wir-uns-treffen", at most NEW_NAME_MOST bytes, cut between words. Appends; false (and nothing appended) when no letter a to z or
 * digit is left. Valid UTF-8. */
bool new_name_fold(struct str *out, struct sv title);
bool new_name_is(struct sv v); /* is it such a name already? */
/* "first-contact" -> "First contact" */
void new_name_title(struct str *out, struct sv name);
/* "MP-02" or "MP-02.03": prefix "MP", family 2, version 3 (0 if there is none). False if it has another shape. */
bool new_number_split(struct sv v, struct sv *prefix, unsigned *family, unsigned *version);
#endif
