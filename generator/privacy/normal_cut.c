/* Cutting bytes into folded tokens, at the speed at which a whole edition is searched: plain letters and digits, which nearly all bytes are, are
 * taken eight at a time and not hashed; everything else takes the slow way, one character after the other through a small cache. */
#include "base/utf8.h"
#include "privacy/normal.h"
#include "privacy/normal_bytes.h"
#include "privacy/normal_fold.h"

enum { SEPARATES = 0, SPECIAL = 1, WORD = 2 }; /* classes of bytes */
enum { CACHE = 64, BATCH = 32 };

struct cut {
	const struct normal_key *key;
	struct sv v;
	enum normal_mode mode;
	normal_cut_fn *fn;
	void *ctx;
	unsigned char class[256];
	struct normal_piece *piece; /* the one being read, behind n in `batch`; started says whether there is one */
	struct normal_piece batch[BATCH];
	size_t n;
	enum normal_stream stream;
	bool fresh;
	unsigned __int128 sum;
	bool started, comment, began, script;
	bool plain;  /* the token's folded bytes are the bytes as given but for capitals; else they stand in `folded` */
	bool gap[2]; /* has anything but tags been seen since the stream's last token? */
	char quote;  /* the quotation mark that is open */
	unsigned char string;
	bool after_key;
	bool scripted; /* has a script begun? */
	struct normal_point now;
	size_t next; /* where to ask `point` */
	normal_point_fn *point;
	struct normal_letter *cache;
	struct str buf, folded;
};

static void classes_init(unsigned char class[256], enum normal_mode mode)
{
	for (int c = 0; c < 256; c++) class[c] = c < 0x80 ? SEPARATES : SPECIAL;
	for (int c = '0'; c <= '9'; c++) class[c] = WORD;
	for (int c = 'a'; c <= 'z'; c++) class[c] = class[c - 32] = WORD;
	if (mode == NORMAL_HTML) class['<'] = class['>'] = SPECIAL;
	if (mode == NORMAL_SCRIPT) class['\\'] = SPECIAL;
	if (mode != NORMAL_TEXT) class['"'] = class['\''] = SPECIAL;
}

static void hand_batch(struct cut *s)
{
	if (s->n) s->fn(s->ctx, s->batch, s->n, (struct sv){ NULL, 0 });
	s->n = 0;
	s->piece = s->batch;
}

/* Pieces are handed on together, some time after they were written: what was just written byte by byte is slow to copy. */
static inline void hand(struct cut *s, size_t n)
{
	s->piece->len = n > NORMAL_TOKEN_MAX ? 0 : (unsigned char)n;
	s->now.words += (s->stream == NORMAL_RUNNING) & (n >= NORMAL_POINT_WORD);
	s->fresh = false;
	s->gap[s->stream] = false;
	s->started = false;
	s->piece = &s->batch[++s->n];
	if (s->n == BATCH) hand_batch(s);
}

/* Its bytes stand in a place that is needed again. */
static void hand_folded(struct cut *s)
{
	struct normal_piece one = *s->piece;

	one.hash = normal_reduce(s->sum);
	one.len = s->folded.len > NORMAL_TOKEN_MAX ? 0 : (unsigned char)s->folded.len;
	s->fresh = false;
	s->gap[s->stream] = false;
	s->started = false;
	hand_batch(s);
	s->fn(s->ctx, &one, 1, sv_of(&s->folded));
}

static void flush(struct cut *s)
{
	if (!s->started) return;
	if (s->plain)
		hand(s, s->piece->end - s->piece->start);
	else
		hand_folded(s);
}

static inline void separate(struct cut *s)
{
	flush(s);
	s->gap[s->stream] = true;
}

static inline void begin(struct cut *s, size_t at, bool capital, bool plain)
{
	struct normal_piece *t = s->piece;

	s->started = true;
	s->plain = plain;
	t->hash = NORMAL_UNHASHED;
	t->stream = (unsigned char)s->stream;
	t->fresh = s->fresh;
	t->start = at;
	t->capital = capital;
	t->digits = true;
	t->glued = !s->gap[s->stream];
	t->string = s->string;
	t->after_key = s->after_key;
	if (s->stream == NORMAL_MARKUP && !s->quote && at > 0 && s->v.p[at - 1] == '=')
		t->string = NORMAL_STRING_BEGINS;
	if (t->string) s->after_key = false;
	s->now.strings += t->string != NORMAL_UNQUOTED;
	if (s->string == NORMAL_STRING_BEGINS) s->string = NORMAL_STRING;
}

/* From here on the token is not its bytes any more. */
static void begin_folded(struct cut *s)
{
	s->plain = false;
	s->piece->eight = 0;
	s->piece->digits = true;
	s->sum = 0;
	str_clear(&s->folded);
}

