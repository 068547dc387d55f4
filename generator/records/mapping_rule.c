/* mapping_rule.c reads one line of a mapping, "field: where it stands", in any of its forms. It is the part of the
 * format people get wrong, so every refusal says which form was meant and how it is written; what would have no effect
 * is refused too, for whoever wrote it counts on it. */
#include <stdint.h>
#include "records/mapping_read.h"

struct reader {
	struct arena *mem;
	const struct vocabs *vocabs;
	struct rule *rule;
	const struct yaml *y;
	struct diags *ds;
};

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

static struct place place_of(const struct reader *r, const char *key)
{
	return yaml_get(r->y, key)->at;
}

/* Names of one column, or of one choice, must differ. */
static void check_names(struct reader *r, const struct yaml_texts *names)
{
	for (size_t i = 1; i < names->n; i++)
		for (size_t j = 0; j < i; j++) {
			struct sv a = mapping_key(r->mem, names->at[i]), b = mapping_key(r->mem, names->at[j]);
			if (!sv_eq(a, b)) continue;
			diags_error(r->ds, "R113", names->place[i],
				"capitals, accents and blanks make no difference; for the second column of that "
				"name add occurrence: 2",
				"\"%.*s\" stands twice here", SV_ARG(names->at[i]));
			break;
		}
}

static struct yaml_texts without_first(const struct yaml_texts *t)
{
	return t->n > 1 ? (struct yaml_texts){ t->at + 1, t->place + 1, t->n - 1 } : (struct yaml_texts){ 0 };
}

static void read_column(struct reader *r)
{
	struct yaml_texts names = { 0 };
	if (!yaml_texts(r->y, "column", true, r->mem, &names, r->ds)) return;
	check_names(r, &names);
	r->rule->header = names.at[0];
	r->rule->other_headers = without_first(&names);
}

/* Each choice is a text, or a list of the texts it has had. */
static void read_choices(struct reader *r)
{
	const struct yaml *y = yaml_get(r->y, "choices");
	struct yaml_texts all = { 0 };
	if (y->kind != YAML_LIST || y->nitems == 0) {
		yaml_texts(r->y, "choices", true, r->mem, &r->rule->choices, r->ds);
		return;
	}
	struct sv *first = ARENA_ARRAY(r->mem, struct sv, y->nitems);
	struct place *place = ARENA_ARRAY(r->mem, struct place, y->nitems);
	struct yaml_texts *others = ARENA_ARRAY(r->mem, struct yaml_texts, y->nitems);
	for (size_t i = 0; i < y->nitems; i++) {
		struct yaml_pair pair = { sv("choices"), y->item[i]->at, y->item[i] };
		struct yaml one = { .kind = YAML_MAP, .at = y->at, .pair = &pair, .npairs = 1 };
		struct yaml_texts labels = { 0 };
		if (!yaml_texts(&one, "choices", true, r->mem, &labels, r->ds)) continue;
		check_names(r, &labels);
		first[all.n] = labels.at[0];
		place[all.n] = labels.place[0];
		others[all.n++] = without_first(&labels);
	}
	all.at = first;
	all.place = place;
	check_names(r, &all);
	r->rule->choices = all;
	r->rule->other_choices = others;
}

static void read_range(struct reader *r)
{
	static const char *const keys[] = { "from", "to" };
	const struct yaml *range = yaml_get(r->y, "range");
	if (yaml_keys(range, keys, COUNT(keys), "range", r->ds)) return;
	yaml_text(range, "from", true, &r->rule->header, r->ds);
	yaml_text(range, "to", true, &r->rule->last, r->ds);
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
			r->rule->header_at = place_of(r, keys[i]);
			found++;
		}
	if (found != 1) {
		diags_error(r->ds, "R007", r->y->at, "write exactly one of column, position, choices, range, match",
			found ? "the field %s stands in more than one way"
			      : "the mapping does not say where the field %s stands",
			r->rule->field);
		return;
	}
	switch (r->rule->source) {
	case BY_HEADER: read_column(r); break;
	case BY_CHOICES: read_choices(r); break;
	case BY_RANGE: read_range(r); break;
	case BY_MATCH: yaml_text(r->y, "match", true, &r->rule->header, r->ds); break;
	case BY_POSITION:
		if (yaml_int(r->y, "position", true, 1, CSVIN_MAX_COLUMNS, &n, r->ds)) r->rule->position = (size_t)n;
		if (yaml_get(r->y, "occurrence"))
			diags_error(r->ds, "R112", place_of(r, "occurrence"), "remove one of the two",
				"\"occurrence\" does not go with \"position\"");
		break;
	}
	n = 1;
	if (yaml_int(r->y, "occurrence", false, 1, CSVIN_MAX_COLUMNS, &n, r->ds)) r->rule->occurrence = (size_t)n;
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

