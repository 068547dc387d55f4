/* An entry that was cut out of a page may have left its words elsewhere. Whole sentences are said by several people, so a run of words
 * counts only if nobody else's entry has it. */
#include "publish/erase_words.h"

#include "base/digest.h"

static const unsigned char hash_key[16] = "words of a text";

static bool word_byte(unsigned char c)
{
	return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c >= 0x80;
}

/* The length of a tag or character reference at `at`; 0 if there is none. */
static size_t markup(struct sv text, size_t at)
{
	char end = text.p[at] == '<' ? '>' : text.p[at] == '&' ? ';' : '\0';
	size_t most = end == ';' ? 12 : text.n - at;

	for (size_t i = 1; end && i < most && at + i < text.n; i++) {
		if (text.p[at + i] == end) return i + 1;
		if (end == ';' && text.p[at + i] != '#' && !word_byte((unsigned char)text.p[at + i])) return 0;
	}
	return 0;
}

struct words {
	struct sv text;
	bool html;
	size_t at;
};

static bool next_word(struct words *w, uint64_t *hash)
{
	char folded[64];
	size_t n = 0;

	while (w->at < w->text.n && !word_byte((unsigned char)w->text.p[w->at])) {
		size_t skip = w->html ? markup(w->text, w->at) : 0;

		w->at += skip ? skip : 1;
	}
	if (w->at == w->text.n) return false;
	for (; w->at < w->text.n && word_byte((unsigned char)w->text.p[w->at]); w->at++) {
		char c = w->text.p[w->at];

		if (n < sizeof folded) folded[n++] = c >= 'A' && c <= 'Z' ? (char)(c | 32) : c;
	}
	*hash = siphash24(hash_key, folded, n);
	return true;
}

typedef bool run_fn(void *ctx, struct sv key); /* false ends */

static void each_run(unsigned run, struct sv text, bool html, run_fn *fn, void *ctx)
{
	struct words w = { text, html, 0 };
	uint64_t ring[ERASE_PASSAGE] = { 0 }, word, sum;
	size_t n = 0;

	while (next_word(&w, &word)) {
		ring[n++ % run] = word;
		if (n < run) continue;
		sum = 0;
		for (size_t i = 0; i < run; i++) sum = (sum + ring[(n + i) % run]) * UINT64_C(0x9E3779B97F4A7C15);
		if (!fn(ctx, sv_n((const char *)&sum, sizeof sum))) return;
	}
}

void erase_words_init(struct erase_words *w, unsigned run)
{
	*w = (struct erase_words){ .run = run, .hashes = MAP_INIT };
}

static bool add(void *ctx, struct sv key)
{
	struct erase_words *w = ctx;

	w->wanted += map_add(&w->hashes, key, 1);
	return true;
}

static bool forget(void *ctx, struct sv key)
{
	struct erase_words *w = ctx;
	uint64_t wanted = 0;

	if (map_get(&w->hashes, key, &wanted) && wanted) {
		map_set(&w->hashes, key, 0);
		w->wanted--;
	}
	return true;
}

struct look {
	const struct erase_words *words;
	bool found;
};

static bool look(void *ctx, struct sv key)
{
	struct look *l = ctx;
	uint64_t wanted = 0;

	l->found = map_get(&l->words->hashes, key, &wanted) && wanted;
	return !l->found;
}

void erase_words_add(struct erase_words *w, struct sv text, bool html)
{
	each_run(w->run, text, html, add, w);
}

void erase_words_forget(struct erase_words *w, struct sv text, bool html)
{
	if (w->wanted) each_run(w->run, text, html, forget, w);
}

bool erase_words_in(const struct erase_words *w, struct sv text, bool html)
{
	struct look l = { w, false };

	if (w->wanted) each_run(w->run, text, html, look, &l);
	return l.found;
}

void erase_words_dispose(struct erase_words *w)
{
	map_dispose(&w->hashes);
}
