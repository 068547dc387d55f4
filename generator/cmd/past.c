/* past.c: one look into the history that is closed again before a publish opens it for itself. */
#include "cmd/past.h"

#include "publish/history.h"

static int fill(struct context *ctx, struct history *h, const struct edition *e, struct past *out)
{
	struct str documents = STR_INIT;
	int r = history_read(h, e, "documents.csv", &documents);
	*out = (struct past){ e->number, e->day, arena_strdup(&ctx->mem, sv(e->commit)),
		arena_sv(&ctx->mem, sv_of(&documents)) };
	if (r != 0)
		diags_error(&ctx->ds, "H031", NOPLACE, "mentorpress verify says what is damaged",
			"the documents of edition %u could not be read", e->number);
	str_dispose(&documents);
	return r;
}

int past_find(struct context *ctx, const char *name, struct past *out, struct past *newest)
{
	struct history *h = NULL;
	const struct edition *e;
	int r = -1;
	if (history_open(&h, context_path(ctx, "site"), &ctx->ds) != 0) return -1;
	e = history_find(h, name);
	if (!e)
		diags_error(&ctx->ds, "H032", NOPLACE, "mentorpress history lists the editions",
			"there is no edition \"%s\"", name);
	else if (fill(ctx, h, e, out) == 0)
		r = fill(ctx, h, history_edition(h, 0), newest);
	history_close(h);
	return r;
}
