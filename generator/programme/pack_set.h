/* pack_set: words of several kinds set in a column, for pack_pdf. */
#ifndef PROGRAMME_PACK_SET_H
#define PROGRAMME_PACK_SET_H
#include "programme/pack_page.h"
#include "programme/paper.h"
struct setting {
	struct paper *p;
	const struct pack_page *page;
	double size, line; /* of the letters; from baseline to baseline */
	bool bold, right;
	struct str text; /* for the words of a line; emptied each time */
};
/* The height of the words in a column of that width; with draw, from y (the top) down. Words longer than the column are broken anywhere. */
double set_words(struct setting *s, struct words words, double x, double y, double width, bool draw);
/* On one line, and the widest single word. */
void set_widths(struct setting *s, struct words words, double *natural, double *least);
#endif
