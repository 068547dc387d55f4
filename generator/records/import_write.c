/* import_write.c puts records into the database as they are read. What a newer export changed is kept as a past
 * value, because a value that was once in a record must stay known to the gate for ever. */
#include <stdint.h>
#include "records/import_internal.h"
#include "records/import_write.h"
#include "records/packed.h"

#define FORM_BITS 48
#define HASHED ((int64_t)1 << (FORM_BITS - 1))

struct sv id_key(const int64_t *id)
{
	return sv_n((const char *)id, sizeof *id);
}

struct known *known_by_id(const struct importer *im, int64_t id)
{
	uint64_t index;
	return map_get(&im->app_by_id, id_key(&id), &index) ? &im->app.at[index] : NULL;
}

struct place place_of_known(const struct importer *im, const struct known *k)
{
	return k->gone ? NOPLACE : (struct place){ im->file[k->file].name, k->line, 1 };
}

/* A number that is written the one way: no zeros in front. Ids then keep the order of entries, and rows of a file meet
 * neighbouring pages of the database. */
static bool plain_number(struct sv text, int64_t limit, int64_t *out)
{
	long value = 0;
	if (text.n == 0 || text.n > 15 || text.p[0] < '1' || text.p[0] > '9' || !sv_long(text, &value) ||
		value >= limit)
		return false;
	*out = value;
	return true;
}

int64_t import_number_of(struct sv text)
{
	static const unsigned char key[16] = "records: entries";
	int64_t number;
	if (plain_number(text, HASHED, &number)) return number;
	return HASHED | (int64_t)(siphash24(key, text.p, text.n) & (uint64_t)(HASHED - 1));
}

static int64_t form_number(const struct importer *im, const char *form)
{
	for (size_t i = 0; i < im->forms.n; i++)
		if (!strcmp(im->forms.at[i].code, form)) return im->forms.at[i].id;
	return 0;
}

int64_t id_of_application(const struct importer *im, const char *form, struct sv entry_no)
{
	int64_t base = form_number(im, form);
	return base ? base << FORM_BITS | import_number_of(entry_no) : 0;
}

struct known *known_by_entry(const struct importer *im, struct sv form, struct sv entry_no)
{
	for (size_t i = 0; i < im->forms.n; i++)
		if (sv_is(form, im->forms.at[i].code)) {
			struct known *k = known_by_id(im, id_of_application(im, im->forms.at[i].code, entry_no));
			return k && sv_is(entry_no, k->entry_no) ? k : NULL;
		}
	return NULL;
}

/* Numbers for the forms of the mappings, in the order of their names. */
int import_forms(struct importer *im)
{
	struct stmt *st = store_stmt(im->s, "SELECT id, code FROM form ORDER BY id");
	int64_t last = 0;
	int r;
	while ((r = stmt_step(st)) == 1) {
		struct form f = { stmt_int(st, 0), arena_strdup(&im->work, stmt_text(st, 1)) };
		vec_push(&im->forms, f);
		last = f.id;
	}
	stmt_reset(st);
	for (;;) {
		const char *next = NULL;
		for (size_t i = 0; i < im->mappings.n; i++) {
			const struct mapping *m = &im->mappings.at[i];
			if (!m->roster && !form_number(im, m->form) && (!next || strcmp(m->form, next) < 0))
				next = m->form;
		}
		if (!next || r < 0) return r < 0 ? -1 : 0;
		struct form f = { ++last, next };
		vec_push(&im->forms, f);
		st = store_stmt(im->s, "INSERT INTO form(id, code) VALUES(?1, ?2)");
		stmt_int_in(st, 1, f.id);
		stmt_text_in(st, 2, sv(f.code));
		r = stmt_run(st);
	}
}

/* A value that is true again is no past value; so the way an import was reached leaves no trace. */
static void forget_past(struct importer *im, int64_t owner, struct sv now, struct sv old)
{
	struct sv name, value;
	while (!im->failed && packed_next(&now, &name, &value)) {
		if (packed_has(old, name, value)) continue;
		struct stmt *st =
			store_stmt(im->s, "DELETE FROM identity_past WHERE owner = ?1 AND field = ?2 AND value = ?3");
		stmt_int_in(st, 1, owner);
		stmt_text_in(st, 2, name);
		stmt_text_in(st, 3, value);
		im->failed |= stmt_run(st) != 0;
	}
}

