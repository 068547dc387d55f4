/* redact_token.c cuts a text into words as a reader sees them, and says which are everyday English: the question behind half of what
 * the other files decide. */
#include "base/utf8.h"
#include "privacy/redact_internal.h"

bool redact_all_digits(struct sv v)
{
	for (size_t i = 0; i < v.n; i++)
		if (v.p[i] < '0' || v.p[i] > '9') return false;
	return v.n > 0;
}

/* Does the text before the token end a sentence, or is there none? */
static bool begins_sentence(struct sv text, size_t last_end, size_t start, bool first)
{
	if (first) return true;
	for (size_t i = last_end; i < start; i++)
		if (strchr(".!?:;\n*", text.p[i])) return true;
	return false;
}

static bool in_word(struct sv text, size_t i, size_t *n, uint32_t *cp)
{
	*n = utf8_decode(text, i, cp);
	if (*n == 0) {
		*n = 1;
		return false;
	}
	return utf8_is_letter(*cp) || utf8_is_digit(*cp) || (*cp >= 0x300 && *cp <= 0x36F) || *cp == 0xAD ||
	       *cp == 0x200B || *cp == 0x2060;
}

static size_t read_word(struct redact_text *t, size_t start, struct redact_token *w)
{
	size_t i = start, n, letters = 0, capitals = 0;
	struct str folded = STR_INIT;
	uint32_t cp;

	*w = (struct redact_token){ .start = start };
	for (; i < t->text.n && in_word(t->text, i, &n, &cp); i += n) {
		bool upper = utf8_is_upper(cp);

		if (letters == 0 && !w->digit && upper) w->capital = true;
		w->digit |= utf8_is_digit(cp);
		letters += utf8_is_letter(cp);
		capitals += upper;
	}
	w->end = i;
	w->letter = letters > 0;
	w->upper = letters > 1 && capitals == letters;
	utf8_fold(&folded, sv_sub(t->text, start, i - start));
	w->folded = arena_sv(&t->mem, sv_of(&folded));
	str_dispose(&folded);
	return i;
}

void redact_tokens(struct redact_text *t)
{
	size_t n, last = 0;
	uint32_t cp;

	for (size_t i = 0; i < t->text.n;) {
		struct redact_token w;

		if (!in_word(t->text, i, &n, &cp)) {
			i += n;
			continue;
		}
		i = read_word(t, i, &w);
		if (!w.letter && !w.digit) continue;
		w.begins = begins_sentence(t->text, last, w.start, t->token.n == 0);
		last = i;
		vec_push(&t->token, w);
	}
}

static bool has(const struct redactor *r, struct sv word)
{
	return map_get(&r->common, word, NULL);
}

/* "studi" + "y" for "studies", "us" + "e" for "using", "plan" for "planning". */
static bool has_stem(const struct redactor *r, struct sv stem)
{
	char with[48];

	if (stem.n < 2 || stem.n > 40) return false;
	if (has(r, stem)) return true;
	if (stem.p[stem.n - 1] == stem.p[stem.n - 2] && stem.n > 3 && has(r, sv_sub(stem, 0, stem.n - 1))) return true;
	memcpy(with, stem.p, stem.n);
	with[stem.n] = 'e';
	if (has(r, sv_n(with, stem.n + 1))) return true;
	if (with[stem.n - 1] != 'i') return false;
	with[stem.n - 1] = 'y';
	return has(r, sv_n(with, stem.n));
}

bool redact_common(const struct redactor *r, struct sv word)
{
	static const char *const ends[] = { "s", "es", "ed", "d", "ing", "er", "ers", "or", "ors", "ly", "ings", "est",
		"ment", "ments", "ness", "able", "ful", "less", "ist", "ists", "ize", "ized", "ise", "ised", "al",
		"ally", "ation", "ations", "ive", "y" };
	static const char *const begins[] = { "un", "re", "in", "non", "pre", "co", "multi", "over", "mis", "inter" };

	if (has(r, word)) return true;
	for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
		if (word.n > strlen(ends[i]) + 2 && sv_ends(word, ends[i]) &&
			has_stem(r, sv_sub(word, 0, word.n - strlen(ends[i]))))
			return true;
	for (size_t i = 0; i < sizeof begins / sizeof *begins; i++) {
		size_t n = strlen(begins[i]);

		if (word.n > n + 3 && sv_starts(word, begins[i]) && redact_common(r, sv_sub(word, n, word.n)))
			return true;
	}
	return false;
}

/* Asked of every word some twenty times: the list is not cut up for it. */
bool redact_is(const struct redact_text *t, size_t i, const char *list)
{
	struct sv w = i < t->token.n ? t->token.at[i].folded : sv("");

	if (!w.n) return false;
	for (const char *p = list; *p; p++)
		if (*p == w.p[0] && (p == list || p[-1] == '|') && strncmp(p, w.p, w.n) == 0 &&
			(!p[w.n] || p[w.n] == '|'))
			return true;
	return false;
}

bool redact_beside(const struct redact_text *t, size_t i, const char *also)
{
	size_t extra = 0;

	if (i + 1 >= t->token.n) return false;
	for (size_t b = t->token.at[i].end; b < t->token.at[i + 1].start; b++) {
		char c = t->text.p[b];

		if (c == ' ' || c == '\t') continue;
		if (!c || !strchr(also, c) || extra++) return false;
	}
	return true;
}
