/* Looking at every run of one to six, eight and ten tokens of an artifact, and at longer ones where the tokens are single letters or parts of one word.
 * This loop sees every byte that is ever published; for nearly all of them it must say "nothing" as fast as memory allows. */
#include "privacy/gate_internal.h"

enum { RING = 64, LONGEST = 48 /* tokens of a run */, LONGEST_BYTES = 40 /* of a run of letters or fragments */ };
enum {
	ACROSS = 4 /* tokens of a value split over strings */,
	MAIL = 8,
	MAIL_LEAST = 2,
	PAIR = 2,
	PAIRS_LEAST = 4,
	PACKED_LEAST = 6
};

enum reading {
	READ_RUN,
	READ_ACROSS /* strings that stand side by side */,
	READ_MAIL /* with "at" and "dot" left out */,
	READ_INSIDE /* a part of a long word */
};
struct ring {
	struct normal_token t[RING];
	uint64_t n;
	uint64_t
		least; /* number of the newest token that a run must reach back to; in a view of something, only what changed is new */
	unsigned joins; /* how many tokens ago one was joined to its neighbour, counted down */
	bool joined[RING];
	uint32_t first[RING]; /* the first four bytes of the token and what follows it */
	unsigned char have[RING];
};
/* True stops. The hash is that of the last n tokens, or 0 where it is still to be made. */
typedef bool window_fn(void *ctx, const struct ring *r, size_t n, uint64_t hash, unsigned length, enum reading how);
struct windows {
	const struct normal_key *key;
	struct ring stream[2], strings;
	uint64_t key_mark; /* where the newest string begins */
	const struct view *view;
	size_t mark; /* of the view's marks, the first not yet passed */
	uint64_t at, dot;
	unsigned mail, pairs /* of hexadecimal digits in a row */;
	bool all_pairs;
	void *ctx;
	bool stopped;
};

/* One more token joined with its predecessor: letters that stand alone, groups of two digits, fragments between tags. */
static bool joins(const struct normal_token *a, const struct normal_token *b)
{
	return b->glued || (a->single && b->single) || (a->digits && b->digits && a->len <= PAIR && b->len <= PAIR);
}

static inline __attribute__((always_inline)) void hand(struct windows *w, const struct ring *r, size_t n, uint64_t hash,
	unsigned length, enum reading how, window_fn *fn)
{
	if (fn(w->ctx, r, n, hash, length, how)) w->stopped = true;
}

static inline uint32_t first_bytes(const struct windows *w, const struct normal_token *t, unsigned *n)
{
	uint32_t four = 0;

	*n = t->len < 4 ? t->len : 4;
	if (t->folded) {
		memcpy(&four, t->folded, *n);
		return four;
	}
	const char *p = w->view->bytes.p + t->start;
	if (t->start + 4 <= w->view->bytes.n)
		memcpy(&four, p, 4);
	else
		memcpy(&four, p, *n);
	return (four | UINT32_C(0x20202020)) & UINT32_MAX >> 8 * (4 - *n);
}

/* Puts a token into its ring, and its first bytes behind those of short tokens before it. */
static inline void push(struct windows *w, struct ring *r, const struct normal_token *t, bool joined)
{
	size_t at = r->n % RING;
	unsigned n;
	uint32_t four = first_bytes(w, t, &n);

	r->t[at] = *t;
	r->joined[at] = joined;
	r->first[at] = four;
	r->have[at] = (unsigned char)n;
	for (size_t back = 1; back <= 3 && back <= r->n; back++) {
		size_t i = (r->n - back) % RING;

		if (r->have[i] >= 4) break;
		r->first[i] |= four << 8 * r->have[i];
		r->have[i] = (unsigned char)(r->have[i] + n);
	}
	r->n++;
}

static uint64_t hash_of(const struct windows *w, const struct ring *r, size_t n)
{
	uint64_t hash = 0;

	for (size_t k = 1; k <= n; k++) {
		const struct normal_token *t = &r->t[(r->n - k) % RING];

		hash = normal_join(w->key, t->hash, t->len, hash);
	}
	return hash;
}

/* Longer runs than usual: no more than six groups of joined tokens, and short in all. */
static __attribute__((noinline)) void take_joined(struct windows *w, const struct ring *r, window_fn *fn)
{
	unsigned length = 0, groups = 1;

	for (size_t n = 1; n <= LONGEST && n <= r->n && !w->stopped; n++) {
		size_t at = (r->n - n) % RING;

		if (n > 1) groups += !r->joined[(at + 1) % RING];
		length += r->t[at].len;
		if (groups > IDENTITY_WINDOW || length > LONGEST_BYTES) return;
		if (n > IDENTITY_WINDOW && n != IDENTITY_SENTENCE && n != IDENTITY_PASSAGE_LENGTH &&
			r->n - n < r->least)
			hand(w, r, n, 0, length, READ_RUN, fn);
	}
}

