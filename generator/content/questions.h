/* questions: who speaks of a clause. An SOP's clause in force names the questions that rest on it and the pages that
 * mention it, so that whoever changes the one sees the others. Private to content/. */
#ifndef CONTENT_QUESTIONS_H
#define CONTENT_QUESTIONS_H
#include "content/build.h"
struct questions;
/* Reads the "clauses" of all questions that are published. After statuses are settled; memory in b->mem. */
void questions_collect(struct build *b);
/* A page's text speaks of the clause. */
void questions_mention(
	const struct build *b, const struct document *from, const struct family *family, struct sv number);
/* Who speaks of this clause of doc: questions first, then pages, each by order and id. 0 unless doc is in force. The
 * list is borrowed until the next mention. */
size_t questions_of(
	const struct build *b, const struct document *doc, struct sv number, const struct document *const **out);
void questions_free(struct questions *q);
#endif
