/* Decoding, checking and writing UTF-8, the classes of characters that need no table of Unicode, and UTF-16. The
 * encodings of one byte a character are in utf8_charset.c, what needs Unicode's tables is in utf8_fold.c. */
#include "base/utf8.h"
#include <assert.h>

#define HIGH_BITS UINT64_C(0x8080808080808080)

/* Number of ASCII bytes at v.p[i], eight at a time where possible. */
static size_t ascii_run(struct sv v, size_t i)
{
	size_t from = i;
	uint64_t eight;

	for (; i + 8 <= v.n; i += 8) {
		memcpy(&eight, v.p + i, 8);
		if (eight & HIGH_BITS) break;
	}
	while (i < v.n && (unsigned char)v.p[i] < 0x80) i++;
	return i - from;
}

/* The lead byte fixes the length; the range of the second byte rules out overlong forms, surrogates and what lies above
 * U+10FFFF (Unicode 15, table 3-7). */
size_t utf8_decode(struct sv v, size_t i, uint32_t *cp)
{
	const unsigned char *p = (const unsigned char *)v.p + i;
	size_t left = v.n - i, len;
	unsigned char low = 0x80, high = 0xBF;
	uint32_t value;

	assert(i < v.n);
	*cp = p[0];
	if (p[0] < 0x80) return 1;
	*cp = 0xFFFD;
	if (p[0] < 0xC2 || p[0] > 0xF4) return 0;
	len = p[0] < 0xE0 ? 2 : p[0] < 0xF0 ? 3 : 4;
	if (left < len) return 0;
	if (p[0] == 0xE0) low = 0xA0;
	if (p[0] == 0xED) high = 0x9F;
	if (p[0] == 0xF0) low = 0x90;
	if (p[0] == 0xF4) high = 0x8F;
	if (p[1] < low || p[1] > high) return 0;
	value = p[0] & (0x7Fu >> len);
	for (size_t k = 1; k < len; k++) {
		if ((p[k] & 0xC0) != 0x80) return 0;
		value = value << 6 | (p[k] & 0x3Fu);
	}
	*cp = value;
	return len;
}

size_t utf8_invalid_at(struct sv v)
{
	size_t i = 0, len;
	uint32_t cp;

	for (;;) {
		i += ascii_run(v, i);
		if (i == v.n) return SIZE_MAX;
		len = utf8_decode(v, i, &cp);
		if (!len) return i;
		i += len;
	}
}

uint32_t utf8_next(struct sv v, size_t *i)
{
	uint32_t cp;
	size_t len = utf8_decode(v, *i, &cp);

	assert(len);
	*i += len ? len : 1;
	return cp;
}

void utf8_put(struct str *out, uint32_t cp)
{
	unsigned char b[4];
	size_t n = cp < 0x80 ? 1 : cp < 0x800 ? 2 : cp < 0x10000 ? 3 : 4;

	assert(cp <= 0x10FFFF && (cp < 0xD800 || cp > 0xDFFF));
	for (size_t k = n; k-- > 1; cp >>= 6) b[k] = (unsigned char)(0x80 | (cp & 0x3F));
	b[0] = (unsigned char)(n == 1 ? cp : (0xF00u >> n & 0xFFu) | cp);
	str_append(out, b, n);
}

size_t utf8_length(struct sv v)
{
	size_t n = 0;

	for (size_t i = 0; i < v.n; i++) n += ((unsigned char)v.p[i] & 0xC0) != 0x80;
	return n;
}

bool utf8_is_space(uint32_t cp)
{
	return cp == ' ' || (cp >= '\t' && cp <= '\r') || cp == 0x85 || cp == 0xA0 || cp == 0x1680 ||
	       (cp >= 0x2000 && cp <= 0x200A) || cp == 0x2028 || cp == 0x2029 || cp == 0x202F || cp == 0x205F ||
	       cp == 0x3000;
}

bool utf8_is_control(uint32_t cp)
{
	if (cp < 0x20) return cp != '\t' && cp != '\n';
	if (cp < 0x7F) return false;
	return cp <= 0x9F || cp == 0x61C || cp == 0x200E || cp == 0x200F || (cp >= 0x202A && cp <= 0x202E) ||
	       (cp >= 0x2066 && cp <= 0x2069) || cp == 0xFEFF;
}

void utf8_squeeze(struct str *out, struct sv v)
{
	bool any = false, gap = false;
	size_t i = 0;

	while (i < v.n) {
		size_t from = i;

		if (utf8_is_space(utf8_next(v, &i))) {
			gap = any;
			continue;
		}
		if (gap) str_putc(out, ' ');
		gap = false;
		any = true;
		str_append(out, v.p + from, i - from);
	}
}

static uint32_t utf16_unit(struct sv v, size_t i, bool big_endian)
{
	uint32_t a = (unsigned char)v.p[i], b = (unsigned char)v.p[i + 1];

	return big_endian ? a << 8 | b : b << 8 | a;
}

bool utf8_from_utf16(struct str *out, struct sv v, bool big_endian, size_t *bad)
{
	size_t i = 0;

	for (; i + 2 <= v.n; i += 2) {
		uint32_t unit = utf16_unit(v, i, big_endian), low = 0;

		if (unit < 0xD800 || unit > 0xDFFF) {
			utf8_put(out, unit);
			continue;
		}
		if (unit < 0xDC00 && i + 4 <= v.n) low = utf16_unit(v, i + 2, big_endian);
		if (low < 0xDC00 || low > 0xDFFF) break;
		utf8_put(out, 0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00));
		i += 2;
	}
	if (i != v.n) *bad = i;
	return i == v.n;
}
