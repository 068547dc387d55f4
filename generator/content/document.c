/* document.c: the schema of content files. Every kind lists its keys, so that a mistyped key is an error with a
 * suggestion and never a setting that silently does nothing. What the dates and versions of SOPs mean together is in
 * controlled.c. */
#include "content/address.h"
#include "content/document.h"

#define COUNT(a) (sizeof(a) / sizeof *(a))
#define NO_ORDER 1000 /* documents without an order follow those with one */

struct reading {
	struct build *b;
	struct source *s;
	struct document *d;
	const struct yaml *map;
	struct diags *ds;
};

/* ---- where a file lies */

static const struct {
	const char *folder, *path;
} layout[] = {
	[DOC_PAGE] = { "content/pages/", "%.*s.html" },
	[DOC_FAQ] = { "content/faqs/", "faqs.html#%.*s" },
	[DOC_GUIDANCE] = { "content/guidance/", "guidance-%.*s.html" },
	[DOC_TOOL] = { "content/tools/", "tool-%.*s.html" },
	[DOC_SOP] = { "content/sops/", "docs/%.*s.html" },
	[DOC_DEFINITION] = { "content/definitions/", "definitions.html#%.*s" },
};

static bool plain_name(struct sv id)
{
	for (size_t i = 0; i < id.n; i++)
		if (!((id.p[i] >= 'a' && id.p[i] <= 'z') || (id.p[i] >= '0' && id.p[i] <= '9') || id.p[i] == '-'))
			return false;
	return id.n > 0 && id.n <= 60 && id.p[0] != '-';
}

static const char *address(struct arena *mem, enum doc_kind kind, struct sv id)
{
	struct str s = STR_INIT;
	struct sv form = sv(layout[kind].path);
	size_t hole = sv_find(form, SV_LIT("%.*s"));
	str_sv(&s, sv_sub(form, 0, hole));
	str_sv(&s, id);
	str_sv(&s, sv_sub(form, hole + 4, form.n));
	char *z = arena_strdup(mem, sv_of(&s));
	str_dispose(&s);
	return z;
}

bool document_place(struct document *out, struct arena *mem, const char *file, struct diags *ds)
{
	const struct place at = { file, 0, 0 };
	for (size_t k = 0; k < COUNT(layout); k++) {
		struct sv name = sv(file), family, version;
		if (!sv_starts(name, layout[k].folder)) continue;
		name = sv_sub(name, strlen(layout[k].folder), name.n);
		if (!sv_ends(name, ".md") || sv_find(name, SV_LIT("/")) != SIZE_MAX) break;
		struct sv id = sv_sub(name, 0, name.n - 3);
		out->kind = (enum doc_kind)k;
		out->file = file;
		out->id = arena_strdup(mem, id);
		out->path = address(mem, out->kind, id);
		if (k == DOC_SOP ? build_split_number(id, &family, &version) : plain_name(id)) return true;
		diags_error(ds, "C004", at,
			k == DOC_SOP ? "name it by its number, such as MP-02.03.md"
				     : "use small letters, digits and hyphens, such as first-contact.md",
			"the name of this file cannot be an address");
		return false;
	}
	diags_warn(ds, "C004", at,
		"documents are files *.md in pages, faqs, guidance, tools, sops and definitions; what several share is "
		"*.md "
		"in shared and *.csv in tables",
		"this file is not where content is looked for, so it is ignored");
	return false;
}

bool document_is_draft(const struct source *s)
{
	struct diags unheard = DIAGS_INIT;
	bool draft = false;
	yaml_bool(s->front.map, "draft", &draft, &unheard);
	diags_dispose(&unheard);
	return draft || (s->doc->kind == DOC_SOP && !yaml_get(s->front.map, "approved"));
}

/* ---- typed reads */

static struct place place_of(const struct reading *r, const char *key)
{
	const struct yaml *v = yaml_get(r->map, key);
	return v ? v->at : (struct place){ r->d->file, 1, 1 };
}

static void read_text(struct reading *r, const char *key, bool required, struct sv *out)
{
	if (!yaml_text(r->map, key, required, out, r->ds)) *out = sv("");
	*out = sv_trim(*out);
	if (required && yaml_get(r->map, key) && yaml_get(r->map, key)->kind == YAML_SCALAR && !out->n)
		diags_error(r->ds, "C005", place_of(r, key), "write something after the colon", "%s is empty", key);
}

