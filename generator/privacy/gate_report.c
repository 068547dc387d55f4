/* Telling the user what the gate found, without repeating it: what kind of value, in which record, where in the content it
 * stands and what to do. Words that a person has accepted for a text as it is now are struck from the list first. */
#include <stdlib.h>
#include "privacy/gate_internal.h"

enum { AROUND = 60 /* bytes of the line shown on each side of a word that is asked about */ };

struct origin_of_value {
	const char *file;
	unsigned line;
};
struct report {
	struct gate *gate;
	struct diags *ds;
	struct arena mem;
	struct origin_of_value *from; /* per hit */
};

/* The record a value came from: the first of that person's that holds a value of that kind. */
static int match_record(
	void *ctx, int kind, const char *field, struct sv value, const char *file, unsigned line, int64_t person)
{
	struct report *r = ctx;
	uint32_t who = identity_person(person, file, line);

	(void)field;
	if (!value.n) return 0;
	for (size_t i = 0; i < r->gate->notes.hits.n; i++) {
		const struct hit *h = &r->gate->notes.hits.at[i];

		if (!r->from[i].file && h->person == who && identity_kind_of_field(h->kind, kind))
			r->from[i] = (struct origin_of_value){ diags_text(r->ds, "%s", file), line };
	}
	return 0;
}

static const char *kind_words(enum identity_kind kind)
{
	switch (kind) {
	case IDENTITY_EMAIL: return "somebody's e-mail address";
	case IDENTITY_FULL_NAME: return "somebody's full name";
	case IDENTITY_PHONE: return "somebody's telephone number";
	case IDENTITY_LOCAL_PART: return "the first half of somebody's e-mail address";
	case IDENTITY_INITIAL_FIRST:
	case IDENTITY_INITIAL_LAST: return "somebody's surname with an initial";
	case IDENTITY_NUMBER: return "somebody's member or form entry number";
	case IDENTITY_EMPLOYER: return "somebody's employer";
	case IDENTITY_NAME: return "somebody's first name or surname";
	case IDENTITY_PASSAGE:
	case IDENTITY_PROFILE_PASSAGE: return "a passage of somebody's private text";
	case IDENTITY_OTHER: return "something somebody wrote on a form";
	case IDENTITY_KINDS: break;
	}
	return "a private value";
}

static const char *advice(struct report *r, const struct hit *h, const struct place *at)
{
	if (h->in_path) return "rename the file";
	if (h->what == HIT_SOFT && h->source)
		return diags_text(r->ds,
			"write it otherwise if it names somebody; if it is an ordinary word here: mentorpress accept "
			"%s:%u:%u",
			at->file, at->line, at->col);
	if (h->origin == ORIGIN_TEXT) return gate_text_advice(r->gate, h, r->ds);
	if (h->source)
		return "take it out of the text; an officer's name stands in content/officers.yml or an approval, "
		       "where it may be shown; "
		       "the society's own words are named under \"certified\" in the policy";
	return "take it out of the template or setting; the society's own words are named under \"certified\" in the "
	       "policy";
}

static const char *code_of(const struct hit *h)
{
	if (h->in_path) return "G012";
	if (h->what == HIT_SOFT) return "G020";
	return h->origin == ORIGIN_TEXT ? "G010" : "G011";
}

static struct place place_of(struct report *r, const struct hit *h)
{
	struct place at = { h->path, h->line, h->col };

	if (h->source && !h->in_path) {
		struct sv text = sv_of(&gate_text(r->gate, h->source, r->ds)->text);
		size_t end, offset = gate_place_in(r->gate, h, text, &end);

		if (offset != SIZE_MAX) at = place_at(h->source, text, offset);
	}
	if (h->in_path) at.line = at.col = 0;
	at.file = diags_text(r->ds, "%s", at.file);
	return at;
}

/* The line's bytes from `from` to `to`, cut at a blank when they are many. */
static const char *part_of_line(struct gate *g, struct sv text, size_t from, size_t to, bool keep_end)
{
	if (to - from > AROUND && keep_end) {
		for (from = to - AROUND; from < to && text.p[from] != ' ';) from++;
	} else if (to - from > AROUND) {
		for (to = from + AROUND; to > from && text.p[to] != ' ';) to--;
	}
	return arena_strdup(&g->mem, sv_sub(text, from, to - from));
}

