/* import: the records alone, for headquarters that want to see what is wrong with fresh exports. */
#include "cmd/command.h"
#include "cmd/report_import.h"
#include "cmd/willing.h"

static void say_next(const struct context *ctx)
{
	if (ctx->ds.warnings)
		context_say(ctx, "Next: look at the %zu warning%s, then mentorpress check.", ctx->ds.warnings,
			ctx->ds.warnings == 1 ? "" : "s");
	else
		context_say(ctx, "Next: mentorpress check.");
}

static void say_refused(const struct context *ctx)
{
	context_say(ctx,
		"Nothing was imported: the database is as it was.\nNext: correct the %zu error%s and run "
		"mentorpress import again.",
		ctx->ds.errors, ctx->ds.errors == 1 ? "" : "s, best all at once,");
}

static int run_import(struct context *ctx, const struct arguments *args)
{
	struct import_report report = { 0 };
	size_t willing = 0;
	bool read = false, done = false;
	(void)args;
	if (context_load(ctx, LOAD_SETTINGS | LOAD_RECORDS) != 0) {
		context_import_refused(ctx);
	} else {
		read = true;
		done = context_import(ctx, &report) == 0;
	}
	if (report.nfiles || done) report_import(ctx, &report, true);
	if (done) report_import_answers(ctx);
	if (done && ctx->store) willing_write(ctx, &willing);
	willing_say(ctx, willing);
	report_import_path(ctx);
	if (done && ctx->has_records)
		say_next(ctx);
	else if (!done)
		say_refused(ctx);
	if (ctx->run->json) report_import_json(ctx, read ? &report : NULL, done, willing);
	return context_finish(ctx);
}

const struct command cmd_import = { "import", "import", "read the exports into the private database",
	"Reads every file in records/exports that a mapping names. All problems are reported at once; if there is an "
	"error, the database stays as it was.\n"
	"Every problem, with what to do about it, also stands in private/reports/import.html and import.csv; whose "
	"pause "
	"ends within 30 days, in private/reports/still-willing.csv.",
	NULL, 0, 0, 0, run_import };
