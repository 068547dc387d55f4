/* convert.c turns a row into a record. Every cell ends in a field, among the ignored values or in a message; a cell
 * that cannot be understood refuses the row instead of becoming something plausible. Values of single cells are read
 * in convert_cell.c. */
#include "records/convert.h"
#include <stdint.h>
#include "base/utf8.h"
#include "records/convert_cell.h"
#include "records/convert_columns.h"
#include "records/packed.h"
#include "records/person_key.h"
#include "records/words.h"

#define WORDING_MAX 20 /* texts of one wording column before it is taken for answers */

void converter_init(struct converter *c, const struct binding *b, bool quiet, struct arena *mem, struct diags *ds)
{
	size_t widest = 1;
	for (size_t i = 0; i < b->mapping->nrules; i++)
		if (b->mapping->rule[i].vocab && b->mapping->rule[i].vocab->n > widest)
			widest = b->mapping->rule[i].vocab->n;
	*c = (struct converter){ .b = b, .quiet = quiet, .ds = ds, .mem = mem, .scratch = STR_INIT, .key = STR_INIT };
	c->wording = ARENA_ARRAY(mem, struct map, b->nwording + 1);
	c->wording_told = ARENA_ARRAY(mem, bool, b->nwording + 1);
	c->ambiguous = ARENA_ARRAY(mem, struct place, b->mapping->nrules + 1);
	c->nambiguous = ARENA_ARRAY(mem, size_t, b->mapping->nrules + 1);
	c->chosen = ARENA_ARRAY(mem, bool, widest);
}

void converter_dispose(struct converter *c)
{
	for (size_t i = 0; i < c->b->mapping->nrules; i++)
		if (c->nambiguous[i] && !c->quiet)
			diags_warn(c->ds, "R033", c->ambiguous[i],
				diags_text(c->ds, "list one order only under dates in %s", c->b->mapping->name),
				"in %zu cell%s of \"%s\" day and month could be exchanged; the first order listed was "
				"taken",
				c->nambiguous[i], c->nambiguous[i] == 1 ? "" : "s",
				c->b->header[c->b->rule[i].at[0].column]);
	for (size_t i = 0; i < c->b->nwording; i++) map_dispose(&c->wording[i]);
	str_dispose(&c->scratch);
	str_dispose(&c->key);
}

void record_dispose(struct record *r)
{
	str_dispose(&r->fields);
	str_dispose(&r->extra);
	str_dispose(&r->entry_no);
	str_dispose(&r->member_no);
	str_dispose(&r->email);
}

void converter_describe(const struct converter *c, struct str *out)
{
	static const char *const orders[DATE_ORDERS] = { "year-month-day", "month/day/year", "day/month/year",
		"day numbers" };
	const struct mapping *m = c->b->mapping;
	for (size_t i = 0; i < m->ndates; i++) str_printf(out, "%s%s", i ? " or " : "dates ", orders[m->dates[i]]);
}

static struct sv cell_at(const struct csvin_row *row, size_t column)
{
	return column < row->n ? sv_trim(row->cell[column]) : sv("");
}

static struct place place_in(const struct csvin_row *row, size_t column)
{
	return column < row->n ? row->at[column] : (struct place){ row->n ? row->at[0].file : NULL, row->line, 1 };
}

/* Spreadsheets drop empty cells at a row's end. A row that lacks a cell which decides something is damaged. */
static bool width_ok(struct converter *c, const struct csvin_row *row)
{
	static const char *const deciding[] = { "form_entry_no", "submitted_at", "staff_status", "member_no",
		"member_status", "paid_through", "hold" };
	for (size_t i = c->b->ncolumns; i < row->n; i++)
		if (cell_at(row, i).n) {
			diags_error(c->ds, "R020", row->at[i], "is there a quote or a delimiter too many in this row?",
				"this row has %zu cells, the header has %zu", row->n, c->b->ncolumns);
			return false;
		}
	for (size_t i = 0; row->n < c->b->ncolumns && i < c->b->mapping->nrules; i++) {
		const struct bound_rule *rule = &c->b->rule[i];
		for (size_t d = 0; d < sizeof deciding / sizeof *deciding; d++)
			if (rule->n && rule->at[0].column >= row->n &&
				!strcmp(c->b->mapping->rule[i].field, deciding[d])) {
				diags_error(c->ds, "R020", place_in(row, 0), "was the row cut off? export it again",
					"this row has %zu cells, the header has %zu; \"%s\" is missing", row->n,
					c->b->ncolumns, c->b->header[rule->at[0].column]);
				return false;
			}
	}
	return true;
}

