/* Reading the one file that says what may leave the private side. It is read strictly: what it does not name does not leave,
 * a field that it forgot stops the run, and everything wrong with it is said in one go. */
#include "privacy/policy.h"
#include "base/fs.h"
#include "input/yaml.h"
#include "records/fields.h"

enum { POOLS_MAX = 8, RUNGS_MAX = 1 << 20 };

struct reader {
	struct policy *out;
	struct arena *mem;
	struct diags *ds;
	const struct vocabs *vocabs;
	const struct mapped_field *mapped;
	size_t nmapped;
	const char *file;
	struct map class; /* field -> the class its list gave it */
	struct map open;  /* field -> place pointer: shown by some pool */
};

static const struct mapped_field *mapped_named(const struct reader *r, struct sv name)
{
	for (size_t i = 0; i < r->nmapped; i++)
		if (sv_is(name, r->mapped[i].name)) return &r->mapped[i];
	return NULL;
}

static bool known_field(const struct reader *r, struct sv name)
{
	return field_find(name) || mapped_named(r, name);
}

static const char *near_field(struct reader *r, struct sv name)
{
	const char *names[256];
	size_t n = 0;

	for (size_t i = 0; field_at(i) && n < 256; i++) names[n++] = field_at(i)->name;
	for (size_t i = 0; i < r->nmapped && n < 256; i++) names[n++] = r->mapped[i].name;
	const char *near = diags_near(name, names, n);
	return near ? diags_text(r->ds, "did you mean \"%s\"?", near)
		    : "write a field that a mapping in records/mappings feeds";
}

static bool check_field(struct reader *r, struct sv name, struct place at)
{
	if (known_field(r, name)) return true;
	diags_error(r->ds, "P010", at, near_field(r, name), "no mapping feeds a field \"%.*s\"", SV_ARG(name));
	return false;
}

static const char *near_or(struct reader *r, struct sv word, const char *const *names, size_t n, const char *otherwise)
{
	const char *near = diags_near(word, names, n);

	return near ? diags_text(r->ds, "did you mean \"%s\"?", near) : otherwise;
}

static void read_classes(struct reader *r, const struct yaml *root)
{
	static const char *const names[] = { "private", "status", "ignore" };
	static const enum field_class classes[] = { CLASS_PRIVATE, CLASS_STATUS, CLASS_IGNORE };
	const struct yaml *node = yaml_get(root, "classes");

	if (!node) return;
	yaml_keys(node, names, 3, "classes", r->ds);
	for (size_t c = 0; c < 3; c++) {
		struct yaml_texts list = { 0 };

		if (!yaml_texts(node, names[c], false, r->mem, &list, r->ds)) continue;
		for (size_t i = 0; i < list.n; i++) {
			if (!check_field(r, list.at[i], list.place[i])) continue;
			if (!map_add(&r->class, list.at[i], (uint64_t)classes[c]))
				diags_error(r->ds, "P011", list.place[i], "let every field stand in one list only",
					"the field \"%.*s\" already has a class", SV_ARG(list.at[i]));
		}
	}
}

/* Every mapping that feeds the field must give it values of the policy's vocabulary, and one of them where it is shown as one. */
static void check_fed(struct reader *r, struct sv field, const struct vocab *v, bool list, struct place at)
{
	bool fed = false;

	for (size_t i = 0; i < r->nmapped; i++) {
		const struct mapped_field *m = &r->mapped[i];

		if (!sv_is(field, m->name)) continue;
		fed = true;
		if (!m->vocab)
			diags_error(r->ds, "P100", m->at,
				diags_text(r->ds, "add vocab: %s here, or take the field out of %s", v->name, r->file),
				"a pool shows \"%.*s\", but here it is fed with text as it comes", SV_ARG(field));
		else if (strcmp(m->vocab, v->name) != 0)
			diags_error(r->ds, "P013", at,
				diags_text(r->ds, "let the policy and %s:%u name the same vocabulary", m->at.file,
					m->at.line),
				"the mapping gives \"%.*s\" values of the vocabulary \"%s\"", SV_ARG(field), m->vocab);
		if (m->several && !list)
			diags_error(r->ds, "P102", at,
				"write list: yes and show it in profiles, or map the one that matters most",
				"the mapping gives \"%.*s\" several values (%s:%u), so it cannot be shown as one",
				SV_ARG(field), m->at.file, m->at.line);
	}
	if (!fed)
		diags_warn(r->ds, "P101", at, "map a column to it in records/mappings, or take it out",
			"no mapping feeds \"%.*s\": it would be empty for everybody", SV_ARG(field));
}

