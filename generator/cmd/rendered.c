/* rendered.c: a file of the site folder may be anything by now, so it is opened without waiting and read only if it is as long as it was. */
#include "cmd/rendered.h"
#include "base/fs.h"
#include "cmd/unchanged.h"
#include "site/pages_kept.h"

struct folder {
	const char *path; /* of the newest edition's files, with "/" at its end */
};

static int read_newest(void *where, const char *path, size_t size, struct str *out)
{
	const struct folder *folder = where;
	struct str file = STR_INIT;
	str_printf(&file, "%s%s", folder->path, path);
	int r = fs_read_exact(out, file.ptr, size);
	str_dispose(&file);
	return r;
}

void rendered_open(struct edition *e)
{
	bool publishes = e->plan->mode == EDITION_PUBLISH;
	if (!e->ctx->has_records || !e->program_known || (!publishes && e->plan->mode != EDITION_DIFF)) return;
	e->rendered = pages_kept_new(context_path(e->ctx, UNCHANGED_RENDERED), &e->program, publishes);
}

void rendered_input(const struct edition *e, struct site_input *in, const char *folder)
{
	struct arena *mem = &e->ctx->mem;
	struct folder *where = ARENA_NEW(mem, struct folder);
	if (!e->rendered) return;
	where->path = arena_printf(mem, "%s/%s", context_path(e->ctx, "site/public"), folder);
	in->kept = e->rendered;
	in->newest = read_newest;
	in->where = where;
}
