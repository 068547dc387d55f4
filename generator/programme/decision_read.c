/* decision_read.c reads the file of decisions that comes back from a meeting. It was pre-filled by us, filled in by several hands and saved by a
 * spreadsheet, so what can be understood is, and a cell is refused only when nobody could know what it says. */
#include <stdlib.h>
#include <string.h>
#include "base/utf8.h"
#include "input/csvin.h"
#include "programme/decision.h"

#define COUNT(a) (sizeof(a) / sizeof *(a))

enum {
	COL_ROUND,
	COL_FORM,
	COL_ENTRY,
	COL_DECISION,
	COL_PARTNER,
	COL_RANK,
	COL_FLAGS,
	COL_REASON,
	COL_BY,
	COL_ON,
	COL_ENTRY_ID,
	COL_PARTNER_FORM,
	COL_PARTNER_ID,
	COL_NOTE,
	COL_COUNT
};
static const char *const columns[COL_COUNT] = { "round_id", "form", "form_entry_no", "decision",
	"partner_form_entry_no", "rank_given", "override_flags", "reason", "decided_by", "decided_on", "entry_id",
	"partner_form", "partner_entry_id", "note" };
enum { NEEDED = COL_RANK };

static const char *const texts[DECISION_COUNT] = { "", "match", "alternative", "no_match", "defer", "not_eligible" };

const char *decision_text(enum decision d)
{
	return texts[d];
}

const char *decision_words(enum decision d)
{
	static const char *const words[DECISION_COUNT] = { "no decision", "match", "alternative", "no match",
		"deferred", "not eligible" };
	return words[d];
}

struct reader {
	struct decisions *out;
	struct arena *mem;
	const struct run *run;
	const struct decision_defaults *defaults;
	struct csvin_table t;
	struct diags *ds;
};

static struct sv cell(const struct reader *rd, size_t row, size_t column)
{
	return rd->t.cells[row * COL_COUNT + column];
}

static struct place at(const struct reader *rd, size_t row, size_t column)
{
	return rd->t.places[row * COL_COUNT + column];
}

/* ---- which round */

struct drawn {
	VEC(struct sv) name;
	VEC(int64_t) id;
	VEC(const char *) cycle;
};

static int read_drawn(struct drawn *out, struct arena *mem, struct store *s)
{
	struct stmt *st = store_stmt(s, "SELECT id, name, cycle FROM round ORDER BY name");
	int step;
	while ((step = stmt_step(st)) == 1) {
		vec_push(&out->id, stmt_int(st, 0));
		vec_push(&out->name, arena_sv(mem, stmt_text(st, 1)));
		vec_push(&out->cycle, arena_strdup(mem, stmt_text(st, 2)));
	}
	stmt_reset(st);
	return step;
}

/* "Mar-26", "Mrz 26": what a spreadsheet makes of 2026-03 when the cell's guard was taken off. 0 if it is no such thing. */
static int month_of(struct sv word)
{
	static const char *const names[][4] = { { "jan", "" }, { "feb", "" }, { "mar", "mrz", "m\xc3\xa4r", "" },
		{ "apr", "" }, { "may", "mai", "" }, { "jun", "" }, { "jul", "" }, { "aug", "" }, { "sep", "" },
		{ "oct", "okt", "" }, { "nov", "" }, { "dec", "dez", "" } };
	for (size_t m = 0; m < COUNT(names); m++)
		for (size_t i = 0; *names[m][i]; i++)
			if (sv_ieq_ascii(word, sv(names[m][i]))) return (int)m + 1;
	return 0;
}

