/* redact_values.c looks for the values of the records by the gate's own fingerprints and by its rules for approved texts (gate_judge.c), so that a
 * reviewer learns at the desk what the gate would refuse on the day of publication. tests/unit/privacy/test_redact_gate.c holds the two together:
 * whatever the gate refuses in a text is certain here. */
#include "privacy/redact_internal.h"

enum { JOINED_LEAST = 8 };

struct value_run {
	const struct normal_token *token;
	size_t n;
	uint64_t hash;
	unsigned length;
};
struct values {
	struct redact_text *t;
	int64_t person;
	VEC(struct normal_token) token;
};

static void keep(void *ctx, const struct normal_token *token)
{
	struct values *v = ctx;

	vec_push(&v->token, *token);
}

static char byte_at(struct sv v, size_t i)
{
	return i < v.n ? v.p[i] : '\0';
}

static bool space_between(struct sv v, const struct value_run *w)
{
	for (size_t t = 1; t < w->n; t++)
		for (size_t i = w->token[t - 1].end; i < w->token[t].start; i++)
			if (strchr(" \t\r\n", v.p[i])) return true;
	return false;
}

static bool any_capital(const struct value_run *w)
{
	for (size_t i = 0; i < w->n; i++)
		if (w->token[i].capital) return true;
	return false;
}

/* "I may" and "a young" are nobody; "A. Young" is. */
static bool initial_first(struct sv v, const struct value_run *w)
{
	const struct normal_token *initial = &w->token[0];
	char letter = (char)(byte_at(v, initial->start) | 32);

	if (w->n < 2 || initial->end - initial->start > 8) return false;
	if (!space_between(v, w)) return (initial->capital && w->token[1].capital) || byte_at(v, initial->end) != '\'';
	if (!w->token[1].capital || !initial->capital) return false;
	return (letter != 'a' && letter != 'i') || byte_at(v, initial->end) == '.';
}

static bool initial_last(struct sv v, const struct value_run *w)
{
	const struct normal_token *initial = &w->token[w->n - 1];

	if (w->n < 2 || !w->token[0].capital || !initial->capital) return false;
	return byte_at(v, w->token[w->n - 2].end) == ',' || byte_at(v, initial->end) == '.';
}

static bool meant(struct sv text, const struct value_run *w, const struct identity_value *v)
{
	switch ((enum identity_kind)v->kind) {
	case IDENTITY_PHONE: return true;
	case IDENTITY_INITIAL_FIRST: return initial_first(text, w);
	case IDENTITY_INITIAL_LAST: return initial_last(text, w);
	case IDENTITY_NUMBER: return w->n == 1 || w->n == v->tokens;
	case IDENTITY_NAME:
	case IDENTITY_OTHER:
	case IDENTITY_EMPLOYER:
		if (w->n > v->tokens && space_between(text, w)) return v->tokens > 1 && w->length >= JOINED_LEAST;
		return w->n >= v->tokens || w->length >= JOINED_LEAST;
	default: return w->n == v->tokens || w->length >= JOINED_LEAST;
	}
}

static bool is_ordinary(const struct redactor *r, uint64_t hash)
{
	for (size_t i = 0; i < r->ordinary.n; i++)
		if (r->ordinary.at[i] == hash) return true;
	return false;
}

static bool is_certified(const struct redactor *r, uint64_t hash)
{
	for (size_t i = 0; i < r->certified.n; i++)
		if (r->certified.at[i] == hash) return true;
	return false;
}

static bool name_like(const struct identity_value *v)
{
	return v->kind == IDENTITY_NAME || v->kind == IDENTITY_FULL_NAME || v->kind == IDENTITY_EMPLOYER ||
	       v->kind == IDENTITY_LOCAL_PART || v->kind == IDENTITY_OTHER;
}

/* Small letters throughout, and every word one of the policy's ordinary words. */
static bool passes_small(const struct redact_text *t, const struct value_run *w, const struct identity_value *v)
{
	if (any_capital(w) || !name_like(v)) return false;
	if (w->n == 1) return v->tokens == 1 && is_ordinary(t->r, w->hash);
	for (size_t i = 0; i < w->n; i++)
		if (!is_ordinary(t->r, w->token[i].hash)) return false;
	return w->n == v->tokens && space_between(t->text, w);
}

/* "Dr. Young": this dot ends no sentence. */
static bool ends_abbreviation(struct sv v, size_t dot)
{
	static const char *const titles[] = { "mr", "mrs", "ms", "mx", "dr", "prof", "sir", "st", "sr", "jr" };
	size_t from = dot;

	while (from > 0 && ((v.p[from - 1] | 32) >= 'a' && (v.p[from - 1] | 32) <= 'z')) from--;
	for (size_t i = 0; i < sizeof titles / sizeof *titles; i++)
		if (sv_ieq_ascii(sv_sub(v, from, dot - from), sv(titles[i]))) return true;
	return dot - from == 1;
}

