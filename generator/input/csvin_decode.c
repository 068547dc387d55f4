/* csvin_decode.c turns whatever bytes a spreadsheet wrote into physical lines of UTF-8, a chunk at a time. Lines are split
 * after decoding (a UTF-16 file has NULs and line feeds in odd places) and before quoting is looked at, because only so can
 * every later message name a line that the user finds again in an editor. */
#include "base/utf8.h"
#include "input/csvin_internal.h"
#include <assert.h>
#include <stdint.h>

#define UTF16_SAMPLE 1024 /* bytes looked at to recognise UTF-16 without its mark */

static const struct {
	const char *name;
	enum csvin_code code;
} codes[] = {
	{ "auto", CSVIN_AUTO },
	{ "utf-8", CSVIN_UTF8 },
	{ "windows-1252", CSVIN_CP1252 },
	{ "macroman", CSVIN_MACROMAN },
	{ "utf-16", CSVIN_UTF16LE },
};

bool csvin_decoder_init(struct csvin_decoder *d, const char *encoding)
{
	memset(d, 0, sizeof *d);
	str_init(&d->text, 0);
	str_init(&d->utf16, 0);
	str_init(&d->line, 0);
	d->lf = d->cr = SIZE_MAX;
	d->fd = -1;
	if (!encoding) return true;
	for (size_t i = 0; i < sizeof codes / sizeof codes[0]; i++) {
		if (sv_ieq_ascii(sv(encoding), sv(codes[i].name))) {
			d->code = codes[i].code;
			return true;
		}
	}
	return false;
}

void csvin_decoder_dispose(struct csvin_decoder *d)
{
	str_dispose(&d->text);
	str_dispose(&d->utf16);
	str_dispose(&d->line);
}

static bool is_utf16(const struct csvin_decoder *d)
{
	return d->code == CSVIN_UTF16LE || d->code == CSVIN_UTF16BE;
}

static bool is_single_byte(const struct csvin_decoder *d)
{
	return d->code == CSVIN_CP1252 || d->code == CSVIN_MACROMAN;
}

/* Text in UTF-16 has a zero in every second byte, but for the letters beyond Latin-1; other text has none at all. */
static bool looks_utf16(struct sv bytes, enum csvin_code *code)
{
	size_t n = (bytes.n < UTF16_SAMPLE ? bytes.n : UTF16_SAMPLE) & ~(size_t)1, zeros[2] = { 0, 0 };
	for (size_t i = 0; i < n; i++) zeros[i & 1] += bytes.p[i] == '\0';
	if (n < 4 || (zeros[0] > 0) == (zeros[1] > 0) || (zeros[0] + zeros[1]) * 4 < n) return false;
	*code = zeros[0] ? CSVIN_UTF16BE : CSVIN_UTF16LE;
	return true;
}

/* A mark says more than the option: whoever wrote it knew. Only the encodings of one byte are taken at their word, since
 * ï»¿ and ÿþ are text there. */
static size_t read_mark(struct csvin_decoder *d, struct sv bytes)
{
	static const struct {
		const char *mark;
		size_t n;
		enum csvin_code code;
	} marks[] = {
		{ "\xef\xbb\xbf", 3, CSVIN_UTF8 },
		{ "\xff\xfe", 2, CSVIN_UTF16LE },
		{ "\xfe\xff", 2, CSVIN_UTF16BE },
	};
	for (size_t i = 0; i < sizeof marks / sizeof marks[0] && !is_single_byte(d); i++) {
		if (bytes.n < marks[i].n || memcmp(bytes.p, marks[i].mark, marks[i].n) != 0) continue;
		d->bom = true;
		/* A file marked UTF-8 may still hold a stray byte of Windows-1252; "auto" keeps dealing with it. */
		if (marks[i].code != CSVIN_UTF8 || d->code != CSVIN_AUTO) d->code = marks[i].code;
		return marks[i].n;
	}
	if (d->code == CSVIN_AUTO)
		d->unmarked = looks_utf16(bytes, &d->code);
	else if (d->code == CSVIN_UTF16LE && !looks_utf16(bytes, &d->code) && bytes.n >= 2 && bytes.p[0] == 0)
		d->code = CSVIN_UTF16BE;
	return 0;
}

