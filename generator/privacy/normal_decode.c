/* Undoing the ways in which a page can write a letter without that letter. For comparing only: accents are dropped later
 * anyway, so &eacute; may be read as "e", which spares the table of two thousand names. */
#include "privacy/normal_decode.h"
#include "base/utf8.h"

enum { DEPTH_MAX = 4, NAME_MAX_ = 24 };

static bool is_alnum(char c)
{
	return (c >= '0' && c <= '9') || ((c | 32) >= 'a' && (c | 32) <= 'z');
}

static int hex_digit(char c)
{
	if (c >= '0' && c <= '9') return c - '0';
	if ((c | 32) >= 'a' && (c | 32) <= 'f') return (c | 32) - 'a' + 10;
	return -1;
}

/* Up to `max` digits at v.p[*i]; false if there is none. Too large numbers stay too large. */
static bool number_at(struct sv v, size_t *i, unsigned base, size_t max, uint32_t *out)
{
	size_t from = *i;

	*out = 0;
	while (*i < v.n && *i - from < max) {
		int digit = hex_digit(v.p[*i]);

		if (digit < 0 || (unsigned)digit >= base) break;
		if (*out < 0x200000) *out = *out * base + (unsigned)digit;
		(*i)++;
	}
	return *i > from;
}

static uint32_t sane(uint32_t cp)
{
	return cp == 0 || cp > 0x10FFFF || (cp >= 0xD800 && cp <= 0xDFFF) ? 0xFFFD : cp;
}

/* Names that stand for something else than an accented letter. What is missing here is read as the word it is. */
static const struct {
	const char *name;
	uint16_t cp;
} entities[] = {
	{ "amp", '&' },
	{ "AMP", '&' },
	{ "lt", '<' },
	{ "gt", '>' },
	{ "quot", '"' },
	{ "apos", '\'' },
	{ "nbsp", 0xA0 },
	{ "shy", 0xAD },
	{ "zwj", 0x200D },
	{ "zwnj", 0x200C },
	{ "ZeroWidthSpace", 0x200B },
	{ "NoBreak", 0x2060 },
	{ "lrm", 0x200E },
	{ "rlm", 0x200F },
	{ "ensp", 0x2002 },
	{ "emsp", 0x2003 },
	{ "thinsp", 0x2009 },
	{ "hairsp", 0x200A },
	{ "Tab", '\t' },
	{ "NewLine", '\n' },
	{ "hyphen", 0x2010 },
	{ "dash", 0x2010 },
	{ "ndash", 0x2013 },
	{ "mdash", 0x2014 },
	{ "lsquo", 0x2018 },
	{ "rsquo", 0x2019 },
	{ "ldquo", 0x201C },
	{ "rdquo", 0x201D },
	{ "commat", '@' },
	{ "period", '.' },
	{ "comma", ',' },
	{ "lowbar", '_' },
	{ "UnderBar", '_' },
	{ "colon", ':' },
	{ "sol", '/' },
	{ "plus", '+' },
	{ "percnt", '%' },
	{ "lpar", '(' },
	{ "rpar", ')' },
	{ "num", '#' },
	{ "bsol", '\\' },
	{ "middot", 0xB7 },
	{ "bull", 0x2022 },
	{ "szlig", 0xDF },
	{ "aelig", 0xE6 },
	{ "AElig", 0xC6 },
	{ "oelig", 0x153 },
	{ "OElig", 0x152 },
	{ "eth", 0xF0 },
	{ "ETH", 0xD0 },
	{ "thorn", 0xFE },
	{ "THORN", 0xDE },
	{ "imath", 0x131 },
	{ "inodot", 0x131 },
	{ "kgreen", 0x138 },
	{ "eng", 0x14B },
	{ "ENG", 0x14A },
};

static const char *const accents[] = { "acute", "grave", "circ", "uml", "tilde", "cedil", "ring", "caron", "slash",
	"strok", "macr", "breve", "ogon", "dot", "dblac", "midot" };
enum { LEGACY_ACCENTS = 7 }; /* the first of them may lack the semicolon, as browsers have it */

static size_t accent_length(struct sv name, size_t known)
{
	for (size_t i = 0; i < known; i++)
		if (sv_starts(name, accents[i])) return strlen(accents[i]);
	return 0;
}

