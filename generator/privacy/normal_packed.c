/* Finding text in base64, hexadecimal and UTF-16. Every long word could be base64, so what decides is whether something readable comes out; digests, keys and
 * pictures give noise, in which short words come up by chance: a piece counts only if it is readable for a while. */
#include "privacy/normal_packed.h"
#include "base/utf8.h"

enum { RUN_LEAST = 8, LINE_LEAST = 32 /* symbols before a line end inside a run */, NONE = 64, WIDE = 0x2E80 };

/* Noise is rarely UTF-8 for long. */
static bool readable(struct sv v, size_t i, size_t *n)
{
	unsigned char c = (unsigned char)v.p[i];
	uint32_t cp;

	*n = 1;
	if (c < 0x80) return c >= ' ' ? c != 0x7F : c == '\t' || c == '\n' || c == '\r';
	*n = utf8_decode(v, i, &cp);
	return *n > 0;
}

static void give_readable(struct sv text, size_t start, size_t end, normal_packed_fn *fn, void *ctx)
{
	size_t from = 0, i = 0, n;

	while (i < text.n) {
		if (readable(text, i, &n)) {
			i += n;
			continue;
		}
		if (i - from >= NORMAL_PACKED_LEAST) fn(ctx, sv_sub(text, from, i - from), start, end);
		from = ++i;
	}
	if (i - from >= NORMAL_PACKED_LEAST) fn(ctx, sv_sub(text, from, i - from), start, end);
}

/* UTF-16 in base64 is how one well-known shell is given its commands. */
static void give(struct sv bytes, size_t start, size_t end, normal_packed_fn *fn, void *ctx)
{
	size_t zeros = 0;

	for (size_t i = 0; i < bytes.n; i++) zeros += bytes.p[i] == '\0';
	give_readable(bytes, start, end, fn, ctx);
	if (zeros * 4 < bytes.n) return;
	for (size_t how = 0; how < 4; how++) {
		struct normal_text t = NORMAL_TEXT_INIT;

		normal_utf16(&t, bytes, how / 2, how % 2);
		give_readable(sv_of(&t.bytes), start, end, fn, ctx);
		normal_text_dispose(&t);
	}
}

struct unpack {
	struct sv v;
	unsigned char digit[256]; /* of base64; NONE for others */
	normal_packed_fn *fn;
	void *ctx;
	struct str bytes;
};

