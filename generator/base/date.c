/* Civil dates without clock, zone or locale: a day is a number, so that comparing, sorting and adding are integer work
 * and the same everywhere. */
#include "base/date.h"
#include <assert.h>
#include <stdio.h>

enum { DAYS_PER_ERA = 146097, EPOCH_SHIFT = 719468, SECONDS_PER_DAY = 86400 };

static bool is_leap(int year)
{
	return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

static int month_days(int year, int month)
{
	static const int days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };

	return month == 2 && is_leap(year) ? 29 : days[month - 1];
}

/* Years are counted from March, so that the leap day is the last of its year. Years from 1 keep all terms positive. */
date_t date_civil(int year, int month, int day)
{
	int era, year_of_era, day_of_year;

	if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1 || day > month_days(year, month))
		return DATE_NONE;
	if (month <= 2) year--;
	era = year / 400;
	year_of_era = year % 400;
	day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
	return era * DAYS_PER_ERA + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - EPOCH_SHIFT;
}

void date_parts(date_t d, int *year, int *month, int *day)
{
	int shifted, era, day_of_era, year_of_era, day_of_year, from_march;

	assert(d != DATE_NONE);
	shifted = d + EPOCH_SHIFT;
	era = shifted / DAYS_PER_ERA;
	day_of_era = shifted % DAYS_PER_ERA;
	year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
	day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
	from_march = (5 * day_of_year + 2) / 153;
	*day = day_of_year - (153 * from_march + 2) / 5 + 1;
	*month = from_march < 10 ? from_march + 3 : from_march - 9;
	*year = era * 400 + year_of_era + (*month <= 2);
}

static int digits(struct sv v, size_t from, size_t n)
{
	int value = 0;

	for (size_t i = from; i < from + n; i++) {
		if (v.p[i] < '0' || v.p[i] > '9') return -1;
		value = value * 10 + (v.p[i] - '0');
	}
	return value;
}

date_t date_parse(struct sv iso)
{
	if (iso.n != 10 || iso.p[4] != '-' || iso.p[7] != '-') return DATE_NONE;
	return date_civil(digits(iso, 0, 4), digits(iso, 5, 2), digits(iso, 8, 2));
}

date_t date_add_months(date_t d, int months)
{
	int year, month, day, last;
	long count;

	if (d == DATE_NONE) return DATE_NONE;
	date_parts(d, &year, &month, &day);
	count = (long)year * 12 + month - 1 + months;
	if (count < 12 || count >= 10000L * 12) return DATE_NONE;
	year = (int)(count / 12);
	month = (int)(count % 12) + 1;
	last = month_days(year, month);
	return date_civil(year, month, day < last ? day : last);
}

date_t date_from_epoch(int64_t seconds)
{
	int64_t day = seconds / SECONDS_PER_DAY;

	if (seconds % SECONDS_PER_DAY < 0) day--;
	if (day < date_civil(1, 1, 1) || day > date_civil(9999, 12, 31)) return DATE_NONE;
	return (date_t)day;
}

int64_t date_epoch(date_t d)
{
	assert(d != DATE_NONE);
	return (int64_t)d * SECONDS_PER_DAY;
}

struct date_text date_iso(date_t d)
{
	struct date_text t = { "" };
	int year, month, day;

	if (d == DATE_NONE) return t;
	date_parts(d, &year, &month, &day);
	snprintf(t.z, sizeof t.z, "%04d-%02d-%02d", year, month, day);
	return t;
}

static const char *const month_names[] = { "January", "February", "March", "April", "May", "June", "July", "August",
	"September", "October", "November", "December" };

/* "March 14, 2026", the month's name cut to `letters`. */
static struct date_text written(date_t d, int letters)
{
	struct date_text t = { "" };
	int year, month, day;

	if (d == DATE_NONE) return t;
	date_parts(d, &year, &month, &day);
	snprintf(t.z, sizeof t.z, "%.*s %d, %d", letters, month_names[month - 1], day, year);
	return t;
}

struct date_text date_long(date_t d)
{
	return written(d, 9);
}

struct date_text date_short(date_t d)
{
	return written(d, 3);
}
