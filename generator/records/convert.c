/* convert.c turns a row into a record. Every cell ends in a field, among the ignored values or in a message; a cell
 * that cannot be understood refuses the row instead of becoming something plausible. Values of single cells are read
 * in convert_cell.c and its parts. */
#include "records/convert.h"
#include <stdint.h>
#include "records/convert_cell.h"
#include "records/convert_columns.h"
#include "records/packed.h"
#include "records/person_key.h"
#include "records/words.h"

#define WORDING_MAX 20 /* texts of one wording column before it is taken for answers */

void record_dispose(struct record *r)
{
	str_dispose(&r->fields);
	str_dispose(&r->extra);
	str_dispose(&r->entry_no);
	str_dispose(&r->member_no);
	str_dispose(&r->email);
}

static struct sv cell_at(const struct csvin_row *row, size_t column)
{
	return column < row->n ? sv_trim(row->cell[column]) : sv("");
}

static struct place place_in(const struct csvin_row *row, size_t column)
{
	return column < row->n ? row->at[column] : (struct place){ row->n ? row->at[0].file : NULL, row->line, 1 };
}

/* A row that was not held or refused; the last one met decides whether the file was cut off in it. */
static void count_short(struct converter *c, const struct csvin_row *row)
{
	struct short_rows *s = &c->short_rows;
	if (row->n >= c->b->ncolumns || c->lenient || c->refused) return;
	s->last = place_in(row, 0);
	if (s->n == 0) s->at = s->last;
	if (s->n < TALLY_PLACES) s->line[s->n] = row->line;
	s->n++;
	c->again = true;
}

