/* daytime: dates and times as form tools, spreadsheets and member databases write them. Private to records/.
 * 2026-01-05, 2026/1/5, 1/5/2026, 5.1.2026 (with dots the day is first, always); 14 Mar 2026, March 14, 2026, 14. März 2026, 2026-Mar-14 (month names in
 * English, German, French, Spanish; needs no order); day numbers of spreadsheets (1900 system, five digits, 45000.5). Each date
 * may have its weekday before it, as a word of these languages ("Wed, ", "mercredi"), which must be right, and after it
 * an optional time 14:05[:30[.123]] [AM|PM] after a blank, comma or T; the time may have an offset from UTC (Z, UTC,
 * +01:00, -0500). Names of zones (EST) mean different things in different places and are not read. */
#ifndef RECORDS_DAYTIME_H
#define RECORDS_DAYTIME_H
#include "records/mapping.h"
enum daytime_result {
	DAYTIME_OK,
	DAYTIME_NONE,       /* no date */
	DAYTIME_UNLISTED,   /* a date, but only in an order that is not listed: out->order; out is filled by it */
	DAYTIME_SHORT_YEAR, /* the year has two digits, so neither century nor order is sure */
	DAYTIME_WEEKDAY     /* the weekday before it is another than that of the day */
};
struct daytime {
	int64_t seconds; /* since 1970-01-01 00:00 as it is written, the offset not applied */
	enum date_order order;
	bool ambiguous;        /* another of the orders listed gives another day */
	bool only_md, only_dm; /* the numbers are a day in one order of day and month only, listed or not */
	bool two_ways;         /* month/day and day/month give different days, listed or not */
	bool dotted;           /* 14.3.2026: dots never follow a month that comes first, so only_dm */
	bool worded;           /* the month was a word: order means nothing */
	bool timed, zoned;     /* has a time of day; with an offset */
	int offset;            /* seconds east of UTC */
};
/* Tries the orders one after the other. out is filled for DAYTIME_OK and DAYTIME_UNLISTED. */
enum daytime_result daytime_read(struct sv text, const enum date_order *orders, size_t n, struct daytime *out);
/* 0 (Sunday) to 6 for a weekday before a date; *rest is what follows it. -1 if there is none. */
int daytime_weekday(struct sv text, struct sv *rest);
/* 1..12 for a month's name or its abbreviation of three letters or more ("Mrz.", "sept", "août"); 0 if it is none. */
int daytime_month(struct sv word);
#endif
