/* mapping_read.c reads the YAML of a mapping and refuses whatever does not make sense in itself, so that mapping.c
 * only ever meets rules that can be bound to a header. The two are apart because one speaks of our file and the other
 * of theirs. */
#include <stdint.h>
#include "base/fs.h"
#include "base/vec.h"
#include "records/mapping_read.h"
#include "records/words.h"

#define COUNT(a) (sizeof(a) / sizeof *(a))

struct reader {
	struct arena *mem;
	const struct vocabs *vocabs;
	struct mapping *m;
	struct diags *ds;
};

static struct sv key_of(struct reader *r, struct sv v)
{
	struct str key = STR_INIT;
	words_key(&key, v);
	struct sv result = arena_sv(r->mem, sv_of(&key));
	str_dispose(&key);
	return result;
}

static const char *text_z(struct reader *r, struct sv v)
{
	return arena_strdup(r->mem, v);
}

/* The words of a value, one or a list of them. */
static size_t one_of(struct sv word, const char *const *words, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (sv_is(word, words[i])) return i;
	return SIZE_MAX;
}

static size_t choose(struct reader *r, const struct yaml *y, const char *what, const char *const *words, size_t n)
{
	size_t i = y->kind == YAML_SCALAR ? one_of(y->text, words, n) : SIZE_MAX;
	if (i != SIZE_MAX) return i;
	struct str all = STR_INIT;
	for (size_t w = 0; w < n; w++) str_printf(&all, "%s%s", w ? ", " : "", words[w]);
	diags_error(r->ds, "R001", y->at, diags_text(r->ds, "write one of: %s", all.ptr), "this is not %s", what);
	str_dispose(&all);
	return SIZE_MAX;
}

/* source: */

static void read_dates(struct reader *r, const struct yaml *source)
{
	static const char *const orders[] = { "ymd", "mdy", "dmy" };
	const struct yaml *y = yaml_get(source, "dates");
	struct yaml_texts texts = { 0 };
	r->m->dates[0] = DATE_YMD;
	r->m->ndates = 1;
	if (!y || !yaml_texts(source, "dates", true, r->mem, &texts, r->ds)) return;
	r->m->ndates = 0;
	for (size_t i = 0; i < texts.n; i++) {
		size_t order = one_of(texts.at[i], orders, COUNT(orders));
		bool again = false;
		for (size_t j = 0; j < r->m->ndates; j++) again |= r->m->dates[j] == (enum date_order)order;
		if (order == SIZE_MAX || again)
			diags_error(r->ds, "R001", texts.place[i], "write each of ymd, mdy, dmy at most once",
				"this is not an order of year, month and day");
		else
			r->m->dates[r->m->ndates++] = (enum date_order)order;
	}
}

static void read_skip(struct reader *r, const struct yaml *source)
{
	const struct yaml *y = yaml_get(source, "skip when");
	if (!y) return;
	if (y->kind != YAML_MAP) {
		diags_error(r->ds, "R002", y->at, "write it as {\"Header\": \"value\"}",
			"\"skip when\" needs headers and their values");
		return;
	}
	struct skip_rule *skip = ARENA_ARRAY(r->mem, struct skip_rule, y->npairs + 1);
	for (size_t i = 0; i < y->npairs; i++) {
		const struct yaml_pair *p = &y->pair[i];
		if (p->value->kind != YAML_SCALAR)
			diags_error(r->ds, "R002", p->value->at, "write one value",
				"\"skip when\" needs headers and their values");
		skip[i] = (struct skip_rule){ p->key, key_of(r, p->value->text), p->at };
	}
	r->m->skip = skip;
	r->m->nskip = y->npairs;
}

static void read_delimiter(struct reader *r, const struct yaml *source)
{
	static const char *const words[] = { "auto", ",", ";", "tab" };
	static const char bytes[] = { 0, ',', ';', '\t' };
	const struct yaml *y = yaml_get(source, "delimiter");
	size_t i = y ? choose(r, y, "a delimiter", words, COUNT(words)) : 0;
	r->m->delimiter = i == SIZE_MAX ? 0 : bytes[i];
}

