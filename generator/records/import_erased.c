/* import_erased.c keeps out who was erased while exports still hold their rows. An application's row is not even understood. A member's row
 * waits until all files are read: the society's list of members is not the program's to shorten, and who comes back with a new
 * application must be found on it. */
#include <stdint.h>
#include "records/import_internal.h"

bool import_is_erased(const struct importer *im, const struct mapping *m, struct sv number)
{
	if (!im->erased.macs.n) return false;
	if (m->roster) return erased_rows_has(&im->erased, "", number);
	for (size_t i = 0; i < m->nforms; i++)
		if (erased_rows_has(&im->erased, m->forms[i].code, number)) return true;
	return false;
}

void import_wait(struct importer *im, uint32_t file, struct record *r, bool quiet)
{
	struct waiting_member w = { file, quiet, *r };
	vec_push(&im->waiting, w);
	*r = (struct record)RECORD_INIT;
	im->file[file].read--; /* until it is taken */
}

static bool came_back(const struct importer *im, const struct record *r)
{
	int64_t member_no = r->member_no.len ? import_number_of(sv_of(&r->member_no)) : 0;
	uint64_t email = known_email_key(sv_of(&r->email));
	for (size_t i = 0; i < im->app.n; i++) {
		const struct known *k = &im->app.at[i];
		if ((member_no && k->member_no == member_no) || (email && k->email == email)) return true;
	}
	return false;
}

static void tell(struct importer *im, const struct source_file *f)
{
	diags_note(im->ds, "R170", ((struct place){ f->name, 0, 0 }),
		"delete the row where the export comes from, if that is allowed",
		"%zu %s of somebody who was erased %s skipped", f->erased, f->erased == 1 ? "row" : "rows",
		f->erased == 1 ? "was" : "were");
}

void import_take_waiting(struct importer *im)
{
	static const struct row_text none = { { 0 } };
	for (size_t i = 0; i < im->waiting.n && !im->failed; i++) {
		struct waiting_member *w = &im->waiting.at[i];
		if (!came_back(im, &w->record)) {
			im->file[w->file].erased++;
			continue;
		}
		im->file[w->file].read++;
		import_put_member(im, w->file, &w->record, &none, w->quiet);
	}
	for (size_t i = 0; i < im->nfiles; i++)
		if (im->file[i].erased) tell(im, &im->file[i]);
}
