/* words.c exists because a form tool, a spreadsheet and a person write the same label in slightly different bytes,
 * and a mapping must not break on any of that. All comparisons of labels in records/ go through the one form made
 * here. */
#include "records/words.h"
#include "base/utf8.h"
#include "records/entities.h"

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

/* Nobody sees them, so they make no difference. */
static void drop_controls(struct str *key)
{
	size_t n = 0;
	for (size_t i = 0; i < key->len; i++)
		if ((signed char)key->ptr[i] >= ' ' ? key->ptr[i] != 0x7F : (signed char)key->ptr[i] < 0)
			key->ptr[n++] = key->ptr[i];
	str_truncate(key, n);
}

void words_key(struct str *out, struct sv v)
{
	struct str decoded = STR_INIT, squeezed = STR_INIT;
	str_clear(out);
	if (key_plain(out, v)) return;
	str_clear(out);
	entities_decode(&decoded, v);
	utf8_squeeze(&squeezed, sv_of(&decoded));
	utf8_fold(out, sv_of(&squeezed));
	drop_controls(out);
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
	/* A check mark, a heavy one, a ballot box with check or (as Word draws it) with x; an empty ballot box. A cross
	 * alone means yes to some and no to others. */
	static const char *const yes[] = { "yes", "y", "true", "1", "checked", "ticked", "selected", "x", "on", "wahr",
		"vrai", "verdadero", "vero", "waar", "ja", "j", "oui", "si", "sim", "\xE2\x9C\x93", "\xE2\x9C\x94",
		"\xE2\x9C\x85", "\xE2\x98\x91", "\xE2\x98\x92", NULL };
	static const char *const no[] = { "", "no", "n", "false", "0", "not checked", "unchecked", "not ticked",
		"not selected", "off", "falsch", "faux", "falso", "onwaar", "nein", "non", "nao", "nee", "\xE2\x98\x90",
		NULL };
	struct str key = STR_INIT;
	words_key(&key, v);
	int answer = among(sv_of(&key), yes) ? 1 : among(sv_of(&key), no) ? 0 : -1;
	str_dispose(&key);
	return answer;
}
