/* changes: what is new, revised, of another status or gone since the parent edition, from documents.csv of the parent
 * and today's corpus.
 *
 * documents.csv  path,kind,number,title,version,status,effective,revision   (revision: SHA-256 of the document's text;
 * '#'-addresses for FAQs) changes.csv    date,change,path,title,detail                              newest first;
 * change is new, revised, status or removed New lines carry the run's as-of date and stand before the parent's. A first
 * edition is one line. */
#ifndef SITE_CHANGES_H
#define SITE_CHANGES_H
#include "site/page.h"
/* Sets s->change (the first s->nnew are of this run) and s->addresses; memory in s->keep. */
int changes_find(struct site *s);
/* The list "changes" (see _change.html) of at most `limit`, and "has_changes". */
void changes_fill(struct site *s, struct tmap *m, size_t limit);
/* changes.html, changes.csv, documents.csv */
int changes_build(struct site *s);
const char *changes_kind(const struct document *doc); /* "page", "faq", … as in documents.csv */
#endif
