/* report_outcome.c asks whether choices and scores mean anything: how matches came about against what became of them, and how that changes from cycle
 * to cycle and year to year. */
#include <stdlib.h>
#include <string.h>
#include "programme/report_answers.h"

enum { ENOUGH = 20 /* evaluations, to say something of fit and rating */, QUARTERS = 8 };

/* ---- by rank and by fit */

static bool of_rank(const struct partnership *p, int rank)
{
	int is = !p->round ? 4 : p->how > 3 ? 3 : p->how;
	return is == rank;
}

static bool of_band(const struct partnership *p, int band)
{
	int is = p->fit < 0 ? 0 : p->fit < 50 ? 1 : p->fit >= 90 ? 6 : p->fit / 10 - 3;
	return is == band;
}

static void put_outcome(
	struct report_answers *a, struct report_table *t, const char *name, answers_fn *is_in, int value, bool chart)
{
	struct report *r = a->r;
	long n[5] = { 0 }, tenths, ignored;
	for (size_t i = 0; i < r->all.v.n; i++) {
		const struct partnership *p = &r->all.v.at[i];
		if (!is_in(p, value) || !report_in_days(&r->scope, p->cycle, p->proposed)) continue;
		n[0]++;
		n[1] += p->plan_received != DATE_NONE;
		n[2] += p->state == STATE_CONCLUDED;
		n[3] += p->state == STATE_ENDED;
		n[4] += p->state == STATE_NOT_FORMED;
	}
	const bool *in = answers_where(a, is_in, value);
	const char *cell[8] = { name };
	for (size_t i = 0; i < 5; i++) cell[1 + i] = report_number(r, n[i]);
	cell[6] = answers_mean(a, QUESTION_OVERALL, in, &tenths);
	cell[7] = answers_mean(a, QUESTION_MATCH, in, &ignored);
	if (!n[0] && !*cell[6] && !*cell[7]) return;
	report_row(r, t, cell);
	struct report_bar bar = {
		.label = name, .value = { tenths, -1 }, .words = { *cell[6] ? cell[6] : "none", "" }
	};
	if (chart) vec_push(&t->bar, bar);
}

/* Of all pairs of evaluations that differ in both: how often has the better fit the better rating? */
static void say_meaning(struct report_answers *a)
{
	struct report *r = a->r;
	long agree = 0, differ = 0, n = 0;
	for (size_t i = 0; i < r->slots.n; i++) {
		const struct evaluation *x = a->all[i] ? r->slots.at[i].form : NULL;
		if (!x || x->partnership->fit < 0 || !x->answer[QUESTION_OVERALL]) continue;
		n++;
		for (size_t k = 0; k < i; k++) {
			const struct evaluation *y = a->all[k] ? r->slots.at[k].form : NULL;
			if (!y || y->partnership->fit < 0 || !y->answer[QUESTION_OVERALL]) continue;
			int fit = x->partnership->fit - y->partnership->fit,
			    rating = x->answer[QUESTION_OVERALL] - y->answer[QUESTION_OVERALL];
			if (!fit || !rating) continue;
			differ++;
			agree += (fit > 0) == (rating > 0);
		}
	}
	r->meaning = n < ENOUGH || !differ
			     ? "There are too few evaluations to say whether a better fit goes with a better rating: "
			       "at least "
			       "20 that differ are needed."
			     : arena_printf(&r->mem,
				       "Where two evaluations differ in the fit of their match and in the overall "
				       "rating, the "
				       "better fit has the better rating in %s of the cases; 50 %% would be chance.",
				       report_share(r, agree, differ));
}

