/* mapping_fix_apply.c changes the text of a mapping (and of the policy) for one decision, and proves the whole before anything is
 * written: a repair that breaks last month's export is none. */
#include <stdint.h>
#include "records/fields.h"
#include "records/mapping_edit.h"
#include "records/mapping_explain.h"
#include "records/mapping_fix.h"
#include "records/words.h"

struct fixer {
	struct fix_texts *texts;
	const struct fix_list *list;
	const struct fix_decision *d;
	struct arena mem;
	struct diags *ds;
	const struct yaml *root, *columns;
	struct edits edits;
	size_t done; /* places changed */
};

static int by_hand(struct fixer *x, struct place at)
{
	diags_error(x->ds, "R153", at, "change this line in an editor, then run it again",
		"this cannot be changed safely by the program");
	return -1;
}

static int parse(struct fixer *x)
{
	if (yaml_parse(
		    &x->root, &x->mem, x->texts->mapping_name, arena_sv(&x->mem, sv_of(&x->texts->mapping)), 1, x->ds))
		return -1;
	x->columns = yaml_get(x->root, "columns");
	if (!x->columns || x->columns->kind != YAML_MAP) return by_hand(x, x->root->at);
	edits_begin(&x->edits, &x->mem, arena_sv(&x->mem, sv_of(&x->texts->mapping)), x->root);
	return 0;
}

static const struct fix_item *item_of(const struct fixer *x, enum fix_kind kind, const char *header)
{
	for (size_t i = 0; i < x->list->n; i++)
		if (x->list->at[i].kind == kind &&
			words_same(kind == FIX_WORD ? x->list->at[i].text : sv(x->list->at[i].header), sv(header)))
			return &x->list->at[i];
	return NULL;
}

static bool says(const struct yaml *node, const char *header)
{
	if (!node) return false;
	if (node->kind == YAML_SCALAR) return words_same(node->text, sv(header));
	for (size_t i = 0; i < node->nitems; i++)
		if (says(node->item[i], header)) return true;
	return false;
}

/* The same as … */

static int rename_rule(struct fixer *x, const struct yaml *value)
{
	struct sv new = sv(x->d->header);
	const struct yaml *column = yaml_get(value, "column"), *choices = yaml_get(value, "choices");
	if (value->kind == YAML_SCALAR && says(value, x->d->other)) {
		x->done++;
		return edits_rename_plain(&x->edits, value, new);
	}
	if (says(column, x->d->other)) {
		x->done++;
		return edits_put_before(&x->edits, column, new);
	}
	if (choices && choices->kind == YAML_SCALAR && says(choices, x->d->other)) return -1;
	for (size_t i = 0; choices && i < choices->nitems; i++)
		if (says(choices->item[i], x->d->other)) {
			x->done++;
			return edits_put_before(&x->edits, choices->item[i], new);
		}
	return 0;
}

static int rename_column(struct fixer *x)
{
	const struct fix_item *lost = item_of(x, FIX_LOST, x->d->other);
	for (size_t i = 0; i < x->columns->npairs; i++)
		if (rename_rule(x, x->columns->pair[i].value)) return by_hand(x, x->columns->pair[i].at);
	if (x->done) return 0;
	/* A range's end, a pattern, the condition of held rows: older exports could not be read any more. */
	return by_hand(x, lost && lost->rule ? lost->rule->at : x->columns->at);
}

/* A field of its own … */

static void name_field(struct fixer *x, struct str *name, const char *header)
{
	size_t base;
	mapping_edit_field_name(name, sv(header));
	if (name->ptr[0] >= '0' && name->ptr[0] <= '9') {
		struct str numbered = STR_INIT;
		str_printf(&numbered, "column_%s", name->ptr);
		str_clear(name);
		str_sv(name, sv_of(&numbered));
		str_dispose(&numbered);
	}
	if (field_find(sv_of(name)))
		str_puts(name, "_text"); /* the canonical field would mean more than a private text */
	base = name->len;
	for (unsigned n = 2; yaml_get(x->columns, name->ptr); n++) {
		str_truncate(name, base);
		str_printf(name, "_%u", n);
	}
}

