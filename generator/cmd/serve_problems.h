/* serve_problems: the problems of an attempt, each with the page it belongs to. */
#ifndef CMD_SERVE_PROBLEMS_H
#define CMD_SERVE_PROBLEMS_H
#include "cmd/serve_site.h"
/* What is shown: the newest attempt, and the last one in which every content file could be read (the same, or NULL if there was none). */
struct serve_view {
	struct serve_site *now, *good;
	const struct serve_parent *parent;
};
struct serve_problem {
	const struct diag *d;
	const char *page;   /* "faqs.html"; NULL: of no page (settings, templates, registers) */
	const char *anchor; /* of the nearest heading or clause above it, NULL if unknown */
	struct sv line;     /* the line of Markdown it stands on, "" if unknown */
};
struct serve_problems {
	VEC(struct serve_problem) v;     /* by file as first told, line, column */
	size_t errors, warnings, follow; /* follow: left out, because they come from a file that cannot be read */
	struct arena mem;
};
#define SERVE_PROBLEMS_INIT                                                                                            \
	{                                                                                                              \
		VEC_INIT, 0, 0, 0, ARENA_INIT                                                                          \
	}
void serve_problems_find(struct serve_problems *out, const struct serve_view *view);
void serve_problems_dispose(struct serve_problems *p);
/* The path of an address ("faqs.html#pause": "faqs.html"), in mem. */
const char *serve_page_of(struct arena *mem, const char *address);
#endif
