/* status.c adds events to the file that headquarters also keeps by hand. It only ever appends, and refuses a file
 * whose columns stand in another order rather than put a date where a reason belongs. */
#include "records/status.h"
#include <stdint.h>
#include "base/csvout.h"
#include "base/fs.h"
#include "base/utf8.h"
#include "records/status_state.h"
#include "store/store.h"

/* The file as it is. */
struct book {
	const char *name, *path;
	struct str text;
	char delimiter;
	const char *line_end;
	struct csvin_table events;
};

static bool is_header(struct sv line, char delimiter)
{
	struct str want = STR_INIT, got = STR_INIT;
	for (size_t i = 0; i < STATUS_COLUMNS; i++) {
		if (i) str_putc(&want, delimiter);
		str_puts(&want, status_columns[i]);
	}
	for (size_t i = 0; i < line.n; i++)
		if (line.p[i] != '"') str_putc(&got, line.p[i]);
	bool same = sv_eq(sv_of(&want), sv_trim(sv_of(&got)));
	str_dispose(&want);
	str_dispose(&got);
	return same;
}

/* Comments, which a spreadsheet puts into quotes when they hold some, blank rows and sep= lines, as csvin_table has it. */
static bool is_before_header(struct sv line)
{
	size_t blank = 0;
	while (blank < line.n && strchr(",;\t\r \"", line.p[blank] ? line.p[blank] : 'x')) blank++;
	return blank == line.n || line.p[0] == '#' || sv_starts(line, "\"#") || sv_starts(line, "sep=");
}

static bool read_dialect(struct book *b)
{
	static const char delimiters[] = ",;\t";
	struct sv rest = sv_of(&b->text), line = { "", 0 };
	if (sv_starts(rest, "\xEF\xBB\xBF")) rest = sv_sub(rest, 3, rest.n);
	while (sv_split(&rest, '\n', &line) && is_before_header(line)) continue;
	b->line_end = sv_ends(line, "\r") ? "\r\n" : "\n";
	for (size_t i = 0; i < sizeof delimiters - 1; i++) {
		b->delimiter = delimiters[i];
		if (is_header(line, b->delimiter)) return true;
	}
	return false;
}

/* -1 when it cannot be added to. */
static int look(struct book *b, struct arena *mem, struct diags *ds)
{
	struct str err = STR_INIT, header = STR_INIT;
	int result = -1;
	b->delimiter = ',';
	b->line_end = "\n";
	if (!fs_exists(b->path)) {
		result = 0;
		goto done;
	}
	if (fs_read(&b->text, b->path, FS_MAX_TEXT, &err)) {
		diags_error(ds, "R065", ((struct place){ b->name, 0, 0 }), NULL, "%s", err.ptr);
		goto done;
	}
	if (b->text.len == 0) {
		result = 0;
		goto done;
	}
	if (csvin_table(&b->events, mem, b->path, b->name, status_columns, STATUS_COLUMNS, STATUS_EVENT + 1, true, ds))
		goto done;
	if (!read_dialect(b)) {
		csvout_row(&header, status_columns, STATUS_COLUMNS);
		diags_error(ds, "R065", ((struct place){ b->name, 1, 1 }),
			diags_text(ds, "let the first row be: %.*s", SV_ARG(sv_trim(sv_of(&header)))),
			"events can only be added when all columns stand in their order");
		goto done;
	}
	result = 0;
done:
	str_dispose(&err);
	str_dispose(&header);
	return result;
}

static void put_row(struct str *out, const struct book *b, const char *const *cells)
{
	struct str cell = STR_INIT;
	for (size_t i = 0; i < STATUS_COLUMNS; i++) {
		str_clear(&cell);
		if (*cells[i]) (i == STATUS_ENTRY || i == STATUS_NOTE ? csvout_text : csvout_cell)(&cell, sv(cells[i]));
		bool bare = cell.len && cell.ptr[0] != '"' && memchr(cell.ptr, b->delimiter, cell.len);
		if (i) str_putc(out, b->delimiter);
		str_printf(out, bare ? "\"%s\"" : "%s", cell.ptr);
	}
	str_puts(out, b->line_end);
	str_dispose(&cell);
}

/* A note on one line; what a terminal in another encoding gave is taken for Windows-1252, as exports are. */
static void put_note(struct str *out, const char *note)
{
	struct str text = STR_INIT;
	if (utf8_invalid_at(sv(note)) == SIZE_MAX)
		str_puts(&text, note);
	else
		utf8_from_cp1252(&text, sv(note));
	utf8_squeeze(out, sv_of(&text));
	str_dispose(&text);
}

