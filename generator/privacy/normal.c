/* Cutting bytes into folded tokens, at the speed at which a whole edition is searched: plain letters and digits go through
 * one table and one multiplication each, everything else takes the slow way through a small cache. */
#include "privacy/normal.h"
#include "base/digest.h"
#include "base/utf8.h"
#include "privacy/normal_fold.h"
#include "privacy/normal_undo.h"

enum { SEPARATES = 0, SPECIAL = 1 }; /* other classes are the folded byte itself, all of them above '0' */
enum { CACHE = 64, DEPTH = 4 };

struct scan {
	const struct normal_key *key;
	struct sv v;
	enum normal_mode mode;
	normal_fn *fn;
	void *ctx;
	unsigned char class[256];
	unsigned __int128 sum;
	struct normal_token token; /* the one being read; started says whether there is one */
	unsigned characters;
	bool started, letters, overlong, comment, began, script;
	bool plain;  /* the token's folded bytes are the bytes as given but for capitals; else they stand in `folded` */
	bool gap[2]; /* has anything but tags been seen since the stream's last token? */
	char quote;  /* the quotation mark that is open */
	unsigned char string;
	bool after_key;
	struct normal_letter *cache;
	struct str buf, folded;
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
	if (mode == NORMAL_HTML) class['<'] = class['>'] = SPECIAL;
	if (mode == NORMAL_SCRIPT) class['\\'] = SPECIAL;
	if (mode != NORMAL_TEXT) class['"'] = class['\''] = SPECIAL;
}

static void flush(struct scan *s)
{
	struct normal_token *t = &s->token;

	if (!s->started) return;
	t->hash = normal_reduce(s->sum);
	t->digits = !s->letters;
	t->single = s->characters == 1;
	t->folded = s->plain ? NULL : s->folded.ptr;
	t->folded_len = s->plain ? t->end - t->start : s->folded.len;
	if (s->overlong) t->len = 0;
	s->fn(s->ctx, t);
	t->len = 0;
	t->fresh = false;
	s->gap[t->stream] = false;
	s->sum = 0;
	s->characters = 0;
	s->started = s->letters = s->overlong = false;
}

static inline void separate(struct scan *s)
{
	flush(s);
	s->gap[s->token.stream] = true;
}

static inline void begin(struct scan *s, size_t at, bool capital, bool plain)
{
	struct normal_token *t = &s->token;

	if (s->started) return;
	s->started = true;
	s->plain = plain;
	t->start = at;
	t->capital = capital;
	t->glued = !s->gap[t->stream];
	t->string = s->string;
	t->after_key = s->after_key;
	if (t->stream == NORMAL_MARKUP && !s->quote && at > 0 && s->v.p[at - 1] == '=')
		t->string = NORMAL_STRING_BEGINS;
	if (t->string) s->after_key = false;
	if (s->string == NORMAL_STRING_BEGINS) s->string = NORMAL_STRING;
	if (!plain) str_clear(&s->folded);
}

static void keep_plain(struct scan *s, size_t from, size_t end)
{
	for (size_t i = from; i < end; i++) str_putc(&s->folded, (char)s->class[(unsigned char)s->v.p[i]]);
}

static inline void add(struct scan *s, unsigned char b, size_t end)
{
	s->letters |= b > '9';
	s->token.end = end;
	str_putc(&s->folded, (char)b);
	if (s->token.len == NORMAL_TOKEN_MAX) {
		s->overlong = true;
		return;
	}
	s->sum += (unsigned __int128)s->key->power[s->token.len++] * b;
}

static const struct normal_letter *folded(struct scan *s, uint32_t cp)
{
	struct normal_letter *f = &s->cache[cp % CACHE];

	if (f->cp != cp) normal_fold(f, &s->buf, cp);
	return f;
}

/* A character outside ASCII. What folds to nothing (soft hyphen, zero width, a mark) does not even separate. */
static size_t take_character(struct scan *s, size_t i)
{
	uint32_t cp = 0;
	size_t len = utf8_decode(s->v, i, &cp), end = i + (len ? len : 1);
	const struct normal_letter *f = folded(s, len ? cp : utf8_cp1252((unsigned char)s->v.p[i]));

	if (f->separates) {
		separate(s);
		return end;
	}
	/* From here on the token is not its bytes any more, even if this one is only dropped. */
	if (s->started && s->plain) {
		str_clear(&s->folded);
		keep_plain(s, s->token.start, s->token.end);
		s->plain = false;
	}
	if (!f->n) return end;
	begin(s, i, f->capital, false);
	for (size_t k = 0; k < f->n; k++) add(s, f->b[k], end);
	s->characters++;
	return end;
}

static void enter(struct scan *s, enum normal_stream stream)
{
	flush(s);
	s->token.stream = stream;
	s->token.fresh = stream == NORMAL_MARKUP || !s->began;
	s->began |= stream == NORMAL_RUNNING;
	s->quote = '\0';
	s->string = NORMAL_UNQUOTED;
}

static bool opens_tag(struct sv v, size_t i)
{
	char c = i + 1 < v.n ? v.p[i + 1] : ' ';

	return c == '/' || c == '!' || c == '?' || ((c | 32) >= 'a' && (c | 32) <= 'z');
}

/* A string has ended: was it a key of JSON ("last": "Young")? */
static bool was_key(struct sv v, size_t i)
{
	while (i < v.n && (v.p[i] == ' ' || v.p[i] == '\t' || v.p[i] == '\n')) i++;
	return i < v.n && v.p[i] == ':';
}

