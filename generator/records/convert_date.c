/* convert_date.c turns cells of dates into one form: 2026-03-14, or with a time of day in the society's zone. What
 * another order of day and month would have read otherwise is counted, and what cannot be a date is refused with the
 * line of the mapping that would let it be read. */
#include "base/zone.h"
#include "records/convert_cell.h"
#include "records/daytime.h"

static void put_digits(struct str *out, int n, int digits)
{
	for (int power = digits == 4 ? 1000 : 10; power; power /= 10) str_putc(out, (char)('0' + n / power % 10));
}

/* 2026-03-14, or with a time of day 2026-03-14 15:09:26. */
static void put_time(struct str *out, int64_t seconds)
{
	date_t day = date_from_epoch(seconds);
	int part[6], rest = (int)(seconds - date_epoch(day));
	date_parts(day, &part[0], &part[1], &part[2]);
	part[3] = rest / 3600;
	part[4] = rest / 60 % 60;
	part[5] = rest % 60;
	for (int i = 0; i < (rest ? 6 : 3); i++) {
		if (i) str_putc(out, "-- ::"[i - 1]);
		put_digits(out, part[i], i == 0 ? 4 : 2);
	}
}

static void note_day(const struct cell *x, const struct daytime *d)
{
	struct converter *c = x->c;
	if (d->worded)
		c->met_words = true;
	else
		c->met[d->order] = true;
	if (!c->both_orders) return;
	if (d->ambiguous) convert_count(x, TALLY_UNSURE);
	if (d->only_md) convert_count(x, TALLY_ONLY_MD);
	if (d->only_dm) convert_count(x, TALLY_ONLY_DM);
}

/* A day someone is paid through is that day everywhere; only moments are moved between zones. */
static bool is_moment(const struct cell *x, const struct daytime *d)
{
	return d->timed && (!strcmp(x->rule->field, "submitted_at") || x->rule->kind == FIELD_OTHER);
}

/* Without any zone known, a time stands as its writer's clock showed it, offset or not. */
static int64_t in_zone(const struct cell *x, const struct daytime *d)
{
	struct converter *c = x->c;
	const struct zone *to = c->society ? c->society : c->zone;
	if (!is_moment(x, d) || !to || (!d->zoned && !c->zone)) return d->seconds;
	if (d->zoned)
		c->met_offset = true;
	else
		c->met_zone = true;
	if (!d->zoned && to == c->zone) return d->seconds;
	return zone_from_utc(to, d->zoned ? d->seconds - d->offset : zone_to_utc(c->zone, d->seconds));
}

/* "dates: [ymd, dmy]": the mapping's orders, in which the one that would fit takes the place of its opposite. */
static const char *orders_for(const struct cell *x, enum date_order wanted)
{
	static const char *const words[DATE_ORDERS] = { "ymd", "mdy", "dmy", "serial" };
	const struct mapping *m = x->c->b->mapping;
	enum date_order instead = wanted == DATE_MDY ? DATE_DMY : wanted == DATE_DMY ? DATE_MDY : wanted;
	struct str all = STR_INIT;
	for (size_t i = 0; i < m->ndates; i++)
		if (m->dates[i] != instead) str_printf(&all, "%s, ", words[m->dates[i]]);
	const char *result = diags_text(x->c->ds, "dates: [%s%s] in %s", all.ptr, words[wanted], m->name);
	str_dispose(&all);
	return result;
}

static enum cell_result refuse_number(const struct cell *x, const struct daytime *d)
{
	if (x->c->lenient) return CELL_KEPT;
	struct str day = STR_INIT;
	put_time(&day, d->seconds);
	diags_error(x->c->ds, "R121", x->at,
		diags_text(x->c->ds,
			"if the whole column is so, write %s; compare one with the form tool first (files of the 1904 "
			"date system would be 4 years later)",
			orders_for(x, DATE_SERIAL)),
		"\"%s\" holds a day number of a spreadsheet: %s, which would be %s", x->header,
		diags_value(x->c->ds, x->text), diags_value(x->c->ds, sv_of(&day)));
	str_dispose(&day);
	return CELL_REFUSED;
}

static enum cell_result refuse_date(const struct cell *x, enum daytime_result why, const struct daytime *d)
{
	static const char *const words[DATE_ORDERS] = { "year-month-day", "month/day/year", "day/month/year", "" };
	struct diags *ds = x->c->ds;
	if (why == DAYTIME_UNLISTED && d->order == DATE_SERIAL) return refuse_number(x, d);
	if (why == DAYTIME_SHORT_YEAR)
		return cell_refuse(x, "R135", "export again with the dates as 2026-03-14 or with four-digit years",
			"has a year of two digits");
	if (why == DAYTIME_UNLISTED)
		return cell_refuse(x, "R024",
			diags_text(ds, "it could be %s; if the whole column is so, write %s", words[d->order],
				orders_for(x, d->order)),
			"is not a date of the orders listed");
	return cell_refuse(x, "R024",
		diags_text(ds, "dates are read as listed under dates in %s", x->c->b->mapping->name), "is not a date");
}

enum cell_result cell_read_date(const struct cell *x, struct cell_value *out)
{
	const struct mapping *m = x->c->b->mapping;
	struct daytime d;
	enum daytime_result result = daytime_read(x->text, m->dates, m->ndates, &d);
	if (result != DAYTIME_OK) return refuse_date(x, result, &d);
	note_day(x, &d);
	out->seconds = in_zone(x, &d);
	put_time(&x->c->scratch, out->seconds);
	return CELL_OK;
}

bool cell_day(const struct cell *x, struct sv text, int64_t *seconds)
{
	const struct mapping *m = x->c->b->mapping;
	struct daytime d;
	if (daytime_read(text, m->dates, m->ndates, &d) != DAYTIME_OK) return false;
	note_day(x, &d);
	*seconds = d.seconds;
	return true;
}