static void read_choice(
	struct reading *r, const char *key, bool required, const char *const *choice, size_t n, struct sv *out)
{
	struct str all = STR_INIT;
	read_text(r, key, required, out);
	for (size_t i = 0; i < n && out->n; i++) {
		if (sv_is(*out, choice[i])) n = 0;
		str_printf(&all, "%s%s", i ? ", " : "", choice[i]);
	}
	if (n && out->n)
		diags_error(r->ds, "C006", place_of(r, key), diags_text(r->ds, "write one of: %s", all.ptr),
			"%s: \"%.*s\" is not one of the choices", key, SV_ARG(*out));
	str_dispose(&all);
}

static void read_date(struct reading *r, const char *key, bool required, date_t *out)
{
	*out = DATE_NONE;
	if (!yaml_date(r->map, key, required, out, r->ds)) *out = DATE_NONE;
}

static void read_list(struct reading *r, const char *key, const struct sv **out, size_t *n)
{
	struct yaml_texts t = { NULL, NULL, 0 };
	if (!yaml_texts(r->map, key, false, &r->b->mem, &t, r->ds)) return;
	*out = t.at;
	*n = t.n;
}

static void check_keys(struct reading *r, const char *const *keys, size_t n, const char *what)
{
	static const char *const common[] = { "title", "draft", "keywords", "glossary", "readers", "aliases", "lang" };
	const char *all[40];
	size_t count = 0;
	for (size_t i = 0; i < COUNT(common); i++) all[count++] = common[i];
	for (size_t i = 0; i < n; i++) all[count++] = keys[i];
	yaml_keys(r->map, all, count, what, r->ds);
}

#define CHECK_KEYS(r, what, ...)                                                                                       \
	do {                                                                                                           \
		static const char *const keys_[] = { __VA_ARGS__ };                                                    \
		check_keys((r), keys_, COUNT(keys_), (what));                                                          \
	} while (0)

/* ---- kinds */

static const char *const roles[] = { "mentee", "peer", "mentor" };

/* A role page has all that the home page shows of a role. A mentor waits to be asked, so searches nothing. */
static void check_role_page(struct reading *r)
{
	struct document *d = r->d;
	const struct {
		const char *key;
		bool there;
	} part[] = { { "role", d->role.n > 0 }, { "steps", d->nsteps > 0 }, { "apply", d->apply.n > 0 },
		{ "search", d->search.n > 0 || sv_is(d->role, "mentor") } };
	bool any = d->search.n > 0, all = true;
	for (size_t i = 0; i < 3; i++) any |= part[i].there;
	for (size_t i = 0; i < COUNT(part); i++) all &= part[i].there;
	if (!any || all) return;
	for (size_t i = 0; i < COUNT(part); i++)
		if (!part[i].there)
			diags_error(r->ds, "C005", place_of(r, "role"),
				"a page of a role has role, steps, apply and search together", "%s is missing",
				part[i].key);
}

static void read_page(struct reading *r)
{
	static const char *const apply[] = { "mentor_application", "peer_application", "mentee_application" };
	static const char *const search[] = { "mentors", "peers" };
	struct document *d = r->d;
	CHECK_KEYS(r, "a page", "lead", "nav", "role", "steps", "apply", "search", "gain", "updated");
	read_text(r, "lead", false, &d->lead);
	d->nav = yaml_get(r->map, "nav") != NULL;
	if (d->nav) yaml_int(r->map, "nav", false, 0, 999, &d->order, r->ds);
	read_choice(r, "role", false, roles, COUNT(roles), &d->role);
	read_choice(r, "apply", false, apply, COUNT(apply), &d->apply);
	read_choice(r, "search", false, search, COUNT(search), &d->search);
	read_list(r, "steps", &d->steps, &d->nsteps);
	read_list(r, "gain", &d->gain, &d->ngain);
	read_date(r, "updated", false, &d->updated);
	check_role_page(r);
}

static void read_faq(struct reading *r)
{
	static const char *const audience[] = { "everyone", "members", "mentors" };
	struct document *d = r->d;
	CHECK_KEYS(r, "a question", "audience", "order", "clauses", "updated");
	read_choice(r, "audience", true, audience, COUNT(audience), &d->audience);
	yaml_int(r->map, "order", false, 0, 999, &d->order, r->ds);
	yaml_texts(r->map, "clauses", false, &r->b->mem, &r->s->clause_texts, r->ds);
	read_date(r, "updated", false, &d->updated);
}

