/* Looking at every run of one to six, eight and ten tokens of an artifact. This loop sees every byte that is ever published; for nearly all
 * of them it must say "nothing" as fast as memory allows. */
#include "privacy/gate_internal.h"

enum { RING = 16 }; /* a passage and what stands before it; a power of two */

struct stream {
	struct normal_token ring[RING];
	uint64_t n;
};
typedef bool window_fn(void *ctx, const struct stream *s, size_t n, uint64_t hash, unsigned length); /* true stops */
struct windows {
	const struct normal_key *key;
	struct stream stream[2];
	void *ctx;
	bool stopped;
};

/* Hands on the windows that end with the new token, shortest first. Inlined with its callback, which runs eight times a token. */
static inline __attribute__((always_inline)) void take(struct windows *w, const struct normal_token *t, window_fn *fn)
{
	struct stream *s = &w->stream[t->stream];
	uint64_t hash = 0;
	unsigned length = 0;

	if (w->stopped) return;
	if (t->fresh || !t->len) s->n = 0;
	if (!t->len) return;
	s->ring[s->n++ % RING] = *t;
	for (size_t n = 1; n <= IDENTITY_PASSAGE_LENGTH && n <= s->n; n++) {
		const struct normal_token *first = &s->ring[(s->n - n) % RING];

		hash = normal_join(w->key, first->hash, first->len, hash);
		length += first->len;
		if (n > IDENTITY_WINDOW && n != IDENTITY_SENTENCE && n != IDENTITY_PASSAGE_LENGTH) continue;
		if (fn(w->ctx, s, n, hash, length)) {
			w->stopped = true;
			return;
		}
	}
}

struct search {
	struct judged judged;
	const struct identity_set *values;
};

static void found(const struct search *s, const struct stream *st, size_t n, uint64_t hash, unsigned length)
{
	const struct identity_value *v = identity_find(s->values, hash);
	struct window w = { .n = n, .hash = hash, .length = length };

	if (!v) return;
	for (size_t i = 0; i < n; i++) w.token[i] = &st->ring[(st->n - n + i) % RING];
	for (size_t i = 0; i < 2 && n + i + 1 <= RING && st->n >= n + i + 1; i++)
		w.before[i] = &st->ring[(st->n - n - i - 1) % RING];
	gate_judge(&s->judged, &w, v);
}

static inline bool search_window(void *ctx, const struct stream *st, size_t n, uint64_t hash, unsigned length)
{
	const struct search *s = ctx;

	if (identity_maybe(s->values, hash)) found(s, st, n, hash, length);
	return false;
}

static void search_token(void *windows, const struct normal_token *t)
{
	take(windows, t, search_window);
}

static void search(struct search *s, struct sv bytes, enum normal_mode mode)
{
	struct windows w = { .key = &s->values->key, .ctx = s };

	normal_scan(w.key, bytes, mode, search_token, &w);
}

void gate_scan(struct gate *g, const struct artifact *a)
{
	struct sv path = sv(a->path);
	struct span whole = { path.n, ORIGIN_TEMPLATE, NULL };
	struct artifact name = { a->path, a->kind, path, &whole, 1 };
	struct search s = { { g, a, false, false }, g->o.values };

	s.judged.quiet = sv_ends(path, ".css") || sv_ends(path, ".js") || sv_ends(path, ".svg");
	search(&s, a->bytes, normal_mode_of(a->path));
	s.judged = (struct judged){ g, &name, true, true };
	search(&s, path, NORMAL_TEXT);
}

struct finding {
	uint64_t hash;
	size_t at;
};

static bool find_window(void *ctx, const struct stream *st, size_t n, uint64_t hash, unsigned length)
{
	struct finding *f = ctx;

	(void)length;
	if (hash != f->hash) return false;
	f->at = st->ring[(st->n - n) % RING].start;
	return true;
}

static void find_token(void *windows, const struct normal_token *t)
{
	take(windows, t, find_window);
}

size_t gate_find(const struct normal_key *key, struct sv text, enum normal_mode mode, uint64_t hash)
{
	struct finding f = { hash, SIZE_MAX };
	struct windows w = { .key = key, .ctx = &f };

	normal_scan(key, text, mode, find_token, &w);
	return f.at;
}