static void add(struct cut *s, unsigned char b)
{
	size_t n = s->folded.len;

	s->piece->digits &= b <= '9';
	if (n < 8) s->piece->eight |= (uint64_t)b << 8 * n;
	if (n < NORMAL_TOKEN_MAX) s->sum += (unsigned __int128)s->key->power[n] * b;
	str_putc(&s->folded, (char)b);
}

static void add_plain(struct cut *s, size_t from, size_t end)
{
	for (size_t i = from; i < end; i++) add(s, (unsigned char)s->v.p[i] | 0x20);
}

static const struct normal_letter *folded(struct cut *s, uint32_t cp)
{
	struct normal_letter *f = &s->cache[cp % CACHE];

	if (f->cp != cp) normal_fold(f, &s->buf, cp);
	return f;
}

/* A character outside ASCII. What folds to nothing (soft hyphen, zero width, a mark) does not even separate. */
static size_t take_character(struct cut *s, size_t i)
{
	uint32_t cp = 0;
	size_t len = utf8_decode(s->v, i, &cp), end = i + (len ? len : 1);
	const struct normal_letter *f = folded(s, len ? cp : utf8_cp1252((unsigned char)s->v.p[i]));

	if (f->separates) {
		separate(s);
		return end;
	}
	if (s->started && s->plain) {
		begin_folded(s); /* even if this one is only dropped */
		add_plain(s, s->piece->start, s->piece->end);
	}
	if (!f->n) return end;
	s->piece->single = !s->started;
	if (!s->started) {
		begin(s, i, f->capital, false);
		begin_folded(s);
	}
	for (size_t k = 0; k < f->n; k++) add(s, f->b[k]);
	s->piece->end = end;
	return end;
}

