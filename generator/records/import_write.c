/* import_write.c puts records into the database as they are read. What a newer export changed is kept as a past
 * value, because a value that was once in a record must stay known to the gate for ever. */
#include <stdint.h>
#include "records/import_internal.h"
#include "records/import_write.h"
#include "records/packed.h"

#define FORMS_MAX 4000 /* known.form has twelve bits */

static bool has_form(const struct importer *im, const char *code)
{
	for (size_t i = 0; i < im->forms.n; i++)
		if (!strcmp(im->forms.at[i].code, code)) return true;
	return false;
}

/* What the mappings say of a form now; KIND_COUNT stays where none names it. */
static void describe_form(const struct importer *im, struct form *f)
{
	for (size_t i = 0; i < im->mappings.n; i++) {
		const struct mapping *m = &im->mappings.at[i];
		for (size_t k = 0; k < m->nforms; k++) {
			if (strcmp(m->forms[k].code, f->code) != 0) continue;
			f->kind = m->forms[k].kind;
			f->pause_missing |= m->pause_missing;
		}
	}
}

static const char *next_form(const struct importer *im)
{
	const char *next = NULL;
	for (size_t i = 0; i < im->mappings.n; i++) {
		const struct mapping *m = &im->mappings.at[i];
		for (size_t k = 0; k < m->nforms; k++)
			if (!has_form(im, m->forms[k].code) && (!next || strcmp(m->forms[k].code, next) < 0))
				next = m->forms[k].code;
	}
	return next;
}

/* Numbers for the forms of the mappings, in the order of their names. */
int import_forms(struct importer *im)
{
	struct stmt *st = store_stmt(im->s, "SELECT id, code FROM form ORDER BY id");
	const char *next;
	int64_t last = 0;
	int r;
	while ((r = stmt_step(st)) == 1) {
		struct form f = { stmt_int(st, 0), arena_strdup(&im->work, stmt_text(st, 1)), KIND_COUNT, false };
		vec_push(&im->forms, f);
		last = f.id;
	}
	stmt_reset(st);
	while (r == 0 && (next = next_form(im))) {
		struct form f = { ++last, next, KIND_COUNT, false };
		vec_push(&im->forms, f);
		st = store_stmt(im->s, "INSERT INTO form(id, code) VALUES(?1, ?2)");
		stmt_int_in(st, 1, f.id);
		stmt_text_in(st, 2, sv(f.code));
		r = stmt_run(st);
	}
	for (size_t i = 0; i < im->forms.n; i++) describe_form(im, &im->forms.at[i]);
	if (im->forms.n > FORMS_MAX)
		diags_error(im->ds, "R101", NOPLACE, "name forms by what they are, not by date",
			"the mappings have named more than %d forms", FORMS_MAX);
	return r;
}

/* A value that is true again is no past value; so the way an import was reached leaves no trace. */
static void forget_past(struct importer *im, int64_t owner, struct sv now, struct sv old)
{
	uint32_t code;
	struct sv value;
	while (!im->failed && packed_next(&now, &code, &value)) {
		if (packed_has(old, code, value)) continue;
		struct stmt *st =
			store_stmt(im->s, "DELETE FROM identity_past WHERE owner = ?1 AND field = ?2 AND value = ?3");
		stmt_int_in(st, 1, owner);
		stmt_text_in(st, 2, field_code_name(im->codes, code)->name);
		stmt_text_in(st, 3, value);
		im->failed |= stmt_run(st) != 0;
	}
}

static void keep_past(
	struct importer *im, int64_t owner, struct sv old, struct sv now, bool extra, const char *file, unsigned line)
{
	uint32_t code;
	struct sv value;
	while (!im->failed && packed_next(&old, &code, &value)) {
		if (packed_has(now, code, value)) continue;
		const struct field_name *name = field_code_name(im->codes, code);
		const struct field *field = extra ? NULL : name->field;
		struct stmt *st = store_stmt(im->s, "INSERT INTO identity_past(owner, field, value, kind, file, line) "
						    "VALUES(?1, ?2, ?3, ?4, ?5, ?6)"
						    " ON CONFLICT DO NOTHING");
		stmt_int_in(st, 1, owner);
		stmt_text_in(st, 2, name->name);
		stmt_text_in(st, 3, value);
		stmt_int_in(st, 4, field ? (int64_t)field->kind : (int64_t)FIELD_OTHER);
		stmt_text_in(st, 5, sv(file));
		stmt_int_in(st, 6, line);
		im->failed |= stmt_run(st) != 0;
	}
}

