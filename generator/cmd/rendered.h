/* rendered: pages for reading the pools, and pool.csv, taken over from the newest edition (site/pages_kept.h). What is known of them is private/rendered-pages; their bytes are
 * those of the site folder, which are believed by their SHA-256 alone. */
#ifndef CMD_RENDERED_H
#define CMD_RENDERED_H
#include "cmd/edition.h"
/* For publish and diff of a workspace with records; else all pages are made. Needs e->gate. */
void rendered_open(struct edition *e);
/* in: of the site below `folder` ("for-public/"; "" for the whole site) of the editions. */
void rendered_input(const struct edition *e, struct site_input *in, const char *folder);
#endif
