/* paper_line.c sets single lines fast: most of a pack of a thousand sheets is plain English in two faces, where shaping every line by pango would take several
 * times as long as everything else together. A letter's glyph and width are asked for once; texts that need more than that go pango's way. */
#include <assert.h>
#include <hb.h>
#include "base/utf8.h"
#include "programme/paper_internal.h"

enum { LINE_GLYPHS = 512 };

void paper_face_dispose(struct paper_face **face)
{
	g_object_unref((*face)->font);
	free(*face);
	*face = NULL;
}

static struct paper_face *new_face(struct paper_fonts *f, const struct paper_type *t)
{
	struct paper_face *face = xcalloc(1, sizeof *face);
	PangoFontDescription *d = pango_font_description_new();
	pango_font_description_set_family_static(d, t->sans ? "Liberation Sans" : "P052");
	pango_font_description_set_absolute_size(d, t->size * PANGO_SCALE);
	if (t->bold) pango_font_description_set_weight(d, PANGO_WEIGHT_BOLD);
	if (t->italic) pango_font_description_set_style(d, PANGO_STYLE_ITALIC);
	*face = (struct paper_face){ .sans = t->sans, .bold = t->bold, .italic = t->italic, .size = t->size };
	face->font = pango_font_map_load_font(f->map, f->context, d);
	face->scaled = pango_cairo_font_get_scaled_font(PANGO_CAIRO_FONT(face->font));
	for (size_t i = 0; i < PAPER_QUICK; i++) face->glyph[i] = -1;
	pango_font_description_free(d);
	return face;
}

static struct paper_face *face_of(struct paper *p, const struct paper_type *t)
{
	struct paper_fonts *f = p->fonts;
	for (size_t i = 0; i < f->nfaces; i++) {
		struct paper_face *a = f->face[i];
		if (a->sans == t->sans && a->bold == t->bold && a->italic == t->italic && a->size == t->size) return a;
	}
	assert(f->nfaces < PAPER_FACES);
	return f->face[f->nfaces++] = new_face(f, t);
}

/* Letters that stand alone and side by side: no marks to be put on others, no script that joins. Dashes, quotes and the like lie elsewhere in Unicode and are
 * kept in places that no such letter has (0x300 to 0x36f). */
static bool place_of(uint32_t cp, uint32_t *place)
{
	*place = cp;
	if (cp >= 0x2010 && cp <= 0x2044)
		*place = cp - 0x2010 + 0x300;
	else if (cp == 0x2190 || cp == 0x2192)
		*place = cp - 0x2190 + 0x340;
	else
		return cp >= 0x20 && cp != 0x7f && (cp < 0x300 || (cp >= 0x370 && cp < 0x530 && cp != 0x483));
	return true;
}

static void ask(struct paper_face *a, uint32_t cp, uint32_t place)
{
	hb_codepoint_t glyph = 0;
	cairo_text_extents_t e = { .x_advance = 0 };
	if (!hb_font_get_nominal_glyph(pango_font_get_hb_font(a->font), cp, &glyph)) glyph = 0;
	cairo_glyph_t g = { glyph, 0, 0 };
	if (glyph) cairo_scaled_font_glyph_extents(a->scaled, &g, 1, &e);
	a->glyph[place] = (int32_t)glyph;
	a->advance[place] = (float)e.x_advance;
}

/* The width of one letter; -1 if the line cannot be set fast. */
static double letter(struct paper_face *a, uint32_t cp, unsigned long *glyph)
{
	uint32_t place = 0;
	if (!place_of(cp, &place)) return -1;
	if (a->glyph[place] < 0) ask(a, cp, place);
	*glyph = (unsigned long)a->glyph[place];
	return *glyph ? (double)a->advance[place] : -1;
}

struct line {
	cairo_glyph_t glyph[LINE_GLYPHS];
	cairo_text_cluster_t cluster[LINE_GLYPHS];
	size_t n, bytes; /* of the text */
	double width;
};

static void add(struct line *l, unsigned long glyph, double advance, size_t bytes)
{
	l->glyph[l->n] = (cairo_glyph_t){ glyph, l->width, 0 };
	l->cluster[l->n++] = (cairo_text_cluster_t){ (int)bytes, 1 };
	l->bytes += bytes;
	l->width += advance;
}

/* As much of the text as has room; false if it cannot be set fast. */
static bool fill(struct line *l, struct paper_face *a, double width, struct sv text)
{
	unsigned long glyph = 0;
	l->n = l->bytes = 0;
	l->width = 0;
	for (size_t i = 0; i < text.n;) {
		size_t from = i;
		double advance = letter(a, utf8_next(text, &i), &glyph);
		if (advance < 0) return false;
		if (l->width + advance > width || l->n == LINE_GLYPHS) break;
		add(l, glyph, advance, i - from);
	}
	return true;
}

