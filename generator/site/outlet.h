/* outlet: the last sink of a site before the gate. It puts a root's files into the root's folder, and makes the links of 404.html begin at
 * the top of the server, because that page is shown under addresses of any depth. It stands behind the check of links, which sees
 * each site as if it stood alone. */
#ifndef SITE_OUTLET_H
#define SITE_OUTLET_H
#include "base/sink.h"
struct outlet {
	struct sink sink; /* first: the sink is the struct */
	struct sink *next;
	const char *folder; /* "for-public/" or "" */
	const char *top;    /* "/mentoring/": where the site is on its server; NULL leaves 404.html as it is */
};
/* Borrows everything. */
void outlet_init(struct outlet *out, struct sink *next, const char *folder, const char *top);
#endif
