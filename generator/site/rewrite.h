/* rewrite: a page with other addresses in its links, every byte keeping its origin.
 *
 *     rewrite_begin(&w, a);   for each start tag (content/html_scan.h) … rewrite_value(&w, value, new, ORIGIN_…)
 *     rewrite_put(&w, path, next);   rewrite_dispose(&w);
 */
#ifndef SITE_REWRITE_H
#define SITE_REWRITE_H
#include "content/html_scan.h"
#include "input/template.h"
struct rewrite {
	const struct artifact *from;
	struct rendering to;
	size_t done, span; /* bytes and spans of `from` that are written */
};
void rewrite_begin(struct rewrite *w, const struct artifact *a);
/* In place of `old`, a slice of the page behind all earlier ones: `head` and `tail` (unescaped, of these origins; attribute-escaped here). */
void rewrite_value(struct rewrite *w, struct sv old, struct sv head, enum origin head_origin, struct sv tail,
	enum origin tail_origin);
const char *rewrite_source(const struct rewrite *w, struct sv at); /* the content file a slice came from, or NULL */
int rewrite_put(struct rewrite *w, const char *path, struct sink *next);
void rewrite_dispose(struct rewrite *w);
/* An address as written in a page (entities decoded) that leads to a page of the same site: its path from the site's top and its
 * fragment. False if it leads elsewhere or only to another place of the page. */
bool rewrite_resolve(const char *page, struct sv written, struct str *path, struct sv *fragment);
#endif
