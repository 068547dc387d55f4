/* The part of base/utf8.h that needs Unicode's tables: normal forms, folding for comparison, letter categories. The
 * only file that includes utf8proc. Folding runs over every cell of every export and every byte the gate sees, hence
 * the path for ASCII that works on eight bytes at a time. */
#include "base/utf8.h"
#include <assert.h>
#include <utf8proc.h>

#define ONES UINT64_C(0x0101010101010101)
#define HIGH_BITS (ONES * 0x80)

/* Lower-cases eight ASCII bytes. With every byte under 0x80 the sums cannot carry into the next byte; the high bit of
 * `ge_a` says "at least A", that of `gt_z` "after Z", and where only the first is set, bit 0x20 makes a small letter.
 */
static uint64_t lower_eight(uint64_t eight)
{
	uint64_t ge_a = eight + ONES * (0x80 - 'A');
	uint64_t gt_z = eight + ONES * (0x7F - 'Z');

	return eight | ((ge_a ^ gt_z) & HIGH_BITS) >> 2;
}

/* Appends the ASCII bytes at v.p[i] in lower case; returns their number. Room for all of v must have been reserved. */
static size_t fold_ascii(struct str *out, struct sv v, size_t i)
{
	size_t from = i;
	char *to = out->ptr + out->len;
	uint64_t eight;

	for (; i + 8 <= v.n; i += 8, to += 8) {
		memcpy(&eight, v.p + i, 8);
		if (eight & HIGH_BITS) break;
		eight = lower_eight(eight);
		memcpy(to, &eight, 8);
	}
	for (; i < v.n && (unsigned char)v.p[i] < 0x80; i++) {
		unsigned char c = (unsigned char)v.p[i];

		*to++ = (char)(c >= 'A' && c <= 'Z' ? c + 32 : c);
	}
	*to = '\0';
	out->len += i - from;
	return i - from;
}

/* Latin letters that Unicode neither decomposes nor case-folds to ASCII, small letters only since folding comes first,
 * and the apostrophes and hyphens that word processors put for ' and -. Sorted by code point. */
/* clang-format off */
static const struct { uint16_t cp; char ascii[3]; } plain_letters[] = {
	{ 0x00E6, "ae" }, { 0x00F0, "d" },  { 0x00F8, "o" },  { 0x00FE, "th" }, { 0x0111, "d" },  { 0x0127, "h" },
	{ 0x0131, "i" },  { 0x0138, "k" },  { 0x0142, "l" },  { 0x014B, "ng" }, { 0x0153, "oe" }, { 0x0167, "t" },
	{ 0x0180, "b" },  { 0x0188, "c" },  { 0x0192, "f" },  { 0x0199, "k" },  { 0x019A, "l" },  { 0x019E, "n" },
	{ 0x01A5, "p" },  { 0x01AD, "t" },  { 0x01B4, "y" },  { 0x01B6, "z" },  { 0x01DD, "e" },  { 0x01E5, "g" },
	{ 0x021D, "y" },  { 0x0225, "z" },  { 0x0237, "j" },  { 0x023C, "c" },  { 0x023F, "s" },  { 0x0240, "z" },
	{ 0x0247, "e" },  { 0x0249, "j" },  { 0x024D, "r" },  { 0x024F, "y" },  { 0x0253, "b" },  { 0x0254, "o" },
	{ 0x0256, "d" },  { 0x0257, "d" },  { 0x0259, "e" },  { 0x025B, "e" },  { 0x0260, "g" },  { 0x0263, "g" },
	{ 0x0268, "i" },  { 0x026B, "l" },  { 0x0272, "n" },  { 0x0275, "o" },  { 0x027D, "r" },  { 0x0288, "t" },
	{ 0x0289, "u" },  { 0x028B, "v" },  { 0x02B9, "'" },  { 0x02BB, "'" },  { 0x02BC, "'" },  { 0x02BD, "'" },
	{ 0x2010, "-" },  { 0x2012, "-" },  { 0x2013, "-" },  { 0x2014, "-" },  { 0x2015, "-" },  { 0x2018, "'" },
	{ 0x2019, "'" },  { 0x201B, "'" },  { 0x2032, "'" },  { 0x2212, "-" },  { 0x2C65, "a" },  { 0x2C66, "t" },
};
/* clang-format on */

