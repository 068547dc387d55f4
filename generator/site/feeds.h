/* feeds: files for machines and for keeping: pool.csv, robots.txt, sitemap.xml, changes.atom, and the assets. */
#ifndef SITE_FEEDS_H
#define SITE_FEEDS_H
#include "site/page.h"
int feeds_build(struct site *s);
#endif
