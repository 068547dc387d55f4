/* html_scan: the start tags of an HTML text, with their attributes. Knows tags, attributes, comments, raw-text elements
 * and the few entities that addresses hold; that is enough for pages that our own templates made. For content/ and site/rewrite.
 */
#ifndef CONTENT_HTML_SCAN_H
#define CONTENT_HTML_SCAN_H
#include "base/str.h"
#define HTML_SCAN_ATTRIBUTES 48
struct html_attribute {
	struct sv name, value; /* value as written, entities and all */
};
struct html_tag {
	struct sv name;
	struct html_attribute attribute[HTML_SCAN_ATTRIBUTES];
	size_t n;
};
struct html_scan {
	struct sv html;
	size_t at;
};
/* The next start tag, or false at the end. Slices are borrowed from the text. */
bool html_scan_next(struct html_scan *s, struct html_tag *tag);
const struct html_attribute *html_scan_get(const struct html_tag *tag, const char *name); /* NULL if absent */
/* Appends the value with its entities decoded. */
void html_scan_decode(struct str *out, struct sv value);
#endif
