/* sitemap: sitemap.xml (sitemaps.org 0.9), the pages that search engines may list. Only with an address, since it holds whole ones. */
#ifndef SITE_SITEMAP_H
#define SITE_SITEMAP_H
#include "site/page.h"
bool sitemap_wanted(const struct site *s);
/* After all pages. Days are those of the documents; a page of many documents has none. */
int sitemap_build(struct site *s);
#endif
