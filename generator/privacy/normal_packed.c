/* Finding text in base64, hexadecimal and UTF-16. Every long word could be base64, so what decides is whether something readable comes out; digests, keys and
 * pictures give noise, in which short words come up by chance: a piece counts only if it is readable for a while. */
#include "privacy/normal_packed.h"
#include "base/utf8.h"
#include "privacy/normal_bytes.h"

enum { BLOCK_STEP = NORMAL_BLOCK - 7 /* of a block, the bytes that may begin a run of eight that lies in it */ };
enum { KNOWN = 64, UTF16_MARGIN = 64 };
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
		if (text.n - from < NORMAL_PACKED_LEAST) return;
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
	normal_packed_fn *fn;
	void *ctx;
	struct str bytes;
	size_t given; /* pieces of text */
	struct known {
		uint64_t first, last; /* eight bytes */
		size_t n;
	} known[KNOWN]; /* words that are no text: the same ones come again and again */
	size_t block;   /* the block looked at last, and where in it eight symbols begin */
	uint64_t begins;
};

static void give_counted(void *unpack, struct sv text, size_t start, size_t end)
{
	struct unpack *u = unpack;

	u->given++;
	u->fn(u->ctx, text, start, end);
}

/* The digits of base64, both alphabets; NONE for other bytes. */
/* clang-format off */
static const unsigned char digits[128] = {
	64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64,
	64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 62, 64, 62, 64, 63, 52, 53, 54, 55, 56, 57, 58, 59, 60, 61, 64, 64, 64, 64, 64, 64,
	64, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 64, 64, 64, 64, 63,
	64, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 37, 38, 39, 40, 41, 42, 43, 44, 45, 46, 47, 48, 49, 50, 51, 64, 64, 64, 64, 64,
};
/* clang-format on */

static inline unsigned digit_of(char c)
{
	return (signed char)c < 0 ? (unsigned)NONE : digits[(unsigned char)c];
}

/* What a byte can be in text that is UTF-8. */
enum kind { NO_TEXT, ASCII, CONTINUES, LEADS };

/* clang-format off */
static const unsigned char kinds[256] = {
	0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
	1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1,
	1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1,
	1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0,
	2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2,
	2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2,
	0, 0, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3,
	3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
};
/* clang-format on */

/* May `then` stand behind `first` in it? One bit for each pair that may. */
static inline unsigned kinds_follow(unsigned first, unsigned then)
{
	enum {
		PAIRS = 1 << (4 * ASCII + ASCII) | 1 << (4 * ASCII + LEADS) | 1 << (4 * CONTINUES + ASCII) |
			1 << (4 * CONTINUES + CONTINUES) | 1 << (4 * CONTINUES + LEADS) | 1 << (4 * LEADS + CONTINUES)
	};

	return (unsigned)PAIRS >> (4 * first + then) & 1;
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
		unsigned digit = digit_of(u->v.p[i]);

		if (digit == NONE) continue;
		if (skip > 0) {
			skip--;
			continue;
		}
		bits = (bits << 6 | digit) & 0xFFFFFF;
		if ((have += 6) >= 8) u->bytes.ptr[u->bytes.len++] = (char)(bits >> (have -= 8) & 0xFF);
	}
	u->bytes.ptr[u->bytes.len] = '\0';
	give(sv_of(&u->bytes), from, end, give_counted, u);
}

static inline bool is_short(size_t from, size_t end)
{
	return end - from < 2 * RUN_LEAST;
}

/* Every word of eight letters is a run, and nearly none gives text. From less than sixteen symbols come less than twelve bytes, and any text of six bytes among them
 * has those in the middle: the fourth to sixth, or of nine and more the last of these. In which of the four readings can they be text? As bits; without
 * branches, because no two words are alike. */