/* What follows an ampersand. */
static bool entity_at(struct sv v, size_t i, uint32_t *cp, size_t *end)
{
	size_t at = i, n;
	struct sv name;
	bool closed;

	if (at < v.n && v.p[at] == '#') {
		bool hex = at + 1 < v.n && (v.p[at + 1] | 32) == 'x';

		at += hex ? 2 : 1;
		if (!number_at(v, &at, hex ? 16 : 10, 12, cp)) return false;
		*cp = sane(*cp);
		*end = at + (at < v.n && v.p[at] == ';');
		return true;
	}
	while (at < v.n && at - i < NAME_MAX_ && is_alnum(v.p[at])) at++;
	name = sv_sub(v, i, at - i);
	closed = at < v.n && v.p[at] == ';';
	for (size_t k = 0; closed && k < sizeof entities / sizeof *entities; k++)
		if (sv_is(name, entities[k].name)) {
			*cp = entities[k].cp;
			*end = at + 1;
			return true;
		}
	if (name.n < 4) return false;
	n = accent_length(sv_sub(name, 1, name.n), closed ? sizeof accents / sizeof *accents : LEGACY_ACCENTS);
	if (!n) return false;
	*cp = (unsigned char)name.p[0];
	*end = i + 1 + n;
	if (closed && n + 1 == name.n) *end = at + 1;
	return true;
}

static bool hex_pair(struct sv v, size_t i, unsigned char *out)
{
	int high = i + 2 > v.n ? -1 : hex_digit(v.p[i]), low = high < 0 ? -1 : hex_digit(v.p[i + 1]);

	if (low < 0) return false;
	*out = (unsigned char)(high * 16 + low);
	return true;
}

/* Where the digits of the next percent escape begin, which may have been escaped itself (%25C3%25A9); 0 if there is none. */
static size_t next_percent(struct sv v, size_t i)
{
	if (i >= v.n || v.p[i] != '%') return 0;
	for (i++; sv_starts(sv_sub(v, i, 2), "25"); i += 2) {
	}
	return i;
}

/* What follows a percent sign: one byte, or the several of a UTF-8 sequence. */
static bool percent_at(struct sv v, size_t i, uint32_t *cp, size_t *end)
{
	unsigned char b[4];
	size_t n = 1, want;

	if (!hex_pair(v, i, &b[0])) return false;
	*end = i + 2;
	*cp = b[0];
	if (b[0] < 0x80) return true;
	want = b[0] < 0xE0 ? 2 : b[0] < 0xF0 ? 3 : 4;
	while (n < want) {
		size_t at = next_percent(v, *end);

		if (!at || !hex_pair(v, at, &b[n])) return false;
		n++;
		*end = at + 2;
	}
	return utf8_decode(sv_n((const char *)b, n), 0, cp) == n;
}

/* What follows a backslash: u and four hexadecimal digits, possibly a surrogate pair of them. */
static bool u_escape_at(struct sv v, size_t i, uint32_t *cp, size_t *end)
{
	uint32_t low;
	size_t at = i + 1;

	while (i < v.n && v.p[i] == '\\') at = ++i + 1; /* doubled when JSON is put into JSON */
	if (i >= v.n || v.p[i] != 'u' || !number_at(v, &at, 16, 4, cp) || at != i + 5) return false;
	*end = at;
	if (*cp >= 0xD800 && *cp < 0xDC00 && at + 2 < v.n && v.p[at] == '\\' && v.p[at + 1] == 'u') {
		at += 2;
		if (number_at(v, &at, 16, 4, &low) && low >= 0xDC00 && low < 0xE000) {
			*cp = 0x10000 + ((*cp - 0xD800) << 10) + (low - 0xDC00);
			*end = at;
		}
	}
	*cp = sane(*cp);
	return true;
}

uint32_t normal_decode(struct sv v, size_t i, size_t *end)
{
	uint32_t cp = 0, deeper;
	size_t len = utf8_decode(v, i, &cp), after;

	*end = i + (len ? len : 1);
	for (int depth = 0; depth < DEPTH_MAX; depth++) {
		if (!((cp == '&' && entity_at(v, *end, &deeper, &after)) ||
			    (cp == '%' && percent_at(v, *end, &deeper, &after)) ||
			    (cp == '\\' && u_escape_at(v, *end, &deeper, &after))))
			break;
		cp = deeper;
		*end = after;
	}
	return cp;
}
