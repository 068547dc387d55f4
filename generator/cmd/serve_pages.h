/* serve_pages: a sink that keeps artifacts in memory by path. */
#ifndef CMD_SERVE_PAGES_H
#define CMD_SERVE_PAGES_H
#include "base/map.h"
#include "base/sink.h"
#include "base/vec.h"
struct serve_pages {
	struct sink sink;   /* first */
	struct map by_path; /* index into at */
	VEC(struct str) at;
	struct str styles; /* digests of what lies in assets/: a page looks different when they change */
};
void serve_pages_init(struct serve_pages *p);
void serve_pages_dispose(struct serve_pages *p);
bool serve_pages_find(const struct serve_pages *p, const char *path, struct sv *out);
size_t serve_pages_html(const struct serve_pages *p); /* how many are pages */
#endif