static void read_template(struct reading *r)
{
	static const char *const choice[] = { "form", "tables" };
	struct sv which = sv("");
	read_choice(r, "template", false, choice, COUNT(choice), &which);
	r->d->template = sv_is(which, "form")     ? TEMPLATE_FORM
			 : sv_is(which, "tables") ? TEMPLATE_TABLES
						  : TEMPLATE_NONE;
}

static void read_guidance(struct reading *r)
{
	static const char *const role[] = { "mentee", "peer", "mentor", "everyone" };
	struct document *d = r->d;
	if (d->kind == DOC_TOOL)
		CHECK_KEYS(r, "a tool", "lead", "role", "order", "updated", "owner", "review_due", "template");
	else
		CHECK_KEYS(r, "a guidance page", "lead", "role", "order", "updated", "owner", "review_due");
	read_text(r, "lead", false, &d->lead);
	read_choice(r, "role", false, role, COUNT(role), &d->role);
	yaml_int(r->map, "order", false, 0, 999, &d->order, r->ds);
	read_text(r, "owner", false, &d->owner);
	read_date(r, "updated", false, &d->updated);
	read_date(r, "review_due", false, &d->review_due);
	if (d->kind == DOC_TOOL) read_template(r);
}

static void read_definition(struct reading *r)
{
	CHECK_KEYS(r, "a definition", "order", "also", "everyday");
	yaml_texts(r->map, "also", false, &r->b->mem, &r->s->also, r->ds);
	yaml_bool(r->map, "everyday", &r->s->everyday, r->ds);
	yaml_int(r->map, "order", false, 0, 999, &r->d->order, r->ds);
}

/* ---- SOPs */

static size_t read_approvals(struct reading *r, const char *key, bool is_review, struct approval *out)
{
	static const char *const keys[] = { "name", "credentials", "title", "date", "meaning", "method" };
	const struct yaml *list = yaml_get(r->map, key);
	size_t n = 0;
	if (!list) return 0;
	if (list->kind != YAML_LIST) {
		diags_error(r->ds, "C006", list->at,
			"write a list: a line for each person beginning with \"  - name:\"", "%s is not a list", key);
		return 0;
	}
	for (size_t i = 0; i < list->nitems; i++) {
		const struct yaml *item = list->item[i];
		struct approval a = { .is_review = is_review, .date = DATE_NONE };
		a.name = a.credentials = a.title = a.method = sv("");
		a.meaning = is_review ? sv("Reviewed") : sv("Approved");
		yaml_keys(item, keys, COUNT(keys), key, r->ds);
		if (item->kind != YAML_MAP) continue;
		yaml_text(item, "name", true, &a.name, r->ds);
		yaml_text(item, "credentials", false, &a.credentials, r->ds);
		yaml_text(item, "title", false, &a.title, r->ds);
		yaml_text(item, "meaning", false, &a.meaning, r->ds);
		yaml_text(item, "method", false, &a.method, r->ds);
		yaml_date(item, "date", true, &a.date, r->ds);
		a.name = sv_trim(a.name);
		out[n++] = a;
	}
	return n;
}

static size_t list_length(const struct yaml *map, const char *key)
{
	const struct yaml *list = yaml_get(map, key);
	return list ? list->nitems : 0;
}

static void read_all_approvals(struct reading *r)
{
	size_t cap = list_length(r->map, "reviewed_by") + list_length(r->map, "approved_by");
	struct approval *all = ARENA_ARRAY(&r->b->mem, struct approval, cap + 1);
	size_t n = read_approvals(r, "reviewed_by", true, all);
	n += read_approvals(r, "approved_by", false, all + n);
	r->d->approval = all;
	r->d->napprovals = n;
}

static void check_numbers(struct reading *r)
{
	struct document *d = r->d;
	struct sv version = sv(""), family, other;
	if (d->number.n && !sv_is(d->number, d->id))
		diags_error(r->ds, "C050", place_of(r, "number"), "rename the file or correct the number",
			"number %.*s stands in a file named %s.md", SV_ARG(d->number), d->id);
	d->number = sv(d->id);
	build_split_number(d->number, &d->family, &d->version);
	read_text(r, "version", false, &version);
	if (version.n && !sv_eq(version, d->version) && !sv_eq(version, d->number))
		diags_error(r->ds, "C051", place_of(r, "version"),
			diags_text(r->ds, "write version: \"%.*s\"", SV_ARG(d->version)),
			"version %.*s does not agree with the number %s", SV_ARG(version), d->id);
	if (d->supersedes.n && !build_split_number(d->supersedes, &family, &other))
		diags_error(r->ds, "C006", place_of(r, "supersedes"), "write the whole number, such as MP-02.02",
			"supersedes: \"%.*s\" is not the number of a document", SV_ARG(d->supersedes));
}

