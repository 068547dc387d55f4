/* clean.c exists because two values that look the same on the screen must be the same in the database: characters that
 * nobody sees would part a person from herself and a name from the search for it. */
#include "records/clean.h"
#include "base/utf8.h"
#include "records/entities.h"

#define ONES UINT64_C(0x0101010101010101)
#define HIGH (ONES * 0x80)

/* Eight bytes at once: any above 0x7E, below 0x20, or an ampersand. Not exact above such a byte, which does not matter:
 * one is enough. */
static bool odd_eight(const char *p)
{
	uint64_t v, amp;
	memcpy(&v, p, 8);
	amp = v ^ (ONES * '&');
	return ((v | (v + ONES) | (v - ONES * 0x20) | (amp - ONES)) & HIGH) != 0;
}

enum clean_need clean_need(struct sv v)
{
	bool amp = false;
	size_t i = 0;
	while (i < v.n) {
		if (i + 8 <= v.n && !odd_eight(v.p + i)) {
			i += 8;
			continue;
		}
		size_t end = i + 8 < v.n ? i + 8 : v.n;
		for (; i < end; i++) {
			unsigned char c = (unsigned char)v.p[i];
			if (c >= 0x7F || (c < 0x20 && c != '\n' && c != '\t')) return CLEAN_ANY;
			amp |= c == '&';
		}
	}
	return amp ? CLEAN_ENTITIES : CLEAN_PLAIN;
}

/* Scripts whose letters join: Arabic and its neighbors, the scripts of India and south-east Asia, Mongolian; and signs
 * made of several pictures. */
static bool joins(uint32_t cp)
{
	return (cp >= 0x600 && cp < 0x1100) || (cp >= 0x1700 && cp < 0x1A00) || cp == 0xFE0F || cp >= 0x1F000 ||
	       (cp >= 0x2600 && cp < 0x27C0);
}

static bool is_invisible(uint32_t cp)
{
	return (utf8_is_control(cp) && cp != '\r' && cp != 0x85) || cp == 0xAD || cp == 0x34F || cp == 0x180E ||
	       (cp >= 0x200B && cp <= 0x200F) || (cp >= 0x2060 && cp <= 0x206F) || (cp >= 0xFFF9 && cp <= 0xFFFB);
}

static bool kept_joiner(struct sv v, size_t after, uint32_t cp, uint32_t last)
{
	return (cp == 0x200C || cp == 0x200D) && joins(last) && after < v.n && joins(utf8_next(v, &after));
}

void clean_text(struct str *out, struct sv v, bool entities, struct cleaned *found)
{
	struct str decoded = STR_INIT, text = STR_INIT;
	uint32_t last = 0;
	*found = (struct cleaned){ 0 };
	if (entities && (found->entities = entities_decode(&decoded, v)) > 0) {
		v = sv_of(&decoded);
		found->twice = entities_count(v);
	}
	for (size_t i = 0; i < v.n;) {
		size_t from = i;
		uint32_t cp = utf8_next(v, &i);
		if (cp == '\r' || cp == 0x85 || cp == 0x2028 || cp == 0x2029) {
			if (cp != '\r' || i == v.n || v.p[i] != '\n') str_putc(&text, '\n');
		} else if (is_invisible(cp) && !kept_joiner(v, i, cp, last)) {
			found->invisible++;
			continue;
		} else if (cp != '\n' && cp != '\t' && utf8_is_space(cp))
			str_putc(&text, ' ');
		else
			str_append(&text, v.p + from, i - from);
		last = cp;
	}
	str_sv(out, sv_trim(sv_of(&text)));
	str_dispose(&decoded);
	str_dispose(&text);
}

static bool letter(char c)
{
	return (signed char)c < 0 || ((c | 32) >= 'a' && (c | 32) <= 'z');
}

bool clean_controls(struct sv v)
{
	for (size_t i = 0; i + 1 < v.n; i++)
		if ((unsigned char)v.p[i] == 0xC2 && (unsigned char)v.p[i + 1] < 0xA0) return true;
	return false;
}

bool clean_lost(struct sv v, bool marks)
{
	if (sv_find(v, sv("\xEF\xBF\xBD")) != SIZE_MAX) return true;
	for (size_t i = 1; marks && i + 1 < v.n; i++)
		if (v.p[i] == '?' && letter(v.p[i - 1]) && letter(v.p[i + 1])) return true;
	return false;
}