static void keep_past(
	struct importer *im, int64_t owner, struct sv old, struct sv now, bool extra, const char *file, unsigned line)
{
	struct sv name, value;
	while (!im->failed && packed_next(&old, &name, &value)) {
		const struct field *field = extra ? NULL : field_find(name);
		if (packed_has(now, name, value)) continue;
		struct stmt *st = store_stmt(im->s, "INSERT INTO identity_past(owner, field, value, kind, file, line) "
						    "VALUES(?1, ?2, ?3, ?4, ?5, ?6)"
						    " ON CONFLICT DO NOTHING");
		stmt_int_in(st, 1, owner);
		stmt_text_in(st, 2, name);
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

static void write_application(struct importer *im, const struct source_file *f, int64_t id, const struct record *r)
{
	struct stmt *st = store_stmt(im->s, "INSERT OR REPLACE INTO application(id, form, entry_no, kind, submitted, "
					    "exported, consent, staff, staff_until,"
					    " held, gone, file, line, fields, extra) VALUES(?1, ?2, ?3, ?4, ?5, ?6, "
					    "?7, ?8, ?9, ?10, 0, ?11, ?12, ?13, ?14)");
	stmt_int_in(st, 1, id);
	stmt_text_in(st, 2, sv(f->mapping->form));
	stmt_text_in(st, 3, sv_of(&r->entry_no));
	stmt_int_in(st, 4, f->mapping->kind);
	if (r->submitted == SECONDS_NONE)
		stmt_null_in(st, 5);
	else
		stmt_int_in(st, 5, r->submitted);
	import_date_in(st, 6, f->date);
	stmt_int_in(st, 7, r->consent);
	stmt_int_in(st, 8, r->staff);
	import_date_in(st, 9, r->staff_until);
	stmt_int_in(st, 10, r->held);
	stmt_text_in(st, 11, sv(f->name));
	stmt_int_in(st, 12, r->line);
	stmt_blob_in(st, 13, r->fields.ptr, r->fields.len);
	stmt_blob_in(st, 14, r->extra.ptr, r->extra.len);
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

#define APPLICATION_ROW "SELECT entry_no, fields, extra, file, line FROM application WHERE id = ?1"

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

static void remember(struct importer *im, uint32_t file, int64_t id, const struct record *r)
{
	const struct mapping *m = im->file[file].mapping;
	bool nobody = r->member_no.len == 0 && r->email.len == 0;
	struct known k = { .id = id,
		.submitted = r->submitted,
		.form = m->form,
		.entry_no = arena_strdup(&im->work, sv_of(&r->entry_no)),
		.member_no = r->member_no.len ? arena_strdup(&im->work, sv_of(&r->member_no)) : "",
		.email = r->email.len ? arena_strdup(&im->work, sv_of(&r->email)) : "",
		.file = file,
		.line = r->line,
		.kind = m->kind,
		.consent = r->consent,
		.consent_most = CONSENT_PROFILE,
		.held = r->held || nobody };
	map_set(&im->app_by_id, id_key(&id), im->app.n);
	vec_push(&im->app, k);
	if (nobody && !r->held)
		diags_warn(im->ds, "R050", r->at, "ask the applicant and correct it in the form tool",
			"held: without a member number or an e-mail nobody can be recognised");
}

/* Two texts with one hash: for entry numbers that are no numbers, about one in a hundred million million pairs. */
static void same_id(struct importer *im, const struct record *r)
{
	diags_error(im->ds, "R047", r->at, "change the entry number by adding a letter",
		"this entry number cannot be told from another by the database");
}

void import_put_application(struct importer *im, uint32_t file, const struct record *r)
{
	const struct source_file *f = &im->file[file];
	int64_t id = id_of_application(im, f->mapping->form, sv_of(&r->entry_no));
	const struct known *seen = known_by_id(im, id);
	struct stored old = { 0 };
	if (seen) {
		if (sv_is(sv_of(&r->entry_no), seen->entry_no))
			import_put_older(im, file, r, seen->file, seen->line, id, APPLICATION_ROW);
		else
			same_id(im, r);
		return;
	}
	remember(im, file, id, r);
	bool found = !im->empty_before && stored_find(im, &old, APPLICATION_ROW, id);
	if (found && !sv_eq(old.key, sv_of(&r->entry_no))) same_id(im, r);
	bool same = found && stored_same(&old, r) && old.line == r->line && !strcmp(old.file, f->name);
	if (found && !same) stored_keep_past(im, id, &old, r);
	if (found) stmt_reset(old.st);
	if (!same || im->rewrite) write_application(im, f, id, r);
}