static void take_quote(struct scan *s, size_t i)
{
	char c = s->v.p[i];

	separate(s);
	if (s->token.stream == NORMAL_RUNNING ? s->mode == NORMAL_HTML && !s->script : s->comment) return;
	if (s->quote == c) {
		s->quote = '\0';
		s->string = NORMAL_UNQUOTED;
		if (s->token.stream == NORMAL_RUNNING) s->after_key = was_key(s->v, i + 1);
	} else if (!s->quote) {
		s->quote = c;
		s->string = NORMAL_STRING_BEGINS;
	}
}

static void take_tag(struct scan *s, size_t i)
{
	struct sv tag = sv_sub(s->v, i, 8);

	flush(s);
	if (s->token.stream != NORMAL_RUNNING || !opens_tag(s->v, i)) {
		s->gap[s->token.stream] = true;
		return;
	}
	enter(s, NORMAL_MARKUP);
	s->comment = sv_starts(tag, "<!--");
	s->script = sv_ieq_ascii(sv_sub(tag, 0, 7), sv("<script"));
}

static void take_tag_end(struct scan *s, size_t i)
{
	const char *p = s->v.p;

	flush(s);
	if (s->token.stream == NORMAL_MARKUP && (!s->comment || (i >= 2 && p[i - 1] == '-' && p[i - 2] == '-')))
		enter(s, NORMAL_RUNNING);
	else
		s->gap[s->token.stream] = true;
}

/* Returns where to go on. */
static size_t take_special(struct scan *s, size_t i)
{
	char c = s->v.p[i];

	if ((signed char)c < 0) return take_character(s, i);
	if (c == '<') {
		take_tag(s, i);
	} else if (c == '>') {
		take_tag_end(s, i);
	} else if (c == '"' || c == '\'') {
		take_quote(s, i);
	} else {
		separate(s);
		if (c == '\\' && i + 1 < s->v.n && strchr("ntrbf\"\\", s->v.p[i + 1])) i++;
	}
	return i + 1;
}

/* A run of plain letters and digits, kept in registers: nearly all bytes come through here. */
static size_t take_word(struct scan *s, const unsigned char *p, size_t i)
{
	const uint64_t *power = s->key->power;
	unsigned __int128 sum = s->sum;
	unsigned len = s->token.len, seen = 0;
	unsigned char k = s->class[p[i]];

	size_t from = i;

	begin(s, i, p[i] >= 'A' && p[i] <= 'Z', true);
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
	s->characters += (unsigned)(i - from);
	if (!s->plain) keep_plain(s, from, i);
	return i;
}

void normal_scan(const struct normal_key *key, struct sv bytes, enum normal_mode mode, normal_fn *fn, void *ctx)
{
	struct normal_letter cache[CACHE] = { 0 };
	struct scan s = { .key = key,
		.v = bytes,
		.mode = mode,
		.fn = fn,
		.ctx = ctx,
		.cache = cache,
		.buf = STR_INIT,
		.folded = STR_INIT };
	const unsigned char *p = (const unsigned char *)bytes.p;

	classes_init(s.class, mode);
	enter(&s, NORMAL_RUNNING);
	for (size_t i = 0; i < bytes.n;) {
		unsigned char k = s.class[p[i]];

		if (k > SPECIAL) {
			i = take_word(&s, p, i);
		} else if (k == SEPARATES) {
			separate(&s);
			i++;
		} else {
			i = take_special(&s, i);
		}
	}
	flush(&s);
	str_dispose(&s.folded);
	str_dispose(&s.buf);
}

/* What may be escaped is rare in what this is asked for: names, labels, words. */
static bool may_hold_escapes(struct sv text)
{
	for (size_t i = 0; i < text.n; i++)
		if (text.p[i] == '&' || text.p[i] == '%' || text.p[i] == '\\' || text.p[i] == '-') return true;
	return false;
}

struct reading {
	struct normal_text layer[DEPTH];
	size_t depth;
	struct sv now; /* the innermost */
	struct str lower;
	normal_fn *fn;
	void *ctx;
};

static void read_token(void *ctx, const struct normal_token *t)
{
	struct reading *r = ctx;
	struct normal_token at = *t;

	if (!t->folded) {
		str_clear(&r->lower);
		utf8_fold(&r->lower, sv_sub(r->now, t->start, t->end - t->start));
		at.folded = r->lower.ptr;
	}
	for (size_t d = r->depth; d-- > 0;) {
		at.start = normal_origin(&r->layer[d], at.start);
		at.end = normal_origin(&r->layer[d], at.end);
	}
	r->fn(r->ctx, &at);
}

void normal_read(const struct normal_key *key, struct sv text, normal_fn *fn, void *ctx)
{
	struct reading r = { .now = text, .lower = STR_INIT, .fn = fn, .ctx = ctx };

	while (r.depth < DEPTH && may_hold_escapes(r.now)) {
		struct normal_text *next = &r.layer[r.depth];

		*next = (struct normal_text)NORMAL_TEXT_INIT;
		if (!(normal_undo(next, r.now, UNDO_WEB) & 1U << UNDO_WEB)) {
			normal_text_dispose(next);
			break;
		}
		r.depth++;
		r.now = sv_of(&next->bytes);
	}
	normal_scan(key, r.now, NORMAL_TEXT, read_token, &r);
	while (r.depth > 0) normal_text_dispose(&r.layer[--r.depth]);
	str_dispose(&r.lower);
}

struct collected {
	struct normal_token *out;
	size_t n, max;
};

static void collect(void *ctx, const struct normal_token *t)
{
	struct collected *c = ctx;

	if (c->n < c->max) {
		c->out[c->n] = *t;
		c->out[c->n].folded = NULL;
	}
	c->n++;
}

size_t normal_tokens(const struct normal_key *key, struct sv text, struct normal_token *out, size_t max)
{
	struct collected c = { out, 0, max };

	normal_read(key, text, collect, &c);
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
