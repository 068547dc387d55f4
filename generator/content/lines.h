/* lines: which line of which file a line of a document's text is, once shared texts have been put in. Private to
 * content/.
 *
 * The text of a document that includes nothing is one run of its own file and has an empty map. Otherwise each run of
 * lines that come from one file, one after the other, is an entry:
 *
 *     body line  1..4  content/pages/pause.md     from line 5
 *     body line  5..7  content/shared/wording.md  from line 1, put in by content/pages/pause.md:9
 *     body line  8..   content/pages/pause.md     from line 10
 */
#ifndef CONTENT_LINES_H
#define CONTENT_LINES_H
#include "base/diag.h"
#include "base/vec.h"
struct line_run {
	unsigned first;     /* line of the text, from 1 */
	const char *file;   /* borrowed; where those lines stand */
	unsigned line;      /* the first of them there */
	unsigned indent;    /* blanks put in front of each */
	struct place asked; /* the line that put them in; file NULL: the document's own */
};
struct line_map {
	VEC(struct line_run) run; /* by `first` */
};
/* The run that holds a line of the text; NULL if the map is empty. */
const struct line_run *lines_run(const struct line_map *m, unsigned line);
/* The run whose lines a place of a file lies in, NULL if there is none. */
const struct line_run *lines_run_at(const struct line_map *m, struct place at);
#endif
