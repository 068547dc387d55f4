/* mapping_explain.c turns a binding back into words. It reads the binding the import uses and not the YAML, so that what it says is
 * what will happen. */
#include "records/mapping_explain.h"
#include <stdint.h>
#include "base/vec.h"
#include "records/words.h"

struct explainer {
	struct arena *mem;
	const struct binding *b;
	VEC(struct explain_line) lines;
	VEC(struct explain_lack) lacks;
	VEC(struct explain_unoffered) unoffered;
	bool *told; /* by column */
};

static const char *type_words(const struct rule *r)
{
	switch (r->type) {
	case RULE_DATE: return "a date";
	case RULE_NUMBER: return "a number";
	case RULE_EMAIL: return "an e-mail address";
	case RULE_YES_NO: return "yes or no";
	case RULE_CONSENT: return "the answer to the question of consent";
	case RULE_STATUS: return "the status set by staff";
	default: break;
	}
	switch (r->kind) {
	case FIELD_PREFERENCE: return "a preferred partner's number";
	case FIELD_ENTRY_NO: return "the number by which an application is known";
	case FIELD_FILE: return "the name of a file";
	default: return "text";
	}
}

static const char *separator_words(char c)
{
	return c == '\n'  ? "line ends"
	       : c == ',' ? "commas"
	       : c == ';' ? "semicolons"
	       : c == '|' ? "bars"
			  : "its separator";
}

static const char *meaning_of(struct explainer *x, const struct rule *r, const struct bound_column *at)
{
	const char *extra = r->expected ? "; an empty cell is reported" : r->optional ? "; not in every export" : "";
	if (r->type == RULE_TICKS && r->vocab && at->value < r->vocab->n)
		return arena_printf(x->mem, "choice -> %.*s (%.*s) of the vocabulary %s",
			SV_ARG(r->vocab->value[at->value].code), SV_ARG(r->vocab->value[at->value].label),
			r->vocab->name);
	if (r->type == RULE_CODE) return arena_printf(x->mem, "one value of the vocabulary %s%s", r->vocab_name, extra);
	if (r->type == RULE_LIST)
		return arena_printf(x->mem, "values of the vocabulary %s, with %s between them%s", r->vocab_name,
			separator_words(r->separator), extra);
	if (r->type == RULE_BAND)
		return arena_printf(
			x->mem, "a number, as the band of the vocabulary %s it falls into%s", r->vocab_name, extra);
	if (r->digits) return arena_printf(x->mem, "%s of %u digits%s", type_words(r), r->digits, extra);
	return arena_printf(x->mem, "%s%s", type_words(r), extra);
}

static void tell(struct explainer *x, size_t column, const char *field, enum explain_fate fate, const char *meaning)
{
	struct explain_line line = { column, x->b->text[column].p, field, fate, meaning };
	vec_push(&x->lines, line);
	x->told[column] = true;
}

/* A choice may have had several labels: it is there if any column stands for the same value. */
static bool is_offered(const struct rule *r, const struct bound_rule *bound, struct sv label)
{
	size_t value = r->vocab ? vocab_lookup(r->vocab, label) : SIZE_MAX;
	for (size_t i = 0; i < r->nwords && value == SIZE_MAX; i++) {
		struct str key = STR_INIT;
		words_key(&key, label);
		if (sv_eq(sv_of(&key), r->word[i].before)) value = r->word[i].value;
		str_dispose(&key);
	}
	for (size_t i = 0; i < bound->n; i++)
		if (words_same(bound->at[i].label, label) || bound->at[i].value == value) return true;
	return bound->n >= r->choices.n;
}

static void tell_lack(struct explainer *x, const char *field, struct sv header, size_t occurrence, struct place at)
{
	struct explain_lack lack = { field, arena_strdup(x->mem, header), occurrence, at };
	vec_push(&x->lacks, lack);
}

static void tell_lacks(struct explainer *x, const struct rule *r, const struct bound_rule *bound)
{
	if (r->optional) return;
	if (r->source == BY_CHOICES) {
		for (size_t i = 0; i < r->choices.n; i++)
			if (!is_offered(r, bound, r->choices.at[i]))
				tell_lack(x, r->field, r->choices.at[i], r->occurrence, r->choices.place[i]);
	} else if (bound->n == 0) {
		struct sv header = r->header;
		if (r->source == BY_POSITION) header = sv(arena_printf(x->mem, "column %zu", r->position));
		if (r->source == BY_RANGE)
			header = sv(arena_printf(x->mem, "%.*s … %.*s", SV_ARG(r->header), SV_ARG(r->last)));
		tell_lack(x, r->field, header, r->occurrence, r->at);
	}
}

