/* sources_internal: the kept sources as tables, shared by sources.c (reading and keeping) and sources_back.c (taking out again). */
#ifndef CMD_SOURCES_INTERNAL_H
#define CMD_SOURCES_INTERNAL_H
#include "base/digest.h"
#include "cmd/sources.h"
struct source_file {
	const char *path; /* "content/faqs/pause.md" */
	struct sha256_hex digest;
};
struct source_list {
	VEC(struct source_file) v; /* by path */
	struct map by_path;
};
#define SOURCE_LIST_INIT                                                                                               \
	{                                                                                                              \
		VEC_INIT, MAP_INIT                                                                                     \
	}
void source_list_dispose(struct source_list *l);
const struct source_file *source_list_find(const struct source_list *l, const char *path); /* NULL if it is not there */
/* private/sources.db. create: make it if it is not there; else 1 when there is none. -1 and an environment error. */
int sources_open(struct store **out, struct context *ctx, bool create);
/* The files of an edition, paths in ctx->mem; none if nothing is kept. */
int sources_list(struct source_list *out, struct context *ctx, struct store *s, unsigned edition);
int sources_bytes(struct context *ctx, struct store *s, const struct source_file *f, struct str *out); /* appended */
/* 1 when nothing is kept. */
int sources_head_of(
	struct context *ctx, struct store *s, unsigned edition, struct sources_head *out, struct str *documents);
int sources_failed(struct context *ctx, const char *why);
#endif