static const char *plain_letter(uint32_t cp)
{
	size_t low = 0, high = sizeof plain_letters / sizeof *plain_letters;

	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (plain_letters[mid].cp == cp) return plain_letters[mid].ascii;
		if (plain_letters[mid].cp < cp)
			low = mid + 1;
		else
			high = mid;
	}
	return NULL;
}

/* utf8proc applies folding and decomposition to each other's results, so one call gives the whole closure; the plain
 * letters come last because decomposition uncovers some (ǿ is ø with an accent). No reordering: all marks are gone. */
static void fold_other(struct str *out, uint32_t cp)
{
	const utf8proc_option_t how =
		UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT | UTF8PROC_CASEFOLD | UTF8PROC_STRIPMARK | UTF8PROC_IGNORE;
	utf8proc_int32_t parts[32]; /* the longest decomposition has 18 */
	int bound = 0;
	utf8proc_ssize_t n = utf8proc_decompose_char((utf8proc_int32_t)cp, parts, 32, how, &bound);

	assert(n <= 32);
	for (utf8proc_ssize_t i = 0; i < n; i++) {
		const char *ascii = parts[i] < 0x80 ? NULL : plain_letter((uint32_t)parts[i]);

		if (ascii)
			str_puts(out, ascii);
		else
			utf8_put(out, (uint32_t)parts[i]);
	}
}

void utf8_fold(struct str *out, struct sv v)
{
	size_t i = 0;

	while (i < v.n) {
		str_reserve(out, v.n - i);
		i += fold_ascii(out, v, i);
		while (i < v.n && (unsigned char)v.p[i] >= 0x80) fold_other(out, utf8_next(v, &i));
	}
}

void utf8_nfc(struct str *out, struct sv v)
{
	utf8proc_uint8_t *composed = NULL;
	utf8proc_ssize_t n;
	size_t i = 0;

	/* All characters before U+0300 (which starts with the byte 0xCC) are in normal form C, alone and in sequence.
	 */
	while (i < v.n && (unsigned char)v.p[i] < 0xCC) i++;
	if (i == v.n) {
		str_sv(out, v);
		return;
	}
	n = utf8proc_map(
		(const utf8proc_uint8_t *)v.p, (utf8proc_ssize_t)v.n, &composed, UTF8PROC_STABLE | UTF8PROC_COMPOSE);
	if (n == UTF8PROC_ERROR_NOMEM) xnomem();
	assert(n >= 0);
	str_append(out, composed, (size_t)n);
	free(composed);
}

bool utf8_is_letter(uint32_t cp)
{
	utf8proc_category_t c;

	if (cp < 0x80) return (cp | 32) >= 'a' && (cp | 32) <= 'z';
	c = utf8proc_category((utf8proc_int32_t)cp);
	return c == UTF8PROC_CATEGORY_LU || c == UTF8PROC_CATEGORY_LL || c == UTF8PROC_CATEGORY_LT ||
	       c == UTF8PROC_CATEGORY_LM || c == UTF8PROC_CATEGORY_LO;
}

bool utf8_is_digit(uint32_t cp)
{
	if (cp < 0x80) return cp >= '0' && cp <= '9';
	return utf8proc_category((utf8proc_int32_t)cp) == UTF8PROC_CATEGORY_ND;
}

bool utf8_is_upper(uint32_t cp)
{
	utf8proc_category_t c;

	if (cp < 0x80) return cp >= 'A' && cp <= 'Z';
	c = utf8proc_category((utf8proc_int32_t)cp);
	return c == UTF8PROC_CATEGORY_LU || c == UTF8PROC_CATEGORY_LT;
}