static void enter(struct cut *s, enum normal_stream stream)
{
	flush(s);
	s->stream = stream;
	s->fresh = stream == NORMAL_MARKUP || !s->began;
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

static void take_quote(struct cut *s, size_t i)
{
	char c = s->v.p[i];

	separate(s);
	if (s->stream == NORMAL_RUNNING ? s->mode == NORMAL_HTML && !s->script : s->comment) return;
	if (s->quote == c) {
		s->quote = '\0';
		s->string = NORMAL_UNQUOTED;
		if (s->stream == NORMAL_RUNNING) s->after_key = was_key(s->v, i + 1);
	} else if (!s->quote) {
		s->quote = c;
		s->string = NORMAL_STRING_BEGINS;
	}
}

/* Elements that begin a line, a cell or a box of their own. What stands on both sides of one is never read as one word: the numbers of two
 * cells are not somebody's number. All others may stand within a word. */
static bool is_block(struct sv tag)
{
	static const char names[26][10][12] = { /* by their first letter */
		{ "address", "article", "aside" }, { "blockquote", "br" }, { "caption" },
		{ "dd", "details", "dialog", "div", "dl", "dt" }, { "" },
		{ "fieldset", "figcaption", "figure", "footer", "form" }, { "" },
		{ "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr" }, { "" }, { "" }, { "" }, { "legend", "li" },
		{ "main" }, { "nav" }, { "ol", "option" }, { "p", "pre" }, { "" }, { "" },
		{ "section", "select", "summary" },
		{ "table", "tbody", "td", "textarea", "tfoot", "th", "thead", "title", "tr" }, { "ul" }
	};
	char name[12] = "";
	size_t n = 0, from = tag.n > 1 && tag.p[1] == '/' ? 2 : 1;

	while (from < tag.n && n < sizeof name - 2 &&
		((tag.p[from] | 32) >= 'a' || (tag.p[from] >= '1' && tag.p[from] <= '6')) && (tag.p[from] | 32) <= 'z')
		name[n++] = (char)(tag.p[from++] | 32);
	if (name[0] < 'a') return false;
	for (const char(*like)[12] = names[name[0] - 'a']; **like; like++)
		if (memcmp(name, *like, sizeof name) == 0) return true;
	return false;
}

static void take_tag(struct cut *s, size_t i)
{
	struct sv tag = sv_sub(s->v, i, 8);

	flush(s);
	if (s->stream != NORMAL_RUNNING || !opens_tag(s->v, i)) {
		s->gap[s->stream] = true;
		return;
	}
	if (is_block(sv_sub(s->v, i, 13))) s->gap[NORMAL_RUNNING] = true;
	enter(s, NORMAL_MARKUP);
	s->comment = sv_starts(tag, "<!--");
	s->script = (tag.p[1] | 32) == 's' && sv_ieq_ascii(sv_sub(tag, 0, 7), sv("<script"));
	s->scripted |= s->script;
}

static void take_tag_end(struct cut *s, size_t i)
{
	const char *p = s->v.p;

	flush(s);
	if (s->stream == NORMAL_MARKUP && (!s->comment || (i >= 2 && p[i - 1] == '-' && p[i - 2] == '-')))
		enter(s, NORMAL_RUNNING);
	else
		s->gap[s->stream] = true;
}

/* Returns where to go on. */
static size_t take_special(struct cut *s, size_t i)
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

/* Where the run of letters and digits ends that begins at i; its first eight bytes, folded, and has it any letter? */
static inline size_t word_end(struct sv v, size_t i, uint64_t *eight, bool *letters)
{
	uint64_t x = normal_eight_at(v, i), letter = normal_letters(x);
	uint64_t stop = ~(letter | normal_digits(x)) & NORMAL_EACH(0x80);
	/* All bits of the bytes before the first that is no letter or digit; all if there is none. */
	uint64_t before = ((stop & -stop) >> 7) - 1;

	*eight = (x | NORMAL_EACH(0x20)) & before;
	*letters = (letter & before) != 0;
	while (!stop) {
		i += 8;
		x = normal_eight_at(v, i);
		letter = normal_letters(x);
		stop = ~(letter | normal_digits(x)) & NORMAL_EACH(0x80);
		*letters |= (letter & (((stop & -stop) >> 7) - 1)) != 0;
	}
	return i + (size_t)__builtin_ctzll(stop) / 8;
}

/* A run of plain letters and digits; nearly all bytes come through here. Returns where to go on. */
static inline size_t take_word(struct cut *s, size_t i)
{
	struct normal_piece *t = s->piece;
	bool letters;
	size_t end = word_end(s->v, i, &t->eight, &letters);

	begin(s, i, s->v.p[i] >= 'A' && s->v.p[i] <= 'Z', true);
	t->end = end;
	t->digits = !letters;
	t->single = end - i == 1;
	if (end < s->v.n && s->class[(unsigned char)s->v.p[end]] != SEPARATES) return end;
	/* The usual end, written out: what comes next separates, and nothing of it need be looked at again. */
	hand(s, end - i);
	s->gap[s->stream] = true;
	return end + (end < s->v.n);
}

/* More of a token that has characters outside ASCII. */
static size_t take_more(struct cut *s, size_t i)
{
	uint64_t eight;
	bool letters;
	size_t end = word_end(s->v, i, &eight, &letters);

	s->piece->single = false;
	add_plain(s, i, end);
	s->piece->end = end;
	return end;
}

/* Nothing that came before matters to what comes: see struct normal_point. */
static inline bool at_rest(const struct cut *s)
{
	return !s->started && s->stream == NORMAL_RUNNING && s->gap[NORMAL_RUNNING] && !s->fresh && !s->scripted &&
	       s->mode != NORMAL_SCRIPT;
}

/* Returns where to go on. */
static __attribute__((noinline)) size_t rest(struct cut *s, size_t i)
{
	hand_batch(s);
	s->now.at = i;
	s->now.gap = s->gap[NORMAL_MARKUP];
	s->next = s->point(s->ctx, &s->now);
	s->gap[NORMAL_MARKUP] = s->now.gap;
	return s->now.at;
}

void normal_cut_points(const struct normal_key *key, struct sv bytes, enum normal_mode mode, normal_cut_fn *fn,
	normal_point_fn *point, void *ctx)
{
	struct normal_letter cache[CACHE] = { 0 };
	struct cut s = { .key = key,
		.v = bytes,
		.mode = mode,
		.fn = fn,
		.ctx = ctx,
		.next = point ? 0 : SIZE_MAX,
		.point = point,
		.cache = cache,
		.buf = STR_INIT,
		.folded = STR_INIT };
	const unsigned char *p = (const unsigned char *)bytes.p;

	s.piece = s.batch;
	classes_init(s.class, mode);
	enter(&s, NORMAL_RUNNING);
	for (size_t i = 0; i < bytes.n;) {
		if (i >= s.next && at_rest(&s) && (i = rest(&s, i)) == bytes.n) break;
		unsigned char k = s.class[p[i]];

		if (k == WORD) {
			i = s.started ? take_more(&s, i) : take_word(&s, i);
		} else if (k == SEPARATES) {
			separate(&s);
			i++;
		} else {
			i = take_special(&s, i);
		}
	}
	flush(&s);
	hand_batch(&s);
	str_dispose(&s.folded);
	str_dispose(&s.buf);
}

void normal_cut(const struct normal_key *key, struct sv bytes, enum normal_mode mode, normal_cut_fn *fn, void *ctx)
{
	normal_cut_points(key, bytes, mode, fn, NULL, ctx);
}