static bool policy_names(const struct yaml *root, const char *field)
{
	static const char *const classes[] = { "private", "status", "ignore" };
	const struct yaml *node = yaml_get(root, "classes");
	for (size_t i = 0; i < 3; i++)
		if (says(yaml_get(node, classes[i]), field)) return true;
	return false;
}

static int add_to_policy(struct fixer *x, const char *field)
{
	struct edits e;
	struct str after = STR_INIT;
	const struct yaml *root = NULL, *classes;
	struct sv text = arena_sv(&x->mem, sv_of(&x->texts->policy));
	if (text.n == 0) return 0; /* there is none; the policy's own check says so */
	if (yaml_parse(&root, &x->mem, x->texts->policy_name, text, 1, x->ds)) return -1;
	if (policy_names(root, field)) return 0;
	edits_begin(&e, &x->mem, text, root);
	classes = yaml_get(root, "classes");
	int result = !classes || edits_add_to_list(&e, classes, "private", sv(field)) ? by_hand(x, root->at) : 0;
	if (result == 0) {
		edits_apply(&e, &after);
		str_clear(&x->texts->policy);
		str_sv(&x->texts->policy, sv_of(&after));
		x->texts->policy_changed = true;
	}
	edits_dispose(&e);
	str_dispose(&after);
	return result;
}

static int add_private(struct fixer *x)
{
	const struct fix_item *new = item_of(x, FIX_NEW, x->d->header);
	struct str value = STR_INIT, name = STR_INIT;
	int result = 0;
	if (new->of > 1) {
		diags_error(x->ds, "R153", x->columns->at,
			"write a line with occurrence: for each of them in the mapping",
			"%zu columns are called \"%s\"", new->of, new->header);
		return -1;
	}
	name_field(x, &name, new->header);
	if (x->texts->several) str_puts(&value, "{column: ");
	mapping_edit_quote(&value, sv(new->header));
	if (x->texts->several) str_puts(&value, ", optional: yes}");
	if (edits_add_pair(&x->edits, x->columns, sv_of(&name), value.ptr))
		result = by_hand(x, x->columns->at);
	else
		result = add_to_policy(x, name.ptr);
	str_dispose(&value);
	str_dispose(&name);
	return result;
}

/* The form no longer asks … */

/* Without these nothing can be imported, or nobody is bound by what they answered. */
static bool is_needed(const char *field)
{
	static const char *const needed[] = { "form_entry_no", "submitted_at", "member_no", "member_status",
		"paid_through", "consent", "staff_status" };
	for (size_t i = 0; i < sizeof needed / sizeof *needed; i++)
		if (!strcmp(field, needed[i])) return true;
	return false;
}

static int refuse_gone(struct fixer *x, const struct yaml_pair *line)
{
	diags_error(x->ds, "R153", line->at,
		"if the form calls it otherwise now, answer with --same; else ask who changed the form",
		"the field %.*s cannot be done without", SV_ARG(line->key));
	return -1;
}

/* The line stays, for the exports that have the column, and no longer demands it. */
static int make_optional(struct fixer *x)
{
	for (size_t i = 0; i < x->columns->npairs; i++) {
		const struct yaml_pair *line = &x->columns->pair[i];
		const struct yaml *value = line->value, *choices = yaml_get(value, "choices");
		bool here = says(value->kind == YAML_SCALAR ? value : yaml_get(value, "column"), x->d->header);
		for (size_t k = 0; choices && k < choices->nitems; k++) here |= says(choices->item[k], x->d->header);
		if (!here || yaml_get(value, "optional")) continue;
		struct str key = STR_INIT;
		str_sv(&key, line->key);
		bool needed = is_needed(key.ptr);
		str_dispose(&key);
		if (needed) return refuse_gone(x, line);
		x->done++;
		if (value->kind == YAML_SCALAR ? edits_extend_plain(&x->edits, value, ", optional: yes")
					       : edits_add_pair(&x->edits, value, sv("optional"), "yes"))
			return by_hand(x, line->at);
	}
	return x->done ? 0 : by_hand(x, x->columns->at);
}

