/* compare_align.c: a number alone would call every clause behind an inserted one changed; the text alone would lose a
 * clause that was rewritten under its number. So certain pairs are taken first (same number and text, then same text),
 * then the most alike, and at last what still has the same number. */
#include <assert.h>
#include "content/compare_align.h"

enum {
	ALIKE_SAME_NUMBER = 250, /* per mille of words in common */
	ALIKE_OTHER_NUMBER = 600,
	BONUS_SAME_NUMBER = 200,
	FEWEST_WORDS = 5, /* of a clause that may be found under another number */
	MOST_CANDIDATES = 250000
};

struct side {
	const struct text *t;
	size_t *partner;   /* per clause: index on the other side */
	uint32_t **sorted; /* per clause without a partner: its words */
};

struct aligning {
	struct side a, b;
};

static int by_value(const void *x, const void *y)
{
	uint32_t a = *(const uint32_t *)x, b = *(const uint32_t *)y;
	return (a > b) - (a < b);
}

/* Clauses and blocks are mostly short; of many words the library's way takes less. */
static void sort(uint32_t *id, size_t n)
{
	enum { FEW = 40 };
	if (n > FEW) {
		qsort(id, n, sizeof *id, by_value);
		return;
	}
	for (size_t i = 1; i < n; i++) {
		uint32_t one = id[i];
		size_t k = i;
		for (; k > 0 && id[k - 1] > one; k--) id[k] = id[k - 1];
		id[k] = one;
	}
}

uint32_t *align_sorted(const struct text_word *word, size_t n)
{
	uint32_t *id = xmalloc((n + 1) * sizeof *id);
	for (size_t i = 0; i < n; i++) id[i] = word[i].id;
	sort(id, n);
	return id;
}

unsigned align_alike(const uint32_t *a, size_t na, const uint32_t *b, size_t nb)
{
	size_t common = 0;
	for (size_t i = 0, j = 0; i < na && j < nb;) {
		if (a[i] == b[j])
			common++, i++, j++;
		else if (a[i] < b[j])
			i++;
		else
			j++;
	}
	return na + nb ? (unsigned)(2000 * common / (na + nb)) : 1000;
}

static void side_init(struct side *s, const struct text *t)
{
	s->t = t;
	s->partner = xcalloc(t->clause.n + 1, sizeof *s->partner);
	s->sorted = xcalloc(t->clause.n + 1, sizeof *s->sorted);
	for (size_t i = 0; i < t->clause.n; i++) s->partner[i] = ALIGN_NONE;
}

static void side_dispose(struct side *s)
{
	for (size_t i = 0; i < s->t->clause.n; i++) free(s->sorted[i]);
	free(s->sorted);
	free(s->partner);
}

static void join(struct aligning *al, size_t i, size_t j)
{
	al->a.partner[i] = j;
	al->b.partner[j] = i;
}

/* ---- certain pairs */

static void join_same_number(struct aligning *al, bool same_text)
{
	struct map by_key = MAP_INIT;
	uint64_t i;
	for (size_t k = 0; k < al->a.t->clause.n; k++) map_set(&by_key, al->a.t->clause.at[k].key, k);
	for (size_t j = 0; j < al->b.t->clause.n; j++) {
		const struct text_clause *c = &al->b.t->clause.at[j];
		if (al->b.partner[j] != ALIGN_NONE || !map_get(&by_key, c->key, &i)) continue;
		if (al->a.partner[i] != ALIGN_NONE) continue;
		if (!same_text || al->a.t->clause.at[i].content == c->content) join(al, (size_t)i, j);
	}
	map_dispose(&by_key);
}

/* A clause may be found under another number if it says enough to be known again; a heading is known by any words. */
static bool tells_enough(const struct text_clause *c)
{
	return c->key.n && (c->heading ? c->words > 0 : c->words >= FEWEST_WORDS);
}

static void join_same_text(struct aligning *al)
{
	size_t most = 0, *first, *next = xcalloc(al->a.t->clause.n + 1, sizeof *next);
	for (size_t i = 0; i < al->a.t->clause.n; i++)
		if (al->a.t->clause.at[i].plain >= most) most = al->a.t->clause.at[i].plain + 1u;
	first = xcalloc(most + 1, sizeof *first); /* index + 1 of the first clause with these words; 0: none */
	for (size_t i = al->a.t->clause.n; i-- > 0;) {
		uint32_t plain = al->a.t->clause.at[i].plain;
		if (al->a.partner[i] != ALIGN_NONE || !tells_enough(&al->a.t->clause.at[i])) continue;
		next[i] = first[plain];
		first[plain] = i + 1;
	}
	for (size_t j = 0; j < al->b.t->clause.n; j++) {
		const struct text_clause *c = &al->b.t->clause.at[j];
		if (al->b.partner[j] != ALIGN_NONE || c->plain >= most || !first[c->plain]) continue;
		size_t i = first[c->plain] - 1;
		if (!tells_enough(c) || al->a.t->clause.at[i].heading != c->heading) continue;
		first[c->plain] = next[i];
		join(al, i, j);
	}
	free(first);
	free(next);
}

/* ---- the most alike */

struct candidate {
	unsigned score;
	size_t before, now;
};

static int best_first(const void *x, const void *y)
{
	const struct candidate *a = x, *b = y;
	if (a->score != b->score) return a->score > b->score ? -1 : 1;
	if (a->now != b->now) return a->now < b->now ? -1 : 1;
	return (a->before > b->before) - (a->before < b->before);
}