static bool question_of(struct gate *g, const struct hit *h, struct gate_question *out)
{
	const struct gate_text *t = gate_text(g, h->source, NULL);
	struct sv text = sv_of(&t->text);
	size_t end, from, to, at = gate_place_in(g, h, text, &end);

	if (at == SIZE_MAX) return false;
	for (from = at; from > 0 && text.p[from - 1] != '\n';) from--;
	for (to = end; to < text.n && text.p[to] != '\n' && text.p[to] != '\r';) to++;
	struct place p = place_at(h->source, text, at);
	*out = (struct gate_question){ .source = h->source,
		.line = p.line,
		.col = p.col,
		.word = arena_strdup(&g->mem, sv_sub(text, at, end - at)),
		.sentence = part_of_line(g, text, from, at, true),
		.after = part_of_line(g, text, end, to, false),
		.also = gate_places_after(g, h, text, end),
		.digest = t->digest.z };
	return true;
}

static void ask(struct report *r, const struct hit *h, int why)
{
	struct gate_question q;

	if (!question_of(r->gate, h, &q)) return;
	q.why = why == ASKED_LAPSED ? ASKED_LAPSED : why == ASKED_CHANGED ? ASKED_CHANGED : ASKED_NEW;
	vec_push(&r->gate->questions, q);
}

bool gate_question_again(struct gate *g, const struct acceptance *a, struct gate_question *out)
{
	const struct hit h = { .what = HIT_SOFT, .hash = a->hash, .source = a->source, .written = sv(a->word) };

	return question_of(g, &h, out);
}

static int by_place(const void *a, const void *b)
{
	const struct gate_question *x = a, *y = b;
	int c = strcmp(x->source, y->source);

	if (c == 0) c = (x->line > y->line) - (x->line < y->line);
	return c ? c : (x->col > y->col) - (x->col < y->col);
}

const struct gate_question *gate_questions(const struct gate *g, size_t *n)
{
	*n = g->questions.n;
	return g->questions.at;
}

static const char *why_words(int why)
{
	if (why == ASKED_LAPSED) return "; its acceptance is not in force any more";
	return why == ASKED_CHANGED ? "; it was accepted for this text as it was before a change" : "";
}

static void report_hit(struct report *r, size_t i, int why)
{
	const struct hit *h = &r->gate->notes.hits.at[i];
	const struct origin_of_value *from = &r->from[i];
	const char *what = kind_words(h->kind);
	const char *how = h->what == HIT_SOFT ? "a capitalized word is also"
			  : h->in_path        ? "this file's name holds"
					      : "here stands";
	const char *record = from->file ? diags_text(r->ds, " (%s line %u)", from->file, from->line) : "";

	struct place at = place_of(r, h);
	diags_error(r->ds, code_of(h), at, advice(r, h, &at), "%s %s%s%s", how, what, record, why_words(why));
}

/* A first name with the surname behind it is reported once, as the full name. */
static bool told_by_more(const struct gate *g, const struct hit *h)
{
	if (h->what != HIT_SOFT) return false;
	for (size_t i = 0; i < g->notes.hits.n; i++) {
		const struct hit *other = &g->notes.hits.at[i];

		if (other->what == HIT_HARD && other->in_path == h->in_path && other->start <= h->start &&
			h->end <= other->end && strcmp(other->path, h->path) == 0)
			return true;
	}
	return false;
}

size_t gate_report(struct gate *g, struct diags *ds)
{
	struct report r = { .gate = g, .ds = ds, .mem = ARENA_INIT };
	const struct identity_source *source = &g->o.values->source;
	size_t before = ds->errors;

	acceptances_load(g, ds);
	r.from = ARENA_ARRAY(&r.mem, struct origin_of_value, g->notes.hits.n + 1);
	/* Whether this fails does not matter: the finding is reported either way. */
	if (g->notes.hits.n) source->each(source->ctx, match_record, &r);
	for (size_t i = 0; i < g->notes.hits.n; i++) {
		const struct hit *h = &g->notes.hits.at[i];
		int why = ASKED_NEW;

		if (told_by_more(g, h)) continue;
		if (h->what == HIT_SOFT && acceptance_covers(g, h, &why)) {
			g->notes.soft_passed++;
			continue;
		}
		if (h->what == HIT_SOFT && h->source) ask(&r, h, why);
		report_hit(&r, i, why);
	}
	acceptances_settle(g);
	if (g->questions.n) qsort(g->questions.at, g->questions.n, sizeof *g->questions.at, by_place);
	arena_dispose(&r.mem);
	return ds->errors - before;
}