static const char *as_month(struct arena *mem, struct sv typed)
{
	struct diags silent = DIAGS_INIT;
	date_t day = csvin_table_date(typed, NOPLACE, "M071", "round_id", &silent);
	int year = 0, month = 0, of_month;
	long number = 0;
	size_t gap = 0;
	diags_dispose(&silent);
	if (day != DATE_NONE) {
		date_parts(day, &year, &month, &of_month);
		return arena_printf(mem, "%04d-%02d", year, month);
	}
	while (gap < typed.n && typed.p[gap] != '-' && typed.p[gap] != ' ' && typed.p[gap] != '.') gap++;
	struct sv rest = sv_sub(typed, gap, typed.n);
	while (rest.n && (*rest.p == '-' || *rest.p == ' ' || *rest.p == '.')) rest = sv_sub(rest, 1, rest.n);
	month = month_of(sv_sub(typed, 0, gap));
	if (!month || !sv_long(rest, &number) || number < 0) return "";
	return arena_printf(mem, "%04ld-%02d", number < 100 ? 2000 + number : number, month);
}

static size_t round_named(const struct drawn *all, struct arena *mem, struct sv typed)
{
	for (int pass = 0; pass < 2; pass++) {
		struct sv name = pass ? sv(as_month(mem, typed)) : typed;
		for (size_t i = 0; i < all->name.n; i++)
			if (name.n && sv_eq(all->name.at[i], name)) return i;
	}
	return SIZE_MAX;
}

static const char *list_of(struct diags *ds, const struct drawn *all)
{
	struct str names = STR_INIT;
	for (size_t i = 0; i < all->name.n; i++) str_printf(&names, "%s%.*s", i ? ", " : "", SV_ARG(all->name.at[i]));
	const char *text = all->name.n ? diags_text(ds, "rounds that were drawn: %s; or say --round NAME", names.ptr)
				       : "no round was drawn yet; mentorpress match --round NAME draws one";
	str_dispose(&names);
	return text;
}

static void take_round(struct reader *rd, const struct drawn *all, size_t i)
{
	rd->out->round = arena_strdup(rd->mem, all->name.at[i]);
	rd->out->round_id = all->id.at[i];
	rd->out->cycle = all->cycle.at[i];
}

static void find_round(struct reader *rd, const struct drawn *all)
{
	size_t first = SIZE_MAX;
	if (*rd->defaults->round) {
		first = round_named(all, rd->mem, sv(rd->defaults->round));
		if (first == SIZE_MAX)
			diags_error(rd->ds, "M071", NOPLACE, list_of(rd->ds, all), "no round \"%s\" was drawn",
				rd->defaults->round);
	}
	for (size_t i = 0; i < rd->t.rows; i++) {
		struct sv typed = cell(rd, i, COL_ROUND);
		size_t here = typed.n ? round_named(all, rd->mem, typed) : first;
		if (here == SIZE_MAX && *rd->defaults->round) continue; /* destroyed, and said otherwise */
		if (here == SIZE_MAX)
			diags_error(rd->ds, "M071", at(rd, i, COL_ROUND), list_of(rd->ds, all),
				typed.n ? "no round \"%.*s\" was drawn"
					: "this row does not say which round it is about%.*s",
				SV_ARG(typed));
		else if (first == SIZE_MAX)
			first = here;
		else if (here != first)
			diags_error(rd->ds, "M071", at(rd, i, COL_ROUND), "give each round a file of its own",
				"this row is about the round \"%.*s\", those before are about \"%.*s\"",
				SV_ARG(all->name.at[here]), SV_ARG(all->name.at[first]));
	}
	if (first != SIZE_MAX) take_round(rd, all, first);
}

/* ---- rows */

static enum decision read_word(struct reader *rd, struct sv typed, struct place where)
{
	struct str word = STR_INIT;
	enum decision d = DECISION_COUNT;
	utf8_fold(&word, typed);
	for (size_t i = 0; i < word.len; i++)
		if (word.ptr[i] == ' ' || word.ptr[i] == '-') word.ptr[i] = '_';
	for (int i = 1; i < DECISION_COUNT; i++)
		if (sv_is(sv_of(&word), texts[i])) d = (enum decision)i;
	if (d == DECISION_COUNT) {
		const char *near = diags_near(sv_of(&word), texts + 1, DECISION_COUNT - 1);
		diags_error(rd->ds, "M072", where,
			near ? diags_text(rd->ds, "did you mean \"%s\"?", near)
			     : "write match, alternative, no_match, defer or not_eligible; leave it empty where "
			       "nothing "
			       "was decided",
			"%s is no decision", diags_value(rd->ds, typed));
	}
	str_dispose(&word);
	return d;
}

