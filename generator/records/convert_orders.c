/* convert_orders.c exists because one cell does not show whether its day or its month comes first, and a file mostly does:
 * the days of all its columns are counted while it is read, and at its end one message for each column says what is wrong
 * and which line "dates:" reads all of them. Where nothing decides, a person must: a day is never guessed. */
#include <stdint.h>
#include "records/convert_cell.h"
#include "records/daytime.h"

#define NOT_SHOWN DATE_SERIAL /* neither month/day nor day/month */

static const char *const names[DATE_ORDERS] = { "year-month-day", "month/day/year", "day/month/year", "day number" };

/* What shows an order of day and month: the first cell that can be read in no other. */
struct proof {
	const struct tally *at;
	const char *header;
};

/* All of the file. Dots prove nothing about numbers between slashes in another column. */
struct evidence {
	struct proof by[DATE_ORDERS]; /* DATE_MDY, DATE_DMY */
	bool dots, unsure, ymd;       /* there are such days; ymd: and they are not listed */
};

/* One column. A spreadsheet changes whole cells, never a day within a phrase: in a status dots stand for themselves. */
struct column {
	const struct rule *rule;
	const struct tally *t;
	const char *header;
	size_t md, dm, dots;
};

void convert_orders_note(const struct cell *x, const struct daytime *d, bool unlisted)
{
	if (d->two_ways) convert_count(x, TALLY_UNSURE);
	if (d->only_md) convert_count(x, TALLY_ONLY_MD);
	if (d->only_dm) convert_count(x, d->dotted ? TALLY_DOTTED : TALLY_ONLY_DM);
	if (unlisted)
		convert_count(x, d->dotted              ? TALLY_UNLISTED_DOTS
				 : d->order == DATE_YMD ? TALLY_UNLISTED_YMD
							: TALLY_UNLISTED);
}

static bool is_listed(const struct mapping *m, enum date_order order)
{
	for (size_t i = 0; i < m->ndates; i++)
		if (m->dates[i] == order) return true;
	return false;
}

/* "dates: [ymd, mdy]" with these orders of day and month, and all others that the mapping has. */
static const char *list(struct converter *c, bool ymd, bool mdy, bool dmy, bool serial)
{
	static const char *const words[DATE_ORDERS] = { "ymd", "mdy", "dmy", "serial" };
	const struct mapping *m = c->b->mapping;
	const bool wanted[DATE_ORDERS] = { ymd || is_listed(m, DATE_YMD), mdy, dmy,
		serial || is_listed(m, DATE_SERIAL) };
	struct str all = STR_INIT;
	for (size_t i = 0; i < DATE_ORDERS; i++)
		if (wanted[i]) str_printf(&all, "%s%s", all.len ? ", " : "", words[i]);
	const char *result = diags_text(c->ds, "dates: [%s]", all.ptr);
	str_dispose(&all);
	return result;
}

static const char *at_line(struct converter *c, const char *list)
{
	const struct mapping *m = c->b->mapping;
	return diags_text(c->ds, "%s at %s:%u", list, m->name, m->dates_at.line);
}

const char *convert_orders_with_serial(struct converter *c)
{
	const struct mapping *m = c->b->mapping;
	return at_line(c, list(c, false, is_listed(m, DATE_MDY), is_listed(m, DATE_DMY), true));
}

/* The line that reads numbers between slashes in this order and everything else that the file has. Day/month may follow
 * month/day for the sake of dots; never the other way round, since then it would take the numbers between slashes. */
static const char *list_for(struct converter *c, const struct evidence *e, enum date_order slashes)
{
	return list(c, e->ymd, slashes == DATE_MDY, slashes == DATE_DMY || e->dots, false);
}

static enum date_order listed_first(const struct mapping *m)
{
	for (size_t i = 0; i < m->ndates; i++)
		if (m->dates[i] == DATE_MDY || m->dates[i] == DATE_DMY) return m->dates[i];
	return NOT_SHOWN;
}

/* What the column itself shows; its cells contradict each other nowhere. */
static enum date_order own_order(const struct column *col)
{
	return col->md ? DATE_MDY : col->dm || col->dots ? DATE_DMY : NOT_SHOWN;
}

static enum date_order file_order(const struct evidence *e)
{
	bool md = e->by[DATE_MDY].at != NULL, dm = e->by[DATE_DMY].at != NULL;
	return md == dm ? NOT_SHOWN : md ? DATE_MDY : DATE_DMY;
}

static const char *cells(struct converter *c, const struct column *col, enum tally_kind kind)
{
	const struct tally *t = &col->t[kind];
	return diags_text(c->ds, "%zu cell%s of \"%s\" (%s)", t->n, t->n == 1 ? "" : "s", col->header,
		convert_lines(c->ds, t->n, t->line));
}

