/* Letters that look like others. The letters of the Latin alphabet have doubles in Cyrillic, Greek, Armenian, Cherokee, Lisu and Coptic, among phonetic signs
 * and in frames; a page that uses one shows a name that a plain search does not find. */
#include "privacy/normal_fold.h"
#include "base/utf8.h"

/* What Unicode's folding leaves as it is, by what a reader takes it for. Small letters where a script has two cases, except for the Greek capitals that
 * look like another letter than their small ones. Sorted. */
/* clang-format off */
static const struct lookalike { uint16_t cp; char latin[3]; } lookalikes[] = {
	{0x0251,"a"}, {0x025C,"e"}, {0x0261,"g"}, {0x0262,"g"}, {0x0265,"h"}, {0x0269,"i"}, {0x026A,"i"},
	{0x0274,"n"}, {0x0280,"r"}, {0x028F,"y"}, {0x0299,"b"}, {0x029C,"h"}, {0x029F,"l"}, {0x0397,"h"},
	{0x039C,"m"}, {0x039D,"n"}, {0x03A5,"y"}, {0x03B1,"a"}, {0x03B2,"b"}, {0x03B3,"y"}, {0x03B5,"e"},
	{0x03B6,"z"}, {0x03B7,"n"}, {0x03B9,"i"}, {0x03BA,"k"}, {0x03BC,"u"}, {0x03BD,"v"}, {0x03BF,"o"},
	{0x03C1,"p"}, {0x03C3,"o"}, {0x03C4,"t"}, {0x03C5,"u"}, {0x03C7,"x"}, {0x03C9,"w"}, {0x03F2,"c"},
	{0x03F3,"j"}, {0x0430,"a"}, {0x0432,"b"}, {0x0433,"r"}, {0x0435,"e"}, {0x043A,"k"}, {0x043C,"m"},
	{0x043D,"h"}, {0x043E,"o"}, {0x043F,"n"}, {0x0440,"p"}, {0x0441,"c"}, {0x0442,"t"}, {0x0443,"y"},
	{0x0445,"x"}, {0x044C,"b"}, {0x0451,"e"}, {0x0455,"s"}, {0x0456,"i"}, {0x0458,"j"}, {0x0475,"v"},
	{0x04AF,"y"}, {0x04BB,"h"}, {0x04BD,"e"}, {0x04CF,"l"}, {0x04D5,"ae"}, {0x0501,"d"}, {0x050D,"g"},
	{0x051B,"q"}, {0x051D,"w"}, {0x0563,"q"}, {0x0566,"q"}, {0x056C,"l"}, {0x0570,"h"}, {0x0572,"n"},
	{0x0575,"j"}, {0x0578,"n"}, {0x057D,"u"}, {0x0581,"g"}, {0x0582,"i"}, {0x0584,"p"}, {0x0585,"o"},
	{0x13A0,"d"}, {0x13A1,"r"}, {0x13A2,"t"}, {0x13A5,"i"}, {0x13A6,"s"}, {0x13A9,"y"}, {0x13AA,"a"},
	{0x13AB,"j"}, {0x13AC,"e"}, {0x13B3,"w"}, {0x13B7,"m"}, {0x13BB,"h"}, {0x13C0,"g"}, {0x13C3,"z"},
	{0x13C6,"i"}, {0x13D2,"r"}, {0x13D9,"v"}, {0x13DA,"s"}, {0x13DE,"l"}, {0x13DF,"c"}, {0x13E2,"p"},
	{0x13E6,"k"}, {0x13F4,"b"}, {0x13FC,"b"}, {0x1D00,"a"}, {0x1D01,"ae"}, {0x1D04,"c"}, {0x1D05,"d"},
	{0x1D07,"e"}, {0x1D0A,"j"}, {0x1D0B,"k"}, {0x1D0C,"l"}, {0x1D0D,"m"}, {0x1D0F,"o"}, {0x1D18,"p"},
	{0x1D1B,"t"}, {0x1D1C,"u"}, {0x1D20,"v"}, {0x1D21,"w"}, {0x1D22,"z"}, {0x1E9F,"d"}, {0x2C81,"a"},
	{0x2C83,"b"}, {0x2C89,"e"}, {0x2C8F,"h"}, {0x2C93,"i"}, {0x2C95,"k"}, {0x2C99,"m"}, {0x2C9B,"n"},
	{0x2C9F,"o"}, {0x2CA3,"p"}, {0x2CA5,"c"}, {0x2CA7,"t"}, {0x2CA9,"y"}, {0x2CAD,"x"}, {0xA4D0,"b"},
	{0xA4D1,"p"}, {0xA4D3,"d"}, {0xA4D4,"t"}, {0xA4D6,"g"}, {0xA4D7,"k"}, {0xA4D9,"j"}, {0xA4DA,"c"},
	{0xA4DC,"z"}, {0xA4DD,"f"}, {0xA4DF,"m"}, {0xA4E0,"n"}, {0xA4E1,"l"}, {0xA4E2,"s"}, {0xA4E3,"r"},
	{0xA4E6,"v"}, {0xA4E7,"h"}, {0xA4EA,"w"}, {0xA4EB,"x"}, {0xA4EC,"y"}, {0xA4EE,"a"}, {0xA4F0,"e"},
	{0xA4F2,"i"}, {0xA4F3,"o"}, {0xA4F4,"u"}, {0xA730,"f"}, {0xA731,"s"}, {0xA793,"c"}, {0xAB32,"e"},
	{0xAB3D,"o"}, {0xAB47,"r"}, {0xAB4E,"u"}, {0xAB75,"i"},
};
/* The zeros of the scripts that write numbers with digits of their own, as far as Unicode's compatibility forms do not fold them. */
static const uint16_t zeros[] = { 0x0660, 0x06F0, 0x07C0, 0x0966, 0x09E6, 0x0A66, 0x0AE6, 0x0B66, 0x0BE6, 0x0C66, 0x0CE6, 0x0D66, 0x0DE6,
	0x0E50, 0x0ED0, 0x0F20, 0x1040, 0x17E0, 0x1810, 0x1946, 0x19D0, 0x1A80, 0x1B50, 0x1BB0, 0x1C40, 0xA620, 0xA8D0, 0xA900, 0xAA50,
	0xABF0 };