static void read_references(struct reading *r)
{
	struct yaml_texts t = { NULL, NULL, 0 };
	if (!yaml_texts(r->map, "references", false, &r->b->mem, &t, r->ds)) return;
	r->d->reference = ARENA_ARRAY(&r->b->mem, struct doc_reference, t.n + 1);
	r->d->nreferences = t.n;
	for (size_t i = 0; i < t.n; i++)
		r->d->reference[i] = (struct doc_reference){ sv_trim(t.at[i]), NULL, t.place[i] };
}

static void read_sop(struct reading *r)
{
	struct document *d = r->d;
	CHECK_KEYS(r, "an SOP", "number", "version", "supersedes", "effective", "approved", "original_issue", "retired",
		"review_due", "owner", "audience", "pages_issued", "changes", "reviewed_by", "approved_by",
		"fingerprint", "references", "lead");
	bool draft = document_is_draft(r->s);
	read_text(r, "number", true, &d->number);
	read_text(r, "supersedes", false, &d->supersedes);
	read_text(r, "lead", false, &d->lead);
	read_text(r, "owner", false, &d->owner);
	read_text(r, "audience", false, &d->audience);
	read_text(r, "changes", !draft, &d->changes);
	read_text(r, "fingerprint", false, &r->s->fingerprint);
	read_date(r, "effective", !draft, &d->effective);
	read_date(r, "approved", false, &d->approved);
	read_date(r, "original_issue", !draft, &d->original_issue);
	read_date(r, "retired", false, &d->retired);
	read_date(r, "review_due", false, &d->review_due);
	yaml_int(r->map, "pages_issued", false, 1, 999, &d->pages_issued, r->ds);
	read_references(r);
	read_all_approvals(r);
	check_numbers(r);
	d->updated = d->effective;
	if (d->review_due == DATE_NONE && d->effective != DATE_NONE) d->review_due = date_add_months(d->effective, 36);
}

static void set_revision(struct document *d, const struct frontmatter *front)
{
	d->revision = frontmatter_revision(front);
	struct sha256_hex hex = sha256_hex(&d->revision);
	memcpy(d->revision_short, hex.z, sizeof d->revision_short - 1);
}

void document_read(struct build *b, struct source *s)
{
	static void (*const read[])(struct reading *) = { [DOC_PAGE] = read_page,
		[DOC_FAQ] = read_faq,
		[DOC_GUIDANCE] = read_guidance,
		[DOC_TOOL] = read_guidance,
		[DOC_SOP] = read_sop,
		[DOC_DEFINITION] = read_definition };
	struct document *d = s->doc;
	struct reading r = { b, s, d, s->front.map, b->ds };
	const struct sv *keywords = NULL;
	size_t before = b->ds->errors, nkeywords = 0;
	d->lang = sv("");
	d->title = d->lead = d->role = d->apply = d->search = d->audience = sv("");
	d->number = d->family = d->version = d->supersedes = d->owner = d->changes = d->watermark = s->fingerprint =
		sv("");
	d->superseded_number = sv("");
	d->updated = d->effective = d->approved = d->original_issue = d->retired = d->review_due = DATE_NONE;
	d->superseded_on = DATE_NONE;
	d->order = NO_ORDER;
	s->glossary = d->kind != DOC_SOP; /* an approved page gains no links that were not approved with it */
	d->readers = b->settings->readers;
	d->at = (struct place){ d->file, 1, 1 };
	if (s->front.map->kind == YAML_MAP) {
		read_text(&r, "title", true, &d->title);
		d->at = place_of(&r, "title");
		yaml_bool(r.map, "draft", &d->draft, r.ds);
		yaml_bool(r.map, "glossary", &s->glossary, r.ds);
		read_list(&r, "keywords", &keywords, &nkeywords);
		address_read(b, d, r.map);
		read[d->kind](&r);
	} else {
		diags_error(b->ds, "C002", s->front.map->at, "write lines such as   title: Can I pause my entry?",
			"the head of the file is not a list of settings");
	}
	set_revision(d, &s->front);
	s->unsound = b->ds->errors > before;
}
