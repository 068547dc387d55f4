/* check, build, diff and publish: one line of stages, four places to stop. */
#include "cmd/command.h"
#include "cmd/pushing.h"
#include "cmd/report.h"
#include "cmd/signing.h"

static int finish(struct edition *e, struct context *ctx, const char *command)
{
	if (ctx->run->json) report_json(e, command);
	edition_dispose(e);
	return context_finish(ctx);
}

/* A committee member's copy of the workspace: nothing is missing that pages need. */
static void say_without_records(const struct edition *e)
{
	if (e->ctx->has_records) return;
	context_say(e->ctx, e->npools ? "Directory: shows the pool of the last edition."
				      : "Directory: shows that no pool has been published yet, because there is no "
					"edition here to take it from.");
}

static int run_check(struct context *ctx, const struct arguments *args)
{
	struct edition_plan plan = { EDITION_CHECK, .cycle = args->value[0] };
	struct edition e;
	int r = edition_run(&e, ctx, &plan);
	if (e.import.read || e.import.skipped || (r == 0 && !ctx->has_records)) report_import(ctx, &e.import, false);
	report_import_path(ctx);
	if (e.gate) gate_acceptances_check(e.gate, &ctx->ds);
	if (r == 0) {
		report_pools(&e);
		say_without_records(&e);
		report_gate(&e);
		context_say(ctx, "Documents: %zu, %zu draft%s left out", ctx->corpus->ndocs, ctx->corpus->drafts,
			ctx->corpus->drafts == 1 ? "" : "s");
		context_say(ctx, ctx->ds.warnings ? "No errors, %zu warning%s." : "Everything is in order.",
			ctx->ds.warnings, ctx->ds.warnings == 1 ? "" : "s");
	} else {
		context_say(ctx, "%zu error%s, %zu warning%s; a publish would be refused.", ctx->ds.errors,
			ctx->ds.errors == 1 ? "" : "s", ctx->ds.warnings, ctx->ds.warnings == 1 ? "" : "s");
	}
	return finish(&e, ctx, "check");
}

static int run_build(struct context *ctx, const struct arguments *args)
{
	struct edition_plan plan = { EDITION_BUILD, .cycle = args->value[0],
		.output = args->value[1] ? args->value[1] : "site/preview" };
	struct edition e;
	if (edition_run(&e, ctx, &plan) == 0) {
		report_import(ctx, &e.import, false);
		report_pools(&e);
		say_without_records(&e);
		context_say(ctx, "Preview: %s/index.html (history is untouched)", context_path(ctx, plan.output));
		if (plan.cycle)
			context_say(ctx, "Entry IDs of new entries are drawn when the cycle is published; those in the "
					 "preview are examples.");
	}
	return finish(&e, ctx, "build");
}

/* What stands, stands: a push that fails is a matter of the network, and can be repeated. */
static void push_edition(struct edition *e)
{
	struct context *ctx = e->ctx;
	struct pushing p = { .lock_held = e->publish != NULL, .outcome = PUSH_OUTCOME_INIT, .replaced = MAP_INIT };
	unsigned standing = e->committed ? e->number : e->number - 1;
	e->pushed = pushing_run(ctx, &p) == 0;
	if (e->pushed)
		pushing_say(ctx, &p);
	else
		context_fail(ctx, "H096",
			diags_text(&ctx->ds, "edition %u stands; only the push of it failed", standing),
			"when the cause is settled, run: mentorpress push");
	pushing_dispose(&p);
}

/* Before anything is published: is there somewhere to push to? */
static bool can_push(struct context *ctx)
{
	struct pushing p = { .outcome = PUSH_OUTCOME_INIT, .replaced = MAP_INIT };
	return context_load(ctx, LOAD_SETTINGS) == 0 && pushing_check(ctx, &p) == 0;
}

static int run_publish(struct context *ctx, const struct arguments *args)
{
	struct edition_plan plan = { args->value[1] ? EDITION_DIFF : EDITION_PUBLISH, .cycle = args->value[0],
		.as_publish = true };
	struct edition e;
	bool push = args->value[2] && plan.mode == EDITION_PUBLISH;
	if (push && !can_push(ctx)) return context_finish(ctx);
	int r = edition_run(&e, ctx, &plan);
	if (r == 0 && e.untouched) {
		context_say(ctx, "Nothing new: edition %u stands; no export, page, template or rule has changed since.",
			e.number - 1);
	} else if (r == 0) {
		report_import(ctx, &e.import, false);
		report_import_path(ctx);
		report_pools(&e);
		report_gate(&e);
		if (e.unchanged)
			context_say(ctx, "Nothing new: edition %u stands.", e.number - 1);
		else if (plan.mode == EDITION_DIFF)
			report_difference(&e);
		else if (e.declined)
			context_say(ctx, "Not published.");
		else
			context_say(ctx,
				"Published edition %u: commit %.12s, %zu files, %zu objects, %llu bytes packed\nSite: "
				"%s/index.html",
				e.number, e.result.commit, e.state.files, e.result.objects,
				(unsigned long long)e.result.pack_bytes, context_path(ctx, "site/public"));
		if (e.committed) signing_say(ctx, e.signer);
	} else if (!e.committed) {
		report_import_path(ctx);
		context_say(ctx, "Nothing was published.");
	}
	if (push && r == 0 && !e.declined) push_edition(&e);
	return finish(&e, ctx, "publish");
}

static const struct option cycle_option[] = { { "--cycle", "NAME",
	"as if the pool were drawn for this cycle of content/cycles.csv" } };
static const struct option build_options[] = { { "--cycle", "NAME", "as if the pool were drawn for this cycle" },
	{ "--output", "DIR", "where the preview goes, seen from the workspace (default: site/preview)" } };
static const struct option publish_options[] = { { "--cycle", "NAME",
							 "draw the pool anew for this cycle of content/cycles.csv" },
	{ "--dry-run", NULL, "everything up to the gate, then say what it would change; nothing is written" },
	{ "--push", NULL, "then push it to push: remote of mentorpress.yml; the edition stands even if that fails" } };

const struct command cmd_check = { "check", "check [--cycle NAME]",
	"are the files right? reports every problem at once",
	"Reads records, content, templates and policy as a publish would, builds every page in memory, checks links "
	"and runs the gate.\nReports all problems with file, line and column. Writes nothing but the import into "
	"private/.",
	cycle_option, 1, 0, 0, run_check };
const struct command cmd_build = { "build", "build [--cycle NAME] [--output DIR]",
	"write a browsable preview; history is untouched",
	"Builds the whole site into a folder that opens in a browser from disk. Every page says that it is a "
	"preview.\nThe gate has to pass here too.",
	build_options, 2, 0, 0, run_build };
const struct command cmd_publish = { "publish", "publish [--cycle NAME] [--dry-run] [--push]",
	"commit an edition; with --cycle the pool is drawn anew",
	"Imports the exports, builds every page, passes all of it through the gate and commits it to site/repo.git as "
	"one edition.\n"
	"Without --cycle, documents are renewed and the pool is carried over; profiles whose owners withdrew or paused "
	"leave at once.\n"
	"With --cycle NAME the pool is drawn anew from the records.\nIf nothing changed, nothing is committed. On a "
	"terminal it asks first; scripts say --yes.",
	publish_options, 3, 0, 0, run_publish };
