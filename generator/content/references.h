/* references: addresses written in content -> hrefs that are right on the page they stand on. Private to content/. */
#ifndef CONTENT_REFERENCES_H
#define CONTENT_REFERENCES_H
#include "content/markdown.h"
/* An address as written in a link. False after a diag when it must not become a link. href is appended as an unescaped
 * address; *origin is SETTINGS for values of mentorpress.yml, else DOCUMENT. */
bool references_link(struct str *href, enum origin *origin, const struct build *b, const struct document *from,
	struct sv written, const struct spot *spot);
/* Appends an address of the site's root ("docs/MP-02.html") as it is written on the page of `from`. */
void references_relative(struct str *out, const struct document *from, struct sv path);
/* Help for a number of a document that is not known, and of a clause that s does not have: the nearest there is.
 * Owned by b->ds. */
const char *references_number_help(const struct build *b, struct sv number, const char *otherwise);
const char *references_clause_help(const struct build *b, const struct source *s, struct sv number);
/* "MP-02 5.1.1" of a front matter. False after a diag. */
bool references_clause(struct clause_ref *out, struct build *b, struct sv written, struct place at);
#endif
