/* browse: the whole pool as tables of at most BROWSE_ROWS rows a page, for paper, for readers without JavaScript and for
 * pools too large for one search page; and, for these, lists of all Entry IDs by their first symbol, where each entry has an address that
 * stays as long as the entry does, however the tables are divided. What stands where: browse_plan.h. */
#ifndef SITE_BROWSE_H
#define SITE_BROWSE_H
#include "site/browse_plan.h"
#include "site/page.h"
/* The names of a link to a node (see _jump.html): path, numbered, part, here; exact, broad, private, none, all; field, code, label. */
void browse_link(struct tmap *m, const struct browse_plan *plan, size_t node);
/* The names path, numbered and part alone: a page's address. */
void browse_path(struct tmap *m, const struct browse_plan *plan, const struct browse_page *page);
/* The names of _contents.html: what a node is divided into. */
void browse_contents(struct tmap *m, const struct browse_plan *plan, size_t node);
/* has_symbols and symbols (list of symbol and initial, as it stands in addresses): the lists of Entry IDs that there are. */
void browse_symbols(struct tmap *m, const struct browse_plan *plan, struct arena *mem);
int browse_build(struct site *s, const struct browse_plan *plan, bool peers);
#endif
