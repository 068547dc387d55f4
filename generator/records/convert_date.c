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
	if (why == DAYTIME_WEEKDAY)
		return cell_refuse(x, "R024",
			"compare it with the form tool, and its order of day and month with the mapping",
			"names a weekday that this date is not");
	return cell_refuse(x, "R024", "correct it in the form tool (2026-03-14 is always understood) and export again",
		"is not a date");
}

/* Databases write it for "without end". */
static bool is_endless(const struct cell *x, date_t day)
{
	return strcmp(x->rule->field, "submitted_at") != 0 &&
	       (day == date_civil(9999, 12, 31) || day == date_civil(2999, 12, 31));
}

/* What is wrong with a day that the calendar has, and nobody can have meant; NULL if nothing is. An application of the future
 * would count before every real one of its sender, and an old day number is some other number. */
static const char *impossible(const struct cell *x, const struct daytime *d, date_t day)
{
	int year, month, dom;
	bool sent = !strcmp(x->rule->field, "submitted_at");
	date_t latest = x->c->latest;
	date_parts(day, &year, &month, &dom);
	if (sent && latest != DATE_NONE && day > latest + 1) return "lies after the day of the export";
	if (year < 2000 && (sent || x->rule->type == RULE_STATUS)) return "lies before the year 2000";
	if (year < 2000 && !d->worded && d->order == DATE_SERIAL && x->rule->kind != FIELD_OTHER)
		return "is too small for the day number of a date";
	if (year < 1900 || year > 2200) return "lies in a year that nobody can have meant";
	return NULL;
}

/* The date has been read; is it one? */
static enum cell_result take_day(const struct cell *x, const struct daytime *d)
{
	date_t day = date_from_epoch(d->seconds);
	if (is_endless(x, day)) {
		convert_count(x, TALLY_ENDLESS);
		return CELL_OK;
	}
	const char *wrong = impossible(x, d, day);
	if (!wrong) {
		note_day(x, d);
		return CELL_OK;
	}
	bool late = x->c->latest != DATE_NONE && day > x->c->latest + 1;
	return cell_refuse(x, "R072",
		late && !strcmp(x->rule->field, "submitted_at")
			? diags_text(x->c->ds,
				  "correct it in the form tool, or the order of day and month in %s; if the file was "
				  "exported after %s, put the day of the export into its name",
				  x->c->b->mapping->name, date_iso(x->c->latest).z)
			: "correct it where it was typed and export again",
		wrong);
}

enum cell_result cell_read_date(const struct cell *x, struct cell_value *out)
{
	const struct mapping *m = x->c->b->mapping;
	struct daytime d;
	enum daytime_result result = daytime_read(x->text, m->dates, m->ndates, &d);
	if (result != DAYTIME_OK) return refuse_date(x, result, &d);
	enum cell_result taken = take_day(x, &d);
	if (taken != CELL_OK) return taken;
	out->seconds = in_zone(x, &d);
	put_time(&x->c->scratch, out->seconds);
	return CELL_OK;
}

enum cell_result cell_day(const struct cell *x, struct sv text, int64_t *seconds)
{
	const struct mapping *m = x->c->b->mapping;
	struct daytime d;
	enum daytime_result result = daytime_read(text, m->dates, m->ndates, &d);
	if (result == DAYTIME_NONE) return CELL_EMPTY;
	if (result != DAYTIME_OK) return refuse_date(x, result, &d);
	*seconds = d.seconds;
	return take_day(x, &d);
}
