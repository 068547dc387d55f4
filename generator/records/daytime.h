/* daytime: dates and times as form tools and member databases write them. Private to records/.
 * 2026-01-05, 2026/1/5, 1/5/2026, 5.1.2026, each with an optional time 14:05[:30] [AM|PM] after a blank or T; no zone
 * (exports are local). */
#ifndef RECORDS_DAYTIME_H
#define RECORDS_DAYTIME_H
#include "records/mapping.h"
/* Tries the orders one after the other. *seconds since 1970-01-01 00:00 of the exporting site; *ambiguous: another of
 * the orders gives another day. False if none fits. */
bool daytime_parse(struct sv text, const enum date_order *orders, size_t n, int64_t *seconds, bool *ambiguous);
#endif
