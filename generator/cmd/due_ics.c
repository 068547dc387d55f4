/* due_ics.c writes the calendar of headquarters. Lines are folded and texts escaped as in the calendars of the site (site/ics.h). */
#include "cmd/due_ics.h"
#include "base/digest.h"
#include "cmd/due_read.h"
#include "site/ics.h"

struct calendar {
	struct str *out, line;
	struct context *ctx;
	const struct due_facts *f;
	bool identified;
};

static void end(struct calendar *c)
{
	ics_line(c->out, sv_of(&c->line));
	str_clear(&c->line);
}

static void fixed(struct calendar *c, const char *line)
{
	ics_line(c->out, sv(line));
}

static void put_day(struct calendar *c, const char *name, date_t d, const char *after)
{
	int year, month, day;
	date_parts(d, &year, &month, &day);
	str_printf(&c->line, "%s%04d%02d%02d%s", name, year, month, day, after);
	end(c);
}

static void put_who(struct calendar *c, const struct due_person *p)
{
	struct arena *mem = &c->ctx->mem;
	ics_text(&c->line, sv(due_entry(mem, p)));
	if (!c->identified || !p) return;
	str_puts(&c->line, " ");
	ics_text(&c->line, sv(arena_printf(mem, "%.*s %.*s", SV_ARG(p->who->first_name), SV_ARG(p->who->last_name))));
}

static void put_description(struct calendar *c, const struct due_item *i)
{
	str_puts(&c->line, "DESCRIPTION:");
	if (i->who) put_who(c, i->who);
	if (i->pair && !i->who) {
		put_who(c, i->pair->side[SIDE_A]);
		str_puts(&c->line, "\\, ");
		put_who(c, i->pair->side[SIDE_B]);
	}
	if (*due_clause(i->kind)) str_printf(&c->line, "\\nSOP clause %s", due_clause(i->kind));
	str_puts(&c->line, "\\nNext: ");
	ics_text(&c->line, sv(i->command));
	end(c);
}

static void put_event(struct calendar *c, const struct due_item *i)
{
	const char *matter =
		arena_printf(&c->ctx->mem, "%s %s %s", c->ctx->settings.society, due_kind_word(i->kind), i->key);
	struct sha256 d = sha256_of(sv(matter));
	fixed(c, "BEGIN:VEVENT");
	str_printf(&c->line, "UID:due-%s-%.16s", due_kind_word(i->kind), sha256_hex(&d).z);
	end(c);
	put_day(c, "DTSTAMP:", c->f->day, "T000000Z");
	str_printf(&c->line, "SEQUENCE:%d", (int)c->f->day);
	end(c);
	put_day(c, "DTSTART;VALUE=DATE:", i->day, "");
	put_day(c, "DTEND;VALUE=DATE:", i->day + 1, "");
	str_puts(&c->line, "SUMMARY:");
	if (i->pair) str_printf(&c->line, "%s ", i->pair->p->number);
	str_printf(&c->line, "%s: ", due_actor_word(i->actor));
	ics_text(&c->line, sv(i->what));
	end(c);
	put_description(c, i);
	str_printf(&c->line, "CATEGORIES:%s", due_kind_word(i->kind));
	end(c);
	fixed(c, "TRANSP:TRANSPARENT");
	fixed(c, "CLASS:CONFIDENTIAL");
	fixed(c, "END:VEVENT");
}

void due_ics(
	struct str *out, struct context *ctx, const struct due_facts *f, const struct due_list *all, bool identified)
{
	struct calendar c = { .out = out, .line = STR_INIT, .ctx = ctx, .f = f, .identified = identified };
	fixed(&c, "BEGIN:VCALENDAR");
	fixed(&c, "VERSION:2.0");
	fixed(&c, "PRODID:-//mentorpress//due//EN");
	fixed(&c, "CALSCALE:GREGORIAN");
	fixed(&c, "METHOD:PUBLISH");
	str_puts(&c.line, "X-WR-CALNAME:");
	ics_text(&c.line, sv(ctx->settings.programme));
	str_puts(&c.line, ": due");
	end(&c);
	for (size_t i = 0; i < all->v.n; i++)
		if (all->v.at[i].day != DATE_NONE) put_event(&c, &all->v.at[i]);
	fixed(&c, "END:VCALENDAR");
	str_dispose(&c.line);
}
