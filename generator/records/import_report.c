/* import_report.c keeps the outcome of an import beside its records. An import that finds nothing changed repeats the
 * same report and the same warnings: a warning that showed only once would be a warning nobody saw. */
#include "records/import_report.h"
#include <assert.h>
#include "store/audit.h"

int import_state_get(struct importer *im, const char *key, struct str *out)
{
	struct stmt *st = store_stmt(im->s, "SELECT value FROM import_state WHERE key = ?1");
	str_clear(out);
	stmt_text_in(st, 1, sv(key));
	int r = stmt_step(st);
	if (r == 1) str_sv(out, stmt_text(st, 0));
	stmt_reset(st);
	return r < 0 ? -1 : 0;
}

static int state_set(struct importer *im, const char *key, struct sv value)
{
	struct stmt *st = store_stmt(im->s, "INSERT OR REPLACE INTO import_state(key, value) VALUES(?1, ?2)");
	stmt_text_in(st, 1, sv(key));
	stmt_text_in(st, 2, value);
	return stmt_run(st);
}

static void add_file(struct import_report *out, struct import_file *list, const struct import_file *f)
{
	assert(f->read == f->imported + f->superseded + f->held + f->refused);
	list[out->nfiles++] = *f;
	out->read += f->read;
	out->imported += f->imported;
	out->superseded += f->superseded;
	out->held += f->held;
	out->refused += f->refused;
}

static const char *kind_of(const struct mapping *m)
{
	return m->roster ? "roster" : m->nforms == 1 ? application_kind_word(m->forms[0].kind) : "several forms";
}

void import_report_count(struct importer *im, struct import_report *out)
{
	struct import_file *list = ARENA_ARRAY(im->mem, struct import_file, im->nfiles + 1);
	for (size_t i = 0; i < im->app.n; i++) {
		const struct known *k = &im->app.at[i];
		if (!k->met) continue;
		struct source_file *f = &im->file[k->file];
		if (k->held)
			f->held++;
		else if (k->current || !im->ranked)
			f->imported++;
		else
			f->superseded++;
	}
	*out = (struct import_report){ .file = list };
	for (size_t i = 0; i < im->nfiles; i++) {
		const struct source_file *f = &im->file[i];
		struct import_file row = { arena_strdup(im->mem, sv(f->name)),
			arena_strdup(im->mem, sv(f->mapping->name)), kind_of(f->mapping), f->read, f->imported,
			f->superseded, f->held, f->refused, f->read_as ? f->read_as : "" };
		add_file(out, list, &row);
	}
}

static int save_files(struct importer *im)
{
	int r = store_exec(im->s, "DELETE FROM import_file");
	for (size_t i = 0; i < im->nfiles && r == 0; i++) {
		const struct source_file *f = &im->file[i];
		struct stmt *st = store_stmt(im->s, "INSERT INTO import_file(n, name, mapping, kind, read, imported, "
						    "superseded, held, read_as, digest)"
						    " VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)");
		stmt_int_in(st, 1, (int64_t)i);
		stmt_text_in(st, 2, sv(f->name));
		stmt_text_in(st, 3, sv(f->mapping->name));
		stmt_text_in(st, 4, sv(kind_of(f->mapping)));
		stmt_int_in(st, 5, (int64_t)f->read);
		stmt_int_in(st, 6, (int64_t)f->imported);
		stmt_int_in(st, 7, (int64_t)f->superseded);
		stmt_int_in(st, 8, (int64_t)f->held);
		stmt_text_in(st, 9, sv(f->read_as));
		stmt_text_in(st, 10, sv(sha256_hex(&f->digest).z));
		r = stmt_run(st);
	}
	return r;
}

