/* entities.c exists because form tools store what people typed sanitised for HTML, and exports hand it out as it is
 * stored: "R&amp;D", "don&#8217;t", "Caf&eacute;". */
#include "records/entities.h"
#include "base/utf8.h"

#define COUNT(a) (sizeof(a) / sizeof *(a))

struct entity {
	const char *name;
	uint32_t cp;
};
/* The ones HTML sanitisers write; anything else stays as it is. */
static const struct entity entities[] = {
	{ "amp", '&' },
	{ "lt", '<' },
	{ "gt", '>' },
	{ "quot", '"' },
	{ "apos", '\'' },
	{ "ndash", 0x2013 },
	{ "mdash", 0x2014 },
	{ "lsquo", 0x2018 },
	{ "rsquo", 0x2019 },
	{ "ldquo", 0x201C },
	{ "rdquo", 0x201D },
	{ "sbquo", 0x201A },
	{ "bdquo", 0x201E },
	{ "hellip", 0x2026 },
	{ "bull", 0x2022 },
	{ "euro", 0x20AC },
	{ "trade", 0x2122 },
	{ "lsaquo", 0x2039 },
	{ "rsaquo", 0x203A },
	{ "OElig", 0x152 },
	{ "oelig", 0x153 },
	{ "Scaron", 0x160 },
	{ "scaron", 0x161 },
	{ "Yuml", 0x178 },
	{ "ensp", 0x2002 },
	{ "emsp", 0x2003 },
	{ "thinsp", 0x2009 },
	{ "zwnj", 0x200C },
	{ "zwj", 0x200D },
	{ "ge", 0x2265 },
	{ "le", 0x2264 },
};
/* U+00A0 to U+00FF in order (HTML 4, 24.2). */
/* clang-format off */
static const char *const latin[96] = {
	"nbsp", "iexcl", "cent", "pound", "curren", "yen", "brvbar", "sect", "uml", "copy", "ordf", "laquo", "not", "shy",
	"reg", "macr", "deg", "plusmn", "sup2", "sup3", "acute", "micro", "para", "middot", "cedil", "sup1", "ordm",
	"raquo", "frac14", "frac12", "frac34", "iquest", "Agrave", "Aacute", "Acirc", "Atilde", "Auml", "Aring", "AElig",
	"Ccedil", "Egrave", "Eacute", "Ecirc", "Euml", "Igrave", "Iacute", "Icirc", "Iuml", "ETH", "Ntilde", "Ograve",
	"Oacute", "Ocirc", "Otilde", "Ouml", "times", "Oslash", "Ugrave", "Uacute", "Ucirc", "Uuml", "Yacute", "THORN",
	"szlig", "agrave", "aacute", "acirc", "atilde", "auml", "aring", "aelig", "ccedil", "egrave", "eacute", "ecirc",
	"euml", "igrave", "iacute", "icirc", "iuml", "eth", "ntilde", "ograve", "oacute", "ocirc", "otilde", "ouml",
	"divide", "oslash", "ugrave", "uacute", "ucirc", "uuml", "yacute", "thorn", "yuml",
};
/* clang-format on */

static uint32_t number_of(struct sv digits, unsigned base)
{
	uint32_t value = 0;
	if (digits.n == 0 || digits.n > 7) return 0;
	for (size_t i = 0; i < digits.n; i++) {
		char c = digits.p[i];
		unsigned d = c >= '0' && c <= '9'   ? (unsigned)(c - '0')
			     : c >= 'a' && c <= 'f' ? (unsigned)(c - 'a') + 10
			     : c >= 'A' && c <= 'F' ? (unsigned)(c - 'A') + 10
						    : 99;
		if (d >= base) return 0;
		value = value * base + d;
	}
	return value > 0x10FFFF || (value >= 0xD800 && value < 0xE000) ? 0 : value;
}

static uint32_t windows(uint32_t cp)
{
	struct str text = STR_INIT;
	char byte = (char)cp;
	size_t i = 0;
	if (cp < 0x80 || cp > 0x9F) return cp;
	utf8_from_cp1252(&text, sv_n(&byte, 1));
	cp = utf8_next(sv_of(&text), &i);
	str_dispose(&text);
	return cp == 0xFFFD ? 0 : cp;
}

/* The code point of the entity whose name (without & and ;) is given; 0 if it is none. */
static uint32_t entity_of(struct sv name)
{
	if (name.n > 1 && name.p[0] == '#') {
		bool hex = name.p[1] == 'x' || name.p[1] == 'X';
		return windows(number_of(sv_sub(name, hex ? 2 : 1, name.n), hex ? 16 : 10));
	}
	for (size_t i = 0; i < COUNT(entities); i++)
		if (sv_is(name, entities[i].name)) return entities[i].cp;
	for (size_t i = 0; i < COUNT(latin); i++)
		if (sv_is(name, latin[i])) return (uint32_t)(0xA0 + i);
	return 0;
}

/* The entity at v.p[i]: its character, and in *length its bytes without the semicolon; 0 if there is none. */
static uint32_t entity_at(struct sv v, size_t i, size_t *length)
{
	*length = v.p[i] == '&' ? sv_find(sv_sub(v, i, 12), sv(";")) : SIZE_MAX;
	return *length == SIZE_MAX ? 0 : entity_of(sv_sub(v, i + 1, *length - 1));
}

size_t entities_decode(struct str *out, struct sv v)
{
	size_t n = 0, length;
	for (size_t i = 0; i < v.n; i++) {
		uint32_t cp = entity_at(v, i, &length);
		if (cp) {
			utf8_put(out, cp);
			i += length;
			n++;
		} else {
			str_putc(out, v.p[i]);
		}
	}
	return n;
}

size_t entities_count(struct sv v)
{
	size_t n = 0, length;
	for (size_t i = 0; i < v.n; i++) n += entity_at(v, i, &length) != 0;
	return n;
}
