/* Undoing one layer of escapes. Every byte that can begin one is looked at once; what is no escape is copied in runs, and nothing is copied at all before
 * the first escape, because most files have none. Places are kept as marks, so that a finding can be shown where it stands. */
#include "privacy/normal_undo.h"
#include "base/base64.h"
#include "base/utf8.h"
#include "privacy/normal_bytes.h"

enum { SEPARATOR = 1 /* stands for an angle bracket that was escaped: parts words, opens no tag */, LABEL_MAX = 63 };

struct undo {
	struct normal_text *out;
	struct sv v;
	enum normal_way way;
	unsigned found;
	size_t copied; /* of v; before the first change nothing is */
	bool changed;
};

static int hex_digit(char c)
{
	if (c >= '0' && c <= '9') return c - '0';
	if ((c | 32) >= 'a' && (c | 32) <= 'f') return (c | 32) - 'a' + 10;
	return -1;
}

static bool is_alnum(char c)
{
	return (c >= '0' && c <= '9') || ((c | 32) >= 'a' && (c | 32) <= 'z');
}

void normal_mark(struct normal_text *t, size_t in)
{
	struct normal_mark m = { t->bytes.len, in };

	if (t->marks.n && t->marks.at[t->marks.n - 1].out == m.out) {
		t->marks.at[t->marks.n - 1] = m;
		return;
	}
	vec_push(&t->marks, m);
}

size_t normal_origin(const struct normal_text *t, size_t at)
{
	size_t low = 0, high = t->marks.n;

	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (t->marks.at[mid].out <= at)
			low = mid + 1;
		else
			high = mid;
	}
	if (!low) return at;
	return t->marks.at[low - 1].in + (at - t->marks.at[low - 1].out);
}

void normal_text_clear(struct normal_text *t)
{
	str_clear(&t->bytes);
	vec_clear(&t->marks);
}

void normal_text_dispose(struct normal_text *t)
{
	str_dispose(&t->bytes);
	vec_dispose(&t->marks);
}

/* What stands before the escape at `at`, as it is. */
static void copy_before(struct undo *u, size_t at)
{
	/* Room for all at once: what is undone is shorter as a rule. */
	if (!u->changed) str_reserve(&u->out->bytes, u->v.n);
	if (at > u->copied) str_append(&u->out->bytes, u->v.p + u->copied, at - u->copied);
	normal_mark(u->out, at);
	u->changed = true;
}

static void put_byte(struct undo *u, unsigned char c)
{
	if (c == '<' || c == '>') {
		u->found |= 1U << UNDO_MARKUP;
		if (u->way != UNDO_MARKUP) c = SEPARATOR;
	}
	struct str *to = &u->out->bytes;
	if (to->len + 1 >= to->cap) str_reserve(to, 1);
	to->ptr[to->len++] = (char)c;
	to->ptr[to->len] = '\0';
}

static void put(struct undo *u, uint32_t cp)
{
	if (cp < 0x80)
		put_byte(u, (unsigned char)cp);
	else
		utf8_put(&u->out->bytes, cp);
}

static size_t done(struct undo *u, size_t next)
{
	u->copied = next;
	normal_mark(u->out, next);
	return next;
}

/* Exactly `n` hexadecimal digits. */
static bool hex_at(struct sv v, size_t i, size_t n, uint32_t *cp)
{
	*cp = 0;
	if (i + n > v.n) return false;
	for (size_t k = 0; k < n; k++) {
		int digit = hex_digit(v.p[i + k]);

		if (digit < 0) return false;
		*cp = *cp * 16 + (unsigned)digit;
	}
	return true;
}

/* The second half of a pair written like the first, `prefix` before four digits. */
static size_t surrogate(struct sv v, size_t i, const char *prefix, uint32_t *cp)
{
	uint32_t low;
	size_t n = strlen(prefix);

	if (*cp < 0xD800 || *cp >= 0xE000) return i;
	if (*cp < 0xDC00 && sv_starts(sv_sub(v, i, n), prefix) && hex_at(v, i + n, 4, &low) && low >= 0xDC00 &&
		low < 0xE000) {
		*cp = 0x10000 + ((*cp - 0xD800) << 10) + (low - 0xDC00);
		return i + n + 4;
	}
	*cp = 0xFFFD;
	return i;
}

static size_t undo_entity(struct undo *u, size_t i)
{
	uint32_t cp;
	size_t n = normal_entity(u->v, i + 1, &cp);

	if (!n) return i + 1;
	copy_before(u, i);
	if (cp == 0) put(u, 'f');
	put(u, cp ? cp : 'j');
	return done(u, i + 1 + n);
}

