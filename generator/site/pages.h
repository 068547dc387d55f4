/* pages: everything made of content alone other than controlled documents and the home page: content/pages, guidance,
 * tools, FAQs, definitions, the timeline, 404. */
#ifndef SITE_PAGES_H
#define SITE_PAGES_H
#include "site/page.h"
int pages_build(struct site *s);
/* The list "toc" of {href (anchor), number, title, deep}. */
void pages_toc(struct tmap *m, const struct document *doc);
/* The list "definitions" of {anchor, title, body}; at most `limit`, returns how many there are in all. */
size_t pages_definitions(struct tmap *m, const struct corpus *corpus, size_t limit);
/* A cycle's dates as list "dates" of {date, event}; those that are set, in order. */
void pages_cycle_dates(struct tmap *m, const struct cycle *cycle, struct arena *mem);
#endif
