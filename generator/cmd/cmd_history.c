/* history, show and verify: what was published, when, from what, and whether it is still intact. */
#include <errno.h>
#include <unistd.h>
#include "cmd/command.h"
#include "cmd/log_check.h"
#include "cmd/signing.h"
#include "privacy/pool.h"
#include "publish/history.h"

static struct history *open_history(struct context *ctx)
{
	struct history *h = NULL;
	if (context_load(ctx, LOAD_SETTINGS) != 0) return NULL;
	if (history_open(&h, context_path(ctx, "site"), &ctx->ds) != 0) return NULL;
	return h;
}

static void json_edition(struct json *j, const struct edition *e)
{
	json_object(j);
	json_kv_int(j, "edition", e->number);
	json_kv(j, "date", sv(date_iso(e->day).z));
	json_kv(j, "subject", sv(e->subject));
	json_kv(j, "tag", sv(e->tag));
	json_kv(j, "commit", sv(e->commit));
	json_kv(j, "tree", sv(e->tree));
	json_end(j);
}

static void history_as_json(struct context *ctx, const struct history *h)
{
	struct str out = STR_INIT;
	struct json j;
	json_begin(&j, &out, true);
	json_array(&j);
	for (size_t i = 0; i < history_editions(h); i++) json_edition(&j, history_edition(h, i));
	json_end(&j);
	json_finish(&j);
	fputs(out.ptr, ctx->run->out);
	ctx->json_printed = true;
	str_dispose(&out);
}

static int run_history(struct context *ctx, const struct arguments *args)
{
	struct history *h = open_history(ctx);
	(void)args;
	if (!h) return context_finish(ctx);
	if (ctx->run->json) history_as_json(ctx, h);
	for (size_t i = 0; i < history_editions(h); i++) {
		const struct edition *e = history_edition(h, i);
		context_say(
			ctx, "%4u  %s  %.12s  %-16s %s", e->number, date_iso(e->day).z, e->commit, e->tag, e->subject);
		for (size_t t = 0; t < e->ntrailers; t++)
			if (strcmp(e->trailer[t].key, "Pool") == 0) context_say(ctx, "      %s", e->trailer[t].value);
	}
	history_close(h);
	return context_finish(ctx);
}

static int show_file(struct context *ctx, struct history *h, const struct edition *e, const char *path)
{
	struct str bytes = STR_INIT;
	if (history_read(h, e, path, &bytes) != 0)
		diags_error(&ctx->ds, "H030", NOPLACE,
			diags_text(&ctx->ds, "mentorpress show %u lists its files", e->number),
			"edition %u has no file \"%s\"", e->number, path);
	else
		ctx->json_printed = fwrite(bytes.ptr, 1, bytes.len, ctx->run->out) ==
				    bytes.len; /* the file itself, whatever it is */
	str_dispose(&bytes);
	return context_finish(ctx);
}

static int show_edition(struct context *ctx, struct history *h, const struct edition *e)
{
	const struct history_file *f = NULL;
	size_t n = 0;
	uint64_t total = 0;
	context_say(ctx, "Edition %u of %s\n%s\ncommit %s\ntree   %s\ntag    %s", e->number, date_iso(e->day).z,
		e->subject, e->commit, e->tree, e->tag);
	for (size_t t = 0; t < e->ntrailers; t++) context_say(ctx, "%s: %s", e->trailer[t].key, e->trailer[t].value);
	if (history_files(h, e, &ctx->mem, &f, &n) != 0) {
		context_fail(ctx, "H031", "the edition's files could not be read",
			"mentorpress verify says what is damaged");
		return context_finish(ctx);
	}
	for (size_t i = 0; i < n; i++) total += f[i].size;
	context_say(ctx, "%zu files, %llu bytes:", n, (unsigned long long)total);
	for (size_t i = 0; i < n; i++)
		context_say(ctx, "  %.10s %9llu %s", f[i].oid, (unsigned long long)f[i].size, f[i].path);
	return context_finish(ctx);
}

static int run_show(struct context *ctx, const struct arguments *args)
{
	struct history *h = open_history(ctx);
	const struct edition *e;
	int code;
	if (!h) return context_finish(ctx);
	e = history_find(h, args->n ? args->positional[0] : "latest");
	if (!e) {
		diags_error(&ctx->ds, "H032", NOPLACE, "mentorpress history lists the editions",
			"there is no edition \"%s\"", args->n ? args->positional[0] : "latest");
		code = context_finish(ctx);
	} else if (args->n > 1) {
		code = show_file(ctx, h, e, args->positional[1]);
	} else {
		code = show_edition(ctx, h, e);
	}
	history_close(h);
	return code;
}

/* h: NULL when there is none, or none that can be read. */
static void verify_private(struct context *ctx, const struct history *h, bool published)
{
	struct str err = STR_INIT, text = STR_INIT;
	int64_t rows = 0;
	const char *path = context_path(ctx, "private/mentorpress.db");
	if (access(path, F_OK) != 0) {
		context_say(ctx, errno == ENOENT ? "Private database: none here."
						 : "Private database: not checked, because you may not read it.");
	} else if (store_open_existing(&ctx->store, path, &err) != 0) {
		context_fail(ctx, "B020", err.ptr,
			"check the permissions of the folder private/, or restore it from a backup");
	} else if (store_integrity(ctx->store, &text) != 0) {
		diags_error(&ctx->ds, "H040", NOPLACE, "restore private/mentorpress.db from a backup",
			"the private database is damaged: %s", text.ptr);
	} else if (context_migrate(ctx) == 0) {
		bool whole = log_check(ctx, h, &rows) == 0;
		if (!published && log_check_unpublished(ctx) != 0) whole = false;
		if (whole) {
			context_say(ctx, "Private database: sound.");
			log_say(ctx, rows);
		}
	}
	str_dispose(&err);
	str_dispose(&text);
}

static void verify_published(struct context *ctx, struct history *h)
{
	size_t objects = 0, n = history_editions(h);
	if (history_verify(h, &objects, &ctx->ds) == 0)
		context_say(ctx,
			"Repository: %zu edition%s, %zu objects, all sound; site/public is the newest edition, byte "
			"for "
			"byte.",
			n, n == 1 ? "" : "s", objects);
}

/* What is private is checked whatever became of what is published: before the first edition there is nothing else. */
static int run_verify(struct context *ctx, const struct arguments *args)
{
	struct history *h = NULL;
	const char *site = context_path(ctx, "site");
	bool published = history_exists(site);
	(void)args;
	if (context_load(ctx, LOAD_SETTINGS) != 0) return context_finish(ctx);
	if (!published)
		context_say(ctx, "Repository: none yet.");
	else if (history_open(&h, site, &ctx->ds) == 0)
		verify_published(ctx, h);
	if (h) signing_verify(ctx, h);
	verify_private(ctx, h, published);
	if (h) history_close(h);
	return context_finish(ctx);
}

const struct command cmd_history = { "history", "history", "list the editions",
	"Lists every edition, newest first: number, day, commit, tag, and the public numbers of its pools.", NULL, 0, 0,
	0, run_history };
const struct command cmd_show = { "show", "show [EDITION [FILE]]", "show an edition, its files, or one of them",
	"EDITION is a number, a tag, a cycle's name, the beginning of a commit, or latest. With FILE, prints that file "
	"as it was published.",
	NULL, 0, 0, 2, run_show };
const struct command cmd_verify = { "verify", "verify", "is what was published intact?",
	"Checks every object of every edition against its digest, the tags, site/public against the newest edition, "
	"the private database and the chain of its audit log. Before the first publish, the last two.",
	NULL, 0, 0, 0, run_verify };