static int save_notes(struct importer *im, size_t first)
{
	int r = store_exec(im->s, "DELETE FROM import_note");
	for (size_t i = first; i < im->ds->n && r == 0; i++) {
		const struct diag *d = &im->ds->at[i];
		struct stmt *st =
			store_stmt(im->s, "INSERT INTO import_note(n, severity, code, file, line, col, text, "
					  "help, entry, header, reach) VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, "
					  "?10, ?11)");
		stmt_int_in(st, 1, (int64_t)(i - first));
		stmt_int_in(st, 2, d->sev);
		stmt_text_in(st, 3, sv(d->code));
		if (d->at.file) stmt_text_in(st, 4, sv(d->at.file));
		stmt_int_in(st, 5, d->at.line);
		stmt_int_in(st, 6, d->at.col);
		stmt_text_in(st, 7, sv(d->text));
		if (d->help) stmt_text_in(st, 8, sv(d->help));
		if (d->entry) stmt_text_in(st, 9, sv(d->entry));
		if (d->column) stmt_text_in(st, 10, sv(d->column));
		stmt_int_in(st, 11, d->reach);
		r = stmt_run(st);
	}
	return r;
}

int import_report_save(struct importer *im, const struct sha256 *rules, size_t first_diag)
{
	struct sha256_hex hex = sha256_hex(rules);
	if (store_exec(im->s, "DELETE FROM import_state") || state_set(im, "rules", sv(hex.z)) ||
		state_set(im, "seen", sv("yes")) || state_set(im, "shown", sv(im->ds->show_values ? "yes" : "no")))
		return -1;
	if (im->roster && state_set(im, "roster", sv("yes"))) return -1;
	return save_files(im) || save_notes(im, first_diag) ? -1 : 0;
}

/* Whether the last import read the same files under the same rules; its rows in import_file still stand. */
static int same_inputs(struct importer *im, const struct sha256 *rules, bool *same)
{
	struct str before = STR_INIT;
	int result = import_state_get(im, "rules", &before), r;
	size_t n = 0;
	*same = result == 0 && sv_is(sv_of(&before), sha256_hex(rules).z);
	str_dispose(&before);
	struct stmt *st = store_stmt(im->s, "SELECT name, digest FROM import_file ORDER BY n");
	while ((r = stmt_step(st)) == 1) {
		*same = *same && n < im->nfiles && sv_is(stmt_text(st, 0), im->file[n].name) &&
			sv_is(stmt_text(st, 1), sha256_hex(&im->file[n].digest).z);
		n++;
	}
	stmt_reset(st);
	*same = *same && n == im->nfiles;
	return r < 0 ? -1 : result;
}

static int audit_files(struct importer *im)
{
	int r = 0;
	for (size_t i = 0; i < im->nfiles && r == 0; i++) {
		const struct source_file *f = &im->file[i];
		bool there = false;
		char detail[160];
		snprintf(detail, sizeof detail, "sha256 %s, %zu rows", sha256_hex(&f->digest).z, f->read);
		r = audit_has(im->s, "import", f->name, detail, &there);
		if (r == 0 && !there) r = audit_append(im->s, im->run->as_of, im->run->role, "import", f->name, detail);
	}
	return r;
}

int import_report_audit(struct importer *im, const struct sha256 *rules, const struct import_report *out)
{
	char detail[200];
	bool same = false;
	if (same_inputs(im, rules, &same)) return -1;
	if (same) return 0;
	snprintf(detail, sizeof detail, "%zu read = %zu imported + %zu superseded + %zu held + %zu refused", out->read,
		out->imported, out->superseded, out->held, out->refused);
	return audit_files(im) || audit_append(im->s, im->run->as_of, im->run->role, "import", "records", detail) ? -1
														  : 0;
}

static int load_notes(struct importer *im)
{
	struct stmt *st = store_stmt(im->s,
		"SELECT severity, code, file, line, col, text, help, entry, header, reach FROM import_note ORDER BY n");
	int r;
	while ((r = stmt_step(st)) == 1) {
		const char *file = stmt_null(st, 2) ? NULL : diags_text(im->ds, "%.*s", SV_ARG(stmt_text(st, 2)));
		struct place at = { file, (unsigned)stmt_int(st, 3), (unsigned)stmt_int(st, 4) };
		const char *help = stmt_null(st, 6) ? NULL : diags_text(im->ds, "%.*s", SV_ARG(stmt_text(st, 6)));
		struct str entry = STR_INIT, column = STR_INIT;
		str_sv(&entry, stmt_text(st, 7));
		str_sv(&column, stmt_text(st, 8));
		im->ds->entry = entry.len ? entry.ptr : NULL;
		im->ds->column = column.len ? column.ptr : NULL;
		im->ds->reach = (enum diag_reach)stmt_int(st, 9);
		diags_add(im->ds, (enum severity)stmt_int(st, 0), diags_text(im->ds, "%.*s", SV_ARG(stmt_text(st, 1))),
			at, help, "%.*s", SV_ARG(stmt_text(st, 5)));
		im->ds->entry = im->ds->column = NULL;
		im->ds->reach = DIAG_EVERYWHERE;
		str_dispose(&entry);
		str_dispose(&column);
	}
	stmt_reset(st);
	return r;
}

