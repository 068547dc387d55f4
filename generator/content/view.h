/* view: the corpus as a circle of readers may know it: only the documents that are for them, and in these no pointer to any other.
 *
 *     struct view v;
 *     view_make(&v, corpus, READERS_PUBLIC);   … v.corpus …   view_dispose(&v);
 *
 * Statuses stay those of the whole corpus: a version that members replaced is superseded for the public too. */
#ifndef CONTENT_VIEW_H
#define CONTENT_VIEW_H
#include "base/map.h"
#include "content/corpus.h"
struct view {
	struct corpus corpus; /* for pages only: corpus_is_officer and corpus_officer_name want the whole one */
	struct map by_id;     /* what corpus.by_id points to */
	struct map hidden;    /* address of a page or question left out → its enum readers */
	struct arena mem;
};
/* Borrows from `whole`, which must outlive it. */
void view_make(struct view *out, const struct corpus *whole, enum readers readers);
void view_dispose(struct view *v);
#endif
