/* units.c counts. It knows neither names nor the database, so that every rule can be tried on thousands of invented histories. */
#include "programme/units.h"
#include <stdlib.h>
#include <string.h>

bool units_counts(enum units_reason r)
{
	return r <= UNITS_EXCEPTION;
}

/* ---- one claim */

static enum units_reason conditions(const struct unit_claim *c)
{
	if (c->on == DATE_NONE) return UNITS_RUNNING;
	if (c->early && c->effort) return UNITS_EFFORT;
	if (c->early && c->petition == PETITION_GRANTED) return UNITS_PETITION;
	if (c->early && c->petition == PETITION_REQUESTED) return UNITS_PETITION_OPEN;
	if (c->early && c->petition == PETITION_DENIED) return UNITS_PETITION_DENIED;
	if (c->early) return UNITS_EARLY;
	if (!c->goals) return UNITS_NO_GOALS;
	return c->evaluation ? UNITS_EARNED : UNITS_NO_EVALUATION;
}

static enum units_reason reason_of(const struct unit_claim *c)
{
	enum units_reason r = conditions(c);
	return c->exception && r != UNITS_RUNNING && !units_counts(r) ? UNITS_EXCEPTION : r;
}

/* The year that the rule makes of a day. */
static void set_year(struct unit_line *l, date_t on)
{
	int year, month, day;
	date_parts(on, &year, &month, &day);
	if (on < date_civil(year, l->rule->year_month, l->rule->year_day)) year--;
	l->from = date_civil(year, l->rule->year_month, l->rule->year_day);
	l->until = date_civil(year + 1, l->rule->year_month, l->rule->year_day) - 1;
	date_parts(l->until, &l->year, &month, &day);
}

/* ---- all of a person */

struct ranked {
	const struct unit_claim *claim;
	struct unit_line *line;
};

static int by_day(const void *a, const void *b)
{
	const struct unit_claim *x = ((const struct ranked *)a)->claim, *y = ((const struct ranked *)b)->claim;
	bool xruns = x->on == DATE_NONE, yruns = y->on == DATE_NONE;
	if (xruns != yruns) return xruns ? 1 : -1;
	if (x->on != y->on) return x->on < y->on ? -1 : 1;
	return x->order < y->order ? -1 : x->order > y->order;
}

/* What the year still has room for after those before it. */
static void limit(struct ranked *all, size_t i)
{
	struct unit_line *l = all[i].line;
	int partnerships = 0, units = 0;
	for (size_t k = 0; k < i; k++) {
		date_t on = all[k].claim->on;
		if (!units_counts(all[k].line->reason) || on < l->from || on > l->until) continue;
		partnerships++;
		units += all[k].line->units;
	}
	int left = l->rule->max_units - units;
	if (partnerships >= l->rule->max_partnerships)
		l->reason = UNITS_PARTNERSHIPS;
	else if (left <= 0)
		l->reason = UNITS_MAXIMUM;
	else
		l->units = l->rule->per_partnership < left ? l->rule->per_partnership : left;
}

void units_count(struct unit_line *line, const struct unit_claim *claim, size_t n, const struct rules *r, date_t today)
{
	struct ranked *all = xmalloc((n + 1) * sizeof *all);
	for (size_t i = 0; i < n; i++) all[i] = (struct ranked){ &claim[i], &line[i] };
	if (n) qsort(all, n, sizeof *all, by_day);
	for (size_t i = 0; i < n; i++) {
		const struct unit_claim *c = all[i].claim;
		date_t on = c->on == DATE_NONE ? today : c->on;
		*all[i].line = (struct unit_line){ .reason = reason_of(c), .rule = rules_units_on(r, on) };
		set_year(all[i].line, on);
		if (units_counts(all[i].line->reason)) limit(all, i);
	}
	free(all);
}

/* ---- in words */

const char *units_clause(const struct unit_line *l)
{
	switch (l->reason) {
	case UNITS_NO_GOALS: return "5.3.3";
	case UNITS_NO_EVALUATION:
	case UNITS_RUNNING: return "5.5.2";
	case UNITS_EARNED:
	case UNITS_PARTNERSHIPS:
	case UNITS_MAXIMUM: return *l->rule->clause ? l->rule->clause : "5.6.1";
	default: return "5.6.1";
	}
}

static const char *plain_words(enum units_reason r)
{
	static const char *const words[UNITS_REASONS] = {
		[UNITS_EARNED] = "partnership concluded, goals and own evaluation received",
		[UNITS_PETITION] = "ended early; the committee granted the petition",
		[UNITS_EXCEPTION] = "counts by a recorded exception",
		[UNITS_NO_GOALS] = "the goals were not received",
		[UNITS_NO_EVALUATION] = "the own evaluation form was not received",
		[UNITS_EFFORT] = "ended for lack of communication or effort; no petition is possible",
		[UNITS_EARLY] = "ended early; a petition to the committee is possible",
		[UNITS_PETITION_OPEN] = "ended early; the petition waits for the committee's decision",
		[UNITS_PETITION_DENIED] = "ended early; the committee did not grant the petition",
		[UNITS_RUNNING] = "not concluded yet",
	};
	return words[r];
}

void units_words(struct str *out, const struct unit_line *l)
{
	const struct unit_rule *u = l->rule;
	if (l->reason == UNITS_PARTNERSHIPS)
		str_printf(out, "annual maximum of %d partnership%s", u->max_partnerships,
			u->max_partnerships == 1 ? "" : "s");
	else if (l->reason == UNITS_MAXIMUM)
		str_printf(out, "annual maximum of %d unit%s", u->max_units, u->max_units == 1 ? "" : "s");
	else
		str_puts(out, plain_words(l->reason));
	if (units_counts(l->reason) && l->units < u->per_partnership)
		str_printf(out, "; the annual maximum is %d unit%s", u->max_units, u->max_units == 1 ? "" : "s");
}

const char *units_role(const struct unit_entry *e)
{
	return e->partnership->peers ? "peer partner" : e->side == SIDE_A ? "mentor" : "mentee";
}
