/* fit_parts.c holds the table of DOMAIN 7.4 once. Points are integers rounded down within a part, and the parts' maxima are the weights scaled to
 * a sum of 100, so that no rounding can make a worse pair look better. */
#include "programme/fit_parts.h"
#include <limits.h>
#include <stdlib.h>

/* Of the part's most: numerator by grade, and the denominator. */
static const struct {
	int of, worth[GRADE_COUNT]; /* none, low, fair, unknown, full */
} worth[WEIGHT_COUNT] = {
	[WEIGHT_NEEDS] = { 1, { 0, 0, 0, 0, 1 } }, /* needs_points has the real rule */
	[WEIGHT_EXPERIENCE] = { 15, { 0, 6, 12, 5, 15 } },
	[WEIGHT_SECTOR] = { 10, { 0, 0, 0, 0, 10 } },
	[WEIGHT_REGION] = { 10, { 0, 3, 6, 3, 10 } },
	[WEIGHT_LANGUAGE] = { 10, { 0, 4, 4, 3, 10 } },
	[WEIGHT_CREDENTIAL] = { 5, { 0, 0, 0, 0, 5 } },
	[WEIGHT_CHANNEL] = { 5, { 0, 0, 0, 2, 5 } },
	[WEIGHT_AVAILABILITY] = { 5, { 0, 0, 0, 0, 5 } },
};
static const int closeness_worth[GRADE_COUNT] = { 3, 3, 8, 5, 15 }; /* of 15 */

/* Largest remainders first, the earlier part where they are equal. */
static void share_hundred(int most[WEIGHT_COUNT], const int weight[WEIGHT_COUNT])
{
	int sum = 0, left = 100, rest[WEIGHT_COUNT];
	for (int i = 0; i < WEIGHT_COUNT; i++) sum += weight[i];
	for (int i = 0; i < WEIGHT_COUNT; i++) {
		most[i] = sum ? weight[i] * 100 / sum : 0;
		rest[i] = sum ? weight[i] * 100 % sum : 0;
		left -= most[i];
	}
	while (sum && left-- > 0) {
		int best = 0;
		for (int i = 1; i < WEIGHT_COUNT; i++)
			if (rest[i] > rest[best]) best = i;
		most[best]++;
		rest[best] = -1;
	}
}

void fit_scale_make(struct fit_scale *out, const struct rules *r)
{
	share_hundred(out->most, r->weight);
	for (int i = 0; i < WEIGHT_COUNT; i++)
		for (int g = 0; g < GRADE_COUNT; g++)
			out->points[i][g] = out->most[i] * worth[i].worth[g] / worth[i].of;
	for (int g = 0; g < GRADE_COUNT; g++)
		out->closeness[g] = out->most[WEIGHT_EXPERIENCE] * closeness_worth[g] / 15;
}

/* The primary need is worth half (the greater half), the others together the rest; where one kind is not given the other is worth all. */
int needs_points(const struct fit_scale *s, struct needs_met n)
{
	int most = s->most[WEIGHT_NEEDS], half = most - most / 2;
	if (!n.primary_given) return n.others ? most * (int)n.covered / (int)n.others : 0;
	if (!n.others) return n.primary ? most : 0;
	return (n.primary ? half : 0) + (most - half) * (int)n.covered / (int)n.others;
}

enum grade grade_gap(int seeker_months, int other_months)
{
	int gap = other_months - seeker_months;
	if (seeker_months < 0 || other_months < 0) return GRADE_UNKNOWN;
	return gap >= 60 ? GRADE_FULL : gap >= 36 ? GRADE_FAIR : gap >= 12 ? GRADE_LOW : GRADE_NONE;
}

enum grade grade_closeness(int months, int other_months)
{
	int apart = abs(months - other_months);
	if (months < 0 || other_months < 0) return GRADE_UNKNOWN;
	return apart <= 36 ? GRADE_FULL : apart <= 84 ? GRADE_FAIR : GRADE_LOW;
}

int hours_apart_minutes(const struct participant *a, const struct participant *b)
{
	if (a->utc_offset == INT_MIN || b->utc_offset == INT_MIN) return -1;
	int apart = abs(a->utc_offset - b->utc_offset) % (24 * 60);
	return apart > 12 * 60 ? 24 * 60 - apart : apart;
}

enum grade grade_region(const struct participant *a, const struct participant *b)
{
	if (a->region != CODE_NONE && a->region == b->region) return GRADE_FULL;
	int apart = hours_apart_minutes(a, b);
	return apart < 0 ? GRADE_UNKNOWN : apart <= 180 ? GRADE_FAIR : apart <= 360 ? GRADE_LOW : GRADE_NONE;
}

static bool covers(const struct participant *p, date_t from, date_t until)
{
	return (p->available_from == DATE_NONE || from == DATE_NONE || p->available_from <= from) &&
	       (p->available_until == DATE_NONE || until == DATE_NONE || p->available_until >= until);
}

enum grade grade_free(const struct participant *a, const struct participant *b, date_t from, date_t until)
{
	return covers(a, from, until) && covers(b, from, until) ? GRADE_FULL : GRADE_NONE;
}

enum grade grade_language(enum level a, enum level b)
{
	if (a != LEVEL_BASIC && b != LEVEL_BASIC) return GRADE_FULL;
	return a != LEVEL_BASIC || b != LEVEL_BASIC ? GRADE_LOW : GRADE_NONE;
}
