/* words.c exists because a form tool, a spreadsheet and a person write the same label in slightly different bytes,
 * and a mapping must not break on any of that. All comparisons of labels in records/ go through the one form made
 * here. */
#include "records/words.h"
#include "base/utf8.h"

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
	{ "nbsp", 0xA0 },
	{ "ndash", 0x2013 },
	{ "mdash", 0x2014 },
	{ "lsquo", 0x2018 },
	{ "rsquo", 0x2019 },
	{ "ldquo", 0x201C },
	{ "rdquo", 0x201D },
};

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

/* The code point of the entity whose name (without & and ;) is given; 0 if it is none. */
static uint32_t entity_of(struct sv name)
{
	if (name.n > 1 && name.p[0] == '#') {
		bool hex = name.p[1] == 'x' || name.p[1] == 'X';
		return number_of(sv_sub(name, hex ? 2 : 1, name.n), hex ? 16 : 10);
	}
	for (size_t i = 0; i < sizeof entities / sizeof *entities; i++)
		if (sv_is(name, entities[i].name)) return entities[i].cp;
	return 0;
}

static void decode(struct str *out, struct sv v)
{
	for (size_t i = 0; i < v.n; i++) {
		size_t length = v.p[i] == '&' ? sv_find(sv_sub(v, i, 12), sv(";")) : SIZE_MAX;
		uint32_t cp = length == SIZE_MAX ? 0 : entity_of(sv_sub(v, i + 1, length - 1));
		if (cp) {
			utf8_put(out, cp);
			i += length;
		} else {
			str_putc(out, v.p[i]);
		}
	}
}

/* Cells are mostly plain ASCII without entities or odd spacing; they skip the general way. */
static bool key_plain(struct str *out, struct sv v)
{
	for (size_t i = 0; i < v.n; i++) {
		signed char c = (signed char)v.p[i]; /* bytes of other letters are negative */
		if (c == '&' || c < ' ' || c == 127 || (c == ' ' && (i == 0 || i + 1 == v.n || v.p[i + 1] == ' ')))
			return false;
	}
	str_sv(out, v);
	for (size_t i = 0; i < v.n; i++)
		if (out->ptr[i] >= 'A' && out->ptr[i] <= 'Z') out->ptr[i] = (char)(out->ptr[i] | 32);
	return true;
}

void words_key(struct str *out, struct sv v)
{
	struct str decoded = STR_INIT, squeezed = STR_INIT;
	str_clear(out);
	if (key_plain(out, v)) return;
	str_clear(out);
	decode(&decoded, v);
	utf8_squeeze(&squeezed, sv_of(&decoded));
	utf8_fold(out, sv_of(&squeezed));
	str_dispose(&decoded);
	str_dispose(&squeezed);
}

bool words_same(struct sv a, struct sv b)
{
	struct str ka = STR_INIT, kb = STR_INIT;
	words_key(&ka, a);
	words_key(&kb, b);
	bool same = sv_eq(sv_of(&ka), sv_of(&kb));
	str_dispose(&ka);
	str_dispose(&kb);
	return same;
}

static bool among(struct sv key, const char *const *list)
{
	for (; *list; list++)
		if (sv_is(key, *list)) return true;
	return false;
}

int words_yes(struct sv v)
{
	static const char *const yes[] = { "yes", "y", "true", "1", "checked", "x", "on", "wahr", "vrai", "ja", "oui",
		"si", NULL };
	static const char *const no[] = { "", "no", "n", "false", "0", "not checked", "unchecked", "off", "falsch",
		"faux", "nein", "non", NULL };
	struct str key = STR_INIT;
	words_key(&key, v);
	int answer = among(sv_of(&key), yes) ? 1 : among(sv_of(&key), no) ? 0 : -1;
	str_dispose(&key);
	return answer;
}
