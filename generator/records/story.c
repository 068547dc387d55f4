/* story.c exists because `who` is asked in the middle of a telephone call: one look has to tell what is known and where it
 * comes from. It reads whole tables where a key is missing; it is asked for one person at a time. */
#include "records/story.h"
#include "base/arena.h"
#include "base/vec.h"
#include "records/eligibility.h"
#include "records/field_code.h"
#include "store/audit.h"

static struct sv name_of(struct arena *mem, struct field_codes *codes, struct sv fields)
{
	struct sv first = field_value(codes, fields, "first_name"), last = field_value(codes, fields, "last_name");
	if (first.n == 0 && last.n == 0) return arena_sv(mem, field_value(codes, fields, "full_name"));
	return sv_trim(sv(arena_printf(mem, "%.*s %.*s", SV_ARG(first), SV_ARG(last))));
}

int story_member(struct story_member *out, struct arena *mem, struct store *s, const struct run *run, int64_t member)
{
	struct stmt *st = store_stmt(s, "SELECT member_no, listed, status_ok, no_date, paid_through, hold, (SELECT "
					"name FROM export_file WHERE id = first_file), line, "
					"fields FROM member WHERE id = ?1");
	stmt_int_in(st, 1, member);
	struct field_codes *codes;
	int r = field_codes_of(s, &codes) ? -1 : stmt_step(st);
	*out = (struct story_member){ .found = r == 1, .paid_through = DATE_NONE };
	if (r == 1) {
		struct sv fields = stmt_blob(st, 8);
		out->listed = stmt_int(st, 1) != 0;
		out->no_date = stmt_int(st, 3) != 0;
		if (!stmt_null(st, 4)) out->paid_through = (date_t)stmt_int(st, 4);
		out->hold = stmt_int(st, 5) != 0;
		struct membership m = { out->listed, stmt_int(st, 2) != 0, out->no_date, out->hold, out->paid_through };
		out->standing = eligibility_on(&m, run->as_of);
		out->member_no = arena_sv(mem, field_value(codes, fields, "member_no"));
		if (out->member_no.n == 0) out->member_no = arena_sv(mem, stmt_text(st, 0));
		out->status = arena_sv(mem, field_value(codes, fields, "member_status"));
		out->type = arena_sv(mem, field_value(codes, fields, "member_type"));
		out->name = name_of(mem, codes, fields);
		out->email = arena_sv(mem, field_value(codes, fields, "email"));
		out->file = arena_strdup(mem, stmt_text(st, 6));
		out->line = (unsigned)stmt_int(st, 7);
	}
	stmt_reset(st);
	return r < 0 ? -1 : 0;
}

static int newer(void *ctx, const struct audit_row *row)
{
	if (sv_is(row->object, "records")) *(date_t *)ctx = date_parse(row->day);
	return 0;
}

int story_last_import(struct store *s, bool *any, date_t *day)
{
	int64_t some = 0;
	*day = DATE_NONE;
	if (store_int(s, "SELECT 1 FROM standing LIMIT 1", 0, &some)) return -1;
	*any = some != 0;
	return audit_each(s, "import", newer, day);
}

int story_first_read(struct store *s, int64_t application, struct arena *mem, const char **file, unsigned *line)
{
	struct stmt *st = store_stmt(
		s, "SELECT (SELECT name FROM export_file WHERE id = first_file), line FROM application WHERE id = ?1");
	stmt_int_in(st, 1, application);
	int r = stmt_step(st);
	*file = r == 1 ? arena_strdup(mem, stmt_text(st, 0)) : NULL;
	*line = r == 1 ? (unsigned)stmt_int(st, 1) : 0;
	stmt_reset(st);
	return r < 0 ? -1 : 0;
}

static int ids_of(struct stmt *st, struct arena *mem, const int64_t **out, size_t *n)
{
	VEC(int64_t) ids = VEC_INIT;
	int r;
	while ((r = stmt_step(st)) == 1) vec_push(&ids, stmt_int(st, 0));
	stmt_reset(st);
	int64_t *at = ARENA_ARRAY(mem, int64_t, ids.n + 1);
	if (ids.n) memcpy(at, ids.at, ids.n * sizeof *at);
	*out = at;
	*n = ids.n;
	vec_dispose(&ids);
	return r;
}

int story_of_person(struct store *s, int64_t person, struct arena *mem, const int64_t **out, size_t *n)
{
	struct stmt *st = store_stmt(s, "SELECT application FROM standing WHERE person = ?1 ORDER BY rank");
	stmt_int_in(st, 1, person);
	return ids_of(st, mem, out, n);
}

int story_of_kind(struct store *s, int64_t application, struct arena *mem, const int64_t **out, size_t *n)
{
	struct stmt *st =
		store_stmt(s, "SELECT t.application FROM standing s JOIN standing t ON t.person = s.person AND "
			      "t.kind = s.kind WHERE s.application = ?1 ORDER BY t.rank DESC");
	stmt_int_in(st, 1, application);
	return ids_of(st, mem, out, n);
}