static void read_ticks(struct converter *c, size_t i, const struct csvin_row *row, struct record *out)
{
	const struct rule *rule = &c->b->mapping->rule[i];
	const struct bound_rule *bound = &c->b->rule[i];
	size_t n = rule->vocab ? rule->vocab->n : 0, ticked = 0;
	for (size_t k = 0; k < bound->n; k++) {
		struct sv cell = cell_at(row, bound->at[k].column);
		/* Nearly always the tick is the choice's own text. */
		if (cell.n && bound->at[k].value < n && (sv_eq(cell, bound->at[k].label) || words_yes(cell) != 0)) {
			c->chosen[bound->at[k].value] = true;
			ticked++;
		}
	}
	if (ticked == 0) return;
	str_clear(&c->scratch);
	convert_join(c, rule->vocab);
	packed_add(&out->fields, rule->name, sv_of(&c->scratch));
}

/* What the record keeps beside its fields, to decide by. */
static void note_value(const struct rule *rule, const struct cell_value *v, struct record *out, struct sv text)
{
	switch (rule->kind) {
	case FIELD_ENTRY_NO:
		str_clear(&out->entry_no);
		str_sv(&out->entry_no, text);
		break;
	case FIELD_MEMBER_NO: person_member_key(&out->member_no, text); break;
	case FIELD_EMAIL:
		if (!strcmp(rule->field, "email")) person_email_key(&out->email, text);
		break;
	case FIELD_CONSENT: out->consent = (enum consent)v->choice; break;
	case FIELD_FLAG:
		if (!strcmp(rule->field, "hold")) out->hold = v->choice == 1;
		break;
	case FIELD_STATUS:
		if (rule->type == RULE_STATUS) {
			out->staff = (enum staff_state)v->choice;
			out->staff_until = v->until;
		}
		break;
	case FIELD_DATE:
		if (!strcmp(rule->field, "submitted_at"))
			out->submitted = v->seconds;
		else if (!strcmp(rule->field, "paid_through"))
			out->paid_through = date_from_epoch(v->seconds);
		break;
	default: break;
	}
}

static void read_single(struct converter *c, size_t i, const struct csvin_row *row, struct record *out)
{
	const struct rule *rule = &c->b->mapping->rule[i];
	const struct bound_rule *bound = &c->b->rule[i];
	struct cell_value v = { .seconds = SECONDS_NONE, .until = DATE_NONE };
	if (bound->n == 0) return;
	size_t column = bound->at[0].column;
	struct str several = STR_INIT;
	struct sv cell = bound->n > 1 ? convert_columns_list(rule, bound, row, &several) : cell_at(row, column);
	if (cell.n == 0 && rule->type != RULE_STATUS) goto done;
	str_clear(&c->scratch);
	switch (convert_cell(c, i, cell, place_in(row, column), &v)) {
	case CELL_OK:
		if (rule->nwordings && !convert_columns_wording(c, i, row, &v)) {
			c->refused = true;
			break;
		}
		note_value(rule, &v, out, sv_of(&c->scratch));
		packed_add(&out->fields, rule->name, sv_of(&c->scratch));
		break;
	case CELL_KEPT: packed_add(&out->extra, sv(c->b->header[column]), cell); break;
	case CELL_REFUSED: c->refused = true; break;
	}
done:
	str_dispose(&several);
}

