/* cycle_of.c loads content for its dates alone: a half-written page must not keep a committee from its papers. */
#include "cmd/cycle_of.h"

static void load_quietly(struct context *ctx)
{
	struct diags own = ctx->ds;
	if (ctx->corpus) return;
	ctx->ds = (struct diags){ .show_values = own.show_values,
		.limit = own.limit,
		.mem = ARENA_INIT,
		.sources = MAP_INIT,
		.counts = MAP_INIT };
	context_load(ctx, LOAD_CONTENT);
	diags_dispose(&ctx->ds);
	ctx->ds = own;
}

static const struct cycle *find(struct context *ctx, const char *id)
{
	const struct corpus *c = ctx->corpus;
	const char *names[256];
	size_t n = 0;
	for (size_t i = 0; c && i < c->ncycles; i++) {
		if (sv_is(c->cycle[i].id, id)) return &c->cycle[i];
		if (n < 256) names[n++] = arena_strdup(&ctx->mem, c->cycle[i].id);
	}
	const char *near = diags_near(sv(id), names, n);
	diags_error(&ctx->ds, "M042", NOPLACE,
		near ? diags_text(&ctx->ds, "did you mean \"%s\"?", near)
		     : "name it with --cycle, or add its row to content/cycles.csv (mentorpress check tells what is "
		       "wrong there)",
		"content/cycles.csv has no cycle \"%s\"", id);
	return NULL;
}

int cycle_of(struct cycle_of *out, struct context *ctx, const char *id)
{
	load_quietly(ctx);
	const struct cycle *c = find(ctx, id);
	if (!c) return -1;
	struct sv *names = ARENA_ARRAY(&ctx->mem, struct sv, ctx->corpus->nofficers + 1);
	for (size_t i = 0; i < ctx->corpus->nofficers; i++) names[i] = ctx->corpus->officer[i].name;
	*out = (struct cycle_of){ { arena_strdup(&ctx->mem, c->id), c->cutoff, c->meeting, c->reply_by, c->plan_due,
					  c->checkin_due, c->evaluation_due },
		names, ctx->corpus->nofficers };
	return 0;
}
