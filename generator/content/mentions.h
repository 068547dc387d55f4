/* mentions: numbers of documents and clauses in running text ("see MP-02.xx", "MP-02 5.3.3", "clause 5.3.3") -> links.
 * Private to content/. */
#ifndef CONTENT_MENTIONS_H
#define CONTENT_MENTIONS_H
#include "content/markdown.h"
struct mention {
	size_t start, end;
	struct str href, title;
}; /* href empty: shown with its title only; both owned, reused by the next call */
/* The next mention in text at or after `from`, with an href that is right on the page of doc; false if there is none.
 * Lost references are told. */
bool mentions_next(struct mention *out, const struct build *b, struct markdown *md, cmark_node *node,
	const struct document *doc, struct sv text, size_t from);
#endif
