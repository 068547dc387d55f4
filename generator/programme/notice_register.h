/* notice_register: the table of notices: what lies in the folder of drafts, and what was recorded as sent, when and by whom. */
#ifndef PROGRAMME_NOTICE_REGISTER_H
#define PROGRAMME_NOTICE_REGISTER_H
#include "programme/notice.h"
/* Folders below the workspace. */
#define NOTICE_FOLDER "private/programme/notices"
#define NOTICE_SENT_FOLDER NOTICE_FOLDER "/sent"
/* The file's name of a notice, in mem: "match-mentee-P-0007-mentee-agreed.eml". Different for different notices, safe on any disk. */
const char *notice_file(struct arena *mem, const struct notice *n);
/* Remembers that the draft was made on the day, or made anew; one recorded as sent is left as it is. 0 or -1 (the store). */
int notice_keep(struct store *s, const struct notice *n, date_t day, const char *file);
/* Forgets a draft that is not wanted any more. */
int notice_drop(struct store *s, int64_t id);
int notice_record_sent(struct store *s, int64_t id, date_t on, const char *by, const char *file);
#endif
