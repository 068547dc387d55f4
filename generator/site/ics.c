/* Members put the dates into their own calendars. A line is written whole and then folded; the origin of all of it is the
 * committee's document, because the only words that are not ours come from cycles.csv and mentorpress.yml. */
#include "site/ics.h"
#include "site/timeline.h"

#define FOLD 75 /* bytes of a line without its end */
#define CYCLES_FILE "content/cycles.csv"

void ics_text(struct str *out, struct sv text)
{
	for (size_t i = 0; i < text.n; i++) {
		char c = text.p[i];
		if (c == '\\' || c == ';' || c == ',') str_putc(out, '\\');
		if (c == '\n')
			str_puts(out, "\\n");
		else if ((unsigned char)c >= ' ' && c != 0x7f)
			str_putc(out, c);
	}
}

static bool inside_character(char c)
{
	return ((unsigned char)c & 0xC0) == 0x80;
}

void ics_line(struct str *out, struct sv line)
{
	size_t room = FOLD;
	while (line.n > room) {
		size_t n = room;
		while (n > 1 && inside_character(line.p[n])) n--;
		str_sv(out, sv_sub(line, 0, n));
		str_puts(out, "\r\n ");
		line = sv_sub(line, n, line.n);
		room = FOLD - 1; /* the blank counts */
	}
	str_sv(out, line);
	str_puts(out, "\r\n");
}

const char *ics_path(struct arena *mem, const struct cycle *cycle)
{
	return arena_printf(mem, "timeline-%.*s.ics", SV_ARG(cycle->id));
}

struct calendar {
	struct site *s;
	struct rendering *out;
	struct str line;
	char society[13]; /* first digits of its name's digest */
	date_t stamp;
};

/* Puts what was collected in c->line. */
static void end_line(struct calendar *c, enum origin origin, const char *source)
{
	struct str folded = STR_INIT;
	ics_line(&folded, sv_of(&c->line));
	rendering_add(c->out, sv_of(&folded), origin, source);
	str_dispose(&folded);
	str_clear(&c->line);
}

static void fixed(struct calendar *c, const char *line)
{
	str_puts(&c->line, line);
	end_line(c, ORIGIN_TEMPLATE, NULL);
}

static void put_date(struct calendar *c, const char *name, date_t d)
{
	int year, month, day;
	date_parts(d, &year, &month, &day);
	str_printf(&c->line, "%s%04d%02d%02d", name, year, month, day);
}

static void put_event(struct calendar *c, const struct cycle *cycle, const struct timeline_event *e)
{
	fixed(c, "BEGIN:VEVENT");
	str_printf(&c->line, "UID:%.*s-%s-%s", SV_ARG(cycle->id), e->code, c->society);
	end_line(c, ORIGIN_DOCUMENT, CYCLES_FILE);
	put_date(c, "DTSTAMP:", c->stamp);
	str_puts(&c->line, "T000000Z");
	end_line(c, ORIGIN_NUMBER, NULL);
	str_printf(&c->line, "SEQUENCE:%ld", cycle->revision);
	end_line(c, ORIGIN_NUMBER, NULL);
	put_date(c, "DTSTART;VALUE=DATE:", e->date);
	end_line(c, ORIGIN_NUMBER, NULL);
	put_date(c, "DTEND;VALUE=DATE:", e->date + 1);
	end_line(c, ORIGIN_NUMBER, NULL);
	str_printf(&c->line, "SUMMARY:%s: ", e->title);
	ics_text(&c->line, cycle->name.n ? cycle->name : cycle->id);
	end_line(c, ORIGIN_DOCUMENT, CYCLES_FILE);
	str_puts(&c->line, "DESCRIPTION:");
	ics_text(&c->line, sv(e->what));
	end_line(c, ORIGIN_TEMPLATE, NULL);
	fixed(c, sv_is(cycle->status, "planned") ? "STATUS:TENTATIVE" : "STATUS:CONFIRMED");
	fixed(c, "TRANSP:TRANSPARENT");
	fixed(c, "END:VEVENT");
}

static void put_calendar(struct calendar *c, const struct cycle *cycle, size_t n)
{
	struct timeline_event event[TIMELINE_EVENTS];
	fixed(c, "BEGIN:VCALENDAR");
	fixed(c, "VERSION:2.0");
	fixed(c, "PRODID:-//mentorpress//timeline//EN");
	fixed(c, "CALSCALE:GREGORIAN");
	fixed(c, "METHOD:PUBLISH");
	str_puts(&c->line, "X-WR-CALNAME:");
	ics_text(&c->line, sv(c->s->in->settings->programme));
	end_line(c, ORIGIN_SETTINGS, NULL);
	for (size_t i = 0; i < n; i++) {
		size_t events = timeline_events(event, &cycle[i]);
		for (size_t k = 0; k < events; k++) put_event(c, &cycle[i], &event[k]);
	}
	fixed(c, "END:VCALENDAR");
}

static date_t earliest(const struct corpus *corpus)
{
	struct timeline_event event[TIMELINE_EVENTS];
	date_t first = DATE_NONE;
	for (size_t i = 0; i < corpus->ncycles; i++) {
		size_t n = timeline_events(event, &corpus->cycle[i]);
		for (size_t k = 0; k < n; k++)
			if (first == DATE_NONE || event[k].date < first) first = event[k].date;
	}
	return first;
}

static int put_file(struct site *s, const char *path, date_t stamp, const struct cycle *cycle, size_t n)
{
	struct sha256 digest = sha256_of(sv(s->in->settings->society));
	struct calendar c = { .s = s, .out = &s->out, .line = STR_INIT, .stamp = stamp };
	memcpy(c.society, sha256_hex(&digest).z, sizeof c.society - 1);
	rendering_clear(&s->out);
	put_calendar(&c, cycle, n);
	str_dispose(&c.line);
	return rendering_put(&s->out, path, s->sink);
}

int ics_build(struct site *s)
{
	const struct corpus *corpus = s->in->corpus;
	date_t stamp = earliest(corpus);
	int rc = 0;
	if (stamp == DATE_NONE) return 0; /* a calendar must hold something */
	arena_reset(&s->mem);
	rc = put_file(s, "timeline.ics", stamp, corpus->cycle, corpus->ncycles);
	for (size_t i = 0; i < corpus->ncycles; i++)
		if (put_file(s, ics_path(&s->mem, &corpus->cycle[i]), stamp, &corpus->cycle[i], 1) != 0) rc = -1;
	return rc;
}
