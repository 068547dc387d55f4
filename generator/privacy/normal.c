/* Cutting bytes into folded tokens, at the speed at which a whole edition is searched: plain letters and digits go through
 * one table and one multiplication each, everything else takes the slow way through a small cache. */
#include "privacy/normal.h"
#include "base/digest.h"
#include "base/utf8.h"
#include "privacy/normal_decode.h"

enum { SEPARATES = 0, SPECIAL = 1 }; /* other classes are the folded byte itself, all of them above '0' */
enum { CACHE = 64 };

/* A character outside ASCII, folded. What separates is folded to a blank; what is dropped, to nothing. */
struct folded {
	uint32_t cp;
	unsigned char n;
	bool capital, separates;
	unsigned char b[24];
};

struct scan {
	const struct normal_key *key;
	struct sv v;
	enum normal_mode mode;
	normal_fn *fn;
	void *ctx;
	unsigned char class[256];
	unsigned __int128 sum;
	struct normal_token token; /* the one being read; len 0 = none */
	bool letters, overlong, comment, began;
	struct folded *cache;
	struct str buf;
};

void normal_key_init(struct normal_key *key, const unsigned char secret[16])
{
	uint64_t point = siphash24(secret, "normal form", 11) % (NORMAL_PRIME - 256) + 256;

	key->power[0] = 1;
	for (size_t i = 1; i <= NORMAL_TOKEN_MAX; i++)
		key->power[i] = normal_reduce((unsigned __int128)key->power[i - 1] * point);
}

static void classes_init(unsigned char class[256], enum normal_mode mode)
{
	for (int c = 0; c < 256; c++) class[c] = c < 0x80 ? SEPARATES : SPECIAL;
	for (int c = '0'; c <= '9'; c++) class[c] = (unsigned char)c;
	for (int c = 'a'; c <= 'z'; c++) class[c] = class[c - 32] = (unsigned char)c;
	class['&'] = class['%'] = class['\\'] = SPECIAL;
	if (mode == NORMAL_HTML) class['<'] = class['>'] = SPECIAL;
}

static void flush(struct scan *s)
{
	struct normal_token *t = &s->token;

	if (!t->len) return;
	t->hash = normal_reduce(s->sum);
	t->digits = !s->letters;
	if (s->overlong) t->len = 0;
	s->fn(s->ctx, t);
	t->len = 0;
	t->fresh = false;
	s->sum = 0;
	s->letters = s->overlong = false;
}

static inline void begin(struct scan *s, size_t at, bool capital)
{
	if (s->token.len) return;
	s->token.start = at;
	s->token.capital = capital;
}

static inline void add(struct scan *s, unsigned char b, size_t end)
{
	s->letters |= b > '9';
	s->token.end = end;
	if (s->token.len == NORMAL_TOKEN_MAX) {
		s->overlong = true;
		return;
	}
	s->sum += (unsigned __int128)s->key->power[s->token.len++] * b;
}

static void fold_into(struct folded *f, struct str *buf, uint32_t cp)
{
	char raw[4];
	size_t i = 0, n;

	*f = (struct folded){ .cp = cp, .capital = utf8_is_upper(cp) };
	str_clear(buf);
	utf8_put(buf, cp);
	n = buf->len;
	memcpy(raw, buf->ptr, n);
	str_clear(buf);
	utf8_fold(buf, sv_n(raw, n));
	while (i < buf->len) {
		size_t from = i;
		uint32_t part = utf8_next(sv_of(buf), &i);

		if (!utf8_is_letter(part) && !utf8_is_digit(part)) {
			f->separates = true;
			return;
		}
		if (f->n + (i - from) > sizeof f->b) return;
		memcpy(f->b + f->n, buf->ptr + from, i - from);
		f->n = (unsigned char)(f->n + (i - from));
	}
}

static const struct folded *folded(struct scan *s, uint32_t cp)
{
	struct folded *f = &s->cache[cp % CACHE];

	if (f->cp != cp) fold_into(f, &s->buf, cp);
	return f;
}

/* A character that took decoding. What folds to nothing (soft hyphen, zero width, a mark) does not even separate. */
static void take_character(struct scan *s, uint32_t cp, size_t at, size_t end)
{
	if (cp < 0x80) {
		bool capital = cp >= 'A' && cp <= 'Z';
		bool word = capital || (cp >= 'a' && cp <= 'z') || (cp >= '0' && cp <= '9');

		if (word) {
			begin(s, at, capital);
			add(s, (unsigned char)(capital ? cp + 32 : cp), end);
		} else {
			flush(s);
		}
		return;
	}
	const struct folded *f = folded(s, cp);
	if (f->separates) {
		flush(s);
		return;
	}
	if (f->n) begin(s, at, f->capital);
	for (size_t i = 0; i < f->n; i++) add(s, f->b[i], end);
}

