/* seen.c loads, at the start of an import, what earlier ones learned of every application and member, and saves at its
 * end what changed. So a row whose text is known needs no parsing, no converting and no look into the database, and an
 * application that no file speaks of any more is still there to be counted with. */
#include <stdint.h>
#include "records/import_internal.h"
#include "records/import_report.h"
#include "records/field_code.h"
#include "records/person_key.h"

enum { FLAG_HELD = 1, FLAG_CHOICES = 2, FLAG_QUIET = 4 };
enum { MEMBER_QUIET = 1, MEMBER_STATUS_OK = 2 }; /* in the column quiet of seen_member */
#define FORM_BITS 48

static int form_index(const struct importer *im, int64_t application)
{
	for (size_t i = 0; i < im->forms.n; i++)
		if (im->forms.at[i].id == application >> FORM_BITS) return (int)i;
	return -1;
}

static struct row_text text_of(struct sv blob)
{
	struct row_text text = { { 0 } };
	if (blob.n == sizeof text.b) memcpy(text.b, blob.p, sizeof text.b);
	return text;
}

/* What all applications of earlier imports have in common before the files are read. */
static struct known known_from(struct importer *im, int64_t id, struct sv entry_no)
{
	return (struct known){ .id = id,
		.form = (unsigned)form_index(im, id) & 0xfff,
		.entry_no = known_keep_entry_no(im, id, entry_no),
		.file = NO_FILE,
		.line = (uint32_t)DATE_NONE };
}

static int load_applications(struct importer *im)
{
	struct stmt *st =
		store_stmt(im->s, "SELECT application, entry_no, kind, submitted, member_no, email, flags, text"
				  " FROM seen ORDER BY application");
	int r;
	while ((r = stmt_step(st)) == 1) {
		struct known k = known_from(im, stmt_int(st, 0), stmt_text(st, 1));
		int64_t flags = stmt_int(st, 6);
		k.kind = (unsigned)stmt_int(st, 2) & 7;
		k.submitted = stmt_null(st, 3) ? SECONDS_NONE : stmt_int(st, 3);
		k.member_no = stmt_int(st, 4);
		k.email = (uint64_t)stmt_int(st, 5);
		k.row_held = (flags & FLAG_HELD) != 0;
		k.choices = (flags & FLAG_CHOICES) != 0;
		k.quiet = (flags & FLAG_QUIET) != 0;
		k.text = text_of(stmt_blob(st, 7));
		known_add(im, &k);
	}
	stmt_reset(st);
	return r;
}

static int load_members(struct importer *im)
{
	struct stmt *st =
		store_stmt(im->s, "SELECT member, listed, email, more, text, quiet FROM seen_member ORDER BY member");
	int r;
	vec_push(&im->more_emails, 0);
	while ((r = stmt_step(st)) == 1) {
		struct known_member m = { .id = stmt_int(st, 0),
			.was_listed = stmt_int(st, 1) != 0,
			.email = (uint64_t)stmt_int(st, 2),
			.file = NO_FILE,
			.text = text_of(stmt_blob(st, 4)),
			.quiet = (stmt_int(st, 5) & MEMBER_QUIET) != 0,
			.status_ok = (stmt_int(st, 5) & MEMBER_STATUS_OK) != 0 };
		struct sv more = stmt_blob(st, 3);
		if (more.n >= sizeof(uint64_t)) {
			m.more = (uint32_t)im->more_emails.n;
			vec_push(&im->more_emails, more.n / sizeof(uint64_t));
			for (size_t i = 0; i + sizeof(uint64_t) <= more.n; i += sizeof(uint64_t)) {
				uint64_t email;
				memcpy(&email, more.p + i, sizeof email);
				vec_push(&im->more_emails, email);
			}
		}
		im->members_before += m.was_listed;
		member_add(im, &m);
	}
	stmt_reset(st);
	return r;
}

static void add_stored_application(struct importer *im, struct stmt *st, struct str *key)
{
	struct sv fields = stmt_blob(st, 4);
	struct known k = known_from(im, stmt_int(st, 0), stmt_text(st, 1));
	k.kind = (unsigned)stmt_int(st, 2) & 7;
	k.submitted = stmt_null(st, 3) ? SECONDS_NONE : stmt_int(st, 3);
	person_member_key(key, field_value(im->codes, fields, "member_no"));
	k.member_no = key->len ? import_number_of(sv_of(key)) : 0;
	person_email_key(key, field_value(im->codes, fields, "email"));
	k.email = known_email_key(sv_of(key));
	k.row_held = stmt_int(st, 5) != 0;
	k.unsaved = 1;
	known_add(im, &k);
}

