/* Whether a value may stand where it was found. A name that is also a word ("will", "Young") must not stop every page, and
 * must not be let through where it names somebody: what decides is who wrote the bytes, how the word is written, and what
 * stands around it. */
#include "privacy/gate_internal.h"

enum { JOINED_LEAST = 8, SPELLED_LEAST = 5 };

static char byte_at(struct sv v, size_t i)
{
	return i < v.n ? v.p[i] : '\0';
}

static bool space_between(struct sv v, const struct window *w)
{
	for (size_t t = 1; t < w->n; t++)
		for (size_t i = w->token[t - 1]->end; i < w->token[t]->start; i++)
			if (strchr(" \t\r\n", v.p[i])) return true;
	return false;
}

static bool any_capital(const struct window *w)
{
	for (size_t i = 0; i < w->n; i++)
		if (w->token[i]->capital) return true;
	return false;
}

/* "I may" and "a young" are no people: an initial counts before a capitalised surname, and A and I only with their dot. In a script or style "o.li" and
 * "x, MAY" are names of things: there only "G. Young" counts, with capitals and dot. */
static bool initial_first(struct sv v, const struct window *w, bool code)
{
	const struct normal_token *initial = w->token[0];
	char letter = (char)(byte_at(v, initial->start) | 32);

	if (w->n < 2 || initial->end - initial->start > 8) return false;
	if (code) return initial->capital && w->token[1]->capital && byte_at(v, initial->end) == '.';
	if (!space_between(v, w)) return (initial->capital && w->token[1]->capital) || byte_at(v, initial->end) != '\'';
	if (!w->token[1]->capital || !initial->capital) return false;
	return (letter != 'a' && letter != 'i') || byte_at(v, initial->end) == '.';
}

/* "May I" is no person either: the surname's comma or the initial's dot is asked for. */
static bool initial_last(struct sv v, const struct window *w, bool code)
{
	const struct normal_token *surname = w->token[0], *initial = w->token[w->n - 1];

	if (w->n < 2 || !surname->capital || !initial->capital) return false;
	return (!code && byte_at(v, w->token[w->n - 2]->end) == ',') || byte_at(v, initial->end) == '.';
}

/* Is this run of tokens written in a way in which the value is really meant? Tokens are compared written together, which finds
 * slugs and split names, and would find surnames in "to get her" too. */
static bool meant(const struct judged *j, const struct window *w, const struct identity_value *v)
{
	struct sv bytes = j->artifact->bytes;

	if (w->spelled && v->kind != IDENTITY_NUMBER && v->kind != IDENTITY_OTHER) return w->length >= SPELLED_LEAST;
	switch ((enum identity_kind)v->kind) {
	case IDENTITY_PHONE: return true;
	case IDENTITY_INITIAL_FIRST: return initial_first(bytes, w, j->code);
	case IDENTITY_INITIAL_LAST: return initial_last(bytes, w, j->code);
	case IDENTITY_NUMBER:
		if (j->quiet && w->token[0]->start > 0 && bytes.p[w->token[0]->start - 1] == '#')
			return false; /* a color */
		return w->n == 1 || w->n == v->tokens;
	case IDENTITY_NAME:
	case IDENTITY_OTHER:
	case IDENTITY_EMPLOYER:
		if (w->n > v->tokens && space_between(bytes, w)) return v->tokens > 1 && w->length >= JOINED_LEAST;
		return w->n >= v->tokens || w->length >= JOINED_LEAST;
	default: return w->n == v->tokens || w->length >= JOINED_LEAST;
	}
}

static bool has_digit(struct sv bytes, const struct normal_token *t)
{
	for (size_t i = t->start; i < t->end; i++)
		if (bytes.p[i] >= '0' && bytes.p[i] <= '9') return true;
	return false;
}

/* The first half of an address is a word at times ("shall" of S. Hall), unless it has a digit or the @ follows. */
static bool is_soft(struct sv bytes, const struct window *w, const struct identity_value *v)
{
	switch ((enum identity_kind)v->kind) {
	case IDENTITY_NAME:
	case IDENTITY_OTHER: return true;
	case IDENTITY_EMPLOYER: return v->tokens == 1;
	case IDENTITY_NUMBER: return v->length < 5;
	case IDENTITY_LOCAL_PART:
		return v->tokens == 1 && byte_at(bytes, w->token[w->n - 1]->end) != '@' &&
		       !has_digit(bytes, w->token[0]);
	default: return false;
	}
}