static void read_ignored(struct converter *c, const struct csvin_row *row, struct record *out)
{
	for (size_t i = 0; i < c->b->nignored; i++)
		packed_add(&out->extra, c->b->ignored[i].header, cell_at(row, c->b->ignored[i].column));
	for (size_t i = 0; i < c->b->nwording; i++) {
		size_t column = c->b->wording[i].column;
		struct sv cell = cell_at(row, column);
		if (cell.n == 0 || c->wording_told[i] || !map_add(&c->wording[i], cell, 1) ||
			c->wording[i].n <= WORDING_MAX)
			continue;
		diags_error(c->ds, "R034", place_in(row, column),
			diags_text(c->ds, "move it to ignore in %s", c->b->mapping->name),
			"\"%s\" holds more than %d different texts, so these are answers and not the form's own words",
			c->b->header[column], WORDING_MAX);
		c->wording_told[i] = true;
	}
}

static bool is_skipped(struct converter *c, const struct csvin_row *row)
{
	for (size_t i = 0; i < c->b->mapping->nskip; i++) {
		size_t column = c->b->skip[i];
		if (column == SIZE_MAX) continue;
		words_key(&c->key, cell_at(row, column));
		if (sv_eq(sv_of(&c->key), c->b->mapping->skip[i].value_key)) return true;
	}
	return false;
}

static bool is_among(const struct yaml_texts *list, struct sv value)
{
	for (size_t i = 0; i < list->n; i++)
		if (sv_eq(list->at[i], value) || words_same(list->at[i], value)) return true;
	return false;
}

static void need(struct converter *c, const struct csvin_row *row, const char *field, bool there)
{
	const struct rule *rule = mapping_rule(c->b->mapping, field);
	if (there || c->refused || !rule) return;
	const struct bound_rule *bound = &c->b->rule[rule - c->b->mapping->rule];
	size_t column = bound->n ? bound->at[0].column : 0;
	diags_error(c->ds, "R021", place_in(row, column), "every row needs one; export it again", "\"%s\" is empty",
		c->b->header[column]);
	c->refused = true;
}

static void begin(struct record *out, const struct csvin_row *row)
{
	str_clear(&out->fields);
	str_clear(&out->extra);
	str_clear(&out->entry_no);
	str_clear(&out->member_no);
	str_clear(&out->email);
	out->submitted = SECONDS_NONE;
	out->consent = CONSENT_NONE;
	out->staff = STAFF_ACTIVE;
	out->staff_until = out->paid_through = DATE_NONE;
	out->hold = false;
	out->line = row->line;
	out->again = out->choices = false;
	out->form = NULL;
}

bool convert_row(struct converter *c, const struct csvin_row *row, struct record *out)
{
	const struct mapping *m = c->b->mapping;
	begin(out, row);
	if (!m->roster) out->form = &m->forms[0];
	c->refused = !width_ok(c, row);
	if (c->refused) return false;
	out->held = c->lenient = is_skipped(c, row);
	for (size_t i = 0; i < m->nrules; i++)
		if (m->rule[i].type == RULE_TICKS)
			read_ticks(c, i, row, out);
		else
			read_single(c, i, row, out);
	read_ignored(c, row, out);
	if (m->roster) {
		need(c, row, "member_no", out->member_no.len > 0);
		out->status_ok = is_among(&m->status_ok, packed_get(sv_of(&out->fields), "member_status"));
		out->no_date = is_among(&m->no_date, packed_get(sv_of(&out->fields), "member_type"));
	} else {
		need(c, row, "form_entry_no", out->entry_no.len > 0);
		if (!c->lenient) need(c, row, "submitted_at", out->submitted != SECONDS_NONE);
	}
	const struct rule *key = mapping_rule(m, m->roster ? "member_no" : "form_entry_no");
	const struct bound_rule *bound = &c->b->rule[key - m->rule];
	out->at = place_in(row, bound->n ? bound->at[0].column : 0);
	return !c->refused;
}