static const struct vocab *read_vocab(struct reader *r, const struct yaml *node)
{
	struct sv name = sv("");
	const struct yaml *at = yaml_get(node, "vocab");
	const struct vocab *v;
	const char *names[64];
	size_t n = 0;

	if (!yaml_text(node, "vocab", true, &name, r->ds)) return NULL;
	v = vocab_named(r->vocabs, name);
	if (v) return v;
	for (size_t i = 0; i < r->vocabs->n && n < 64; i++) names[n++] = r->vocabs->at[i]->name;
	diags_error(r->ds, "P012", at->at, near_or(r, name, names, n, "put it into records/vocab, or write another"),
		"there is no vocabulary \"%.*s\"", SV_ARG(name));
	return NULL;
}

/* Days, states and answers decide who is listed; shown, they would say when somebody came or whether somebody is free. */
static void check_decides(struct reader *r, struct sv name, struct place at)
{
	const struct field *f = field_find(name);

	if (f && (f->kind == FIELD_DATE || f->kind == FIELD_CONSENT || f->kind == FIELD_STATUS ||
			 f->kind == FIELD_PREFERENCE || f->kind == FIELD_FLAG || sv_is(name, "capacity")))
		diags_error(r->ds, "P103", at, "put it into the list \"status\" or \"private\"",
			"the field \"%.*s\" tells of days, states or choices, which are never shown", SV_ARG(name));
}

static bool read_field(struct reader *r, const struct yaml *node, bool grouped, struct policy_field *out)
{
	static const char *const keys[] = { "field", "label", "vocab", "weight", "list" };
	struct sv name = sv(""), label = sv("");
	const struct field *canonical;
	long weight = 1;
	bool list = false;

	if (yaml_keys(node, keys, 5, "a field of a pool", r->ds) || !yaml_text(node, "field", true, &name, r->ds))
		return false;
	if (!check_field(r, name, node->at)) return false;
	canonical = field_find(name);
	yaml_text(node, "label", canonical == NULL, &label, r->ds);
	yaml_int(node, "weight", false, 1, 1000, &weight, r->ds);
	yaml_bool(node, "list", &list, r->ds);
	if (grouped && list)
		diags_error(r->ds, "P014", node->at, "show it in profiles instead",
			"a field with several values cannot be grouped");
	*out = (struct policy_field){ arena_strdup(r->mem, name),
		label.n     ? arena_strdup(r->mem, label)
		: canonical ? canonical->label
			    : "",
		read_vocab(r, node), (unsigned)weight, list, grouped, node->at };
	check_decides(r, name, node->at);
	if (out->vocab) check_fed(r, name, out->vocab, list, node->at);
	map_set(&r->open, name, grouped ? CLASS_GROUPED : CLASS_PROFILE);
	return out->vocab != NULL;
}

static size_t read_fields(
	struct reader *r, const struct yaml *pool, const char *key, bool grouped, struct policy_field *out, size_t n)
{
	const struct yaml *list = yaml_get(pool, key);
	size_t kept = n;

	if (!list) return n;
	if (list->kind != YAML_LIST) {
		diags_error(r->ds, "P015", list->at, "write [{field: …, label: …, vocab: …}, …]",
			"\"%s\" must be a list of fields", key);
		return n;
	}
	for (size_t i = 0; i < list->nitems; i++) {
		if (!read_field(r, list->item[i], grouped, &out[kept])) continue;
		bool again = false;
		for (size_t j = 0; j < kept; j++) again |= strcmp(out[j].field, out[kept].field) == 0;
		if (again)
			diags_error(r->ds, "P016", out[kept].at,
				"name it once: grouped fields are shown in profiles too",
				"the field \"%s\" stands twice in this pool", out[kept].field);
		else
			kept++;
	}
	return kept;
}

