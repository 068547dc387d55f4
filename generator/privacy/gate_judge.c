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

/* "I may" and "a young" are no people: an initial counts before a capitalised surname, and A and I only with their dot. */
static bool initial_first(struct sv v, const struct window *w)
{
	const struct normal_token *initial = w->token[0];
	char letter = (char)(byte_at(v, initial->start) | 32);

	if (w->n < 2 || initial->end - initial->start > 8) return false;
	if (!space_between(v, w)) return (initial->capital && w->token[1]->capital) || byte_at(v, initial->end) != '\'';
	if (!w->token[1]->capital || !initial->capital) return false;
	return (letter != 'a' && letter != 'i') || byte_at(v, initial->end) == '.';
}

/* "May I" is no person either: the surname's comma or the initial's dot is asked for. */
static bool initial_last(struct sv v, const struct window *w)
{
	const struct normal_token *surname = w->token[0], *initial = w->token[w->n - 1];

	if (w->n < 2 || !surname->capital || !initial->capital) return false;
	return byte_at(v, w->token[w->n - 2]->end) == ',' || byte_at(v, initial->end) == '.';
}

/* Is this run of tokens written in a way in which the value is really meant? Tokens are compared written together, which finds
 * slugs and split names, and would find surnames in "to get her" too. */
static bool meant(const struct judged *j, const struct window *w, const struct identity_value *v)
{
	struct sv bytes = j->artifact->bytes;

	if (w->spelled && v->kind != IDENTITY_NUMBER && v->kind != IDENTITY_OTHER) return w->length >= SPELLED_LEAST;
	switch ((enum identity_kind)v->kind) {
	case IDENTITY_PHONE: return true;
	case IDENTITY_INITIAL_FIRST: return initial_first(bytes, w);
	case IDENTITY_INITIAL_LAST: return initial_last(bytes, w);
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

/* A full name whose parts are all lower-case ordinary words with blanks between is a phrase ("mark will"). */
static bool ordinary(const struct judged *j, const struct window *w, const struct identity_value *v)
{
	const struct certified *c = &j->gate->certified;

	if (any_capital(w) ||
		(v->kind != IDENTITY_NAME && v->kind != IDENTITY_FULL_NAME && v->kind != IDENTITY_EMPLOYER &&
			v->kind != IDENTITY_LOCAL_PART && v->kind != IDENTITY_OTHER))
		return false;
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

/* The content file of the window's first byte that has one. */
static const char *source_of(const struct artifact *a, const struct window *w)
{
	for (size_t i = 0; i < a->nspans; i++) {
		if (a->spans[i].end > w->token[0]->start && a->spans[i].source) return a->spans[i].source;
		if (a->spans[i].end >= w->token[w->n - 1]->end) break;
	}
	return NULL;
}

/* All of the approved text around a byte: spans of that origin that touch are one text. */
static struct sv approved_text(const struct artifact *a, size_t at)
{
	size_t from = 0, to = 0;

	for (size_t i = 0, begin = 0; i < a->nspans && begin <= at; begin = a->spans[i++].end) {
		if (a->spans[i].origin != ORIGIN_TEXT)
			from = a->spans[i].end;
		else
			to = a->spans[i].end;
	}
	return to > from ? sv_sub(a->bytes, from, to - from) : sv("");
}

static void record(const struct judged *j, const struct window *w, const struct identity_value *v, enum hit_what what,
	enum origin origin)
{
	struct gate *g = j->gate;
	const char *source = source_of(j->artifact, w);
	struct str key = STR_INIT;

	/* One template is on every page: there it is said once. Texts and documents are told apart by page and file. */
	str_printf(&key, "%d%d%llx %s", (int)origin, (int)what, (unsigned long long)w->hash,
		source                                     ? source
		: origin == ORIGIN_TEMPLATE && !j->in_path ? ""
							   : j->artifact->path);
	if (map_add(&g->seen, sv_of(&key), 1)) {
		size_t start, end;

		view_place(j->view, w->token[0]->start, w->token[w->n - 1]->end, &start, &end);
		struct place at = place_at(NULL, j->raw->bytes, start);
		struct hit h = { .what = what,
			.kind = (enum identity_kind)v->kind,
			.origin = origin,
			.in_path = j->in_path,
			.hash = w->hash,
			.person = v->person,
			.path = arena_strdup(&g->mem, sv(j->artifact->path)),
			.line = at.line,
			.col = at.col,
			.start = start,
			.end = end,
			.written = arena_sv(&g->mem, sv_sub(j->raw->bytes, start, end - start)),
			.source = source };

		if (origin == ORIGIN_TEXT) h.span = arena_sv(&g->mem, approved_text(j->raw, start));

		vec_push(&g->hits, h);
	}
	str_dispose(&key);
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

void gate_judge(const struct judged *j, const struct window *w, const struct identity_value *v)
{
	struct gate *g = j->gate;
	struct sv bytes = j->artifact->bytes;
	const struct span *only = NULL;
	enum origin origin;

	if (!meant(j, w, v) || hashes_has(&g->certified.settings, w->hash)) return;
	origin = strictest(j, w, v, &only);
	if (origin == ORIGIN_COUNT) return;
	if (v->kind == IDENTITY_PROFILE_PASSAGE && only && only->origin == ORIGIN_TEXT)
		return; /* approved, or it would not be there */
	if (ordinary(j, w, v) || (origin != ORIGIN_TEXT && two_sentences(bytes, w, v))) {
		g->soft_passed += !j->view->from;
		return;
	}
	if (origin == ORIGIN_TEXT && ordinary_first(j, w, v, only)) {
		g->soft_passed += !j->view->from;
		return;
	}
	if (origin == ORIGIN_TEXT) {
		if (!reads_as_year(w, v, bytes)) record(j, w, v, HIT_HARD, origin);
		return;
	}
	/* "ISO 13485": a number of the vocabularies is public, whoever has it too. */
	if (!is_soft(bytes, w, v) && !(v->kind == IDENTITY_NUMBER && hashes_has(&g->certified.labels, w->hash))) {
		record(j, w, v, HIT_HARD, origin);
		return;
	}
	if (!j->in_path && around_initial(j, w))
		record(j, w, v, HIT_HARD, origin);
	else if (v->kind == IDENTITY_NUMBER || j->quiet || !w->token[0]->capital ||
		 (!gate_titled(j, w) &&
			 (hashes_has(&g->certified.labels, w->hash) || !gate_capital_counts(j, w, origin))))
		g->soft_passed += !j->view->from;
	else
		record(j, w, v, HIT_SOFT, origin);
}