static void tell_unoffered(struct explainer *x, const struct rule *r, const struct bound_rule *bound)
{
	struct str labels = STR_INIT;
	if (r->type != RULE_TICKS || !r->vocab) return;
	for (size_t v = 1; v < r->vocab->n; v++) {
		bool offered = !r->vocab->value[v].leaf;
		for (size_t i = 0; i < bound->n; i++) offered |= bound->at[i].value == v;
		if (!offered) str_printf(&labels, "%s%.*s", labels.len ? ", " : "", SV_ARG(r->vocab->value[v].label));
	}
	if (labels.len) {
		struct explain_unoffered u = { r->field, r->vocab->name, arena_strdup(x->mem, sv_of(&labels)) };
		vec_push(&x->unoffered, u);
	}
	str_dispose(&labels);
}

static void tell_others(struct explainer *x)
{
	const struct mapping *m = x->b->mapping;
	for (size_t i = 0; i < m->nskip; i++) {
		if (x->b->skip[i] == SIZE_MAX)
			tell_lack(x, "skip when", m->skip[i].header, 1, m->skip[i].at);
		else
			tell(x, x->b->skip[i], NULL, EXPLAIN_SKIP,
				m->skip[i].value_key.n ? arena_printf(x->mem, "a row is held when this is \"%.*s\"",
								 SV_ARG(m->skip[i].value_key))
						       : "a row is held when this is empty");
	}
	if (m->form_header.n && x->b->form_column == SIZE_MAX)
		tell_lack(x, "form", m->form_header, 1, m->form_at);
	else if (x->b->form_column != SIZE_MAX)
		tell(x, x->b->form_column, NULL, EXPLAIN_FORM, "says which form a row is of");
	for (size_t i = 0; i < x->b->nignored; i++)
		tell(x, x->b->ignored[i].column, NULL, EXPLAIN_IGNORED, "ignored: known to the gate, never published");
	for (size_t i = 0; i < x->b->nwording; i++)
		tell(x, x->b->wording[i].column, NULL, EXPLAIN_WORDING, "the form's own wording: not kept");
}

static int by_column(const void *pa, const void *pb)
{
	const struct explain_line *a = pa, *b = pb;
	if (a->column != b->column) return a->column < b->column ? -1 : 1;
	if (a->fate != b->fate) return a->fate < b->fate ? -1 : 1;
	return strcmp(a->field ? a->field : "", b->field ? b->field : "");
}

static void keep(struct explanation *out, struct explainer *x)
{
	struct explain_line *lines = ARENA_ARRAY(x->mem, struct explain_line, x->lines.n + 1);
	struct explain_lack *lacks = ARENA_ARRAY(x->mem, struct explain_lack, x->lacks.n + 1);
	struct explain_unoffered *unoffered = ARENA_ARRAY(x->mem, struct explain_unoffered, x->unoffered.n + 1);
	for (size_t i = 0; i < x->lines.n; i++) lines[i] = x->lines.at[i];
	for (size_t i = 0; i < x->lacks.n; i++) lacks[i] = x->lacks.at[i];
	for (size_t i = 0; i < x->unoffered.n; i++) unoffered[i] = x->unoffered.at[i];
	qsort(lines, x->lines.n, sizeof *lines, by_column);
	out->line = lines, out->nlines = x->lines.n;
	out->lack = lacks, out->nlacks = x->lacks.n;
	out->unoffered = unoffered, out->nunoffered = x->unoffered.n;
	vec_dispose(&x->lines);
	vec_dispose(&x->lacks);
	vec_dispose(&x->unoffered);
}

void mapping_explain(struct explanation *out, struct arena *mem, const struct binding *b)
{
	struct explainer x = { .mem = mem, .b = b };
	*out = (struct explanation){ .open = 0 };
	x.told = ARENA_ARRAY(mem, bool, b->ncolumns + 1);
	for (size_t i = 0; i < b->mapping->nrules; i++) {
		const struct rule *r = &b->mapping->rule[i];
		for (size_t k = 0; k < b->rule[i].n; k++)
			tell(&x, b->rule[i].at[k].column, r->field,
				r->type == RULE_TICKS ? EXPLAIN_CHOICE : EXPLAIN_FIELD,
				meaning_of(&x, r, &b->rule[i].at[k]));
		if (b->rule[i].text_column != SIZE_MAX)
			tell(&x, b->rule[i].text_column, r->field, EXPLAIN_FIELD,
				"which wording of the question was answered");
		tell_lacks(&x, r, &b->rule[i]);
		tell_unoffered(&x, r, &b->rule[i]);
	}
	tell_others(&x);
	for (size_t i = 0; i < b->ncolumns; i++) {
		if (x.told[i]) continue;
		bool blank = b->header[i][0] == '\0' && i + 1 == b->ncolumns;
		out->open += !blank;
		tell(&x, i, NULL, blank ? EXPLAIN_BLANK : EXPLAIN_OPEN,
			blank ? "no header: left alone while it is empty" : "NOT MAPPED: the import stops here");
	}
	keep(out, &x);
}

const char *mapping_explain_word(enum explain_fate fate)
{
	static const char *const words[] = { "field", "choice", "skip", "form", "ignored", "wording", "not mapped",
		"blank" };
	return words[fate];
}
