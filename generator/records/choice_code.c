/* choice_code.c tells Entry IDs, whole or with a slip, from numbers, orders and words that happen to look like one. Where the
 * check symbol is right there is little doubt; where it is wrong the shape has to speak: letters and digits mixed, or
 * three and four symbols with a hyphen. */
#include "records/choice_code.h"
#include "records/choice_words.h"

enum { SYMBOLS = 7, FIRST = 3, MAX_TOKENS = 7 };

struct shape {
	char z[CHOICE_TEXT];
	size_t n, tokens, digits, letters, strange;
	size_t len[MAX_TOKENS];
	bool hyphen;  /* every gap is one */
	bool ordered; /* letters, then digits only */
};

static bool is_between(enum choice_gap gap)
{
	return gap == GAP_BLANK || gap == GAP_DASH || gap == GAP_DOT || gap == GAP_RULE;
}

/* Adds a token's symbols; false when it is none or too much. */
static bool take(struct shape *s, const struct choice_token *t)
{
	if (s->tokens == MAX_TOKENS || s->n + t->word.n > SYMBOLS + 1 || t->mail) return false;
	for (size_t i = 0; i < t->word.n; i++) {
		char ch = t->word.p[i];
		bool digit = ch >= '0' && ch <= '9', letter = ch >= 'a' && ch <= 'z';
		if (!digit && !letter) return false;
		if (letter && s->digits) s->ordered = false;
		s->digits += digit;
		s->letters += letter && !strchr("oil", ch);
		s->strange += strchr("1aeilu", ch) != NULL;
		s->z[s->n++] = letter ? (char)(ch - 32) : ch;
	}
	if (s->tokens) s->hyphen &= t->gap == GAP_DASH;
	s->len[s->tokens++] = t->word.n;
	s->z[s->n] = '\0';
	return true;
}

static bool is_three_four(const struct shape *s)
{
	return s->tokens == 2 && s->len[0] == FIRST && s->len[1] == SYMBOLS - FIRST;
}

/* "GCP 2044", "GCP2044": a word and a number as well as an ID. */
static bool word_and_number(const struct shape *s)
{
	return s->ordered && s->digits && (s->tokens == 1 || s->n - s->digits == s->len[0]);
}

static bool is_number(struct sv v)
{
	for (size_t i = 0; i < v.n; i++)
		if (v.p[i] < '0' || v.p[i] > '9') return false;
	return true;
}

/* A right check symbol. Digits alone are rather a number unless they are written as an ID is. */
static bool is_code(const struct shape *s, const struct choice_token *t, struct checkcode *id)
{
	struct checkcode code;
	if (s->n != SYMBOLS || checkcode_parse(sv_n(s->z, s->n), &code) != CHECKCODE_OK) return false;
	if (s->letters == 0 && !(is_three_four(s) && s->hyphen)) return false;
	/* "2nd 2044": an order and a number, though the symbols would do. */
	if (s->tokens == 2 && choice_word_ordinal(t->word) && !s->hyphen && is_number(t[1].word)) return false;
	*id = code;
	return true;
}

static bool is_near(const struct shape *s, const struct choice_token *t)
{
	bool whole = s->tokens == 1 || (s->tokens == 2 && s->hyphen);
	if (s->n < SYMBOLS - 1 || s->n > SYMBOLS + 1 || s->strange > (s->n < SYMBOLS ? 0 : 1)) return false;
	if (s->digits == 0 || choice_word_ordinal(t->word)) return false;
	/* One letter is a slip in a number unless all else is as it should be. */
	if (s->letters < 2)
		return s->letters == 1 && s->n == SYMBOLS && s->strange == 0 && !word_and_number(s) &&
		       (s->tokens == 1 || (is_three_four(s) && s->hyphen));
	if (word_and_number(s) && (s->strange || !(whole && s->n == SYMBOLS))) return false;
	return whole || (s->tokens == 2 && s->len[0] >= 2 && s->len[0] <= 4 && s->len[1] >= 3 && s->len[1] <= 5);
}

size_t choice_code(const struct choice_token *t, size_t n, struct checkcode *id, char text[CHOICE_TEXT], bool *near)
{
	struct shape s = { .hyphen = true, .ordered = true };
	size_t used = 0;
	*near = false;
	for (size_t i = 0; i < n; i++) {
		if (i && !is_between(t[i].gap)) break;
		if (!take(&s, &t[i])) break;
		if (is_code(&s, t, id)) {
			*near = false;
			return i + 1;
		}
		if (is_near(&s, t) && (used == 0 || s.n == SYMBOLS)) {
			used = i + 1;
			*near = true;
			memcpy(text, s.z, s.n + 1);
		}
	}
	/* "7KQ-3XHM 2": what is whole without the next word stays so. */
	return used;
}