void answers_outcomes(struct report_answers *a)
{
	static const char *const ranks[] = { "Came about by", "Matches", "Goals received", "Concluded", "Ended early",
		"Not formed", "All in all", "The match" };
	static const char *const fits[] = { "Fit", "Matches", "Goals received", "Concluded", "Ended early",
		"Not formed", "All in all", "The match" };
	static const char *const rank[] = { "1st choice", "2nd choice", "3rd choice or later", "suggestion",
		"entered by hand" };
	static const char *const band[] = { "90 to 100", "80 to 89", "70 to 79", "60 to 69", "50 to 59", "under 50",
		"unknown" };
	struct report *r = a->r;
	struct report_table *t = report_table(
		r, REPORT_RANKS, "outcome-by-choice", "Outcome by how the match came about", ranks, 8, 0xfe);
	for (int i = 0; i < 5; i++) put_outcome(a, t, rank[i], of_rank, i < 3 ? i + 1 : i == 3 ? 0 : 4, false);
	t = report_table(r, REPORT_FITS, "outcome-by-fit", "Outcome by fit", fits, 8, 0xfe);
	t->chart = "Mean overall rating by fit, from 1 to 5";
	t->series[0] = "mean overall rating";
	t->scale = 50;
	for (int i = 0; i < 7; i++) put_outcome(a, t, band[i], of_band, 6 - i, true);
	say_meaning(a);
}

/* ---- trends */

void answers_trends_received(struct report_answers *a)
{
	struct report *r = a->r;
	date_t until = r->scope.cycle ? r->today : r->scope.until;
	for (size_t i = r->cycles.n; i-- > 0;) {
		struct trend t = { .name = r->cycles.at[i], .scope = { .cycle = r->cycles.at[i] } };
		t.received = answers_received(a, &t.scope, &t.in);
		vec_push(&a->cycles, t);
	}
	for (int i = 0; i < QUARTERS; i++) {
		date_t end = date_add_months(until, -3 * i);
		struct trend t = { .name = arena_strdup(&r->mem, sv(date_iso(end).z)),
			.scope = { .from = date_add_months(end, -12) + 1, .until = end } };
		t.received = answers_received(a, &t.scope, &t.in);
		vec_push(&a->years, t);
	}
}

static void put_trend(struct report_answers *a, struct report_table *t, const struct trend *at)
{
	struct report *r = a->r;
	struct report_counts c = report_count(r, &at->scope);
	const long n[] = { c.applicants, c.matched, c.partnerships, c.formed, c.concluded, c.ended, c.declined };
	const char *cell[10] = { at->name };
	long tenths;
	for (size_t i = 0; i < 7; i++) cell[1 + i] = report_number(r, n[i]);
	cell[8] = at->received;
	cell[9] = strcmp(at->received, REPORT_HIDDEN) == 0 ? REPORT_HIDDEN
							   : answers_mean(a, QUESTION_OVERALL, at->in, &tenths);
	if (!c.applicants && !c.partnerships && strcmp(at->received, "0") == 0) return;
	report_row(r, t, cell);
	struct report_bar bar = {
		.label = at->name, .value = { c.applicants, c.matched }, .words = { cell[1], cell[2] }
	};
	vec_push(&t->bar, bar);
}

void answers_trends(struct report_answers *a)
{
	static const char *const cycles[] = { "Cycle", "Applicants", "Matched", "Partnerships", "Goals received",
		"Concluded", "Ended early", "Not formed", "Evaluations", "All in all" };
	static const char *const years[] = { "12 months to", "Applicants", "Matched", "Partnerships", "Goals received",
		"Concluded", "Ended early", "Not formed", "Evaluations", "All in all" };
	struct report_table *t = report_table(
		a->r, REPORT_CYCLES, "trend-by-cycle", "From cycle to cycle, newest first", cycles, 10, 0x3fe);
	t->chart = "Applicants and matches by cycle";
	t->series[0] = "applicants";
	t->series[1] = "matched";
	for (size_t i = 0; i < a->cycles.n; i++) put_trend(a, t, &a->cycles.at[i]);
	t = report_table(
		a->r, REPORT_YEARS, "trend-by-year", "Twelve months at a time, every quarter", years, 10, 0x3fe);
	t->chart = "Applicants and matches in twelve months";
	t->series[0] = "applicants";
	t->series[1] = "matched";
	for (size_t i = 0; i < a->years.n; i++) put_trend(a, t, &a->years.at[i]);
	vec_dispose(&a->cycles);
	vec_dispose(&a->years);
}