/* Decodes all whole characters of utf16 to text and keeps the rest for the next chunk. */
static void decode_utf16(struct csvin_decoder *d)
{
	bool big = d->code == CSVIN_UTF16BE;
	size_t n = d->utf16.len & ~(size_t)1, bad = 0;
	if (n >= 2 && !d->at_end) {
		unsigned char high = (unsigned char)d->utf16.ptr[n - (big ? 2 : 1)];
		if (high >= 0xd8 && high <= 0xdb) n -= 2;
	} else if (d->at_end) {
		n = d->utf16.len;
	}
	size_t start = d->text.len;
	if (!utf8_from_utf16(&d->text, sv_n(d->utf16.ptr, n), big, &bad)) {
		str_truncate(&d->text, start);
		size_t ignored;
		bool prefix_ok = utf8_from_utf16(&d->text, sv_n(d->utf16.ptr, bad), big, &ignored);
		assert(prefix_ok);
		(void)prefix_ok;
		d->bad_utf16 = true;
	}
	size_t rest = d->utf16.len - n;
	memmove(d->utf16.ptr, d->utf16.ptr + n, rest);
	str_truncate(&d->utf16, rest);
}

/* Where the bytes of the file go before any decoding. Until the mark is read nobody knows, so text it is. */
static struct str *raw_target(struct csvin_decoder *d)
{
	return d->started && is_utf16(d) ? &d->utf16 : &d->text;
}

char *csvin_decoder_room(struct csvin_decoder *d, size_t n)
{
	if (d->from > 0) {
		size_t rest = d->text.len - d->from;
		memmove(d->text.ptr, d->text.ptr + d->from, rest);
		str_truncate(&d->text, rest);
		d->from = 0;
	}
	struct str *raw = raw_target(d);
	str_reserve(raw, n);
	return raw->ptr + raw->len;
}

static size_t find_byte(const struct csvin_decoder *d, char c, size_t from)
{
	const char *p = from < d->text.len ? memchr(d->text.ptr + from, c, d->text.len - from) : NULL;
	return p ? (size_t)(p - d->text.ptr) : SIZE_MAX;
}

void csvin_decoder_filled(struct csvin_decoder *d, size_t n)
{
	struct str *raw = raw_target(d);
	raw->len += n;
	raw->ptr[raw->len] = '\0';
	if (n == 0) d->at_end = true;
	if (!d->started) {
		d->started = true;
		size_t mark = read_mark(d, sv_of(&d->text));
		memmove(d->text.ptr, d->text.ptr + mark, d->text.len - mark);
		str_truncate(&d->text, d->text.len - mark);
		if (is_utf16(d)) {
			str_sv(&d->utf16, sv_of(&d->text));
			str_clear(&d->text);
		}
	}
	if (is_utf16(d) && !d->bad_utf16) decode_utf16(d);
	d->lf = find_byte(d, '\n', 0);
	d->cr = find_byte(d, '\r', 0);
}

/* Finds the end of the line at `from`: *n bytes of text, *skip bytes with the line end, which becomes one '\n' in the
 * buffer. */
