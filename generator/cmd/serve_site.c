/* The preview's own line of stages. It goes on where a publish stops: a page with a mistake in it is what its author wants to look at. */
#include "cmd/serve_site.h"
#include <fcntl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>
#include "base/fs.h"
#include "content/links.h"
#include "site/site.h"

enum { REHEARSAL_SECONDS = 10, PROBLEMS_OF_A_KIND = 200, LOST_MOST = 1 << 20 };

struct making {
	struct serve_site *s;
	const struct serve_parent *parent;
};

static int put_pages(const struct making *m, struct sink *to, struct diags *ds)
{
	struct context *ctx = &m->s->ctx;
	const struct site_input in = { .run = ctx->run,
		.settings = &ctx->settings,
		.corpus = ctx->corpus,
		.pool = (const struct public_pool *const *)m->parent->pool,
		.npools = m->parent->npools,
		.templates = ctx->templates,
		.assets_dir = context_path(ctx, "site-templates/assets"),
		.previous_documents = sv_of(&m->parent->documents),
		.previous_changes = sv_of(&m->parent->changes),
		.preview = true };
	const struct edition_facts facts = { .number = m->parent->number + 1,
		.as_of = ctx->run->as_of,
		.cycle = "",
		.audience = "",
		.generator = "mentorpress " MENTORPRESS_VERSION };
	int r = site_build(&in, to, ds);
	return site_put_edition(&in, &facts, to, ds) == 0 ? r : -1;
}

static int drop(struct sink *self, const struct artifact *a)
{
	(void)self;
	(void)a;
	return 0;
}

/* The pages are made for content that is in order; whether they can be made of what has errors is tried where a failure does no harm. */
static bool survives(const struct making *m)
{
	int status = 0;
	pid_t child = fork();
	if (child < 0) return false;
	if (child == 0) {
		struct rlimit cpu = { REHEARSAL_SECONDS, REHEARSAL_SECONDS }, core = { 0, 0 };
		struct sink nowhere = { drop };
		struct diags unheard = DIAGS_INIT;
		int null = open("/dev/null", O_WRONLY);
		if (null >= 0) dup2(null, 1), dup2(null, 2);
		setrlimit(RLIMIT_CPU, &cpu);
		setrlimit(RLIMIT_CORE, &core);
		put_pages(m, &nowhere, &unheard);
		_exit(0);
	}
	while (waitpid(child, &status, 0) < 0) continue;
	return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

static void list_documents(struct serve_site *s, const struct serve_parent *parent)
{
	const struct corpus *c = s->ctx.corpus;
	for (size_t i = 0; c && i < c->ndocs; i++) {
		const struct document *d = c->doc[i];
		map_set(&s->by_file, sv(d->file), s->doc.n);
		struct serve_doc one = { d->file, d->path, d->title, serve_parent_change(parent, d), d };
		vec_push(&s->doc, one);
	}
}

bool serve_site_is_lost(const struct serve_site *s, const char *file)
{
	return file && sv_starts(sv(file), "content/") && sv_ends(sv(file), ".md") && s->ctx.corpus &&
	       !map_get(&s->by_file, sv(file), NULL) && map_get(&s->files.files, sv(file), NULL);
}

/* Their lines are kept, because the file may be another one by the time that somebody looks at the page. */
static void keep_lost(struct serve_site *s)
{
	struct context *ctx = &s->ctx;
	for (size_t i = 0; i < ctx->ds.n; i++) {
		const char *file = ctx->ds.at[i].at.file;
		struct str text = STR_INIT, err = STR_INIT;
		if (ctx->ds.at[i].sev != SEV_ERROR || !serve_site_is_lost(s, file) || map_get(&s->lost, sv(file), NULL))
			continue;
		fs_read(&text, context_path(ctx, file), LOST_MOST, &err);
		struct sv *kept = ARENA_NEW(&ctx->mem, struct sv);
		*kept = arena_sv(&ctx->mem, sv_of(&text));
		map_set_ptr(&s->lost, sv(file), kept);
		diags_source(&ctx->ds, file, *kept, false);
		str_dispose(&text);
		str_dispose(&err);
	}
}

static void make_pages(struct serve_site *s, const struct serve_parent *parent)
{
	struct context *ctx = &s->ctx;
	struct making m = { s, parent };
	if (!ctx->corpus || !ctx->templates || (ctx->ds.errors && !survives(&m))) return;
	struct links *links = links_new(&s->pages.sink);
	put_pages(&m, links_sink(links), &ctx->ds);
	links_check(links, ctx->run->workspace, &ctx->ds);
	links_free(links);
	s->built = s->pages.at.n > 0;
}

static bool has_template_errors(const struct diags *ds)
{
	for (size_t i = 0; i < ds->n; i++)
		if (ds->at[i].sev == SEV_ERROR && ds->at[i].code[0] == 'T') return true;
	return false;
}

struct serve_site *serve_site_make(
	const struct run *run, struct serve_watch *watch, struct serve_parent *parent, bool drafts)
{
	struct serve_site *s = xcalloc(1, sizeof *s);
	s->run = *run;
	s->doc.at = NULL;
	s->by_file = s->lost = (struct map)MAP_INIT;
	s->files = (struct serve_snapshot)SERVE_SNAPSHOT_INIT;
	serve_pages_init(&s->pages);
	context_init(&s->ctx, &s->run);
	s->ctx.ds.limit = PROBLEMS_OF_A_KIND;
	serve_watch_look(watch, &s->files);
	if (context_load(&s->ctx, LOAD_SETTINGS) != 0) return s;
	serve_parent_load(parent, &s->ctx);
	context_load(&s->ctx, LOAD_RULES | LOAD_CONTENT | LOAD_TEMPLATES | (drafts ? LOAD_DRAFTS : 0));
	list_documents(s, parent);
	if (!has_template_errors(&s->ctx.ds)) make_pages(s, parent);
	keep_lost(s);
	s->whole = s->built && s->lost.n == 0 && !has_template_errors(&s->ctx.ds);
	return s;
}

void serve_site_free(struct serve_site *s)
{
	if (!s) return;
	vec_dispose(&s->doc);
	map_dispose(&s->by_file);
	map_dispose(&s->lost);
	serve_snapshot_dispose(&s->files);
	serve_pages_dispose(&s->pages);
	context_dispose(&s->ctx);
	free(s);
}
