/* import_missing.c reports what the exports no longer speak of. Entries are left out of exports by a filter, by mistake,
 * on request and for space, and none of it is an answer of the applicant: so they are kept exactly as they were, and
 * headquarters is told and decides. Only a mapping that says so pauses them. */
#include <stdint.h>
#include "records/import_internal.h"

struct missing {
	const struct source_file *newest; /* export of this form */
	size_t older, nowhere;            /* how many stand in older exports only, in none */
	const struct known *first_older, *first_nowhere;
};

static const char *plural(size_t n)
{
	return n == 1 ? "" : "s";
}

static const char *are(size_t n)
{
	return n == 1 ? "is" : "are";
}

static const struct source_file *newest_of(const struct importer *im, const char *form)
{
	for (size_t i = 0; i < im->nfiles; i++)
		if (import_file_has_form(&im->file[i], form)) return &im->file[i];
	return NULL;
}

static void report_older(struct importer *im, const struct form *form, const struct missing *m)
{
	diags_warn(im->ds, "R056", known_place(im, m->first_older),
		"if they were deleted on request, record a withdrawal; if they should wait, write missing: pause into "
		"the "
		"mapping",
		"%zu application%s of older exports of \"%s\" %s not in the newest one, %s, and %s %s; the first "
		"stands here",
		m->older, plural(m->older), form->code, are(m->older), m->newest->name, are(m->older),
		form->pause_missing ? "paused" : "kept as before");
}

static void report_nowhere(struct importer *im, const struct form *form, const struct missing *m)
{
	const char *what = form->pause_missing ? "paused" : "kept as before";
	struct place first = known_place(im, m->first_nowhere);
	if (form->kind == KIND_COUNT)
		diags_warn(im->ds, "R102", first,
			diags_text(
				im->ds, "put its mapping back into %s, or record withdrawals", im->settings->mappings),
			"no mapping names the form \"%s\" any more; its %zu application%s %s kept as before; the first "
			"was read here",
			form->code, m->nowhere, plural(m->nowhere), are(m->nowhere));
	else
		diags_warn(im->ds, "R055", first, "put the export back if that was not meant, or record withdrawals",
			"%zu application%s of \"%s\" from earlier imports stand%s in no export any more and %s %s; the "
			"first was read here",
			m->nowhere, plural(m->nowhere), form->code, m->nowhere == 1 ? "s" : "", are(m->nowhere), what);
}

static void note(struct importer *im, struct missing *all, struct known *k)
{
	struct missing *m = &all[k->form];
	bool nowhere = k->file == NO_FILE;
	k->missing = 0;
	if (!nowhere && m->newest && im->file[k->file].date >= m->newest->date) return;
	k->missing = im->forms.at[k->form].pause_missing;
	if (nowhere)
		m->first_nowhere = m->nowhere++ ? m->first_nowhere : k;
	else
		m->first_older = m->older++ ? m->first_older : k;
}

void import_missing(struct importer *im)
{
	struct missing *all = ARENA_ARRAY(&im->work, struct missing, im->forms.n + 1);
	for (size_t i = 0; i < im->forms.n; i++) all[i].newest = newest_of(im, im->forms.at[i].code);
	for (size_t i = 0; i < im->app.n; i++) note(im, all, &im->app.at[im->by_id[i]]);
	for (size_t i = 0; i < im->forms.n; i++) {
		if (all[i].older) report_older(im, &im->forms.at[i], &all[i]);
		if (all[i].nowhere) report_nowhere(im, &im->forms.at[i], &all[i]);
	}
}
