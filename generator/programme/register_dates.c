/* register_dates.c knows when a partnership's plan, check-in and evaluation are due (5.5.1): the SOP speaks of a plan's due date and six months from
 * it, and leaves to the cycle's timeline what it does not say. */
#include "programme/match.h"

static date_t after(date_t day, date_t proposed)
{
	return day != DATE_NONE && day > proposed ? day : DATE_NONE;
}

static date_t or_months(date_t day, date_t from, long months)
{
	return day == DATE_NONE ? date_add_months(from, (int)months) : day;
}

void partnership_dates(struct partnership_new *p, const struct rules *r, const struct cycle_days *cycle)
{
	static const struct cycle_days none = { "", DATE_NONE, DATE_NONE, DATE_NONE, DATE_NONE, DATE_NONE, DATE_NONE };
	if (!cycle) cycle = &none;
	date_t plan = after(cycle->plan_due, p->proposed);
	p->reply_by = after(cycle->reply_by, p->proposed);
	p->plan_due = plan == DATE_NONE ? p->proposed + (date_t)r->plan : plan;
	/* A cycle's later days stand as they are announced, unless they lie before the plan that they build on. */
	p->checkin_due = or_months(after(cycle->checkin_due, p->plan_due), p->plan_due, r->checkin_months);
	p->evaluation_due = or_months(after(cycle->evaluation_due, p->plan_due), p->plan_due, r->evaluation_months);
}