/* Alphabets in frames, from A to Z: white on black in circles and squares, flags' letters. */
static const uint32_t framed[] = { 0x1F150, 0x1F170, 0x1F1E6 };
/* clang-format on */

static const char *lookalike(uint32_t cp)
{
	size_t low = 0, high = sizeof lookalikes / sizeof *lookalikes;

	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (lookalikes[mid].cp == cp) return lookalikes[mid].latin;
		if (lookalikes[mid].cp < cp)
			low = mid + 1;
		else
			high = mid;
	}
	return NULL;
}

/* A letter in a frame or a digit as the ASCII one; 0 if it is neither. */
static char plain(uint32_t cp)
{
	for (size_t i = 0; i < sizeof framed / sizeof *framed; i++)
		if (cp >= framed[i] && cp < framed[i] + 26) return (char)('a' + (cp - framed[i]));
	for (size_t i = 0; i < sizeof zeros / sizeof *zeros; i++)
		if (cp >= zeros[i] && cp < zeros[i] + 10U) return (char)('0' + (cp - zeros[i]));
	return '\0';
}

static void add(struct normal_letter *f, const char *bytes, size_t n)
{
	if (f->n + n > sizeof f->b) return;
	memcpy(f->b + f->n, bytes, n);
	f->n = (unsigned char)(f->n + n);
}

/* A capital whose small letter looks like something else. */
static bool unlike_its_small(uint32_t cp)
{
	return cp == 0x397 || cp == 0x39C || cp == 0x39D || cp == 0x3A5;
}

void normal_fold(struct normal_letter *out, struct str *scratch, uint32_t cp)
{
	char raw[4];
	size_t n, i = 0;
	char letter = plain(cp);

	*out = (struct normal_letter){ .cp = cp, .capital = utf8_is_upper(cp) };
	/* Letters that tags are made of are not to be seen; they and nothing else may spell a name between two others. */
	if (letter) add(out, &letter, 1);
	if (letter || (cp >= 0xE0000 && cp <= 0xE0FFF)) return;
	if (unlike_its_small(cp)) {
		add(out, lookalike(cp), 1);
		return;
	}
	str_clear(scratch);
	utf8_put(scratch, cp);
	n = scratch->len;
	memcpy(raw, scratch->ptr, n);
	str_clear(scratch);
	utf8_fold(scratch, sv_n(raw, n));
	while (i < scratch->len) {
		size_t from = i;
		uint32_t part = utf8_next(sv_of(scratch), &i);
		const char *latin = part < 0x80 ? NULL : lookalike(part);

		letter = part < 0x80 ? '\0' : plain(part);
		if (!utf8_is_letter(part) && !utf8_is_digit(part) && !letter) {
			out->separates = true;
			return;
		}
		if (latin)
			add(out, latin, strlen(latin));
		else if (letter)
			add(out, &letter, 1);
		else
			add(out, scratch->ptr + from, i - from);
	}
}

bool normal_other_case(struct str *upper, struct str *lower, struct sv text)
{
	static const uint32_t pairs[][2] = { { 0x397, 0x3B7 }, { 0x39C, 0x3BC }, { 0x39D, 0x3BD }, { 0x3A5, 0x3C5 },
		{ 0x389, 0x3B7 }, { 0x38E, 0x3C5 }, { 0x3AB, 0x3C5 }, { 0x397, 0x3AE }, { 0x3A5, 0x3CD },
		{ 0x3A5, 0x3CB }, { 0x3A5, 0x3B0 } };
	bool any = false;
	size_t i = 0;

	str_clear(upper);
	str_clear(lower);
	while (i < text.n) {
		uint32_t cp = 0, big, small;
		size_t n = utf8_decode(text, i, &cp);

		i += n ? n : 1;
		big = small = cp;
		for (size_t k = 0; k < sizeof pairs / sizeof *pairs; k++) {
			if (cp == pairs[k][1]) big = pairs[k][0];
			if (cp == pairs[k][0]) small = pairs[k][1];
		}
		any |= big != small;
		utf8_put(upper, big);
		utf8_put(lower, small);
	}
	return any;
}
