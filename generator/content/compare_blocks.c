/* compare_blocks.c: within a clause, a new point of a list must not make the points below it look changed. Blocks that
 * stayed are found first; between them, the pairing in order that has the most words in common is taken. */
#include "content/compare_align.h"

enum { ALIKE_BLOCKS = 300 /* per mille of words in common */, MOST_CELLS = 2500 };

struct gap {
	const struct text *before, *now;
	size_t a, na, b, nb; /* blocks of the texts */
	uint32_t **words[2]; /* per block, sorted */
};

static void add(struct pairs *out, size_t before, size_t now)
{
	vec_push(&out->v, ((struct pair){ before, now, false }));
}

static uint32_t **sorted_blocks(const struct text *t, size_t from, size_t n)
{
	uint32_t **words = xcalloc(n + 1, sizeof *words);
	for (size_t i = 0; i < n; i++)
		words[i] = align_sorted(t->word.at + t->block.at[from + i].from, t->block.at[from + i].n);
	return words;
}

static void free_blocks(uint32_t **words, size_t n)
{
	for (size_t i = 0; i < n; i++) free(words[i]);
	free(words);
}

static unsigned worth(const struct gap *g, size_t i, size_t j)
{
	const struct text_block *a = &g->before->block.at[g->a + i], *b = &g->now->block.at[g->b + j];
	unsigned alike = align_alike(g->words[0][i], a->n, g->words[1][j], b->n);
	return alike < ALIKE_BLOCKS ? 0 : alike + (a->shape_id == b->shape_id ? 10u : 0u);
}

/* Best sum of worths by the table of the textbook, read from the front. */
static void pair_best(struct pairs *out, const struct gap *g)
{
	size_t wide = g->nb + 1, i = 0, j = 0;
	unsigned *best = xcalloc((g->na + 1) * wide, sizeof *best), *own = xcalloc((g->na + 1) * wide, sizeof *own);
	for (i = g->na; i-- > 0;)
		for (j = g->nb; j-- > 0;) {
			unsigned *cell = &best[i * wide + j], both = worth(g, i, j);
			own[i * wide + j] = both;
			*cell = best[(i + 1) * wide + j] > best[i * wide + j + 1] ? best[(i + 1) * wide + j]
										  : best[i * wide + j + 1];
			if (both && both + best[(i + 1) * wide + j + 1] > *cell)
				*cell = both + best[(i + 1) * wide + j + 1];
		}
	for (i = j = 0; i < g->na && j < g->nb;) {
		unsigned cell = best[i * wide + j], both = own[i * wide + j];
		if (both && cell == both + best[(i + 1) * wide + j + 1])
			add(out, g->a + i++, g->b + j++);
		else if (cell == best[(i + 1) * wide + j])
			add(out, g->a + i++, ALIGN_NONE);
		else
			add(out, ALIGN_NONE, g->b + j++);
	}
	for (; i < g->na; i++) add(out, g->a + i, ALIGN_NONE);
	for (; j < g->nb; j++) add(out, ALIGN_NONE, g->b + j);
	free(best);
	free(own);
}

/* As many old blocks as new ones are rows that changed one by one; else nothing is known of who became whom. */
static void pair_by_count(struct pairs *out, const struct gap *g)
{
	for (size_t i = 0; i < g->na; i++) add(out, g->a + i, g->na == g->nb ? g->b + i : ALIGN_NONE);
	for (size_t j = 0; j < g->nb && g->na != g->nb; j++) add(out, ALIGN_NONE, g->b + j);
}

static void pair_gap(struct pairs *out, struct gap *g)
{
	if (!g->na || !g->nb || g->na > MOST_CELLS / g->nb) {
		pair_by_count(out, g);
		return;
	}
	g->words[0] = sorted_blocks(g->before, g->a, g->na);
	g->words[1] = sorted_blocks(g->now, g->b, g->nb);
	pair_best(out, g);
	free_blocks(g->words[0], g->na);
	free_blocks(g->words[1], g->nb);
}

static uint32_t *contents(const struct text *t, const struct text_clause *c)
{
	uint32_t *id = xcalloc(c->n + 1, sizeof *id);
	for (size_t i = 0; i < c->n; i++) id[i] = t->block.at[c->from + i].content;
	return id;
}

void align_blocks(struct pairs *out, const struct text *before, const struct text_clause *a, const struct text *now,
	const struct text_clause *b)
{
	uint32_t *old_id = contents(before, a), *new_id = contents(now, b);
	struct word_diff d = WORD_DIFF_INIT;
	vec_clear(&out->v);
	out->moves_unknown = false;
	word_diff_ids(&d, old_id, a->n, new_id, b->n);
	for (size_t r = 0; r < d.runs.n; r++) {
		const struct diff_run *run = &d.runs.at[r], *next = r + 1 < d.runs.n ? run + 1 : NULL;
		struct gap g = { before, now, a->from + run->old_at, 0, b->from + run->new_at, 0, { NULL, NULL } };
		if (run->part == DIFF_SAME) {
			for (size_t k = 0; k < run->n; k++) add(out, g.a + k, g.b + k);
			continue;
		}
		g.na = run->part == DIFF_OLD ? run->n : 0;
		g.nb = run->part == DIFF_NEW ? run->n : next && next->part == DIFF_NEW ? next->n : 0;
		if (run->part == DIFF_OLD && g.nb) r++;
		pair_gap(out, &g);
	}
	word_diff_dispose(&d);
	free(old_id);
	free(new_id);
}
