/* units_paper.c writes the count down: a statement that a person can file with the certification board, the board's list, and headquarters' list with
 * every reason. None of them names a partner. */
#include <string.h>
#include "base/csvout.h"
#include "programme/units.h"

const char *const units_templates[] = { "units.html", NULL };

static struct sv keep(struct arena *mem, const char *z)
{
	return arena_sv(mem, sv(z));
}

static struct sv keep_str(struct arena *mem, struct str *s)
{
	struct sv v = arena_sv(mem, sv_of(s));
	str_dispose(s);
	return v;
}

static void text(struct tmap *m, const char *name, struct sv v)
{
	tmap_text(m, name, v, ORIGIN_TEXT, "register");
}

static void day_text(struct arena *mem, struct tmap *m, const char *name, date_t day)
{
	text(m, name, keep(mem, day == DATE_NONE ? "" : date_long(day).z));
}

void units_file(struct str *out, const struct units_person *p)
{
	const char *const parts[] = { p->form, p->entry_no };
	for (size_t i = 0; i < 2; i++) {
		if (i) str_putc(out, '-');
		for (const char *c = parts[i]; *c; c++)
			str_putc(out, (*c >= '0' && *c <= '9') || (*c >= 'a' && *c <= 'z') || (*c >= 'A' && *c <= 'Z')
					      ? *c
					      : '_');
	}
	str_puts(out, ".html");
}

/* ---- the statement */

static void put_line(struct arena *mem, struct tlist *lines, const struct unit_entry *e)
{
	struct tmap *m = tlist_add(lines);
	struct str words = STR_INIT;
	units_words(&words, &e->line);
	text(m, "number", sv(e->partnership->number));
	text(m, "role", sv(units_role(e)));
	day_text(mem, m, "begun", e->partnership->plan_received);
	day_text(mem, m, "on", e->claim.on);
	tmap_int(m, "units", e->line.units, ORIGIN_NUMBER);
	tmap_bool(m, "earned", e->line.units > 0);
	text(m, "words", keep_str(mem, &words));
	text(m, "clause", sv(units_clause(&e->line)));
	tmap_bool(m, "exception", e->line.reason == UNITS_EXCEPTION);
	text(m, "why", sv(e->why));
	text(m, "by", sv(e->by));
}

/* The rules that lines of the year were counted under, each once. */
static void put_rules(struct arena *mem, struct tmap *m, const struct units_person *p, int year)
{
	struct tlist *rules = tmap_list(m, "rules");
	const struct unit_rule *last = NULL;
	for (size_t i = 0; i < p->n; i++) {
		const struct unit_line *l = &p->entry[i].line;
		if (l->year != year || l->rule == last) continue;
		struct tmap *r = tlist_add(rules);
		last = l->rule;
		int first_year = 1;
		int month, day;
		date_parts(last->from, &first_year, &month, &day);
		day_text(mem, r, "since", first_year > 1 ? last->from : DATE_NONE);
		tmap_int(r, "per", last->per_partnership, ORIGIN_NUMBER);
		tmap_int(r, "partnerships", last->max_partnerships, ORIGIN_NUMBER);
		tmap_int(r, "most", last->max_units, ORIGIN_NUMBER);
		day_text(mem, r, "from", l->from);
		day_text(mem, r, "until", l->until);
	}
}

static void put_year(struct arena *mem, struct tlist *years, const struct units_person *p, int year)
{
	struct tmap *m = tlist_add(years);
	struct tlist *lines;
	int partnerships = 0, total = units_total(p, year, &partnerships);
	tmap_int(m, "year", year, ORIGIN_NUMBER);
	tmap_int(m, "total", total, ORIGIN_NUMBER);
	tmap_bool(m, "one", total == 1);
	tmap_int(m, "partnerships", partnerships, ORIGIN_NUMBER);
	lines = tmap_list(m, "lines");
	for (size_t i = 0; i < p->n; i++)
		if (p->entry[i].line.year == year) put_line(mem, lines, &p->entry[i]);
	put_rules(mem, m, p, year);
}

static int next_year(const struct units_person *p, int after)
{
	int next = 0;
	for (size_t i = 0; i < p->n; i++) {
		int year = p->entry[i].line.year;
		if (year > after && (!next || year < next)) next = year;
	}
	return next;
}