/* True if it was told. */
static bool tell_contradiction(struct converter *c, const struct column *col)
{
	const struct tally *md = &col->t[TALLY_ONLY_MD], *dm = &col->t[col->dm ? TALLY_ONLY_DM : TALLY_DOTTED];
	if (!col->md || !(col->dm || col->dots)) return false;
	diags_error(c->ds, "R133", md->line[0] > dm->line[0] ? md->at : dm->at,
		col->rule->type == RULE_STATUS
			? "correct them in the form tool; days as 2026-03-14 are always understood"
			: "a spreadsheet exchanged some of them; export again with the dates as 2026-03-14",
		"the dates of \"%s\" contradict each other: line %u can only be %s, line %u only %s", col->header,
		md->line[0], names[DATE_MDY], dm->line[0], col->dm ? names[DATE_DMY] : "day.month.year");
	return true;
}

/* Two columns of one file in two orders: both can be listed as long as no cell fits both. */
static const char *two_orders(struct converter *c, const struct evidence *e)
{
	const struct proof *md = &e->by[DATE_MDY], *dm = &e->by[DATE_DMY];
	if (!e->unsure) return diags_text(c->ds, "write %s", at_line(c, list(c, e->ymd, true, true, false)));
	return diags_text(c->ds,
		"\"%s\" is month/day/year (line %u), \"%s\" day/month/year (line %u), and other dates of this file fit "
		"both: export it again with the dates as 2026-03-14",
		md->header, md->at->line[0], dm->header, dm->at->line[0]);
}

/* Nobody but a person can tell. */
static const char *ask(struct converter *c, const struct evidence *e)
{
	return diags_text(c->ds,
		"look one of them up in the form tool: if the month comes first, write %s, if the day comes first, %s",
		list_for(c, e, DATE_MDY), at_line(c, list_for(c, e, DATE_DMY)));
}

/* What shows the order: "line 3", of the column itself, or "\"Entry Date\" in line 3". */
static const char *shown_by(
	struct converter *c, const struct column *col, const struct evidence *e, enum date_order order)
{
	const struct tally *own = &col->t[order == DATE_MDY ? TALLY_ONLY_MD : col->dm ? TALLY_ONLY_DM : TALLY_DOTTED];
	if (own_order(col) == order) return diags_text(c->ds, "line %u", own->line[0]);
	return diags_text(c->ds, "\"%s\" in line %u", e->by[order].header, e->by[order].at->line[0]);
}

/* The order of its numbers between slashes, as far as anything shows it. */
static enum date_order order_of(const struct column *col, const struct evidence *e)
{
	return own_order(col) != NOT_SHOWN ? own_order(col) : file_order(e);
}

static bool both_shown(const struct evidence *e)
{
	return e->by[DATE_MDY].at && e->by[DATE_DMY].at;
}

static const char *within(struct converter *c, const struct column *col)
{
	struct str all = STR_INIT;
	if (col->rule->type == RULE_STATUS)
		for (size_t i = 0; i < col->rule->nwords; i++) {
			const struct rule_word *w = &col->rule->word[i];
			if (w->dated)
				str_printf(&all, "%s\"%.*s{date}%.*s\"", all.len ? ", " : " in ", SV_ARG(w->before),
					SV_ARG(w->after));
		}
	const char *result = diags_text(c->ds, "%s", all.ptr);
	str_dispose(&all);
	return result;
}

static void tell_order(
	struct converter *c, const struct column *col, enum tally_kind kind, const char *help, const char *order)
{
	bool one = col->t[kind].n == 1;
	diags_error(c->ds, "R024", col->t[kind].at, help, "%s: the day%s%s %s, which the mapping does not list",
		cells(c, col, kind), one ? "" : "s", within(c, col),
		diags_text(c->ds, "%s %s", one ? "is" : "are", order));
}

/* The line that would read all days of the file. */
static const char *cure(struct converter *c, const struct evidence *e, enum date_order slashes)
{
	if (both_shown(e)) return two_orders(c, e);
	bool as_listed = slashes == NOT_SHOWN && c->both_orders;
	return diags_text(c->ds, "write %s",
		at_line(c, as_listed ? list(c, e->ymd, true, true, false) : list_for(c, e, slashes)));
}

static void tell_slashes(struct converter *c, const struct column *col, const struct evidence *e)
{
	enum date_order order = order_of(col, e);
	if (order == NOT_SHOWN)
		diags_error(c->ds, "R024", col->t[TALLY_UNLISTED].at, both_shown(e) ? two_orders(c, e) : ask(c, e),
			"%s: day and month could be exchanged, and the mapping lists neither month/day/year nor "
			"day/month/year",
			cells(c, col, TALLY_UNLISTED));
	else
		tell_order(c, col, TALLY_UNLISTED,
			own_order(col) == NOT_SHOWN
				? diags_text(c->ds, "%s, as %s shows", cure(c, e, order), shown_by(c, col, e, order))
				: cure(c, e, order),
			names[order]);
}

