/* csvin_charset.c tells Windows-1252 from MacRoman. Both give every byte a meaning, so validity says nothing; but in one
 * of them "M\x9Fller" is a name and in the other it has a capital Y with two dots in its middle. Each byte above 0x7F of the
 * whole file is asked how well its character fits between its neighbours in either encoding, and what fits in one and
 * cannot stand there in the other counts. */
#include <errno.h>
#include <stdint.h>
#include <unistd.h>
#include "base/utf8.h"
#include "input/csvin_internal.h"

enum kind {
	SMALL,      /* a small letter */
	CAPITAL,    /* a capital letter */
	APOSTROPHE, /* within a word, or after one */
	OPENING,    /* quotation marks before a word */
	CLOSING,    /* quotation marks after one */
	DASH,       /* dashes, dots, bullets: anywhere */
	SIGN,       /* between words and at numbers */
	ODD         /* accents without a letter, ligatures and the like, which nobody types into a form */
};

static enum kind kind_of(uint32_t c)
{
	static const uint16_t opening[] = { 0x2018, 0x201A, 0x201C, 0x201E, 0x2039, 0xAB, 0xBF, 0xA1 };
	static const uint16_t closing[] = { 0x201D, 0x203A, 0xBB };
	static const uint16_t odd[] = { 0xFFFD, 0xF8FF, 0x2020, 0x2021, 0x2C6, 0x2DC, 0xAF, 0x2D8, 0x2D9, 0x2DA, 0xB8,
		0x2DD, 0x2DB, 0x2C7, 0xA8, 0xB4, 0x131, 0xFB01, 0xFB02, 0x2044, 0x25CA, 0x222B, 0x2202, 0x2211, 0x220F,
		0x221A, 0x3C0, 0x3A9, 0xAC, 0xA4, 0xA6, 0x192, 0xAD };

	if (c == 0x2019) return APOSTROPHE;
	for (size_t i = 0; i < sizeof opening / sizeof *opening; i++)
		if (c == opening[i]) return OPENING;
	for (size_t i = 0; i < sizeof closing / sizeof *closing; i++)
		if (c == closing[i]) return CLOSING;
	for (size_t i = 0; i < sizeof odd / sizeof *odd; i++)
		if (c == odd[i]) return ODD;
	if (c == 0xAA || c == 0xBA || c == 0xB5) return SIGN; /* letters by category only */
	if (utf8_is_letter(c)) return utf8_is_upper(c) ? CAPITAL : SMALL;
	return c == 0x2013 || c == 0x2014 || c == 0x2026 || c == 0x2022 || c == 0xB7 || c == 0xA0 ? DASH : SIGN;
}

enum fit { CANNOT, MAY, WELL };

struct around {
	bool small_before, capital_before, letter_after, small_after;
};

static enum fit fit_of(enum kind kind, struct around a)
{
	bool letter_before = a.small_before || a.capital_before, within = letter_before && a.letter_after;

	switch (kind) {
	case SMALL: return letter_before || a.letter_after ? WELL : MAY;
	case CAPITAL:
		if (a.small_before || (letter_before && a.small_after)) return CANNOT;
		if (letter_before) return WELL;
		return a.letter_after ? WELL : MAY;
	case APOSTROPHE: return letter_before ? WELL : MAY;
	case OPENING: return letter_before ? CANNOT : a.letter_after ? WELL : MAY;
	case CLOSING: return a.letter_after ? CANNOT : letter_before ? WELL : MAY;
	case DASH: return within ? MAY : letter_before || a.letter_after ? MAY : WELL;
	case SIGN: return within ? CANNOT : MAY;
	case ODD: break;
	}
	return CANNOT;
}

struct evidence {
	uint64_t strong[2], weak[2]; /* 0: Windows-1252, 1: MacRoman */
	unsigned first[2];           /* line of the first strong one, 0 = none */
};

static bool is_small(unsigned char c)
{
	return c >= 'a' && c <= 'z';
}

static bool is_capital(unsigned char c)
{
	return c >= 'A' && c <= 'Z';
}

