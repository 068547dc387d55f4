/* stale: answers that were last looked at before the clause they rest on changed. Private to content/. */
#ifndef CONTENT_STALE_H
#define CONTENT_STALE_H
#include "content/build.h"
/* Warns (C110), once for each clause. After statuses are settled. */
void stale_check(struct build *b);
#endif
