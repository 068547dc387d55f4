/* The records of an edition: may what an earlier publish worked out from them be taken over? It is asked before the import, confirmed when the pools are begun, and
 * remembered when the edition stands (unchanged.h). */
#include "cmd/edition.h"
#include "cmd/unchanged.h"

int edition_load_settings(struct edition *e)
{
	struct context *ctx = e->ctx;
	struct sha256 settings;
	bool readable = unchanged_settings(ctx, &settings) == 0;
	e->program_known = unchanged_program(&e->program) == 0;
	if (context_load(ctx, LOAD_SETTINGS) != 0) return -1;
	e->files_known = e->plan->mode != EDITION_DIFF && readable && e->program_known &&
			 unchanged_files(ctx, &e->program, &settings, &e->files) == 0;
	return 0;
}

void edition_look_at_records(struct edition *e)
{
	e->records_known = e->files_known && unchanged_records(e->ctx, &e->files, &e->records, &e->mark);
}

int edition_confirm_records(struct edition *e)
{
	struct store_mark asked = e->mark;
	if (store_mark(e->ctx->store, &e->mark) != 0) return -1;
	e->records_known =
		e->records_known && e->import.skipped && asked.own == e->mark.own && asked.others == e->mark.others;
	return 0;
}

static struct identity_keep values_file(struct edition *e)
{
	return (struct identity_keep){ context_path(e->ctx, UNCHANGED_VALUES), e->program, e->records_known };
}

void edition_done_searching(struct edition *e)
{
	struct identity_keep where = values_file(e);
	if (e->plan->mode == EDITION_PUBLISH && e->ctx->has_records && e->files_known)
		identity_set_write(e->values, &e->ctx->policy, &where);
	identity_set_done(e->values);
}

void edition_remember_records(struct edition *e)
{
	struct context *ctx = e->ctx;
	struct identity_keep where = values_file(e);
	if (!ctx->store || !ctx->has_records || !e->files_known || e->in_transaction) return;
	bool fresh = !e->records_known || e->plan->cycle;
	e->records_known = identity_set_keep(e->values, ctx->store, &where) == 0 &&
			   unchanged_records_remember(ctx, &e->files, fresh, &e->records, &e->mark);
}

int edition_open_values(struct edition *e)
{
	struct context *ctx = e->ctx;
	struct identity_keep where = values_file(e);
	return identity_set_new_kept(&e->values, ctx->store, ctx->has_records ? &ctx->policy : NULL,
		e->program_known ? &where : NULL, &ctx->ds);
}
