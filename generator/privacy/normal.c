/* The normal form of texts: tokens with their hashes, made from what normal_cut.c cuts, and short texts with their escapes undone. */
#include "privacy/normal.h"
#include "base/digest.h"
#include "base/utf8.h"
#include "privacy/normal_undo.h"

enum { DEPTH = 4 };

void normal_key_init(struct normal_key *key, const unsigned char secret[16])
{
	uint64_t point = siphash24(secret, "normal form", 11) % (NORMAL_PRIME - 256) + 256;

	key->power[0] = 1;
	for (size_t i = 1; i <= NORMAL_TOKEN_MAX; i++)
		key->power[i] = normal_reduce((unsigned __int128)key->power[i - 1] * point);
}

struct scan {
	const struct normal_key *key;
	struct sv bytes;
	normal_fn *fn;
	void *ctx;
};

static void scan_piece(const struct scan *s, const struct normal_piece *p, struct sv folded)
{
	struct normal_token t = normal_piece_token(p);

	t.hash = normal_piece_hash(s->key, s->bytes, p);
	t.folded = folded.p;
	t.folded_len = folded.p ? folded.n : p->end - p->start;
	s->fn(s->ctx, &t);
}

static void scan_pieces(void *scan, const struct normal_piece *piece, size_t n, struct sv folded)
{
	for (size_t i = 0; i < n; i++) scan_piece(scan, &piece[i], folded);
}

void normal_scan(const struct normal_key *key, struct sv bytes, enum normal_mode mode, normal_fn *fn, void *ctx)
{
	struct scan s = { key, bytes, fn, ctx };

	normal_cut(key, bytes, mode, scan_pieces, &s);
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
