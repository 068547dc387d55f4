/* What `mentorpress` without a command says: where you are, and the one or two things that come next. */
#include "base/fs.h"
#include "cmd/command.h"
#include "cmd/willing.h"
#include "publish/history.h"

static size_t count_exports(struct context *ctx)
{
	struct fs_list files = { NULL, 0 };
	struct str err = STR_INIT;
	fs_glob(&files, &ctx->mem, context_path(ctx, ctx->settings.exports), "*.csv", &err);
	str_dispose(&err);
	return files.n;
}

/* Fresh exports come first, and after a failed import nothing else helps. */
static void say_first_step(const struct context *ctx, size_t exports, bool failed)
{
	context_say(ctx, "Next:");
	if (failed)
		context_say(ctx, "  mentorpress import                 again, when the errors are corrected");
	else if (exports)
		context_say(ctx,
			"  mentorpress import                 after new exports: what do they hold, what is wrong?");
}

static void say_history(struct context *ctx, size_t exports, bool failed)
{
	struct diags quiet = DIAGS_INIT;
	struct history *h = NULL;
	if (history_open(&h, context_path(ctx, "site"), &quiet) == 0 && history_editions(h)) {
		const struct edition *e = history_edition(h, 0);
		size_t n = history_editions(h);
		context_say(ctx, "Published: %zu edition%s; the newest is edition %u of %s (%s).", n, n == 1 ? "" : "s",
			e->number, date_long(e->day).z, e->subject);
		say_first_step(ctx, exports, failed);
		context_say(ctx, "  mentorpress check                  are the files right?\n  mentorpress diff "
				 "                  what would a publish change?\n"
				 "  mentorpress publish                renew the documents\n  mentorpress publish "
				 "--cycle NAME   after a match cycle: draw the pool anew");
	} else {
		context_say(ctx, "Nothing has been published yet.");
		say_first_step(ctx, exports, failed);
		context_say(ctx, "  mentorpress check                  are the files right?\n"
				 "  mentorpress privacy                what would the policy publish?\n  mentorpress "
				 "build                  a preview to look at\n"
				 "  mentorpress publish --cycle NAME   the first edition");
	}
	if (h) history_close(h);
	diags_dispose(&quiet);
}

/* Without an import: who comes back soon by what was imported last. */
static void say_willing(struct context *ctx)
{
	struct str err = STR_INIT;
	size_t n = 0;
	const char *path = context_path(ctx, "private/mentorpress.db");
	if (fs_exists(path) && store_open_existing(&ctx->store, path, &err) == 0 && context_migrate(ctx) == 0) {
		willing_write(ctx, &n);
		willing_say(ctx, n);
	}
	str_dispose(&err);
}

int next_steps(struct context *ctx)
{
	size_t exports;
	if (!fs_exists(context_path(ctx, "mentorpress.yml"))) {
		context_say(ctx, "This folder is no workspace (it has no mentorpress.yml).\nNext:\n  mentorpress init "
				 "DIR               make a workspace for your own programme\n"
				 "  mentorpress --help                 all commands");
		return EXIT_DONE;
	}
	if (context_load(ctx, LOAD_SETTINGS) != 0) return context_finish(ctx);
	context_say(ctx, "%s of %s", ctx->settings.programme, ctx->settings.society);
	exports = count_exports(ctx);
	if (exports)
		context_say(ctx, "Exports: %zu file%s in %s.", exports, exports == 1 ? "" : "s", ctx->settings.exports);
	else
		context_say(ctx, "Exports: none yet; put the CSV files into %s, or work on the pages alone.",
			ctx->settings.exports);
	bool failed = findings_failed(context_path(ctx, FINDINGS_FOLDER));
	if (failed)
		context_say(ctx,
			"The last import failed and changed nothing: " FINDINGS_HTML " says what is to be corrected.");
	say_willing(ctx);
	say_history(ctx, exports, failed);
	context_say(ctx, "  mentorpress serve                  the pages in a browser while you write them");
	return context_finish(ctx);
}