/* Spreadsheets drop empty cells at a row's end. A row that lacks a cell which decides something is damaged. */
static bool width_ok(struct converter *c, const struct csvin_row *row)
{
	static const char *const deciding[] = { "form_entry_no", "submitted_at", "staff_status", "member_no",
		"member_status", "paid_through", "hold", "consent", "do_not_match" };
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

static const char *label_of(const struct rule *rule)
{
	const struct field *f = field_find(rule->name);
	return f ? f->label : rule->field;
}

/* An application without what the form asks for is taken, and somebody asks for it. */
static void report_missing(struct converter *c, size_t i, const struct csvin_row *row)
{
	const struct rule *rule = &c->b->mapping->rule[i];
	const struct bound_rule *bound = &c->b->rule[i];
	if (!rule->expected || c->lenient || c->quiet) return;
	size_t column = bound->at[0].column;
	c->ds->column = c->b->header[column];
	if (rule->type == RULE_TICKS)
		diags_warn(c->ds, "R120", place_in(row, column), "ask the applicant for it",
			"nothing is ticked for \"%s\"", label_of(rule));
	else
		diags_warn(c->ds, "R120", place_in(row, column), "ask the applicant for it", "\"%s\" is empty",
			c->b->header[column]);
	c->ds->column = NULL;
}

static void read_ticks(struct converter *c, size_t i, const struct csvin_row *row, struct record *out)
{
	const struct rule *rule = &c->b->mapping->rule[i];
	size_t ticked = convert_columns_ticks(c, i, row, out);
	if (ticked == 0 && c->b->rule[i].n && !c->refused) report_missing(c, i, row);
	if (ticked == 0) return;
	str_clear(&c->scratch);
	convert_join(c, rule->vocab);
	packed_add(&out->fields, c->code[i], sv_of(&c->scratch));
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
	case FIELD_PREFERENCE: out->choices = true; break;
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
	if (cell.n == 0 && rule->type != RULE_STATUS) {
		report_missing(c, i, row);
		goto done;
	}
	str_clear(&c->scratch);
	c->ds->column = c->b->header[column];
	enum cell_result result = convert_cell(c, i, cell, place_in(row, column), &v);
	c->ds->column = NULL;
	switch (result) {
	case CELL_OK:
		if (rule->nwordings && !convert_columns_wording(c, i, row, &v)) {
			c->refused = true;
			break;
		}
		note_value(rule, &v, out, sv_of(&c->scratch));
		packed_add(&out->fields, c->code[i], sv_of(&c->scratch));
		break;
	case CELL_KEPT: packed_add(&out->extra, field_code_give(c->codes, c->b->text[column]), cell); break;
	case CELL_EMPTY: report_missing(c, i, row); break;
	case CELL_REFUSED: c->refused = true; break;
	}
done:
	str_dispose(&several);
}

static void read_ignored(struct converter *c, const struct csvin_row *row, struct record *out)
{
	for (size_t i = 0; i < c->b->nignored; i++)
		packed_add(&out->extra, c->ignored_code[i], cell_at(row, c->b->ignored[i].column));
	for (size_t i = 0; i < c->b->nwording; i++) {
		size_t column = c->b->wording[i].column;
		struct sv cell = cell_at(row, column);
		if (cell.n == 0 || c->wording_told[i] || !map_add(&c->wording[i], cell, 1)) continue;
		c->again = true;
		if (c->wording[i].n <= WORDING_MAX) continue;
		diags_error(c->ds, "R034", place_in(row, column),
			diags_text(c->ds, "move it to ignore in %s", c->b->mapping->name),
			"\"%s\" holds more than %d different texts, so these are answers and not the form's own words",
			c->b->header[column], WORDING_MAX);
		c->wording_told[i] = true;
	}
}

static const struct skip_rule *skip_of(struct converter *c, const struct csvin_row *row)
{
	for (size_t i = 0; i < c->b->mapping->nskip; i++) {
		size_t column = c->b->skip[i];
		if (column == SIZE_MAX) continue;
		words_key(&c->key, cell_at(row, column));
		if (sv_eq(sv_of(&c->key), c->b->mapping->skip[i].value_key)) return &c->b->mapping->skip[i];
	}
	return NULL;
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
	c->ds->column = c->b->header[column];
	diags_error(c->ds, "R021", place_in(row, column), "every row needs one; export it again", "\"%s\" is empty",
		c->b->header[column]);
	c->ds->column = NULL;
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

static bool is_form(struct converter *c, const struct mapping_form *f)
{
	return sv_eq(f->text, sv_of(&c->key));
}

/* Form words are the mapping's own; what stands in the cell in their place is not. */
static void unknown_form(struct converter *c, const struct csvin_row *row, struct sv cell)
{
	const struct mapping *m = c->b->mapping;
	struct str known = STR_INIT;
	for (size_t i = 0; i < m->nforms; i++) str_printf(&known, "%s%s", i ? ", " : "", m->forms[i].code);
	c->ds->column = c->b->header[c->b->form_column];
	diags_error(c->ds, "R132", place_in(row, c->b->form_column),
		diags_text(c->ds, "the mapping knows these forms: %s; add the other under form: kinds: in %s",
			known.ptr, m->name),
		cell.n ? "\"%s\" names no form that the mapping knows: %s"
		       : "\"%s\" does not say which form this is: %s",
		c->b->header[c->b->form_column], diags_value(c->ds, cell));
	c->ds->column = NULL;
	str_dispose(&known);
	c->refused = true;
}

/* Rows of one form mostly follow each other. */
static const struct mapping_form *form_of(struct converter *c, const struct csvin_row *row)
{
	const struct mapping *m = c->b->mapping;
	if (m->roster) return NULL;
	if (m->form_header.n == 0 || c->b->form_column == SIZE_MAX) return &m->forms[0];
	struct sv cell = cell_at(row, c->b->form_column);
	if (c->form && sv_eq(cell, sv_of(&c->form_text))) return c->form;
	words_key(&c->key, cell);
	for (size_t i = 0; i < m->nforms; i++)
		if (is_form(c, &m->forms[i])) {
			str_clear(&c->form_text);
			str_sv(&c->form_text, cell);
			return c->form = &m->forms[i];
		}
	unknown_form(c, row, cell);
	return NULL;
}

/* Without these a row is nobody's. Which fields a kind has is for the mapping to say; those it lacks are not missed. */
static void check_row(struct converter *c, const struct csvin_row *row, struct record *out)
{
	const struct mapping *m = c->b->mapping;
	if (m->roster) {
		need(c, row, "member_no", out->member_no.len > 0);
		out->status_ok = is_among(&m->status_ok, field_value(c->codes, sv_of(&out->fields), "member_status"));
		out->no_date = is_among(&m->no_date, field_value(c->codes, sv_of(&out->fields), "member_type"));
	} else {
		need(c, row, "form_entry_no", out->entry_no.len > 0);
		if (!c->lenient) need(c, row, "submitted_at", out->submitted != SECONDS_NONE);
	}
	const struct rule *key = mapping_rule(m, m->roster ? "member_no" : "form_entry_no");
	const struct bound_rule *bound = key ? &c->b->rule[key - m->rule] : NULL;
	out->at = place_in(row, bound && bound->n ? bound->at[0].column : 0);
}

bool convert_row(struct converter *c, const struct csvin_row *row, struct record *out)
{
	const struct mapping *m = c->b->mapping;
	begin(out, row);
	c->again = false;
	c->refused = !width_ok(c, row);
	if (c->refused) return false;
	out->skip = skip_of(c, row);
	out->held = c->lenient = out->skip != NULL;
	out->form = form_of(c, row);
	for (size_t i = 0; i < m->nrules; i++)
		if (m->rule[i].type == RULE_TICKS)
			read_ticks(c, i, row, out);
		else
			read_single(c, i, row, out);
	read_ignored(c, row, out);
	check_row(c, row, out);
	count_short(c, row);
	out->again = c->again;
	return !c->refused;
}