static bool split_line(struct csvin_decoder *d, size_t *n, size_t *skip, enum csvin_end *end)
{
	if (d->lf != SIZE_MAX && d->lf < d->from) d->lf = find_byte(d, '\n', d->from);
	if (d->cr != SIZE_MAX && d->cr < d->from) d->cr = find_byte(d, '\r', d->from);
	bool last = d->at_end || d->bad_utf16;
	if (d->cr < d->lf) {
		if (d->cr + 1 == d->text.len && !last) return false; /* an LF may follow in the next chunk */
		*n = d->cr - d->from;
		*end = d->cr + 1 == d->lf ? CSVIN_CRLF : CSVIN_CR;
		*skip = *n + (*end == CSVIN_CRLF ? 2 : 1);
		d->text.ptr[d->cr] = '\n';
	} else if (d->lf != SIZE_MAX) {
		*n = d->lf - d->from;
		*end = CSVIN_LF;
		*skip = *n + 1;
	} else {
		*n = *skip = d->text.len - d->from;
		*end = CSVIN_NO_END;
		return last && *n > 0;
	}
	return true;
}

static bool is_ascii(struct sv v)
{
	for (size_t i = 0; i < v.n; i++)
		if ((unsigned char)v.p[i] >= 0x80) return false;
	return true;
}

/* A byte is a character here, so the offset gives the column. */
static void count_undefined(struct csvin_decoder *d, struct place at, struct sv line)
{
	for (size_t i = 0; i < line.n; i++) {
		if (utf8_cp1252((unsigned char)line.p[i]) != 0xFFFD || d->undefined++ > 0) continue;
		d->first_undefined = at;
		d->first_undefined.col = (unsigned)i + 1;
	}
}

static void from_single_byte(struct csvin_decoder *d, enum csvin_code code, struct place at, struct csvin_line *out)
{
	str_clear(&d->line);
	if (code == CSVIN_MACROMAN) {
		utf8_from_macroman(&d->line, out->text);
	} else {
		count_undefined(d, at, out->text);
		utf8_from_cp1252(&d->line, out->text);
	}
	out->text = sv_of(&d->line);
}

static void declared_single_byte(struct csvin_decoder *d, struct place at, struct csvin_line *out)
{
	if (is_ascii(out->text)) return;
	d->high++;
	d->high_utf8 += utf8_invalid_at(out->text) == SIZE_MAX;
	from_single_byte(d, d->code, at, out);
}

bool csvin_decoder_line(struct csvin_decoder *d, struct place at, struct csvin_line *out)
{
	size_t n, skip;
	enum csvin_end end;
	if (!split_line(d, &n, &skip, &end)) return false; /* *out keeps the line before */
	out->end = end;
	out->text = sv_n(d->text.ptr + d->from, n + (out->end != CSVIN_NO_END));
	out->bad = SIZE_MAX;
	d->from += skip;
	if (is_utf16(d)) return true;
	if (is_single_byte(d)) {
		declared_single_byte(d, at, out);
		return true;
	}
	size_t bad = utf8_invalid_at(out->text);
	if (bad == SIZE_MAX) {
		if (d->code == CSVIN_AUTO && !d->plain && !is_ascii(out->text)) d->plain = 1;
		return true;
	}
	if (d->code == CSVIN_UTF8) {
		out->bad = bad;
		return true;
	}
	if (d->fallbacks++ == 0) {
		csvin_charset_judge(&d->verdict, d->fd, d->whole);
		d->first_fallback = at;
		d->first_fallback.col = (unsigned)utf8_length(sv_sub(out->text, 0, bad)) + 1;
	}
	from_single_byte(d, d->verdict.code, at, out);
	return true;
}

struct sv csvin_decoder_pending(const struct csvin_decoder *d)
{
	return sv_n(d->text.ptr + d->from, d->text.len - d->from);
}

const char *csvin_code_name(const struct csvin_decoder *d)
{
	switch (d->code) {
	case CSVIN_UTF16LE: return "utf-16le";
	case CSVIN_UTF16BE: return "utf-16be";
	case CSVIN_CP1252: return "windows-1252";
	case CSVIN_MACROMAN: return "macroman";
	case CSVIN_UTF8: return "utf-8";
	case CSVIN_AUTO: break;
	}
	return !d->fallbacks ? "utf-8" : d->verdict.code == CSVIN_MACROMAN ? "macroman" : "windows-1252";
}
