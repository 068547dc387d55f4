/* paper_internal: what paper.c and paper_line.c share. */
#ifndef PROGRAMME_PAPER_INTERNAL_H
#define PROGRAMME_PAPER_INTERNAL_H
#include <cairo-pdf.h>
#include <cairo.h>
#include <pango/pangocairo.h>
#include "programme/paper.h"
enum { PAPER_FACES = 16, PAPER_QUICK = 0x600 };
/* One face at one size, for paper_line: the glyph and the advance of the letters below PAPER_QUICK, asked for once. */
struct paper_face {
	bool sans, bold, italic;
	double size;
	cairo_scaled_font_t *scaled;
	PangoFont *font;
	int32_t glyph[PAPER_QUICK]; /* -1 not asked yet, 0 the font has none */
	float advance[PAPER_QUICK];
};
struct paper_fonts {
	PangoFontMap *map;
	PangoContext *context;
	const char *lacking, *package;
	struct paper_face *face[PAPER_FACES];
	size_t nfaces;
};
struct paper {
	struct paper_fonts *fonts;
	cairo_surface_t *surface;
	cairo_t *cr;
	PangoLayout *layout;
	struct str bytes;
	double width, height;
	size_t missing;
};
void paper_face_dispose(struct paper_face **face);
/* The text laid out in p's one layout, to be used before the next. width 0: on one line. */
PangoLayout *paper_layout(struct paper *p, const struct paper_type *t, double width, struct sv text);
void paper_set_color(struct paper *p, const struct paper_color *c);
#endif
