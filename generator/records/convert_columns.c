/* convert_columns.c exists because some form tools spread one answer over several columns: a list with a column for each
 * line, a question of many boxes with a column for each, a consent with its tick in one column and the wording that was
 * agreed to in the next. */
#include "records/convert_columns.h"
#include <stdint.h>
#include "records/clean.h"
#include "records/damage.h"
#include "records/packed.h"
#include "records/words.h"

struct sv convert_columns_list(
	const struct rule *rule, const struct bound_rule *bound, const struct csvin_row *row, struct str *buffer)
{
	for (size_t i = 0; i < bound->n; i++) {
		struct sv cell = bound->at[i].column < row->n ? sv_trim(row->cell[bound->at[i].column]) : sv("");
		if (cell.n == 0) continue;
		if (buffer->len) str_putc(buffer, rule->separator);
		str_sv(buffer, cell);
	}
	return sv_of(buffer);
}

static const struct rule_wording *wording_of(struct converter *c, const struct rule *rule, struct sv text)
{
	words_key(&c->key, text);
	for (size_t i = 0; i < rule->nwordings; i++)
		if (sv_eq(rule->wording[i].text, sv_of(&c->key))) return &rule->wording[i];
	return NULL;
}

bool convert_columns_wording(struct converter *c, size_t rule, const struct csvin_row *row, struct cell_value *v)
{
	static const char *const words[] = { "", "not listed", "group", "profile" };
	const struct rule *r = &c->b->mapping->rule[rule];
	size_t column = c->b->rule[rule].text_column;
	struct sv text = column < row->n ? sv_trim(row->cell[column]) : sv("");
	const struct rule_wording *wording = wording_of(c, r, text);
	bool allows = v->choice == CONSENT_GROUP || v->choice == CONSENT_PROFILE;
	/* That the column is missing was said of the file. */
	if (!wording && allows && !c->lenient && column == SIZE_MAX) return false;
	if (!wording && allows && !c->lenient) {
		diags_error(c->ds, "R119", column < row->n ? row->at[column] : row->at[0],
			diags_text(c->ds, "add its whole text under versions or older versions at %s:%u",
				c->b->mapping->name, r->at.line),
			"\"%s\" holds a wording that the mapping does not know, so nobody can tell what was agreed to",
			c->b->header[column]);
		return false;
	}
	if (v->choice == CONSENT_PROFILE && (!wording || wording->older)) v->choice = CONSENT_GROUP;
	str_clear(&c->scratch);
	str_puts(&c->scratch, words[v->choice]);
	if (wording) str_printf(&c->scratch, " (%s)", wording->version);
	return true;
}

static bool is_among(const struct yaml_texts *list, struct sv text)
{
	for (size_t i = 0; i < list->n; i++)
		if (words_same(list->at[i], text)) return true;
	return false;
}

/* One of the labels of a choice is known to the vocabulary, and the others mean the same. */
static bool is_other_label(const struct cell *x, size_t value)
{
	const struct rule *r = x->rule;
	for (size_t i = 0; i < r->choices.n; i++) {
		const struct yaml_texts *others = r->other_choices ? &r->other_choices[i] : NULL;
		bool same = words_same(r->choices.at[i], x->text) || (others && is_among(others, x->text));
		bool means = same && cell_value_of(x, r->choices.at[i]) == value;
		for (size_t o = 0; same && others && !means && o < others->n; o++)
			means = cell_value_of(x, others->at[o]) == value;
		if (means) return true;
	}
	return false;
}

/* A ticked box holds its label in some tools and a yes in others. 1, 0, or -1: it holds something else, such as the label of
 * the next box in a row that has lost a cell. */
static int box(const struct cell *x, const struct bound_column *at)
{
	if (is_among(&x->rule->ticked, x->text)) return 1;
	if (is_among(&x->rule->unticked, x->text)) return 0;
	int yes = words_yes(x->text);
	if (yes >= 0) return yes;
	if (words_same(x->text, at->label)) return 1;
	size_t value = cell_value_of(x, x->text);
	if (value != SIZE_MAX) return value == at->value ? 1 : -1;
	return is_other_label(x, at->value) ? 1 : -1;
}

static void refuse_box(struct cell *x, struct record *out, struct sv cell)
{
	struct converter *c = x->c;
	enum cell_result result;
	c->ds->column = x->header;
	if (strchr("#=E", x->text.p[0]) && csvin_is_error_value(x->text))
		result = cell_refuse(x, "R030",
			"the spreadsheet lost it; export again from the form tool and do not open the file",
			"holds what a spreadsheet made of the value");
	else
		result = cell_refuse(x, "R071",
			diags_text(c->ds,
				"is a cell missing or too many in this row? If the text is another label of the "
				"choice, add it "
				"to aliases of %s in %s; if people type here, give the column a field of its own",
				x->rule->field, c->b->mapping->name),
			"is a box to be ticked and holds neither its label nor yes or no");
	c->ds->column = NULL;
	if (result == CELL_REFUSED)
		c->refused = true;
	else
		packed_add(&out->extra, field_code_give(c->codes, sv(x->header)), cell);
}

size_t convert_columns_ticks(struct converter *c, size_t rule, const struct csvin_row *row, struct record *out)
{
	const struct rule *r = &c->b->mapping->rule[rule];
	const struct bound_rule *bound = &c->b->rule[rule];
	size_t ticked = 0;
	for (size_t k = 0; r->vocab && k < bound->n; k++) {
		const struct bound_column *at = &bound->at[k];
		struct sv cell = at->column < row->n ? sv_trim(row->cell[at->column]) : sv("");
		if (cell.n == 0 || at->value >= r->vocab->n) continue;
		/* Nearly always the tick is the choice's own text. */
		int yes = sv_eq(cell, at->label);
		if (!yes) {
			struct cleaned found;
			struct cell x = { c, r, rule, c->b->header[at->column], cell, row->at[at->column] };
			str_clear(&c->clean);
			clean_text(&c->clean, cell, true, &found);
			x.text = damage_unguarded(sv_of(&c->clean));
			if (x.text.n) yes = box(&x, at);
			if (yes < 0) refuse_box(&x, out, cell);
		}
		if (yes <= 0) continue;
		c->chosen[at->value] = true;
		ticked++;
	}
	return ticked;
}
