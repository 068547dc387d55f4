/* Loads the parts of a workspace a command needs and turns what went wrong into an exit code. */
#include "cmd/context.h"
#include "base/fs.h"
#include "cmd/erase_finish.h"
#include "cmd/trial.h"
#include "programme/schema.h"
#include "privacy/pool.h"
#include "site/site.h"
#include "store/audit.h"

void context_init(struct context *ctx, struct run *run)
{
	struct sv folder = sv(run->workspace);
	*ctx = (struct context){
		.run = run, .ds = DIAGS_INIT, .aside = DIAGS_INIT, .mem = ARENA_INIT, .digested = MAP_INIT
	};
	while (folder.n > 1 && folder.p[folder.n - 1] == '/') folder.n--;
	run->workspace = folder.n ? arena_strdup(&ctx->mem, folder) : ".";
	ctx->sources = run->workspace;
	ctx->ds.show_values = run->show_values;
	ctx->ds.limit = 20; /* of one kind and file; the rest is counted */
}

void context_dispose(struct context *ctx)
{
	if (ctx->corpus) corpus_free(ctx->corpus);
	if (ctx->templates) template_free(ctx->templates);
	if (ctx->store) store_close(ctx->store);
	trial_end(ctx);
	findings_free(ctx->findings);
	diags_dispose(&ctx->ds);
	diags_dispose(&ctx->aside);
	map_dispose(&ctx->digested);
	arena_dispose(&ctx->mem);
}

const char *context_path(struct context *ctx, const char *relative)
{
	return fs_join(&ctx->mem, ctx->run->workspace, relative);
}

