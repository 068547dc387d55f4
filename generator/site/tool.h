/* tool: the files for a spreadsheet that go with a printable tool, made from the tables of its page that have something
 * to fill in (content/sheet.h).
 *
 * template: form    tool-NAME.csv: all tables one below the other, each under the heading of its section
 * template: tables  tool-NAME-SECTION.csv: a table each, its first row the headings
 *
 * RFC 4180, safe to open in a spreadsheet (base/csvout.h); with a UTF-8 mark where a letter needs one, because these
 * files are for people. Diagnostics: C153 nothing to fill in. */
#ifndef SITE_TOOL_H
#define SITE_TOOL_H
#include "site/page.h"
/* Writes the files. */
int tool_build(struct site *s, const struct document *doc);
/* The list "templates" of {href, label} and has_templates. */
void tool_links(struct site *s, struct tmap *m, const struct document *doc);
#endif
