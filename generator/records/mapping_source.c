/* mapping_source.c reads the head of a mapping, "source:": which files it is for, which form or forms their rows are of,
 * and how the files are written. */
#include <stdint.h>
#include "base/zone_name.h"
#include "records/mapping_read.h"

/* In the order of enum application_kind; a roster is none. */
static const char *const kinds[] = { "mentor", "peer", "mentee", "plan", "evaluation", "roster" };

static bool is_word(const struct yaml *y, const char *word)
{
	return y->kind == YAML_SCALAR && sv_is(y->text, word);
}

static void read_dates(struct mapping_reader *r, const struct yaml *source)
{
	static const char *const orders[DATE_ORDERS] = { "ymd", "mdy", "dmy", "serial" };
	struct yaml_texts texts = { 0 };
	r->m->dates[0] = DATE_YMD;
	r->m->ndates = 1;
	r->m->dates_at = source->at;
	if (!yaml_get(source, "dates") || !yaml_texts(source, "dates", true, r->mem, &texts, r->ds)) return;
	r->m->ndates = 0;
	if (texts.n) r->m->dates_at = texts.place[0];
	for (size_t i = 0; i < texts.n; i++) {
		size_t order = 0;
		bool again = false;
		while (order < DATE_ORDERS && !sv_is(texts.at[i], orders[order])) order++;
		for (size_t j = 0; j < r->m->ndates; j++) again |= r->m->dates[j] == (enum date_order)order;
		if (order == DATE_ORDERS || again)
			diags_error(r->ds, "R001", texts.place[i], "write each of ymd, mdy, dmy, serial at most once",
				"this is not an order of year, month and day");
		else
			r->m->dates[r->m->ndates++] = (enum date_order)order;
	}
}

/* One value or several that hold a row back; each is a rule of its own. */
static size_t read_skip_pair(struct mapping_reader *r, const struct yaml_pair *p, struct skip_rule *out)
{
	if (p->value->kind == YAML_SCALAR && (p->value->text.n || p->value->quoted)) {
		*out = (struct skip_rule){ p->key, mapping_key(r->mem, p->value->text), p->at };
		return 1;
	}
	size_t n = 0;
	for (size_t i = 0; p->value->kind == YAML_LIST && i < p->value->nitems; i++)
		if (p->value->item[i]->kind == YAML_SCALAR)
			out[n++] = (struct skip_rule){ p->key, mapping_key(r->mem, p->value->item[i]->text), p->at };
	if (n == 0 || n < p->value->nitems)
		diags_error(r->ds, "R002", p->value->at, "write one value or a list of values; \"\" for an empty cell",
			"\"skip when\" needs headers and their values");
	return n;
}

static void read_skip(struct mapping_reader *r, const struct yaml *source)
{
	const struct yaml *y = yaml_get(source, "skip when");
	size_t most = 1;
	if (!y) return;
	if (y->kind != YAML_MAP) {
		diags_error(r->ds, "R002", y->at, "write it as {\"Header\": \"value\"}",
			"\"skip when\" needs headers and their values");
		return;
	}
	for (size_t i = 0; i < y->npairs; i++) most += y->pair[i].value->nitems + 1;
	struct skip_rule *skip = ARENA_ARRAY(r->mem, struct skip_rule, most);
	for (size_t i = 0; i < y->npairs; i++) r->m->nskip += read_skip_pair(r, &y->pair[i], &skip[r->m->nskip]);
	r->m->skip = skip;
}

static void read_dialect(struct mapping_reader *r, const struct yaml *source)
{
	static const char *const words[] = { "auto", ",", ";", "tab" };
	static const char bytes[] = { 0, ',', ';', '\t' };
	static const char *const encodings[] = { "auto", "utf-8", "windows-1252", "macroman", "utf-16" };
	const struct yaml *encoding = yaml_get(source, "encoding"), *delimiter = yaml_get(source, "delimiter");
	size_t i = encoding ? mapping_choose(encoding, "an encoding", encodings, COUNT(encodings), r->ds) : 0;
	r->m->encoding = encodings[i == SIZE_MAX ? 0 : i];
	i = delimiter ? mapping_choose(delimiter, "a delimiter", words, COUNT(words), r->ds) : 0;
	r->m->delimiter = i == SIZE_MAX ? 0 : bytes[i];
}

static void read_timezone(struct mapping_reader *r, const struct yaml *source)
{
	struct sv zone = sv("");
	if (!yaml_text(source, "timezone", false, &zone, r->ds) || zone.n == 0) return;
	if (zone_name_ok(zone))
		r->m->timezone = arena_strdup(r->mem, zone);
	else
		diags_error(r->ds, "R111", yaml_get(source, "timezone")->at, ZONE_NAME_HELP,
			"\"%.*s\" is not a time zone", SV_ARG(zone));
}

static void read_missing(struct mapping_reader *r, const struct yaml *source)
{
	static const char *const words[] = { "keep", "pause" };
	const struct yaml *y = yaml_get(source, "missing");
	if (!y) return;
	if (r->m->roster)
		diags_error(r->ds, "R118", y->at, "remove the line: only the newest list of members counts",
			"\"missing\" is for application forms");
	else
		r->m->pause_missing = mapping_choose(y, "a rule for missing entries", words, COUNT(words), r->ds) == 1;
}

static void read_header_row(struct mapping_reader *r, const struct yaml *source)
{
	bool has = true;
	yaml_bool(source, "header row", &has, r->ds);
	r->m->no_header = !has;
}

