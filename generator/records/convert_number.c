/* convert_number.c reads counts and years, and the values that a spreadsheet took for dates. A number that cannot be
 * meant must not put somebody into a band that members search by. */
#include <stdint.h>
#include "records/convert_cell.h"
#include "records/damage.h"
#include "records/range.h"

#define MOST_YEARS 80 /* of experience */

/* "12", "12.5", "12,5"; *whole is the part before the sign. */
static bool number_of(struct sv v, long *whole)
{
	size_t sign = 0, fraction;
	while (sign < v.n && v.p[sign] != '.' && v.p[sign] != ',') sign++;
	fraction = sign < v.n ? v.n - sign - 1 : 0;
	for (size_t i = sign + 1; i < v.n; i++)
		if (v.p[i] < '0' || v.p[i] > '9') return false;
	return sv_long(sv_sub(v, 0, sign), whole) && *whole >= 0 && *whole < 1000000 && fraction <= 2 &&
	       !(sign < v.n && fraction == 0);
}

static bool is_negative(struct sv v)
{
	long whole;
	if (sv_starts(v, "\xE2\x88\x92")) /* a minus sign as printed */
		return number_of(sv_sub(v, 3, v.n), &whole);
	return sv_starts(v, "-") && number_of(sv_sub(v, 1, v.n), &whole);
}

static bool is_years(const struct rule *r)
{
	return !strcmp(r->field, "qa_years") || !strcmp(r->field, "experience");
}

static enum cell_result leave_out(const struct cell *x, const char *what)
{
	if (cell_speaks(x))
		diags_warn(x->c->ds, "R131", x->at, "correct it in the form tool and export again",
			"\"%s\" holds %s and is left empty: %s", x->header, what, diags_value(x->c->ds, x->text));
	return CELL_KEPT;
}

/* "5-Mar", "5. Mrz": what was typed is gone, whatever it was. */
static enum cell_result refuse_text(const struct cell *x)
{
	struct range range;
	if (!range_of_date(&range, x->text))
		return cell_refuse(
			x, "R025", "correct it in the form tool (digits only) and export again", "is not a number");
	if (x->c->lenient) return CELL_KEPT;
	diags_error(x->c->ds, "R122", x->at, "export again and do not open the file in a spreadsheet",
		"in \"%s\" a spreadsheet made a date of what was typed, such as \"%ld-%ld\" or \"%ld.%ld\"", x->header,
		range.from, range.to, range.from, range.to);
	return CELL_REFUSED;
}

/* The number of the cell, words around it left out. CELL_OK, or what became of the cell. */
static enum cell_result find_number(const struct cell *x, struct sv *number, long *whole)
{
	*number = x->text;
	if (!number_of(x->text, whole)) {
		if (is_negative(x->text)) return leave_out(x, "a number below zero");
		enum damage_number found = damage_number(&x->c->key, x->text);
		*number = sv_of(&x->c->key);
		if (found == NUMBER_NONE || !number_of(*number, whole)) return refuse_text(x);
		if (found == NUMBER_UNIT)
			convert_count(x, TALLY_UNIT);
		else if (cell_speaks(x))
			diags_warn(x->c->ds, "R130", x->at, "correct it in the form tool if it matters",
				"\"%s\" holds a number that is not exact; the number was taken: %s", x->header,
				diags_value(x->c->ds, x->text));
	}
	return is_years(x->rule) && *whole > MOST_YEARS ? leave_out(x, "more years than anybody has worked") : CELL_OK;
}

/* A field that reads the same column as a band: it tells what is wrong, and knows labels and aliases. */
static const struct rule *band_beside(const struct cell *x)
{
	const struct binding *b = x->c->b;
	for (size_t i = 0; i < b->mapping->nrules; i++)
		if (b->mapping->rule[i].type == RULE_BAND && b->rule[i].n &&
			b->rule[i].at[0].column == b->rule[x->index].at[0].column)
			return &b->mapping->rule[i];
	return NULL;
}

