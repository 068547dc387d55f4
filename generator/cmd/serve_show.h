/* serve_show: a request -> the bytes that are served. Pages get the preview's script, boxes and marks here and nowhere else, so that what build and publish
 * write is not touched by any of it. */
#ifndef CMD_SERVE_SHOW_H
#define CMD_SERVE_SHOW_H
#include "cmd/serve_problems.h"
struct serve_shown {
	unsigned status;
	const char *type;
	struct str body, policy; /* owned; policy: the Content-Security-Policy */
	char stamp[17];          /* other when the page looks different */
};
#define SERVE_SHOWN_INIT                                                                                               \
	{                                                                                                              \
		0, NULL, STR_INIT, STR_INIT, ""                                                                        \
	}
/* path: decoded, "" for the root; folder: it was asked for as a folder. */
void serve_show(struct serve_shown *out, const struct serve_view *view, const struct serve_problems *all,
	const char *path, bool folder);
void serve_shown_dispose(struct serve_shown *s);
#endif
