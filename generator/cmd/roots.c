/* Each root is a whole site of its own: made from what its readers may know, with its own history of changes, checked
 * for links as if nothing else were there. So a mistake in one cannot be hidden by a page of another. */
#include "cmd/roots.h"
#include "cmd/rendered.h"
#include "content/links.h"
#include "site/crosslinks.h"
#include "site/outlet.h"

struct root {
	struct view view;
	struct str documents, changes; /* of the parent edition */
	struct crosslinks cross;
	struct outlet outlet;
	struct links *links;
};

static bool carries_history(const struct edition *e)
{
	return e->publish || e->preview;
}

void roots_input(const struct edition *e, struct site_input *in, enum readers readers)
{
	const struct context *ctx = e->ctx;
	bool open = ctx->has_records && strcmp(ctx->policy.audience, "public") == 0;
	in->readers = readers;
	in->roots = ctx->settings.roots;
	in->address = settings_address(&ctx->settings, readers);
	in->directory = open ? READERS_PUBLIC : READERS_MEMBERS;
	in->no_directory = in->roots && readers < in->directory;
	if (in->no_directory) in->npools = 0;
}

const char *roots_top(const struct edition *e, enum readers readers)
{
	const char *address = settings_address(&e->ctx->settings, readers);
	return *address && e->plan->mode != EDITION_BUILD ? settings_address_path(address) : NULL;
}

static int make(struct edition *e, const struct edition_facts *f, enum readers readers, struct root *r)
{
	struct context *ctx = e->ctx;
	struct site_input in = edition_site_input(e);
	const char *folder = readers_folder(readers);
	if (carries_history(e)) {
		edition_parent_file(e, arena_printf(&ctx->mem, "%sdocuments.csv", folder), &r->documents);
		edition_parent_file(e, arena_printf(&ctx->mem, "%schanges.csv", folder), &r->changes);
	}
	view_make(&r->view, ctx->corpus, readers);
	in.corpus = &r->view.corpus;
	in.previous_documents = sv_of(&r->documents);
	in.previous_changes = sv_of(&r->changes);
	roots_input(e, &in, readers);
	rendered_input(e, &in, folder);
	outlet_init(&r->outlet, gate_sink(e->gate), folder, roots_top(e, readers));
	r->links = links_new(&r->outlet.sink);
	crosslinks_init(&r->cross, links_sink(r->links), &ctx->settings, &r->view, readers, &ctx->ds);
	int rc = site_build(&in, &r->cross.sink, &ctx->ds);
	if (rc == 0) rc = site_put_edition(&in, f, &r->cross.sink, &ctx->ds);
	if (links_check(r->links, ctx->sources, &ctx->ds) > 0) rc = -1;
	return rc;
}

int roots_make(struct edition *e, const struct edition_facts *f)
{
	int rc = 0;
	if (!e->ctx->settings.roots) return 0;
	for (enum readers readers = READERS_PUBLIC; readers < READERS_PARTICIPANTS; readers++) {
		struct root r = { .documents = STR_INIT, .changes = STR_INIT };
		size_t errors = e->ctx->ds.errors;
		if (make(e, f, readers, &r) != 0 || e->ctx->ds.errors > errors) rc = -1;
		links_free(r.links);
		view_dispose(&r.view);
		str_dispose(&r.documents);
		str_dispose(&r.changes);
	}
	return rc;
}
