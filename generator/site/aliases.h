/* aliases: former addresses. A page that moved leaves a small page behind that leads on; a question or definition that was renamed keeps its
 * old place as a second id. An address that is gone without either is told, with the line to write. */
#ifndef SITE_ALIASES_H
#define SITE_ALIASES_H
#include "site/page.h"
/* After all other pages, whose addresses must not be taken. */
int aliases_build(struct site *s);
/* The list "former" of the places that a question or definition had on its page. */
void aliases_places(struct tmap *m, const struct document *doc);
#endif