static void check_rungs(struct reader *r, const struct policy_pool *p, struct place at)
{
	size_t rungs = 1;

	for (size_t f = 0; f < p->ngrouped && rungs <= RUNGS_MAX; f++)
		rungs *= (size_t)p->field[f].vocab->max_depth + 1;
	if (rungs > RUNGS_MAX)
		diags_error(r->ds, "P017", at, "group fewer fields",
			"there are more than a million ways to generalize these fields");
}

static void read_pool(struct reader *r, struct sv code, const struct yaml *node, struct policy_pool *out)
{
	static const char *const keys[] = { "kind", "title", "plural", "grouped", "profile", "text" };
	struct sv kind = sv(""), title = sv(""), plural = code, text = sv("");
	const struct yaml *grouped = yaml_get(node, "grouped"), *profile = yaml_get(node, "profile");
	size_t most = (grouped ? grouped->nitems : 0) + (profile ? profile->nitems : 0);
	struct policy_field *field = ARENA_ARRAY(r->mem, struct policy_field, most);

	yaml_keys(node, keys, 6, "a pool", r->ds);
	yaml_text(node, "kind", true, &kind, r->ds);
	yaml_text(node, "title", true, &title, r->ds);
	yaml_text(node, "plural", false, &plural, r->ds);
	static const char *const codes[] = { "mentors", "peers" }, *const kinds[] = { "mentor", "peer" };

	if (!sv_is(code, "mentors") && !sv_is(code, "peers"))
		diags_error(r->ds, "P018", node->at, near_or(r, code, codes, 2, "name it mentors or peers"),
			"the site has pages for the pools mentors and peers, not for \"%.*s\"", SV_ARG(code));
	*out = (struct policy_pool){ .code = arena_strdup(r->mem, code),
		.title = arena_strdup(r->mem, title),
		.plural = arena_strdup(r->mem, plural),
		.kind = sv_is(kind, "peer") ? KIND_PEER : KIND_MENTOR,
		.field = field };
	if (kind.n && !sv_is(kind, "mentor") && !sv_is(kind, "peer"))
		diags_error(r->ds, "P018", yaml_get(node, "kind")->at,
			near_or(r, sv_is(kind, "mentee") ? sv("") : kind, kinds, 2,
				"write mentor or peer; mentees are never listed"),
			"this kind of application cannot be listed");
	out->ngrouped = read_fields(r, node, "grouped", true, field, 0);
	out->nfields = read_fields(r, node, "profile", false, field, out->ngrouped);
	check_rungs(r, out, node->at);
	if (yaml_text(node, "text", false, &text, r->ds) && text.n &&
		check_field(r, text, yaml_get(node, "text")->at)) {
		out->text_field = arena_strdup(r->mem, text);
		map_set(&r->open, text, CLASS_PROFILE_TEXT);
		check_decides(r, text, yaml_get(node, "text")->at);
		for (size_t f = 0; f < out->nfields; f++)
			if (sv_is(text, field[f].field))
				diags_error(r->ds, "P016", yaml_get(node, "text")->at,
					"let it be a field or the text, not both",
					"the field \"%.*s\" stands twice in this pool", SV_ARG(text));
	}
}

/* Whoever stands in two pools with the same application is shown by two cards, and k counts each for itself. */
static void check_kinds(struct reader *r, const struct policy_pool *pool, const struct yaml *pools)
{
	for (size_t i = 0; i < pools->npairs; i++)
		for (size_t j = 0; j < i; j++)
			if (pool[i].kind == pool[j].kind)
				diags_error(r->ds, "P104", pools->pair[i].at,
					"list each kind of application in one pool",
					"the pools \"%s\" and \"%s\" list the same people", pool[j].code, pool[i].code);
}