/* An ordinary word that begins a sentence is capital for that reason ("May I help you?"). */
static bool passes_first(const struct redact_text *t, const struct value_run *w, const struct identity_value *v)
{
	struct sv text = t->text;
	size_t at = w->token[0].start;
	bool soft = v->kind == IDENTITY_NAME || v->kind == IDENTITY_OTHER || v->kind == IDENTITY_EMPLOYER ||
		    (v->kind == IDENTITY_LOCAL_PART && byte_at(text, w->token[0].end) != '@');

	if (w->n != 1 || v->tokens != 1 || !soft || !is_ordinary(t->r, w->hash)) return false;
	while (at > 0 && strchr(" \t\r\n\"'(", text.p[at - 1])) at--;
	if (at == 0) return true;
	return text.p[at - 1] == '.' ? !ends_abbreviation(text, at - 1)
				     : text.p[at - 1] == '!' || text.p[at - 1] == '?';
}

static bool reads_as_year(struct sv text, const struct value_run *w, const struct identity_value *v)
{
	struct sv digits = sv_sub(text, w->token[0].start, 4);

	return v->kind == IDENTITY_NUMBER && w->n == 1 && w->length == 4 &&
	       (sv_starts(digits, "19") || sv_starts(digits, "20"));
}

static enum redact_kind kind_of(const struct identity_value *v)
{
	switch ((enum identity_kind)v->kind) {
	case IDENTITY_EMAIL:
	case IDENTITY_LOCAL_PART: return REDACT_EMAIL;
	case IDENTITY_PHONE: return REDACT_PHONE;
	case IDENTITY_NUMBER: return REDACT_NUMBER;
	case IDENTITY_EMPLOYER: return REDACT_EMPLOYER;
	case IDENTITY_PASSAGE: return REDACT_PASSAGE;
	case IDENTITY_OTHER: return REDACT_DETAIL;
	default: return REDACT_NAME;
	}
}

static bool everyday(const struct redact_text *t, const struct value_run *w)
{
	struct redact_token of = { 0 };

	if (w->n != 1) return false;
	for (size_t i = 0; i < t->token.n; i++)
		if (t->token.at[i].start == w->token[0].start) of = t->token.at[i];
	return of.letter && redact_common(t->r, of.folded);
}

static void judge(struct values *s, const struct value_run *w, const struct identity_value *v)
{
	struct redact_text *t = s->t;
	size_t start = w->token[0].start, end = w->token[w->n - 1].end;
	bool common;

	if (v->kind == IDENTITY_PROFILE_PASSAGE || !meant(t->text, w, v) || is_certified(t->r, w->hash) ||
		reads_as_year(t->text, w, v) || start >= end)
		return;
	common = everyday(t, w);
	if (passes_small(t, w, v) || passes_first(t, w, v)) {
		if (w->n == 1 && !common) redact_add(t, start, end, REDACT_NAME, REDACT_SUGGESTION);
		return;
	}
	redact_add(t, start, end, kind_of(v), REDACT_CERTAIN);
	t->out->at[t->out->n - 1].own = v->person == identity_person(s->person, "", 0);
	t->out->at[t->out->n - 1].ordinary = common && name_like(v) && !any_capital(w);
}

static void look_from(struct values *s, size_t i)
{
	const struct identity_set *set = s->t->r->from.values;
	struct value_run w = { .token = &s->token.at[i] };

	for (size_t n = 1; n <= IDENTITY_PASSAGE_LENGTH && i + n <= s->token.n; n++) {
		const struct normal_token *last = &s->token.at[i + n - 1];
		const struct identity_value *v;

		if (!last->len || (n > 1 && last->fresh)) return;
		w.n = n;
		w.hash = 0;
		w.length = 0;
		for (size_t k = n; k-- > 0;) {
			w.hash = normal_join(&set->key, w.token[k].hash, w.token[k].len, w.hash);
			w.length += w.token[k].len;
		}
		if (n > IDENTITY_WINDOW && n != IDENTITY_SENTENCE && n != IDENTITY_PASSAGE_LENGTH) continue;
		if (identity_maybe(set, w.hash) && (v = identity_find(set, w.hash)) != NULL) judge(s, &w, v);
	}
}

void redact_values(struct redact_text *t, int64_t person)
{
	struct values s = { .t = t, .person = person };

	normal_scan(&t->r->from.values->key, t->text, NORMAL_TEXT, keep, &s);
	for (size_t i = 0; i < s.token.n; i++) look_from(&s, i);
	vec_dispose(&s.token);
}
