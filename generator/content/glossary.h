/* glossary: the first use of a defined term on a page leads to its definition, and each definition knows where its term
 * is used. Private to content/.
 *
 * A term is a definition's title and the other forms it lists in `also` ("mentors"). With `everyday: yes` the title is
 * also a word of everyday language ("group") and only the forms in `also` are looked for. Whole words, the longest form
 * first, capitals or not (a form without small letters, such as "GLP", exactly). A hyphenated word is another word. Only
 * running text counts: no heading, link, code or first row of a table, and no definition's own entry. All questions make
 * one page, and so do all definitions. A link that the author made to a definition is its first use.
 *
 * `glossary: no` in a document's head leaves the links out; SOPs have none unless they say `glossary: yes`, so that an
 * approved page changes with its approval only. Uses are counted all the same, except in versions out of force. */
#ifndef CONTENT_GLOSSARY_H
#define CONTENT_GLOSSARY_H
#include "content/markdown.h"
struct glossary_hit {
	size_t start, end;
	const struct document *definition;
};
/* From the definitions of b; a form that two of them claim is C150, an unusable one C151. Owned. */
struct glossary *glossary_new(struct build *b);
void glossary_free(struct glossary *g); /* NULL is fine */
/* All sources, in the order in which the parts of a page follow each other. In b's memory. */
struct source *const *glossary_order(struct build *b);
/* s is written next; its tree is made so that a term broken over two lines is found. */
void glossary_begin(struct glossary *g, struct source *s);
/* The next term to link in text between from and to; false if there is none. */
bool glossary_next(struct glossary_hit *out, struct glossary *g, struct sv text, size_t from, size_t to);
/* The author linked to href. */
void glossary_linked(struct glossary *g, struct sv href);
/* Sets used_on of all definitions; a definition nobody uses is C152. */
void glossary_finish(struct glossary *g);
#endif
