/* rollback: the documents of an older edition as a new one. The history only grows, so what was wrong stays on record too; and the pool is
 * never taken from the past, so nobody who left since can come back with it. */
#include "base/fs.h"
#include "cmd/command.h"
#include "cmd/past.h"
#include "cmd/report.h"

#define FOLDER "private/rollback"
enum { OPTION_DRY, OPTION_FILES, OPTION_TEMPLATES };

static int find(struct context *ctx, const char *name, struct past *old, struct past *newest)
{
	int r = past_find(ctx, name, old, newest);
	if (r != 0) return -1;
	int known = sources_known(ctx, old->number, old->documents),
	    base = sources_known(ctx, newest->number, newest->documents);
	if (known < 0 || base < 0) return -1;
	if (known == 0 && base == 0) return 0;
	diags_error(&ctx->ds, "H100", NOPLACE,
		"put its texts back into content/ and site-templates/ by hand and publish; `mentorpress show NUMBER "
		"FILE` "
		"prints a page as it was, and what is published from now on is kept",
		"what edition %u was made from is not kept here (private/sources.db)",
		known ? old->number : newest->number);
	return -1;
}

/* Today's templates in place of the old ones, for when those do not fit the program any more. */
static int use_templates(struct context *ctx)
{
	struct fs_list files = { NULL, 0 };
	struct str err = STR_INIT, bytes = STR_INIT;
	const char *from = context_path(ctx, "site-templates"), *to = context_path(ctx, FOLDER "/site-templates");
	int r = fs_remove_tree(to, &err);
	if (r == 0) r = fs_walk(&files, &ctx->mem, from, NULL, &err);
	for (size_t i = 0; r == 0 && i < files.n; i++) {
		const char *path = fs_join(&ctx->mem, to, files.at[i]), *slash = strrchr(path, '/');
		str_clear(&bytes);
		r = fs_read(&bytes, fs_join(&ctx->mem, from, files.at[i]), SIZE_MAX / 4, &err);
		if (r == 0) r = fs_mkdirs(arena_sv(&ctx->mem, sv_n(path, (size_t)(slash - path))).p, 0700, &err);
		if (r == 0) r = fs_write_atomic(path, sv_of(&bytes), 0600, &err);
	}
	if (r != 0) context_fail(ctx, "H002", err.ptr, "free some space, or check the permissions of private/");
	str_dispose(&err);
	str_dispose(&bytes);
	return r;
}

/* A file that a message names lies in content/ as somebody works on it, and need not be what was read. */
static void say_where(struct context *ctx, const struct past *old)
{
	diags_note(&ctx->ds, "H105", NOPLACE, "correct the page in content/ and publish, or choose another edition",
		"files named here are those of edition %u, controlled documents those of the newest edition; content/ "
		"was not read",
		old->number);
}

static void say_done(const struct edition *e, const struct past *old)
{
	context_say(e->ctx,
		"Published edition %u with the documents of edition %u: commit %.12s, %zu files\nSite: %s/index.html",
		e->number, old->number, e->result.commit, e->state.files, context_path(e->ctx, "site/public"));
	context_say(e->ctx,
		"Controlled documents, officers, cycles and the register of documents stayed as they were: these "
		"change by approval and calendar. The pools are carried over by today's records.");
}

static void put_files_back(struct edition *e, unsigned newest)
{
	struct context *ctx = e->ctx;
	const char *aside = "";
	size_t n = 0;
	unsigned edition = e->committed ? e->number : e->number - 1;
	if (sources_put_back(ctx, edition, newest, &aside, &n) != 0) return;
	if (!n)
		context_say(ctx, "content/ and site-templates/ are as in edition %u already.", edition);
	else
		context_say(ctx,
			"Brought in line with edition %u: %zu file%s of content/ and site-templates/; what they "
			"replace "
			"is in %s.",
			edition, n, n == 1 ? "" : "s", aside);
}

static void say_outcome(struct edition *e, const struct past *old)
{
	struct context *ctx = e->ctx;
	report_pools(e);
	report_gate(e);
	if (e->unchanged)
		context_say(ctx, "Nothing to roll back: edition %u stands, its documents are those of edition %u.",
			e->number - 1, old->number);
	else if (e->plan->mode == EDITION_DIFF)
		report_difference(e);
	else if (e->declined)
		context_say(ctx, "Not published.");
	else
		say_done(e, old);
}

static int roll_back(
	struct context *ctx, const struct arguments *args, const struct past *old, const struct past *newest)
{
	struct edition_plan plan = { args->value[OPTION_DRY] ? EDITION_DIFF : EDITION_PUBLISH, .as_publish = true,
		.restores = old->number, .onto = newest->number };
	struct edition e;
	ctx->sources = context_path(ctx, FOLDER);
	int r = edition_run(&e, ctx, &plan);
	if (r == 0) {
		say_outcome(&e, old);
		if (args->value[OPTION_FILES] && plan.mode == EDITION_PUBLISH && !e.declined)
			put_files_back(&e, newest->number);
	} else if (!e.committed) {
		say_where(ctx, old);
		context_say(ctx, "Nothing was published.");
	}
	if (ctx->run->json) report_json(&e, "rollback");
	edition_dispose(&e);
	return r;
}

static void remove_folder(struct context *ctx)
{
	struct str err = STR_INIT;
	fs_remove_tree(context_path(ctx, FOLDER), &err);
	str_dispose(&err);
}

static int run_rollback(struct context *ctx, const struct arguments *args)
{
	struct past old, newest;
	if (context_load(ctx, LOAD_SETTINGS) != 0 || find(ctx, args->positional[0], &old, &newest) != 0)
		return context_finish(ctx);
	if (sources_compose(ctx, old.number, newest.number, context_path(ctx, FOLDER)) == 0 &&
		(!args->value[OPTION_TEMPLATES] || use_templates(ctx) == 0))
		roll_back(ctx, args, &old, &newest);
	remove_folder(ctx);
	return context_finish(ctx);
}

static const struct option options[] = { { "--dry-run", NULL, "say what it would change; nothing is written" },
	{ "--files", NULL, "also bring content/ and site-templates/ in line; what is replaced is kept in private/" },
	{ "--keep-templates", NULL, "with today's site-templates/, not those of the edition" } };

const struct command cmd_rollback = { "rollback", "rollback EDITION [--files] [--keep-templates] [--dry-run]",
	"the documents of an older edition as a new one",
	"Publishes a new edition with the pages, questions and templates of EDITION (a number, a tag, a cycle's name). "
	"Nothing "
	"is taken out of the history.\n"
	"Everything is made anew: dates, statuses, links and the gate are of today. The pools are those of the last "
	"cycle by "
	"today's records, so nobody\n"
	"who left since comes back. Controlled documents, officers, cycles and the register of documents stay as in "
	"the newest "
	"edition.\n"
	"content/ is left alone unless --files is given, so correct it before the next publish; publish warns of pages "
	"that "
	"would come back. On a\nterminal it asks first; scripts say --yes.",
	options, 3, 1, 1, run_rollback };
