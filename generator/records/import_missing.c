/* import_missing.c reports what the exports no longer speak of. Entries are left out of exports by a filter, by mistake,
 * on request and for space, and none of it is an answer of the applicant: so they are kept exactly as they were, and
 * headquarters is told and decides. Only a mapping that says so pauses them. */
#include <stdint.h>
#include <assert.h>
#include "records/import_internal.h"

struct missing {
	const struct source_file *newest; /* export of this form */
	size_t older, nowhere;            /* how many stand in older exports only, in none */
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

static const char *fate(const struct form *form)
{
	return form->pause_missing ? "paused" : "kept as before";
}

static const char help_older[] = "deleted in the form tool, or left out by a filter or a range of dates? To take "
				 "somebody out: mentorpress withdraw "
				 "and the entry number. To let all such entries wait: missing: pause in the mapping";
static const char help_nowhere[] =
	"put the export back if that was not meant. To take somebody out: mentorpress withdraw and the entry number";
static const char help_form[] =
	"put the form's mapping back. To take somebody out: mentorpress withdraw and the entry number";

/* Each one for the report: whoever is to ask for them needs their numbers. */
static void tell_one(struct importer *im, const struct missing *m, const struct known *k)
{
	const struct form *form = &im->forms.at[k->form];
	struct place at = known_place(im, k);
	im->ds->reach = DIAG_REPORT;
	im->ds->entry = known_name(im, k);
	if (k->file != NO_FILE) {
		assert(m->newest);
		diags_warn(im->ds, "R056", at, help_older,
			"this application of an older export is not in the newest one, %s, and is %s", m->newest->name,
			fate(form));
	} else if (form->kind == KIND_COUNT)
		diags_warn(im->ds, "R102", at, help_form,
			"no mapping names the form \"%s\" any more; this application of it is %s", form->code,
			fate(form));
	else
		diags_warn(im->ds, "R055", at, help_nowhere,
			"this application of an earlier import stands in no export any more and is %s", fate(form));
	im->ds->entry = NULL;
	im->ds->reach = DIAG_EVERYWHERE;
}

static void sum_older(struct importer *im, const struct form *form, const struct missing *m)
{
	diags_warn(im->ds, "R056", ((struct place){ m->newest->name, 0, 0 }), help_older,
		"%zu application%s of older exports of \"%s\" %s not in this newest one, and %s %s; the report names "
		"%s",
		m->older, plural(m->older), form->code, are(m->older), are(m->older), fate(form),
		m->older == 1 ? "it" : "them");
}

static void sum_nowhere(struct importer *im, const struct form *form, const struct missing *m)
{
	const char *them = m->nowhere == 1 ? "it" : "them";
	if (form->kind == KIND_COUNT)
		diags_warn(im->ds, "R102", NOPLACE, help_form,
			"no mapping names the form \"%s\" any more; its %zu application%s %s %s; the report names %s",
			form->code, m->nowhere, plural(m->nowhere), are(m->nowhere), fate(form), them);
	else
		diags_warn(im->ds, "R055", NOPLACE, help_nowhere,
			"%zu application%s of \"%s\" from earlier imports stand%s in no export any more and %s %s; the "
			"report names %s",
			m->nowhere, plural(m->nowhere), form->code, m->nowhere == 1 ? "s" : "", are(m->nowhere),
			fate(form), them);
}

static void note(struct importer *im, struct missing *all, struct known *k)
{
	struct missing *m = &all[k->form];
	bool nowhere = k->file == NO_FILE;
	k->missing = 0;
	if (!nowhere && m->newest && im->file[k->file].date >= m->newest->date) return;
	k->missing = im->forms.at[k->form].pause_missing;
	m->nowhere += nowhere;
	m->older += !nowhere;
	tell_one(im, m, k);
}

void import_missing(struct importer *im)
{
	struct missing *all = ARENA_ARRAY(&im->work, struct missing, im->forms.n + 1);
	for (size_t i = 0; i < im->forms.n; i++) all[i].newest = newest_of(im, im->forms.at[i].code);
	for (size_t i = 0; i < im->app.n; i++) note(im, all, &im->app.at[im->by_id[i]]);
	im->ds->reach = DIAG_SCREEN;
	for (size_t i = 0; i < im->forms.n; i++) {
		if (all[i].older) sum_older(im, &im->forms.at[i], &all[i]);
		if (all[i].nowhere) sum_nowhere(im, &im->forms.at[i], &all[i]);
	}
	im->ds->reach = DIAG_EVERYWHERE;
}