static void read_plain_type(struct reader *r)
{
	static const char *const names[] = { "text", "date", "number", "email", "phone", "yes_no" };
	static const enum rule_type types[] = { RULE_TEXT, RULE_DATE, RULE_NUMBER, RULE_EMAIL, RULE_TEXT, RULE_YES_NO };
	size_t i = mapping_choose(yaml_get(r->y, "type"), "a type", names, COUNT(names), r->ds);
	if (i != SIZE_MAX) r->rule->type = types[i];
}

static void read_separator(struct reader *r)
{
	struct sv list = sv("");
	if (!yaml_text(r->y, "list", true, &list, r->ds)) return;
	r->rule->type = RULE_LIST;
	char c = list.n ? list.p[0] : ' ';
	r->rule->separator = sv_is(list, "newline") ? '\n' : sv_is(list, "tab") ? '\t' : c;
	bool word = c == ' ' || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
	if (r->rule->separator == c && (list.n != 1 || word))
		diags_error(r->ds, "R007", place_of(r, "list"), "write list: \",\" or list: newline",
			"a list has one sign between its values");
}

static void read_entry(struct reader *r)
{
	static const char *const kinds[] = { "mentor", "peer", "mentee" };
	bool yes = true;
	if (!yaml_bool(r->y, "entry", &yes, r->ds)) return;
	if (!yes || r->rule->kind != FIELD_PREFERENCE)
		diags_error(r->ds, "R118", place_of(r, "entry"),
			"Entry IDs stand in pref_1, pref_2, pref_3, prefs, own_entry and partner_entry",
			"the field %s cannot be %s", r->rule->field, yes ? "an Entry ID" : "anything but an Entry ID");
	if (!yaml_get(r->y, "in")) return;
	size_t kind = mapping_choose(yaml_get(r->y, "in"), "a kind of application", kinds, COUNT(kinds), r->ds);
	if (kind != SIZE_MAX) r->rule->in = (enum application_kind)kind;
}

/* What the value is: at most one of these keys says it. */
static void read_meaning(struct reader *r)
{
	static const char *const keys[] = { "vocab", "band", "consent", "status", "type", "entry" };
	const char *meaning = NULL;
	bool family = r->rule->source >= BY_CHOICES;
	for (size_t i = 0; i < COUNT(keys); i++) {
		if (!yaml_get(r->y, keys[i])) continue;
		if (family && i > 0)
			diags_error(r->ds, "R112", place_of(r, keys[i]), "write vocab: NAME",
				"a group of columns does not go with \"%s\"", keys[i]);
		else if (meaning)
			diags_error(r->ds, "R112", place_of(r, keys[i]),
				"keep one; a column may feed a second field on a line of its own",
				"\"%s\" does not go with \"%s\"", keys[i], meaning);
		else
			meaning = keys[i];
	}
	if (family) r->rule->type = RULE_TICKS;
	if (family || (meaning && !strcmp(meaning, "vocab"))) {
		if (!family) r->rule->type = RULE_CODE;
		read_vocab(r, "vocab");
	} else if (!meaning) {
		return;
	} else if (!strcmp(meaning, "band")) {
		r->rule->type = RULE_BAND;
		read_vocab(r, "band");
	} else if (!strcmp(meaning, "consent")) {
		mapping_words_consent(r->rule, r->mem, r->y, r->ds);
	} else if (!strcmp(meaning, "status")) {
		mapping_words_status(r->rule, r->mem, r->y, r->ds);
	} else if (!strcmp(meaning, "type")) {
		read_plain_type(r);
	} else {
		read_entry(r);
	}
}

/* Keys that say more about a meaning have no effect without it. */
static void read_details(struct reader *r)
{
	static const struct {
		const char *key, *needs;
	} details[] = { { "list", "vocab" }, { "version", "consent" }, { "text", "consent" }, { "versions", "consent" },
		{ "older versions", "consent" }, { "in", "entry" } };
	for (size_t i = 0; i < COUNT(details); i++)
		if (yaml_get(r->y, details[i].key) && !yaml_get(r->y, details[i].needs))
			diags_error(r->ds, "R112", place_of(r, details[i].key),
				diags_text(r->ds, "add \"%s\", or remove this", details[i].needs),
				"\"%s\" has no effect without \"%s\"", details[i].key, details[i].needs);
	if (yaml_get(r->y, "aliases")) mapping_words_aliases(r->rule, r->mem, r->y, r->ds);
	const struct yaml *answer = yaml_get(r->y, "yes") ? yaml_get(r->y, "yes") : yaml_get(r->y, "no");
	if (answer && r->rule->type == RULE_YES_NO)
		mapping_words_yes_no(r->rule, r->mem, r->y, r->ds);
	else if (answer && r->rule->type == RULE_TICKS && !yaml_get(r->y, "list")) {
		yaml_texts(r->y, "yes", false, r->mem, &r->rule->ticked, r->ds);
		yaml_texts(r->y, "no", false, r->mem, &r->rule->unticked, r->ds);
	} else if (answer)
		diags_error(r->ds, "R112", answer->at, "add type: yes_no, or remove this",
			"\"yes\" and \"no\" have no effect on the field %s", r->rule->field);
	if (!yaml_get(r->y, "list") || !yaml_get(r->y, "vocab")) return;
	if (r->rule->source == BY_CHOICES)
		diags_error(r->ds, "R112", place_of(r, "list"), "remove list; each choice has a column of its own",
			"\"list\" does not go with \"choices\"");
	else
		read_separator(r);
}