/* How many bytes the UTF-8 sequence has that begins with this one. */
static size_t sequence_length(unsigned char first)
{
	return first < 0xC2 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : first < 0xF5 ? 4 : 1;
}

/* A byte, or the several of a UTF-8 sequence; a lone high byte only if it is a letter in Windows' alphabet ("100%be" is no escape). */
static size_t undo_percent_bytes(struct undo *u, size_t i)
{
	char byte[4];
	size_t n = 0, want = 1;
	uint32_t cp;

	while (n < want && i + 3 * n < u->v.n && u->v.p[i + 3 * n] == '%' && hex_at(u->v, i + 3 * n + 1, 2, &cp)) {
		byte[n] = (char)cp;
		if (n++ == 0) want = sequence_length((unsigned char)cp);
	}
	if (!n) return i + 1;
	if ((signed char)byte[0] < 0 && (n < want || utf8_invalid_at(sv_n(byte, n)) != SIZE_MAX)) {
		cp = utf8_cp1252((unsigned char)byte[0]);
		if (!utf8_is_letter(cp)) return i + 1;
		copy_before(u, i);
		put(u, cp);
		return done(u, i + 3);
	}
	copy_before(u, i);
	if (n == 1)
		put_byte(u, (unsigned char)byte[0]);
	else
		str_append(&u->out->bytes, byte, n);
	return done(u, i + 3 * n);
}

static size_t undo_percent(struct undo *u, size_t i)
{
	uint32_t cp;
	size_t end;

	if (i + 1 < u->v.n && (u->v.p[i + 1] | 32) == 'u' && hex_at(u->v, i + 2, 4, &cp)) {
		end = surrogate(u->v, i + 6, "%u", &cp);
		copy_before(u, i);
		put(u, cp);
		return done(u, end);
	}
	return undo_percent_bytes(u, i);
}

/* Bytes written as numbers: UTF-8 if they are, else each a character of its own (JavaScript's "\xe9"). */
static void put_numbers(struct undo *u, const unsigned char *byte, size_t n)
{
	struct sv all = sv_n((const char *)byte, n);
	bool utf8 = utf8_invalid_at(all) == SIZE_MAX;

	for (size_t i = 0; i < n; i++)
		if (utf8 && byte[i] >= 0x80)
			str_putc(&u->out->bytes, (char)byte[i]);
		else
			put(u, byte[i]);
}

/* A backslash, x and two digits, or one to three octal ones; 0 if neither. */
static size_t number_at(struct sv v, size_t i, unsigned char *byte)
{
	uint32_t cp = 0;
	size_t at = i + 1;

	if (at >= v.n || v.p[i] != '\\') return 0;
	if (v.p[at] == 'x') {
		if (!hex_at(v, at + 1, 2, &cp)) return 0;
		*byte = (unsigned char)cp;
		return 4;
	}
	while (at < v.n && at < i + 4 && v.p[at] >= '0' && v.p[at] <= '7' && cp * 8 + (uint32_t)(v.p[at] - '0') < 256)
		cp = cp * 8 + (uint32_t)(v.p[at++] - '0');
	*byte = (unsigned char)cp;
	return at > i + 1 ? at - i : 0;
}

/* One, or all of a sequence that together may be UTF-8. */
static size_t undo_numbers(struct undo *u, size_t i)
{
	unsigned char byte[4];
	size_t n = 0, step, at = i, want = 1;

	while (n < want && (step = number_at(u->v, at, &byte[n])) > 0) {
		if (n == 0) want = sequence_length(byte[0]);
		if (n > 0 && (byte[n] & 0xC0) != 0x80) break;
		at += step;
		n++;
	}
	if (!n) return i + 1;
	copy_before(u, i);
	put_numbers(u, byte, n);
	return done(u, at);
}

/* CSS: up to six digits and one blank that ends them, or any other character as itself. */
static size_t undo_css(struct undo *u, size_t i)
{
	size_t at = i + 1;
	uint32_t cp = 0;

	while (at < u->v.n && at < i + 7 && hex_digit(u->v.p[at]) >= 0)
		cp = cp * 16 + (uint32_t)hex_digit(u->v.p[at++]);
	copy_before(u, i);
	if (at == i + 1) return done(u, at + (at < u->v.n && u->v.p[at] == '\n'));
	put(u, cp == 0 || cp > 0x10FFFF || (cp >= 0xD800 && cp < 0xE000) ? 0xFFFD : cp);
	if (sv_starts(sv_sub(u->v, at, 2), "\r\n")) at++;
	return done(u, at + (at < u->v.n && strchr(" \t\r\n\f", u->v.p[at]) != NULL));
}

