/* Adding a line to records/accepted_words.csv without disturbing it: a spreadsheet may have saved the file with semicolons, with other
 * line ends and its columns in another order, and what stands there stays as it is. */
#include "base/csvout.h"
#include "base/fs.h"
#include "base/run.h"
#include "privacy/gate.h"

enum { MOST_COLUMNS = 32 };
static const char *const names[] = { "source", "digest", "word", "by", "on", "until", "note" };
enum { NAMES = sizeof names / sizeof *names };

struct form {
	char delimiter;
	bool crlf, open_end, has_note, known; /* known: the columns without which a line means nothing are there */
	size_t n;
	int column[MOST_COLUMNS]; /* index into names, or -1 */
};

static struct sv bare(struct sv cell)
{
	cell = sv_trim(cell);
	if (cell.n >= 2 && cell.p[0] == '"' && cell.p[cell.n - 1] == '"') cell = sv_sub(cell, 1, cell.n - 2);
	return cell;
}

static void read_form(struct form *f, struct sv text)
{
	struct sv rest, line, cell;
	static const char marks[] = ",;\t";
	size_t most = 0;

	if (sv_starts(text, "\xEF\xBB\xBF")) text = sv_sub(text, 3, text.n - 3);
	f->open_end = text.n && text.p[text.n - 1] != '\n';
	rest = text;
	if (!sv_split(&rest, '\n', &line)) return;
	f->crlf = line.n && line.p[line.n - 1] == '\r';
	for (const char *m = marks; *m; m++) {
		size_t seen = 0;

		for (size_t i = 0; i < line.n; i++) seen += line.p[i] == *m;
		if (seen > most) most = seen, f->delimiter = *m;
	}
	unsigned found = 0;
	while (f->n < MOST_COLUMNS && sv_split(&line, f->delimiter, &cell)) {
		int which = -1;

		for (int i = 0; i < NAMES; i++)
			if (sv_ieq_ascii(bare(cell), sv(names[i]))) which = i;
		f->has_note |= which == NAMES - 1;
		if (which >= 0) found |= 1u << which;
		f->column[f->n++] = which;
	}
	f->known = (found & 0x3F) == 0x3F;
}

/* csvout's cell, with the guards against formulas, for a file that may have another delimiter. */
static void put_cell(struct str *row, const struct form *f, struct sv value)
{
	struct str cell = STR_INIT;

	csvout_cell(&cell, value);
	if (f->delimiter != ',' && cell.len && cell.ptr[0] != '"' && memchr(cell.ptr, f->delimiter, cell.len))
		str_printf(row, "\"%s\"", cell.ptr);
	else
		str_sv(row, sv_of(&cell));
	str_dispose(&cell);
}

static void put_row(struct str *row, const struct form *f, const char *const value[NAMES])
{
	if (f->open_end) str_puts(row, f->crlf ? "\r\n" : "\n");
	for (size_t i = 0; i < f->n; i++) {
		if (i) str_putc(row, f->delimiter);
		if (f->column[i] >= 0) put_cell(row, f, sv(value[f->column[i]]));
	}
	str_puts(row, f->crlf ? "\r\n" : "\n");
}

/* A file from before there were notes gets the column; the cells of the rows above may be missing. */
static int add_note_column(const char *path, struct form *f, struct sv text, struct str *err)
{
	struct str whole = STR_INIT;
	size_t end = sv_find(text, sv("\n"));
	int result;

	if (end == SIZE_MAX) end = text.n;
	if (end > 0 && text.p[end - 1] == '\r') end--;
	str_sv(&whole, sv_sub(text, 0, end));
	str_printf(&whole, "%cnote", f->delimiter);
	str_sv(&whole, sv_sub(text, end, text.n - end));
	result = fs_write_atomic(path, sv_of(&whole), 0600, err);
	if (f->n < MOST_COLUMNS) f->column[f->n++] = NAMES - 1;
	str_dispose(&whole);
	return result;
}

static int failed(const struct settings *s, const char *why, const char *help, struct diags *ds)
{
	diags_error(ds, "P199", ((struct place){ diags_text(ds, "%s", s->accepted_words), 0, 0 }), help,
		"the acceptance was not saved: %s", why);
	return -1;
}

int gate_accept_append(const struct run *run, const struct settings *settings, const struct gate_question *q,
	date_t until, const char *note, struct diags *ds)
{
	struct arena mem = ARENA_INIT;
	struct str row = STR_INIT, err = STR_INIT, text = STR_INIT;
	struct form form = { .delimiter = ',' };
	const char *path = fs_join(&mem, run->workspace, settings->accepted_words);
	struct date_text on = date_iso(run->as_of), last = date_iso(until);
	const char *value[NAMES] = { q->source, arena_printf(&mem, "%.12s", q->digest), q->word,
		run->role ? run->role : "", on.z, last.z, note ? note : "" };
	int result = 0;

	if (fs_exists(path) && fs_read(&text, path, FS_MAX_TEXT, &err) != 0)
		result = failed(settings, err.ptr, NULL, ds);
	if (result == 0 && text.len == 0) {
		csvout_row(&row, names, NAMES);
		str_sv(&text, sv_of(&row));
	}
	if (result == 0) read_form(&form, sv_of(&text));
	if (result == 0 && !form.known)
		result = failed(settings, "the first line does not name source, digest, word, by, on and until",
			"save the file as CSV UTF-8, with these columns", ds);
	if (result == 0 && *value[NAMES - 1] && !form.has_note) {
		if (add_note_column(path, &form, sv_of(&text), &err) != 0) result = failed(settings, err.ptr, NULL, ds);
	}
	if (result == 0) {
		put_row(&row, &form, value);
		if (fs_append_sync(path, sv_of(&row), 0600, &err) != 0) result = failed(settings, err.ptr, NULL, ds);
	}
	str_dispose(&row);
	str_dispose(&err);
	str_dispose(&text);
	arena_dispose(&mem);
	return result;
}