/* "grace at example dot org" */
static __attribute__((noinline)) void take_mail(struct windows *w, const struct ring *r, window_fn *fn)
{
	uint64_t hash = 0;
	unsigned length = 0;
	size_t taken = 0, left_out = 0;

	for (size_t n = 1; n <= LONGEST && n <= r->n && taken < MAIL && !w->stopped; n++) {
		const struct normal_token *t = &r->t[(r->n - n) % RING];

		if (t->hash == w->at || t->hash == w->dot) {
			left_out++;
			continue;
		}
		hash = normal_join(w->key, t->hash, t->len, hash);
		length += t->len;
		if (++taken >= MAIL_LEAST && left_out && r->n - n < r->least)
			hand(w, r, n, hash, length, READ_MAIL, fn);
	}
}

/* Strings side by side: {"first": "Grace", "last": "Young"}. Only runs that reach over the border are new. */
static inline __attribute__((always_inline)) void take_string(
	struct windows *w, const struct normal_token *t, bool changed, window_fn *fn)
{
	struct ring *r = &w->strings;
	unsigned length = 0;

	if (t->string == NORMAL_STRING_BEGINS) {
		if (t->after_key) r->n = w->key_mark;
		w->key_mark = r->n;
	}
	push(w, r, t, false);
	if (changed) r->least = r->n;
	for (size_t n = 1; n <= ACROSS && n <= r->n && !w->stopped; n++) {
		length += r->t[(r->n - n) % RING].len;
		if (r->n - n < w->key_mark && (r->n - n < r->least)) hand(w, r, n, 0, length, READ_ACROSS, fn);
	}
}

/* Has anything between the token before and the end of this one been undone in this view? */
static bool has_changed(struct windows *w, const struct normal_token *t)
{
	const struct normal_text *text = w->view ? w->view->text : NULL;
	bool changed = false;

	if (!text) return true;
	for (; w->mark < text->marks.n && text->marks.at[w->mark].out <= t->end; w->mark++) changed = true;
	return changed;
}

/* Hands on the windows that end with the new token, shortest first. Inlined with its callback, which runs eight times a token. */
static inline __attribute__((always_inline)) void take(struct windows *w, const struct normal_token *t, window_fn *fn)
{
	struct ring *r = &w->stream[t->stream];
	bool changed = has_changed(w, t);
	unsigned length = 0;

	if (w->stopped) return;
	if (t->fresh || !t->len) r->n = r->least = r->joins = 0;
	if (!t->len) return;
	if (t->string) take_string(w, t, changed, fn);
	bool joined = r->n > 0 && joins(&r->t[(r->n - 1) % RING], t);
	r->joins = joined ? LONGEST : r->joins - (r->joins > 0);
	push(w, r, t, joined);
	if (changed) r->least = r->n;
	if (r->n - r->least > LONGEST) return;
	for (size_t n = 1; n <= IDENTITY_PASSAGE_LENGTH && n <= r->n && !w->stopped; n++) {
		length += r->t[(r->n - n) % RING].len;
		if (n > IDENTITY_WINDOW && n != IDENTITY_SENTENCE && n != IDENTITY_PASSAGE_LENGTH) continue;
		if (r->n - n >= r->least) continue;
		hand(w, r, n, 0, length, READ_RUN, fn);
	}
	if (r->joins && r->n > IDENTITY_WINDOW) take_joined(w, r, fn);
	if (t->hash == w->at || t->hash == w->dot) w->mail = MAIL;
	if (w->mail) {
		w->mail--;
		take_mail(w, r, fn);
	}
}

struct search {
	struct judged judged;
	const struct identity_set *values;
	struct windows *w;
	/* Made when something is found in a view that is not the bytes themselves. */
	struct artifact seen;
	struct span *spans;
};

static bool may_be_read(
	const struct search *s, const struct identity_value *v, size_t n, unsigned length, enum reading how)
{
	bool whole = v->kind == IDENTITY_FULL_NAME || v->kind == IDENTITY_EMAIL ||
		     (v->kind == IDENTITY_EMPLOYER && v->tokens > 1);

	if (s->w->view->packed && length < PACKED_LEAST) return false;
	switch (how) {
	case READ_RUN: return true;
	case READ_ACROSS: return (whole && (n == v->tokens || length >= IDENTITY_INSIDE)) || v->kind == IDENTITY_PHONE;
	case READ_MAIL: return v->kind == IDENTITY_EMAIL;
	case READ_INSIDE: return whole && length >= IDENTITY_INSIDE;
	}
	return false;
}

