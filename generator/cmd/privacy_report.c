/* privacy_report.c keeps the words for utility and risk in one place, so that terminal and page say the same. They are read by a committee
 * of quality professionals, not by statisticians. */
#include "cmd/privacy_report.h"

static const char *const names[PRIVACY_COLUMNS] = { "k", "groups", "left out", "exact", "shown", "kept", "guess",
	"told", "alone" };
static const char *const meanings[PRIVACY_COLUMNS] = {
	"At least so many people look the same in every group.",
	"How many entries for groups there would be.",
	"People without a group, because there are fewer than k in all.",
	"Share of the people whose entry shows the first of the fields exactly, not only broadly.",
	"How much of all fields compared here members would see, by the weights of the policy; compares choices with "
	"more and fewer fields.",
	"How much of the chosen fields stays; 100 % means that nothing had to be made broader.",
	"The best chance to guess which of a group's people an entry's reader has in mind: 1 in the smallest group. By "
	"the policy never "
	"better than 1 in k.",
	"Share of the people of whom somebody who knows everybody else's answers could tell that they are listed; "
	"\"about\": "
	"of some only trying would tell, which would take too long, so they are counted.",
	"Share of the people who would stand alone, and so be recognizable, if these fields were published as they "
	"are.",
};

const char *privacy_column_name(enum privacy_column c)
{
	return names[c];
}

const char *privacy_column_meaning(enum privacy_column c)
{
	return meanings[c];
}

void privacy_cell(struct str *out, const struct utility_row *row, enum privacy_column c)
{
	bool fields = row->nfields > 0;

	switch (c) {
	case COLUMN_K: str_printf(out, "%u", row->k); break;
	case COLUMN_GROUPS: str_printf(out, "%zu", row->groups); break;
	case COLUMN_UNPLACED: str_printf(out, "%zu", row->unplaced); break;
	case COLUMN_EXACT: fields ? str_printf(out, "%u %%", row->exact_percent) : str_puts(out, "-"); break;
	case COLUMN_SHOWN: str_printf(out, "%u %%", row->shown_percent); break;
	case COLUMN_KEPT: fields ? str_printf(out, "%u %%", row->kept_percent) : str_puts(out, "-"); break;
	case COLUMN_GUESS: row->smallest ? str_printf(out, "1 in %zu", row->smallest) : str_puts(out, "-"); break;
	case COLUMN_TOLD: str_printf(out, "%s%u %%", row->told == TOLD_ABOUT ? "about " : "", row->told_percent); break;
	case COLUMN_ALONE: str_printf(out, "%u %%", row->alone_percent); break;
	case PRIVACY_COLUMNS: break;
	}
}

const char *privacy_mark(const struct utility_row *row)
{
	if (row->current && row->recommended) return "in force, recommended";
	if (row->current) return row->dominated ? "in force, another is better" : "in force";
	if (row->recommended) return "recommended";
	return row->dominated ? "another is better" : "";
}

bool privacy_worth(const struct utility *u, size_t row, unsigned k)
{
	const struct utility_row *r = &u->row[row];
	size_t before = 0;

	if (r->k != k) return false;
	if (r->current || r->recommended) return true;
	for (size_t i = 0; i < row; i++) before += u->row[i].k == k && u->row[i].nfields == r->nfields;
	return before < 2;
}

static void line(privacy_line_fn *say, void *ctx, struct str *text)
{
	say(ctx, text->ptr);
	str_clear(text);
}

static void how_many(struct str *out, size_t n, size_t of)
{
	if (n)
		str_printf(out, "%zu of %zu", n, of);
	else
		str_printf(out, "nobody of %zu", of);
}

static void say_presence(const struct risk *r, struct str *text)
{
	how_many(text, r->present, r->persons);
	str_puts(text, " could be told to be listed, by somebody who knows the answers of everybody else");
	if (r->guessed)
		str_printf(text,
			"; %zu of these are counted to be on the safe side, for there are too many different "
			"answers to try them",
			r->guessed);
}