/* \u0047, \u{47}, \U00000047; 0 if it is none. */
static size_t undo_unicode(struct undo *u, size_t i)
{
	struct sv v = u->v;
	size_t at = i + 2, digits = v.p[i + 1] == 'U' ? 8 : 4;
	uint32_t cp = 0;

	if (digits == 4 && at < v.n && v.p[at] == '{') {
		size_t from = ++at;

		for (; at < v.n && at < from + 6 && hex_digit(v.p[at]) >= 0; at++)
			cp = cp * 16 + (uint32_t)hex_digit(v.p[at]);
		if (at == from || at >= v.n || v.p[at++] != '}') return 0;
	} else {
		if (!hex_at(v, at, digits, &cp)) return 0;
		at = surrogate(v, at + digits, "\\u", &cp);
	}
	copy_before(u, i);
	put(u, cp > 0x10FFFF || (cp >= 0xD800 && cp < 0xE000) ? 0xFFFD : cp);
	return done(u, at);
}

static size_t undo_backslash(struct undo *u, size_t i)
{
	char c = i + 1 < u->v.n ? u->v.p[i + 1] : '\0';
	size_t next;

	if (c == '\0' || (signed char)c < 0) return i + 1;
	if (hex_digit(c) >= 0 || (is_alnum(c) && !strchr("uUxnrtvN", c))) u->found |= 1U << UNDO_CSS;
	if (u->way == UNDO_CSS && (hex_digit(c) >= 0 || is_alnum(c))) return undo_css(u, i);
	if ((c | 32) == 'u' && (next = undo_unicode(u, i)) > 0) return next;
	if (c == 'x' || (c >= '0' && c <= '7')) return undo_numbers(u, i);
	if (is_alnum(c) && !strchr("nrtvbf", c)) return i + 1;
	copy_before(u, i);
	if (c == '\r' && i + 2 < u->v.n && u->v.p[i + 2] == '\n') return done(u, i + 3);
	if (is_alnum(c))
		put(u, ' ');
	else if (c != '\n')
		put(u, (unsigned char)c);
	return done(u, i + 2);
}

/* Quoted-printable: a byte, or a line end that is none. */
static size_t undo_equals(struct undo *u, size_t i)
{
	struct sv v = u->v;
	uint32_t cp;
	size_t line = i + 1;

	if (hex_at(v, i + 1, 2, &cp)) {
		u->found |= 1U << UNDO_MAIL;
		if (u->way != UNDO_MAIL) return i + 1;
		copy_before(u, i);
		put_byte(u, (unsigned char)cp);
		return done(u, i + 3);
	}
	while (line < v.n && (v.p[line] == ' ' || v.p[line] == '\t') && line < i + 80) line++;
	line += line < v.n && v.p[line] == '\r';
	if (line >= v.n || v.p[line] != '\n') return i + 1;
	u->found |= 1U << UNDO_MAIL;
	if (u->way != UNDO_MAIL) return i + 1;
	copy_before(u, i);
	return done(u, line + 1);
}

/* UTF-7: a plus, UTF-16 in base64, and a minus that may be missing. It is one only if all units are complete and the rest is zero. */
static size_t undo_plus(struct undo *u, size_t i)
{
	struct str text = STR_INIT;
	size_t at = i + 1, bad;
	uint32_t bits = 0, rest = 0;

	for (int digit; at < u->v.n && (digit = base64_digit(u->v.p[at])) >= 0; at++) {
		bits = (bits << 6 | (uint32_t)digit) & 0xFFFFFF;
		if ((rest += 6) >= 8) str_putc(&text, (char)(bits >> (rest -= 8) & 0xFF));
	}
	bool good = text.len >= 2 && rest < 6 && (bits & ((1U << rest) - 1)) == 0 && text.len % 2 == 0;
	if (good) {
		struct str utf8 = STR_INIT;

		good = utf8_from_utf16(&utf8, sv_of(&text), true, &bad);
		u->found |= good ? 1U << UNDO_MAIL : 0;
		if (good && u->way == UNDO_MAIL) {
			copy_before(u, i);
			str_sv(&u->out->bytes, sv_of(&utf8));
			done(u, at + (at < u->v.n && u->v.p[at] == '-'));
		}
		str_dispose(&utf8);
	}
	str_dispose(&text);
	/* What is none was read once and need not be read again. */
	return good && u->way == UNDO_MAIL ? u->copied : at > i + 1 ? at : i + 1;
}

