/* range.c exists because "3-5" years typed into a form comes back from a spreadsheet as the fifth of March. The date
 * alone does not tell; together with a vocabulary that holds "3 to 5 years" it does. */
#include "records/range.h"
#include "records/daytime.h"

#define OLDEST_YEAR 2015

static bool set(struct range *out, long a, long b)
{
	*out = a < b ? (struct range){ a, b } : (struct range){ b, a };
	return a != b;
}

/* "5-Mar", "05. Mrz", "Mar-05", "5 mars". */
bool range_of_day(struct range *out, struct sv v)
{
	size_t i = 0, from;
	long number = -1;
	int month = 0;
	while (i < v.n) {
		from = i;
		while (i < v.n && v.p[i] >= '0' && v.p[i] <= '9') i++;
		if (i > from) {
			if (number >= 0 || i - from > 2 || !sv_long(sv_sub(v, from, i - from), &number)) return false;
			continue;
		}
		while (i < v.n && !strchr("0123456789 .-/", v.p[i])) i++;
		if (i > from) {
			if (month || !(month = daytime_month(sv_sub(v, from, i - from)))) return false;
			continue;
		}
		i++;
	}
	return month && number > 0 && set(out, month, number);
}

bool range_of_date(struct range *out, struct sv cell)
{
	static const enum date_order orders[] = { DATE_YMD, DATE_MDY, DATE_DMY, DATE_SERIAL };
	struct daytime d;
	int year, month, day;
	if (cell.n < 3 || cell.n > 40) return false;
	if (range_of_day(out, cell)) return true;
	if (daytime_read(cell, orders, 4, &d) != DAYTIME_OK) return false;
	date_parts(date_from_epoch(d.seconds), &year, &month, &day);
	return year >= OLDEST_YEAR && set(out, month, day);
}

static size_t number(struct sv v, long *out)
{
	size_t n = 0;
	while (n < v.n && n < 4 && v.p[n] >= '0' && v.p[n] <= '9') n++;
	return sv_long(sv_sub(v, 0, n), out) ? n : 0;
}

bool range_of_words(struct range *out, struct sv key)
{
	static const char *const between[] = { "-", "to ", "/", "bis ", "a ", "and " };
	long a, b;
	size_t n = number(key, &a), i = 0, nbetween = sizeof between / sizeof *between;
	if (n == 0) return false;
	key = sv_trim(sv_sub(key, n, key.n));
	while (i < nbetween && !sv_starts(key, between[i])) i++;
	if (i == nbetween) return false;
	key = sv_trim(sv_sub(key, strlen(between[i]), key.n));
	n = number(key, &b);
	if (n == 0 || (n < key.n && strchr("0123456789.,-/", key.p[n]))) return false;
	return a < b && set(out, a, b);
}

static bool same(struct range a, struct range b)
{
	return a.from == b.from && a.to == b.to;
}

static void found(size_t index, size_t *n, size_t *value)
{
	if (*n && *value == index) return;
	if ((*n)++ == 0) *value = index;
}

size_t range_values(const struct rule *rule, struct range wanted, size_t *value)
{
	const struct vocab *v = rule->vocab;
	struct range r;
	size_t n = 0;
	for (size_t i = 0; i < rule->nwords; i++)
		if (range_of_words(&r, rule->word[i].before) && same(r, wanted)) found(rule->word[i].value, &n, value);
	for (size_t i = 0; i < v->by_word.n; i++)
		if (range_of_words(&r, v->by_word.at[i].key) && same(r, wanted))
			found((size_t)v->by_word.at[i].value, &n, value);
	for (size_t i = 1; i < v->n; i++)
		if (v->value[i].from == wanted.from && v->value[i].to == wanted.to + 1) found(i, &n, value);
	return n;
}
