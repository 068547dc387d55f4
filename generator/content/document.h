/* document: a content file's place and front matter -> struct document, typed by the schema of its kind (corpus.h).
 * Private to content/. */
#ifndef CONTENT_DOCUMENT_H
#define CONTENT_DOCUMENT_H
#include "content/build.h"
/* Kind, id and address from the path ("content/faqs/pause.md"). False if the path is not one of a document. */
bool document_place(struct document *out, struct arena *mem, const char *file, struct diags *ds);
/* Is it a draft, judged by the front matter alone? */
bool document_is_draft(const struct source *s);
/* Types the front matter; problems go to b->ds and mark the source unsound. */
void document_read(struct build *b, struct source *s);
#endif
