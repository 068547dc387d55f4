/* status_state.c computes the state of an application on any day from what was recorded. What protects a person (a
 * withdrawal, a pause, withdrawn consent) binds once it is recorded, whatever the day of the run; what opens again
 * waits for its day. */
#include "records/status_state.h"
#include <stdint.h>
#include "base/fs.h"
#include "records/import_internal.h"

const char *const status_columns[STATUS_COLUMNS] = { "event_id", "form", "form_entry_no", "date", "event", "until",
	"reason_code", "note", "requested_by", "recorded_by", "recorded_at" };
static const char *const words[] = { "pause", "resume", "withdraw", "withdraw_consent", "reconfirm", "full", "free" };
enum { WORDS = sizeof words / sizeof *words };

/* SIZE_MAX if unknown. */
static size_t event_named(struct sv word)
{
	for (size_t i = 0; i < WORDS; i++)
		if (sv_is(word, words[i])) return i;
	return SIZE_MAX;
}

const char *status_event_word(enum status_event e)
{
	return words[e];
}

static void apply(struct status_state *st, enum status_event event, date_t on, date_t until, date_t stated, date_t day)
{
	/* The staff's column is as old as its export; a newer "again" outdoes it, an older one does not. */
	bool opens = on <= day && (stated == DATE_NONE || on >= stated);
	switch (event) {
	case EVENT_PAUSE:
		st->paused = true;
		st->until = until;
		break;
	case EVENT_RESUME: st->paused = st->paused && !opens; break;
	case EVENT_WITHDRAW: st->withdrawn = true; break;
	case EVENT_WITHDRAW_CONSENT: st->consent_withdrawn = true; break;
	case EVENT_FULL: st->full = true; break;
	case EVENT_FREE: st->full = st->full && !opens; break;
	case EVENT_RECONFIRM: break;
	}
}

/* Events and the staff's word apart, each with its own history; either may keep somebody back. */
int status_on(struct status_state *out, struct store *s, int64_t application, bool has_events,
	const struct staff_word *staff, date_t day)
{
	struct status_state said = { .until = DATE_NONE };
	struct status_state column = { .withdrawn = staff->state == STAFF_WITHDRAWN,
		.paused = staff->state == STAFF_PAUSE,
		.full = staff->state == STAFF_FULL,
		.until = staff->until };
	int r = 0;
	if (has_events) {
		struct stmt *st =
			store_stmt(s, "SELECT day, event, until FROM status_event WHERE application = ?1 ORDER BY n");
		stmt_int_in(st, 1, application);
		while ((r = stmt_step(st)) == 1) {
			date_t on = (date_t)stmt_int(st, 0),
			       until = stmt_null(st, 2) ? DATE_NONE : (date_t)stmt_int(st, 2);
			enum status_event event = (enum status_event)stmt_int(st, 1);
			apply(&said, event, on, until, DATE_NONE, day);
			if (event == EVENT_RESUME || event == EVENT_FREE)
				apply(&column, event, on, until, staff->stated, day);
		}
		stmt_reset(st);
	}
	/* On the day a pause ends the mentor is back. */
	said.paused = said.paused && (said.until == DATE_NONE || said.until > day);
	column.paused = column.paused && (column.until == DATE_NONE || column.until > day);
	*out = (struct status_state){ said.withdrawn || column.withdrawn, said.consent_withdrawn,
		said.paused || column.paused, said.full || column.full, DATE_NONE };
	if (said.paused && column.paused)
		out->until = said.until == DATE_NONE || column.until == DATE_NONE ? DATE_NONE
			     : said.until > column.until                          ? said.until
										  : column.until;
	else if (out->paused)
		out->until = said.paused ? said.until : column.until;
	return r;
}

struct event {
	uint32_t app;
	date_t on, until;
	enum status_event what;
	size_t line;
};
struct events {
	struct importer *im;
	VEC(struct event) all;
};

bool status_day_possible(date_t day)
{
	return day == DATE_NONE || (day >= date_civil(2000, 1, 1) && day <= date_civil(2200, 12, 31));
}

static date_t date_cell(struct sv cell, struct place at, const char *what, struct diags *ds)
{
	date_t day = csvin_table_date(cell, at, "R061", what, ds);
	if (status_day_possible(day)) return day;
	diags_error(ds, "R061", at, STATUS_DAY_HELP, "\"%s\" holds a day before 2000 or after 2200", what);
	return DATE_NONE;
}

/* A line that looks as if it protected somebody, or opened for a time, and does not. */
static void check_until(enum status_event what, date_t on, date_t until, struct place at, struct diags *ds)
{
	if (until == DATE_NONE) return;
	if (what != EVENT_PAUSE)
		diags_error(ds, "R076", at,
			"empty this cell; what happens on that day is an event of its own, in a line below",
			"only a pause ends by itself: \"%s\" takes no until", words[what]);
	else if (on != DATE_NONE && until <= on)
		diags_error(ds, "R066", at, "write the day of return, or leave it empty for a pause without end",
			"this pause is over before it begins: until is not after date");
}

