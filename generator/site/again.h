/* again: pages that were made before, put once more without being made (pages_kept.h). What they are made of is told in two steps: the unit, of all pages
 * of one pool, and the frame, of each.
 *
 *     again_begin(s, pool, peers);                                for each page:
 *     m = page_begin(s, path, nav);  if (again_page(s, m, &rc)) return rc;  …  return page_put(s, "browse.html", m, NOPLACE);
 *     again_end(s);
 */
#ifndef SITE_AGAIN_H
#define SITE_AGAIN_H
#include "site/page.h"
/* The pages of this pool for reading follow. Until again_end page_put remembers them. */
void again_begin(struct site *s, const struct public_pool *pool, bool peers);
void again_end(struct site *s);
/* Has the page that was begun been put? `frame` holds what page_begin set and nothing else. */
bool again_page(struct site *s, const struct tmap *frame, int *rc);
/* pool.csv: is it in s->out as it was? Else page_remember has to be told of it once it is made. */
bool again_pool_csv(struct site *s, const char *path);
#endif
