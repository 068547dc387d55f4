/* date: civil dates of the proleptic Gregorian calendar as a day number (days since 1970-01-01, UTC), no clock, no zone.
 * Algorithms: days_from_civil / civil_from_days after H. Hinnant's "chrono-compatible low-level date algorithms". */
#ifndef BASE_DATE_H
#define BASE_DATE_H
#include <stdint.h>
#include "base/str.h"
typedef int32_t date_t; /* day number; DATE_NONE when unknown */
#define DATE_NONE INT32_MIN
date_t date_civil(int year, int month, int day); /* DATE_NONE if no such day; years 1..9999 */
void date_parts(date_t d, int *year, int *month, int *day);
date_t date_parse(struct sv iso);             /* exactly YYYY-MM-DD, else DATE_NONE */
date_t date_add_months(date_t d, int months); /* same day, clamped to the month's end (31 Aug + 6 = 28/29 Feb) */
date_t date_from_epoch(int64_t seconds);      /* the UTC day */
int64_t date_epoch(date_t d);                 /* seconds at 00:00:00 UTC */
struct date_text {
	char z[32];
};
struct date_text date_iso(date_t d);   /* "2026-03-14"; "" for DATE_NONE */
struct date_text date_long(date_t d);  /* "March 14, 2026" */
struct date_text date_short(date_t d); /* "Mar 14, 2026" */
#endif
