/* approvals: who reviewed and approved a version, when and how, and whether its text is still the one they approved.
 * Private to content/. */
#ifndef CONTENT_APPROVALS_H
#define CONTENT_APPROVALS_H
#include "content/build.h"
/* Of one SOP that is not left out and whose front matter could be read. */
void approvals_check(struct build *b, struct source *s);
#endif