/* Means the same as … */

static const char *word_for(const struct rule *r, const char *typed)
{
	const char *word;
	for (size_t n = 0; (word = mapping_fix_word(r, n)); n++)
		if (words_same(sv(word), sv(typed))) return word;
	size_t value = r->vocab ? vocab_lookup(r->vocab, sv(typed)) : SIZE_MAX;
	return value != SIZE_MAX && value != 0 ? r->vocab->value[value].code.p : NULL;
}

static int unknown_word(struct fixer *x, const struct fix_item *item)
{
	struct str words = STR_INIT;
	const char *word;
	for (size_t n = 0; n < 12 && (word = mapping_fix_word(item->rule, n)); n++)
		str_printf(&words, "%s%s", n ? ", " : "", word);
	const char *near = mapping_fix_near(item->rule, sv(x->d->other));
	diags_error(x->ds, "R154", item->rule->at,
		near ? diags_text(x->ds, "did you mean \"%s\"?", near)
		     : diags_text(x->ds, "write one of: %s", words.ptr),
		"\"%s\" is not a word that the field %s can be given", x->d->other, item->field);
	str_dispose(&words);
	return -1;
}

static int add_alias_to(struct fixer *x, const struct fix_item *item, const struct yaml *value, const char *word)
{
	const struct yaml *consent = yaml_get(value, "consent"), *status = yaml_get(value, "status");
	const struct yaml *aliases = yaml_get(value, "aliases");
	struct str one = STR_INIT;
	int result;
	if (item->rule->type == RULE_CONSENT)
		return consent ? edits_add_to_list(&x->edits, consent, word, item->text) : -1;
	if (item->rule->type == RULE_STATUS) return status ? edits_add_pair(&x->edits, status, item->text, word) : -1;
	if (word == mapping_fix_empty) word = "\"\"";
	if (aliases) return edits_add_pair(&x->edits, aliases, item->text, word);
	str_putc(&one, '{');
	mapping_edit_quote(&one, item->text);
	str_printf(&one, ": %s}", word);
	result = edits_add_pair(&x->edits, value, sv("aliases"), one.ptr);
	str_dispose(&one);
	return result;
}

static int add_alias(struct fixer *x)
{
	for (size_t i = 0; i < x->list->n; i++) {
		const struct fix_item *item = &x->list->at[i];
		if (item->kind != FIX_WORD || !words_same(item->text, sv(x->d->header))) continue;
		const struct yaml *value = yaml_get(x->columns, item->field);
		const char *word = word_for(item->rule, x->d->other);
		if (!word) return unknown_word(x, item);
		if (!value || add_alias_to(x, item, value, word)) return by_hand(x, item->rule->at);
		x->done++;
	}
	return 0;
}

/* Written d/m/y … */

/* A mapping without dates: means [ymd]; a line of its own would take that away. */
static int add_order(struct fixer *x)
{
	const struct yaml *source = yaml_get(x->root, "source"), *dates = yaml_get(source, "dates");
	struct str all = STR_INIT;
	if (!source || source->kind != YAML_MAP) return by_hand(x, x->root->at);
	str_printf(&all, "[ymd, %s]", x->d->other);
	int result = dates ? edits_add_to_list(&x->edits, source, "dates", sv(x->d->other))
			   : edits_add_pair(&x->edits, source, sv("dates"), all.ptr);
	str_dispose(&all);
	return result ? by_hand(x, dates ? dates->at : source->at) : 0;
}

