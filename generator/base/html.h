/* html: escaping verbs named by context. Input is valid UTF-8; control characters other than \t \n are dropped. */
#ifndef BASE_HTML_H
#define BASE_HTML_H
#include "base/str.h"
void html_text(struct str *out, struct sv v); /* element content: & < > */
void html_attr(struct str *out, struct sv v); /* double-quoted attribute: & < > " */
/* A URL for href/src, attribute-escaped; false (and nothing appended) unless it is relative without a scheme or
 * has one of http, https, mailto, tel (case-insensitive, after removing what browsers ignore). */
bool html_url(struct str *out, struct sv v);
bool html_url_ok(struct sv v);
#endif
