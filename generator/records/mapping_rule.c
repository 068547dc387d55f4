/* mapping_rule.c reads one line of a mapping, "field: where it stands", in any of its forms. It is the part of the
 * format people get wrong, so every refusal says which form was meant and how it is written. */
#include <stdint.h>
#include "records/mapping_read.h"
#include "records/words.h"

#define COUNT(a) (sizeof(a) / sizeof *(a))

struct reader {
	struct arena *mem;
	const struct vocabs *vocabs;
	struct rule *rule;
	const struct yaml *y;
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

static enum rule_type type_of_kind(enum field_kind kind)
{
	switch (kind) {
	case FIELD_DATE: return RULE_DATE;
	case FIELD_NUMBER: return RULE_NUMBER;
	case FIELD_EMAIL: return RULE_EMAIL;
	case FIELD_FLAG: return RULE_YES_NO;
	default: return RULE_TEXT;
	}
}

static bool field_name_ok(struct sv name)
{
	for (size_t i = 0; i < name.n; i++)
		if (!((name.p[i] >= 'a' && name.p[i] <= 'z') || (name.p[i] >= '0' && name.p[i] <= '9') ||
			    name.p[i] == '_'))
			return false;
	return name.n > 0 && name.n <= 40;
}

static void read_range(struct reader *r, const struct yaml *range)
{
	static const char *const keys[] = { "from", "to" };
	if (yaml_keys(range, keys, COUNT(keys), "range", r->ds)) return;
	yaml_text(range, "from", true, &r->rule->header, r->ds);
	yaml_text(range, "to", true, &r->rule->last, r->ds);
	r->rule->header_at = range->at;
}

/* Exactly one of the keys that say where the value stands. */
static void read_place(struct reader *r)
{
	static const char *const keys[] = { "column", "position", "choices", "range", "match" };
	static const enum rule_source sources[] = { BY_HEADER, BY_POSITION, BY_CHOICES, BY_RANGE, BY_MATCH };
	size_t found = 0;
	long n = 1;
	for (size_t i = 0; i < COUNT(keys); i++)
		if (yaml_get(r->y, keys[i])) {
			r->rule->source = sources[i];
			r->rule->header_at = yaml_get(r->y, keys[i])->at;
			found++;
		}
	if (found != 1) {
		diags_error(r->ds, "R007", r->y->at, "write exactly one of column, position, choices, range, match",
			found ? "the field %s stands in more than one way"
			      : "the mapping does not say where the field %s stands",
			r->rule->field);
		return;
	}
	if (r->rule->source == BY_HEADER)
		yaml_text(r->y, "column", true, &r->rule->header, r->ds);
	else if (r->rule->source == BY_MATCH)
		yaml_text(r->y, "match", true, &r->rule->header, r->ds);
	else if (r->rule->source == BY_CHOICES)
		yaml_texts(r->y, "choices", true, r->mem, &r->rule->choices, r->ds);
	else if (r->rule->source == BY_RANGE)
		read_range(r, yaml_get(r->y, "range"));
	else if (yaml_int(r->y, "position", true, 1, CSVIN_MAX_COLUMNS, &n, r->ds))
		r->rule->position = (size_t)n;
	n = 1;
	yaml_int(r->y, "occurrence", false, 1, CSVIN_MAX_COLUMNS, &n, r->ds);
	r->rule->occurrence = (size_t)n;
}

static void read_vocab(struct reader *r, const char *key)
{
	struct sv name = sv("");
	const struct yaml *y = yaml_get(r->y, key);
	if (!yaml_text(r->y, key, true, &name, r->ds)) return;
	r->rule->vocab_name = arena_strdup(r->mem, name);
	if (!r->vocabs || (r->rule->vocab = vocab_named(r->vocabs, name))) return;
	const char **names = ARENA_ARRAY(r->mem, const char *, r->vocabs->n + 1);
	for (size_t i = 0; i < r->vocabs->n; i++) names[i] = r->vocabs->at[i]->name;
	const char *near = diags_near(name, names, r->vocabs->n);
	diags_error(r->ds, "R008", y->at,
		near ? diags_text(r->ds, "did you mean \"%s\"?", near) : "add the file to the folder of vocabularies",
		"there is no vocabulary \"%.*s\"", SV_ARG(name));
}

/* aliases: old labels and the codes that stand for them now. */
static void read_aliases(struct reader *r)
{
	const struct yaml *y = yaml_get(r->y, "aliases");
	if (!y) return;
	if (y->kind != YAML_MAP || !r->rule->vocab_name) {
		diags_error(r->ds, "R007", y->at, "write vocab: NAME and aliases: {\"old label\": code}",
			"aliases translate labels into codes of a vocabulary");
		return;
	}
	struct rule_word *words = ARENA_ARRAY(r->mem, struct rule_word, y->npairs + 1);
	for (size_t i = 0; i < y->npairs; i++) {
		const struct yaml_pair *p = &y->pair[i];
		size_t value = r->rule->vocab && p->value->kind == YAML_SCALAR
				       ? vocab_lookup(r->rule->vocab, p->value->text)
				       : 0;
		if (value == SIZE_MAX)
			diags_error(r->ds, "R009", p->value->at,
				diags_text(r->ds, "look into the vocabulary \"%s\"", r->rule->vocab_name),
				"\"%.*s\" is not a code of that vocabulary", SV_ARG(p->value->text));
		words[i] = (struct rule_word){
			.before = key_of(r, p->key), .after = sv(""), .value = value == SIZE_MAX ? 0 : value
		};
	}
	r->rule->word = words;
	r->rule->nwords = y->npairs;
}

static void read_consent(struct reader *r, const struct yaml *y)
{
	static const char *const keys[] = { "not listed", "older", "group", "profile" };
	static const enum consent values[] = { CONSENT_NOT_LISTED, CONSENT_GROUP, CONSENT_GROUP, CONSENT_PROFILE };
	struct yaml_texts texts[COUNT(keys)] = { { 0 } };
	struct sv version = sv("");
	size_t n = 0;
	r->rule->type = RULE_CONSENT;
	yaml_text(r->y, "version", true, &version, r->ds);
	r->rule->version = arena_strdup(r->mem, version);
	if (yaml_keys(y, keys, COUNT(keys), "consent", r->ds)) return;
	for (size_t i = 0; i < COUNT(keys); i++) {
		yaml_texts(y, keys[i], false, r->mem, &texts[i], r->ds);
		n += texts[i].n;
	}
	struct rule_word *words = ARENA_ARRAY(r->mem, struct rule_word, n + 1);
	for (size_t i = 0; i < COUNT(keys); i++)
		for (size_t t = 0; t < texts[i].n; t++) {
			struct sv key = key_of(r, texts[i].at[t]);
			for (size_t w = 0; w < r->rule->nwords; w++)
				if (sv_eq(words[w].before, key))
					diags_error(r->ds, "R007", texts[i].place[t],
						"give every answer a text of its own", "this answer stands twice");
			words[r->rule->nwords++] =
				(struct rule_word){ .before = key, .after = sv(""), .value = values[i] };
		}
	r->rule->word = words;
	if (n == 0)
		diags_error(r->ds, "R007", y->at, "write consent: {group: \"the text of that answer\", …}",
			"no answer to the question of consent is given");
}

static void read_status(struct reader *r, const struct yaml *y)
{
	static const char *const names[] = { "active", "pause", "withdraw", "full" };
	r->rule->type = RULE_STATUS;
	if (y->kind != YAML_MAP) {
		diags_error(r->ds, "R007", y->at, "write status: {\"\": active, \"Inactive until {date}\": pause}",
			"the words of the status column are missing");
		return;
	}
	struct rule_word *words = ARENA_ARRAY(r->mem, struct rule_word, y->npairs + 1);
	for (size_t i = 0; i < y->npairs; i++) {
		const struct yaml_pair *p = &y->pair[i];
		size_t state = 0, hole = sv_find(p->key, sv("{date}"));
		while (state < COUNT(names) && !(p->value->kind == YAML_SCALAR && sv_is(p->value->text, names[state])))
			state++;
		if (state == COUNT(names) || (hole != SIZE_MAX && state != STAFF_PAUSE))
			diags_error(r->ds, "R007", p->value->at,
				"write active, pause, withdraw or full; {date} goes with pause only",
				"this is not a state");
		words[i] = (struct rule_word){ key_of(r, sv_sub(p->key, 0, hole == SIZE_MAX ? p->key.n : hole)),
			hole == SIZE_MAX ? sv("") : key_of(r, sv_sub(p->key, hole + 6, p->key.n)), hole != SIZE_MAX,
			state };
	}
	r->rule->word = words;
	r->rule->nwords = y->npairs;
}

static void read_plain_type(struct reader *r, const struct yaml *y)
{
	static const char *const names[] = { "text", "date", "number", "email", "phone", "yes_no" };
	static const enum rule_type types[] = { RULE_TEXT, RULE_DATE, RULE_NUMBER, RULE_EMAIL, RULE_TEXT, RULE_YES_NO };
	for (size_t i = 0; i < COUNT(names); i++)
		if (y->kind == YAML_SCALAR && sv_is(y->text, names[i])) {
			r->rule->type = types[i];
			return;
		}
	diags_error(
		r->ds, "R001", y->at, "write one of: text, date, number, email, phone, yes_no", "this is not a type");
}

static void read_separator(struct reader *r)
{
	struct sv list = sv("");
	if (!yaml_text(r->y, "list", true, &list, r->ds)) return;
	r->rule->type = RULE_LIST;
	r->rule->separator = sv_is(list, "newline") ? '\n' : list.p[0];
	if (list.n != 1 && !sv_is(list, "newline"))
		diags_error(r->ds, "R007", yaml_get(r->y, "list")->at, "write list: \",\" or list: newline",
			"a list has one sign between its values");
}

static void read_type(struct reader *r)
{
	const struct yaml *y;
	bool ticks = r->rule->source >= BY_CHOICES;
	if (yaml_get(r->y, "band")) {
		r->rule->type = RULE_BAND;
		read_vocab(r, "band");
	} else if (ticks || yaml_get(r->y, "vocab")) {
		r->rule->type = ticks ? RULE_TICKS : RULE_CODE;
		read_vocab(r, "vocab");
		if (!ticks && yaml_get(r->y, "list")) read_separator(r);
	} else if ((y = yaml_get(r->y, "consent"))) {
		read_consent(r, y);
	} else if ((y = yaml_get(r->y, "status"))) {
		read_status(r, y);
	} else if ((y = yaml_get(r->y, "type"))) {
		read_plain_type(r, y);
	}
	if (yaml_get(r->y, "aliases")) read_aliases(r);
}

/* A consent or a staff status that is taken as mere text would bind nobody; that is an error, not a default. */
static void check_meaning(struct reader *r)
{
	const struct rule *u = r->rule;
	if (u->kind == FIELD_CONSENT && u->type != RULE_CONSENT)
		diags_error(r->ds, "R007", u->at, "write {column: …, version: …, consent: {group: \"…\"}}",
			"the field consent needs the texts of its answers");
	if (u->kind == FIELD_STATUS && !strcmp(u->field, "staff_status") && u->type != RULE_STATUS)
		diags_error(r->ds, "R007", u->at, "write {column: …, status: {\"Withdrawn\": withdraw}}",
			"the field staff_status needs the words of its states");
}

void mapping_read_rule(struct rule *out, struct arena *mem, const struct yaml_pair *line, const struct vocabs *vocabs,
	struct diags *ds)
{
	static const char *const keys[] = { "column", "position", "choices", "range", "match", "occurrence", "type",
		"vocab", "list", "band", "aliases", "consent", "version", "status", "entry", "in" };
	const struct field *known = field_find(line->key);
	struct reader r = { mem, vocabs, out, line->value, ds };
	*out = (struct rule){ .field = arena_strdup(mem, line->key),
		.kind = known ? known->kind : FIELD_OTHER,
		.at = line->at,
		.occurrence = 1,
		.position = 1,
		.header = sv(""),
		.last = sv(""),
		.header_at = line->value->at,
		.separator = ',' };
	out->name = sv(out->field);
	out->type = type_of_kind(out->kind);
	if (!field_name_ok(line->key))
		diags_error(
			ds, "R007", line->at, "use small letters, digits and _", "this cannot be the name of a field");
	if (line->value->kind == YAML_SCALAR) {
		out->header = line->value->text;
		if (out->header.n == 0)
			diags_error(ds, "R007", line->value->at, "write the header of its column",
				"the field %s has no column", out->field);
	} else if (yaml_keys(line->value, keys, COUNT(keys), "a column", ds) == 0) {
		read_place(&r);
		read_type(&r);
	} else {
		return;
	}
	check_meaning(&r);
}