/* Days that were refused. An order of day and month that is listed stays where something is read by it. */
static void tell_unlisted(struct converter *c, const struct column *col, const struct evidence *e)
{
	enum date_order order = file_order(e);
	bool mdy = is_listed(c->b->mapping, DATE_MDY) && (c->met[DATE_MDY] || !e->dots);
	if (order == NOT_SHOWN && !c->both_orders)
		order = mdy ? DATE_MDY : is_listed(c->b->mapping, DATE_DMY) ? DATE_DMY : NOT_SHOWN;
	if (col->t[TALLY_UNLISTED].n) tell_slashes(c, col, e);
	if (col->t[TALLY_UNLISTED_DOTS].n) tell_order(c, col, TALLY_UNLISTED_DOTS, cure(c, e, order), "day.month.year");
	if (col->t[TALLY_UNLISTED_YMD].n) tell_order(c, col, TALLY_UNLISTED_YMD, cure(c, e, order), names[DATE_YMD]);
}

/* Days that were read in the first order listed, although the other one is listed as well. Where day/month stands second
 * and the file has days with dots, who wrote the line has decided. */
static void tell_unsure(struct converter *c, const struct column *col, const struct evidence *e)
{
	enum date_order first = listed_first(c->b->mapping), order = order_of(col, e);
	const char *which = cells(c, col, TALLY_UNSURE);
	struct place at = col->t[TALLY_UNSURE].at;
	if (col->t[TALLY_UNSURE].n == 0 || !c->both_orders || own_order(col) == first) return;
	if (order != NOT_SHOWN && order != first)
		diags_error(c->ds, "R133", at, cure(c, e, order), "%s would be read as %s, but %s can only be %s",
			which, names[first], shown_by(c, col, e, order), names[order]);
	else if (c->quiet)
		return;
	else if (order == first)
		diags_warn(c->ds, "R033", at, cure(c, e, order),
			"%s: day and month could be exchanged; %s was taken, as %s shows", which, names[first],
			shown_by(c, col, e, order));
	else if (first == DATE_MDY && e->dots && !both_shown(e))
		diags_warn(c->ds, "R033", at, "compare one of them with the form tool",
			"%s: day and month could be exchanged; %s was taken, the first order listed", which,
			names[first]);
	else
		diags_error(c->ds, "R033", at, both_shown(e) ? two_orders(c, e) : ask(c, e),
			"%s: day and month could be exchanged, and nothing in this file shows which comes first",
			which);
}

static struct column column_of(const struct converter *c, size_t rule)
{
	const struct rule *r = &c->b->mapping->rule[rule];
	const struct tally *t = c->tally[rule];
	return (struct column){ .rule = r,
		.t = t,
		.header = c->b->header[c->b->rule[rule].at[0].column],
		.md = t[TALLY_ONLY_MD].n,
		.dm = t[TALLY_ONLY_DM].n,
		.dots = r->type == RULE_STATUS ? 0 : t[TALLY_DOTTED].n };
}

static void gather(const struct converter *c, struct evidence *e)
{
	for (size_t i = 0; i < c->b->mapping->nrules; i++) {
		if (c->b->rule[i].n == 0) continue;
		struct column col = column_of(c, i);
		if (col.md && !e->by[DATE_MDY].at)
			e->by[DATE_MDY] = (struct proof){ &col.t[TALLY_ONLY_MD], col.header };
		if (col.dm && !e->by[DATE_DMY].at)
			e->by[DATE_DMY] = (struct proof){ &col.t[TALLY_ONLY_DM], col.header };
		e->dots |= col.t[TALLY_DOTTED].n > 0;
		e->unsure |= col.t[TALLY_UNSURE].n > 0;
		e->ymd |= col.t[TALLY_UNLISTED_YMD].n > 0;
	}
}

/* Two fields may read one column, and both refuse its days. */
static bool told_before(const struct converter *c, size_t rule)
{
	for (size_t i = 0; c->echo[rule] && i < rule; i++)
		if (c->b->rule[i].n && c->b->rule[i].at[0].column == c->b->rule[rule].at[0].column)
			for (size_t k = TALLY_UNLISTED; k < TALLIES; k++)
				if (c->tally[i][k].n) return true;
	return false;
}

void convert_orders_tell(struct converter *c)
{
	struct evidence e = { .dots = false };
	gather(c, &e);
	for (size_t i = 0; i < c->b->mapping->nrules; i++) {
		if (c->b->rule[i].n == 0 || told_before(c, i)) continue;
		struct column col = column_of(c, i);
		c->ds->column = col.header;
		if (!tell_contradiction(c, &col)) {
			tell_unlisted(c, &col, &e);
			tell_unsure(c, &col, &e);
		}
		c->ds->column = NULL;
	}
}
