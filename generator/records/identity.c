/* identity.c feeds the gate: every value of every record ever imported, whether it is published or not, roster,
 * ignored columns and past values included. What counts as a value worth searching for is the gate's business. */
#include "records/application.h"
#include "records/field_code.h"
#include "records/packed.h"
#include "records/person_key.h"

struct feed {
	identity_fn *fn;
	void *ctx;
	const char *file;
	unsigned line;
	int64_t person;
};

static int feed_value(const struct feed *f, int kind, struct sv name, const char *field, struct sv value)
{
	struct sv address;
	int r = 0;
	if (!sv_is(name, "other_emails")) return f->fn(f->ctx, kind, field, value, f->file, f->line, f->person);
	while (r == 0 && person_next_email(&value, &address))
		r = f->fn(f->ctx, kind, field, address, f->file, f->line, f->person);
	return r;
}

static int feed_packed(const struct feed *f, const struct field_codes *codes, struct sv packed, bool extra)
{
	uint32_t code;
	struct sv value;
	int r = 0;
	while (r == 0 && packed_next(&packed, &code, &value)) {
		const struct field_name *name = field_code_name(codes, code);
		const struct field *field = extra ? NULL : name->field;
		r = feed_value(f, field ? (int)field->kind : (int)FIELD_OTHER, name->name, name->name.p, value);
	}
	return r;
}

/* Rows of file, line, person, fields, extra. */
static int feed_records(struct store *s, const char *sql, identity_fn *fn, void *ctx)
{
	struct stmt *st = store_stmt(s, sql);
	struct field_codes *codes;
	int r, result = field_codes_of(s, &codes);
	while (result == 0 && (r = stmt_step(st)) != 0) {
		if (r < 0) {
			result = -1;
			break;
		}
		struct feed f = { fn, ctx, stmt_text(st, 0).p, (unsigned)stmt_int(st, 1), stmt_int(st, 2) };
		result = feed_packed(&f, codes, stmt_blob(st, 3), false);
		if (result == 0) result = feed_packed(&f, codes, stmt_blob(st, 4), true);
	}
	stmt_reset(st);
	return result;
}

static int feed_past(struct store *s, identity_fn *fn, void *ctx)
{
	struct stmt *st = store_stmt(s,
		"SELECT p.field, p.value, p.kind, p.file, p.line, coalesce(s.person, p.owner) FROM identity_past p"
		" LEFT JOIN standing s ON s.application = p.owner ORDER BY p.owner, p.field, p.value");
	int r, result = 0;
	while (result == 0 && (r = stmt_step(st)) != 0) {
		struct feed f = { fn, ctx, stmt_text(st, 3).p, (unsigned)stmt_int(st, 4), stmt_int(st, 5) };
		result = r < 0 ? -1
			       : feed_value(&f, (int)stmt_int(st, 2), stmt_text(st, 0), stmt_text(st, 0).p,
					 stmt_text(st, 1));
	}
	stmt_reset(st);
	return result;
}

/* A member's own number of a person would be the application's; where there is none, minus the member id keeps
 * persons apart. */
int records_identity_each(struct store *s, identity_fn *fn, void *ctx)
{
	int r = feed_records(s,
		"SELECT coalesce(f.name, (SELECT name FROM export_file WHERE id = a.first_file)), coalesce(s.line, "
		"a.line), coalesce(s.person, a.id), a.fields, a.extra"
		" FROM application a LEFT JOIN standing s ON s.application = a.id LEFT JOIN export_file f ON f.id = "
		"s.file"
		" ORDER BY a.id",
		fn, ctx);
	if (r == 0)
		r = feed_records(s,
			"SELECT (SELECT name FROM export_file WHERE id = first_file), line, -id, fields, extra FROM "
			"member ORDER BY id",
			fn, ctx);
	if (r == 0) r = feed_past(s, fn, ctx);
	return r;
}
