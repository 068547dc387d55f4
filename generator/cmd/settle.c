/* settle.c keeps the pool, the Entry IDs and the audit log in step with the repository. */
#include "cmd/settle.h"
#include "store/audit.h"

static int note(struct context *ctx, unsigned edition, const char *commit)
{
	return audit_append(ctx->store, ctx->run->as_of, ctx->run->role, AUDIT_PUBLISH,
		arena_printf(&ctx->mem, "edition %u", edition), commit);
}

int settle_publish(struct context *ctx, unsigned edition, const char *commit)
{
	if (store_begin(ctx->store) != 0) return -1;
	if (pool_settle(ctx->store, edition, commit, ctx->run->as_of) == 0 && note(ctx, edition, commit) == 0 &&
		store_commit(ctx->store) == 0)
		return 0;
	store_rollback(ctx->store);
	return -1;
}

int settle_reconcile(struct context *ctx, const struct pool_published *newest, bool cycle)
{
	bool meant = false;
	if (pool_was_meant(ctx->store, newest, &meant) != 0 || store_begin(ctx->store) != 0) return -1;
	if (pool_reconcile(ctx->store, newest, ctx->run->as_of, cycle, &ctx->ds) == 0 &&
		(!meant || note(ctx, newest->edition, newest->commit) == 0) && store_commit(ctx->store) == 0)
		return 0;
	store_rollback(ctx->store);
	return -1;
}