static int check_decision(struct fixer *x)
{
	const struct fix_decision *d = x->d;
	bool lost = d->act == FIX_GONE;
	const struct fix_item *item = item_of(x,
		lost                  ? FIX_LOST
		: d->act == FIX_ALIAS ? FIX_WORD
		: d->act == FIX_ORDER ? FIX_DATES
				      : FIX_NEW,
		d->header);
	if (!item) {
		diags_error(x->ds, "R152", ((struct place){ x->texts->mapping_name, 0, 0 }),
			"mapping fix without options lists what there is to decide",
			lost                  ? "the column \"%s\" is not missing"
			: d->act == FIX_ALIAS ? "nothing unknown reads \"%s\""
					      : "the export has no column \"%s\" that needs a decision",
			d->header);
		return -1;
	}
	if (d->act != FIX_SAME || item_of(x, FIX_LOST, d->other)) return 0;
	diags_error(x->ds, "R152", ((struct place){ x->texts->mapping_name, 0, 0 }),
		"write the new header first, then the one it replaces: NEW=OLD", "the column \"%s\" is not missing",
		d->other);
	return -1;
}

int mapping_fix_apply(
	struct fix_texts *texts, const struct fix_list *list, const struct fix_decision *d, struct diags *ds)
{
	struct fixer x = { .texts = texts, .list = list, .d = d, .mem = ARENA_INIT, .ds = ds };
	struct str after = STR_INIT;
	int result = -1;
	if (check_decision(&x) || parse(&x)) goto done;
	switch (d->act) {
	case FIX_SAME: result = rename_column(&x); break;
	case FIX_PRIVATE: result = add_private(&x); break;
	case FIX_GONE: result = make_optional(&x); break;
	case FIX_ALIAS: result = add_alias(&x); break;
	case FIX_ORDER: result = add_order(&x); break;
	case FIX_IGNORE:
	case FIX_WORDING:
		result =
			edits_add_to_list(&x.edits, x.root, d->act == FIX_IGNORE ? "ignore" : "wording", sv(d->header));
		if (result) by_hand(&x, x.root->at);
		break;
	}
	if (result) goto done;
	edits_apply(&x.edits, &after);
	str_clear(&texts->mapping);
	str_sv(&texts->mapping, sv_of(&after));
done:
	edits_dispose(&x.edits);
	str_dispose(&after);
	arena_dispose(&x.mem);
	return result;
}

static size_t problems_of(const struct claimed_file *f, const struct mapping *m)
{
	struct arena mem = ARENA_INIT;
	struct diags found = DIAGS_INIT;
	struct binding b;
	mapping_claim_bind(&b, &mem, f, m, NULL, &found);
	size_t n = found.errors;
	diags_dispose(&found);
	arena_dispose(&mem);
	return n;
}

int mapping_fix_prove(const struct fix_texts *texts, const struct mapping *before, const struct claimed_files *files,
	const struct vocabs *vocabs, struct diags *ds)
{
	struct arena mem = ARENA_INIT;
	struct mapping after;
	const struct yaml *policy = NULL;
	int result = mapping_load_text(&after, &mem, texts->mapping_name, sv_of(&texts->mapping), vocabs, ds);
	for (size_t i = 0; result == 0 && i < files->n; i++) {
		const struct claimed_file *f = &files->at[i];
		if (f->mapping != before || problems_of(f, &after) <= problems_of(f, before)) continue;
		diags_error(ds, "R155", ((struct place){ f->name, 0, 0 }),
			"repair the mapping in an editor; mentorpress mapping explain shows every column",
			"with this change the mapping would no longer fit this export");
		result = -1;
	}
	if (result == 0 && texts->policy_changed &&
		yaml_parse(&policy, &mem, texts->policy_name, arena_sv(&mem, sv_of(&texts->policy)), 1, ds))
		result = -1;
	arena_dispose(&mem);
	return result;
}