int units_statement(struct rendering *out, const struct units *u, const struct units_person *p, int year,
	const struct papers *papers, struct diags *ds)
{
	struct arena mem = ARENA_INIT;
	struct tmap *m = tmap_new(&mem);
	struct tlist *years;
	text(m, "society", sv(u->society));
	text(m, "contact", sv(u->contact));
	text(m, "name", sv(p->name));
	text(m, "form", sv(p->form));
	text(m, "entry_no", sv(p->entry_no));
	text(m, "entry_id", sv(p->entry_id));
	text(m, "member_no", sv(p->member_no));
	day_text(&mem, m, "as_of", u->today);
	years = tmap_list(m, "years");
	for (int y = next_year(p, year ? year - 1 : 0); y && (!year || y == year); y = next_year(p, y))
		put_year(&mem, years, p, y);
	int rc = template_render(papers->set, "units.html", m, NOPLACE, out, ds);
	arena_dispose(&mem);
	return rc;
}

/* ---- lists */

typedef void cell_fn(struct str *out, struct sv v);

/* As all files for staff: a byte-order mark and CRLF. */
static void put_cells(struct str *out, const char *const *cell, size_t n, cell_fn *put)
{
	if (!out->len) str_puts(out, "\xEF\xBB\xBF");
	for (size_t i = 0; i < n; i++) put(out, sv(cell[i]));
	str_puts(out, "\r\n");
}

static const char *number(struct arena *mem, int n)
{
	return arena_printf(mem, "%d", n);
}

/* The units of one rule's year: a year in which the rule changed may have two spans. */
static void span(const struct units_person *p, int year, date_t *from, date_t *until)
{
	*from = *until = DATE_NONE;
	for (size_t i = 0; i < p->n; i++) {
		const struct unit_line *l = &p->entry[i].line;
		if (l->year != year || !units_counts(l->reason)) continue;
		if (*from == DATE_NONE || l->from < *from) *from = l->from;
		if (l->until > *until) *until = l->until;
	}
}

void units_board_csv(struct str *out, const struct units *u, int year)
{
	static const char *const head[] = { "year", "from", "until", "member_no", "last_name", "first_name",
		"certificate_name", "partnerships", "units", "discipline", "activity", "as_of" };
	struct arena mem = ARENA_INIT;
	put_cells(out, head, sizeof head / sizeof *head, csvout_cell);
	for (size_t i = 0; i < u->v.n; i++) {
		const struct units_person *p = &u->v.at[i];
		int partnerships = 0, units = units_total(p, year, &partnerships);
		date_t from, until;
		if (!units) continue;
		span(p, year, &from, &until);
		const struct date_text f = date_iso(from), t = date_iso(until), day = date_iso(u->today);
		const char *const cell[] = { number(&mem, year), f.z, t.z, p->member_no, p->last_name, p->first_name,
			p->name, number(&mem, partnerships), number(&mem, units), "non-specific",
			"Mentoring program, completed partnerships", day.z };
		put_cells(out, cell, sizeof cell / sizeof *cell, csvout_cell);
	}
	arena_dispose(&mem);
}

static void put_reason_row(struct str *out, struct arena *mem, const struct units_person *p, const struct unit_entry *e)
{
	struct str words = STR_INIT;
	units_words(&words, &e->line);
	const struct date_text on = date_iso(e->claim.on), from = date_iso(e->line.from),
			       until = date_iso(e->line.until), since = date_iso(e->line.rule->from);
	const char *const cell[] = { number(mem, e->line.year), from.z, until.z, p->form, p->entry_no, p->entry_id,
		p->member_no, p->last_name, p->first_name, e->partnership->number, units_role(e), on.z,
		number(mem, e->line.units), keep_str(mem, &words).p, units_clause(&e->line), since.z, e->why, e->by };
	put_cells(out, cell, sizeof cell / sizeof *cell, csvout_text);
}

void units_lines_csv(struct str *out, const struct units *u, int year, int64_t person)
{
	static const char *const head[] = { "year", "from", "until", "form", "form_entry_no", "entry_id", "member_no",
		"last_name", "first_name", "partnership", "role", "concluded_on", "units", "reason", "clause",
		"rule_since", "exception_why", "exception_by" };
	struct arena mem = ARENA_INIT;
	put_cells(out, head, sizeof head / sizeof *head, csvout_text);
	for (size_t i = 0; i < u->v.n; i++) {
		const struct units_person *p = &u->v.at[i];
		if (person && p->person != person) continue;
		for (size_t k = 0; k < p->n; k++)
			if (!year || p->entry[k].line.year == year) put_reason_row(out, &mem, p, &p->entry[k]);
	}
	arena_dispose(&mem);
}