static void read_pools(struct reader *r, const struct yaml *root)
{
	const struct yaml *pools = yaml_get(root, "pools");
	struct policy_pool *pool;

	if (!pools || pools->kind != YAML_MAP || pools->npairs == 0 || pools->npairs > POOLS_MAX) {
		diags_error(r->ds, "P019", pools ? pools->at : ((struct place){ r->file, 1, 1 }),
			"see docs/PRIVACY.md for an example", "the policy must name the pools, one to eight of them");
		return;
	}
	pool = ARENA_ARRAY(r->mem, struct policy_pool, pools->npairs);
	for (size_t i = 0; i < pools->npairs; i++) read_pool(r, pools->pair[i].key, pools->pair[i].value, &pool[i]);
	check_kinds(r, pool, pools);
	r->out->pool = pool;
	r->out->npools = pools->npairs;
}

static void read_k(struct reader *r, const struct yaml *root)
{
	struct sv audience = sv("members");
	const struct yaml *at = yaml_get(root, "k");
	bool public_audience;
	long k, floor;

	yaml_text(root, "audience", false, &audience, r->ds);
	public_audience = sv_is(audience, "public");
	if (!public_audience && !sv_is(audience, "members"))
		diags_error(r->ds, "P020", yaml_get(root, "audience")->at,
			near_or(r, audience, (const char *const[]){ "members", "public" }, 2,
				"write members or public"),
			"this audience is not known");
	k = floor = public_audience ? POLICY_K_PUBLIC : POLICY_K_MEMBERS;
	yaml_int(root, "k", false, 1, 1000, &k, r->ds);
	if (k < floor)
		diags_error(r->ds, "P021", at->at, diags_text(r->ds, "write %ld or more", floor),
			"k is %ld; for %s it is at least %ld", k, public_audience ? "the public" : "members", floor);
	r->out->audience = public_audience ? "public" : "members";
	r->out->k = (unsigned)(k < floor ? floor : k);
}

static void read_words(struct reader *r, const struct yaml *root, const char *key, const struct sv **out, size_t *n)
{
	struct yaml_texts list = { 0 };

	if (!yaml_texts(root, key, false, r->mem, &list, r->ds)) return;
	*out = list.at;
	*n = list.n;
}

/* Where a pool shows it. */
static struct place shown_at(const struct reader *r, struct sv name)
{
	for (size_t p = 0; p < r->out->npools; p++)
		for (size_t f = 0; f < r->out->pool[p].nfields; f++)
			if (sv_is(name, r->out->pool[p].field[f].field)) return r->out->pool[p].field[f].at;
	return (struct place){ r->file, 0, 0 };
}

/* A field is told once, however many mappings feed it differently. */
static bool first_mapped(const struct reader *r, size_t i)
{
	return mapped_named(r, sv(r->mapped[i].name)) == &r->mapped[i];
}

/* Names, addresses and numbers are never shown, whatever a list says: a slip there would also switch off the search for them. */
static void check_identities(struct reader *r)
{
	uint64_t class;

	for (size_t i = 0; i < r->nmapped; i++) {
		struct sv name = sv(r->mapped[i].name);
		const struct field *field = field_find(name);

		if (!field || !field_names_somebody(field->kind) || !first_mapped(r, i)) continue;
		if (map_get(&r->open, name, NULL) ||
			(map_get(&r->class, name, &class) && class != CLASS_PRIVATE && class != CLASS_IGNORE))
			diags_error(r->ds, "P004", shown_at(r, name),
				"put it into the list \"private\" and nowhere else",
				"the field \"%s\" names somebody and can only be private", r->mapped[i].name);
	}
}

