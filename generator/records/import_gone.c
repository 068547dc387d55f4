/* import_gone.c looks for what earlier imports held and no export holds any more. Nothing is deleted: an Entry ID
 * must resolve and the gate must know the values, but who is gone is neither matched nor listed. What stands only in
 * an older export is another thing (staff export by date); headquarters is told and decides. */
#include <stdint.h>
#include "records/import_internal.h"
#include "records/packed.h"
#include "records/person_key.h"

static void add_gone(struct importer *im, struct stmt *st)
{
	struct str key = STR_INIT;
	struct sv fields = stmt_blob(st, 4);
	struct known k = { .id = stmt_int(st, 0),
		.form = arena_strdup(&im->work, stmt_text(st, 1)),
		.entry_no = arena_strdup(&im->work, stmt_text(st, 2)),
		.kind = (enum application_kind)stmt_int(st, 3),
		.submitted = stmt_null(st, 5) ? SECONDS_NONE : stmt_int(st, 5),
		.consent = (enum consent)stmt_int(st, 6),
		.consent_most = CONSENT_PROFILE,
		.gone = true };
	person_member_key(&key, packed_get(fields, "member_no"));
	k.member_no = arena_strdup(&im->work, sv_of(&key));
	person_email_key(&key, packed_get(fields, "email"));
	k.email = arena_strdup(&im->work, sv_of(&key));
	k.held = stmt_int(st, 7) != 0 || (!*k.member_no && !*k.email);
	map_set(&im->app_by_id, id_key(&k.id), im->app.n);
	vec_push(&im->app, k);
	str_dispose(&key);
}

static int gone_applications(struct importer *im)
{
	struct stmt *st = store_stmt(im->s,
		"SELECT id, form, entry_no, kind, fields, submitted, consent, held FROM application ORDER BY id");
	size_t first = im->app.n;
	int r;
	while ((r = stmt_step(st)) == 1)
		if (!known_by_id(im, stmt_int(st, 0))) add_gone(im, st);
	stmt_reset(st);
	st = store_stmt(im->s, "UPDATE application SET gone = 1 WHERE id = ?1");
	for (size_t i = first; r == 0 && i < im->app.n; i++) {
		stmt_int_in(st, 1, im->app.at[i].id);
		r = stmt_run(st);
	}
	if (im->app.n > first)
		diags_note(im->ds, "R055", NOPLACE, "put the export back if that was not meant",
			"%zu application%s of earlier imports stand%s in no export any more and %s left out",
			im->app.n - first, im->app.n - first == 1 ? "" : "s", im->app.n - first == 1 ? "s" : "",
			im->app.n - first == 1 ? "is" : "are");
	return r;
}

static int gone_members(struct importer *im)
{
	struct stmt *st = store_stmt(im->s, "SELECT id FROM member WHERE listed = 1 ORDER BY id");
	VEC(int64_t) gone = VEC_INIT;
	int r;
	while ((r = stmt_step(st)) == 1) {
		int64_t id = stmt_int(st, 0);
		if (!map_get(&im->member_by_id, id_key(&id), NULL)) vec_push(&gone, id);
	}
	stmt_reset(st);
	st = store_stmt(im->s, "UPDATE member SET listed = 0 WHERE id = ?1");
	for (size_t i = 0; r == 0 && i < gone.n; i++) {
		stmt_int_in(st, 1, gone.at[i]);
		r = stmt_run(st);
	}
	vec_dispose(&gone);
	return r;
}

/* For each form: applications that its newest export does not hold. */
static void warn_missing(struct importer *im)
{
	for (uint32_t f = 0; f < im->nfiles; f++) {
		const struct source_file *file = &im->file[f];
		bool newest = !file->mapping->roster;
		for (uint32_t i = 0; i < f && newest; i++)
			newest = im->file[i].mapping->roster ||
				 strcmp(im->file[i].mapping->form, file->mapping->form) != 0;
		size_t missing = 0;
		struct place first = NOPLACE;
		for (size_t i = 0; newest && i < im->app.n; i++) {
			const struct known *k = &im->app.at[i];
			if (!k->gone && !strcmp(k->form, file->mapping->form) && im->file[k->file].date < file->date &&
				missing++ == 0)
				first = place_of_known(im, k);
		}
		if (missing)
			diags_warn(im->ds, "R056", first,
				"if they were deleted on request, remove them from the older exports too or record a "
				"withdrawal",
				"%zu application%s of older exports %s not in the newest one, %s; the first stands "
				"here",
				missing, missing == 1 ? "" : "s", missing == 1 ? "is" : "are", file->name);
	}
}

int import_find_gone(struct importer *im)
{
	warn_missing(im);
	if (im->empty_before) return 0;
	return gone_applications(im) || gone_members(im) ? -1 : 0;
}
