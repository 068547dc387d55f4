/* links: checks every href, src and fragment of the generated site. A sink to be put in front of another: it passes artifacts on, remembers each
 * page's ids and references (HTML read by a small tokenizer that knows tags, attributes and entities), and at the end reports references to files or
 * fragments that are not in the edition (C1xx), duplicate ids, absolute paths ("/x"), and other hosts' resources in src (not in href).
 * A problem is placed at the artifact and, where the span says so, at the content file. Anything with a scheme is left alone. */
#ifndef CONTENT_LINKS_H
#define CONTENT_LINKS_H
#include "base/diag.h"
#include "base/sink.h"
struct links;
struct links *links_new(struct sink *next); /* next may be NULL */
struct sink *links_sink(struct links *l);
/* Reports; returns the problems found. A reference is looked up again in its content file below `workspace` (may be NULL) for its line and column. */
size_t links_check(struct links *l, const char *workspace, struct diags *ds);
void links_free(struct links *l);
#endif