/* Default deny: what is fed must be decided upon, and what is private may not be shown. */
static void check_complete(struct reader *r)
{
	uint64_t class;

	check_identities(r);

	for (size_t i = 0; i < r->nmapped; i++) {
		struct sv name = sv(r->mapped[i].name);

		if (first_mapped(r, i) && !map_get(&r->class, name, NULL) && !map_get(&r->open, name, NULL))
			diags_error(r->ds, "P001", r->mapped[i].at,
				diags_text(
					r->ds, "if nobody is to see it, add it to the list \"private\" in %s", r->file),
				"the policy does not say what may happen to the field \"%s\"", r->mapped[i].name);
	}
	for (size_t i = 0; i < r->open.n; i++)
		if (map_get(&r->class, r->open.at[i].key, &class))
			diags_error(r->ds, "P002", shown_at(r, r->open.at[i].key), "take it out of one of the two",
				"the field \"%.*s\" is %s and shown by a pool", SV_ARG(r->open.at[i].key),
				class == CLASS_PRIVATE  ? "private"
				: class == CLASS_STATUS ? "in the list \"status\""
							: "in the list \"ignore\"");
}

static void read_policy(struct reader *r, const struct yaml *root)
{
	static const char *const keys[] = { "audience", "k", "classes", "pools", "certified", "ordinary_words" };

	yaml_keys(root, keys, 6, "the policy", r->ds);
	read_k(r, root);
	read_classes(r, root);
	read_pools(r, root);
	read_words(r, root, "certified", &r->out->certified, &r->out->ncertified);
	read_words(r, root, "ordinary_words", &r->out->ordinary, &r->out->nordinary);
	check_complete(r);
}

/* For policy_class: what the lists said. */
static void keep_closed(struct reader *r)
{
	struct policy_closed *closed = ARENA_ARRAY(r->mem, struct policy_closed, r->class.n);

	for (size_t i = 0; i < r->class.n; i++)
		closed[i] = (struct policy_closed){ arena_strdup(r->mem, r->class.at[i].key),
			(enum field_class)r->class.at[i].value };
	r->out->closed = closed;
	r->out->nclosed = r->class.n;
}

int policy_load(struct policy *out, struct arena *mem, const struct run *run, const struct settings *settings,
	const struct vocabs *vocabs, const struct mapped_field *fields, size_t nfields, struct diags *ds)
{
	struct reader r = { out, mem, ds, vocabs, fields, nfields, diags_text(ds, "%s", settings->policy), MAP_INIT,
		MAP_INIT };
	struct str text = STR_INIT, err = STR_INIT;
	const struct yaml *root = NULL;
	size_t errors = ds->errors;

	*out = (struct policy){ .audience = "members", .k = POLICY_K_MEMBERS };
	if (fs_read(&text, fs_join(mem, run->workspace, settings->policy), FS_MAX_TEXT, &err)) {
		diags_error(ds, "P003", ((struct place){ r.file, 0, 0 }),
			"without a policy nothing may be published; docs/PRIVACY.md has an example", "%s", err.ptr);
		goto done;
	}
	out->digest = sha256_of(sv_of(&text));
	diags_source(ds, r.file, sv_of(&text), false);
	if (yaml_parse(&root, mem, r.file, arena_sv(mem, sv_of(&text)), 1, ds) == 0) {
		read_policy(&r, root);
		keep_closed(&r);
	}
done:
	map_dispose(&r.class);
	map_dispose(&r.open);
	str_dispose(&text);
	str_dispose(&err);
	return ds->errors > errors ? -1 : 0;
}

enum field_class policy_class(const struct policy *p, const char *field)
{
	enum field_class class = CLASS_NONE;

	for (size_t i = 0; i < p->npools; i++) {
		const struct policy_pool *pool = &p->pool[i];

		/* The classes that show something are in the enum's order from least to most. */
		for (size_t f = 0; f < pool->nfields; f++) {
			enum field_class here = pool->field[f].grouped ? CLASS_GROUPED : CLASS_PROFILE;

			if (strcmp(pool->field[f].field, field) == 0 && here > class) class = here;
		}
		if (pool->text_field && strcmp(pool->text_field, field) == 0) return CLASS_PROFILE_TEXT;
	}
	for (size_t i = 0; class == CLASS_NONE && i < p->nclosed; i++)
		if (strcmp(p->closed[i].field, field) == 0) class = p->closed[i].class;
	return class;
}
