/* address: a document's readers, former addresses and language, which every kind of document may state. Private to content/. */
#ifndef CONTENT_ADDRESS_H
#define CONTENT_ADDRESS_H
#include "content/build.h"
/* Sets readers, aliases, alias_at, naliases and lang; what is not stated stays. Problems go to b->ds. */
void address_read(struct build *b, struct document *d, const struct yaml *map);
#endif
