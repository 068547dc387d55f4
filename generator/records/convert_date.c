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
	convert_orders_note(x, d, false);
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

static enum cell_result refuse_number(const struct cell *x, const struct daytime *d)
{
	struct diags *ds = x->c->ds;
	if (x->c->lenient) return CELL_KEPT;
	struct str day = STR_INIT;
	if (ds->show_values) str_puts(&day, ", which would be ");
	if (ds->show_values) put_time(&day, d->seconds);
	diags_error(ds, "R121", x->at,
		diags_text(ds,
			"if the whole column is so, write %s; compare one with the form tool first (files of the 1904 "
			"date system would be 4 years later)",
			convert_orders_with_serial(x->c)),
		"\"%s\" holds a spreadsheet's day number: %s%s", x->header, diags_value(ds, x->text), day.ptr);
	str_dispose(&day);
	return CELL_REFUSED;
}

/* A day in an order that is not listed is told at the file's end, where it shows which order would be right. */
static enum cell_result refuse_unlisted(const struct cell *x, const struct daytime *d)
{
	if (d->order == DATE_SERIAL) return refuse_number(x, d);
	if (x->c->lenient) return CELL_KEPT;
	convert_orders_note(x, d, true);
	return CELL_REFUSED;
}

static enum cell_result refuse_short_year(const struct cell *x)
{
	return cell_refuse(x, "R135", "export again with the dates as 2026-03-14 or with four-digit years",
		"has a year of two digits");
}

static enum cell_result refuse_date(const struct cell *x, enum daytime_result why, const struct daytime *d)
{
	if (why == DAYTIME_UNLISTED) return refuse_unlisted(x, d);
	if (why == DAYTIME_SHORT_YEAR) return refuse_short_year(x);
	return cell_refuse(x, "R024", "correct it in the form tool (2026-03-14 is always understood) and export again",
		"is not a date");
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

enum cell_result cell_refuse_day(const struct cell *x, struct sv text)
{
	const struct mapping *m = x->c->b->mapping;
	struct daytime d;
	switch (daytime_read(text, m->dates, m->ndates, &d)) {
	case DAYTIME_UNLISTED: return refuse_unlisted(x, &d);
	case DAYTIME_SHORT_YEAR: return refuse_short_year(x);
	case DAYTIME_NONE:
	case DAYTIME_OK: break;
	}
	return CELL_EMPTY;
}
