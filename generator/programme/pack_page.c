/* pack_page.c reads the pack's pages back into blocks. It need not be a browser: the pages come from templates whose markup input/template.h has checked, and what
 * it does not know is set as plain text, so that no word of a template is ever lost on paper. */
#include "programme/pack_page.h"
#include <stdint.h>

enum { DEPTH = 32 };
struct reader {
	struct pack_page *page;
	struct sv html;
	size_t at;
	bool space;          /* white space was seen since the last piece */
	int bold, soft;      /* open elements of that effect */
	int skip;            /* depth within an element that is left out */
	bool in_row, in_run; /* ul.row, p.run */
	size_t table;        /* block of the open table, SIZE_MAX */
	size_t row_cells;    /* of the open row */
	bool head_row, strong_row, wide_fact;
	struct open {
		struct sv name;
		bool bold, soft;
	} open[DEPTH];
	size_t depth;
};
struct tag {
	struct sv name, cls;
	bool close, empty;
};

static bool has_class(const struct tag *t, const char *name)
{
	struct sv rest = t->cls, part;
	while (rest.n && sv_split(&rest, ' ', &part))
		if (sv_is(part, name)) return true;
	return false;
}

static bool is(const struct tag *t, const char *name)
{
	return sv_is(t->name, name);
}

/* ---- words */

static struct sv decode(struct arena *mem, struct sv v)
{
	static const struct {
		const char *entity;
		char z[4];
	} known[] = { { "&amp;", "&" }, { "&lt;", "<" }, { "&gt;", ">" }, { "&quot;", "\"" }, { "&#39;", "'" } };
	struct str out = STR_INIT;
	if (sv_find(v, sv("&")) == SIZE_MAX) return v;
	for (size_t i = 0; i < v.n;) {
		size_t k = 0;
		while (k < 5 && !sv_starts(sv_sub(v, i, v.n), known[k].entity)) k++;
		str_putc(&out, k < 5 ? known[k].z[0] : v.p[i]);
		i += k < 5 ? strlen(known[k].entity) : 1;
	}
	struct sv r = arena_sv(mem, sv_of(&out));
	str_dispose(&out);
	return r;
}

static void put(struct reader *r, enum piece_kind kind, struct sv text)
{
	struct piece p = { kind, text, r->space, r->bold > 0, r->soft > 0 };
	vec_push(&r->page->piece, p);
	r->space = false;
}

static bool is_blank(char c)
{
	return c == ' ' || c == '\n' || c == '\t' || c == '\r';
}

static void take_text(struct reader *r, struct sv text)
{
	for (size_t i = 0; i < text.n;) {
		size_t from = i;
		while (i < text.n && !is_blank(text.p[i])) i++;
		if (i > from && !r->skip) put(r, PIECE_WORD, decode(&r->page->mem, sv_sub(text, from, i - from)));
		if (i < text.n) r->space = true;
		while (i < text.n && is_blank(text.p[i])) i++;
	}
}

/* ---- blocks */

static struct block *last(struct reader *r)
{
	return r->page->block.n ? &r->page->block.at[r->page->block.n - 1] : NULL;
}

static struct block *begin(struct reader *r, enum block_kind kind)
{
	struct block b = { .kind = kind, .text = { r->page->piece.n, 0 } };
	vec_push(&r->page->block, b);
	r->space = false;
	return last(r);
}

/* What was read since belongs to the last block, or cell. */
static void end_words(struct reader *r, struct words *w)
{
	w->n = r->page->piece.n - w->from;
	r->space = false;
}

static void open_cell(struct reader *r, const struct tag *t)
{
	struct cell c = { .text = { r->page->piece.n, 0 },
		.head = r->head_row,
		.number = has_class(t, "n"),
		.strong = r->strong_row || r->head_row };
	if (r->table == SIZE_MAX) return;
	vec_push(&r->page->cell, c);
	r->row_cells++;
	r->space = false;
}

/* Every row gets as many cells as the first has. */
static void close_row(struct reader *r)
{
	if (r->table == SIZE_MAX) return;
	struct block *b = &r->page->block.at[r->table];
	if (!b->rows) b->columns = r->row_cells;
	for (; r->row_cells < b->columns; r->row_cells++) {
		struct cell c = { .text = { r->page->piece.n, 0 } };
		vec_push(&r->page->cell, c);
	}
	while (r->row_cells > b->columns) r->page->cell.n--, r->row_cells--;
	b->rows++;
	if (r->head_row) b->head_rows++;
}

static void open_block(struct reader *r, const struct tag *t)
{
	struct block *b;
	if (is(t, "article"))
		begin(r, BLOCK_SHEET);
	else if (is(t, "section"))
		begin(r, BLOCK_FRAME);
	else if (is(t, "h1") || is(t, "h2") || is(t, "h3"))
		begin(r, BLOCK_HEADING)->level = t->name.p[1] - '0';
	else if (is(t, "p")) {
		b = begin(r, has_class(t, "run") ? BLOCK_RUN : BLOCK_TEXT);
		b->outcome = has_class(t, "outcome");
		b->fill = has_class(t, "fill") || has_class(t, "boxes");
		r->in_run = b->kind == BLOCK_RUN;
	} else if (is(t, "ul"))
		r->in_row = has_class(t, "row");
	else if (is(t, "li"))
		begin(r, r->in_row ? BLOCK_ROW_ITEM : BLOCK_ITEM);
	else if (is(t, "div"))
		r->wide_fact = has_class(t, "long");
	else if (is(t, "dt"))
		begin(r, BLOCK_FACT)->wide = r->wide_fact;
	else if (is(t, "dd") && last(r) && last(r)->kind == BLOCK_FACT)
		last(r)->value.from = r->page->piece.n, r->space = false;
	else if (is(t, "table")) {
		begin(r, BLOCK_TABLE)->cell = r->page->cell.n;
		r->table = r->page->block.n - 1;
	} else if (is(t, "thead"))
		r->head_row = true;
	else if (is(t, "tr"))
		r->row_cells = 0, r->strong_row = has_class(t, "proposed");
	else if (is(t, "td") || is(t, "th"))
		open_cell(r, t);
}

