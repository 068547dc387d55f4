/* The picture of the timeline. Dates become places by integer arithmetic only, so that no machine can change a byte. */
#include "site/timeline.h"
#include <assert.h>

enum { LEFT = 520, RIGHT = 3360, TOP = 350, PITCH = 200 }; /* tenths */
#define MONTHS_LETTERED 20 /* a letter for each month up to here, for each quarter beyond */

struct scale {
	date_t from, until; /* first days of months */
	int months;
};

static void put_tenths(struct tmap *m, const char *name, int tenths, struct arena *mem)
{
	tmap_text(m, name, sv(arena_printf(mem, "%d.%d", tenths / 10, tenths % 10)), ORIGIN_TEMPLATE, NULL);
}

static int place_of(const struct scale *s, date_t d)
{
	return LEFT + (int)((int64_t)(d - s->from) * (RIGHT - LEFT) / (s->until - s->from));
}

static date_t first_of_month(date_t d)
{
	int year, month, day;
	date_parts(d, &year, &month, &day);
	return date_civil(year, month, 1);
}

static bool shown(const struct cycle *c)
{
	return !sv_is(c->status, "closed") && c->meeting != DATE_NONE;
}

static bool find_scale(struct scale *out, const struct cycle *cycle, size_t from, size_t n)
{
	struct timeline_event event[TIMELINE_EVENTS];
	date_t first = DATE_NONE, last = DATE_NONE;
	for (size_t i = from; i < n; i++) {
		size_t events = shown(&cycle[i]) ? timeline_events(event, &cycle[i]) : 0;
		for (size_t k = 0; k < events; k++) {
			if (first == DATE_NONE || event[k].date < first) first = event[k].date;
			if (last == DATE_NONE || event[k].date > last) last = event[k].date;
		}
	}
	if (first == DATE_NONE) return false;
	out->from = first_of_month(first);
	out->until = date_add_months(first_of_month(last), 1);
	out->months = 0;
	for (date_t d = out->from; d < out->until; d = date_add_months(d, 1)) out->months++;
	return true;
}

static void put_months(struct tmap *m, const struct scale *s, struct arena *mem)
{
	static const char letters[] = "JFMAMJJASOND";
	struct tlist *list = tmap_list(m, "months");
	assert(s->months > 0); /* a scale begins and ends in a month */
	int width = (RIGHT - LEFT) / s->months, step = s->months > MONTHS_LETTERED ? 3 : 1;
	date_t d = s->from;
	for (int i = 0; i < s->months; i++, d = date_add_months(d, 1)) {
		int year, month, day;
		date_parts(d, &year, &month, &day);
		if ((month - 1) % step != 0 && i > 0) continue;
		struct tmap *item = tlist_add(list);
		/* A year is written at its January, and at the beginning if January does not come too soon after. */
		bool named = month == 1 || (i == 0 && width * (13 - month) > 300);
		put_tenths(item, "x", place_of(s, d), mem);
		put_tenths(item, "text_x", place_of(s, d) + (step == 1 ? width / 2 : 30), mem);
		tmap_text(item, "letter", sv_n(letters + month - 1, 1), ORIGIN_TEMPLATE, NULL);
		tmap_text(item, "year", named ? sv(arena_printf(mem, "%d", year)) : SV_LIT(""), ORIGIN_NUMBER, NULL);
		tmap_bool(item, "strong", month == 1);
	}
}

static void put_bar(struct tmap *m, const char *name, const struct scale *s, date_t from, date_t until, int y,
	int height, struct arena *mem)
{
	if (from == DATE_NONE || until == DATE_NONE || until < from) {
		tmap_bool(m, name, false);
		return;
	}
	int x = place_of(s, from), end = place_of(s, until);
	struct tmap *bar = tmap_map(m, name);
	put_tenths(bar, "x", x, mem);
	put_tenths(bar, "y", y, mem);
	put_tenths(bar, "width", end - x > 10 ? end - x : 10, mem);
	put_tenths(bar, "height", height, mem);
}

static void put_dot(struct tmap *m, const char *name, const struct scale *s, date_t at, int y, struct arena *mem)
{
	if (at == DATE_NONE) {
		tmap_bool(m, name, false);
		return;
	}
	struct tmap *dot = tmap_map(m, name);
	put_tenths(dot, "x", place_of(s, at), mem);
	put_tenths(dot, "y", y, mem);
}

static void put_row(struct tmap *m, const struct scale *s, const struct cycle *c, int y, struct arena *mem)
{
	date_t closes = c->cutoff != DATE_NONE ? c->cutoff : c->meeting;
	tmap_text(m, "label", c->id, ORIGIN_DOCUMENT, "content/cycles.csv");
	tmap_bool(m, "strong", sv_is(c->status, "open"));
	put_tenths(m, "text_y", y + 40, mem);
	put_bar(m, "apply", s, c->opens, closes, y - 45, 90, mem);
	put_bar(m, "match", s, closes, c->plan_due, y - 45, 90, mem);
	put_bar(m, "run", s, c->plan_due, c->evaluation_due, y - 20, 40, mem);
	put_dot(m, "meeting", s, c->meeting, y, mem);
	put_dot(m, "checkin", s, c->checkin_due, y, mem);
}

void timeline_picture(struct tmap *m, const struct corpus *corpus, struct arena *mem)
{
	struct scale scale;
	size_t from = corpus->ncycles, n = 0;
	while (from > 0 && n < TIMELINE_ROWS) n += shown(&corpus->cycle[--from]);
	bool any = find_scale(&scale, corpus->cycle, from, corpus->ncycles);
	tmap_bool(m, "has_picture", any);
	if (!any) return;
	put_months(m, &scale, mem);
	struct tlist *rows = tmap_list(m, "rows");
	int y = TOP;
	for (size_t i = from; i < corpus->ncycles; i++) {
		if (!shown(&corpus->cycle[i])) continue;
		put_row(tlist_add(rows), &scale, &corpus->cycle[i], y, mem);
		y += PITCH;
	}
	tmap_int(m, "height", (y - 50) / 10, ORIGIN_TEMPLATE);
}
