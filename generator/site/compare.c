/* The page that compares two versions: first which clauses differ, then each of them with its words. What was added and
 * removed is said in words and by lines under and through the text, never by color alone. */
#include "site/versions.h"
#include "site/documents.h"

static void put_side(struct site *s, struct tmap *root, const char *name, const struct document *doc)
{
	struct tmap *m = tmap_map(root, name);
	page_url(s, m, "href", doc->path, ORIGIN_DOCUMENT, doc->file);
	tmap_text(m, "number", doc->number, ORIGIN_DOCUMENT, doc->file);
	tmap_text(m, "status", sv(doc_status_word(doc->status)), ORIGIN_TEMPLATE, NULL);
	tmap_text(m, "revision", sv(doc->revision_short), ORIGIN_ID, NULL);
	page_date(m, "effective", doc->effective, &s->mem);
	page_date(m, "retired", controlled_retired(doc), &s->mem);
}

static void put_runs(struct tmap *m, const struct comparison *d, const struct compare_run *run, size_t n)
{
	struct tlist *list = tmap_list(m, "runs");
	for (size_t i = 0; i < n; i++) {
		struct tmap *item = tlist_add(list);
		const char *file = run[i].part == DIFF_OLD ? d->before->file : d->now->file;
		tmap_bool(item, "old", run[i].part == DIFF_OLD);
		tmap_bool(item, "new", run[i].part == DIFF_NEW);
		tmap_bool(item, "same", run[i].part == DIFF_SAME && !run[i].note.n);
		tmap_bool(item, "set", run[i].note.n > 0);
		tmap_text(item, "text", run[i].text, ORIGIN_DOCUMENT, file);
		tmap_text(item, "note", run[i].note, ORIGIN_DOCUMENT, file);
	}
}

static void put_facts(struct tmap *m, const struct comparison *d)
{
	struct tlist *list = tmap_list(m, "facts");
	for (size_t i = 0; i < d->nfacts; i++) {
		struct tmap *item = tlist_add(list);
		tmap_text(item, "label", sv(d->fact[i].label), ORIGIN_TEMPLATE, NULL);
		tmap_text(item, "was", d->fact[i].before, ORIGIN_DOCUMENT, d->before->file);
		tmap_text(item, "is", d->fact[i].now, ORIGIN_DOCUMENT, d->now->file);
		tmap_bool(item, "in_words", d->fact[i].nruns > 0);
		put_runs(item, d, d->fact[i].run, d->fact[i].nruns);
	}
	tmap_bool(m, "has_facts", d->nfacts > 0);
}

/* ---- the summary */

enum group { GROUP_CHANGED, GROUP_NEW, GROUP_GONE, GROUP_MOVED, GROUPS };

static enum group group_of(const struct compare_clause *c)
{
	static const enum group of[] = { [COMPARE_SAME] = GROUP_MOVED,
		[COMPARE_CHANGED] = GROUP_CHANGED,
		[COMPARE_NEW] = GROUP_NEW,
		[COMPARE_GONE] = GROUP_GONE };
	return of[c->change];
}

static char *anchor_of(struct arena *mem, size_t i)
{
	return arena_printf(mem, "c-%zu", i + 1);
}

static void put_group(struct site *s, struct tlist *groups, const struct comparison *d, enum group group)
{
	static const char *const words[] = { "Changed", "New", "Gone", "Moved, with the same words" };
	struct tlist *list = NULL;
	for (size_t i = 0; i < d->nclauses; i++) {
		const struct compare_clause *c = &d->clause[i];
		const char *file = c->change == COMPARE_GONE ? d->before->file : d->now->file;
		if (!compare_clause_differs(c) || group_of(c) != group) continue;
		if (!list) {
			struct tmap *m = tlist_add(groups);
			tmap_text(m, "words", sv(words[group]), ORIGIN_TEMPLATE, NULL);
			list = tmap_list(m, "clauses");
		}
		struct tmap *item = tlist_add(list);
		tmap_text(item, "name", compare_clause_name(c, &s->mem), ORIGIN_DOCUMENT, file);
		tmap_text(item, "from", c->moved ? c->old_number : sv(""), ORIGIN_DOCUMENT, d->before->file);
		tmap_text(item, "anchor", sv(anchor_of(&s->mem, i)), ORIGIN_TEMPLATE, NULL);
	}
}

void compare_put_summary(struct site *s, struct tmap *m, const struct comparison *d)
{
	struct tlist *groups = tmap_list(m, "groups");
	for (enum group g = 0; g < GROUPS; g++) put_group(s, groups, d, g);
	tmap_bool(m, "differs", tlist_length(groups) > 0);
	tmap_int(m, "same_clauses", (long)d->same, ORIGIN_NUMBER);
	tmap_bool(m, "has_same", d->same > 0);
}

/* ---- clauses */

static bool near_change(const struct compare_clause *c, size_t i)
{
	if (i == 0 || c->block[i].change != COMPARE_SAME || c->block[i].note.n) return true;
	return (i > 0 && c->block[i - 1].change != COMPARE_SAME) ||
	       (i + 1 < c->nblocks && c->block[i + 1].change != COMPARE_SAME);
}

