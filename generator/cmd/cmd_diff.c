/* diff: what changed between two editions, or would change with the next. Looks only: the preview is a trial (trial.h). */
#include "cmd/command.h"
#include "cmd/difference.h"
#include "cmd/edition.h"
#include "cmd/report.h"
#include "cmd/trial.h"

enum { OPTION_CYCLE, OPTION_WORDS, OPTION_WHY };

static void tell(struct context *ctx, const struct arguments *args, struct diff_side *a, struct diff_side *b)
{
	struct difference d;
	int r = difference_make(&d, a, b, &ctx->ds);
	if (r == 0 && ctx->run->json) difference_json(ctx, &d, a, b);
	if (r == 0 && !ctx->run->json) difference_print(ctx, &d, a, b, args->value[OPTION_WORDS] != NULL);
	if (r == 0 && args->value[OPTION_WHY]) difference_why(ctx, &d);
	difference_dispose(&d);
}

static void with_preview(struct context *ctx, const struct arguments *args)
{
	struct edition_plan plan = { EDITION_DIFF, .cycle = args->value[OPTION_CYCLE] };
	struct edition e;
	struct diff_side a, b;
	if (edition_run(&e, ctx, &plan) == 0) {
		report_pools(&e);
		if (side_of_edition(&a, ctx, args->n ? args->positional[0] : NULL) == 0) {
			side_of_preview(&b, e.preview);
			if (e.unchanged && a.number == e.number - 1 && !ctx->run->json)
				context_say(ctx, "Nothing would change: edition %u stands.", e.number - 1);
			else
				tell(ctx, args, &a, &b);
			side_dispose(&b);
		}
		side_dispose(&a);
	}
	edition_dispose(&e);
}

static void two_editions(struct context *ctx, const struct arguments *args)
{
	struct diff_side a = { .mem = ARENA_INIT }, b = { .mem = ARENA_INIT };
	if (context_load(ctx, LOAD_SETTINGS) != 0) return;
	if (args->value[OPTION_WHY] && (trial_begin(ctx) != 0 || context_load(ctx, LOAD_RECORDS_IF_ANY) != 0)) return;
	if (side_of_edition(&a, ctx, args->positional[0]) == 0 && side_of_edition(&b, ctx, args->positional[1]) == 0)
		tell(ctx, args, &a, &b);
	side_dispose(&a);
	side_dispose(&b);
}

static bool refuse(struct context *ctx, const struct arguments *args)
{
	if (args->value[OPTION_CYCLE] && args->n == 2)
		diags_error(&ctx->ds, "H106", NOPLACE, "name one edition, or none, with --cycle",
			"between two editions there is no cycle to draw");
	else if (args->value[OPTION_WHY] && (!ctx->run->tty_out || ctx->run->json))
		diags_error(&ctx->ds, "H104", NOPLACE, "run it on a terminal, without --json and without > or |",
			"reasons are for headquarters' eyes: they are shown on a terminal and never written to a file");
	else
		return false;
	return true;
}

static int run_diff(struct context *ctx, const struct arguments *args)
{
	if (refuse(ctx, args))
		;
	else if (args->n == 2)
		two_editions(ctx, args);
	else
		with_preview(ctx, args);
	return context_finish(ctx);
}

static const struct option options[] = { { "--cycle", "NAME", "as if the pool were drawn for this cycle" },
	{ "--words", NULL, "show the words of what was revised" },
	{ "--why", NULL, "on a terminal: for which reasons profiles left" } };

const struct command cmd_diff = { "diff", "diff [EDITION [EDITION]] [--cycle NAME] [--words] [--why]",
	"what changed between editions, or would with a publish",
	"Without a name: the newest edition beside what a publish would give. With one: that edition beside the same. "
	"With two: "
	"the first beside the\n"
	"second. Tells entries in and out, groups by what they say, documents clause by clause, pages, and changed "
	"rules. "
	"Writes nothing.",
	options, 3, 0, 2, run_diff };
