/* Loads the parts of a workspace a command needs and turns what went wrong into an exit code. */
#include "cmd/context.h"
#include "base/fs.h"
#include "privacy/pool.h"
#include "site/site.h"
#include "store/audit.h"

void context_init(struct context *ctx, struct run *run)
{
	struct sv folder = sv(run->workspace);
	*ctx = (struct context){ .run = run, .ds = DIAGS_INIT, .mem = ARENA_INIT };
	while (folder.n > 1 && folder.p[folder.n - 1] == '/') folder.n--;
	run->workspace = folder.n ? arena_strdup(&ctx->mem, folder) : ".";
	ctx->ds.show_values = run->show_values;
	ctx->ds.limit = 20; /* of one kind and file; the rest is counted */
}

void context_dispose(struct context *ctx)
{
	if (ctx->corpus) corpus_free(ctx->corpus);
	if (ctx->templates) template_free(ctx->templates);
	if (ctx->store) store_close(ctx->store);
	diags_dispose(&ctx->ds);
	arena_dispose(&ctx->mem);
}

const char *context_path(struct context *ctx, const char *relative)
{
	return fs_join(&ctx->mem, ctx->run->workspace, relative);
}

void context_fail(struct context *ctx, const char *code, const char *what, const char *help)
{
	ctx->environment_failed = true;
	diags_error(&ctx->ds, code, NOPLACE, help, "%s", what);
}

static bool workspace_has_records(struct context *ctx)
{
	struct str err = STR_INIT;
	struct fs_list maps = { NULL, 0 };
	bool found =
		fs_glob(&maps, &ctx->mem, context_path(ctx, ctx->settings.mappings), "*.yml", &err) == 0 && maps.n > 0;
	str_dispose(&err);
	return found;
}

static void open_store(struct context *ctx)
{
	struct str err = STR_INIT;
	if (store_open(&ctx->store, context_path(ctx, "private/mentorpress.db"), &err) != 0)
		context_fail(ctx, "B020", err.ptr, "check the disk and the permissions of the folder private/");
	else if (records_migrate(ctx->store) != 0 || privacy_migrate(ctx->store) != 0 || audit_migrate(ctx->store) != 0)
		context_fail(ctx, "B021", store_error(ctx->store),
			"this program may be older than the one that wrote private/mentorpress.db");
	str_dispose(&err);
}

static void load_records(struct context *ctx)
{
	const struct mapped_field *fields = NULL;
	size_t n = 0;
	ctx->has_records = workspace_has_records(ctx);
	if (!ctx->has_records) return;
	vocab_load_all(&ctx->vocabs, &ctx->mem, context_path(ctx, ctx->settings.vocabularies),
		ctx->settings.vocabularies, &ctx->ds);
	if (records_mapped_fields(ctx->run, &ctx->settings, &ctx->mem, &fields, &n, &ctx->ds) == 0)
		policy_load(&ctx->policy, &ctx->mem, ctx->run, &ctx->settings, &ctx->vocabs, fields, n, &ctx->ds);
	open_store(ctx);
}

static void load_templates(struct context *ctx)
{
	if (template_load(&ctx->templates, context_path(ctx, "site-templates"), "site-templates", &ctx->ds) != 0 ||
		!ctx->templates)
		return;
	site_expect_templates(ctx->templates);
	template_check_unused(ctx->templates, &ctx->ds);
}

int context_load(struct context *ctx, unsigned what)
{
	if ((what & LOAD_SETTINGS) && settings_load(&ctx->settings, &ctx->mem, ctx->run->workspace, &ctx->ds) != 0)
		return -1;
	if (what & LOAD_RECORDS) load_records(ctx);
	if (what & LOAD_CONTENT)
		corpus_load(&ctx->corpus, ctx->run, &ctx->settings, ctx->run->workspace, false, &ctx->ds);
	if (what & LOAD_TEMPLATES) load_templates(ctx);
	return ctx->ds.errors ? -1 : 0;
}

int context_import(struct context *ctx, struct import_report *out)
{
	*out = (struct import_report){ 0 };
	if (!ctx->has_records || !ctx->store) return 0;
	if (records_import(ctx->store, ctx->run, &ctx->settings, &ctx->vocabs, &ctx->mem, out, &ctx->ds) == 0) return 0;
	if (*store_error(ctx->store))
		context_fail(ctx, "B022", store_error(ctx->store),
			"the import was undone; free some space or check private/, then run it again");
	return -1;
}

void context_json_problems(const struct context *ctx, struct json *j)
{
	struct str problems = STR_INIT;
	diags_json(&ctx->ds, &problems);
	json_key(j, "ok");
	json_bool(j, ctx->ds.errors == 0);
	json_key(j, "problems");
	json_raw(j, sv_trim(sv_of(&problems)));
	str_dispose(&problems);
}

static void print_json(const struct context *ctx)
{
	struct str out = STR_INIT;
	struct json j;
	json_begin(&j, &out, false);
	json_object(&j);
	context_json_problems(ctx, &j);
	json_end(&j);
	json_finish(&j);
	fprintf(ctx->run->out, "%s\n", out.ptr);
	str_dispose(&out);
}

int context_finish(struct context *ctx)
{
	if (!ctx->run->json)
		diags_print(&ctx->ds, ctx->run->err);
	else if (!ctx->json_printed)
		print_json(ctx);
	if (ctx->environment_failed) return EXIT_ENVIRONMENT;
	if (ctx->ds.errors && ctx->refused) return EXIT_REFUSED;
	return ctx->ds.errors ? EXIT_INPUT : EXIT_DONE;
}

void context_say(const struct context *ctx, const char *fmt, ...)
{
	va_list ap;
	if (ctx->run->quiet || ctx->run->json) return;
	va_start(ap, fmt);
	vfprintf(ctx->run->out, fmt, ap);
	va_end(ap);
	fputc('\n', ctx->run->out);
}
