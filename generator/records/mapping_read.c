/* mapping_read.c reads the YAML of a mapping and refuses whatever does not make sense in itself, so that mapping.c
 * only ever meets rules that can be bound to a header. The two are apart because one speaks of our file and the other
 * of theirs. The parts of the YAML are read in mapping_source.c, mapping_rule.c and mapping_words.c. */
#include "records/mapping_read.h"
#include <stdint.h>
#include "base/fs.h"
#include "records/words.h"

struct sv mapping_key(struct arena *mem, struct sv text)
{
	struct str key = STR_INIT;
	words_key(&key, text);
	struct sv result = arena_sv(mem, sv_of(&key));
	str_dispose(&key);
	return result;
}

size_t mapping_choose(const struct yaml *y, const char *what, const char *const *words, size_t n, struct diags *ds)
{
	struct str all = STR_INIT;
	for (size_t i = 0; i < n; i++) {
		if (y->kind == YAML_SCALAR && sv_is(y->text, words[i])) {
			str_dispose(&all);
			return i;
		}
		str_printf(&all, "%s%s", i ? ", " : "", words[i]);
	}
	diags_error(ds, "R001", y->at, diags_text(ds, "write one of: %s", all.ptr), "this is not %s", what);
	str_dispose(&all);
	return SIZE_MAX;
}

static void read_eligible(struct mapping_reader *r, const struct yaml *root)
{
	static const char *const keys[] = { "status", "no date needed", "not" };
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
		yaml_texts(y, "not", false, r->mem, &r->m->status_not, r->ds);
	}
}

static bool has_kind(const struct mapping *m, enum application_kind kind)
{
	for (size_t i = 0; i < m->nforms; i++)
		if (m->forms[i].kind == kind) return true;
	return false;
}

static void need_all(struct mapping_reader *r, const char *const *fields)
{
	for (const char *const *f = fields; *f; f++)
		if (!mapping_rule(r->m, *f))
			diags_error(r->ds, "R005", r->m->at,
				diags_text(r->ds, "add a line %s: \"Header\" under columns", *f),
				"no column feeds the field %s", *f);
}

static void need_one(struct mapping_reader *r, const char *const *fields, const char *what, const char *help)
{
	for (const char *const *f = fields; *f; f++)
		if (mapping_rule(r->m, *f)) return;
	diags_error(r->ds, "R005", r->m->at, help, "no column tells %s", what);
}

/* Without these an application, a member or a partnership cannot be told from another. */
static void check_needed(struct mapping_reader *r)
{
	static const char *const form[] = { "form_entry_no", "submitted_at", NULL };
	static const char *const roster[] = { "member_no", "member_status", NULL };
	static const char *const person[] = { "email", "member_no", NULL };
	static const char *const submitter[] = { "email", "member_no", "own_entry", NULL };
	static const char *const partnership[] = { "partnership_id", "partner_entry", "partner_email", NULL };
	bool about = has_kind(r->m, KIND_PLAN) || has_kind(r->m, KIND_EVALUATION);
	bool applies = has_kind(r->m, KIND_MENTOR) || has_kind(r->m, KIND_PEER) || has_kind(r->m, KIND_MENTEE);
	need_all(r, r->m->roster ? roster : form);
	if (applies)
		need_one(r, person, "who a person is",
			"add a line email: \"Header\" or member_no: \"Header\" under columns");
	else if (about)
		need_one(r, submitter, "who sent the form",
			"add a line email: \"Header\", member_no: \"Header\" or own_entry: \"Header\" under columns");
	if (about)
		need_one(r, partnership, "which partnership it is about",
			"add a line partnership_id: \"Header\", partner_entry: {column: \"Header\", entry: yes} or "
			"partner_email: \"Header\" under columns");
}

/* Mentees choose mentors, peers choose peers; a mapping that says otherwise has mixed up its forms. */
static void check_choices(struct mapping_reader *r)
{
	for (size_t i = 0; i < r->m->nrules; i++) {
		const struct rule *u = &r->m->rule[i];
		if (u->in == KIND_COUNT || strncmp(u->field, "pref", 4) != 0) continue;
		bool fits = u->in == KIND_MENTOR ? has_kind(r->m, KIND_MENTEE)
			    : u->in == KIND_PEER ? has_kind(r->m, KIND_PEER)
						 : false;
		if (!fits)
			diags_error(r->ds, "R118", u->at, "mentees choose in: mentor, peers in: peer",
				"the choice %s cannot be of that kind in this form", u->field);
	}
}

static int by_field(const void *a, const void *b)
{
	return strcmp(((const struct rule *)a)->field, ((const struct rule *)b)->field);
}

static void read_columns(struct mapping_reader *r, const struct yaml *root)
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
	check_choices(r);
}

static void read_mapping(struct mapping_reader *r, const struct yaml *root)
{
	static const char *const keys[] = { "source", "columns", "ignore", "wording", "eligible" };
	if (yaml_keys(root, keys, COUNT(keys), "a mapping", r->ds) && root->kind != YAML_MAP) return;
	mapping_source_read(r, root);
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
	m->files = m->form_header = sv("");
	if (fs_read(&text, path, FS_MAX_TEXT, &err)) {
		diags_error(ds, "R006", ((struct place){ m->name, 0, 0 }), NULL, "%s", err.ptr);
		goto done;
	}
	diags_source(sources, m->name, sv_of(&text), false);
	m->digest = sha256_of(sv_of(&text));
	struct mapping_reader r = { mem, vocabs, m, ds };
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

int mapping_load_text(struct mapping *out, struct arena *mem, const char *name, struct sv text,
	const struct vocabs *vocabs, struct diags *ds)
{
	struct mapping_reader r = { mem, vocabs, out, ds };
	const struct yaml *root = NULL;
	size_t errors = ds->errors;
	*out = (struct mapping){ .name = name,
		.at = { name, 1, 1 },
		.form = "",
		.kind_word = "",
		.encoding = "",
		.files = sv(""),
		.form_header = sv(""),
		.digest = sha256_of(text) };
	if (yaml_parse(&root, mem, name, arena_sv(mem, text), 1, ds) == 0) read_mapping(&r, root);
	return ds->errors > errors ? -1 : 0;
}

const struct rule *mapping_rule(const struct mapping *m, const char *field)
{
	for (size_t i = 0; i < m->nrules; i++)
		if (!strcmp(m->rule[i].field, field)) return &m->rule[i];
	return NULL;
}
