/* compare.c: what the committee approves and what a reader of the old version has to learn anew are the differences, so
 * they are worked out, not described. Puts together clauses (compare_align), their words (compare_runs) and the facts of
 * the title block. */
#include "content/compare.h"
#include <assert.h>
#include "content/compare_align.h"
#include "content/compare_facts.h"
#include "content/compare_runs.h"

/* Which clause is which, of two texts: asked for the history of a family and again for the page of the two. */
struct aligned {
	const struct text *before, *now;
	struct pairs clauses;
};
struct comparer {
	struct numbers numbers;
	VEC(struct text *) texts;      /* read so far */
	VEC(struct aligned *) aligned; /* of these texts */
	struct arena mem;              /* of the last comparison */
	struct pairs blocks;
	bool whole;
};

struct comparer *comparer_new(void)
{
	struct comparer *c = xcalloc(1, sizeof *c);
	numbers_init(&c->numbers);
	return c;
}

void comparer_forget(struct comparer *c)
{
	for (size_t i = 0; i < c->aligned.n; i++) {
		pairs_dispose(&c->aligned.at[i]->clauses);
		free(c->aligned.at[i]);
	}
	vec_clear(&c->aligned);
	for (size_t i = 0; i < c->texts.n; i++) text_free(c->texts.at[i]);
	vec_clear(&c->texts);
	numbers_dispose(&c->numbers);
	numbers_init(&c->numbers);
	arena_reset(&c->mem);
}

void comparer_free(struct comparer *c)
{
	if (!c) return;
	comparer_forget(c);
	numbers_dispose(&c->numbers);
	vec_dispose(&c->texts);
	vec_dispose(&c->aligned);
	pairs_dispose(&c->blocks);
	arena_dispose(&c->mem);
	free(c);
}

static const struct text *text_of(struct comparer *c, const struct document *doc)
{
	for (size_t i = 0; i < c->texts.n; i++)
		if (c->texts.at[i]->doc == doc) return c->texts.at[i];
	struct text *t = compare_text(&c->numbers, doc);
	if (t) vec_push(&c->texts, t);
	return t;
}

static const struct pairs *aligned(struct comparer *c, const struct text *before, const struct text *now)
{
	for (size_t i = 0; i < c->aligned.n; i++)
		if (c->aligned.at[i]->before == before && c->aligned.at[i]->now == now)
			return &c->aligned.at[i]->clauses;
	struct aligned *al = xcalloc(1, sizeof *al);
	al->before = before;
	al->now = now;
	align_clauses(&al->clauses, before, now);
	vec_push(&c->aligned, al);
	return &al->clauses;
}

bool compare_possible(const struct document *before, const struct document *now)
{
	return before->source && now->source && !before->source->unsound && !now->source->unsound;
}

/* ---- blocks */

static struct sv shape_note(struct arena *mem, const struct text_block *a, const struct text_block *b)
{
	if (!a || !b || a->shape_id == b->shape_id) return sv("");
	if (!sv_eq(a->shape, b->shape)) return sv(arena_printf(mem, "was a %.*s", SV_ARG(a->shape)));
	if (!sv_eq(a->mark, b->mark)) return sv(arena_printf(mem, "was %.*s", SV_ARG(a->mark)));
	return a->depth < b->depth ? sv("set further in now") : sv("set further out now");
}

static void make_block(struct comparer *c, struct compare_block *out, const struct text *before,
	const struct text_block *a, const struct text *now, const struct text_block *b)
{
	const struct text_block *shown = b ? b : a;
	assert(shown); /* a pair has at least one side */
	*out = (struct compare_block){ .shape = shown->shape,
		.mark = shown->mark,
		.depth = shown->depth,
		.note = shape_note(&c->mem, a, b),
		.change = !a                         ? COMPARE_NEW
			  : !b                       ? COMPARE_GONE
			  : a->content == b->content ? COMPARE_SAME
						     : COMPARE_CHANGED };
	compare_runs(out, &c->mem, &c->numbers, before, a, now, b, &c->whole);
}

static void make_blocks(struct comparer *c, struct compare_clause *out, const struct text *before,
	const struct text_clause *a, const struct text *now, const struct text_clause *b)
{
	static const struct text_clause nothing = { .n = 0 };
	align_blocks(&c->blocks, before, a ? a : &nothing, now, b ? b : &nothing);
	struct compare_block *block = ARENA_ARRAY(&c->mem, struct compare_block, c->blocks.v.n + 1);
	for (size_t i = 0; i < c->blocks.v.n; i++) {
		const struct pair *p = &c->blocks.v.at[i];
		make_block(c, &block[i], before, p->before == ALIGN_NONE ? NULL : &before->block.at[p->before], now,
			p->now == ALIGN_NONE ? NULL : &now->block.at[p->now]);
	}
	out->block = block;
	out->nblocks = c->blocks.v.n;
}

/* ---- clauses */