/* A database of a version that did not keep what is seen: once, from the records themselves. */
static int load_from_records(struct importer *im)
{
	struct str key = STR_INIT;
	struct stmt *st =
		store_stmt(im->s, "SELECT id, entry_no, kind, submitted, fields, held FROM application ORDER BY id");
	int r;
	while ((r = stmt_step(st)) == 1) add_stored_application(im, st, &key);
	stmt_reset(st);
	str_dispose(&key);
	if (r < 0) return -1;
	vec_push(&im->more_emails, 0);
	st = store_stmt(im->s, "SELECT id, listed FROM member ORDER BY id");
	while ((r = stmt_step(st)) == 1) {
		struct known_member m = {
			.id = stmt_int(st, 0), .was_listed = stmt_int(st, 1) != 0, .file = NO_FILE, .unsaved = 1
		};
		im->members_before += m.was_listed;
		member_add(im, &m);
	}
	stmt_reset(st);
	return r;
}

int seen_load(struct importer *im)
{
	struct str kept = STR_INIT;
	int r = import_state_get(im, "seen", &kept);
	if (r == 0) r = kept.len == 0 ? load_from_records(im) : load_applications(im) || load_members(im) ? -1 : 0;
	str_dispose(&kept);
	return r;
}

static void text_in(struct stmt *st, int param, const struct row_text *text)
{
	if (row_text_any(text))
		stmt_blob_lent(st, param, text->b, sizeof text->b);
	else
		stmt_null_in(st, param);
}

static int save_application(struct importer *im, const struct known *k)
{
	struct stmt *st = store_stmt(im->s, "INSERT OR REPLACE INTO seen(application, entry_no, kind, submitted, "
					    "member_no, email, flags, text) VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)");
	char buffer[24];
	stmt_int_in(st, 1, k->id);
	if (k->entry_no)
		stmt_text_lent(st, 2, known_entry_no(im, k, buffer));
	else
		stmt_null_in(st, 2);
	stmt_int_in(st, 3, k->kind);
	if (k->submitted == SECONDS_NONE)
		stmt_null_in(st, 4);
	else
		stmt_int_in(st, 4, k->submitted);
	stmt_int_in(st, 5, k->member_no);
	stmt_int_in(st, 6, (int64_t)k->email);
	stmt_int_in(
		st, 7, (k->row_held ? FLAG_HELD : 0) | (k->choices ? FLAG_CHOICES : 0) | (k->quiet ? FLAG_QUIET : 0));
	text_in(st, 8, &k->text);
	return stmt_run(st);
}

static int save_member(struct importer *im, const struct known_member *m)
{
	struct stmt *st =
		store_stmt(im->s, "INSERT OR REPLACE INTO seen_member(member, listed, email, more, text, quiet) "
				  "VALUES(?1, ?2, ?3, ?4, ?5, ?6)");
	stmt_int_in(st, 1, m->id);
	stmt_int_in(st, 2, m->listed);
	stmt_int_in(st, 3, (int64_t)m->email);
	if (m->more)
		stmt_blob_lent(st, 4, &im->more_emails.at[m->more + 1],
			(size_t)im->more_emails.at[m->more] * sizeof(uint64_t));
	else
		stmt_null_in(st, 4);
	text_in(st, 5, &m->text);
	stmt_int_in(st, 6, (m->quiet ? MEMBER_QUIET : 0) | (m->status_ok ? MEMBER_STATUS_OK : 0));
	return stmt_run(st);
}

static int members_by_id(const void *pa, const void *pb, void *ctx)
{
	const struct known_member *member = ctx;
	int64_t a = member[*(const uint32_t *)pa].id, b = member[*(const uint32_t *)pb].id;
	return (a > b) - (a < b);
}

/* In order of id, so that a new table grows at its end. */
int seen_save(struct importer *im)
{
	uint32_t *order = xcalloc(im->member.n + 1, sizeof *order);
	size_t n = 0;
	int r = 0;
	for (size_t i = 0; i < im->app.n && r == 0; i++) {
		const struct known *k = &im->app.at[im->by_id[i]];
		if (k->unsaved) r = save_application(im, k);
	}
	for (uint32_t i = 0; i < im->member.n; i++)
		if (im->member.at[i].unsaved || im->member.at[i].listed != im->member.at[i].was_listed) order[n++] = i;
	qsort_r(order, n, sizeof *order, members_by_id, im->member.at);
	for (size_t i = 0; i < n && r == 0; i++) r = save_member(im, &im->member.at[order[i]]);
	free(order);
	return r;
}
