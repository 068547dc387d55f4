/* import: the records alone, for headquarters that want to see what is wrong with fresh exports. */
#include "cmd/command.h"
#include "cmd/report.h"

static int run_import(struct context *ctx, const struct arguments *args)
{
	struct import_report report = { 0 };
	(void)args;
	if (context_load(ctx, LOAD_SETTINGS | LOAD_RECORDS) == 0 && context_import(ctx, &report) == 0)
		report_import(ctx, &report);
	else
		context_say(ctx, "Nothing was imported: the database is as it was.");
	return context_finish(ctx);
}

const struct command cmd_import = { "import", "import", "read the exports into the private database",
	"Reads every file in records/exports that a mapping names. All problems are reported at once; if there is one, "
	"the database stays as it was.",
	NULL, 0, 0, 0, run_import };