static void say_field(const struct risk *r, const struct risk_count *c, const char *label, bool blind, struct str *text)
{
	str_printf(text, "%s, for an insider who %s: ", label,
		blind ? "knows only that the person is listed" : "also knows the person's other fields");
	if (!c->tried) {
		str_puts(text, "not tried");
		return;
	}
	how_many(text, c->revealed, c->tried);
	str_puts(text, " told exactly where the entry is broader");
	if (c->narrowed) str_printf(text, "; %zu narrowed to fewer answers than the entry says", c->narrowed);
	if (c->confirmed) str_printf(text, "; %zu confirmed as the entry says", c->confirmed);
	if (c->tried < r->persons)
		str_printf(text, " (a sample of %zu of %zu people, spread evenly)", c->tried, r->persons);
}

static void say_fit(const struct fit *f, struct str *text)
{
	if (!f->eligible) {
		str_puts(text, "There is no list of members: how many of all members fit a group cannot be counted");
		return;
	}
	str_printf(text, "%zu of %zu groups hold over two thirds of the members in good standing who fit them", f->over,
		f->n);
	if (f->open) str_printf(text, "; of %zu it cannot be told", f->open);
	if (f->known < f->eligible)
		str_printf(text, ". The facts of %zu of %zu members are known, %s", f->known, f->eligible,
			f->from_roster ? "from the list of members and from applications"
				       : "from their applications only, for the list of members does not have these "
					 "fields");
}

/* Where nobody could be tried without knowing the other fields, one line says so for all. */
static void say_fields(const struct utility *u, privacy_line_fn *say, void *ctx, struct str *text)
{
	const struct risk *r = &u->risk;
	bool walked = false, blind = r->nfields > 0 && r->blind[0].tried;

	for (size_t f = 0; f < r->nfields; f++) {
		say_field(r, &r->known[f], u->field[f]->label, false, text);
		line(say, ctx, text);
		if (blind) say_field(r, &r->blind[f], u->field[f]->label, true, text);
		if (blind) line(say, ctx, text);
		walked |= r->known[f].walked;
	}
	if (r->nfields && !blind)
		say(ctx, "Of somebody known only to be listed there are too many different answers to try; it is never "
			 "more than with the other fields known");
	if (walked)
		say(ctx, "Where only drawing all groups again would show whether a value is possible, it is counted as "
			 "impossible: these numbers are rather too high than too low");
}

void privacy_say_risk(const struct utility *u, privacy_line_fn *say, void *ctx)
{
	struct str text = STR_INIT;

	if (u->current && u->persons) {
		say_presence(&u->risk, &text);
		line(say, ctx, &text);
		say_fields(u, say, ctx, &text);
		say_fit(&u->fit, &text);
		line(say, ctx, &text);
	}
	str_dispose(&text);
}

/* Only what would be another figure is worth a reader's time. */
static void say_change(struct str *out, const char *what, unsigned to, unsigned from, const char *unit)
{
	if (to != from) str_printf(out, "%s%s %u%s instead of %u%s", out->len ? ", " : "", what, to, unit, from, unit);
}

static void say_effect(struct str *out, const struct utility *u, const struct utility_effect *e)
{
	const struct utility_row *from = u->current, *to = e->row;
	bool about = to->told == TOLD_ABOUT || from->told == TOLD_ABOUT;
	struct str exact = STR_INIT;

	str_printf(&exact, "%s exact for", u->field[0]->label);
	say_change(out, "groups", (unsigned)to->groups, (unsigned)from->groups, "");
	if (e->field || e->add) say_change(out, exact.ptr, to->main_percent, from->main_percent, " %");
	say_change(out, "shown", to->shown_percent, from->shown_percent, " %");
	say_change(out, about ? "told about" : "told", to->told_percent, from->told_percent, " %");
	if (!out->len) str_puts(out, "groups, shown and told stay as they are");
	str_dispose(&exact);
}

void privacy_say_effects(const struct utility *u, privacy_line_fn *say, void *ctx)
{
	struct str text = STR_INIT, changes = STR_INIT;

	for (size_t i = 0; i < u->neffects; i++) {
		const struct utility_effect *e = &u->effect[i];

		str_clear(&changes);
		say_effect(&changes, u, e);
		str_printf(&text, "%s %s: %s", e->add ? "with" : "without", u->field[e->field]->label, changes.ptr);
		line(say, ctx, &text);
	}
	str_dispose(&text);
	str_dispose(&changes);
}
