/* compare_facts: what the title blocks of two versions say differently. Private to content/. */
#ifndef CONTENT_COMPARE_FACTS_H
#define CONTENT_COMPARE_FACTS_H
#include "content/compare.h"
/* Fills d->fact; in mem. Both versions have a source. */
void compare_facts(struct comparison *d, struct arena *mem);
#endif