static int by_code(const void *a, const void *b)
{
	return strcmp(((const struct mapping_form *)a)->code, ((const struct mapping_form *)b)->code);
}

static void set_forms(struct mapping_reader *r, struct mapping_form *forms, size_t n)
{
	struct str words = STR_INIT;
	if (n == 0) forms[n++] = (struct mapping_form){ sv(""), "", KIND_MENTOR };
	qsort(forms, n, sizeof *forms, by_code);
	r->m->forms = forms;
	r->m->nforms = n;
	r->m->kind = forms[0].kind;
	for (size_t k = 0; k < KIND_COUNT; k++)
		for (size_t i = 0; i < n; i++)
			if (forms[i].kind == (enum application_kind)k) {
				str_printf(&words, "%s%s", words.len ? ", " : "", kinds[k]);
				break;
			}
	r->m->kind_word = arena_strdup(r->mem, sv_of(&words));
	str_dispose(&words);
}

/* kinds: {text of the cell: kind} */
static void read_form_texts(struct mapping_reader *r, const struct yaml *y)
{
	struct mapping_form *forms = ARENA_ARRAY(r->mem, struct mapping_form, y->npairs + 1);
	size_t n = 0;
	for (size_t i = 0; i < y->npairs; i++) {
		const struct yaml_pair *p = &y->pair[i];
		size_t kind = mapping_choose(p->value, "a kind of form", kinds, KIND_COUNT, r->ds);
		struct sv text = mapping_key(r->mem, p->key);
		bool again = false;
		for (size_t j = 0; j < n; j++) again |= sv_eq(forms[j].text, text);
		if (again || text.n == 0)
			diags_error(r->ds, "R110", p->at, "give every form a text of its own, as it stands in the file",
				again ? "this form stands twice" : "a form needs a text in its column");
		else
			forms[n++] = (struct mapping_form){ text, arena_strdup(r->mem, p->key),
				kind == SIZE_MAX ? KIND_MENTOR : (enum application_kind)kind };
	}
	set_forms(r, forms, n);
}

/* form: {column: "Form", kinds: {mentor: mentor, …}} */
static void read_form_column(struct mapping_reader *r, const struct yaml *form, const struct yaml *kind)
{
	static const char *const keys[] = { "column", "kinds" };
	static const struct yaml none = { .kind = YAML_MAP };
	const struct yaml *texts = yaml_get(form, "kinds"), *column = yaml_get(form, "column");
	if (kind)
		diags_error(r->ds, "R110", kind->at, "remove this line",
			"the kinds of the forms stand under \"form\" already");
	yaml_keys(form, keys, COUNT(keys), "form", r->ds);
	yaml_text(form, "column", true, &r->m->form_header, r->ds);
	r->m->form_at = column ? column->at : form->at;
	if (!texts || texts->kind != YAML_MAP || texts->npairs == 0)
		diags_error(r->ds, "R110", texts ? texts->at : form->at,
			"write kinds: {\"text in the column\": mentor, …}",
			"the mapping does not say which text means which kind of form");
	read_form_texts(r, texts && texts->kind == YAML_MAP ? texts : &none);
}

static void read_one_form(struct mapping_reader *r, const struct yaml *source, const struct yaml *kind)
{
	struct sv form = sv("");
	size_t k = SIZE_MAX;
	if (kind)
		k = mapping_choose(kind, "a kind of export", kinds, COUNT(kinds), r->ds);
	else
		diags_error(r->ds, "R003", source->at, "add kind: mentor, peer, mentee, plan, evaluation or roster",
			"the mapping does not say what the export holds");
	r->m->roster = k == KIND_COUNT;
	yaml_text(source, "form", !r->m->roster, &form, r->ds);
	r->m->form = arena_strdup(r->mem, form);
	if (r->m->roster) {
		r->m->kind = KIND_COUNT;
		r->m->kind_word = kinds[KIND_COUNT];
		return;
	}
	struct mapping_form *one = ARENA_NEW(r->mem, struct mapping_form);
	*one = (struct mapping_form){ sv(""), r->m->form, k == SIZE_MAX ? KIND_MENTOR : (enum application_kind)k };
	set_forms(r, one, 1);
}

void mapping_source_read(struct mapping_reader *r, const struct yaml *root)
{
	static const char *const keys[] = { "files", "form", "kind", "encoding", "delimiter", "dates", "timezone",
		"missing", "skip when", "header row" };
	static const struct yaml nothing = { .kind = YAML_MAP };
	const struct yaml *source = yaml_get(root, "source"), *form;
	if (!source || is_word(source, "")) {
		diags_error(r->ds, "R003", source ? source->at : r->m->at,
			"begin it with source: and files:, form:, kind: below it",
			"the mapping does not say which files it is for");
		set_forms(r, ARENA_NEW(r->mem, struct mapping_form), 0);
		return;
	}
	if (yaml_keys(source, keys, COUNT(keys), "source", r->ds) && source->kind != YAML_MAP) source = &nothing;
	yaml_text(source, "files", source != &nothing, &r->m->files, r->ds);
	form = yaml_get(source, "form");
	if (form && form->kind == YAML_MAP)
		read_form_column(r, form, yaml_get(source, "kind"));
	else if (source == &nothing)
		set_forms(r, ARENA_NEW(r->mem, struct mapping_form), 0);
	else
		read_one_form(r, source, yaml_get(source, "kind"));
	read_dialect(r, source);
	read_dates(r, source);
	read_timezone(r, source);
	read_missing(r, source);
	read_header_row(r, source);
	read_skip(r, source);
}
