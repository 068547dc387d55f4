/* fit_parts: what a pair is worth in each part of the fit, as a grade: the part of the fit's arithmetic that fit.c (one pair, with words) and
 * round_fits.c (all pairs, fast) share. Private to programme/. */
#ifndef PROGRAMME_FIT_PARTS_H
#define PROGRAMME_FIT_PARTS_H
#include "programme/match.h"
enum grade { /* of one part; 0 the worst. Their worth in tenths and fifteenths is in fit_parts.c */
	GRADE_NONE,
	GRADE_LOW,
	GRADE_FAIR,
	GRADE_UNKNOWN,
	GRADE_FULL,
	GRADE_COUNT
};
struct fit_scale {
	int most[WEIGHT_COUNT];                /* the weights, scaled so that they add up to 100 */
	int points[WEIGHT_COUNT][GRADE_COUNT]; /* of mentors and mentees */
	int closeness[GRADE_COUNT];            /* of peers: WEIGHT_EXPERIENCE */
};
void fit_scale_make(struct fit_scale *out, const struct rules *r);
struct needs_met {
	unsigned covered, others;    /* needs beside the primary one */
	bool primary, primary_given; /* covered; given at all */
};
int needs_points(const struct fit_scale *s, struct needs_met n);
/* Parts that two numbers tell. */
enum grade grade_gap(int seeker_months, int other_months);
enum grade grade_closeness(int months, int other_months);
enum grade grade_region(const struct participant *a, const struct participant *b);
enum grade grade_free(const struct participant *a, const struct participant *b, date_t from, date_t until);
/* Of the levels of one shared language; GRADE_NONE if neither speaks it well. */
enum grade grade_language(enum level a, enum level b);
int hours_apart_minutes(const struct participant *a, const struct participant *b); /* -1 unknown; round the clock */
#endif
