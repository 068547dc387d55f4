/* mapping_misfit.c tells what of a mapping does not fit a header row: all of it at once, each with the line to change,
 * because a form that was edited changes several columns together. A first row that hardly fits at all is taken for
 * data and its texts are kept out of the messages: files without a header row exist. */
#include "records/mapping_bind.h"

enum { UNMAPPED_MAX = 19 }; /* columns told one by one: with the sum no more than are kept of one kind (diag.h) */

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

/* "2nd": the 11th to 13th are as seldom as the 21st here. */
static const char *ordinal(struct binder *b, size_t n)
{
	static const char *const ends[] = { "th", "st", "nd", "rd" };
	return diags_text(b->ds, "%zu%s", n, n % 10 < 4 && n / 10 % 10 != 1 ? ends[n % 10] : "th");
}

static void report_missing(struct binder *b)
{
	const char **spare = ARENA_ARRAY(b->mem, const char *, b->row->n + 1);
	size_t n = 0;
	for (size_t i = 0; i < b->row->n; i++)
		if (b->use[i] == UNUSED) spare[n++] = b->out->text[i].p;
	for (size_t i = 0; i < b->absent.n; i++) {
		const struct absent *a = &b->absent.at[i];
		const char *near = near_header(a, spare, n);
		const char *help =
			b->m->no_header
				? diags_text(b->ds,
					  "the file has no header row: write {position: 3} or \"column 3\" at %s:%u",
					  b->m->name, a->at.line)
			: near ? diags_text(b->ds,
					 "did the form rename it to \"%s\"? mentorpress mapping fix asks, and repairs "
					 "%s:%u "
					 "so that older exports still fit",
					 mapping_shown(b->mem, sv(near), WHOLE_MAX), b->m->name, a->at.line)
			       : diags_text(b->ds,
					 "run mentorpress mapping fix; or, if the form no longer asks this, add "
					 "optional: yes "
					 "at %s:%u (do not remove the line: older exports have the column)",
					 b->m->name, a->at.line);
		struct str names = STR_INIT;
		for (size_t o = 0; o < a->other.n; o++)
			str_printf(&names, " or \"%s\"", mapping_shown(b->mem, a->other.at[o], SHOWN_MAX));
		diags_error(b->ds, "R011", b->row->n ? b->row->at[0] : NOPLACE, help,
			"there is no column \"%s\"%s%s (%s)", mapping_shown(b->mem, a->header, SHOWN_MAX),
			names.len ? names.ptr : "",
			a->occurrence > 1 ? diags_text(b->ds, " for the %s time", ordinal(b, a->occurrence)) : "",
			a->field);
		str_dispose(&names);
	}
}

static void report_one_unmapped(struct binder *b, size_t i)
{
	struct sv whole = b->out->text[i];
	const char *h = mapping_shown(b->mem, whole, WHOLE_MAX), *help;
	if (sv_eq(sv(h), whole))
		help = diags_text(b->ds,
			"run mentorpress mapping fix, which asks what it is; or write in %s either %s: \"%s\" under "
			"columns (and %s to private in the policy), or add \"%s\" to ignore (remembered, never "
			"published)",
			b->m->name, field_name_for(b, i), h, field_name_for(b, i), h);
	else
		help = "\"mentorpress mapping fix\" asks what it is and writes the line; the header is too long to be "
		       "shown";
	diags_error(
		b->ds, "R010", b->row->at[i], help, "the mapping does not know the column \"%s\"", b->out->header[i]);
}

static void report_unmapped(struct binder *b)
{
	size_t n = 0;
	for (size_t i = 0; i < b->row->n; i++) {
		if (b->use[i] != UNUSED || (b->key[i].n == 0 && i + 1 == b->row->n)) continue;
		if (++n <= UNMAPPED_MAX) report_one_unmapped(b, i);
	}
	if (n > UNMAPPED_MAX)
		diags_error(b->ds, "R010", b->row->at[0],
			"a column that is one of many alike can be ignored with a star: \"Payment *\"",
			"the mapping does not know %zu columns; the first %d are listed", n, UNMAPPED_MAX);
}

/* Fewer than half of the wanted columns: not the header this mapping is for, or no header at all. */
static bool is_header(struct binder *b)
{
	struct place at = b->row->n ? b->row->at[0] : NOPLACE;
	if (mapping_header_is_record(b))
		diags_error(b->ds, "R012", at,
			diags_text(b->ds,
				"if the export has no row with the names of its columns, add \"header row: no\" under "
				"source in %s",
				b->m->name),
			"the first row holds values, not the names of columns");
	else if (mapping_header_is_there(b))
		diags_error(b->ds, "R012", at,
			diags_text(b->ds, "take \"header row: no\" out of %s if the export now has such a row",
				b->m->name),
			"the first row holds the names of columns, not a record");
	else if (b->absent.n * 2 > b->wanted && !b->m->no_header)
		diags_error(b->ds, "R012", at,
			diags_text(b->ds, "is it the right export? the mapping %s expects headers such as \"%s\"",
				b->m->name, mapping_shown(b->mem, b->absent.at[0].header, SHOWN_MAX)),
			"the first row is not the header this export should have: %zu of %zu columns are missing",
			b->absent.n, b->wanted);
	else
		return true;
	mapping_header_hide(b);
	return false;
}

void mapping_misfit_report(struct binder *b)
{
	if (!is_header(b)) return;
	report_missing(b);
	report_unmapped(b);
}
