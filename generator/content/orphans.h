/* orphans: what was written and is never seen. Private to content/.
 *
 * Warned of: once there is a home page, a page no text links to and that the program links from nowhere itself (C132); a shared text or
 * table that nothing includes (C123); a picture that neither a text nor a template shows (C132). Guidance, tools, questions and SOPs are always
 * listed; definitions that nobody uses are the glossary's business. */
#ifndef CONTENT_ORPHANS_H
#define CONTENT_ORPHANS_H
#include "content/build.h"
/* What has to be looked up in the texts themselves; before they are given back. */
void orphans_look(struct build *b);
void orphans_check(struct build *b);
#endif
