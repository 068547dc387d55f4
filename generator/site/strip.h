/* strip: style sheets and scripts without what only their authors read, on the way to the site. What is left
 * means the same; nothing is put in another order, and only what a script lists (strip_names.h) is renamed. docs/FORMATS.md, "Assets", is the rule.
 *
 * Scripts: comments, blank lines, and white space go, at both ends of a line, beside strings, => and ( ) { } [ ] ; , = ? : & | * %, and between + - < > ! and a
 * word; a line ends where a statement may end without a semicolon, which is not behind ; { ( [ ,. A comment between two words leaves a space, one with a line break in it a line break. Strings and regular expressions stay as
 * they are, and so does a template literal, all its lines.
 * Style sheets: comments go, white space where it separates nothing, and the last semicolon of a block. Strings and url() stay.
 * A comment that begins with ! stays in both: it is a license.
 *
 * Where the end of a string, comment or bracket is missing, or something may be read in two ways, it is an error that names the place; it is never
 * guessed. Source: ECMA-262 (12.9 literals, 12.4 comments), CSS Syntax Module Level 3 (4.3 tokens). */
#ifndef SITE_STRIP_H
#define SITE_STRIP_H
#include "base/str.h"
struct strip_error {
	size_t at;        /* byte */
	const char *what; /* "a string is not closed on its line" */
};
/* Appended to out. -1 and *error if the source is not understood; out is then to be thrown away. */
int strip_js(struct str *out, struct sv source, struct strip_error *error);
int strip_css(struct str *out, struct sv source, struct strip_error *error);
#endif
