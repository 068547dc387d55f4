/* build.c: from the texts of all documents to HTML, in the order that lets each ask about the others without keeping a tree longer than it is needed. */
#include "content/build.h"
#include "content/glossary.h"
#include "content/include.h"
#include "content/lint.h"
#include "content/markdown.h"
#include "content/typography.h"

#define KEPT_TREE ((size_t)64 << 10) /* bytes of text whose tree is kept between the stages */

struct rehearsal {
	const struct source *s;
};

static void rehearse(void *ctx)
{
	const struct rehearsal *r = ctx;
	struct arena mem = ARENA_INIT;
	struct diags unheard = DIAGS_INIT;
	struct rendering out = RENDERING_INIT;
	struct markdown *md = markdown_parse(&mem, r->s, false, &unheard);
	render_html(&out, md, NULL, r->s->doc);
	markdown_free(md);
}

void build_drop_tree(struct source *s)
{
	markdown_free(s->md);
	s->md = NULL;
	arena_dispose(&s->md_mem);
}

static bool is_old(const struct source *s)
{
	return s->doc->status == STATUS_SUPERSEDED || s->doc->status == STATUS_RETIRED;
}

static void outline(struct build *b, struct source *s)
{
	struct rehearsal r = { s };
	const char *why = NULL;
	if (guard_suspicious(s->front.body) && !guard_rehearse(rehearse, &r, &why)) {
		struct place at = { s->doc->file, s->front.body_line, 1 };
		diags_error(b->ds, "C025", at, "split it into several documents, or nest its lists and quotations less",
			"the text %s", why);
		s->unsound = s->unsound_text = true;
		return;
	}
	s->md = markdown_parse(&s->md_mem, s, is_old(s), b->ds);
	for (size_t i = 0; i < s->md->clauses.n; i++) map_set(&s->clauses, s->md->clauses.at[i].number, 1);
}

static const struct sv *typeset_list(
	struct build *b, const struct typography_signs *signs, const struct sv *list, size_t n)
{
	struct sv *set = ARENA_ARRAY(&b->mem, struct sv, n + 1);
	for (size_t i = 0; i < n; i++) set[i] = typography_text(&b->mem, signs, list[i]);
	return set;
}

/* What the templates show of the head, as the text is set. */
static void typeset(struct build *b, struct document *d)
{
	const struct typography_signs *signs = typography_of(b->settings->language);
	if (!signs) return;
	d->title = typography_text(&b->mem, signs, d->title);
	d->lead = typography_text(&b->mem, signs, d->lead);
	d->changes = typography_text(&b->mem, signs, d->changes);
	if (d->nsteps) d->steps = typeset_list(b, signs, d->steps, d->nsteps);
	if (d->ngain) d->gain = typeset_list(b, signs, d->gain, d->ngain);
}

/* The clauses of an SOP. Its tree, which takes twenty times the memory of its text, is made again when it is written;
 * only of the few long texts it is kept, so that none is parsed three times. */
static void outline_early(struct build *b, struct source *s)
{
	outline(b, s);
	if (s->md && s->front.body.n <= KEPT_TREE) build_drop_tree(s);
}

/* What the first outline had to tell is told already. */
static void outline_again(struct build *b, struct source *s)
{
	struct diags told = DIAGS_INIT;
	if (s->md || s->unsound_text) return;
	s->md = markdown_parse(&s->md_mem, s, is_old(s), &told);
	s->md->ds = b->ds;
	diags_dispose(&told);
}

static void render(struct build *b, struct source *s)
{
	struct document *d = s->doc;
	if (!s->md) return;
	lint_text(b, s);
	glossary_begin(b->glossary, s);
	render_html(&d->body, s->md, b, d);
	struct toc_item *toc = ARENA_ARRAY(&b->mem, struct toc_item, s->md->toc.n + 1);
	for (size_t i = 0; i < s->md->toc.n; i++) {
		const struct toc_item *item = &s->md->toc.at[i];
		struct sv title = arena_sv(&b->mem, item->title);
		toc[i] = (struct toc_item){ item->depth, arena_sv(&b->mem, item->number),
			typography_text(&b->mem, typography_of(b->settings->language), title),
			arena_strdup(&b->mem, sv(item->anchor)) };
	}
	d->toc = toc;
	d->ntoc = s->md->toc.n;
	build_drop_tree(s);
	if (d->kind == DOC_SOP) return; /* versions are compared */
	s->text = s->front.body = sv("");
	str_dispose(&s->raw);
}

/* A document that includes shared texts keeps its problems apart for a while: those of a text that others include too
 * are told once. */
static void stage(struct build *b, struct source *s, void (*work)(struct build *, struct source *))
{
	struct diags found = DIAGS_INIT, *all = b->ds;
	if (!s->lines.run.n) {
		work(b, s);
		return;
	}
	b->ds = &found;
	if (s->md) s->md->ds = &found;
	work(b, s);
	b->ds = all;
	if (s->md) s->md->ds = all;
	include_tell(b, s, &found);
	diags_dispose(&found);
}

/* As stage() wants it. */
static void check_source(struct build *b, struct source *s)
{
	lint_source(b, s);
}

static void write_out(struct build *b, struct source *s)
{
	stage(b, s, check_source);
	stage(b, s, render);
	typeset(b, s->doc);
}

/* Outlines of SOPs come first, because everything else may refer to their clauses; other trees live only while they are
 * written. SOPs are written last, because their clauses name who refers to them. */
void build_render_all(struct build *b)
{
	for (size_t i = 0; i < b->sources.n; i++) {
		struct source *s = b->sources.at[i];
		if (!s->left_out && s->doc->kind == DOC_SOP) stage(b, s, outline_early);
	}
	b->glossary = glossary_new(b);
	struct source *const *order = glossary_order(b);
	for (size_t i = 0; i < b->sources.n; i++) {
		struct source *s = order[i];
		if (s->left_out || s->doc->kind == DOC_SOP) continue;
		stage(b, s, outline);
		write_out(b, s);
	}
	for (size_t i = 0; i < b->sources.n; i++) {
		struct source *s = order[i];
		if (s->left_out || s->doc->kind != DOC_SOP) continue;
		outline_again(b, s);
		write_out(b, s);
	}
	glossary_finish(b->glossary);
}
