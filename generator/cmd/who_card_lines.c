/* who_card_lines.c sets each answer beside what the edition shows of it, and says why. */
#include "base/utf8.h"
#include "cmd/who_card.h"
#include "privacy/review.h"

static const char *joined(struct arena *mem, const struct public_field *f, const size_t *value, size_t n)
{
	struct str text = STR_INIT;
	for (size_t i = 0; i < n; i++) str_printf(&text, "%s%s", i ? "; " : "", f->value[value[i]].label);
	const char *kept = arena_strdup(mem, sv_of(&text));
	str_dispose(&text);
	return kept;
}

static size_t value_of(const struct public_field *f, struct sv code)
{
	for (size_t i = 1; i < f->nvalues; i++)
		if (sv_is(code, f->value[i].code)) return i;
	return 0;
}

/* Codes as the records have them, by their labels. */
static const char *answer_of(struct arena *mem, const struct public_field *f, struct sv answer)
{
	struct str text = STR_INIT;
	struct sv code;
	while (answer.n && sv_split(&answer, '|', &code)) {
		size_t v = value_of(f, sv_trim(code));
		str_printf(&text, "%s%.*s", text.len ? "; " : "", SV_ARG(v ? sv(f->value[v].label) : sv_trim(code)));
	}
	const char *kept = arena_strdup(mem, sv_of(&text));
	str_dispose(&text);
	return kept;
}

/* Does the value shown hold the answer given now? */
static bool covers(const struct public_field *f, size_t shown, struct sv answer)
{
	size_t v = value_of(f, sv_trim(answer));
	while (v != 0 && v != shown) v = f->value[v].parent;
	return v == shown;
}

static bool same_answers(const struct public_field *f, const struct public_fact *fact, struct sv answer)
{
	struct sv code;
	size_t n = 0;
	while (answer.n && sv_split(&answer, '|', &code)) {
		size_t v = value_of(f, sv_trim(code)), i = 0;
		while (v && i < fact->n && fact->value[i] != v) i++;
		if (v && i == fact->n) return false;
		n += v != 0;
	}
	return n == fact->n;
}

#define CHANGED                                                                                                        \
	"The entry shows what you had told us when the pool was drawn. Your present answer counts from the next "      \
	"match "                                                                                                       \
	"cycle."

static void add_line(struct who_card *c, const char *field, const char *answer, const char *shown, const char *why)
{
	struct card_line line = { field, answer, shown, why };
	vec_push(&c->lines, line);
}

static void add_group_line(struct who_card *c, size_t field, struct sv answer)
{
	const struct public_field *f = public_pool_field(c->pool, field);
	const struct public_fact *fact = public_entry_fact_of(c->entry, field);
	const char *given = answer_of(c->mem, f, answer);
	if (!fact) {
		add_line(c, f->label, given, "not shown", "Never shown in groups: it could belong to one person.");
		return;
	}
	const char *why = card_words_group(c->mem, fact->precision, public_pool_k(c->pool));
	add_line(c, f->label, given, joined(c->mem, f, fact->value, fact->n),
		covers(f, fact->value[0], answer) ? why : CHANGED);
}

static void add_profile_line(struct who_card *c, size_t field, struct sv answer)
{
	const struct public_field *f = public_pool_field(c->pool, field);
	const struct public_fact *fact = public_entry_fact_of(c->entry, field);
	const char *given = answer_of(c->mem, f, answer);
	if (!fact)
		add_line(
			c, f->label, given, "not shown", *given ? CHANGED : "You gave no answer, so nothing is shown.");
	else
		add_line(c, f->label, given, joined(c->mem, f, fact->value, fact->n),
			same_answers(f, fact, answer) ? "Shown as you gave it: that is what a profile does." : CHANGED);
}

static const char *text_reason(struct context *ctx, struct who_card *c, struct sv text)
{
	struct reviews reviews = { MAP_INIT, MAP_INIT, ARENA_INIT, 0 };
	const char *shown = public_entry_text(c->entry), *why;
	struct str own = STR_INIT;
	bool held = false;
	utf8_squeeze(&own, text);
	if (reviews_load(&reviews, ctx->run, &ctx->settings, &ctx->ds) != 0) {
		reviews_dispose(&reviews);
		str_dispose(&own);
		return NULL;
	}
	const char *approved = reviews_approved(&reviews, text, &held);
	if (!text.n)
		why = *shown ? CHANGED : "You wrote nothing, so nothing is shown.";
	else if (*shown && sv_is(sv_of(&own), shown))
		why = "A person read it and approved exactly this text.";
	else if (approved && *shown && strcmp(approved, shown) == 0)
		why = "A person read it and approved it in this wording. What named somebody, or how to reach "
		      "somebody, was left "
		      "out.";
	else if (approved)
		why = "Your text has been approved. It is shown from the next match cycle.";
	else if (held)
		why = "This text is held back for now. Write to us, and we tell you what should be changed.";
	else
		why = *shown ? "You changed your text. Until a person has read the new one, the approved one stays."
			     : "It waits until a person has read and approved it. The entry stands without it "
			       "meanwhile.";
	reviews_dispose(&reviews);
	str_dispose(&own);
	return why;
}

int card_lines_of_person(
	struct who_card *c, struct context *ctx, const struct policy_pool *rules, const struct application *a)
{
	bool group = public_entry_is_group(c->entry);
	for (size_t f = 0; f < public_pool_fields(c->pool); f++) {
		struct sv answer = application_field(a, public_pool_field(c->pool, f)->code);
		if (group)
			add_group_line(c, f, answer);
		else
			add_profile_line(c, f, answer);
	}
	if (rules->text_field) {
		struct sv text = sv_trim(application_field(a, rules->text_field));
		const char *shown = public_entry_text(c->entry);
		const char *why = group ? "Your own words are never shown in a group." : text_reason(ctx, c, text);
		if (!why) return -1;
		add_line(c, "In your own words", arena_strdup(c->mem, text), group || !*shown ? "not shown" : shown,
			why);
	}
	add_line(c, "Everything else", "name, employer, how to reach you, dates, availability, preferences",
		"not shown", "Never published of anybody.");
	return 0;
}

static const char *stands_for(struct arena *mem, const struct public_field *f, size_t shown)
{
	struct str text = STR_INIT;
	if (shown == 0) return "any answer, or none";
	for (size_t v = 1; v < f->nvalues; v++) {
		size_t at = v;
		while (at != 0 && at != shown) at = f->value[at].parent;
		if (at == shown && f->value[v].leaf)
			str_printf(&text, "%s%s", text.len ? ", or " : "", f->value[v].label);
	}
	const char *kept = arena_strdup(mem, sv_of(&text));
	str_dispose(&text);
	return kept;
}

void card_lines_of_group(struct who_card *c)
{
	for (size_t i = 0; i < public_entry_facts(c->entry); i++) {
		const struct public_fact *fact = public_entry_fact(c->entry, i);
		const struct public_field *f = public_pool_field(c->pool, fact->field);
		add_line(c, f->label, stands_for(c->mem, f, fact->value[0]), joined(c->mem, f, fact->value, fact->n),
			fact->precision == PRECISION_EXACT ? "Everybody in the group gave this answer."
			: fact->precision == PRECISION_BROAD
				? "Everybody in the group gave one of these answers."
				: "Not shown, so that everybody in the group looks the same.");
	}
}