/* Of a cell that is no number: false if nobody else tells. Where the band knows the text ("3 to 5 years", an alias for
 * "5-Mar") the number is not known, and that is all. */
static bool left_to_band(const struct cell *x, enum cell_result *result)
{
	const struct rule *band = band_beside(x);
	long whole;
	if (!band || number_of(x->text, &whole) || is_negative(x->text) ||
		damage_number(&x->c->key, x->text) != NUMBER_NONE)
		return false;
	struct cell other = *x;
	other.rule = band;
	bool known = band->vocab && cell_value_of(&other, x->text) != SIZE_MAX;
	*result = known || x->c->lenient ? CELL_KEPT : CELL_REFUSED;
	return true;
}

enum cell_result cell_read_number(const struct cell *x)
{
	struct sv number;
	long whole = 0;
	enum cell_result result;
	if (left_to_band(x, &result)) return result;
	result = find_number(x, &number, &whole);
	for (size_t i = 0; result == CELL_OK && i < number.n; i++)
		str_putc(&x->c->scratch, number.p[i] == ',' ? '.' : number.p[i]);
	return result;
}

static enum cell_result put_value(const struct cell *x, size_t value)
{
	str_sv(&x->c->scratch, x->rule->vocab->value[value].code);
	return CELL_OK;
}

/* A form with bands to choose from exports their texts in place of numbers. */
enum cell_result cell_read_band(const struct cell *x)
{
	enum cell_result result;
	struct sv number;
	long whole = 0;
	bool plain = number_of(x->text, &whole);
	if (x->rule->vocab && (!plain || whole > MOST_YEARS)) {
		size_t value = cell_value_of(x, x->text);
		if (value != SIZE_MAX) return put_value(x, value);
		if (cell_was_range(x, x->text, &result)) return result;
	}
	/* Some tools write the number of the choice, which only the mapping can say the meaning of. */
	size_t named = plain && x->rule->nwords ? cell_alias_of(x, x->text) : SIZE_MAX;
	if (named != SIZE_MAX && x->rule->vocab) return put_value(x, named);
	if ((result = find_number(x, &number, &whole)) != CELL_OK || !x->rule->vocab) return result;
	size_t band = vocab_band(x->rule->vocab, whole);
	if (band != SIZE_MAX) return put_value(x, band);
	return cell_refuse(x, "R025", diags_text(x->c->ds, "look into the vocabulary \"%s\"", x->rule->vocab_name),
		"falls into no band");
}

/* A day and month alone may stand in the message: they are a value of the vocabulary, written otherwise. With a year, or as a
 * day number, the cell may be a date of somebody's life. */
bool cell_was_range(const struct cell *x, struct sv text, enum cell_result *result)
{
	struct range range, day;
	size_t value = 0, n;
	struct diags *ds = x->c->ds;
	if (!range_of_date(&range, text) || (n = range_values(x->rule, range, &value)) == 0) return false;
	*result = x->c->lenient ? CELL_KEPT : CELL_REFUSED;
	if (x->c->lenient) return true;
	const char *again = "export again and do not open the file in a spreadsheet";
	if (n == 1 && !range_of_day(&day, text))
		diags_error(ds, "R122", x->at, again,
			"in \"%s\" a spreadsheet made a date of a range; it was \"%ld-%ld\": %s", x->header, range.from,
			range.to, diags_value(ds, text));
	else if (n == 1)
		diags_error(ds, "R122", x->at,
			diags_text(ds, "%s, or write this to %s in %s: aliases: {\"%.*s\": %.*s}", again,
				x->rule->field, x->c->b->mapping->name, SV_ARG(text),
				SV_ARG(x->rule->vocab->value[value].code)),
			"in \"%s\" a spreadsheet made a date of a range; it was \"%ld-%ld\"", x->header, range.from,
			range.to);
	else
		diags_error(ds, "R122", x->at, again,
			"in \"%s\" a spreadsheet made a date of a range; it was \"%ld-%ld\", which %zu values of the "
			"vocabulary \"%s\" could be",
			x->header, range.from, range.to, n, x->rule->vocab_name);
	return true;
}
