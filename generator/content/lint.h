/* lint: what a careful colleague would say about a text before it is published. Private to content/.
 *
 * Only what readers stumble over and what a good text never has: each rule is silent on the sample and none is a matter
 * of taste. All are warnings but a picture that is not there. Versions that are superseded or retired are not checked,
 * since nobody may change them. Codes C125 to C139, see docs/FORMATS.md. */
#ifndef CONTENT_LINT_H
#define CONTENT_LINT_H
#include "content/markdown.h"
/* The parsed text of a document, before it is rendered. */
void lint_text(const struct build *b, struct source *s);
/* The head of a document and the text as it was written. */
void lint_source(const struct build *b, const struct source *s);

/* lint_words.c: what stands in text nodes: bare addresses, links and headings that are none, Markdown that failed. */
void lint_words(struct markdown *md, cmark_node *text);
/* lint_link.c: links whose words say nothing, pictures that say nothing, are too large or not there. */
void lint_link(struct markdown *md, cmark_node *link);
void lint_picture(const struct build *b, struct markdown *md, cmark_node *image, unsigned *missing);
/* lint_html.c: how Markdown says what an HTML tag was meant to. */
const char *lint_html_help(struct sv tag);
/* lint_table.c: a table's cells as they are written, row by row. */
struct lint_table {
	size_t columns, empty_heads;
	bool told_long;
};
void lint_cell(struct lint_table *t, struct markdown *md, bool head, struct sv cell, struct place at);
void lint_head_done(const struct lint_table *t, struct markdown *md, struct place at);
/* lint_numbers.c: lists and clauses whose numbers or letters are not what they seem. */
struct lint_numbers {
	cmark_node *before; /* the block in front that began with a letter */
	char letter;
	int style; /* of clause numbers: 0 none yet, 1 without, 2 with a full stop */
	unsigned style_line;
	bool style_told;
};
void lint_paragraph(struct lint_numbers *n, struct markdown *md, cmark_node *paragraph);
void lint_list(struct markdown *md, cmark_node *list);
void lint_clause(struct lint_numbers *n, struct markdown *md, cmark_node *block, const struct note *note);
#endif
