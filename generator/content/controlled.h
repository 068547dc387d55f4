/* controlled: the life of SOPs. Which version is in force on the as-of date, what the others are, and whether the
 * record of versions, approvals and dates is whole. Private to content/. */
#ifndef CONTENT_CONTROLLED_H
#define CONTENT_CONTROLLED_H
#include "content/build.h"
/* Statuses, families, watermarks; fills b->families and b->pub.family. After all documents and registers were read. */
void controlled_settle(struct build *b);
/* Approvers, dates of one document, review dates, fingerprint. */
void controlled_check(struct build *b, struct source *s);
/* A declared officer of that name, compared folded, whatever the dates; NULL if there is none. */
const struct officer *controlled_officer(const struct build *b, struct sv name);
#endif