static void put_block(struct tlist *list, const struct comparison *d, const struct compare_block *b)
{
	static const char *const deep[] = { "d0", "d1", "d2", "d3" };
	const char *file = b->change == COMPARE_GONE ? d->before->file : d->now->file;
	bool plain = sv_is(b->shape, "paragraph") || sv_is(b->shape, "point") || sv_is(b->shape, "numbered point");
	struct tmap *m = tlist_add(list);
	tmap_bool(m, "left_out", false);
	tmap_text(m, "depth", sv(deep[b->depth < 3 ? b->depth : 3]), ORIGIN_TEMPLATE, NULL);
	tmap_text(m, "mark", b->mark, ORIGIN_DOCUMENT, file);
	tmap_text(m, "shape", plain ? sv("") : b->shape, ORIGIN_DOCUMENT, file);
	tmap_text(m, "note", b->note, ORIGIN_DOCUMENT, file);
	put_runs(m, d, b->run, b->nruns);
}

/* Blocks that stayed are shown beside those that did not; farther ones are counted. */
static void put_blocks(struct tmap *m, const struct comparison *d, const struct compare_clause *c)
{
	struct tlist *list = tmap_list(m, "blocks");
	size_t i = c->heading && c->nblocks && c->block[0].change == COMPARE_SAME; /* the page's heading says it */
	while (i < c->nblocks) {
		size_t far = i;
		while (far < c->nblocks && !near_change(c, far)) far++;
		if (far - i < 2) { /* a single one is shown rather than counted */
			put_block(list, d, &c->block[i++]);
			continue;
		}
		struct tmap *item = tlist_add(list);
		tmap_bool(item, "left_out", true);
		tmap_int(item, "count", (long)(far - i), ORIGIN_NUMBER);
		i = far;
	}
}

static void put_link(struct site *s, struct tmap *m, const char *has, const char *name, const struct document *doc,
	const char *anchor)
{
	tmap_bool(m, has, anchor != NULL);
	if (anchor) page_url(s, m, name, arena_printf(&s->mem, "%s#%s", doc->path, anchor), ORIGIN_DOCUMENT, doc->file);
}

static void put_clause(struct site *s, struct tmap *m, const struct comparison *d, size_t i)
{
	const struct compare_clause *c = &d->clause[i];
	const char *file = c->change == COMPARE_GONE ? d->before->file : d->now->file;
	tmap_text(m, "anchor", sv(anchor_of(&s->mem, i)), ORIGIN_TEMPLATE, NULL);
	tmap_text(m, "name", compare_clause_name(c, &s->mem), ORIGIN_DOCUMENT, file);
	tmap_text(m, "words", compare_clause_words(c, &s->mem), ORIGIN_DOCUMENT, file);
	tmap_text(m, "own_title", c->heading && c->number.n + c->old_number.n > 0 ? c->title : sv(""), ORIGIN_DOCUMENT,
		file);
	tmap_text(m, "under", c->heading ? sv("") : c->title, ORIGIN_DOCUMENT, file);
	tmap_text(m, "under_number", c->heading ? sv("") : c->section, ORIGIN_DOCUMENT, file);
	put_link(s, m, "in_before", "before_href", d->before, c->old_anchor);
	put_link(s, m, "in_now", "now_href", d->now, c->anchor);
	put_blocks(m, d, c);
}

static void put_questions(struct site *s, struct tmap *m, const struct comparison *d)
{
	const struct document *const *faq = NULL;
	size_t n = compare_questions(d, s->in->corpus, &s->mem, &faq);
	struct tlist *list = tmap_list(m, "questions");
	for (size_t i = 0; i < n; i++) {
		struct tmap *item = tlist_add(list);
		page_url(s, item, "href", faq[i]->path, ORIGIN_DOCUMENT, faq[i]->file);
		tmap_text(item, "title", faq[i]->title, ORIGIN_DOCUMENT, faq[i]->file);
		page_date(item, "updated", faq[i]->updated, &s->mem);
	}
	tmap_bool(m, "has_questions", n > 0);
}

int compare_page(struct site *s, const struct comparison *d, const struct family *family)
{
	struct tmap *m = page_begin(s, s->path, NAV_DOCUMENTS);
	char *title =
		arena_printf(&s->mem, "%.*s and %.*s compared", SV_ARG(d->before->number), SV_ARG(d->now->number));
	tmap_text(m, "title", sv(title), ORIGIN_DOCUMENT, d->now->file);
	tmap_text(m, "description", d->now->title, ORIGIN_DOCUMENT, d->now->file);
	tmap_text(m, "family", family->name, ORIGIN_DOCUMENT, d->now->file);
	tmap_text(m, "document", d->now->title, ORIGIN_DOCUMENT, d->now->file);
	tmap_text(m, "stated", d->now->changes, ORIGIN_DOCUMENT, d->now->file);
	/* Only the change from the version right before is what it states. */
	tmap_bool(m, "neighbors", d->now->supersedes_doc == d->before);
	versions_put_history(s, m, family);
	put_side(s, m, "before", d->before);
	put_side(s, m, "now", d->now);
	put_facts(m, d);
	compare_put_summary(s, m, d);
	tmap_bool(m, "whole", d->whole);
	tmap_bool(m, "moves_unknown", d->moves_unknown);
	struct tlist *clauses = tmap_list(m, "clauses");
	for (size_t i = 0; i < d->nclauses; i++)
		if (compare_clause_differs(&d->clause[i])) put_clause(s, tlist_add(clauses), d, i);
	put_questions(s, m, d);
	return page_put(s, "compare.html", m, d->now->at);
}
