/* directory: the search pages mentors.html and peers.html, their facets and, through browse, the browse pages. */
#ifndef SITE_DIRECTORY_H
#define SITE_DIRECTORY_H
#include "site/page.h"
int directory_build(struct site *s);
/* The list "facets" (see search.html): for every facet field its leaf values that some entry shows, exactly or inside a
 * broader value. */
void directory_facets(struct tmap *m, const struct public_pool *pool, struct arena *mem);
#endif
