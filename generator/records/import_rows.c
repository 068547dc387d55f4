/* import_rows.c reads one export and hands its records on. It counts what became of every row, so that nothing can
 * fall between two chairs: read = imported + superseded + held + refused is checked by the caller over all files. */
#include <stdint.h>
#include "records/import_foot.h"
#include "records/import_internal.h"

struct reader {
	struct importer *im;
	uint32_t index;
	struct source_file *file;
	struct binding binding;
	struct converter converter;
	struct record record;
	struct foot foot;
	bool bound, older;
	bool short_row;    /* the last row met was one, and not refused */
	size_t key_column; /* of the entry number or member number */
	struct digest_ctx *digest;
	struct sha256
		meaning; /* of mapping, vocabularies and header: the same text under another header is another row */
	struct row_text text; /* of the record asked for last */
	unsigned text_line;
	size_t text_n;
	struct str name;
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
	if (b->strange) return false;
	static const char *const application[] = { "form_entry_no", "submitted_at", NULL }, *const roster[] = {
		"member_no", "member_status", NULL
	};
	for (const char *const *f = b->mapping->roster ? roster : application; *f; f++) {
		const struct rule *rule = mapping_rule(b->mapping, *f);
		if (!rule || b->rule[rule - b->mapping->rule].n == 0) return false;
	}
	return true;
}

static bool has_newer(const struct importer *im, uint32_t index, const char *form)
{
	for (uint32_t i = 0; i < index; i++)
		if (im->file[i].date > im->file[index].date &&
			(form ? import_file_has_form(&im->file[i], form) : im->file[i].mapping->roster))
			return true;
	return false;
}

/* All of what it holds stands in newer exports too, as far as it still stands. */
static bool is_older(const struct importer *im, uint32_t index)
{
	const struct mapping *m = im->file[index].mapping;
	if (m->roster) return has_newer(im, index, NULL);
	for (size_t i = 0; i < m->nforms; i++)
		if (!has_newer(im, index, m->forms[i].code)) return false;
	return true;
}

static void digest_meaning(struct reader *r, struct sv header)
{
	const struct sha256 *words = &r->im->words, *mapping = &r->file->mapping->digest;
	digest_add(r->digest, words->b, sizeof words->b);
	digest_add(r->digest, mapping->b, sizeof mapping->b);
	digest_add(r->digest, &r->file->dialect.delimiter, 1);
	digest_add(r->digest, header.p, header.n);
	digest_next_sha256(r->digest, &r->meaning);
}

static void digest_text(struct reader *r, struct sv raw, unsigned line)
{
	struct sha256 all;
	digest_add(r->digest, r->meaning.b, sizeof r->meaning.b);
	digest_add(r->digest, raw.p, raw.n);
	digest_next_sha256(r->digest, &all);
	memcpy(r->text.b, all.b, sizeof r->text.b);
	r->text_line = line;
	r->text_n = raw.n;
}

static void bind(struct reader *r, const struct csvin_row *row)
{
	struct importer *im = r->im;
	mapping_bind(&r->binding, &im->work, r->file->mapping, row, im->ds);
	r->older = is_older(im, r->index);
	converter_init(&r->converter, &r->binding, r->older, &im->work, im->ds, im->settings->timezone, im->codes);
	date_t now = im->run->as_of > im->run->clock_day ? im->run->as_of : im->run->clock_day;
	r->converter.latest = r->file->date != DATE_NONE ? r->file->date : now;
	digest_meaning(r, r->file->mapping->no_header ? sv("") : row->raw);
	const struct mapping *m = r->file->mapping;
	const struct rule *rule = mapping_rule(m, m->roster ? "member_no" : "form_entry_no");
	const struct bound_rule *bound = rule ? &r->binding.rule[rule - m->rule] : NULL;
	r->key_column = bound && bound->n ? bound->at[0].column : SIZE_MAX;
	r->bound = true;
}

/* Whose row this is, for reports in private/: as far as it can be told before the row is understood. */
static void name_row(struct reader *r, const struct csvin_row *row)
{
	const struct mapping *m = r->file->mapping;
	str_clear(&r->name);
	str_puts(&r->name, m->roster ? "member" : m->nforms == 1 ? m->forms[0].code : "entry");
	if (r->key_column < row->n) {
		str_putc(&r->name, ' ');
		str_sv(&r->name, sv_trim(row->cell[r->key_column]));
	}
	r->im->ds->entry = r->name.ptr;
}

static unsigned form_of(const struct importer *im, const struct record *r)
{
	for (size_t i = 0; i < im->forms.n; i++)
		if (!strcmp(im->forms.at[i].code, r->form->code)) return (unsigned)i;
	return 0; /* import_forms gave every form of a mapping its place */
}

/* A row that gave rise to a problem is read at every import, so that the problem is told every time. */
static const struct row_text *text_to_keep(const struct reader *r, const struct csvin_row *row, size_t problems)
{
	static const struct row_text none = { { 0 } };
	bool plain = r->im->ds->total == problems && !row->mended && !r->record.again && !r->record.held;
	return plain ? &r->text : &none;
}