static void read_day(struct reader *rd, struct decision_row *row, size_t i)
{
	struct sv typed = cell(rd, i, COL_ON);
	row->on = typed.n ? csvin_table_date(typed, row->on_at, "M079", "decided_on", rd->ds) : rd->defaults->on;
	if (row->on == DATE_NONE) {
		if (!typed.n)
			diags_error(rd->ds, "M079", row->on_at,
				"fill it in, or add --on DATE for all rows that lack it",
				"it is not said on which day this was decided");
		row->bad = true;
	} else if (row->on > rd->run->as_of) {
		diags_error(rd->ds, "M079", row->on_at, "give the day of the meeting", "%s is after today, %s",
			date_long(row->on).z, date_long(rd->run->as_of).z);
		row->bad = true;
	}
}

static void read_row(struct reader *rd, size_t i)
{
	struct decision_row row = { .at = at(rd, i, COL_ENTRY),
		.who_at = at(rd, i, COL_ENTRY),
		.what_at = at(rd, i, COL_DECISION),
		.partner_at = at(rd, i, COL_PARTNER),
		.rank_at = at(rd, i, COL_RANK),
		.on_at = at(rd, i, COL_ON),
		.form = cell(rd, i, COL_FORM),
		.who_typed = cell(rd, i, COL_ENTRY),
		.partner_form = cell(rd, i, COL_PARTNER_FORM),
		.partner_typed = cell(rd, i, COL_PARTNER),
		.rank_typed = cell(rd, i, COL_RANK),
		.flags = cell(rd, i, COL_FLAGS),
		.reason = cell(rd, i, COL_REASON),
		.by = cell(rd, i, COL_BY) };
	if (!cell(rd, i, COL_DECISION).n) {
		rd->out->empty++;
		return;
	}
	row.what = read_word(rd, cell(rd, i, COL_DECISION), row.what_at);
	row.bad = row.what == DECISION_COUNT;
	if (!row.who_typed.n) row.who_typed = cell(rd, i, COL_ENTRY_ID);
	if (!row.partner_typed.n) row.partner_typed = cell(rd, i, COL_PARTNER_ID);
	if (!row.by.n) row.by = sv(rd->defaults->by);
	if (!row.by.n) {
		diags_error(rd->ds, "M079", at(rd, i, COL_BY),
			"fill it in, or add --decided-by TEXT for all rows that lack it",
			"it is not said who decided this");
		row.bad = true;
	}
	read_day(rd, &row, i);
	vec_push(&rd->out->v, row);
}

int decisions_read(struct decisions *out, struct arena *mem, struct store *s, const struct run *run, const char *path,
	const char *name, const struct decision_defaults *defaults, struct diags *ds)
{
	struct reader rd = { .out = out, .mem = mem, .run = run, .defaults = defaults, .ds = ds };
	struct drawn all = { VEC_INIT, VEC_INIT, VEC_INIT };
	int result = -1;
	*out = (struct decisions){ .mem = mem, .v = VEC_INIT };
	csvin_table(&rd.t, mem, path, name, columns, COL_COUNT, NEEDED, true, ds);
	if (rd.t.cells == NULL || read_drawn(&all, mem, s)) goto done;
	if (rd.t.rows == 0) {
		diags_error(ds, "M070", ((struct place){ name, 0, 0 }),
			"take the decisions.csv of the pack and fill it in", "there is no row in this file");
		goto done;
	}
	find_round(&rd, &all);
	for (size_t i = 0; i < rd.t.rows; i++) read_row(&rd, i);
	result = out->round ? 0 : -1;
done:
	vec_dispose(&all.name);
	vec_dispose(&all.id);
	vec_dispose(&all.cycle);
	return result;
}

void decisions_dispose(struct decisions *d)
{
	vec_dispose(&d->v);
}