static const uint32_t *sorted_words(struct side *s, size_t i)
{
	const struct text_clause *c = &s->t->clause.at[i];
	if (!s->sorted[i]) s->sorted[i] = align_sorted(s->t->word.at + c->words_from, c->words);
	return s->sorted[i];
}

/* No more words than these can two clauses have in common. */
static size_t most_common(const struct text_clause *a, const struct text_clause *b)
{
	size_t n = 0;
	if (a->words > UINT8_MAX || b->words > UINT8_MAX) return a->words < b->words ? a->words : b->words;
	for (size_t k = 0; k < TEXT_TALLIES; k++) n += a->tally[k] < b->tally[k] ? a->tally[k] : b->tally[k];
	return n;
}

/* 0 if they cannot be the same clause. */
static unsigned score(struct aligning *al, size_t i, size_t j)
{
	const struct text_clause *a = &al->a.t->clause.at[i], *b = &al->b.t->clause.at[j];
	bool same = a->key_id == b->key_id;
	if (a->heading != b->heading || (!same && (!tells_enough(a) || !tells_enough(b)))) return 0;
	/* Lengths alone tell, or what words there are; hardly any pair is left then. */
	if (!same && 2000 * most_common(a, b) < ALIKE_OTHER_NUMBER * (a->words + b->words)) return 0;
	unsigned alike = align_alike(sorted_words(&al->a, i), a->words, sorted_words(&al->b, j), b->words);
	if (alike < (same ? ALIKE_SAME_NUMBER : ALIKE_OTHER_NUMBER)) return 0;
	return alike + (same ? BONUS_SAME_NUMBER : 0);
}

static size_t count_alone(const struct side *s)
{
	size_t n = 0;
	for (size_t i = 0; i < s->t->clause.n; i++) n += s->partner[i] == ALIGN_NONE;
	return n;
}

/* False if there are too many to look at. */
static bool join_alike(struct aligning *al)
{
	size_t na = count_alone(&al->a), nb = count_alone(&al->b);
	VEC(struct candidate) found = VEC_INIT;
	if (!na || !nb) return true;
	if (na > MOST_CANDIDATES / nb) return false;
	for (size_t i = 0; i < al->a.t->clause.n; i++)
		for (size_t j = 0; al->a.partner[i] == ALIGN_NONE && j < al->b.t->clause.n; j++) {
			if (al->b.partner[j] != ALIGN_NONE) continue;
			unsigned s = score(al, i, j);
			if (s) vec_push(&found, ((struct candidate){ s, i, j }));
		}
	if (found.n) qsort(found.at, found.n, sizeof *found.at, best_first);
	for (size_t k = 0; k < found.n; k++) {
		const struct candidate *c = &found.at[k];
		if (al->a.partner[c->before] == ALIGN_NONE && al->b.partner[c->now] == ALIGN_NONE)
			join(al, c->before, c->now);
	}
	vec_dispose(&found);
	return true;
}

/* ---- the result */

/* Clauses that kept their order are those of a longest run in common; the others stand elsewhere now. */
static void find_displaced(struct pairs *out, const struct aligning *al)
{
	size_t na = 0, nb = 0;
	uint32_t *before = xcalloc(al->a.t->clause.n + 1, sizeof *before),
		 *now = xcalloc(al->b.t->clause.n + 1, sizeof *now);
	bool *moved = xcalloc(al->b.t->clause.n + 1, sizeof *moved);
	struct word_diff d = WORD_DIFF_INIT;
	for (size_t i = 0; i < al->a.t->clause.n; i++)
		if (al->a.partner[i] != ALIGN_NONE) before[na++] = (uint32_t)al->a.partner[i];
	for (size_t j = 0; j < al->b.t->clause.n; j++)
		if (al->b.partner[j] != ALIGN_NONE) now[nb++] = (uint32_t)j;
	word_diff_ids(&d, before, na, now, nb);
	for (size_t r = 0; r < d.runs.n && !d.whole; r++)
		for (size_t k = 0; d.runs.at[r].part == DIFF_NEW && k < d.runs.at[r].n; k++)
			moved[now[d.runs.at[r].new_at + k]] = true;
	for (size_t k = 0; k < out->v.n; k++)
		if (out->v.at[k].now != ALIGN_NONE) out->v.at[k].displaced = moved[out->v.at[k].now];
	word_diff_dispose(&d);
	free(before);
	free(now);
	free(moved);
}

/* The clauses that are gone and stood right behind clause i of the old text, or at its beginning. */
static void add_gone(struct pairs *out, const struct aligning *al, size_t i)
{
	for (; i < al->a.t->clause.n && al->a.partner[i] == ALIGN_NONE; i++)
		vec_push(&out->v, ((struct pair){ i, ALIGN_NONE, false }));
}

void align_clauses(struct pairs *out, const struct text *before, const struct text *now)
{
	struct aligning al;
	side_init(&al.a, before);
	side_init(&al.b, now);
	join_same_number(&al, true);
	join_same_text(&al);
	out->moves_unknown = !join_alike(&al);
	join_same_number(&al, false);
	vec_clear(&out->v);
	add_gone(out, &al, 0);
	for (size_t j = 0; j < now->clause.n; j++) {
		vec_push(&out->v, ((struct pair){ al.b.partner[j], j, false }));
		if (al.b.partner[j] != ALIGN_NONE) add_gone(out, &al, al.b.partner[j] + 1);
	}
	find_displaced(out, &al);
	side_dispose(&al.a);
	side_dispose(&al.b);
}

void pairs_dispose(struct pairs *p)
{
	vec_dispose(&p->v);
}