static void take_record(struct reader *r, const struct csvin_row *row)
{
	struct importer *im = r->im;
	size_t problems = im->ds->total;
	bool erased = r->key_column < row->n && import_is_erased(im, r->file->mapping, row->cell[r->key_column]);
	if (erased && !r->file->mapping->roster) {
		r->file->erased++;
		r->short_row = false;
		return;
	}
	if (r->text_line != row->line || r->text_n != row->raw.n) digest_text(r, row->raw, row->line);
	name_row(r, row);
	r->file->read++;
	bool taken = convert_row(&r->converter, row, &r->record), roster = r->file->mapping->roster;
	erased |= taken &&
		  import_is_erased(im, r->file->mapping, sv_of(roster ? &r->record.member_no : &r->record.entry_no));
	r->short_row = taken && row->n < r->binding.ncolumns;
	if (!taken)
		r->file->refused++;
	else if (erased && !roster)
		r->file->read--, r->file->erased++; /* understood only now: written in a way that nobody foresaw */
	else if (erased)
		import_wait(im, r->index, &r->record, r->older);
	else if (r->file->mapping->roster)
		import_put_member(im, r->index, &r->record, text_to_keep(r, row, problems), r->older);
	else
		import_put_application(
			im, r->index, form_of(im, &r->record), &r->record, text_to_keep(r, row, problems), r->older);
	im->ds->entry = NULL;
}

/* What looked like the foot was not: records follow. */
static void take_kept_back(struct reader *r)
{
	for (size_t i = 0; i < r->foot.rows.n && !r->im->failed; i++) take_record(r, &r->foot.rows.at[i]);
	foot_clear(&r->foot);
}

static int on_row(void *ctx, const struct csvin_row *row)
{
	struct reader *r = ctx;
	if (is_blank(row)) return 0;
	if (!r->bound) {
		bind(r, row);
		if (!can_go_on(&r->binding)) return 1;
		if (!r->file->mapping->no_header) return 0;
	}
	if (foot_keep(&r->foot, row, r->key_column)) return 0;
	take_kept_back(r);
	take_record(r, row);
	return r->im->failed ? 1 : 0;
}

static bool known_member(struct reader *r, unsigned line)
{
	struct importer *im = r->im;
	uint32_t i = member_by_text(im, &r->text);
	if (i == NOT_KNOWN) return false;
	const struct known_member *m = &im->member.at[i];
	if (m->met ? m->file == r->index : m->quiet && !r->older) return false;
	if (m->met)
		r->file->superseded++;
	else
		import_meet_member(im, r->index, i, line);
	return true;
}

static bool known_application(struct reader *r, unsigned line)
{
	struct importer *im = r->im;
	uint32_t i = known_by_text(im, &r->text);
	if (i == NOT_KNOWN) return false;
	struct known *k = &im->app.at[i];
	/* The same row twice in one file is an error, which is told where rows are read. Of one that was read in an older
	 * export warnings were not given; here they would be. */
	if (k->met ? k->file == r->index : k->quiet && !r->older) return false;
	if (k->met) {
		r->file->superseded++;
		return true;
	}
	k->met = 1;
	k->file = r->index;
	k->line = line;
	return true;
}

static bool is_known(void *ctx, struct sv raw, unsigned line)
{
	struct reader *r = ctx;
	if (!r->bound || r->im->failed) return false;
	digest_text(r, raw, line);
	if (!(r->file->mapping->roster ? known_member(r, line) : known_application(r, line))) return false;
	take_kept_back(r);
	r->short_row = false;
	r->file->read++;
	return true;
}

static void describe(struct reader *r)
{
	struct str words = STR_INIT, more = STR_INIT;
	csvin_describe(&words, &r->file->dialect);
	if (r->bound) converter_describe(&r->converter, &more);
	if (more.len) str_printf(&words, ", %s", more.ptr);
	r->file->read_as = arena_strdup(r->im->mem, sv_of(&words));
	str_dispose(&words);
	str_dispose(&more);
}

static void end_file(struct reader *r, int result)
{
	struct source_file *f = r->file;
	struct diags *ds = r->im->ds;
	if (result == 0 && !r->bound)
		diags_error(ds, "R045", ((struct place){ f->name, 1, 1 }), "export it again, or move it away",
			"the file is empty");
	else if (result == 0 && f->digested && !sha256_eq(&f->digest, &f->dialect.digest))
		diags_error(ds, "R046", ((struct place){ f->name, 0, 0 }), "run again when it is complete",
			"the file changed while it was read");
	f->digest = f->dialect.digest;
	if (result == 0 && foot_was_cut(&r->foot, r->binding.ncolumns, f->dialect.open_end))
		take_kept_back(r);
	else if (result == 0)
		foot_report(&r->foot, ds);
	if (result == 0 && r->bound && f->read == 0 && !r->older && !f->mapping->roster)
		diags_warn(ds, "R103", ((struct place){ f->name, 0, 0 }),
			"was a filter or a range of dates set? export the whole form again",
			"the export holds no rows, only the names of its columns");
	import_sum_held(r->im, f);
	if (result == 0 && r->bound) converter_tell_short(&r->converter, f->read, r->short_row && f->dialect.open_end);
	describe(r);
}

void import_read_file(struct importer *im, uint32_t index)
{
	struct source_file *f = &im->file[index];
	struct reader r = { .im = im, .index = index, .file = f, .record = RECORD_INIT, .name = STR_INIT };
	struct csvin_options options = { .encoding = f->mapping->encoding,
		.delimiter = f->mapping->delimiter,
		.is_private = true,
		.known = is_known };
	struct sha256 ignored;
	r.digest = digest_new_sha256();
	int result = csvin_file(f->path, f->name, &options, &f->dialect, on_row, &r, im->ds);
	end_file(&r, result);
	if (r.bound) converter_dispose(&r.converter);
	digest_end_sha256(r.digest, &ignored);
	foot_dispose(&r.foot);
	record_dispose(&r.record);
	str_dispose(&r.name);
}
