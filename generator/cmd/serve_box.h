/* serve_box: what the preview says about problems and changes, as HTML. All appends; all text escaped. */
#ifndef CMD_SERVE_BOX_H
#define CMD_SERVE_BOX_H
#include "cmd/serve_problems.h"
/* "content/faqs/pause.md, line 12, column 5", the message, the line with its caret, what to do, a link to the place. */
void serve_box_problem(struct str *out, const struct serve_view *view, const struct serve_problem *p, bool with_link);
/* The box of the problems that belong to `page`; nothing if there are none. Returns how many. */
size_t serve_box_problems(
	struct str *out, const struct serve_view *view, const struct serve_problems *all, const char *page);
/* What is wrong elsewhere, in one line with a link to the list; nothing if all is well. */
void serve_box_elsewhere(struct str *out, const struct serve_problems *all, size_t here);
/* The page /_mentorpress/: all problems, all changes. */
void serve_box_index(struct str *out, const struct serve_view *view, const struct serve_problems *all);
/* Instead of a page that cannot be made: the file's problems and its lines. */
void serve_box_source(
	struct str *out, const struct serve_view *view, const struct serve_problems *all, const char *file);
/* A page of the preview's own around them. */
void serve_box_begin(struct str *out, const char *title);
void serve_box_end(struct str *out);
#endif
