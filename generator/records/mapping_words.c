/* mapping_words.c reads those parts of a mapping that say what a text in the file stands for: old labels of a
 * vocabulary, the states that staff write, the answers about consent and the wordings that were agreed to. A text that
 * stands for two things, or can never stand anywhere, is refused here, because nobody would notice later. */
#include <stdint.h>
#include "records/mapping_read.h"

static bool stands(const struct rule_word *words, size_t n, const struct rule_word *w)
{
	for (size_t i = 0; i < n; i++)
		if (words[i].dated == w->dated && sv_eq(words[i].before, w->before) && sv_eq(words[i].after, w->after))
			return true;
	return false;
}

static void twice(struct diags *ds, struct place at, const char *what)
{
	diags_error(ds, "R117", at, "capitals, accents and blanks make no difference; keep one of the two",
		"this %s stands twice", what);
}

/* What the vocabulary says of this text, or, of a number, into which band it falls; SIZE_MAX if nothing. */
static size_t meant_otherwise(const struct rule *r, struct sv text, struct sv key)
{
	uint64_t index;
	long number;
	if (r->type == RULE_BAND && sv_long(text, &number) && number >= 0) return vocab_band(r->vocab, number);
	return map_get(&r->vocab->by_word, key, &index) ? (size_t)index : SIZE_MAX;
}

/* The mapping's word is the one that counts; who wrote it may not have known of the other. */
static void tell_override(const struct rule *r, const struct yaml_pair *p, const struct rule_word *w, struct diags *ds)
{
	size_t other = meant_otherwise(r, p->key, w->before);
	if (other == SIZE_MAX || other == w->value) return;
	diags_note(ds, "R073", p->at, "nothing, if this form means it so; otherwise remove the line",
		"\"%.*s\" stands for \"%.*s\" here, and for \"%.*s\" in the vocabulary \"%s\"", SV_ARG(p->key),
		SV_ARG(r->vocab->value[w->value].label), SV_ARG(r->vocab->value[other].label), r->vocab_name);
}

/* aliases: old labels and the codes that stand for them now. */
void mapping_words_aliases(struct rule *out, struct arena *mem, const struct yaml *line, struct diags *ds)
{
	const struct yaml *y = yaml_get(line, "aliases");
	if (y->kind != YAML_MAP || !out->vocab_name) {
		diags_error(ds, "R007", y->at, "write vocab: NAME and aliases: {\"old label\": code}",
			"aliases translate labels into codes of a vocabulary");
		return;
	}
	struct rule_word *words = ARENA_ARRAY(mem, struct rule_word, y->npairs + 1);
	for (size_t i = 0; i < y->npairs; i++) {
		const struct yaml_pair *p = &y->pair[i];
		bool text = p->value->kind == YAML_SCALAR;
		/* "": the answer is known and left out. */
		bool nothing = text && p->value->quoted && p->value->text.n == 0;
		size_t value = !text ? SIZE_MAX : nothing || !out->vocab ? 0 : vocab_lookup(out->vocab, p->value->text);
		struct rule_word word = { mapping_key(mem, p->key), sv(""), false, value == SIZE_MAX ? 0 : value };
		if (value == SIZE_MAX)
			diags_error(ds, "R009", p->value->at,
				diags_text(ds, "look into the vocabulary \"%s\"", out->vocab_name),
				"\"%.*s\" is not a code of that vocabulary", SV_ARG(text ? p->value->text : sv("")));
		else if (out->vocab)
			tell_override(out, p, &word, ds);
		if (stands(words, i, &word)) twice(ds, p->at, "label");
		words[i] = word;
	}
	out->word = words;
	out->nwords = y->npairs;
}