static void read_source(struct reader *r, const struct yaml *root)
{
	static const char *const keys[] = { "files", "form", "kind", "encoding", "delimiter", "dates", "skip when" };
	static const char *const kinds[] = { "mentor", "peer", "mentee", "plan", "evaluation", "roster" };
	static const char *const encodings[] = { "auto", "utf-8", "windows-1252", "utf-16" };
	const struct yaml *source = yaml_get(root, "source"), *y;
	struct sv form = sv("");
	r->m->kind_word = kinds[0];
	r->m->encoding = encodings[0];
	if (!source) {
		diags_error(r->ds, "R003", r->m->at, "begin it with source: and files:, form:, kind: below it",
			"the mapping does not say which files it is for");
		return;
	}
	yaml_keys(source, keys, COUNT(keys), "source", r->ds);
	yaml_text(source, "files", true, &r->m->files, r->ds);
	if ((y = yaml_get(source, "kind"))) {
		size_t kind = choose(r, y, "a kind of export", kinds, COUNT(kinds));
		r->m->kind_word = kinds[kind == SIZE_MAX ? 0 : kind];
		r->m->roster = kind == KIND_COUNT;
		r->m->kind = kind < KIND_COUNT ? (enum application_kind)kind : KIND_COUNT;
	} else {
		diags_error(r->ds, "R003", source->at, "add kind: mentor, peer, mentee, plan, evaluation or roster",
			"the mapping does not say what the export holds");
	}
	yaml_text(source, "form", !r->m->roster, &form, r->ds);
	r->m->form = text_z(r, form);
	if (!r->m->roster) {
		struct mapping_form *one = ARENA_NEW(r->mem, struct mapping_form);
		*one = (struct mapping_form){ sv(""), r->m->form, r->m->kind };
		r->m->forms = one;
		r->m->nforms = 1;
	}
	if ((y = yaml_get(source, "encoding"))) {
		size_t encoding = choose(r, y, "an encoding", encodings, COUNT(encodings));
		r->m->encoding = encodings[encoding == SIZE_MAX ? 0 : encoding];
	}
	read_delimiter(r, source);
	read_dates(r, source);
	read_skip(r, source);
}

static void read_eligible(struct reader *r, const struct yaml *root)
{
	static const char *const keys[] = { "status", "no date needed" };
	const struct yaml *y = yaml_get(root, "eligible");
	if (!y && r->m->roster)
		diags_error(r->ds, "R004", r->m->at, "add eligible: {status: [Active]}",
			"the mapping does not say which members are in good standing");
	else if (y && !r->m->roster)
		diags_error(r->ds, "R004", y->at, "move it to the mapping of the list of members",
			"only a roster says who is eligible");
	else if (y && yaml_keys(y, keys, COUNT(keys), "eligible", r->ds) == 0) {
		yaml_texts(y, "status", true, r->mem, &r->m->status_ok, r->ds);
		yaml_texts(y, "no date needed", false, r->mem, &r->m->no_date, r->ds);
	}
}

/* Without these an application or a member cannot be told from another. */
static void check_needed(struct reader *r)
{
	static const char *const application[] = { "form_entry_no", "submitted_at", NULL }, *const roster[] = {
		"member_no", "member_status", NULL
	};
	for (const char *const *f = r->m->roster ? roster : application; *f; f++)
		if (!mapping_rule(r->m, *f))
			diags_error(r->ds, "R005", r->m->at,
				diags_text(r->ds, "add a line %s: \"Header\" under columns", *f),
				"no column feeds the field %s", *f);
	if (!r->m->roster && !mapping_rule(r->m, "email") && !mapping_rule(r->m, "member_no"))
		diags_error(r->ds, "R005", r->m->at,
			"add a line email: \"Header\" or member_no: \"Header\" under columns",
			"no column tells who a person is");
}

static int by_field(const void *a, const void *b)
{
	return strcmp(((const struct rule *)a)->field, ((const struct rule *)b)->field);
}