static size_t undo_hyphen(struct undo *u, size_t i)
{
	struct sv v = u->v;
	struct str label = STR_INIT;
	size_t at = i + 2;

	if (i < 2 || i - 2 < u->copied || at >= v.n || v.p[i + 1] != '-' || (v.p[i - 1] | 32) != 'n' ||
		(v.p[i - 2] | 32) != 'x' || (i > 2 && is_alnum(v.p[i - 3])))
		return i + 1;
	while (at < v.n && at < i + 2 + LABEL_MAX && (is_alnum(v.p[at]) || v.p[at] == '-')) at++;
	bool good = normal_punycode(&label, sv_sub(v, i + 2, at - i - 2));
	if (good) {
		copy_before(u, i - 2);
		str_sv(&u->out->bytes, sv_of(&label));
		done(u, at);
	}
	str_dispose(&label);
	return good ? at : i + 1;
}

static size_t undo_at(struct undo *u, size_t i)
{
	switch (u->v.p[i]) {
	case '&': return undo_entity(u, i);
	case '%': return undo_percent(u, i);
	case '\\': return undo_backslash(u, i);
	case '=': return undo_equals(u, i);
	case '+': return undo_plus(u, i);
	default: return undo_hyphen(u, i);
	}
}

/* Which of sixty-four bytes can begin an escape? */
static uint64_t specials(const unsigned char *p)
{
	uint64_t bits = 0;

	for (size_t i = 0; i < NORMAL_BLOCK; i += sizeof(normal_vector)) {
		normal_vector v;

		memcpy(&v, p + i, sizeof v);
		bits |= normal_bits(NORMAL_IS(v, '&') | NORMAL_IS(v, '%') | NORMAL_IS(v, '\\') | NORMAL_IS(v, '=') |
				    NORMAL_IS(v, '+') | NORMAL_IS(v, '-'))
			<< i;
	}
	return bits;
}

unsigned normal_undo(struct normal_text *out, struct sv text, enum normal_way way)
{
	struct undo u = { .out = out, .v = text, .way = way };
	unsigned char room[NORMAL_BLOCK];
	size_t next = 0;

	normal_text_clear(out);
	for (size_t block = 0; block < text.n; block += NORMAL_BLOCK)
		for (uint64_t bits = specials(normal_block(text, block, room)); bits; bits &= bits - 1) {
			size_t i = block + (size_t)__builtin_ctzll(bits);

			if (i >= next) next = undo_at(&u, i);
		}
	if (u.changed) str_append(&out->bytes, text.p + u.copied, text.n - u.copied);
	return u.found | (u.changed ? 1U << UNDO_WEB : 0);
}

/* The word around a 0 or 1 is read as letters if it has no other digit and mostly letters. Returns where it ends. */
static size_t digits_of_word(struct normal_text *out, struct sv text, size_t least, size_t at, char one, unsigned *seen)
{
	size_t from = at, end = at, letters = 0, digits = 0, others = 0;

	while (from > least && (is_alnum(text.p[from - 1]) || (signed char)text.p[from - 1] < 0)) from--;
	for (end = from; end < text.n && (is_alnum(text.p[end]) || (signed char)text.p[end] < 0); end++) {
		letters += text.p[end] > '9' || (signed char)text.p[end] < 0;
		digits += text.p[end] >= '0' && text.p[end] <= '9';
		others += text.p[end] >= '2' && text.p[end] <= '9';
	}
	if (others || letters < 2 || letters < digits) return end;
	if (!out->marks.n) str_sv(&out->bytes, text);
	for (size_t k = from; k < end; k++)
		if (text.p[k] == '0' || text.p[k] == '1') {
			out->bytes.ptr[k] = text.p[k] == '0' ? 'o' : one;
			*seen |= text.p[k] == '0' ? 1 : 2;
		}
	struct normal_mark m = { from, from };
	vec_push(&out->marks, m);
	return end;
}

unsigned normal_undo_digits(struct normal_text *out, struct sv text, char one)
{
	const char *end = text.p + text.n, *zero = text.p, *ones = text.p;
	size_t passed = 0;
	unsigned seen = 0; /* 1: zeros, 2: ones */

	normal_text_clear(out);
	while (passed < text.n) {
		if (zero && zero < text.p + passed) zero = text.p + passed;
		if (ones && ones < text.p + passed) ones = text.p + passed;
		if (zero) zero = memchr(zero, '0', (size_t)(end - zero));
		if (ones) ones = memchr(ones, '1', (size_t)(end - ones));
		if (!zero && !ones) break;
		const char *next = !zero || (ones && ones < zero) ? ones : zero;
		passed = digits_of_word(out, text, passed, (size_t)(next - text.p), one, &seen);
	}
	return seen & 2 ? 2 : seen;
}