/* Is the last event of the file the one that was added? If not, it is taken out again. */
static int read_back(const struct book *b, const char *const *cells, struct arena *mem, struct diags *ds)
{
	struct diags silent = DIAGS_INIT;
	struct csvin_table table = { 0 };
	struct str err = STR_INIT;
	bool same = csvin_table(&table, mem, b->path, b->name, status_columns, STATUS_COLUMNS, STATUS_EVENT + 1, true,
			    &silent) == 0 &&
		    silent.errors == 0 && table.rows == b->events.rows + 1;
	for (size_t i = 0; same && i <= STATUS_UNTIL; i++)
		same = sv_is(table.cells[(table.rows - 1) * STATUS_COLUMNS + i], cells[i]);
	diags_dispose(&silent);
	if (!same) {
		if (fs_truncate(b->path, b->text.len, &err))
			diags_error(ds, "R065", ((struct place){ b->name, 0, 0 }), NULL, "%s", err.ptr);
		diags_error(ds, "R065", ((struct place){ b->name, 0, 0 }),
			"open the file in a text editor and look at its last lines",
			"the new line could not be read back and was taken out again");
	}
	str_dispose(&err);
	return same ? 0 : -1;
}

/* Not the count alone: a file put together from two must not hold a name twice without a trace of where it came from;
 * nor the count as such, where lines were taken out. */
static void name_event(struct str *out, const struct book *b, const char *day)
{
	bool taken = true;
	for (size_t n = b->events.rows + 1; taken; n++) {
		str_clear(out);
		str_printf(out, "%s-%zu", day, n);
		taken = false;
		for (size_t i = 0; i < b->events.rows; i++)
			taken |= sv_eq(sv_of(out), b->events.cells[i * STATUS_COLUMNS + STATUS_EVENT_ID]);
	}
}

static int append(const struct run *run, struct book *b, const char *form, const char *entry_no,
	enum status_event event, date_t until, const char *note, struct arena *mem, struct diags *ds)
{
	struct date_text on = date_iso(run->as_of), back = date_iso(until), recorded = date_iso(run->clock_day);
	struct str line = STR_INIT, err = STR_INIT, id = STR_INIT, said = STR_INIT;
	int result = look(b, mem, ds);
	if (result) goto done;
	if (b->text.len == 0)
		put_row(&line, b, status_columns);
	else if (b->text.ptr[b->text.len - 1] != '\n')
		str_puts(&line, b->line_end);
	name_event(&id, b, recorded.z);
	put_note(&said, note ? note : "");
	const char *cells[STATUS_COLUMNS] = { id.ptr, form, entry_no, on.z, status_event_word(event), back.z, "",
		said.ptr, "", run->role ? run->role : "headquarters", recorded.z };
	put_row(&line, b, cells);
	result = fs_append_sync(b->path, sv_of(&line), 0600, &err);
	if (result)
		diags_error(ds, "R065", ((struct place){ b->name, 0, 0 }),
			"close the file in other programs; check that it may be written to and that the disk has space",
			"%s", err.ptr);
	else
		result = read_back(b, cells, mem, ds);
done:
	str_dispose(&line);
	str_dispose(&err);
	str_dispose(&id);
	str_dispose(&said);
	return result;
}

int status_append(const struct run *run, const struct settings *settings, const char *form, const char *entry_no,
	enum status_event event, date_t until, const char *note, struct diags *ds)
{
	struct arena mem = ARENA_INIT;
	struct str err = STR_INIT;
	struct book b = { .name = diags_text(ds, "%s", settings->status_events),
		.path = fs_join(&mem, run->workspace, settings->status_events),
		.text = STR_INIT };
	int hold = -1, result = -1;
	if (!status_day_possible(run->as_of) || !status_day_possible(until)) {
		diags_error(ds, "R061", NOPLACE, STATUS_DAY_HELP, "a day before 2000 or after 2200 is a slip");
	} else if (until != DATE_NONE && until <= run->as_of) {
		diags_error(ds, "R066", NOPLACE, "give a later day, or none for a pause without end",
			"a pause until %s is over on %s", date_iso(until).z, date_iso(run->as_of).z);
	} else if (fs_hold(&hold, b.path, &err)) {
		diags_error(ds, "R065", ((struct place){ b.name, 0, 0 }), NULL, "%s", err.ptr);
	} else {
		result = append(run, &b, form, entry_no, event, until, note, &mem, ds);
		fs_release(hold);
	}
	str_dispose(&b.text);
	str_dispose(&err);
	arena_dispose(&mem);
	return result;
}