static void read_columns(struct reader *r, const struct yaml *root)
{
	const struct yaml *columns = yaml_get(root, "columns");
	if (!columns || columns->kind != YAML_MAP) {
		diags_error(r->ds, "R003", columns ? columns->at : r->m->at,
			"add columns: and below it lines such as email: \"Email\"", "the mapping has no columns");
		return;
	}
	struct rule *rules = ARENA_ARRAY(r->mem, struct rule, columns->npairs + 1);
	for (size_t i = 0; i < columns->npairs; i++)
		mapping_read_rule(&rules[i], r->mem, &columns->pair[i], r->vocabs, r->ds);
	qsort(rules, columns->npairs, sizeof *rules, by_field);
	r->m->rule = rules;
	r->m->nrules = columns->npairs;
	check_needed(r);
}

static void read_mapping(struct reader *r, const struct yaml *root)
{
	static const char *const keys[] = { "source", "columns", "ignore", "wording", "eligible" };
	if (yaml_keys(root, keys, COUNT(keys), "a mapping", r->ds) && root->kind != YAML_MAP) return;
	read_source(r, root);
	read_columns(r, root);
	yaml_texts(root, "ignore", false, r->mem, &r->m->ignore, r->ds);
	yaml_texts(root, "wording", false, r->mem, &r->m->wording, r->ds);
	read_eligible(r, root);
}

static void load_one(struct mapping *m, struct arena *mem, const char *path, const struct vocabs *vocabs,
	struct diags *ds, struct diags *sources)
{
	struct str text = STR_INIT, err = STR_INIT;
	const struct yaml *root = NULL;
	m->at = (struct place){ m->name, 1, 1 };
	m->form = m->kind_word = m->encoding = "";
	m->files = sv("");
	if (fs_read(&text, path, FS_MAX_TEXT, &err)) {
		diags_error(ds, "R006", ((struct place){ m->name, 0, 0 }), NULL, "%s", err.ptr);
		goto done;
	}
	diags_source(sources, m->name, sv_of(&text), false);
	m->digest = sha256_of(sv_of(&text));
	struct reader r = { mem, vocabs, m, ds };
	if (yaml_parse(&root, mem, m->name, arena_sv(mem, sv_of(&text)), 1, ds) == 0) read_mapping(&r, root);
done:
	str_dispose(&text);
	str_dispose(&err);
}

static bool holds(const struct diags *ds, const struct diag *d)
{
	for (size_t i = 0; i < ds->n; i++) {
		const struct diag *o = &ds->at[i];
		if (o->at.line == d->at.line && o->at.col == d->at.col && !strcmp(o->code, d->code) &&
			!strcmp(o->text, d->text) &&
			!strcmp(o->at.file ? o->at.file : "", d->at.file ? d->at.file : ""))
			return true;
	}
	return false;
}

/* Both the import and the policy read the mappings; what is wrong with one is said once. */
static int merge(struct diags *ds, const struct diags *found)
{
	for (size_t i = 0; i < found->n; i++) {
		const struct diag *d = &found->at[i];
		if (!holds(ds, d)) diags_add(ds, d->sev, diags_text(ds, "%s", d->code), d->at, d->help, "%s", d->text);
	}
	return found->errors ? -1 : 0;
}

int mapping_load_all(struct mappings *out, struct arena *mem, const char *dir, const char *name,
	const struct vocabs *vocabs, struct diags *ds)
{
	struct fs_list files;
	struct str err = STR_INIT;
	struct diags found = DIAGS_INIT;
	*out = (struct mappings){ NULL, 0 };
	found.show_values = ds->show_values;
	if (fs_glob(&files, mem, dir, "*.yml", &err)) {
		diags_error(ds, "R006", NOPLACE, NULL, "%s", err.ptr);
		str_dispose(&err);
		return -1;
	}
	struct mapping *list = ARENA_ARRAY(mem, struct mapping, files.n + 1);
	for (size_t i = 0; i < files.n; i++) {
		list[i].name = arena_printf(mem, "%s/%s", name, fs_base(files.at[i]));
		load_one(&list[i], mem, fs_join(mem, dir, fs_base(files.at[i])), vocabs, &found, ds);
	}
	*out = (struct mappings){ list, files.n };
	int result = merge(ds, &found);
	diags_dispose(&found);
	return result;
}

const struct rule *mapping_rule(const struct mapping *m, const char *field)
{
	for (size_t i = 0; i < m->nrules; i++)
		if (!strcmp(m->rule[i].field, field)) return &m->rule[i];
	return NULL;
}
