/* status.c adds events to the file that headquarters also keeps by hand. It only ever appends, and refuses a file
 * whose columns stand in another order rather than put a date where a reason belongs. */
#include "records/status.h"
#include <stdint.h>
#include "base/csvout.h"
#include "base/fs.h"
#include "records/status_state.h"
#include "store/store.h"

/* The file's text and its number of events; -1 when it cannot be added to. */
static int look(
	const char *path, const char *name, struct str *text, size_t *events, struct arena *mem, struct diags *ds)
{
	struct str err = STR_INIT, header = STR_INIT;
	struct csvin_table table = { 0 };
	int result = -1;
	*events = 0;
	if (!fs_exists(path)) {
		result = 0;
		goto done;
	}
	if (fs_read(text, path, FS_MAX_TEXT, &err)) {
		diags_error(ds, "R065", ((struct place){ name, 0, 0 }), NULL, "%s", err.ptr);
		goto done;
	}
	if (csvin_table(&table, mem, path, name, status_columns, STATUS_COLUMNS, STATUS_EVENT + 1, true, ds)) goto done;
	csvout_row(&header, status_columns, STATUS_COLUMNS);
	struct sv line = sv_of(text), rest = line;
	if (sv_starts(line, "\xEF\xBB\xBF")) rest = sv_sub(line, 3, line.n);
	sv_split(&rest, '\n', &line);
	if (!sv_eq(sv_trim(line), sv_trim(sv_of(&header)))) {
		diags_error(ds, "R065", ((struct place){ name, 1, 1 }),
			diags_text(ds, "let the first row be: %.*s", SV_ARG(sv_trim(sv_of(&header)))),
			"events can only be added when all columns stand in their order");
		goto done;
	}
	*events = table.rows;
	result = 0;
done:
	str_dispose(&err);
	str_dispose(&header);
	return result;
}

int status_append(const struct run *run, const struct settings *settings, const char *form, const char *entry_no,
	enum status_event event, date_t until, const char *note, struct diags *ds)
{
	struct arena mem = ARENA_INIT;
	struct str text = STR_INIT, line = STR_INIT, err = STR_INIT, id = STR_INIT;
	const char *name = diags_text(ds, "%s", settings->status_events),
		   *path = fs_join(&mem, run->workspace, settings->status_events);
	struct date_text on = date_iso(run->as_of), back = date_iso(until), recorded = date_iso(run->clock_day);
	size_t events;
	int result = -1;
	if (until != DATE_NONE && until <= run->as_of) {
		diags_error(ds, "R066", NOPLACE, "give a later day, or none for a pause without end",
			"a pause until %s is over on %s", back.z, on.z);
		goto done;
	}
	if (look(path, name, &text, &events, &mem, ds)) goto done;
	if (text.len == 0)
		csvout_row(&line, status_columns, STATUS_COLUMNS);
	else if (text.ptr[text.len - 1] != '\n')
		str_putc(&line, '\n');
	/* Not the count alone: a file put together from two must not hold a name twice without a trace of where it
	 * came from. */
	str_printf(&id, "%s-%zu", recorded.z, events + 1);
	const char *cells[STATUS_COLUMNS] = { id.ptr, form, entry_no, on.z, status_event_word(event), back.z, "",
		note ? note : "", "", run->role ? run->role : "headquarters", recorded.z };
	csvout_row(&line, cells, STATUS_COLUMNS);
	result = fs_append_sync(path, sv_of(&line), 0600, &err);
	if (result) diags_error(ds, "R065", ((struct place){ name, 0, 0 }), NULL, "%s", err.ptr);
done:
	str_dispose(&text);
	str_dispose(&line);
	str_dispose(&err);
	str_dispose(&id);
	arena_dispose(&mem);
	return result;
}