static unsigned readings_of_word(const struct unpack *u, size_t from, size_t end)
{
	unsigned d[7], good = 0;

	for (size_t i = 0; i < 7; i++) d[i] = digit_of(u->v.p[from + 4 + i]) & 63;
	for (size_t skip = 0; skip < 4; skip++) {
		size_t n = (end - from - skip) * 6 / 8;
		unsigned a = kinds[(unsigned char)(d[skip] << 2 | d[skip + 1] >> 4)],
			 b = kinds[(unsigned char)(d[skip + 1] << 4 | d[skip + 2] >> 2)],
			 c = kinds[(unsigned char)(d[skip + 2] << 6 | d[skip + 3])];
		unsigned ab = kinds_follow(a, b) | (n > 9), bc = kinds_follow(b, c) | (n > 10);

		good |= ((n >= NORMAL_PACKED_LEAST) & ab & bc & (c != NO_TEXT)) << skip;
	}
	return good;
}

/* Without a capital letter no zero byte is written, which may be half of a character in UTF-16. */
static bool has_capitals(const struct unpack *u, size_t from, size_t end)
{
	uint64_t x = normal_eight(u->v.p + from), y = normal_eight(u->v.p + end - RUN_LEAST);

	return ((normal_letters(x) & ~(x << 2)) | (normal_letters(y) & ~(y << 2))) != 0;
}

static unsigned readings(const struct unpack *u, size_t from, size_t end)
{
	if (!is_short(from, end) || from + 11 > u->v.n || has_capitals(u, from, end)) return 0xF;
	return readings_of_word(u, from, end);
}

/* Ordinary words of letters alone, which most long runs are, rarely give anything readable: the first group of each reading is looked at before all are read. */
static bool worth_reading(const struct unpack *u, size_t from, size_t end, size_t skip)
{
	const char *p = u->v.p;

	if (!is_short(from, end)) return true;
	for (size_t i = from + skip; i + 2 < end; i += 4) {
		unsigned a = digit_of(p[i]), b = digit_of(p[i + 1]), c = digit_of(p[i + 2]);
		unsigned first = (a << 2 | b >> 4) & 0xFF, second = (b << 4 | c >> 2) & 0xFF;

		if ((first < 0x20 && first) || (second < 0x20 && second) || first == 0x7F) return false;
	}
	return true;
}

/* Are the first eight bytes hexadecimal digits? */
static bool hex_begins(const struct unpack *u, size_t from)
{
	uint64_t x = normal_eight(u->v.p + from), small = (x & NORMAL_EACH(0x7F)) | NORMAL_EACH(0x20);
	uint64_t a_to_f = (small + NORMAL_EACH(0x80 - 'a')) & ~(small + NORMAL_EACH(0x7F - 'f')) & ~x;

	return ((normal_digits(x) | a_to_f) & NORMAL_EACH(0x80)) == NORMAL_EACH(0x80);
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
	if (u->bytes.len >= RUN_LEAST / 2) give(sv_of(&u->bytes), from, i, give_counted, u);
	return u->bytes.len >= RUN_LEAST / 2 ? i : from;
}

static void unpack_run(struct unpack *u, size_t from, size_t end)
{
	bool hex = hex_begins(u, from);
	unsigned good = readings(u, from, end);

	for (size_t skip = 0; good >> skip; skip++)
		if (good >> skip & 1 && worth_reading(u, from, end, skip)) unpack64(u, from, end, skip);
	for (size_t i = from; hex && i < end; i++) hex = hex_digit(u->v.p[i]) >= 0;
	if (hex) {
		unpack_hex(u, from);
		unpack_hex(u, from + 1);
	}
}

/* The place for a word of less than sixteen symbols among those known. Two times eight bytes and the length are all of it. */
static struct known *known_of(struct unpack *u, size_t from, size_t end, struct known *word)
{
	*word = (struct known){ normal_eight(u->v.p + from), normal_eight(u->v.p + end - RUN_LEAST), end - from };
	return &u->known[(word->first * UINT64_C(0x9E3779B97F4A7C15) ^ word->last * UINT64_C(0xD6E8FEB86659FD93)) >>
			 58];
}

static void unpack_word(struct unpack *u, size_t from, size_t end)
{
	struct known word, *at = known_of(u, from, end, &word);
	size_t before = u->given;

	if (at->first == word.first && at->last == word.last && at->n == word.n) return;
	unpack_run(u, from, end);
	/* Digits in pairs may go on behind it. */
	if (u->given == before && !hex_begins(u, from)) *at = word;
}

