/* The dates a member plans by. They stand in one place, cycles.csv; the home page, the table, the picture and the
 * calendar files all ask here which of them there are. */
#include "site/timeline.h"
#include "site/ics.h"

#define CYCLES_FILE "content/cycles.csv"

size_t timeline_events(struct timeline_event out[TIMELINE_EVENTS], const struct cycle *cycle)
{
	const struct timeline_event all[TIMELINE_EVENTS] = {
		{ "opens", "Applications open", "From today applications count for this cycle.", cycle->opens },
		{ "cutoff", "Applications for this cycle close", "Applications that arrive later go to the next cycle.",
			cycle->cutoff },
		{ "meeting", "Committee matching meeting", "The committee reads the applications and makes matches.",
			cycle->meeting },
		{ "published", "Pool published", "The directory shows the new pool.", cycle->publish_on },
		{ "reply", "Reply to the proposal due", "Tell Headquarters whether you accept the proposed partner.",
			cycle->reply_by },
		{ "plan", "Partnership Plan due",
			"Send the goals you agreed on. Their receipt makes the partnership formal.", cycle->plan_due },
		{ "checkin", "Midpoint check-in", "Headquarters asks whether the partnership is under way.",
			cycle->checkin_due },
		{ "evaluation", "Evaluations due", "Send the evaluation form of your role.", cycle->evaluation_due }
	};
	size_t n = 0;
	for (size_t i = 0; i < TIMELINE_EVENTS; i++)
		if (all[i].date != DATE_NONE) out[n++] = all[i];
	return n;
}

void timeline_dates(struct tmap *m, const struct cycle *cycle, struct arena *mem)
{
	struct timeline_event event[TIMELINE_EVENTS];
	size_t n = timeline_events(event, cycle);
	struct tlist *dates = tmap_list(m, "dates");
	for (size_t i = 0; i < n; i++) {
		struct tmap *item = tlist_add(dates);
		page_date(item, "date", event[i].date, mem);
		tmap_text(item, "event", sv(event[i].title), ORIGIN_TEMPLATE, NULL);
	}
}

static void put_cycle(struct site *s, struct tmap *m, const struct cycle *cycle)
{
	tmap_text(m, "anchor", cycle->id, ORIGIN_DOCUMENT, CYCLES_FILE);
	tmap_text(m, "name", cycle->name.n ? cycle->name : cycle->id, ORIGIN_DOCUMENT, CYCLES_FILE);
	tmap_text(m, "status", cycle->status, ORIGIN_DOCUMENT, CYCLES_FILE);
	page_date(m, "opens", cycle->opens, &s->mem);
	page_date(m, "cutoff", cycle->cutoff, &s->mem);
	page_date(m, "meeting", cycle->meeting, &s->mem);
	page_date(m, "publish_on", cycle->publish_on, &s->mem);
	page_date(m, "reply_by", cycle->reply_by, &s->mem);
	page_date(m, "plan_due", cycle->plan_due, &s->mem);
	page_date(m, "checkin_due", cycle->checkin_due, &s->mem);
	page_date(m, "evaluation_due", cycle->evaluation_due, &s->mem);
	page_url(s, m, "ics_href", ics_path(&s->mem, cycle), ORIGIN_DOCUMENT, CYCLES_FILE);
}

static int timeline_page(struct site *s)
{
	const struct corpus *corpus = s->in->corpus;
	struct tmap *m = page_begin(s, "timeline.html", NAV_NONE);
	page_intro(s, m, "timeline", "Timeline",
		"The dates of every cycle: when to apply, when the committee meets, and what is due when.");
	struct tlist *cycles = tmap_list(m, "cycles");
	for (size_t i = 0; i < corpus->ncycles; i++) put_cycle(s, tlist_add(cycles), &corpus->cycle[i]);
	tmap_bool(m, "has_cycles", corpus->ncycles > 0);
	page_link(s, m, "ics_href", "timeline.ics");
	timeline_picture(m, corpus, &s->mem);
	return page_put(s, "timeline.html", m, NOPLACE);
}

int timeline_build(struct site *s)
{
	int rc = timeline_page(s);
	return ics_build(s) != 0 ? -1 : rc;
}
