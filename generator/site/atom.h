/* atom: changes.atom, the newest changes of documents as a feed (RFC 4287). Ids are made of what an old line of changes.csv keeps (address,
 * day, kind of change), so they stay the same in every later edition. Links are whole with an address, else relative to the feed. */
#ifndef SITE_ATOM_H
#define SITE_ATOM_H
#include "site/page.h"
enum { ATOM_ENTRIES = 50 };
int atom_build(struct site *s); /* nothing when publish: feed is no */
#endif