static size_t line_end(const struct unpack *u, size_t at)
{
	uint64_t x, other;

	for (;;) {
		x = normal_eight_at(u->v, at);
		other = ~(normal_letters(x) | normal_digits(x)) & NORMAL_EACH(0x80);
		at += other ? (size_t)__builtin_ctzll(other) / 8 : 8;
		if (!other) continue;
		if (at >= u->v.n || digit_of(u->v.p[at]) == NONE) return at;
		at++;
	}
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

	if (is_short(from, end))
		unpack_word(u, from, end);
	else
		unpack_run(u, from, end);
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

/* Where in the sixty-four bytes at p do eight symbols of base64 begin? */
static uint64_t eights(const unsigned char *p)
{
	uint64_t bits = 0;

	for (size_t i = 0; i < NORMAL_BLOCK; i += sizeof(normal_vector)) {
		normal_vector v;

		memcpy(&v, p + i, sizeof v);
		bits |= normal_bits(NORMAL_WITHIN(v | 32, 'a', 'z') | NORMAL_WITHIN(v, '0', '9') | NORMAL_IS(v, '+') |
				    NORMAL_IS(v, '/') | NORMAL_IS(v, '-') | NORMAL_IS(v, '_'))
			<< i;
	}
	bits &= bits >> 1;
	bits &= bits >> 2;
	return bits & bits >> 4;
}

/* The first run of eight symbols from i on; bytes.n if there is none. */
static size_t next_run(struct unpack *u, size_t i)
{
	while (i < u->v.n) {
		size_t block = i - i % BLOCK_STEP;
		unsigned char room[NORMAL_BLOCK];
		uint64_t bits;

		if (block != u->block) {
			u->begins = eights(normal_block(u->v, block, room));
			u->block = block;
		}
		bits = u->begins >> (i - block) << (i - block);
		if (bits) return block + (size_t)__builtin_ctzll(bits);
		i = block + BLOCK_STEP;
	}
	return u->v.n;
}

void normal_unpack(struct sv bytes, bool pairs, normal_packed_fn *fn, void *ctx)
{
	struct unpack u = { .v = bytes, .fn = fn, .ctx = ctx, .bytes = STR_INIT, .block = SIZE_MAX };
	size_t i = 0, spaced = 0;

	while ((i = next_run(&u, i)) < bytes.n) i = take_run(&u, i, i + RUN_LEAST);
	for (i = 0; pairs && i + 3 < bytes.n; i++) {
		if (word_byte(bytes.p[i + 2])) continue;
		spaced = spaced_pairs(&u, i);
		if (spaced > i) i = spaced - 1;
	}
	str_dispose(&u.bytes);
}

/* The first byte from `i` on that text in UTF-8 does not have: a control character, or one that is part of no character. SEPARATOR is ours. */
static size_t next_odd(struct sv bytes, size_t i)
{
	size_t n;

	while (i < bytes.n) {
		/* Plain text has its high bits clear, and no byte under the tabulator. */
		uint64_t eight = normal_eight_at(bytes, i);

		if (i + 8 <= bytes.n &&
			!((eight | (eight - UINT64_C(0x0909090909090909))) & UINT64_C(0x8080808080808080))) {
			i += 8;
			continue;
		}
		if (!readable(bytes, i, &n) && bytes.p[i] != '\f' && bytes.p[i] != 1) return i;
		i += n ? n : 1;
	}
	return bytes.n;
}

bool normal_utf16_piece(struct sv bytes, size_t at, size_t *start, size_t *end)
{
	size_t odd = next_odd(bytes, at), from, last, n;

	for (; odd < bytes.n; at = last + 1) {
		from = odd;
		n = 0;
		do {
			last = odd;
			n++;
			odd = next_odd(bytes, odd + 1);
		} while (odd < bytes.n && odd - last <= UTF16_MARGIN);
		if (n == 1) continue;
		*start = from > at + UTF16_MARGIN ? from - UTF16_MARGIN : at;
		*end = bytes.n - last > UTF16_MARGIN ? last + UTF16_MARGIN : bytes.n;
		return true;
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
