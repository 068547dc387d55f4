/* frontmatter_edit: changes single settings in the head of a content file and leaves every other byte as it is: line
 * ends, comments, order, quotes. For settings that stand at the beginning of a line, as the committee writes them.
 *
 *     if (frontmatter_set(&text, "approved", "approved: 2026-03-14", "effective") != 0) … it must be done by hand
 */
#ifndef CONTENT_FRONTMATTER_EDIT_H
#define CONTENT_FRONTMATTER_EDIT_H
#include "base/str.h"
/* Makes `line` (without line end) the line of `key`; a comment behind the old value goes with it. An absent key is added
 * behind the lines of `after`, or at the end of the head when that is absent too. -1 when there is no head, or the value
 * of `key` does not stand on the line of its key; *text is then as it was. */
int frontmatter_set(struct str *text, const char *key, const char *line, const char *after);
/* Takes the line of `key` out; absent is fine. -1 as above. */
int frontmatter_drop(struct str *text, const char *key);
#endif