int status_line_read(struct status_line *out, const struct sv *cell, const struct place *at, size_t line,
	struct map *ids, struct diags *ds)
{
	size_t what = event_named(cell[STATUS_EVENT]);
	*out = (struct status_line){ .on = date_cell(cell[STATUS_DATE], at[STATUS_DATE], "date", ds),
		.until = date_cell(cell[STATUS_UNTIL], at[STATUS_UNTIL], "until", ds) };
	if (!map_add(ids, cell[STATUS_EVENT_ID], line))
		diags_error(ds, "R060", at[STATUS_EVENT_ID], "give every event a name of its own",
			"this event_id stands twice");
	if (cell[STATUS_DATE].n == 0)
		diags_error(ds, "R061", at[STATUS_DATE], "write it as 2026-03-14", "the event has no date");
	if (what == SIZE_MAX) {
		const char *near = diags_near(cell[STATUS_EVENT], words, WORDS);
		diags_error(ds, "R062", at[STATUS_EVENT],
			near ? diags_text(ds, "did you mean \"%s\"?", near)
			     : "write one of: pause, resume, withdraw, withdraw_consent, reconfirm, full, free",
			"this is not an event");
		return -1;
	}
	out->what = (enum status_event)what;
	check_until(out->what, out->on, out->until, at[STATUS_UNTIL], ds);
	return 0;
}

static void read_event(struct events *e, const struct sv *cell, const struct place *at, size_t line, struct map *ids)
{
	struct importer *im = e->im;
	struct status_line read;
	if (status_line_read(&read, cell, at, line, ids, im->ds)) return;
	uint32_t app = known_by_entry(im, cell[STATUS_FORM], cell[STATUS_ENTRY]);
	struct event event = { app, read.on, read.until, read.what, line };
	if (app != NOT_KNOWN)
		vec_push(&e->all, event);
	else if (read.on != DATE_NONE && read.on > im->run->as_of)
		diags_warn(im->ds, "R064", at[STATUS_ENTRY], "it will bind when an export holds the application",
			"this event concerns an application that no export up to the day of this run holds");
	else
		diags_error(im->ds, "R063", at[STATUS_ENTRY],
			"check the form and the entry number: as it stands it binds nobody",
			"no application has this number");
}

static void read_line(struct events *e, const struct sv *cell, const struct place *at, size_t line, struct map *ids)
{
	struct diags *ds = e->im->ds;
	struct str entry = STR_INIT;
	str_printf(&entry, "%.*s %.*s", SV_ARG(cell[STATUS_FORM]), SV_ARG(cell[STATUS_ENTRY]));
	ds->entry = entry.ptr;
	read_event(e, cell, at, line, ids);
	ds->entry = NULL;
	str_dispose(&entry);
}

static int by_day(const void *pa, const void *pb)
{
	const struct event *a = pa, *b = pb;
	if (a->on != b->on) return a->on < b->on ? -1 : 1;
	return (a->line > b->line) - (a->line < b->line);
}

static int put_event(struct importer *im, uint32_t app, size_t n, const struct event *e)
{
	struct known *k = &im->app.at[app];
	struct stmt *st = store_stmt(
		im->s, "INSERT INTO status_event(application, n, day, event, until) VALUES(?1, ?2, ?3, ?4, ?5)");
	k->has_events = 1;
	stmt_int_in(st, 1, k->id);
	stmt_int_in(st, 2, (int64_t)n);
	stmt_int_in(st, 3, e->on);
	stmt_int_in(st, 4, e->what);
	if (e->until == DATE_NONE)
		stmt_null_in(st, 5);
	else
		stmt_int_in(st, 5, e->until);
	return stmt_run(st);
}

static struct sv person_and_kind(const struct known *k, uint32_t key[2])
{
	key[0] = k->person;
	key[1] = k->kind;
	return sv_n((const char *)key, 2 * sizeof *key);
}

/* The current applications of those whom events concern. */
static void find_current(const struct events *e, struct map *current)
{
	const struct importer *im = e->im;
	uint32_t key[2];
	for (size_t i = 0; i < e->all.n; i++)
		map_add(current, person_and_kind(&im->app.at[e->all.at[i].app], key), NOT_KNOWN);
	for (uint32_t i = 0; e->all.n && i < im->app.n; i++) {
		const struct known *k = &im->app.at[i];
		if (k->current && !k->held && map_get(current, person_and_kind(k, key), NULL))
			map_set(current, person_and_kind(k, key), i);
	}
}

/* Who wrote in to withdraw may be found by headquarters under an old number; the newest application is what is meant. */
static int write_events(struct events *e)
{
	struct importer *im = e->im;
	struct map current = MAP_INIT;
	int result = store_exec(im->s, "DELETE FROM status_event");
	find_current(e, &current);
	for (size_t i = 0; i < e->all.n && result == 0; i++) {
		const struct event *v = &e->all.at[i];
		uint32_t key[2];
		uint64_t newest;
		result = put_event(im, v->app, i, v);
		if (result || !map_get(&current, person_and_kind(&im->app.at[v->app], key), &newest) ||
			newest == v->app || newest == NOT_KNOWN)
			continue;
		const struct known *c = &im->app.at[newest];
		if (c->submitted == SECONDS_NONE || date_from_epoch(c->submitted) <= v->on)
			result = put_event(im, (uint32_t)newest, i, v);
	}
	map_dispose(&current);
	return result;
}

int status_read(struct importer *im)
{
	const char *path = fs_join(&im->work, im->run->workspace, im->settings->status_events);
	struct events e = { .im = im, .all = VEC_INIT };
	struct map ids = MAP_INIT;
	struct csvin_table table;
	int result = 0;
	if (fs_exists(path)) {
		result = csvin_table(&table, &im->work, path, im->settings->status_events, status_columns,
			STATUS_COLUMNS, STATUS_EVENT + 1, true, im->ds);
		for (size_t i = 0; result == 0 && i < table.rows; i++)
			read_line(&e, &table.cells[i * STATUS_COLUMNS], &table.places[i * STATUS_COLUMNS], i, &ids);
	}
	if (e.all.n) qsort(e.all.at, e.all.n, sizeof *e.all.at, by_day);
	if (write_events(&e)) im->failed = true;
	vec_dispose(&e.all);
	map_dispose(&ids);
	return result;
}