static void make_clause(struct comparer *c, struct compare_clause *out, const struct text *before,
	const struct text *now, const struct pair *p, bool words)
{
	const struct text_clause *a = p->before == ALIGN_NONE ? NULL : &before->clause.at[p->before],
				 *b = p->now == ALIGN_NONE ? NULL : &now->clause.at[p->now], *shown = b ? b : a;
	assert(shown);
	*out = (struct compare_clause){ .number = b ? b->number : sv(""),
		.old_number = a ? a->number : sv(""),
		.anchor = b ? b->anchor : NULL,
		.old_anchor = a ? a->anchor : NULL,
		.title = shown->title,
		.section = shown->section,
		.heading = shown->heading,
		.moved = a && b && !sv_eq(a->number, b->number),
		.displaced = p->displaced,
		.change = !a                         ? COMPARE_NEW
			  : !b                       ? COMPARE_GONE
			  : a->content == b->content ? COMPARE_SAME
						     : COMPARE_CHANGED };
	if (words && out->change != COMPARE_SAME) make_blocks(c, out, before, a, now, b);
}

static void count(struct comparison *d, const struct compare_clause *clause)
{
	if (clause->change == COMPARE_CHANGED) d->changed++;
	if (clause->change == COMPARE_NEW) d->added++;
	if (clause->change == COMPARE_GONE) d->gone++;
	if (clause->change != COMPARE_SAME) return;
	if (clause->moved || clause->displaced)
		d->moved++;
	else if (clause->number.n || clause->heading)
		d->same++;
}

static struct comparison *compare(
	struct comparer *c, const struct document *before, const struct document *now, bool words)
{
	const struct text *a = text_of(c, before), *b = text_of(c, now);
	if (!a || !b) return NULL;
	arena_reset(&c->mem);
	c->whole = false;
	struct comparison *d = ARENA_NEW(&c->mem, struct comparison);
	d->before = before;
	d->now = now;
	if (words) compare_facts(d, &c->mem);
	const struct pairs *pairs = aligned(c, a, b);
	d->moves_unknown = pairs->moves_unknown;
	struct compare_clause *clause = ARENA_ARRAY(&c->mem, struct compare_clause, pairs->v.n + 1);
	for (size_t i = 0; i < pairs->v.n; i++) {
		make_clause(c, &clause[i], a, b, &pairs->v.at[i], words);
		count(d, &clause[i]);
	}
	d->clause = clause;
	d->nclauses = pairs->v.n;
	d->whole = c->whole;
	return d;
}

const struct comparison *compare_versions(struct comparer *c, const struct document *before, const struct document *now)
{
	return compare(c, before, now, true);
}

const struct comparison *compare_outline(struct comparer *c, const struct document *before, const struct document *now)
{
	return compare(c, before, now, false);
}

/* ---- questions */

/* A question that rests on 5.1 rests on all of 5.1. */
static bool rests_on(struct sv wanted, struct sv clause)
{
	if (!wanted.n || clause.n < wanted.n || !sv_eq(sv_sub(clause, 0, wanted.n), wanted)) return false;
	return clause.n == wanted.n || clause.p[wanted.n] == '.';
}

static bool touched(const struct comparison *d, const struct document *faq)
{
	for (size_t k = 0; k < faq->nclauses; k++) {
		const struct clause_ref *ref = &faq->clauses[k];
		if (ref->target != d->now && ref->target != d->before) continue;
		for (size_t i = 0; i < d->nclauses; i++) {
			const struct compare_clause *c = &d->clause[i];
			struct sv number = ref->target == d->now ? c->number : c->old_number;
			if (compare_clause_differs(c) && rests_on(ref->number, number)) return true;
		}
	}
	return false;
}

size_t compare_questions(
	const struct comparison *d, const struct corpus *corpus, struct arena *mem, const struct document *const **out)
{
	const struct document **list = ARENA_ARRAY(mem, const struct document *, corpus->ndocs + 1);
	size_t n = 0;
	for (size_t i = 0; i < corpus->ndocs; i++)
		if (corpus->doc[i]->kind == DOC_FAQ && touched(d, corpus->doc[i])) list[n++] = corpus->doc[i];
	*out = list;
	return n;
}

/* ---- in words */

bool compare_clause_differs(const struct compare_clause *clause)
{
	return clause->change != COMPARE_SAME || clause->moved || clause->displaced;
}

bool comparison_is_empty(const struct comparison *d)
{
	for (size_t i = 0; i < d->nclauses; i++)
		if (compare_clause_differs(&d->clause[i])) return false;
	return d->nfacts == 0;
}

struct sv compare_clause_name(const struct compare_clause *clause, struct arena *mem)
{
	struct sv number = clause->change == COMPARE_GONE ? clause->old_number : clause->number;
	if (number.n) return number;
	if (clause->heading) return sv(arena_printf(mem, "\"%.*s\"", SV_ARG(clause->title)));
	return sv("the text before the first clause");
}

struct sv compare_clause_words(const struct compare_clause *clause, struct arena *mem)
{
	const char *change = clause->change == COMPARE_CHANGED ? "changed" : "the same";
	if (clause->change == COMPARE_NEW) return sv("new");
	if (clause->change == COMPARE_GONE) return sv("gone");
	if (clause->moved && clause->old_number.n)
		return sv(arena_printf(mem, "moved from %.*s%s", SV_ARG(clause->old_number),
			clause->change == COMPARE_CHANGED ? " and changed" : ""));
	if (clause->displaced)
		return sv(clause->change == COMPARE_CHANGED ? "stands elsewhere now and changed"
							    : "stands elsewhere now");
	return sv(change);
}