static void enter(struct scan *s, enum normal_stream stream)
{
	flush(s);
	s->token.stream = stream;
	s->token.fresh = stream == NORMAL_MARKUP || !s->began;
	s->began |= stream == NORMAL_RUNNING;
}

static bool opens_tag(struct sv v, size_t i)
{
	char c = i + 1 < v.n ? v.p[i + 1] : ' ';

	return c == '/' || c == '!' || c == '?' || ((c | 32) >= 'a' && (c | 32) <= 'z');
}

/* Returns where to go on. */
static size_t take_special(struct scan *s, size_t i)
{
	char c = s->v.p[i];
	size_t end = i + 1;

	if (s->mode == NORMAL_HTML && c == '<') {
		flush(s);
		if (s->token.stream == NORMAL_RUNNING && opens_tag(s->v, i)) {
			enter(s, NORMAL_MARKUP);
			s->comment = sv_starts(sv_sub(s->v, i, 4), "<!--");
		}
		return end;
	}
	if (s->mode == NORMAL_HTML && c == '>') {
		flush(s);
		if (s->token.stream == NORMAL_MARKUP &&
			(!s->comment || (i >= 2 && s->v.p[i - 1] == '-' && s->v.p[i - 2] == '-')))
			enter(s, NORMAL_RUNNING);
		return end;
	}
	if (s->mode == NORMAL_SCRIPT && c == '\\' && end < s->v.n && strchr("ntrbf", s->v.p[end])) {
		flush(s);
		return end + 1;
	}
	take_character(s, normal_decode(s->v, i, &end), i, end);
	return end;
}

/* A run of plain letters and digits, kept in registers: nearly all bytes come through here. */
static size_t take_word(struct scan *s, const unsigned char *p, size_t i)
{
	const uint64_t *power = s->key->power;
	unsigned __int128 sum = s->sum;
	unsigned len = s->token.len, seen = 0;
	unsigned char k = s->class[p[i]];

	begin(s, i, p[i] >= 'A' && p[i] <= 'Z');
	do {
		if (len == NORMAL_TOKEN_MAX) {
			s->overlong = true;
			continue;
		}
		sum += (unsigned __int128)power[len++] * k;
		seen |= k;
	} while (++i < s->v.n && (k = s->class[p[i]]) > SPECIAL);
	s->sum = sum;
	s->token.len = len;
	s->token.end = i;
	s->letters |= (seen & 0x40) != 0; /* set in all letters, in no digit */
	return i;
}

void normal_scan(const struct normal_key *key, struct sv bytes, enum normal_mode mode, normal_fn *fn, void *ctx)
{
	struct folded cache[CACHE] = { 0 };
	struct scan s = { .key = key, .v = bytes, .mode = mode, .fn = fn, .ctx = ctx, .cache = cache, .buf = STR_INIT };
	const unsigned char *p = (const unsigned char *)bytes.p;

	classes_init(s.class, mode);
	enter(&s, NORMAL_RUNNING);
	for (size_t i = 0; i < bytes.n;) {
		unsigned char k = s.class[p[i]];

		if (k > SPECIAL) {
			i = take_word(&s, p, i);
		} else if (k == SEPARATES) {
			flush(&s);
			i++;
		} else {
			i = take_special(&s, i);
		}
	}
	flush(&s);
	str_dispose(&s.buf);
}

struct collected {
	struct normal_token *out;
	size_t n, max;
};

static void collect(void *ctx, const struct normal_token *t)
{
	struct collected *c = ctx;

	if (c->n < c->max) c->out[c->n] = *t;
	c->n++;
}

size_t normal_tokens(const struct normal_key *key, struct sv text, struct normal_token *out, size_t max)
{
	struct collected c = { out, 0, max };

	normal_scan(key, text, NORMAL_TEXT, collect, &c);
	return c.n;
}

enum normal_mode normal_mode_of(const char *path)
{
	static const char *const html[] = { ".html", ".htm", ".svg", ".xml", ".md" };
	struct sv v = sv(path);

	for (size_t i = 0; i < sizeof html / sizeof *html; i++)
		if (sv_ends(v, html[i])) return NORMAL_HTML;
	return sv_ends(v, ".js") || sv_ends(v, ".json") ? NORMAL_SCRIPT : NORMAL_TEXT;
}
