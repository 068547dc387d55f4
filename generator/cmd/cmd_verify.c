/* verify: is what was published still what was published, and does it keep what it promises? Everything that can be wrong is told in one run, each
 * with what to do. A clone is verified by itself, by anybody: all that is public is in it. */
#include <errno.h>
#include <unistd.h>
#include "base/fs.h"
#include "cmd/command.h"
#include "cmd/log_check.h"
#include "cmd/signing.h"
#include "privacy/pool.h"
#include "publish/history.h"
#include "publish/verify_statement.h"

/* Where headquarters' records are, the database belongs to them; elsewhere there never was one. */
static void check_missing(struct context *ctx, const struct history *h)
{
	struct fs_list exports = { NULL, 0 };
	struct str err = STR_INIT;
	bool pools = h && history_editions(h) && *edition_trailer(history_edition(h, 0), "Pool");
	fs_walk(&exports, &ctx->mem, context_path(ctx, ctx->settings.exports), NULL, &err);
	str_dispose(&err);
	context_say(ctx, "Private database: none here.");
	if (pools && (exports.n || fs_exists(context_path(ctx, "private/entry-ids.csv"))))
		diags_error(&ctx->ds, "H116", NOPLACE,
			"restore private/mentorpress.db from a backup before the next publish; without it nobody can "
			"tell "
			"who an Entry ID stands for",
			"editions with entries were published, records are here, and the private database is gone");
}

static void check_database(struct context *ctx, struct history *h, bool published)
{
	struct str text = STR_INIT;
	int64_t rows = 0;
	if (store_integrity(ctx->store, &text) != 0) {
		diags_error(&ctx->ds, "H040", NOPLACE, "restore private/mentorpress.db from a backup",
			"the private database is damaged: %s", text.ptr);
	} else if (context_migrate(ctx) == 0) {
		bool whole = log_check(ctx, h, &rows) == 0;
		if (!published && log_check_unpublished(ctx) != 0) whole = false;
		if (whole && h && log_check_groups(ctx, h) != 0) whole = false;
		if (whole) {
			context_say(ctx, "Private database: sound.");
			log_say(ctx, rows);
		}
	}
	str_dispose(&text);
}

/* h: NULL when there is none, or none that can be read. */
static void verify_private(struct context *ctx, struct history *h, bool published)
{
	struct str err = STR_INIT;
	const char *path = context_path(ctx, "private/mentorpress.db");
	if (access(path, F_OK) != 0 && errno != ENOENT)
		context_say(ctx, "Private database: not checked, because you may not read it.");
	else if (access(path, F_OK) != 0)
		check_missing(ctx, h);
	else if (store_open_existing(&ctx->store, path, &err) != 0)
		context_fail(ctx, "B020", err.ptr,
			"check the permissions of the folder private/, or restore it from a backup");
	else
		check_database(ctx, h, published);
	str_dispose(&err);
}

static void verify_published(struct context *ctx, struct history *h, const char *folder)
{
	size_t objects = 0, n = history_editions(h), checked = 0;
	bool whole = history_verify(h, &objects, &ctx->ds) == 0;
	if (whole)
		context_say(ctx, "Repository: %zu edition%s, %zu objects, all sound%s.", n, n == 1 ? "" : "s", objects,
			folder);
	if (history_verify_statements(h, &checked, &ctx->ds) == 0 && whole)
		context_say(ctx,
			"Privacy statements: %zu, each recomputed from its pages and tables and the same in its "
			"commit.",
			checked);
}

static int verify_clone(struct context *ctx, const char *path)
{
	struct history *h = NULL;
	if (history_open_clone(&h, path, &ctx->ds) == 0) verify_published(ctx, h, "");
	if (h) history_close(h);
	return context_finish(ctx);
}

/* What is private is checked whatever became of what is published: before the first edition there is nothing else. */
static int run_verify(struct context *ctx, const struct arguments *args)
{
	struct history *h = NULL;
	const char *site = context_path(ctx, "site");
	bool published = history_exists(site);
	if (args->value[0]) return verify_clone(ctx, args->value[0]);
	if (context_load(ctx, LOAD_SETTINGS) != 0) return context_finish(ctx);
	if (!published)
		context_say(ctx, "Repository: none yet.");
	else if (history_open(&h, site, &ctx->ds) == 0)
		verify_published(ctx, h, "; site/public is the newest edition, byte for byte");
	if (h) signing_verify(ctx, h);
	verify_private(ctx, h, published);
	if (h) history_close(h);
	return context_finish(ctx);
}

static const struct option options[] = { { "--repo", "PATH", "verify a clone by itself: everything that is public" } };

const struct command cmd_verify = { "verify", "verify [--repo PATH]", "is what was published intact?",
	"Checks every object of every edition against its digest, the tags, every privacy statement against its pages, "
	"tables "
	"and commit, site/public\nagainst the newest edition, and the private database: its chain of entries, that it "
	"knows every "
	"edition, and how many people are behind each\ngroup. Before the first publish, the last ones. With --repo "
	"PATH it needs no "
	"workspace.",
	options, 1, 0, 0, run_verify };
