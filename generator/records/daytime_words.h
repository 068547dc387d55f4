/* daytime_words: dates whose month is a word. Private to daytime.c. */
#ifndef RECORDS_DAYTIME_WORDS_H
#define RECORDS_DAYTIME_WORDS_H
#include "records/daytime.h"
/* DAYTIME_OK: *seconds is the day's beginning, *rest what follows the date (the time of day). Else DAYTIME_NONE or
 * DAYTIME_SHORT_YEAR. */
enum daytime_result daytime_words(struct sv text, int64_t *seconds, struct sv *rest);
#endif
