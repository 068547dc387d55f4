/* history: reading what was published. Read-only; takes no lock.
 * An edition's facts are the trailers of its commit message ("Edition: 3", "As-of: 2026-03-14", "Cycle: 2026-03", …), see docs/PUBLISHING. */
#ifndef PUBLISH_HISTORY_H
#define PUBLISH_HISTORY_H
#include "base/arena.h"
#include "base/date.h"
#include "base/diag.h"
struct history;
struct trailer {
	const char *key, *value;
};
struct edition {
	unsigned number;
	char commit[41];
	char tree[41];
	date_t day;
	const char *subject;
	const char *tag; /* "" if none */
	const struct trailer *trailer;
	size_t ntrailers;
	bool is_signed; /* its commit carries a signature; whether that is a good one is another question */
};
bool history_exists(const char *site_dir);                                      /* is there a repository? */
int history_open(struct history **out, const char *site_dir, struct diags *ds); /* -1 if there is no repository yet */
/* A repository by itself, as somebody cloned it: bare, or with its files beside .git. Has no site folder. -1 if PATH is none. */
int history_open_clone(struct history **out, const char *path, struct diags *ds);
void history_close(struct history *h);
size_t history_editions(const struct history *h);
const struct edition *history_edition(const struct history *h, size_t i); /* newest first */
const struct edition *history_find(const struct history *h,
	const char *name); /* "3", "edition-0003", a cycle name, tag, commit prefix (>= 7), or "latest" */
const char *edition_trailer(const struct edition *e, const char *key); /* "" if absent */
struct history_file {
	const char *path;
	char oid[41];
	uint64_t size;
};
int history_files(struct history *h, const struct edition *e, struct arena *mem, const struct history_file **out,
	size_t *n); /* sorted by path */
/* The id that git gives a file of these bytes. */
void history_blob_id(struct sv bytes, char out[41]);
int history_read(
	struct history *h, const struct edition *e, const char *path, struct str *out); /* appends; -1 if absent */
/* Every object reachable from every edition exists, hashes to its id and parses; every tag points to its edition; <site>/public equals the newest
 * edition byte for byte. Problems as diags (H0xx). *objects = how many were checked. */
int history_verify(struct history *h, size_t *objects, struct diags *ds);
#endif
