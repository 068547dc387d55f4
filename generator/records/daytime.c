/* daytime.c exists because no two exports write a day alike, and because guessing between March 4 and April 3 must be
 * visible: the orders are tried as the mapping lists them, and whether another order would have given another day is
 * told. Dates with the month as a word are in daytime_words.c. */
#include "records/daytime.h"
#include "base/zone.h"
#include "records/daytime_words.h"

static bool digits(struct sv v, size_t most, long *out)
{
	for (size_t i = 0; i < v.n; i++)
		if (v.p[i] < '0' || v.p[i] > '9') return false;
	return v.n > 0 && v.n <= most && sv_long(v, out);
}

/* Takes "PM", "p.m." off the end: 0 for AM, 1 for PM, -1 for neither. */
static int half_day(struct sv *v)
{
	size_t n = v->n;
	if (n && v->p[n - 1] == '.') n--;
	if (n < 2 || (v->p[n - 1] | 32) != 'm') return -1;
	n--;
	if (v->p[n - 1] == '.' && n > 1) n--;
	char c = (char)(v->p[n - 1] | 32);
	if (c != 'a' && c != 'p') return -1;
	*v = sv_trim(sv_sub(*v, 0, n - 1));
	return c == 'p';
}

/* Takes " +01:00", "Z" or " UTC" off the end of a time. */
static void take_offset(struct sv *v, struct daytime *out)
{
	size_t at = v->n;
	while (at && v->p[at - 1] != '+' && v->p[at - 1] != '-' && v->p[at - 1] != ':') at--;
	if (at && v->p[at - 1] == ':') /* of +01:00, or of the time */
		for (at--; at && v->p[at - 1] != '+' && v->p[at - 1] != '-';) at--;
	if (at)
		at--;
	else
		for (at = v->n; at && (v->p[at - 1] | 32) >= 'a' && (v->p[at - 1] | 32) <= 'z';) at--;
	if (at == 0 || at == v->n || !zone_offset(sv_sub(*v, at, v->n), &out->offset)) return;
	out->zoned = true;
	*v = sv_trim(sv_sub(*v, 0, at));
}

/* "14:05", "14:05:30", "2:05 PM", "14:05Z"; fractions of seconds are dropped. */
static bool time_of_day(struct sv text, struct daytime *out)
{
	struct sv rest = sv_trim(text), part;
	long n[3] = { 0, 0, 0 };
	size_t count = 0;
	if (rest.n == 0) return true;
	take_offset(&rest, out);
	int half = half_day(&rest);
	while (sv_split(&rest, ':', &part)) {
		size_t dot = count == 2 ? sv_find(part, sv(".")) : SIZE_MAX;
		long fraction;
		if (dot != SIZE_MAX && !digits(sv_sub(part, dot + 1, part.n), 9, &fraction)) return false;
		if (count == 3 || !digits(sv_sub(part, 0, dot == SIZE_MAX ? part.n : dot), 2, &n[count++]))
			return false;
	}
	if (half >= 0 && (n[0] < 1 || n[0] > 12)) return false;
	if (half >= 0) n[0] = n[0] % 12 + 12 * half;
	out->seconds += (n[0] * 60 + n[1]) * 60 + n[2];
	out->timed = true;
	return count >= 2 && n[0] < 24 && n[1] < 60 && n[2] < 60;
}

/* Three numbers with the same sign between them, and their digits. */
struct three {
	long n[3];
	size_t width[3];
	bool dots;
};

static bool three_numbers(struct sv day, struct three *t)
{
	static const char signs[] = "-/.";
	for (const char *sign = signs; *sign; sign++) {
		struct sv rest = day, part;
		size_t count = 0;
		bool ok = true;
		while (ok && sv_split(&rest, *sign, &part)) {
			ok = count < 3 && digits(part, 4, &t->n[count]);
			if (ok) t->width[count++] = part.n;
		}
		t->dots = *sign == '.';
		if (ok && count == 3) return true;
	}
	return false;
}

/* The year has four digits: two say neither century nor which part is the year. Nobody who writes the month first puts
 * dots between. */
static date_t in_order(enum date_order order, const struct three *t)
{
	size_t y = order == DATE_YMD ? 0 : 2, m = order == DATE_MDY ? 0 : 1,
	       d = order == DATE_YMD   ? 2
		   : order == DATE_MDY ? 1
				       : 0;
	if (order == DATE_SERIAL || (order == DATE_MDY && t->dots)) return DATE_NONE;
	if (t->width[y] != 4 || t->width[m] > 2 || t->width[d] > 2) return DATE_NONE;
	return date_civil((int)t->n[y], (int)t->n[m], (int)t->n[d]);
}

