/* mapping_misfit.c tells what of a mapping does not fit a header row: all of it at once, each with the line to change,
 * because a form that was edited changes several columns together. A first row that hardly fits at all is taken for
 * data and its texts are kept out of the messages: files without a header row exist. */
#include "records/mapping_bind.h"

/* "Job title" -> "job_title". */
static const char *field_name_for(struct binder *b, size_t column)
{
	struct str name = STR_INIT;
	struct sv key = b->key[column];
	for (size_t i = 0; i < key.n && name.len < 40; i++) {
		char c = key.p[i];
		if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))
			str_putc(&name, c);
		else if (name.len && name.ptr[name.len - 1] != '_')
			str_putc(&name, '_');
	}
	while (name.len && name.ptr[name.len - 1] == '_') str_truncate(&name, name.len - 1);
	const char *result = diags_text(b->ds, "%s", name.len ? name.ptr : "new_field");
	str_dispose(&name);
	return result;
}

/* The spare column whose header is nearest to any of the names. */
static const char *near_header(const struct absent *a, const char *const *spare, size_t n)
{
	const char *near = diags_near(a->header, spare, n);
	for (size_t i = 0; i < a->other.n && !near; i++) near = diags_near(a->other.at[i], spare, n);
	return near;
}

static void report_missing(struct binder *b)
{
	const char **spare = ARENA_ARRAY(b->mem, const char *, b->row->n + 1);
	size_t n = 0;
	for (size_t i = 0; i < b->row->n; i++)
		if (b->use[i] == UNUSED) spare[n++] = b->out->header[i];
	for (size_t i = 0; i < b->absent.n; i++) {
		const struct absent *a = &b->absent.at[i];
		const char *near = near_header(a, spare, n);
		const char *help = near ? diags_text(b->ds, "did the form rename it to \"%s\"? then change it at %s:%u",
						  near, b->m->name, a->at.line)
					: diags_text(b->ds, "if the form no longer asks this, remove it at %s:%u",
						  b->m->name, a->at.line);
		struct str names = STR_INIT;
		for (size_t o = 0; o < a->other.n; o++) str_printf(&names, " or \"%.*s\"", SV_ARG(a->other.at[o]));
		diags_error(b->ds, "R011", b->row->n ? b->row->at[0] : NOPLACE, help,
			"there is no column \"%.*s\"%s%s (%s)", SV_ARG(a->header), names.len ? names.ptr : "",
			a->occurrence > 1 ? diags_text(b->ds, " for the %zu. time", a->occurrence) : "", a->field);
		str_dispose(&names);
	}
}

static void report_unmapped(struct binder *b)
{
	for (size_t i = 0; i < b->row->n; i++) {
		if (b->use[i] != UNUSED || (b->key[i].n == 0 && i + 1 == b->row->n)) continue;
		const char *h = b->out->header[i];
		diags_error(b->ds, "R010", b->row->at[i],
			diags_text(b->ds,
				"add to %s either %s: \"%s\" under columns (and %s to private in the policy), "
				"or \"%s\" to ignore (remembered, never published), or put it in the place of a column "
				"it replaces",
				b->m->name, field_name_for(b, i), h, field_name_for(b, i), h),
			"the mapping does not know the column \"%s\"", h);
	}
}

/* Fewer than half of the wanted columns: not the header this mapping is for, or no header at all. */
static bool is_header(struct binder *b)
{
	if (b->absent.n * 2 <= b->wanted) return true;
	diags_error(b->ds, "R012", b->row->n ? b->row->at[0] : NOPLACE,
		diags_text(b->ds, "is it the right export? the mapping %s expects headers such as \"%.*s\"", b->m->name,
			SV_ARG(b->absent.at[0].header)),
		"the first row is not the header this export should have: %zu of %zu columns are missing", b->absent.n,
		b->wanted);
	return false;
}

void mapping_misfit_report(struct binder *b)
{
	if (!is_header(b)) return;
	report_missing(b);
	report_unmapped(b);
}
