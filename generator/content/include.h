/* include: texts and tables that several documents share -> put into each of them before it is parsed. Private to
 * content/.
 *
 * On a line of its own, with an empty line before and after it (blanks in front put it into a list item):
 *
 *     [include](../shared/pausing.md)
 *     [table: When fees are due](../tables/fees.csv)
 *     [table: When fees are due | Month | Fee](../tables/fees.csv)      only these columns, in this order
 *
 * Each is an ordinary link for every other Markdown program. content/shared/NAME.md holds Markdown without a head of
 * settings and may include others; content/tables/NAME.csv a table whose first row names the columns. A table becomes a
 * ```csv block, so both kinds of CSV table have one meaning. What was put in counts as the document's own text: for its
 * revision, so for the fingerprint of an SOP, for its numbering and for its checks. A problem in a shared text is told
 * once, at its own line, with the first line that includes it. */
#ifndef CONTENT_INCLUDE_H
#define CONTENT_INCLUDE_H
#include "content/build.h"
#define INCLUDE_DEPTH 8 /* a text in a text in … */
/* Is content/`relative` a file that is only ever included? Then it is kept in b->shared. */
bool include_takes(struct build *b, const char *relative);
/* Replaces the lines of s->front.body that include something and fills s->lines. Problems go to ds; a line that could
 * not be replaced is left out. */
void include_expand(struct build *b, struct source *s, const char *workspace, struct diags *ds);
/* Adds the problems found in a document's text to b->ds, those of shared texts once and with who included them. */
void include_tell(struct build *b, const struct source *s, const struct diags *found);
/* Warns of shared texts and tables that no document includes. */
void include_unused(struct build *b);
/* Gives the text of a shared file for source lines; empty if the file is none, or was not read. */
struct sv include_text(const struct build *b, const char *file);
#endif
