/* serve_site: one attempt to make the site for the preview: what was read, what is wrong with it and, as far as they could be made, the pages. Nothing is
 * written, no database is opened and the gate is not asked: what the browser of this computer shows is not published. */
#ifndef CMD_SERVE_SITE_H
#define CMD_SERVE_SITE_H
#include "cmd/serve_pages.h"
#include "cmd/serve_parent.h"
#include "cmd/serve_watch.h"
struct serve_doc {
	const char *file, *address; /* "content/faqs/pause.md", "faqs.html#pause" */
	struct sv title;
	const char *change; /* since the last edition; see serve_parent_change */
	const struct document *doc;
};
struct serve_site {
	struct context ctx; /* settings, content, templates and problems of this attempt */
	struct run run;
	struct serve_snapshot files; /* as they were just before they were read */
	struct serve_pages pages;
	VEC(struct serve_doc) doc; /* those that could be read */
	struct map by_file;        /* content file -> index into doc */
	struct map lost;           /* content file that could not be read as a document -> struct sv, its text */
	bool built;                /* pages are there */
	bool whole;                /* … and every content file could be read */
};
/* Owned result, never NULL. run: of the command; parent is brought up to date. */
struct serve_site *serve_site_make(
	const struct run *run, struct serve_watch *watch, struct serve_parent *parent, bool drafts);
void serve_site_free(struct serve_site *s);
/* A problem's content file that could not be read at all, so that there is no page of it. */
bool serve_site_is_lost(const struct serve_site *s, const char *file);
#endif