/* yes: and no: texts of a yes-or-no question that say neither in a word. */
void mapping_words_yes_no(struct rule *out, struct arena *mem, const struct yaml *line, struct diags *ds)
{
	static const char *const keys[] = { "no", "yes" };
	struct yaml_texts texts[COUNT(keys)] = { { 0 } };
	for (size_t i = 0; i < COUNT(keys); i++) yaml_texts(line, keys[i], false, mem, &texts[i], ds);
	struct rule_word *words = ARENA_ARRAY(mem, struct rule_word, texts[0].n + texts[1].n + 1);
	for (size_t i = 0; i < COUNT(keys); i++)
		for (size_t t = 0; t < texts[i].n; t++) {
			struct rule_word word = { mapping_key(mem, texts[i].at[t]), sv(""), false, i };
			if (word.before.n == 0)
				diags_error(ds, "R117", texts[i].place[t], "leave it out: an empty cell stays empty",
					"an empty cell is neither yes nor no");
			if (stands(words, out->nwords, &word)) twice(ds, texts[i].place[t], "answer");
			words[out->nwords++] = word;
		}
	out->word = words;
}

/* "Inactive until {date}": what stands before and after the date. */
static struct rule_word state_word(struct arena *mem, struct sv text, size_t state)
{
	size_t hole = sv_find(text, sv("{date}"));
	if (hole == SIZE_MAX) return (struct rule_word){ mapping_key(mem, text), sv(""), false, state };
	return (struct rule_word){ mapping_key(mem, sv_sub(text, 0, hole)),
		mapping_key(mem, sv_sub(text, hole + 6, text.n)), true, state };
}

void mapping_words_status(struct rule *out, struct arena *mem, const struct yaml *line, struct diags *ds)
{
	static const char *const names[] = { "active", "pause", "withdraw", "full" };
	const struct yaml *y = yaml_get(line, "status");
	out->type = RULE_STATUS;
	if (y->kind != YAML_MAP) {
		diags_error(ds, "R007", y->at, "write status: {\"\": active, \"Inactive until {date}\": pause}",
			"the words of the status column are missing");
		return;
	}
	struct rule_word *words = ARENA_ARRAY(mem, struct rule_word, y->npairs + 1);
	for (size_t i = 0; i < y->npairs; i++) {
		const struct yaml_pair *p = &y->pair[i];
		size_t state = 0, hole = sv_find(p->key, sv("{date}"));
		while (state < COUNT(names) && !(p->value->kind == YAML_SCALAR && sv_is(p->value->text, names[state])))
			state++;
		words[i] = state_word(mem, p->key, state);
		if (state == COUNT(names) || (words[i].dated && state != STAFF_PAUSE))
			diags_error(ds, "R007", p->value->at,
				"write active, pause, withdraw or full; {date} goes with pause only",
				"this is not a state");
		if (words[i].dated && sv_find(sv_sub(p->key, hole + 6, p->key.n), sv("{date}")) != SIZE_MAX)
			diags_error(ds, "R117", p->at, "let {date} be the day of return only",
				"{date} stands twice in one text");
		if (stands(words, i, &words[i])) twice(ds, p->at, "state");
	}
	out->word = words;
	out->nwords = y->npairs;
}

static void read_answers(struct rule *out, struct arena *mem, const struct yaml *y, struct diags *ds)
{
	static const char *const keys[] = { "not listed", "older", "group", "profile" };
	static const enum consent values[] = { CONSENT_NOT_LISTED, CONSENT_GROUP, CONSENT_GROUP, CONSENT_PROFILE };
	struct yaml_texts texts[COUNT(keys)] = { { 0 } };
	size_t n = 0;
	if (yaml_keys(y, keys, COUNT(keys), "consent", ds)) return;
	for (size_t i = 0; i < COUNT(keys); i++) {
		yaml_texts(y, keys[i], false, mem, &texts[i], ds);
		n += texts[i].n;
	}
	struct rule_word *words = ARENA_ARRAY(mem, struct rule_word, n + 1);
	for (size_t i = 0; i < COUNT(keys); i++)
		for (size_t t = 0; t < texts[i].n; t++) {
			struct rule_word word = { mapping_key(mem, texts[i].at[t]), sv(""), false, values[i] };
			if (word.before.n == 0)
				diags_error(ds, "R117", texts[i].place[t],
					"leave it out: an empty cell means that the question was never asked",
					"an empty cell cannot be an answer about consent");
			if (stands(words, out->nwords, &word))
				diags_error(ds, "R007", texts[i].place[t], "give every answer a text of its own",
					"this answer stands twice");
			words[out->nwords++] = word;
		}
	out->word = words;
	if (n == 0)
		diags_error(ds, "R007", y->at, "write consent: {group: \"the text of that answer\", …}",
			"no answer to the question of consent is given");
}