/* Takes letters back until "…" has room. */
static void cut(struct line *l, struct paper_face *a, double width)
{
	unsigned long glyph = 0;
	double advance = letter(a, 0x2026, &glyph);
	if (advance < 0) return;
	while (l->n && (l->width + advance > width || l->n == LINE_GLYPHS)) {
		l->width = l->glyph[--l->n].x;
		l->bytes -= (size_t)l->cluster[l->n].num_bytes;
	}
	add(l, glyph, advance, 0);
}

static double show(struct paper *p, const struct paper_type *t, struct paper_face *a, struct line *l, double x,
	double y, double width, struct sv text)
{
	struct str shown = STR_INIT;
	bool whole = l->bytes == text.n;
	if (!whole) cut(l, a, width);
	str_sv(&shown, sv_sub(text, 0, l->bytes));
	if (!whole && l->n) {
		str_puts(&shown, "\xe2\x80\xa6");
		l->cluster[l->n - 1].num_bytes = 3;
	}
	double shift = t->align == PAPER_RIGHT    ? width - l->width
		       : t->align == PAPER_CENTER ? (width - l->width) / 2
						  : 0;
	for (size_t i = 0; i < l->n; i++) {
		l->glyph[i].x += x + shift;
		l->glyph[i].y = y;
	}
	paper_set_color(p, t->color);
	cairo_set_scaled_font(p->cr, a->scaled);
	cairo_show_text_glyphs(p->cr, shown.ptr, (int)shown.len, l->glyph, (int)l->n, l->cluster, (int)l->n,
		(cairo_text_cluster_flags_t)0);
	str_dispose(&shown);
	return l->width;
}

/* By pango: the same place for the baseline. */
static double slow_line(struct paper *p, const struct paper_type *t, double x, double y, double width, struct sv text)
{
	PangoLayout *l = paper_layout(p, t, width, text);
	int w = 0, h = 0;
	p->missing += (size_t)pango_layout_get_unknown_glyphs_count(l);
	pango_layout_set_single_paragraph_mode(l, TRUE);
	pango_layout_set_height(l, 0);
	pango_layout_set_ellipsize(l, PANGO_ELLIPSIZE_END);
	paper_set_color(p, t->color);
	cairo_move_to(p->cr, x, y - (double)pango_layout_get_baseline(l) / PANGO_SCALE);
	pango_cairo_show_layout(p->cr, l);
	pango_layout_get_size(l, &w, &h);
	pango_layout_set_ellipsize(l, PANGO_ELLIPSIZE_NONE);
	pango_layout_set_height(l, -1);
	pango_layout_set_single_paragraph_mode(l, FALSE);
	return (double)w / PANGO_SCALE;
}

double paper_line(struct paper *p, const struct paper_type *t, double x, double y, double width, struct sv text)
{
	struct paper_face *a = face_of(p, t);
	struct line l;
	if (!text.n) return 0;
	return fill(&l, a, width, text) ? show(p, t, a, &l, x, y, width, text) : slow_line(p, t, x, y, width, text);
}

/* Adds up what letter knows, which is all that fill would do. */
double paper_line_width(struct paper *p, const struct paper_type *t, struct sv text)
{
	struct paper_face *a = face_of(p, t);
	unsigned long glyph = 0;
	double width = 0;
	for (size_t i = 0; i < text.n;) {
		double advance = letter(a, utf8_next(text, &i), &glyph);
		if (advance < 0) {
			int w = 0, h = 0;
			pango_layout_get_size(paper_layout(p, t, 0, text), &w, &h);
			return (double)w / PANGO_SCALE;
		}
		width += advance;
	}
	return width;
}

/* ---- breaking */

static size_t slow_break(struct paper *p, const struct paper_type *t, double width, struct sv text)
{
	PangoLayout *l = paper_layout(p, t, width, text);
	PangoLayoutLine *line = pango_layout_get_line_readonly(l, 0);
	return (size_t)line->length;
}

/* Where a line that has no room for more than `n` bytes is broken. */
static size_t last_blank(struct sv text, size_t n)
{
	for (size_t i = n; i > 0; i--)
		if (text.p[i] == ' ') return i;
	return n;
}

size_t paper_break(struct paper *p, const struct paper_type *t, double width, struct sv text, size_t *shown)
{
	struct line l;
	size_t end = sv_find(text, sv("\n")), n;
	struct sv first = end == SIZE_MAX ? text : sv_sub(text, 0, end);
	bool fast = fill(&l, face_of(p, t), width, first);
	n = fast ? l.bytes : slow_break(p, t, width, first);
	if (fast && n < first.n) n = last_blank(first, n);
	if (n == 0 && first.n) utf8_next(first, &n); /* not even one letter: it gets its line */
	*shown = n;
	while (n < text.n && text.p[n] == ' ') n++;
	if (n < text.n && text.p[n] == '\n') n++;
	return n;
}
