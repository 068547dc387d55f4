/* sheet: the tables of a written document as cells, for the spreadsheet templates of tools. They are read from the HTML
 * that render made, so that a printed form and its template cannot differ. */
#ifndef CONTENT_SHEET_H
#define CONTENT_SHEET_H
#include "content/corpus.h"
struct sheet_table {
	struct sv section;     /* the heading above it, the document's title if there is none */
	const char *anchor;    /* of that heading, "" if there is none */
	size_t columns, rows;  /* the widest row; with the first one, the headings */
	const struct sv *cell; /* rows * columns; plain text */
	bool to_fill;          /* has an empty cell below the first row, or no row there at all */
};
struct sheet {
	const struct sheet_table *table;
	size_t n;
};
/* Memory in mem. */
void sheet_read(struct sheet *out, struct arena *mem, const struct document *doc);
#endif