bool gate_may_be_word(const struct identity_value *v)
{
	return v->kind == IDENTITY_NAME || v->kind == IDENTITY_FULL_NAME || v->kind == IDENTITY_EMPLOYER ||
	       v->kind == IDENTITY_LOCAL_PART || v->kind == IDENTITY_OTHER;
}

/* A full name whose parts are all lower-case ordinary words with blanks between is a phrase ("mark will"). */
static bool ordinary(const struct judged *j, const struct window *w, const struct identity_value *v)
{
	const struct certified *c = &j->gate->certified;

	if (any_capital(w) || !gate_may_be_word(v)) return false;
	if (w->n == 1) return v->tokens == 1 && hashes_has(&c->ordinary, w->hash);
	for (size_t i = 0; i < w->n; i++)
		if (!hashes_has(&c->ordinary, w->token[i]->hash)) return false;
	return w->n == v->tokens && space_between(j->artifact->bytes, w);
}

static bool reads_as_year(const struct window *w, const struct identity_value *v, struct sv bytes)
{
	struct sv digits = sv_sub(bytes, w->token[0]->start, 4);

	return v->kind == IDENTITY_NUMBER && w->n == 1 && w->length == 4 &&
	       (sv_starts(digits, "19") || sv_starts(digits, "20"));
}

/* "Grace M. Young": the parts of a full name with one short token between them. */
static bool around_initial(const struct judged *j, const struct window *w)
{
	const struct identity_set *set = j->gate->o.values;
	const struct identity_value *v;

	if (w->n != 1 || !w->before[0] || !w->before[1] || w->before[0]->len > 2 || !w->before[0]->capital ||
		!w->before[1]->capital)
		return false; /* "Mark a Long Page" */
	v = identity_find(set, normal_join(&set->key, w->before[1]->hash, w->before[1]->len, w->hash));
	return v && v->kind == IDENTITY_FULL_NAME;
}

/* "Ask Grace Young" may not stand in a vocabulary either; synonyms, in small letters, may follow one another by chance. Nor may a link of the
 * settings lead to grace-young; of the society's names and address certified_check speaks. */
static bool names_somebody(const struct window *w, const struct identity_value *v, enum origin o, struct sv span)
{
	bool link = o == ORIGIN_SETTINGS && sv_find(span, SV_LIT("/")) != SIZE_MAX;

	if (o != ORIGIN_LABEL && !link) return false;
	if (v->kind == IDENTITY_EMAIL || v->kind == IDENTITY_PHONE) return true;
	if (v->kind != IDENTITY_FULL_NAME) return false;
	for (size_t i = 0; i < w->n && o == ORIGIN_LABEL; i++)
		if (!w->token[i]->capital) return false;
	return true;
}

static enum origin strictest(
	const struct judged *j, const struct window *w, const struct identity_value *v, const struct span **only)
{
	const struct artifact *a = j->artifact;
	size_t low = 0, high = a->nspans, begin;
	enum origin result = ORIGIN_NUMBER;
	bool first = true;

	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (a->spans[mid].end <= w->token[0]->start)
			low = mid + 1;
		else
			high = mid;
	}
	*only = low < a->nspans && a->spans[low].end >= w->token[w->n - 1]->end ? &a->spans[low] : NULL;
	for (begin = low; begin < a->nspans; begin++) {
		enum origin o = a->spans[begin].origin;
		size_t from = begin ? a->spans[begin - 1].end : 0;
		struct sv span = sv_sub(a->bytes, from, a->spans[begin].end - from);
		bool certified = certified_span(&j->gate->certified, o, span), named = names_somebody(w, v, o, span);

		/* A label that is none comes from who knows where. */
		if (!certified && o == ORIGIN_LABEL) o = ORIGIN_TEXT;
		if (!certified && (o == ORIGIN_SETTINGS || o == ORIGIN_NUMBER || o == ORIGIN_ID || o == ORIGIN_OFFICER))
			o = ORIGIN_DOCUMENT;
		if (certified && *only && !named) return ORIGIN_COUNT;
		if (named) certified = false;
		if (named && o == ORIGIN_SETTINGS) o = ORIGIN_DOCUMENT;
		if (certified) o = ORIGIN_TEMPLATE;
		if (first || o == ORIGIN_TEXT || (o == ORIGIN_DOCUMENT && result == ORIGIN_TEMPLATE))
			result = result == ORIGIN_TEXT ? result : o;
		first = false;
		if (a->spans[begin].end >= w->token[w->n - 1]->end) break;
	}
	return first ? ORIGIN_TEXT : result;
}

