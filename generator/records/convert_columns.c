/* convert_columns.c exists because some form tools spread one answer over several columns: a list with a column for each
 * line, a consent with its tick in one column and the wording that was agreed to in the next. */
#include "records/convert_columns.h"
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
