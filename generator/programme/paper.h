/* paper: PDF pages of text, lines and circles, by cairo and pango: the only files that include them. What is written depends on the text, the fonts of
 * this computer and the versions of the two libraries, and on nothing else: the file's date is the day it is given, and no part is named by chance.
 *
 *     struct paper_fonts *fonts = paper_fonts_new();                 // slow (a tenth of a second): once a run
 *     struct paper *p = paper_begin(fonts, PAPER_LETTER, true, &about);
 *     y += paper_text(p, &heading, x, y, width, sv("Łukasz"));       // wraps; returns the height; y is the top of the line
 *     paper_next(p);                                                 // the next page
 *     size_t missing = paper_missing(p);                             // letters that no font here has: the paper is not fit to be sent
 *     r = paper_end(p, &bytes, &err);  paper_fonts_free(fonts);
 *
 * Lengths are points (1/72 inch) from the upper left corner. Right-to-left text runs right to left by itself. Fonts are embedded, with only the letters that
 * are used. Families: the first of paper_families that has every letter of a text sets all of it, so that no name changes its face in the middle. */
#ifndef PROGRAMME_PAPER_H
#define PROGRAMME_PAPER_H
#include "base/date.h"
#include "base/str.h"
enum paper_size { PAPER_A4, PAPER_LETTER, PAPER_SIZES };
const char *paper_size_word(enum paper_size s); /* "a4", "letter" */
enum paper_align { PAPER_LEFT, PAPER_CENTER, PAPER_RIGHT };
struct paper_color {
	double r, g, b;
};
extern const struct paper_color paper_ink, paper_soft, paper_teal;
struct paper_type {
	double size;    /* points */
	double leading; /* line height as a multiple of the font's own; 0 is 1 */
	double spread;  /* between letters, points */
	bool bold, italic, sans;
	enum paper_align align;
	const struct paper_color *color; /* NULL: ink */
	const char *tag;                 /* what it is to a reader program: "H1", "P"; NULL: "P" */
};
struct paper_about {
	const char *title, *author, *subject;
	date_t day; /* creation date in the file */
};
struct paper_fonts;
struct paper;
struct paper_fonts *paper_fonts_new(void);
void paper_fonts_free(struct paper_fonts *f); /* NULL is fine */
/* The family that is meant for papers and is not on this computer ("P052"), or NULL; with the Debian package that has it. */
const char *paper_fonts_lacking(const struct paper_fonts *f, const char **package);
struct paper *paper_begin(struct paper_fonts *f, enum paper_size size, bool landscape, const struct paper_about *about);
double paper_width(const struct paper *p);
double paper_height(const struct paper *p);
double paper_text(struct paper *p, const struct paper_type *type, double x, double y, double width, struct sv text);
/* The height that paper_text would return; nothing is drawn. */
double paper_text_height(struct paper *p, const struct paper_type *type, double width, struct sv text);
/* The largest size from type->size down to `least` at which the text stands on one line of that width; `least` if none does. */
double paper_text_fit(struct paper *p, const struct paper_type *type, double least, double width, struct sv text);
/* One line of type->size, baseline at y, cut off at width if it is longer, with "…". Much faster than paper_text; for texts of hundreds of pages.
 * Returns the width. Text that its font has not is set by paper_text's way. */
double paper_line(struct paper *p, const struct paper_type *type, double x, double y, double width, struct sv text);
/* The width that paper_line would return if there were room for all. */
double paper_line_width(struct paper *p, const struct paper_type *type, struct sv text);
/* Breaks a text into lines of that width by the same fast measure: at blanks, else anywhere. Returns how many bytes of it the first line takes, blank after
 * it included; *shown is how many of them are to be shown. */
size_t paper_break(struct paper *p, const struct paper_type *type, double width, struct sv text, size_t *shown);
void paper_rule(struct paper *p, double x1, double y1, double x2, double y2, double thick, const struct paper_color *c);
/* n horizontal rules {x1, x2, y} at once, which is much faster than one by one. */
void paper_rules(struct paper *p, const double (*rule)[3], size_t n, double thick, const struct paper_color *c);
void paper_box(struct paper *p, double x, double y, double w, double h, double thick, const struct paper_color *c);
void paper_circle(struct paper *p, double x, double y, double radius, double thick, const struct paper_color *c);
void paper_next(struct paper *p);
size_t paper_missing(const struct paper *p);
/* Ends and frees it either way. The bytes are appended. -1: err says what the library says. */
int paper_end(struct paper *p, struct str *out, struct str *err);
#endif
