/* packed_recode.c exists for databases that were written when every record still carried the names of its fields: "name 1F
 * value 1E", in order of name. It runs once for each, when the program that knows codes opens it first. */
#include "records/packed_recode.h"
#include "records/field_code.h"
#include "records/packed.h"

enum { NAME_END = 0x1F, VALUE_END = 0x1E };
/* Bytes that never were a whole field, in a database that was damaged: the gate has to know them all the same. */
#define UNREADABLE "(unreadable)"
#define FIRST_FILE "first_file = (SELECT f.id FROM export_file f WHERE f.name = file)"

static bool next_named(struct sv *rest, struct sv *name, struct sv *value)
{
	const char *middle = rest->n ? memchr(rest->p, NAME_END, rest->n) : NULL;
	if (!middle) return false;
	size_t n = (size_t)(middle - rest->p);
	const char *end = memchr(middle, VALUE_END, rest->n - n);
	if (!end) return false;
	*name = sv_n(rest->p, n);
	*value = sv_n(middle + 1, (size_t)(end - middle) - 1);
	*rest = sv_sub(*rest, (size_t)(end - rest->p) + 1, rest->n);
	return true;
}

static void recode(struct field_codes *codes, struct sv named, struct str *out)
{
	struct sv name, value;
	str_clear(out);
	while (next_named(&named, &name, &value)) packed_add(out, field_code_give(codes, name), value);
	if (named.n) packed_add(out, field_code_give(codes, sv(UNREADABLE)), named);
}

/* The row under the cursor is changed in its place and keeps its key, so no row is met twice or passed over. */
static int recode_table(struct store *s, struct field_codes *codes, const char *select, const char *update)
{
	struct str fields = STR_INIT, extra = STR_INIT;
	struct stmt *st = store_stmt(s, select), *up = store_stmt(s, update);
	int r;
	while ((r = stmt_step(st)) == 1) {
		recode(codes, stmt_blob(st, 1), &fields);
		recode(codes, stmt_blob(st, 2), &extra);
		stmt_int_in(up, 1, stmt_int(st, 0));
		stmt_blob_in(up, 2, fields.ptr, fields.len);
		stmt_blob_in(up, 3, extra.ptr, extra.len);
		if (stmt_run(up)) {
			r = -1;
			break;
		}
	}
	stmt_reset(st);
	str_dispose(&fields);
	str_dispose(&extra);
	return r;
}

int packed_recode(struct store *s)
{
	struct field_codes codes = FIELD_CODES_INIT;
	int r = recode_table(s, &codes, "SELECT n, fields, extra FROM application ORDER BY n",
		"UPDATE application SET fields = ?2, extra = ?3, " FIRST_FILE " WHERE n = ?1");
	if (r == 0)
		r = recode_table(s, &codes, "SELECT id, fields, extra FROM member ORDER BY id",
			"UPDATE member SET fields = ?2, extra = ?3, " FIRST_FILE " WHERE id = ?1");
	if (r == 0) r = field_codes_save(&codes, s);
	field_codes_dispose(&codes);
	return r;
}
