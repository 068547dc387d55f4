/* daytime.c exists because no two exports write a day alike, and because guessing between March 4 and April 3 must be
 * visible: the orders are tried as the mapping lists them, and whether another order would have given another day is
 * told. */
#include "records/daytime.h"

static bool digits(struct sv v, size_t most, long *out)
{
	for (size_t i = 0; i < v.n; i++)
		if (v.p[i] < '0' || v.p[i] > '9') return false;
	return v.n > 0 && v.n <= most && sv_long(v, out);
}

/* "14:05", "14:05:30", "2:05 PM"; fractions of seconds are dropped. */
static bool time_of_day(struct sv text, long *seconds)
{
	struct sv rest = sv_trim(text), part;
	long n[3] = { 0, 0, 0 };
	int half = -1;
	size_t count = 0;
	*seconds = 0;
	if (rest.n == 0) return true;
	if (rest.n > 2 && (rest.p[rest.n - 1] == 'M' || rest.p[rest.n - 1] == 'm')) {
		char c = (char)(rest.p[rest.n - 2] | 32);
		if (c != 'a' && c != 'p') return false;
		half = c == 'p';
		rest = sv_trim(sv_sub(rest, 0, rest.n - 2));
	}
	while (sv_split(&rest, ':', &part)) {
		size_t dot = count == 2 ? sv_find(part, sv(".")) : SIZE_MAX;
		if (count == 3 || !digits(sv_sub(part, 0, dot == SIZE_MAX ? part.n : dot), 2, &n[count++]))
			return false;
	}
	if (half >= 0 && (n[0] < 1 || n[0] > 12)) return false;
	if (half >= 0) n[0] = n[0] % 12 + 12 * half;
	*seconds = (n[0] * 60 + n[1]) * 60 + n[2];
	return count >= 2 && n[0] < 24 && n[1] < 60 && n[2] < 60;
}

/* Three numbers with the same sign between them. */
static bool three_numbers(struct sv day, long n[3], size_t width[3])
{
	static const char signs[] = "-/.";
	for (const char *sign = signs; *sign; sign++) {
		struct sv rest = day, part;
		size_t count = 0;
		bool ok = true;
		while (ok && sv_split(&rest, *sign, &part)) {
			ok = count < 3 && digits(part, 4, &n[count]);
			if (ok) width[count++] = part.n;
		}
		if (ok && count == 3) return true;
	}
	return false;
}

/* The year has four digits: two say neither century nor which part is the year. */
static date_t in_order(enum date_order order, const long n[3], const size_t width[3])
{
	size_t y = order == DATE_YMD ? 0 : 2, m = order == DATE_MDY ? 0 : 1,
	       d = order == DATE_YMD   ? 2
		   : order == DATE_MDY ? 1
				       : 0;
	if (width[y] != 4 || width[m] > 2 || width[d] > 2) return DATE_NONE;
	return date_civil((int)n[y], (int)n[m], (int)n[d]);
}

bool daytime_parse(struct sv text, const enum date_order *orders, size_t norders, int64_t *seconds, bool *ambiguous)
{
	struct sv v = sv_trim(text);
	size_t end = 0, width[3];
	long n[3], time = 0;
	date_t found = DATE_NONE;
	*ambiguous = false;
	while (end < v.n && v.p[end] != ' ' && v.p[end] != 'T') end++;
	if (!three_numbers(sv_sub(v, 0, end), n, width) || !time_of_day(sv_sub(v, end + 1, v.n), &time)) return false;
	for (size_t i = 0; i < norders; i++) {
		date_t day = in_order(orders[i], n, width);
		if (day == DATE_NONE) continue;
		if (found == DATE_NONE)
			found = day;
		else if (day != found)
			*ambiguous = true;
	}
	if (found == DATE_NONE) return false;
	*seconds = date_epoch(found) + time;
	return true;
}
