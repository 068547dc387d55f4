/* mapping_answers: the words in which people consent and staff note states -> what a mapping may make of them. Private to records/. */
#ifndef RECORDS_MAPPING_ANSWERS_H
#define RECORDS_MAPPING_ANSWERS_H
#include "base/str.h"
/* "profile", "group", "not listed" or "older", as the mapping writes it; NULL if the words do not say. */
const char *mapping_answers_consent(struct sv answer);
/* Does somebody agree to something by these words ("I have read and accept …")? */
bool mapping_answers_agrees(struct sv text);
/* "active", "pause", "withdraw" or "full" for a status, a date in it or not; NULL if the words do not say. */
const char *mapping_answers_status(struct sv text);
/* The number of the phrase that a status is an instance of ("inactive until 2026-05-01": "Inactive until {date}"); SIZE_MAX if none. */
size_t mapping_answers_index(struct sv text);
/* The n-th phrase, in words of our own, and its state; false after the last. */
bool mapping_answers_state(size_t n, const char **phrase, const char **state);
#endif
