/* home: index.html from content/pages/index.md, the role pages, the life cycle, the cycle now running, the latest
 * changes, definitions. */
#ifndef SITE_HOME_H
#define SITE_HOME_H
#include "site/page.h"
int home_build(struct site *s);
/* The cycle to show: the first that is open, else matching, else the latest running, else the first planned, else the
 * last; NULL if there is none. By status and order only, never by the run's date: the page must not change when nothing
 * changed. */
const struct cycle *home_cycle(const struct corpus *corpus);
#endif
