/* What is wrong with a plan itself, before anything is done for it: its day, its cycle, where it would write. */
#include "cmd/edition.h"
#include "base/fs.h"

bool edition_commits(const struct edition *e)
{
	return e->plan->mode == EDITION_PUBLISH || e->plan->as_publish;
}

static int check_dates(struct edition *e)
{
	const struct run *run = e->ctx->run;
	if (!edition_commits(e)) return 0;
	if (run->as_of > run->clock_day)
		return diags_error(&e->ctx->ds, "H020", NOPLACE, "publish on that day, or give an earlier --as-of",
			       "%s is in the future", date_iso(run->as_of).z),
		       -1;
	return 0;
}

/* A preview is replaced as a whole, and what lies in the folders of the workspace is read or kept. */
static int check_output(struct edition *e)
{
	const struct settings *s = &e->ctx->settings;
	const char *const taken[] = { "content", "site-templates", "private", "site/repo.git", "site/generations",
		"site/public", s->exports, s->mappings, s->vocabularies };
	struct str output = STR_INIT, folder = STR_INIT, err = STR_INIT;
	const char *clash = NULL;
	if (e->plan->mode != EDITION_BUILD) return 0;
	if (fs_resolve(&output, context_path(e->ctx, e->plan->output), &err) != 0)
		context_fail(e->ctx, "H025", err.ptr, "name a folder whose parent exists");
	for (size_t i = 0; output.len && !clash && i < sizeof taken / sizeof *taken; i++) {
		str_clear(&folder);
		if (fs_resolve(&folder, context_path(e->ctx, taken[i]), &err) != 0) continue;
		if (fs_within(output.ptr, folder.ptr) || fs_within(folder.ptr, output.ptr)) clash = taken[i];
	}
	if (clash)
		diags_error(&e->ctx->ds, "H025", NOPLACE, "name a folder of its own, for example --output site/preview",
			"the preview would lie in the way of the workspace's %s", clash);
	str_dispose(&output);
	str_dispose(&folder);
	str_dispose(&err);
	return clash ? -1 : 0;
}

/* A cycle publish names a row of content/cycles.csv, so that a slip of the pen cannot become a tag. */
static int check_cycle(struct edition *e)
{
	const struct corpus *c = e->ctx->corpus;
	const char *names[256];
	size_t n = 0;
	const char *near;
	if (!e->plan->cycle) return 0;
	if (!e->ctx->has_records)
		return diags_error(&e->ctx->ds, "H021", NOPLACE,
			       "a cycle publish draws the pool from the records: put mappings and exports into "
			       "records/ first",
			       "this workspace has no records"),
		       -1;
	for (size_t i = 0; c && i < c->ncycles; i++) {
		if (sv_is(c->cycle[i].id, e->plan->cycle)) return 0;
		if (n < 256) names[n++] = arena_strdup(&e->ctx->mem, c->cycle[i].id);
	}
	near = diags_near(sv(e->plan->cycle), names, n);
	diags_error(&e->ctx->ds, "H022", NOPLACE,
		near ? diags_text(&e->ctx->ds, "did you mean \"%s\"?", near)
		     : "add the cycle's row to content/cycles.csv",
		"content/cycles.csv has no cycle \"%s\"", e->plan->cycle);
	return -1;
}

void edition_check_plan(struct edition *e)
{
	check_cycle(e);
	check_dates(e);
	check_output(e);
}
