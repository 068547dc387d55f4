/* import_member.c reads the list of members. Only the newest list says who is a member; a member of older lists is
 * kept unlisted, so that the gate knows the name and nobody gets into the directory by a list that was left lying
 * about. */
#include <stdint.h>
#include "records/import_write.h"
#include "records/person_key.h"

#define MEMBER_ROW                                                                                                     \
	"SELECT member_no, fields, extra, (SELECT name FROM export_file WHERE id = first_file), line, status_ok, "     \
	"no_date, paid_through, hold FROM member WHERE id = "                                                          \
	"?1"

static void write_member(
	struct importer *im, const struct source_file *f, int64_t id, bool listed, const struct record *r)
{
	struct stmt *st = store_stmt(im->s, "INSERT OR REPLACE INTO member(id, member_no, listed, status_ok, no_date, "
					    "paid_through, hold, first_file, line, fields, extra)"
					    " VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)");
	stmt_int_in(st, 1, id);
	stmt_text_lent(st, 2, sv_of(&r->member_no));
	stmt_int_in(st, 3, listed);
	stmt_int_in(st, 4, r->status_ok);
	stmt_int_in(st, 5, r->no_date);
	import_date_in(st, 6, r->paid_through);
	stmt_int_in(st, 7, r->hold);
	stmt_int_in(st, 8, f->id);
	stmt_int_in(st, 9, r->line);
	stmt_blob_lent(st, 10, r->fields.ptr, r->fields.len);
	stmt_blob_lent(st, 11, r->extra.ptr, r->extra.len);
	im->failed |= stmt_run(st) != 0;
}

static void write_listed(struct importer *im, int64_t id, bool listed)
{
	struct stmt *st = store_stmt(im->s, "UPDATE member SET listed = ?2 WHERE id = ?1");
	stmt_int_in(st, 1, id);
	stmt_int_in(st, 2, listed);
	im->failed |= stmt_run(st) != 0;
}

static bool same_columns(const struct stored *s, const struct record *r)
{
	bool paid = stmt_null(s->st, 7) ? r->paid_through == DATE_NONE : stmt_int(s->st, 7) == r->paid_through;
	return paid && (stmt_int(s->st, 5) != 0) == r->status_ok && (stmt_int(s->st, 6) != 0) == r->no_date &&
	       (stmt_int(s->st, 8) != 0) == r->hold;
}

/* Files come newest first, so the first roster met is the newest; several of that day are one list. */
static bool is_newest(const struct importer *im, uint32_t file)
{
	for (uint32_t i = 0; i < file; i++)
		if (im->file[i].mapping->roster && im->file[i].date != im->file[file].date) return false;
	return true;
}

/* The first row met of a member. */
static void meet(struct importer *im, uint32_t file, struct known_member *m, unsigned line)
{
	struct source_file *f = &im->file[file];
	m->met = 1;
	m->file = file;
	m->line = line;
	m->listed = is_newest(im, file);
	m->listed ? f->imported++ : f->superseded++;
}

void import_meet_member(struct importer *im, uint32_t file, uint32_t index, unsigned line)
{
	struct known_member *m = &im->member.at[index];
	meet(im, file, m, line);
	if (m->listed != m->was_listed) write_listed(im, m->id, m->listed);
}

/* Keys of the addresses beside the first: 0 if none, else where they stand. An unchanged list stays where it is. */
static uint32_t keep_more_emails(struct importer *im, uint32_t before, const struct record *r)
{
	struct str key = STR_INIT;
	struct sv rest = field_value(im->codes, sv_of(&r->fields), "other_emails"), part;
	size_t at = im->more_emails.n;
	vec_push(&im->more_emails, 0);
	while (person_next_email(&rest, &part)) {
		if (!person_email_key(&key, part)) continue;
		vec_push(&im->more_emails, known_email_key(sv_of(&key)));
		im->more_emails.at[at]++;
	}
	str_dispose(&key);
	uint64_t n = im->more_emails.at[at];
	bool same = before && im->more_emails.at[before] == n &&
		    memcmp(&im->more_emails.at[before + 1], &im->more_emails.at[at + 1], n * sizeof(uint64_t)) == 0;
	if (n && !same) return (uint32_t)at;
	im->more_emails.n = at;
	return n ? before : 0;
}

static void renew(
	struct importer *im, const struct source_file *f, const struct known_member *m, const struct record *r)
{
	struct stored old = { 0 };
	if (!stored_find(im, &old, MEMBER_ROW, m->id)) return;
	bool same = stored_same(&old, r), columns = same_columns(&old, r);
	if (!same) stored_keep_past(im, -m->id, &old, r);
	stmt_reset(old.st);
	if (!same || !columns)
		write_member(im, f, m->id, m->listed, r);
	else if (m->listed != m->was_listed)
		write_listed(im, m->id, m->listed);
}

void import_put_member(
	struct importer *im, uint32_t file, const struct record *r, const struct row_text *text, bool quiet)
{
	struct source_file *f = &im->file[file];
	int64_t id = import_number_of(sv_of(&r->member_no));
	uint32_t index = member_index(im, id);
	bool stored = index != NOT_KNOWN;
	if (r->held) {
		f->held++;
		import_tell_held(im, file, r);
		return;
	}
	if (stored && im->member.at[index].met) {
		const struct known_member *seen = &im->member.at[index];
		import_put_older(im, file, r, seen->file, seen->line, -id, MEMBER_ROW);
		return;
	}
	if (!stored) {
		member_add(im, &(struct known_member){ .id = id, .unsaved = 1 });
		index = (uint32_t)im->member.n - 1;
	}
	struct known_member *m = &im->member.at[index], before = *m;
	meet(im, file, m, r->line);
	m->email = known_email_key(sv_of(&r->email));
	m->more = keep_more_emails(im, before.more, r);
	m->status_ok = r->status_ok;
	m->quiet = quiet && row_text_any(text);
	member_set_text(im, index, text);
	m->unsaved |= m->quiet != before.quiet || m->status_ok != before.status_ok || m->email != before.email ||
		      m->more != before.more || memcmp(&m->text, &before.text, sizeof m->text) != 0;
	if (stored)
		renew(im, f, m, r);
	else
		write_member(im, f, id, m->listed, r);
}

int import_unlist_members(struct importer *im)
{
	for (size_t i = 0; i < im->member.n && !im->failed; i++) {
		const struct known_member *m = &im->member.at[i];
		if (!m->met && m->was_listed) write_listed(im, m->id, false);
	}
	return im->failed ? -1 : 0;
}
