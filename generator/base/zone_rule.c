/* zone_rule.c exists because the tables of a time zone end in 2037 or at its last change of law; every later summer
 * follows from a rule of one line, which is read and applied here. */
#include "base/zone_rule.h"
#include "base/date.h"

static bool eat(struct sv *v, char c)
{
	if (v->n == 0 || v->p[0] != c) return false;
	*v = sv_sub(*v, 1, v->n);
	return true;
}

/* At least three letters, or anything within < and >. */
static bool eat_name(struct sv *v)
{
	size_t n = 0;
	if (eat(v, '<')) {
		while (n < v->n && v->p[n] != '>') n++;
		*v = sv_sub(*v, n, v->n);
		return eat(v, '>');
	}
	while (n < v->n && ((v->p[n] | 32) >= 'a' && (v->p[n] | 32) <= 'z')) n++;
	*v = sv_sub(*v, n, v->n);
	return n >= 3;
}

static bool eat_number(struct sv *v, int most, int *out)
{
	size_t n = 0;
	*out = 0;
	for (; n < v->n && n < 3 && v->p[n] >= '0' && v->p[n] <= '9'; n++) *out = *out * 10 + (v->p[n] - '0');
	*v = sv_sub(*v, n, v->n);
	return n > 0 && *out <= most;
}

/* [+-]hh[:mm[:ss]] */
static bool eat_time(struct sv *v, int most_hours, int *seconds)
{
	int h, m = 0, s = 0, sign = 1;
	if (eat(v, '-'))
		sign = -1;
	else
		eat(v, '+');
	if (!eat_number(v, most_hours, &h)) return false;
	if (eat(v, ':') && (!eat_number(v, 59, &m) || (eat(v, ':') && !eat_number(v, 59, &s)))) return false;
	*seconds = sign * (h * 3600 + m * 60 + s);
	return true;
}

static bool eat_change(struct sv *v, struct zone_change *out)
{
	out->time = 2 * 3600;
	if (!eat(v, ',')) return false;
	if (eat(v, 'J')) {
		out->kind = ZONE_NO_LEAP;
		if (!eat_number(v, 365, &out->day) || out->day == 0) return false;
	} else if (eat(v, 'M')) {
		out->kind = ZONE_WEEKDAY;
		if (!eat_number(v, 12, &out->month) || !eat(v, '.') || !eat_number(v, 5, &out->week) || !eat(v, '.') ||
			!eat_number(v, 6, &out->day) || out->month == 0 || out->week == 0)
			return false;
	} else {
		out->kind = ZONE_ORDINAL;
		if (!eat_number(v, 365, &out->day)) return false;
	}
	return !eat(v, '/') || eat_time(v, 167, &out->time);
}

bool zone_rule_parse(struct zone_rule *out, struct sv v)
{
	*out = (struct zone_rule){ 0 };
	if (!eat_name(&v) || !eat_time(&v, 24, &out->standard)) return false;
	out->standard = -out->standard; /* POSIX counts westward */
	if (v.n == 0) return true;
	if (!eat_name(&v)) return false;
	out->has_summer = true;
	out->summer = out->standard + 3600;
	if (v.n && v.p[0] != ',') {
		if (!eat_time(&v, 24, &out->summer)) return false;
		out->summer = -out->summer;
	}
	return eat_change(&v, &out->from) && eat_change(&v, &out->to) && v.n == 0;
}

static date_t day_of(const struct zone_change *c, int year)
{
	date_t first = date_civil(year, 1, 1);
	bool leap = date_civil(year, 2, 29) != DATE_NONE;
	if (c->kind == ZONE_ORDINAL) return first + c->day;
	if (c->kind == ZONE_NO_LEAP) return first + c->day - 1 + (leap && c->day >= 60);
	date_t month = date_civil(year, c->month, 1);
	int weekday = (int)(((int64_t)month + 4) % 7); /* January 1, 1970, was a Thursday */
	if (weekday < 0) weekday += 7;
	date_t day = month + (c->day - weekday + 7) % 7 + 7 * (c->week - 1);
	date_t next = c->month == 12 ? date_civil(year + 1, 1, 1) : date_civil(year, c->month + 1, 1);
	return day >= next ? day - 7 : day; /* week 5: the last one */
}

int zone_rule_offset(const struct zone_rule *r, int64_t utc)
{
	int year, month, day;
	if (!r->has_summer) return r->standard;
	date_parts(date_from_epoch(utc + r->standard), &year, &month, &day);
	if (year < 1 || year >= 9999) return r->standard;
	int64_t from = date_epoch(day_of(&r->from, year)) + r->from.time - r->standard;
	int64_t to = date_epoch(day_of(&r->to, year)) + r->to.time - r->summer;
	bool summer = from < to ? utc >= from && utc < to : !(utc >= to && utc < from);
	return summer ? r->summer : r->standard;
}
