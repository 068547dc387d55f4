/* present.c exists because an applicant who withdraws does not wait until a form's new column is mapped. */
#include "cmd/present.h"
#include "records/status.h"
#include "records/story.h"

static int store_failed(struct context *ctx)
{
	context_fail(ctx, "B026", store_error(ctx->store), "check private/mentorpress.db");
	return -1;
}

static const char *counted(struct context *ctx, size_t n, const char *what)
{
	return diags_text(&ctx->ds, "%zu %s%s", n, what, n == 1 ? "" : "s");
}

/* The problems of the records are put aside, those of the settings stay. */
static bool import(struct context *ctx)
{
	struct diags own = ctx->ds;
	struct import_report report;
	ctx->ds = (struct diags){ .show_values = own.show_values,
		.limit = own.limit,
		.mem = ARENA_INIT,
		.sources = MAP_INIT,
		.counts = MAP_INIT };
	bool read = context_load(ctx, LOAD_RECORDS) == 0;
	bool done = read && context_import(ctx, &report) == 0;
	if (!read) context_import_refused(ctx);
	ctx->aside = ctx->ds;
	ctx->ds = own;
	return done;
}

/* A failure of disk or database is no matter of the exports: it is told in full. */
static int tell_failure(struct context *ctx)
{
	diags_dispose(&ctx->ds);
	ctx->ds = ctx->aside;
	ctx->aside = (struct diags)DIAGS_INIT;
	return -1;
}

static int refuse(struct context *ctx, bool recording)
{
	return diags_error(&ctx->ds, "R099", NOPLACE,
		       recording ? "run mentorpress import, correct what it lists, then record it again"
				 : "run mentorpress import and correct what it lists",
		       "%s: the records cannot be imported (%s), and no import has succeeded before",
		       recording ? "NOTHING WAS RECORDED" : "nobody can be looked up",
		       counted(ctx, ctx->aside.errors, "error")),
	       -1;
}

/* An events file that cannot be read stops what would add to it; to look somebody up it is not needed. */
static int take_events(struct context *ctx, bool recording)
{
	struct diags silent = DIAGS_INIT;
	struct diags *ds = recording ? &ctx->ds : &silent;
	int result = status_refresh(ctx->store, ctx->run, &ctx->settings, ds);
	bool failed = result && ds->errors == 0;
	diags_dispose(&silent);
	if (failed) return store_failed(ctx);
	if (result == 0 || !recording) return 0;
	diags_error(&ctx->ds, "R099", NOPLACE, "correct the lines named here, then record it again",
		"NOTHING WAS RECORDED: %s has errors", ctx->settings.status_events);
	return -1;
}

static int fall_back(struct context *ctx, bool recording)
{
	bool any = false;
	date_t day = DATE_NONE;
	if (story_last_import(ctx->store, &any, &day)) return store_failed(ctx);
	if (!any) return refuse(ctx, recording);
	if (take_events(ctx, recording)) return -1;
	diags_warn(&ctx->ds, "R098", NOPLACE,
		recording ? "what you record counts all the same; before the next publish, run mentorpress import and "
			    "correct what it lists"
			  : "run mentorpress import and correct what it lists",
		"this is as of the last import that succeeded%s%s: the records there now cannot be imported (%s)",
		day == DATE_NONE ? "" : ", on ", day == DATE_NONE ? "" : date_long(day).z,
		counted(ctx, ctx->aside.errors, "error"));
	return 0;
}

static void tell_count(struct context *ctx)
{
	if (ctx->aside.warnings)
		diags_note(&ctx->ds, "R097", NOPLACE, NULL, "%s in the records: mentorpress import lists them",
			counted(ctx, ctx->aside.warnings, "warning"));
}

int present_import(struct context *ctx)
{
	if (context_load(ctx, LOAD_SETTINGS) != 0) return -1;
	if (!import(ctx)) return tell_failure(ctx);
	tell_count(ctx);
	return 0;
}

int present_load(struct context *ctx, bool recording)
{
	if (context_load(ctx, LOAD_SETTINGS) != 0) return -1;
	bool done = import(ctx);
	if (ctx->environment_failed || (ctx->has_records && !ctx->store)) return tell_failure(ctx);
	if (!ctx->has_records)
		return diags_error(&ctx->ds, "R090", NOPLACE, "run this where the records are",
			       "this workspace has no records"),
		       -1;
	if (!done) return fall_back(ctx, recording);
	tell_count(ctx);
	return 0;
}