static enum daytime_result numbers(
	const struct three *t, const enum date_order *orders, size_t norders, struct daytime *out)
{
	date_t found = DATE_NONE;
	for (size_t i = 0; i < norders; i++) {
		date_t day = in_order(orders[i], t);
		if (day == DATE_NONE) continue;
		if (found == DATE_NONE) {
			found = day;
			out->order = orders[i];
		} else if (day != found)
			out->ambiguous = true;
	}
	date_t md = in_order(DATE_MDY, t), dm = in_order(DATE_DMY, t);
	out->only_md = md != DATE_NONE && dm == DATE_NONE;
	out->only_dm = dm != DATE_NONE && md == DATE_NONE;
	out->two_ways = md != DATE_NONE && dm != DATE_NONE && md != dm;
	out->dotted = t->dots && out->only_dm;
	enum daytime_result result = DAYTIME_OK;
	for (enum date_order o = DATE_YMD; found == DATE_NONE && o <= DATE_DMY; o++) {
		found = in_order(o, t);
		out->order = o;
		result = DAYTIME_UNLISTED;
	}
	if (found != DATE_NONE)
		out->seconds += date_epoch(found);
	else
		result = t->width[0] <= 2 && t->width[1] <= 2 && t->width[2] == 2 ? DAYTIME_SHORT_YEAR : DAYTIME_NONE;
	return result;
}

/* Spreadsheets count days from January 1, 1900 = 1, and count a February 29, 1900, that never was, to agree with
 * an older program's mistake; from March 1, 1900 = 61, every number is right (Microsoft's support article 214326,
 * "Excel incorrectly assumes that the year 1900 is a leap year"). The fraction is the time of day. Numbers of fewer than
 * five digits, days before 1927, are counts, years and slips. */
static bool serial(struct sv v, struct daytime *out)
{
	int64_t fraction = 0, scale = 1, time;
	long whole;
	size_t n = 0;
	while (n < v.n && v.p[n] >= '0' && v.p[n] <= '9') n++;
	if (!digits(sv_sub(v, 0, n), 5, &whole) || whole < 10000 || whole > 80000) return false;
	if (n < v.n && ((v.p[n] != '.' && v.p[n] != ',') || n + 1 == v.n)) return false;
	for (size_t i = n + 1; i < v.n; i++) {
		if (v.p[i] < '0' || v.p[i] > '9') return false;
		if (i > n + 11) continue;
		fraction = fraction * 10 + (v.p[i] - '0');
		scale *= 10;
	}
	time = (fraction * 86400 + scale / 2) / scale;
	out->seconds = date_epoch(date_civil(1899, 12, 30)) + (int64_t)whole * 86400 + time;
	out->timed = time != 0;
	out->order = DATE_SERIAL;
	return true;
}

static enum daytime_result read_day(struct sv v, const enum date_order *orders, size_t norders, struct daytime *out)
{
	struct sv time;
	size_t end = 0;
	struct three three;
	*out = (struct daytime){ 0 };
	while (end < v.n && v.p[end] != ' ' && v.p[end] != 'T' && v.p[end] != ',') end++;
	time = sv_sub(v, end < v.n && v.p[end] == ',' ? end + 1 : end, v.n);
	if (time.n && time.p[0] == 'T') time = sv_sub(time, 1, time.n);
	if (three_numbers(sv_sub(v, 0, end), &three))
		return time_of_day(time, out) ? numbers(&three, orders, norders, out) : DAYTIME_NONE;
	if (serial(v, out)) {
		for (size_t i = 0; i < norders; i++)
			if (orders[i] == DATE_SERIAL) return DAYTIME_OK;
		return DAYTIME_UNLISTED;
	}
	enum daytime_result result = daytime_words(v, &out->seconds, &time);
	out->worded = true;
	return result == DAYTIME_OK && !time_of_day(time, out) ? DAYTIME_NONE : result;
}

/* "Mar 3, 2026" is a day of March and "mar. 3 mars 2026" a Tuesday: what can be read without a weekday is. */
enum daytime_result daytime_read(struct sv text, const enum date_order *orders, size_t norders, struct daytime *out)
{
	struct sv v = sv_trim(text), rest;
	struct daytime with;
	int weekday;
	enum daytime_result result = read_day(v, orders, norders, out);
	if (result == DAYTIME_OK || result == DAYTIME_UNLISTED || (weekday = daytime_weekday(v, &rest)) < 0)
		return result;
	enum daytime_result again = read_day(rest, orders, norders, &with);
	if (again == DAYTIME_NONE) return result;
	*out = with;
	/* Day 0 was a Thursday. */
	int is = (int)((date_from_epoch(with.seconds) % 7 + 11) % 7);
	return again == DAYTIME_OK && is != weekday ? DAYTIME_WEEKDAY : again;
}