/* What the judge is to see: the bytes of the view, with the origins of what they were made of. */
static void see(struct search *s)
{
	const struct view *view = s->w->view;
	const struct artifact *a = s->judged.artifact;

	s->judged.view = view;
	if (!view->from || s->spans) return;
	s->seen = *a;
	s->seen.bytes = view->bytes;
	s->seen.nspans = view_spans(view, a->spans, a->nspans, &s->spans);
	s->seen.spans = s->spans;
}

/* Tokens with nothing but tags between them are one word to a reader. */
static void word_by_word(struct window *out, struct normal_token word[LONGEST], const struct normal_key *key,
	const struct ring *r, size_t n)
{
	out->n = 0;
	out->spelled = n > 2;
	for (size_t i = 0; i < n; i++) {
		const struct normal_token *t = &r->t[(r->n - n + i) % RING];

		out->spelled &= t->single;
		if (i && t->glued) {
			struct normal_token *last = &word[out->n - 1];

			last->hash = normal_join(key, last->hash, last->len, t->hash);
			last->len += t->len;
			last->end = t->end;
			last->digits &= t->digits;
			continue;
		}
		word[out->n] = *t;
		out->token[out->n] = &word[out->n];
		out->n++;
	}
}

static void judge(struct search *s, struct window *w, const struct identity_value *v)
{
	const struct artifact *raw = s->judged.artifact;
	struct judged j;

	see(s);
	j = s->judged;
	j.raw = raw;
	if (s->spans) j.artifact = &s->seen;
	gate_judge(&j, w, v);
}

static void found(struct search *s, const struct ring *r, size_t n, uint64_t hash, unsigned length, enum reading how)
{
	const struct identity_value *v = identity_find(s->values, hash);
	struct normal_token word[LONGEST];
	struct window w = { .hash = hash, .length = length };

	if (!v || !may_be_read(s, v, n, length, how)) return;
	word_by_word(&w, word, &s->values->key, r, n);
	for (size_t i = 0; i < 2 && n + i + 1 <= RING && r->n >= n + i + 1; i++)
		w.before[i] = &r->t[(r->n - n - i - 1) % RING];
	judge(s, &w, v);
}

static inline bool search_window(
	void *ctx, const struct ring *r, size_t n, uint64_t hash, unsigned length, enum reading how)
{
	struct search *s = ctx;

	/* With a hash, tokens were left out, and the first bytes are not known. */
	if (!hash) {
		if (!identity_shaped(s->values, r->first[(r->n - n) % RING], length)) return false;
		hash = hash_of(s->w, r, n);
	}
	if (identity_maybe(s->values, hash)) found(s, r, n, hash, length, how);
	return false;
}

/* Every value that begins at these eight bytes. */
static void search_from(struct search *s, const struct normal_token *t, const char *bytes, size_t n, size_t at)
{
	unsigned __int128 sum = 0;
	size_t most = n - at < LONGEST_BYTES ? n - at : LONGEST_BYTES;

	for (size_t i = 0; i < most; i++) {
		char c = bytes[at + i];

		sum += (unsigned __int128)s->values->key.power[i] * (unsigned char)(t->folded ? c : c | 0x20);
		if (i + 1 < IDENTITY_INSIDE) continue;
		uint64_t hash = normal_reduce(sum);
		const struct identity_value *v =
			identity_maybe(s->values, hash) ? identity_find(s->values, hash) : NULL;
		if (!v || !may_be_read(s, v, 1, (unsigned)i + 1, READ_INSIDE)) continue;
		struct normal_token part = *t;
		struct window w = { .n = 1, .token = { &part }, .hash = hash, .length = (unsigned)i + 1 };
		part.hash = hash;
		part.len = (unsigned)i + 1;
		part.start += t->folded ? 0 : at;
		part.end = t->folded ? t->end : part.start + part.len;
		judge(s, &w, v);
	}
}

/* A value of eight letters and more may stand inside a longer word: "profilegraceyoung". */
static void search_inside(struct search *s, const struct normal_token *t)
{
	const char *bytes = t->folded ? t->folded : s->w->view->bytes.p + t->start;
	size_t n = t->folded_len;
	uint64_t eight;

	for (size_t i = 0; i + IDENTITY_INSIDE <= n; i++) {
		memcpy(&eight, bytes + i, 8);
		if (!t->folded) eight |= UINT64_C(0x2020202020202020);
		if (identity_maybe_begins(s->values, eight)) search_from(s, t, bytes, n, i);
	}
}

