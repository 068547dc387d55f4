/* mojibake.c exists because a wrong encoding somewhere between form and file leaves text that is valid and wrong. The
 * test is the exact way back, and what comes out must be letters that people here write: "é »" is a French
 * closing quote and not a Chinese character. */
#include "records/mojibake.h"
#include "base/utf8.h"

/* The byte that Windows-1252 shows as this character; -1 if it has none. ISO-8859-1 shows 0x80 to 0x9F as controls, and so
 * do most programs with the five of them that Windows-1252 does not define. */
static int byte_of(uint32_t cp)
{
	static const uint16_t high[32] = { 0x20AC, 0x81, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030,
		0x0160, 0x2039, 0x0152, 0x8D, 0x017D, 0x8F, 0x90, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013,
		0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D, 0x017E, 0x0178 };
	if (cp <= 0xFF) return (int)cp;
	for (int i = 0; i < 32; i++)
		if (high[i] == cp) return 0x80 + i;
	return -1;
}

/* Latin letters, signs and punctuation at once; other scripts when at least two of their letters stand together. */
static bool is_plausible(struct sv v)
{
	uint32_t last = 0;
	bool alone = false;
	for (size_t i = 0; i < v.n;) {
		uint32_t cp = utf8_next(v, &i);
		bool other =
			(cp >= 0x370 && cp < 0x700) || (cp >= 0x900 && cp < 0x1100) || (cp >= 0x3040 && cp < 0xD7B0);
		if (alone && !other) return false;
		alone = other && !(last >= 0x370 && last < 0xD7B0 && utf8_is_letter(last));
		if (cp >= 0x80 && !other && !(cp >= 0xA0 && cp <= 0x17F) && !(cp >= 0x300 && cp < 0x370) &&
			!(cp >= 0x1E00 && cp < 0x1F00) && !(cp >= 0x2010 && cp <= 0x2027) &&
			!(cp >= 0x2030 && cp < 0x2190) && cp != 0x2DC && cp != 0x2C6 && cp != 0x192 && cp != 0x218 &&
			cp != 0x219 && cp != 0x21A && cp != 0x21B && cp != 0x2009 && cp != 0x200B && cp != 0x202F &&
			cp != 0xFEFF && cp != 0xFFFD && cp < 0x1F300)
			return false;
		last = cp;
	}
	return !alone;
}

bool mojibake_is(struct sv v)
{
	struct str bytes = STR_INIT;
	bool ok = true;
	for (size_t i = 0; ok && i < v.n;) {
		int byte = byte_of(utf8_next(v, &i));
		ok = byte >= 0;
		if (ok) str_putc(&bytes, (char)byte);
	}
	ok = ok && bytes.len < v.n && utf8_invalid_at(sv_of(&bytes)) == SIZE_MAX && is_plausible(sv_of(&bytes));
	str_dispose(&bytes);
	return ok;
}