/* "May I help you?" In an approved text an ordinary word that begins a sentence is capital for that reason; "ask May" is somebody.
 * Stricter than sentence_begins: only the text's own beginning and a full stop, question or exclamation mark count. */
static bool ordinary_first(
	const struct judged *j, const struct window *w, const struct identity_value *v, const struct span *only)
{
	const struct artifact *a = j->artifact;
	size_t s, begin, at = w->token[0]->start;

	if (!only || only->origin != ORIGIN_TEXT || w->n != 1 || v->tokens != 1 || !is_soft(a->bytes, w, v))
		return false;
	if (!hashes_has(&j->gate->certified.ordinary, w->hash)) return false;
	for (s = (size_t)(only - a->spans); s > 0 && a->spans[s - 1].origin == ORIGIN_TEXT;) s--;
	begin = s > 0 ? a->spans[s - 1].end : 0;
	while (at > begin && strchr(" \t\r\n\"'(", a->bytes.p[at - 1])) at--;
	if (at == begin) return true;
	return a->bytes.p[at - 1] == '.' ? !gate_ends_abbreviation(a->bytes, begin, at - 1)
					 : a->bytes.p[at - 1] == '!' || a->bytes.p[at - 1] == '?';
}

/* "…with grace. Young auditors…": two sentences, and one of the words is none that names anybody. */
static bool two_sentences(struct sv v, const struct window *w, const struct identity_value *value)
{
	bool small = false, ends = false;

	if (value->kind != IDENTITY_FULL_NAME || w->n != value->tokens) return false;
	for (size_t t = 0; t < w->n; t++) {
		small |= !w->token[t]->capital;
		for (size_t i = t ? w->token[t - 1]->end : w->token[t]->start; i + 1 < w->token[t]->start; i++)
			ends |= strchr(".?!", v.p[i]) && strchr(" \t\r\n<", v.p[i + 1]);
	}
	return small && ends;
}

/* Of the committee's own bytes, where a name may be a word: what stands around it decides. */
static enum gate_verdict verdict_on_word(
	const struct judged *j, const struct window *w, const struct identity_value *v, enum origin origin)
{
	const struct hashes *labels = &j->gate->certified.labels;

	if (!j->in_path && around_initial(j, w)) return GATE_HARD;
	if (v->kind == IDENTITY_NUMBER || j->quiet || !w->token[0]->capital) return GATE_ORDINARY;
	if (gate_titled(j, w)) return GATE_SOFT;
	return hashes_has(labels, w->hash) || !gate_capital_counts(j, w, origin) ? GATE_ORDINARY : GATE_SOFT;
}

static enum gate_verdict verdict(
	const struct judged *j, const struct window *w, const struct identity_value *v, enum origin *origin)
{
	const struct certified *c = &j->gate->certified;
	struct sv bytes = j->artifact->bytes;
	const struct span *only = NULL;

	if (!meant(j, w, v) || hashes_has(&c->settings, w->hash)) return GATE_NOTHING;
	*origin = strictest(j, w, v, &only);
	if (*origin == ORIGIN_COUNT) return GATE_NOTHING;
	if (v->kind == IDENTITY_PROFILE_PASSAGE && only && only->origin == ORIGIN_TEXT)
		return GATE_NOTHING; /* approved, or it would not be there */
	if (ordinary(j, w, v)) return GATE_ORDINARY;
	if (*origin == ORIGIN_TEXT) {
		if (ordinary_first(j, w, v, only)) return GATE_ORDINARY;
		return reads_as_year(w, v, bytes) ? GATE_NOTHING : GATE_HARD;
	}
	if (two_sentences(bytes, w, v)) return GATE_ORDINARY;
	/* "ISO 13485": a number of the vocabularies is public, whoever has it too. */
	if (!is_soft(bytes, w, v) && !(v->kind == IDENTITY_NUMBER && hashes_has(&c->labels, w->hash))) return GATE_HARD;
	return verdict_on_word(j, w, v, *origin);
}

void gate_judge(const struct judged *j, const struct window *w, const struct identity_value *v)
{
	struct gate_finding f = { .capital = any_capital(w), .judged = j, .window = w, .value = v };

	f.verdict = verdict(j, w, v, &f.origin);
	if (f.verdict != GATE_NOTHING) j->found(j->ctx, &f);
}

void gate_finding_place(const struct gate_finding *f, size_t *start, size_t *end)
{
	const struct window *w = f->window;

	view_place(f->judged->view, w->token[0]->start, w->token[w->n - 1]->end, start, end);
	*start += f->judged->begin;
	*end += f->judged->begin;
}
