/* import_member.c reads the list of members. Only the newest list says who is a member; a member of older lists is
 * kept unlisted, so that the gate knows the name and nobody gets into the directory by a list that was left lying
 * about. */
#include <stdint.h>
#include "records/import_write.h"
#include "records/packed.h"
#include "records/person_key.h"

#define MEMBER_ROW "SELECT member_no, fields, extra, file, line FROM member WHERE id = ?1"

static void write_member(
	struct importer *im, const struct source_file *f, int64_t id, bool listed, const struct record *r)
{
	struct stmt *st = store_stmt(im->s, "INSERT OR REPLACE INTO member(id, member_no, listed, status_ok, no_date, "
					    "paid_through, hold, file, line, fields, extra)"
					    " VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)");
	stmt_int_in(st, 1, id);
	stmt_text_in(st, 2, sv_of(&r->member_no));
	stmt_int_in(st, 3, listed);
	stmt_int_in(st, 4, r->status_ok);
	stmt_int_in(st, 5, r->no_date);
	import_date_in(st, 6, r->paid_through);
	stmt_int_in(st, 7, r->hold);
	stmt_text_in(st, 8, sv(f->name));
	stmt_int_in(st, 9, r->line);
	stmt_blob_in(st, 10, r->fields.ptr, r->fields.len);
	stmt_blob_in(st, 11, r->extra.ptr, r->extra.len);
	im->failed |= stmt_run(st) != 0;
}

/* An address that two members use finds neither. */
static void index_email(struct importer *im, struct sv key, size_t index)
{
	uint64_t other;
	if (!map_add(&im->member_by_email, key, index) && map_get(&im->member_by_email, key, &other) && other != index)
		map_set(&im->member_by_email, key, UINT64_MAX);
}

static void index_member(struct importer *im, size_t index, const struct record *r)
{
	struct str key = STR_INIT;
	struct sv rest = packed_get(sv_of(&r->fields), "other_emails"), part;
	map_set(&im->member_by_no, sv_of(&r->member_no), index);
	if (r->email.len) index_email(im, sv_of(&r->email), index);
	while (person_next_email(&rest, &part))
		if (person_email_key(&key, part)) index_email(im, sv_of(&key), index);
	str_dispose(&key);
}

/* Files come newest first, so the first roster met is the newest; several of that day are one list. */
static bool is_newest(const struct importer *im, uint32_t file)
{
	for (uint32_t i = 0; i < file; i++)
		if (im->file[i].mapping->roster && im->file[i].date != im->file[file].date) return false;
	return true;
}

void import_put_member(struct importer *im, uint32_t file, const struct record *r)
{
	struct source_file *f = &im->file[file];
	int64_t id = import_number_of(sv_of(&r->member_no));
	struct stored old = { 0 };
	uint64_t index;
	bool listed = is_newest(im, file);
	if (r->held) {
		f->held++;
		return;
	}
	if (map_get(&im->member_by_id, id_key(&id), &index)) {
		const struct known_member *seen = &im->member.at[index];
		import_put_older(im, file, r, seen->file, seen->line, -id, MEMBER_ROW);
		return;
	}
	struct known_member k = { id, listed ? arena_strdup(&im->work, sv_of(&r->member_no)) : "", file, r->line,
		listed };
	map_set(&im->member_by_id, id_key(&id), im->member.n);
	if (listed) index_member(im, im->member.n, r);
	vec_push(&im->member, k);
	listed ? f->imported++ : f->superseded++;
	if (!im->empty_before && stored_find(im, &old, MEMBER_ROW, id)) {
		if (!stored_same(&old, r)) stored_keep_past(im, -id, &old, r);
		stmt_reset(old.st);
	}
	write_member(im, f, id, listed, r);
}