void import_date_in(struct stmt *st, int param, date_t day)
{
	if (day == DATE_NONE)
		stmt_null_in(st, param);
	else
		stmt_int_in(st, param, day);
}

/* Changed applications keep their row, so that nothing moves in the table. */
static void write_application(
	struct importer *im, const struct source_file *f, int64_t id, bool stored, const struct record *r)
{
	struct stmt *st = store_stmt(im->s,
		stored ? "UPDATE application SET form = ?2, entry_no = ?3, kind = ?4, submitted = ?5, consent = ?6, "
			 "staff = ?7, staff_until = ?8, held = ?9, first_file = ?10, line = ?11, fields = ?12, extra = "
			 "?13 "
			 "WHERE id = ?1"
		       : "INSERT INTO application(id, form, entry_no, kind, submitted, consent, staff, staff_until, "
			 "held, first_file, line, fields, extra) VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, "
			 "?12, "
			 "?13)");
	stmt_int_in(st, 1, id);
	stmt_text_lent(st, 2, sv(r->form->code));
	stmt_text_lent(st, 3, sv_of(&r->entry_no));
	stmt_int_in(st, 4, r->form->kind);
	if (r->submitted == SECONDS_NONE)
		stmt_null_in(st, 5);
	else
		stmt_int_in(st, 5, r->submitted);
	stmt_int_in(st, 6, r->consent);
	stmt_int_in(st, 7, r->staff);
	import_date_in(st, 8, r->staff_until);
	stmt_int_in(st, 9, r->held);
	stmt_int_in(st, 10, f->id);
	stmt_int_in(st, 11, r->line);
	stmt_blob_lent(st, 12, r->fields.ptr, r->fields.len);
	stmt_blob_lent(st, 13, r->extra.ptr, r->extra.len);
	im->failed |= stmt_run(st) != 0;
}

bool stored_find(struct importer *im, struct stored *out, const char *sql, int64_t id)
{
	out->st = store_stmt(im->s, sql);
	stmt_int_in(out->st, 1, id);
	int found = stmt_step(out->st);
	im->failed |= found < 0;
	if (found == 1) {
		out->key = stmt_text(out->st, 0);
		out->fields = stmt_blob(out->st, 1);
		out->extra = stmt_blob(out->st, 2);
		out->file = stmt_text(out->st, 3).p;
		out->line = (unsigned)stmt_int(out->st, 4);
		return true;
	}
	stmt_reset(out->st);
	return false;
}

bool stored_same(const struct stored *s, const struct record *r)
{
	return sv_eq(s->fields, sv_of(&r->fields)) && sv_eq(s->extra, sv_of(&r->extra));
}

void stored_keep_past(struct importer *im, int64_t owner, const struct stored *s, const struct record *r)
{
	keep_past(im, owner, s->fields, sv_of(&r->fields), false, s->file, s->line);
	keep_past(im, owner, s->extra, sv_of(&r->extra), true, s->file, s->line);
	forget_past(im, owner, sv_of(&r->fields), s->fields);
	forget_past(im, owner, sv_of(&r->extra), s->extra);
}

#define APPLICATION_ROW                                                                                                \
	"SELECT entry_no, fields, extra, (SELECT name FROM export_file WHERE id = first_file), line, kind, "           \
	"submitted, consent, staff, staff_until, held "                                                                \
	"FROM application WHERE id = ?1"

/* Two rows for one owner in files of one age: nothing says which is the newer. */
static void disagree(struct importer *im, const struct source_file *f, const struct source_file *newer,
	unsigned newer_line, const struct record *r)
{
	diags_error(im->ds, "R023", r->at,
		"put the day of the export (2026-03-02) into the files' names, or remove the older one",
		"this row differs from %s:%u, and %s", newer->name, newer_line,
		f->date == DATE_NONE || newer->date == DATE_NONE
			? "without a day in both file names nothing says which is newer"
			: "both files are of the same day");
}

/* A row of an older file, or a second row in one. */
void import_put_older(struct importer *im, uint32_t file, const struct record *r, uint32_t newer_file,
	unsigned newer_line, int64_t owner, const char *sql)
{
	struct source_file *f = &im->file[file], *newer = &im->file[newer_file];
	struct stored old = { 0 };
	if (newer_file == file) {
		diags_error(im->ds, "R022", r->at,
			"the form tool does this once only; was the file put together by hand?",
			"the same entry stands in line %u already", newer_line);
		f->refused++;
		return;
	}
	f->superseded++;
	if (!stored_find(im, &old, sql, owner < 0 ? -owner : owner)) return;
	if (!stored_same(&old, r)) {
		if (f->date == newer->date || f->date == DATE_NONE) disagree(im, f, newer, newer_line, r);
		/* Seen from the older row, what it says and the newer does not is the past. */
		keep_past(im, owner, sv_of(&r->fields), old.fields, false, f->name, r->line);
		keep_past(im, owner, sv_of(&r->extra), old.extra, true, f->name, r->line);
	}
	stmt_reset(old.st);
}

