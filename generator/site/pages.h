/* pages: everything made of content alone other than controlled documents and the home page: content/pages, guidance,
 * tools, FAQs, definitions, 404; also has the timeline and the flowchart made. */
#ifndef SITE_PAGES_H
#define SITE_PAGES_H
#include "site/page.h"
int pages_build(struct site *s);
/* The list "toc" of {href (anchor), number, title, deep}. */
void pages_toc(struct tmap *m, const struct document *doc);
/* The list "definitions" of {anchor, title, body}; at most `limit`, returns how many there are in all. */
size_t pages_definitions(struct tmap *m, const struct corpus *corpus, size_t limit);
#endif
