/* mapping_draft_open.c writes what a draft leaves to a person: the columns that found no place, with what their values look like, and
 * the fields that no column feeds yet, so that the two can be brought together without opening the export. */
#include "records/fields.h"
#include "records/mapping_edit.h"
#include "records/mapping_suggest.h"
#include "records/words.h"

static bool is_fed(const struct mapping_draft *d, struct sv field)
{
	for (size_t i = 0; i < d->survey->n; i++) {
		const struct draft_column *c = &d->column[i];
		bool placed = c->fate == DRAFT_FIELD || c->fate == DRAFT_CHOICE;
		if (placed && (sv_is(field, c->field) || (c->band && sv_is(field, c->band->name)))) return true;
	}
	return false;
}

void mapping_draft_unfed(struct str *out, const struct mapping_draft *d)
{
	static const char *const fields[][2] = {
		{ "roster", "first_name|last_name|email|member_status|member_type|paid_through|hold" },
		{ "mentor",
			"member_no|consent|consent_ethics|staff_status|capacity|available_from|available_until|region|"
			"main_area|qa_years|offers|refuses|profile|do_not_match" },
		{ "peer",
			"member_no|consent|consent_ethics|staff_status|available_from|available_until|region|main_area|"
			"qa_years|offers|needs|profile|do_not_match" },
		{ "mentee", "member_no|consent_ethics|staff_status|region|main_area|qa_years|primary_need|needs|goals|"
			    "do_not_match" }
	};
	size_t n = 0, width = 0;
	for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
		struct sv rest = sv(fields[i][1]), name;
		if (strcmp(d->kind, fields[i][0]) != 0) continue;
		while (sv_split(&rest, '|', &name)) {
			const struct field *f = field_find(name);
			if (!f || is_fed(d, name)) continue;
			if (n++ == 0)
				str_puts(out,
					"  # No column feeds these fields yet. If the export has one, write its line, "
					"field: \"Header\":\n  #   ");
			else
				str_puts(out, width > 80 ? (width = 0, ",\n  #   ") : ", ");
			width += name.n + strlen(f->label) + 5;
			str_printf(out, "%s (%s)", f->name, f->label);
		}
	}
	if (n) str_putc(out, '\n');
}

/* "yyyy-mm-dd", by the order that most of them have. */
static const char *order_of(const struct survey_column *s)
{
	if (s->ymd * 2 >= survey_dates(s)) return "yyyy-mm-dd";
	if (s->dotted) return "dd.mm.yyyy";
	return s->mdy > s->dmy ? "mm/dd/yyyy" : s->dmy ? "dd/mm/yyyy" : "day and month may be either way round";
}

/* What the values look like, without any of them but yes and no. */
static void put_looks(struct str *out, const struct survey_column *s)
{
	const struct {
		size_t n;
		const char *what;
	} shapes[] = { { s->emails, "e-mail addresses" }, { s->urls, "addresses of web pages" },
		{ s->files, "names of files" }, { s->numbers, "numbers" } };
	if (s->filled == 0) return;
	if (survey_mostly(survey_dates(s), s->filled, 60)) {
		str_printf(out, ": %zu of %zu are dates %s", survey_dates(s), s->filled, order_of(s));
		return;
	}
	if (s->yes_no == s->filled && s->nvalues <= 2 && !s->more) {
		str_printf(out, ": all %.*s", SV_ARG(s->value[0].text));
		if (s->nvalues == 2) str_printf(out, " or %.*s", SV_ARG(s->value[1].text));
		return;
	}
	for (size_t i = 0; i < sizeof shapes / sizeof *shapes; i++)
		if (survey_mostly(shapes[i].n, s->filled, 60)) {
			str_printf(out, ": %zu of %zu are %s", shapes[i].n, s->filled, shapes[i].what);
			break;
		}
	if (s->more || s->nvalues > 50)
		str_printf(out, ", more than %zu different", s->nvalues > 50 && !s->more ? 50 : s->nvalues);
	else if (s->nvalues == s->filled && s->filled > 1)
		str_printf(out, ", all %zu differ", s->filled);
	else if (s->nvalues == 1)
		str_puts(out, ", the same in all of them");
	else
		str_printf(out, ", %zu different values", s->nvalues);
	if (s->longest > 60) str_printf(out, ", up to %zu characters", s->longest);
}

void mapping_draft_open(struct str *out, const struct mapping_draft *d)
{
	if (d->open == 0) return;
	str_printf(out,
		"\n# decide: %zu column%s no place yet, and the import stops until %s. Each may become a field under\n"
		"# columns (the first line; one of your own is private once records/policy.yml lists it), or stand "
		"under ignore\n"
		"# (not used, remembered so that none of it is ever published), or under wording (the form's own "
		"words).\n",
		d->open, d->open == 1 ? " has" : "s have", d->open == 1 ? "it has one" : "all have one");
	for (size_t i = 0; i < d->survey->n; i++) {
		const struct survey_column *s = &d->survey->column[i];
		struct str name = STR_INIT;
		if (d->column[i].fate != DRAFT_OPEN) continue;
		mapping_edit_field_name(&name, sv(s->header));
		str_printf(out, "#   %s: ", name.ptr);
		mapping_edit_quote(out, sv(s->header));
		str_printf(out, "   # column %zu: filled in %zu of %zu rows", i + 1, s->filled, d->survey->rows);
		put_looks(out, s);
		str_putc(out, '\n');
		str_dispose(&name);
	}
}