/* Two texts with one hash: for entry numbers that are no numbers, about one in a hundred million million pairs. */
static void same_id(struct importer *im, const struct record *r)
{
	diags_error(im->ds, "R047", r->at, "change the entry number by adding a letter",
		"this entry number cannot be told from another by the database");
}

static bool same_int(const struct stored *s, int col, bool none, int64_t value)
{
	return stmt_null(s->st, col) ? none : !none && stmt_int(s->st, col) == value;
}

/* What the columns say beside the fields: another mapping may read the same cells in another way. */
static bool same_columns(const struct stored *s, const struct record *r)
{
	return same_int(s, 5, false, r->form->kind) && same_int(s, 6, r->submitted == SECONDS_NONE, r->submitted) &&
	       same_int(s, 7, false, r->consent) && same_int(s, 8, false, r->staff) &&
	       same_int(s, 9, r->staff_until == DATE_NONE, r->staff_until) && same_int(s, 10, false, r->held);
}

static void note_record(struct known *k, uint32_t file, const struct record *r)
{
	k->submitted = r->submitted;
	k->member_no = r->member_no.len ? import_number_of(sv_of(&r->member_no)) : 0;
	k->email = known_email_key(sv_of(&r->email));
	k->file = file;
	k->line = r->line;
	k->kind = (unsigned)r->form->kind & 7;
	k->row_held = r->held || (r->member_no.len == 0 && r->email.len == 0);
	k->choices = r->choices;
	k->met = k->read = 1;
}

static bool same_as_seen(const struct known *a, const struct known *b)
{
	return a->submitted == b->submitted && a->member_no == b->member_no && a->email == b->email &&
	       a->kind == b->kind && a->row_held == b->row_held && a->choices == b->choices && a->quiet == b->quiet &&
	       memcmp(&a->text, &b->text, sizeof a->text) == 0;
}

/* The first row met of an application that the database holds: it stands as it is, or its old values become past ones. */
static void renew(struct importer *im, const struct source_file *f, int64_t id, const struct record *r)
{
	struct stored old = { 0 };
	if (!stored_find(im, &old, APPLICATION_ROW, id)) return;
	bool same = stored_same(&old, r), columns = same_columns(&old, r);
	if (!same) stored_keep_past(im, id, &old, r);
	stmt_reset(old.st);
	if (!same || !columns) write_application(im, f, id, true, r);
}

static uint32_t add_application(struct importer *im, unsigned form, int64_t id, const struct record *r)
{
	struct known k = { .id = id,
		.form = form & 0xfff,
		.entry_no = known_keep_entry_no(im, id, sv_of(&r->entry_no)),
		.unsaved = 1 };
	known_add(im, &k);
	return (uint32_t)im->app.n - 1;
}

void import_put_application(struct importer *im, uint32_t file, unsigned form, const struct record *r,
	const struct row_text *text, bool quiet)
{
	static const struct row_text none = { { 0 } };
	const struct source_file *f = &im->file[file];
	int64_t id = import_application_id(&im->forms.at[form], sv_of(&r->entry_no));
	uint32_t index = known_index(im, id);
	char buffer[24];
	if (index != NOT_KNOWN && !sv_eq(sv_of(&r->entry_no), known_entry_no(im, &im->app.at[index], buffer))) {
		same_id(im, r);
		im->file[file].refused++;
		return;
	}
	if (index != NOT_KNOWN && im->app.at[index].met) {
		const struct known *k = &im->app.at[index];
		import_put_older(im, file, r, k->file, k->line, id, APPLICATION_ROW);
		return;
	}
	if (index == NOT_KNOWN) {
		index = add_application(im, form, id, r);
		write_application(im, f, id, false, r);
	} else {
		renew(im, f, id, r);
	}
	struct known *k = &im->app.at[index], before = *k;
	note_record(k, file, r);
	k->quiet = quiet && row_text_any(text);
	known_set_text(im, index, k->row_held ? &none : text);
	k->unsaved |= !same_as_seen(k, &before);
	if (r->held)
		import_tell_held(im, file, r);
	else if (k->row_held)
		diags_warn(im->ds, "R050", r->at, "ask the applicant and correct it in the form tool",
			"held: without a member number or an e-mail nobody can be recognized");
}
