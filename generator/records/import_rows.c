/* import_rows.c reads one export and hands its records on. It counts what became of every row, so that nothing can
 * fall between two chairs: read = imported + superseded + held + refused is checked by the caller over all files. */
#include <stdint.h>
#include "records/import_internal.h"

struct reader {
	struct importer *im;
	uint32_t index;
	struct source_file *file;
	struct binding binding;
	struct converter converter;
	struct record record;
	bool bound;
};

static bool is_blank(const struct csvin_row *row)
{
	for (size_t i = 0; i < row->n; i++)
		if (sv_trim(row->cell[i]).n) return false;
	return true;
}

/* Without the columns that identify a row, every row would be reported for the one reason that already is. */
static bool can_go_on(const struct binding *b)
{
	static const char *const application[] = { "form_entry_no", "submitted_at", NULL }, *const roster[] = {
		"member_no", "member_status", NULL
	};
	for (const char *const *f = b->mapping->roster ? roster : application; *f; f++) {
		const struct rule *rule = mapping_rule(b->mapping, *f);
		if (!rule || b->rule[rule - b->mapping->rule].n == 0) return false;
	}
	return true;
}

static bool is_older(const struct importer *im, uint32_t index)
{
	const struct mapping *m = im->file[index].mapping;
	for (uint32_t i = 0; i < index; i++)
		if (im->file[i].mapping->roster == m->roster &&
			(m->roster || !strcmp(im->file[i].mapping->form, m->form)) &&
			im->file[i].date > im->file[index].date)
			return true;
	return false;
}

static int on_row(void *ctx, const struct csvin_row *row)
{
	struct reader *r = ctx;
	if (!r->bound) {
		if (is_blank(row)) return 0;
		mapping_bind(&r->binding, &r->im->work, r->file->mapping, row, r->im->ds);
		converter_init(&r->converter, &r->binding, is_older(r->im, r->index), &r->im->work, r->im->ds,
			r->im->settings->timezone);
		r->bound = true;
		return can_go_on(&r->binding) ? 0 : 1;
	}
	if (is_blank(row)) return 0;
	r->file->read++;
	if (!convert_row(&r->converter, row, &r->record))
		r->file->refused++;
	else if (r->file->mapping->roster)
		import_put_member(r->im, r->index, &r->record);
	else
		import_put_application(r->im, r->index, &r->record);
	return r->im->failed ? 1 : 0;
}

void import_read_file(struct importer *im, uint32_t index)
{
	struct source_file *f = &im->file[index];
	struct reader r = { .im = im, .index = index, .file = f, .record = RECORD_INIT };
	struct csvin_options options = {
		.encoding = f->mapping->encoding, .delimiter = f->mapping->delimiter, .is_private = true
	};
	int result = csvin_file(f->path, f->name, &options, &f->dialect, on_row, &r, im->ds);
	if (result == 0 && !r.bound)
		diags_error(im->ds, "R045", ((struct place){ f->name, 1, 1 }), "export it again, or move it away",
			"the file is empty");
	else if (result == 0 && !sha256_eq(&f->digest, &f->dialect.digest))
		diags_error(im->ds, "R046", ((struct place){ f->name, 0, 0 }), "run again when it is complete",
			"the file changed while it was read");
	if (r.bound) converter_dispose(&r.converter);
	record_dispose(&r.record);
}