const char *context_database(struct context *ctx)
{
	return ctx->trial ? fs_join(&ctx->mem, ctx->trial, "mentorpress.db")
			  : context_path(ctx, "private/mentorpress.db");
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

int context_migrate(struct context *ctx)
{
	if (records_migrate(ctx->store) == 0 && programme_migrate(ctx->store) == 0 &&
		privacy_migrate(ctx->store) == 0 && audit_migrate(ctx->store) == 0)
		return 0;
	context_fail(ctx, "B021", store_error(ctx->store),
		"this program may be older than the one that wrote private/mentorpress.db");
	return -1;
}

static void open_store(struct context *ctx)
{
	struct str err = STR_INIT;
	if (store_open(&ctx->store, context_database(ctx), &err) != 0)
		context_fail(ctx, "B020", err.ptr, "check the disk and the permissions of the folder private/");
	else if (context_migrate(ctx) == 0 && !ctx->trial)
		erase_settle_pending(ctx);
	str_dispose(&err);
}

/* A committee member's copy has the rules of records/ in it, and no application. */
static bool workspace_has_applications(struct context *ctx)
{
	struct str err = STR_INIT;
	struct fs_list files = { NULL, 0 };
	bool found = fs_exists(context_path(ctx, "private/mentorpress.db"));
	fs_walk(&files, &ctx->mem, context_path(ctx, ctx->settings.exports), NULL, &err);
	for (size_t i = 0; !found && i < files.n; i++) found = !sv_ends(sv(files.at[i]), ".md");
	str_dispose(&err);
	return found;
}

static void load_records(struct context *ctx, unsigned what)
{
	const struct mapped_field *fields = NULL;
	size_t n = 0;
	ctx->has_records = workspace_has_records(ctx);
	if (!ctx->has_records) return;
	ctx->findings = findings_new(context_path(ctx, FINDINGS_FOLDER));
	findings_watch(ctx->findings, &ctx->ds);
	vocab_load_all(&ctx->vocabs, &ctx->mem, context_path(ctx, ctx->settings.vocabularies),
		ctx->settings.vocabularies, &ctx->ds);
	if (records_mapped_fields(ctx->run, &ctx->settings, &ctx->mem, &fields, &n, &ctx->ds) == 0)
		policy_load(&ctx->policy, &ctx->mem, ctx->run, &ctx->settings, &ctx->vocabs, fields, n, &ctx->ds);
	findings_rest(ctx->findings, &ctx->ds);
	if ((what & LOAD_RECORDS) || ((what & LOAD_RECORDS_IF_ANY) && workspace_has_applications(ctx)))
		open_store(ctx);
	else
		ctx->has_records = false;
}

static void load_templates(struct context *ctx)
{
	if (template_load(&ctx->templates, fs_join(&ctx->mem, ctx->sources, "site-templates"), "site-templates",
		    &ctx->ds) != 0 ||
		!ctx->templates)
		return;
	site_expect_templates(ctx->templates);
	template_check_unused(ctx->templates, &ctx->ds);
}

int context_load(struct context *ctx, unsigned what)
{
	if ((what & LOAD_SETTINGS) && settings_load(&ctx->settings, &ctx->mem, ctx->run->workspace, &ctx->ds) != 0)
		return -1;
	if (what & (LOAD_RECORDS | LOAD_RECORDS_IF_ANY | LOAD_RULES)) load_records(ctx, what);
	if (what & LOAD_CONTENT)
		corpus_load(&ctx->corpus, ctx->run, &ctx->settings, ctx->sources, what & LOAD_DRAFTS, &ctx->ds);
	if (what & LOAD_TEMPLATES) load_templates(ctx);
	return ctx->ds.errors ? -1 : 0;
}

/* The import is not less done for want of a report, so this only warns. */
static void write_report(struct context *ctx, const struct import_report *r, bool done)
{
	struct findings_facts facts = { ctx->run->as_of, done, r && r->skipped, ctx->run->show_values, r };
	struct str err = STR_INIT;
	if (ctx->trial) /* leaves nothing behind */
		ctx->report = NULL;
	else if (done && r->skipped && findings_stand(context_path(ctx, FINDINGS_FOLDER)))
		ctx->report = FINDINGS_HTML;
	else if (findings_write(ctx->findings, &facts, &err) == 0)
		ctx->report = FINDINGS_HTML;
	else
		diags_warn(&ctx->ds, "B130", NOPLACE,
			"free some space, or check the permissions of private/reports; the next import that finds "
			"something new "
			"writes it again, and so does this one when import.html there is missing",
			"the report of the import could not be written (%s); %s", err.ptr,
			done ? "the import itself is complete" : "the database is as it was");
	str_dispose(&err);
	ctx->ds.report = ctx->report;
	findings_free(ctx->findings);
	ctx->findings = NULL;
}

void context_give_back(struct context *ctx)
{
	if (ctx->store) store_shrink(ctx->store);
	xtrim();
}

void context_import_refused(struct context *ctx)
{
	if (ctx->findings && findings_count(ctx->findings)) write_report(ctx, NULL, false);
}

int context_import(struct context *ctx, struct import_report *out)
{
	*out = (struct import_report){ 0 };
	if (!ctx->has_records || !ctx->store) return 0;
	findings_watch(ctx->findings, &ctx->ds);
	int r = records_import_digested(
		ctx->store, ctx->run, &ctx->settings, &ctx->vocabs, &ctx->digested, &ctx->mem, out, &ctx->ds);
	findings_rest(ctx->findings, &ctx->ds);
	if (r && *store_error(ctx->store))
		context_fail(ctx, "B022", store_error(ctx->store),
			"the import was undone; free some space or check private/, then run it again");
	ctx->imported = r == 0;
	write_report(ctx, out, ctx->imported);
	return r;
}

static void add_problems(const struct context *ctx, struct json *j)
{
	struct str problems = STR_INIT;
	diags_json(&ctx->ds, &problems);
	json_key(j, "ok");
	json_bool(j, ctx->ds.errors == 0);
	json_key(j, "problems");
	json_raw(j, sv_trim(sv_of(&problems)));
	str_dispose(&problems);
}

void context_json_begin(struct json *j, struct str *out)
{
	json_begin(j, out, false);
	json_object(j);
}

void context_json_end(struct context *ctx, struct json *j, struct str *out)
{
	add_problems(ctx, j);
	json_end(j);
	json_finish(j);
	fprintf(ctx->run->out, "%s\n", out->ptr);
	ctx->json_printed = true;
	str_dispose(out);
}

static void print_json(struct context *ctx)
{
	struct str out = STR_INIT;
	struct json j;
	context_json_begin(&j, &out);
	context_json_end(ctx, &j, &out);
}

int context_finish(struct context *ctx)
{
	fflush(ctx->run->out); /* so that both kept in one file stay in order */
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