/* versions: {"2026-1": text or texts}; adds to the wordings that the rule has. */
static void read_versions(struct rule *out, struct arena *mem, const struct yaml *line, const char *key,
	struct rule_wording *wordings, struct diags *ds)
{
	const struct yaml *y = yaml_get(line, key);
	if (!y) return;
	if (y->kind != YAML_MAP || y->npairs == 0) {
		diags_error(ds, "R117", y->at, "write it as {\"2026-1\": \"I agree …\"}",
			"\"%s\" needs names of versions and their texts", key);
		return;
	}
	for (size_t i = 0; i < y->npairs; i++) {
		const char *version = arena_strdup(mem, y->pair[i].key);
		struct yaml_texts texts = { 0 };
		yaml_texts(y, version, true, mem, &texts, ds);
		for (size_t t = 0; t < texts.n; t++) {
			struct sv text = mapping_key(mem, texts.at[t]);
			for (size_t w = 0; w < out->nwordings; w++)
				if (sv_eq(wordings[w].text, text)) twice(ds, texts.place[t], "wording");
			wordings[out->nwordings++] = (struct rule_wording){ text, version, key[0] == 'o' };
		}
	}
}

static size_t texts_below(const struct yaml *line, const char *key)
{
	const struct yaml *y = yaml_get(line, key);
	size_t n = 0;
	for (size_t i = 0; y && i < y->npairs; i++) n += y->pair[i].value->nitems + 1;
	return n;
}

void mapping_words_consent(struct rule *out, struct arena *mem, const struct yaml *line, struct diags *ds)
{
	struct sv version = sv("");
	out->type = RULE_CONSENT;
	if (!yaml_get(line, "text")) {
		const char *without[] = { "versions", "older versions" };
		for (size_t i = 0; i < COUNT(without); i++)
			if (yaml_get(line, without[i]))
				diags_error(ds, "R112", yaml_get(line, without[i])->at,
					"add text: \"Header\", the column in which the wording stands",
					"\"%s\" needs the column of the wording", without[i]);
		yaml_text(line, "version", true, &version, ds);
		out->version = arena_strdup(mem, version);
	} else {
		struct rule_wording *wordings = ARENA_ARRAY(mem, struct rule_wording,
			texts_below(line, "versions") + texts_below(line, "older versions") + 1);
		if (yaml_get(line, "version"))
			diags_error(ds, "R112", yaml_get(line, "version")->at,
				"write either version: NAME, or text: \"Header\" and versions: {NAME: \"I agree …\"}",
				"the version is said twice");
		yaml_text(line, "text", true, &out->text_header, ds);
		read_versions(out, mem, line, "versions", wordings, ds);
		read_versions(out, mem, line, "older versions", wordings, ds);
		out->wording = wordings;
		out->version = out->nwordings ? wordings[0].version : "";
		if (!yaml_get(line, "versions"))
			diags_error(ds, "R112", yaml_get(line, "text")->at,
				"add versions: {\"2026-1\": \"the whole text that is agreed to\"}",
				"the wordings of the column \"%.*s\" are not given", SV_ARG(out->text_header));
	}
	read_answers(out, mem, yaml_get(line, "consent"), ds);
}
