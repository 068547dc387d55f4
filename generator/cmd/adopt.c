/* adopt.c stands apart because a published edition and an edition in the making are both called struct edition. */
#include "cmd/adopt.h"
#include "publish/history.h"

/* Oldest first, so that a group's ID is the one it was first published under. */
static int adopt_all(struct context *ctx, struct history *h, size_t *adopted)
{
	int r = 0;

	for (size_t i = history_editions(h); i-- > 0 && r == 0;) {
		const struct edition *e = history_edition(h, i);
		struct str csv = STR_INIT;

		if (history_read(h, e, "pool.csv", &csv) == 0)
			r = pool_adopt(ctx->store, sv_of(&csv), e->number, e->commit, e->day, adopted);
		str_dispose(&csv);
	}
	return r;
}

int adopt_published_ids(struct context *ctx, const struct pool_published *newest)
{
	struct history *h = NULL;
	struct diags unsaid = DIAGS_INIT;
	size_t adopted = 0;
	bool known = true;
	int r = pool_knows(ctx->store, newest, &known);

	if (r != 0 || known) return r;
	if (history_open(&h, context_path(ctx, "site"), &unsaid) == 0) {
		r = store_begin(ctx->store);
		if (r == 0) r = adopt_all(ctx, h, &adopted);
		if (r == 0) r = store_commit(ctx->store);
		if (r != 0) store_rollback(ctx->store);
		if (r == 0 && adopted)
			context_say(ctx, "%zu Entry IDs were taken over from the editions in site/repo.git.", adopted);
	}
	history_close(h);
	diags_dispose(&unsaid);
	return r;
}
