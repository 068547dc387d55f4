/* pack_set.c breaks words into lines. Words are measured one by one and drawn together where their looks are the same, because drawing is what costs. */
#include "programme/pack_set.h"

enum { LINE_PIECES = 256 };
static const double box_width = 9, short_width = 84;

struct set_piece {
	const struct piece *piece;
	struct sv text; /* a part of the piece's, where that was broken */
	double x, width;
};
struct set_line {
	struct set_piece at[LINE_PIECES];
	size_t n;
	double width;
};

static struct paper_type type_of(const struct setting *s, const struct piece *p)
{
	return (struct paper_type){
		.size = s->size, .sans = true, .bold = s->bold || p->bold, .color = p->soft ? &paper_soft : &paper_ink
	};
}

static double width_of(struct setting *s, const struct piece *p, struct sv text)
{
	struct paper_type t = type_of(s, p);
	if (p->kind == PIECE_BOX) return box_width;
	if (p->kind == PIECE_SHORT) return short_width;
	return p->kind == PIECE_WORD ? paper_line_width(s->p, &t, text) : 0;
}

static double blank(struct setting *s, const struct piece *p)
{
	if (p->kind == PIECE_BOX) return 16; /* a choice stands apart from the one before */
	struct paper_type t = type_of(s, p);
	return paper_line_width(s->p, &t, sv(" "));
}

/* Lines to write on share what the words leave. */
static void share_out(struct set_line *l, double width)
{
	size_t n = 0;
	double shift = 0;
	for (size_t i = 0; i < l->n; i++) n += l->at[i].piece->kind == PIECE_LINE;
	if (!n) return;
	double each = (width - l->width) / (double)n;
	for (size_t i = 0; i < l->n; i++) {
		l->at[i].x += shift;
		if (l->at[i].piece->kind != PIECE_LINE) continue;
		l->at[i].width = each;
		shift += each;
	}
}

static bool same_looks(const struct piece *a, const struct piece *b)
{
	return a->kind == PIECE_WORD && b->kind == PIECE_WORD && a->bold == b->bold && a->soft == b->soft;
}

static void draw_mark(struct setting *s, const struct set_piece *p, double x, double base)
{
	if (p->piece->kind == PIECE_BOX)
		paper_box(s->p, x + p->x, base - 6.5, 6.5, 6.5, 0.7, &paper_ink);
	else if (p->piece->kind != PIECE_BREAK)
		paper_rule(s->p, x + p->x, base + 2, x + p->x + p->width - 4, base + 2, 0.5, &paper_ink);
}

static void draw_line(struct setting *s, struct set_line *l, double x, double base, double width)
{
	share_out(l, width);
	if (s->right) x += width - l->width;
	for (size_t i = 0; i < l->n;) {
		struct set_piece *first = &l->at[i];
		if (first->piece->kind != PIECE_WORD) {
			draw_mark(s, first, x, base);
			i++;
			continue;
		}
		str_clear(&s->text);
		str_sv(&s->text, first->text);
		for (i++; i < l->n && same_looks(first->piece, l->at[i].piece); i++) {
			if (l->at[i].piece->space) str_putc(&s->text, ' ');
			str_sv(&s->text, l->at[i].text);
		}
		struct paper_type t = type_of(s, first->piece);
		paper_line(s->p, &t, x + first->x, base, 1e6, sv_of(&s->text));
	}
}

static void add(struct set_line *l, const struct piece *p, struct sv text, double before, double width)
{
	l->width += before;
	l->at[l->n++] = (struct set_piece){ p, text, l->width, width };
	l->width += width;
}

/* A word that is wider than the column: as much as has room; the rest is returned. */
static struct sv add_part(struct setting *s, struct set_line *l, const struct piece *p, struct sv text, double width)
{
	struct paper_type t = type_of(s, p);
	size_t shown = 0;
	paper_break(s->p, &t, width, text, &shown);
	struct sv part = sv_sub(text, 0, shown ? shown : text.n);
	add(l, p, part, 0, width_of(s, p, part));
	return sv_sub(text, part.n, text.n);
}

double set_words(struct setting *s, struct words words, double x, double y, double width, bool draw)
{
	const struct piece *all = s->page->piece.at + words.from;
	struct set_line l = { .n = 0 };
	double top = y, base = s->size * 0.92;
	for (size_t i = 0; i < words.n; i++) {
		const struct piece *p = &all[i];
		struct sv text = p->text;
		double wide = width_of(s, p, text), before = l.n && p->space ? blank(s, p) : 0;
		bool full = l.n && p->space && l.width + before + wide > width;
		if (full || l.n == LINE_PIECES) {
			if (draw) draw_line(s, &l, x, y + base, width);
			y += s->line;
			l = (struct set_line){ .n = 0 };
			before = 0;
		}
		while (p->kind == PIECE_WORD && !l.n && wide > width && text.n) {
			text = add_part(s, &l, p, text, width);
			wide = width_of(s, p, text);
			if (!text.n) break;
			if (draw) draw_line(s, &l, x, y + base, width);
			y += s->line;
			l = (struct set_line){ .n = 0 };
		}
		if (text.n || p->kind != PIECE_WORD) add(&l, p, text, before, wide);
	}
	if (!l.n) return y - top;
	if (draw) draw_line(s, &l, x, y + base, width);
	return y + s->line - top;
}

void set_widths(struct setting *s, struct words words, double *natural, double *least)
{
	const struct piece *all = s->page->piece.at + words.from;
	*natural = *least = 0;
	for (size_t i = 0; i < words.n; i++) {
		double w = width_of(s, &all[i], all[i].text);
		*natural += w + (i && all[i].space ? blank(s, &all[i]) : 0);
		if (w > *least) *least = w;
	}
}