/* "47 72" and "0x47, 0x72" */
static inline bool is_pair(const struct windows *w, const struct normal_token *t)
{
	const char *p = w->view->bytes.p + t->end - 2;

	if ((t->len != 2 && t->len != 4) || t->folded) return false;
	for (size_t i = 0; i < 2; i++)
		if (!((p[i] >= '0' && p[i] <= '9') || ((p[i] | 32) >= 'a' && (p[i] | 32) <= 'f'))) return false;
	return t->len == 2 || (p[-1] | 32) == 'x';
}

static void search_token(void *windows, const struct normal_token *t)
{
	struct windows *w = windows;

	take(w, t, search_window);
	w->pairs = is_pair(w, t) ? w->pairs + 1 : 0;
	w->all_pairs |= w->pairs >= PAIRS_LEAST;
	if (t->folded_len > IDENTITY_INSIDE) search_inside(w->ctx, t);
}

static void windows_init(struct windows *w, const struct normal_key *key, const struct view *v, void *ctx)
{
	/* Not all of it: what stands in the rings does not matter, and paths and labels are short. */
	for (size_t i = 0; i < 2; i++) w->stream[i].n = w->stream[i].least = w->stream[i].joins = 0;
	w->strings.n = w->strings.least = w->strings.joins = 0;
	w->key = key;
	w->key_mark = 0;
	w->view = v;
	w->mark = 0;
	w->at = normal_hash(key, "at", 2);
	w->dot = normal_hash(key, "dot", 3);
	w->mail = w->pairs = 0;
	w->all_pairs = false;
	w->ctx = ctx;
	w->stopped = false;
}

static enum view_answer search_view(void *ctx, const struct view *v)
{
	struct search *s = ctx;
	struct windows w;

	windows_init(&w, &s->values->key, v, s);
	s->w = &w;
	normal_scan(w.key, v->bytes, v->mode, search_token, &w);
	free(s->spans);
	s->spans = NULL;
	return w.all_pairs ? VIEW_PAIRS : VIEW_GO_ON;
}

static void search_bytes(const struct judged *j, enum normal_mode mode)
{
	struct search s = { .judged = *j, .values = j->gate->o.values };

	view_each(j->artifact->bytes, mode, search_view, &s);
}

void gate_read(const struct gate *g, const struct artifact *a, gate_finding_fn *fn, void *ctx)
{
	struct sv path = sv(a->path);
	struct judged j = { .gate = g, .artifact = a, .found = fn, .ctx = ctx };

	j.quiet = sv_ends(path, ".css") || sv_ends(path, ".js") || sv_ends(path, ".svg");
	search_bytes(&j, normal_mode_of(a->path));
}

void gate_scan(struct gate *g, const struct artifact *a)
{
	struct sv path = sv(a->path);
	struct span whole = { path.n, ORIGIN_TEMPLATE, NULL };
	struct artifact name = { a->path, a->kind, path, &whole, 1 };
	struct judged j = {
		.gate = g, .artifact = &name, .in_path = true, .quiet = true, .found = gate_record, .ctx = g
	};

	/* A workspace without records has nobody to find. Origins, IDs and approved texts are checked by the caller all the same. */
	if (!g->o.values->values.n && !g->o.values->erased) return;
	gate_read(g, a, gate_record, g);
	search_bytes(&j, NORMAL_TEXT);
}

struct finding {
	const struct normal_key *key;
	const struct view *view;
	const struct windows *w;
	uint64_t hash;
	size_t at;
};

static bool find_window(void *ctx, const struct ring *r, size_t n, uint64_t hash, unsigned length, enum reading how)
{
	struct finding *f = ctx;
	const struct normal_token *last = &r->t[(r->n - 1) % RING];
	size_t end;

	(void)length;
	(void)how;
	if ((hash ? hash : hash_of(f->w, r, n)) != f->hash) return false;
	view_place(f->view, r->t[(r->n - n) % RING].start, last->end, &f->at, &end);
	return true;
}

static void find_token(void *windows, const struct normal_token *t)
{
	take(windows, t, find_window);
}

static enum view_answer find_view(void *ctx, const struct view *v)
{
	struct finding *f = ctx;
	struct windows w;

	f->view = v;
	f->w = &w;
	windows_init(&w, f->key, v, f);
	normal_scan(w.key, v->bytes, v->mode, find_token, &w);
	return w.stopped ? VIEW_STOP : VIEW_PAIRS;
}

size_t gate_find(const struct normal_key *key, struct sv text, enum normal_mode mode, uint64_t hash)
{
	struct finding f = { .key = key, .hash = hash, .at = SIZE_MAX };

	view_each(text, mode, find_view, &f);
	return f.at;
}