/* Bytes above 0x7F count as no letters: what they are is the question. */
static struct around neighbours(struct sv line, size_t i)
{
	unsigned char before = i > 0 ? (unsigned char)line.p[i - 1] : ' ';
	unsigned char after = i + 1 < line.n ? (unsigned char)line.p[i + 1] : ' ';

	return (struct around){ is_small(before), is_capital(before), is_small(after) || is_capital(after),
		is_small(after) };
}

static void weigh_byte(struct evidence *e, struct sv line, size_t i, unsigned line_no)
{
	unsigned char c = (unsigned char)line.p[i];
	struct around a = neighbours(line, i);
	enum fit fit[2] = { fit_of(kind_of(utf8_cp1252(c)), a), fit_of(kind_of(utf8_macroman(c)), a) };
	int better = fit[1] > fit[0];

	if (fit[0] == fit[1]) return;
	if (utf8_cp1252(c) != 0xFFFD && fit[better] - fit[!better] < 2) {
		e->weak[better]++;
		return;
	}
	if (e->strong[better]++ == 0) e->first[better] = line_no;
}

static void weigh_lines(struct evidence *e, struct csvin_decoder *d, unsigned *line_no)
{
	struct csvin_line line;

	while (csvin_decoder_line(d, NOPLACE, &line)) {
		++*line_no;
		for (size_t i = 0; line.bad != SIZE_MAX && i < line.text.n; i++)
			if ((unsigned char)line.text.p[i] >= 0x80) weigh_byte(e, line.text, i, *line_no);
	}
}

/* Up to n bytes at an offset, wherever the text is; 0 at the end. A read that fails is the end: the reader itself will
 * meet it and say so. */
static size_t read_at(char *room, size_t n, int fd, struct sv whole, uint64_t offset)
{
	if (fd < 0) {
		struct sv part = offset < whole.n ? sv_sub(whole, (size_t)offset, n) : sv("");
		memcpy(room, part.p, part.n);
		return part.n;
	}
	for (;;) {
		ssize_t got = pread(fd, room, n, (off_t)offset);
		if (got >= 0) return (size_t)got;
		if (errno != EINTR) return 0;
	}
}

/* Few lapses do not shake a file full of evidence: somebody pasted a word from elsewhere. */
enum { CLEAR_BY = 20, WEAK_PART = 4, STRONG_WEIGHT = 3 };

static void decide(struct csvin_verdict *out, const struct evidence *e)
{
	uint64_t score[2];

	for (int i = 0; i < 2; i++) score[i] = e->strong[i] * STRONG_WEIGHT + e->weak[i];
	int won = score[1] > score[0];
	*out = (struct csvin_verdict){ .code = won ? CSVIN_MACROMAN : CSVIN_CP1252, .sure = CSVIN_CLEAR };
	if (e->strong[!won] * CLEAR_BY > e->strong[won]) {
		out->sure = CSVIN_CONTRADICTORY;
		out->against = e->first[!won];
	} else if (e->strong[won] == 0 || score[!won] * WEAK_PART > score[won]) {
		out->sure = CSVIN_THIN;
	}
}

void csvin_charset_judge(struct csvin_verdict *out, int fd, struct sv whole)
{
	struct csvin_decoder d;
	struct evidence e = { { 0, 0 }, { 0, 0 }, { 0, 0 } };
	unsigned line_no = 0;
	uint64_t offset = 0;
	bool known = csvin_decoder_init(&d, "utf-8");

	/* A line without end is refused by the reader; what was seen up to there must do. */
	while (known && !d.at_end && csvin_decoder_pending(&d).n <= CSVIN_MAX_ROW) {
		char *room = csvin_decoder_room(&d, CSVIN_SNIFF);
		size_t n = read_at(room, CSVIN_SNIFF, fd, whole, offset);

		csvin_decoder_filled(&d, n);
		offset += n;
		weigh_lines(&e, &d, &line_no);
	}
	decide(out, &e);
	csvin_decoder_dispose(&d);
}
