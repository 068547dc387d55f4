/* status_refresh.c exists because people withdraw also on days on which the exports are broken. What is recorded then has to be known at
 * once, or a second look would deny it and a resume after a pause would be refused; an import, which does that otherwise, fails. */
#include <stdint.h>
#include "base/fs.h"
#include "base/vec.h"
#include "input/csvin.h"
#include "records/finder.h"
#include "records/status_state.h"

struct event {
	struct status_line said;
	struct sv form, entry_no;
	size_t line;
};
typedef VEC(struct event) events_vec;

static int by_day(const void *pa, const void *pb)
{
	const struct event *a = pa, *b = pb;
	if (a->said.on != b->said.on) return a->said.on < b->said.on ? -1 : 1;
	return (a->line > b->line) - (a->line < b->line);
}

static int read_events(
	events_vec *out, struct arena *mem, const struct run *run, const struct settings *settings, struct diags *ds)
{
	const char *path = fs_join(mem, run->workspace, settings->status_events);
	const char *name = diags_text(ds, "%s", settings->status_events);
	struct map ids = MAP_INIT;
	struct csvin_table table;
	size_t errors = ds->errors;
	if (!fs_exists(path)) return 0;
	if (csvin_table(&table, mem, path, name, status_columns, STATUS_COLUMNS, STATUS_EVENT + 1, true, ds)) return -1;
	for (size_t i = 0; i < table.rows; i++) {
		const struct sv *cell = &table.cells[i * STATUS_COLUMNS];
		struct event e = { .form = cell[STATUS_FORM], .entry_no = cell[STATUS_ENTRY], .line = i };
		if (status_line_read(&e.said, cell, &table.places[i * STATUS_COLUMNS], i, &ids, ds) == 0)
			vec_push(out, e);
	}
	map_dispose(&ids);
	if (out->n) qsort(out->at, out->n, sizeof *out->at, by_day);
	return ds->errors > errors ? -1 : 0;
}

static bool find(struct finder *f, const struct event *e, struct found *out)
{
	struct found at[FINDER_MAX];
	size_t n = finder_by_number(f, KIND_COUNT, e->entry_no, at);
	for (size_t i = 0; i < n; i++) {
		if (!sv_is(e->form, at[i].form)) continue;
		*out = at[i];
		return true;
	}
	return false;
}

static int put(struct store *s, int64_t application, size_t n, const struct status_line *e)
{
	struct stmt *st =
		store_stmt(s, "INSERT INTO status_event(application, n, day, event, until) VALUES(?1, ?2, ?3, ?4, ?5)");
	stmt_int_in(st, 1, application);
	stmt_int_in(st, 2, (int64_t)n);
	stmt_int_in(st, 3, e->on);
	stmt_int_in(st, 4, e->what);
	if (e->until == DATE_NONE)
		stmt_null_in(st, 5);
	else
		stmt_int_in(st, 5, e->until);
	if (stmt_run(st)) return -1;
	st = store_stmt(s, "UPDATE standing SET has_events = 1 WHERE application = ?1");
	stmt_int_in(st, 1, application);
	return stmt_run(st);
}

/* As the import has it: an event of an earlier application counts for the newer one unless that came after the event. */
static int counts_for(struct store *s, int64_t application, date_t on, bool *out)
{
	struct stmt *st = store_stmt(s, "SELECT submitted FROM application WHERE id = ?1");
	stmt_int_in(st, 1, application);
	int r = stmt_step(st);
	*out = r == 1 && (stmt_null(st, 0) || date_from_epoch(stmt_int(st, 0)) <= on);
	stmt_reset(st);
	return r < 0 ? -1 : 0;
}

static int write_events(struct store *s, const events_vec *events)
{
	struct finder finder;
	finder_init(&finder, s);
	int r = finder.failed || store_exec(s, "DELETE FROM status_event") ||
				store_exec(s, "UPDATE standing SET has_events = 0 WHERE has_events <> 0") ||
				/* What was computed from it, and that nothing has changed since the last import. */
				store_exec(s, "DELETE FROM import_state WHERE key NOT IN ('seen', 'shown', 'roster')")
			? -1
			: 0;
	for (size_t i = 0; i < events->n && r == 0; i++) {
		const struct event *e = &events->at[i];
		struct found found;
		bool counts = false;
		if (!find(&finder, e, &found)) continue;
		r = put(s, found.id, i, &e->said);
		int64_t now = r ? 0 : finder_current(&finder, found.kind, found.person);
		if (now == 0 || now == found.id) continue;
		r = counts_for(s, now, e->said.on, &counts);
		if (r == 0 && counts) r = put(s, now, i, &e->said);
	}
	if (finder.failed) r = -1;
	finder_dispose(&finder);
	return r;
}

int status_refresh(struct store *s, const struct run *run, const struct settings *settings, struct diags *ds)
{
	struct arena mem = ARENA_INIT;
	events_vec events = VEC_INIT;
	int result = read_events(&events, &mem, run, settings, ds);
	if (result == 0) result = store_begin(s);
	if (result == 0 && (write_events(s, &events) || store_commit(s))) {
		store_rollback(s);
		result = -1;
	}
	vec_dispose(&events);
	arena_dispose(&mem);
	return result;
}
