/* import_held.c tells of rows that the mapping itself holds ("skip when"): tests and entries that were never finished. They are no
 * fault, but a row that is neither matched nor listed must be accounted for: each in the report, all of a file in one line
 * on the screen. */
#include <stdint.h>
#include "records/import_internal.h"

static void put_rule(struct str *out, const struct skip_rule *rule)
{
	if (rule->value_key.n)
		str_printf(out, "\"%.*s\" is \"%.*s\"", SV_ARG(rule->header), SV_ARG(rule->value_key));
	else
		str_printf(out, "\"%.*s\" is empty", SV_ARG(rule->header));
}

static const char *help_of(struct importer *im, const struct mapping *m)
{
	return diags_text(im->ds,
		"nothing, unless one of them is meant: finish it in the form tool and export again, or see \"skip "
		"when\" in %s",
		m->name);
}

void import_tell_held(struct importer *im, uint32_t file, const struct record *r)
{
	struct source_file *f = &im->file[file];
	struct str rule = STR_INIT;
	put_rule(&rule, r->skip);
	if (!f->tests++) f->held_help = help_of(im, f->mapping);
	im->ds->reach = DIAG_REPORT;
	diags_note(im->ds, "R104", r->at, f->held_help,
		f->mapping->roster ? "held: %s, and the mapping leaves such rows out"
				   : "held: a test or unfinished entry, because %s",
		rule.ptr);
	im->ds->reach = DIAG_EVERYWHERE;
	str_dispose(&rule);
}

void import_sum_held(struct importer *im, const struct source_file *f)
{
	struct str rules = STR_INIT;
	if (!f->tests) return;
	for (size_t i = 0; i < f->mapping->nskip; i++) {
		if (i) str_puts(&rules, " or ");
		put_rule(&rules, &f->mapping->skip[i]);
	}
	im->ds->reach = DIAG_SCREEN;
	diags_note(im->ds, "R104", ((struct place){ f->name, 0, 0 }), NULL, "held: %zu %s (%s)", f->tests,
		f->mapping->roster
			? (f->tests == 1 ? "row that the mapping leaves out" : "rows that the mapping leaves out")
		: f->tests == 1 ? "test or unfinished entry"
				: "tests or unfinished entries",
		rules.ptr);
	im->ds->reach = DIAG_EVERYWHERE;
	str_dispose(&rules);
}