/* What is asked of the cells beyond their meaning. */
static void read_demands(struct reader *r)
{
	struct rule *u = r->rule;
	/* Without these nothing can be imported, or nobody is bound by what they answered. */
	static const char *const needed[] = { "form_entry_no", "submitted_at", "member_no", "member_status",
		"paid_through", "consent", "staff_status" };
	long digits = 0;
	if (yaml_get(r->y, "expected") && yaml_bool(r->y, "expected", &u->expected, r->ds) && u->expected &&
		u->source >= BY_CHOICES)
		diags_error(r->ds, "R118", place_of(r, "expected"), "remove it",
			"\"expected\" is for single columns, not for a group of them");
	if (yaml_get(r->y, "optional")) yaml_bool(r->y, "optional", &u->optional, r->ds);
	for (size_t i = 0; u->optional && i < COUNT(needed); i++)
		if (!strcmp(u->field, needed[i]))
			diags_error(r->ds, "R118", place_of(r, "optional"), "remove it",
				"the field %s cannot be done without", u->field);
	if (!yaml_get(r->y, "digits")) return;
	if (yaml_int(r->y, "digits", true, 1, 15, &digits, r->ds)) u->digits = (unsigned)digits;
	if (u->kind != FIELD_MEMBER_NO && u->kind != FIELD_ENTRY_NO && u->kind != FIELD_PHONE)
		diags_error(r->ds, "R118", place_of(r, "digits"),
			"only member_no, form_entry_no and phone are padded with zeros",
			"the field %s has no fixed number of digits", u->field);
}

static void check_meaning(struct reader *r)
{
	static const struct {
		const char *field;
		enum rule_type type;
		const char *word;
	} deciding[] = { { "submitted_at", RULE_DATE, "date" }, { "paid_through", RULE_DATE, "date" },
		{ "available_from", RULE_DATE, "date" }, { "available_until", RULE_DATE, "date" },
		{ "hold", RULE_YES_NO, "yes_no" }, { "capacity", RULE_NUMBER, "number" },
		{ "email", RULE_EMAIL, "email" } };
	const struct rule *u = r->rule;
	/* A consent or a staff status that is taken as mere text would bind nobody; that is an error, not a default. */
	if (u->kind == FIELD_CONSENT && u->type != RULE_CONSENT)
		diags_error(r->ds, "R007", u->at, "write {column: …, version: …, consent: {group: \"…\"}}",
			"the field consent needs the texts of its answers");
	if (u->kind == FIELD_STATUS && !strcmp(u->field, "staff_status") && u->type != RULE_STATUS)
		diags_error(r->ds, "R007", u->at, "write {column: …, status: {\"Withdrawn\": withdraw}}",
			"the field staff_status needs the words of its states");
	if (u->kind != FIELD_CONSENT && u->type == RULE_CONSENT)
		diags_error(r->ds, "R118", u->at, "name the field consent; for a plain yes or no write type: yes_no",
			"the answers about consent have no effect in the field %s", u->field);
	if (strcmp(u->field, "staff_status") != 0 && u->type == RULE_STATUS)
		diags_error(r->ds, "R118", u->at, "name the field staff_status",
			"the words of states have no effect in the field %s", u->field);
	if (u->kind == FIELD_CODE && u->type == RULE_LIST)
		diags_error(r->ds, "R118", u->at, "remove list, or feed another field with it",
			"the field %s holds one value, not several", u->field);
	for (size_t i = 0; i < COUNT(deciding); i++)
		if (!strcmp(u->field, deciding[i].field) && u->type != deciding[i].type)
			diags_error(r->ds, "R118", u->at,
				diags_text(r->ds, "leave the type out, or write type: %s", deciding[i].word),
				"the field %s decides something and has to be read as what it is", u->field);
}

void mapping_read_rule(struct rule *out, struct arena *mem, const struct yaml_pair *line, const struct vocabs *vocabs,
	struct diags *ds)
{
	static const char *const keys[] = { "column", "position", "choices", "range", "match", "occurrence", "type",
		"vocab", "list", "band", "aliases", "consent", "version", "text", "versions", "older versions",
		"status", "entry", "in", "expected", "optional", "digits", "yes", "no" };
	const struct field *known = field_find(line->key);
	struct reader r = { mem, vocabs, out, line->value, ds };
	*out = (struct rule){ .field = arena_strdup(mem, line->key),
		.kind = known ? known->kind : FIELD_OTHER,
		.at = line->at,
		.occurrence = 1,
		.position = 1,
		.header = sv(""),
		.last = sv(""),
		.text_header = sv(""),
		.header_at = line->value->at,
		.separator = ',',
		.in = KIND_COUNT };
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
		read_meaning(&r);
		read_details(&r);
		read_demands(&r);
	} else {
		return;
	}
	check_meaning(&r);
}
