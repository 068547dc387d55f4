/* A form that takes no umlauts makes Müller a Mueller, and whoever writes about him makes him Müller or Muller again. Folding alone cannot know that "ue" was
 * one letter, so such values are searched for in each spelling. */
#include "privacy/identity_spelling.h"
#include "base/utf8.h"
#include "privacy/normal_fold.h"

enum { LEAST_LEFT = 4 /* letters of a word that loses one: "Joe" is no "Jo" */ };

static const struct {
	uint16_t cp;
	char spelled[3];
} letters[] = { { 0xC4, "ae" }, { 0xE4, "ae" }, { 0xD6, "oe" }, { 0xF6, "oe" }, { 0xD8, "oe" }, { 0xF8, "oe" },
	{ 0xDC, "ue" }, { 0xFC, "ue" }, { 0xC5, "aa" }, { 0xE5, "aa" } };

static const char *spelled(uint32_t cp)
{
	for (size_t i = 0; i < sizeof letters / sizeof *letters; i++)
		if (letters[i].cp == cp) return letters[i].spelled;
	return NULL;
}

/* Also where the two dots are a mark of their own. */
static bool spell_out(struct str *out, struct sv value)
{
	struct str composed = STR_INIT;
	bool any = false;

	utf8_nfc(&composed, value);
	for (size_t i = 0; i < composed.len;) {
		uint32_t cp = utf8_next(sv_of(&composed), &i);
		const char *two = spelled(cp);

		any |= two != NULL;
		if (two)
			str_puts(out, two);
		else
			utf8_put(out, cp);
	}
	str_dispose(&composed);
	return any;
}

static bool is_letter(char c)
{
	return (c | 32) >= 'a' && (c | 32) <= 'z';
}

static bool is_pair(struct sv v, size_t i)
{
	char a = (char)(v.p[i] | 32), b = i + 1 < v.n ? (char)(v.p[i + 1] | 32) : '\0';

	if (i > 0 && (v.p[i - 1] | 32) == 'q') return false;
	return (b == 'e' && (a == 'a' || a == 'o' || a == 'u')) || (a == 'a' && b == 'a');
}

static bool has_pair(struct sv v)
{
	for (size_t i = 0; i + 1 < v.n; i++)
		if (is_pair(v, i)) return true;
	return false;
}

static bool shorten(struct str *out, struct sv value)
{
	bool any = false;

	if (!has_pair(value)) return false; /* most values */
	for (size_t i = 0, end; i < value.n; i = end) {
		size_t pairs = 0;

		for (end = i; end < value.n && is_letter(value.p[end]); end++) pairs += is_pair(value, end);
		bool apply = pairs > 0 && end - i >= LEAST_LEFT + pairs;
		for (; i < end; i++) {
			str_putc(out, value.p[i]);
			if (apply && is_pair(value, i)) i++;
		}
		any |= apply;
		if (end < value.n) str_putc(out, value.p[end++]);
	}
	return any;
}

/* Capitals where words begin, small letters elsewhere. */
static void title_case(struct str *out, struct sv upper, struct sv lower)
{
	size_t u = 0, l = 0;
	bool inside = false;

	while (u < upper.n && l < lower.n) {
		uint32_t big = utf8_next(upper, &u), small = utf8_next(lower, &l);

		utf8_put(out, inside ? small : big);
		inside = utf8_is_letter(small);
	}
}

size_t identity_spellings(struct str out[IDENTITY_SPELLINGS], struct sv value)
{
	size_t n = 0;

	for (size_t i = 0; i < IDENTITY_SPELLINGS; i++) str_clear(&out[i]);
	if (utf8_invalid_at(value) != SIZE_MAX) return 0;
	if (shorten(&out[n], value)) n++;
	str_clear(&out[n]);
	if (memchr(value.p, 0xC3, value.n) || memchr(value.p, 0xCC, value.n)) {
		if (spell_out(&out[n], value)) n++;
		str_clear(&out[n]);
	}
	if (memchr(value.p, 0xCE, value.n) || memchr(value.p, 0xCF, value.n)) {
		if (normal_other_case(&out[n], &out[n + 1], value)) {
			title_case(&out[n + 2], sv_of(&out[n]), sv_of(&out[n + 1]));
			n += 3;
		}
	}
	return n;
}