static void digits_init(unsigned char digit[256])
{
	static const char symbols[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

	memset(digit, NONE, 256);
	for (unsigned i = 0; i < 64; i++) digit[(unsigned char)symbols[i]] = (unsigned char)i;
	digit['-'] = 62;
	digit['_'] = 63;
}

static int hex_digit(char c)
{
	if (c >= '0' && c <= '9') return c - '0';
	if ((c | 32) >= 'a' && (c | 32) <= 'f') return (c | 32) - 'a' + 10;
	return -1;
}

/* Reads a run from its `skip`-th symbol on; line ends inside it are passed over. */
static void unpack64(struct unpack *u, size_t from, size_t end, size_t skip)
{
	uint32_t bits = 0;
	unsigned have = 0;

	str_clear(&u->bytes);
	str_reserve(&u->bytes, end - from + 1);
	for (size_t i = from; i < end; i++) {
		unsigned char digit = u->digit[(unsigned char)u->v.p[i]];

		if (digit == NONE) continue;
		if (skip > 0) {
			skip--;
			continue;
		}
		bits = (bits << 6 | digit) & 0xFFFFFF;
		if ((have += 6) >= 8) u->bytes.ptr[u->bytes.len++] = (char)(bits >> (have -= 8) & 0xFF);
	}
	u->bytes.ptr[u->bytes.len] = '\0';
	give(sv_of(&u->bytes), from, end, u->fn, u->ctx);
}

/* Ordinary words of letters alone, which most long runs are, rarely give anything readable: the first group of each reading is looked at before all are read. */
static bool worth_reading(const struct unpack *u, size_t from, size_t end, size_t skip)
{
	const unsigned char *p = (const unsigned char *)u->v.p;

	if (end - from > 40) return true;
	for (size_t i = from + skip; i + 2 < end; i += 4) {
		unsigned a = u->digit[p[i]], b = u->digit[p[i + 1]], c = u->digit[p[i + 2]];
		unsigned first = (a << 2 | b >> 4) & 0xFF, second = (b << 4 | c >> 2) & 0xFF;

		if (end - from < 2 * RUN_LEAST &&
			((first < 0x20 && first) || (second < 0x20 && second) || first == 0x7F))
			return false;
	}
	return true;
}

/* Hexadecimal digits in pairs, with the same one to three bytes, or none, between all pairs. Returns where it ends. */
static size_t unpack_hex(struct unpack *u, size_t from)
{
	struct sv v = u->v;
	size_t gap = 0, i = from;

	if (i + 2 > v.n || hex_digit(v.p[i]) < 0 || hex_digit(v.p[i + 1]) < 0) return from;
	while (gap < 4 && i + 2 + gap < v.n && strchr(" ,:;-.x0\\%#\t", v.p[i + 2 + gap]) &&
		!(hex_digit(v.p[i + 2 + gap]) >= 0 && i + 3 + gap < v.n && hex_digit(v.p[i + 3 + gap]) >= 0))
		gap++;
	str_clear(&u->bytes);
	while (i + 2 <= v.n && hex_digit(v.p[i]) >= 0 && hex_digit(v.p[i + 1]) >= 0) {
		str_putc(&u->bytes, (char)(hex_digit(v.p[i]) * 16 + hex_digit(v.p[i + 1])));
		i += 2;
		if (i + gap + 2 > v.n || memcmp(v.p + i, v.p + from + 2, gap) != 0) break;
		i += gap;
	}
	if (i > v.n) i = v.n;
	if (u->bytes.len >= RUN_LEAST / 2) give(sv_of(&u->bytes), from, i, u->fn, u->ctx);
	return u->bytes.len >= RUN_LEAST / 2 ? i : from;
}

static void unpack_run(struct unpack *u, size_t from, size_t end)
{
	bool hex = true;

	for (size_t skip = 0; skip < 4; skip++)
		if (worth_reading(u, from, end, skip)) unpack64(u, from, end, skip);
	for (size_t i = from; hex && i < end; i++) hex = hex_digit(u->v.p[i]) >= 0;
	if (hex) {
		unpack_hex(u, from);
		unpack_hex(u, from + 1);
	}
}

static size_t line_end(const struct unpack *u, size_t at)
{
	while (at < u->v.n && u->digit[(unsigned char)u->v.p[at]] != NONE) at++;
	return at;
}

/* Where the next line of a run begins that was folded after `at`, or `at`. Only a line end folds, with blanks around it. */
static size_t next_line(const struct unpack *u, size_t at)
{
	size_t next = at;
	bool folded = false;

	while (next < u->v.n && next < at + 20 && strchr(" \t\r\n", u->v.p[next])) folded |= u->v.p[next++] == '\n';
	return folded && line_end(u, next) > next ? next : at;
}

/* A run, and where several long lines follow one another, all of them together. Returns where it ends. */
static size_t take_run(struct unpack *u, size_t from, size_t at)
{
	size_t end = line_end(u, at), line = from, last, next;

	if (end - from >= RUN_LEAST) unpack_run(u, from, end);
	for (last = end; last - line >= LINE_LEAST && (next = next_line(u, last)) > last; last = line_end(u, next)) {
		line = next;
		if (line_end(u, next) - line >= RUN_LEAST) unpack_run(u, line, line_end(u, next));
	}
	if (last > end) unpack_run(u, from, last);
	return last;
}

static bool word_byte(char c)
{
	return (c >= '0' && c <= '9') || ((c | 32) >= 'a' && (c | 32) <= 'z');
}

/* Pairs with something between, four of them at least. */
static size_t spaced_pairs(struct unpack *u, size_t i)
{
	struct sv v = u->v;

	if (i + 11 > v.n || hex_digit(v.p[i]) < 0 || hex_digit(v.p[i + 1]) < 0 || word_byte(v.p[i + 2])) return i;
	if (i > 0 && word_byte(v.p[i - 1]) && v.p[i - 1] != 'x') return i;
	return unpack_hex(u, i);
}

void normal_unpack(struct sv bytes, bool pairs, normal_packed_fn *fn, void *ctx)
{
	struct unpack u = { .v = bytes, .fn = fn, .ctx = ctx, .bytes = STR_INIT };
	size_t i = 0, spaced = 0;

	digits_init(u.digit);
	/* A run of eight covers every eighth place: only there is anything looked at, and back from there. */
	while (i < bytes.n) {
		size_t probe = i + RUN_LEAST - 1, from = probe;

		if (probe < bytes.n && u.digit[(unsigned char)bytes.p[probe]] == NONE) {
			i = probe + 1;
			continue;
		}
		if (probe >= bytes.n) break;
		while (from > i && u.digit[(unsigned char)bytes.p[from - 1]] != NONE) from--;
		if (from > i) {
			i = from;
			continue;
		}
		i = take_run(&u, from, probe);
	}
	for (i = 0; pairs && i + 3 < bytes.n; i++) {
		if (word_byte(bytes.p[i + 2])) continue;
		spaced = spaced_pairs(&u, i);
		if (spaced > i) i = spaced - 1;
	}
	str_dispose(&u.bytes);
}

bool normal_may_be_utf16(struct sv bytes)
{
	uint64_t eight, odd = 0;
	size_t i = 0;

	/* Plain text has its high bits clear, and no byte under the tabulator. */
	for (; i + 8 <= bytes.n; i += 8) {
		memcpy(&eight, bytes.p + i, 8);
		odd |= eight | (eight - UINT64_C(0x0909090909090909));
		if (odd & UINT64_C(0x8080808080808080)) break;
	}
	for (; i < bytes.n; i++) {
		unsigned char c = (unsigned char)bytes.p[i];

		if (c < 0x20 && c != '\t' && c != '\n' && c != '\r' && c != '\f' && c != 1) return true;
		if (c >= 0x80)
			return utf8_invalid_at(sv_sub(bytes, i, bytes.n - i)) != SIZE_MAX ||
			       memchr(bytes.p + i, 0, bytes.n - i) != NULL;
	}
	return false;
}

void normal_utf16(struct normal_text *out, struct sv bytes, size_t from, bool big_endian)
{
	const unsigned char *p = (const unsigned char *)bytes.p;
	bool wide = false;

	normal_text_clear(out);
	for (size_t i = from; i + 2 <= bytes.n; i += 2) {
		size_t high = big_endian ? i : i + 1, low = big_endian ? i + 1 : i;
		uint32_t cp = (uint32_t)(p[high] << 8 | p[low]), second;

		/* Other bytes before and after such a text give ideographs. */
		if (wide != (cp >= WIDE)) str_putc(&out->bytes, 1);
		wide = cp >= WIDE;
		normal_mark(out, i);
		if (cp >= 0xD800 && cp < 0xDC00 && i + 4 <= bytes.n) {
			second = (uint32_t)(p[high + 2] << 8 | p[low + 2]);
			if (second >= 0xDC00 && second < 0xE000) {
				utf8_put(&out->bytes, 0x10000 + ((cp - 0xD800) << 10) + (second - 0xDC00));
				i += 2;
				continue;
			}
		}
		if (cp == 0 || (cp >= 0xD800 && cp < 0xE000) || cp >= 0xFFFE)
			str_putc(&out->bytes, 1);
		else
			utf8_put(&out->bytes, cp);
	}
	normal_mark(out, bytes.n);
}