/* SQLite would sort them to tell one from another. */
static int count_persons(struct store *s, int64_t *out)
{
	struct row_index persons = ROW_INDEX_INIT;
	struct stmt *st = store_stmt(s, "SELECT person FROM standing WHERE held = 0");
	int r;
	while ((r = stmt_step(st)) == 1) row_index_add(&persons, stmt_int(st, 0), 0);
	stmt_reset(st);
	*out = (int64_t)persons.n;
	row_index_dispose(&persons);
	return r;
}

static int count_totals(struct store *s, int64_t n[4])
{
	return count_persons(s, &n[0]) || store_int(s, "SELECT count(*) FROM standing", 0, &n[1]) ||
			       store_int(s, "SELECT count(*) FROM member WHERE listed = 1", 0, &n[2]) ||
			       store_int(s, "SELECT count(*) FROM standing WHERE current = 0", 0, &n[3])
		       ? -1
		       : 0;
}

static void take_totals(struct import_report *out, const int64_t n[4])
{
	out->persons = (size_t)n[0];
	out->applications = (size_t)n[1];
	out->members = (size_t)n[2];
	out->replaced = (size_t)n[3];
}

int import_report_total(struct importer *im, struct import_report *out)
{
	struct str text = STR_INIT;
	int64_t n[4];
	int r = count_totals(im->s, n);
	if (r == 0) {
		take_totals(out, n);
		for (size_t i = 0; i < 4; i++) str_printf(&text, "%lld%s", (long long)n[i], i < 3 ? " " : "");
		r = state_set(im, "totals", sv_of(&text));
	}
	str_dispose(&text);
	return r;
}

/* Whatever changes these numbers without an import takes away the state of the last one as well, so that the next does all its work. A database that was last
 * written by an older program has none. */
static int load_totals(struct importer *im, struct import_report *out)
{
	struct str text = STR_INIT;
	struct sv rest, word;
	int64_t n[4];
	size_t i = 0;
	int r = import_state_get(im, "totals", &text);
	for (rest = sv_of(&text); i < 4 && sv_split(&rest, ' ', &word); i++) {
		long value = 0;
		if (!sv_long(word, &value)) break;
		n[i] = value;
	}
	str_dispose(&text);
	if (r == 0 && i < 4) r = count_totals(im->s, n);
	if (r == 0) take_totals(out, n);
	return r;
}

int import_report_load(struct importer *im, struct import_report *out)
{
	struct import_file *list = ARENA_ARRAY(im->mem, struct import_file, im->nfiles + 1);
	struct stmt *st = store_stmt(im->s, "SELECT name, mapping, kind, read, imported, superseded, held, "
					    "read_as FROM import_file ORDER BY n");
	int r;
	*out = (struct import_report){ .file = list, .skipped = true };
	while ((r = stmt_step(st)) == 1 && out->nfiles < im->nfiles) {
		struct import_file f = { arena_strdup(im->mem, stmt_text(st, 0)),
			arena_strdup(im->mem, stmt_text(st, 1)), arena_strdup(im->mem, stmt_text(st, 2)),
			(size_t)stmt_int(st, 3), (size_t)stmt_int(st, 4), (size_t)stmt_int(st, 5),
			(size_t)stmt_int(st, 6), 0, arena_strdup(im->mem, stmt_text(st, 7)) };
		add_file(out, list, &f);
	}
	stmt_reset(st);
	return r < 0 || load_notes(im) || load_totals(im, out) ? -1 : 0;
}
