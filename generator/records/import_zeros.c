/* import_zeros.c exists because a spreadsheet takes the zeros off some of a form's entry numbers and not off others: then one
 * application stands in the records twice. An entry number is kept as it is written, so only a person can tell whether
 * "007" and "7" are one. */
#include <stdint.h>
#include "records/import_internal.h"

static bool is_padded(struct sv v)
{
	for (size_t i = 0; i < v.n; i++)
		if (v.p[i] < '0' || v.p[i] > '9') return false;
	return v.n > 1 && v.p[0] == '0';
}

/* The application of the same form whose number has fewer zeros before it; NOT_KNOWN if there is none. */
static uint32_t twin_of(struct importer *im, const struct known *k, struct sv number)
{
	uint32_t found = NOT_KNOWN;
	struct sv form = sv(im->forms.at[k->form].code);
	while (found == NOT_KNOWN && is_padded(number)) {
		number = sv_sub(number, 1, number.n);
		found = known_by_entry(im, form, number);
	}
	return found;
}

void import_zeros(struct importer *im)
{
	char buffer[24];
	for (size_t i = 0; i < im->app.n; i++) {
		const struct known *k = &im->app.at[im->by_id[i]];
		if (k->entry_no == 0) continue; /* a number without zeros */
		uint32_t twin = twin_of(im, k, known_entry_no(im, k, buffer));
		if (twin == NOT_KNOWN) continue;
		struct place other = known_place(im, &im->app.at[twin]);
		im->ds->entry = known_name(im, k);
		diags_warn(im->ds, "R074", known_place(im, k),
			"if they are one, add digits: to form_entry_no in the mapping, so that all have the same zeros",
			"this entry number differs from another of the form only by zeros before it (%s:%u)",
			other.file ? other.file : "", other.line);
		im->ds->entry = NULL;
	}
}