static void close_block(struct reader *r, const struct tag *t)
{
	struct block *b = last(r);
	if (is(t, "section"))
		begin(r, BLOCK_FRAME_END);
	else if (is(t, "thead"))
		r->head_row = false;
	else if (is(t, "tr"))
		close_row(r);
	else if (is(t, "table"))
		r->table = SIZE_MAX;
	else if (is(t, "ul"))
		r->in_row = false;
	else if ((is(t, "td") || is(t, "th")) && r->table != SIZE_MAX && r->row_cells)
		end_words(r, &r->page->cell.at[r->page->cell.n - 1].text);
	else if (is(t, "dd") && b && b->kind == BLOCK_FACT)
		end_words(r, &b->value);
	else if (b && (is(t, "h1") || is(t, "h2") || is(t, "h3") || is(t, "p") || is(t, "li") || is(t, "dt"))) {
		end_words(r, &b->text);
		r->in_run = false;
	}
	/* A caption stands in the open table's block. */
	if (is(t, "caption") && b && b->kind == BLOCK_TABLE) end_words(r, &b->text);
}

/* ---- tags */

static void open_inline(struct reader *r, const struct tag *t)
{
	struct open o = { t->name, is(t, "strong") || is(t, "b"),
		has_class(t, "id") || has_class(t, "soft") || is(t, "dt") };
	if (is(t, "span") && has_class(t, "box")) put(r, PIECE_BOX, sv(""));
	if (is(t, "span") && has_class(t, "line")) put(r, has_class(t, "short") ? PIECE_SHORT : PIECE_LINE, sv(""));
	if (t->empty || r->depth == DEPTH) return;
	r->open[r->depth++] = o;
	r->bold += o.bold;
	r->soft += o.soft;
}

static void close_inline(struct reader *r, const struct tag *t)
{
	if (r->in_run && is(t, "span")) put(r, PIECE_BREAK, sv(""));
	while (r->depth) {
		struct open *o = &r->open[--r->depth];
		r->bold -= o->bold;
		r->soft -= o->soft;
		if (sv_eq(o->name, t->name)) return;
	}
}

static bool left_out(const struct tag *t)
{
	return is(t, "nav") || is(t, "head") || ((is(t, "header") || is(t, "footer")) && has_class(t, "bar"));
}

static void take_tag(struct reader *r, const struct tag *t)
{
	static const char *const leaving[] = { "nav", "head", "header", "footer" };
	if (r->skip) {
		bool same = false;
		for (size_t i = 0; i < 4; i++) same |= is(t, leaving[i]);
		if (same && !t->empty) r->skip += t->close ? -1 : 1;
		return;
	}
	if (!t->close && left_out(t)) {
		r->skip = 1;
		return;
	}
	if (t->close) {
		close_inline(r, t);
		close_block(r, t);
	} else {
		open_block(r, t);
		open_inline(r, t);
	}
}

static struct sv class_of(struct sv tag)
{
	size_t at = sv_find(tag, sv(" class=\""));
	if (at == SIZE_MAX) return sv("");
	struct sv v = sv_sub(tag, at + 8, tag.n);
	size_t end = sv_find(v, sv("\""));
	return end == SIZE_MAX ? sv("") : sv_sub(v, 0, end);
}

/* A ">" within an attribute is escaped by the templates. */
static void next_tag(struct reader *r)
{
	struct sv rest = sv_sub(r->html, r->at, r->html.n);
	size_t end = sv_find(rest, sv(">")), n = 1;
	if (end == SIZE_MAX) end = rest.n - 1;
	struct sv inner = sv_sub(rest, 1, end - 1);
	struct tag t = { .close = sv_starts(inner, "/"), .empty = sv_ends(inner, "/") };
	r->at += end + 1;
	if (sv_starts(inner, "!")) return;
	if (t.close) inner = sv_sub(inner, 1, inner.n);
	while (n < inner.n && !is_blank(inner.p[n]) && inner.p[n] != '/') n++;
	t.name = sv_sub(inner, 0, n);
	t.cls = class_of(inner);
	static const char *const empty[] = { "meta", "link", "br", "hr", "img", "input" };
	for (size_t i = 0; i < sizeof empty / sizeof *empty; i++) t.empty |= sv_is(t.name, empty[i]);
	take_tag(r, &t);
}

void pack_page_read(struct pack_page *out, struct sv html)
{
	struct reader r = { .page = out, .html = html, .table = SIZE_MAX };
	arena_reset(&out->mem);
	out->piece.n = out->block.n = out->cell.n = 0;
	while (r.at < html.n) {
		size_t end = r.at;
		while (end < html.n && html.p[end] != '<') end++;
		take_text(&r, sv_sub(html, r.at, end - r.at));
		r.at = end;
		if (end < html.n) next_tag(&r);
	}
}

void pack_page_dispose(struct pack_page *p)
{
	vec_dispose(&p->piece);
	vec_dispose(&p->block);
	vec_dispose(&p->cell);
	arena_dispose(&p->mem);
}
